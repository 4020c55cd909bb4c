"""Opening hours on the way of an answer: by headways they are not counted, by the clock they may be assumed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from networks.network import Network
from routing.answer_warning import ASSUMED, IGNORED, AnswerWarning
from routing.answers.route import Route
from routing.question.question import Question
from routing.steps.opened import opening_of


def opening_hours(network: Network, question: Question, routes: Sequence[Route]) -> Iterator[AnswerWarning]:
    """Yield the warning of hours that routes meet: by headways they are not counted, by the clock some are assumed."""
    if not network.opening_hours:
        return
    met = {opening_of(network, step) for route in routes for step in route.steps} - {""}
    if question.model != "clock":
        if met:
            words = f"opening hours are not counted, of {_listed(met)}: goods are taken to be handled at any hour"
            yield AnswerWarning(IGNORED, words, tuple(sorted(met)), "ask by the clock, with depart or arrive_by")
        return
    assumed = {name for name in met if any(row.kind != "sourced" for row in network.opening_hours[name])}
    if assumed:
        words = f"opening hours are in part assumed of {_listed(assumed)}, as its rows say"
        yield AnswerWarning(ASSUMED, words, tuple(sorted(assumed)), "put the published hours in opening_hours.csv")


def unopened_starts(network: Network, routes: Sequence[Route]) -> Iterator[AnswerWarning]:
    """Yield the warning that starts were not looked for by the hours of what journeys meet that is not always open."""
    met = {opening_of(network, step) for route in routes for step in route.steps} - {""}
    if met:
        words = (
            f"opening hours are counted on the way, but starts are not looked for by those of {_listed(met)}: a later "
            "start may do, and journeys may be missing"
        )
        yield AnswerWarning(IGNORED, words, tuple(sorted(met)), "solve with arrive_by looks for the last start")


def _listed(names: set[str]) -> str:
    return ", ".join(sorted(names))
