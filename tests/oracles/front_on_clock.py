"""Fronts on the clock by brute force: of all states that goods may come to (`oracles.on_clock`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from oracles.clock_questions import Asked
from oracles.on_clock import Expanded, State, departing
from routing import Constraints

LIMITS = {"cost": "max_usd", "co2e": "max_kg_co2e", "distance": "max_km"}
COLUMNS = {"time": "milliminutes", "cost": "millicents", "co2e": "milligrams", "distance": "millimetres"}
NO_LIMIT = 1e9


def with_figures(constraints: Constraints, criteria: Sequence[str]) -> Constraints:
    """Return constraints that ask for the figures of criteria, by limits that bind nothing where there are none."""
    names = [LIMITS[one] for one in criteria if one != "time"]
    return replace(constraints, **{one: NO_LIMIT for one in names if getattr(constraints, one) is None})


def front_of(asked: Asked, criteria: Sequence[str], most: int = 2_500) -> list[tuple[int, ...]]:
    """Return the vectors of ways that no other one equals or beats in the criteria, in lexicographic order."""
    shipment = replace(asked.shipment, ready=asked.moment)
    constraints = with_figures(asked.constraints, criteria)
    question = replace(asked.question, shipment=shipment, constraints=constraints, minimise=criteria[0])
    expanded = departing(asked.rows, question, asked.days, most)
    place = {column: number for number, (column, _, _) in enumerate(expanded.limits)}
    ends = [
        tuple(at if one == "time" else used[place[COLUMNS[one]]] for one in criteria) for at, used in _ends(expanded)
    ]
    return [one for one in sorted(set(ends)) if not any(other != one and _no_worse(other, one) for other in ends)]


def _ends(expanded: Expanded) -> list[tuple[int, tuple[int, ...]]]:
    """Return when ways end and what they use, without such as use no less at the same moment."""
    leading = expanded.leading([0])
    source = State(expanded.source, 0, 0)
    none = tuple(0 for _ in expanded.limits)
    known: dict[State, list[tuple[int, ...]]] = defaultdict(list, {source: [none]})
    waiting, ends = [(source, none)], []
    while waiting:
        state, used = waiting.pop()
        if used not in known[state]:
            continue  # beaten since
        if expanded.is_end(state):
            ends.append((state.at, used))
        for edge in leading.get(state, ()):
            new = tuple(map(sum, zip(used, edge.used, strict=True)))
            if any(one / units > most for one, (_, units, most) in zip(new, expanded.limits, strict=True)):
                continue
            others = known[edge.head]
            if any(_no_worse(one, new) for one in others):
                continue
            others[:] = [one for one in others if not _no_worse(new, one)]
            others.append(new)
            waiting.append((edge.head, new))
    return ends


def _no_worse(one: Sequence[int], other: Sequence[int]) -> bool:
    return all(left <= right for left, right in zip(one, other, strict=True))
