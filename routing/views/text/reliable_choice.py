"""The most reliable way, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.steps.leg import ridden
from routing.views.text.outcome import worth_text
from routing.views.text.punctuality import estimate_text
from routing.views.text.remarks import warning_lines
from routing.views.text.result import asked_text
from routing.views.text.table import number, table

if TYPE_CHECKING:
    from routing.answers.punctuality import Punctuality
    from routing.answers.reliable_choice import ReliableChoice

FLUSH = "lrrrrrr"


def reliable_text(found: ReliableChoice, width: int | None = None) -> str:
    """Return the most reliable way as text: what was least, and the route beside the best as figures stand."""
    lines = [found.network.heading, reliable_asked(found), "", *reliable_lines(found)]
    if found.chosen is not None:
        lines += ["", *table(compared_head(found), compared_cells(found), FLUSH, width)]
    return "\n".join([*lines, *warning_lines(found.warnings)])


def reliable_asked(found: ReliableChoice) -> str:
    """Return the question."""
    asked = asked_text(found.network, found.question)
    return f"{_wanted(found)[:1].upper()}{_wanted(found)[1:]}: {asked}"


def reliable_lines(found: ReliableChoice) -> list[str]:
    """Return which route it is, what it is worth on the scenarios, and in fresh draws; or why there is none."""
    drawn = f"{found.samples:,} scenarios drawn, seed {found.seed}"
    if found.chosen is None or found.value is None or found.estimate is None:
        best = "" if found.best_chance is None else f"; the surest one is there with {found.best_chance:.1%}"
        return [f"No route: {found.status.value}{best} ({drawn}, {found.labels} labels)."]
    worth = worth_text(found.status) or "proven the least on them"
    what = _value_text(found, found.value)
    fresh = f"in {found.chosen.samples:,} fresh ones {_estimate_text(found)}"
    lines = [f"{ridden(found.network, found.chosen.route.legs)}."]
    lines.append(f"{_wanted(found, brief=True)}: {what} on {drawn}, {worth} ({found.labels} labels); {fresh}.")
    if found.plain is not None and found.plain.route.steps == found.chosen.route.steps:
        lines.append(f"It is the {_plain_name(found)} as figures stand, too.")
    return lines


def compared_head(found: ReliableChoice) -> tuple[str, ...]:
    """Return the names of the columns of the table that compares both routes."""
    return ("way", "days planned", "USD", "mean", "P50", "P95", f"in {found.deadline_days:g} d")


def compared_cells(found: ReliableChoice) -> list[list[str]]:
    """Return a row of cells for the route that was chosen, and for the best as figures stand."""
    named: list[tuple[str, Punctuality | None]] = [("chosen", found.chosen), (_plain_name(found), found.plain)]
    return [
        [
            name,
            number(one.route.days, 1),
            number(one.route.usd),
            number(None if one.mean_days is None else one.mean_days.value, 1),
            number(one.quantiles[50].value, 1),
            number(one.quantiles[95].value, 1),
            f"{one.on_time.value:.1%}",
        ]
        for name, one in named
        if one is not None
    ]


def _plain_name(found: ReliableChoice) -> str:
    return "cheapest" if found.by == "cost" else "fastest"


def _wanted(found: ReliableChoice, *, brief: bool = False) -> str:
    """Return what is least."""
    if found.by == "cost":
        sure = f"there within {found.deadline_days:g} days with {found.share:.0%}"
        return "Price" if brief else f"the cheapest way that is {sure}"
    told = {
        "percentile": f"P{100 * found.share:g} of the days",
        "cvar": f"mean of the days beyond P{100 * found.share:g}",
        "on_time": f"chance of more than {found.deadline_days:g} days",
    }[found.by]
    return f"{told[:1].upper()}{told[1:]}" if brief else f"least {told}"


def _value_text(found: ReliableChoice, value: float) -> str:
    if found.by == "cost":
        return f"{number(value)} USD"
    return f"{value:.1%}" if found.by == "on_time" else f"{value:.2f} days"


def _estimate_text(found: ReliableChoice) -> str:
    assert found.estimate is not None
    if found.by == "cost":
        return f"{estimate_text(found.estimate, percent=True)} in time"
    return estimate_text(found.estimate, percent=found.by == "on_time")
