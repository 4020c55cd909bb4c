"""Which arcs of a bundle may have a surcharge or a delay beside them: these are told one by one.

Whatever a row names (places, links, services, territories, borders) is looked for among what arcs touch, and with it
what nobody can say where it lies. Better one arc too many than one too few: `surcharges.py` and `delays.py` say what is
due.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from networks.model.closure import QUEUE, Closure
from networks.model.elements import Procedure
from networks.model.keys import split_border
from networks.network import Network
from routing.compiling.bundle import Bundle
from routing.compiling.delays import cleared_at
from routing.compiling.whereabouts import unknown_of
from routing.steps.kinds import HANDOVER

Bools = NDArray[np.bool_]


class SpokenOf:
    """What surcharges and delays speak of: ids, and codes of territories."""

    def __init__(self, network: Network, surcharges: Iterable[Procedure], delays: Iterable[Closure]) -> None:
        self.ids, self.codes = set[str](), set[str]()
        for row in surcharges:
            self.ids.update(row.over)
            self.codes.update(_codes(network, row.over))
        for one in delays:
            self.ids.update(one.elements)
            self.codes.update(one.elements if one.table == "territories" else _codes(network, one.elements))
            if one.table == "borders" and one.kind != QUEUE:
                self.ids.update(place for place, _ in cleared_at(network, one))
        if self.codes:
            unknown = unknown_of(network)
            self.ids.update(unknown.places, unknown.links)
        if not self.ids.isdisjoint(network.services_of_all_dates):  # a hand-over is to one of them
            self.ids.update(row.id for row in network.procedures.values() if row.kind == HANDOVER)


def _codes(network: Network, elements: Iterable[str]) -> Iterator[str]:
    """Yield the territories on both sides of borders; what bears an id is none."""
    known = (network.places, network.links, network.services_of_all_dates)
    for element in elements:
        if not any(element in mapping for mapping in known):
            yield from (split_border(element) or ())[:2]


def may_owe(spoken: SpokenOf, bundle: Bundle) -> Bools:
    """Return the arcs of a bundle that may have something due beside them."""
    sets, of_arc = bundle.marks()
    found = np.array([not spoken.codes.isdisjoint(touched) for touched, _ in sets], dtype=np.bool_)[of_arc]
    for kind in ("place", "link", "element"):
        names, arc, name = bundle.named(kind)
        is_named = np.array([one in spoken.ids for one in names], dtype=np.bool_)
        found[arc[is_named[name]]] = True
    return found
