"""``avoid_territories``: everything that touches a territory is removed, but for transit where that is tolerated."""

from __future__ import annotations

import numpy as np

from networks.network import Network
from routing.compiling.arc_table import ArcTable
from routing.compiling.rule import Rule, Sieved, items_of
from routing.question.question import Question


def sieve(table: ArcTable, network: Network, question: Question) -> Sieved:
    """Return the arcs outside the banned territories."""
    constraints = question.constraints
    banned = constraints.banned_territories
    codes = [number for number, code in enumerate(table.territory_codes) if code in banned]
    touched = table.territories[:, codes]
    if codes and constraints.tolerate_in_transit:
        touched = touched & ~table.in_transit[:, codes]
    return Sieved(np.asarray(~touched.any(axis=1)))


RULE = Rule(sieve=sieve, items=items_of("avoid_territories", "the ban of territory"))
