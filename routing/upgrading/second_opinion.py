"""The cheapest set of a plan, asked of OR-Tools too: GSCIP, on the arcs that bounds from both ends leave."""

from __future__ import annotations

from collections.abc import Sequence

from routing.errors import DisagreementError
from routing.search.bits import bits_of
from routing.search.budget import Budget
from routing.search.choosing import CORRIDOR
from routing.search.upgrades.lanes import MOST, Lane, reduced
from routing.search.upgrades.models.fixed_charges import EXACT, NEVER_S, Journey, Limits, Rules, least_that_keeps
from routing.search.upgrades.searching import UpgradeSearch
from routing.search.upgrades.sets import mask_of
from routing.status import Status


def confirm_cheapest(search: UpgradeSearch, limits: Sequence[int], price: int | None, budget: Budget) -> bool:
    """Tell whether OR-Tools was asked for the price of a cheapest set, and was in time to say the same.

    It is asked where bounds leave it no more than `CORRIDOR` arcs.

    Raises
    ------
    DisagreementError
        It says something else.
    """
    limits = [min(most, MOST) for most in limits]
    pairs = zip(search.lanes, limits, strict=True)
    lanes = [reduced(lane, (), most, search.engine, budget).lane for lane, most in pairs]
    prices = search.sets.prices
    if sum(len(lane.tail) for lane in lanes) > CORRIDOR or max(_most(lanes, limits), sum(prices)) >= EXACT:
        return False
    journeys = [_journey(lane, search.masks) for lane in lanes]
    requires = [(one, other) for one, mask in enumerate(search.sets.requires) for other in bits_of(mask)]
    excludes = [(one, other) for one, mask in enumerate(search.sets.excludes) for other in bits_of(mask) if other < one]
    each = [min(most, int(lane.weight.sum())) for lane, most in zip(lanes, limits, strict=True)]

    def left_s() -> float:
        return NEVER_S if budget.seconds is None else budget.left_s

    def keeps(chosen: frozenset[int]) -> bool:
        told = zip(search.weights(mask_of(chosen), budget), limits, strict=True)
        return all(weight is not None and weight <= most for weight, most in told)

    found = least_that_keeps(journeys, Rules(prices, requires, excludes), Limits(each=each), "gscip", left_s, keeps)
    if found.status is Status.UNKNOWN:
        return False
    if found.least != price:
        raise DisagreementError(
            f"a cheapest set of upgrades costs {price} by labels and {found.least} by OR-Tools, in cents. "
            "This is a defect of landbridge; please report it with the question, the upgrades and the network"
        )
    return True


def _most(lanes: Sequence[Lane], limits: Sequence[int]) -> int:
    return max(int(lane.weight.sum()) for lane in lanes)


def _journey(lane: Lane, masks: Sequence[int]) -> Journey:
    needs, bars = (
        [list(bits_of(masks[number])) if number >= 0 else [] for number in cells.tolist()]
        for cells in (lane.needs, lane.bars)
    )
    return Journey(lane.tail, lane.head, lane.weight, needs, bars, lane.source, lane.target)
