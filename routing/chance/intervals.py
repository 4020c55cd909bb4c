"""How far many draws may be off: 95 % intervals of a probability, a mean and a quantile.

References
----------
E. B. Wilson: Probable inference, the law of succession, and statistical inference. Journal of the American Statistical
Association 22 (1927) 209-212. Quantiles: order statistics, whose ranks are binomial (H. A. David, H. N. Nagaraja: Order
statistics, 3rd ed. 2003, section 7.1).
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Z975 = 1.959963984540054  # quantile of the standard normal distribution at 0.975
Ends = tuple[float, float]


def wilson(hits: int, samples: int) -> Ends:
    """Return the interval of a probability of which so many samples are hits.

    Examples
    --------
    >>> [round(end, 4) for end in wilson(90, 100)], [round(end, 4) for end in wilson(0, 100)]
    ([0.8256, 0.9448], [0.0, 0.037])
    """
    share, square = hits / samples, Z975**2 / samples
    middle = share + square / 2
    half = Z975 * math.sqrt(share * (1 - share) / samples + square / (4 * samples))
    low, high = (middle - half) / (1 + square), (middle + half) / (1 + square)
    return (0.0 if hits == 0 else max(low, 0.0), 1.0 if hits == samples else min(high, 1.0))


def quantile(ordered: NDArray[np.int64], share: float) -> tuple[int, int, int]:
    """Return a quantile of samples in their order, and the two order statistics between which it lies.

    Examples
    --------
    >>> quantile(np.arange(1, 1001), 0.5)
    (500, 470, 531)
    """
    samples = len(ordered)
    half = Z975 * math.sqrt(samples * share * (1 - share))
    at_share = samples * share
    ranks = (
        math.ceil(at_share),
        round(at_share - half + 0.5),
        round(at_share + half + 0.5),
    )  # of a continuous variable
    at, low, high = (int(ordered[min(max(rank, 1), samples) - 1]) for rank in ranks)
    return at, low, high


def mean_of(samples: NDArray[np.int64]) -> tuple[float, float, float]:
    """Return the mean of samples, the half of its interval, and their standard deviation.

    Sums are of whole numbers, so that they are the same on every machine.

    Examples
    --------
    >>> mean_of(np.array([1, 3]))[0]
    2.0
    """
    count = len(samples)
    mean = int(samples.sum()) / count
    off = samples - round(mean)
    squares = sum(int((block * block).sum()) for block in np.array_split(off, -(-count // 512)))
    variance = max(squares / count - (mean - round(mean)) ** 2, 0.0) * count / max(count - 1, 1)
    deviation = math.sqrt(variance)
    return mean, Z975 * deviation / math.sqrt(count), deviation
