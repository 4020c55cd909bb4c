"""Of a user equilibrium that is nearly one: shipments shifted from the dearest to the cheapest route of each lane.

Tangents are exact to the tolerances of a solver in what their curve is worth, so in its flow to the root of them; that
is too little for small gaps. What remains is closed here, lane by lane, each shift as large as is best with all others
as they are (Dafermos and Sparrow 1969). Nothing hangs on it: what comes out is judged as any mix is.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from routing.assigning.columns import Columns
from routing.assigning.crowding import Crowd
from routing.assigning.master import Demand
from routing.search.budget import Budget

Floats = NDArray[np.float64]
SWEEPS = 30
HALVINGS = 50
LEVEL = 1e-13  # of a cost: differences that are none


class Levelling:
    """A mix whose shipments are shifted.

    Parameters
    ----------
    price
        Of the rows, of which those of capacities are paid as they are.
    """

    def __init__(self, columns: Columns, demand: Demand, crowd: Crowd, capacity: Floats, price: Floats) -> None:
        self.columns, self.demand, self.crowd, self.capacity, self.price = columns, demand, crowd, capacity, price
        self.uses: list[dict[int, float]] = [{} for _ in columns.of]
        for owner, row, amount in zip(columns.owner, columns.row, columns.amount, strict=True):
            self.uses[owner][row] = amount
        self.uses.append({})  # leaving behind, as the last option of each lane
        self.options: dict[int, list[int]] = {}
        for number, lane in enumerate(columns.of):
            self.options.setdefault(lane, []).append(number)

    def levelled(self, point: Floats, budget: Budget) -> Floats:
        """Return a mix of which the routes of each lane cost more alike."""
        per_week = np.append(point, np.zeros(len(self.columns) - len(point)))
        load = self.columns.load(per_week, len(self.capacity))
        for _ in range(SWEEPS):
            moved = 0.0
            for lane, options in sorted(self.options.items()):
                moved = max(moved, self._shift(lane, options, per_week, load))
            if moved <= LEVEL or budget.passed:
                break
        return per_week

    def _shift(self, lane: int, options: list[int], per_week: Floats, load: Floats) -> float:
        """Shift shipments of a lane to its cheapest option; return by what share of a cost the dearest was above it."""
        left = max(float(self.demand.per_week[lane]) - float(per_week[options].sum()), 0.0)
        flow = {number: float(per_week[number]) for number in options} | {-1: left}
        cost = {number: self._cost(lane, number, load) for number in flow}
        cheap = min(flow, key=lambda number: (cost[number], number))
        dear = max((number for number in flow if flow[number] > 0), key=lambda number: (cost[number], number))
        above = cost[dear] - cost[cheap]
        if above <= LEVEL * abs(cost[dear]):
            return 0.0
        change = {row: -amount for row, amount in self.uses[dear].items()}
        for row, amount in self.uses[cheap].items():
            change[row] = change.get(row, 0.0) + amount
        amount = self._amount(change, flow[dear], above, load)
        for number, sign in ((dear, -1), (cheap, 1)):
            if number >= 0:
                per_week[number] = max(per_week[number] + sign * amount, 0.0)
        for row, each in change.items():
            load[row] += each * amount
        return above / abs(cost[dear]) if amount > 0 else 0.0

    def _cost(self, lane: int, number: int, load: Floats) -> float:
        if number < 0:
            return float(self.demand.usd[lane])
        return self.columns.usd[number] + sum(
            amount * self._each(row, float(load[row])) for row, amount in self.uses[number].items()
        )

    def _each(self, row: int, use: float) -> float:
        if row < self.crowd.first:
            return float(self.price[row])
        curve = self.crowd.curves[row - self.crowd.first]
        return curve.usd * curve.hours_at(use)

    def _amount(self, change: dict[int, float], most: float, above: float, load: Floats) -> float:
        """Return how much to shift: until both cost the same, but no more than there is and finds room."""
        for row, each in change.items():
            if row < self.crowd.first and each > 0:
                most = min(most, max(float(self.capacity[row] - load[row]), 0.0) / each)
        waits = {row: each for row, each in change.items() if each and row >= self.crowd.first}
        begin = sum(each * self._each(row, float(load[row])) for row, each in waits.items())

        def closes(amount: float) -> bool:
            now = sum(each * self._each(row, float(load[row]) + amount * each) for row, each in waits.items())
            return now - begin >= above

        if not closes(most):
            return most
        low, high = 0.0, most
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            low, high = (low, middle) if closes(middle) else (middle, high)
        return high
