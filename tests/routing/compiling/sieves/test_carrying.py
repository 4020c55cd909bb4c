"""Goods that services refuse, and shipments above one departure or a week of them: refused or warned, by name."""

from __future__ import annotations

import warnings
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from oracles.toys import Toy

import networks
from networks import DataError, Network
from networks.model.tables import Table
from routing import (
    Constraints,
    QuestionError,
    Shipment,
    Status,
    VerificationError,
    alternatives,
    frontier,
    solve,
    verify,
)


def two_ways(refuses: tuple[str, ...] = (), takes: tuple[str, ...] = ()) -> Network:
    """A - B in 10 hours by the train T, which takes and refuses so much, or in 20 by the train S, which says nothing."""
    builder = networks.NetworkBuilder("toy").add_source(id="S", title="by hand")
    for place in ("A", "B"):
        builder.add_place(id=place, name=place, country="KZ")
    for name, hours in (("T", 10), ("S", 20)):
        goods = {"takes": takes, "refuses": refuses} if name == "T" else {}
        builder.add_service(id=name, name=name, kind="line", mode="rail", stops=("A", "B"), **goods)  # type: ignore[arg-type]
        for element, quantity, value in ((f"{name}#2", "running_time", hours), (name, "wait", 0)):
            builder.add_figure(element=element, quantity=quantity, value=value, unit="h", source="S", kind="plan")
    with warnings.catch_warnings(action="ignore"):  # no links lie under these trains
        return builder.build()


def with_figure(net: Network, element: str, quantity: str, value: float, unit: str) -> Network:
    row = {"element": element, "quantity": quantity, "value": value, "unit": unit, "source": "S", "kind": "plan"}
    tables = dict(net.catalogue) | {"figures": net.catalogue["figures"].extended([row])}
    return Network(tables)


def told(answer: Any, *codes: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.code, one.words, one.elements) for one in answer.warnings if one.code in codes]


def services(result: Any) -> list[str]:
    return [leg.service for leg in result.require().legs]


def test_a_service_that_refuses_the_goods_is_left_out_and_named():
    net = two_ways(refuses=("dangerous",))
    assert services(solve(net, Shipment("A", "B"))) == ["T"]
    result = solve(net, Shipment("A", "B", goods="dangerous"))
    verify(net, result)
    assert services(result) == ["S"]
    assert told(result, "left-out", "goods") == [
        ("goods", "whether S takes dangerous goods is not known", ("S",)),
        ("left-out", "1 service takes no dangerous goods (T)", ("T",)),
    ]
    assert services(solve(net, Shipment("A", "B", goods={"cooled"}))) == ["T"]


def test_goods_that_are_taken_for_certain_are_not_warned_of():
    net = two_ways(takes=("dangerous", "cooled"))
    for goods in (("dangerous",), ("dangerous", "cooled"), ()):
        assert told(solve(net, Shipment("A", "B", goods=goods)), "goods") == []
    both = solve(net, Shipment("A", "B", goods=("high-cube", "cooled")))
    assert told(both, "goods") == [("goods", "whether T takes high-cube goods is not known", ("T",))]
    assert "(cooled, high-cube)" in str(both)


def test_forgetting_what_a_service_takes_or_refuses_never_looks_more_certain():
    box = Shipment("A", "B", goods="dangerous")
    certain, unknown = solve(two_ways(takes=("dangerous",)), box), solve(two_ways(), box)
    assert len(told(unknown, "goods")) > len(told(certain, "goods")) == 0
    refused, forgotten = solve(two_ways(refuses=("dangerous",)), box), solve(two_ways(), box)
    assert ("goods", "whether T takes dangerous goods is not known", ("T",)) in told(forgotten, "goods")
    assert len(told(forgotten, "goods")) >= len(told(refused, "goods"))


def test_where_every_service_refuses_the_reason_says_so():
    net = two_ways(refuses=("dangerous", "cooled"))
    result = solve(net, Shipment("A", "B", goods="dangerous"), constraints=Constraints(avoid_services="S"))
    assert result.status is Status.INFEASIBLE
    verify(net, result)
    assert [conflict.constraints for conflict in result.blocked_by] == [
        ("the ban of service S", "1 service takes no dangerous goods (T)")
    ]
    assert "sending nothing dangerous" in str(result)


