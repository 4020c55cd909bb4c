"""Calendars that cannot be meant: each is told with its file, row, column and value, once, and all at once."""

from __future__ import annotations

import datetime
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles.cases import cases
from oracles.toys import Toy

import networks
from networks.model.calendars import DeparturePattern
from networks.rules.departures import _common_day, said
from networks.timetable.patterns import day_number, has_day

PLACES = "id,name,country,zone\nA,Alpha,JP,\nB,Beta,RU,{}\n"
LINKS = "id,tail,head,mode,length_km,territories\nab,A,B,sea,900,\n"
SERVICES = "id,name,kind,mode\nL,Ship,line,sea\nM,Ship back,line,sea\n"
STOPS = "service,seq,place,path\nL,1,A,\nL,2,B,ab\nM,1,B,\nM,2,A,ab\n"
FIGURES = (
    "element,quantity,value,unit,source,kind\nL#2,running_time,50,h,S1,sourced\nM#2,running_time,50,h,S1,sourced\n"
)
SOURCES = "id,title\nS1,A timetable\nassumption,Assumed by us\n"
HEAD = "service,weekdays,every_days,dates,times,zone,from_date,until_date,except_dates,kind\n"
EXACTLY = "expected exactly one of weekdays, every_days, dates; "


@pytest.fixture
def wrong(folder):
    """Return what is wrong with rows of departures, or of opening hours: row, column, value, expected."""

    def read(*rows: str, zone: str = "Asia/Vladivostok", hours: str | None = None):
        tables = {"services": SERVICES, "stops": STOPS, "figures": FIGURES, "sources": SOURCES}
        departures = HEAD + "".join(f"{row},assumption\n" for row in rows)
        path = folder(
            places=PLACES.format(zone),
            links=LINKS,
            departures=departures,
            **tables,
            **({"opening_hours": hours} if hours else {}),
        )
        found = [one for one in networks.check(path) if one.severity == "error"]
        return sorted((one.file, one.row, one.field, one.value, one.expected) for one in found)

    return read


def of(row: int, column: str, value: str, expected: str) -> tuple[str, int, str, str, str]:
    return ("departures.csv", row, column, value, expected)


NO_TIME = "expected a time of day as HH:MM or HH:MM:SS such as 06:30 (25:30 is half past one on the next day), or first-last/every such as 06:00-22:00/00:30"


@pytest.mark.parametrize(
    ("row", "column", "value", "expected"),
    [
        ("L,,,2016-02-30,,,,,", "dates", "2016-02-30", "expected a date as YYYY-MM-DD"),
        ("L,,,2015-02-29,,,,,", "dates", "2015-02-29", "expected a date as YYYY-MM-DD"),
        ("L,Mon,,,25:61,,,,", "times", "25:61", NO_TIME),
        ("L,Mon,,,6.30,,,,", "times", "6.30", NO_TIME),
        ("L,Mon,,,06:00-05:00/01:00,,,,", "times", "06:00-05:00/01:00", "expected a last time of day that is not before the first"),
        ("L,Mon,,,06:00-07:00/00:00,,,,", "times", "06:00-07:00/00:00", "expected a time between two departures above 0"),
        ("L,Mon;Mon,,,,,,,", "weekdays", "Mon;Mon", "expected each item once"),
        ("L,Monday,,,,,,,", "weekdays", "Monday", "expected one of Mon, Tue, Wed, Thu, Fri, Sat, Sun"),
        ("L,,0,,,,2016-01-01,,", "every_days", "0", "expected a whole number from 1"),
        ("L,Mon,,,,Asia/Tokio,,,", "zone", "Asia/Tokio", "no zone has this name; did you mean Asia/Tokyo?"),
        ("L,Mon,,,,+09:00,,,", "zone", "+09:00", "expected the IANA name of a zone such as Asia/Tokyo"),
        ("L,,,,,,,,", "weekdays", "", EXACTLY + "this has none: no service runs"),
        ("L,Mon,2,,,,2016-01-01,,", "every_days", "2", EXACTLY + "this has weekdays and every_days"),
        ("L,,14,,,,,,", "from_date", "", "expected the day from which every_days is counted"),
        ("L,Mon,,,,,2016-05-03,2016-05-08,", "weekdays", "Mon", "expected a day between its from_date and until_date: no service runs"),
        ("L,Mon,,,,,2016-05-03,2016-05-01,", "until_date", "2016-05-01", "expected a day not before 2016-05-03, its from_date"),
        ("L,Mon,,,,,,,2016-05-03", "except_dates", "2016-05-03", "expected a day on which it would run: on this day it does not anyway"),
        ("L,,,2016-05-03,,,,,2016-05-03", "except_dates", "2016-05-03", "expected it in dates or in except_dates, not in both"),
        ("L,Mon,,,,,2016-05-02,2016-05-08,2016-05-02", "except_dates", "2016-05-02", "expected a day that is left: no service runs"),
        ("X,Mon,,,,Asia/Tokyo,,,", "service", "X", "no such service"),
    ],
)  # fmt: skip
def test_one_mistake_is_one_error(wrong, row, column, value, expected):
    assert wrong(row) == [of(2, column, value, expected)]


