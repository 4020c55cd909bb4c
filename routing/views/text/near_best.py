"""What is almost as good as the best route, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.question.measures import COST, MEASURE_OF, TIME
from routing.views.text.comparison import chain_text
from routing.views.text.doubt import brief_days, brief_usd
from routing.views.text.result import question_text
from routing.views.text.table import plus

if TYPE_CHECKING:
    from routing.answers.near_best import NearBest

COMPARED = {"time": "faster", "cost": "cheaper"}
DIGITS = {"days": 1, "usd": 0, "kg_co2e": 0, "km": 0}


def near_best_text(found: NearBest, width: int | None = None) -> str:
    """Return the routes nearly as good as text: what each has more and less, and how sure their order is."""
    return "\n".join([found.best.network.heading, question_text(found.best), "", *near_best_lines(found)])


def near_best_lines(found: NearBest) -> list[str]:
    """Return the lines that end the answer to a question; none where nothing is measured."""
    if found.measure is None or found.best.best is None:
        return []
    within = f"within {found.tolerance:.0%} of the least {found.measure.criterion}"
    if not found.others:
        return [f"Almost as good ({within}) and better by {found.gain:.0%} in something else: none."]
    lines = [f"Almost as good ({within}):"]
    for name, route in found.others.items():
        lines.append(f"  {name}: {', '.join(gap_texts(found, name))}: {brief_days(route)}; {brief_usd(route)}")
        lines += [f"    {chain_text(found.results[name])}", *(f"    {told}" for told in order_lines(found, name))]
    return lines


def gap_texts(found: NearBest, name: str) -> list[str]:
    """Return what a route has more than the best of, in the totals in which they differ."""
    best, route = found.best.require(), found.others[name]
    told = []
    for measure in (TIME, COST, MEASURE_OF["co2e"]):
        values = getattr(route, measure.shown), getattr(best, measure.shown)
        if None not in values and values[0] != values[1]:
            told.append(f"{plus(values[0] - values[1], DIGITS[measure.shown])} {measure.words}")
    return told


def order_lines(found: NearBest, name: str) -> list[str]:
    """Return the line that tells whether the order of a route and the best stands within their ranges."""
    told, measure = order_words(found, name), found.measure
    return [f"Which of the two is the {COMPARED[measure.criterion]} {told}."] if told and measure else []


def order_words(found: NearBest, name: str) -> str:
    """Return whether the order of a route and the best stands within their ranges, and by how much; "" if unknown."""
    gap, measure = found.likely_gap(name), found.measure
    if gap is None or measure is None:
        return ""
    ends = " to ".join(plus(end, DIGITS[measure.shown]) for end in gap)
    stands = "may turn within the ranges of the figures" if found.may_turn(name) else "stands within their ranges"
    return f"{stands}: likely {ends} {measure.words} to the best"
