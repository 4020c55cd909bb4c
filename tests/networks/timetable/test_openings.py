"""`open_windows`: opening hours as windows of seconds, in the zone of their place."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles.cases import cases
from oracles.toys import Toy

import networks
from networks.timetable.openings import open_windows

TOKYO = ZoneInfo("Asia/Tokyo")
DAY = datetime.date(2016, 5, 2)  # a Monday


def second(day: datetime.date, hours: float, zone: ZoneInfo = TOKYO) -> int:
    noon = datetime.datetime(day.year, day.month, day.day, 12, tzinfo=zone)
    return int(noon.timestamp() + (hours - 12) * 3600)


def toy(*rows: dict[str, object], element: str = "A") -> networks.Network:
    made = Toy(A="JP", B="JP").link("ab", "A", "B", "sea")
    made.builder.add_operation(id="lift", kind="lift", place="A", from_side="sea", to_side="road")
    for row in rows:
        made.builder.add_opening_hours(element=element, kind="assumption", source="S", **row)
    return made.build()


def hours(network: networks.Network, begin: float, end: float, element: str = "A") -> list[tuple[float, float]]:
    """Return the windows between two times, in hours since Monday began."""
    zero = second(DAY, 0)
    found = open_windows(network, element, zero + int(begin * 3600), zero + int(end * 3600))
    assert found is not None
    return [
        ((one - zero) / 3600, (other - zero) / 3600) for one, other in zip(*map(np.ndarray.tolist, found), strict=True)
    ]


def test_what_has_no_row_is_always_open():
    assert open_windows(toy(), "A", 0, 10**9) is None
    assert open_windows(toy({"opens": "08:00", "closes": "16:00"}), "B", 0, 10**9) is None


def test_windows_are_local_and_cut_off_at_the_ends_of_the_span():
    net = toy({"weekdays": ("Mon", "Tue"), "opens": "08:00", "closes": "16:30"})
    assert hours(net, 0, 7 * 24) == [(8, 16.5), (32, 40.5)]
    assert hours(net, 10, 33) == [(10, 16.5), (32, 33)]
    assert hours(net, 16.5, 32) == [] == hours(net, 40, 10)


def test_windows_past_midnight_and_windows_that_join_are_one():
    net = toy(
        {"weekdays": "Sun", "opens": "22:00", "closes": "32:00"},
        {"weekdays": "Mon", "opens": "08:00", "closes": "12:00"},
    )
    assert hours(net, 0, 24) == [(0, 12)]
    assert hours(net, -10, 7 * 24) == [(-2, 12), (166, 168)]
    assert hours(toy({"opens": "00:00", "closes": "24:00"}), 0, 10**6) == [(0, 10**6)]


def test_first_and_last_day():
    net = toy({"opens": "08:00", "closes": "9:00", "from_date": DAY, "until_date": DAY + datetime.timedelta(days=1)})
    assert hours(net, -1000, 1000) == [(8, 9), (32, 33)]


def test_an_operation_is_open_by_the_clocks_of_its_place():
    assert hours(toy({"opens": "08:00", "closes": "9:00"}, element="lift"), 0, 24, "lift") == [(8, 9)]


@pytest.mark.parametrize(("day", "length"), [("2016-03-27", 23), ("2016-10-30", 25)])
def test_hours_are_counted_from_noon_less_twelve_hours(day, length):
    made = Toy(A="DE", B="DE").link("ab", "A", "B", "sea")
    made.builder.add_opening_hours(element="A", opens="00:00", closes="24:00", kind="assumption", source="S")
    made.builder.add_opening_hours(
        element="B", weekdays="Sun", opens="09:00", closes="15:00", kind="assumption", source="S"
    )
    net, zone = made.build(), ZoneInfo("Europe/Berlin")
    sunday = datetime.date.fromisoformat(day)
    span = second(sunday, -48, zone), second(sunday, 60, zone)
    begins, ends = open_windows(net, "B", *span)
    assert (begins.tolist(), ends.tolist()) == ([second(sunday, 9, zone)], [second(sunday, 15, zone)])
    begins, ends = open_windows(net, "A", *span)  # on the day of 25 hours an hour of the night is between two days
    assert len(begins) == (1 if length == 23 else 2)


ROW = st.fixed_dictionaries(
    {"opens": st.integers(0, 23), "length": st.integers(1, 30)},
    optional={
        "weekdays": st.sets(st.sampled_from(("Mon", "Tue", "Sat")), min_size=1),
        "from_date": st.dates(DAY, DAY + datetime.timedelta(days=9)),
    },
)


@cases(quick=4, long=400)
@given(st.lists(ROW, min_size=1, max_size=3), st.integers(-100, 300), st.integers(0, 300))
def test_each_hour_is_open_as_a_look_at_each_row_finds(rows, begin, span):
    given_rows = [
        row | {"opens": f"{row['opens']:02d}:00", "closes": f"{row['opens'] + row['length']}:00"} for row in rows
    ]
    for row in given_rows:
        row.pop("length")
    try:
        net = toy(*given_rows)
    except networks.DataError:  # two rows tell one moment
        net = toy(given_rows[0])
        rows = rows[:1]
    found = {hour for one, other in hours(net, begin, begin + span) for hour in range(int(one), int(other))}

    def is_open(hour: int) -> bool:
        days = [(DAY + datetime.timedelta(days=back), 24 * back) for back in range(-10, 30)]
        return any(
            zero + row["opens"] <= hour < zero + row["opens"] + row["length"]
            for row in rows
            for day, zero in days
            if f"{day:%a}" in row.get("weekdays", (f"{day:%a}",)) and day >= row.get("from_date", day)
        )

    assert found == {hour for hour in range(begin, begin + span) if is_open(hour)}
