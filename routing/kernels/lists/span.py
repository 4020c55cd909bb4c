"""`Span`: what an interpreted search looks at between two nodes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Span(NamedTuple):
    """The arcs between a source and a target.

    Attributes
    ----------
    leaving
        Arc numbers leaving each node.
    end, usable
        Head and mask of each arc.
    source, target
        Nodes.
    """

    leaving: Sequence[Sequence[int]]
    end: Sequence[int]
    usable: Sequence[int]
    source: int
    target: int
