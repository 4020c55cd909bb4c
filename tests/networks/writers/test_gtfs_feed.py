"""Departures written as a GTFS feed: read back they are the same connections; what stands there stays or is replaced whole."""

from __future__ import annotations

import csv
import datetime
import warnings
import zipfile
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from oracles.cases import cases
from oracles.gtfs_feeds import TOY, as_folder, random_feed

import networks
from networks.timetable.connections import connections

DAY = 86_400
FIRST, LAST = datetime.date(2016, 5, 2), datetime.date(2016, 5, 31)  # a Monday, a Tuesday


def toy(**departures):
    """Return a network of a ship from Yokohama by Toyama, where nobody gets off, to Vladivostok."""
    builder = networks.NetworkBuilder("toy").add_source(id="S", title="timetable")
    for place, lat, lon, zone in (
        ("JPYOK", 35.45, 139.65, "Asia/Tokyo"),
        ("JPTOY", 36.77, 137.23, "Asia/Tokyo"),
        ("RUVVO", 43.1, 131.9, "Asia/Vladivostok"),
    ):
        builder.add_place(id=place, name=place, lat=lat, lon=lon, zone=zone)
    builder.add_link(id="lane1", tail="JPYOK", head="JPTOY", mode="sea", length_km=1800)
    builder.add_link(id="lane2", tail="JPTOY", head="RUVVO", mode="sea", length_km=900)
    calls = ["JPYOK", {"place": "JPTOY", "path": ("lane1",), "alight": False}, {"place": "RUVVO", "path": ("lane2",)}]
    builder.add_service(id="ship", name="=Ship", kind="line", mode="sea", stops=calls, operator="Line")
    if departures:
        builder.add_departures(**{"service": "ship", "source": "S", "kind": "sourced"} | departures)
    for element, quantity, value, unit in (
        ("ship#2", "running_time", 50, "h"),
        ("ship#2", "dwell", 90, "min"),
        ("ship#3", "running_time", 30.5, "h"),
        ("JPTOY", "cut_off", 2, "h"),
        ("ship", "headway", 7, "d"),
    ):
        builder.add_figure(element=element, quantity=quantity, value=value, unit=unit, source="S", kind="sourced")
    return builder.build(silence="stated-countries")


def rows(file):
    return list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))


def rides(net, start, end):
    """Return the rides of a network in a span, as they can be told of another of the same departures."""
    found = connections(net, start, end)
    own = {}
    for at, node in zip(found.seq.tolist(), found.head.tolist(), strict=True):
        own.setdefault(node, found.places[node] if node < len(found.places) else ("own", at))
    for node in found.tail.tolist():
        own.setdefault(node, found.places[node] if node < len(found.places) else ("own",))
    real = found.seq > 0
    cells = zip(found.departure[real].tolist(), found.arrival[real].tolist(), found.head[real].tolist(), strict=True)
    ways = [(leaves, comes, str(own[head])) for leaves, comes, head in cells]
    least = {place: int(found.min_change[found.node(place)]) for place in found.places}
    return sorted(ways), least, int((~real).sum())


def test_a_feed_read_back_departs_alike(tmp_path):
    net = toy(weekdays="Mon;Fri", times="09:00;25:30", from_date=FIRST, until_date=LAST)
    networks.write_gtfs(net, tmp_path / "feed", FIRST, LAST)
    back = networks.read_gtfs(tmp_path / "feed", silence="stated-countries")
    start = int(datetime.datetime(2016, 5, 2, tzinfo=ZoneInfo("Asia/Tokyo")).timestamp())
    assert rides(back, start, start + 60 * DAY) == rides(net, start, start + 60 * DAY)
    assert len(rides(net, start, start + 60 * DAY)[0]) == 2 * 2 * 9
    assert back.places["RUVVO"].zone == "Asia/Vladivostok" and back.figure("JPTOY", "cut_off").value == 7200
    assert back.services["line:ship"].name.startswith("=Ship") and back.services["line:ship"].operator == "Line"


