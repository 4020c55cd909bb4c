"""`about_form`: what makes a proof none at all: rows, arcs and arrays that are none of the question."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from routing.search.flows.design_proof import FIRST, SAME, DesignProof, ProofNode
from routing.search.flows.verify_multicommodity import Asked

HALF = 0.5  # what `frexp` tells of a power of two


def about_form(proof: DesignProof, asked: Asked) -> str:
    """Return what is wrong with the rows of a proof, or with the first of its nodes that is wrong; "" if nothing is."""
    rows, wanted = proof.rows, len(asked.demands)
    if not _are_whole(rows, 1) or len(np.unique(rows)) < len(rows) or ((rows < 0) | (rows >= wanted)).any():
        return f"rows of the proof: expected those of {wanted} commodities, each once at most"
    ends = (*asked.tail, *asked.head, *asked.origins, *asked.destinations)
    shape = 1 + max(ends, default=0), len(rows)
    for number, node in enumerate(proof.nodes):
        if wrong := _about_node(number, node, len(asked.tail), shape):
            return f"node {number} of the proof: {wrong}"
    return ""


def _about_node(number: int, node: Any, n_arcs: int, shape: tuple[int, int]) -> str:
    if not isinstance(node, ProofNode):
        return f"expected a ProofNode, found {type(node).__name__}"
    if not _is_between(node.parent, FIRST, number - 1) or (node.parent == FIRST) != (number == 0):
        return f"its parent {node.parent!r} is no earlier node"
    if not _is_between(node.arc, SAME, n_arcs - 1):
        return f"arc {node.arc!r}: expected one of {n_arcs} arcs, or {SAME}"
    if number == 0 and node.arc != SAME:
        return f"it decides arc {node.arc}, and no node beside it decides that otherwise"
    if not isinstance(node.is_open, bool | np.bool_):
        return f"is_open {node.is_open!r}: expected True or False"
    if not isinstance(node.parts, float) or not 0 < node.parts < math.inf or math.frexp(node.parts)[0] != HALF:
        return f"parts {node.parts!r}: expected a power of two"
    if not _are_whole(node.prices, 2) or node.prices.shape != shape:
        return f"prices: expected whole numbers, shape {shape}, found {_described(node.prices)}"
    return ""


def _are_whole(cells: Any, n_dimensions: int) -> bool:
    """Tell whether cells are whole numbers; those of other classes of arrays may leave some of them out."""
    return type(cells) is np.ndarray and cells.dtype.kind in "iu" and cells.ndim == n_dimensions


def _described(cells: Any) -> str:
    name = type(cells).__name__
    return f"{name} of {cells.dtype}, shape {cells.shape}" if isinstance(cells, np.ndarray) else name


def _is_between(number: Any, least: int, most: int) -> bool:
    return isinstance(number, int | np.integer) and not isinstance(number, bool) and bool(least <= number <= most)
