"""`connections`: departures as plain arrays; where goods may only get on or off, `running`, `in_season`."""

from __future__ import annotations

import datetime
import timeit

import numpy as np
import pytest
from oracles.toys import Toy

import networks
from networks.timetable.connections import connections
from networks.timetable.running import running
from routing.search import earliest_arrival

DAY, HOUR = 86_400, 3_600
MONDAY = 4 * DAY  # 5 January 1970


def toy(*stops, hours=(1, 2), days="Mon", times="06:00", **figures):
    """Return a toy of line L over A, B and C and line M from B to D, both in UTC; `stops` say what may be done there."""
    made = Toy(A="JP", B="JP", C="JP", D="JP")
    for tail, head in ("AB", "BC", "BD"):
        made.link(tail + head, tail, head, "sea", km=48)
    (_, *start), *rest = stops or (("A", True, True), ("B", True, True), ("C", True, True))
    ways = {"B": ("AB",), "C": ("BC",)}
    made.line("L", "sea", ("A", (), *start), *((place, ways[place], *may) for place, *may in rest), hours=hours)
    made.line("M", "sea", "B", ("D", ("BD",)), hours=(1,))
    made.builder.add_departures(service="L", weekdays=days, times=times, zone="Etc/UTC", kind="sourced", source="S")
    made.builder.add_departures(service="M", weekdays="Mon", times="07:30", zone="Etc/UTC", kind="sourced", source="S")
    for element, value in figures.items():
        made.figure(element.replace("_", "#"), "dwell" if "_" in element else "cut_off", value)
    return made.build()


def arrivals(net, origin="A", after=MONDAY):
    """Return the hours after Monday's beginning at which each place is reached."""
    found = connections(net, MONDAY, MONDAY + DAY)
    reached = earliest_arrival(
        **found.columns, origin=found.node(origin), after=after, min_change=found.min_change, n_nodes=found.n_nodes
    )
    return {place: (int(reached.arrival[found.node(place)]) - MONDAY) / HOUR for place in found.places}


def test_rides_follow_the_running_times_and_dwells():
    found = connections(toy(L_2=0.5), MONDAY, MONDAY + DAY)
    assert [(name, (when - MONDAY).tolist()) for name, when in (("d", found.departure), ("a", found.arrival))] == [
        ("d", [6 * HOUR, 7 * HOUR + 1800, 7 * HOUR + 1800]),
        ("a", [7 * HOUR, 9 * HOUR + 1800, 8 * HOUR + 1800]),
    ]
    assert found.services == ("L", "M") and found.service.tolist() == [0, 0, 1] and found.seq.tolist() == [2, 3, 2]
    assert found.trip.tolist() == [0, 0, 1]
    assert not any(cells.flags.writeable for cells in found.columns.values())


def test_the_cut_off_of_a_place_is_the_least_time_of_a_change():
    assert arrivals(toy())["D"] == 8.5
    assert arrivals(toy(B=0.5))["D"] == 8.5
    assert arrivals(toy(B=0.6))["D"] < 0  # who stays aboard needs no change
    assert arrivals(toy(B=0.6))["C"] == 9


@pytest.mark.parametrize(("board", "alight"), [(True, False), (False, True), (False, False)])
def test_nobody_changes_to_an_earlier_ship_that_still_lies_where_one_may_not_change(board, alight):
    # the ship of 6:00 lies at B from 7:00 to 10:00; that of 8:00 comes at 9:00 and leaves at 12:00
    stops = ("A", True, True), ("B", board, alight), ("C", True, True)
    net = toy(*stops, times="06:00;08:00", L_2=3)
    assert arrivals(net, after=MONDAY + 5 * HOUR)["C"] == 12
    assert arrivals(net, after=MONDAY + 7 * HOUR)["C"] == 14
    assert (arrivals(net, after=MONDAY + 7 * HOUR)["B"] == 9) is alight


