"""A `Network` into a GTFS feed: the departures of its lines on some days, as a folder or a zip archive."""

from __future__ import annotations

import csv
import datetime
import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from os import PathLike
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from networks.errors import DataError, DataWarning, Finding, in_order, told
from networks.model.elements import Place, Service
from networks.model.escaping import escaped
from networks.model.given import catalogue_of, path_of, refusal
from networks.timetable.moments import Moments, moments
from networks.timetable.running import Running, running, seconds_in
from networks.timetable.seasons import in_season
from networks.timetable.zones import EPOCH, beginnings, zone_called, zone_name
from networks.writers.whole_file import write_file
from networks.writers.whole_folder import write_folder

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from networks.network import Network

# Types of routes of the standard, of which ferry is any boat on short and long distances; it has none by air, for which
# the extended type is written.
TYPES = {"rail": 2, "road": 3, "sea": 4, "ferry": 4, "inland_water": 4, "air": 1100}
FILES = (
    *("agency", "stops", "routes", "trips", "stop_times", "calendar_dates", "transfers", "feed_info"),
    *("calendar", "frequencies", "shapes"),
)
KNOWN = frozenset(f"{name}.txt" for name in FILES)  # of a feed that may be replaced
UTC = "Etc/UTC"
NOWHERE = "https://example.org/"  # a page that stands for none, where the standard asks for one
ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # so that the same feed has the same bytes
Ints = NDArray[np.int64]
Table = list[Sequence[Any]]  # the header, and rows


def write_gtfs(
    network: Network,
    path: str | PathLike[str],
    start: datetime.date,
    end: datetime.date,
    *,
    assumed: bool = True,
    url: str = NOWHERE,
    overwrite: bool = False,
) -> None:
    """Write the departures of the lines of a network as a GTFS feed, so that `networks.read_gtfs` gives the same ones.

    A line is a route; those of its departures that leave at one time of day are a trip, on the days that
    ``calendar_dates.txt`` lists. Times are those of one zone for the whole feed, as the standard asks: that of all
    patterns if they are in one, else UTC; the zone of each stop is stated beside it. A ``cut_off`` of a place is the
    least time of a change there.

    What is done aboard at borders or where the gauge changes is not in the times; prices, emissions, areas and lines
    without departures or running times are not in the feed. All of that is told.

    Parameters
    ----------
    path
        A folder, or a zip archive if it ends in ``.zip``. The folder must not exist or be empty, the archive must not
        exist, unless `overwrite` is given.
    start, end
        First and last day on which departures from the first stop are written, in the zone of the feed.
    assumed
        Write also departures that are assumed, of lines of which a headway alone is known. Their times are approximate
        (``timepoint`` 0) and their routes say so, as where days are an assumption or times of day are not known.
    url
        Page of the agencies, which the standard requires.
    overwrite
        Replace the archive, or a folder that holds nothing but the files of a feed.

    Raises
    ------
    DataError
        The days are none, nothing departs on them, a stop has no position, or the target may not be replaced.
    OSError
        It cannot be written; what stood there stays.

    Warns
    -----
    DataWarning
        What is assumed and what is left out.

    Examples
    --------
    >>> import datetime, networks, pathlib, tempfile
    >>> builder = networks.NetworkBuilder("toy").add_source(id="S", title="timetable")
    >>> _ = builder.add_place(id="JPYOK", name="Yokohama", country="JP", lat=35.45, lon=139.65)
    >>> _ = builder.add_place(id="RUVVO", name="Vladivostok", country="RU", lat=43.1, lon=131.9)
    >>> _ = builder.add_link(id="lane", tail="JPYOK", head="RUVVO", mode="sea", territories="JP;RU")
    >>> calls = ["JPYOK", {"place": "RUVVO", "path": ("lane",)}]
    >>> _ = builder.add_service(id="ship", name="Ship", kind="line", mode="sea", stops=calls)
    >>> _ = builder.add_departures(service="ship", weekdays="Mon", times="09:00", kind="sourced", source="S")
    >>> _ = builder.add_figure(
    ...     element="ship#2", quantity="running_time", value=60, unit="h", source="S", kind="sourced")
    >>> folder = pathlib.Path(tempfile.mkdtemp()) / "feed"
    >>> write_gtfs(builder.build(), folder, datetime.date(2016, 5, 1), datetime.date(2016, 5, 31))
    >>> print((folder / "stop_times.txt").read_text(), end="")
    trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type,timepoint
    ship.1,09:00:00,09:00:00,JPYOK,1,0,0,1
    ship.1,69:00:00,69:00:00,RUVVO,2,0,0,1
    >>> len((folder / "calendar_dates.txt").read_text().splitlines()) - 1  # Mondays
    5
    """
    catalogue_of(network, "write_gtfs", "network", "writing")
    _refuse(start, end, {"assumed": assumed, "overwrite": overwrite})
    feed = _Feed(network, start, end, assumed=assumed)
    files = [(f"{name}.txt", _text(table).encode()) for name, table in _tables(feed, url)]
    if feed.warnings:
        warnings.warn("\n  ".join(["written as GTFS", *told(in_order(feed.warnings))]), DataWarning, stacklevel=2)
    target = path_of(path, "path")
    if target.suffix.casefold() != ".zip":
        write_folder(target, files, known=KNOWN, overwrite=overwrite)
        return
    if target.exists() and not overwrite:
        raise DataError([_finding(str(target), "there is such a file; overwrite=True replaces it")])
    write_file(target, lambda file: file.write_bytes(_archive(files)))


