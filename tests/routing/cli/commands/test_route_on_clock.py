"""`route` and `compare` by the clock: what is printed, written into a calendar, and told of what was taken."""

import json

import pytest

from routing.cli import main

DEPART = ("--depart", "2016-03-01")


def printed(capsys, *argv):
    assert main([*argv]) == 0
    return capsys.readouterr().out


@pytest.mark.long
def test_a_day_a_moment_and_a_zone_lead_to_one_answer(capsys):
    asked = ("route", "Yokohama", "Almaty", "--format", "json")
    moments = ("2016-03-01", "2016-03-01T00:00", "2016-03-01T00:00+09:00", "2016-02-29T15:00Z")
    answers = [json.loads(printed(capsys, *asked, "--depart", moment)) for moment in moments]
    assert {answer["question"]["model"] for answer in answers} == {"clock"}
    arrivals = {json.dumps(answer["routes"][0]["arrival"]) for answer in answers}
    assert len(arrivals) == 1 and all(answer["almost_as_good"] == answers[0]["almost_as_good"] for answer in answers)
    ready = json.loads(printed(capsys, *asked, *DEPART, "--ready", "2016-03-01", "--deadline", "2016-04-30"))
    assert json.dumps(ready["routes"][0]["arrival"]) in arrivals


def test_the_text_tells_moments_and_how_waits_are_taken(capsys):
    shown = printed(capsys, "route", "Yokohama", "Almaty", *DEPART, "--steps")
    assert "by the clock: leaves Yokohama Tue 1 March 2016 00:00 JST, arrives Almaty " in shown
    assert "there by" in shown and "Taken for every wait: until a departure of the timetable" in shown
    assert "no seasonal service" not in shown and "half its headway" not in shown


@pytest.mark.long
def test_a_calendar_is_written_byte_for_byte(capsys, tmp_path):
    file = tmp_path / "trip.ics"
    assert main(["route", "Yokohama", "Almaty", "--arrive-by", "2016-04-01", "-o", str(file)]) == 0
    written = file.read_bytes()
    assert written.startswith(b"BEGIN:VCALENDAR\r\n") and written.endswith(b"END:VCALENDAR\r\n")
    assert b"SUMMARY:Deadline: Almaty" in written and b"\n" not in written.replace(b"\r\n", b"")


@pytest.mark.long
def test_scenarios_are_compared_by_the_clock(capsys):
    shown = printed(capsys, "compare", "Yokohama", "Moscow", *DEPART)
    assert shown.count("by the clock: leaves Yokohama Tue 1 March 2016 00:00 JST") == 3
    assert "Days of arrival by the clocks of Moscow." in shown and "unlike" not in shown
