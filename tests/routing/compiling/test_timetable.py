"""What is done begins while it is open: opening hours by the clock, worked out by hand. Japan and Korea are at UTC+9."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from oracles.toys import Toy

import routing
from routing import Result, Shipment, Status, solve, verify
from routing.answer_warning import ASSUMED, IGNORED, LEFT_OUT
from routing.views.text.steps import itinerary_text

MONDAY = datetime(2016, 5, 2, tzinfo=UTC)  # 9:00 at the places


def port(**hours: Any) -> Toy:
    """Return a ship on Mondays 12:00 UTC and trains on Wednesdays and Saturdays, by a port; `hours`: of what."""
    toy = Toy(A="JP", B="KR", C="KR").link("AB", "A", "B", "sea", 1000).link("BC", "B", "C", km=1000)
    toy.line("S", "sea", "A", ("B", ("AB",)), hours=(24,), **{"": 100.0})
    toy.line("T", "rail", "B", ("C", ("BC",)), hours=(24,), **{"": 200.0})
    toy.doors("sea", "rail:1520").operation("lift", "sea", "rail:1520", 3)
    for service, days in (("S", ("Mon",)), ("T", ("Wed", "Sat"))):
        toy.builder.add_departures(
            service=service, weekdays=days, times=("12:00",), zone="UTC", kind="assumption", source="S"
        )
    return opened(toy, **hours)


def opened(toy: Toy, **hours: Any) -> Toy:
    """Add opening hours: element -> (opens, closes), and weekdays if not every day."""
    for element, (opens, closes, *days) in hours.items():
        told = {"weekdays": tuple(days), "kind": "assumption", "source": "S"}
        toy.builder.add_opening_hours(element=element, opens=opens, closes=closes, **told)
    return toy


def answer(toy: Toy, **asked: Any) -> Result:
    net = toy.build()
    result = solve(net, Shipment("A", "C"), **({"depart": MONDAY} | asked))
    verify(net, result)
    return result


def told(result: Result, kind: str) -> list[tuple[str, float]]:
    """Return what steps of a kind are of, and their hours."""
    return [(step.element, step.hours or 0) for step in result.require().steps if step.kind == kind]


def kinds(result: Result, after: str) -> list[str]:
    """Return the kinds of the steps behind a ride and before the next one."""
    steps = [step.kind for step in result.require().steps]
    begin = [number for number, step in enumerate(result.require().steps) if step.element == after][-1] + 1
    return steps[begin : steps.index("ride", begin) if "ride" in steps[begin:] else None]


def test_goods_wait_until_it_opens():
    # set down on Tuesday at 21:00; lifted from 9:00 to 12:00, train at 21:00
    result = answer(port(B=("09:00", "17:00")))
    assert kinds(result, "S") == ["waiting", "lift", "board"]
    assert told(result, "waiting") == [("B", 12)] and told(result, "board") == [("S", 10), ("T", 9)]
    wait = next(step for step in result.require().steps if step.kind == "waiting")
    assert (wait.component, wait.activity, wait.places, wait.millicents) == ("waiting", "waiting", ("B",), 0)
    assert result.require().days == (10 + 2 + 24 + 12 + 3 + 9 + 24 + 2) / 24


def test_what_is_begun_goes_on_past_closing_and_at_closing_it_is_shut():
    assert told(answer(port(B=("20:00", "21:00:01"))), "waiting") == []
    # from Wednesday 20:00 until 23:00: the train of 21:00 is missed
    late = answer(port(B=("20:00", "21:00")))
    assert told(late, "waiting") == [("B", 23)] and told(late, "board") == [("S", 10), ("T", 70)]


def test_a_row_of_its_own_keeps_to_its_own_hours_alone():
    own, place = "op:lift:sea:rail:1520:B", ("09:00", "17:00")
    for hours, waits in (
        ({"B": place, own: ("00:00", "24:00")}, []),
        ({own: ("12:00", "13:00")}, [(own, 15)]),
        ({"B": place}, [("B", 12)]),
    ):
        toy = port().operation("lift", "sea", "rail:1520", 3, place="B")
        assert told(answer(opened(toy, **hours)), "waiting") == waits


def test_at_the_ends_the_hours_of_the_place_hold_from_gate_to_gate():
    # collected at once; loaded on Tuesday from 9:00, for the ship of the next Monday; unloaded on Friday from 9:00 to 10:00,
    # and delivered from Saturday 9:00 on
    result = answer(port(A=("09:00", "10:00", "Tue"), C=("09:00", "10:00")))
    assert [step.kind for step in result.require().steps][:3] == ["origin", "waiting", "load"]
    assert told(result, "waiting") == [("A", 23), ("C", 12), ("C", 23)]
    assert kinds(result, "T") == ["waiting", "unload", "waiting", "delivery"]


def test_the_wait_is_part_of_the_dwell_that_is_charged():
    # set down on Tuesday 21:00, train on Saturday 21:00: 4 days, 1 of them free
    toy = port(B=("09:00", "17:00", "Thu"))
    toy.figure("B", "free_time", 24, "h").usd("B", 10, "shipment_day", "demurrage")
    result = answer(toy)
    assert told(result, "waiting") == [("B", 36)] and result.require().usd == 330
    assert [step.charged_days for step in result.require().steps if step.kind == "demurrage"] == [3]


def borders() -> Toy:
    """Return wagons from railway to railway at B, which take 10 h to it, and cross a border of customs."""
    toy = Toy(A="JP", B="KR", C="KR").link("AB", "A", "B").link("BC", "B", "C").doors("rail:1520")
    toy.area("P", "AB").area("R", "BC").procedure("handover", 3, place="B").procedure("import", 5, "KR")
    return toy.procedure("transit_opening", 5, "KR")


def test_a_border_opens_for_customs_and_hand_overs_with_the_goods_aboard():
    # at B on Monday at 21:00: customs from 8:00 to 13:00, handed over the day after
    result = answer(opened(borders(), B=("08:00", "12:00")))
    assert kinds(result, "P") == ["waiting", "import", "waiting", "handover", "takeover"]
    assert told(result, "waiting") == [("B", 11), ("B", 19)]
    assert [crossing.hours for crossing in routing.cpmm(result.require()).crossings] == [11 + 5 + 19 + 3]
    own = answer(opened(borders(), **{"B": ("08:00", "12:00"), "proc-handover-B": ("00:00", "24:00")}))
    assert told(own, "waiting") == [("B", 11)]


def test_what_opens_no_more_is_left_out_and_named():
    toy = port()
    toy.builder.add_opening_hours(
        element="B", opens="09:00", closes="17:00", until_date=date(2016, 5, 1), kind="sourced", source="S"
    )
    result = answer(toy)
    assert result.status is Status.INFEASIBLE
    assert [one.elements for one in result.warnings if one.code == LEFT_OUT] == [("B",)]


def test_opening_hours_that_are_no_answer_change_none():
    free, always = (answer(port(**hours)) for hours in ({}, {"B": ("00:00", "24:00"), "C": ("00:00", "24:00")}))
    assert free.require().steps == always.require().steps and free.proof.vector == always.proof.vector


def test_goods_leave_just_before_the_gate_closes():
    # trains at any time: collected in 1 h, loaded in 1 h, begun before 17:00, 10 h on the way, 2 h to the consignee
    toy = Toy(A="JP", C="KR").link("AC", "A", "C").line("T", "rail", "A", ("C", ("AC",)), hours=(10,))
    toy.doors("rail:1520")
    opened(toy, A=("09:00", "17:00"))
    for by, starts in (
        (datetime(2016, 5, 3, 3), datetime(2016, 5, 2, 13)),  # 14 h before
        (datetime(2016, 5, 3, 20), datetime(2016, 5, 2, 15, 59, 59)),
        (datetime(2016, 5, 4, 2), datetime(2016, 5, 3, 12)),
    ):
        for least in ("time", "cost"):
            result = answer(toy, depart=None, arrive_by=by, minimise=least)
            assert result.question.shipment.ready.replace(tzinfo=None) == starts


def test_who_need_not_wait_leaves_later():
    # unloaded from 9:00 on: 10:00 until 12:00 without a wait; to be there by 10:00 the day before must do
    toy = Toy(A="JP", C="KR").link("AC", "A", "C").line("T", "rail", "A", ("C", ("AC",)), hours=(10,))
    opened(toy.doors("rail:1520"), C=("09:00", "17:00"))
    result = answer(toy, depart=None, arrive_by=datetime(2016, 5, 3, 12))
    assert told(result, "waiting") == [] and f"{result.question.shipment.ready:%d %H:%M}" == "02 22:00"
    early = answer(toy, depart=None, arrive_by=datetime(2016, 5, 3, 10), minimise="cost")
    assert early.require().days == 14 / 24


def test_by_headways_nothing_waits_and_the_answer_says_so():
    net = port(B=("09:00", "17:00")).build()
    by_headways, by_clock = solve(net, Shipment("A", "C")), solve(net, Shipment("A", "C"), depart=MONDAY)
    assert told(by_headways, "waiting") == []
    for result, code in ((by_headways, IGNORED), (by_clock, ASSUMED)):
        assert [one.code for one in result.warnings if one.words.startswith("opening hours")] == [code]


def test_journeys_of_many_starts_wait_too():
    net = port(B=("09:00", "17:00")).build()
    found = routing.departures(net, Shipment("A", "C"), date(2016, 5, 2), date(2016, 5, 3))
    alone = solve(net, Shipment("A", "C"), depart=found[0].leaves)
    assert found[0].steps == alone.require().steps
    assert [(step.element, step.hours) for step in found[0].steps if step.kind == "waiting"] == [("B", 12)]
    assert [one.code for one in found.warnings if one.words.startswith("opening hours")] == [ASSUMED]


def test_every_form_tells_the_wait_and_what_it_rests_on():
    result = answer(port(B=("09:00", "17:00")))
    line = next(
        line for line in itinerary_text(result.require()).splitlines() if line.startswith("wait for opening, B")
    )
    assert line.split()[4:] == [
        "12.0",
        "3",
        "Wed",
        "4",
        "May",
        "09:00",
        "KST",
        "opening",
        "hours:",
        "assumption",
        "(S)",
    ]
    step = next(step for step in result.to_dict()["routes"][0]["steps"] if step["kind"] == "waiting")
    assert (step["element"], step["time_h"], step["time_basis"], step["time_source"]) == ("B", 12, "assumption", "S")
    assert step["ends_at"] == "2016-05-04T09:00+09:00"
    calendar = result.to_ics()
    assert "SUMMARY:Wait for opening: B" in calendar and calendar.count("BEGIN:VEVENT") == 3
    assert result.require().provenance()["hours"] == {
        "sourced": 0,
        "computed": 0,
        "calibrated": 0,
        "assumption": 1,
        "plan": 0,
    }


@pytest.mark.long
def test_pages_and_pictures_tell_the_wait(tmp_path: Path):
    result = answer(port(B=("09:00", "17:00")))
    routing.report.write_report(str(tmp_path / "page.html"), result)
    assert "wait for opening, B" in (tmp_path / "page.html").read_text(encoding="utf-8")
    routing.plots.plot_timeline(result.require())
