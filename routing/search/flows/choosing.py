"""Which kernel searches for the paths of many commodities, and which lets the prices of designs rise."""

from __future__ import annotations

from importlib.util import find_spec

import numpy as np

from routing.search.choosing import is_compiled_for_many
from routing.search.flows.commodities import Commodities
from routing.search.flows.searches import Searches
from routing.search.graph import Graph

ROUNDS = 60  # in which every origin is searched from, more or less
PAIRS = 500  # of an arc and a commodity, from which a tree of compiled rounds of prices outlasts their loading


def searches_for(asked: Commodities) -> Searches:
    """Return the kernel for a question: compiled where the searches outlast its loading and numba is there."""
    graph = Graph(asked.tail, asked.head, asked.n_nodes)
    if is_compiled_for_many(len(asked.tail), ROUNDS * len(np.unique(asked.origin))):
        from routing.search.flows.searches_on_arrays import ArraySearches

        return ArraySearches(graph)
    from routing.search.flows.searches_on_lists import ListSearches

    return ListSearches(graph)


def are_rounds_compiled(pairs: int) -> bool:
    """Tell whether prices of designs rise by the compiled kernel."""
    return pairs >= PAIRS and find_spec("numba") is not None
