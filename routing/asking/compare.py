"""`compare`: one question in several cases, side by side: networks, constraints, or both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from networks.network import Network
from routing.answers.comparison import Comparison
from routing.asking.compare_results import compare_results
from routing.asking.solve import admitted, answer_to
from routing.errors import QuestionError
from routing.question.arguments import check_kinds, shortened
from routing.question.constraints import Constraints
from routing.question.objectives import Objective
from routing.question.options import SolveOptions, checked_options
from routing.question.shipment import Shipment

Case = Network | Constraints | tuple[Network, Constraints]
EXPECTED = "expected a Network, Constraints, or both as (network, constraints)"


def compare(
    cases: Mapping[str, Case],
    shipment: Shipment,
    *,
    minimise: Objective = "time",
    constraints: Constraints | None = None,
    network: Network | None = None,
    depart: object = None,
    arrive_by: object = None,
    options: SolveOptions | None = None,
) -> Comparison:
    """Return the answers to one question in several cases (usually scenarios of one network), side by side.

    Parameters
    ----------
    cases
        Name -> a network, constraints, or ``(network, constraints)``; each is compared with the last. The constraints
        of a case stand in place of those for all.
    shipment, minimise, constraints
        As in `routing.solve`; `constraints` holds for the cases that state none.
    network
        Network of the cases that are constraints alone; None: the first network among the cases.
    depart, arrive_by
        As in `routing.solve`: with one of them every case is asked on the clock. By `arrive_by` the goods of each case
        leave when that case allows.
    options
        As in `routing.solve`; the limit of time is for all answers together.

    Raises
    ------
    QuestionError
        A case that is neither, or constraints without any network; all of them.

    Examples
    --------
    >>> import networks
    >>> nets = {name: networks.load("eurasia", scenario=name) for name in ("2016-ordinary", "2016-target")}
    >>> found = compare(nets, Shipment("JPYOK", "RUMOW"))
    >>> round(sum(bar.change for bar in found.waterfall()) / 1440, 2)
    -17.0
    >>> cases = {"any way": networks.load("eurasia"), "not by China": Constraints(avoid_territories="CN")}
    >>> list(compare(cases, Shipment("JPYOK", "UZTAS")).routes)
    ['any way', 'not by China']
    """
    options = checked_options(options)
    budget = options.budget()
    check_kinds(cases=(cases, Mapping, "a mapping: name -> Network, Constraints or both"))
    asked = _asked(cases, constraints, network)
    questions = {name: admitted(net, shipment, limits, minimise) for name, (net, limits) in asked.items()}
    if depart is not None or arrive_by is not None:
        from routing.asking.on_clock import with_moments

        questions = {
            name: with_moments(asked[name][0], question, depart, arrive_by, budget)
            for name, question in questions.items()
        }
    results = {name: answer_to(questions[name], net, options, budget) for name, (net, _) in asked.items()}
    apart = {"constraints"} if arrive_by is None else {"constraints", "shipment"}  # goods leave when each case allows
    return replace(compare_results(results), apart=frozenset(apart))


def _asked(
    cases: Mapping[str, Case], constraints: Constraints | None, network: Network | None
) -> dict[str, tuple[Network, Constraints | None]]:
    """Return the network and the constraints of each case; raise with all that are neither."""
    given = {name: _parts(case) for name, case in cases.items()}
    wrong = [name for name, parts in given.items() if not parts]
    problems = [f"network={shortened(cases[name])}: {EXPECTED}, of case {name}" for name in wrong]
    nets = [parts[0] for parts in given.values() if parts and parts[0] is not None]
    base = network or next(iter(nets), None)
    lacking = [name for name, parts in given.items() if parts and parts[0] is None]
    if base is None and lacking:
        problems.append(f"{', '.join(lacking)}: constraints alone need a network; give network=")
    if problems:
        raise QuestionError(problems)
    return {name: (parts[0] or base, parts[1] or constraints) for name, parts in given.items()}  # type: ignore[index, misc]


def _parts(case: object) -> tuple[Network | None, Constraints | None] | None:
    if isinstance(case, Network):
        return case, None
    if isinstance(case, Constraints):
        return None, case
    if isinstance(case, tuple) and len(case) == 2 and isinstance(case[0], Network) and isinstance(case[1], Constraints):
        return case
    return None
