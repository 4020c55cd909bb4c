"""A GTFS feed (General Transit Feed Specification) into a `Network`: stops are places, trips departures of lines."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np

from networks.admitting import checked_network
from networks.errors import Finding
from networks.geo.sphere import great_circle_km
from networks.model.cells import as_name, table_from_values
from networks.model.gc_pause import collector_at_rest
from networks.model.given import path_to_read
from networks.model.keys import leg_key
from networks.model.tables import Table
from networks.network import Network
from networks.readers.found import Found
from networks.readers.gtfs_calendars import without_days
from networks.readers.gtfs_feed import Feed, feed_of
from networks.readers.gtfs_files import held_by
from networks.readers.gtfs_ids import Ids
from networks.readers.gtfs_lines import Line, lines_of, patterns_of, stretches_of
from networks.readers.gtfs_tables import FORMS

SOURCE = "gtfs"
KINDS = {"sea": "seaport", "ferry": "seaport", "rail": "rail_terminal"}  # of a place, by the modes that call there
FLOWN = "great circle between the two stops, for the way itself is not read: it is longer"
BETWEEN = "interpolated by the way between the times that stop_times.txt states"
Row = dict[str, Any]
Rows = tuple[list[Row], list[int]]  # rows, and the line of the file that each comes from


def read_gtfs(
    path: str | PathLike[str],
    *,
    name: str | None = None,
    tolerant: bool = False,
    silence: str | Collection[str] | None = (),
) -> Network:
    r"""Return the network of a GTFS feed.

    Stations, and stops that belong to none, are places; the platforms of a station are one place. Trips of a route with
    the same stops, running times and dwells are one line, and its departures (`Network.departures`) are theirs: the
    weekdays of a calendar with its days taken out, and rows of the days added. Consecutive stops are joined by a
    directed link as long as the great circle. Times are exact, in seconds, of the zone of the agency. The least time of
    a change at a place (``transfers.txt``) is its ``cut_off``.

    Routes are of mode rail (types 0, 1, 2, 5, 7, 12), road (3, 11) or ferry (4), or what their extended type says. A
    stop time that is not stated lies between those that are, in proportion to the way (to ``shape_dist_traveled`` where
    that is stated, else to great circles). Departures every so often without stated times (``exact_times`` 0) and at
    approximate times (``timepoint`` 0) are of kind ``assumption``. What is not read is told: ways as they are drawn,
    fares, blocks, ways on foot, vehicles on demand.

    Parameters
    ----------
    path
        Folder with the files, or a zip archive with them at its top.
    name
        Name of the network; else that of the folder or archive.
    tolerant
        Read also feeds that add days that a calendar has already or take out days that it has not, and feeds with
        calendars without any day: these rows change nothing and are told. Otherwise they are refused, for something
        else was meant.
    silence
        Ids of rules (``networks/data/rules.csv``) whose warnings are not told.

    Raises
    ------
    DataError
        Something cannot be used; carries every finding, by file, line, column and value.

    Warns
    -----
    DataWarning
        Something is odd but usable, or is not read.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> feed = Path(tempfile.mkdtemp())
    >>> tables = {
    ...     "agency": "agency_name,agency_url,agency_timezone\nLine,https://example.org,Asia/Tokyo\n",
    ...     "stops": "stop_id,stop_name,stop_lat,stop_lon\nM,Muroran,42.33,140.97\nY,Miyako,39.63,141.97\n",
    ...     "routes": "route_id,route_short_name,route_type\nferry,Ferry,4\n",
    ...     "trips": "route_id,service_id,trip_id\nferry,daily,south\n",
    ...     "stop_times": "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
    ...     "south,20:00:00,20:00:00,M,1\nsouth,30:00:00,30:00:00,Y,2\n",
    ...     "calendar": "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
    ...     "daily,1,1,1,1,1,1,1,20180622,20190630\n",
    ... }
    >>> for table, text in tables.items():
    ...     _ = (feed / f"{table}.txt").write_text(text)
    >>> net = read_gtfs(feed, name="ferry", silence="stated-countries")
    >>> net, net.departures["line:ferry"][0].times, net.figure("line:ferry#2", "running_time").value
    (<Network ferry: 2 places, 1 links, 1 services>, ('20:00',), 36000.0)
    """
    with collector_at_rest():
        found = tables_of(path_to_read(path, "path"), name=name, tolerant=tolerant)
    return checked_network(found.tables, found.findings, rules=found.rules, silence=silence)


def tables_of(file: Path, *, name: str | None = None, tolerant: bool = False) -> Found:
    """Return the tables of a feed, and what is wrong or odd about it; arguments are those of `read_gtfs`."""
    feed = feed_of(held_by(file, tuple(FORMS)), tolerant=tolerant)
    feed.findings += without_days(feed.days, {trip.days for trip in feed.trips}, tolerant=tolerant)
    if any(one.severity == "error" for one in feed.findings):
        return Found({}, feed.findings, False)
    lines = lines_of(feed)
    if not lines:
        feed.findings.append(Finding("trips.txt", 0, "", "", "no service runs: no trip has two stops"))
        return Found({}, feed.findings, False)
    tables, findings = _tables(feed, lines, as_name(file.stem) if name is None else name)
    return Found(tables, feed.findings + findings)


def _tables(feed: Feed, lines: list[Line], name: str) -> tuple[dict[str, Table], list[Finding]]:
    """Return the tables of a network, and what is wrong with their cells by file and line of the feed."""
    ids = Ids(feed, lines)
    modes = [feed.routes[line.route].mode for line in lines]
    rows = {
        "network": ([{"name": name, "title": f"Timetable of {feed.publisher or name}"[:500]}], [0]),
        "places": _places(feed, ids, lines, modes),
        "links": _links(feed, ids, lines, modes),
        "services": _services(feed, ids, lines),
        "stops": _stops(ids, lines, modes),
        "departures": _departures(feed, ids, lines),
        "figures": _figures(feed, ids, lines),
        "sources": ([_source(feed, name)], [0]),
    }
    files = {"places": "stops.txt", "links": "stop_times.txt", "stops": "stop_times.txt", "figures": "stop_times.txt"}
    files |= {"services": "routes.txt", "departures": "trips.txt"}
    tables: dict[str, Table] = {}
    findings = ids.findings
    for table, (cells, numbers) in rows.items():
        lines_of_file = numbers if table in files else None
        tables[table], found = table_from_values(table, cells, file=files.get(table, ""), lines=lines_of_file)
        findings += found
    return tables, findings


def _places(feed: Feed, ids: Ids, lines: Iterable[Line], modes: Iterable[str]) -> Rows:
    calling: dict[int, set[str]] = {}
    for line, mode in zip(lines, modes, strict=True):
        for place in set(line.calls.place.tolist()):
            calling.setdefault(place, set()).add(mode)
    rows = []
    for number, node in enumerate(feed.nodes):
        kinds = {KINDS.get(mode, "other") for mode in calling.get(number, ())}
        place = {"id": ids.places[number], "name": node.name, "lat": node.lat, "lon": node.lon, "zone": node.zone}
        kind = kinds.pop() if len(kinds) == 1 else ""
        note = "" if ids.places[number] == node.id else f"stop_id {node.id}"
        rows.append(place | {"kind": kind, "source": SOURCE, "note": note})
    return rows, [node.line for node in feed.nodes]


def _links(feed: Feed, ids: Ids, lines: list[Line], modes: list[str]) -> Rows:
    found = stretches_of(lines, modes)
    ends = [(feed.nodes[tail], feed.nodes[head]) for _, tail, head in found]
    sides = ([place[at] for place in ends] for at in (0, 1))
    one, other = (np.array([(place.lat, place.lon) for place in side]).reshape(-1, 2).T for side in sides)
    km: list[float] = great_circle_km(*one, *other).tolist()
    rows = []
    for (mode, tail, head), length in zip(found, km, strict=True):
        row: Row = {"id": ids.link(mode, tail, head), "tail": ids.places[tail], "head": ids.places[head], "mode": mode}
        row |= {"length_km": max(round(length, 3), 0.001), "directed": True, "source": SOURCE}
        rows.append(row | {"confidence": "low", "note": FLOWN})
    return rows, list(found.values())


def _services(feed: Feed, ids: Ids, lines: list[Line]) -> Rows:
    rows, numbers = [], []
    for line, key in zip(lines, ids.lines, strict=True):
        route = feed.routes[line.route]
        first, last = (feed.nodes[int(line.calls.place[end])].name for end in (0, -1))
        row = {"id": key, "name": f"{route.name}: {first} - {last}", "kind": "line", "mode": route.mode}
        rows.append(row | {"operator": route.operator, "source": SOURCE, "note": ids.note_of(line.route)})
        numbers.append(route.line)
    return rows, numbers


def _stops(ids: Ids, lines: list[Line], modes: list[str]) -> Rows:
    rows: list[Row] = []
    numbers: list[int] = []
    for line, key, mode in zip(lines, ids.lines, modes, strict=True):
        calls, before = line.calls, -1
        cells = zip(calls.place.tolist(), calls.board.tolist(), calls.alight.tolist(), strict=True)
        for seq, (place, board, alight) in enumerate(cells, 1):
            path = (ids.link(mode, before, place),) if before >= 0 else ()
            row = {"service": key, "seq": seq, "place": ids.places[place], "board": board, "alight": alight}
            rows.append(row | {"path": path})
            before = place
        numbers += calls.line.tolist()
    return rows, numbers


def _departures(feed: Feed, ids: Ids, lines: list[Line]) -> Rows:
    rows = []
    for line, key in zip(lines, ids.lines, strict=True):
        for one in patterns_of(line, feed.days):
            row: Row = {"service": key, "weekdays": one.weekdays, "dates": one.dates, "times": one.times}
            row |= {"zone": feed.zone, "from_date": one.first, "until_date": one.last, "except_dates": one.except_dates}
            kind = "assumption" if one.loosely else "sourced"
            note = "; ".join(filter(None, (f"service_id {one.days}", one.loosely)))
            rows.append(row | {"source": SOURCE, "kind": kind, "note": note})
    return rows, [0] * len(rows)


def _figures(feed: Feed, ids: Ids, lines: list[Line]) -> Rows:
    """Return running times and dwells in whole seconds, and the least times of changes."""
    rows: list[Row] = []
    numbers: list[int] = []
    common = {"unit": "s", "source": SOURCE}
    for line, key in zip(lines, ids.lines, strict=True):
        calls = line.calls
        running = (calls.arrival[1:] - calls.departure[:-1]).tolist()
        dwells = [*(calls.departure[1:-1] - calls.arrival[1:-1]).tolist(), 0]
        guessed = (calls.guessed[1:] | calls.guessed[:-1]).tolist()
        for seq, (ride, dwell, between) in enumerate(zip(running, dwells, guessed, strict=True), 2):
            leg = {"element": leg_key(key, seq), **common}
            kind = {"kind": "computed", "note": BETWEEN} if between else {"kind": "sourced"}
            rows.append(leg | {"quantity": "running_time", "value": ride} | kind)
            numbers.append(int(calls.line[seq - 1]))
            if dwell:
                rows.append(leg | {"quantity": "dwell", "value": dwell, "kind": "sourced"})
                numbers.append(int(calls.line[seq - 1]))
    for place, seconds in sorted(feed.changes.items()):
        told = "min_transfer_time of transfers.txt"
        row = {"element": ids.places[place], "quantity": "cut_off", "value": seconds, "kind": "sourced", "note": told}
        rows.append(common | row)
        numbers.append(feed.nodes[place].line)
    return rows, numbers


def _source(feed: Feed, name: str) -> Row:
    title = f"GTFS feed {name}" + (f" of {feed.publisher}" if feed.publisher else "")
    return {"id": SOURCE, "title": title[:500], "published": feed.version, "url": feed.url, "certainty": "high"}
