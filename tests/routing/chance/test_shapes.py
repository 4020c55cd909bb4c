"""A shape meets its three points, is never below 0, and has the tail that it is said to have."""

import math

import numpy as np
import pytest

from routing.accounts.likely import Z90
from routing.chance.shapes import LIGHT, LONG, Shape


@pytest.mark.parametrize("tail", [LIGHT, LONG])
@pytest.mark.parametrize(("low", "high"), [(-40.0, 90.0), (0.0, 90.0), (-40.0, 0.0), (-99.0, 1.0)])
def test_a_shape_meets_its_three_points(low, high, tail):
    found = Shape(100.0, low, high, tail).at(np.array([-Z90, 0.0, Z90]))
    assert found == pytest.approx([100 + low, 100, 100 + high])


def test_a_time_is_never_below_0():
    # P10 is 0: below it the half of the normal distribution would go on
    found = Shape(10.0, -10.0, 5.0, LONG).at(np.linspace(-5, 5, 101))
    assert found.min() == 0.0 and (np.diff(found) >= 0).all()


def test_the_long_tail_is_that_of_an_exponential_distribution():
    # of an exponential upper half with P90 at 1: P(X > x) = 0.5 * 5 ** -x, so P99 = ln 50 / ln 5 and P99.9 = ln 500 / ln 5
    beyond = np.array([1.6448536269514722, 2.3263478740408408, 3.090232306167813])
    found = Shape(1.0, 0.0, 1.0, LONG).at(beyond) - 1
    assert found == pytest.approx([math.log(part) / math.log(5) for part in (10, 50, 500)], rel=0.012)
    assert Shape(1.0, 0.0, 1.0, LIGHT).at(beyond) - 1 == pytest.approx(beyond / Z90)
