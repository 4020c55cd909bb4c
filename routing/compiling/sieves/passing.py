"""Places that nothing passes (``through`` = no): what touches one is removed, unless the goods begin or end there."""

from __future__ import annotations

from networks.network import Network
from routing.compiling.arc_table import ArcTable
from routing.compiling.rule import Rule, Sieved, without
from routing.question.question import Question


def sieve(table: ArcTable, network: Network, question: Question) -> Sieved:
    """Return the arcs that pass no place which is only an end."""
    ends = {question.shipment.origin, question.shipment.destination}
    return Sieved(without(table, "place", network.ends_only - ends))


RULE = Rule(sieve=sieve)
