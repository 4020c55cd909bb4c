"""A problem on the clock: states of place and moment instead of places alone, joined by arcs that take their time.

A state is a vertex of the compiled problem, the milliminutes since the begin, and, where the goods stand at a place that
charges for a dwell, since when they do. What takes a fixed time leads to one later state. A boarding leads to the next
departure that the goods can meet; and to all later ones where it may be worth waiting for them, which is so where
something behind it depends on the moment in another way than "the earlier the better": a charge for a dwell beyond free
days, a link that opens. So every route that is worth taking has its way through the states, and all searches on arcs
serve as they are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from routing.compiling.problem import Problem
from routing.compiling.timetable import Board, Timetable
from routing.kernels.lists.dijkstra import UNREACHED, distances
from routing.question.measures import TIME
from routing.steps.kinds import BOARD, PASS

NO_DWELL = -1


class State(NamedTuple):
    """Where the goods are and when: a node, milliminutes since the begin, and since when a charged dwell lasts."""

    node: int
    at: int
    since: int = NO_DWELL


class Move(NamedTuple):
    """An arc from state to state: the arc of the problem, how long it takes, and what is charged by the day for it."""

    tail: State
    head: State
    arc: int
    taken: int
    days: int = 0


def grown(problem: Problem, timetable: Timetable, starts: Sequence[int], latest: int) -> Iterator[Move]:
    """Yield every move from the starts that may lead to the target by the latest moment, each once."""
    graph, mask = problem.graph, problem.mask
    taken = problem.columns[TIME.column].tolist()
    ahead = distances(graph.entering, graph.tails, taken, problem.mask, problem.target)
    worth = _worth_waiting(problem, timetable)
    heads, leaving = graph.heads, graph.leaving
    open_states = [State(problem.source, at) for at in starts]
    seen = set(open_states)
    while open_states:
        state = open_states.pop()
        for arc in leaving[state.node]:
            head = heads[arc]
            if not mask[arc] or ahead[head] == UNREACHED:
                continue
            row = int(timetable.row[arc])
            board = timetable.boards.get(row)
            if board is None:
                if row in timetable.open and not timetable.is_open(row, state.at):
                    continue
                moments = (state.at + taken[arc],)
            else:
                moments = _departures(board, state.at, worth[head])
            for at in moments:
                if at + ahead[head] > latest:
                    break
                since, days = state.since, 0
                if row in timetable.stored:
                    since = state.at
                if since != NO_DWELL and timetable.kind[row] in (BOARD, PASS):
                    days = timetable.days_of(row, at - since)
                    since = NO_DWELL
                there = State(head, at, since)
                yield Move(state, there, arc, at - state.at, days)
                if there not in seen:
                    seen.add(there)
                    open_states.append(there)


def _departures(board: Board, at: int, worth_waiting: bool) -> Sequence[int]:
    first = bisect_left(board.times, at + board.lead)
    return board.times[first:] if worth_waiting else board.times[first : first + 1]


def _worth_waiting(problem: Problem, timetable: Timetable) -> bytearray:
    """Return for each node whether something behind it may be better for coming later."""
    graph, mask = problem.graph, problem.mask
    found = bytearray(graph.n_nodes)
    nodes = []
    for arc, row in enumerate(timetable.row.tolist()):
        if mask[arc] and (row in timetable.stored or row in timetable.open) and not found[graph.tails[arc]]:
            found[graph.tails[arc]] = 1
            nodes.append(graph.tails[arc])
    for node in nodes:
        for arc in graph.entering[node]:
            tail = graph.tails[arc]
            if mask[arc] and not found[tail]:
                found[tail] = 1
                nodes.append(tail)
    return found
