"""What removes arcs from a question, one subject a file: each file has its rule, and each rule is listed here."""

from __future__ import annotations

import numpy as np

from networks.network import Network
from routing.answer_warning import AnswerWarning
from routing.compiling.arc_table import ArcTable
from routing.compiling.rule import Rule, Sieved
from routing.compiling.sieves import (
    areas,
    bans,
    carrying,
    closures,
    conditions,
    modes,
    one_way,
    openings,
    passing,
    seasons,
    territories,
    unknown,
    waters,
)
from routing.question.question import Question

SIEVES: tuple[Rule, ...] = (  # in the order in which what they leave out is told
    conditions.RULE,
    territories.RULE,
    unknown.RULE,
    bans.PLACES,
    bans.LINKS,
    bans.SERVICES,
    areas.RULE,
    waters.RULE,
    closures.RULE,
    carrying.GOODS,
    carrying.LOADS,
    modes.RULE,
    openings.RULE,
    seasons.RULE,
    one_way.RULE,
    passing.RULE,
)


def sieved(table: ArcTable, network: Network, question: Question, doors: conditions.Doors = "own") -> Sieved:
    """Return the arcs that pass every sieve; `doors`: which are open, as in `conditions.sieve`."""
    usable = np.ones(table.n_arcs, dtype=np.bool_)
    warnings: list[AnswerWarning] = []
    for rule in SIEVES:
        if rule.sieve is not None:
            more = (doors,) if rule is conditions.RULE else ()
            passed = rule.sieve(table, network, question, *more)
            usable &= passed.usable
            warnings += passed.warnings
    return Sieved(usable, tuple(warnings))
