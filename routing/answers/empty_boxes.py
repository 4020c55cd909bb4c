"""`EmptyRun` and `BoxPlace`: which empty boxes go where, and how boxes balance at each place; parts of `Assignment`."""

from __future__ import annotations

from dataclasses import dataclass

from routing.answers.route import Route
from routing.answers.travelling import Travelling


@dataclass(frozen=True, eq=False, kw_only=True)
class EmptyRun(Travelling):
    """Empty boxes of a size that take one route.

    Attributes
    ----------
    size
        Of each box.
    origin, destination
        Places.
    route
        Of one box; its prices are those of one with goods.
    per_week
        How many boxes a week.
    usd
        What one costs: the share of what one with goods would, and its days.
    """

    size: str
    origin: str
    destination: str
    route: Route
    per_week: float
    usd: float


@dataclass(frozen=True, kw_only=True)
class BoxPlace(Travelling):
    """How the boxes of a size balance at a place, in boxes a week.

    What comes (`loaded_in`, `empty_in`, `hired`) is what goes (`loaded_out`, `empty_out`, `dropped`).

    Attributes
    ----------
    place, size
        Which boxes where.
    loaded_in, loaded_out, empty_in, empty_out
        With goods that end or begin here, and without.
    hired, dropped
        From nowhere, and for good.
    price_usd
        What one more box here would save in a week. Differences are what counts: the least of a size is 0, or as near
        to it as prices of hiring and dropping allow.
    """

    place: str
    size: str
    loaded_in: float
    loaded_out: float
    empty_in: float
    empty_out: float
    hired: float = 0.0
    dropped: float = 0.0
    price_usd: float = 0.0

    @property
    def surplus(self) -> float:
        """Return how many boxes more come with goods than leave with them; below 0 where boxes are short."""
        return self.loaded_in - self.loaded_out
