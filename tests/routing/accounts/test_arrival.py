"""When goods arrive: told in every form where it is known when they are ready, and nowhere else."""

import datetime

import pytest
from pacific import pacific

import routing
from routing import Shipment
from routing.views.as_csv import as_csv

DAY, EAST = datetime.date(2016, 12, 1), datetime.timezone(datetime.timedelta(hours=12))
NET = pacific(name="Petropavlovsk").build()  # 120 h by sea
TOLD = "arrives 2016-12-06 (by the clocks of Petropavlovsk)"


def asked(ready):
    return Shipment("PKC", "ANC", ready=ready)


def test_a_day_is_told_by_the_clocks_of_the_origin():
    result = routing.solve(NET, asked(DAY))
    route = result.require()
    assert route.arrives == datetime.datetime(2016, 12, 6)
    assert TOLD in str(result) and TOLD in result._repr_html_()
    assert result.to_dict()["routes"][0]["arrival"]["at"] == "2016-12-06T00:00"
    assert result.to_frame()["ends_at"].iloc[-1] == "2016-12-06 00:00"


def test_a_moment_is_told_by_the_clocks_of_its_zone():
    route = routing.solve(NET, asked(datetime.datetime(2016, 12, 1, 18, tzinfo=EAST))).require()
    assert route.arrives == datetime.datetime(2016, 12, 6, 18, tzinfo=EAST)
    assert "arrives 2016-12-06 (by the clocks of UTC+12:00)" in str(route)


def test_without_a_day_nothing_is_told():
    result = routing.solve(NET, asked(None))
    assert result.require().arrives is None and result.require().likely_arrival() is None
    assert "arrives" not in str(result) + str(routing.frontier(NET, asked(None)))
    assert set(result.to_frame()["ends_at"]) == {""} and result.to_dict()["routes"][0]["arrival"] is None


@pytest.mark.parametrize("verb", [routing.frontier, routing.alternatives])
def test_tables_of_routes_have_a_column(verb):
    found = verb(NET, asked(DAY))
    head, row = (line.split() for line in str(found).splitlines() if "arrives" in line or "2016-12-06" in line)
    assert head[:5] == ["days", "likely", "arrives", "USD", "likely"]
    assert row[1:9] == ["5.00", "5", "to", "5", "2016-12-06", "500", "500", "to"]
    assert found.to_frame()["arrives"].tolist() == ["2016-12-06"]
    assert "Days of arrival by the clocks of Petropavlovsk." in str(found)
    assert "2016-12-06" in as_csv(found)


def test_a_comparison_has_a_row_and_money_where_it_is_asked_for():
    cases = {"now": NET, "dearer": pacific(name="Petropavlovsk", usd=700.0).build()}
    plain, money = (routing.compare(cases, asked(DAY), minimise=least) for least in ("time", "cost"))
    rows = [line.split() for line in str(money).splitlines()]
    assert ["arrives", "2016-12-06", "2016-12-06"] in rows
    frame = money.to_frame()
    assert set(frame["arrives"]) == set(frame["arrives_low"]) == set(frame["arrives_high"]) == {"2016-12-06"}
    assert as_csv(money).splitlines()[1].endswith(",2016-12-06,2016-12-06,2016-12-06")
    assert routing.compare(cases, asked(None)).to_frame()["arrives"].isna().all()
    assert ["sea", "500", "700", "+200"] in rows and ["sea", "500", "700", "+200"] not in [
        line.split() for line in str(plain).splitlines()
    ]
