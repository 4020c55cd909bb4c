"""Services that depart in some months only: used if the goods are ready in one of them, else left out and named."""

from __future__ import annotations

from networks.network import Network
from routing.answer_warning import LEFT_OUT, AnswerWarning
from routing.compiling.arc_table import ArcTable
from routing.compiling.rule import Rule, Sieved, without
from routing.question.question import Question


def sieve(table: ArcTable, network: Network, question: Question) -> Sieved:
    """Return the arcs of services in season."""
    ready = question.shipment.ready
    out = {
        service: ", ".join(map(str, sorted(months)))
        for service, months in sorted(network.seasonal.items())
        if ready is None or ready.month not in months
    }
    remedy = "say when the goods are `ready`" if ready is None else "ask for another month"
    told = tuple(
        AnswerWarning(LEFT_OUT, f"{service}, which departs in the months {months} only", (service,), remedy)
        for service, months in out.items()
    )
    return Sieved(without(table, "element", out), told)


RULE = Rule(sieve=sieve)
