"""`WayGraph`: ways by sea and rail as arrays, with lengths and no services."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

import numpy as np
from numpy.typing import NDArray

from networks.geo.sphere import EARTH_KM, Floats, angles, unit_vectors
from networks.geo.worldview import NATURAL_EARTH, Borders, seen_by
from networks.model.folding import folded
from networks.ways.marks import SEA, WAY_MODES, Ints, Marks

if TYPE_CHECKING:
    from networks.ways.faults import Faults

T = TypeVar("T")
NO_NETWORK = "; a graph of ways has no services: ask routing.way"


@dataclass(frozen=True, slots=True, kw_only=True)
class Port:
    """A port at sea that the graph knows by name.

    Attributes
    ----------
    id, name, country
        UN/LOCODE, name, and ISO 3166-1 code of the territory.
    lat, lon
        Degrees north and east.
    terminal
        Whether the list of ports says that it has a terminal.
    node
        Its own node where the graph has one for it, else -1.

    Examples
    --------
    >>> import networks
    >>> networks.Port(id="JPYOK", name="Yokohama", country="JP", lat=35.46, lon=139.63).terminal
    False
    """

    id: str
    name: str
    country: str
    lat: float
    lon: float
    terminal: bool = False
    node: int = -1


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class WayGraph:
    """Ways by sea and rail between positions, with lengths and no services; immutable.

    It answers how long a way is, and how long it takes at speeds that somebody states: `routing.way`. It says nothing
    of what runs there, how often, or at which price; gauges are not known. Edges run along great circles between nodes.

    Attributes
    ----------
    name, title, note
        What it is called, and what it is good for.
    attribution
        Whose data it is made of, under which licences, with versions.
    lon_lat : float64, shape (n_nodes, 2)
        Degrees east and north of each node.
    tail, head : int64, shape (n_edges,)
        Ends of each edge, which may be used both ways.
    metres : int64, shape (n_edges,)
        Length of each edge.
    mode : uint8, shape (n_edges,)
        Number of its mode: 0 sea, 1 rail, 2 transfer between the two, 3 a gap that was closed in a straight line.
    ports
        Ports that ends may be called by.
    closed
        Passages that are closed unless a question opens them.
    borders
        Whose borders its territories go by.

    Examples
    --------
    >>> import numpy as np
    >>> graph = WayGraph.of_edges("toy", np.array([(139.7, 35.4), (142.0, 38.0)]), [(0, 1)])
    >>> graph
    <WayGraph toy: 2 nodes, 1 edges, 0 ports>
    >>> round(graph.metres[0] / 1000)
    354
    """

    name: str
    title: str
    lon_lat: Floats
    tail: Ints
    head: Ints
    metres: Ints
    mode: NDArray[np.uint8]
    ports: Sequence[Port] = ()
    attribution: tuple[str, ...] = ()
    note: str = ""
    closed: frozenset[str] = frozenset()
    borders: Borders = NATURAL_EARTH
    marks: Mapping[str, Marks] = field(default_factory=dict)
    _kept: dict[Any, Any] = field(default_factory=dict)

    NO_NETWORK: ClassVar[str] = NO_NETWORK
    """What questions to networks of services say when they are handed a graph of ways."""

    @classmethod
    def of_edges(
        cls, name: str, lon_lat: Floats, pairs: Sequence[tuple[int, int]], *, mode: str = SEA, **more: Any
    ) -> WayGraph:
        """Return a graph of edges by one mode, as long as great circles."""
        from networks.ways.sea_lanes import undirected

        ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        edges = undirected(np.asarray(lon_lat, dtype=np.float64), ends[:, 0], ends[:, 1])
        modes = np.full(len(edges.tail), WAY_MODES.index(mode), dtype=np.uint8)
        return cls(name=name, title=name, **edges._asdict(), mode=modes, **more)

    def __post_init__(self) -> None:
        for cells in (self.lon_lat, self.tail, self.head, self.metres, self.mode):
            cells.setflags(write=False)

    def __repr__(self) -> str:
        return f"<WayGraph {self.name}: {len(self.lon_lat)} nodes, {len(self.metres)} edges, {len(self.ports)} ports>"

    def worked_out(self, key: Any, work: Callable[[], T]) -> T:
        """Return what `work` makes of this graph, made once for a key."""
        if key not in self._kept:
            self._kept[key] = work()
        found: T = self._kept[key]
        return found

    @property
    def modes(self) -> tuple[str, ...]:
        """Return the modes of its edges."""
        return tuple(WAY_MODES[number] for number in np.unique(self.mode).tolist())

    @property
    def territories(self) -> Marks:
        """Return which edges touch the land of which territory, by geometry; looked for when first asked."""
        return self.marks.get("territories") or self.worked_out("territories", self._touched)

    def _touched(self) -> Marks:
        from networks.ways.coding import touched

        with seen_by(self.borders):
            return touched(self)

    def with_borders(self, borders: Borders) -> WayGraph:
        """Return the graph as other borders see it: bans and territories of its answers go by them.

        Which ways touch which territory is looked for when first asked, on the whole world in some seconds.

        Parameters
        ----------
        borders
            Of `networks.read_borders`.
        """
        marks = {name: one for name, one in self.marks.items() if name != "territories"}
        return replace(self, borders=borders, marks=marks, _kept={})

    @property
    def passages(self) -> Marks:
        """Return which edges at sea run through which named passage."""
        from networks.ways.passing import passed

        return self.marks.get("passages") or self.worked_out("passages", lambda: passed(self))

    @cached_property
    def vectors(self) -> Floats:
        """Return the nodes as unit vectors."""
        return unit_vectors(self.lon_lat)

    @cached_property
    def by_latitude(self) -> tuple[Ints, Floats]:
        """Return the nodes from south to north, and their latitudes in degrees."""
        order = np.argsort(self.lon_lat[:, 1], kind="stable")
        return order, self.lon_lat[order, 1]

    @cached_property
    def part(self) -> Ints:
        """Return the part that each node hangs together with, by number from the largest, 0."""
        from networks.ways.parts import parts_of

        return parts_of(len(self.lon_lat), self.tail, self.head)

    @cached_property
    def mode_of_node(self) -> NDArray[np.uint8]:
        """Return the number of the mode of each node: the first of its edges; without edges none."""
        found = np.full(len(self.lon_lat), len(WAY_MODES), dtype=np.uint8)
        for end in (self.tail, self.head):
            np.minimum.at(found, end, self.mode)
        return found

    @cached_property
    def ports_by_name(self) -> Mapping[str, tuple[Port, ...]]:
        """Return id, or name without case and accents -> ports that bear it."""
        found: dict[str, tuple[Port, ...]] = {}
        for port in self.ports:
            for name in {folded(port.id), folded(port.name)}:
                found[name] = (*found.get(name, ()), port)
        return found

    def faults(self, within_km: float = 10.0) -> Faults:
        """Return what of its railways does not hang together: parts, closed gaps, and where parts come near.

        Parameters
        ----------
        within_km
            How near two parts must come to be listed.
        """
        from networks.ways.faults import faults_of

        return faults_of(self, within_km)

    def km_to(self, lat: float, lon: float, nodes: Ints | None = None) -> Floats:
        """Return how far nodes, or all, lie from a point on the sphere, in km."""
        vectors = self.vectors if nodes is None else self.vectors[nodes]
        return EARTH_KM * angles(vectors, unit_vectors(np.array([(lon, lat)]))[0])
