"""What the outcomes come to: numbers asked and met, and errors, by kind and corridor."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from asking import Outcome

CLOSE = 0.03  # where 15 % is no test: distances


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A group of rows that were asked.

    Attributes
    ----------
    asked, met
        Rows with an answer; answers in the range or within 15 % of the point.
    ranged, inside, half_width
        Answers with a likely range; published values inside it; the median of half its width, a share of the answer.
    median_absolute_error, mean_signed_error
        Shares of the published figure.
    close
        Answers within 3 %, for distances; else None.
    """

    name: str
    asked: int
    met: int
    ranged: int
    inside: int
    half_width: float
    median_absolute_error: float
    mean_signed_error: float
    close: int | None

    @property
    def share(self) -> float:
        """Return the share of rows that are met."""
        return self.met / self.asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The score of all rows that count, its parts, and what is counted apart."""

    total: Score
    without_distances: Score
    by_kind: tuple[Score, ...]
    by_corridor: tuple[Score, ...]
    by_both: tuple[Score, ...]
    apart: tuple[Score, ...]
    worst: tuple[Outcome, ...]
    used: int
    waiting: int
    unanswered: int


def summary(outcomes: Iterable[Outcome]) -> Summary:
    """Return what outcomes come to; the five worst are those missed by the largest share."""
    found = tuple(outcomes)
    counted = [outcome for outcome in found if outcome.counts]
    apart = [outcome for outcome in found if outcome.asked and not outcome.counts]
    missed = sorted((outcome for outcome in counted if not outcome.met), key=lambda outcome: -abs(outcome.error))
    return Summary(
        total=score("all", counted),
        without_distances=score(
            "all but distances", [outcome for outcome in counted if outcome.row.kind != "distance"]
        ),
        by_kind=grouped(counted, lambda outcome: outcome.row.kind),
        by_corridor=grouped(counted, lambda outcome: outcome.row.corridor),
        by_both=grouped(counted, lambda outcome: f"{outcome.row.kind}, {outcome.row.corridor}"),
        apart=grouped(apart, lambda outcome: outcome.apart),
        worst=tuple(missed[:5]),
        used=sum(outcome.row.used for outcome in found),
        waiting=sum(outcome.why_not.startswith("waits") for outcome in found),
        unanswered=sum(
            not outcome.asked and not outcome.row.used and not outcome.why_not.startswith("waits") for outcome in found
        ),
    )


def grouped(outcomes: Iterable[Outcome], key: Callable[[Outcome], str]) -> tuple[Score, ...]:
    """Return a score for each group, by name."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(key(outcome), []).append(outcome)
    return tuple(score(name, groups[name]) for name in sorted(groups))


def score(name: str, outcomes: list[Outcome]) -> Score:
    """Return the score of outcomes that have an answer."""
    errors = [outcome.error for outcome in outcomes]
    widths = [outcome.half_width for outcome in outcomes if outcome.half_width is not None]
    lengths = [outcome for outcome in outcomes if outcome.row.kind == "distance"]
    return Score(
        name=name,
        asked=len(outcomes),
        met=sum(outcome.met for outcome in outcomes),
        ranged=len(widths),
        inside=sum(outcome.inside is True for outcome in outcomes),
        half_width=statistics.median(widths) if widths else 0.0,
        median_absolute_error=statistics.median(map(abs, errors)) if errors else 0.0,
        mean_signed_error=statistics.fmean(errors) if errors else 0.0,
        close=sum(abs(outcome.error) <= CLOSE for outcome in lengths) if len(lengths) == len(outcomes) else None,
    )
