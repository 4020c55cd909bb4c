"""What of its boxes an answer does not reckon with: what reefers cost more, and how heavy a box a land takes."""

from __future__ import annotations

from collections.abc import Iterator

from networks.model.countries import name_of
from networks.model.figure import Figure
from networks.model.keys import class_key
from networks.network import Network
from routing.amounts.load import load_of
from routing.answer_warning import DRY_RATES, LAND_WEIGHT, AnswerWarning
from routing.answers.ways import Ways
from routing.question.boxes import BOXES, COOLED
from routing.question.question import Question

GROSS = ("ft20_gross", "ft40_gross")
ON_LAND = ("rail", "road")
AT_THE_DOOR = ("origin", "delivery")  # steps that a lorry does
ASK = "ask for a permit or another rate, or put less into each box"


def dry_rates(network: Network, question: Question, routes: Ways) -> Iterator[AnswerWarning]:
    """Yield that reefers were reckoned with as dry boxes: no figure of a network is of reefers."""
    shipment = question.shipment
    if routes and shipment.load == "container" and BOXES[shipment.size].asks >= COOLED:
        words = f"a {shipment.size} is reckoned with at the rates and emissions of a dry box: none of reefers are known"
        yield AnswerWarning(DRY_RATES, words, (), "ask for the price of cooling and plugging in, and add it")


def limits_of_lands(network: Network, question: Question, routes: Ways) -> Iterator[AnswerWarning]:
    """Yield each land of the routes where a box weighs more than is usual by rail or road, as the network says.

    Of a box heavier than most roads take, the lands of which it says nothing are named too.
    """
    gross = gross_of_a_box(network, question)
    if gross is None:
        return
    size, lands = question.shipment.size, sorted(crossed(network, routes))
    limits = network.worked_out((limits_of_lands, BOXES[size].teu), dict[tuple[str, str], Figure | None])
    for land in lands:
        if land not in limits:
            limits[land] = limit_of(network, size, *land)
    for mode, code in lands:
        limit = limits[mode, code]
        if limit is not None and gross > limit.value:
            rests_on = ", ".join(dict.fromkeys((limit.kind, limit.source)))
            words = f"{gross:.4g} t gross are more than {mode} in {name_of(code)} usually takes in a {size} box"
            words += f", {limit.value:g} t ({rests_on})"
            yield AnswerWarning(LAND_WEIGHT, words, (limit.element,), ASK)
    unknown = [land for land in lands if land[0] in ON_LAND and limits[land] is None]
    if unknown and gross > BOXES[size].road_t + BOXES[size].empty_t and _says_limits(network):
        told = "; ".join(f"{mode} in {name_of(code)}" for mode, code in unknown)
        words = f"whether a {size} box of {gross:.4g} t gross is too heavy for a land is not known of {told}"
        yield AnswerWarning(LAND_WEIGHT, words, tuple(class_key("mode", *land) for land in unknown), ASK)


def _says_limits(network: Network) -> bool:
    """Tell whether a network says of any land how heavy a box may be."""
    return any(quantity in GROSS for _, quantity in network.figures)


def gross_of_a_box(network: Network, question: Question) -> float | None:
    """Return what each box weighs with the goods in t, on average; None where that is not known, or there is none."""
    shipment = question.shipment
    tonnes = load_of(network, shipment).tonnes if shipment.load == "container" else None
    return None if tonnes is None else float(tonnes / shipment.containers) + BOXES[shipment.size].empty_t


def crossed(network: Network, routes: Ways) -> set[tuple[str, str]]:
    """Return the modes of the rides and the territories that each touches; lorries at the two doors are by road."""
    found = {(step.mode, code) for step in routes.steps if step.is_ride for code in step.territories}
    doors = {place for step in routes.steps if step.kind in AT_THE_DOOR for place in step.places}
    found |= {("road", network.places[place].country) for place in doors}
    return {land for land in found if all(land)}


def limit_of(network: Network, size: str, mode: str, code: str) -> Figure | None:
    """Return the figure that says how heavy a box of a size usually is at most, by a mode in a territory."""
    quantity = GROSS[0] if BOXES[size].teu == 1 else GROSS[1]
    return network.figure(class_key("mode", mode, code), quantity)
