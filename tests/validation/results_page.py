"""The page ``results.md``: for each edition scores, misses with their explanations, and every row."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from asking import Outcome
from measuring import Amount
from published import price_years
from scoring import Score, Summary, summary

import networks

PAGE = Path(__file__).with_name("results.md")
INSIDE = {True: "yes", False: "no", None: ""}
EXPLANATIONS = Path(__file__).with_name("explanations.csv")


def explanations() -> dict[str, str]:
    """Return the hand-written explanations of rows that are missed: id -> why."""
    with EXPLANATIONS.open(encoding="utf-8", newline="") as file:
        return {line["id"]: line["why"] for line in csv.DictReader(file)}


def of(edition: str, outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
    """Return the outcomes of an edition."""
    return tuple(outcome for outcome in outcomes if outcome.row.edition == edition)


def page(outcomes: Sequence[Outcome]) -> str:
    """Return the page of these outcomes: a part for each edition."""
    lines = [
        "# What the editions say to the published figures",
        "",
        "Made by `python tests/validation/asking.py --write`; do not edit. How rows are asked and counted is told in [`README.md`](README.md)",
        "and at the top of [`asking.py`](asking.py). Every answer was walked again by `routing.verify`.",
        "",
        "Error: (model - published) / published, of the value, or of the middle where only a range was published.",
        "Inside: the published value (the middle of a published range) lies in the likely range of the answer, P10 to P90; lengths and",
        "comparisons of two answers have none. ±: the median of half that range, a share of the answer. A sound range holds 8 in 10.",
        "Most in doubt: the figure of the route that moves the answer most between its ends.",
        "",
    ]
    for edition in price_years():
        lines += part(edition, of(edition, outcomes))
    return "\n".join(lines)


def part(edition: str, outcomes: Sequence[Outcome]) -> list[str]:
    """Return the lines that tell of one edition."""
    found = summary(outcomes)
    counted = [outcome for outcome in outcomes if outcome.counts]
    apart = [outcome for outcome in outcomes if outcome.asked and not outcome.counts]
    silent = [outcome for outcome in outcomes if not outcome.asked and not outcome.row.used]
    missed = [outcome for outcome in counted if not outcome.met]
    lines = [
        f"## {networks.load(edition).heading}",
        "",
        _opening(outcomes, found, len(apart)),
        "",
        f"### The {len(missed)} that are missed",
        "",
        "By group, the worst first; the worst five of all in bold. What is said of the reason is a judgement made after the run, not a",
        "correction of it.",
        "",
        *_missed(missed, found.worst),
        "### Score",
        "",
        *_scores("rows", [found.total, found.without_distances, *found.by_kind]),
        "",
        *_scores("corridor", found.by_corridor),
        "",
        *_scores("kind and corridor", found.by_both),
        "",
        "Counted apart:",
        "",
        *_scores("why", found.apart),
    ]
    lines += ["", "### Rows that count", "", *_table(counted), "", "### Rows counted apart", "", *_table(apart), ""]
    lines += ["### Rows without an answer", "", "| id | what | why not |", "|---|---|---|"]
    lines += [f"| {outcome.row.id} | {_cell(outcome.row.what)} | {_cell(outcome.why_not)} |" for outcome in silent]
    lines += ["", "### Rows that are no strangers to their answer", ""]
    lines += [
        "The source of the row is cited by figures of the answer as well, with other numbers unless it is said. Such an answer is only half a test.",
        "",
    ]
    lines += [
        f"* {outcome.row.id}: {', '.join(outcome.shared)}{' (its number: counted apart)' if outcome.spent else ''}"
        for outcome in outcomes
        if outcome.shared
    ]
    used = [outcome.row.id for outcome in outcomes if outcome.row.used]
    return [
        *lines,
        "",
        "### Rows that are used",
        "",
        "A figure or scenario of the edition rests on them: " + ", ".join(used) + ".",
        "",
    ]


def _missed(missed: Iterable[Outcome], worst: Iterable[Outcome]) -> list[str]:
    """Return a list of misses for each corridor, with their explanations."""
    why, bold = explanations(), {outcome.row.id for outcome in worst}
    groups: dict[str, list[Outcome]] = {}
    for outcome in sorted(missed, key=lambda outcome: -abs(outcome.error)):
        groups.setdefault(outcome.row.corridor, []).append(outcome)
    lines = []
    for corridor in sorted(groups):
        lines += [f"#### {corridor}: {len(groups[corridor])}", ""]
        for outcome in groups[corridor]:
            mark = "**" if outcome.row.id in bold else ""
            lines.append(f"* {mark}{_headline(outcome)}{mark} {why.get(outcome.row.id, '**No explanation yet.**')}")
        lines.append("")
    return lines


def short(outcomes: Sequence[Outcome]) -> str:
    """Return the scores and the rows that count, in few columns, for the README of the data."""
    found = summary(outcomes)
    lines = [_opening(outcomes, found, sum(one.asked and not one.counts for one in outcomes)), ""]
    lines += _scores("rows", [found.total, found.without_distances, *found.by_kind])
    lines += ["", "| published | year | says | model | error | met |", "|---|---|---|---|---|---|"]
    for one in outcomes:
        if one.counts and one.amount is not None:
            row = one.row
            lines.append(
                f"| {row.id} {_cell(row.what)} | {row.year or ''} | {row.shown} {row.unit} | {number(one.amount.value)} | "
                f"{one.error:+.0%} | {'yes' if one.met else 'no'} |"
            )
    return "\n".join([*lines, ""])


def _opening(outcomes: Sequence[Outcome], found: Summary, apart: int) -> str:
    total, rest = found.total, found.without_distances
    return (
        f"Of {len(outcomes)} rows, {found.used} are used by the network and left out, {found.waiting} wait for a service or "
        f"link, {found.unanswered} have no answer, {apart} are counted apart.\n"
        f"**{total.asked} count: {total.met} are met.** Lengths are the easy part: without them {rest.met} of {rest.asked} are met.\n"
        f"{rest.inside} of {rest.ranged} published values lie inside the likely range, which is ±{rest.half_width:.0%} wide in the median."
    )


def _headline(outcome: Outcome) -> str:
    row, amount = outcome.row, outcome.amount
    assert amount is not None
    reach = "likely" if outcome.inside else "not likely, and possible" if outcome.overlaps else "out of its reach"
    doubt = f"; most in doubt: {amount.doubt}" if amount.doubt else ""
    return (
        f"{row.id}, {row.what} ({row.year or 'no year'}): published {row.shown} {row.unit}, model {number(amount.value)} "
        f"({outcome.error:+.0%}), {reach}{doubt}."
    )


def _scores(head: str, scores: Iterable[Score]) -> list[str]:
    lines = [
        f"| {head} | asked | met | share | inside | ± | median absolute error | mean error | within 3 % |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for one in scores:
        close = "" if one.close is None or not one.asked else str(one.close)
        inside = f"{one.inside} of {one.ranged} | {one.half_width:.0%}" if one.ranged else "|"
        lines.append(
            f"| {one.name} | {one.asked} | {one.met} | {one.share:.0%} | {inside} | "
            f"{one.median_absolute_error:.1%} | {one.mean_signed_error:+.1%} | {close} |"
        )
    return lines


def _table(outcomes: Iterable[Outcome]) -> list[str]:
    lines = [
        "| id | what | year | published | model | likely | error | met | inside | class | rides |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for outcome in outcomes:
        row, amount = outcome.row, outcome.amount
        assert amount is not None
        lines.append(
            f"| {row.id} | {_cell(row.what)} | {row.year or ''} | {row.shown} {row.unit} | {number(amount.value)} | {_range(amount)} | "
            f"{outcome.error:+.0%} | {'yes' if outcome.met else 'no'} | {INSIDE[outcome.inside]} | "
            f"{outcome.apart or row.number_class} | {_cell(', '.join(outcome.lines))} |"
        )
    return lines


def _range(amount: Amount) -> str:
    return "" if amount.likely is None else " to ".join(map(number, amount.likely))


def _cell(text: str) -> str:
    return text.replace("|", "/")


def number(value: float) -> str:
    """Return a number with at most three significant digits behind a thousand, else as a whole number."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
