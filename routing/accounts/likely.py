r"""Where a sum most likely lies: its P10 and P90, from the P10, P50 and P90 of what is added up.

The parts are taken as independent of one another. Of each, with low :math:`a`, middle :math:`m` and high :math:`b`,

.. math:: \sigma = (b - a) / 2z, \qquad s = ((a + b)/2 - m) / z^2, \qquad z = 1.2816 = \Phi^{-1}(0.9),

are its standard deviation and its *lean*; its mean is :math:`m + s` and its third central moment :math:`6 s \sigma^2`.
Means, variances and third moments add up, and the sum is read back by the expansion of Cornish and Fisher,

.. math:: P_{10}, P_{90} = \mu \mp z \Sigma + (z^2 - 1) S, \qquad \Sigma^2 = \sum \sigma^2, \qquad
    S = \sum s \sigma^2 / \Sigma^2 .

So the likely range is as wide as the root of the sum of the squares of the widths. The moments are those at which the
same expansion gives back the three points, so one part alone has its own ends. The weights of the mean, 0.304, 0.391
and 0.304, are what Swanson's rule rounds to 30, 40 and 30 %; the standard deviation is the first approximation of
Pearson and Tukey. No end lies beyond the sum of all low or of all high ends.

References
----------
E. A. Cornish, R. A. Fisher: Moments and cumulants in the specification of distributions. Revue de l'Institut
International de Statistique 5 (1938) 307-320. E. S. Pearson, J. W. Tukey: Approximate means and standard deviations
based on distances between percentage points of frequency curves. Biometrika 52 (1965) 533-546. D. L. Keefer, S. E.
Bodily: Three-point approximations for continuous random variables. Management Science 29 (1983) 595-609.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

Z90 = 1.2815515655446004  # quantile of the standard normal distribution at 0.9


def likely_sum(parts: Iterable[tuple[float, float, float]]) -> tuple[float, float]:
    """Return P10 and P90 of a sum of independent parts, each given by its P10, P50 and P90.

    Examples
    --------
    >>> likely_sum([(10, 14, 20)])  # one part alone has its own ends
    (10.0, 20.0)
    >>> [round(end, 2) for end in likely_sum([(10, 14, 20), (3, 5, 7), (2, 2, 2)])]
    [16.56, 27.33]
    """
    known = [(low, middle, high) for low, middle, high in parts]
    best, worst = math.fsum(low for low, _, _ in known), math.fsum(high for _, _, high in known)
    deviations = [(high - low) / (2 * Z90) for low, _, high in known]
    leans = [((low + high) / 2 - middle) / Z90**2 for low, middle, high in known]
    deviation = math.hypot(*deviations)
    if not deviation:
        return best, worst
    mean = math.fsum(middle for _, middle, _ in known) + math.fsum(leans)
    lean = math.fsum(one * (part / deviation) ** 2 for one, part in zip(leans, deviations, strict=True))
    ends = (mean + (Z90**2 - 1) * lean + sign * Z90 * deviation for sign in (-1, 1))
    low, high = (min(max(end, best), worst) for end in ends)
    return low, high
