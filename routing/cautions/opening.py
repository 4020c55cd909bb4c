"""Opening hours on the way of an answer by headways: they are known, and not counted."""

from __future__ import annotations

from collections.abc import Iterator

from networks.network import Network
from routing.answer_warning import IGNORED, AnswerWarning
from routing.answers.ways import Ways
from routing.question.question import Question
from routing.steps.opened import opening_of


def opening_hours(network: Network, question: Question, routes: Ways) -> Iterator[AnswerWarning]:
    """Yield the warning of what is not always open on routes by headways; by the clock they wait for it."""
    if question.model == "clock":
        return
    met = {opening_of(network, step) for step in routes.steps} - {""}
    if met:
        words = f"opening hours are not counted, of {', '.join(sorted(met))}: goods are taken to be handled at any hour"
        yield AnswerWarning(IGNORED, words, tuple(sorted(met)), "solve with depart or arrive_by counts them")
