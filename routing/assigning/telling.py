"""What was found, told by consignments: routes, what is left and why, and what chokes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from networks.network import Network
from routing.answer_warning import CAPACITY, LIMIT_REACHED, MORE, PRICE_ROUNDED, AnswerWarning
from routing.answers.assignment import Assignment, Left, Relief, Sent, Use
from routing.answers.conflict import Conflict
from routing.answers.empty_boxes import EmptyRun
from routing.answers.route import Route
from routing.answers.warned import once
from routing.asking.explain import reasons
from routing.assigning.balance import exchange_usd
from routing.assigning.capacities import Row
from routing.assigning.crowding import Crowd
from routing.assigning.generation import Generated
from routing.assigning.lanes import Lane
from routing.assigning.pricing import Pricing
from routing.assigning.relief import relief_of
from routing.assigning.telling_boxes import box_places, box_warnings, empty_lanes_to, most_for_boxes
from routing.assigning.waiting import cautions_of_waiting, matters, of_routes, waits_of
from routing.assigning.whole import Whole, needs_whole_numbers
from routing.assigning.worth import Worth, worth_of
from routing.cautions import cautions_of
from routing.question.consignment import Consignment
from routing.question.empties import Empties
from routing.question.options import SolveOptions
from routing.sealed_dict import SealedDict
from routing.search.budget import Budget
from routing.search.flows.multicommodity import new_program
from routing.solving.agreement import route_of
from routing.status import Status
from routing.steps.held import Counted

Floats = NDArray[np.float64]
TINY = 1e-8  # of a lane: what the tolerances of a solver may leave of it
EXPLAINED = 10  # lanes without a route of which the reasons are looked for
ROUNDING = 1e-9  # USD that sums of floats may be off
GROWN = 1e-7  # share of a capacity that counts as growth
CAUTIONED = 300  # kinds of questions whose routes are looked at for cautions


class Told(NamedTuple):
    """What an answer is made of."""

    network: Network
    consignments: tuple[Consignment, ...]
    pricing: Pricing
    rows: Sequence[Row]
    crowd: Crowd
    found: Generated
    max_gap: float
    options: SolveOptions
    budget: Budget
    whole: Whole | None = None
    empties: Empties | None = None

    @property
    def is_whole(self) -> bool:
        """Tell whether something has to be whole."""
        return needs_whole_numbers(self.pricing, self.rows)


def told(asked: Told) -> Assignment:
    """Return the answer."""
    found, lanes = asked.found, asked.pricing.lanes
    routes = _routes(asked)
    left = [
        0.0 if lane.is_empty else _left_of(asked, number, float(routes.carried[number]))
        for number, lane in enumerate(lanes)
    ]
    usd = None
    if found.demand is not None:
        usd = routes.usd + float(sum(found.demand.usd[one] * amount for one, amount in enumerate(left)))
        usd += sum(
            row.fixed_usd for row, flow in zip(asked.rows, routes.load[: len(asked.rows)], strict=True) if flow > 0
        )
        usd += 0.0 if found.boxes is None else exchange_usd(found.boxes, routes.carried)
    relaxed = min(found.bound, usd) if usd is not None else 0.0
    bound = relaxed if usd is None or asked.whole is None else min(max(relaxed, asked.whole.bound), usd)
    is_near = usd is not None and usd - bound <= asked.max_gap * usd + ROUNDING
    status = Status.UNKNOWN if usd is None else Status.OPTIMAL if is_near else Status.FEASIBLE
    reasons_of = _reasons(asked) if usd is not None else {}
    lefts = list(_lefts(asked, left, reasons_of))
    return Assignment(
        network=asked.network,
        consignments=_priced(asked),
        status=status,
        usd=usd,
        bound_usd=bound,
        relaxed_usd=relaxed,
        is_whole=asked.is_whole,
        max_gap=asked.max_gap,
        sent=tuple(sorted(routes.sent, key=lambda one: (one.consignment, one.usd))),
        left=tuple(sorted(lefts, key=lambda one: one.consignment)),
        uses=tuple(_uses(asked, routes)),
        choice=asked.crowd.choice,
        congestion=tuple(sorted(set(asked.crowd.stated))),
        waits=tuple(waits_of(asked.crowd, routes.load, found.price)),
        relief=_relief(asked) if any(one.why in ("capacity", "boxes") for one in lefts) else None,
        empties=asked.empties,
        runs=tuple(sorted(routes.runs, key=lambda one: (one.size, one.origin, one.destination, one.usd))),
        boxes=tuple(box_places(found, routes.carried)),
        master=found.master.program.name if found.master is not None else "",
        columns=len(found.columns),
        rounds=found.rounds,
        warnings=once([tuple(_own_warnings(asked, status, reasons_of)), routes.cautions, *_cautions(asked, routes)]),
    )


class _Routes(NamedTuple):
    """What is carried: by consignment, of each lane, on each row, and what it costs."""

    sent: list[Sent]
    carried: Floats
    load: Floats
    usd: float
    by_lane: dict[int, list[Route]]
    runs: list[EmptyRun]
    empty_load: Floats
    cautions: tuple[AnswerWarning, ...] = ()


def _routes(asked: Told) -> _Routes:
    found, pricing = asked.found, asked.pricing
    amounts = found.per_week if asked.whole is None else asked.whole.per_week
    columns, carried = found.columns, np.zeros(len(pricing.lanes))
    none = np.zeros(len(pricing.rows))
    routes = _Routes([], carried, none, 0.0, {}, [], none)
    if amounts is None:
        return routes
    per_week = np.zeros(len(columns))
    per_week[: len(amounts)] = amounts
    lanes = np.array([pricing.lanes[one].per_week for one in columns.of])
    per_week[(per_week <= TINY * lanes) & ~matters(asked.crowd, columns, per_week, TINY)] = 0.0
    load = columns.load(per_week, len(pricing.rows))
    hours, waiting = of_routes(asked.crowd, columns, pricing, load)
    usd, sent_whole = 0.0, dict[int, float]()
    for column in np.flatnonzero(per_week).tolist():
        amount = float(per_week[column])
        number = columns.of[column]
        lane = pricing.lanes[number]
        carried[number] += amount
        each = pricing.usd(number, columns.arcs[column])
        waits = float(hours[column]), float(waiting[column])
        usd += amount * (each + waits[1])
        route = route_of(lane.problem, columns.arcs[column])
        routes.by_lane.setdefault(number, []).append(route)
        if lane.is_empty:
            routes.runs.append(_run(lane, route, amount, each))
        for one, part in _parts(asked, number, amount, sent_whole):
            told = Sent(consignment=one, route=route, per_week=part, usd=each)
            routes.sent.append(replace(told, waiting_h=waits[0], waiting_usd=waits[1]))
    empty = columns.load(per_week * np.array([pricing.lanes[one].is_empty for one in columns.of]), len(pricing.rows))
    cautions = cautions_of_waiting(asked.crowd, columns, pricing.lanes, per_week, hours)
    return routes._replace(load=load, empty_load=empty, usd=usd, cautions=tuple(cautions))


def _run(lane: Lane, route: Route, amount: float, usd: float) -> EmptyRun:
    box = lane.question.shipment
    return EmptyRun(
        size=box.size, origin=box.origin, destination=box.destination, route=route, per_week=amount, usd=usd
    )


def _parts(asked: Told, number: int, amount: float, sent: dict[int, float]) -> Iterator[tuple[int, float]]:
    """Yield how many of so many shipments of a lane are of each consignment; whole ones by name, else in proportion.

    `sent`: whole shipments that have gone already, which is noted.
    """
    lane, consignments = asked.pricing.lanes[number], asked.consignments
    if not lane.whole:
        yield from ((one, consignments[one].per_week * amount / lane.per_week) for one in lane.consignments)
        return
    for one in sorted(lane.consignments, key=lambda one: (consignments[one].name, consignments[one].per_week, one)):
        part = min(amount, consignments[one].per_week - sent.get(one, 0.0))
        if part > 0:
            sent[one] = sent.get(one, 0.0) + part
            amount -= part
            yield one, part


def _left_of(asked: Told, number: int, carried: float) -> float:
    per_week = asked.pricing.lanes[number].per_week
    left = max(0.0, per_week - float(carried))
    return left if left > TINY * per_week else 0.0


def _priced(asked: Told) -> tuple[Consignment, ...]:
    """Return the consignments with what it costs to leave one behind."""
    found = list(asked.consignments)
    if asked.found.demand is None:
        return tuple(found)
    for number, lane in enumerate(asked.pricing.lanes):
        for one in lane.consignments:
            found[one] = replace(found[one], unserved_usd=float(asked.found.demand.usd[number]))
    return tuple(found)


def _lefts(asked: Told, left: Sequence[float], reasons_of: dict[int, tuple[Conflict, ...]]) -> Iterator[Left]:
    found, lanes = asked.found, asked.pricing.lanes
    short, full = "whole" if asked.is_whole else "capacity", _full(asked)
    for number, amount in enumerate(left):
        if not amount:
            continue
        lane, cheapest = lanes[number], float(found.cheapest[number])
        usd = (lane.unserved_usd or 0.0) if found.demand is None else float(found.demand.usd[number])
        has_route, box_usd = bool(np.isfinite(cheapest)), None
        why = "limit" if found.demand is None else short if has_route and cheapest < usd else "penalty"
        if found.demand is not None and not has_route:
            why = "no route"
        if why == "capacity":
            box_usd = most_for_boxes(found, number)
            why = why if box_usd is None else "boxes"
        of = [number] if why == "capacity" else empty_lanes_to(found, number) if why == "boxes" else []
        if why == "capacity" and asked.crowd.rows and not full(of):
            why = "waiting"
        gone = dict[int, float]()
        if lane.whole:
            list(_parts(asked, number, lane.per_week - amount, gone))  # those that go are the first by name
        for one in lane.consignments:
            per_week = asked.consignments[one].per_week
            behind = per_week - gone.get(one, 0.0) if lane.whole else per_week * amount / lane.per_week
            if not behind:
                continue
            yield Left(
                consignment=one,
                per_week=behind,
                usd=usd,
                why=why,  # type: ignore[arg-type]
                cheapest_usd=cheapest if has_route else None,
                full=full(of),
                blocked_by=reasons_of.get(number, ()),
                box_usd=box_usd,
            )


def _full(asked: Told) -> Callable[[Sequence[int]], tuple[str, ...]]:
    """Return what tells what the cheapest routes of lanes would use that has a price."""
    found, columns = asked.found, asked.found.columns
    first = {of: number for number, of in reversed([*enumerate(columns.of)])}
    priced: dict[int, list[int]] = {}
    for owner, row in zip(columns.owner, columns.row, strict=True):
        if row < len(asked.rows) and found.price[row] > 0:
            priced.setdefault(owner, []).append(row)

    def full(lanes: Sequence[int]) -> tuple[str, ...]:
        rows = sorted({row for lane in lanes if lane in first for row in priced.get(first[lane], ())})
        names = (asked.rows[row].counted for row in rows)
        return tuple(f"{one.kind} {one.element}" + (f" on {one.on}" if one.on else "") for one in names)

    return full


def _reasons(asked: Told) -> dict[int, tuple[Conflict, ...]]:
    """Return why lanes have no route, of the first of them."""
    if not asked.options.explain:
        return {}
    told: dict[int, tuple[Conflict, ...]] = {}
    for number in _without_route(asked)[:EXPLAINED]:
        if asked.budget.passed:
            break
        lane = asked.pricing.lanes[number]
        told[number] = reasons(asked.network, lane.question, asked.budget).blocked_by
    return told


def _without_route(asked: Told) -> list[int]:
    """Return the lanes of goods that have no route."""
    missing = np.flatnonzero(np.isinf(asked.found.cheapest)).tolist()
    return [number for number in missing if not asked.pricing.lanes[number].is_empty]


def _uses(asked: Told, routes: _Routes) -> Iterator[Use]:
    found, rows = asked.found, asked.rows
    capacity = np.array([row.per_week for row in rows])
    apart = asked.is_whole or asked.crowd.rows or asked.crowd.is_alone
    worth = {} if apart else worth_of(found, asked.pricing, capacity, asked.budget)
    for at in sorted(range(len(rows)), key=lambda at: (-found.price[at] * capacity[at], -found.price[at], at)):
        counted, unit, per_week = rows[at][:3]
        price, parts = float(found.price[at]), worth.get(at)
        none = Worth(0.0, 0.0, 0.0) if not price else None
        shown = parts or none
        yield Use(
            kind=counted.kind,  # type: ignore[arg-type]
            element=counted.element,
            on=counted.on,
            unit=unit,  # type: ignore[arg-type]
            capacity=per_week,
            flow=float(routes.load[at]),
            empties=float(routes.empty_load[at]),
            least=rows[at].least,
            fixed_usd=rows[at].fixed_usd,
            price_usd=price,
            served_more=None if shown is None else shown.served_more,
            avoided_usd=None if shown is None else shown.avoided_usd,
            saved_usd=None if shown is None else shown.saved_usd,
        )


def _relief(asked: Told) -> Relief | None:
    """Return what would have to grow; None where the time is over."""
    capacity = np.array([row.per_week for row in asked.rows])
    found = relief_of(asked.found, asked.pricing, capacity, new_program, asked.budget)
    if found is None:
        return None
    names = [_name(row.counted, row.unit) for row in asked.rows]
    grown = [at for at, more in enumerate(found.more) if more > GROWN * max(1.0, capacity[at])]
    return Relief(
        needed=SealedDict({names[at]: float(capacity[at] + found.more[at]) for at in grown}),
        growth=found.growth,
        bound=found.bound,
        cut=SealedDict({names[at]: float(found.price[at]) for at in np.flatnonzero(found.price).tolist()}),
        boxes=SealedDict(_box_weights(asked.found, found.box_price)),
    )


def _box_weights(found: Generated, price: Floats) -> dict[str, float]:
    nodes = () if found.boxes is None else found.boxes.nodes
    return {f"{place}, {size}": float(price[at]) for at, (place, size) in enumerate(nodes) if price[at]}


def _name(counted: Counted, unit: str) -> str:
    return f"{counted.kind} {counted.element}" + (f" on {counted.on}" if counted.on else "") + f", {unit}"


def _own_warnings(asked: Told, status: Status, reasons_of: Mapping[int, object]) -> Iterable[AnswerWarning]:
    if status is not Status.OPTIMAL:
        why = (
            asked.budget.reason if not asked.found.done else "what is left of the gap is below the solver's tolerances"
        )
        yield AnswerWarning(LIMIT_REACHED, f"not proven to {asked.max_gap:g}: {why}", (), MORE)
    without = len(_without_route(asked))
    if asked.found.demand is not None and asked.options.explain and len(reasons_of) < without:
        words = f"of {without - len(reasons_of):,} kinds of shipments without a route the reasons were not looked for"
        yield AnswerWarning(LIMIT_REACHED, words, (), "ask `solve` for one of them")
    unweighed = [
        lane for lane in asked.pricing.lanes if hasattr(lane, "problem") and lane.table.expansion.load.tonnes is None
    ]
    if unweighed and any(row.unit == "t" for row in asked.rows):
        words = f"the weight of {len(unweighed):,} kinds of shipments is not known, so they were held against no tonnes"
        yield AnswerWarning(CAPACITY, words, (), "state `tonnes`")
    if asked.empties is not None and asked.found.boxes is not None:
        yield from box_warnings(asked.network, asked.empties, asked.found.boxes)


def _cautions(asked: Told, routes: _Routes) -> Iterator[tuple[AnswerWarning, ...]]:
    """Yield what the routes of lanes that share their arcs are to be used with caution for; capacities are counted."""
    lanes: dict[int, list[tuple[Lane, list[Route]]]] = {}
    for number, used in routes.by_lane.items():
        lane = asked.pricing.lanes[number]
        lanes.setdefault(id(lane.problem.usable), []).append((lane, used))
    if len(lanes) > CAUTIONED:
        words = f"of {len(lanes) - CAUTIONED:,} kinds of questions nothing was looked for that calls for caution"
        yield (AnswerWarning(LIMIT_REACHED, words, (), "ask `solve` for one of them"),)
    for alike in list(lanes.values())[:CAUTIONED]:
        lane = alike[0][0]
        together = [route for _, used in alike for route in used]
        found = cautions_of(asked.network, lane.question, together)
        known = {CAPACITY, PRICE_ROUNDED} if lane.is_empty else {CAPACITY}  # a day of a box is no price that was stated
        yield tuple(one for one in (*found, *lane.problem.warnings) if one.code not in known)
