"""What every engine should answer, read off the list of all paths."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from small_cases import NAMES, Case

Arcs = tuple[int, ...]
Answer = tuple[str, tuple[tuple[Arcs, tuple[int, ...]], ...]]  # status; arcs and all totals of each path, in order


def answer(case: Case, paths: list[Arcs], kind: str) -> Answer:
    """Return the status and the paths that a question has for its answer: the canonical ones, in order."""
    asked = case.asked[kind]
    fitting = [path for path in paths if _keeps(case, path, asked.get("limits", {}))]
    chosen = _front(case, fitting, asked["criteria"]) if kind == "pareto" else _least(case, fitting, asked)
    found = tuple((path, tuple(case.path_sum(name, path) for name in NAMES)) for path in chosen)
    return "OPTIMAL" if found else "INFEASIBLE", found


def _least(case: Case, paths: list[Arcs], asked: Mapping[str, Any]) -> list[Arcs]:
    """Return the first k: by weight, then number of arcs, then sequence of arc numbers."""
    name = asked["minimise"]
    return sorted(paths, key=lambda path: (case.path_sum(name, path), len(path), path))[: asked.get("k", 1)]


def _front(case: Case, paths: list[Arcs], criteria: Iterable[str]) -> list[Arcs]:
    """Return one path for every vector that no other equals or beats, sorted by vector."""
    best: dict[tuple[int, ...], Arcs] = {}
    for path in paths:
        vector = tuple(case.path_sum(name, path) for name in criteria)
        if vector not in best or (len(path), path) < (len(best[vector]), best[vector]):
            best[vector] = path
    return [
        best[one]
        for one in sorted(best)
        if not any(other != one and all(x <= y for x, y in zip(other, one, strict=True)) for other in best)
    ]


def _keeps(case: Case, path: Arcs, limits: Mapping[str, int]) -> bool:
    return all(case.path_sum(name, path) <= most for name, most in limits.items())
