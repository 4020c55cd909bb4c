"""The worst set of elements to lose, as far as some routes of each shipment are known, by OR-Tools' CP-SAT.

Of shipment i the routes r_1, r_2, ... are known, of losses l_1 <= l_2 <= ...; it is left without any that a set
touches. With x_e = 1 if element e is lost, and h_iq = 1 only if all of r_1 ... r_q are touched,

    maximise sum_i sum_q (l_q+1 - l_q) h_iq
    subject to h_iq <= h_i,q-1, h_iq <= sum of x_e over the elements e that r_q touches, sum of x_e <= k,

where behind the last route that is known a shipment counts as left without one: first as many of these as possible,
each as often as its weight says, then of all sets that do so the most loss of the others. With all routes that would be
the problem itself (Israeli and Wood, Networks 40, 2002); with some of them it bounds it from above. One worker and a
fixed seed, so that the same model has the same answer.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any, NamedTuple

from routing.apart import apart, library
from routing.solving.models.cp_sat import EXACT
from routing.status import Status

Routes = Sequence[tuple[int, Sequence[int]]]  # of a shipment: loss and elements of each route, the least loss first


class WorstSet(NamedTuple):
    """Outcome: `Status.OPTIMAL`, or `UNKNOWN` when the time was over; the set, and what it does at most."""

    status: Status
    lost: tuple[int, ...] = ()
    unserved: int = 0
    extra: int = 0


def worst_set(routes: Sequence[Routes], weights: Sequence[int], k: int, time_limit_s: float) -> WorstSet:
    """Return the worst set of at most `k` elements, by the routes that are known of each shipment.

    Parameters
    ----------
    routes
        Per shipment its routes; losses are weighted already.
    weights
        How much a shipment counts that is left without a route.

    Raises
    ------
    OverflowError
        Losses that add up to 2^53 or more.
    """
    if sum(weights) >= EXACT or sum(known[-1][0] for known in routes if known) >= EXACT:
        raise OverflowError("losses too large for CP-SAT to be exact")
    until = time.monotonic() + time_limit_s
    cp_model = library("ortools.sat.python.cp_model")
    model = cp_model.CpModel()
    elements = sorted({element for known in routes for _, touched in known for element in touched})
    lost = {element: model.new_bool_var("") for element in elements}
    model.add(sum(lost.values()) <= k)
    ends: list[tuple[int, Any]] = []
    gains: list[tuple[int, Any]] = []
    for weight, known in zip(weights, routes, strict=True):
        before = None
        for number, (loss, touched) in enumerate(known):
            hit = model.new_bool_var("")
            model.add_bool_or([~hit, *(lost[element] for element in touched)])
            if before is not None:
                model.add_implication(hit, before)
            before = hit
            is_last = number + 1 == len(known)
            gains.append((-loss if is_last else known[number + 1][0] - loss, hit))
            if is_last:
                ends.append((weight, hit))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.catch_sigint_signal = False
    totals = []
    for terms in (ends, gains):
        total = cp_model.LinearExpr.weighted_sum([variable for _, variable in terms], [gain for gain, _ in terms])
        model.maximize(total)
        solver.parameters.max_time_in_seconds = max(0.0, until - time.monotonic())
        status = apart(lambda: solver.solve(model), solver.stop_search)
        if status != cp_model.OPTIMAL:
            return WorstSet(Status.UNKNOWN)
        totals.append(round(sum(gain * solver.value(variable) for gain, variable in terms)))
        model.add(total >= totals[-1])
    chosen = tuple(element for element in elements if solver.value(lost[element]))
    return WorstSet(Status.OPTIMAL, chosen, totals[0], totals[1])
