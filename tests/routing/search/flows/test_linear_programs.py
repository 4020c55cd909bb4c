"""The solvers of growing linear programs find the optimum again after each growth, of badly scaled ones as well."""

from __future__ import annotations

import numpy as np
import pytest

from routing.search.flows.linear_program import Sparse
from routing.search.flows.models.by_glop import ByGlop
from routing.search.flows.models.by_highs import ByHighs


def sparse(*entries):
    """Return one row or column with entries (number, value) in others."""
    others = np.array([other for other, _ in entries], dtype=np.int64)
    return Sparse(np.array([0, len(entries)]), others, np.array([value for _, value in entries], dtype=np.float64))


@pytest.mark.parametrize("solver", [ByGlop, ByHighs])
def test_a_choice_twenty_million_times_as_dear_is_left_from_the_last_basis(solver):
    # HiGHS 1.16 ends this without a status from the last basis, and with the optimum from scratch
    if solver is ByHighs:
        pytest.importorskip("highspy")
    program = solver()
    program.add_rows(np.array([-np.inf]), np.array([0.0]), sparse())
    program.add_rows(np.ones(1), np.ones(1), sparse())
    program.add_columns(np.array([2e7]), sparse((1, 1.0)))
    program.add_columns(np.ones(1), sparse((1, 1.0), (0, 0.002500054930690872)))
    assert program.solve(20.0).values.tolist() == [1, 0]
    program.add_columns(np.ones(1), sparse((1, 1.0)))
    found = program.solve(20.0)
    assert found.values.tolist() == [0, 0, 1] and found.duals[1] == pytest.approx(1)
