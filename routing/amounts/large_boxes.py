"""How many TEU a 40 or 45 ft box counts in a price: the figure ``ft40_ratio`` of what charges it, else 2."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from networks.model.figure import Figure
from networks.model.keys import NETWORK, split_fare, split_leg
from networks.network import Network
from routing.amounts.load import Load
from routing.amounts.rounding import exact

RATIO = "ft40_ratio"


def ratio_figure(network: Network, load: Load, price: Figure) -> Figure | None:
    """Return the ratio that a price of a load is worked out with; None where boxes count the TEU that they are.

    That of the element of the price comes first, then for a leg or a fare that of its line, then that of the network.
    """
    if not (price.basis.startswith("teu") and load.is_of_large_boxes):
        return None
    found = (network.figure(element, RATIO) for element in _charging(network, price.element))
    return next((figure for figure in found if figure is not None), None)


def teu_in_price(network: Network, load: Load, price: Figure) -> Fraction | None:
    """Return the TEU that a load counts in a price; None for loads that have none."""
    ratio = ratio_figure(network, load, price)
    return load.teu if ratio is None or load.containers is None else load.containers * exact(ratio.value)


def _charging(network: Network, element: str) -> Iterator[str]:
    """Yield what may say how many TEU a large box counts, the most particular first."""
    yield element
    part = split_leg(element) or split_fare(element)
    if part is not None and part[0] in network.services_of_all_dates:
        yield part[0]
    yield NETWORK
