"""Whether a closure concerns a shipment: by its load, its goods and the territories of its two ends."""

from __future__ import annotations

import datetime
from collections.abc import Collection

from networks.model.closure import Closure
from routing.question.moments import Moment
from routing.question.shipment import Shipment


def concerns(closure: Closure, shipment: Shipment, origin: str, destination: str) -> bool:
    """Tell whether a closure concerns a shipment.

    Parameters
    ----------
    origin, destination
        Territories in which the shipment begins and ends; "" where that is not known, which lies in none.

    Examples
    --------
    >>> transit = Closure(
    ...     id="t", what="no transit", kind="closure", table="territories", elements=("RU",), scope="transit"
    ... )
    >>> concerns(transit, Shipment("A", "B"), "JP", "KZ"), concerns(transit, Shipment("A", "B"), "JP", "RU")
    (True, False)
    """
    return (
        _is_among(shipment.load, closure.loads)
        and (not closure.goods or not shipment.classes.isdisjoint(closure.goods))
        and shipment.classes.isdisjoint(closure.except_goods)
        and _is_among(origin, closure.origins)
        and _is_among(destination, closure.destinations)
        and _is_in_scope(closure, origin, destination)
    )


def day_of(ready: Moment | None, as_of: datetime.date | None) -> datetime.date | None:
    """Return the day on which closures are looked at: that on which the goods are ready, else the as-of date."""
    return as_of if ready is None else datetime.date(ready.year, ready.month, ready.day)


def _is_among(name: str, stated: Collection[str]) -> bool:
    return not stated or name in stated


def _is_in_scope(closure: Closure, origin: str, destination: str) -> bool:
    of = closure.scope_of or closure.elements
    begins, ends = origin in of, destination in of
    if closure.scope == "import":
        return ends and not begins
    if closure.scope == "export":
        return begins and not ends
    return not closure.scope or not (begins or ends)
