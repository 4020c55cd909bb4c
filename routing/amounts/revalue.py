"""What a step comes to if its figure has another value: for the ends of a range."""

from __future__ import annotations

from fractions import Fraction

from networks.model.figure import Figure
from networks.network import Network
from routing.amounts.charges import wait_of
from routing.amounts.conversion import cents_of, demurrage_cents, minutes_of
from routing.amounts.load import Load
from routing.amounts.units import MILLI

WAITS = ("wait", "headway", "origin_wait")
CHARGES = ("price", "rate")


def revalue(figure: Figure, value: float, load: Load, network: Network, km: float | None, days: int) -> Fraction:
    """Return the exact milliminutes or millicents that a figure comes to at a value; 0 where that cannot be told.

    Parameters
    ----------
    figure, value
        The figure, and the value that it is taken to have.
    load, network
        What is moved, and where the rates of exchange come from.
    km
        Length of the step in km; None if unknown.
    days
        Charged days of demurrage; those of the route as it is, for a longer dwell would be another route.
    """
    amount: Fraction | None
    if figure.quantity in WAITS:
        amount = wait_of(figure, value)
    elif figure.quantity == "demurrage":
        amount = demurrage_cents(value, figure, load, network, days)
    elif figure.quantity in CHARGES:
        amount = cents_of(value, figure, load, network, km)
    elif figure.quantity == "speed":
        amount = minutes_of(value, figure, km) if value else None
    else:
        amount = minutes_of(value, figure)
    return Fraction(0) if amount is None else amount * MILLI
