"""`lane_table`: the same shipment for each pair of some origins and some destinations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from networks.network import Network
from routing.answers.lane_table import LaneTable
from routing.asking.solve import admitted, answer_to
from routing.errors import QuestionError
from routing.question.constraints import Constraints
from routing.question.objectives import Objective
from routing.question.options import SolveOptions, checked_options
from routing.question.shipment import Shipment


def lane_table(
    network: Network,
    shipment: Shipment,
    origins: Sequence[str],
    destinations: Sequence[str],
    *,
    minimise: Objective = "time",
    constraints: Constraints | None = None,
    options: SolveOptions | None = None,
    before: Callable[[str], object] = lambda lane: None,
) -> LaneTable:
    """Return the best route from each origin to each destination.

    Parameters
    ----------
    shipment
        What moves; its own ends play no part.
    origins, destinations
        Places by id or name; a place that is both is not a lane.
    network, minimise, constraints, options
        As in `solve`; the limit of time is for each lane.
    before
        Called with each lane in words before it is asked.

    Raises
    ------
    QuestionError
        No lane; or as in `solve`.

    Examples
    --------
    >>> import networks
    >>> box = Shipment("JPYOK", "RUMOW")
    >>> found = lane_table(networks.load("eurasia"), box, ["JPYOK"], ["RUMOW", "KZALA"])
    >>> [round(route.days) for route in found.routes.values()]
    [23, 23]
    """
    options = checked_options(options)
    ids = [[network.place(name).id for name in dict.fromkeys(names)] for names in (origins, destinations)]
    lanes = [(origin, destination) for origin in ids[0] for destination in ids[1] if origin != destination]
    if not lanes:
        raise QuestionError(["no lane: expected at least one origin and another place as destination"])
    found = {}
    for origin, destination in dict.fromkeys(lanes):
        before(f"{network.places[origin].name} to {network.places[destination].name}")
        question = admitted(network, replace(shipment, origin=origin, destination=destination), constraints, minimise)
        found[origin, destination] = answer_to(question, network, options, options.budget())
    return LaneTable(found)
