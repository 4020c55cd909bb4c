"""`upgrade_paths`: which upgrades of a graph make a path short enough, at the least price; and the whole trade-off.

minimise c(S) over sets S of upgrades and paths P with w(P) <= L, where an arc may be used only if S holds what it needs
and nothing that bars it, S holds what its upgrades require, and no two of them exclude each other. Each upgrade is paid
for once, on however many arcs it is used. NP-hard; exact by labels (`routing.kernels.lists.upgrade_labels`), compiled
for graphs that are large, of which bounds on prices first leave out what no cheapest set needs (`narrowing`).
`verify_upgrade_paths` puts the same question to an integer programme.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import ArrayLike

from routing.errors import QuestionError, VerificationError
from routing.search.bits import bits_of
from routing.search.budget import Budget, TimeUp
from routing.search.choosing import ENGINES, Engine
from routing.search.upgrades.answer import UpgradePath, UpgradePaths
from routing.search.upgrades.asked import Asked, Of, checked_most, checked_upgrades
from routing.search.upgrades.lanes import MOST
from routing.search.upgrades.searching import FoundSet, UpgradeSearch
from routing.status import Status

Pairs = Iterable[tuple[int, int]]
NOTHING: Mapping[int, int] = {}


def upgrade_paths(
    tail: ArrayLike,
    head: ArrayLike,
    weight: ArrayLike,
    source: int,
    target: int,
    prices: ArrayLike,
    *,
    needs: Of,
    bars: Of = NOTHING,
    requires: Pairs = (),
    excludes: Pairs = (),
    max_weight: int | None = None,
    budget: int | None = None,
    engine: Engine = "auto",
    time_limit_s: float | None = None,
) -> UpgradePaths:
    """Return the cheapest set of upgrades with which a path keeps a weight, the fastest in a budget, or all trade-offs.

    Parameters
    ----------
    tail, head, weight : array_like of integers, shape (n_arcs,)
        Ends of the arcs, nodes from 0, and their weights from 0. What an upgrade makes of an arc is an arc beside it.
    source, target
        Nodes.
    prices : array_like of integers, shape (n_upgrades,)
        From 0.
    needs
        Row of an arc -> the upgrade that it needs, or several; arcs without are there anyway.
    bars
        Row of an arc -> upgrades with which it is gone.
    requires, excludes
        Pairs of upgrades: the first requires the second; the two exclude each other.
    max_weight
        The cheapest set that keeps it is asked for.
    budget
        The set of least weight within it is asked for, the cheapest of those. Neither: all that are worth their price.
    engine, time_limit_s
        As in `Digraph`.

    Raises
    ------
    QuestionError
        Arrays that are no network, upgrades that there are not or that require each other in a circle; all at once.

    Examples
    --------
    Track 0-1 takes 9; upgrade 0 makes it 5, upgrade 1, which requires 0, makes it 2.

    >>> ways = [0, 0, 0], [1, 1, 1], [9, 5, 2], 0, 1
    >>> asked = dict(prices=[10, 30], needs={1: 0, 2: 1}, requires=[(1, 0)])
    >>> [(point.price, point.weight, point.upgrades) for point in upgrade_paths(*ways, **asked).points]
    [(0, 9, ()), (10, 5, (0,)), (40, 2, (0, 1))]
    >>> upgrade_paths(*ways, **asked, max_weight=3).points[0].upgrades
    (0, 1)
    >>> upgrade_paths(*ways, **asked, max_weight=1).reason
    'no set of upgrades makes the path weigh at most 1; the least is 2'
    """
    problems = [*checked_most("max_weight", max_weight), *checked_most("budget", budget)]
    if engine not in ENGINES:
        problems.append(f"engine={engine!r}: expected one of {', '.join(ENGINES)}")
    if max_weight is not None and budget is not None:
        problems.append("max_weight, budget: expected one of them, or none for all trade-offs")
    if problems:
        raise QuestionError(problems)
    asked = checked_upgrades((tail, head, weight), (source, target), prices, needs, bars, (requires, excludes))
    spent = Budget.of(time_limit_s)
    try:
        return _answer(asked, max_weight, budget, engine, spent)
    except TimeUp:
        return UpgradePaths(Status.UNKNOWN, reason=spent.reason)


def _answer(asked: Asked, max_weight: int | None, money: int | None, engine: Engine, spent: Budget) -> UpgradePaths:
    search = UpgradeSearch([asked.lane], asked.masks, asked.sets, engine)
    if max_weight is not None:
        cheapest = search.cheapest([min(max_weight, MOST)], spent)
        if cheapest is not None:
            return UpgradePaths(Status.OPTIMAL, (_point(search, asked, cheapest, spent),))
    else:
        points = search.points(MOST, MOST if money is None else money, spent)
        if points:
            told = points if money is None else points[-1:]
            found = tuple(_point(search, asked, one, spent) for one in told)
            return UpgradePaths(Status.OPTIMAL, found, found[-1] if money is None else None)
    fastest = search.fastest(spent)
    if fastest is None:
        return UpgradePaths(Status.INFEASIBLE, reason="no set of upgrades opens a path")
    point = _point(search, asked, fastest, spent)
    if max_weight is None:
        reason = f"no set of upgrades within {money} opens a path"
    else:
        reason = f"no set of upgrades makes the path weigh at most {max_weight}; the least is {point.weight}"
    return UpgradePaths(Status.INFEASIBLE, (), point, reason)


def _point(search: UpgradeSearch, asked: Asked, found: FoundSet, spent: Budget) -> UpgradePath:
    """Return a set as it is told: without what could be left out, and searched again as a plain path."""
    chosen, weight = search.lean(found.chosen, found.weight, spent)
    arcs = np.array(found.arcs[0], dtype=np.int64)
    if weight != found.weight or int(asked.lane.weight[arcs].sum()) != weight:
        raise VerificationError(
            f"a plain search with upgrades {tuple(bits_of(chosen))} weighs {weight}, not {found.weight}"
        )
    return UpgradePath(asked.sets.price(chosen), weight, tuple(bits_of(chosen)), arcs)
