"""GTFS feeds: what becomes of them, what is refused by file, line and value, and journeys against a second reader and search."""

from __future__ import annotations

import contextlib
import datetime
import random
import warnings
import zipfile
from collections import Counter
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from oracles.cases import cases
from oracles.gtfs_feeds import TOY, as_archive, as_folder, edited, random_feed
from oracles.gtfs_plain import arrivals_by_dijkstra, graph_of, runs_of

import networks
from networks.model import limits
from networks.readers import gtfs_files
from networks.timetable.connections import connections
from routing.search import Timetable

SILENT = ("stated-countries", "rail-gauges", "connected")
FROM = int(datetime.datetime(2018, 8, 13, tzinfo=ZoneInfo("Asia/Tokyo")).timestamp())  # a Monday
DAY = 86_400


def read(tmp_path, tables=TOY, name="feed", **given):
    return networks.read_gtfs(as_folder(tmp_path / name, tables), silence=SILENT, **given)


def refused(tmp_path, tables, name="feed", **given):
    with pytest.raises(networks.DataError) as error:
        read(tmp_path, tables, name, **given)
    return [one for one in error.value.findings if one.severity == "error"]


# ---- what a feed becomes --------------------------------------------------------------------------------------


def test_stops_are_places_and_platforms_their_station(tmp_path):
    net = read(tmp_path)
    assert list(net.places) == ["MUR", "MIY", "S", "MOR"]
    assert {place.zone for place in net.places.values()} == {"Asia/Tokyo"}
    assert net.places["S"].kind == "rail_terminal" and net.places["MUR"].kind == "seaport"
    assert list(net.links) == ["ferry:MUR-MIY", "rail:S-MOR"]
    assert net.links["ferry:MUR-MIY"].length_km == pytest.approx(311.5, abs=0.1)  # the great circle
    assert net.links["ferry:MUR-MIY"].directed and "great circle" in net.links["ferry:MUR-MIY"].note


def test_trips_that_take_alike_are_one_line(tmp_path):
    net = read(tmp_path)
    assert list(net.services) == ["line:ferry", "line:rail.1", "line:rail.2"]
    assert net.figure("line:ferry#2", "running_time").value == 36_000  # 20:00 to 6:00
    assert net.figure("line:rail.1#2", "running_time").unit == "s"
    assert net.services["line:rail.1"].name == "Y Yamada line: Station of Miyako - Morioka"
    weekly, added = net.departures["line:rail.1"]
    assert weekly.times == ("06:31", "16:31") and weekly.weekdays == ("Mon", "Tue", "Wed", "Thu", "Fri")
    assert weekly.except_dates == (datetime.date(2018, 8, 13),) and added.dates == (datetime.date(2018, 8, 18),)
    assert weekly.until_date == datetime.date(2019, 6, 30) and weekly.zone == "Asia/Tokyo"
    assert weekly.kind == "sourced" and weekly.note == "service_id week"


def test_dwells_minimum_changes_and_calls_where_nobody_boards(tmp_path):
    between = "up,6:30:00,6:31:00,S1,10,0,0\nup,7:00:00,7:04:30,MIY,15,1,0"
    tables = edited("stop_times.txt", "up,6:30:00,6:31:00,S1,10,0,0", between)
    tables["transfers.txt"] = "from_stop_id,to_stop_id,transfer_type,min_transfer_time\nS1,S2,2,240\nS,S,2,180\n"
    net = read(tmp_path, tables)
    assert net.figure("line:rail.1#2", "dwell").value == 270
    assert not net.services["line:rail.1"].stops[1].board and net.services["line:rail.1"].stops[1].alight
    assert net.figure("S", "cut_off").value == 240  # the longer of the two at one station


