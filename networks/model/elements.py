"""The things that a network consists of, as frozen records; each mirrors a table of ``data/columns.csv``.

Numbers with their provenance stand in `figure`, what is shut in `closure`, what differs in `scenario`.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from networks.model.tupled import tupled

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
    through
        False where goods begin and end and do not pass.

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
    through: bool = True
    offered: bool = True
    source: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        tupled(self, "gauges_mm")


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
        tupled(self, "territories", "in_transit")


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
        tupled(self, "path")


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
        tupled(self, "loads", "takes", "refuses", "months", "stops", "links")
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
        tupled(self, "over")


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomsMember:
    """The membership of a territory in a customs area, with its dates."""

    area: str
    territory: str
    from_date: datetime.date | None = None
    until_date: datetime.date | None = None
    source: str = ""


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
        tupled(self, "links")
