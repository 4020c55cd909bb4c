"""The objective and the other criteria as integers."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from oracles.toys import Toy, with_prices

from routing import GeneralisedCost, QuestionError, Shipment, solve
from routing.compiling.vector import objective_scale, objective_terms


def test_generalised_cost_is_exact_by_its_scale():
    cost = GeneralisedCost(usd_per_day=0.1, usd_per_tonne_co2e=30)
    # 10 cents per 1440 minutes = 1/144 cent a minute; 3,000 cents per 1,000,000 g = 3/1000 cent a gram
    assert objective_terms(cost) == {"millicents": 1, "milliminutes": Fraction(1, 144), "milligrams": Fraction(3, 1000)}
    assert objective_scale(cost) == math.lcm(144, 1000)
    net = Toy(A="RU", B="RU").link("AB", "A", "B", "road", hours=1, usd=2, kg_co2e=1).build()
    result = solve(net, Shipment("A", "B"), minimise=cost)
    # 200 + 60/144 + 1000 x 3/1000 = 203 5/12 cents, in parts of 1/18,000,000 cent
    assert (result.proof.objective, result.proof.unit) == ((203 * 18000 + 7500) * 1000, "cent/18000000")


@pytest.mark.parametrize(
    "cost",
    [
        GeneralisedCost(usd_per_day=1e-300),
        GeneralisedCost(usd_per_day=1e300),
        GeneralisedCost(usd_per_day=1 / 3, usd_per_tonne_co2e=1e17),
    ],
    ids=str,
)
def test_a_generalised_cost_beyond_64_bits_is_a_question_error(cost: GeneralisedCost):
    net = Toy(A="RU", B="RU").link("AB", "A", "B", "road", hours=1, usd=2, kg_co2e=1).build()
    with pytest.raises(QuestionError, match="64-bit"):
        solve(net, Shipment("A", "B"), minimise=cost)


def test_weights_near_64_bits_are_answered_by_the_label_search_alone():
    toy = Toy(A="RU", B="RU").link("AB", "A", "B", "road", hours=1, usd=4).link("BA", "A", "B", "road", hours=2, usd=5)
    net = with_prices(toy.build(), AB=4e12, BA=5e12)
    result = solve(net, Shipment("A", "B"), minimise="cost")
    assert result.require().millicents == 4 * 10**17
