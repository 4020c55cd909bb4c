"""Means, variances and shares without a draw are those of many draws, whatever goes wrong together."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles.cases import cases

from routing.chance.draws import Draws
from routing.chance.moments import correlations, moments_of
from routing.chance.parts import Parts, Term
from routing.chance.sampling import drawn, milliminutes_of
from routing.chance.shapes import LIGHT, LONG, Shape

COMPONENTS = ("sea", "port", "rail")


def term(number, *, causes=(), tail=LIGHT, low=-100.0, high=100.0, waits=(), missed="", cancelled=0.0):
    shape = Shape(1000.0, low, high, tail)
    component = COMPONENTS[number % 3]
    return Term(component, (f"e{number}", "time"), shape, tuple(causes), waits, missed, cancelled)


def test_two_normal_halves_of_one_width_are_a_normal_distribution():
    # P90 at +100: sigma = 100 / 1.2816 = 78.03; two independent ones
    found = moments_of(Parts(5, (term(0), term(1)), 0, ()))
    assert found.mean == pytest.approx(2005) and found.variance == pytest.approx(2 * (100 / 1.2815515655446004) ** 2)
    assert found.shares == pytest.approx({"sea": 0.5, "port": 0.5})


def test_a_wait_adds_the_variance_of_an_even_number():
    # W = 2U * 1000, fixed: variance 4/12 * 10^6
    fixed = term(0, low=0.0, high=0.0, waits=(("w", 1.0),))
    found = moments_of(Parts(0, (fixed,), 0, ()))
    assert found.mean == pytest.approx(1000) and found.variance == pytest.approx(1e6 / 3)


def test_what_shares_a_cause_goes_wrong_together():
    # each a normal variable of the same width: Cov = rho sigma^2, rho = 0.6 * 0.8
    terms = (term(0, causes=[("c", 0.6)]), term(1, causes=[("c", 0.8)]))
    sigma = 100 / 1.2815515655446004
    assert correlations(terms)[0, 1] == pytest.approx(0.48)
    assert moments_of(Parts(0, terms, 0, ())).variance == pytest.approx(2 * sigma**2 * 1.48, rel=1e-5)
    against = (term(0, causes=[("c", 1.0)]), term(1, causes=[("c", -1.0)]))
    assert moments_of(Parts(0, against, 0, ())).variance == pytest.approx(0, abs=1e-6)


def test_no_spread_has_no_shares_to_tell():
    assert moments_of(Parts(7, (), 7, ())) == (7.0, 0.0, {})


@st.composite
def made_of(draw):
    terms = []
    for number in range(draw(st.integers(1, 6))):
        loads = draw(st.sampled_from([[], [("a", 1.0)], [("a", 0.7)], [("a", -0.6), ("b", 0.7)], [("b", 0.9)]]))
        ends = {"low": -draw(st.sampled_from([0.0, 200.0, 900.0])), "high": draw(st.sampled_from([0.0, 300.0, 3000.0]))}
        kind = draw(st.sampled_from(["", "wait", "missed"]))
        more = {"waits": ((f"w{number}", 1.0),)} if kind == "wait" else {}
        more = {"missed": f"m{number}", "cancelled": 0.3} if kind == "missed" else more
        terms.append(term(number, causes=loads, tail=draw(st.sampled_from([LIGHT, LONG])), **ends, **more))
    return Parts(draw(st.integers(0, 10**6)), tuple(terms), 0, ())


@cases(quick=2, long=60)
@given(made_of(), st.integers(0, 99))
def test_draws_have_the_exact_moments_and_shares(parts, seed):
    samples = 40_000
    draws, exact = Draws(seed, samples), moments_of(parts)
    taken = milliminutes_of(parts, draws)
    deviation = math.sqrt(exact.variance)
    assert abs(taken.mean() - exact.mean) <= 5 * deviation / math.sqrt(samples) + 0.5
    off = (taken - taken.mean()) / max(taken.std(), 1.0)
    room = 5 * math.sqrt((max((off**4).mean(), 1.0) - 1) / (4 * samples))  # of long tails the spread is uncertain
    assert taken.std() == pytest.approx(deviation, rel=2 * room + 1e-3, abs=1)
    assert math.fsum(exact.shares.values()) == pytest.approx(1 if exact.variance else 0)
    by_component: dict[str, np.ndarray] = {}
    for one in parts.terms:
        values = np.concatenate([drawn(one, block) for block in draws.blocks()])
        by_component[one.component] = by_component.get(one.component, 0) + values
    for component, values in by_component.items() if exact.variance > 1 else ():
        share = np.cov(values, taken)[0, 1] / taken.var()
        assert share == pytest.approx(exact.shares[component], abs=0.02 + 2 * room)
