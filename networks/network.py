"""`Network`: what exists, immutable and indexed. It is built by the readers, the builder and by scenarios."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterable, Mapping
from functools import cache, cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from networks.model.calendars import DeparturePattern, OpeningHours
from networks.model.causes import CauseLoading, Causes
from networks.model.closure import Closure
from networks.model.customs import area_of, members_of
from networks.model.distributions import Distribution
from networks.model.elements import Corridor, CustomsMember, Link, Operation, Place, Procedure, Service, Stop
from networks.model.figure import Figure, FigureKey, Source
from networks.model.keys import MONEY, currency_key
from networks.model.offer import of_all_dates, on_offer, withheld_of, withheld_words
from networks.model.opened import planned_links, years_opened
from networks.model.scenario import Change
from networks.model.schema import columns
from networks.model.sealed import Sealed
from networks.model.tables import ElementMapping, Table, empty_table, frozen

if TYPE_CHECKING:
    import networkx
    import pandas

    from networks.parts.connectivity import Connectivity
    from networks.parts.nearest import Nearest

T = TypeVar("T")
NO_POINTS = frozen(np.empty((0, 2)))


class Network(Sealed):
    """Places, links, services, operations and procedures with their figures and sources; immutable.

    Build one with `networks.load`, `networks.read`, `networks.NetworkBuilder`, `networks.from_networkx` or
    `networks.from_frames`; all of them check the data first.

    Attributes
    ----------
    name, title, as_of, price_year, currency, note
        The heading of every answer: what the network is, of when, in whose money.
    scenario
        Names of the scenarios applied, in their order.
    places, links, services, operations, procedures, closures, corridors, sources
        Mapping id -> frozen record, of what is on offer; services: at the as-of date; closures: of all days; corridors:
        with all their gateway links.
    withheld
        Mapping id -> (table, reason) of the elements that are known but not on offer here.
    contradicted
        Mapping link -> territories that its course runs in by geometry, and that it does not list.

    Examples
    --------
    >>> import networkx, networks
    >>> net = networks.from_networkx(networkx.Graph([("A", "B", {"hours": 60})]), mode="sea")
    >>> net
    <Network graph: 2 places, 1 links, 0 services>
    >>> net.place("A").id, net.links["sea:A-B"].hours
    ('A', 60.0)
    >>> net.to_frames()["links"]["mode"].tolist()
    ['sea']
    """

    def __init__(
        self,
        tables: Mapping[str, Table],
        *,
        scenario: tuple[str, ...] = (),
        reasons: Mapping[str, str] | None = None,
        contradicted: Mapping[str, frozenset[str]] | None = None,
    ) -> None:
        self.catalogue: Mapping[str, Table] = MappingProxyType(
            {name: tables[name] if name in tables else empty_table(name) for name in columns()}
        )
        self.tables: Mapping[str, Table] = MappingProxyType(on_offer(self.catalogue))
        self.scenario = scenario
        self.reasons: Mapping[str, str] = MappingProxyType(dict(reasons or {}))
        if contradicted is not None:  # known already, so that no border need be read
            self.__dict__["contradicted"] = MappingProxyType(dict(contradicted))
        self._worked_out: dict[Any, Any] = {}
        heading = self.catalogue["network"].row(0)
        self.name: str = heading["name"]
        self.title: str = heading["title"]
        self.as_of: datetime.date | None = heading["as_of"]
        self.price_year: int | None = heading["price_year"]
        self.currency: str = heading["currency"] or MONEY
        self.note: str = heading["note"]
        self.places: Mapping[str, Place] = ElementMapping(
            "place",
            self.tables["places"],
            lambda row: Place(**row),
            others=self._other_names,
            withheld=lambda name: withheld_words(self.catalogue, self.withheld, "places", name),
        )
        self.links: Mapping[str, Link] = self._mapping("link", "links", Link)
        self.operations: Mapping[str, Operation] = self._mapping("operation", "operations", Operation)
        self.procedures: Mapping[str, Procedure] = self._mapping("procedure", "procedures", Procedure)
        self.closures: Mapping[str, Closure] = self._mapping("closure", "closures", Closure)
        self.corridors: Mapping[str, Corridor] = self._mapping("corridor", "corridors", Corridor)
        self.sources: Mapping[str, Source] = self._mapping("source", "sources", Source)
        self.services: Mapping[str, Service] = self._services(self.tables)
        self.seal()

    def worked_out(self, key: Any, work: Callable[[], T]) -> T:
        """Return what `work` makes of this network, made once for a key; it is kept as long as the network is."""
        if key not in self._worked_out:
            self._worked_out[key] = work()
        found: T = self._worked_out[key]
        return found

    def _mapping(self, kind: str, table: str, record: Callable[..., Any]) -> Mapping[str, Any]:
        return ElementMapping(
            kind,
            self.tables[table],
            lambda row: record(**row),
            withheld=lambda name: withheld_words(self.catalogue, self.withheld, table, name),
        )

    def _services(self, tables: Mapping[str, Table]) -> Mapping[str, Service]:
        runs = cache(lambda: (_stops_of(tables["stops"]), _links_of(tables["area_links"])))

        def service(row: dict[str, Any]) -> Service:
            stops, links = runs()
            return Service(**row, stops=stops.get(row["id"], ()), links=tuple(links.get(row["id"], ())))

        return ElementMapping(
            "service",
            tables["services"],
            service,
            withheld=lambda name: withheld_words(self.catalogue, self.withheld, "services", name),
        )

    def _other_names(self) -> list[tuple[str, str]]:
        table = self.catalogue["other_names"]
        return list(zip(table["place"].tolist(), table["name"].tolist(), strict=True))

    @cached_property
    def other_names(self) -> Mapping[str, tuple[str, ...]]:
        """Return place -> its former names and names in other languages."""
        grouped: dict[str, list[str]] = {}
        for place, name in self._other_names():
            grouped.setdefault(place, []).append(name)
        return MappingProxyType({place: tuple(names) for place, names in grouped.items()})

    def place(self, name: str) -> Place:
        """Return the place that a word means: an id, a full name or another name, of one place alone.

        Case, accents, hyphens and stops count for nothing; `networks.model.place_names` says more. `places` goes by
        ids only.

        Raises
        ------
        UnknownNameError
            No place is called so: the error suggests those that are near, or says why it is not on offer.
        AmbiguousNameError
            Several places are; the error names them.

        Examples
        --------
        >>> import networks
        >>> net = networks.load("eurasia")
        >>> net.place("Yokohama").id, net.place("москва").id, net.place("St Petersburg").id
        ('JPYOK', 'RUMOW', 'RULED')
        """
        from networks.model.place_names import place_id  # not above: most places are given by id

        return self.places[place_id(self, name)]

    @property
    def is_served(self) -> bool:
        """Tell whether the network has services at all, on offer or not: then links without hours are run by them."""
        return bool(len(self.catalogue["services"]))

    @cached_property
    def _all_dates(self) -> Mapping[str, Table]:
        return of_all_dates(self.catalogue, self.tables)

    @cached_property
    def services_of_all_dates(self) -> Mapping[str, Service]:
        """Return the services on offer on any day: those of `services`, those that ended before and those to come."""
        return self.services if self._all_dates is self.tables else self._services(self._all_dates)

    @cached_property
    def figures(self) -> Mapping[tuple[str, str], Figure]:
        """Return every figure, keyed by (element, quantity)."""
        rows = (Figure(**row) for row in self.tables["figures"].rows())
        return MappingProxyType({(figure.element, figure.quantity): figure for figure in rows})

    def figure(self, element: str, quantity: str) -> Figure | None:
        """Return a figure of an element, or None where there is none."""
        return self.figures.get((element, quantity))

    @cached_property
    def departures(self) -> Mapping[str, tuple[DeparturePattern, ...]]:
        """Return the patterns by which services depart, of all that are known, on offer or not."""
        return _grouped(self.catalogue["departures"], "service", DeparturePattern)

    @cached_property
    def opening_hours(self) -> Mapping[str, tuple[OpeningHours, ...]]:
        """Return when places, operations and procedures are open, of those that are not always."""
        return _grouped(self.catalogue["opening_hours"], "element", OpeningHours)

    @cached_property
    def causes(self) -> Mapping[str, tuple[CauseLoading, ...]]:
        """Return what makes times go wrong together: cause -> how far it moves which elements."""
        return _grouped(self.catalogue["causes"], "cause", CauseLoading)

    @cached_property
    def distributions(self) -> Mapping[FigureKey, Distribution]:
        """Return how figures are spread, of those of which somebody fitted or counted it."""
        found = [Distribution(**row) for row in self.catalogue["distributions"].rows()]
        return MappingProxyType({(one.element, one.quantity): one for one in found})

    @cached_property
    def causes_of(self) -> Causes:
        """Return what the causes say of each figure."""
        return Causes(self.catalogue)

    @cached_property
    def withheld(self) -> Mapping[str, tuple[str, str]]:
        """Return what is known but not on offer: id -> (table, reason)."""
        return MappingProxyType(withheld_of(self.catalogue, self.tables, self.reasons))

    @cached_property
    def seasonal(self) -> Mapping[str, frozenset[int]]:
        """Return the months of departure of each seasonal service on offer."""
        table = self.tables["services"]
        pairs = zip(table["id"].tolist(), table["months"].tolist(), strict=True)
        return MappingProxyType({service: frozenset(months) for service, months in pairs if months})

    @cached_property
    def ends_only(self) -> frozenset[str]:
        """Return the places on offer at which goods begin and end and that they do not pass."""
        table = self.tables["places"]
        return frozenset(table["id"][~table["through"]].tolist())

    @cached_property
    def dated(self) -> Mapping[str, Service]:
        """Return the services of any date that do not run on every day: by months, or from or until a day."""
        table = self._all_dates["services"]
        cells = (table[name].tolist() for name in ("id", "months", "from_date", "until_date"))
        found = [name for name, *dates in zip(*cells, strict=True) if any(dates)]
        return MappingProxyType({name: self.services_of_all_dates[name] for name in found})

    @cached_property
    def planned(self) -> Mapping[str, bool]:
        """Return the planned links on offer, and whether they are supposed to be open all the same."""
        return MappingProxyType(planned_links(self.tables["links"]))

    @cached_property
    def opening_years(self) -> Mapping[str, int]:
        """Return the years in which links on offer opened or will open, of those that say so."""
        return MappingProxyType(years_opened(self.tables["links"]))

    @cached_property
    def customs_members(self) -> tuple[CustomsMember, ...]:
        """Return the memberships of territories in customs areas."""
        return members_of(self.tables)

    def customs_area(self, territory: str) -> str:
        """Return the customs area of a territory at the as-of date, or after all dates; itself if it is in none."""
        return area_of(territory, self.customs_members, self.as_of)

    @cached_property
    def _waypoints(self) -> dict[str, NDArray[np.float64]]:
        table = self.tables["waypoints"]
        grouped: dict[str, list[tuple[int, float, float]]] = {}
        cells = (table[name].tolist() for name in ("link", "seq", "lat", "lon"))
        for link, seq, lat, lon in zip(*cells, strict=True):
            grouped.setdefault(link, []).append((seq, lat, lon))
        return {link: frozen(np.array(sorted(points))[:, 1:]) for link, points in grouped.items()}

    def waypoints(self, link: str) -> NDArray[np.float64]:
        """Return the way-points of a link from tail to head, ends not included; shape (n, 2), lat and lon."""
        return self._waypoints.get(link, NO_POINTS)

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
    def contradicted(self) -> Mapping[str, frozenset[str]]:
        """Return the links whose course contradicts their codes: link -> territories that it runs in and does not list.

        By way-points and the positions of the ends against Natural Earth borders, deeper than 5 km; also of links that
        are withheld. A link of which neither territories nor the countries of its ends are stated contradicts nothing.
        """
        from networks.geo.courses import contradictions  # not above: most questions look at no border

        found = contradictions(*(self.catalogue[name] for name in ("places", "links", "waypoints")))
        links = self.catalogue["links"]["id"]
        return MappingProxyType({links[row]: frozenset(codes) for row, codes in found.items()})

    @cached_property
    def content_hash(self) -> str:
        """Return the first 12 hex digits of the SHA-256 of the digests of all tables that have rows."""
        digests = (self.catalogue[name].digest for name in sorted(self.catalogue) if len(self.catalogue[name]))
        return hashlib.sha256(b"".join(digests)).hexdigest()[:12]

    @property
    def heading(self) -> str:
        """Return the line that every answer starts with."""
        parts = [self.title or self.name]
        parts += [f"scenario {' + '.join(self.scenario)}"] if self.scenario else []
        parts += [f"as of {self.as_of}"] if self.as_of else []
        told = "" if self.currency == MONEY else f", told in {self.currency} too{self._rate}"
        year = f" of {self.price_year}" if self.price_year else ""
        parts += [f"{MONEY}{year}{told}"] if year or told else []
        return "; ".join([*parts, f"data {self.content_hash}"])

    @property
    def _rate(self) -> str:
        """Return by which rate money is told in another currency; "" where that is not stated."""
        rate = self.figure(currency_key(self.currency), "usd_per_unit")
        if rate is None:
            return ""
        return f" at {rate.value:g} {MONEY}" + (f" of {rate.year}" if rate.year else "")

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
        known = self.__dict__.get("contradicted")
        contradicted = None if known is None else dict(known)
        return _rebuilt, (dict(self.catalogue), self.scenario, dict(self.reasons), contradicted)

    def of_tables(
        self, tables: Mapping[str, Table], *, scenario: tuple[str, ...], reasons: Mapping[str, str]
    ) -> Network:
        """Return a network of other tables, which were checked."""
        known = self.__dict__.get("contradicted")
        if known is not None:
            from networks.geo.courses import same_courses

            known = known if same_courses(self.catalogue, tables) else None
        return Network(tables, scenario=scenario, reasons=reasons, contradicted=known)

    def apply(self, changes: Iterable[Change]) -> Network:
        """Return a new network with changes made, in their order; this one stays as it is.

        Raises
        ------
        DataError
            A change that cannot be made, or a result that does not pass the checks; all findings at once.
        """
        from networks.changes.applying import apply_changes

        return apply_changes(self, changes)

    def within(self, area: Any = None, *, territories: Any = None, modes: Any = None) -> Network:
        """Return the part of this network that lies within an area, or in some territories, or goes by some modes.

        A place is kept whose position lies in the area and whose country is among the territories, if a link is kept
        that ends there; a link with both ends kept, by one of the modes, that lists none but those territories. Between
        its ends the course of a link may leave the area. Services keep running where all their stops and links are
        kept, areas over the links that are left. `note` tells what was kept.

        Parameters
        ----------
        area
            South, west, north and east in degrees (west above east: over the 180th meridian), or what
            `routing.Constraints` takes for areas: polygons of shapely, GeoJSON, rings of (lat, lon) pairs.
        territories
            Codes or names, one or several; ``"CN"`` takes in HK and MO.
        modes
            One or several.

        Raises
        ------
        DataError
            Nothing to go by, what is no area, territory or mode, or no link left; all findings.

        Warns
        -----
        DataWarning
            What went with the rest (services, corridors, closures, scenarios), and what was left out because nobody
            says where it lies.

        Examples
        --------
        >>> import warnings, networks
        >>> net = networks.load("eurasia")
        >>> with warnings.catch_warnings():
        ...     warnings.simplefilter("ignore")  # it tells what went with the rest
        ...     net.within(territories={"KZ", "UZ"}, modes="rail")
        <Network eurasia: 58 places, 64 links, 5 services>
        """
        from networks.parts.within import part_within

        part, words = part_within(self, area, territories=territories, modes=modes)
        tables = dict(part.tables)
        note = np.array([f"{self.note}; {words}" if self.note else words], dtype=object)
        tables["network"] = tables["network"].with_cells(note=note)
        return self.of_tables(tables, scenario=self.scenario, reasons=self.reasons)

    def nearest(self, lat: float, lon: float, kind: str = "", *, mode: str = "", within_km: float = 100.0) -> Nearest:
        """Return the place on offer that lies nearest to a point, and how far it is on the sphere.

        Parameters
        ----------
        lat, lon
            Degrees north and east.
        kind
            A kind of `Place`, or ``port`` (seaport), ``terminal`` (a rail terminal, dry port or seaport) or ``station``
            (rail terminal or junction); "": every place with a position.
        mode
            Only places at which links of this mode end; "": all.
        within_km
            What is farther away is refused.

        Raises
        ------
        DataError
            No such place within the distance: the nearest one is told; or arguments that say nothing.

        Examples
        --------
        >>> import networks
        >>> found = networks.load("eurasia").nearest(35.68, 139.77, kind="port")  # Tokyo station
        >>> found.place.id, round(found.km, 1)
        ('JPTYO', 7.1)
        """
        from networks.parts.nearest import nearest_place

        return nearest_place(self, lat, lon, kind, mode, within_km)

    def connectivity(self) -> Connectivity:
        """Return what hangs together by the links on offer: parts, dead ends, one-way traps, bridges."""
        from networks.parts.connectivity import connectivity_of

        return self.worked_out(connectivity_of, lambda: connectivity_of(self))

    def to_networkx(self) -> networkx.MultiDiGraph:  # type: ignore[type-arg]  # generic in its stubs only
        """Return places and links as a MultiDiGraph with every attribute; undirected links become two edges."""
        from networks.writers.graphs import to_networkx

        return to_networkx(self)

    def to_frames(self) -> dict[str, pandas.DataFrame]:
        """Return every table as a pandas DataFrame."""
        from networks.writers.frames import to_frames

        return to_frames(self)

    def _repr_html_(self) -> str:
        from networks.writers.html import network_html

        return network_html(self)


def _stops_of(table: Table) -> dict[str, tuple[Stop, ...]]:
    """Return the stops of each line, in the order of travel."""
    grouped: dict[str, list[Stop]] = {}
    for row in table.rows():
        grouped.setdefault(row["service"], []).append(Stop(**row))
    return {service: tuple(sorted(stops, key=lambda stop: stop.seq)) for service, stops in grouped.items()}


def _grouped(table: Table, key: str, record: Callable[..., T]) -> Mapping[str, tuple[T, ...]]:
    """Return the rows of a table as records, by the element that they speak of."""
    found: dict[str, list[T]] = {}
    for row in table.rows():
        found.setdefault(row[key], []).append(record(**row))
    return MappingProxyType({element: tuple(records) for element, records in found.items()})


def _links_of(table: Table) -> dict[str, list[str]]:
    """Return the links of each area."""
    grouped: dict[str, list[str]] = {}
    for service, link in zip(table["service"].tolist(), table["link"].tolist(), strict=True):
        grouped.setdefault(service, []).append(link)
    return grouped


def _rebuilt(
    tables: Mapping[str, Table],
    scenario: tuple[str, ...],
    reasons: Mapping[str, str],
    contradicted: Mapping[str, frozenset[str]] | None = None,
) -> Network:
    """Return a network that was sent to another process."""
    return Network(tables, scenario=scenario, reasons=reasons, contradicted=contradicted)