def test_all_mistakes_are_told_at_once(wrong):
    found = wrong("L,,,2016-02-30,,,,,", "L,Mon,,,25:61,,,,", "M,,,,,Nowhere,,,", zone="Asia/Nowhere")
    assert [(file, row, column) for file, row, column, *_ in found] == [
        ("departures.csv", 2, "dates"),
        ("departures.csv", 3, "times"),
        ("departures.csv", 4, "weekdays"),
        ("departures.csv", 4, "zone"),
        ("places.csv", 3, "zone"),
    ]


def test_a_pattern_needs_a_zone(wrong):
    expected = "expected a zone here, or at the place of the first stop: its days lie in one"
    assert wrong("M,Mon,,,,,,,", zone="") == [of(2, "zone", "", expected)]
    assert not wrong("M,Mon,,,,Asia/Vladivostok,,,", "L,Mon,,,,,,,", zone="")


@pytest.mark.parametrize(
    ("one", "other", "day"),
    [
        ("L,Mon;Tue,,,,,,,", "L,Tue,,,,,2016-05-01,,", "2016-05-03"),
        ("L,Mon,,,06:00,,,,", "L,,,2016-05-02,05:00-07:00/00:30,,,,", "2016-05-02"),
        ("L,,14,,,,2016-01-04,,", "L,,6,,,,2016-01-06,,", "2016-01-18"),
        ("L,,14,,,,2016-01-04,,2016-01-18", "L,,6,,,,2016-01-06,,", "2016-02-29"),
        ("L,Mon,,,,Asia/Tokyo,,,", "L,Mon,,,,,2016-01-01,2016-01-09,", "2016-01-04"),
        ("L,Mon,,,06:00-20:00/00:01,,2016-05-01,,", "L,Mon,,,06:07;05:00,,2016-01-01,,", "2016-05-02"),
        ("L,Mon,,,06:07;05:00,,2016-01-01,,", "L,Mon,,,06:00-20:00/00:01,,2016-05-01,,", "2016-05-02"),
    ],
)
def test_no_service_departs_twice_at_a_moment(wrong, one, other, day):
    (found,) = wrong(one, other)
    assert found[:2] == ("departures.csv", 3)
    assert found[4] == f"the service departs then by line 2 already, as on {day}"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("L,Mon,,,,,,,", "L,Tue,,,,,,,"),
        ("L,Mon,,,06:00,,,,", "L,Mon,,,06:30,,,,"),
        ("L,Mon,,,,,,2016-05-02,", "L,Mon,,,,,2016-05-03,,"),
        ("L,Mon,,,,,,,", "M,Mon,,,,,,,"),
        ("L,,14,,,,2016-01-04,,", "L,,14,,,,2016-01-11,,"),
        ("L,Mon,,,,,,,2016-05-02", "L,,,2016-05-02,06:00,,,,"),
        ("L,Mon,,,,,,,2016-05-02", "L,,,2016-05-02,,,,,"),
    ],
)
def test_rows_may_be_united(wrong, one, other):
    assert not wrong(one, other)


HOURS = "element,weekdays,opens,closes,from_date,until_date,kind\n"


def test_thousands_of_rows_alike_are_told_in_no_time(wrong):
    begun = time.process_time()
    found = wrong(*["L,Mon,,,06:00,,,,"] * 4000)
    assert [one[1] for one in found] == [*range(3, 4002)]  # each with the first that says the same
    assert {one[4].partition(",")[0] for one in found} == {"the service departs then by line 2 already"}
    assert time.process_time() - begun < 2  # 4 s where each is held against all others


