"""``waters="12nm"``: a ban of territories removes links in their 12-mile waters, and those of which nobody can say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import numpy as np

from networks.network import Network
from routing.answer_warning import LEFT_OUT, AnswerWarning
from routing.compiling.arc_table import ArcTable
from routing.compiling.arcs import some_of
from routing.compiling.rule import Item, Rule, Sieved, constrained, without
from routing.question.question import Question


def sieve(table: ArcTable, network: Network, question: Question) -> Sieved:
    """Return the arcs outside the waters of the banned territories."""
    codes = question.constraints.banned_territories
    if question.constraints.waters != "12nm" or not codes:
        return Sieved(np.ones(table.n_arcs, dtype=np.bool_))
    from networks.geo.waters import territorial_waters

    within = frozenset[str]().union(*(territorial_waters(network, code).within for code in codes))
    unknown = [] if question.spares_courses else _of_unknown_course(network, question)
    told = AnswerWarning(LEFT_OUT, _words(unknown), tuple(unknown), "give their way-points")
    return Sieved(without(table, "link", within.union(unknown)), (told,) if unknown else ())


def _of_unknown_course(network: Network, question: Question) -> list[str]:
    """Return the links of which nobody can say whether they run in the waters of the banned territories."""
    from networks.geo.waters import territorial_waters

    codes = question.constraints.banned_territories
    return sorted(frozenset[str]().union(*(territorial_waters(network, code).unknown for code in codes)))


def _words(unknown: list[str]) -> str:
    return f"{len(unknown)} link{'s' * (len(unknown) > 1)} at sea without way-points ({some_of(unknown, 5)})"


def items(network: Network, question: Question) -> Iterator[Item]:
    """Yield the stricter ban, if it is stated, and the links of which it cannot judge."""
    if question.constraints.waters != "12nm" or not question.constraints.avoid_territories:
        return
    yield Item("the ban of 12-mile waters", lambda asked: constrained(asked, waters="internal"))
    unknown = _of_unknown_course(network, question)
    if unknown:
        them = "its" if len(unknown) == 1 else "their"
        yield Item(_words(unknown), partial(replace, spares_courses=True), remedy=f"giving {them} way-points")


RULE = Rule(sieve=sieve, items=items)
