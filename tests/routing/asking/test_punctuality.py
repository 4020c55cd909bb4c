"""`punctuality`: probabilities that are worked out, common draws, the same seed, errors that name what is wrong."""

import datetime
import math
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles.cases import cases
from oracles.chances import journey

import networks
import routing
from routing.errors import NoRouteError, QuestionError

BOX = routing.Shipment("A", "C", scope="terminal")
CERTAIN = {"rail": (120, 120, 120), "lift": (24, 24, 24)}


def asked(net, deadline=10, **more):
    return routing.punctuality(net, routing.solve(net, BOX), deadline, **({"samples": 20_000} | more))


def test_one_figure_has_its_own_probabilities():
    # ship 50 to 80 h, else 144 h: half of them within 204 h, nine of ten within 224 h
    net = journey(**CERTAIN)
    assert asked(net, 204 / 24).on_time.value == pytest.approx(0.5, abs=0.012)
    assert asked(net, 224 / 24).on_time.value == pytest.approx(0.9, abs=0.007)
    found = asked(net)
    assert found.quantiles[10].value == pytest.approx(194 / 24, abs=0.01)
    assert found.quantiles[50].value == pytest.approx(204 / 24, abs=0.01)
    assert [(share.name, share.share) for share in found.shares] == [("sea", 1.0)]


def test_a_wait_is_even_over_the_headway():
    # nothing is spread but a wait of 0 to 48 h: days from 8.5 to 10.5, evenly; variance 2^2 / 12
    found = asked(journey(sea=(60, 60, 60), headway=(48, 48, 48), **CERTAIN), 9.0)
    assert found.on_time.value == pytest.approx(0.25, abs=0.01) and found.exact_mean_days == pytest.approx(9.5)
    assert found.exact_deviation_days == pytest.approx(2 / math.sqrt(12))
    assert found.quantiles[80].value == pytest.approx(10.1, abs=0.02)


def test_a_route_that_is_certain_is_in_time_or_not():
    net = journey(sea=(60, 60, 60), **CERTAIN)
    for deadline, share in ((8.5, 1.0), (8.49, 0.0)):
        found = asked(net, deadline, samples=100)
        assert found.on_time.value == share and found.shares == () and found.exact_deviation_days == 0
        assert "certain" in str(found) and routing.verify(net, found) is None


def test_what_goes_wrong_together_spreads_more():
    alone = asked(journey()).exact_deviation_days
    together = asked(journey(causes=[("all", "network", 0.9)])).exact_deviation_days
    against = asked(journey(causes=[("all", "mode:sea", 0.9), ("all", "mode:rail", -0.9)])).exact_deviation_days
    assert against < alone < together


@pytest.mark.long
def test_the_same_seed_has_the_same_answer_and_routes_share_their_draws():
    net = networks.load("eurasia")
    front = routing.frontier(net, routing.Shipment("JPYOK", "KZALA"))
    several = routing.punctuality(net, front, 30, samples=1000, seed=5)
    alone = [routing.punctuality(net, route, 30, samples=1000, seed=5) for route in front]
    assert [one.to_dict() for one in several] == [one.to_dict() for one in alone]
    assert (
        len(several) == len(front)
        and several[0].to_dict() == pickle.loads(pickle.dumps(several[0])).bound_to(net).to_dict()
    )
    assert routing.punctuality(net, front[0], 30, samples=1000, seed=6).mean_days != several[0].mean_days


def test_what_is_asked_for_must_make_sense():
    net = journey()
    result = routing.solve(net, BOX)
    with pytest.raises(QuestionError) as error:
        routing.punctuality(net, result, float("nan"), samples=99, seed=0.5)
    assert all(name in str(error.value) for name in ("deadline_days", "samples", "seed"))
    for answer in (None, [1], "a route"):
        with pytest.raises(QuestionError, match="expected a Result, a Route, or several"):
            routing.punctuality(net, answer)
    with pytest.raises(QuestionError, match="it is of network"):
        routing.punctuality(journey(lift=(1, 2, 3)), result)
    with pytest.raises(NoRouteError):
        routing.punctuality(net, routing.solve(net, BOX, constraints=routing.Constraints(max_days=1)))