def test_opening_hours_are_those_of_something_and_end_after_they_begin(wrong):
    rows = [
        "A,Mon,08:00,16:00,,",
        "A,Tue,08:00,08:00,,",
        "C,,08:00,16:00,,",
        "A,Sun,22:00,25:61,,",
        "A,Mon;Wed,15:00,17:00,2016-05-01,",
    ]
    found = wrong(hours=HOURS + "".join(f"{row},assumption\n" for row in rows))
    assert found == [
        ("opening_hours.csv", 3, "closes", "08:00", "expected a time later than its opens, 08:00 (26:00 is 2:00 next day)"),
        ("opening_hours.csv", 4, "element", "C", "no such place, operation or procedure"),
        ("opening_hours.csv", 5, "closes", "25:61", NO_TIME.partition(", or first")[0]),
        ("opening_hours.csv", 6, "opens", "15:00", "it is open then by line 2 already, as on 2016-05-02"),
    ]  # fmt: skip


def test_hours_are_local_so_their_place_has_a_zone():
    toy = Toy(A="RU", B="JP").link("ab", "A", "B", "sea").operation("lift", "sea", "sea", 1)
    hours = {"opens": "08:00", "closes": "16:00", "kind": "assumption", "source": "S"}
    for element in ("A", "op:lift:sea:sea", "B"):
        toy.builder.add_opening_hours(element=element, **hours)
    with pytest.raises(networks.DataError) as caught:
        toy.build()
    assert [(one.row, one.field) for one in caught.value.findings if one.rule == "opening-hours"] == [
        (1, "element"),
        (2, "element"),
    ]


def test_what_rests_on_an_assumption_calls_itself_one():
    toy = Toy(A="JP", B="JP").link("ab", "A", "B", "sea").line("L", "sea", "A", ("B", ("ab",)), hours=(60,))
    toy.builder.add_source(id="assumption", title="assumed")
    toy.builder.add_departures(service="L", weekdays="Mon", kind="sourced", source="assumption")
    with pytest.raises(networks.DataError, match="a pattern whose source is assumption is of kind assumption"):
        toy.build()


DAY = st.dates(datetime.date(2016, 1, 1), datetime.date(2016, 3, 31))
DAYS = st.one_of(
    st.fixed_dictionaries({"weekdays": st.sets(st.sampled_from(("Mon", "Tue", "Sat")), min_size=1)}),
    st.fixed_dictionaries({"every_days": st.integers(1, 30), "from_date": DAY}),
    st.fixed_dictionaries({"dates": st.sets(DAY, min_size=1, max_size=5)}),
)
BOUNDS = st.fixed_dictionaries(
    {}, optional={"from_date": DAY, "until_date": DAY, "except_dates": st.sets(DAY, max_size=3)}
)


@st.composite
def patterns(draw) -> DeparturePattern:
    """Return a pattern, its last day not before its first."""
    made = DeparturePattern(service="L", kind="assumption", **draw(BOUNDS) | draw(DAYS))
    return (
        made
        if made.until_date is None or made.from_date is None or made.from_date <= made.until_date
        else draw(patterns())
    )


def runs(pattern: DeparturePattern, day: datetime.date) -> bool:
    """Tell whether a pattern runs on a day, looked at by itself."""
    if day in pattern.except_dates or not (pattern.from_date or day) <= day <= (pattern.until_date or day):
        return False
    if pattern.every_days:
        return (day - pattern.from_date).days % pattern.every_days == 0
    return day in pattern.dates if pattern.dates else f"{day:%a}" in pattern.weekdays


HORIZON = [datetime.date(2015, 1, 1) + datetime.timedelta(days=number) for number in range(365 * 8)]


@cases(quick=10, long=600)
@given(patterns(), patterns())
def test_days_in_common_are_those_that_a_look_at_each_day_finds(one, other):
    first, second = (said(row, "", pattern, (range(1),)) for row, pattern in enumerate((one, other)))
    found = _common_day(first, second)
    both = [day for day in HORIZON if runs(one, day) and runs(other, day)]
    assert (found is None) == (not both)
    assert found is None or (runs(one, found) and runs(other, found))
    assert has_day(one) == any(runs(one, day) for day in HORIZON)
    assert first.first <= min((day_number(day) for day in HORIZON if runs(one, day)), default=first.first)
