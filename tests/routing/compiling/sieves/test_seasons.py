"""Services that depart in some months only."""

import datetime
from dataclasses import replace

import pytest

import networks
from networks import Change
from routing import Constraints, Shipment, Status, VerificationError, frontier, solve, verify


def test_a_seasonal_service_runs_in_its_months_only_and_says_so():
    net = networks.load("eurasia").apply(
        [
            Change(
                action="set", table="services", element="line:JTSL", column="months", value="7;8", why="to try seasons"
            )
        ]
    )
    origin, goal = "JPTOS", "RUVYP"
    july = Shipment(origin, goal, ready=datetime.date(2016, 7, 31))
    september = Shipment(origin, goal, ready=datetime.date(2016, 9, 1))
    assert any(leg.service == "line:JTSL" for leg in solve(net, july).require().legs)
    for shipment in (september, Shipment(origin, goal)):
        result = solve(net, shipment)
        assert result.status is Status.OPTIMAL
        assert all(leg.service != "line:JTSL" for leg in result.require().legs)
        assert any(reason.startswith("line:JTSL, which departs in the months 7, 8 only") for reason in result.excluded)


def test_verify_knows_seasons():
    eurasia = networks.load("eurasia").apply(
        [
            Change(
                action="set", table="services", element="line:JTSL", column="months", value="7;8", why="to try seasons"
            )
        ]
    )
    july = solve(eurasia, Shipment("JPTOS", "RUVYP", ready=datetime.date(2016, 7, 31)))
    verify(eurasia, july)
    january = Shipment("JPTOS", "RUVYP", ready=datetime.date(2016, 1, 31))
    with pytest.raises(VerificationError, match="out of season"):
        verify(eurasia, replace(july, question=replace(july.question, shipment=january)))


# ---- the day on which goods come to a service ---------------------------------------------------------------


def coast(as_of=None, **dates):
    """Return A - M by a truck of 30 days, then M - R by a ship of 5 days and a wait of 3.5, or slowly in 40."""
    builder = networks.NetworkBuilder("coast", as_of=as_of).add_source(id="S", title="made up")
    for place in "AMR":
        builder.add_place(id=place, name=place)
    builder.add_link(id="truck", tail="A", head="M", mode="road", length_km=5000, hours=720)
    builder.add_link(id="sea", tail="M", head="R", mode="sea", length_km=3000)
    builder.add_link(id="slow", tail="M", head="R", mode="sea", length_km=9000, hours=960)
    stops = [{"place": "M"}, {"place": "R", "path": ("sea",)}]
    builder.add_service(id="ship", name="Ship", kind="line", mode="sea", stops=stops, **dates)
    for element, quantity, value in (("ship#2", "running_time", 5), ("ship", "headway", 7)):
        builder.add_figure(element=element, quantity=quantity, value=value, unit="d", source="S", kind="plan")
    return builder.build()


SUMMER = {"months": (6, 7, 8, 9, 10)}
DAY = datetime.timedelta(days=1)


@pytest.mark.parametrize(
    ("dates", "ready", "last"),
    [
        (SUMMER, datetime.date(2016, 10, 20), "slow"),  # there on 19 November
        (SUMMER, datetime.date(2016, 5, 20), "ship"),  # there on 19 June
        (SUMMER, datetime.date(2016, 4, 28), "slow"),  # departs on 31 May
        (SUMMER, datetime.date(2016, 4, 29), "ship"),  # departs on 1 June: 30 d and half a week later
        (SUMMER, datetime.date(2016, 9, 27), "ship"),  # departs on 31 October
        (SUMMER, datetime.date(2016, 9, 29), "slow"),  # departs on 1 November
        ({"months": (12, 1)}, datetime.date(2016, 12, 1), "ship"),  # departs on 3 January
        ({"until_date": datetime.date(2016, 6, 30)}, datetime.date(2016, 5, 27), "ship"),  # departs on 30 June
        ({"until_date": datetime.date(2016, 6, 30)}, datetime.date(2016, 5, 29), "slow"),
        ({"from_date": datetime.date(2016, 6, 30)}, datetime.date(2016, 5, 26), "slow"),  # departs on 28 June
        ({"from_date": datetime.date(2016, 6, 30)}, datetime.date(2016, 5, 28), "ship"),
        ({"from_date": datetime.date(2016, 6, 30)}, datetime.date(2020, 1, 1), "ship"),
        ({"until_date": datetime.date(2016, 6, 30)}, datetime.date(2020, 1, 1), "slow"),
        (SUMMER | {"until_date": datetime.date(2016, 12, 31)}, datetime.date(2017, 6, 1), "slow"),
        (SUMMER, datetime.datetime(2016, 9, 28, 11, 59), "ship"),  # departs on 31 October at 23:59
        (SUMMER, datetime.datetime(2016, 9, 28, 12, 0), "slow"),
    ],
)
@pytest.mark.parametrize("as_of", [None, datetime.date(2016, 11, 30)])
def test_a_service_is_judged_by_the_day_on_which_it_departs_with_the_goods(dates, ready, last, as_of):
    network = coast(as_of, **dates)
    result = solve(network, Shipment("A", "R", ready=ready, scope="terminal"))
    verify(network, result)
    assert result.status is Status.OPTIMAL and result.proof.confirmed_by
    assert result.require().legs[-1].service == last
    named = [warning for warning in result.warnings if warning.elements == ("ship",)]
    assert len(named) == (last == "slow")
    assert all("ship" in warning.words for warning in named)