def test_what_is_written_is_what_the_standard_asks(tmp_path):
    networks.write_gtfs(toy(weekdays="Mon", times="09:00"), tmp_path / "feed", FIRST, LAST)
    assert rows(tmp_path / "feed" / "agency.txt")[0]["agency_timezone"] == "Asia/Tokyo"
    assert [(row["route_type"], row["route_long_name"]) for row in rows(tmp_path / "feed" / "routes.txt")] == [
        ("4", "'=Ship")
    ]
    calls = [list(row.values())[1:] for row in rows(tmp_path / "feed" / "stop_times.txt")]
    assert calls == [
        ["09:00:00", "09:00:00", "JPYOK", "1", "0", "0", "1"],
        ["59:00:00", "60:30:00", "JPTOY", "2", "0", "1", "1"],
        ["91:00:00", "91:00:00", "RUVVO", "3", "0", "0", "1"],
    ]
    days = [row["date"] for row in rows(tmp_path / "feed" / "calendar_dates.txt")]
    assert days == ["20160502", "20160509", "20160516", "20160523", "20160530"]
    assert rows(tmp_path / "feed" / "transfers.txt")[0]["min_transfer_time"] == "7200"


def test_departures_that_are_assumed_say_so_there_and_back(tmp_path):
    with pytest.warns(networks.DataWarning, match="of 1 lines the departures are assumed"):
        networks.write_gtfs(toy(), tmp_path / "feed", FIRST, LAST)
    assert {row["timepoint"] for row in rows(tmp_path / "feed" / "stop_times.txt")} == {"0"}
    assert rows(tmp_path / "feed" / "agency.txt")[0]["agency_timezone"] == "Etc/UTC"  # of no pattern
    back = networks.read_gtfs(tmp_path / "feed", silence="stated-countries")
    assert {one.kind for patterns in back.departures.values() for one in patterns} == {"assumption"}
    with pytest.raises(networks.DataError, match="no service runs"):
        networks.write_gtfs(toy(), tmp_path / "other", FIRST, LAST, assumed=False)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"weekdays": "Mon"}, "the time of day is not known: 00:00 stands for it"),
        (
            {"weekdays": "Mon", "times": "09:00", "kind": "assumption"},
            "the days and times of departure are an assumption",
        ),
    ],
)
def test_so_do_those_of_which_something_is_not_known(tmp_path, given, said):
    with pytest.warns(networks.DataWarning, match=f"of 1 lines {said}"):
        networks.write_gtfs(toy(**given), tmp_path / "feed", FIRST, LAST)
    assert rows(tmp_path / "feed" / "routes.txt")[0]["route_desc"] == said
    back = networks.read_gtfs(tmp_path / "feed", silence="stated-countries")
    assert {one.kind for one in back.departures["line:ship"]} == {"assumption"}


def test_an_archive_is_the_same_each_time_and_replaced_only_when_asked(tmp_path):
    net, file = toy(weekdays="Mon", times="09:00"), tmp_path / "feed.zip"
    networks.write_gtfs(net, file, FIRST, LAST)
    first = file.read_bytes()
    with pytest.raises(networks.DataError, match="overwrite=True"):
        networks.write_gtfs(net, file, FIRST, LAST)
    networks.write_gtfs(net, file, FIRST, LAST, overwrite=True)
    assert file.read_bytes() == first and [path.name for path in tmp_path.iterdir()] == ["feed.zip"]
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None and "stop_times.txt" in archive.namelist()
    networks.write_gtfs(net, tmp_path / "folder", FIRST, LAST)
    one, other = (
        networks.read_gtfs(path, name="a", silence="stated-countries") for path in (file, tmp_path / "folder")
    )
    assert one == other


def test_a_folder_of_other_things_is_left_alone(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    with pytest.raises(networks.DataError, match="would be lost"):
        networks.write_gtfs(toy(weekdays="Mon", times="09:00"), tmp_path / "mine", FIRST, LAST, overwrite=True)
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"start": LAST, "end": FIRST}, "expected no day before 2016-05-31"),
        ({"start": "2016-05-02"}, "expected a datetime.date"),
        ({"end": datetime.datetime(2016, 5, 3)}, "expected a datetime.date"),
        ({"assumed": 1}, "expected True or False"),
        ({"start": datetime.date(2016, 5, 3), "end": datetime.date(2016, 5, 3)}, "no service runs"),
    ],
)
def test_what_cannot_be_written_is_refused(tmp_path, given, said):
    asked = {"start": FIRST, "end": LAST} | given
    with pytest.raises(networks.DataError, match=said):
        networks.write_gtfs(toy(weekdays="Mon", times="09:00"), tmp_path / "feed", **asked)
    assert not list(tmp_path.iterdir())