def test_goods_count_on_fronts_and_alternatives_too():
    net, box = two_ways(refuses=("cooled",)), Shipment("A", "B", goods="cooled")
    for answer in (frontier(net, box), alternatives(net, box, k=2, shared_by="hours")):
        assert all("T" not in [leg.service for leg in route.legs] for route in answer.routes)
        assert ("left-out", "1 service takes no cooled goods (T)", ("T",)) in told(answer, "left-out")


def test_verify_finds_goods_aboard_what_refuses_them():
    net = two_ways(refuses=("dangerous",))
    planted = solve(net, Shipment("A", "B"))
    goods = replace(planted.question, shipment=Shipment("A", "B", goods="dangerous"))
    with pytest.raises(VerificationError, match=r"takes no \['dangerous'\] goods"):
        verify(net, replace(planted, question=goods))


@pytest.mark.parametrize("goods", ["explosive", "", {"cooled", "warm"}, 5, None, {"cooled": True}])
def test_goods_are_words_of_the_vocabulary(goods: Any):
    with pytest.raises(QuestionError, match=r"goods=.*expected some of dangerous, cooled, high-cube"):
        Shipment("A", "B", goods=goods)


def test_a_service_that_takes_and_refuses_the_same_is_an_error_of_the_data():
    with pytest.raises(DataError, match="cooled: expected in takes or in refuses, not in both"):
        two_ways(refuses=("cooled",), takes=("cooled", "dangerous"))


def test_a_shipment_above_one_departure_is_not_carried_by_it():
    net = with_figure(two_ways(), "T", "vehicle_capacity", 10, "TEU")
    assert services(solve(net, Shipment("A", "B", teu=10))) == ["T"]
    result = solve(net, Shipment("A", "B", teu=11))
    verify(net, result)
    assert services(result) == ["S"]
    assert told(result, "left-out") == [
        ("left-out", "1 service of which one departure takes less (T: 10 TEU)", ("T",)),
    ]
    assert services(solve(net, Shipment("A", "B", containers=6, size="40ft"))) == ["S"]


def test_so_it_is_by_weight_and_the_reason_says_so():
    net = with_figure(two_ways(), "T", "vehicle_capacity", 1000, "t")
    wagons = Shipment("A", "B", load="wagon", tonnes=1001)
    assert services(solve(net, replace(wagons, tonnes=1000))) == ["T"]
    result = solve(net, wagons, constraints=Constraints(max_days=0.5))
    verify(net, result)
    (conflict,) = result.blocked_by
    assert "1 service of which one departure takes less (T: 1000 t)" in conflict.constraints
    assert "asking for smaller shipments" in conflict.remedies
    planted = solve(net, replace(wagons, tonnes=1000))
    load = replace(planted.routes[0].load, tonnes=1001)
    heavier = replace(planted, question=result.question, routes=(replace(planted.routes[0], load=load),))
    with pytest.raises(VerificationError, match="takes less at once"):
        verify(net, heavier)


def test_what_a_limit_would_have_to_be_is_told_of_the_shipment_that_was_asked():
    """One line of 4 days and 100 USD a box takes 2 TEU: 5 boxes are 500 USD and 4 days, by whatever takes them."""
    toy = Toy(A="", B="").link("ab", "A", "B", mode="sea")
    toy.line("T", "sea", "A", ("B", ("ab",)), hours=(72,), wait=24, A_B=100)
    toy.figure("T", "vehicle_capacity", 2, "TEU")
    net, five = toy.build(), Shipment("A", "B", containers=5, scope="terminal")
    net = Network(dict(net.catalogue) | {"figures": per_container(net)})
    for limits, remedy in (
        ({"max_usd": 50}, "max_usd from 500, as far as these constraints go"),
        ({"max_usd": 450}, "max_usd from 500, as far as these constraints go"),
        ({"max_days": 2}, "max_days from 3, as far as these constraints go"),
        ({"max_usd": 500}, ""),
    ):
        result = solve(net, five, constraints=Constraints(**limits))
        verify(net, result)
        told_of = {one.constraints[0].split(" ")[0]: one.remedies[0] for one in result.blocked_by}
        assert told_of.pop("1") == "asking for smaller shipments" + (remedy and ", as far as these constraints go")
        assert list(told_of.values()) == ([remedy] if remedy else [])
        assert (five.containers, result.question.shipment) == (5, five)


