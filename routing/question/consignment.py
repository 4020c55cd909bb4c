"""`Consignment`: how many of a shipment a week, under which rules, and what it costs to leave one behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from routing.errors import QuestionError
from routing.question.arguments import CONSTRAINTS, SHIPMENT, shortened
from routing.question.constraints import Constraints
from routing.question.generalised_cost import GeneralisedCost
from routing.question.shipment import Shipment
from routing.question.values import as_number, as_switch, is_number, is_positive, switch_problem

Money = str | GeneralisedCost  # "cost", or a generalised cost: what can be added up over shippers
MONEY = "'cost' or a routing.GeneralisedCost, for costs of all shippers are added up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consignment:
    """How many of a shipment are to be carried in a week, under which rules.

    Attributes
    ----------
    shipment
        One of them; prices, rules and routes are those of this shipment.
    per_week
        How many a week, above 0; a part of one is allowed.
    constraints
        What its routes must keep to; None: what `assign` is asked with for all.
    minimise
        ``"cost"`` or a `GeneralisedCost`: what its shipper pays for money and time; None: as asked for all.
    unserved_usd
        What it costs to leave one behind (USD), from 0; None: as asked for all.
    whole
        True: each shipment goes as a whole, by one route, or stays; `per_week` is a whole number then.
    name
        What it is called; no part of the question.

    Raises
    ------
    QuestionError
        Anything else; all problems at once.

    Examples
    --------
    >>> Consignment(shipment=Shipment("JPYOK", "RUMOW"), per_week=40).per_week
    40
    >>> Consignment(shipment=Shipment("JPYOK", "RUMOW"), per_week=0, minimise="time")
    Traceback (most recent call last):
        ...
    routing.errors.QuestionError: per_week=0: expected a finite number above 0; minimise='time': expected 'cost' or a \
routing.GeneralisedCost, for costs of all shippers are added up
    """

    shipment: Shipment
    per_week: float = 1.0
    constraints: Constraints | None = None
    minimise: Money | None = None
    unserved_usd: float | None = None
    whole: bool = False
    name: str = ""

    def __post_init__(self) -> None:
        for name in ("per_week", "unserved_usd"):
            object.__setattr__(self, name, as_number(getattr(self, name)))
        object.__setattr__(self, "whole", as_switch(self.whole))
        problems = [*self._problems()]
        if problems:
            raise QuestionError(problems)

    def _problems(self) -> Any:
        if not isinstance(self.shipment, Shipment):
            yield f"shipment={shortened(self.shipment)}: expected {SHIPMENT}"
        if not is_positive(self.per_week):
            yield f"per_week={self.per_week!r}: expected a finite number above 0"
        if not isinstance(self.constraints, Constraints | None):
            yield f"constraints={shortened(self.constraints)}: expected {CONSTRAINTS}"
        if self.minimise is not None:
            yield from money_problems(self.minimise)
        if self.unserved_usd is not None:
            yield from penalty_problems(self.unserved_usd)
        yield from switch_problem("whole", self.whole)
        if self.whole is True and is_positive(self.per_week) and self.per_week != int(self.per_week):
            yield f"per_week={self.per_week!r}: expected a whole number of whole shipments"
        if not isinstance(self.name, str):
            yield f"name={shortened(self.name)}: expected a text"


def money_problems(minimise: object) -> list[str]:
    """Return what is wrong with what is to be least, in words."""
    is_money = isinstance(minimise, GeneralisedCost) or (isinstance(minimise, str) and minimise == "cost")
    return [] if is_money else [f"minimise={shortened(minimise)}: expected {MONEY}"]


def penalty_problems(unserved_usd: object) -> list[str]:
    """Return what is wrong with the price of leaving a shipment behind, in words."""
    is_price = is_number(unserved_usd) and unserved_usd >= 0  # type: ignore[operator]
    return (
        [] if is_price else [f"unserved_usd={shortened(unserved_usd)}: expected a finite number of USD from 0, or None"]
    )
