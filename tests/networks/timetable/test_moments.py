"""`moments`: departures of services as seconds, stated by patterns or assumed from a headway."""

from __future__ import annotations

import datetime
import hashlib
from zoneinfo import ZoneInfo

import pytest
from oracles.toys import Toy

import networks
from networks.timetable.moments import moments


def second(text: str, zone: str = "UTC") -> int:
    """Return a local time as text, which is neither skipped nor met twice, as a moment."""
    return int(datetime.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp())


def toy(*patterns: dict[str, object], first: str = "JPYOK", country: str = "JP", zone: str = "") -> networks.Network:
    """Return a network of one ship, which departs by some patterns."""
    made = Toy()
    made.builder.add_place(id=first, name="first", country=country, zone=zone)
    made.builder.add_place(id="RUVVO", name="Vladivostok", country="RU", zone="Asia/Vladivostok")
    made.link("ab", first, "RUVVO", "sea").line("L", "sea", first, ("RUVVO", ("ab",)), hours=(60,))
    for pattern in patterns:
        made.builder.add_departures(service="L", kind="assumption", source="S", **pattern)
    return made.build()


def departures(network: networks.Network, begin: str, end: str, zone: str) -> list[str]:
    """Return the departures between two local times, as local times."""
    found = moments(network, "L", second(begin, zone), second(end, zone))
    return [f"{datetime.datetime.fromtimestamp(one, ZoneInfo(zone)):%Y-%m-%d %H:%M}" for one in found.times.tolist()]


def test_weekdays_are_those_of_the_zone_of_the_first_stop():
    net = toy({"weekdays": ("Mon", "Thu"), "times": ("06:30", "22:00")})
    assert departures(net, "2016-05-02 00:00", "2016-05-09 00:00", "Asia/Tokyo") == [
        "2016-05-02 06:30",
        "2016-05-02 22:00",
        "2016-05-05 06:30",
        "2016-05-05 22:00",
    ]
    assert moments(net, "L", 0, 1).known == "stated" and moments(net, "L", 0, 1).time_of_day_known


def test_the_zone_of_a_pattern_wins_over_that_of_the_stop():
    net = toy({"dates": "2016-05-01", "zone": "Europe/Moscow"})
    found = moments(net, "L", second("2016-04-01"), second("2016-06-01"))
    assert found.times.tolist() == [second("2016-05-01 00:00", "Europe/Moscow")] and not found.time_of_day_known


def test_every_fortnight_from_a_day_over_the_end_of_a_year_and_a_leap_day():
    net = toy({"every_days": 14, "from_date": datetime.date(2015, 12, 21), "until_date": datetime.date(2016, 3, 14)})
    assert [day[:10] for day in departures(net, "2015-01-01 00:00", "2017-01-01 00:00", "Asia/Tokyo")] == [
        "2015-12-21",
        "2016-01-04",
        "2016-01-18",
        "2016-02-01",
        "2016-02-15",
        "2016-02-29",
        "2016-03-14",
    ]


def test_days_on_which_it_does_not_run_and_rows_that_are_united():
    net = toy({"weekdays": "Mon", "except_dates": [datetime.date(2016, 5, 9)]}, {"dates": ("2016-05-10", "2016-05-17")})
    assert [day[5:10] for day in departures(net, "2016-05-01 00:00", "2016-05-20 00:00", "Asia/Tokyo")] == [
        "05-02",
        "05-10",
        "05-16",
        "05-17",
    ]


def test_times_past_24_hours_belong_to_the_day_before():
    net = toy({"dates": "2016-12-31", "times": ("23:59:59", "24:00", "49:30")})
    begin, end = second("2016-12-31", "Asia/Tokyo"), second("2017-02-01", "Asia/Tokyo")
    midnight = second("2017-01-01", "Asia/Tokyo")
    assert moments(net, "L", begin, end).times.tolist() == [midnight - 1, midnight, midnight + 25 * 3600 + 1800]
    assert moments(net, "L", begin, midnight).times.tolist() == [midnight - 1]  # the end does not count


@pytest.mark.parametrize(
    ("day", "hours"), [("2016-03-27", 23), ("2016-10-30", 25), ("2016-05-01", 24)]
)  # the clocks of Berlin go forward and back
def test_times_are_counted_from_noon_less_twelve_hours(day, hours):
    net = toy({"dates": day, "times": ("00:00", "12:00", "24:00")}, country="DE")
    noon = second(f"{day} 12:00", "Europe/Berlin")
    found = moments(net, "L", noon - 10**6, noon + 10**6).times.tolist()
    assert found == [noon - 12 * 3600, noon, noon + 12 * 3600]
    midnight = second(f"{day} 00:00", "Europe/Berlin")
    assert found[0] - midnight == (hours - 24) * 3600  # so a time before the change is an hour off the wall clock


@pytest.mark.parametrize(
    ("zone", "day", "before", "after"),
    [
        ("Asia/Almaty", "2024-03-01", 6, 5),  # Kazakhstan went to one zone
        ("Asia/Aqtau", "2024-03-01", 5, 5),
        ("Europe/Moscow", "2014-10-26", 4, 3),
        ("Asia/Vladivostok", "2014-10-26", 11, 10),
    ],
)
def test_a_zone_whose_rules_changed(zone, day, before, after):
    net = toy(
        {"weekdays": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), "times": "12:00"}, country="RU", zone=zone
    )
    noon = second(f"{day} 12:00")
    found = moments(net, "L", noon - 86400 - 12 * 3600, noon + 12 * 3600).times.tolist()
    assert found == [noon - 86400 - before * 3600, noon - after * 3600]


def test_a_day_that_the_clocks_skip_has_no_departure():
    net = toy({"weekdays": "Fri"}, country="WS")
    assert departures(net, "2011-12-20 00:00", "2012-01-10 00:00", "Pacific/Apia") == [
        "2011-12-23 00:00",
        "2012-01-06 00:00",
    ]


def test_without_a_row_it_departs_every_headway():
    made = Toy(A="JP", B="JP").link("ab", "A", "B", "sea").line("L", "sea", "A", ("B", ("ab",)), hours=(60,))
    net = made.figure("L", "headway", 84.0).build()
    begin = second("2000-01-03")
    phase = int.from_bytes(hashlib.sha256(b"L").digest()[:8], "big") % (84 * 3600)
    found = moments(net, "L", begin, begin + 14 * 86400)
    assert found.times.tolist() == [begin + phase + number * 84 * 3600 for number in range(4)]
    assert (found.known, found.time_of_day_known) == ("assumed", False)
    earlier = moments(net, "L", begin - 84 * 3600, begin).times.tolist()
    assert earlier == [begin + phase - 84 * 3600]


def test_without_a_row_and_a_headway_it_departs_whenever_goods_are_there():
    found = moments(toy(), "L", 0, 10**9)
    assert (found.times.tolist(), found.known) == ([], "any")
    with pytest.raises(networks.UnknownNameError, match="no service is called 'M'"):
        moments(toy(), "M", 0, 1)
