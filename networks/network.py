"""`Network`: what exists, immutable and indexed. It is built by the readers, the builder and by scenarios."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from networks.elements import Change, CustomsMember, Figure, Link, Operation, Place, Procedure, Service, Source, Stop
from networks.schema import columns
from networks.tables import DeferredTable, ElementMapping, Table, empty_table

if TYPE_CHECKING:
    import networkx
    import pandas

WITHHOLDABLE = ("places", "links", "services")  # the tables with a column `offered`


class Network:
    """Places, links, services, operations and procedures with their figures and sources; immutable.

    Build one with `networks.load`, `networks.read`, `networks.NetworkBuilder`, `networks.from_networkx` or
    `networks.from_frames`; all of them check the data first.

    Attributes
    ----------
    name, title, as_of, price_year, currency, note
        The heading of every answer: what the network is, of when, in whose money.
    scenario
        Names of the scenarios applied, in their order.
    places, links, services, operations, procedures, sources
        Mapping id -> frozen record, of what is on offer.
    withheld
        Mapping id -> (table, reason) of the elements that are known but not on offer here.
    """

    def __init__(
        self,
        tables: Mapping[str, Table],
        *,
        scenario: tuple[str, ...] = (),
        reasons: Mapping[str, str] | None = None,
    ) -> None:
        self.catalogue: Mapping[str, Table] = MappingProxyType(
            {name: tables[name] if name in tables else empty_table(name) for name in columns()}
        )
        self.tables: Mapping[str, Table] = MappingProxyType(on_offer(self.catalogue))
        self.scenario = scenario
        self.reasons: Mapping[str, str] = MappingProxyType(dict(reasons or {}))
        heading = self.catalogue["network"].row(0)
        self.name: str = heading["name"]
        self.title: str = heading["title"]
        self.as_of: datetime.date | None = heading["as_of"]
        self.price_year: int | None = heading["price_year"]
        self.currency: str = heading["currency"] or "USD"
        self.note: str = heading["note"]
        self.places: Mapping[str, Place] = self._mapping("place", "places", Place)
        self.links: Mapping[str, Link] = self._mapping("link", "links", Link)
        self.operations: Mapping[str, Operation] = self._mapping("operation", "operations", Operation)
        self.procedures: Mapping[str, Procedure] = self._mapping("procedure", "procedures", Procedure)
        self.sources: Mapping[str, Source] = self._mapping("source", "sources", Source)
        self.services: Mapping[str, Service] = ElementMapping("service", self.tables["services"], self._service)

    def _mapping(self, kind: str, table: str, record: Callable[..., Any]) -> Mapping[str, Any]:
        return ElementMapping(kind, self.tables[table], lambda row: record(**row))

    def _service(self, row: dict[str, Any]) -> Service:
        return Service(**row, stops=self._stops.get(row["id"], ()), links=tuple(self._area_links.get(row["id"], ())))

    @cached_property
    def _stops(self) -> dict[str, tuple[Stop, ...]]:
        grouped: dict[str, list[Stop]] = {}
        for row in self.tables["stops"].rows():
            grouped.setdefault(row["service"], []).append(Stop(**row))
        return {service: tuple(sorted(stops, key=lambda stop: stop.seq)) for service, stops in grouped.items()}

    @cached_property
    def _area_links(self) -> dict[str, list[str]]:
        grouped: dict[str, list[str]] = {}
        table = self.tables["area_links"]
        for service, link in zip(table["service"].tolist(), table["link"].tolist(), strict=True):
            grouped.setdefault(service, []).append(link)
        return grouped

    @cached_property
    def figures(self) -> Mapping[tuple[str, str], Figure]:
        """Return every figure, keyed by (element, quantity)."""
        rows = (Figure(**row) for row in self.tables["figures"].rows())
        return MappingProxyType({(figure.element, figure.quantity): figure for figure in rows})

    def figure(self, element: str, quantity: str) -> Figure | None:
        """Return a figure of an element, or None where there is none."""
        return self.figures.get((element, quantity))

    @cached_property
    def withheld(self) -> Mapping[str, tuple[str, str]]:
        """Return what is known but not on offer: id -> (table, reason)."""
        found = {}
        for name in WITHHOLDABLE:
            offered = set(self.tables[name]["id"].tolist())
            for row in self.catalogue[name].rows():
                if row["id"] not in offered:
                    found[row["id"]] = (name, self.reasons.get(row["id"], row["note"]))
        return MappingProxyType(found)

    @cached_property
    def seasonal(self) -> Mapping[str, frozenset[int]]:
        """Return the months of departure of each seasonal service on offer."""
        table = self.tables["services"]
        pairs = zip(table["id"].tolist(), table["months"].tolist(), strict=True)
        return MappingProxyType({service: frozenset(months) for service, months in pairs if months})

    @cached_property
    def customs_members(self) -> tuple[CustomsMember, ...]:
        """Return the memberships of territories in customs areas."""
        return tuple(CustomsMember(**row) for row in self.tables["customs_areas"].rows())

    def customs_area(self, territory: str) -> str:
        """Return the customs area of a territory at the network's as-of date; itself if it is in none."""
        for member in self.customs_members:
            begun = member.from_date is None or self.as_of is None or member.from_date <= self.as_of
            ended = member.until_date is not None and self.as_of is not None and member.until_date < self.as_of
            if member.territory == territory and begun and not ended:
                return member.area
        return territory

    @cached_property
    def _waypoints(self) -> dict[str, NDArray[np.float64]]:
        table = self.tables["waypoints"]
        grouped: dict[str, list[tuple[int, float, float]]] = {}
        cells = (table[name].tolist() for name in ("link", "seq", "lat", "lon"))
        for link, seq, lat, lon in zip(*cells, strict=True):
            grouped.setdefault(link, []).append((seq, lat, lon))
        return {link: np.array(sorted(points))[:, 1:] for link, points in grouped.items()}

    def waypoints(self, link: str) -> NDArray[np.float64]:
        """Return the way-points of a link from tail to head, ends not included; shape (n, 2), lat and lon."""
        return self._waypoints.get(link, np.empty((0, 2)))

    @cached_property
    def _waypoint_sources(self) -> dict[str, tuple[str, ...]]:
        table = self.tables["waypoints"]
        grouped: dict[str, list[tuple[int, str]]] = {}
        for link, seq, source in zip(*(table[name].tolist() for name in ("link", "seq", "source")), strict=True):
            grouped.setdefault(link, []).append((seq, source))
        return {link: tuple(source for _, source in sorted(points)) for link, points in grouped.items()}

    def waypoint_sources(self, link: str) -> tuple[str, ...]:
        """Return the source of each way-point of a link, from tail to head; "" where none is given."""
        return self._waypoint_sources.get(link, ())

    @cached_property
    def content_hash(self) -> str:
        """Return the first 12 hex digits of the SHA-256 of the digests of all tables."""
        digests = (self.catalogue[name].digest for name in sorted(self.catalogue))
        return hashlib.sha256(b"".join(digests)).hexdigest()[:12]

    def apply(self, changes: Iterable[Change]) -> Network:
        """Return a new network with changes made, in their order; this one stays as it is.

        Raises
        ------
        DataError
            A change that cannot be made, or a result that does not pass the checks; all findings at once.
        """
        from networks.scenario import apply_changes

        return apply_changes(self, tuple(changes))

    def to_networkx(self) -> networkx.MultiDiGraph:  # type: ignore[type-arg]  # generic in its stubs only
        """Return places and links as a MultiDiGraph with every attribute; undirected links become two edges."""
        from networks.writers.graphs import to_networkx

        return to_networkx(self)

    def to_frames(self) -> dict[str, pandas.DataFrame]:
        """Return every table as a pandas DataFrame."""
        from networks.writers.frames import to_frames

        return to_frames(self)

    @property
    def heading(self) -> str:
        """Return the line that every answer starts with."""
        parts = [self.title or self.name]
        parts += [f"scenario {' + '.join(self.scenario)}"] if self.scenario else []
        parts += [f"as of {self.as_of}"] if self.as_of else []
        parts += [f"{self.currency} of {self.price_year}"] if self.price_year else []
        return "; ".join([*parts, f"data {self.content_hash}"])

    def _repr_html_(self) -> str:
        from networks.notebook import network_html

        return network_html(self)

    def __repr__(self) -> str:
        return (
            f"<Network {'+'.join((self.name, *self.scenario))}: {len(self.places)} places, {len(self.links)} links, "
            f"{len(self.services)} services>"
        )

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Network):
            return NotImplemented
        return self.content_hash == other.content_hash

    def __hash__(self) -> int:
        return hash(self.content_hash)

    def __reduce__(self) -> tuple[Callable[..., Network], tuple[Any, ...]]:
        return _rebuilt, (dict(self.catalogue), self.scenario, dict(self.reasons))


