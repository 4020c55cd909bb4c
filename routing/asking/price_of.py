"""`price_of`: the optimum with constraints against the optimum without."""

from __future__ import annotations

from dataclasses import replace

from networks.network import Network
from routing.amounts.missing import less
from routing.answers.price import Price
from routing.asking.solve import admitted, answer_to
from routing.question.arguments import check_kinds
from routing.question.constraints import Constraints
from routing.question.measures import CO2E, COST, TIME
from routing.question.objectives import Objective
from routing.question.options import SolveOptions, checked_options
from routing.question.shipment import Shipment
from routing.status import Status


def price_of(
    network: Network,
    shipment: Shipment,
    *,
    constraints: Constraints,
    minimise: Objective = "time",
    options: SolveOptions | None = None,
) -> Price:
    """Return what constraints cost in days, USD and kg CO2e.

    Two differences are given, and they answer different questions: that of the two optimal routes (what
    changes when the shipper keeps minimising the same thing), and that of the optima by criterion (how much
    the constraints cost at the very least in each).

    Parameters
    ----------
    constraints
        The constraints to be priced; they are compared with none at all.
    options
        As in `solve`; the limit of time is for all answers together.

    Examples
    --------
    >>> import networks
    >>> ban = Constraints(avoid_territories={"CN"})
    >>> price = price_of(networks.load("eurasia"), Shipment("JPYOK", "KZALA"), constraints=ban)
    >>> price.days > 0
    True
    """
    options = checked_options(options)
    budget = options.budget()
    check_kinds(constraints=(constraints, Constraints, "routing.Constraints(...)"))
    question = admitted(network, shipment, constraints, minimise)
    asked = [replace(question, constraints=Constraints()), question]
    free, bound = (answer_to(question, network, options, budget) for question in asked)
    without_reasons = replace(options, explain=False)
    gaps: dict[str, float | None] = {}
    statuses: dict[str, tuple[Status, Status]] = {}
    for measure in (TIME, COST, CO2E):
        pair = [answer_to(replace(one, minimise=measure.criterion), network, without_reasons, budget) for one in asked]
        values = [None if result.best is None else getattr(result.best, measure.shown) for result in pair]
        gaps[measure.criterion] = less(values[1], values[0])
        statuses[measure.criterion] = (pair[0].status, pair[1].status)
    return Price(free, bound, gaps, statuses)
