"""`verify` on the clock: right answers pass, and the same with one fault planted in each are refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from oracles.toys import Toy

from networks import Network
from routing import Constraints, Result, Shipment, VerificationError, solve, verify
from routing.steps.step import Step

MONDAY = datetime(2016, 5, 2, tzinfo=UTC)


def port() -> Network:
    """Return a ship on Mondays and trains on Wednesdays and Saturdays, by a port that charges 10 USD from day 2 on."""
    toy = Toy(A="JP", B="RU", C="RU").link("AB", "A", "B", "sea", 1000).link("BC", "B", "C", km=1000)
    toy.line("S", "sea", "A", ("B", ("AB",)), hours=(24,), **{"": 100.0})
    toy.line("T", "rail", "B", ("C", ("BC",)), hours=(24,), **{"": 200.0})
    toy.doors("sea", "rail:1520").operation("lift", "sea", "rail:1520", 3)
    toy.figure("S", "cut_off", 6).figure("T", "cut_off", 4)
    toy.figure("B", "free_time", 24, "h").usd("B", 10, "shipment_day", "demurrage")
    for service, days in (("S", ("Mon",)), ("T", ("Wed", "Sat"))):
        toy.builder.add_departures(
            service=service, weekdays=days, times=("12:00",), zone="UTC", kind="assumption", source="S"
        )
    return toy.build()


NETWORK = port()


def answer(**asked: Any) -> Result:
    result = solve(NETWORK, Shipment("A", "C"), **({"depart": MONDAY} | asked))
    verify(NETWORK, result)
    return result


def planted(result: Result, change: Callable[[list[Step]], list[Step]], **question: Any) -> Result:
    """Return an answer with other steps, and with a proof that fits them; `question`: what is asked instead."""
    route = result.require()
    steps = tuple(change(list(route.steps)))
    time, cost, grams = (
        sum(getattr(step, name) or 0 for step in steps) for name in ("milliminutes", "millicents", "milligrams")
    )
    lacking = sum(step.milligrams is None for step in steps)
    rest = (cost, grams, len(steps))
    vector = (time, *([lacking] if lacking else []), *rest)
    proof = replace(result.proof, objective=time, bound=time, vector=vector)
    asked = replace(result.question, **question)
    return replace(result, routes=(replace(route, steps=steps),), proof=proof, question=asked)


def later(number: int, milliminutes: int) -> Callable[[list[Step]], list[Step]]:
    """Return the change by which a boarding is waited for so much longer."""

    def change(steps: list[Step]) -> list[Step]:
        boards = [index for index, step in enumerate(steps) if step.kind == "board"]
        step = steps[boards[number]]
        steps[boards[number]] = replace(step, milliminutes=(step.milliminutes or 0) + milliminutes)
        return steps

    return change


def test_the_answer_is_what_the_days_say():
    # at the quay at 2:00 of Monday, ship at 12:00; B on Tuesday 12:00, lifted by 15:00; train Wednesday 12:00, dwell 24 h
    route = answer().require()
    assert [step.milliminutes for step in route.steps if step.kind == "board"] == [600_000, 1_260_000]
    assert not [step for step in route.steps if step.kind == "demurrage"]
    # Thursday 12:00 at C, two hours to the consignee
    assert route.days == 3 + 14 / 24


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (later(0, 60_000), "the figures say None"),  # no ship at 13:00
        (later(0, -600_000), "the figures say None"),  # none at 2:00 either
        (later(1, 60_000), "the figures say None"),  # no train at 13:00
        (later(1, 3 * 1_440_000), "without its demurrage"),  # Saturday's train, but 3 days beyond the free time
        (
            lambda steps: [
                replace(step, time_figure=("S", "headway")) if step.kind == "board" else step for step in steps
            ],
            "by",
        ),
    ],
)
def test_a_departure_that_is_none_and_a_charge_that_is_left_out_are_refused(change, words):
    with pytest.raises(VerificationError, match=words):
        verify(NETWORK, planted(answer(), change))


def test_a_wait_shorter_than_the_cut_off_is_refused():
    # at the quay at 8:00, four hours before the ship: it takes goods that are there at 6:00
    late = answer(depart=MONDAY.replace(hour=4))  # at the quay at 6:00
    moved = planted(late, later(0, -120_000), shipment=replace(late.question.shipment, ready=MONDAY.replace(hour=6)))
    with pytest.raises(VerificationError, match="the figures say None"):
        verify(NETWORK, moved)


def test_a_charge_for_the_wrong_days_is_refused():
    # there by Sunday: nobody need leave before Saturday's train, whose dwell is charged
    week = answer(depart=MONDAY.replace(hour=0), constraints=Constraints())
    dear = planted(week, later(1, 3 * 1_440_000))
    steps = list(dear.require().steps)
    where = max(index for index, step in enumerate(steps) if step.kind == "board") + 1
    due = Step(
        kind="demurrage",
        component="port",
        element="B",
        places=("B",),
        side="rail:1520",
        millicents=3_000_000,
        charged_days=3,
        price_figure=("B", "demurrage"),
        territories=frozenset({"RU"}),
    )
    right = planted(dear, lambda _: [*steps[:where], due, *steps[where:]])
    verify(NETWORK, right)  # not the best one, but one that runs so
    wrong = planted(
        dear, lambda _: [*steps[:where], replace(due, charged_days=2, millicents=2_000_000), *steps[where:]]
    )
    with pytest.raises(VerificationError, match="charges 2 days beyond the free time, expected 3"):
        verify(NETWORK, wrong)


def test_an_arrival_too_late_is_refused():
    result = answer(depart=None, arrive_by=date(2016, 5, 5))
    assert result.require().days < 4
    early = replace(result.question, arrive_by=MONDAY.replace(day=4))
    with pytest.raises(VerificationError, match="the route arrives after"):
        verify(NETWORK, replace(result, question=early))


def test_time_paid_for_on_the_way_counts():
    """Surcharges that take time stand between what leaves at moments."""
    toy = Toy(A="JP", B="JP").link("AB", "A", "B").line("T", "rail", "A", ("B", ("AB",)), hours=(24,))
    toy.builder.add_procedure(id="extra", kind="surcharge", over=("T",))
    toy.figure("extra", "time", 3).usd("extra", 5)
    toy.builder.add_departures(
        service="T", weekdays=("Mon",), times=("12:00",), zone="UTC", kind="assumption", source="S"
    )
    net = toy.build()
    result = solve(net, Shipment("A", "B"), depart=MONDAY)
    verify(net, result)
    assert result.require().days == 1.5


def test_moments_and_closures_with_days_go_together():
    toy = Toy(A="JP", B="JP").link("AB", "A", "B").line("T", "rail", "A", ("B", ("AB",)), hours=(24,))
    toy.builder.add_closure(
        id="c", what="shut", table="places", elements=("A",), kind="closure", from_date=date(2016, 6, 1), source="S"
    )
    net = toy.build()
    verify(net, solve(net, Shipment("A", "B", ready=MONDAY)))


def gate() -> Result:
    """Return goods that come to B at 21:00 by its clocks, where they are handled from 9:00 on."""
    toy = Toy(A="JP", B="KR", C="KR").link("AB", "A", "B", "sea", 1000).link("BC", "B", "C", km=1000)
    toy.line("S", "sea", "A", ("B", ("AB",)), hours=(22,)).line("T", "rail", "B", ("C", ("BC",)), hours=(24,))
    toy.doors("sea", "rail:1520").operation("lift", "sea", "rail:1520", 3).figure("T", "headway", 24)
    toy.builder.add_opening_hours(element="B", opens="09:00", closes="17:00", kind="assumption", source="S")
    net = toy.build()
    result = solve(net, Shipment("A", "C"), depart=MONDAY.replace(hour=12))
    verify(net, result)
    return result


WAITED = gate()
WAIT = next(step for step in WAITED.require().steps if step.kind == "waiting")


def with_wait(*waits: Step, at: str = "lift") -> Callable[[list[Step]], list[Step]]:
    """Return the change by which other waits come before a step."""

    def change(steps: list[Step]) -> list[Step]:
        steps = [step for step in steps if step.kind != "waiting"]
        number = next(number for number, step in enumerate(steps) if step.kind == at)
        return [*steps[:number], *waits, *steps[number:]]

    return change


def refused(change: Callable[[list[Step]], list[Step]], words: str) -> None:
    with pytest.raises(VerificationError, match=words):
        verify(WAITED.network, planted(WAITED, change))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (with_wait(), "waits .. before it, expected 720000 milliminutes until B opens"),
        (with_wait(replace(WAIT, milliminutes=720_001)), "waits .* expected 720000 milliminutes until B opens"),
        (with_wait(replace(WAIT, milliminutes=719_999)), "waits .* expected 720000 milliminutes until B opens"),
        (with_wait(replace(WAIT, milliminutes=720_000 + 1_440_000)), "waits .* expected 720000"),  # the day after
        (with_wait(WAIT, WAIT), "waits .* expected 720000"),
        (with_wait(replace(WAIT, milliminutes=360_000), replace(WAIT, milliminutes=360_000)), "waits .* expected"),
        (with_wait(WAIT, at="load"), "waits .* expected 0 milliminutes until nothing opens"),
        (lambda steps: [*with_wait(WAIT)(steps), WAIT], "waits for nothing at the end"),
    ],
)
def test_goods_that_do_not_wait_until_it_opens_or_wait_longer_are_refused(change, words):
    assert WAIT.milliminutes == 720_000
    refused(change, words)


OTHER: dict[str, Any] = {
    "kind": "board",
    "component": "origin",
    "element": "A",
    "places": ("A",),
    "links": ("AB",),
    "mode": "sea",
    "side": "sea",
    "milliminutes": 719_999,
    "millicents": 1,
    "milligrams": 1,
    "milligrams_ttw": 1,
    "millimetres": 1,
    "lifts": 1,
    "charged_days": 1,
    "timetable": "stated",
    "lead": 1,
    "territories": frozenset(),
    "in_transit": frozenset({"KR"}),
    "time_figure": ("x", "time"),
    "price_figure": ("x", "price"),
    "co2e_figures": (("x", "co2e"),),
}


def test_every_column_of_a_wait_until_something_opens_is_checked():
    assert OTHER.keys() == set(WAIT.__slots__)
    for name, value in OTHER.items():
        words = "offers no service" if name == "kind" else f"720000 milliminutes until B opens; they differ in {name}$"
        refused(with_wait(replace(WAIT, **{name: value})), words)


def test_without_a_clock_nobody_waits_until_something_opens():
    result = solve(WAITED.network, Shipment("A", "C"))
    verify(WAITED.network, result)
    with pytest.raises(VerificationError, match="until nothing opens"):
        verify(WAITED.network, planted(result, with_wait(WAIT)))
