"""Arrays of a problem."""

from __future__ import annotations

import numpy as np
import pytest
from oracles.toys import Toy, with_prices

from routing import Constraints, Question, QuestionError, Shipment, solve
from routing.compiling.problem import compile_problem


def test_amounts_beyond_64_bits_are_refused():
    net = with_prices(Toy(A="RU", B="RU").link("AB", "A", "B", "road", hours=1, usd=1).build(), AB=1e18)
    with pytest.raises(QuestionError, match="64-bit"):
        solve(net, Shipment("A", "B"))


def test_arrays_of_a_problem_are_integers_and_read_only():
    net = Toy(A="RU", B="RU").link("AB", "A", "B", "road", hours=1, usd=2).build()
    problem = compile_problem(
        net, Question(shipment=Shipment("A", "B"), constraints=Constraints(via=("B",)), minimise="time")
    )
    assert all(column.dtype == np.int64 for column in problem.table.columns.values())
    assert not any(column.flags.writeable for column in problem.table.columns.values())
