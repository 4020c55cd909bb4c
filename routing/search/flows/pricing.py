"""`Pricing`: the cheapest paths of many commodities under prices on the arcs, with distances that are never too high.

Weights are numbers with fractions; the kernels want whole ones. Each is scaled by a power of two as far as 63 bits
allow and rounded down, plus one: so every weight is at least 1, and a distance is at most the number of arcs above the
true one. That much is taken off again, so what is told is a lower bound, and bounds that are made of it hold.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.search.budget import Budget
from routing.search.flows.choosing import searches_for
from routing.search.flows.commodities import Commodities
from routing.search.flows.searches import Searches, Wanted

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
FINEST = 2.0**44  # of a unit of cost: enough, and small weights are not blown up


class Priced(NamedTuple):
    """The cheapest paths of some commodities.

    Attributes
    ----------
    far : float64
        A lower bound of the distance of each; infinite beyond what was asked for.
    begin : int64
        Where the arcs of each path begin; no arcs where no path was wanted.
    arcs : int64
    """

    far: Floats
    begin: Ints
    arcs: Ints


class Pricing:
    """Searches for the commodities of one question."""

    def __init__(self, asked: Commodities, searches: Searches | None = None) -> None:
        self.asked = asked
        self.searches = searches_for(asked) if searches is None else searches

    def price(self, weight: Floats, which: Ints, most: Floats, below: Floats, budget: Budget) -> Priced:
        """Return the distances of commodities and their paths.

        Parameters
        ----------
        weight
            Of each arc, from 0.
        which
            Commodities, rising.
        most
            For each, a distance: it is told whether the true one is beyond, and that is all then.
        below
            For each, the distance below which its path is wanted.
        """
        hops = self.asked.n_nodes
        bits = hops.bit_length()
        top = float(most.max(initial=0.0))
        room = 2.0 ** (61 - bits) - 2 * hops
        scale = 2.0 ** np.floor(np.log2(min(FINEST, room / top if top > 0 else FINEST)))
        beyond = 1.5 * top if top > 0 else 1.0  # heavier arcs lie on no path of interest
        whole = np.floor(np.minimum(weight, beyond) * scale).astype(np.int64) + 1
        origin = self.asked.origin[which]
        first = np.flatnonzero(np.diff(origin, prepend=-1))
        far_most = np.ceil(most * scale).astype(np.int64) + hops
        wanted = Wanted(
            origin[first],
            np.maximum.reduceat(far_most, first) if len(first) else far_most,
            np.append(first, len(which)),
            self.asked.destination[which],
            np.ceil(np.clip(below, 0.0, 2.0 * top + 1.0) * scale).clip(0, 2.0**62).astype(np.int64),
        )
        found = self.searches.find(whole, wanted, bits, budget)
        if scale > hops and (weight == np.floor(weight)).all():  # whole numbers: what is below one unit are the arcs
            far = np.floor(found.far / scale)
        else:
            far = np.maximum(found.far - (hops - 1), 0) / scale
        return Priced(np.where(found.far > far_most, np.inf, far), found.begin, found.arcs)
