"""`Price`: what constraints cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from routing.amounts.missing import less
from routing.answers.result import Result
from routing.answers.shown import Mapped
from routing.answers.travelling import Travelling
from routing.answers.warned import WarnedTogether
from routing.sealed_dict import SealedDict


@dataclass(frozen=True, eq=False, repr=False)
class Price(Mapped, Travelling, WarnedTogether):
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

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_criterion", SealedDict(dict(self.by_criterion)))

    @property
    def results(self) -> dict[str, Result]:
        """Return both results by name: ``without`` and ``with`` the constraints."""
        return {"without": self.free, "with": self.bound}

    @property
    def days(self) -> float | None:
        return self._gap("days")

    @property
    def usd(self) -> float | None:
        return self._gap("usd")

    @property
    def kg_co2e(self) -> float | None:
        return self._gap("kg_co2e")

    def _gap(self, name: str) -> float | None:
        """Return what the bound route has more of than the free one."""
        free, bound = (None if result.best is None else getattr(result.best, name) for result in self.results.values())
        return less(bound, free)
