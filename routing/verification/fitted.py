"""A fitted distribution a second time: its density, summed up, in place of its quantiles; a part of `verify`."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from networks.model.distributions import Distribution

Numbers = NDArray[np.float64]
NORMAL = NormalDist()
GRID = np.linspace(-4.3, 4.3, 1721)  # of a standard normal variable, with what each point weighs
WEIGHT = np.exp(-GRID * GRID / 2) / np.exp(-GRID * GRID / 2).sum()
BELOW = np.array([NORMAL.cdf(point) for point in GRID.tolist()])
PARTS = 100_000


def fitted_at(found: Distribution, normal: Numbers) -> Numbers:
    """Return the values of a distribution at values of a standard normal variable."""
    numbers = dict(part.split("=") for part in found.parameters.replace(" ", "").split(";") if part)
    told = {name: float(number) for name, number in numbers.items()}
    if found.family == "lognormal":
        return np.asarray(told["median"] * np.exp(told["sigma"] * normal))
    below = np.interp(normal, GRID, BELOW)
    if found.family == "quantiles":
        points = sorted((float(name), value) for name, value in told.items())
        return np.asarray(np.interp(below, [share for share, _ in points], [value for _, value in points]))
    if found.family == "triangular":
        least, mode, most = told["least"], told["mode"], told["most"]
        edges = np.linspace(least, most, PARTS + 1)
        left = np.minimum(edges, mode)
        rises = (left - least) ** 2 / (mode - least) if mode > least else np.zeros(PARTS + 1)
        falls = (most - np.maximum(edges, mode)) ** 2 / (most - mode) if most > mode else np.zeros(PARTS + 1)
        reached = np.where(edges <= mode, rises, (most - least) - falls) / (most - least)
        return np.asarray(np.interp(below, reached, edges))
    return told["scale"] * _gamma(told["shape"], below)


def _gamma(shape: float, below: Numbers) -> Numbers:
    """Return the quantiles of a gamma distribution of scale 1, its density summed up along the logarithm."""
    far = shape + 40.0 * math.sqrt(shape) + 40.0
    logs = np.linspace(math.log(far) - 60.0 / min(shape, 1.0), math.log(far), PARTS + 1)
    middles = (logs[1:] + logs[:-1]) / 2.0
    heights = np.exp(shape * middles - np.exp(middles) - math.lgamma(shape))
    reached = np.concatenate([[0.0], np.cumsum(heights)])
    return np.exp(np.interp(below, reached / reached[-1], logs))
