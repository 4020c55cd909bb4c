"""`moments`: departures of services as seconds, stated by patterns or assumed from a headway."""

from __future__ import annotations

import datetime
import hashlib
import timeit
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles.cases import cases
from oracles.toys import Toy

import networks
from networks.model.calendars import DeparturePattern
from networks.timetable.moments import departures_of, moments
from networks.timetable.zones import zone_called


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


ZONES = (
    "Asia/Tokyo",
    "Europe/Berlin",
    "Asia/Almaty",
    "Europe/Moscow",
    "Asia/Tehran",
    "America/St_Johns",
    "Pacific/Apia",
)
FIRST = datetime.date(2011, 12, 20)
DAY = st.one_of(
    st.dates(FIRST, datetime.date(2012, 3, 31)), st.dates(datetime.date(2014, 10, 1), datetime.date(2014, 11, 30))
)
TIME = st.builds("{:02d}:{:02d}".format, st.integers(0, 60), st.integers(0, 59))
DAYS = st.one_of(
    st.fixed_dictionaries({"weekdays": st.sets(st.sampled_from(("Mon", "Wed", "Fri", "Sun")), min_size=1)}),
    st.fixed_dictionaries({"every_days": st.integers(1, 20), "from_date": DAY}),
    st.fixed_dictionaries({"dates": st.sets(DAY, min_size=1, max_size=5)}),
)
REST = {"zone": st.sampled_from(ZONES), "times": st.lists(TIME, unique=True, max_size=3)}
MAYBE = {"from_date": DAY, "until_date": DAY, "except_dates": st.lists(DAY, max_size=3)}


@st.composite
def patterns(draw) -> DeparturePattern:
    made = draw(st.fixed_dictionaries(REST, optional=MAYBE)) | draw(DAYS)
    return DeparturePattern(service="L", kind="assumption", **made)


def naive(pattern: DeparturePattern, start: int, end: int) -> list[int]:
    """Return departures by a walk over all days, each by itself: noon by the clocks, less twelve hours, and the time."""
    zone, found = ZoneInfo(pattern.zone), set()
    for number in range((end - start) // 86400 + 8):
        day = datetime.date.fromtimestamp(start) + datetime.timedelta(days=number - 4)
        noon = datetime.datetime(day.year, day.month, day.day, 12, tzinfo=zone)
        runs = day in pattern.dates or f"{day:%a}" in pattern.weekdays
        if pattern.every_days and day >= pattern.from_date:
            runs = (day - pattern.from_date).days % pattern.every_days == 0
        runs &= (pattern.from_date or day) <= day <= (pattern.until_date or day) and day not in pattern.except_dates
        if not runs or datetime.datetime.fromtimestamp(noon.timestamp(), zone).date() != day:  # a day that is skipped
            continue
        for time in pattern.times or ("00:00",):
            hours, minutes = time.split(":")
            found.add(int(noon.timestamp()) - 12 * 3600 + int(hours) * 3600 + int(minutes) * 60)
    return sorted(moment for moment in found if start <= moment < end)


@cases(quick=20, long=1_000)
@given(patterns(), DAY, st.integers(-86400, 86400), st.integers(0, 60 * 86400))
def test_departures_are_those_that_a_walk_over_the_days_finds(pattern, day, offset, span):
    start = int(datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC).timestamp()) + offset
    found = departures_of(pattern, zone_called(pattern.zone), start, start + span).tolist()
    assert found == naive(pattern, start, start + span)


def test_a_span_over_many_blocks_is_that_of_its_parts_and_is_kept():
    net = toy({"weekdays": ("Mon", "Fri"), "times": ("06:30", "31:00")}, {"dates": "2016-02-29", "times": "12:00"})
    begin, end = second("2015-01-01"), second("2018-01-01")
    whole = moments(net, "L", begin, end).times
    cuts = [begin, *range(begin + 100_001, end, 10**7), end]
    parts = [moments(net, "L", one, other).times for one, other in pairwise(cuts)]
    assert whole.tolist() == np.concatenate(parts).tolist() and len(whole) == len(set(whole.tolist()))
    assert moments(net, "L", end, begin).times.tolist() == []
    assert not whole.flags.writeable
    early, late = second("0003-01-01"), second("9997-01-01")
    assert len(moments(net, "L", -(10**18), early).times) + len(moments(net, "L", late, 10**18).times) > 4 * 51 * 4


def test_a_year_of_a_daily_service_is_quick_when_it_is_asked_again():
    net = toy({"every_days": 1, "from_date": datetime.date(2015, 1, 1), "times": "06:30"})
    begin = second("2016-01-01")
    moments(net, "L", begin, begin + 366 * 86400)
    best = min(timeit.repeat(lambda: moments(net, "L", begin, begin + 366 * 86400), number=1, repeat=20))
    assert best < 1e-3, "usually 20 millionths of a second"


def test_departures_of_what_is_not_on_offer_are_known_too():
    made = Toy(A="JP", B="JP").link("ab", "A", "B", "sea")
    stops = [{"place": "A"}, {"place": "B", "path": ("ab",)}]
    made.builder.add_service(id="L", name="L", kind="line", mode="sea", stops=stops, offered=False)
    net = made.figure("L#2", "running_time", 60).build()
    builder = networks.NetworkBuilder.from_network(net)
    more = builder.add_departures(service="L", weekdays="Mon", kind="sourced", source="S").build()
    assert more.departures["L"][0].runs_by == "weekdays" and not net.departures
