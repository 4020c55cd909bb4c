"""`Price`: what constraints cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.answers.result import Result

if TYPE_CHECKING:
    from routing.views.report import Exploration


@dataclass(frozen=True, eq=False)
class Price:
    """What constraints cost: the optimum with them against the optimum without.

    Attributes
    ----------
    free, bound
        Results without and with the constraints, least in what was asked for.
    days, usd, kg_co2e
        Totals of the bound route less those of the free one; None where a total is missing.
    by_criterion
        Criterion -> least value with the constraints less least value without, in days, USD and kg CO2e;
        None where there is no route or a figure is missing. Never below 0.
    """

    free: Result
    bound: Result
    by_criterion: Mapping[str, float | None]

    @property
    def days(self) -> float | None:
        return _gap(self, "days")

    @property
    def usd(self) -> float | None:
        return _gap(self, "usd")

    @property
    def kg_co2e(self) -> float | None:
        return _gap(self, "kg_co2e")

    def explore(self, height_px: int = 640) -> Exploration:
        """Return the answer as an interactive page, which a notebook shows and `save` writes (extra ``report``)."""
        from routing.views.report import Exploration

        return Exploration(self, height_px)

    def _repr_html_(self) -> str:
        from routing.views.html import price_html

        return price_html(self)

    def __str__(self) -> str:
        from routing.views.text.comparison import price_text

        return price_text(self)


def _gap(price: Price, name: str) -> float | None:
    values = [None if result.best is None else getattr(result.best, name) for result in (price.free, price.bound)]
    return less(values[1], values[0])


def less(value: float | None, other: float | None) -> float | None:
    """Return the difference, None where one of the two is missing."""
    return None if value is None or other is None else value - other
