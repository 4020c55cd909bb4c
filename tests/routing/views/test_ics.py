"""Calendars: what RFC 5545 asks of them by a strict reader, and the same bytes of the same question."""

import datetime
import re

import pytest
from oracles.toys import Toy

import routing
from routing.views.ics import LONGEST, escaped, folded

FIRST = datetime.date(2016, 3, 1)
NAME = 'Port; "A", \\ of END:VEVENT ' + "長" * 40
ONCE = ("UID", "DTSTAMP", "DTSTART", "SUMMARY")


def lane(name="A", hours=48.0):
    made = Toy(B="RU").link("sea:A-B", "A", "B", "sea")
    made.builder.add_place(id="A", name=name, country="JP")
    made.line("ship", "sea", "A", ("B", ["sea:A-B"], True, True), hours=(hours,)).figure("ship", "cut_off", 12)
    made.builder.add_departures(service="ship", weekdays="Fri", times="12:00", source="S", kind="sourced")
    return made.build()


def read(text):
    """Return the events of a calendar as dictionaries; refuse what RFC 5545 does not allow (3.1, 3.4, 3.6.1, 3.8)."""
    assert text.endswith("\r\n") and not re.search(r"(?<!\r)\n|\r(?!\n)", text)
    assert all(len(line.encode()) <= LONGEST for line in text.split("\r\n"))
    lines = text.removesuffix("\r\n").replace("\r\n ", "").split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-1] == "END:VCALENDAR"
    assert lines.count("VERSION:2.0") == 1 and sum(line.startswith("PRODID:") for line in lines) == 1
    events, event = [], None
    for line in lines[1:-1]:
        name, colon, value = line.partition(":")
        assert colon and re.fullmatch("[A-Z-]+", name) and not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", value)
        if line == "BEGIN:VEVENT":
            assert event is None
            event = {}
        elif line == "END:VEVENT":
            assert set(ONCE) <= event.keys()
            events.append(event)
            event = None
        elif event is not None:
            assert name not in event
            event[name] = moment(value) if name.startswith("DT") else words(name, value)
    assert event is None and events and len({one["UID"] for one in events}) == len(events)
    assert all(one.get("DTEND", one["DTSTART"]) >= one["DTSTART"] for one in events)
    return events


def moment(value):
    assert re.fullmatch(r"\d{8}T\d{6}Z", value)
    return datetime.datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=datetime.UTC)


def words(name, value):
    if name in ("SUMMARY", "LOCATION", "DESCRIPTION"):
        assert not re.sub(r"\\[\\;,n]", "", value).count("\\") and not re.search(r"(?<!\\)(\\\\)*[;,]", value)
        return re.sub(r"\\([\\;,n])", lambda found: "\n" if found[1] == "n" else found[1], value)
    return value


def test_legs_cut_offs_and_deadlines_are_events():
    result = routing.solve(lane(), routing.Shipment("A", "B"), arrive_by=datetime.date(2016, 3, 6))
    cut_off, leg, deadline = read(result.to_ics())
    # Friday noon JST = 03:00 UTC; the zone of B is not known, so the deadline is by UTC
    assert cut_off["DTSTART"] == datetime.datetime(2016, 3, 3, 15, tzinfo=datetime.UTC) and "DTEND" not in cut_off
    assert leg["DTSTART"] == datetime.datetime(2016, 3, 4, 3, tzinfo=datetime.UTC)
    assert leg["DTEND"] - leg["DTSTART"] == datetime.timedelta(hours=48) and leg["SUMMARY"] == "sea: A - B by ship"
    assert "Departs A Fri 4 March 2016 12:00 JST" in leg["DESCRIPTION"]
    assert deadline["DTSTART"] == datetime.datetime(2016, 3, 7, tzinfo=datetime.UTC)
    assert [event["SUMMARY"] for event in read(result.require().to_ics())] == [cut_off["SUMMARY"], leg["SUMMARY"]]


def test_a_deadline_of_the_shipment_is_one_too():
    box = routing.Shipment("A", "B", ready=FIRST, deadline=datetime.date(2016, 3, 8))
    last = read(routing.solve(lane(), box, depart=FIRST).to_ics())[-1]
    assert last["DTSTART"] == datetime.datetime(2016, 3, 8, 15, tzinfo=datetime.UTC)  # 8 days after 1 March 00:00 JST


def test_the_same_question_has_the_same_bytes_and_other_data_other_ids():
    one, again, other = (
        routing.solve(net, routing.Shipment("A", "B"), depart=FIRST).to_ics()
        for net in (lane(), lane(), lane(hours=50.0))
    )
    assert one == again
    assert not {event["UID"] for event in read(one)} & {event["UID"] for event in read(other)}


def test_no_name_breaks_out_of_its_line():
    leg = read(routing.solve(lane(NAME), routing.Shipment("A", "B"), depart=FIRST).to_ics())[1]
    assert leg["LOCATION"].startswith('Port; "A", \\ of') and "長" * 40 in leg["LOCATION"]


def test_answers_without_a_clock_or_a_route_have_none():
    net = lane()
    with pytest.raises(routing.QuestionError, match="a calendar needs moments"):
        routing.solve(net, routing.Shipment("A", "B")).to_ics()
    limits = routing.Constraints(max_days=1)
    with pytest.raises(routing.NoRouteError):
        routing.solve(net, routing.Shipment("A", "B"), depart=FIRST, constraints=limits).to_ics()


def test_lines_are_folded_between_letters():
    for size in range(60, 90):
        line = "SUMMARY:" + "é" * size + "漢" * size
        assert folded(line).replace("\r\n ", "") == line
        assert max(len(part.encode()) for part in folded(line).split("\r\n")) <= LONGEST
    assert not re.search(r"[\r\x1b]", escaped("a\rb\x1b"))


def test_journeys_to_choose_from_are_an_event_each():
    found = routing.departures(lane(), routing.Shipment("A", "B"), FIRST, FIRST + datetime.timedelta(days=20))
    events = read(found.to_ics())
    assert [one["DTSTART"] for one in events] == [route.leaves.astimezone(datetime.UTC) for route in found]
    assert [one["DTEND"] for one in events] == [route.arrives.astimezone(datetime.UTC) for route in found]
    assert len(events) == 3 and events[0]["SUMMARY"].startswith("A - B: 2.5 d, ")
    assert "sea: A - B by ship, Fri 4 March 2016 12:00 JST to " in events[0]["DESCRIPTION"]
    none = routing.departures(lane(), routing.Shipment("A", "B"), FIRST, FIRST)
    with pytest.raises(routing.NoRouteError, match="leaving until"):
        none.to_ics()
