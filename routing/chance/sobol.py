r"""Shares of what cannot be added up: Sobol indices of groups of draws, by pick and freeze.

With the draws of a second seed in place of those of group *g* alone, :math:`D^g`, and of all, :math:`D'`, the variance
of the conditional mean and the mean of the conditional variance are

.. math:: S_g = E[D' (D^g - D)] / V \ \ \text{(first order)}, \qquad T_g = E[(D - D^g)^2] / 2V \ \ \text{(total)} .

The first is what the group explains alone, the second what would be left if all else were known; groups are independent
of one another, so that :math:`\sum S_g \le 1 \le \sum T_g`.

References
----------
A. Saltelli, P. Annoni, I. Azzini, F. Campolongo, M. Ratto, S. Tarantola: Variance based sensitivity analysis of model
output. Computer Physics Communications 181 (2010) 259-270. M. J. W. Jansen, ibid. 117 (1999) 35-43.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.chance.draws import Draws
from routing.chance.intervals import Z975


class Indices(NamedTuple):
    """First-order and total index of a group, each with the half of its 95 % interval."""

    first: float
    first_error: float
    total: float
    total_error: float


class Frozen(Draws):
    """Draws of one seed, but for some names, which are those of another."""

    def __init__(self, draws: Draws, other: Draws, names: frozenset[str]) -> None:
        super().__init__(draws.seed, draws.samples)
        self._own, self._other, self._names = draws, other, names

    def levels(self, name: str) -> NDArray[np.uint16]:
        """Return the draws of a name, of the other seed where it is one of those."""
        return (self._other if name in self._names else self._own).levels(name)


def indices(
    days: Callable[[Draws], NDArray[np.float64]], groups: Mapping[str, str], seed: int, samples: int
) -> dict[str, Indices]:
    """Return the indices of each group of draws; nothing where the days do not vary.

    Parameters
    ----------
    days
        What is drawn, of some draws.
    groups
        Name of draws -> group.
    """
    one, other = Draws(seed, samples), Draws(~seed, samples)
    plain = days(one)
    middle = float(plain.mean())
    plain, second = plain - middle, days(other) - middle
    variance = float((plain * plain).mean())
    found: dict[str, Indices] = {}
    for group in dict.fromkeys(groups.values()) if variance else ():
        names = frozenset(name for name, which in groups.items() if which == group)
        moved = days(Frozen(one, other, names)) - middle
        first, total = second * (moved - plain), (plain - moved) ** 2 / 2.0
        found[group] = Indices(*(number / variance for each in (first, total) for number in _mean(each)))
    return found


def _mean(values: NDArray[np.float64]) -> tuple[float, float]:
    return float(values.mean()), Z975 * float(values.std()) / math.sqrt(len(values))
