"""Other scenarios of a network's tables in which a question has a route; each that is named was tried."""

from __future__ import annotations

import warnings
from collections.abc import Collection, Iterator, Sequence

from networks.network import Network
from routing.answers.conflict import OFFER, Conflict
from routing.asking.explain_search import feasible
from routing.asking.hopes import hope_of, may_open
from routing.errors import LimitReachedError, QuestionError
from routing.question.question import Question
from routing.search.budget import Budget

MOST = 3  # scenarios that are told


def scenarios_that_open(
    network: Network, question: Question, budget: Budget, also: Sequence[str], told: Collection[str] = ()
) -> Iterator[Conflict]:
    """Yield the first few scenarios in which a question has a route, as one way out; without those told already.

    Raises
    ------
    LimitReachedError
        A limit was reached before that was known.
    """
    if not len(network.catalogue["scenarios"]):
        return
    from networks.changes.applying import scenarios_of  # not above: a question with an answer needs no changes

    found: list[str] = []
    _check_time(budget)
    hope = hope_of(network, question, also)
    for name, scenario in scenarios_of(network).items():
        _check_time(budget)
        if name in (*network.scenario, *told) or not may_open(network, scenario, hope, budget, also):
            continue
        if opens_route(network, name, question, budget, also):
            found.append(f"{name} ({scenario.title})" if scenario.title else name)
        if len(found) == MOST:
            break
    if found:
        on_top = " on top" if network.scenario else ""
        words = (
            f"the network in scenario {' + '.join(network.scenario)}" if on_top else "the network without a scenario"
        )
        yield Conflict((words,), tuple(f"asking in scenario {name}{on_top}" for name in found), OFFER)


def _check_time(budget: Budget) -> None:
    """Raise LimitReachedError where the time is over: another network is not made for nothing."""
    if budget.passed:
        raise LimitReachedError("the time was not enough")


def opens_route(network: Network, name: str, question: Question, budget: Budget, also: Sequence[str]) -> bool:
    """Tell whether a question has a route in a scenario, which some changes may not fit."""
    from networks.changes.applying import apply_scenarios, scenarios_of
    from networks.errors import DataError, DataWarning

    def applied() -> Network:
        with warnings.catch_warnings():  # nobody asked for this network: what is odd about it is no news
            warnings.simplefilter("ignore", DataWarning)
            return apply_scenarios(network, [scenarios_of(network)[name]])

    try:
        other = network.worked_out((apply_scenarios, name), applied)
        return _is_named(other, question) and feasible(other, question, budget, also)
    except (DataError, QuestionError):  # not on top of what is applied already, or no question there: boxes too heavy
        return False


def _is_named(network: Network, question: Question) -> bool:
    """Tell whether a network has the places of a question, and what its vias ask for."""
    ends = (question.shipment.origin, question.shipment.destination)
    known = (network.places, network.links, network.corridors)
    return all(place in network.places for place in ends) and all(
        any(via in one for one in known) for via in question.constraints.via
    )
