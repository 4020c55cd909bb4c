"""Packing, rounding, limits and the arcs of best paths on instances worked out by hand."""

from __future__ import annotations

import math
import random
from datetime import datetime
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import networkx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from toys import Toy

from networks import Figure
from routing import Constraints, GeneralisedCost, Question, QuestionError, Shipment, solve
from routing.compiling.arc_arrays import Graph, objective_scale, objective_terms, pack
from routing.compiling.problem import compile_problem, limits_of
from routing.compiling.scaling import Load, cents_of, exact, grams_of, half_even, load_of, minutes_of, nearest
from routing.engines.ortools_engine import _on_best
from routing.solvers.limited import least_limited


def test_packed_vectors_have_the_order_of_the_vectors_beyond_64_bits():
    rng = random.Random(7)
    columns = [np.array([rng.randrange(2**40) for _ in range(50)], dtype=np.int64) for _ in range(5)]
    packed, shift = pack(columns)
    assert max(packed).bit_length() > 64
    rows = list(zip(*(column.tolist() for column in columns), strict=True))
    assert sorted(range(50), key=packed.__getitem__) == sorted(range(50), key=rows.__getitem__)
    assert [number >> shift for number in packed] == columns[0].tolist()
    # the sum over all arcs carries into no other entry
    assert sum(packed) >> shift == sum(columns[0].tolist())


def test_packing_of_a_column_of_zeros_takes_a_bit():
    assert pack([np.array([3, 4]), np.array([0, 0])]) == ([6, 8], 1)


@pytest.mark.parametrize(("number", "rounded"), [
    (Fraction(1, 2), 0), (Fraction(3, 2), 2), (Fraction(5, 2), 2), (Fraction(-1, 2), 0),
    (Fraction(5, 2) + Fraction(1, 10**30), 3), (Fraction(5, 2) - Fraction(1, 10**30), 2), (Fraction(10**30), 10**30),
])  # fmt: skip
def test_rounding_is_half_to_even_and_exact(number: Fraction, rounded: int):
    assert half_even(number) == rounded


@given(st.floats(allow_nan=False, allow_infinity=False) | st.decimals(-10**9, 10**9, places=3).map(float),
       st.sampled_from([1, 60, 100, 1000]) | st.fractions(max_denominator=10**6))  # fmt: skip
def test_a_decimal_number_times_a_factor_is_rounded_in_integers_as_in_fractions(number: float, factor: Fraction | int):
    assert nearest(number, factor) == half_even(exact(number) * factor)


def figure(value: float, unit: str, basis: str = "", currency: str = "") -> Figure:
    return Figure(element="x", quantity="price", value=value, unit=unit, basis=basis, currency=currency, source="S",
                  kind="assumption")  # fmt: skip


def test_minutes_of_hours_days_and_speeds():
    assert minutes_of(0.1, figure(0.1, "h")) == 6  # the decimal 0.1, not the float
    assert minutes_of(1.5, figure(1.5, "d")) == 2160
    assert minutes_of(7.0, figure(7, "min")) == 7
    assert minutes_of(620.0, figure(620, "km/day"), 9259.0) == Fraction(9259 * 1440, 620)
    assert minutes_of(10.0, figure(10, "kn"), 444.48) == 1440  # 10 kn = 18.52 km/h = 444.48 km/day
    assert minutes_of(10.0, figure(10, "km/h"), 240.0) == 1440
    assert minutes_of(10.0, figure(10, "km/h")) is None