def _refuse(start: object, end: object, flags: Mapping[str, object]) -> None:
    for name, day in (("start", start), ("end", end)):
        if not isinstance(day, datetime.date) or isinstance(day, datetime.datetime):
            raise refusal("write_gtfs", name, day, "expected a datetime.date", "writing")
    for name, flag in flags.items():
        if not isinstance(flag, bool):
            raise refusal("write_gtfs", name, flag, "expected True or False", "writing")
    assert isinstance(start, datetime.date) and isinstance(end, datetime.date)
    if end < start:
        raise refusal("write_gtfs", "end", end.isoformat(), f"expected no day before {start}", "writing")


def _finding(file: str, expected: str) -> Finding:
    return Finding(file, 0, "", "", expected, rule="writing")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with its departures: seconds of the service day -> days since 1970 on which it leaves then.

    `loosely`: why these times are not those of a timetable; "" where they are.
    """

    service: Service
    running: Running
    departures: Mapping[int, tuple[int, ...]]
    loosely: str


@dataclass
class _Feed:
    """What is to be written of a network, and what is told about it."""

    network: Network
    start: datetime.date
    end: datetime.date
    assumed: bool
    warnings: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.zone = zone_called(_one_zone(self.network, assumed=self.assumed)) or zone_called(UTC)
        assert self.zone is not None
        self.lines = list(self._lines(self.zone))
        if not self.lines:
            expected = f"no service runs: none departs from {self.start} to {self.end}"
            raise DataError([_finding("write_gtfs", expected)])
        self.places = [self.network.places[place] for place in self._served()]
        self._refuse_unplaced()
        self._tell_borders()

    def _lines(self, zone: ZoneInfo) -> Iterator[_Line]:
        """Yield the lines that depart, and tell the services that cannot be written."""
        days, begins = _days_of(zone, self.start.toordinal() - EPOCH, self.end.toordinal() - EPOCH)
        left: dict[str, list[str]] = {}
        loose: dict[str, list[str]] = {}
        for service in self.network.services_of_all_dates.values():
            times = running(self.network, service) if service.kind == "line" else None
            found = moments(self.network, service.id, int(begins[0]), int(begins[-1]))
            why = _why_not(service, times, found.known, assumed=self.assumed)
            if why or times is None:
                left.setdefault(why, []).append(service.id)
                continue
            kept = in_season(self.network, service, found.times)
            if len(kept):
                loosely = _loosely(self.network, service, found)
                loose.setdefault(loosely, []).append(service.id)
                yield _Line(service, times, _by_time(kept, days, begins), loosely)
        for why, services in left.items():
            self._warn(f"{len(services)} services are not written: {why}", services)
        for loosely, services in loose.items():
            if loosely:
                self._warn(f"of {len(services)} lines {loosely}", services)

    def _warn(self, text: str, names: Sequence[str]) -> None:
        shown = ", ".join(names[:5]) + (" ..." if len(names) > 5 else "")
        self.warnings.append(Finding("write_gtfs", 0, "", shown, text, "warning", "made"))

    def _served(self) -> list[str]:
        return sorted({stop.place for line in self.lines for stop in line.service.stops})

    def _refuse_unplaced(self) -> None:
        without = [place.id for place in self.places if place.lat is None or place.lon is None]
        expected = "a stop of a feed needs its position"
        if without:
            raise DataError([Finding("places", 0, "lat", place, expected, rule="writing") for place in without])

    def _tell_borders(self) -> None:
        """Tell lines by land that stop on both sides of a customs border: what is done there takes its time."""
        area = {place.id: self.network.customs_area(place.country) for place in self.places}
        by_land = [line.service for line in self.lines if line.service.mode in ("rail", "road")]
        crossing = [one.id for one in by_land if len({area[stop.place] for stop in one.stops}) > 1]
        if crossing:
            told = f"{len(crossing)} lines cross customs borders by land: what is done there is not in their times"
            self._warn(told, crossing)


def _why_not(service: Service, times: Running | None, known: str, *, assumed: bool) -> str:
    """Return why a service is not written, "" where it is."""
    if service.kind != "line":
        return "areas"
    if times is None:
        return "lines without running times"
    if known == "any":
        return "lines that depart at no stated times"
    return "" if known == "stated" or assumed else "lines of which the headway alone is known"


def _loosely(network: Network, service: Service, found: Moments) -> str:
    """Return why departures are not those of a timetable, "" where they are."""
    if found.known == "assumed":
        return "the departures are assumed: only how often it goes is known"
    if any(pattern.kind == "assumption" for pattern in network.departures[service.id]):
        return "the days and times of departure are an assumption"
    return "" if found.time_of_day_known else "the time of day is not known: 00:00 stands for it"


def _one_zone(network: Network, *, assumed: bool) -> str:
    """Return the zone of all patterns of departures, "" where they are in several or some lines have none."""
    lines = [service for service in network.services_of_all_dates.values() if service.kind == "line"]
    found = {
        pattern.zone or _zone_at(network, line.stops[0].place)
        for line in lines
        for pattern in network.departures.get(line.id, ())
    }
    bare = assumed and any(line.id not in network.departures for line in lines)
    return found.pop() if len(found) == 1 and not bare else ""


def _zone_at(network: Network, place: str) -> str:
    found = network.places[place]
    return zone_name(found.zone, found.country)


def _days_of(zone: ZoneInfo, first: int, last: int) -> tuple[Ints, Ints]:
    """Return the days of a span and the one after it (since 1970), and when they begin; a zone may skip a day."""
    found: list[tuple[int, int]] = []
    day = first
    while not found or found[-1][0] <= last:
        found += [(day, int(begin)) for begin in beginnings(zone, np.array([day], dtype=np.int64))]
        day += 1
    days, begins = np.array(found, dtype=np.int64).T
    return days, begins


def _by_time(times: Ints, days: Ints, begins: Ints) -> dict[int, tuple[int, ...]]:
    """Return, of each time of a service day, on which days something departs then."""
    at = np.searchsorted(begins, times, side="right") - 1
    found: dict[int, list[int]] = {}
    for day, second in zip(days[at].tolist(), (times - begins[at]).tolist(), strict=True):
        found.setdefault(second, []).append(day)
    return {second: tuple(found[second]) for second in sorted(found)}


def _tables(feed: _Feed, url: str) -> Iterator[tuple[str, Table]]:
    """Yield the tables of a feed by name, those without rows left out."""
    zone = feed.zone.key if feed.zone is not None else UTC
    operators = sorted({line.service.operator or feed.network.name for line in feed.lines})
    agency = {name: f"agency.{number}" for number, name in enumerate(operators, 1)}
    header: list[Sequence[Any]] = [("agency_id", "agency_name", "agency_url", "agency_timezone")]
    yield "agency", header + [(agency[name], escaped(name), url, zone) for name in operators]
    yield "stops", _stops(feed.places)
    yield "routes", _routes(feed, agency)
    calendars: dict[tuple[int, ...], str] = {}
    trips: Table = [("route_id", "service_id", "trip_id")]
    calls: Table = [tuple(_CALL.split())]
    for line in feed.lines:
        for number, (second, days) in enumerate(line.departures.items(), 1):
            trip = f"{line.service.id}.{number}"
            trips.append((line.service.id, calendars.setdefault(days, f"days.{len(calendars) + 1}"), trip))
            calls += _calls(trip, line, second)
    yield "trips", trips
    yield "stop_times", calls
    yield "calendar_dates", _days(calendars)
    if len(transfers := _transfers(feed)) > 1:
        yield "transfers", transfers
    yield "feed_info", _about(feed, url)


_CALL = "trip_id arrival_time departure_time stop_id stop_sequence pickup_type drop_off_type timepoint"


def _stops(places: Iterable[Place]) -> Table:
    table: Table = [("stop_id", "stop_name", "stop_lat", "stop_lon", "stop_timezone")]
    for place in places:
        table.append((place.id, escaped(place.name), place.lat, place.lon, zone_name(place.zone, place.country)))
    return table


def _routes(feed: _Feed, agency: Mapping[str, str]) -> Table:
    table: Table = [("route_id", "agency_id", "route_long_name", "route_desc", "route_type")]
    for line in feed.lines:
        service = line.service
        name = escaped(service.name)
        table.append(
            (service.id, agency[service.operator or feed.network.name], name, line.loosely, TYPES[service.mode])
        )
    return table


def _calls(trip: str, line: _Line, second: int) -> Iterator[Sequence[Any]]:
    times = zip(line.running.arrival.tolist(), line.running.departure.tolist(), line.service.stops, strict=True)
    for arrival, departure, stop in times:
        flags = (0 if stop.board else 1, 0 if stop.alight else 1, 0 if line.loosely else 1)
        yield trip, _time(second + arrival), _time(second + departure), stop.place, stop.seq, *flags


def _time(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _day(number: int) -> str:
    return datetime.date.fromordinal(number + EPOCH).strftime("%Y%m%d")


def _days(calendars: Mapping[tuple[int, ...], str]) -> Table:
    table: Table = [("service_id", "date", "exception_type")]
    return table + [(name, _day(day), 1) for days, name in calendars.items() for day in days]


def _transfers(feed: _Feed) -> Table:
    table: Table = [("from_stop_id", "to_stop_id", "transfer_type", "min_transfer_time")]
    for place in feed.places:
        figure = feed.network.figure(place.id, "cut_off")
        if figure is not None:
            table.append((place.id, place.id, 2, seconds_in(figure)))
    return table


def _about(feed: _Feed, url: str) -> Table:
    header = "feed_publisher_name feed_publisher_url feed_lang feed_start_date feed_end_date feed_version"
    ends = (day.strftime("%Y%m%d") for day in (feed.start, feed.end))
    row = (escaped(feed.network.title or feed.network.name), url, "en", *ends, feed.network.content_hash)
    return [tuple(header.split()), row]


def _text(table: Table) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(table)
    return out.getvalue()


def _archive(files: Iterable[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(zipfile.ZipInfo(name, ZIP_DATE), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