def test_a_span_holds_the_rides_that_leave_in_it():
    net = toy(days="Sun", times="30:00")  # of Sunday, so at 6:00 on Monday
    for begin, end, leaves in ((0, 7, [6]), (7, 24, [7]), (6, 7, [6]), (8, 24, [])):
        found = connections(net, MONDAY + begin * HOUR, MONDAY + end * HOUR)
        own = found.service == found.services.index("L") if "L" in found.services else np.zeros(0, bool)
        assert ((found.departure[own] - MONDAY) // HOUR).tolist() == leaves


@pytest.mark.parametrize(
    ("board", "alight", "by_ship", "onwards"),
    [
        (True, True, {"B": 7, "C": 9, "D": 8.5}, {"C": 9, "D": 8.5}),
        (False, True, {"B": 7, "C": 9, "D": 8.5}, {"D": 8.5}),
        (True, False, {"C": 9}, {"C": 9, "D": 8.5}),
        (False, False, {"C": 9}, {"D": 8.5}),
    ],
)
def test_nobody_gets_on_or_off_where_that_is_not_done(board, alight, by_ship, onwards):
    net = toy(("A", True, False), ("B", board, alight), ("C", False, True), B=0.25)
    assert {place: at for place, at in arrivals(net).items() if at > 0} == by_ship
    assert {place: at for place, at in arrivals(net, "B", MONDAY + 1).items() if at > 1} == onwards


def test_what_does_not_depart_is_told():
    made = Toy(A="JP", B="JP").link("AB", "A", "B", "sea", km=48)
    made.line("L", "sea", "A", ("B", ("AB",)), hours=(1,)).line("M", "sea", "B", ("A", ("AB",)), hours=(1,))
    made.builder.add_service(id="area", name="area", kind="area", mode="sea", links=("AB",))
    made.figure("area", "running_time", 1).figure("M", "headway", 7 * 24)
    found = connections(made.build(), MONDAY, MONDAY + 7 * DAY)
    assert list(found.left_out) == ["L", "area"] and "no stops" in found.left_out["area"]
    assert len(found) == 1 and found.assumed == {"M"}  # once a week
    with pytest.raises(networks.UnknownNameError):
        found.node("X")


@pytest.mark.parametrize("wrong", [0.5, True, None, datetime.datetime(1970, 1, 5, tzinfo=datetime.UTC)])
def test_instants_are_whole_numbers(wrong):
    with pytest.raises(networks.DataError, match="start"):
        connections(toy(), wrong, MONDAY)


def test_a_leg_without_a_running_time_takes_its_km_over_its_speed():
    made = Toy(A="JP", B="JP", C="JP").link("AB", "A", "B", "sea", km=48).link("BC", "B", "C", "sea", km=100)
    made.line("L", "sea", "A", ("B", ("AB",)), ("C", ("BC",)))
    made.figure("L", "speed", 480).figure("BC", "speed", 700)  # km/day: 48 km in 2.4 h, 100 km in 12342.857 s
    net = made.build()
    assert running(net, net.services["L"]).arrival.tolist() == [0, 8640, 8640 + 12343]


def test_a_service_departs_in_its_season_alone():
    made = Toy(A="JP", B="JP").link("AB", "A", "B", "sea", km=48)
    calls = ["A", {"place": "B", "path": ("AB",)}]
    made.builder.add_service(
        id="L", name="L", kind="line", mode="sea", months=(2, 3), until_date=datetime.date(2016, 3, 2), stops=calls
    )
    made.figure("L#2", "running_time", 1)
    made.builder.add_departures(
        service="L", every_days=1, from_date=datetime.date(2016, 1, 1), kind="sourced", source="S"
    )
    start = int(datetime.datetime(2016, 1, 1, tzinfo=datetime.UTC).timestamp())
    found = connections(made.build(), start, start + 365 * DAY)
    days = [datetime.datetime.fromtimestamp(one, datetime.UTC) for one in found.departure.tolist()]
    # 1 February in Tokyo begins at 15:00 UTC of 31 January; 29 days, and two of March
    assert len(days) == 31 and days[0] == datetime.datetime(2016, 1, 31, 15, tzinfo=datetime.UTC)


def test_hundreds_of_thousands_of_rides_take_a_moment():
    net = toy(days="Mon;Tue;Wed;Thu;Fri;Sat;Sun", times="00:00-23:59/00:01")
    connections(net, MONDAY, MONDAY + DAY)
    taken = timeit.timeit(lambda: connections(net, MONDAY, MONDAY + 60 * DAY), number=1)
    assert taken < 2  # 172,800 rides, some 50 ms alone on a machine
