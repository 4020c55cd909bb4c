"""`over_world`: a network that reaches places beyond it by ways of the world to its nearest terminals."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from itertools import permutations
from numbers import Real
from typing import Any, NamedTuple

import numpy as np

from networks.errors import AmbiguousNameError, DataWarning, UnknownNameError
from networks.geo.overland import country_at
from networks.geo.sphere import great_circle_km
from networks.model.coordinates import position_in
from networks.model.elements import Place
from networks.model.folding import folded
from networks.model.given import items_of
from networks.model.keys import WORLD_WAYS
from networks.network import Network
from networks.parts.terminals import terminals
from networks.ways.graph import WayGraph
from networks.ways.marks import Bools
from networks.ways.snapping import near, snapped
from networks.what_if.overlay import free_id, laid_over
from routing.errors import QuestionError
from routing.question.constraints import Constraints
from routing.ways.answer import Way
from routing.ways.ask import way
from routing.ways.asked import GRAPH, mask_of
from routing.ways.digraphs import TIME, digraph_of
from routing.ways.ends import WITHIN_KM, Asked, asked_of
from routing.ways.laid import MODEL, handle, lay_way, new_rows, sides_of
from routing.ways.reached import reached_from
from routing.ways.speeds import Speeds

GATEWAYS = 8
GATEWAY_KM = 30.0  # how far a terminal may lie from the world
Laid = dict[tuple[str, str], tuple[Way, bool]]  # ends -> the way between them, and whether it leads one way only
BANS = ("avoid_territories", "avoid_areas", "avoid_passages", "exact_codes", "modes")


class _Outside(NamedTuple):
    """A place that the network does not have: its id there, and how the world knows it."""

    id: str
    end: Asked


class _Asking(NamedTuple):
    """What every way is asked with."""

    world: WayGraph
    speeds: Speeds
    constraints: Constraints
    open_passages: tuple[str, ...]
    within_km: float


def over_world(
    network: Network,
    world: WayGraph,
    places: Iterable[Any],
    *,
    speeds: Speeds,
    constraints: Constraints | None = None,
    gateways: int = GATEWAYS,
    direct: bool | None = None,
    open_passages: Iterable[str] = (),
    within_km: float = WITHIN_KM,
) -> Network:
    """Return a network that reaches places beyond it: by ways of the world to the terminals that are nearest in time.

    So a question may begin or end anywhere: services are taken where there are any, and a way of the world leads there.
    Places that the network has stay as they are, and so do answers between them: the new places begin and end journeys
    and are not passed. A way of the world is a length by geometry and a time by stated speeds; it has no price,
    emissions, border procedures or changes of gauge, and answers that use one say so.

    Parameters
    ----------
    network
        A network of services, such as ``networks.load("eurasia")``.
    world
        ``networks.load("world")``, or ``networks.sea()``.
    places
        Ends of questions: by id or name of the network, ports of the world by UN/LOCODE or name, positions as
        ``(21.03, 105.85)``. Questions call a position by its degrees, ``"21.03, 105.85"``.
    speeds
        Speeds by sea and rail, and the hours of a transfer, which hold wherever goods are handled and the network does
        not say how long that takes.
    constraints
        Bans of territories, areas and passages (and modes) that the ways keep to, by geometry: those of the questions
        that will be asked. A way that was laid without them is removed by a question that bans what it touches.
    gateways
        To how many terminals ways are laid from each place.
    direct
        Whether ways of the world lead from place to place of `places`, too, where one of the two is new. None: where
        both are new, or nothing else joins them.
    open_passages, within_km
        As in `routing.way`.

    Raises
    ------
    QuestionError
        What is no network, graph, speed or number; places too far from the world, or from which no way leads to a
        terminal; constraints that ways know nothing of. All problems of a kind.
    UnknownNameError, AmbiguousNameError
        A place that neither knows, or several of them.

    Warns
    -----
    DataWarning
        From which place ways lead to how many terminals, and where the nearest lies.

    Examples
    --------
    >>> import warnings, numpy as np, networks, routing
    >>> lanes = np.array([(135.4, 34.6), (139.66, 35.45), (106.7, 20.9)])
    >>> world = networks.WayGraph.of_edges("toy", lanes, [(0, 1), (0, 2)])
    >>> net, speeds = networks.load("eurasia"), routing.Speeds(sea_kn=16, transfer_h=24)
    >>> with warnings.catch_warnings():
    ...     warnings.simplefilter("ignore")  # it tells what was laid
    ...     more = routing.over_world(net, world, [(20.9, 106.7)], speeds=speeds)
    >>> result = routing.solve(more, routing.Shipment("20.9, 106.7", "JPYOK"))
    >>> [leg.mode for leg in result.require().legs], round(result.best.km) > 3000
    (['sea'], True)
    """
    asking = _checked(network, world, speeds, constraints, (gateways, direct), open_passages, within_km)
    inside, outside = _resolved(network, world, places)
    if not outside:
        return network
    laid = _laid(network, inside, outside, asking, gateways, direct=direct)
    alone = [one.end.name for one in outside if not any(one.id in pair for pair in laid)]
    if alone:
        raise QuestionError([f"{name}: no way of {world.name} leads to a terminal within the bans" for name in alone])
    _tell(network, outside, laid)
    rows = new_rows(network, world)
    rows["places"] += map(_place_row, outside)
    for pair, (found, directed) in laid.items():
        lay_way(network, rows, found, pair, directed=directed)
    sides = sides_of(network)
    for place in dict.fromkeys(place for pair in laid for place in pair):
        handle(network, rows, place, sides.get(place, frozenset()), speeds.transfer_h or 0.0)
    return laid_over(network, rows)


def _laid(
    network: Network,
    inside: Sequence[Place],
    outside: Sequence[_Outside],
    asking: _Asking,
    gateways: int,
    *,
    direct: bool | None,
) -> Laid:
    """Return the ways to lay, by their ends, and whether they lead one way only."""
    laid: Laid = {}
    mask = mask_of(asking.world, asking.constraints, asking.open_passages)
    for one in outside:
        for gateway in _nearest(network, one, asking, mask, gateways):
            found = _way(asking, one.end, _end_of(asking.world, gateway))
            if found is not None:
                laid[one.id, gateway.id] = found, False
    if direct is False:
        return laid
    ends = {one.id: one.end for one in outside}
    every = ends | {place.id: _end_of(asking.world, place) for place in inside if place.lat is not None}
    joined = {} if direct else reached_from(network, every, [*laid])
    for here, there in permutations(every, 2):
        both = {(here, there), (there, here)}
        if not {here, there} & ends.keys() or any(pair in laid and not laid[pair][1] for pair in both):
            continue
        served = not {here, there} <= ends.keys() and there in joined.get(here, ())
        if not served and (found := _way(asking, every[here], every[there])) is not None:
            laid[here, there] = found, True
    return laid


def _checked(
    network: Any,
    world: Any,
    speeds: Any,
    constraints: Any,
    options: tuple[Any, Any],
    open_passages: Iterable[str],
    within_km: Any,
) -> _Asking:
    gateways, direct = options
    kept = Constraints() if constraints is None else constraints
    problems = []
    if not isinstance(network, Network):
        problems.append(
            f"network={type(network).__name__}: expected a network of services, as networks.load('eurasia')"
        )
    if not isinstance(world, WayGraph):
        problems.append(f"world={type(world).__name__}: expected {GRAPH}")
    needs = "expected routing.Speeds(sea_kn=..., rail_kmh=..., transfer_h=...)"
    if not isinstance(speeds, Speeds):
        problems.append(f"speeds={speeds!r}: {needs}")
    elif speeds.transfer_h is None or (isinstance(world, WayGraph) and speeds.missing(world)):
        problems.append(f"speeds={speeds}: {needs}, all that {getattr(world, 'name', 'world')} has and the transfer")
    if isinstance(gateways, bool) or not isinstance(gateways, int) or gateways < 1:
        problems.append(f"gateways={gateways!r}: expected a whole number from 1")
    if direct is not None and not isinstance(direct, bool):
        problems.append(f"direct={direct!r}: expected True, False or None")
    if not isinstance(kept, Constraints):
        problems.append(f"constraints={kept!r}: expected routing.Constraints(...)")
    elif kept != Constraints(**{name: getattr(kept, name) for name in BANS}):
        problems.append(f"constraints: ways of the world are laid within bans alone: {', '.join(BANS)}")
    if problems:
        raise QuestionError(problems)
    opened = (open_passages,) if isinstance(open_passages, str) else tuple(open_passages)
    return _Asking(world, speeds, kept, opened, within_km)


def _resolved(network: Network, world: WayGraph, places: Any) -> tuple[list[Place], list[_Outside]]:
    """Return the places that the network has, and those that it has not; raise an error with all that is wrong."""
    given = [places] if isinstance(places, str | Place) or _is_pair(places) else list(items_of(places))
    inside, outside, wrong = [], [], list[Exception]()
    for one in given:
        try:
            found = _known(network, one)
            if found is not None:
                inside.append(found)
                continue
            end = asked_of(world, one)
            taken = end.id and end.id not in network.catalogue["places"]["id"]
            key = end.id if taken else free_id(network, f"own:{end.lat:g}:{end.lon:g}")
            outside.append(_Outside(key, end))
        except (QuestionError, UnknownNameError) as error:
            wrong.append(error)
    if len(wrong) == 1:
        raise wrong[0]
    if wrong:
        raise QuestionError([text for error in wrong for text in getattr(error, "problems", [str(error)])])
    return list(dict.fromkeys(inside)), list({one.id: one for one in outside}.values())


def _known(network: Network, given: Any) -> Place | None:
    """Return the place of the network that is meant; None where it has none."""
    if isinstance(given, Place):
        return network.places.get(given.id)
    if not isinstance(given, str) or _is_position(given):
        return None
    try:
        return network.place(given)
    except AmbiguousNameError:
        raise
    except UnknownNameError:
        return None


def _is_pair(given: Any) -> bool:
    """Tell whether two numbers are given, which are one position and not two places."""
    return isinstance(given, tuple | list) and len(given) == 2 and all(isinstance(one, Real) for one in given)


def _is_position(given: Any) -> bool:
    try:
        return position_in(given) is not None
    except ValueError:
        return True  # told by `asked_of`


def _place_row(one: _Outside) -> dict[str, Any]:
    name = one.end.name.removesuffix(f" ({one.end.id})")
    row = {"id": one.id, "name": name, "country": country_at((one.end.lon, one.end.lat)), "kind": "other"}
    note = f"of {WORLD_WAYS}: begins and ends journeys alone"
    return row | {"lat": one.end.lat, "lon": one.end.lon, "through": False, "source": WORLD_WAYS, "note": note}


def _nearest(network: Network, one: _Outside, asking: _Asking, mask: Bools | None, number: int) -> list[Place]:
    """Return the terminals of a network that are nearest by time, on the largest part of the world."""
    world = asking.world
    here = _node(world, one.end, asking.within_km)
    if here is None:
        km = float(world.km_to(one.end.lat, one.end.lon, np.flatnonzero(world.part == 0)).min())
        words = f"nothing of {world.name} within {asking.within_km:g} km (within_km); the nearest is {km:,.0f} km away"
        raise QuestionError([f"{one.end.name}: {words}"])
    reached = digraph_of(world, asking.speeds).distances_from(here, minimise=TIME, arc_mask=mask)
    found = []
    banned = asking.constraints.banned_territories
    for place in terminals(network):
        if place.country in banned:
            continue
        node = _node(world, _end_of(world, place), GATEWAY_KM)
        if node is not None and reached[node] >= 0:
            found.append((int(reached[node]), place.id, place))
    return [place for _, _, place in sorted(found, key=lambda row: row[:2])[:number]]


def _node(world: WayGraph, end: Asked, within_km: float) -> int | None:
    """Return the node of the largest part of the world at which an end joins it; None where none is near enough."""
    if end.node >= 0:
        return end.node
    nodes, km = near(world, (end.lat, end.lon), within_km)
    main = world.part[nodes] == 0
    nodes, km = nodes[main], km[main]
    return snapped(world, (end.lat, end.lon), nodes, km).node if len(nodes) else None


def _end_of(world: WayGraph, place: Place) -> Asked:
    """Return a place of the network as the world knows it: a seaport by its own node, where that is near."""
    assert place.lat is not None and place.lon is not None
    for port in world.ports_by_name.get(folded(place.id), ()):
        if place.kind == "seaport" and great_circle_km(port.lat, port.lon, place.lat, place.lon) <= GATEWAY_KM:
            return Asked(place.name, port.lat, port.lon, port.node, place.id)
    return Asked(place.name, place.lat, place.lon, id=place.id)


def _way(asking: _Asking, one: Asked, other: Asked) -> Way | None:
    """Return the quickest way between two ends; None where there is none, or they are one."""
    if one == other:
        return None
    found = way(
        asking.world,
        one,
        other,
        minimise="time",
        speeds=asking.speeds,
        constraints=asking.constraints,
        open_passages=asking.open_passages,
        within_km=asking.within_km,
    )
    return None if found.arcs is None else found


def _tell(network: Network, outside: Sequence[_Outside], laid: Laid) -> None:
    """Warn of the ways that were laid: from where, to how many terminals, to which in the least time."""
    told = []
    for one in outside:
        ways = {pair[pair[0] == one.id]: found for pair, (found, directed) in laid.items() if one.id in pair}
        nearest = min(ways, key=lambda place: ways[place].hours or 0.0)
        days = (ways[nearest].hours or 0.0) / 24
        told.append(
            f"{len(ways)} ways of the world lead from {one.end.name}, the quickest to {nearest} in {days:.1f} days"
        )
    warnings.warn(f"{network.name}: {'; '.join(told)} ({MODEL})", DataWarning, stacklevel=3)
