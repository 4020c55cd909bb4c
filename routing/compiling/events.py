"""When arcs may be used by the days of closures and delays, on the clock: what is begun on their days they hold for.

A boarding counts when the goods depart; a ride counts for the place that it comes to when it ends; all else when it is
begun.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from networks.model.closure import Closure
from routing.compiling.calendar import ALWAYS, Spans, beside, closed_spans, earlier, overlap
from routing.compiling.problem import Problem
from routing.compiling.sieves.closures import barring, closed_arcs, delaying, is_for_good
from routing.question.measures import TIME
from routing.question.moments import Moment
from routing.steps.kinds import BOARD, DELAY
from routing.steps.step import Step


class Allowed(NamedTuple):
    """When an arc may be used: begun then, or of one that boards by departures, departed with then."""

    begun: Spans = ALWAYS
    departing: Spans = ALWAYS

    def within(self, spans: Spans, after: int) -> Allowed:
        """Return these times where so long after the begin, or at the departure, some spans hold as well."""
        return Allowed(overlap(self.begun, earlier(spans, after)), overlap(self.departing, spans))


def event_spans(problem: Problem, used: NDArray[np.bool_], ready: Moment) -> Iterator[tuple[int, Allowed]]:
    """Yield the arcs of an expansion that closures or delays with days hold for, with when they may be used."""
    table, question = problem.table, problem.question
    network = table.expansion.network
    if not len(network.closures):
        return
    found: dict[int, Allowed] = {}
    taken = table.columns[TIME.column]
    for closure in barring(network, question):
        if is_for_good(closure, question):
            continue
        open_again = beside(closed_spans(closure.from_date, closure.until_date, ready))
        for row in closed_arcs(table, network, closure).tolist():
            arc = table.expansion.arcs[row]
            if used[row] and not arc.done and arc.step.kind != DELAY:  # who waits may stand where something is shut
                for after in moments_of(closure, arc.step, int(taken[row])):
                    found[row] = found.get(row, Allowed()).within(open_again, after)
    days = {one.id: closed_spans(one.from_date, one.until_date, ready) for one in delaying(network, question)}
    for row in table.delayed:
        for one in table.expansion.arcs[row].during if used[row] else ():
            spans = days[one.closure]
            found[row] = found.get(row, Allowed()).within(spans if one.holds else beside(spans), one.after)
    yield from sorted(found.items())


def moments_of(closure: Closure, step: Step, taken: int) -> set[int]:
    """Return how long after its begin a step touches what a closure speaks of."""
    if step.kind == BOARD:
        return {taken}
    if closure.table == "places" and step.is_ride:
        comes = {taken} if step.places[-1] in closure.elements else set()
        return comes | ({0} if set(step.places[:-1]) & set(closure.elements) else set())
    return {0}
