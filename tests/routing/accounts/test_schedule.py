"""Routes on the clock: moments by local clocks, days of the journey, cut-offs; the same in every form."""

import csv
import datetime
import io
from dataclasses import replace

import pytest
from oracles.toys import Toy

import routing
from routing.accounts.schedule import legs_on_clock, schedule
from routing.views.as_csv import as_csv

FIRST = datetime.date(2016, 3, 1)  # a Tuesday
LEAVES, ARRIVES = "leaves A Tue 1 March 2016 00:00 JST", "arrives C Tue 8 March 2016 12:51 UTC+6"


def lane(kind="sourced"):
    """A ship on Fridays at noon, cut-off 12 h before, 48 h to B (no zone known); a train a day of 30 h to C."""
    made = Toy(A="JP", B="RU").link("sea:A-B", "A", "B", "sea").link("B-C", "B", "C")
    made.builder.add_place(id="C", name="C", country="KZ", zone="Asia/Almaty")
    made.line("ship", "sea", "A", ("B", ["sea:A-B"], True, True), hours=(48,)).figure("ship", "cut_off", 12)
    made.line("train", "rail", "B", ("C", ["B-C"], True, True), hours=(30,)).figure("train", "headway", 24)
    made.builder.add_departures(service="ship", weekdays="Fri", times="12:00", source="S", kind=kind)
    return made.build()


NET = lane()
ANSWER = routing.solve(NET, routing.Shipment("A", "C"), depart=FIRST)


def test_events_are_told_by_the_clocks_of_their_places():
    # Fri 4 March 12:00 JST = 03:00 UTC, there by 00:00 JST; 48 h later 6 March 03:00 UTC at B; the train is assumed
    route = ANSWER.require()
    events = schedule(NET, route.shipment, route.steps)
    wait = events[1]  # behind the free way from the door
    assert (wait.begins.isoformat(), wait.ends.isoformat()) == (
        "2016-03-01T00:00:00+09:00",
        "2016-03-04T12:00:00+09:00",
    )
    assert wait.there_by.isoformat() == "2016-03-04T00:00:00+09:00"
    (_, ship), (queue, train) = legs_on_clock(NET, route.shipment, route.steps)
    assert (ship.begins, ship.ends.isoformat()) == (wait.ends, "2016-03-06T03:00:00+00:00")
    assert train.begins == queue.ends and train.ends - train.begins == datetime.timedelta(hours=30)
    assert train.ends.utcoffset() == datetime.timedelta(hours=6) and events[-1].ends == route.arrives
    assert [event.there_by for event in events if not event.steps[0].is_boarding] == [None] * (len(events) - 2)


def test_a_line_after_the_boarding_does_not_lengthen_a_leg_of_links_alone():
    net = Toy(A="JP", B="KR").link("AB", "A", "B", "sea", hours=5.0, usd=1.0).build()
    found = routing.solve(net, routing.Shipment("A", "B"), depart=FIRST).require()
    ((wait, aboard),) = legs_on_clock(net, found.shipment, found.steps)
    assert wait.begins == wait.ends == aboard.begins and aboard.ends.isoformat() == "2016-03-01T05:00:00+09:00"


@pytest.mark.parametrize("text", [str(ANSWER), ANSWER._repr_html_()], ids=["text", "html"])
def test_texts_tell_the_model_the_moments_and_what_is_not_known(text):
    assert f"by the clock: {LEAVES}, {ARRIVES}" in text and "; by the clock, leaving Tue 1 March 2016 00:00 JST" in text
    assert "Closest connection: 21.8 h to spare at B for train." in text
    assert "The zone of B is not known: its moments are by UTC." in text
    assert "Fri 4 Mar 12:00 JST" in text and "likely" not in text


def test_the_itinerary_tells_days_and_cut_offs():
    lines = [line.split("  ") for line in ANSWER.require().itinerary().splitlines()]
    cells = [[cell.strip() for cell in line if cell.strip()] for line in lines]
    assert cells[0] == ["step", "hours", "day", "until", "there by", "rests on"]
    wait = ["wait for departure, A", "84.0", "4", "Fri 4 Mar 12:00 JST", "Fri 4 Mar 00:00 JST"]
    assert cells[1] == [*wait, "departures: sourced (S)"]
    assert cells[-1][:4] == ["rail: B - C", "30.0", "8", "Tue 8 Mar 12:51 UTC+6"]


