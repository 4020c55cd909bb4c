"""Lorries between a door and a terminal elsewhere: how far, and on which assumptions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from networks.model.elements import DRAYAGE
from networks.network import Network
from routing.answer_warning import ASSUMED, AnswerWarning
from routing.answers.ways import Ways
from routing.cautions.called import called
from routing.question.question import Question
from routing.steps.leg import Leg

FIGURES = {"speed": "{}", "wait": "{} of loading", "price": "{} a lorry", "rate": "{} per km"}


def by_lorry(network: Network, question: Question, routes: Ways) -> Iterator[AnswerWarning]:
    """Yield each way by lorry of the routes: its km, and what is assumed of it."""
    lorries = network.worked_out(by_lorry, lambda: _lorries(network))
    driven = routes if any(step.element in lorries for step in routes.steps) else ()
    legs = [leg for route in driven for leg in route.legs if leg.service in lorries]
    for leg in {(leg.service, leg.origin, leg.destination): leg for leg in legs}.values():
        ends = f"from {called(network, leg.origin)} to {called(network, leg.destination)}"
        links = tuple(sorted({link for ride in leg.rides for link in ride.links}))
        words = f"by lorry{_km(leg)} {ends}: {'; '.join(_terms(network, leg.service, links))}"
        yield AnswerWarning(ASSUMED, words, (leg.service, *links))


def _lorries(network: Network) -> frozenset[str]:
    return frozenset(name for name, service in network.services_of_all_dates.items() if service.grade == DRAYAGE)


def _km(leg: Leg) -> str:
    return "" if leg.km is None else f" {leg.km:,.0f} km"


def _terms(network: Network, service: str, links: Sequence[str]) -> Iterator[str]:
    """Yield how the km were found, and the figures of a lorry."""
    yield from (network.links[link].note for link in links if network.links[link].note)
    found = [(words, network.figure(service, quantity)) for quantity, words in FIGURES.items()]
    known = [(words, figure) for words, figure in found if figure is not None]
    kinds = {figure.kind for _, figure in known}
    told = ", ".join(words.format(f"{figure.value:g} {figure.unit}") for words, figure in known)
    yield f"{told} ({'all assumed' if kinds == {'assumption'} else ', '.join(sorted(kinds))})" if known else ""
