"""The second stage of a search within limits: bounds on sums, then labels under them; a bound where time is over.

Labels under the bounds of each amount by itself (`constrained` of the kernels) find most answers in milliseconds, and
those of hard questions never. So where they have not found one after some thousands of labels, `narrowing` proves what
it can, and labels are set anew, on what is left of the graph, under the sums that prove most. If a limit of the search
is reached even then, the best path that is known is the answer, with the least that any path may weigh.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, Protocol

import numpy as np

from routing.search.budget import Budget, TimeUp
from routing.search.checks import exact_sum
from routing.search.narrowing import NOTHING_KNOWN, UNKNOWN, UNREACHED, Growing, Known, Narrowed, Tree, narrowed
from routing.search.part import Ints, Mask, Part
from routing.search.path import Outcome

FIRST_OF_ONE = 300_000  # labels of a compiled search after which sums are looked at: under one limit, where a label
FIRST_OF_MORE = 30_000  # is beaten by one other or none, and under several, where all of its node are looked through
FIRST_ON_LISTS = 5_000
FIRST_SHARE = 0.2  # of the time, after which sums are looked at too
WIDEST = 2**61  # what a path may have of an amount, that sums are looked at
FIRST_ROUND, MORE = 20_000, 4  # labels of the first round under sums, and how many times as many the next has


class Sums(NamedTuple):
    """Sums on a part, as labels are bounded by them: first the one that tells the order.

    Attributes
    ----------
    times : int64, shape (number of sums, 1 + number of resources)
    least : int64, shape (number of sums, n)
        The least of each from the source.
    trees
        The paths that are least in each.
    """

    times: Ints
    least: Ints
    trees: list[Tree]


class Answer(NamedTuple):
    """What labels have found.

    Attributes
    ----------
    complete
        Whether the path is the canonical one of the least weight, or there is none.
    arcs
        A path within the limits, in numbers of the part; None: none but the one that was known.
    order
        The first sum of what was not looked at any more; `UNREACHED` where nothing is left.
    labels
        How many were made.
    """

    complete: bool
    arcs: Ints | None
    order: int
    labels: int


class Labelling(Growing, Protocol):
    """Sets labels by a kernel of either kind."""

    def labels(self, part: Part, most: Sequence[int], sums: Sums, best: int, budget: Budget) -> Answer:
        """Return the canonical path of least weight within the limits, or the best one that was found.

        `best` is the weight of a path that is known.
        """


class Distances(Protocol):
    """Least weights of one amount at a time: both engines have them."""

    def distances(
        self,
        node: int,
        name: str,
        usable: Mask | None,
        budget: Budget,
        *,
        backward: bool = False,
        most: int = UNREACHED - 1,
    ) -> Ints:
        """Return the least weight from a node to each, or to it from each; -1 without a path of at most `most`."""


class Ends(NamedTuple):
    """Arcs and the nodes between which a path is looked for."""

    tail: Ints
    head: Ints
    n_nodes: int
    source: int
    target: int


class Asked(NamedTuple):
    """A question within limits.

    Attributes
    ----------
    ends
    name
        Of the weight.
    limits
        Weight name -> the most that a path may have of it.
    usable
        Mask of the arcs; None = all.
    given
        Weight name -> its values.
    """

    ends: Ends
    name: str
    limits: Mapping[str, int]
    usable: Mask | None
    given: Mapping[str, Ints]


def first_budget(budget: Budget, n_limits: int, *, on_lists: bool = False) -> Budget:
    """Return the budget of the first stage."""
    first = FIRST_ON_LISTS if on_lists else FIRST_OF_ONE if n_limits == 1 else FIRST_OF_MORE
    return budget.first(first, FIRST_SHARE)


def second_stage(
    asked: Asked, first: Outcome, engine: Distances, labelling: Labelling, budget: Budget
) -> Outcome | None:
    """Return the answer to a question of which the first stage has come to the end of its labels.

    None: its numbers are too wide for sums of them; the first stage has to go on.
    """
    ends, given, every = asked.ends, asked.given, np.ones(len(asked.ends.tail), dtype=np.bool_)
    totals = {name: _most_of(given[name], ends.n_nodes) for name in (asked.name, *asked.limits)}
    if max(totals.values()) > WIDEST:
        return None
    limits = {name: min(bound, totals[name]) for name, bound in asked.limits.items()}
    usable = every if asked.usable is None else asked.usable
    usable = mask_within(ends, given, limits, usable, engine, budget)
    part = part_within(ends, asked.name, given, limits, usable)
    found = least_in_sums(part, [*limits.values()], labelling, budget.less(first.labels))
    least = None
    if found.arcs is None and not found.stopped:
        least = first.least or _least_of_each(asked, engine, budget)
    return replace(found, labels=found.labels + first.labels, least=least)


def _least_of_each(asked: Asked, engine: Distances, budget: Budget) -> tuple[int, ...] | None:
    """Return what a path needs at least of each resource; None where there is no path at all."""
    source, target = asked.ends.source, asked.ends.target
    least = [int(engine.distances(source, name, asked.usable, budget)[target]) for name in asked.limits]
    return None if min(least) < 0 else tuple(least)


def _most_of(values: Ints, n_nodes: int) -> int:
    """Return what no path without a repeated node has more of."""
    return min(exact_sum(values), int(values.max(initial=0)) * n_nodes)


def mask_within(
    ends: Ends, given: Mapping[str, Ints], bounds: Mapping[str, int], usable: Mask, engine: Distances, budget: Budget
) -> Mask:
    """Return which arcs lie on some path from source to target within each of the bounds, taken one by one."""
    tail, head = ends.tail, ends.head
    for name, bound in bounds.items():
        behind = engine.distances(ends.source, name, usable, budget, most=bound)
        ahead = engine.distances(ends.target, name, usable, budget, backward=True, most=bound)
        usable = usable & (behind[tail] >= 0) & (ahead[head] >= 0)
        usable &= given[name] <= bound - behind[tail] - ahead[head]  # none of these is above the bound
    return usable


def part_within(ends: Ends, name: str, given: Mapping[str, Ints], limits: Mapping[str, int], usable: Mask) -> Part:
    """Return the part of the usable arcs, with the weight and the resources as its amounts."""
    rows = np.arange(len(ends.tail), dtype=np.int64)
    amounts = np.stack([given[name], *(given[other] for other in limits)])
    return Part(ends.tail, ends.head, ends.n_nodes, amounts, rows, ends.source, ends.target).of(usable)


def least_in_sums(part: Part, most: Sequence[int], engine: Labelling, budget: Budget) -> Outcome:
    """Return the canonical path of least weight within limits, or the best that is known and a bound.

    Labels are set in rounds: where one has come to its end without an answer, but with a better path, the graph is
    narrowed by that before the next. The labels of the answer are those of this stage.
    """
    known, made, labels = NOTHING_KNOWN, 0, FIRST_ROUND
    found, sums = None, None
    while True:
        if found is None or known.weight < found.best:
            found = narrowed(part if found is None else found.part, most, engine, budget, known)
            if found.is_none:
                return Outcome(None, made)
            sums, known = None, Known(found.lower, found.best, found.arcs)
        if made >= budget.labels or budget.is_reserve:
            break
        try:
            sums = sums or _sums_of(found, len(most), engine)
        except TimeUp:
            break
        share = replace(budget, labels=min(labels, budget.labels - made))
        answer = engine.labels(found.part, most, sums, found.best, share)
        made += answer.labels
        if answer.arcs is not None:
            rows = found.part.rows[answer.arcs]
            known = known._replace(arcs=rows, weight=_weight(part, rows))
        known = known._replace(lower=min(known.weight, max(known.lower, _lower(sums, most, answer))))
        if answer.complete:
            if known.weight < found.best:
                found = narrowed(found.part, most, engine, budget, known)
            return Outcome(known.arcs, made, rows=found.part.rows)
        labels *= MORE
    arcs = None if known.arcs is None else _without_loops(part, known.arcs)
    return Outcome(arcs, made, stopped=True, bound=known.lower)


def _sums_of(found: Narrowed, resources: int, engine: Growing) -> Sums:
    """Return the sums that prove most, and each amount by itself, with the least of them on what is left."""
    alone = [tuple(int(k == other) for other in range(resources + 1)) for k in range(resources + 1)]
    times = [*found.sums, *(one for one in alone if one not in found.sums)]
    trees = [engine.tree(found.part, np.array(one, dtype=np.int64), UNKNOWN, backward=False) for one in times]
    return Sums(np.array(times, dtype=np.int64), np.stack([tree.reached for tree in trees]), trees)


def _lower(sums: Sums, most: Sequence[int], answer: Answer) -> int:
    """Return the least that a path may weigh: what no label was looked at for has at least the sum of the next."""
    count, *others = sums.times[0].tolist()
    if not count or answer.order == UNREACHED:
        return 0
    within = sum(times * limit for times, limit in zip(others, most, strict=True))
    return int(-((within - answer.order) // count))


def _weight(part: Part, arcs: Ints) -> int:
    return int(part.amounts[0][np.searchsorted(part.rows, arcs)].sum())


def _without_loops(part: Part, arcs: Ints) -> Ints:
    """Return a path without the loops of a way that comes twice to a node: it has no more of anything."""
    at = np.searchsorted(part.rows, arcs)
    taken: list[int] = []
    nodes = [int(part.source)]
    for arc in at.tolist():
        there = int(part.head[arc])
        if there in nodes:
            keep = nodes.index(there)
            del nodes[keep + 1 :], taken[keep:]
        else:
            nodes.append(there)
            taken.append(arc)
    return part.rows[np.array(taken, dtype=np.int64)]