def test_a_stop_without_a_position_is_refused(tmp_path):
    builder = networks.NetworkBuilder.from_network(toy(weekdays="Mon", times="09:00"))
    builder.add_place(id="X", name="X", zone="Asia/Tokyo").add_link(
        id="x", tail="RUVVO", head="X", mode="sea", length_km=10
    )
    builder.add_service(id="L", name="L", kind="line", mode="sea", stops=["RUVVO", {"place": "X", "path": ("x",)}])
    builder.add_figure(element="L#2", quantity="running_time", value=1, unit="h", source="S", kind="sourced")
    builder.add_departures(service="L", weekdays="Mon", times="09:00", kind="sourced", source="S")
    with pytest.raises(networks.DataError, match="'X': a stop of a feed needs its position"):
        networks.write_gtfs(builder.build(silence="stated-countries"), tmp_path / "feed", FIRST, LAST)


@cases(quick=4, long=250)
@given(st.integers(0, 2**32 - 1))
def test_a_feed_written_of_a_feed_departs_alike(tmp_path_factory, seed):
    folder = tmp_path_factory.mktemp("feeds")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", networks.DataWarning)
        net = networks.read_gtfs(as_folder(folder / "one", random_feed(seed)))
        assume(net.departures)
        networks.write_gtfs(net, folder / "two.zip", datetime.date(2024, 3, 25), datetime.date(2024, 4, 9))
        back = networks.read_gtfs(folder / "two.zip")
    start = int(datetime.datetime(2024, 3, 24, tzinfo=datetime.UTC).timestamp())
    one, other = (rides(given, start, start + 30 * DAY) for given in (net, back))
    assert one[0] == other[0]
    assert {place: least for place, least in one[1].items() if place in back.places} == other[1]


@pytest.mark.long
@pytest.mark.parametrize(("edition", "year"), [("eurasia", 2016), ("eurasia-2025", 2025)])
def test_the_built_in_departures_come_back(tmp_path, edition, year):
    net = networks.load(edition)
    first, last = datetime.date(year, 9, 1), datetime.date(year, 9, 30)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", networks.DataWarning)
        networks.write_gtfs(net, tmp_path / "feed.zip", first, last)
        back = networks.read_gtfs(tmp_path / "feed.zip")
    start = int(datetime.datetime(year, 9, 1, tzinfo=datetime.UTC).timestamp())
    spans = (start, start + 30 * DAY), (start, start + 130 * DAY)
    found = [{trip for trip in trips(given, spans[1]) if trip[0][0] < spans[0][1]} for given in (net, back)]
    assert found[0] == found[1] and len(found[0]) > 1000


def trips(net, span):
    """Yield the rides of each departure whose first is in a span."""
    found = connections(net, *span)
    first = {name: net.services_of_all_dates[name].stops[1].seq for name in found.services}
    whole = {}
    for row in found.departure.argsort(kind="stable").tolist():
        if found.seq[row]:
            whole.setdefault(int(found.trip[row]), []).append(row)
    for rows_of_trip in whole.values():
        service = found.services[found.service[rows_of_trip[0]]]
        if found.seq[rows_of_trip[0]] == first[service]:
            stops = {stop.seq: stop.place for stop in net.services_of_all_dates[service].stops}
            yield tuple(
                (int(found.departure[row]), int(found.arrival[row]), stops[int(found.seq[row])]) for row in rows_of_trip
            )


def test_a_feed_that_was_read_has_the_dates_of_its_calendar(tmp_path):
    net = networks.read_gtfs(as_folder(tmp_path / "one", TOY), silence=("stated-countries", "rail-gauges", "connected"))
    networks.write_gtfs(net, tmp_path / "two", datetime.date(2018, 8, 13), datetime.date(2018, 8, 19))
    routes = {row["trip_id"]: row for row in rows(tmp_path / "two" / "trips.txt")}
    dates = {}
    for row in rows(tmp_path / "two" / "calendar_dates.txt"):
        dates.setdefault(row["service_id"], []).append(row["date"])
    assert dates[routes["line:rail.2.1"]["service_id"]] == ["20180814", "20180815", "20180816", "20180817", "20180818"]
