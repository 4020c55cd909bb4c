"""Dates that do not fit, or that nobody can judge."""

import datetime

import pytest

import networks
from routing import Shipment, frontier, solve

EURASIA = networks.load("eurasia")


def codes(answer):
    return {warning.code for warning in answer.warnings}


@pytest.mark.parametrize(
    ("ready", "warned"),
    [
        (datetime.date(2026, 5, 1), True),
        (datetime.datetime(2014, 5, 1, 12, tzinfo=datetime.UTC), True),
        (datetime.date(2018, 1, 1), True),
        (datetime.date(2017, 6, 1), False),
        (datetime.date(2016, 1, 15), False),
        (None, False),
    ],
)
def test_goods_of_another_year_than_the_network_are_told(ready, warned):
    shipment = Shipment("JPYOK", "RUMOW", ready=ready)
    for answer in (solve(EURASIA, shipment), frontier(EURASIA, shipment)):
        assert ("other-years" in codes(answer)) == warned
    if warned:
        (told,) = [warning for warning in answer.warnings if warning.code == "other-years"]
        assert str(ready.year) in told.words and "2016-11-30" in told.words and told.words in str(answer)


def dated(as_of=None):
    builder = networks.NetworkBuilder("x", as_of=as_of).add_source(id="S", title="made up")
    for place in "AB":
        builder.add_place(id=place, name=place)
    builder.add_link(id="sea", tail="A", head="B", mode="sea", length_km=3000)
    stops = [{"place": "A"}, {"place": "B", "path": ("sea",)}]
    until = datetime.date(2015, 6, 30)
    builder.add_service(id="ship", name="Ship", kind="line", mode="sea", stops=stops, until_date=until)
    for element, quantity in (("ship#2", "running_time"), ("ship", "headway")):
        builder.add_figure(element=element, quantity=quantity, value=7, unit="d", source="S", kind="plan")
    return builder.build()


def test_a_dated_service_without_any_day_to_judge_it_by_is_told():
    (told,) = [one for one in solve(dated(), Shipment("A", "B")).warnings if one.code == "days-not-judged"]
    assert told.elements == ("ship",) and "ready" in told.remedy
    assert solve(dated(datetime.date(2015, 1, 1)), Shipment("A", "B")).best
    assert solve(dated(datetime.date(2016, 1, 1)), Shipment("A", "B")).best is None
    known = solve(dated(), Shipment("A", "B", ready=datetime.date(2015, 6, 1)))
    assert known.best and "days-not-judged" not in codes(known)
    assert solve(dated(), Shipment("A", "B", ready=datetime.date(2015, 7, 1))).best is None


def roads(opened, **heading):
    builder = networks.NetworkBuilder("x", **heading).add_place(id="A", name="A").add_place(id="B", name="B")
    return builder.add_link(id="new", tail="A", head="B", mode="road", length_km=900, hours=20, opened=opened).build()


@pytest.mark.parametrize(
    ("opened", "heading", "warned"),
    [
        ("2030", {}, True),
        ("2012", {}, True),
        ("1916", {}, False),
        ("2000", {}, False),
        ("", {}, False),
        ("2012", {"price_year": 2016}, False),
        ("2017", {"price_year": 2016}, True),
        ("2012", {"as_of": datetime.date(2016, 1, 1)}, False),
    ],
)
def test_a_link_whose_opening_no_day_is_held_against_is_told(opened, heading, warned):
    found = [
        one for one in solve(roads(opened, **heading), Shipment("A", "B")).warnings if one.code == "days-not-judged"
    ]
    assert bool(found) == warned
    if warned:
        (told,) = found
        assert told.words == f"no day to hold the opening of these links against: new ({opened})"
        assert told.elements == ("new",) and "ready" in told.remedy
    known = solve(roads(opened), Shipment("A", "B", ready=datetime.date(2040, 1, 1)))
    assert known.best and "days-not-judged" not in codes(known)


@pytest.mark.parametrize(
    ("year", "price_year", "warned"),
    [(2016, 2016, False), (2017, 2016, False), (2024, 2016, True), (2024, None, False)],
)
def test_goods_of_another_year_than_the_prices_are_told_where_there_is_no_as_of_date(year, price_year, warned):
    shipment = Shipment("A", "B", ready=datetime.date(year, 6, 1))
    found = [one for one in solve(roads("", price_year=price_year), shipment).warnings if one.code == "other-years"]
    assert bool(found) == warned
    assert not found or "the network has prices of 2016: they are of another year" in found[0].words


def test_a_deadline_within_the_likely_days_is_told():
    builder = networks.NetworkBuilder("x").add_source(id="S", title="made up")
    builder.add_place(id="A", name="A").add_place(id="B", name="B")
    builder.add_link(id="ab", tail="A", head="B", mode="sea", length_km=2400)
    builder.add_service(id="s", name="s", kind="area", mode="sea", links=("ab",))
    builder.add_figure(element="s", quantity="wait", value=0, unit="h", source="S", kind="sourced")
    speed = {"value": 240, "low": 120, "high": 300, "unit": "km/day"}
    builder.add_figure(element="s", quantity="speed", source="S", kind="sourced", **speed)
    net, day = builder.build(), datetime.date
    # 10 days, 20 of one journey in ten: from 1 May on, the 10th is kept and ten days too early
    asked = {"origin": "A", "destination": "B", "scope": "terminal", "ready": day(2016, 5, 1)}
    (told,) = [
        one for one in solve(net, Shipment(**asked, deadline=day(2016, 5, 10))).warnings if "deadline" in one.code
    ]
    assert told.code == "tight-deadline" and "2016-05-10" in told.words and "10.0 days too late" in told.words
    assert "tight-deadline" not in codes(solve(net, Shipment(**asked, deadline=day(2016, 5, 20))))
    assert "tight-deadline" not in codes(solve(net, Shipment(**asked, deadline=day(2016, 5, 5)))), "there is no route"
