"""Questions on the clock: `arrive_by` against every start, answers that move as they must, and both models of waits."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from oracles.cases import cases
from oracles.clock_questions import Asked, drawn
from oracles.on_clock import TooManyStatesError, arriving
from oracles.random_networks import Rows, network_of
from oracles.toys import Toy
from oracles.vectors import stated_vector

from networks import Network
from networks.model.schema import columns
from networks.timetable.zones import zone_of
from routing import Constraints, Result, Shipment, SolveOptions, solve, verify

SEEDS = st.integers(0, 2**32 - 1)
QUICKLY = SolveOptions(explain=False, engines="ours")
MONDAY = datetime(2016, 5, 2, tzinfo=UTC)


def answer(asked: Asked, **moment: Any) -> Result:
    options = SolveOptions(explain=False)
    result = solve(
        asked.network,
        asked.shipment,
        constraints=asked.constraints,
        minimise=asked.minimise,
        options=options,
        **(moment or {"depart": asked.moment}),
    )
    verify(asked.network, result) if result.best is not None else None
    return result


# ---- there by a moment ----------------------------------------------------------------------------------


@cases(quick=3, long=120)
@given(SEEDS, st.booleans())
def test_goods_leave_as_late_as_every_start_allows_else_so_that_the_way_is_best(seed: int, hubs: bool):
    compare(drawn(seed, hubs=hubs), seed)


@cases(quick=2, long=16)
@given(SEEDS, st.booleans())
def test_where_things_are_not_always_open_goods_leave_as_late_as_every_start_allows(seed: int, hubs: bool):
    compare(drawn(seed, hubs=hubs, opening=True), seed)


@pytest.mark.parametrize("seed", [556, 103788088])
def test_goods_leave_at_the_last_second_though_departures_are_rounded_to_milliminutes(seed: int):
    compare(drawn(seed, hubs=False), seed)


def compare(asked: Asked, seed: int) -> None:
    """Hold the answer to a question of arriving by a moment against the ways from every start that may matter."""
    by = asked.moment + timedelta(days=random.Random(seed).choice((3, 4, 5, 7)))
    zone = zone_of(asked.network, asked.shipment.origin) or UTC
    try:
        expected = arriving(asked.rows, asked.question, by, zone, asked.days, 2_500)
    except TooManyStatesError:
        assume(False)
    result = answer(asked, arrive_by=by)
    found = None if result.best is None else (result.question.shipment.ready, stated_vector(result))
    assert found == expected


def lorries(*ways: tuple[str, float, float]) -> Network:
    """Return links with hours and USD of their own from A to B."""
    toy = Toy(A="JP", B="JP")
    for name, hours, usd in ways:
        toy.link(name, "A", "B", "road", 100, hours=hours, usd=usd, kg_co2e=1.0)
    return toy.build()


def test_the_cheaper_way_leaves_earlier_than_the_faster_one_where_nothing_departs_by_a_timetable():
    # there by 24:00 of 2 May in Japan: 5 h before by the fast way, 20 h before by the cheap one
    net, box = lorries(("fast", 5, 100), ("slow", 20, 10)), Shipment("A", "B")
    starts = [
        solve(net, box, arrive_by=date(2016, 5, 2), minimise=one).question.shipment.ready for one in ("time", "cost")
    ]
    assert [f"{start:%d %H:%M}" for start in starts] == ["02 19:00", "02 04:00"]


def test_the_last_start_is_that_of_a_way_within_the_limits():
    # the way of 5 h costs too much
    net = lorries(("fast", 5, 100), ("slow", 20, 10))
    result = solve(net, Shipment("A", "B"), arrive_by=date(2016, 5, 2), constraints=Constraints(max_usd=50))
    assert f"{result.question.shipment.ready:%H:%M}" == "04:00" and result.require().days == 20 / 24


def test_days_before_a_moment_are_of_24_hours_where_clocks_are_put_forward():
    # Berlin, 27 March 2016 has 23 hours: two days before 28 March 00:00+02:00 is 25 March 23:00+01:00
    net, by = lorries(("only", 48, 10)), datetime(2016, 3, 28, tzinfo=ZoneInfo("Europe/Berlin"))
    result = solve(net, Shipment("A", "B"), arrive_by=by, constraints=Constraints(max_days=2))
    assert result.question.shipment.ready == datetime(2016, 3, 25, 22, tzinfo=UTC)


def test_a_closure_counts_on_the_day_on_which_goods_depart():
    # the way of 5 h is shut for goods that leave on 2 May or later: they leave at the end of 1 May, or go the slow way
    toy = Toy(A="JP", B="JP")
    for name, hours in (("fast", 5), ("slow", 20)):
        toy.link(name, "A", "B", "road", 100, hours=hours, usd=hours, kg_co2e=1.0)
    shut = {"what": "shut", "table": "links", "elements": ("fast",), "kind": "closure", "source": "S"}
    toy.builder.add_closure(id="c", from_date=date(2016, 5, 2), **shut)
    net = toy.build()
    for by, start, way in (
        (datetime(2016, 5, 2, 18), "01 23:59:59", "fast"),  # the slow way would leave at 22:00 of 1 May
        (datetime(2016, 5, 2, 21), "02 01:00:00", "slow"),
        (datetime(2016, 5, 1, 21), "01 16:00:00", "fast"),
    ):
        result = solve(net, Shipment("A", "B"), arrive_by=by)
        verify(net, result)
        assert f"{result.question.shipment.ready:%d %H:%M:%S}" == start and way in {
            step.element for step in result.require().steps
        }


# ---- answers move ---------------------------------------------------------------------------------------


def a_week_later(rows: Rows) -> Rows:
    """Return rows with every day of departures a week later."""
    week = timedelta(days=7)
    moved = []
    for row in rows["departures"]:
        lists = {name: tuple(day + week for day in row[name]) for name in ("dates", "except_dates") if row.get(name)}
        ends = {name: row[name] + week for name in ("from_date", "until_date") if row.get(name)}
        moved.append(row | lists | ends)
    return rows | {"departures": moved}


def without_summer_time(rows: Rows) -> Rows:
    """Return rows in which every week is like the others: no clock is changed, and headways go into a week."""
    zones = {"Europe/Berlin": "Asia/Tokyo", "America/New_York": "UTC"}
    departures = [row | {"zone": zones.get(row["zone"], row["zone"])} for row in rows["departures"]]
    figures = [row | {"value": 24.0} if row["quantity"] == "headway" else row for row in rows["figures"]]
    links = [row | {"opened": ""} for row in rows["links"]]
    return rows | {"departures": departures, "figures": figures, "links": links}


def told(result: Result) -> Any:
    """Return what an answer is, but for the moment at which it begins."""
    return None if result.best is None else (result.best.steps, result.proof.vector)


@cases(quick=3, long=60)
@given(SEEDS)
def test_everything_a_week_later_is_the_same_route_a_week_later(seed: int):
    asked = drawn(seed, hubs=True)
    rows = without_summer_time(asked.rows)
    before = replace(asked, rows=rows, network=network_of(rows))
    moment = (asked.moment.astimezone(UTC) + timedelta(days=7)).astimezone(asked.moment.tzinfo)
    after = replace(asked, network=network_of(a_week_later(rows)), moment=moment)
    one, other = answer(before), answer(after)
    assert (one.best and one.best.steps) == (other.best and other.best.steps)
    assert one.proof.vector == other.proof.vector


@cases(quick=2, long=40)
@given(SEEDS, st.sampled_from(("Asia/Kathmandu", "America/New_York", "UTC")))
def test_the_same_moment_written_in_another_zone_is_the_same_question(seed: int, zone: str):
    asked = drawn(seed, hubs=True)
    rows = asked.rows | {"links": [row | {"opened": ""} for row in asked.rows["links"]]}
    asked = replace(asked, network=network_of(rows))
    assert told(answer(asked)) == told(answer(asked, depart=asked.moment.astimezone(ZoneInfo(zone))))


@cases(quick=2, long=40)
@given(SEEDS, st.booleans())
def test_the_order_of_rows_is_of_no_matter(seed: int, hubs: bool):
    asked, rng = drawn(seed, hubs=hubs), random.Random(seed)
    rows = {name: rng.sample(table, len(table)) for name, table in asked.rows.items()}
    assert told(answer(asked)) == told(answer(replace(asked, network=network_of(rows))))


@cases(quick=2, long=40)
@given(SEEDS)
def test_other_names_of_places_and_links_change_no_totals(seed: int):
    asked = drawn(seed, hubs=True)
    names = {row["id"]: f"x{99 - number}" for number, row in enumerate(asked.rows["places"] + asked.rows["links"])}

    def renamed(value: Any) -> Any:
        return tuple(map(renamed, value)) if isinstance(value, tuple) else names.get(value, value)

    rows = {name: [{cell: renamed(row[cell]) for cell in row} for row in table] for name, table in asked.rows.items()}
    shipment = replace(asked.shipment, origin=names["PAA"], destination=names["PFF"])
    bans = asked.constraints
    bans = replace(
        bans,
        via=renamed(bans.via),
        **{key: set(map(renamed, getattr(bans, key))) for key in ("avoid_places", "avoid_links")},
    )
    other = replace(asked, network=network_of(rows), shipment=shipment, constraints=bans)
    assert answer(asked).proof.vector == answer(other).proof.vector


def trips(runs: list[tuple[str, str, datetime, int]]) -> Network:
    """Return a network of trains that run once: from, to, departure, minutes; changing takes no time."""
    rows: Rows = {name: [] for name in columns()}
    rows["network"] = [{"name": "trips", "currency": "USD"}]
    rows["sources"] = [{"id": "S1", "title": "drawn"}]
    rows["places"] = [{"id": place, "name": place, "country": ""} for place in "ABCD"]
    for number, (tail, head, departs, minutes) in enumerate(runs):
        link, name = f"K{number}", f"T{number}"
        rows["links"].append(
            {"id": link, "tail": tail, "head": head, "mode": "rail", "gauge_mm": 1520, "length_km": 1.0}
        )
        rows["services"].append({"id": name, "name": name, "kind": "line", "mode": "rail"})
        for seq, (place, path) in enumerate(((tail, ()), (head, (link,))), start=1):
            rows["stops"].append(
                {"service": name, "seq": seq, "place": place, "path": path, "board": True, "alight": True}
            )
        day = {"dates": (departs.date(),), "times": (f"{departs:%H:%M}",), "zone": "UTC", "kind": "assumption"}
        rows["departures"].append({"service": name, **day})
        figure = {"element": f"{name}#2", "quantity": "running_time", "value": float(minutes), "unit": "min"}
        rows["figures"].append({**figure, "basis": "", "currency": "", "source": "S1", "kind": "assumption"})
    return network_of(rows)


@cases(quick=3, long=60)
@given(SEEDS)
def test_backwards_in_time_the_last_start_is_the_first_arrival(seed: int):
    rng = random.Random(seed)
    runs = [
        (*rng.sample("ABCD", 2), MONDAY + timedelta(minutes=30 * rng.randint(0, 90)), 30 * rng.randint(1, 20))
        for _ in range(rng.randint(3, 12))
    ]
    by = MONDAY + timedelta(days=2)
    back = [(head, tail, MONDAY + (by - departs) - timedelta(minutes=run), run) for tail, head, departs, run in runs]
    bound = Constraints(max_days=2)
    there = solve(trips(runs), Shipment("A", "B"), arrive_by=by, constraints=bound, options=QUICKLY)
    again = solve(trips(back), Shipment("B", "A"), depart=MONDAY, constraints=bound, options=QUICKLY)
    assert (there.best is None) == (again.best is None)
    if there.best is not None and again.best is not None:
        assert by - there.question.shipment.ready == timedelta(days=again.best.days)


# ---- both models from one data set ----------------------------------------------------------------------


def chain(*headways: float) -> Network:
    """Return lines from A to B, from B to C ... that depart every so many hours, and take 3 hours each."""
    toy = Toy(**dict.fromkeys("ABC"[: len(headways) + 1], "JP"))
    for number in range(len(headways)):
        tail, head = "AB"[number], "BC"[number]
        toy.link(f"{tail}{head}", tail, head).line(f"L{number}", "rail", tail, (head, (f"{tail}{head}",)), hours=(3,))
    net = toy.build()
    figures = [row for row in net.catalogue["figures"].rows() if row["quantity"] != "wait"]
    more = {"basis": "", "currency": "", "source": "S", "kind": "assumption", "unit": "h"}
    figures += [{"element": f"L{n}", "quantity": "headway", "value": one, **more} for n, one in enumerate(headways)]
    return network_of({name: list(net.catalogue[name].rows()) for name in columns()} | {"figures": figures})


def mean_hours(net: Network, to: str, over: float, every: float) -> float:
    """Return the mean hours of answers that begin every so many minutes of so many hours."""
    starts = [MONDAY + timedelta(minutes=every * number) for number in range(round(over * 60 / every))]
    found = [solve(net, Shipment("A", to), depart=start, options=QUICKLY).require().days * 24 for start in starts]
    return sum(found) / len(found)


def hours(net: Network, to: str) -> float:
    return solve(net, Shipment("A", to), options=QUICKLY).require().days * 24


def test_on_one_way_the_mean_over_a_headway_is_the_answer_by_headways():
    # 1 h of wait and 3 h of train; starts on a grid of 2 minutes are off by half of it at most
    net = chain(2)
    assert hours(net, "B") == 4
    assert abs(mean_hours(net, "B", over=2, every=2) - 4) <= 1 / 60


def test_headways_that_share_no_measure_average_out_behind_a_change_too():
    # 2.5 + 3 + 3.5 + 3 h; over 35 h each of the 5 arrivals meets each of the 7 hours of the second line once
    net = chain(5, 7)
    assert hours(net, "C") == 12
    assert abs(mean_hours(net, "C", over=35, every=60) - 12) <= 0.5 + 0.5


def test_one_headway_behind_another_is_a_fixed_wait_of_no_more_than_it():
    # both every 6 h: what is waited at B is the same whenever goods start, anything from 0 to 6 h, where 3 h are reckoned
    net = chain(6, 6)
    starts = [MONDAY + timedelta(hours=number) for number in range(6)]
    routes = [solve(net, Shipment("A", "C"), depart=start, options=QUICKLY).require() for start in starts]
    waits = {[step for step in route.steps if step.kind == "board"][1].milliminutes for route in routes}
    assert len(waits) == 1 and 0 <= waits.pop() <= 360_000 and hours(net, "C") == 12


def test_where_there_is_a_choice_the_clock_is_no_slower_on_the_mean():
    # two lines of one speed: by headways either is waited for 3 h, by the clock the next of both
    toy = chain(6)
    rows: Rows = {name: list(toy.catalogue[name].rows()) for name in columns()}
    rows["services"].append(rows["services"][0] | {"id": "M"})
    rows["stops"] += [row | {"service": "M"} for row in rows["stops"]]
    rows["figures"] += [
        row | {"element": row["element"].replace("L0", "M")} for row in rows["figures"] if "L0" in row["element"]
    ]
    net = network_of(rows)
    assert hours(net, "B") == 6
    assert mean_hours(net, "B", over=6, every=10) <= 6 + 5 / 60
