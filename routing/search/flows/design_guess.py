"""`Guesses`: good designs quickly, from what prices say; each is priced by the flow on its arcs.

Slope scaling: each unit on an arc bears its part of the charge, as of what flowed there before, or of what the mean of
a bound's prices sends; the flow is found anew until it uses the same arcs again (Kim and Pardalos, Operations Research
Letters 24, 1999; Crainic, Gendron and Hernu, Journal of Heuristics 10, 2004). Then arcs are shut one by one, the
dearest by unit first, as long as that pays.
"""

from __future__ import annotations

import math

import numpy as np

from routing.search.budget import Budget
from routing.search.flows.commodities import UNLIMITED, Commodities
from routing.search.flows.design_relaxation import Bools, Floats
from routing.search.flows.multicommodity import multicommodity
from routing.search.flows.shared_flow import Multicommodity

SCALINGS = 12
ROUGH, FINE = 1e-3, 1e-7  # gaps of flows that are looked through and of those that count
NOTHING = 1e-6  # of a mean demand: what counts as none, if it is little
MISSED = 12  # arcs in a row that it does not pay to shut
LITTLE = 1e-3  # of the least demand: what an arc is said to carry where it carries nothing


class Guesses:
    """The best design so far.

    Attributes
    ----------
    cost, opened, flow
        Its cost, infinite before there is one; its arcs, those without a charge among them; and the flow on them.
    """

    def __init__(self, asked: Commodities, fixed: Floats, budget: Budget) -> None:
        self.asked, self.fixed, self.budget = asked, fixed, budget
        self.nothing = min(NOTHING * float(asked.demand.mean()), LITTLE * float(asked.demand.min()))
        self.cost, self.opened = math.inf, np.ones(len(fixed), np.bool_)
        self.flow: Multicommodity | None = None

    def flow_on(self, opened: Bools, cost: Floats, gap: float) -> Multicommodity:
        """Return the cheapest flow on some arcs."""
        asked = self.asked
        room = np.where(opened, np.where(np.isinf(asked.capacity), UNLIMITED, asked.capacity), 0.0)
        penalty = None if np.isinf(asked.penalty).all() else asked.penalty
        shipments = (asked.origin, asked.destination, asked.demand, penalty)
        limit = self.budget.left_s if math.isfinite(self.budget.left_s) else None
        return multicommodity(
            asked.tail,
            asked.head,
            room,
            cost,
            *shipments,
            gap=gap,
            time_limit_s=None if limit is None else limit + 1e-3,
        )

    def priced(self, opened: Bools) -> Multicommodity:
        """Return the cheapest flow on some arcs; if it is the best design, keep it."""
        found = self.flow_on(opened, self.asked.cost, FINE)
        if found.objective is not None and found.flow is not None:
            used = found.flow > self.nothing
            cost = found.objective + float(self.fixed[used].sum())
            if cost < self.cost:
                self.cost, self.opened, self.flow = cost, used | (self.fixed <= 0), found
        return found

    def take(self, opened: Bools) -> bool:
        """Price a design; tell whether it is the best."""
        before = self.cost
        self.priced(opened)
        return self.cost < before

    def scale(self, opened: Floats, flow: Floats) -> None:
        """Look for designs by slope scaling; shapes (n_arcs,), how much of each arc is open and what it carries."""
        asked, before = self.asked, None
        least = LITTLE * float(asked.demand.min())
        cost = asked.cost + self.fixed * (1.0 - opened) / np.maximum(flow, least)
        for _ in range(SCALINGS):
            found = self.flow_on(np.ones(len(self.fixed), np.bool_), cost, ROUGH)
            if found.flow is None or self.budget.passed:
                return
            used = found.flow > self.nothing
            if before is not None and (used == before).all():
                return
            before = used
            self.take(used | (self.fixed <= 0))
            cost = np.where(used, asked.cost + self.fixed / np.maximum(found.flow, self.nothing), cost)

    def shut(self) -> None:
        """Shut arcs one by one, and all again, as long as that pays; it ends where many in a row did not."""
        is_better, missed = self.flow is not None, 0
        while is_better and self.flow is not None and self.flow.flow is not None:
            is_better = False
            by_unit = self.fixed / np.maximum(self.flow.flow, self.nothing)
            for arc in np.argsort(-by_unit, kind="stable").tolist():
                if self.budget.passed or missed >= MISSED:
                    return
                if self.opened[arc] and self.fixed[arc] > 0:
                    opened = self.opened.copy()
                    opened[arc] = False
                    pays = self.take(opened)
                    is_better, missed = is_better or pays, 0 if pays else missed + 1
