"""Which kernel searches for the paths of many commodities."""

from __future__ import annotations

import numpy as np

from routing.search.choosing import is_compiled_for_many
from routing.search.flows.commodities import Commodities
from routing.search.flows.searches import Searches
from routing.search.graph import Graph

ROUNDS = 60  # in which every origin is searched from, more or less


def searches_for(asked: Commodities) -> Searches:
    """Return the kernel for a question: compiled where the searches outlast its loading and numba is there."""
    graph = Graph(asked.tail, asked.head, asked.n_nodes)
    if is_compiled_for_many(len(asked.tail), ROUNDS * len(np.unique(asked.origin))):
        from routing.search.flows.searches_on_arrays import ArraySearches

        return ArraySearches(graph)
    from routing.search.flows.searches_on_lists import ListSearches

    return ListSearches(graph)
