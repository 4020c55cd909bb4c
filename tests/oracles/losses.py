"""What shipments lose, and which sets of elements hurt most or cut one off, by looking at every path and every set."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import combinations
from types import SimpleNamespace
from typing import Any

from networks import Network
from oracles.all_paths import feasible
from oracles.allowed import arcs_of, is_closed
from routing import Question

Name = tuple[str, str]  # kind and id
Harm = tuple[int, Fraction]  # shipments without a route, and what the others need more in all
TABLE = {"link": "links", "place": "places", "service": "services", "border": "borders", "territory": "territories"}
ALWAYS: dict[str, Any] = {"from_date": None, "until_date": None, "scope": "", "scope_of": ()}
ALWAYS |= dict.fromkeys(("modes", "at", "loads", "goods", "except_goods", "origins", "destinations"), ())


def elements(network: Network, kinds: Iterable[str]) -> list[Name]:
    """Return all elements of some kinds in order."""
    links = network.links.values()
    country = {place.id: place.country for place in network.places.values()}
    near = [{*link.territories, country[link.tail], country[link.head]} - {""} for link in links]
    codes = set().union(*near, set(country.values())) - {""}
    found = {
        "link": [link.id for link in links],
        "place": list(country),
        "service": list(network.services_of_all_dates),
        "territory": list(codes),
        "border": [f"{a}-{b}" for a in codes for b in codes if a < b and any({a, b} <= one for one in near)],
    }
    return [(kind, name) for kind in kinds for name in sorted(set(found[kind]))]


class Losses:
    """The losses of shipments, of which every path is looked at once."""

    def __init__(
        self, network: Network, questions: Sequence[Question], weights: Sequence[int], named: list[Name], most: int
    ) -> None:
        self.weights, self.named = weights, named
        self.paths: list[list[tuple[Fraction, frozenset[Name]]]] = []
        for question in questions:
            arcs = arcs_of(network, question)
            touched = {
                number: frozenset(name for name in named if _takes(network, question, name, arc.step))
                for number, arc in arcs.items()
            }
            found = [
                (vector[0], frozenset().union(*(touched[number] for number in path)))
                for vector, path in feasible(network, question, most)
            ]
            self.paths.append(sorted(set(found), key=lambda one: one[0]))

    def least(self, shipment: int, lost: Iterable[Name]) -> Fraction | None:
        """Return the least objective that is left; None without a path."""
        lost = frozenset(lost)
        return next((value for value, touched in self.paths[shipment] if not touched & lost), None)

    def harm(self, lost: Iterable[Name]) -> Harm:
        unserved, extra = 0, Fraction(0)
        for number, weight in enumerate(self.weights):
            before, after = self.least(number, ()), self.least(number, lost)
            if before is not None and after is None:
                unserved += weight
            elif before is not None and after is not None:
                extra += weight * (after - before)
        return unserved, extra

    def worst(self, allowed: Sequence[Name], k: int) -> list[tuple[tuple[Name, ...], Harm]]:
        """Return the first worst set of each size, up to where one more adds nothing."""
        found: list[tuple[tuple[Name, ...], Harm]] = []
        most: Harm = (0, Fraction(0))
        for size in range(1, k + 1):
            for lost in combinations(allowed, size):
                harm = self.harm(lost)
                if harm > most:
                    most = harm
                    found = [one for one in found if len(one[0]) < size] + [(lost, harm)]
        return found

    def cut(self, shipment: int, allowed: Sequence[Name]) -> tuple[Name, ...] | None:
        """Return the first of the least sets that leave a shipment without a path; None where none does."""
        if self.least(shipment, allowed) is not None:
            return None
        sizes = range(len(allowed) + 1)
        return next(
            lost for size in sizes for lost in combinations(allowed, size) if self.least(shipment, lost) is None
        )


def _takes(network: Network, question: Question, name: Name, step: Any) -> bool:
    """Tell whether an element takes a step along when it is lost: as a row of closures.csv would."""
    row = SimpleNamespace(table=TABLE[name[0]], elements=(name[1],), **ALWAYS)
    return is_closed(network, question.shipment, row, step)
