"""`critical`: the elements whose loss hurts most, what replaces them, and which cut a shipment off.

1. Elements are candidates by kind; each takes its arcs along, as a closure does (`elements`).
2. What a shipment loses with a set of them is searched on the arrays of its question, with arcs struck out (`lane`).
3. The worst sets of up to three are found by branch and bound (`worst`), those of more by OR-Tools (`beyond`).
4. Every set that is told is asked again of a network in which it is closed, and verified (`telling`).
"""

from __future__ import annotations

from collections.abc import Iterable

from networks.network import Network
from routing.answers.critical import Critical
from routing.criticality.asked import Sets, asked_of
from routing.criticality.study import Study
from routing.question.constraints import Constraints
from routing.question.objectives import Objective
from routing.question.options import SolveOptions, checked_options
from routing.question.shipment import Shipment


def critical(
    network: Network,
    shipments: Shipment | Iterable[Shipment],
    k: int = 3,
    *,
    kinds: str | Iterable[str] = ("link", "place"),
    minimise: Objective = "time",
    constraints: Constraints | None = None,
    weights: Iterable[int] | None = None,
    ends: bool = False,
    sets: Sets = (),
    cuts: str | Iterable[str] = ("territory", "border"),
    options: SolveOptions | None = None,
) -> Critical:
    """Return the at most `k` elements whose loss hurts most, what replaces them, and what cuts each shipment off.

    An element is *lost* as `networks.closed` shuts it, on all days: what touches it is removed, and every shipment
    takes the best way that is left, by waits as expected. The *harm* is told in two parts, of which the first counts
    for more than any amount of the second: how many shipments are left without a route; and how much more of what is
    least the others need in all. Each shipment counts as often as its weight says; one that has no route to begin with
    has nothing to lose.

    The worst sets of 1, 2, ... up to `k` elements are told. Of sets that do the same harm it is that of the fewest
    elements, and of these the first by kind, in the order of `kinds`, and then by id. Up to 3 elements that is proven
    by branch and bound; more are found by OR-Tools, and of equal sets another one may be told. Each set that is told
    is asked again by `solve` of a network in which it is closed, and its routes are verified.

    Parameters
    ----------
    network
        What exists.
    shipments
        One or several.
    k
        How many elements are lost at most.
    kinds
        What may be lost: some of ``link``, ``place``, ``service``, ``border``, ``territory``.
    minimise, constraints
        As in `solve`, for all shipments.
    weights
        How many shipments each stands for, whole numbers from 1; None: one each.
    ends
        True: also the places at which a shipment begins or ends, and their territories, may be lost. Without them it
        would be no news that nothing leaves a closed port.
    sets
        Further sets to be told, each by the keywords of `networks.closed`: ``{"place": "EGSUZ", "border": "BY-PL"}``.
    cuts
        Kinds of which the fewest elements are told that leave a shipment without a route; a shipment's own ends are
        never among them. ``()``: none.
    options
        As in `solve`; the limit of time is for the search, not for telling the sets.

    Raises
    ------
    QuestionError, UnknownNameError, DataError
        A question that cannot be asked of this network.
    LimitReachedError
        A limit was reached before it was known which shipments have a route.

    Examples
    --------
    >>> import networkx, networks
    >>> ways = [("A", "B", {"hours": 48}), ("A", "C", {"hours": 48}), ("C", "B", {"hours": 72})]
    >>> net = networks.from_networkx(networkx.Graph(ways), mode="sea")
    >>> found = critical(net, Shipment("A", "B"), k=1)
    >>> found.worst[0].elements, found.worst[0].harm
    ((Element(kind='link', id='sea:A-B'),), Harm(unserved=0, extra=3.0))
    """
    asked = asked_of(network, shipments, k, kinds, weights, sets, cuts, constraints, minimise)
    options = checked_options(options)
    return Study(network, asked, ends, options).answer()
