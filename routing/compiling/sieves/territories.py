"""``avoid_territories``: everything that touches a territory is removed, but for transit where that is tolerated."""

from __future__ import annotations

from networks.network import Network
from routing.compiling.arc_table import ArcTable
from routing.compiling.rule import Rule, Sieved, items_of
from routing.question.question import Question


def sieve(table: ArcTable, network: Network, question: Question) -> Sieved:
    """Return the arcs outside the banned territories."""
    asked = question.constraints
    return Sieved(~table.marks.touching(asked.banned_territories, besides_transit=asked.tolerate_in_transit))


RULE = Rule(sieve=sieve, items=items_of("avoid_territories", "the ban of territory"))