def test_a_route_without_a_time_has_no_punctuality():
    import networkx

    ways = networkx.Graph([("A", "B", {"usd": 5, "length_km": 3})])
    net = networks.from_networkx(ways, mode="sea")
    result = routing.solve(net, routing.Shipment("A", "B"), minimise="cost")
    with pytest.raises(QuestionError, match="not all its times are known"):
        routing.punctuality(net, result)


def test_what_is_not_known_is_told():
    told = {one.code: one.words for one in asked(journey(rail=(120, 120, 120), cancelled=5)).warnings}
    assert "5.0 days nobody says a range" in str(asked(journey(rail=(120, 120, 120))))
    assert told["left-out"] == "cancelled departures are not counted, of train: no headway is known"
    assert "no causes are stated" not in str(asked(journey(causes=[("x", "network", 0.5)])))


ENDS = st.tuples(st.integers(8, 40), st.integers(0, 40), st.integers(0, 120)).map(
    lambda one: (one[0], one[0] + one[1], one[0] + one[1] + one[2])
)
CAUSES = st.lists(
    st.tuples(
        st.sampled_from(["storm", "jam"]),
        st.sampled_from(["network", "mode:sea", "mode:rail", "B", "lift", "ship", "train#2"]),
        st.sampled_from([-0.7, 0.3, 0.6]),
    ),
    max_size=4,
    unique_by=lambda row: row[:2],
)


@cases(quick=2, long=50)
@given(
    st.fixed_dictionaries({"sea": ENDS, "rail": ENDS, "lift": ENDS}),
    st.one_of(st.none(), ENDS),
    st.sampled_from([0, 5, 40]),
    CAUSES,
    st.booleans(),
    st.sampled_from(["", "lift", "B"]),
    st.integers(1, 12),
)
def test_answers_bear_a_second_look(ends, headway, cancelled, causes, clock, opened, deadline):
    departures = [{"every_days": 2, "from_date": datetime.date(2016, 1, 1), "times": "06:00"}] if clock else ()
    opening = [{"element": opened, "weekdays": "Mon;Wed;Sat", "opens": "08:00", "closes": "18:00"}] if opened else ()
    more = {"headway": headway, "cancelled": cancelled, "causes": causes}
    net = journey(**ends, **more, departures=departures, opening=opening)
    depart = {"depart": datetime.date(2016, 3, 1)} if clock else {}
    result = routing.solve(net, BOX, **depart)
    routing.verify(net, routing.punctuality(net, result, deadline, samples=5000))


@pytest.mark.fuzz
def test_it_is_quick():
    """100,000 samples of 20 components in 50 ms, 100 routes x 10,000 common samples in 250 ms: told, and never thrice."""
    import time

    from routing.chance.draws import Draws
    from routing.chance.parts import Parts, Term
    from routing.chance.sampling import milliminutes_of
    from routing.chance.shapes import LONG, Shape

    terms = tuple(
        Term(f"c{number % 8}", (f"e{number}", "time"), Shape(1e6, -4e5, 8e5, LONG), ((f"cause{number % 4}", 0.6),))
        for number in range(20)
    )
    once = min(_seconds(time, lambda: milliminutes_of(Parts(0, terms, 0, ()), Draws(1, 100_000))) for _ in range(5))
    net = networks.load("eurasia")
    ends = [("JPYOK", "RUMOW"), ("JPYOK", "KZALA"), ("JPUKB", "UZTAS"), ("JPYOK", "RULED"), ("JPYOK", "DEHAM")]
    routes = [route for pair in ends for route in routing.frontier(net, routing.Shipment(*pair))]
    routes = [*routes, *routes, *routes, *routes][:100]
    assert len(routes) == 100
    many = min(_seconds(time, lambda: routing.punctuality(net, routes, samples=10_000)) for _ in range(3))
    print(f"100,000 samples of 20 components: {once * 1000:.0f} ms; 100 routes x 10,000: {many * 1000:.0f} ms")
    assert once < 0.15 and many < 0.75


def _seconds(time, work):
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin
