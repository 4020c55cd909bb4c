"""What might be lost: links, places, services, borders, territories, and the arcs that each takes along.

An element is lost as `networks.closed` shuts it: which arcs that removes is the affair of `routing.compiling.sieves`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from networks.model.closure import Closure
from networks.model.elements import Link
from networks.network import Network
from routing.answers.critical import KINDS, Element
from routing.compiling.arc_table import ArcTable, Ints
from routing.compiling.sieves.closures import touched_arcs
from routing.errors import QuestionError
from routing.question.shipment import Shipment

TABLE_OF: dict[str, str] = {kind: "territories" if kind == "territory" else f"{kind}s" for kind in KINDS}


def checked_kinds(name: str, kinds: str | Iterable[str]) -> tuple[str, ...]:
    """Return kinds of elements, each once; raise QuestionError for what is none."""
    told = (kinds,) if isinstance(kinds, str) else tuple(kinds)
    unknown = [kind for kind in told if kind not in KINDS]
    if unknown:
        raise QuestionError([f"{name}: {kind!r}: expected some of {', '.join(KINDS)}" for kind in unknown])
    return tuple(dict.fromkeys(told))


def elements_of(network: Network, kinds: Iterable[str]) -> Iterator[Element]:
    """Yield all elements of some kinds, by kind in the order given and then by id."""
    for kind in kinds:
        for name in sorted(_names(network, kind)):
            yield Element(kind, name)


def _names(network: Network, kind: str) -> Iterable[str]:
    if kind == "place":
        return network.places
    if kind == "link":
        return network.links
    if kind == "service":
        return network.services_of_all_dates
    stated = [_territories(network, link) for link in network.links.values()]
    if kind == "territory":
        return {place.country for place in network.places.values() if place.country}.union(*stated)
    return {f"{one}-{other}" for codes in stated for one, other in combinations(sorted(codes), 2)}


def _territories(network: Network, link: Link) -> set[str]:
    """Return the territories in which a link lies or ends."""
    return {*link.territories, *(network.places[place].country for place in (link.tail, link.head))} - {""}


def spared(network: Network, shipments: Iterable[Shipment]) -> frozenset[Element]:
    """Return the places at which some shipments begin or end, and the territories in which these lie."""
    places = {place for shipment in shipments for place in (shipment.origin, shipment.destination)}
    territories = {network.places[place].country for place in places}
    return frozenset(
        [*(Element("place", place) for place in places), *(Element("territory", code) for code in territories)]
    )


def arcs_of(network: Network, table: ArcTable, element: Element) -> Ints:
    """Return the arcs of a table that are gone when an element is lost; looked for once."""
    closure = Closure(
        id=f"lost {element}", what="", kind="closure", table=TABLE_OF[element.kind], elements=(element.id,)
    )
    return network.worked_out((arcs_of, table, element), lambda: touched_arcs(table, network, closure))