def test_dictionaries_and_tables_tell_them_too():
    told = ANSWER.to_dict()
    route = told["routes"][0]
    assert (told["question"]["model"], told["question"]["arrive_by"], route["model"]) == ("clock", None, "clock")
    arrival = {"leaves": "2016-03-01T00:00+09:00", "at": "2016-03-08T12:51+06:00", "low": None, "high": None}
    assert route["arrival"] == arrival | {"clocks": "by the clocks of C"}
    assert route["ranges"]["days"] is None and route["likely"]["days"] is None and route["likely"]["usd"] is not None
    assert route["legs"][0]["departs"] == "2016-03-04T12:00+09:00"
    board = route["steps"][0]
    assert (board["there_by"], board["day"], board["timetable"]) == ("2016-03-04T00:00+09:00", 4, "stated")
    assert (board["time_basis"], board["time_source"]) == ("sourced", "S")
    frame = ANSWER.to_frame()
    assert frame["ends_at"].iloc[1] == "2016-03-04 12:00+09:00" and frame["day"].tolist()[:3] == [1, 4, 6]
    row = list(csv.DictReader(io.StringIO(as_csv(ANSWER))))[1]
    assert (row["there_by"], row["timetable"]) == ("2016-03-04 00:00+09:00", "stated")


def test_without_a_clock_nothing_of_it_is_told():
    plain = routing.solve(NET, routing.Shipment("A", "C", ready=FIRST))
    told = plain.to_dict()
    assert (told["question"]["model"], told["routes"][0]["model"]) == ("frequency", "frequency")
    assert "departs" not in told["routes"][0]["legs"][0] and "there_by" not in told["routes"][0]["steps"][0]
    assert "clock:" not in str(plain) and "spare" not in str(plain)
    assert plain.to_frame()["day"].isna().all() and set(plain.to_frame()["there_by"]) == {""}
    assert plain.require().range_days() is not None


def test_a_wait_rests_on_what_its_departures_rest_on():
    # of 183.8 h: 84 h wait for sourced departures; the rest is assumed, the wait of 21.8 h for the train too
    shares = ANSWER.require().provenance()["hours"]
    assert shares["sourced"] == pytest.approx(84 / ANSWER.require().hours)
    assert shares["sourced"] + shares["assumption"] == pytest.approx(1)
    other = routing.solve(lane("assumption"), routing.Shipment("A", "C"), depart=FIRST).require()
    assert other.provenance()["hours"]["assumption"] == 1


@pytest.mark.parametrize("planted", [{"timetable": ""}, {"timetable": "assumed"}, {"lead": 0}, {"lead": 720_001}])
def test_verify_finds_what_a_boarding_says_wrongly(planted):
    routing.verify(NET, ANSWER)
    route = ANSWER.require()
    steps = (route.steps[0], replace(route.steps[1], **planted), *route.steps[2:])
    with pytest.raises(routing.VerificationError, match="says timetable"):
        routing.verify(NET, replace(ANSWER, routes=(replace(route, steps=steps),)))


def test_verify_finds_a_timetable_where_there_is_none():
    route = ANSWER.require()
    steps = (*route.steps[:-1], replace(route.steps[-1], timetable="stated"))
    with pytest.raises(routing.VerificationError, match="only a boarding is by a timetable"):
        routing.verify(NET, replace(ANSWER, routes=(replace(route, steps=steps),)))


def test_a_question_of_arrival_says_so():
    found = routing.solve(NET, routing.Shipment("A", "C"), arrive_by=datetime.date(2016, 3, 9))
    assert "by the clock, there by Thu 10 March 2016 00:00 UTC+6, leaving as late as that allows" in str(found)
    assert found.to_dict()["question"]["arrive_by"] == "2016-03-10T00:00:00+06:00"