def test_local_clocks_say_which_day_it_is():
    from zoneinfo import ZoneInfo

    network = coast(**SUMMER)
    for zone, last in (("Asia/Vladivostok", "slow"), ("UTC", "ship")):  # 1 November there, 31 October in UTC
        ready = datetime.datetime(2016, 9, 28, 3, tzinfo=datetime.UTC).astimezone(ZoneInfo(zone))
        result = solve(network, Shipment("A", "R", ready=ready, scope="terminal"))
        verify(network, result)
        assert result.require().legs[-1].service == last


def test_a_slower_way_may_meet_the_season_that_a_faster_one_misses():
    builder = networks.NetworkBuilder.from_network(coast(**SUMMER))
    builder.add_link(id="van", tail="A", head="M", mode="road", length_km=5000, hours=240)
    network = builder.build()
    result = solve(network, Shipment("A", "R", ready=datetime.date(2016, 5, 10), scope="terminal"))
    verify(network, result)
    # by van there on 20 May, no ship: 10 + 40 days; by truck there on 9 June: 30 + 3.5 + 5 days
    assert [leg.service for leg in result.require().legs] == ["truck", "ship"] and result.require().days == 38.5


def test_the_reasons_name_the_day_on_which_the_ship_would_sail():
    network = coast(**SUMMER)
    ban = Constraints(avoid_links={"slow"})
    for ready, day in ((datetime.date(2016, 10, 20), "2017-04-29"), (datetime.date(2016, 3, 1), "2016-04-29")):
        result = solve(network, Shipment("A", "R", ready=ready, scope="terminal"), constraints=ban)
        (calendar,) = [one for one in result.blocked_by if "the days on which services run" in one.constraints]
        at = calendar.constraints.index("the days on which services run")
        assert calendar.remedies[at] == f"goods ready on {day} (ship departs in the months 6, 7, 8, 9, 10 only)"
        there = Shipment("A", "R", ready=datetime.date.fromisoformat(day), scope="terminal")
        assert solve(network, there, constraints=ban).best


def test_without_a_day_the_as_of_date_counts_and_a_season_is_unknown():
    june, december = datetime.date(2016, 6, 1), datetime.date(2016, 12, 1)
    until = {"until_date": datetime.date(2016, 6, 30)}
    for as_of, dates, last in ((june, until, "ship"), (december, until, "slow"), (june, SUMMER, "slow")):
        network = coast(as_of, **dates)
        result = solve(network, Shipment("A", "R", scope="terminal"))
        verify(network, result)
        assert result.require().legs[-1].service == last
    told = [warning.remedy for warning in result.warnings if warning.elements == ("ship",)]
    assert told == ["say when the goods are `ready`"]


@pytest.mark.parametrize(
    ("scenario", "shipment", "service", "used"),
    [
        (None, Shipment("JPSMN", "RUVVO", ready=datetime.date(2022, 6, 1)), "line:JPSMN-RUVVO", False),
        (None, Shipment("JPSMN", "RUVVO", ready=datetime.date(2019, 6, 1)), "line:JPSMN-RUVVO", True),
        ("2018-weekly", Shipment("JPMAI", "RUVVO", ready=datetime.date(2017, 6, 21)), "line:JPMAI-RUVVO", False),
        (None, Shipment("JPMAI", "RUVVO", ready=datetime.date(2018, 9, 1)), "line:JPMAI-RUVVO", True),
        (None, Shipment("CNSGH", "MNULN", ready=datetime.date(2017, 8, 1)), "line:CNSGH-RUMOW-erenhot", False),
    ],
)
def test_first_and_last_days_of_the_built_in_services_are_judged_by_the_goods(scenario, shipment, service, used):
    network = networks.load("eurasia", scenario=scenario)
    result = solve(network, shipment)
    verify(network, result)
    assert any(leg.service == service for leg in result.require().legs) == used
    if not used and service != "line:CNSGH-RUMOW-erenhot":
        assert any(service in warning.elements for warning in result.warnings)


