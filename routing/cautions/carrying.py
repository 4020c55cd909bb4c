"""What of a shipment a route may not carry: goods that nobody says are taken, heavy boxes, more than a capacity."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from networks.model.figure import Figure
from networks.model.vocabulary import VOCABULARY
from networks.network import Network
from routing.amounts.load import load_of
from routing.amounts.rounding import exact
from routing.answer_warning import CAPACITY, GOODS, IGNORED, WEIGHT, AnswerWarning
from routing.answers.ways import Ways
from routing.cautions.boxes import limit_of
from routing.cautions.called import called
from routing.question.boxes import BOXES, WAGON_T
from routing.question.question import Question
from routing.question.shipment import Shipment
from routing.steps.step import Step

CAPACITIES = ("capacity", "vehicle_capacity")
LARGE_TEU, LARGE_T = 4, 100.0  # up to here nobody asks whether there is room


def goods(network: Network, question: Question, routes: Ways) -> Iterator[AnswerWarning]:
    """Yield the services of the routes of which nobody says that they take the goods, one warning a kind of goods."""
    if not question.shipment.classes:
        return
    ridden = sorted({step.element for step in routes.steps if step.is_ride})
    services = network.services_of_all_dates
    taken = {name: services[name].takes if name in services else () for name in ridden}
    for kind in sorted(question.shipment.classes.intersection(VOCABULARY["goods_of_carriage"])):
        unknown = tuple(name for name in ridden if kind not in taken[name])
        if unknown:
            words = f"whether {_few(network, unknown)} take{'s' if len(unknown) == 1 else ''} {kind} goods is not known"
            yield AnswerWarning(GOODS, words, unknown, "ask the operator, and state it in takes or refuses")


def unspoken_goods(network: Network, question: Question, routes: Ways) -> Iterator[AnswerWarning]:
    """Yield the classes of goods that are stated for closures, and that nothing in the network speaks of."""
    asked = question.shipment.goods.difference(VOCABULARY["goods_of_carriage"])
    if not asked:
        return
    closures, services = network.closures.values(), network.services_of_all_dates.values()
    known = {kind for closure in closures for kind in (*closure.goods, *closure.except_goods)}
    known |= {kind for service in services for kind in (*service.takes, *service.refuses)}
    for kind in sorted(asked - known):
        yield AnswerWarning(IGNORED, f"no closure and no service of this network speaks of {kind} goods", (), "")


def weight(network: Network, question: Question, routes: Ways) -> Iterator[AnswerWarning]:
    """Yield a weight in each box or wagon above what is usual."""
    shipment = question.shipment
    tonnes = load_of(network, shipment).tonnes
    if tonnes is None or not routes:
        return
    if shipment.load == "wagon" and tonnes > WAGON_T:
        count = math.ceil(tonnes / exact(WAGON_T))
        words = f"{float(tonnes):g} t are about {count} wagons of {WAGON_T:g} t, reckoned with as one load"
        yield AnswerWarning(WEIGHT, words)
    if shipment.load != "container":
        return
    box, each = BOXES[shipment.size], float(tonnes / shipment.containers)
    if each > box.payload_t:
        words = f"{each:.4g} t in each {shipment.size} box are more than its usual payload of {box.payload_t:g} t"
        yield AnswerWarning(WEIGHT, words, (), "weigh less, or make sure of a box that is rated for it")
    elif each > box.road_t and shipment.scope == "door" and not _have_limits_of_their_own(network, shipment):
        words = f"{each:.4g} t in each {shipment.size} box are more than roads usually allow, about {box.road_t:g} t"
        yield AnswerWarning(WEIGHT, words, (), "make sure of the lorries at both ends")


def _have_limits_of_their_own(network: Network, shipment: Shipment) -> bool:
    """Tell whether the network says for the roads at both doors how heavy a box may be."""
    ends = (network.places[place].country for place in (shipment.origin, shipment.destination))
    return all(limit_of(network, shipment.size, "road", code) for code in ends)


def boxes_of_no_container(network: Network, question: Question, routes: Ways) -> Iterator[AnswerWarning]:
    """Yield containers and size that were asked for a load that has none."""
    shipment = question.shipment
    if shipment.load != "container" and (shipment.containers, shipment.size) != (1, "20ft"):
        words = f"{shipment.containers} x {shipment.size} says nothing of a load of kind {shipment.load}"
        yield AnswerWarning(IGNORED, f"{words}: its tonnes are what counts", (), "leave containers and size out")


def weekly_capacity(network: Network, question: Question, routes: Ways) -> Iterator[AnswerWarning]:
    """Yield what of the routes carries less in a week than the shipment is, or cannot be held against its weight."""
    known = network.worked_out(weekly_capacity, lambda: _capacities(network))
    load, used = load_of(network, question.shipment), dict.fromkeys(_used(routes)) if known else {}
    for element, quantity, stated in (row for name in used for row in known.get(name, ())):
        amount = load.teu if stated.unit.startswith("TEU") else load.tonnes
        where = called(network, element)
        if amount is None and load.kind == "container":
            words = f"the weight is not known, so it was not held against {stated.value:g} {stated.unit} of {where}"
            yield AnswerWarning(CAPACITY, words, (element,), "state `tonnes`")
        elif amount is not None and quantity == "capacity" and amount > exact(stated.value):
            unit = stated.unit.removesuffix("/week")
            words = (
                f"{float(amount):g} {unit} exceed a week of the capacity of {where} ({stated.value:g} {stated.unit})"
            )
            yield AnswerWarning(CAPACITY, words, (element,), "ask for smaller shipments, or expect several departures")


def _capacities(network: Network) -> dict[str, list[tuple[str, str, Figure]]]:
    """Return the capacities that are stated, by element: element, quantity and figure of each."""
    found: dict[str, list[tuple[str, str, Figure]]] = {}
    for (element, quantity), figure in sorted(network.figures.items(), key=lambda item: item[0]):
        if quantity in CAPACITIES:
            found.setdefault(element, []).append((element, quantity, figure))
    return found


def unstated_capacity(network: Network, question: Question, routes: Ways) -> Iterator[AnswerWarning]:
    """Yield the services of the routes that state no capacity, where the shipment is large."""
    load = load_of(network, question.shipment)
    amount = f"{float(load.teu):g} TEU" if load.teu is not None else f"{float(load.tonnes or 0):g} t"
    if (load.teu or 0) <= LARGE_TEU and (load.teu is not None or (load.tonnes or 0) <= LARGE_T):
        return
    ridden = sorted({(step.element, *_leg_of(step)) for step in routes.steps if step.is_ride})
    stated = {keys for keys in ridden if any(network.figure(key, what) for key in keys for what in CAPACITIES)}
    unknown = tuple(sorted({keys[0] for keys in ridden if keys not in stated}))
    if unknown:
        words = f"whether {_few(network, unknown)} carr{'ies' if len(unknown) == 1 else 'y'} {amount} is not known"
        yield AnswerWarning(CAPACITY, f"{words}: no capacity is stated", unknown, "ask the operator, and state it")


def _leg_of(step: Step) -> tuple[str, ...]:
    """Return the key of the leg of a line that a ride is, where its time is a figure of it."""
    return () if step.time_figure is None else (step.time_figure[0],)


def _used(routes: Ways) -> Iterator[str]:
    """Yield what routes use that may have a capacity: services, their legs, links and places, in their order."""
    for step in routes.steps:
        yield step.element
        if step.is_ride:
            yield from _leg_of(step)
        yield from step.links
        yield from step.places


def _few(network: Network, elements: Sequence[str]) -> str:
    names = list(dict.fromkeys(called(network, element) for element in elements))
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
