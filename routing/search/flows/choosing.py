"""Which kernel searches for the paths of many commodities."""

from __future__ import annotations

import numpy as np

from routing.search.choosing import LARGE, is_compiled
from routing.search.flows.commodities import Commodities
from routing.search.flows.searches import Searches
from routing.search.graph import Graph


def searches_for(asked: Commodities) -> Searches:
    """Return the kernel for a question: compiled where the searches outlast its loading and numba is there."""
    graph = Graph(asked.tail, asked.head, asked.n_nodes)
    work = len(asked.tail) * (1 + len(np.unique(asked.origin)))
    if is_compiled("auto", work if work >= LARGE else min(work, len(asked.tail))):
        from routing.search.flows.searches_on_arrays import ArraySearches

        return ArraySearches(graph)
    from routing.search.flows.searches_on_lists import ListSearches

    return ListSearches(graph)
