"""The things a network consists of, as frozen records; each mirrors a table of ``data/columns.csv``."""

from __future__ import annotations

import datetime
import math
import numbers
from dataclasses import dataclass
from typing import Any

from networks.errors import DataError, Finding

IN_ORDER = ("path", "stops", "changes")  # fields of records whose order says something


def closed_lists(record: Any, *fields: str) -> None:
    """Make tuples of the lists of a record, so that whoever gave them cannot change it; a set is sorted."""
    for field in fields:
        given = getattr(record, field)
        if isinstance(given, set | frozenset) and field in IN_ORDER:
            expected = "expected a list or a tuple, for the order counts"
            raise DataError([Finding(type(record).__name__, 0, field, "", expected)])
        if isinstance(given, set | frozenset):
            given = sorted(given, key=lambda item: (str(type(item)), item))
        if isinstance(given, list):
            object.__setattr__(record, field, tuple(given))


DRAYAGE = "drayage"  # grade of lorries between a gate and another, at the two ends of a route
USUAL_GRADE = {"line": "scheduled", "area": "ordinary"}  # kind of a service -> grade where none is stated


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A port, terminal, station or border crossing.

    Attributes
    ----------
    id, name
        UN/LOCODE where one exists (else ``CC-NAME``), and the name in English.
    country
        ISO 3166-1 alpha-2 code of the territory that it lies in, or "".
    lat, lon
        Degrees north and east, or None.
    kind
        ``seaport``, ``rail_terminal``, ``junction``, ``border_crossing``, ``dry_port`` or ``other``.
    zone
        IANA name of the zone of its clocks; "" = that of its country where it has one alone, else not known.
    gauges_mm
        Track gauges present, in mm.

    Examples
    --------
    >>> import networks
    >>> port = networks.load("eurasia").places["JPYOK"]
    >>> port.name, port.country, port.kind
    ('Yokohama', 'JP', 'seaport')
    """

    id: str
    name: str
    country: str = ""
    lat: float | None = None
    lon: float | None = None
    kind: str = ""
    zone: str = ""
    gauges_mm: tuple[int, ...] = ()
    offered: bool = True
    source: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        closed_lists(self, "gauges_mm")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A physical way between two places, by one mode; undirected unless `directed`.

    Attributes
    ----------
    id, tail, head
        Keys of the link and of its two places.
    length_km
        Length of the way itself, in km, not of the chord; None where unknown.
    gauge_mm
        Track gauge in mm, one per rail link; None elsewhere.
    territories
        ISO 3166-1 codes of every territory that the link enters.
    in_transit
        Those of them that the home railway only passes without stopping.
    hours, usd, kg_co2e
        Own running time (h), price (USD) and emissions (kg CO2e) of the whole shipment, where no
        service is modelled; else None.
    source
        Row of ``sources.csv`` that vouches for the length.

    Examples
    --------
    >>> import networkx, networks
    >>> net = networks.from_networkx(networkx.Graph([("A", "B", {"hours": 60})]), mode="sea")
    >>> net.links["sea:A-B"].hours, net.links["sea:A-B"].usd  # what nobody gave is None, not 0
    (60.0, None)
    """

    id: str
    tail: str
    head: str
    mode: str
    length_km: float | None = None
    gauge_mm: int | None = None
    electrified: str = ""
    tracks: str = ""
    territories: tuple[str, ...] = ()
    in_transit: tuple[str, ...] = ()
    directed: bool = False
    opened: str = ""
    hours: float | None = None
    usd: float | None = None
    kg_co2e: float | None = None
    offered: bool = True
    source: str = ""
    confidence: str = ""
    check_km: float | None = None
    check_source: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        closed_lists(self, "territories", "in_transit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A stop of a line: where it is, what may be done there, and the links run over since the stop before.

    Examples
    --------
    >>> import networks
    >>> net = networks.load("eurasia")
    >>> [stop.place for stop in net.services["line:RUVYP-RUMOW-express"].stops]
    ['RUVYP', 'RUMOW']
    """

    service: str
    seq: int
    place: str
    board: bool = True
    alight: bool = True
    path: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        closed_lists(self, "path")


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What can be bought: a ``line`` over ordered, directed stops, or an ``area`` of links.

    Attributes
    ----------
    grade
        ``scheduled``, ``general`` (container trains at a railway's general pace), ``ordinary`` (its wagonload) or
        ``drayage`` (lorries from the door to a terminal and back); where none is stated that of the kind, see
        `USUAL_GRADE`.
    loads
        What it takes, of ``container``, ``wagon``, ``bulk``; empty = anything.
    takes, refuses
        Of ``dangerous``, ``cooled``, ``high-cube``: what it is known to take, and not to take.
    from_date, until_date
        First and last day on offer, or None.
    months
        Months of departure (1 to 12) of a seasonal service; empty = all year.
    stops
        Of a line: its stops in the order of travel.
    links
        Of an area: the links that it covers.

    Examples
    --------
    >>> import networks
    >>> express = networks.load("eurasia").services["line:RUVYP-RUMOW-express"]
    >>> express.kind, express.mode, express.grade
    ('line', 'rail', 'scheduled')
    """

    id: str
    name: str
    kind: str
    mode: str
    grade: str = ""
    operator: str = ""
    loads: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    refuses: tuple[str, ...] = ()
    from_date: datetime.date | None = None
    until_date: datetime.date | None = None
    months: tuple[int, ...] = ()
    offered: bool = True
    source: str = ""
    note: str = ""
    stops: tuple[Stop, ...] = ()
    links: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        closed_lists(self, "loads", "takes", "refuses", "months", "stops", "links")
        if not self.grade:
            object.__setattr__(self, "grade", USUAL_GRADE.get(self.kind, ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """A terminal operation between two sides of a place (``door``, ``gate``, ``sea``, ``rail:1520`` ...).

    `kind` ``lift`` counts as a transshipment, ``bogie_change`` does not. An empty `place` means: at every
    place that has no row of its own for the same two sides.

    Examples
    --------
    >>> import networks
    >>> {operation.kind for operation in networks.load("eurasia").operations.values()} >= {"lift", "load", "unload"}
    True
    """

    id: str
    kind: str
    place: str = ""
    from_side: str = ""
    to_side: str = ""
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """A border procedure of a customs `area`, or the papers or the hand-over of a railway, at a place; or a surcharge.

    `grade`: of carriage of this grade only; empty = of every grade. `over`: of a surcharge the places, links, services
    and borders (``PL-BY`` both ways, ``PL>BY``) that it is paid on.

    Examples
    --------
    >>> import networks
    >>> net = networks.surcharge(networks.load("eurasia"), "sea:EGSUZ-EGPSD", usd_per_box=250)
    >>> [(row.kind, row.over) for row in net.procedures.values() if row.over]
    [('surcharge', ('sea:EGSUZ-EGPSD',))]
    """

    id: str
    kind: str
    place: str = ""
    area: str = ""
    grade: str = ""
    over: tuple[str, ...] = ()
    source: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        closed_lists(self, "over")


FigureKey = tuple[str, str]  # (element, quantity): where a number comes from


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with its provenance.

    Attributes
    ----------
    element, quantity
        What it belongs to and what it measures.
    value, low, high
        The value used and its range, in `unit`; low and high are None where no range is known.
    basis
        What one unit is charged on: ``shipment``, ``container``, ``teu``, ``tonne``, ``container_km``,
        ``teu_km``, ``tonne_km`` ...; ``kwh`` for the CO2e of the electricity of a territory.
    year
        Year that the figure speaks of.
    currency
        ISO 4217 code of a price.
    source
        Row of ``sources.csv``; of a calibrated figure the total that it was fitted to.
    see
        Further rows of ``sources.csv`` that the value or its range leans on.
    kind
        ``sourced``, ``computed`` (from sourced ones), ``calibrated`` (a residual: chosen so that a published total
        comes out), ``assumption``, ``plan`` or ``quote`` (a price of one's own).

    Examples
    --------
    >>> import networks
    >>> wait = networks.load("eurasia").figure("line:RUVYP-RUMOW-express", "headway")
    >>> wait.value, wait.unit, wait.kind
    (3.5, 'd', 'sourced')
    """

    element: str
    quantity: str
    value: float
    low: float | None = None
    high: float | None = None
    unit: str
    basis: str = ""
    year: int | None = None
    currency: str = ""
    source: str
    see: tuple[str, ...] = ()
    kind: str
    note: str = ""

    def __post_init__(self) -> None:
        closed_lists(self, "see")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who says so: a row of ``sources.csv``.

    Examples
    --------
    >>> import networks
    >>> networks.load("eurasia").sources["S1"].published
    '2016-02-29'
    """

    id: str
    title: str
    published: str = ""
    url: str = ""
    certainty: str = ""
    licence: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomsMember:
    """The membership of a territory in a customs area, with its dates."""

    area: str
    territory: str
    from_date: datetime.date | None = None
    until_date: datetime.date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """What is closed, permitted or noted, with its days: a row of ``closures.csv``.

    Attributes
    ----------
    what
        In words, for people.
    kind
        ``closure`` removes what it speaks of; ``permission`` and ``notice`` are only told.
    from_date, until_date
        First and last day; None: since ever, and no end known.
    table, elements
        What it speaks of: ids of ``places``, ``links`` or ``services``, codes of ``territories``, or ``borders``:
        ``PL-BY`` both ways, ``PL>BY`` from PL into BY.
    modes, at
        Rides by these modes alone, and only what touches one of these places; empty = all.
    loads, goods, except_goods
        Loads and classes of goods concerned (empty = all), and classes of goods let through.
    scope, scope_of
        ``import``, ``export`` or ``transit`` of these territories, seen from the two ends of a shipment.
    origins, destinations
        Territories in which a shipment begins or ends that is concerned; empty = all.

    Examples
    --------
    >>> import networks
    >>> shut = networks.closed(networks.load("eurasia"), place="KZHOR", why="a strike", since="2016-12-01")
    >>> closure = list(shut.closures.values())[-1]
    >>> closure.table, closure.elements, str(closure.from_date)
    ('places', ('KZHOR',), '2016-12-01')
    """

    id: str
    what: str
    kind: str
    from_date: datetime.date | None = None
    until_date: datetime.date | None = None
    table: str
    elements: tuple[str, ...]
    modes: tuple[str, ...] = ()
    at: tuple[str, ...] = ()
    loads: tuple[str, ...] = ()
    goods: tuple[str, ...] = ()
    except_goods: tuple[str, ...] = ()
    scope: str = ""
    scope_of: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    destinations: tuple[str, ...] = ()
    offered: bool = True
    source: str = ""
    note: str = ""

    @property
    def is_dated(self) -> bool:
        """Tell whether it begins or ends on a day that is stated."""
        return self.from_date is not None or self.until_date is not None

    def is_in_force(self, day: datetime.date | None) -> bool:
        """Tell whether it is in force on a day; where none is known, whether it always is."""
        if day is None:
            return not self.is_dated
        return (self.from_date or day) <= day <= (self.until_date or day)

    @property
    def days(self) -> str:
        """Return its days in words; "" where none is stated."""
        if self.from_date is None:
            return "" if self.until_date is None else f"until {self.until_date}"
        return f"since {self.from_date}" if self.until_date is None else f"{self.from_date} to {self.until_date}"

    def __str__(self) -> str:
        parts = (self.what, self.days, f"source {self.source}" if self.source else "")
        return f"{self.id} ({'; '.join(part for part in parts if part)})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Corridor:
    """A way that people speak of by a name: a row of ``corridors.csv``.

    Attributes
    ----------
    links
        Its gateway links: a route uses the corridor if it rides one of them. Some may not be on offer.

    Examples
    --------
    >>> import networks
    >>> networks.load("eurasia").corridors["suez"].name
    'Suez'
    """

    id: str
    name: str
    links: tuple[str, ...]
    note: str = ""

    def __post_init__(self) -> None:
        closed_lists(self, "links")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One row of a scenario: what is added, withdrawn or set, and why.

    Attributes
    ----------
    scenario
        Name of the scenario that it belongs to ("" by hand).
    action
        ``add`` (put a known but withheld element on offer), ``withdraw`` or ``set``.
    table, element, column
        Which element, and for ``set`` which column; for ``figures`` the column is the quantity.
    value
        The new value as text, as it would stand in a CSV file; a plain number is made text.
    low, high, unit, basis, year, currency, source, kind
        The rest of the new figure, for ``figures`` only.
    why
        The reason; required.

    Examples
    --------
    >>> import networkx, networks
    >>> net = networks.from_networkx(networkx.Graph([("A", "B", {"hours": 60})]), mode="sea")
    >>> row = {"table": "links", "element": "sea:A-B", "column": "hours"}
    >>> faster = networks.Change(action="set", **row, value=48, why="a new ship")
    >>> net.apply([faster]).links["sea:A-B"].hours
    48.0
    """

    scenario: str = ""
    action: str
    table: str
    element: str
    column: str = ""
    value: str | float = ""
    low: float | None = None
    high: float | None = None
    unit: str = ""
    basis: str = ""
    year: int | None = None
    currency: str = ""
    source: str = ""
    kind: str = ""
    why: str

    def __post_init__(self) -> None:
        if isinstance(self.value, numbers.Real) and not isinstance(self.value, bool):
            object.__setattr__(self, "value", _number_text(self.value))


def _number_text(value: Any) -> str:
    """Return a number as a table writes it; one that is beyond all floats as infinite, which no figure may be."""
    try:
        number = float(value)
    except OverflowError:
        number = math.inf if value > 0 else -math.inf
    return str(int(value)) if math.isfinite(number) and value == int(value) else repr(number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A named set of changes to a network.

    Examples
    --------
    >>> import networks
    >>> target = networks.scenarios()["2016-target"]
    >>> target.title, len(target.changes) > 0
    ('25 days: the Baikal Shuttle as promised', True)
    """

    name: str
    title: str
    as_of: datetime.date | None = None
    price_year: int | None = None
    note: str = ""
    changes: tuple[Change, ...] = ()

    def __post_init__(self) -> None:
        closed_lists(self, "changes")
