"""The second formulation: what it refuses, and that it keeps limits where floating point would not."""

from __future__ import annotations

import numpy as np
import pytest

from oracles.scip import least_by_scip
from routing.errors import SolverError


def test_what_scip_refuses_comes_with_its_own_reason():
    # MathOpt hides every error behind AttributeError 'canonical_code'; the reason lies in its context
    tail, head = np.array([0]), np.array([1])
    with pytest.raises(SolverError, match=r"(?i)nan|inf"):
        least_by_scip(tail, head, np.array([np.nan]), 0, 1, (), ())  # type: ignore[arg-type]


def test_a_path_that_oversteps_a_limit_within_the_tolerance_of_floating_point_is_cut_off():
    # way 0 uses 10,000,001 of 10,000,000: SCIP's relative 1e-6 would let it pass; way 1 keeps the limit and weighs more
    tail, head = np.array([0, 0]), np.array([1, 1])
    found = least_by_scip(tail, head, np.array([1, 5]), 0, 1, [np.array([10_000_001, 9_000_000])], [10_000_000])
    assert found == (5, (1,))
