"""What the time of the goods costs their owner: value times a percentage per day; no part of the price of carriage."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from networks.model.figure import Figure
from networks.model.keys import commodity_key, load_key
from networks.network import Network
from routing.amounts.rounding import exact, thousandths
from routing.amounts.units import DAY
from routing.errors import QuestionError

if TYPE_CHECKING:
    from routing.question.shipment import Shipment


def inventory_figure(network: Network, shipment: Shipment) -> Figure | None:
    """Return the figure ``inventory`` of the shipment's commodity, else of its load; None where there is none."""
    names = ([commodity_key(shipment.commodity)] if shipment.commodity else []) + [load_key(shipment.load)]
    found = (network.figure(name, "inventory") for name in names)
    return next((figure for figure in found if figure is not None), None)


def inventory_millicents(percent: float, value_usd: float, milliminutes: int) -> int:
    """Return the millicents that so many milliminutes cost, at a percentage of the value per day.

    Examples
    --------
    >>> inventory_millicents(0.04, 50_000, 2 * 1_440_000)  # 20 USD a day
    4000000
    """
    return thousandths(exact(float(value_usd)) * exact(float(percent)) * milliminutes / DAY)


def inventory_usd_per_day(network: Network, shipment: Shipment) -> float:
    """Return what a day of a shipment costs in USD.

    Raises
    ------
    QuestionError
        The shipment has no `value_usd`, or the network no figure ``inventory`` for it; both at once.
    """
    figure = inventory_figure(network, shipment)
    problems = ["value_usd=None: expected the value of the goods in USD"] if shipment.value_usd is None else []
    if figure is None:
        named = f"{commodity_key(shipment.commodity)} or " if shipment.commodity else ""
        problems.append(f"the network has no figure inventory of {named}{load_key(shipment.load)}")
    if problems or figure is None or shipment.value_usd is None:
        raise QuestionError(problems)
    return float(exact(float(shipment.value_usd)) * exact(figure.value) / Fraction(100))
