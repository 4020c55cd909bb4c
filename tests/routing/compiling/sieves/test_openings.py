"""Links that are planned, or open later than the day in question: left out and named."""

from datetime import date

import pytest

import networks
from networks import Change
from routing import Shipment, Status, VerificationError, solve, verify

pytestmark = pytest.mark.filterwarnings("ignore:odd data")  # which says that links are not yet open


def railways(opened, as_of=date(2016, 11, 30), old=True):
    builder = networks.NetworkBuilder("x", as_of=as_of)
    for place, country in (("A", "KZ"), ("B", "RU")):
        builder.add_place(id=place, name=place, country=country)
    rail = {"tail": "A", "head": "B", "mode": "rail", "gauge_mm": 1520}
    builder.add_link(id="new", length_km=1000, hours=20, opened=opened, **rail)
    if old:
        builder.add_link(id="old", length_km=2000, hours=60, opened="1905", **rail)
    return builder.build()


def used(network, **given):
    result = solve(network, Shipment("A", "B", **given))
    verify(network, result)
    return result.require().legs[0].service, result.warnings


def test_a_planned_link_is_left_out_and_named():
    network = railways("planned")
    for given in ({}, {"ready": date(2016, 5, 1)}, {"ready": date(2040, 5, 1)}):
        service, warnings = used(network, **given)
        assert service == "old"
        (planned,) = [warning for warning in warnings if warning.elements == ("new",)]
        assert (planned.code, planned.words) == ("left-out", "planned links, which are not open: new")


def test_a_planned_link_that_is_added_on_purpose_is_used_and_named():
    network = railways("planned").apply([Change(action="add", table="links", element="new", why="what if")])
    service, warnings = used(network)
    assert service == "new"
    (planned,) = [warning for warning in warnings if warning.code == "planned"]
    assert planned.words == "by way of planned links: new" and planned.elements == ("new",)
    assert not any(warning.code == "planned" for warning in used(railways("1999"))[1])


def test_a_change_of_a_planned_link_does_not_open_it():
    faster = Change(action="set", table="links", element="new", column="hours", value="19", why="a newer plan")
    network = railways("planned").apply([faster])
    service, warnings = used(network)
    assert service == "old" and any(warning.elements == ("new",) for warning in warnings)
    supposed = Change(action="set", table="links", element="new", column="opened", value="supposed", why="what if")
    service, warnings = used(network.apply([supposed]))
    assert service == "new" and "planned" in {warning.code for warning in warnings}


@pytest.mark.parametrize(
    ("opened", "as_of", "ready", "service"),
    [
        ("2030", date(2016, 11, 30), None, "old"),
        ("2016", date(2016, 11, 30), None, "new"),
        ("2017", date(2016, 11, 30), None, "old"),
        ("2017", date(2016, 11, 30), date(2017, 1, 1), "new"),
        ("2017", date(2016, 11, 30), date(2016, 12, 31), "old"),  # a day before: goods do not wait
        ("2015", date(2016, 11, 30), date(2014, 6, 1), "old"),  # the goods are ready before the network
        ("2030", None, date(2016, 6, 1), "old"),
        ("2030", None, date(2031, 6, 1), "new"),
        ("", date(2016, 11, 30), None, "new"),
    ],
)
def test_a_link_is_open_from_its_year_on(opened, as_of, ready, service):
    found, warnings = used(railways(opened, as_of), **({} if ready is None else {"ready": ready}))
    assert found == service
    assert any(warning.elements == ("new",) for warning in warnings) == (service == "old")


def test_goods_under_way_run_onto_a_link_that_opens_meanwhile():
    builder = networks.NetworkBuilder("x", as_of=date(2016, 11, 30))
    for place in "ABC":
        builder.add_place(id=place, name=place)
    builder.add_link(id="first", tail="A", head="B", mode="road", length_km=4000, hours=240)
    builder.add_link(id="new", tail="B", head="C", mode="road", length_km=500, hours=20, opened="2017")
    builder.add_link(id="old", tail="B", head="C", mode="road", length_km=1000, hours=90)
    network = builder.build()
    for day, last in ((date(2016, 12, 20), "old"), (date(2016, 12, 22), "new"), (date(2016, 12, 31), "new")):
        result = solve(network, Shipment("A", "C", ready=day))
        verify(network, result)
        assert result.require().legs[-1].service == last


