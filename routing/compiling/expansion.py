"""The expanded graph: every way to move, wait, handle and clear one load on a network, as arcs.

This is the "virtual network" of intermodal freight (Jourquin and Beuthe 1996): a vertex per place and side
(``sea``, ``rail:1520`` ...), per stop of a line and per place of an area (`vertices.py`); an arc per thing that can
happen. It depends on the network, the load and the scope, not on the question, and is built once for all of them;
`problem.py` takes from it what a question may use.

The arcs come from generators, one a file, that stand on one frozen `Ground`. A new kind of arc, such as departures by
clock time, is a generator more in `found_on`. What a large network has very many of comes as bundles: columns, of which
an arc is made when somebody looks at it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from networks.model.closure import Closure, ids_of
from networks.model.gc_pause import collector_at_rest
from networks.network import Network
from routing.amounts.load import Load
from routing.compiling.arc_list import Arcs, in_order
from routing.compiling.arcs import Arc, Assumption, Found, Gap
from routing.compiling.areas import areas
from routing.compiling.at_places import at_places
from routing.compiling.bundle import Bundle
from routing.compiling.calls import Arrival, Departure, Halts
from routing.compiling.grades import by_grade
from routing.compiling.ground import Ground, ground_of
from routing.compiling.lines import lines
from routing.compiling.one_by_one import OneByOne
from routing.compiling.own_links import own_links
from routing.compiling.surcharges import surcharged
from routing.compiling.voyages import voyages
from routing.question.shipment import Scope


@dataclass(frozen=True, eq=False)
class Expansion:
    """The expanded graph of a network for a load and a scope.

    Attributes
    ----------
    arcs
        All arcs, sorted by their key: the number of an arc is its index. One is made when it is looked at.
    gaps
        What could not be expanded, in words: services that do not take the load, procedures without a row.
    assumptions
        What holds for lack of data, in words.
    """

    network: Network
    load: Load
    scope: Scope
    arcs: Arcs
    gaps: tuple[str, ...]
    assumptions: tuple[str, ...]


def expand(
    network: Network,
    load: Load,
    scope: Scope,
    *,
    other_days: bool = False,
    on_clock: bool = False,
    delays: tuple[Closure, ...] = (),
) -> Expansion:
    """Return the expanded graph, built once for the same arguments.

    `other_days`: with the services that run on other days than the as-of date as well. `on_clock`: waits end with a
    departure of a timetable, and are not yet in the graph. `delays`: closures that take time, by their ids.

    It is kept with the network, as `functools.cached_property` would, so that both go together; a table of weak
    references would keep them for ever, because an expansion refers to its network.
    """

    def work() -> Expansion:
        with collector_at_rest():
            return expanded(ground_of(network, load, scope, other_days=other_days, on_clock=on_clock, delays=delays))

    return network.worked_out((Expansion, load, scope, other_days, on_clock, ids_of(delays)), work)


def expanded(ground: Ground) -> Expansion:
    """Return the expanded graph of what stands on a ground."""
    told: list[Arc] = []
    bundles: list[Bundle] = []
    gaps: set[str] = set()
    assumptions: set[str] = set()
    for one in found_on(ground):
        if isinstance(one, Arc):
            told.append(one)
        elif isinstance(one, Bundle):
            bundles.append(one)
        elif isinstance(one, Gap):
            gaps.add(one.words)
        elif isinstance(one, Assumption):
            assumptions.add(one.words)
    arcs = in_order(surcharged(ground, [OneByOne(told), *bundles]))
    return Expansion(ground.network, ground.load, ground.scope, arcs, tuple(sorted(gaps)), tuple(sorted(assumptions)))


def found_on(ground: Ground) -> Iterator[Found | Bundle | Departure | Arrival | Halts]:
    """Yield what every generator finds: carriage, then the transfers between its calls, the two ends, and lorries."""
    yield from _stated(ground)
    carried = tuple(by_grade(ground, tuple(voyages(ground, (*lines(ground), *areas(ground), *own_links(ground))))))
    yield from carried
    yield from at_places(ground, carried)


def _stated(ground: Ground) -> Iterator[Assumption]:
    """Yield what the expanded graph takes for granted."""
    if ground.is_unhandled:
        yield Assumption("no terminal operations are modelled: transfers take no time and cost nothing")
    elif ground.has_free_ends and ground.scope == "door":
        named = "origin, load, unload and delivery are modelled nowhere"
        yield Assumption(f"{named}: from the door to a vehicle and back takes no time and costs nothing")
