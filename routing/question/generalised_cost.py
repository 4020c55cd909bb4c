"""`GeneralisedCost`: money plus the value of time plus the price of emissions."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from routing.errors import QuestionError
from routing.question.shipment import Shipment
from routing.question.values import as_number, is_number

if TYPE_CHECKING:
    from networks.network import Network


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneralisedCost:
    """Money plus the value of time plus the price of emissions, in USD.

    Prices are read as the decimal numbers that they print as, and searches count in whole parts of a cent. Where 64-bit
    integers do not hold the sums in parts so small (0.333... USD a day), a price is counted as the simplest fraction
    near it; a warning of code ``price-rounded`` says which and how far that is off, and `Proof.weights` has it. Where
    that would be far off, what leads to more than a hundred times the least is left out before, and named.

    Attributes
    ----------
    usd_per_day
        Value of a day of the whole shipment, from 0.
    usd_per_tonne_co2e
        Price of a tonne of CO2e, from 0.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> ways = [("A", "B", {"hours": 60, "usd": 500}), ("A", "B", {"hours": 90, "usd": 300})]
    >>> net = networks.from_networkx(networkx.MultiGraph(ways), mode="sea")
    >>> day = routing.GeneralisedCost(usd_per_day=200)
    >>> routing.solve(net, routing.Shipment("A", "B"), minimise=day).require().days  # 1.25 days for 200 USD
    2.5
    """

    usd_per_day: float = 0.0
    usd_per_tonne_co2e: float = 0.0

    def __post_init__(self) -> None:
        for field in fields(self):
            object.__setattr__(self, field.name, as_number(getattr(self, field.name)))
        problems = [
            f"{field.name}={getattr(self, field.name)!r}: expected a finite number from 0"
            for field in fields(self)
            if not is_number(getattr(self, field.name)) or getattr(self, field.name) < 0
        ]
        if problems:
            raise QuestionError(problems)

    @classmethod
    def of_inventory(cls, network: Network, shipment: Shipment, *, usd_per_tonne_co2e: float = 0.0) -> GeneralisedCost:
        """Return money plus inventory cost: a day costs the shipment's value times the network's percentage of it.

        Raises
        ------
        QuestionError
            The shipment has no `value_usd`, or the network no figure ``inventory`` for it.

        Examples
        --------
        >>> import networks
        >>> goods = Shipment("JPYOK", "RUMOW", value_usd=100_000)
        >>> GeneralisedCost.of_inventory(networks.load(), goods).usd_per_day  # 0.041 % of the value
        41.0
        """
        from routing.amounts.inventory import inventory_usd_per_day

        return cls(usd_per_day=inventory_usd_per_day(network, shipment), usd_per_tonne_co2e=usd_per_tonne_co2e)

    def __str__(self) -> str:
        carbon = f" and {self.usd_per_tonne_co2e:g} USD per t CO2e" if self.usd_per_tonne_co2e else ""
        return f"generalised cost at {self.usd_per_day:g} USD per day{carbon}"
