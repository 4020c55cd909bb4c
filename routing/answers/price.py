"""`Price`: what constraints cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from routing.amounts.missing import less
from routing.answer_warning import LIMIT_REACHED, MORE, AnswerWarning
from routing.answers.result import Result
from routing.answers.shown import Mapped
from routing.answers.travelling import Travelling
from routing.answers.warned import WarnedTogether
from routing.sealed_dict import SealedDict
from routing.status import Status


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
        None where there is no route, a figure is missing, or a limit was reached. Never below 0.
    statuses
        Criterion -> what the least without and the least with the constraints are worth: which of these it was.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> ways = [("A", "B", {"hours": 60, "usd": 500}), ("A", "B", {"hours": 90, "usd": 300})]
    >>> net = networks.from_networkx(networkx.MultiGraph(ways), mode="sea")
    >>> price = routing.price_of(net, routing.Shipment("A", "B"), constraints=routing.Constraints(max_usd=400))
    >>> price.days, price.usd, price.by_criterion["cost"]  # the ways differ by 1.25 days; the cheapest stays open
    (1.25, -200.0, 0.0)
    """

    free: Result
    bound: Result
    by_criterion: Mapping[str, float | None]
    statuses: Mapping[str, tuple[Status, Status]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_criterion", SealedDict(dict(self.by_criterion)))
        object.__setattr__(self, "statuses", SealedDict(dict(self.statuses)))

    @property
    def left_open(self) -> tuple[str, ...]:
        """Return the criteria of which a limit left the difference open."""
        return self._with_status(Status.UNKNOWN)

    @property
    def warnings(self) -> tuple[AnswerWarning, ...]:
        """Return the warnings of both results, each once, and which differences a limit left open or unproven."""
        unproven = [name for name in self._with_status(Status.FEASIBLE) if name not in self.left_open]
        told = [
            AnswerWarning(LIMIT_REACHED, f"the difference of the optima by {', '.join(names)} is {what}", (), MORE)
            for names, what in (
                (self.left_open, "not known, for a limit was reached"),
                (unproven, "not proven, for a limit was reached"),
            )
            if names
        ]
        return (*super().warnings, *told)

    def _with_status(self, status: Status) -> tuple[str, ...]:
        return tuple(name for name, both in self.statuses.items() if status in both)

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
