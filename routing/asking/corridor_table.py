"""`corridor_table`: for each corridor of a network the best route that uses it, or why there is none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from networks.model.elements import Corridor
from networks.network import Network
from routing.answers.corridor_table import CorridorTable, is_turned_back
from routing.answers.result import Result
from routing.asking.explain_search import feasible
from routing.asking.solve import admitted, answer_to
from routing.compiling.problem import compile_problem
from routing.compiling.rule import constrained
from routing.errors import LimitReachedError, QuestionError
from routing.question.constraints import MODES, Constraints
from routing.question.objectives import Objective
from routing.question.options import SolveOptions, checked_options
from routing.question.question import Question
from routing.question.shipment import Shipment
from routing.search.budget import Budget
from routing.status import Status

BY_ONE = SolveOptions(engines="ours")
NONE_NAMED = "the network has no corridors: expected rows of corridors.csv, or NetworkBuilder.add_corridor"


def corridor_table(
    network: Network,
    shipment: Shipment,
    *,
    minimise: Objective = "time",
    constraints: Constraints | None = None,
    options: SolveOptions | None = None,
) -> CorridorTable:
    """Return for each corridor of a network the best route that uses it: that rides one of its gateway links.

    Each is the answer of `solve` with the corridor as a via; where the question has vias, before, between or behind
    them, whichever is best. A route may use other corridors too. One that turns back at a gateway is what nobody means:
    then the best is told that rides the gateways in one direction only (``question.one_way``), if there is one that
    does not turn back; else the first, as what it is.

    Parameters
    ----------
    network, shipment, minimise, constraints
        As in `solve`.
    options
        As in `solve`; the limit of time is for all corridors together. None: by the label search alone, which is exact.

    Raises
    ------
    QuestionError, UnknownNameError
        A question that cannot be asked of this network; a network without corridors.

    Examples
    --------
    >>> import networks
    >>> found = corridor_table(networks.load("eurasia"), Shipment("JPYOK", "DEHAM"))
    >>> found.results["Suez"].require().corridor, found.reasons["China by Tongjiang"]
    ('Suez', 'none of its gateways is on offer')
    """
    options = replace(BY_ONE if options is None else checked_options(options), explain=False)
    budget = options.budget()
    question = admitted(network, shipment, constraints, minimise)
    if not len(network.corridors):
        raise QuestionError([NONE_NAMED])
    known = {corridor.name: corridor for corridor in network.corridors.values()}
    found = {name: _best_by(network, question, corridor, options, budget) for name, corridor in known.items()}
    order = sorted(found, key=lambda name: (_worth(found[name]), found[name].proof.vector, known[name].id))
    return CorridorTable(
        {name: found[name] for name in order},
        question,
        {name: known[name].id for name in order},
        {name: _why_none(network, found[name], known[name], budget) for name in order if found[name].best is None},
    )


def _worth(result: Result) -> int:
    """Return 0 for a route, 1 for one that turns back, which nobody would take, and 2 for none."""
    return 2 if result.best is None else int(is_turned_back(result))


def _best_by(network: Network, question: Question, corridor: Corridor, options: SolveOptions, budget: Budget) -> Result:
    """Return the best answer with a corridor among the vias, if possible one that does not turn back there."""
    first = _among_vias(network, question, corridor.id, options, budget)
    if first.best is None or not is_turned_back(first):
        return first
    links = [network.links[link] for link in corridor.links if link in network.links]
    ways = (frozenset((link.id, link.tail) for link in links), frozenset((link.id, link.head) for link in links))
    each = [_among_vias(network, replace(question, one_way=way), corridor.id, options, budget) for way in ways]
    straight = [result for result in each if result.best is not None and not is_turned_back(result)]
    return min(straight, key=lambda result: result.proof.vector, default=first)


def _among_vias(network: Network, question: Question, corridor: str, options: SolveOptions, budget: Budget) -> Result:
    """Return the best answer to a question with a corridor among its vias, wherever among them."""
    via = question.constraints.via
    if corridor in via:
        return answer_to(question, network, options, budget)
    orders = [(*via[:at], corridor, *via[at:]) for at in range(len(via) + 1)]
    found = [answer_to(constrained(question, via=order), network, options, budget) for order in orders]
    return min(
        found, key=lambda result: (result.best is None, result.status is not Status.UNKNOWN, result.proof.vector)
    )


def _why_none(network: Network, result: Result, corridor: Corridor, budget: Budget) -> str:
    """Return in words why no route uses a corridor."""
    if result.status is not Status.INFEASIBLE:
        return str(result.status.value)
    gateways = [link for link in corridor.links if link in network.links]
    if not gateways:
        return f"none of its gateways is on offer{_scenarios(network, corridor)}"
    riding = compile_problem(network, result.question).table.arcs_of("link")
    if not any(link in riding for link in gateways):
        return f"nothing on offer runs over its gateways{_scenarios(network, corridor)}"
    if result.question.shipment.ready is None and _is_seasonal(network, corridor):
        return "what runs over its gateways does so in some months only: state the day on which the goods are ready"
    question, allowed = result.question, result.question.constraints.allows_mode
    try:
        if feasible(network, constrained(question, modes=None), budget):
            return f"not without {' or '.join(mode for mode in MODES if not allowed(mode))}: allow more modes"
        alone = replace(question, constraints=Constraints(via=(corridor.id,)))
        if feasible(network, alone, budget):
            return "not within the constraints"
        return f"no way over it joins the places{_scenarios(network, corridor, 'more')}"
    except LimitReachedError:
        return "a limit was reached before it was known why"


def _lines_over(network: Network, corridor: Corridor) -> Iterator[str]:
    """Yield the lines, on offer or not, that run over a gateway of a corridor."""
    stops, gateways = network.catalogue["stops"], {*corridor.links}
    pairs = zip(stops["service"].tolist(), stops["path"].tolist(), strict=True)
    yield from dict.fromkeys(service for service, path in pairs if gateways.intersection(path))


def _is_seasonal(network: Network, corridor: Corridor) -> bool:
    return any(service in network.seasonal for service in _lines_over(network, corridor))


def _scenarios(network: Network, corridor: Corridor, what: str = "it") -> str:
    """Return which scenarios offer a gateway of a corridor, or a line over one; "" where none does."""
    changes, wanted = network.catalogue["changes"], {*corridor.links, *_lines_over(network, corridor)}
    rows = zip(*(changes[name].tolist() for name in ("scenario", "action", "element")), strict=True)
    found = dict.fromkeys(scenario for scenario, action, element in rows if action == "add" and element in wanted)
    names = [name for name in found if name not in network.scenario]
    if not names:
        return ""
    return f"; scenario{'s' * (len(names) > 1)} {', '.join(names)} offer{'s' * (len(names) == 1)} {what}"
