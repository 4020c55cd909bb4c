"""Places without a country: the customs there are not known, so nothing is reckoned for them."""

from __future__ import annotations

from collections.abc import Iterator

from networks.network import Network
from routing.answer_warning import CUSTOMS, AnswerWarning
from routing.answers.ways import Ways
from routing.question.question import Question


def without_customs(network: Network, question: Question, routes: Ways) -> Iterator[AnswerWarning]:
    """Yield the places of routes without a country, where the network has border procedures."""
    if not routes or not len(network.procedures) or all(network.tables["places"]["country"].tolist()):
        return
    passed = {place for step in routes.steps for place in step.places}
    unknown = tuple(sorted(place for place in passed if not network.places[place].country))
    if unknown:
        count = f"{len(unknown)} place{'s' if len(unknown) > 1 else ''}"
        named = ", ".join(unknown[:3]) + (" ..." if len(unknown) > 3 else "")
        words = f"no customs are reckoned at {count} without a country ({named})"
        yield AnswerWarning(CUSTOMS, words, unknown, "state the country of places")
