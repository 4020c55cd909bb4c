"""Which surcharges a route owes, from the rows of the table alone; a part of `verify`, not of the compiler.

Owed is each row of kind `surcharge`: at the start where it names the origin; before a boarding or a hand-over where it
names the service; and behind a ride once for each of its stretches over a link that it names, once for each to a place
that it names, and once for each across a border that it names, or that may cross one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from networks.network import Network
from routing.steps.step import Step
from routing.verification.closures import passes_border


class Surcharges:
    """The ids of the surcharges that steps owe, in the order of the ids."""

    def __init__(self, network: Network) -> None:
        self.network = network
        rows = network.catalogue["procedures"].rows()
        self.over = {row["id"]: row["over"] for row in rows if row["kind"] == "surcharge"}
        self.names = sorted(self.over)

    def between(self, before: Step | None, after: Step | None, service: str) -> list[str]:
        """Return what is owed between two steps; None before the first and behind the last one.

        `service`: what a hand-over leads to.
        """
        owed = self.behind(before) if before is not None else []
        for name in self.names if after is not None else ():
            assert after is not None
            owed += [name] * (before is None and after.places[0] in self.over[name])
            owed += [name] * (after.kind == "board" and after.element in self.over[name])
            owed += [name] * (after.kind == "handover" and service in self.over[name])
        return owed

    def behind(self, ride: Step) -> list[str]:
        """Return what is owed behind a ride."""
        owed: list[str] = []
        for name in self.names if ride.kind == "ride" else ():
            over = self.over[name]
            borders = [one for one in over if not self.is_element(one)]
            for number, (begin, end) in enumerate(pairwise(ride.places)):
                link = ride.links[number] if ride.links else ""
                crossed = bool(borders) and passes_border(self.network, borders, link, begin, end)
                owed += [name] * ((link in over) + (end in over) + crossed)
        return owed

    def is_element(self, name: str) -> bool:
        """Tell whether a name is that of a place, a link or a service."""
        tables: Sequence[str] = ("places", "links", "services")
        return any(name in self.network.catalogue[table]["id"].tolist() for table in tables)
