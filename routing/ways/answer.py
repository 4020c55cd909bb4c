"""`Way`: how long the way between two ends is on a graph of ways, and where it runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from networks.geo.borders import clearance_km
from networks.geo.sphere import Floats, great_circle_km
from networks.geo.territories import banned_codes
from networks.geo.worldview import seen_by
from networks.ways.graph import WayGraph
from networks.ways.land import km_by_territory, land_km_of
from networks.ways.marks import GAP, SEA, TRANSFER, WAY_MODES, Ints
from routing.answer_warning import AnswerWarning
from routing.answers.shown import Mapped
from routing.auditing.audit import TOLERANCE_KM
from routing.auditing.verdict import Verdict
from routing.errors import LimitReachedError, NoRouteError, QuestionError
from routing.question.constraints import Constraints
from routing.status import Status
from routing.ways.ends import WayEnd
from routing.ways.speeds import KNOT_KMH, MILLIMINUTES_PER_H, Speeds
from routing.ways.told import warnings_of

if TYPE_CHECKING:
    from networks.network import Network

NAUTICAL_MILE_KM = KNOT_KMH
JOIN = "straight"


@dataclass(frozen=True, slots=True, kw_only=True)
class WayLeg:
    """A part of a way by one mode.

    Attributes
    ----------
    mode
        ``sea``, ``rail``, ``transfer`` (between the two) or ``gap`` (closed in a straight line); ``straight`` from an
        end to the graph, or from end to end over open water.
    km, hours
        Length, and time at the stated speeds; None without them.
    from_lat, from_lon, to_lat, to_lon
        Where it begins and ends.
    """

    mode: str
    km: float
    hours: float | None
    from_lat: float
    from_lon: float
    to_lat: float
    to_lon: float


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class Way(Mapped):
    """The shortest or quickest way between two ends on a graph of ways, or why there is none.

    It is a length, and a time by speeds that somebody stated; nothing says that a service runs there.

    Attributes
    ----------
    graph
        What was searched.
    origin, destination
        The ends, and where they join the graph.
    vias
        What it runs through, in order, and where that joins the graph.
    minimise, constraints, closed, speeds
        What was asked; `closed` are all passages that were closed.
    status
        `Status.OPTIMAL`, or `Status.INFEASIBLE`. Where a limit of time was reached `Status.UNKNOWN`, or, with a way,
        `Status.FEASIBLE` (of a front `Status.TRUNCATED`).
    reason, blocked_by
        Without a way, or without proof: why; and the bans and limits of which each, lifted alone, opens one.
    arcs : int64, shape (n,), or None
        Arcs in order: edge i forwards is i, backwards n_edges + i.
    direct
        The ends are nearer to each other than to any lane, over open water: the way is the great circle between them.

    Examples
    --------
    >>> import numpy as np, networks, routing
    >>> graph = networks.WayGraph.of_edges("toy", np.array([(139.7, 35.3), (142.0, 38.0)]), [(0, 1)])
    >>> found = routing.way(graph, (35.3, 139.7), (38, 142), speeds=routing.Speeds(sea_kn=16))
    >>> found
    <Way 35.3, 139.7 - 38, 142: 364 km>
    >>> [(leg.mode, round(leg.hours, 1)) for leg in found.legs]
    [('sea', 12.3)]
    """

    graph: WayGraph
    origin: WayEnd
    destination: WayEnd
    minimise: str
    constraints: Constraints
    closed: frozenset[str]
    speeds: Speeds | None
    status: Status
    reason: str = ""
    blocked_by: tuple[str, ...] = ()
    arcs: NDArray[np.int64] | None = None
    direct: bool = False
    vias: tuple[WayEnd, ...] = ()

    def require(self) -> Way:
        """Return the way itself; raise NoRouteError where there is none, LimitReachedError where that is not known."""
        if self.arcs is None and self.status is Status.UNKNOWN:
            raise LimitReachedError(f"no way from {self.origin.name} to {self.destination.name} so far: {self.reason}")
        if self.arcs is None:
            told = f"; lifting one of these opens a way: {', '.join(self.blocked_by)}" if self.blocked_by else ""
            raise NoRouteError(f"no way from {self.origin.name} to {self.destination.name}: {self.reason}{told}")
        return self

    @property
    def edges(self) -> Ints:
        """Return the edges of the way, in order."""
        arcs = self.require().arcs
        assert arcs is not None
        return np.asarray(arcs % len(self.graph.metres), dtype=np.int64)

    @cached_property
    def nodes(self) -> Ints:
        """Return the nodes of the way, in order."""
        edges, graph = self.edges, self.graph
        assert self.arcs is not None
        forward = self.arcs < len(graph.metres)
        heads = np.where(forward, graph.head[edges], graph.tail[edges])
        return np.concatenate([[self.origin.node], heads])

    @property
    def course(self) -> Floats:
        """Return where the way runs, degrees north and east, shape (n, 2), the ends as they were asked for included."""
        ends = [np.array([(end.lat, end.lon)]) for end in (self.origin, self.destination)]
        if self.direct:
            return np.concatenate(ends)
        middle = self.graph.lon_lat[self.nodes][:, ::-1]
        apart = [len(end) > 0 and np.abs(end - middle[at]).max() > 1e-9 for end, at in zip(ends, (0, -1), strict=True)]
        return np.concatenate([*([ends[0]] if apart[0] else []), middle, *([ends[1]] if apart[1] else [])])

    @property
    def graph_km(self) -> float:
        """Return the length on the graph alone, without the ways from the two ends to it, in km."""
        return float(self.graph.metres[self.edges].sum() / 1000)

    @property
    def km(self) -> float:
        """Return the length in km, with the straight ways from the two ends to the graph."""
        return self.between_km if self.direct else self.graph_km + self.origin.km + self.destination.km

    @property
    def between_km(self) -> float:
        """Return how far the two ends lie from each other on the sphere, in km."""
        here, there = self.origin, self.destination
        return float(great_circle_km(here.lat, here.lon, there.lat, there.lon))

    @property
    def nautical_miles(self) -> float:
        """Return the length in nautical miles of 1.852 km."""
        return self.km / NAUTICAL_MILE_KM

    @property
    def hours(self) -> float | None:
        """Return the time at the stated speeds in hours, the ways from the ends to the graph included; None without."""
        if self.speeds is None:
            return None
        if self.direct:
            return self.km / (self.speeds.kmh(self.origin.mode) or np.inf)
        total = float(self.speeds.milliminutes(self.graph)[self.edges].sum() / MILLIMINUTES_PER_H)
        for end in (self.origin, self.destination):
            total += end.km / (self.speeds.kmh(end.mode) or np.inf)
        return total

    @property
    def days(self) -> float | None:
        """Return the time at the stated speeds in days; None without speeds."""
        return None if self.hours is None else self.hours / 24

    @cached_property
    def legs(self) -> tuple[WayLeg, ...]:
        """Return the parts of the way by one mode each, in order, without the ways from the ends to the graph."""
        edges, nodes, graph = self.edges, self.nodes, self.graph
        times = None if self.speeds is None else self.speeds.milliminutes(graph)
        modes = graph.mode[edges]
        begins = np.flatnonzero(np.append(True, modes[1:] != modes[:-1])) if len(edges) else np.zeros(0, dtype=np.int64)
        found = []
        for first, last in zip(begins.tolist(), [*begins[1:].tolist(), len(edges)], strict=False):
            part = edges[first:last]
            (lon, lat), (there_lon, there_lat) = graph.lon_lat[nodes[[first, last]]].tolist()
            found.append(
                WayLeg(
                    mode=WAY_MODES[modes[first]],
                    km=float(graph.metres[part].sum() / 1000),
                    hours=None if times is None else float(times[part].sum() / MILLIMINUTES_PER_H),
                    from_lat=lat,
                    from_lon=lon,
                    to_lat=there_lat,
                    to_lon=there_lon,
                )
            )
        return tuple(found)

    @property
    def parts(self) -> tuple[WayLeg, ...]:
        """Return the legs with the straight ways from the ends to the graph: they add up to the whole."""
        return tuple(self._parts())

    def _parts(self) -> Iterator[WayLeg]:
        here, there = self.origin, self.destination
        if self.direct:
            yield self._straight(self.km, here.mode, (here.lat, here.lon), (there.lat, there.lon))
            return
        if here.km:
            yield self._straight(here.km, here.mode, (here.lat, here.lon), (here.node_lat, here.node_lon))
        yield from self.legs
        if there.km:
            yield self._straight(there.km, there.mode, (there.node_lat, there.node_lon), (there.lat, there.lon))

    def _straight(self, km: float, mode: str, begin: tuple[float, float], end: tuple[float, float]) -> WayLeg:
        """Return a straight part, as fast as by the mode that it leads to."""
        hours = None if self.speeds is None else km / (self.speeds.kmh(mode) or np.inf)
        ends = {"from_lat": begin[0], "from_lon": begin[1], "to_lat": end[0], "to_lon": end[1]}
        return WayLeg(mode=JOIN, km=km, hours=hours, **ends)

    @property
    def km_by_mode(self) -> Mapping[str, float]:
        """Return the km of each mode, without the ways from the ends to the graph."""
        metres = np.bincount(
            self.graph.mode[self.edges], weights=self.graph.metres[self.edges], minlength=len(WAY_MODES)
        )
        return {mode: float(m / 1000) for mode, m in zip(WAY_MODES, metres, strict=True) if m}

    @property
    def transfers(self) -> int:
        """Return how often it changes between sea and rail."""
        return int((self.graph.mode[self.edges] == WAY_MODES.index(TRANSFER)).sum())

    @property
    def gaps_km(self) -> float:
        """Return how much of it runs over gaps of the data that were closed in straight lines, in km."""
        return self.km_by_mode.get(GAP, 0.0)

    @cached_property
    def passages(self) -> tuple[str, ...]:
        """Return the named passages that it goes through."""
        return self.graph.passages.borne_by(self.edges)

    @cached_property
    def territories(self) -> Mapping[str, float]:
        """Return the territories whose land it touches, with the km over it, by geometry."""
        with seen_by(self.graph.borders):
            return km_by_territory(self.graph, self.edges)

    @cached_property
    def land_km(self) -> float:
        """Return how many km of the legs by sea run over land, by Natural Earth 1:10m, canals included."""
        afloat = self.edges[self.graph.mode[self.edges] == WAY_MODES.index(SEA)]
        return float(land_km_of(self.graph, afloat).sum())

    @cached_property
    def warnings(self) -> tuple[AnswerWarning, ...]:
        """Return what the answer rests on that whoever uses it should know."""
        return warnings_of(self)

    def verdict(self, territory: str, *, tolerance_km: float = TOLERANCE_KM) -> Verdict:
        """Return how its course lies to the land of a territory, by geometry alone: inside, near, or clear.

        ``"CN"`` means the mainland with HK and MO. Inside is what lies deeper than the tolerance behind the border.
        """
        line = self.course[:, ::-1]
        with seen_by(self.graph.borders):
            found = [clearance_km(line, code) for code in sorted(banned_codes([territory]) & self.graph.borders.codes)]
        if not found:
            raise QuestionError([f"territory={territory!r}: {self.graph.borders.name} has no borders of it"])
        if max(one.inside_depth_km for one in found) > tolerance_km:
            return Verdict.INSIDE
        return Verdict.WITHIN_TOLERANCE if min(one.distance_km for one in found) <= tolerance_km else Verdict.CLEAR

    def to_network(self, name: str = "", *, gauge_mm: int | None = None) -> Network:
        """Return the way as a network: its ends, places where the mode changes, links with their real courses.

        Links have lengths, hours where speeds were stated, the territories that they touch and their way-points, and no
        price. `networks.join` joins it to another network, which then reaches farther.

        Parameters
        ----------
        name
            Of the network; "": way.
        gauge_mm
            Gauge of all its railways in mm, which a graph of ways does not know.

        Raises
        ------
        NoRouteError
            There is no way.
        QuestionError
            It runs by rail, and no gauge is given.
        """
        from routing.ways.as_network import network_of

        return network_of(self, name, gauge_mm)
