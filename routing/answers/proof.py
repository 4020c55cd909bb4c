"""`Proof`: why an answer is the best one, or none."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Why the answer is the best one, or none.

    Attributes
    ----------
    solver, confirmed_by
        The engine that answered, and the second, unlike one that gave the same ("" if none did).
    objective, bound
        Value found and proven lower bound, whole numbers of `unit`; None without a route. The bound of a route that is
        not proven is None too where nothing tells it.
    unit
        What is counted: thousandths of a minute, cent, gram or metre (``min/1000`` ...), to which each arc is rounded
        once; of a generalised cost the parts of a cent in which its factors are whole.
    gap
        (objective - bound) / objective; 0 for a proven optimum.
    vector
        What routes are compared by: the objective; how many figures of the other criteria are not known, an entry that
        is missing where all arcs of the network are known; the other of time and cost (both, for CO2e, distance and
        generalised cost); CO2e; number of arcs, waits for an opening not counted.
    arcs_total, arcs_before, arcs_after
        Arcs of the expanded graph (with vias once more for each), those that the question may use, and those given to
        the solver.
    labels
        Labels made by the search.
    shared
        What both engines leaned on.
    weights
        Of a generalised cost: how many of `unit` each minute, cent and gram weighs, as (column, number). The objective
        is the sum of the totals by these; what is not as stated to the last digit is told by a warning.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> ways = [("A", "B", {"hours": 60, "usd": 500}), ("A", "B", {"hours": 90, "usd": 300})]
    >>> net = networks.from_networkx(networkx.MultiGraph(ways), mode="sea")
    >>> result = routing.solve(net, routing.Shipment("A", "B"))
    >>> result.proof.confirmed_by, result.proof.gap
    ('label setting', 0.0)
    """

    solver: str
    confirmed_by: str
    objective: int | None
    bound: int | None
    unit: str
    vector: tuple[int, ...]
    arcs_total: int
    arcs_before: int
    arcs_after: int
    labels: int
    shared: tuple[str, ...] = ()
    weights: tuple[tuple[str, int], ...] = ()

    @property
    def gap(self) -> float | None:
        """Return the relative gap between value and bound; None without a route."""
        if self.objective is None or self.bound is None:
            return None
        return 0.0 if self.objective == self.bound else (self.objective - self.bound) / self.objective
