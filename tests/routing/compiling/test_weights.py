"""Prices of a generalised cost: any ordinary float; exact where 64-bit integers hold it, else rounded and told."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

import pytest
from oracles.toys import Toy

import networks
from routing import (
    Constraints,
    GeneralisedCost,
    Shipment,
    VerificationError,
    alternatives,
    break_even,
    frontier,
    solve,
    verify,
)
from routing.compiling.weights import weights_of

NETWORK, BOX = networks.load("eurasia"), Shipment("JPYOK", "RUMOW", value_usd=100_000 / 3)
SUMS = {"milliminutes": 6 * 10**9, "millicents": 5 * 10**10, "milligrams": 2 * 10**11, "millimetres": 7 * 10**11}


def rounded(result):
    return [warning for warning in result.warnings if warning.code == "price-rounded"]


def exact_cents(route, cost):
    """Return the generalised cost of a route in cents, by the decimal numbers as they are stated."""
    by_time = Fraction(repr(cost.usd_per_day)) * Fraction(route.milliminutes, 1_440_000) * 100
    by_carbon = Fraction(repr(cost.usd_per_tonne_co2e)) * Fraction(route.milligrams, 10**9) * 100
    return Fraction(route.millicents, 1000) + by_time + by_carbon


@pytest.mark.parametrize(
    "cost",
    [
        GeneralisedCost(usd_per_day=100 / 3),
        GeneralisedCost(usd_per_day=37.29166666666667),
        GeneralisedCost(usd_per_day=3.141592653589793),
        GeneralisedCost(usd_per_day=0.1 + 0.2, usd_per_tonne_co2e=1 / 3),
        GeneralisedCost(usd_per_day=1 / 7, usd_per_tonne_co2e=2.718281828459045),
        GeneralisedCost(usd_per_day=1e5 + 1 / 3),
        GeneralisedCost.of_inventory(NETWORK, BOX),
    ],
    ids=str,
)
def test_ordinary_floats_are_answered_confirmed_verified_and_told(cost):
    points = frontier(NETWORK, BOX, criteria=("time", "cost", "co2e"))
    least = min(exact_cents(route, cost) for route in points)
    result = solve(NETWORK, BOX, minimise=cost)
    verify(NETWORK, result)
    assert result.proof.confirmed_by
    # the choice is the best one by the prices as stated, to a hundredth of a cent or a millionth of a part
    assert exact_cents(result.require(), cost) - least <= max(Fraction(1, 100), least / 10**6)
    assert [warning.words.partition("=")[0] for warning in rounded(result)] == [
        name for name in ("usd_per_day", "usd_per_tonne_co2e") if getattr(cost, name)
    ]
    bound = solve(NETWORK, BOX, minimise=cost, constraints=Constraints(max_days=28))
    verify(NETWORK, bound)
    assert bound.require().days <= 28 and bound.proof.confirmed_by


def test_a_rounded_price_says_what_it_is_counted_as_and_how_far_that_is_off():
    (told,) = rounded(solve(NETWORK, BOX, minimise=GeneralisedCost(usd_per_day=100 / 3)))
    # the float is 33.333333333333336, so 100/3 is 8/3 of 10**-15 less
    assert told.words == "usd_per_day=33.333333333333336 is counted as 100/3, 3e-15 USD per day less"
    assert told.remedy == "give it with fewer digits"
    assert "33.333333333333336 is counted as 100/3" in str(
        solve(NETWORK, BOX, minimise=GeneralisedCost(usd_per_day=100 / 3))
    )


def test_every_break_even_of_a_front_can_be_asked_for_and_both_its_points_are_best_there():
    for lane in (("JPYOK", "RUMOW"), ("JPYOK", "KZALA"), ("JPTOS", "UZTAS")):
        points = frontier(NETWORK, Shipment(*lane))
        for number, low, _ in points.break_even():
            cost = GeneralisedCost(usd_per_day=low)
            result = solve(NETWORK, Shipment(*lane), minimise=cost)
            verify(NETWORK, result)
            worth = exact_cents(result.require(), cost)
            assert abs(exact_cents(points[number], cost) - worth) < Fraction(1, 10**6)


def test_short_decimal_prices_stay_exact_and_nothing_is_told():
    for cost in (GeneralisedCost(usd_per_day=7.7, usd_per_tonne_co2e=50), GeneralisedCost(usd_per_day=37.29)):
        result = solve(NETWORK, BOX, minimise=cost)
        assert rounded(result) == []
        assert Fraction(result.proof.objective, result.proof.weights[0][1] * 1000) == exact_cents(
            result.require(), cost
        )


def test_the_proof_of_a_criterion_has_no_weights():
    assert solve(NETWORK, BOX, minimise="cost").proof.weights == ()


@pytest.mark.parametrize("seed", range(200))
def test_weights_are_near_what_is_stated_and_small_enough(seed):
    rng = random.Random(seed)
    cost = GeneralisedCost(
        usd_per_day=rng.uniform(0.01, 1e3), usd_per_tonne_co2e=rng.choice((0, rng.uniform(0.1, 1e3)))
    )
    sums = {name: total * rng.choice((1, 30)) for name, total in SUMS.items()}
    weights = weights_of(cost, sums)
    assert weights.of["millicents"] == weights.scale
    whole = sum(sums[name] * weight for name, weight in weights.of.items())
    assert whole < 2**63
    stated = Fraction(repr(cost.usd_per_day)) * 100 / 1440
    assert Fraction(weights.of["milliminutes"], weights.scale) - stated == weights.rounded.get("milliminutes", 0)
    for name, off in weights.rounded.items():  # over all arcs of a network of so many: a hundred thousandth part
        assert abs(off) * sums[name] <= Fraction(whole, weights.scale) / 10**5


def test_alternatives_and_break_even_take_ordinary_floats_too():
    cost = GeneralisedCost(usd_per_day=100 / 3)
    several = alternatives(NETWORK, BOX, minimise=cost, k=2)
    verify(NETWORK, several)
    assert rounded(several)
    result = solve(NETWORK, BOX, minimise=cost)
    assert break_even(NETWORK, result, result.require().legs[0].service, change="usd").slack is not None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"warnings": ()}, "rounds a price of generalised cost at 33.3333 USD per day, and no warning says so"),
        ({"weights": (("millicents", 54), ("milliminutes", 126))}, "weighs milliminutes by 126/54000"),
        ({"weights": (("millicents", 53), ("milliminutes", 125))}, "weighs millicents by 53/54000"),
        ({"weights": (("millicents", 54),)}, "the proof weighs"),
        ({"objective": 1}, "first entry"),
    ],
)
def test_verify_finds_a_rounding_that_is_not_told_or_too_coarse(changes, words):
    result = solve(NETWORK, BOX, minimise=GeneralisedCost(usd_per_day=100 / 3))
    proof = {name: value for name, value in changes.items() if name != "warnings"}
    planted = replace(
        result, proof=replace(result.proof, **proof), **{k: v for k, v in changes.items() if k == "warnings"}
    )
    with pytest.raises(VerificationError, match=words):
        verify(NETWORK, planted)


def test_a_price_beyond_all_reason_is_answered_by_the_label_search_alone():
    cost = GeneralisedCost(usd_per_day=1e9 + 1 / 3)
    result = solve(NETWORK, BOX, minimise=cost)
    verify(NETWORK, result)
    assert result.require().days == solve(NETWORK, BOX).require().days
    assert rounded(result) and result.proof.confirmed_by == ""


def test_a_price_too_small_to_count_is_refused_and_not_taken_for_nothing():
    net = Toy(A="RU", B="RU").link("AB", "A", "B", "road", hours=1, usd=2, kg_co2e=1).build()
    with pytest.raises(networks.FreightError, match="or 0 for what is next to nothing"):
        solve(net, Shipment("A", "B"), minimise=GeneralisedCost(usd_per_day=1e-300))
    with pytest.raises(networks.FreightError) as caught:
        solve(net, Shipment("A", "B"), minimise=GeneralisedCost(usd_per_day=1e-300))
    assert len(str(caught.value)) < 200 and "in parts of 1/10**" in str(caught.value)


@pytest.mark.parametrize(("day", "carbon"), [(100 / 3, 1), (37.29166666666667, 33), (40, 33), (33.3, 100 / 3)])
def test_where_emissions_are_known_nowhere_that_is_the_reason_whatever_the_prices(day, carbon):
    net = Toy(A="RU", B="RU").link("AB", "A", "B", "road", hours=20, usd=500).build()
    result = solve(net, Shipment("A", "B"), minimise=GeneralisedCost(usd_per_day=day, usd_per_tonne_co2e=carbon))
    assert result.best is None and "an emission factor of AB" in str(result.blocked_by[0])
    assert [one.words for one in rounded(result) if "co2e" in one.words and carbon in (1, 33)] == []
