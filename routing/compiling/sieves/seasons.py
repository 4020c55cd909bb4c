"""Services that run on some days only: used if they can run when the goods are there, else left out and named.

Those that run on some of the days in question stay; on which of them is the affair of `compiling/timing.py`.
"""

from __future__ import annotations

from collections.abc import Mapping

from networks.model.elements import Service
from networks.network import Network
from routing.answer_warning import LEFT_OUT, AnswerWarning
from routing.compiling.arc_table import ArcTable
from routing.compiling.arcs import some_of
from routing.compiling.calendar import departing_spans, runs_in_words
from routing.compiling.rule import Rule, Sieved, without
from routing.question.question import Question

NO_DAY, OTHER_DAY = "say when the goods are `ready`", "ask for another day"


def sieve(table: ArcTable, network: Network, question: Question) -> Sieved:
    """Return the arcs of services that can run when the goods are there."""
    if not network.dated or question.on_any_day:
        return Sieved(without(table, "element", ()))
    ready = question.shipment.ready
    if ready is None:
        out = {name: network.dated[name] for name in network.seasonal}
    else:
        out = {name: service for name, service in network.dated.items() if not departing_spans(service, ready)}
    return Sieved(without(table, "element", out), _told(out, NO_DAY if ready is None else OTHER_DAY))


def _told(out: Mapping[str, Service], remedy: str) -> tuple[AnswerWarning, ...]:
    """Return one warning for each seasonal service, and one for all whose first and last day do not fit."""
    seasonal = [name for name in sorted(out) if out[name].months]
    others = [name for name in sorted(out) if not out[name].months]
    found = [AnswerWarning(LEFT_OUT, f"{name}, which {runs_in_words(out[name])}", (name,), remedy) for name in seasonal]
    if others:
        examples = some_of([f"{name} {runs_in_words(out[name])}" for name in others], 3)
        many = "1 service that does" if len(others) == 1 else f"{len(others)} services that do"
        words = f"{many} not run on the days in question ({examples})"
        found.append(AnswerWarning(LEFT_OUT, words, tuple(others), remedy))
    return tuple(found)


RULE = Rule(sieve=sieve)