def test_connections_are_exact_in_utc(tmp_path):
    found = connections(read(tmp_path), FROM, FROM + 7 * DAY)
    rows = zip(found.tail.tolist(), found.head.tolist(), (found.departure - FROM).tolist(), strict=True)
    leaves = sorted((found.places[tail], found.places[head], at // DAY, at % DAY) for tail, head, at in rows)
    trains = [(day, at) for tail, _, day, at in leaves if tail == "S"]
    # not on Monday, which is taken out; on Saturday, which is added; at 6:31, 16:31 and 16:35
    assert trains == [(day, at) for day in (1, 2, 3, 4, 5) for at in (23_460, 59_460, 59_700)]
    assert Counter(tail for tail, *_ in leaves) == {"MUR": 7, "S": 15}
    sails = found.departure[found.tail == found.node("MUR")].min()
    assert sails == FROM + 20 * 3600 and found.arrival[found.departure == sails].tolist() == [FROM + 30 * 3600]


def test_an_archive_and_a_folder_are_one(tmp_path):
    folder, archive = as_folder(tmp_path / "a", TOY), as_archive(tmp_path / "b.zip", TOY)
    one, other = (networks.read_gtfs(path, name="toy", silence=SILENT) for path in (folder, archive))
    assert one == other
    assert networks.read_gtfs(archive, silence=SILENT).name == "b"


def test_a_network_of_a_feed_is_written_and_read_as_any(tmp_path):
    net = read(tmp_path)
    networks.write(net, tmp_path / "tables")
    assert networks.read(tmp_path / "tables", silence=SILENT) == net


def test_byte_order_marks_windows_line_ends_blanks_and_unsorted_rows_are_read(tmp_path):
    lines = TOY["stop_times.txt"].splitlines()
    mixed = "\r\n".join([lines[0], *reversed(lines[1:]), ""]).replace(",6:30:00", ", 6:30:00")
    tables = TOY | {"stop_times.txt": "\N{ZERO WIDTH NO-BREAK SPACE}" + mixed}
    with pytest.warns(networks.DataWarning, match="blanks around cells are skipped"):
        net = read(tmp_path, tables)
    assert net.departures["line:rail.1"][0].times == ("06:31", "16:31")


def test_a_service_of_days_alone_needs_no_calendar(tmp_path):
    dates = "service_id,date,exception_type\ndaily,20180701,1\nweek,20180702,1\nweek,20180704,1\n"
    tables = {name: text for name, text in TOY.items() if name != "calendar.txt"} | {"calendar_dates.txt": dates}
    found = read(tmp_path, tables).departures
    assert found["line:rail.2"][0].dates == (datetime.date(2018, 7, 2), datetime.date(2018, 7, 4))


def test_two_vehicles_that_leave_together_are_two_lines(tmp_path):
    calendar = TOY["calendar.txt"] + "monday,1,0,0,0,0,0,0,20180622,20190630\nsunday,0,0,0,0,0,0,1,20180622,20190630\n"
    for days, lines in (("monday", 2), ("sunday", 1)):
        tables = edited("trips.txt", "rail,week,up again", f"rail,{days},up again") | {"calendar.txt": calendar}
        tables["stop_times.txt"] = (
            tables["stop_times.txt"].replace("16:30:00,16:31", "6:30:00,6:31").replace("19:00:00", "09:00:00")
        )
        net = read(tmp_path, tables, days)
        assert [name for name in net.services if name.startswith("line:rail")][:lines] == [
            "line:rail.1",
            "line:rail.2",
        ][:lines]
        assert len([one for one in net.departures.values() if one[0].times == ("06:31",)]) == lines


def test_repetitions_are_sourced_where_their_times_are_stated(tmp_path):
    often = "trip_id,start_time,end_time,headway_secs,exact_times\nup,6:00:00,8:00:00,1800,1\nslow,23:00:00,26:00:00,3600,0\n"
    net = read(tmp_path, TOY | {"frequencies.txt": often})
    exact, loose = net.departures["line:rail.1"][0], net.departures["line:rail.2"][0]
    assert exact.times == ("16:31", "06:00-07:30/00:30") and exact.kind == "sourced"  # 8:00 is not before the end
    assert loose.times == ("23:00-25:00/01:00",) and loose.kind == "assumption" and "exact_times 0" in loose.note


def test_missing_times_lie_between_the_others_by_the_way(tmp_path):
    # on a meridian 1/4 of the way out: 600 s + 1/4 of 4000 s
    stops = TOY["stops.txt"] + "a,a,39,141.136,,,\nb,b,39.05,141.136,,,\nc,c,39.2,141.136,,,\n"
    times = TOY["stop_times.txt"] + "slow,24:10:00,24:10:00,a,30,,\nslow,,,b,31,,\nslow,25:16:40,25:16:40,c,32,,\n"
    tables = TOY | {"stops.txt": stops, "stop_times.txt": times}
    with pytest.warns(networks.DataWarning, match="1 times are not stated and are interpolated"):
        net = read(tmp_path, tables)
    found = [net.figure(f"line:rail.2#{seq}", "running_time") for seq in (4, 5)]
    assert [figure.value for figure in found] == [1000, 3000]
    assert {figure.kind for figure in found} == {"computed"}
    assert net.figure("line:rail.2#2", "running_time").kind == "sourced"


def test_approximate_times_are_assumed(tmp_path):
    header, *rows = TOY["stop_times.txt"].splitlines()
    marked = [header + ",timepoint", *(f"{row},{int(not row.startswith('south'))}" for row in rows)]
    net = read(tmp_path, TOY | {"stop_times.txt": "\n".join(marked)})
    assert {name: patterns[0].kind for name, patterns in net.departures.items()} == {
        "line:ferry": "assumption",
        "line:rail.1": "sourced",
        "line:rail.2": "sourced",
    }


def test_ids_that_cannot_be_ids_are_told_in_notes(tmp_path):
    tables = {name: text.replace("MUR", "port of Muroran") for name, text in TOY.items()}
    tables |= {name: tables[name].replace("ferry", "the ferry") for name in ("routes.txt", "trips.txt")}
    with pytest.warns(networks.DataWarning, match="as an id port-of-Muroran, and 0 more likewise"):
        net = read(tmp_path, tables)
    assert net.places["port-of-Muroran"].note == "stop_id port of Muroran"
    assert net.services["line:the-ferry"].note == "route_id the ferry"


def test_what_is_not_read_is_told(tmp_path):
    tables = edited(
        "trips.txt", "service_id,trip_id\nferry,daily,south", "service_id,trip_id,block_id\nferry,daily,south,7"
    )
    tables["trips.txt"] = "\n".join(
        f"{row}," if row.count(",") == 2 else row for row in tables["trips.txt"].splitlines()
    )
    tables["shapes.txt"] = "shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence\n"
    tables["transfers.txt"] = (
        "from_stop_id,to_stop_id,transfer_type,min_transfer_time\nMIY,S,2,600\nS,S,3,\nMUR,MUR,0,\n"
    )
    with pytest.warns(networks.DataWarning) as told:
        read(tmp_path, tables)
    text = str(told[0].message)
    for part in (
        "'shapes.txt': these files",
        "aboard from one trip of a block",
        "ways on foot",
        "no change is possible",
    ):
        assert part in text


# ---- what is refused ------------------------------------------------------------------------------------------

BAD = [  # file, what stands there, what is put there, then line, column, value and what is said
    (
        "stop_times.txt",
        "30:00:00,30",
        "19:00:00,30",
        3,
        "arrival_time",
        "19:00:00",
        "arrives before it leaves the stop",
    ),
    ("stop_times.txt", "30:00:00,30:00", "30:00:00,29:00", 3, "departure_time", "29:00:00", "leaves before it arrives"),
    ("stop_times.txt", "6:30:00,6", "25:61:00,6", 4, "arrival_time", "25:61:00", "expected a time as HH:MM:SS"),
    ("stop_times.txt", "6:31:00,S1", "6.31,S1", 4, "departure_time", "6.31", "expected a time as HH:MM:SS"),
    ("stop_times.txt", "MIY,2", "MYI,2", 3, "stop_id", "MYI", "no such stop"),
    ("stop_times.txt", "S1,10", "S,10", 4, "stop_id", "S", "expected a stop (location_type 0)"),
    ("stop_times.txt", "south,30", "north,30", 3, "trip_id", "north", "no such trip"),
    (
        "stop_times.txt",
        "MIY,2",
        "MIY,1",
        3,
        "stop_sequence",
        "1",
        "expected each number once in a trip; it stands in line 2",
    ),
    ("stop_times.txt", "MIY,2", "MIY,-2", 3, "stop_sequence", "-2", "expected a whole number from 0"),
    (
        "stop_times.txt",
        "20:00:00,20:00:00",
        ",",
        2,
        "arrival_time",
        "",
        "the first and the last stop of a trip need a time",
    ),
    ("stop_times.txt", "MIY,2,0,0", "MIY,2,9,0", 3, "pickup_type", "9", "expected one of 0, 1, 2, 3"),
    ("stops.txt", "42.325", "142.325", 2, "stop_lat", "142.325", "expected degrees from -90 to 90"),
    ("stops.txt", "42.325", "", 2, "stop_lat", "", "a stop needs its position"),
    ("stops.txt", "S2,Track 2", "S1,Track 2", 6, "stop_id", "S1", "expected each id once; it stands in line 5 already"),
    ("stops.txt", "141.947,0,S,\nS2", "141.947,0,T,\nS2", 5, "parent_station", "T", "no such stop"),
    ("stops.txt", "141.136,,,", "141.136,,,Asia/Morioka", 7, "stop_timezone", "Asia/Morioka", "no zone has this name"),
    ("agency.txt", "Asia/Tokyo", "Tokio", 2, "agency_timezone", "Tokio", "no zone has this name"),
    (
        "agency.txt",
        "Asia/Tokyo\n",
        "Asia/Tokyo\nL,L,x,Asia/Seoul\n",
        3,
        "agency_timezone",
        "Asia/Seoul",
        "every other agency",
    ),
    ("routes.txt", "line,2", "line,99", 3, "route_type", "99", "no type of route has this number"),
    ("routes.txt", "rail,K", "rail,J", 3, "agency_id", "J", "no such agency"),
    ("trips.txt", "ferry,daily", "fery,daily", 2, "route_id", "fery", "no such route"),
    ("trips.txt", "ferry,daily", "ferry,nightly", 2, "service_id", "nightly", "no such service"),
    ("trips.txt", "up again", "up", 4, "trip_id", "up", "expected each id once; it stands in line 3 already"),
    ("calendar.txt", "daily,1,1,1,1,1,1,1,2018", "daily,1,1,1,1,1,1,2,2018", 2, "sunday", "2", "expected one of 0, 1"),
    ("calendar.txt", "1,1,1,20180622", "1,1,1,20180230", 2, "start_date", "20180230", "there is no such day"),
    ("calendar.txt", "1,1,1,20180622", "1,1,1,2018-06-22", 2, "start_date", "2018-06-22", "expected a day as YYYYMMDD"),
    (
        "calendar.txt",
        "1,1,1,20180622",
        "1,1,1,20190701",
        2,
        "end_date",
        "20190630",
        "expected no day before start_date",
    ),
    (
        "calendar.txt",
        "20180622,20190630\nweek",
        "20180622,99991231\nweek",
        2,
        "end_date",
        "99991231",
        "within 100 years",
    ),
    ("calendar.txt", "daily,1,1,1,1,1,1,1", "daily,0,0,0,0,0,0,0", 2, "service_id", "daily", "no service runs"),
    ("calendar_dates.txt", "20180818", "20240230", 3, "date", "20240230", "there is no such day"),
    ("calendar_dates.txt", "20180818,1", "20180817,1", 3, "date", "20180817", "pattern and exception overlap"),
    ("calendar_dates.txt", "20180813,2", "20180812,2", 2, "date", "20180812", "pattern and exception overlap"),
    (
        "calendar_dates.txt",
        "20180818,1",
        "20180813,1",
        3,
        "date",
        "20180813",
        "expected each pair of service_id and date once",
    ),
    ("calendar_dates.txt", "20180818,1", "20180818,3", 3, "exception_type", "3", "expected one of 1, 2"),
]


@pytest.mark.parametrize(("file", "old", "new", "line", "column", "value", "said"), BAD)
def test_bad_input_is_refused_by_file_line_column_and_value(tmp_path, file, old, new, line, column, value, said):
    found = refused(tmp_path, edited(file, old, new))
    assert (file, line, column, value) in [(one.file, one.row, one.field, one.value) for one in found], found
    assert any(said in one.expected for one in found if one.row == line), found


def test_everything_is_told_at_once(tmp_path):
    tables = dict(TOY)
    several = ("19:00:00,30", "25:61:00,6", "Tokio", "fery,daily", "1,1,1,20180230", "20240230")
    for file, old, new, *_ in (bad for bad in BAD if bad[2] in several):
        tables[file] = tables[file].replace(old, new)
    found = [(one.file, one.row, one.field) for one in refused(tmp_path, tables)]
    assert sorted(found) == [
        ("agency.txt", 2, "agency_timezone"),
        ("calendar.txt", 2, "start_date"),
        ("calendar_dates.txt", 3, "date"),
        ("stop_times.txt", 3, "arrival_time"),
        ("stop_times.txt", 4, "arrival_time"),
        ("trips.txt", 2, "route_id"),
    ]


def test_of_one_trip_too(tmp_path):
    tables = edited("stop_times.txt", "south,30:00:00,30:00:00,MIY,2,0,0", "south,19:00:00,18:61:00,MIJ,2,0,4")
    found = [(one.row, one.field) for one in refused(tmp_path, tables)]
    assert sorted(found) == [(3, "arrival_time"), (3, "departure_time"), (3, "drop_off_type"), (3, "stop_id")]


@pytest.mark.parametrize("file", [name for name in TOY if not name.startswith("calendar")])
def test_a_missing_file_is_told_and_nothing_that_follows_from_it(tmp_path, file):
    found = refused(tmp_path, {name: text for name, text in TOY.items() if name != file})
    assert [(one.file, one.expected) for one in found] == [(file, "this file is required and is not there")]


def test_without_trips_no_service_runs(tmp_path):
    empty = {name: TOY[name].splitlines()[0] + "\n" for name in ("trips.txt", "stop_times.txt")}
    found = refused(tmp_path, TOY | empty)
    assert [one.expected for one in found] == ["no service runs: no trip has two stops"]
    alone = TOY | {"stop_times.txt": "\n".join(TOY["stop_times.txt"].splitlines()[:2])}
    assert [one.expected for one in refused(tmp_path, alone, "alone")] == ["no service runs: no trip has two stops"]


def test_without_a_calendar_no_service_runs(tmp_path):
    found = refused(tmp_path, {name: text for name, text in TOY.items() if not name.startswith("calendar")})
    assert "no service runs" in found[0].expected


def test_a_missing_column_is_told_with_what_may_be_it(tmp_path):
    found = refused(tmp_path, edited("stop_times.txt", "arrival_time", "arival_time"))
    assert [(one.file, one.row, one.field) for one in found] == [("stop_times.txt", 1, "arrival_time")]
    assert found[0].expected == "this column is required; is it arival_time?"


def test_a_row_may_lack_cells_that_may_be_empty_and_no_others(tmp_path):
    short = edited("stop_times.txt", "MIY,2,0,0", "MIY,2")
    with pytest.warns(networks.DataWarning, match="line 3: the line ends early"):
        assert read(tmp_path, short).departures
    found = refused(tmp_path, edited("stop_times.txt", "MIY,2,0,0", "MIY"), "other")
    assert "expected 7 cells as in the header, found 4" in found[0].expected


def test_days_that_change_nothing_are_read_by_who_tolerates_them(tmp_path):
    tables = edited("calendar_dates.txt", "20180818,1", "20180817,1")
    with pytest.warns(networks.DataWarning, match="added, and its week has it"):
        net = read(tmp_path, tables, tolerant=True)
    assert len(net.departures["line:rail.1"]) == 1


def test_trips_without_a_day_are_left_out_by_who_tolerates_them(tmp_path):
    tables = edited("calendar.txt", "daily,1,1,1,1,1,1,1", "daily,0,0,0,0,0,0,0")
    with pytest.warns(networks.DataWarning, match="no day at all, and its trips are left out"):
        net = read(tmp_path, tables, tolerant=True)
    assert list(net.services) == ["line:rail.1", "line:rail.2"]


def test_other_encodings_are_refused(tmp_path):
    tables = TOY | {"stops.txt": TOY["stops.txt"].replace("Muroran", "Muror\xe4n").encode("latin-1")}
    found = refused(tmp_path, tables)
    assert [(one.file, one.row, one.value) for one in found] == [("stops.txt", 2, "0xe4")]


def test_frequencies_are_checked(tmp_path):
    header = "trip_id,start_time,end_time,headway_secs\n"
    rows = "up,9:00:00,8:00:00,600\nup,6:00:00,8:00:00,0\nnone,6:00:00,8:00:00,600\nslow,6:00:00,9:00:00,600\nslow,8:00:00,9:00:00,600\n"
    found = refused(tmp_path, TOY | {"frequencies.txt": header + rows})
    assert [(one.row, one.field) for one in found] == [
        (2, "end_time"),
        (3, "headway_secs"),
        (4, "trip_id"),
        (6, "start_time"),
    ]


def test_speeds_that_no_train_has_are_told_but_a_minute_is_granted(tmp_path):
    # 69.8 km in 9 and in 11.5 minutes: 465 and 364 km/h; with a minute more 419 and 335
    times = TOY["stop_times.txt"].replace("19:35:00,19:35:00", "{0},{0}")
    with pytest.warns(networks.DataWarning, match=r"stop_times\.txt, line 9, .*419 km/h is not possible") as told:
        read(tmp_path, TOY | {"stop_times.txt": times.format("16:44:00")})
    assert "not seconds" not in str(told[0].message)
    read(tmp_path, TOY | {"stop_times.txt": times.format("16:46:30")}, "other")


def test_a_hop_that_takes_no_time_is_read(tmp_path):
    net = read(tmp_path, edited("stop_times.txt", "30:00:00,30:00:00", "20:00:00,20:00:00"))
    assert net.figure("line:ferry#2", "running_time").value == 0


AWKWARD = (
    "",
    " ",
    "0",
    "-1",
    "1e9",
    "99:99:99",
    "20240230",
    "00000000",
    "S",
    "\x00",
    "=1+1",
    "'",
    '"',
    "\N{CYRILLIC SMALL LETTER A}" * 300,
)


@cases(quick=8, long=500)
@given(st.integers(0, 2**32 - 1), st.integers(1, 4))
def test_whatever_stands_in_a_cell_is_read_or_refused(tmp_path_factory, seed, wrong):
    rng, tables = random.Random(seed), dict(TOY)
    for _ in range(wrong):
        file = rng.choice(list(tables))
        table = [line.split(",") for line in tables[file].splitlines()]
        line = rng.randrange(len(table)) if rng.random() < 0.2 else rng.randrange(min(1, len(table) - 1), len(table))
        table[line][rng.randrange(len(table[line]))] = rng.choice(AWKWARD)
        tables[file] = "\n".join(map(",".join, table)) + "\n"
    net = None
    with warnings.catch_warnings(), contextlib.suppress(networks.DataError):
        warnings.simplefilter("ignore", networks.DataWarning)
        net = networks.read_gtfs(as_folder(tmp_path_factory.mktemp("feeds") / "feed", tables))
    assert net is None or len(connections(net, FROM, FROM + DAY)) >= 0


def test_a_feed_is_known_by_what_it_holds(tmp_path):
    feed = read(tmp_path)
    assert networks.read(tmp_path / "feed", silence=SILENT) == feed
    assert networks.read(as_archive(tmp_path / "other.zip", TOY), silence=SILENT, name="feed") == feed


# ---- archives -------------------------------------------------------------------------------------------------


def test_what_is_no_feed_is_refused(tmp_path):
    (tmp_path / "file.zip").write_bytes(b"not a zip")
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 and no more")
    for name, said in (
        ("file.zip", "or a zip archive of them"),
        ("broken.zip", "the archive cannot be read"),
        ("none", "no folder or zip archive can be read there: No such file"),
    ):
        with pytest.raises(networks.DataError, match=said):
            networks.read_gtfs(tmp_path / name)


def test_an_archive_is_read_at_its_top_alone_and_leads_nowhere(tmp_path):
    nested = as_archive(tmp_path / "nested.zip", {f"feed/{name}": text for name, text in TOY.items()})
    with pytest.raises(networks.DataError, match="at the top of the archive"):
        networks.read_gtfs(nested)
    hostile = as_archive(
        tmp_path / "hostile.zip", TOY | {"../stops.txt": "x", "/etc/trips.txt": "x", "..\\agency.txt": "x"}
    )
    assert networks.read_gtfs(hostile, silence=(*SILENT, "unread")).services
    assert sorted(path.name for path in tmp_path.iterdir()) == ["hostile.zip", "nested.zip"]


def test_a_file_that_stands_twice_in_an_archive_is_refused(tmp_path):
    file = as_archive(tmp_path / "a.zip", TOY)
    with zipfile.ZipFile(file, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        archive.writestr("trips.txt", "route_id,service_id,trip_id\n")
    with pytest.raises(networks.DataError, match=r"'trips\.txt': expected each file once in the archive"):
        networks.read_gtfs(file)


def test_archives_that_unpack_to_too_much_are_refused(tmp_path, monkeypatch):
    file = as_archive(tmp_path / "a.zip", TOY)
    monkeypatch.setattr(gtfs_files, "FILE_BYTES", 300)
    with pytest.raises(networks.DataError, match=r"stop_times\.txt: the file cannot be read: expected at most"):
        networks.read_gtfs(file)
    monkeypatch.setattr(gtfs_files, "ARCHIVE_BYTES", 1000)
    with pytest.raises(networks.DataError, match="unpacked"):
        networks.read_gtfs(file)
    assert limits.FILE_BYTES < limits.ARCHIVE_BYTES


def test_an_encrypted_archive_is_refused(tmp_path):
    file = as_archive(tmp_path / "a.zip", TOY)
    data = bytearray(file.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # of each member and of the directory
        at = data.find(mark)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(mark, at + 1)
    file.write_bytes(data)
    with pytest.raises(networks.DataError, match="it is encrypted"):
        networks.read_gtfs(file)


# ---- against a second reader and a second search --------------------------------------------------------------


@pytest.mark.long
@cases(quick=4, long=600, against="networkx, single_source_dijkstra on the graph of events")
@given(st.integers(0, 2**32 - 1))
def test_journeys_are_those_of_another_reader_and_dijkstra(tmp_path_factory, seed):
    folder = as_folder(tmp_path_factory.mktemp("feeds") / "feed", random_feed(seed))
    first, last = datetime.date(2024, 3, 25), datetime.date(2024, 4, 2)
    zone, changes, runs = runs_of(folder, first, last)
    assume(runs)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", networks.DataWarning)
        net = networks.read_gtfs(folder)
    start = int(datetime.datetime.combine(first, datetime.time(), zone).timestamp()) - DAY
    found = connections(net, start, start + 20 * DAY)
    timetable = Timetable(**found.columns, min_change=found.min_change, n_nodes=found.n_nodes)
    graph, moments = graph_of(runs, changes)
    rng = random.Random(seed)
    for origin in found.places:
        after = rng.randrange(start, start + 8 * DAY)
        expected = arrivals_by_dijkstra(graph, moments, origin, after)
        arrivals = timetable.earliest_arrival(found.node(origin), after).arrival
        assert {place: int(arrivals[found.node(place)]) for place in found.places} == {
            place: expected.get(place, -1) for place in found.places
        }
