"""`compare`: one question on several networks, side by side."""

from __future__ import annotations

from collections.abc import Mapping

from networks.network import Network
from routing.answers.comparison import Comparison
from routing.asking.compare_results import compare_results
from routing.asking.solve import admitted, answer_to
from routing.question.arguments import check_kinds
from routing.question.constraints import Constraints
from routing.question.objectives import Objective
from routing.question.options import SolveOptions, checked_options
from routing.question.shipment import Shipment


def compare(
    networks: Mapping[str, Network],
    shipment: Shipment,
    *,
    minimise: Objective = "time",
    constraints: Constraints | None = None,
    options: SolveOptions | None = None,
) -> Comparison:
    """Return the answers to one question on several networks (usually scenarios of one), side by side.

    Parameters
    ----------
    networks
        Name -> network; each is compared with the last.
    shipment, minimise, constraints
        As in `routing.solve`.
    options
        As in `routing.solve`; the limit of time is for all answers together.

    Examples
    --------
    >>> import networks
    >>> nets = {name: networks.load("eurasia", scenario=name) for name in ("2016-ordinary", "2016-target")}
    >>> found = compare(nets, Shipment("JPYOK", "RUMOW"))
    >>> round(sum(bar.change for bar in found.waterfall()) / 1440, 2)
    -17.0
    """
    options = checked_options(options)
    budget = options.budget()
    check_kinds(networks=(networks, Mapping, "a mapping: name -> Network"))
    questions = {name: admitted(net, shipment, constraints, minimise) for name, net in networks.items()}
    return compare_results({name: answer_to(questions[name], net, options, budget) for name, net in networks.items()})
