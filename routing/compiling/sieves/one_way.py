"""``one_way``: rides that run over a link from an end that is closed to it are removed."""

from __future__ import annotations

import numpy as np

from networks.network import Network
from routing.compiling.arc_table import NO_ARCS, ArcTable
from routing.compiling.rule import Rule, Sieved
from routing.question.question import Question


def _sieve(table: ArcTable, network: Network, question: Question) -> Sieved:
    """Return the arcs that run over no link from an end that is closed to it."""
    usable = np.ones(table.n_arcs, dtype=np.bool_)
    arcs_of = table.arcs_of("link") if question.one_way else {}
    for link, end in question.one_way:
        for number in arcs_of.get(link, NO_ARCS):
            step = table.expansion.arcs[number].step
            if (link, end) in zip(step.links, step.places, strict=False):
                usable[number] = False
    return Sieved(usable)


RULE = Rule(sieve=_sieve)
