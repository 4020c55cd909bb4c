"""A GTFS feed taken apart: its tables against one another, with every finding; no network yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from networks.errors import Finding
from networks.readers.gtfs_calendars import Days, days_of_services
from networks.readers.gtfs_calls import Calls, calls_of
from networks.readers.gtfs_cells import one_of, zone_of
from networks.readers.gtfs_files import CSV, Held
from networks.readers.gtfs_repeats import Repeat, repeats_of
from networks.readers.gtfs_tables import CALENDARS, FORMS, mode_of
from networks.readers.gtfs_transfers import least_changes
from networks.readers.sheets import Cells, Sheet, degrees, sheet_of

STOP, STATION = 0, 1


@dataclass(frozen=True, slots=True)
class Node:
    """A station, or a stop that belongs to none."""

    id: str
    name: str
    lat: float
    lon: float
    zone: str
    line: int


@dataclass(frozen=True, slots=True)
class Route:
    """A route of vehicles of one mode."""

    id: str
    name: str
    mode: str
    operator: str
    line: int


@dataclass(frozen=True, slots=True)
class Trip:
    """A vehicle's way on some days."""

    id: str
    route: str
    days: str
    line: int


@dataclass
class Feed:
    """What a feed says, with what is wrong or odd about it.

    Attributes
    ----------
    zone
        IANA name of the zone of all times.
    nodes
        Stations, and stops that belong to none: the places.
    node_of
        Id of a stop, of whatever kind -> number of its place.
    trips
        In the order of the file; `calls` and `repeats` name them by number.
    """

    zone: str = ""
    publisher: str = ""
    version: str = ""
    url: str = ""
    nodes: list[Node] = field(default_factory=list)
    node_of: dict[str, int] = field(default_factory=dict)
    routes: dict[str, Route] = field(default_factory=dict)
    trips: list[Trip] = field(default_factory=list)
    calls: Calls = field(default_factory=Calls)
    days: dict[str, Days] = field(default_factory=dict)
    repeats: dict[int, list[Repeat]] = field(default_factory=dict)
    changes: dict[int, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def feed_of(held: Held, *, tolerant: bool) -> Feed:
    """Return what the files of a feed say; what rests on a file that cannot be read is not looked at.

    Parameters
    ----------
    tolerant
        Exceptions of a calendar that change nothing are told, not refused.
    """
    feed = Feed()
    sheets = _sheets(held, feed.findings)
    tables = {file: Cells(sheet, _filled(file), feed.findings) for file, sheet in sheets.items()}
    operators = _agencies(tables, feed)
    _about(tables, feed)
    kinds = _stops(tables, feed)
    _routes(tables, feed, operators)
    feed.days = days_of_services(tables, tolerant=tolerant)
    _trips(tables, feed, known_days=None if _lost(held, sheets, *CALENDARS) else feed.days)
    numbers = {trip.id: number for number, trip in enumerate(feed.trips)}
    whole = not _lost(held, sheets, "stops.txt", "trips.txt")
    if whole and "stop_times.txt" in tables:
        positions = [(node.lat, node.lon) for node in feed.nodes]
        feed.calls = calls_of(tables["stop_times.txt"], numbers, feed.node_of, kinds, positions)
    if whole and "frequencies.txt" in tables:
        feed.repeats = repeats_of(tables["frequencies.txt"], numbers)
    if whole and "transfers.txt" in tables:
        feed.changes = least_changes(tables["transfers.txt"], feed.node_of)
    return feed


def _filled(file: str) -> frozenset[str]:
    """Return the columns of a table in which each cell must be filled."""
    may_be_empty = {"stop_lat", "stop_lon", "arrival_time", "departure_time", "transfer_type", "stop_id"}
    may_be_empty -= {"stop_id"} if file == "stops.txt" else set()
    return frozenset(FORMS[file].required) - may_be_empty


def _sheets(held: Held, findings: list[Finding]) -> dict[str, Sheet]:
    """Return the tables that can be read, and tell what is missing and what nobody reads."""
    sheets: dict[str, Sheet] = {}
    for file, form in FORMS.items():
        if file in held.tables:
            sheet, found = sheet_of(file, held.tables[file], form.known, form.required, CSV)
            findings += found
            if sheet is not None:
                sheets[file] = sheet
        elif form.always:
            findings.append(Finding(file, 0, "", "", "this file is required and is not there"))
    if not any(file in held.tables for file in CALENDARS):
        expected = f"one of {' and '.join(CALENDARS)} is required, and neither is there: no service runs"
        findings.append(Finding(CALENDARS[0], 0, "", "", expected))
    unread = sorted(name for name in held.names if name.endswith((".txt", ".geojson")) and name not in FORMS)
    if unread:
        told = "these files are not read: ways as they are drawn, fares, paths within stations and the like"
        findings.append(Finding("feed", 0, "", ", ".join(unread), told, "warning", "unread"))
    return sheets


def _lost(held: Held, sheets: Mapping[str, Sheet], *files: str) -> bool:
    """Tell whether one of some files is there and cannot be read, or is missing though it is required."""
    return any(file not in sheets and (file in held.tables or FORMS[file].always) for file in files)


def _agencies(tables: Mapping[str, Cells], feed: Feed) -> dict[str, str]:
    """Read the zone of all times, and return the names of the agencies."""
    cells = tables.get("agency.txt")
    if cells is None:
        return {}
    zones = cells.parsed("agency_timezone", zone_of, "")
    names, ids = cells.texts("agency_name"), cells.ids("agency_id")
    if not ids:
        cells.findings.append(Finding("agency.txt", 0, "", "", "expected an agency, with the zone of all times"))
    cells.keys("agency_id")
    feed.zone = next((zone for zone in zones if zone), "")
    told = f"expected the zone of every other agency, {feed.zone}: all times of a feed are in one"
    cells.tell("agency_timezone", {row: told for row, zone in enumerate(zones) if zone not in ("", feed.zone)})
    feed.publisher = "; ".join(dict.fromkeys(filter(None, names)))
    feed.url = next(filter(None, cells.texts("agency_url")), "")
    return dict(zip(ids, names, strict=True))


def _about(tables: Mapping[str, Cells], feed: Feed) -> None:
    cells = tables.get("feed_info.txt")
    if cells is not None and len(cells.sheet):
        feed.version = cells.texts("feed_version")[0] or cells.texts("feed_start_date")[0]
        feed.publisher = feed.publisher or cells.texts("feed_publisher_name")[0]


def _stops(tables: Mapping[str, Cells], feed: Feed) -> dict[str, int]:
    """Read the places, and return the kind of each stop."""
    cells = tables.get("stops.txt")
    if cells is None:
        return {}
    ids, parents = cells.ids("stop_id"), cells.ids("parent_station")
    cells.keys("stop_id")
    cells.refer("parent_station", set(ids), "stop")
    kinds = cells.parsed("location_type", one_of(range(5)), STOP)
    kind_of = dict(zip(ids, kinds, strict=True))
    lat, lon = (cells.parsed(name, degrees(most), 1e3) for name, most in (("stop_lat", 90), ("stop_lon", 180)))
    names, zones = cells.texts("stop_name"), cells.parsed("stop_timezone", zone_of, "")
    wrong: dict[int, str] = {}
    for row, (stop, parent, kind) in enumerate(zip(ids, parents, kinds, strict=True)):
        if kind == STOP and parent and kind_of.get(parent, STATION) != STATION:
            wrong[row] = "expected a station (location_type 1)"
        elif kind == STATION and parent:
            wrong[row] = "expected none, for this is a station"
        elif (kind == STOP and not parent) or kind == STATION:
            place = Node(stop, names[row] or stop, lat[row], lon[row], zones[row] or feed.zone, cells.sheet.lines[row])
            feed.node_of.setdefault(stop, len(feed.nodes))
            feed.nodes.append(place)
    cells.tell("parent_station", wrong)
    for name, degrees_of in (("stop_lat", lat), ("stop_lon", lon)):
        without = {row for row, kind in enumerate(kinds) if kind in (STOP, STATION) and degrees_of[row] == 1e3}
        cells.tell(name, dict.fromkeys(sorted(without - cells.bad), "a stop needs its position"))
    for stop, parent in zip(ids, parents, strict=True):
        if parent in feed.node_of:
            feed.node_of.setdefault(stop, feed.node_of[parent])
    return kind_of


def _routes(tables: Mapping[str, Cells], feed: Feed, operators: Mapping[str, str]) -> None:
    cells = tables.get("routes.txt")
    if cells is None:
        return
    cells.keys("route_id")
    agencies = cells.ids("agency_id")
    if "agency.txt" in tables and any(operators):  # a lone agency needs no id
        cells.refer("agency_id", operators, "agency")
    modes = cells.parsed("route_type", mode_of, "road")
    columns = zip(cells.ids("route_id"), cells.texts("route_short_name"), cells.texts("route_long_name"), strict=True)
    lone = next(iter(operators.values())) if len(operators) == 1 else ""
    for row, (route, short, long) in enumerate(columns):
        name = " ".join(filter(None, (short, long if long != short else ""))) or route
        operator = operators.get(agencies[row], lone)
        feed.routes[route] = Route(route, name, modes[row] or "rail", operator, cells.sheet.lines[row])
    lifts = [row for row, mode in enumerate(modes) if not mode]
    told = "no mode of a network is a lift on cables: read as rail"
    cells.tell("route_type", dict.fromkeys(lifts, told), "warning", "made")


def _trips(tables: Mapping[str, Cells], feed: Feed, known_days: Mapping[str, Days] | None) -> None:
    cells = tables.get("trips.txt")
    if cells is None:
        return
    cells.keys("trip_id")
    if "routes.txt" in tables:
        cells.refer("route_id", feed.routes, "route")
    if known_days is not None:
        cells.refer("service_id", known_days, "service in calendar.txt or calendar_dates.txt")
    columns = (cells.ids(name) for name in ("trip_id", "route_id", "service_id"))
    feed.trips = [Trip(*given) for given in zip(*columns, cells.sheet.lines, strict=True)]
    if any(cells.texts("block_id")):
        told = "who stays aboard from one trip of a block to the next is not known: it counts as a change"
        feed.findings.append(Finding("trips.txt", 0, "block_id", "", told, "warning", "unread"))
