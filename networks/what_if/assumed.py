"""The source of what somebody supposes in a what-if, and how plain numbers with units become figures."""

from __future__ import annotations

import math
import numbers
from collections.abc import Iterator, Mapping
from typing import Any

from networks.errors import Finding
from networks.model.cells import shown
from networks.model.keys import OWN, OWN_TITLE
from networks.network import Network

HOURS, USD = "h", "USD"


def own_source(network: Network, name: str = OWN, title: str = OWN_TITLE) -> list[Mapping[str, Any]]:
    """Return the row of sources for what is one's own; none where the network has it already."""
    return [] if name in network.sources else [{"id": name, "title": title}]


def figure(element: str, quantity: str, value: float, unit: str, *, note: str = "", **more: Any) -> dict[str, Any]:
    """Return the row of a figure that somebody supposes."""
    given = {"element": element, "quantity": quantity, "value": value, "unit": unit, "note": note}
    return {"source": OWN, "kind": "assumption"} | given | more


def price(network: Network, element: str, usd: float, basis: str, **more: Any) -> dict[str, Any]:
    """Return the row of a price in USD of the network's price year."""
    return figure(element, "price", usd, USD, basis=basis, currency=USD, year=network.price_year, **more)


def wrong_numbers(call: str, **given: object) -> Iterator[Finding]:
    """Yield a finding for each argument that is no number of 0 or more; None is left alone."""
    for name, value in given.items():
        is_number = isinstance(value, numbers.Real) and not isinstance(value, bool)
        if value is not None and not (is_number and math.isfinite(value) and value >= 0):  # type: ignore[arg-type, operator]
            yield Finding(call, 0, name, shown(value), "expected a number, 0 or more", rule="changes")