def test_cents_and_grams_by_basis():
    net = Toy(A="RU", B="RU").link("AB", "A", "B").figure("currency:EUR", "usd_per_unit", 1.1, "USD").build()
    load = Load("container", Fraction(2), Fraction(4), Fraction(41, 2))
    expected = {"shipment": 300, "container": 600, "teu": 1200, "tonne": 6150}
    for basis, cents in expected.items():
        assert cents_of(3.0, figure(3, "USD", basis, "USD"), load, net) == cents
    assert cents_of(0.5, figure(0.5, "USD", "teu_km", "USD"), load, net, 0.3) == 60  # 0.5 x 4 x 0.3 USD, exactly
    assert cents_of(3.0, figure(3, "EUR", "container", "EUR"), load, net) == 660
    assert cents_of(3.0, figure(3, "XXX", "container", "XXX"), load, net) is None
    assert cents_of(3.0, figure(3, "USD", "teu_km", "USD"), load, net) is None
    assert cents_of(3.0, figure(3, "USD", "day", "USD"), load, net) is None
    assert grams_of(2.0, figure(2, "g", "tonne_km"), load, 100.0) == 4100
    assert grams_of(2.0, figure(2, "kg", "shipment"), load) == 2000
    bulk = Load("bulk", None, None, Fraction(3))
    assert cents_of(3.0, figure(3, "USD", "teu", "USD"), bulk, net) is None


def test_load_of_a_shipment():
    net = Toy(A="RU", B="RU").link("AB", "A", "B").figure("load:container", "tonnes_per_teu", 14.5, "t").build()
    assert load_of(net, Shipment("A", "B", containers=2, size="40ft")) == Load(
        "container", Fraction(2), Fraction(4), Fraction(58)
    )
    assert load_of(net, Shipment("A", "B", size="45ft", tonnes=0.1)).tonnes == Fraction(1, 10)
    assert load_of(net, Shipment("A", "B", load="bulk", tonnes=7)) == Load("bulk", None, None, Fraction(7))
    bare = Toy(A="RU", B="RU").link("AB", "A", "B").build()
    assert load_of(bare, Shipment("A", "B")).tonnes is None


# ---- objective and limits ------------------------------------------------------------------------------------


def question(
    minimise: Any = "time", ready: datetime | None = None, deadline: datetime | None = None, **bans: Any
) -> Question:
    shipment = Shipment("A", "B", ready=ready, deadline=deadline)
    return Question(shipment=shipment, constraints=Constraints(**bans), minimise=minimise)


def bounds(asked: Question) -> dict[str, int]:
    return {limit.constraint: limit.bound for limit in limits_of(asked)}


def test_limits_are_rounded_down_to_whole_units():
    found = bounds(question(max_days=1.9999, max_usd=10.019, max_kg_co2e=0.0019, max_km=3, max_transshipments=2))
    # 2879.856 min, 1001.9 cents, 1.9 g
    assert found == {"max_days": 2879, "max_usd": 1001, "max_kg_co2e": 1, "max_km": 3000, "max_transshipments": 2}


def test_a_limit_given_as_the_float_of_whole_minutes_means_those_minutes():
    for minutes in range(1, 3000):
        assert bounds(question(max_days=minutes / 1440)) == {"max_days": minutes}


def test_a_deadline_and_max_days_the_tighter_one_holds():
    ready, deadline = datetime(2016, 1, 1), datetime(2016, 1, 3, 0, 1)
    assert bounds(question(ready=ready, deadline=deadline)) == {"max_days": 2881}
    assert bounds(question(ready=ready, deadline=deadline, max_days=2)) == {"max_days": 2880}
    assert bounds(question(ready=ready, deadline=deadline, max_days=3)) == {"max_days": 2881}


def test_generalised_cost_is_exact_by_its_scale():
    cost = GeneralisedCost(usd_per_day=0.1, usd_per_tonne_co2e=30)
    # 10 cents per 1440 minutes = 1/144 cent a minute; 3,000 cents per 1,000,000 g = 3/1000 cent a gram
    assert objective_terms(cost) == {"cents": 1, "minutes": Fraction(1, 144), "grams": Fraction(3, 1000)}
    assert objective_scale(cost) == math.lcm(144, 1000)
    net = Toy(A="RU", B="RU").link("AB", "A", "B", "road", hours=1, usd=2, kg_co2e=1).build()
    result = solve(net, Shipment("A", "B"), minimise=cost)
    # 200 + 60/144 + 1000 x 3/1000 = 203 5/12 cents, in parts of 1/18000 cent
    assert (result.proof.objective, result.proof.unit) == (203 * 18000 + 7500, "cent/18000")


