"""`region_of_three`: the few nodes and arcs of a graph that a front in three criteria is searched on.

A path of a point is not beaten by one that is known, the least by a sum of the criteria: of one criterion at least it
has no more. So its nodes lie on paths of no more of that criterion, which are found from both ends (`pareto_area`).
On the graph of these nodes the least of each criterion from either end tells what arcs are of use; `pareto_chains`
draws together what has one way through. Amounts are those of the whole path from then on.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import gcd
from typing import NamedTuple

import numpy as np

from routing.kernels.arrays.pareto_area import nodes_between
from routing.kernels.arrays.pareto_chains import Chains, chains_of, least_of_each
from routing.kernels.arrays.pareto_three import Packing
from routing.kernels.arrays.rows import Rows, rows_of
from routing.search.array_graph import ArrayGraph, Bytes, Ints, Mixed, Weight
from routing.search.on_arrays import Run, path_between

MOST_BITS = 62
SPARE_BITS = 3  # by which the most of a region exceeds what one path is known to have, or it is not even looked for


class ThreeRegion(NamedTuple):
    """What `kernels.arrays.pareto_three` searches, and what its paths are read from.

    Attributes
    ----------
    least : int64, shape (3,)
        The least of each criterion from the source to the target.
    more : int64, shape (n_nodes,)
        How much more than with the least of each a path from the source has at least of the sum of two.
    ends
        Source and target, by the numbers of the region.
    bounds : int64, shape (3,)
        Most of each criterion.
    """

    chains: Chains
    least: Ints
    more: Ints
    ends: tuple[int, int]
    bounds: Ints
    packing: Packing


class NoPathError(LookupError):
    """No path leads from the source to the target within the bounds."""


class _Part(NamedTuple):
    """The arcs between some nodes, in the order of the nodes that they leave; both by numbers of their own."""

    leaving: Rows
    entering: Rows
    weights: Ints
    arcs: Ints


def region_of_three(
    graph: ArrayGraph, weights: Sequence[Ints], limits: Sequence[int], run: Run, ends: tuple[int, int]
) -> ThreeRegion | None:
    """Return the region between two different nodes; None where amounts do not fit in one number.

    Raises
    ------
    NoPathError
        There is no point.
    """
    forms = [graph.weight_of(values) for values in weights]
    mixed, known = graph.mixed(weights), [int(values.max(initial=0)) for values in weights]
    if mixed is None or _is_hopeless(known, mixed) or not all(form.bits for form in forms):
        return None
    path = path_between(run, *ends, mixed.weight)
    if path is None:
        raise NoPathError
    point = [int(values[path].sum()) for values in weights]
    if _is_hopeless(list(map(max, point, known)), mixed):
        return None
    number = _numbered(forms, point, run, ends)
    part = _part_of(graph, weights, number, run.mask)
    inner = int(number[ends[0]]), int(number[ends[1]])
    return _region(part, inner, np.array(limits, np.int64), np.array(point, np.int64), mixed.factors)


def _numbered(forms: list[Weight], point: list[int], run: Run, ends: tuple[int, int]) -> Ints:
    """Return per node its number among those that have no more of one criterion than a point, -1 for others."""
    work = run.work.both
    within = np.zeros(len(work.met), np.bool_)
    for form, most in zip(forms, point, strict=True):
        leaving, entering, farthest, shift = form.one_by_one
        count = nodes_between(leaving, entering, run.mask, ends, (most, farthest, shift), work)
        within[work.met[:count]] = True
    number = np.full(len(within), -1, np.int64)
    nodes = np.flatnonzero(within)
    number[nodes] = np.arange(len(nodes))
    return number


def _part_of(graph: ArrayGraph, weights: Sequence[Ints], number: Ints, mask: Bytes) -> _Part:
    """Return the arcs between the nodes that have a number."""
    rows, nodes = graph.placed_rows[0], np.flatnonzero(number >= 0)
    counts = rows.first[nodes + 1] - rows.first[nodes]
    tails = np.repeat(np.arange(len(nodes)), counts)
    at = np.arange(len(tails)) + np.repeat(rows.first[nodes] - np.cumsum(counts) + counts, counts)
    heads = number[rows.ends[at]]
    kept = (heads >= 0) & (heads != tails)
    if len(mask):
        kept &= mask[rows.arcs[at]] > 0
    tails, heads, arcs = tails[kept], heads[kept], rows.arcs[at[kept]]
    leaving, entering = rows_of(tails, heads, len(nodes)), rows_of(heads, tails, len(nodes))
    return _Part(leaving, entering, np.stack([values[arcs] for values in weights]), arcs)


def _is_hopeless(known: list[int], mixed: Mixed) -> bool:
    """Tell whether a region is not worth looking for: amounts well above those known would not fit in one number."""
    return _packing([amount << SPARE_BITS for amount in known], mixed.factors[1:]) is None


def _packing(most: list[int], factors: tuple[int, ...]) -> Packing | None:
    """Return how amounts lie in numbers, the first two up to twice as much on the way; None where they do not."""
    first, bits, low = (2 * most[0]).bit_length(), (2 * most[1]).bit_length(), most[2].bit_length()
    two, three = (factor // gcd(*factors) for factor in factors)
    if max(first + bits, bits + low, (two * most[1] + three * most[2]).bit_length() + 1) > MOST_BITS:
        return None
    return Packing(max(1, bits), max(1, low), (two, three))


def _region(
    part: _Part, ends: tuple[int, int], limits: Ints, point: Ints, factors: tuple[int, ...]
) -> ThreeRegion | None:
    """Return the region of a part of the graph: of its arcs those of which not every path is beaten by a point."""
    first, _, heads = part.leaving
    sums, bits = np.array(factors[1:]), max(1, (len(first) - 2).bit_length())
    ahead = least_of_each(part.leaving, np.vstack([part.weights, sums @ part.weights[1:]]), ends[0], bits)
    behind = least_of_each(part.entering, part.weights, ends[1], bits)
    least = ahead[:3, ends[1]].copy()
    if (least > limits).any():
        raise NoPathError
    tails = np.repeat(np.arange(len(first) - 1), np.diff(first))
    from_tail, to_target = ahead[:3].take(tails, axis=1), behind.take(heads, axis=1)
    total = from_tail + part.weights + to_target
    of_use = (total < point[:, None]).any(axis=0) | (total == point[:, None]).all(axis=0)
    of_use &= (total <= limits[:, None]).all(axis=0) & (from_tail[0] >= 0) & (to_target[0] >= 0)
    kept = of_use.nonzero()[0]
    steps = (total - to_target - ahead[:3].take(heads, axis=1)).take(kept, axis=1)
    bounds = np.minimum(limits, least + steps.sum(axis=1))  # no path takes an arc twice
    packing = _packing(bounds.tolist(), factors[1:])
    if packing is None:
        return None
    rows = Rows(np.searchsorted(kept, first), part.arcs[kept], heads[kept])
    chains = Chains(*chains_of(rows, steps, bounds, ends, packing.bits))
    more = ahead[3] - sums @ ahead[1:3]
    return ThreeRegion(chains, least, more // gcd(*factors[1:]), ends, bounds, packing)
