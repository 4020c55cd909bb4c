"""`NetworkBuilder`: a network by hand, element by element, checked as a whole when it is built."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Self, Unpack

from networks.admitting import checked_network
from networks.errors import DataError, Finding
from networks.model.calendars import DeparturePattern, OpeningHours
from networks.model.causes import CauseLoading
from networks.model.cells import shown, table_from_values
from networks.model.closure import Closure
from networks.model.distributions import Distribution
from networks.model.elements import Link, Place, Service
from networks.model.figure import Figure
from networks.model.given import catalogue_of, items_of, pair_of, refusal
from networks.model.keywords import (
    CauseCells,
    ClosureCells,
    DepartureCells,
    DistributionCells,
    FigureCells,
    LinkCells,
    OpeningCells,
    PlaceCells,
    ServiceCells,
    with_keywords_of,
)
from networks.model.scenario import Change
from networks.model.schema import columns
from networks.model.tables import Table
from networks.network import Network


class NetworkBuilder:
    """Collects elements and builds a `Network` of them.

    The columns are those of ``networks/data/columns.csv``; numbers are given as numbers, lists as tuples or as
    text separated by ``;``, and what is not known is left out; ``help`` of a method tells its keywords. Every method
    returns the builder. Nothing is checked before `build`, which tells everything that is wrong at once; only what
    cannot be taken apart into rows, such as stops or way-points given as a set, is refused (DataError) at once.

    Parameters
    ----------
    name, title, as_of, price_year, currency, note
        The heading of the network; `currency` is one in which totals are told beside USD.

    Examples
    --------
    >>> builder = NetworkBuilder("demo")
    >>> _ = builder.add_place(id="JPYOK", name="Yokohama", country="JP")
    >>> _ = builder.add_place(id="RUVVO", name="Vladivostok", country="RU")
    >>> _ = builder.add_link(id="sea:JPYOK-RUVVO", tail="JPYOK", head="RUVVO", mode="sea", hours=60, usd=500)
    >>> builder.build()
    <Network demo: 2 places, 1 links, 0 services>
    """

    def __init__(
        self,
        name: str,
        *,
        title: str = "",
        as_of: datetime.date | None = None,
        price_year: int | None = None,
        currency: str = "",
        note: str = "",
    ) -> None:
        self._base: dict[str, Table] = {}
        self._rows: dict[str, list[Mapping[str, Any]]] = {table: [] for table in columns()}
        heading = {"name": name, "title": title, "as_of": as_of, "price_year": price_year}
        self._rows["network"].append(heading | {"currency": currency, "note": note})

    @classmethod
    def from_network(cls, network: Network) -> Self:
        """Return a builder that begins with all of a network, what is withheld included.

        The names of applied scenarios and the reasons of their changes are not taken over.
        """
        base = dict(catalogue_of(network, "from_network", "network"))
        builder = cls(network.name)
        builder._base, builder._rows["network"] = base, []
        return builder

    @with_keywords_of(Place)
    def add_place(self, **cells: Unpack[PlaceCells]) -> Self:
        """Add a port, terminal, station or border crossing."""
        return self._add("places", **cells)

    @with_keywords_of(Link)
    def add_link(self, **cells: Unpack[LinkCells]) -> Self:
        """Add a way between two places; hours, usd and kg_co2e of the whole shipment make it usable by itself."""
        return self._add("links", **cells)

    def add_other_names(self, *, place: str, names: Sequence[str]) -> Self:
        """Add former names of a place and names in other languages, which are suggested and never routed on.

        Several names in one text are separated by ``;``.
        """
        for name in _items("other_names", "names", names, order=""):
            self._add("other_names", place=place, name=name)
        return self

    def add_waypoints(self, *, link: str, points: Sequence[tuple[float, float]], source: str = "") -> Self:
        """Add the way-points of a link from tail to head, as pairs of degrees north and east, ends not included."""
        for seq, (lat, lon) in enumerate(_pairs(points), 1):
            self._add("waypoints", link=link, seq=seq, lat=lat, lon=lon, source=source)
        return self

    @with_keywords_of(Service)
    def add_service(
        self,
        *,
        stops: Sequence[str | Mapping[str, Any]] = (),
        links: Sequence[str] = (),
        **cells: Unpack[ServiceCells],
    ) -> Self:
        """Add a line with its stops, or an area with its links.

        Parameters
        ----------
        stops
            Of a line, in the order of travel: a place, or the columns of ``stops.csv`` but for service and
            seq, such as ``{"place": "RUVVO", "path": ("sea:JPYOK-RUVVO",), "board": False}``.
        links
            Of an area: the links that it covers.
        """
        rows = _stops(cells["id"], stops)
        area = _items("area_links", "links", links, order="")
        self._rows["stops"] += rows
        for link in area:
            self._add("area_links", service=cells["id"], link=link)
        return self._add("services", **cells)

    @with_keywords_of(DeparturePattern)
    def add_departures(self, **cells: Unpack[DepartureCells]) -> Self:
        """Add a pattern of days and times at which a service departs from its first stop; it may have several."""
        return self._add("departures", **cells)

    @with_keywords_of(OpeningHours)
    def add_opening_hours(self, **cells: Unpack[OpeningCells]) -> Self:
        """Add hours at which a place, an operation or a procedure is open; what has none is always open."""
        return self._add("opening_hours", **cells)

    def add_operation(
        self, *, id: str, kind: str, place: str = "", from_side: str, to_side: str, source: str = "", note: str = ""
    ) -> Self:
        """Add a terminal operation; without a place it is done everywhere that has none of its own."""
        return self._add(
            "operations", id=id, kind=kind, place=place, from_side=from_side, to_side=to_side, source=source, note=note
        )

    def add_procedure(
        self,
        *,
        id: str,
        kind: str,
        place: str = "",
        area: str = "",
        grade: str = "",
        over: str | Sequence[str] = (),
        source: str = "",
        note: str = "",
    ) -> Self:
        """Add a border procedure; without a place it is carried out everywhere that has none of its own.

        One of kind ``surcharge`` is paid on what stands in `over`: places, links, services, borders.
        """
        cells = {"id": id, "kind": kind, "place": place, "area": area, "grade": grade, "over": over}
        return self._add("procedures", **cells, source=source, note=note)

    def add_customs_member(
        self,
        *,
        area: str,
        territory: str,
        from_date: datetime.date | None = None,
        until_date: datetime.date | None = None,
        source: str = "",
    ) -> Self:
        """Add the membership of a territory in a customs area."""
        return self._add(
            "customs_areas", area=area, territory=territory, from_date=from_date, until_date=until_date, source=source
        )

    @with_keywords_of(Closure)
    def add_closure(self, **cells: Unpack[ClosureCells]) -> Self:
        """Add what is closed, permitted or noted, with its days and for whom it holds."""
        return self._add("closures", **cells)

    @with_keywords_of(CauseLoading)
    def add_cause(self, **cells: Unpack[CauseCells]) -> Self:
        """Add how far a cause moves the times of an element; what bears one cause goes wrong together."""
        return self._add("causes", **cells)

    @with_keywords_of(Distribution)
    def add_distribution(self, **cells: Unpack[DistributionCells]) -> Self:
        """Add how a figure is spread, where somebody fitted or counted that."""
        return self._add("distributions", **cells)

    def add_corridor(self, *, id: str, name: str, links: Sequence[str], note: str = "") -> Self:
        """Add a corridor by its gateway links: a route that rides one of them uses it."""
        return self._add("corridors", id=id, name=name, links=links, note=note)

    @with_keywords_of(Figure)
    def add_figure(self, **cells: Unpack[FigureCells]) -> Self:
        """Add a figure of an element, with the row of sources that it rests on."""
        return self._add("figures", **cells)

    def add_source(
        self,
        *,
        id: str,
        title: str,
        published: str = "",
        url: str = "",
        certainty: str = "",
        licence: str = "",
        note: str = "",
    ) -> Self:
        """Add a source."""
        return self._add(
            "sources", id=id, title=title, published=published, url=url, certainty=certainty, licence=licence, note=note
        )

    def add_scenario(
        self,
        *,
        name: str,
        title: str,
        changes: Sequence[Change],
        as_of: datetime.date | None = None,
        price_year: int | None = None,
        note: str = "",
    ) -> Self:
        """Add a named scenario, which `networks.write` keeps with the network."""
        fields = [column.name for column in columns()["changes"]]
        for change in _changes(changes):
            self._add("changes", **{field: getattr(change, field) for field in fields} | {"scenario": name})
        return self._add("scenarios", name=name, title=title, as_of=as_of, price_year=price_year, note=note)

    def build(self, *, silence: str | Collection[str] | None = ()) -> Network:
        """Return the network of everything added.

        Parameters
        ----------
        silence
            Ids of rules (``networks/data/rules.csv``) whose warnings are not told.

        Raises
        ------
        DataError
            Values of a wrong type or out of range, unknown references, impossible figures ...; all of them.

        Warns
        -----
        DataWarning
            Something is odd but usable.
        """
        tables: dict[str, Table] = {}
        findings: list[Finding] = []
        for name, rows in self._rows.items():
            table, found = table_from_values(name, rows)
            tables[name] = self._base[name].joined(table) if name in self._base else table
            findings += found
        return checked_network(tables, findings, silence=silence)

    def _add(self, table: str, /, **cells: Any) -> Self:
        self._rows[table].append(cells)
        return self


def _items(
    table: str, field: str, value: object, *, order: str = "the order counts", as_text: bool = True
) -> list[Any]:
    """Return what a list of a call holds; raise DataError where it is none."""
    try:
        return items_of(value, order=order, as_text=as_text)
    except TypeError as error:
        raise refusal(table, field, value, str(error)) from None


def _pairs(points: object) -> list[tuple[Any, Any]]:
    """Return way-points as pairs; raise DataError with all that are none."""
    given = _items("waypoints", "points", points, as_text=False)
    pairs: list[tuple[Any, Any]] = []
    findings = []
    for number, point in enumerate(given, 1):
        try:
            pairs.append(pair_of(point))
        except TypeError as error:
            findings.append(Finding("waypoints", number, "points", shown(point), str(error)))
    if findings:
        raise DataError(findings)
    return pairs


def _stops(service: object, stops: object) -> list[Mapping[str, Any]]:
    """Return the rows of the stops of a service; raise DataError with all that are neither a place nor columns."""
    rows: list[Mapping[str, Any]] = []
    findings = []
    for seq, stop in enumerate(_items("stops", "", stops), 1):
        own = {"service": service, "seq": seq}
        if not isinstance(stop, str | Mapping):
            expected = "expected a place, or a dictionary with the columns of stops.csv"
            findings.append(Finding("stops", seq, "", shown(stop), expected))
            continue
        given = {"place": stop} if isinstance(stop, str) else dict(stop)
        for column in own.keys() & given.keys():
            if shown(given[column]) != shown(own[column]):
                expected = f"expected none, for the service and the order of its stops say it: {own[column]}"
                findings.append(Finding("stops", seq, column, shown(given[column]), expected))
        rows.append(given | own)
    if findings:
        raise DataError(findings)
    return rows


def _changes(changes: object) -> list[Change]:
    """Return the changes of a scenario; raise DataError with all that are none."""
    given = _items("changes", "", changes, as_text=False)
    expected = "expected a networks.Change"
    wrong = [(number, change) for number, change in enumerate(given, 1) if not isinstance(change, Change)]
    if wrong:
        raise DataError([Finding("changes", number, "", shown(change), expected) for number, change in wrong])
    return given
