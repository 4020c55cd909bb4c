"""Counts the random cases of a test run; `test_zz_cases.py` holds the sum against what was promised."""

from __future__ import annotations

from collections import Counter

COUNTED: Counter[str] = Counter()
COMPARED = ("networkx", "all paths", "SCIP")  # comparisons with another engine