def test_an_answer_to_a_question_that_spares_what_is_too_small_is_no_answer():
    net = with_figure(two_ways(), "T", "vehicle_capacity", 10, "TEU")
    result = solve(net, Shipment("A", "B", teu=10))
    with pytest.raises(VerificationError, match="above what a departure takes"):
        verify(net, replace(result, question=replace(result.question, spares_small=True)))


def per_container(net: Network) -> Any:
    """Return the figures of a network with all prices per container."""
    figures = net.catalogue["figures"]
    basis = [
        ("container" if unit == "USD" else basis) for unit, basis in zip(figures["unit"], figures["basis"], strict=True)
    ]
    return Table("figures", dict(figures.columns) | {"basis": np.array(basis, dtype=object)}, figures.lines)


def test_more_than_a_week_of_a_capacity_is_warned_of_by_name():
    net = with_figure(two_ways(), "T", "capacity", 60, "TEU/week")
    assert told(solve(net, Shipment("A", "B", teu=60)), "capacity") == []
    result = solve(net, Shipment("A", "B", teu=80))
    words = "80 TEU exceed a week of the capacity of T (60 TEU/week)"
    assert told(result, "capacity") == [("capacity", words, ("T",))]
    assert services(result) == ["T"]  # warned of, not refused
    assert f"Warning: {words}" in str(result)


def test_so_it_is_by_weight_on_legs_and_places():
    for element in ("T", "T#2", "A", "B"):
        net = with_figure(two_ways(), element, "capacity", 500, "t/week")
        result = solve(net, Shipment("A", "B", load="bulk", tonnes=700))
        words = f"700 t exceed a week of the capacity of {element} (500 t/week)"
        assert ("capacity", words, (element,)) in told(result, "capacity")
    net = with_figure(two_ways(), "S", "capacity", 500, "t/week")  # not on the route
    named = [elements for _, _, elements in told(solve(net, Shipment("A", "B", load="bulk", tonnes=700)), "capacity")]
    assert named == [("T",)]  # which states none


def test_a_weight_that_nobody_knows_is_held_against_no_capacity_and_the_answer_says_so():
    for quantity, unit in (("capacity", "t/week"), ("vehicle_capacity", "t")):
        net = with_figure(two_ways(), "T", quantity, 500, unit)
        words = f"the weight is not known, so it was not held against 500 {unit} of T"
        assert told(solve(net, Shipment("A", "B", teu=2)), "capacity") == [("capacity", words, ("T",))]
        assert told(solve(net, Shipment("A", "B", teu=2, tonnes=20)), "capacity") == []


def test_forgetting_a_capacity_never_looks_more_certain():
    for quantity, unit, capacity in (("capacity", "TEU/week", 60), ("vehicle_capacity", "TEU", 60)):
        for element in ("T", "T#2") if quantity == "capacity" else ("T",):
            box = Shipment("A", "B", teu=80)
            known = told(solve(with_figure(two_ways(), element, quantity, capacity, unit), box), "capacity", "left-out")
            unknown = told(solve(two_ways(), box), "capacity", "left-out")
            assert known
            assert unknown == [("capacity", "whether T carries 80 TEU is not known: no capacity is stated", ("T",))]
    for goods in (Shipment("A", "B", teu=4), Shipment("A", "B", load="wagon", tonnes=70)):
        assert told(solve(two_ways(), goods), "capacity") == []  # nobody asks for one box whether there is room
    coal = told(solve(two_ways(), Shipment("A", "B", load="bulk", tonnes=4000)), "capacity")
    assert [words for _, words, _ in coal] == ["whether T carries 4000 t is not known: no capacity is stated"]


def test_links_are_held_against_theirs():
    toy = Toy(A="KZ", B="RU").link("x", "A", "B").line("L", "rail", "A", ("B", ("x",)), hours=(10,))
    net = with_figure(toy.build(), "x", "capacity", 5, "TEU/week")
    warnings = told(solve(net, Shipment("A", "B", teu=6)), "capacity")
    assert [elements for _, _, elements in warnings] == [("x",), ("L",)]
