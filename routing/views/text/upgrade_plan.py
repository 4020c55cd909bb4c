"""Which upgrades reach so many days, as text: the set, the curve, the ladder, what each saves, and unknown prices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.status import Status
from routing.views.text.asked import constraints_text, shipments_text
from routing.views.text.remarks import warning_lines
from routing.views.text.table import NONE, number, plus, table

if TYPE_CHECKING:
    from routing.answers.upgrade_plan import UpgradePlan, UpgradePoint

CURVE_CAPTION = "What each amount of money reaches (every row proven)"
CURVE_HEAD, CURVE_FLUSH = ("million USD", "days", "upgrades"), "rrl"
CHOSEN_CAPTION = "The upgrades"
CHOSEN_HEAD, CHOSEN_FLUSH = ("upgrade", "million USD", "from", "to", "price is", "who pays"), "lrrrll"
LADDER_CAPTION = "One after the other, those first that save most for their price"
LADDER_HEAD, LADDER_FLUSH = ("then", "million USD", "saves", "days"), "lrrr"
SHARES_CAPTION = "Who saves the days (Shapley; the shares add up whatever the order)"
SHARES_HEAD, SHARES_FLUSH = ("upgrade", "share, d", "alone, d", "last, d"), "lrrr"
UNKNOWN_CAPTION = "What unknown prices would have to be for another answer"
UNKNOWN_HEAD, UNKNOWN_FLUSH = ("upgrade", "below million USD", "days then"), "lrr"
FOOT = (
    "days by waits as expected; capacities are not held against; rows are made in the order of the list, a later one "
    "replaces an earlier one; each set was asked of the router again"
)


def upgrade_plan_text(found: UpgradePlan, width: int | None = None) -> str:
    """Return which upgrades reach so many days as text."""
    lines = [found.network.heading, plan_asked(found), "", *plan_lines(found)]
    for caption, head, cells, flush in plan_tables(found):
        lines += ["", f"{caption}:", *table(head, cells, flush, width)]
    return "\n".join([*lines, "", f"({FOOT})", *warning_lines(found.warnings)])


def plan_tables(
    found: UpgradePlan,
) -> list[tuple[str, tuple[str, ...], list[tuple[str, ...]], str]]:
    """Return the tables: caption, head, cells and how they are flush; those without rows are left out."""
    told = [
        (CHOSEN_CAPTION, CHOSEN_HEAD, chosen_cells(found), CHOSEN_FLUSH),
        (CURVE_CAPTION, CURVE_HEAD, curve_cells(found), CURVE_FLUSH),
        (LADDER_CAPTION, LADDER_HEAD, ladder_cells(found), LADDER_FLUSH),
        (SHARES_CAPTION, SHARES_HEAD, share_cells(found), SHARES_FLUSH),
        (UNKNOWN_CAPTION, UNKNOWN_HEAD, unknown_cells(found), UNKNOWN_FLUSH),
    ]
    return [one for one in told if one[2]]


def plan_asked(found: UpgradePlan) -> str:
    """Return the question."""
    network, first = found.network, found.questions[0]
    moved = shipments_text(network, [one.shipment for one in found.questions])
    aim = "at each price"
    if found.max_days is not None:
        aim = f"for {found.max_days:g} days"
    elif found.budget_usd is not None:
        aim = f"for {million(found.budget_usd)} million USD"
    return f"Which of {len(found.upgrades)} upgrades, {aim}? {moved}; {constraints_text(network, first.constraints)}"


def plan_lines(found: UpgradePlan) -> list[str]:
    """Return the set in a sentence, and what the answer is worth."""
    before = f"{days_text(found.before.days)} days without any" if found.before.days is not None else "no route without"
    if found.chosen is None:
        if found.fastest is None:
            return [f"No set of upgrades opens a route ({before})."]
        least = f"the fewest days are {days_text(found.fastest.days)}, with {names(found.fastest)}"
        within = "costs that little and opens a route" if found.max_days is None else "reaches that"
        return [f"No set of upgrades {within}: {least} ({price_text(found.fastest)}; {before})."]
    if not found.chosen.upgrades:
        why = "that is reached without" if found.max_days is not None else "none is worth its price within that"
        return [f"No upgrade: {why}, {days_text(found.chosen.days)} days."]
    first = f"{names(found.chosen)}: {days_text(found.chosen.days)} days for {price_text(found.chosen)} ({before})."
    lines = [first[:1].upper() + first[1:]]
    if found.status is Status.OPTIMAL and found.chosen.unknown:
        lines.append(
            "Proven: no set with fewer unknown prices reaches it, and none with as many costs less beside them."
        )
    elif found.status is Status.OPTIMAL:
        lines.append("Proven: no cheaper set reaches it." if found.max_days is not None else "Proven: none is faster.")
    return lines


def names(point: UpgradePoint) -> str:
    """Return the upgrades of a point in words."""
    return ", ".join(point.upgrades) or "none"


def price_text(point: UpgradePoint) -> str:
    """Return what a set costs in words, those of unknown price told."""
    told = f"{million(point.usd)} million USD"
    return f"{told} and the unknown price of {', '.join(point.unknown)}" if point.unknown else told


def million(usd: float | None) -> str:
    """Return USD in millions.

    >>> million(38_500_000), million(6.2e9), million(None)
    ('38.5', '6,200', '-')
    """
    return NONE if usd is None else f"{usd / 1e6:,.6g}" if usd < 1e9 else f"{usd / 1e6:,.0f}"


def days_text(days: float | None) -> str:
    """Return days to a hundredth: 25.25 is no 25."""
    return number(days, 2)


def chosen_cells(found: UpgradePlan) -> list[tuple[str, ...]]:
    """Return the upgrades of the set that was asked for, with their prices."""
    cells = []
    for name in found.chosen.upgrades if found.chosen else ():
        one = found.upgrade(name)
        prices = tuple(map(million, (one.price_usd, one.low_usd, one.high_usd)))
        cells.append((f"{one.id}: {one.title}", *prices, one.kind, one.paid_by or NONE))
    return cells


def curve_cells(found: UpgradePlan) -> list[tuple[str, ...]]:
    """Return the points of the curve."""
    return [(million(point.usd), days_text(point.days), names(point)) for point in found.curve]


def ladder_cells(found: UpgradePlan) -> list[tuple[str, ...]]:
    """Return the rungs of the ladder, from no upgrade on."""
    if not found.ladder:
        return []
    so_far = found.before.days or 0.0
    cells: list[tuple[str, ...]] = [("none", NONE, NONE, days_text(found.before.days))]
    for rung in found.ladder:
        price = million(rung.usd) + (" + ?" if _is_unknown(found, rung.upgrades) else "")
        cells.append((", ".join(rung.upgrades), price, plus(so_far - rung.days, 2).lstrip("+"), days_text(rung.days)))
        so_far = rung.days
    return cells


def _is_unknown(found: UpgradePlan, upgrades: tuple[str, ...]) -> bool:
    return any(found.upgrade(name).price_usd is None for name in upgrades)


def share_cells(found: UpgradePlan) -> list[tuple[str, ...]]:
    """Return what each upgrade saves, and the sum."""
    cells: list[tuple[str, ...]] = []
    for one in found.shares:
        error = f" +- {one.error:.2f}" if one.error else ""
        cells.append((one.upgrade, number(one.days, 2) + error, number(one.alone, 2), number(one.last, 2)))
    whole = float(sum(one.exact for one in found.shares))
    return [*cells, ("all", number(whole, 2), NONE, NONE)] if cells else []


def unknown_cells(found: UpgradePlan) -> list[tuple[str, ...]]:
    """Return how cheap upgrades of unknown price would have to be."""
    cells: list[tuple[str, ...]] = []
    for one in found.thresholds:
        below = million(one.below_usd) if one.below_usd is not None else "any" if one.days is not None else "no price"
        cells.append((one.upgrade, below, days_text(one.days)))
    return cells
