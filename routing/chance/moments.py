r"""What chance comes to without a draw: mean, variance and shares of a route by headways.

With :math:`D = c + \sum_i M_i S_i`, where the :math:`S_i` are the spread times and the :math:`M_i` their multipliers
(mean :math:`\mu_i`, variance :math:`v_i`), each independent of all else,

.. math:: E D = c + \sum \mu_i E S_i , \qquad
    \mathrm{Cov}(M_i S_i, M_j S_j) = \mu_i \mu_j \mathrm{Cov}(S_i, S_j) + [i = j]\, v_i E S_i^2 .

Each :math:`S_i` is a function of a standard normal variable, and two of these have a correlation :math:`\rho`. With the
Hermite coefficients :math:`h_k` of both functions (Mehler),
:math:`\mathrm{Cov}(S_i, S_j) = \sum_{k \ge 1} \rho^k h_k(i) h_k(j)`; where :math:`\rho` is 1 or -1 it is taken from the
product itself. Integrals are by Simpson's rule on 721 points from -9 to 9, on either side of 0 by itself: right to 1e-5
of the variance; 48 terms of the series leave less than 1 % of it, at correlations just below 1, far less elsewhere.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from networks.model.causes import own_share
from routing.chance.parts import Parts, Term

ORDERS = 48
ONE = 1.0 - 1e-9
Matrix = NDArray[np.float64]


class Moments(NamedTuple):
    """Mean and variance of the milliminutes of a route, and the share of each component in the variance."""

    mean: float
    variance: float
    shares: dict[str, float]


def moments_of(parts: Parts) -> Moments:
    """Return mean, variance and shares; the shares add up to 1 where the variance is not 0."""
    if not parts.terms:
        return Moments(float(parts.fixed), 0.0, {})
    grid, weight = simpson()
    at = np.array([term.shape.at(grid) for term in parts.terms])
    mean = at @ weight
    at -= mean[:, None]
    mu, spread = np.array([term.multiplier for term in parts.terms]).T
    covariance = mu[:, None] * mu * _covariances(parts.terms, at)
    covariance[np.diag_indices_from(covariance)] += spread * ((at * at) @ weight + mean * mean)
    rows = covariance.sum(axis=1)
    variance = max(float(rows.sum()), 0.0)
    shares: dict[str, float] = {}
    for term, row in zip(parts.terms, rows.tolist(), strict=True):
        shares[term.component] = shares.get(term.component, 0.0) + (row / variance if variance else 0.0)
    return Moments(parts.fixed + float(mu @ mean), variance, shares)


def correlations(terms: tuple[Term, ...]) -> Matrix:
    """Return the correlations of the normal variables of terms; those of one figure are one variable."""
    names = sorted({cause for term in terms for cause, _ in term.causes})
    loads = np.array([[dict(term.causes).get(name, 0.0) for name in names] for term in terms])
    figures = [term.figure for term in terms]
    own = np.array([own_share(term.causes) for term in terms])
    same = np.array([[one == other for other in figures] for one in figures])
    found: Matrix = loads @ loads.T + np.where(same, own[:, None] * own, 0.0)
    return found


def _covariances(terms: tuple[Term, ...], at: Matrix) -> Matrix:
    """Return the covariances of the spread times of terms, which are given on the grid, less their means."""
    _, weight = simpson()
    rho = np.clip(correlations(terms), -1.0, 1.0)
    together = (at * weight) @ at.T
    found = np.where(rho >= ONE, together, 0.0)
    if (rho <= -ONE).any():
        found = np.where(rho <= -ONE, (at * weight) @ at[:, ::-1].T, found)
    between = (np.abs(rho) < ONE) & (rho != 0.0)
    if between.any():
        hermite = at @ (_hermite() * weight).T
        series, power = np.zeros_like(rho), np.ones_like(rho)
        for order in range(ORDERS):
            power = power * rho
            series += power * np.outer(hermite[:, order], hermite[:, order])
        found = np.where(between, series, found)
    return found


@cache
def simpson() -> tuple[Matrix, Matrix]:
    """Return points of a standard normal variable, 0 among them and even on both sides, and their weights."""
    points = np.linspace(-9.0, 9.0, 721)
    weight = np.exp(-points * points / 2.0) * np.where(np.arange(721) % 2, 4.0, 2.0)
    return points, weight / weight.sum()


@cache
def _hermite() -> Matrix:
    """Return the normalised Hermite polynomials of orders 1 to `ORDERS` on the grid."""
    points, _ = simpson()
    before, now = np.zeros_like(points), np.ones_like(points)
    found = []
    for order in range(ORDERS):
        before, now = now, (points * now - np.sqrt(order) * before) / np.sqrt(order + 1)
        found.append(now)
    return np.array(found)