@pytest.mark.parametrize("cost", [GeneralisedCost(usd_per_day=1e-300), GeneralisedCost(usd_per_day=1e300),
                                  GeneralisedCost(usd_per_day=1 / 3, usd_per_tonne_co2e=1e17)], ids=str)  # fmt: skip
def test_a_generalised_cost_beyond_64_bits_is_a_question_error(cost: GeneralisedCost):
    net = Toy(A="RU", B="RU").link("AB", "A", "B", "road", hours=1, usd=2, kg_co2e=1).build()
    with pytest.raises(QuestionError, match="64-bit"):
        solve(net, Shipment("A", "B"), minimise=cost)


def test_weights_near_64_bits_are_answered_by_the_label_search_alone():
    net = (
        Toy(A="RU", B="RU")
        .link("AB", "A", "B", "road", hours=1, usd=4e15)
        .link("BA", "A", "B", "road", hours=2, usd=5e15)
        .build()
    )
    result = solve(net, Shipment("A", "B"), minimise="cost")
    assert result.require().cents == 4 * 10**17


def test_amounts_beyond_64_bits_are_refused():
    net = Toy(A="RU", B="RU").link("AB", "A", "B", "road", hours=1, usd=1e18).build()
    with pytest.raises(QuestionError, match="64-bit"):
        solve(net, Shipment("A", "B"))


def test_arrays_of_a_problem_are_integers_and_read_only():
    net = Toy(A="RU", B="RU").link("AB", "A", "B", "road", hours=1, usd=2).build()
    problem = compile_problem(net, question(via=("B",)))
    assert all(column.dtype == np.int64 for column in problem.table.columns.values())
    assert not any(column.flags.writeable for column in problem.table.columns.values())
    assert exact(0.3) == Fraction(3, 10)


def test_the_second_engine_refuses_sums_that_it_cannot_keep_exactly():
    tail, head = np.array([0, 0]), np.array([1, 1])
    small, large = np.array([1, 2]), np.array([2**52, 2**52])
    assert least_limited(tail, head, small, 0, 1, [small], [1], 10.0).weight == 1
    for weight, use in ((large, small), (small, large)):
        with pytest.raises(OverflowError):
            least_limited(tail, head, weight, 0, 1, [use], [2**53], 10.0)


def test_arcs_of_the_best_paths_are_found_also_behind_arcs_of_weight_zero():
    # from 0 to 1: a0 weighs 5, and so does a1, a2 by 2 (5 + 0), which is reached no sooner than 1; a3 weighs 6
    tail, head, weight = np.array([[0, 0, 2, 0], [1, 2, 1, 1], [5, 5, 0, 6]])
    problem = SimpleNamespace(graph=Graph(tail, head, 3), source=0, target=1)
    assert _on_best(problem, np.arange(4), weight, 5).tolist() == [0, 1, 2]


@pytest.mark.parametrize("seed", range(20))
def test_arcs_of_the_best_paths_are_those_of_networkx(seed: int):
    rng = random.Random(seed)
    ends = [(rng.randrange(6), rng.randrange(6), rng.choice((0, 1, 1, 2, 3))) for _ in range(14)]
    tail, head, weight = np.array([*ends, (0, 5, 7)]).T  # the last one sees to it that there is a path
    graph = networkx.MultiDiGraph()
    for row, (here, there, cost) in enumerate(zip(tail.tolist(), head.tolist(), weight.tolist(), strict=True)):
        graph.add_edge(here, there, key=row, weight=cost)
    behind = networkx.single_source_dijkstra_path_length(graph, 0)
    ahead = networkx.single_source_dijkstra_path_length(graph.reverse(), 5)
    least = behind[5]
    expected = [
        row for here, there, row, cost in graph.edges(keys=True, data="weight")
        if here in behind and there in ahead and behind[here] + cost + ahead[there] == least
    ]  # fmt: skip
    problem = SimpleNamespace(graph=Graph(tail, head, 6), source=0, target=5)
    assert _on_best(problem, np.arange(15), weight, least).tolist() == sorted(expected)
