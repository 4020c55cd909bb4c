"""What a service does not carry: goods that it refuses, and more at once than one departure takes; left out and named.

What nobody says is not refused: `routing.cautions` warns of it where a route rests on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from networks.model.figure import Figure
from networks.network import Network
from routing.amounts.load import Load, load_of
from routing.amounts.rounding import exact
from routing.answer_warning import LEFT_OUT, AnswerWarning
from routing.compiling.arc_table import ArcTable
from routing.compiling.arcs import some_of
from routing.compiling.rule import Item, Rule, Sieved, without
from routing.errors import QuestionError
from routing.question.boxes import overweight
from routing.question.question import Question


def refusing(network: Network, question: Question) -> dict[str, list[str]]:
    """Return the services that take some of the goods not, each with those."""
    goods = question.shipment.classes - question.spared_goods
    if not goods:
        return {}
    table = network.catalogue["services"]
    known = network.services if question.shipment.ready is None else network.services_of_all_dates
    found = zip(table["id"].tolist(), table["refuses"].tolist(), strict=True)
    return {
        name: sorted(goods.intersection(not_taken))
        for name, not_taken in sorted(found)
        if goods & {*not_taken} and name in known
    }


def sieve_goods(table: ArcTable, network: Network, question: Question) -> Sieved:
    """Return the arcs of services that refuse nothing of the goods."""
    refused = refusing(network, question)
    told = [AnswerWarning(LEFT_OUT, _refusal(refused), tuple(refused))] if refused else []
    return Sieved(without(table, "element", refused), tuple(told))


def items_of_goods(network: Network, question: Question) -> Iterator[Item]:
    """Yield what is refused as one."""
    refused = refusing(network, question)
    if refused:
        goods = " or ".join(sorted(set().union(*refused.values())))
        spared = question.spared_goods.union(*refused.values())  # what else is said of the goods stays
        yield Item(
            _refusal(refused), lambda asked: replace(asked, spared_goods=spared), remedy=f"sending nothing {goods}"
        )


def _refusal(refused: dict[str, list[str]]) -> str:
    goods = " or ".join(sorted(set().union(*refused.values())))
    count = f"{len(refused)} services take" if len(refused) > 1 else "1 service takes"
    return f"{count} no {goods} goods ({some_of(list(refused), 3)})"


def too_small(network: Network, load: Load) -> dict[str, Figure]:
    """Return the services of which one departure takes less than a load, each with the figure that says so."""
    amounts = {"TEU": load.teu, "t": load.tonnes}  # None where that is not known, or not what such a load is counted in
    stated = network.worked_out(too_small, lambda: _departures(network))
    return {name: figure for name, figure in stated.items() if (amounts[figure.unit] or 0) > exact(figure.value)}


def _departures(network: Network) -> dict[str, Figure]:
    """Return what one departure takes, of the services that state it."""
    found = (figure for (_, quantity), figure in network.figures.items() if quantity == "vehicle_capacity")
    return {figure.element: figure for figure in sorted(found, key=lambda figure: figure.element)}


def sieve_loads(table: ArcTable, network: Network, question: Question) -> Sieved:
    """Return the arcs of services that take the whole shipment at once."""
    small = {} if question.spares_small else too_small(network, table.expansion.load)
    told = [AnswerWarning(LEFT_OUT, _smallness(small), tuple(small), "ask for smaller shipments")] if small else []
    return Sieved(without(table, "element", small), tuple(told))


def items_of_loads(network: Network, question: Question) -> Iterator[Item]:
    """Yield as one what services take less of at once: lifted, they take this very shipment."""
    small = too_small(network, load_of(network, question.shipment))
    if small:
        lift = partial(replace, spares_small=True)
        yield Item(_smallness(small), lift, remedy="asking for smaller shipments")


def _smallness(small: dict[str, Figure]) -> str:
    shown = [f"{service}: {figure.value:g} {figure.unit}" for service, figure in small.items()]
    return f"{len(small)} service{'s' * (len(small) > 1)} of which one departure takes less ({some_of(shown, 3)})"


def check_weight(network: Network, question: Question) -> None:
    """Raise QuestionError where the network's usual load is more than the boxes of a shipment may weigh."""
    shipment = question.shipment
    if shipment.load != "container" or shipment.tonnes is not None:
        return
    tonnes = load_of(network, shipment).tonnes
    problems = [] if tonnes is None else list(overweight(float(tonnes), shipment.containers, shipment.size))
    if problems:
        raise QuestionError([f"{problem}; the network's tonnes_per_teu says so, give `tonnes`" for problem in problems])


GOODS = Rule(sieve=sieve_goods, items=items_of_goods)
LOADS = Rule(sieve=sieve_loads, items=items_of_loads, check=check_weight)