def _rebuilt(tables: Mapping[str, Table], scenario: tuple[str, ...], reasons: Mapping[str, str]) -> Network:
    """Return a network that was sent to another process."""
    return Network(tables, scenario=scenario, reasons=reasons)


def on_offer(catalogue: Mapping[str, Table]) -> dict[str, Table]:
    """Return the tables without withheld elements and without the rows that hang on them."""
    places = catalogue["places"].where(catalogue["places"]["offered"])
    links = catalogue["links"]
    ends = _isin(links["tail"], places["id"]) & _isin(links["head"], places["id"])
    links = links.where(links["offered"] & ends)
    services = catalogue["services"]
    services = services.where(services["offered"] & _is_within_dates(services, catalogue["network"].row(0)["as_of"]))
    tables = dict(catalogue) | {"places": places, "links": links, "services": services}
    tables["stops"] = _kept(catalogue["stops"], "service", services["id"])
    area_links = _kept(catalogue["area_links"], "service", services["id"])
    tables["area_links"] = _kept(area_links, "link", links["id"])
    waypoints = catalogue["waypoints"]  # the most rows of all, and few questions look at them
    tables["waypoints"] = DeferredTable("waypoints", lambda: _kept(waypoints, "link", links["id"]))
    return tables


def _is_within_dates(services: Table, as_of: datetime.date | None) -> NDArray[np.bool_]:
    begun = [as_of is None or day is None or day <= as_of for day in services["from_date"].tolist()]
    still = [as_of is None or day is None or day >= as_of for day in services["until_date"].tolist()]
    return np.array(begun, dtype=np.bool_) & np.array(still, dtype=np.bool_)


def _kept(table: Table, column: str, ids: NDArray[Any]) -> Table:
    return table.where(_isin(table[column], ids))


def _isin(cells: NDArray[Any], ids: NDArray[Any]) -> NDArray[np.bool_]:
    known = set(ids.tolist())
    return np.fromiter((cell in known for cell in cells.tolist()), dtype=np.bool_, count=len(cells))
