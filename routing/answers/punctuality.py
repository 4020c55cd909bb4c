"""`Punctuality`: how surely a route is there in time, and what makes it uncertain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from networks.network import Network
from routing.answers.route import Route
from routing.answers.shown import Drawn
from routing.answers.travelling import Travelling
from routing.answers.warned import Warned
from routing.question.question import Question

if TYPE_CHECKING:
    from routing.answer_warning import AnswerWarning


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number that many draws tell, and the 95 % interval in which it lies.

    Attributes
    ----------
    value
        What the draws say.
    low, high
        The ends of the interval: how far so few draws may be off. It says nothing of how good the figures are.

    Examples
    --------
    >>> Estimate(0.5, 0.469, 0.531).error
    0.031
    """

    value: float
    low: float
    high: float

    @property
    def error(self) -> float:
        """Return how far the ends are from the value, the farther one."""
        return round(max(self.high - self.value, self.value - self.low), 12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What a part of the journey, or a cause, has in the variance of the days.

    Attributes
    ----------
    name
        A component of the breakdown (``sea``, ``port``, ``customs`` ...), or a cause of ``causes.csv``.
    share
        By headways: its covariance with the days, over their variance; exact, and all of them add up to 1. On the
        clock None, where days are no sum.
    first, total
        On the clock: what it explains alone, and what would be left of the variance if all else were known (Sobol
        indices); by headways None.
    """

    name: str
    share: float | None = None
    first: Estimate | None = None
    total: Estimate | None = None

    @property
    def counted(self) -> float:
        """Return by what shares are put in order: the share, on the clock the total index."""
        return self.share if self.share is not None else 0.0 if self.total is None else self.total.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Histogram:
    """How many samples lie where: bars side by side.

    Attributes
    ----------
    start, width
        Where the first bar begins, and how wide each is, in days.
    counts
        Samples in each bar, those at its lower edge among them.
    """

    start: float
    width: float
    counts: tuple[int, ...]


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class Punctuality(Drawn, Travelling, Warned):
    """How surely a route is there in time; `routing.punctuality` says what that means exactly.

    Attributes
    ----------
    route, question
        What it is of, and what was asked for it; None of a route that was given alone.
    deadline_days
        In how many days it should be there.
    samples, seed
        How many journeys were drawn, and of which seed.
    on_time
        The probability of being there in time.
    mean_days
        The mean of the days; None if there are samples that do not arrive.
    deviation_days
        Their standard deviation, as drawn.
    quantiles
        ``{10: ..., 50: ..., 80: ..., 95: ...}``: days that so many of a hundred journeys take at most.
    exact_mean_days, exact_deviation_days
        Mean and standard deviation without a draw; None on the clock, where there is no formula.
    shares
        What makes the days uncertain, the most first.
    histogram
        How the days are spread; samples that do not arrive are in none of its bars.
    never
        Samples that meet no departure in a year; they are late.
    warnings
        Those of the answer, and what its chances rest on.

    Examples
    --------
    >>> import networks, routing
    >>> result = routing.solve(networks.load("eurasia"), routing.Shipment("JPYOK", "RUMOW"))
    >>> found = routing.punctuality(result.network, result, 30, samples=10_000)
    >>> round(found.on_time.value, 2), round(found.mean_days.value, 1), round(found.exact_mean_days, 1)
    (0.87, 25.6, 25.5)
    """

    route: Route
    question: Question | None
    deadline_days: float
    samples: int
    seed: int
    on_time: Estimate
    mean_days: Estimate | None
    deviation_days: float | None
    quantiles: Mapping[int, Estimate]
    exact_mean_days: float | None
    exact_deviation_days: float | None
    shares: tuple[Share, ...]
    histogram: Histogram
    never: int = 0
    warnings: tuple[AnswerWarning, ...] = ()

    @property
    def network(self) -> Network:
        """Return the network of the route."""
        return self.route.network
