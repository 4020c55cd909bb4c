"""`price_of`: the optimum with constraints against the optimum without."""

from __future__ import annotations

from networks.network import Network
from routing.amounts.missing import less
from routing.answers.price import Price
from routing.asking.solve import solve
from routing.question.constraints import Constraints
from routing.question.objectives import Objective
from routing.question.shipment import Shipment


def price_of(network: Network, shipment: Shipment, *, constraints: Constraints, minimise: Objective = "time") -> Price:
    """Return what constraints cost in days, USD and kg CO2e.

    Two differences are given, and they answer different questions: that of the two optimal routes (what
    changes when the shipper keeps minimising the same thing), and that of the optima by criterion (how much
    the constraints cost at the very least in each).

    Parameters
    ----------
    constraints
        The constraints to be priced; they are compared with none at all.

    Examples
    --------
    >>> import networks
    >>> ban = Constraints(avoid_territories={"CN"})
    >>> price = price_of(networks.load("eurasia"), Shipment("JPYOK", "KZALA"), constraints=ban)
    >>> price.days > 0
    True
    """
    free = solve(network, shipment, minimise=minimise)
    bound = solve(network, shipment, minimise=minimise, constraints=constraints)
    gaps: dict[str, float | None] = {}
    for criterion, name in (("time", "days"), ("cost", "usd"), ("co2e", "kg_co2e")):
        pair = [
            solve(network, shipment, minimise=criterion, constraints=kept, explain=False)
            for kept in (None, constraints)
        ]
        values = [None if result.best is None else getattr(result.best, name) for result in pair]
        gaps[criterion] = less(values[1], values[0])
    return Price(free, bound, gaps)
