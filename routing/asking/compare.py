"""`compare`: one question on several networks, side by side."""

from __future__ import annotations

from collections.abc import Mapping

from networks.network import Network
from routing.answers.comparison import Comparison
from routing.asking.compare_results import compare_results
from routing.asking.solve import solve
from routing.question.constraints import Constraints
from routing.question.objectives import Objective
from routing.question.shipment import Shipment


def compare(
    networks: Mapping[str, Network],
    shipment: Shipment,
    *,
    minimise: Objective = "time",
    constraints: Constraints | None = None,
) -> Comparison:
    """Return the answers to one question on several networks (usually scenarios of one), side by side.

    Parameters
    ----------
    networks
        Name -> network; each is compared with the last.
    shipment, minimise, constraints
        As in `routing.solve`.

    Examples
    --------
    >>> import networks
    >>> nets = {name: networks.load("eurasia", scenario=name) for name in ("2016-ordinary", "2016-target")}
    >>> found = compare(nets, Shipment("JPYOK", "RUMOW"))
    >>> sum(bar.change for bar in found.waterfall()) / 1440
    -17.0
    """
    return compare_results(
        {name: solve(net, shipment, minimise=minimise, constraints=constraints) for name, net in networks.items()}
    )
