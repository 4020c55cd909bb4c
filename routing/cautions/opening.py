"""Opening hours on the way of an answer by the clock: they are known, and not counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from networks.network import Network
from routing.answer_warning import IGNORED, AnswerWarning
from routing.answers.route import Route
from routing.question.question import Question


def opening_hours(network: Network, question: Question, routes: Sequence[Route]) -> Iterator[AnswerWarning]:
    """Yield the warning of what is not always open on routes by the clock."""
    if question.model != "clock" or not network.opening_hours:
        return
    met = {name for route in routes for step in route.steps for name in (step.element, *step.places)}
    names = sorted(met & network.opening_hours.keys())
    if names:
        words = f"opening hours are not counted, of {', '.join(names)}: goods are taken to be handled at any hour"
        yield AnswerWarning(IGNORED, words, tuple(names))
