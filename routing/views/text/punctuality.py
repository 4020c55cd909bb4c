"""How surely a route is there in time, as text."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from routing.steps.leg import ridden
from routing.views.text.remarks import warning_lines
from routing.views.text.result import asked_text
from routing.views.text.table import number, table

if TYPE_CHECKING:
    from routing.answers.punctuality import Estimate, Punctuality

DAYS_HEAD = ("of 100 journeys", "days", "95 % of draws between")
SHARE_HEAD, SOBOL_HEAD = ("what", "share of the variance"), ("what", "alone", "in all")
DAYS_FLUSH, SHARE_FLUSH = "lrl", "lrr"
FOOT = (
    "each figure is drawn from its range: one journey in ten lies below it, one above (networks/data/chance.md); ends "
    "tell how far so many draws may be off, not how good the figures are"
)


def punctuality_text(found: Punctuality, width: int | None = None) -> str:
    """Return how surely a route is there in time as text."""
    lines = [found.network.heading, punctuality_asked(found), "", *punctuality_lines(found), ""]
    lines += [*table(DAYS_HEAD, day_cells(found), DAYS_FLUSH, width), ""]
    if found.shares:
        lines += [shares_caption(found), *table(share_head(found), share_cells(found), SHARE_FLUSH, width), ""]
    return "\n".join([*lines, f"({FOOT})", *warning_lines(found.warnings)])


def punctuality_asked(found: Punctuality) -> str:
    """Return the question: the one that the route answers, or the route."""
    asked = "of a route alone" if found.question is None else asked_text(found.network, found.question)
    return f"Within {found.deadline_days:g} days? {asked}"


def punctuality_lines(found: Punctuality) -> list[str]:
    """Return the probability, and the mean beside what the route tells of itself."""
    way = ridden(found.network, found.route.legs)
    drawn = f"{found.samples:,} journeys drawn, seed {found.seed}"
    chance = estimate_text(found.on_time, percent=True)
    lines = [f"{way}.", f"There within {found.deadline_days:g} days: {chance} ({drawn})."]
    if found.never:
        met = "no departure in a year; they are late, and so there is no mean"
        return [*lines, f"{found.never:,} journeys meet {met}."]
    told = f"{number(found.route.days, 1)} days with every figure as it stands"
    if found.mean_days is not None:
        exact = "" if found.exact_mean_days is None else f"; exactly {found.exact_mean_days:.2f}"
        told += f"; on the mean {estimate_text(found.mean_days)}{exact}"
    if found.deviation_days is not None:
        exact = "" if found.exact_deviation_days is None else f"; exactly {found.exact_deviation_days:.2f}"
        told += f"; standard deviation {found.deviation_days:.2f}{exact}"
    return [*lines, f"{told[:1].upper()}{told[1:]}."]


def day_cells(found: Punctuality) -> list[list[str]]:
    """Return a row of cells for each percentile, under `DAYS_HEAD`."""
    return [
        [f"{percent} take at most (P{percent})", *_value_and_ends(one, percent=False)]
        for percent, one in found.quantiles.items()
    ]


def shares_caption(found: Punctuality) -> str:
    """Return what the table of shares shows."""
    if found.route.model == "clock":
        return "What makes it uncertain: of the variance, explained alone, and left if all else were known:"
    return "What makes it uncertain, the most first:"


def share_head(found: Punctuality) -> tuple[str, ...]:
    """Return the names of the columns of shares."""
    return SOBOL_HEAD if found.route.model == "clock" else SHARE_HEAD


def share_cells(found: Punctuality) -> list[list[str]]:
    """Return a row of cells for each share, under `share_head`."""
    cells = []
    for share in found.shares:
        if share.first is not None and share.total is not None:
            told = [f"{one.value:.1%} ± {one.error:.1%}" for one in (share.first, share.total)]
            cells.append([share.name, *told])
        elif share.share is not None:
            cells.append([share.name, f"{share.share:.1%}"])
    return cells


def estimate_text(one: Estimate, *, percent: bool = False) -> str:
    """Return a number with its interval, to as many digits as the interval bears.

    Examples
    --------
    >>> from routing.answers.punctuality import Estimate
    >>> estimate_text(Estimate(0.47421, 0.47112, 0.47731), percent=True), estimate_text(Estimate(25.53, 25.51, 25.56))
    ('47.4 % (47.1 to 47.7)', '25.530 (25.510 to 25.560)')
    """
    value, ends = _value_and_ends(one, percent=percent)
    return f"{value}{' %' if percent else ''} ({ends})"


def _value_and_ends(one: Estimate, *, percent: bool) -> tuple[str, str]:
    numbers = [each * (100 if percent else 1) for each in (one.value, one.low, one.high)]
    wide = numbers[2] - numbers[1]
    digits = 2 if not 0 < wide < math.inf else min(max(math.ceil(0.7 - math.log10(wide)), 1), 4)
    value, low, high = ("never" if math.isinf(each) else f"{each:.{digits}f}" for each in numbers)
    return value, f"{low} to {high}"
