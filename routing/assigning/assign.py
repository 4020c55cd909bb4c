"""`assign`: many shipments on capacities that they share, at least cost for all of them together.

1. Consignments that ask alike are one lane; its question is compiled as that of `solve` (`lanes`).
2. Each arc knows how often it uses each capacity (`incidence`).
3. A linear program mixes the routes that there are (`master`); its prices ask for new ones (`pricing`), each a lawful
   route of its lane, until the cost is proven (`generation`).
   Where boxes have to come back, empty ones are lanes without a demand, and each place has a row (`boxes`,
   `balanced_master`, `balance`).
4. What is told is added up anew from the steps of the routes (`telling`, `routing.verification.assignment`).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from networks.network import Network
from routing.answers.assignment import Assignment
from routing.assigning.asked import consignments_of
from routing.assigning.boxes import boxes_of, empties_of
from routing.assigning.capacities import rows_of
from routing.assigning.crowding import crowd_of
from routing.assigning.generation import generate
from routing.assigning.lanes import lanes_of
from routing.assigning.pricing import Pricing
from routing.assigning.telling import Told, told
from routing.assigning.whole import needs_whole_numbers, whole_of
from routing.errors import QuestionError, gathering
from routing.question.arguments import CONSTRAINTS, NETWORK, check_kinds, shortened
from routing.question.congestion import Choice
from routing.question.consignment import Consignment, Money
from routing.question.constraints import Constraints
from routing.question.empties import Empties
from routing.question.options import SolveOptions, checked_options
from routing.question.question import Question
from routing.question.values import is_number
from routing.search.flows.multicommodity import new_program
from routing.verification.assignment import check_amounts

IN_PARTS, IN_WHOLE = 1e-4, 1e-3  # gaps that are closed where nobody says


def assign(
    network: Network,
    shipments: Any,
    capacities: Any = None,
    *,
    minimise: Money = "cost",
    constraints: Constraints | None = None,
    unserved_usd: float | None = None,
    empties: Empties | None = None,
    congestion: Any = None,
    choice: Choice = "system optimum",
    gap: float | None = None,
    options: SolveOptions | None = None,
) -> Assignment:
    """Return the cheapest way to carry many shipments a week on capacities that they share, with its bound.

    What is least is the sum over all shippers of what their routes and their waiting cost, and of the price of what is
    left behind: the best for all together (a *system optimum*), which need not be what each would choose by itself (a
    *user equilibrium*: nobody has a cheaper route under the waiting that all of them make). Shipments may be split over
    routes, and a part of one may be left behind, unless they are stated as whole. Each route keeps to the rules of its
    shipment: deadline, bans, lifts. What is left behind has its reason, and each full capacity what a unit more of it
    would be worth.

    Parameters
    ----------
    network
        What exists.
    shipments
        Several `Consignment` or `Shipment` (one a week), or what `solve_many` takes as questions: dictionaries, the
        path of a CSV file or a frame, with the columns ``per_week`` and ``unserved_usd`` besides.
    capacities
        What elements carry in a week, beside and in the place of the figures ``capacity`` of the network: a mapping of
        links, places, services, legs (``"line:JTSL#2"``), operations or borders (``"CN-KZ"``, one way ``"CN>KZ"``) to
        numbers of TEU, or to texts as ``"70000 t"``, or to None (no limit); or several `Capacity`. TEU are held
        against containers alone, tonnes against everything.
    minimise, constraints
        Of consignments that state none: ``"cost"`` or a `GeneralisedCost`; bans and limits.
    unserved_usd
        What it costs to leave a shipment behind, where its consignment does not say; None: ten times its own cheapest
        route. What a shadow price owes to it is told apart.
    empties
        How boxes come back: with it at every place as many of each size leave as arrive, empty ones share the
        capacities, and what they cost counts. None: nobody asks where boxes come from. They go in parts, also beside
        whole shipments.
    congestion
        Where waiting grows with use: several `Congestion`, or the path of a CSV file with a row for each point (columns
        ``element``, ``per_week``, ``hours``, ``usd_per_hour``, and ``kind`` and ``unit`` if wanted). It counts in
        costs, not in days or deadlines. Not together with whole shipments, capacities that are used enough or not at
        all, or boxes that come back.
    choice
        ``"system optimum"`` or ``"user equilibrium"``. Of an equilibrium under full capacities their prices are what
        shippers pay for room.
    gap
        Share of the cost by which the bound may be below it, from 0; of an equilibrium, by which shippers may pay more
        than on their cheapest routes, all together. None: 1e-4, and 1e-3 where something has to be whole.
    options
        As in `solve`; of them limits of time and labels, and whether reasons are looked for. When the time is over the
        best so far is `Status.FEASIBLE`, with its bound.

    Raises
    ------
    QuestionError, UnknownNameError
        What cannot be asked of this network; everything that is wrong at once.

    Examples
    --------
    >>> import networks
    >>> from routing import Consignment, Constraints, Shipment
    >>> net = networks.load("eurasia")
    >>> ban = Constraints(avoid_territories={"CN"})
    >>> boxes = [
    ...     Consignment(shipment=Shipment("JPYOK", "KZALA"), per_week=30, constraints=ban),
    ...     Consignment(shipment=Shipment("KRPUS", "UZTAS"), per_week=50, constraints=ban),
    ... ]
    >>> found = assign(net, boxes, {"RU-KZ": 60})
    >>> found.status.name, [(use.name, use.flow) for use in found.bottlenecks]
    ('OPTIMAL', [('border RU-KZ', 60.0)])
    """
    options = checked_options(options)
    check_kinds(
        network=(network, Network, NETWORK),
        constraints=(constraints, Constraints | None, CONSTRAINTS),
        empties=(empties, Empties | None, "routing.Empties(...) or None"),
    )
    budget, problems = options.budget(), list[str]()
    if gap is not None and (not is_number(gap) or not 0 <= gap < 1):
        problems.append(f"gap={shortened(gap)}: expected a number from 0 to below 1")
    with gathering(problems):
        consignments = consignments_of(network, shipments, minimise, constraints, unserved_usd)
    with gathering(problems):
        held = rows_of(network, capacities)
    if problems:
        raise QuestionError(problems)
    whole_or_back = empties is not None or any(one.whole for one in consignments)
    crowd = crowd_of(network, congestion, choice, held, apart=whole_or_back)
    rows = (*held, *crowd.rows)
    lanes = lanes_of(network, consignments, lambda number: _question(consignments[number]))
    boxes = None
    if empties is not None:
        empties = empties_of(network, empties, constraints, consignments[0].shipment)
        added, boxes = boxes_of(lanes, empties)
        lanes += added
    pricing = Pricing(network, lanes, rows, budget)
    capacity = np.array([row.per_week for row in rows], dtype=np.float64)
    is_whole = needs_whole_numbers(pricing, held)
    gap = gap if gap is not None else IN_WHOLE if is_whole else IN_PARTS
    surcharge = np.array([row.fixed_usd / row.per_week if row.per_week else 0.0 for row in rows], dtype=np.float64)
    found = generate(pricing, capacity, surcharge, new_program, gap, budget, crowd, boxes)
    whole = None
    if found.demand is not None and is_whole:
        whole = whole_of(found, pricing, held, gap, budget)
        if whole is None:
            found.per_week = np.zeros(len(found.columns))  # nothing is carried: that is an assignment, too
    answer = told(Told(network, consignments, pricing, held, crowd, found, gap, options, budget, whole, empties))
    check_amounts(network, answer)
    return answer


def _question(one: Consignment) -> Question:
    """Return what is asked for one shipment."""
    assert one.minimise is not None
    return Question(shipment=one.shipment, constraints=one.constraints or Constraints(), minimise=one.minimise)  # type: ignore[arg-type]
