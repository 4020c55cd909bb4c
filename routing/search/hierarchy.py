"""A contraction hierarchy over a `Digraph`: prepared once, then each plain question takes microseconds.

Customizable contraction hierarchies (Dibbelt, Strasser, Wagner 2016) as RoutingKit builds them; needs the extra
`hierarchy` (the package `routingkit-cch`, 32-bit weights). Worth its preparation, seconds on a hundred thousand nodes,
for thousands of questions without masks. Without coordinates the order of contraction is by degree, which is worse.
"""

from __future__ import annotations

import threading
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from routing.errors import DisagreementError, QuestionError
from routing.search.checks import exact_sum, name_problems, node_problems
from routing.search.digraph import Digraph
from routing.search.path import Path
from routing.status import Status

MOST = 2**31 - 2  # RoutingKit's infinity is 2**31 - 1


class Hierarchy:
    """A graph prepared for many questions that minimise one weight.

    Parameters
    ----------
    digraph
        The graph.
    minimise
        Name of a weight; its sum over all arcs must be below 2**31 - 1.
    latitude, longitude : float, shape (n_nodes,)
        Of the nodes, for a better order of contraction; both or neither.

    Raises
    ------
    QuestionError
        No such weight, weights too large, or coordinates that do not fit the graph.
    ImportError
        The extra `hierarchy` is not installed.

    Examples
    --------
    >>> from routing.search import Digraph, Hierarchy
    >>> graph = Digraph([0, 0, 1], [1, 1, 2], {"time": [5, 3, 4]}, n_nodes=3)
    >>> Hierarchy(graph, minimise="time").shortest(0, 2).totals  # doctest: +SKIP
    {'time': 7}
    """

    def __init__(
        self,
        digraph: Digraph,
        *,
        minimise: str,
        latitude: ArrayLike | None = None,
        longitude: ArrayLike | None = None,
    ) -> None:
        problems = name_problems([minimise], digraph.weights)
        if not problems and (total := exact_sum(digraph.weights[minimise])) > MOST:
            problems.append(
                f"weights[{minimise!r}]: a hierarchy takes sums up to {MOST}, found {total}; use a coarser unit"
            )
        positions = [None if given is None else np.asarray(given, dtype=np.float32) for given in (latitude, longitude)]
        if any((one is None) != (positions[0] is None) for one in positions) or any(
            one is not None and one.shape != (digraph.n_nodes,) for one in positions
        ):
            problems.append(f"latitude, longitude: expected both, of shape ({digraph.n_nodes},), or neither")
        if problems:
            raise QuestionError(problems)
        try:
            library: Any = import_module("routingkit_cch")
        except ImportError as error:
            raise ImportError(
                "a hierarchy needs routingkit-cch: install landbridge with the extra 'hierarchy', "
                "from its sources by: pip install '.[hierarchy]'"
            ) from error
        self.digraph, self.minimise = digraph, minimise
        self._rows = np.flatnonzero(digraph.tail != digraph.head)  # a loop is on no least path
        tail, head, weight = (
            cells[self._rows].astype(np.uint32) for cells in (digraph.tail, digraph.head, digraph.weights[minimise])
        )
        if positions[0] is None:
            order = library.compute_order_degree(digraph.n_nodes, tail, head)
        else:
            order = library.compute_order_inertial(digraph.n_nodes, tail, head, *positions)
        self._metric = library.CCHMetric(library.CCH(np.asarray(order, dtype=np.uint32), tail, head, False), weight)
        self._query: Any = library.CCHQuery
        self._of_thread = threading.local()

    def shortest(self, source: int, target: int) -> Path:
        """Return a path of least weight; of several any one, where `Digraph.shortest` takes the canonical one.

        Raises
        ------
        QuestionError
            A node that the graph does not have.
        DisagreementError
            The path does not weigh what the hierarchy says: a defect.
        """
        problems = node_problems(source, target, self.digraph.n_nodes)
        if problems:
            raise QuestionError(problems)
        if not hasattr(self._of_thread, "query"):
            self._of_thread.query = self._query(self._metric)
        found = self._of_thread.query.run(int(source), int(target))
        distance, places = found.distance, found.arc_path
        del found  # the library allows one answer at a time
        if distance is None:
            return Path(Status.INFEASIBLE, f"no usable path leads from {source} to {target}", None, {})
        arcs = self._rows[np.asarray(places, dtype=np.int64)]
        totals = {name: int(cells[arcs].sum()) for name, cells in self.digraph.weights.items()}
        if totals[self.minimise] != distance:
            raise DisagreementError(f"a path weighs {totals[self.minimise]}, the hierarchy says {distance}")
        return Path(Status.OPTIMAL, "", arcs, totals)
