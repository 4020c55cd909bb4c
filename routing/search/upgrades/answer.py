"""`UpgradePaths`: what `upgrade_paths` answers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from routing.status import Status


@dataclass(frozen=True, eq=False)
class UpgradePath:
    """A set of upgrades and the path that it opens.

    Attributes
    ----------
    price, weight
        What the set costs, and what the path weighs: the least with this set.
    upgrades
        Numbers of the upgrades, rising; with all that they require, and none that could be left out.
    arcs : int64, shape (k,)
        Rows of the arc arrays, in order.

    Examples
    --------
    >>> from routing.search import upgrade_paths
    >>> point = upgrade_paths([0, 0], [1, 1], [9, 4], 0, 1, prices=[50], needs={1: 0}, max_weight=5).points[0]
    >>> point.price, point.weight, point.upgrades, point.arcs.tolist()
    (50, 4, (0,), [1])
    """

    price: int
    weight: int
    upgrades: tuple[int, ...]
    arcs: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class UpgradePaths:
    """The cheapest set, the fastest one, or what each amount of money reaches.

    Attributes
    ----------
    status
        `Status.OPTIMAL`: each point is proven. `Status.INFEASIBLE`: no set does what is asked. `Status.UNKNOWN`: a
        limit was reached.
    points
        By rising price and falling weight; one alone where a weight or a budget was asked for.
    fastest
        A set with which the path weighs least, whatever it costs; None where no set opens a path, or where it was not
        looked for.
    reason
        Without a point: why, in words.

    Examples
    --------
    >>> from routing.search import upgrade_paths
    >>> found = upgrade_paths([0, 0], [1, 1], [9, 4], 0, 1, prices=[50], needs={1: 0})
    >>> [(point.price, point.weight, point.upgrades) for point in found.points]
    [(0, 9, ()), (50, 4, (0,))]
    """

    status: Status
    points: tuple[UpgradePath, ...] = ()
    fastest: UpgradePath | None = None
    reason: str = ""
