"""Graphs of a few arcs with a clock, for searches over moments that are worked out by hand."""

from __future__ import annotations

from typing import Any

from routing.kernels.lists.on_clock import Clock
from routing.kernels.lists.span import Span

NONE = (0, 0)  # cost, time


def clock_of(arcs: list[tuple[int, int, int]], **more: Any) -> tuple[Span, Clock, list[list[int]], list[int]]:
    """Return the graph of arcs (tail, head, how long), from node 0 to the last one, and its clock."""
    nodes = max(max(arc[:2]) for arc in arcs) + 1
    leaving = [[number for number, arc in enumerate(arcs) if arc[0] == node] for node in range(nodes)]
    entering = [[number for number, arc in enumerate(arcs) if arc[1] == node] for node in range(nodes)]
    span = Span(leaving, [arc[1] for arc in arcs], bytes([1] * len(arcs)), 0, nodes - 1)
    given: dict[str, Any] = {
        "taken": [arc[2] for arc in arcs],
        "boards": {},
        "spans": {},
        "stored": bytes(len(arcs)),
        "ends": bytes(len(arcs)),
        "charge": lambda arc, stood: NONE,
        "per_time": (0, 1),
        "worth_waiting": bytes(nodes),
    }
    return span, Clock(**(given | more)), entering, [arc[0] for arc in arcs]
