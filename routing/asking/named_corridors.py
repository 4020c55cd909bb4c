"""The best routes by different sets of named corridors, one after the other: what `alternatives` asks for by name.

The routes of a question fall into classes by the set of corridors that they use. The best route of the next class is
found by branch and bound over subquestions (R, F): the best route that uses every corridor of R (vias, in whichever
order is best) and none of F (their gateway links are avoided). Where the best route of (R, F) uses the set S, every
other class within it either misses a corridor of S or uses one outside of S, so that the subquestions

    (R, F + c) for each c of S not in R, and (R + c, F) for each c not in S and not in F

cover all of them. Subquestions are taken in the order of a lower bound (the best of any that holds it), so the sets
come out in the order of their best routes. Exact; most subquestions are never asked.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from itertools import count, permutations
from typing import NamedTuple

from networks.network import Network
from routing.answers.result import Result
from routing.asking.solve import answer_to
from routing.compiling.rule import constrained
from routing.question.options import SolveOptions
from routing.question.question import Question
from routing.search.budget import Budget
from routing.status import Status
from routing.steps.corridors import corridors_used

Ids = frozenset[str]
NO_IDS: Ids = frozenset()


class Found(NamedTuple):
    """The best route of a class: its subquestion and answer, and the ids of the corridors that it uses."""

    question: Question
    result: Result
    uses: Ids


class Sub(NamedTuple):
    """A subquestion: corridors that are to be used, and such that are not."""

    required: Ids
    forbidden: Ids

    def holds(self, other: Sub) -> bool:
        """Tell whether all routes of another subquestion are among those of this one."""
        return self.required <= other.required and self.forbidden <= other.forbidden


def by_sets_of_corridors(
    network: Network, question: Question, options: SolveOptions, budget: Budget
) -> Iterator[Found]:
    """Yield the best route of each set of corridors, the best first; one without a route where a limit was reached."""
    corridors = frozenset(network.corridors)
    asked: dict[Sub, Found] = {}
    queued = {Sub(NO_IDS, NO_IDS)}
    turn, told = count(), set[Ids]()
    heap: list[tuple[tuple[int, ...], int, Sub]] = [((), next(turn), sub) for sub in queued]
    while heap:
        bound, _, sub = heapq.heappop(heap)
        found = asked.get(sub) or _known(asked, sub)
        if found is None:
            better = max((one.result.proof.vector for held, one in asked.items() if held.holds(sub)), default=())
            if better > bound:
                heapq.heappush(heap, (better, next(turn), sub))
                continue
            found = _answered(network, question, sub, options, budget)
            asked[sub] = found
            if found.result.best is None and found.result.status is not Status.INFEASIBLE:
                yield found
                return
        if found.result.best is None:
            continue
        asked[sub] = found
        if found.result.proof.vector > bound:
            heapq.heappush(heap, (found.result.proof.vector, next(turn), sub))
            continue
        if found.uses not in told:
            told.add(found.uses)
            yield found
        for one in _children(sub, found.uses, corridors):
            if one not in queued:
                queued.add(one)
                heapq.heappush(heap, (found.result.proof.vector, next(turn), one))


def _known(asked: dict[Sub, Found], sub: Sub) -> Found | None:
    """Return the answer of a wider subquestion that is one of this too: then no other of this is better."""
    for held, found in asked.items():
        if held.holds(sub):
            if found.result.best is None:
                return found
            if sub.required <= found.uses and not sub.forbidden & found.uses:
                return found
    return None


def _children(sub: Sub, uses: Ids, corridors: Ids) -> Iterator[Sub]:
    for one in sorted(uses - sub.required):
        yield Sub(sub.required, sub.forbidden | {one})
    for one in sorted(corridors - uses - sub.forbidden):
        yield Sub(sub.required | {one}, sub.forbidden)


def _answered(network: Network, question: Question, sub: Sub, options: SolveOptions, budget: Budget) -> Found:
    """Return the best route of a subquestion, over all orders in which its corridors can be passed among the vias."""
    closed = frozenset(link for one in sub.forbidden for link in network.corridors[one].links)
    banned = question.constraints.avoid_links | closed
    best: Found | None = None
    for via in _orders(question.constraints.via, sub.required):
        asked = constrained(question, via=via, avoid_links=banned)
        result = answer_to(asked, network, options, budget)
        uses = (
            NO_IDS if result.best is None else frozenset(one.id for one in corridors_used(network, result.best.steps))
        )
        found = Found(asked, result, uses)
        if result.best is None and result.status is not Status.INFEASIBLE:
            return found
        if best is None or (result.best is not None and _is_better(result, best.result)):
            best = found
    assert best is not None
    return best


def _is_better(one: Result, other: Result) -> bool:
    return other.best is None or one.proof.vector < other.proof.vector


def _orders(via: tuple[str, ...], required: Ids) -> Iterator[tuple[str, ...]]:
    """Yield every order of corridors among vias, which keep their own."""
    names = [*via, *sorted(required - {*via})]
    own = range(len(via))
    for order in permutations(range(len(names))):
        if [number for number in order if number in own] == list(own):
            yield tuple(names[number] for number in order)
