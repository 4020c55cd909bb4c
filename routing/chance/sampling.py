"""Many journeys of one route, drawn at once: `milliminutes_of`."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from networks.model.causes import Loadings, own_share
from networks.model.figure import FigureKey
from routing.chance.draws import Block, Draws
from routing.chance.parts import Parts, Term

LEAST_SHARE = 1e-9  # less than that of its own a figure does not move


def milliminutes_of(parts: Parts, draws: Draws) -> NDArray[np.int64]:
    """Return the milliminutes of a route in each sample, shape (samples,)."""
    found = np.empty(draws.samples, dtype=np.int64)
    for block in draws.blocks():
        total = np.full(block.size, float(parts.fixed))
        for term in parts.terms:
            total += block.made(term, partial(drawn, term))
        found[block.samples] = np.rint(total, out=total)
    return found


def drawn(term: Term, block: Block) -> NDArray[np.float64]:
    """Return the milliminutes of a term in each sample of a block."""
    found = term.shape.at(normal_of(term.figure, term.causes, block))
    if term.missed:
        found *= cancelled_in_a_row(term.missed, term.cancelled, block)
    elif term.waits:
        found *= 2.0 * sum(share * block.uniform(f"wait {name}") for name, share in term.waits)
    return found


def cancelled_in_a_row(name: str, share: float, block: Block) -> NDArray[np.float64]:
    """Return how many departures are cancelled before one runs, in each sample of a block."""
    even = block.uniform(f"cancelled {name}")
    found, bound, least = np.zeros(block.size), share, float(even.min())
    while bound > least:
        found += even < bound
        bound *= share
    return found


def normal_of(figure: FigureKey, causes: Loadings, block: Block) -> NDArray[np.float64]:
    """Return the standard normal variable of a figure: what its causes move of it, and what it moves by itself."""
    own = own_share(causes)
    if len(causes) == 1 and causes[0][1] == 1.0:
        return block.normal(f"cause {causes[0][0]}")
    found = block.normal(f"figure {figure[0]} {figure[1]}") * (own if own > LEAST_SHARE else 0.0)
    for cause, loading in causes:
        found += block.normal(f"cause {cause}") * loading
    return found
