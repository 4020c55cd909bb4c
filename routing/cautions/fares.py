"""Services with fares from stop to stop and a rate or price beside them: the fares are all that is paid."""

from __future__ import annotations

from collections.abc import Iterator

from networks.model.keys import split_fare, split_leg
from networks.network import Network
from routing.answer_warning import FARES_ALONE, AnswerWarning
from routing.answers.ways import Ways
from routing.cautions.called import called
from routing.question.question import Question


def beside_rates(network: Network, question: Question, routes: Ways) -> Iterator[AnswerWarning]:
    """Yield the services of the routes whose rate or price is not counted, because they have fares."""
    both = network.worked_out(_with_both, lambda: _with_both(network))
    used = {leg.service for route in routes for leg in route.legs} if both else frozenset()
    for service in sorted(used & both):
        name = called(network, service)
        words = f"{name} has fares, and a rate or price beside them that is not counted: a fare is the whole price"
        yield AnswerWarning(FARES_ALONE, words, (service,), "take away one or the other")


def _with_both(network: Network) -> frozenset[str]:
    """Return the services with fares and a rate or price beside them."""
    sold = {fare[0] for element, what in network.figures if what == "price" and (fare := split_fare(element))}
    beside = {_service(element) for element, what in network.figures if what in ("price", "rate")}
    return frozenset(sold & beside)


def _service(element: str) -> str:
    leg = split_leg(element)
    return element if leg is None else leg[0]
