"""``avoid_places``, ``avoid_links``, ``avoid_services``: what bears a banned id is removed."""

from __future__ import annotations

from networks.network import Network
from routing.compiling.arc_table import ArcTable
from routing.compiling.rule import Check, Rule, Sieve, Sieved, items_of, without
from routing.question.question import Question


def _sieve(field: str, *kinds: str) -> Sieve:
    """Return the sieve of a field with ids of one kind, or of several."""

    def sieve(table: ArcTable, network: Network, question: Question) -> Sieved:
        names = getattr(question.constraints, field)
        usable = without(table, kinds[0], names)
        for kind in kinds[1:]:
            usable &= without(table, kind, names)
        return Sieved(usable)

    return sieve


def _check(field: str, table: str) -> Check:
    """Return the check of a field with ids of a table; what is withheld may be named, it is avoided anyway."""

    def check(network: Network, question: Question) -> None:
        for name in sorted(getattr(question.constraints, field)):
            if name not in network.catalogue[table]["id"]:
                getattr(network, table)[name]  # which is not there either, and says what is near

    return check


PLACES = Rule(
    sieve=_sieve("avoid_places", "place"),
    items=items_of("avoid_places", "the ban of place"),
    check=_check("avoid_places", "places"),
)
LINKS = Rule(  # a ride by a link's own hours is an element, too
    sieve=_sieve("avoid_links", "link", "element"),
    items=items_of("avoid_links", "the ban of link"),
    check=_check("avoid_links", "links"),
)
SERVICES = Rule(
    sieve=_sieve("avoid_services", "element"),
    items=items_of("avoid_services", "the ban of service"),
    check=_check("avoid_services", "services"),
)
