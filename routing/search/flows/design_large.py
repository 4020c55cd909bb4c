"""`large_design`: a design and a bound for questions that are too large for an integer programme of all flows.

Prices rise first, which proves a bound near that of the linear relaxation; what they open on the way tells designs that
are good already. Branch and bound by prices brings the bound nearer, and finds better ones. Where its rounds are not
compiled that is slow, and an integer programme in which each commodity has only the arcs that prices sent it over finds
a better design before.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from routing.search.budget import Budget
from routing.search.flows.choosing import are_rounds_compiled
from routing.search.flows.commodities import Commodities
from routing.search.flows.design_ascended import Ascended, Way, begun
from routing.search.flows.design_ascent import ascend
from routing.search.flows.design_guess import Guesses
from routing.search.flows.design_proof import DesignProof
from routing.search.flows.design_relaxation import Bools, Floats, Relaxation
from routing.search.flows.design_tree import DesignTree
from routing.search.flows.models.design_mix import DesignMix
from routing.status import Status

FIRST = Way(rounds=500, step=1.0)
THEN = Way(rounds=1500, step=0.1, newest=(0.05, 0.02, 0.02))
OPENED, SENT = 0.05, 0.02  # of an arc, and of a demand, on the mean: what makes an arc one of a commodity's
START, MIXING, MIXING_S = 0.4, 0.4, 60.0  # shares of the time, and seconds at most, for the programme
NEAR = 1e-3  # the gap of the programme of some arcs
Mixed = Callable[[Bools, float, float], DesignMix]


def large_design(
    asked: Commodities, fixed: Floats, mix: Mixed, gap: float, budget: Budget, proof: DesignProof | None = None
) -> DesignMix:
    """Return which arcs to open, within a gap or when the time is over.

    Parameters
    ----------
    mix
        The programme: which commodity may use which arc, the gap, and the seconds it has, to the best design of these.
    proof
        Gets the nodes of the tree.
    """
    if not len(asked.demand):
        if proof is not None:
            proof.begin(np.zeros((asked.n_nodes, 0)), 1.0)
        return DesignMix(Status.OPTIMAL, fixed <= 0, 0.0, 0.0)
    guesses = Guesses(asked, fixed, budget)
    if not guesses.take(np.ones(len(fixed), np.bool_)):
        return DesignMix(Status.UNKNOWN, guesses.opened, math.inf, -math.inf)
    relaxation = Relaxation(asked, fixed)
    found = _start(relaxation, guesses, budget.first(budget.labels, START))
    is_quick = are_rounds_compiled(len(fixed) * len(asked.demand))  # then the tree finds designs itself, and sooner
    if not is_quick and found.bound < guesses.cost * (1 - gap) and not budget.passed:
        _mix(found, guesses, mix, min(MIXING_S, MIXING * budget.left_s))
    bound = DesignTree(relaxation, found, guesses, gap, budget, proof).bound()
    status = Status.OPTIMAL if bound >= guesses.cost * (1 - gap) else Status.FEASIBLE
    return DesignMix(status, guesses.opened, guesses.cost, bound)


def _start(relaxation: Relaxation, guesses: Guesses, budget: Budget) -> Ascended:
    """Return prices that have risen, with designs on the way."""
    found = begun(relaxation)
    for way in (FIRST, THEN):
        found = ascend(relaxation, found, way, guesses.cost, budget)
        guesses.scale(found.opened, found.flow.sum(axis=1))
    guesses.shut()
    return found


def _mix(found: Ascended, guesses: Guesses, mix: Mixed, seconds: float) -> None:
    """Take the best design in which each commodity has the arcs that prices sent it over, and those of the best yet."""
    asked = guesses.asked
    allowed = (found.flow > SENT * asked.demand) & ((found.opened > OPENED) | guesses.opened)[:, None]
    for path in () if guesses.flow is None else guesses.flow.paths:
        allowed[path.arcs, path.commodity] = True
    if _taken(guesses, allowed, mix(allowed, NEAR, seconds)):
        guesses.shut()


def _taken(guesses: Guesses, allowed: Bools, mixed: DesignMix) -> bool:
    """Take a design of the programme; tell whether it is the best."""
    if mixed.status not in (Status.OPTIMAL, Status.FEASIBLE):
        return False
    return guesses.take(mixed.opened & (allowed.any(axis=1) | (guesses.fixed <= 0)))
