"""``waters="12nm"``: a ban of territories removes links in their 12-mile waters, and those of which nobody can say."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from networks.network import Network
from routing.answer_warning import LEFT_OUT, AnswerWarning
from routing.compiling.arc_table import ArcTable
from routing.compiling.rule import Item, Rule, Sieved, constrained, without
from routing.question.question import Question


def sieve(table: ArcTable, network: Network, question: Question) -> Sieved:
    """Return the arcs outside the waters of the banned territories."""
    codes = question.constraints.banned_territories
    if question.constraints.waters != "12nm" or not codes:
        return Sieved(np.ones(len(table.condition), dtype=np.bool_))
    from networks.geo.waters import territorial_waters

    found = [territorial_waters(network, code) for code in sorted(codes)]
    unknown = sorted(frozenset().union(*(waters.unknown for waters in found)))
    usable = without(table, "link", frozenset(unknown).union(*(waters.within for waters in found)))
    words = f"{len(unknown)} links at sea without way-points ({', '.join(unknown[:5])})"
    told = AnswerWarning(LEFT_OUT, words, tuple(unknown), "give their way-points")
    return Sieved(usable, (told,) if unknown else ())


def items(network: Network, question: Question) -> Iterator[Item]:
    """Yield the stricter ban, if it is stated."""
    if question.constraints.waters == "12nm" and question.constraints.avoid_territories:
        yield Item("the ban of 12-mile waters", lambda asked: constrained(asked, waters="internal"))


RULE = Rule(sieve=sieve, items=items)