def test_without_another_way_the_reasons_name_the_day():
    network = railways("2018", old=False)
    result = solve(network, Shipment("A", "B", ready=date(2017, 9, 1)))
    assert result.status is Status.INFEASIBLE
    (conflict,) = result.blocked_by
    assert conflict.constraints == ("the days on which services run",)
    assert conflict.remedies == ("goods ready on 2018-01-01 (new opens in 2018)",)
    assert solve(railways("planned", old=False), Shipment("A", "B")).warnings[0].elements == ("new",)


def test_samarga_goes_on_working_and_is_named():
    network = networks.load("eurasia", scenario="samarga")
    result = solve(network, Shipment("JPYOK", "RUKHV"))
    verify(network, result)
    assert "rail:RU-SAMARGA-RUKHV" in result.require().links
    (planned,) = [warning for warning in result.warnings if warning.code == "planned"]
    assert set(planned.elements) == {"rail:RU-SAMARGA-RUKHV", "sea:JPYOK-RU-SAMARGA"}


def test_verify_finds_a_ride_over_a_link_that_is_not_open():
    from dataclasses import replace

    asked = solve(railways("2018"), Shipment("A", "B", ready=date(2018, 3, 1)))
    planted = replace(asked.question, shipment=Shipment("A", "B", ready=date(2016, 3, 1)))
    with pytest.raises(VerificationError, match="new on 2016-03-01, which opened in 2018"):
        verify(railways("2018"), replace(asked, question=planted))


def test_without_a_day_of_the_goods_the_year_of_opening_is_the_reason():
    network = railways("2017", old=False)
    result = solve(network, Shipment("A", "B"))
    verify(network, result)
    (conflict,) = result.blocked_by
    assert conflict.constraints == ("the days on which services run",)
    assert conflict.remedies == ("goods ready on 2017-01-01 (new opens in 2017)",)
    assert solve(network, Shipment("A", "B", ready=date(2017, 1, 1))).best


@pytest.mark.parametrize("ready", [None, date(2016, 6, 1)])
def test_without_another_way_a_planned_link_is_the_reason(ready):
    network = railways("planned", old=False)
    result = solve(network, Shipment("A", "B", ready=ready))
    verify(network, result)
    assert result.status is Status.INFEASIBLE
    told = [conflict for conflict in result.blocked_by if conflict.constraints == ("new is planned, and not open",)]
    assert [conflict.remedies for conflict in told] == [("supposing it to be open",)]
    opened = Change(action="set", table="links", element="new", column="opened", value="supposed", why="what if")
    assert solve(network.apply([opened]), Shipment("A", "B", ready=ready)).best


def test_a_link_that_a_line_of_other_days_runs_over_lacks_no_time():
    builder = networks.NetworkBuilder("x", as_of=date(2016, 11, 30)).add_source(id="S", title="made up")
    for place in "AB":
        builder.add_place(id=place, name=place)
    builder.add_link(id="new", tail="A", head="B", mode="sea", length_km=1000)
    stops = [{"place": "A"}, {"place": "B", "path": ("new",)}]
    builder.add_service(id="ship", name="Ship", kind="line", mode="sea", stops=stops, from_date=date(2017, 1, 1))
    for element, quantity in (("ship#2", "running_time"), ("ship", "wait")):
        builder.add_figure(element=element, quantity=quantity, value=48, unit="h", source="S", kind="plan")
    network = builder.build()
    result = solve(network, Shipment("A", "B", ready=date(2017, 2, 1)))
    verify(network, result)
    assert result.require().legs[0].service == "ship"
    assert not any("without a time" in warning.words for warning in result.warnings)
    for minimise in ("time", "distance"):
        refused = solve(network, Shipment("A", "B"), minimise=minimise)
        verify(network, refused)
        assert refused.best is None and any("ship is known but not on offer" in str(one) for one in refused.blocked_by)
