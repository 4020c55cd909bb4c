"""Lines that stand at a stop: goods aboard stand with them, those that board there or are set down do not."""

from __future__ import annotations

import datetime

import pytest
from oracles.toys import Toy

import routing
from routing import Shipment, VerificationError
from routing.steps.kinds import DWELL

MONDAY = datetime.datetime(2016, 3, 7, tzinfo=datetime.UTC)


def ship(dwell=6):
    """Return a ship from A by B, where it stands for some hours, to C: 10 and 20 hours under way, each Monday 08:00."""
    toy = Toy(A="JP", B="KR", C="RU").link("ab", "A", "B", "sea").link("bc", "B", "C", "sea")
    toy.line("ship", "sea", "A", ("B", ("ab",)), ("C", ("bc",)), hours=(10, 20), wait=7)
    if dwell is not None:
        toy.figure("ship#2", "dwell", dwell)
    toy.builder.add_departures(service="ship", weekdays=("Mon",), times=("08:00",), zone="UTC", kind="assumption")
    return toy.build()


@pytest.mark.parametrize(
    ("origin", "destination", "hours"),
    [("A", "C", 7 + 10 + 6 + 20), ("A", "B", 7 + 10), ("B", "C", 7 + 20)],
)
def test_goods_stand_where_the_line_does_if_they_are_aboard_before_and_after(origin, destination, hours):
    net = ship()
    result = routing.solve(net, Shipment(origin, destination))
    routing.verify(net, result)
    assert result.best.days * 24 == hours
    assert [step.milliminutes for step in result.best.steps if step.kind == DWELL] == [360_000] * (
        destination == "C" and origin == "A"
    )


def test_the_line_leaves_a_later_stop_after_it_has_stood_there():
    net = ship()
    result = routing.solve(net, Shipment("B", "C"), depart=MONDAY)
    routing.verify(net, result)
    assert result.best.days * 24 == 8 + 10 + 6 + 20  # aboard from Tuesday, 00:00
    through = routing.solve(net, Shipment("A", "C"), depart=MONDAY)
    assert through.best.days * 24 == 8 + 10 + 6 + 20


def test_a_walk_without_the_time_that_the_line_stands_is_refused():
    with_it, without = ship(), ship(dwell=None)
    result = routing.solve(without, Shipment("A", "C"))
    routing.verify(without, result)
    moved = routing.Result(
        network=with_it,
        question=result.question,
        status=result.status,
        routes=(routing.Route(with_it, result.best.load, result.best.steps, result.question.shipment),),
        proof=result.proof,
    )
    with pytest.raises(VerificationError, match="without the time that ship stands there"):
        routing.verify(with_it, moved)


def test_two_changes_of_gauge_and_dwell_are_one_after_the_other():
    toy = Toy(A="CN", B="KZ", C="KZ").link("ab", "A", "B", gauge_mm=1435).link("bc", "B", "C", gauge_mm=1520)
    toy.operation("bogie_change", "rail:1435", "rail:1520", 5).doors("rail:1435", "rail:1520", hours=0)
    toy.line("train", "rail", "A", ("B", ("ab",), False, True), ("C", ("bc",)), hours=(10, 20)).figure(
        "train#2", "dwell", 2
    )
    net = toy.build()
    result = routing.solve(net, Shipment("A", "C"))
    routing.verify(net, result)
    assert result.best.days * 24 == 10 + 5 + 2 + 20