def test_a_train_that_began_after_the_as_of_date_is_there_for_later_goods():
    network = networks.load("eurasia")
    only = Constraints(avoid_services={"line:CNSGH-RUMOW-zabaikalsk"})
    later = solve(network, Shipment("CNSGH", "RUMOW", ready=datetime.date(2018, 6, 1)), constraints=only)
    verify(network, later)
    assert "line:CNSGH-RUMOW-erenhot" in {leg.service for leg in later.require().legs}
    assert later.require().legs[0].name == network.services_of_all_dates["line:CNSGH-RUMOW-erenhot"].name
    assert "line:CNSGH-RUMOW-erenhot" not in network.services and "line:CNSGH-RUMOW-erenhot" in network.withheld


def test_verify_finds_a_boarding_on_the_wrong_day():
    network = coast(**SUMMER)
    june = solve(network, Shipment("A", "R", ready=datetime.date(2016, 5, 20), scope="terminal"))
    october = replace(june.question.shipment, ready=datetime.date(2016, 10, 20))
    with pytest.raises(VerificationError, match="out of season, on 2016-11-22"):
        verify(network, replace(june, question=replace(june.question, shipment=october)))
    ended = coast(until_date=datetime.date(2016, 7, 1))
    june = solve(ended, Shipment("A", "R", ready=datetime.date(2016, 5, 20), scope="terminal"))
    with pytest.raises(VerificationError, match="departs on 2016-11-22, ship ran until 2016-07-01"):
        verify(ended, replace(june, question=replace(june.question, shipment=october)))


def test_a_railway_area_is_judged_where_wagons_are_handed_over_to_it():
    builder = networks.NetworkBuilder("rail").add_source(id="S", title="made up")
    for place in "ABC":
        builder.add_place(id=place, name=place)
    for link, tail, head in (("ab", "A", "B"), ("bc", "B", "C")):
        builder.add_link(id=link, tail=tail, head=head, mode="rail", length_km=2400, gauge_mm=1520)
    builder.add_link(id="road", tail="B", head="C", mode="road", length_km=9000, hours=2000)
    builder.add_service(id="one", name="One", kind="area", mode="rail", links=("ab",))
    builder.add_service(id="two", name="Two", kind="area", mode="rail", links=("bc",), months=(6,))
    builder.add_procedure(id="over", kind="handover")
    for element, quantity, value, unit in (
        ("one", "speed", 240, "km/day"),
        ("two", "speed", 240, "km/day"),
        ("one", "wait", 1, "d"),
        ("two", "wait", 1, "d"),
        ("over", "time", 1, "d"),
    ):
        builder.add_figure(element=element, quantity=quantity, value=value, unit=unit, source="S", kind="plan")
    network = builder.build()
    for ready, last in ((datetime.date(2016, 5, 20), "road"), (datetime.date(2016, 5, 21), "two")):  # 11 days later
        result = solve(network, Shipment("A", "C", ready=ready, scope="terminal"))
        verify(network, result)
        assert result.require().legs[-1].service == last


def test_a_wait_that_nobody_states_is_the_reason_and_not_the_day():
    net = coast(**SUMMER)
    net = net.apply([Change(action="withdraw", table="figures", element="ship", column="headway", why="not known")])
    result = solve(net, Shipment("M", "R", ready=datetime.date(2016, 7, 11)), minimise="distance")
    verify(net, result)
    assert result.require().links == ("slow",)
    (told,) = [one for one in result.warnings if one.elements == ("ship",)]
    assert told.code == "left-out" and "no wait for it is known, so nobody knows the day" in told.words
    assert told.remedy == "give it a wait or a headway, or a hand-over to it its time"


def test_of_what_an_answer_rides_a_better_way_is_left_out():
    # by fast the ship would be boarded on 5 May, before it runs; by the long way round on 14 May
    builder = networks.NetworkBuilder.from_network(coast(from_date=datetime.date(2016, 5, 10)))
    builder.add_link(id="fast", tail="A", head="M", mode="road", length_km=800, hours=24)
    builder.add_link(id="round", tail="A", head="M", mode="road", length_km=3000, hours=240)
    net, shipment = builder.build(), Shipment("A", "R", ready=datetime.date(2016, 5, 1))
    result, front = solve(net, shipment), frontier(net, shipment, criteria=("time", "distance"))
    verify(net, result)
    assert result.require().links == ("round", "sea")
    for answer in (result, front):
        (told,) = [one for one in answer.warnings if one.elements == ("ship",) and one.code == "left-out"]
        assert told.words == "a better way by ship, which runs from 2016-05-10 on: it comes on another day"
