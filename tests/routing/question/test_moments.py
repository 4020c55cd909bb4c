"""Days and moments of a question: what is taken as one, at which hour it begins and ends, and the time between."""

import datetime
from datetime import UTC, date, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest

import networks
from routing import QuestionError, Shipment, Status, solve

BERLIN, ALMATY = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Almaty")


def moment(*parts, zone=None):
    return datetime.datetime(*parts, tzinfo=zone)


def truck(hours):
    builder = networks.NetworkBuilder("truck").add_place(id="A", name="Hamburg").add_place(id="B", name="Warsaw")
    return builder.add_link(id="x", tail="A", head="B", mode="road", length_km=20 * hours, hours=hours).build()


@pytest.mark.parametrize(
    ("ready", "deadline", "hours"),
    [
        (moment(2016, 3, 26, 12, zone=BERLIN), moment(2016, 3, 28, 12, zone=BERLIN), 47),  # the clocks go forward
        (moment(2016, 10, 29, 12, zone=BERLIN), moment(2016, 10, 31, 12, zone=BERLIN), 49),  # and back
        (moment(2024, 2, 29, 12, zone=ALMATY), moment(2024, 3, 1, 12, zone=ALMATY), 25),  # from +6 to +5
        (moment(2016, 10, 30, 2, 30, zone=BERLIN), moment(2016, 10, 30, 2, 30, zone=BERLIN).replace(fold=1), 1),
        (moment(2016, 3, 26, 12), moment(2016, 3, 28, 12), 48),  # without a zone nobody knows of clocks
        (moment(2016, 3, 1, zone=UTC), moment(2016, 3, 1, 12, zone=ALMATY), 6),
        (date(2016, 3, 26), date(2016, 3, 27), 48),  # the day of the deadline counts in full
        (date(2016, 3, 1), date(2016, 3, 1), 24),
    ],
)
def test_deadlines_count_the_time_that_passes(ready, deadline, hours):
    goods = Shipment("A", "B", ready=ready, deadline=deadline)
    assert goods.days_allowed * 24 == pytest.approx(hours, abs=1e-9)
    assert solve(truck(hours), goods).status is Status.OPTIMAL
    assert solve(truck(hours + 0.5), goods).status is Status.INFEASIBLE


def test_the_same_two_moments_have_the_same_answer_in_every_zone():
    ready, due = moment(2016, 3, 26, 12, zone=BERLIN), moment(2016, 3, 28, 12, zone=BERLIN)
    for zone in (BERLIN, UTC, ALMATY, ZoneInfo("America/New_York")):
        goods = Shipment("A", "B", ready=ready.astimezone(zone), deadline=due.astimezone(zone))
        assert goods.days_allowed * 24 == 47.0
        assert solve(truck(47.5), goods).status is Status.INFEASIBLE


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        (np.datetime64("2016-12-01"), date(2016, 12, 1)),
        (np.datetime64("2016-12-01T13"), moment(2016, 12, 1, 13)),
        (np.datetime64("2016-12-01T13:07:05.000000123"), moment(2016, 12, 1, 13, 7, 5)),
        (pd.Timestamp("2016-12-01 13:07"), moment(2016, 12, 1, 13, 7)),
        (pd.Timestamp("2016-12-01", tz="UTC"), moment(2016, 12, 1, zone=UTC)),
        (pd.NaT, None),
        (np.datetime64("NaT"), None),
    ],
)
def test_days_of_numpy_and_pandas_are_taken_as_pythons_own(given, taken):
    goods = Shipment("JPYOK", "KZALA", ready=given)
    assert goods.ready == taken and type(goods.ready) is type(taken)
    result = solve(networks.load(), goods)
    assert result.to_dict()["question"]["shipment"]["ready"] == (taken and taken.isoformat())


@pytest.mark.parametrize(
    "value",
    [
        "2016-08-01",
        "tomorrow",
        "",
        20160801,
        float("nan"),
        True,
        datetime.time(8),
        np.datetime64("2016-08"),
        (2016, 8, 1),
    ],
)
@pytest.mark.parametrize("field", ["ready", "deadline"])
def test_what_is_no_day_is_refused_at_once_by_field_and_value(field, value):
    given = {"ready": date(2016, 6, 1)} | {field: value}
    with pytest.raises(QuestionError, match=rf"{field}=.*: expected a datetime.date or a datetime.datetime"):
        Shipment("JPYOK", "RUMOW", **given)


@pytest.mark.parametrize(
    ("ready", "deadline"),
    [
        (moment(2016, 2, 1), moment(2016, 3, 1, zone=UTC)),
        (moment(2016, 2, 1, zone=UTC), moment(2016, 3, 1)),
        (date(2016, 2, 1), moment(2016, 3, 1)),
        (date(2016, 2, 1), moment(2016, 3, 1, zone=UTC)),
        (moment(2016, 2, 1), date(2016, 3, 1)),
    ],
)
def test_days_and_moments_with_and_without_zones_are_not_mixed(ready, deadline):
    with pytest.raises(QuestionError, match="two dates, or two datetimes, both or neither with a time zone"):
        Shipment("A", "B", ready=ready, deadline=deadline)


def test_the_last_days_of_the_calendar_do_no_harm():
    goods = Shipment("A", "B", ready=date.max - timedelta(days=1), deadline=date.max)
    assert goods.days_allowed == 2
    assert solve(truck(40), goods).best and solve(truck(60), goods).best is None
    late = Shipment("A", "B", ready=datetime.datetime.max.replace(tzinfo=UTC))
    assert solve(truck(40), late).best


def test_the_answer_says_at_which_hour_days_begin_and_end():
    goods = Shipment("A", "B", ready=date(2016, 3, 1), deadline=date(2016, 3, 2))
    told = "ready 2016-03-01 00:00, deadline 2016-03-02 24:00"
    result = solve(truck(36), goods)
    assert told in str(result) and told in str(goods) and told in str(result.question)
    assert "ready" not in str(solve(truck(36), Shipment("A", "B")))


def test_the_first_day_that_would_do_is_named():
    late = Shipment("A", "B", ready=date(2016, 3, 1), deadline=date(2016, 3, 1))
    (conflict,) = solve(truck(36), late).blocked_by
    assert conflict.constraints == ("the deadline 2016-03-01 24:00 (1 days)",)
    assert conflict.remedies == ("days allowed from 1.5, deadline from 2016-03-02",)
    late = Shipment("A", "B", ready=moment(2016, 3, 26, 12, zone=BERLIN), deadline=moment(2016, 3, 27, 12, zone=BERLIN))
    (conflict,) = solve(truck(36), late).blocked_by
    assert conflict.remedies == ("days allowed from 1.5, deadline from 2016-03-28 01:00+02:00",)
