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


def test_customs_areas_of_another_day_are_told():
    builder = networks.NetworkBuilder("x", as_of=datetime.date(2015, 12, 1))
    for place, country in (("A", "KZ"), ("B", "KG")):
        builder.add_place(id=place, name=place, country=country)
    builder.add_link(id="road", tail="A", head="B", mode="road", length_km=240, hours=8)
    for code, first in (("KZ", datetime.date(2015, 1, 1)), ("KG", datetime.date(2015, 8, 12))):
        builder.add_customs_member(area="EAEU", territory=code, from_date=first)
    network = builder.build()
    for ready, warned in ((datetime.date(2015, 8, 11), True), (datetime.date(2015, 8, 12), False), (None, False)):
        found = [one for one in solve(network, Shipment("A", "B", ready=ready)).warnings if one.code == "other-customs"]
        assert bool(found) == warned
        assert not found or (found[0].elements == ("KG",) and "KG counts as EAEU, not KG" in found[0].words)
