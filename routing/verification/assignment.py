"""An assignment held against the network and its own prices; a part of `verify`.

Each route is walked as that of its consignment; what is carried, left and used is added up anew, and so is the cost.
The prices say what every assignment costs at least: sum_k q_k min(dist_k, penalty_k) - sum_r price_r capacity_r. The
routes that are told show a bound that is too high at once. What a route costs at least is searched anew for as many
kinds of shipments as there is patience for; together with the cost that is complementary slackness: routes that are not
the cheapest under the prices, prices of what is not full, and what is left behind though it could be carried for less,
each open the gap. Where boxes have to balance (`empties`) their prices shift what each kind of shipment costs.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import NamedTuple

from networks.network import Network
from routing.answers.assignment import Assignment, Left, Sent
from routing.answers.route import Route
from routing.errors import VerificationError
from routing.question.consignment import Consignment
from routing.question.question import Question
from routing.status import Status
from routing.steps.step import Step
from routing.verification.empties import (
    about_box_prices,
    about_boxes,
    about_run_costs,
    empty_question,
    exchange_usd,
    prices_of,
    shift_of,
)
from routing.verification.flows import Counting, flows_of
from routing.verification.priced import least_priced, priced, usd_of
from routing.verification.proposing import Allows
from routing.verification.relief import Carried, about_relief
from routing.verification.waiting import about_waits, earned, waiting_paid

NEAR = 1e-6  # relative: of what is added up anew
LABELS = 20_000  # in all, of searches for the cheapest routes under the prices
BOX_LABELS = 5_000  # in all, of searches for ways of empty boxes that would earn something
REFUSED = 3  # kinds of shipments without a route of which that is searched for anew
CheckRoute = Callable[[Network, Question, Route], None]
CheckRefusal = Callable[[Network, Question, Left], None]


class _Kind(NamedTuple):
    """Consignments that ask alike: the question, shipments a week, and what it costs to leave one behind."""

    question: Question
    per_week: float
    usd: float
    members: tuple[int, ...]


def check_assignment(
    network: Network,
    found: Assignment,
    check_route: CheckRoute,
    check_refusal: CheckRefusal,
    allows: Allows,
) -> None:
    """Raise VerificationError where an assignment is not what it says."""
    check_amounts(network, found)
    kinds, walked = _kinds(found), set()
    by_consignment = _sent_of(found)
    for number, kind in enumerate(kinds):
        for sent in (one for member in kind.members for one in by_consignment.get(member, ())):
            if (number, id(sent.route)) not in walked:
                walked.add((number, id(sent.route)))
                check_route(network, kind.question, sent.route)
    for run in found.runs:
        check_route(network, empty_question(found, run), run.route)
    if found.usd is None:
        return
    wrong = [*_about_prices(network, found, kinds, allows), *about_box_prices(network, found, allows, BOX_LABELS)]
    if wrong:
        raise VerificationError("; ".join(wrong[:10]))
    _check_left(network, found, kinds, check_refusal)
    wrong = list(about_relief(network, found, list(_carried(found, kinds)), allows))
    if wrong:
        raise VerificationError("; ".join(wrong[:10]))


def _alike(one: Consignment) -> object:
    """Return what is the same of consignments that ask alike."""
    return one.shipment, one.constraints, one.minimise, one.unserved_usd, one.whole


def check_amounts(network: Network, found: Assignment) -> None:
    """Raise VerificationError where what an assignment carries, leaves, uses and costs does not add up.

    That is soon done, and `assign` does it of every answer.
    """
    wrong = [*_about_sums(found), *_about_uses(network, found), *about_waits(network, found), *_about_cost(found)]
    wrong += about_boxes(found)
    if wrong:
        raise VerificationError("; ".join(wrong[:10]))


def _kinds(found: Assignment) -> list[_Kind]:
    """Return the consignments by what they ask."""
    grouped: dict[object, list[int]] = {}
    for number, one in enumerate(found.consignments):
        grouped.setdefault(_alike(one), []).append(number)
    return [
        _Kind(
            found.question(members[0]),
            sum(found.consignments[one].per_week for one in members),
            found.consignments[members[0]].unserved_usd or 0.0,
            tuple(members),
        )
        for members in grouped.values()
    ]


def _near(one: float, other: float, unit: float = 0.0) -> bool:
    return math.isclose(one, other, rel_tol=NEAR, abs_tol=max(1e-9, NEAR * unit))


def _about_sums(found: Assignment) -> Iterator[str]:
    """Yield where what is carried and left is not what was asked for."""
    served = [0.0] * len(found.consignments)
    told: list[Sent | Left] = [*found.sent, *found.left]
    for one in told:
        if not 0 <= one.consignment < len(served):
            yield f"there is no consignment {one.consignment}"
        elif not one.per_week > 0:
            yield f"consignment {one.consignment}: {one.per_week} a week"
        else:
            served[one.consignment] += one.per_week
            if found.consignments[one.consignment].whole and abs(one.per_week - round(one.per_week)) > NEAR:
                yield f"consignment {one.consignment}: {one.per_week} of whole shipments"
    if found.usd is None:
        return
    for number, (carried, asked) in enumerate(zip(served, found.consignments, strict=True)):
        if not _near(carried, asked.per_week):
            yield f"consignment {number}: {carried} carried or left, {asked.per_week} wanted"


def _about_uses(network: Network, found: Assignment) -> Iterator[str]:
    """Yield where a capacity is exceeded, or used otherwise than is told."""
    flows = flows_of(found, Counting(network, found.uses))
    for use, flow in zip(found.uses, flows, strict=True):
        if not _near(flow, use.flow, use.capacity):
            yield f"{use.name}: a flow of {use.flow} {use.unit}, the routes add up to {flow}"
        if flow > use.capacity * (1 + NEAR) + 1e-9:
            yield f"{use.name}: carries {flow} of {use.capacity} {use.unit}"
        if 0 < flow < use.least * (1 - NEAR):
            yield f"{use.name}: carries {flow} {use.unit}, at least {use.least} or nothing"
        if not use.price_usd >= 0:
            yield f"{use.name}: a price of {use.price_usd}"
        avoided, saved = use.avoided_usd, use.saved_usd
        if avoided is not None and saved is not None and not _near(avoided + saved, use.price_usd, 1.0):
            yield f"{use.name}: the parts of its price add up to {avoided + saved}, not to {use.price_usd}"


def _about_cost(found: Assignment) -> Iterator[str]:
    """Yield where costs, bound or status are not what routes and penalties come to."""
    checked: set[tuple[int, object]] = set()
    for sent in found.sent:
        question = found.question(sent.consignment)
        if (id(sent.route), question.minimise) not in checked:
            checked.add((id(sent.route), question.minimise))
            usd = usd_of(question, sent.route.steps)
            if not _near(usd, sent.usd, 0.01):
                yield f"consignment {sent.consignment}: a route for {sent.usd} USD, its steps come to {usd}"
    for left in found.left:
        usd = found.consignments[left.consignment].unserved_usd or 0.0
        if left.usd != usd:
            yield f"consignment {left.consignment}: left behind for {left.usd} USD, that is told to cost {usd}"
    total = sum(one.per_week * one.usd for one in found.sent) + sum(one.per_week * one.usd for one in found.left)
    yield from about_run_costs(found)
    total += sum(one.per_week * one.usd for one in found.runs) + exchange_usd(found)
    total += sum(use.fixed_usd for use in found.uses if use.flow > 0) + waiting_paid(found)
    if found.usd is None:
        if found.status is not Status.UNKNOWN:
            yield f"status {found.status.name} without a cost"
        return
    if not _near(total, found.usd):
        yield f"told to cost {found.usd} USD, routes and what is left come to {total}"
    below = found.bound_usd - found.relaxed_usd
    if below < -1e-9 or (below > 1e-9 and not found.is_whole):
        yield f"a bound of {found.bound_usd} USD, of which prices prove {found.relaxed_usd}"
    if found.bound_usd > found.usd + 1e-9:
        yield f"a bound of {found.bound_usd} USD above the cost of {found.usd}"
    is_near = found.usd - found.bound_usd <= found.max_gap * found.usd + 1e-9
    if found.status is not (Status.OPTIMAL if is_near else Status.FEASIBLE):
        yield f"status {found.status.name} with a gap of {found.gap}, up to {found.max_gap} is optimal"


def _about_prices(network: Network, found: Assignment, kinds: list[_Kind], allows: Allows) -> Iterator[str]:
    """Yield where the prices do not prove the bound, or where routes that are told say that they cannot."""
    paid = sum(use.price_usd * use.capacity for use in found.uses) + earned(found)
    total, anew, labels = -paid, 0, LABELS
    by_consignment = _sent_of(found)
    for kind in kinds:
        taken = {id(one.route): one for member in kind.members for one in by_consignment.get(member, ())}
        told = min((_priced_usd(network, found, kind, sent) for sent in taken.values()), default=math.inf)
        shift = shift_of(found, found.consignments[kind.members[0]])
        least = min(told + shift, kind.usd)
        if labels > 0:
            searched = least_priced(network, kind.question, allows, _pay(network, found, kind), labels)
            labels -= searched.labels
            if searched.usd is not None:
                anew += 1
                if searched.usd > told + NEAR * abs(told) + 0.01:
                    yield f"{kind.question}: a route is told for {told} USD, the least is {searched.usd}"
                least = min(searched.usd + shift, kind.usd)
        total += kind.per_week * least
    if found.relaxed_usd > total + NEAR * (abs(total) + paid) + 0.01:
        yield f"a bound of {found.relaxed_usd} USD, the prices prove no more than {total}"
    if anew == len(kinds) and found.relaxed_usd > 0 and total < found.relaxed_usd - NEAR * (abs(total) + paid) - 0.01:
        yield f"a bound of {found.relaxed_usd} USD, the prices prove {total}"


def _sent_of(found: Assignment) -> dict[int, list[Sent]]:
    """Return what is sent, by consignment."""
    told: dict[int, list[Sent]] = {}
    for sent in found.sent:
        told.setdefault(sent.consignment, []).append(sent)
    return told


def _carried(found: Assignment, kinds: list[_Kind]) -> Iterator[Carried]:
    """Yield the kinds of shipments that have a route, as far as is told."""
    without = {left.consignment for left in found.left if left.why not in ("capacity", "whole", "boxes", "waiting")}
    told = _sent_of(found)
    for kind in kinds:
        if kind.members[0] not in without:
            routes = {id(one.route): one.route for member in kind.members for one in told.get(member, ())}
            yield Carried(kind.question, kind.per_week, tuple(routes.values()))


def _priced_usd(network: Network, found: Assignment, kind: _Kind, sent: Sent) -> float:
    load = sent.route.load
    pay = priced(network, prices_of(found, float(load.teu or 0), float(load.tonnes or 0)))
    charged = sum(pay(step, number == 0) for number, step in enumerate(sent.route.steps))
    return usd_of(kind.question, sent.route.steps) + charged


def _pay(network: Network, found: Assignment, kind: _Kind) -> Callable[[Step, bool], float]:
    from routing.verification.reckoning import Reckoning

    reckoning = Reckoning(network, kind.question.shipment)
    return priced(network, prices_of(found, float(reckoning.teu or 0), float(reckoning.tonnes or 0)))


def _check_left(network: Network, found: Assignment, kinds: list[_Kind], check_refusal: CheckRefusal) -> None:
    """Check the reasons for which shipments are left behind."""
    kind_of = {member: number for number, kind in enumerate(kinds) for member in kind.members}
    refused: set[int] = set()
    for left in found.left:
        number = kind_of[left.consignment]
        if left.why in ("capacity", "waiting") and (left.cheapest_usd is None or left.cheapest_usd >= left.usd):
            raise VerificationError(f"consignment {left.consignment}: left for want of room, but for {left.usd} USD")
        may = left.box_usd is not None and 0 < left.box_usd <= left.usd and found.empties is not None
        if left.why == "boxes" and (not may or left.cheapest_usd is None or left.cheapest_usd >= left.usd):
            raise VerificationError(f"consignment {left.consignment}: left for want of boxes, but for {left.usd} USD")
        if left.why == "penalty" and (left.cheapest_usd is None or left.cheapest_usd < left.usd):
            raise VerificationError(f"consignment {left.consignment}: its cheapest route is not dearer than {left.usd}")
        if left.why == "no route" and number not in refused and len(refused) < REFUSED:
            refused.add(number)
            check_refusal(network, kinds[number].question, left)
