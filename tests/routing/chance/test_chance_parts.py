"""What a route's days are made of: figures with a range, waits by headways, departures that do not run."""

import pytest
from oracles.chances import journey

import routing
from routing.chance.parts import parts_of

HOUR = 60_000  # milliminutes


def parts(net):
    route = routing.solve(net, routing.Shipment("A", "C", scope="terminal")).require()
    return parts_of(net, route.steps), route


def test_each_figure_with_a_range_is_a_term_and_the_rest_is_fixed():
    found, route = parts(journey(rail=(120, 120, 120)))
    assert {term.figure: (term.shape.middle, term.shape.low, term.shape.high) for term in found.terms} == {
        ("ship#2", "running_time"): (60 * HOUR, -10 * HOUR, 20 * HOUR),
        ("lift", "time"): (24 * HOUR, -12 * HOUR, 72 * HOUR),
    }
    assert found.fixed == found.unspread == 120 * HOUR and route.milliminutes == 204 * HOUR
    assert [term.causes for term in found.terms] == [(("sea", 1.0),), (("port", 1.0),)]


def test_a_wait_of_half_a_headway_is_even_over_the_headway():
    term = next(term for term in parts(journey(headway=(24, 48, 72)))[0].terms if term.waits)
    # half of 48 h, drawn between 12 and 36 h; times 2U, of mean 1 and variance 4/12
    assert (term.shape.middle, term.shape.low, term.shape.high) == (24 * HOUR, -12 * HOUR, 12 * HOUR)
    assert term.waits == (("train@B", 1.0),) and term.multiplier == pytest.approx((1, 1 / 3))
    assert [one for one in parts(journey(headway=(48, 48, 48)))[0].terms if one.waits]  # even though it is certain


def test_cancelled_departures_cost_headways():
    found = parts(journey(headway=(24, 48, 72), cancelled=20))[0]
    term = next(term for term in found.terms if term.missed)
    # one in five is cancelled: 0.2 / 0.8 in a row on the mean, variance 0.2 / 0.8^2; a whole headway each
    assert term.multiplier == pytest.approx((0.25, 0.3125)) and term.shape.middle == 48 * HOUR
    assert found.uncounted == ()
    assert parts(journey(cancelled=20))[0].uncounted == ("train",)  # no headway is known


def test_causes_replace_the_component():
    net = journey(causes=[("storm", "mode:sea", 0.6), ("jam", "B", 0.5), ("jam", "lift", -0.5)])
    causes = {term.figure[0]: term.causes for term in parts(net)[0].terms}
    assert causes == {"ship#2": (("storm", 0.6),), "lift": (("jam", -0.5),), "train#2": (("rail", 1.0),)}


def test_a_speed_is_drawn_as_the_time_it_makes():
    from oracles.toys import Toy

    toy = Toy(A="JP", B="RU").link("ab", "A", "B", "rail", 1000)
    toy.builder.add_service(id="area", name="area", kind="area", mode="rail", links=("ab",))
    row = {"element": "area", "quantity": "speed", "unit": "km/day", "source": "S", "kind": "assumption"}
    toy.builder.add_figure(**row, value=500, low=250, high=1000)
    net = toy.figure("area", "wait", 0).usd("area", 1).build()
    route = routing.solve(net, routing.Shipment("A", "B", scope="terminal")).require()
    (term,) = parts_of(net, route.steps).terms
    assert (term.shape.middle, term.shape.low, term.shape.high) == (48 * HOUR, -24 * HOUR, 48 * HOUR)
