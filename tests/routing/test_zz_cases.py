"""Runs last: how many random cases were compared with another engine. Every one of them agreed, or its test failed."""

from __future__ import annotations

import pytest
from cases import COMPARED, COUNTED

PROMISED = 2_000


def test_at_least_two_thousand_random_cases_were_compared_without_a_difference():
    if not all(COUNTED[name] for name in COMPARED):
        pytest.skip("only a part of the comparisons was run")
    print(dict(COUNTED))
    assert sum(COUNTED[name] for name in COMPARED) >= PROMISED, COUNTED
