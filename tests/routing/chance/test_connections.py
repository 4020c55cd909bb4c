"""On the clock a late arrival misses its connection, an early one may catch the departure before."""

import datetime

import numpy as np
import pytest
from oracles.chances import journey

import routing
from routing.chance.draws import Draws
from routing.chance.on_clock import NEVER, arrivals, groups_of, stages_of
from routing.errors import QuestionError

HOUR, DAY = 60_000, 1_440_000
MONDAY = datetime.datetime(2016, 3, 7, tzinfo=datetime.UTC)
WEEKLY = [{"weekdays": "Thu", "times": "12:00"}]
CERTAIN = {"rail": (120, 120, 120), "lift": (24, 24, 24)}


def stages(departures=WEEKLY, **more):
    net = journey(departures=departures, **more)
    box = routing.Shipment("A", "C", scope="terminal")
    route = routing.solve(net, box, depart=MONDAY).require()
    return stages_of(net, route.shipment, route.steps, route.load), route


def test_who_comes_late_takes_the_next_departure():
    # the ship takes 50 to 80 h (value 60), the lift 24 h: at the train after 84 h, which is Thursday noon, just in time
    found, route = stages(**CERTAIN)
    assert route.milliminutes == (84 + 120) * HOUR
    taken = arrivals(found, Draws(1, 20_000))
    weeks = (taken - (84 + 120) * HOUR) // (7 * DAY)
    assert set((taken - (84 + 120) * HOUR) % (7 * DAY)) == {0}  # the train is on time, and so are they
    assert (weeks == 0).mean() == pytest.approx(0.5, abs=0.015) and set(weeks.tolist()) == {0, 1}


def test_who_comes_early_catches_the_train_before():
    daily = [{"weekdays": "Mon;Tue;Wed;Thu;Fri;Sat;Sun", "times": "12:00"}]
    found, _ = stages(daily, sea=(36, 60, 60), lift=(24, 24, 24), rail=(120, 120, 120))
    taken = arrivals(found, Draws(1, 5000))
    assert taken.min() < (84 + 120) * HOUR and taken.max() == (84 + 120) * HOUR


def test_cancelled_trains_cost_a_week_each():
    found, _ = stages(cancelled=50, sea=(60, 60, 60), **CERTAIN)
    weeks = (arrivals(found, Draws(3, 20_000)) - (84 + 120) * HOUR) // (7 * DAY)
    assert [(weeks >= count).mean() for count in (1, 2, 3)] == pytest.approx([0.5, 0.25, 0.125], abs=0.015)


def test_who_meets_no_departure_does_not_arrive():
    found, route = stages([{"dates": "2016-03-10", "times": "12:00"}], **CERTAIN)
    taken = arrivals(found, Draws(1, 1000))
    assert set(taken.tolist()) == {route.milliminutes, NEVER}
    told = routing.punctuality(route.network, route, 9, samples=1000, seed=1)
    assert told.never == (taken == NEVER).sum() and told.mean_days is None and told.quantiles[95].value == np.inf
    assert told.on_time.value == 1 - told.never / 1000 and "meet no departure in a year" in str(told)
    assert told.to_dict()["quantiles_days"]["p95"]["value"] is None
    routing.verify(route.network, told)


def test_who_comes_while_it_is_closed_waits_until_it_opens():
    # the ship takes 50 to 80 h, 60 as planned; the lift of 24 h begins from 14:00 to 16:00 on Wednesdays (62 to 64 h after
    # the begin) and Fridays (110 to 112 h), and the train leaves daily at 23:00
    hours = [{"element": "lift", "weekdays": day, "opens": "14:00", "closes": "16:00"} for day in ("Wed", "Fri")]
    found, route = stages([{"weekdays": "Mon;Tue;Wed;Thu;Fri;Sat;Sun", "times": "23:00"}], opening=hours, **CERTAIN)
    assert [step.kind for step in route.steps if step.kind == "waiting"] == ["waiting"]
    taken = arrivals(found, Draws(1, 20_000))
    late = (taken - 120 * HOUR) // HOUR
    assert set(late.tolist()) == {95, 143, 95 + 7 * 24}  # on board on Thursday, on Saturday, few a week later
    ship = [stage for stage in found if stage.term is not None][:1]
    landed = arrivals(ship, Draws(1, 20_000))
    assert ((landed < 64 * HOUR) == (late == 95)).all()
    routing.verify(route.network, routing.punctuality(route.network, route, 9, samples=5000))


def test_groups_are_causes_components_and_what_is_cancelled():
    found, _ = stages(cancelled=5, causes=[("storm", "mode:sea", 0.6)])
    assert groups_of(found) == {
        "figure ship#2 running_time": "sea",
        "cause storm": "storm",
        "figure lift time": "port",
        "cause port": "port",
        "cancelled train@B": "cancelled departures",
        "figure train#2 running_time": "rail",
        "cause rail": "rail",
    }


def test_a_route_of_another_timetable_is_refused():
    _, route = stages()
    other = journey(departures=[{"weekdays": "Fri", "times": "12:00"}])
    with pytest.raises(QuestionError, match="no departure of train at B is that of the route"):
        stages_of(other, route.shipment, route.steps, route.load)
