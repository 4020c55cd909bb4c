"""When goods are somewhere: so many days after they are ready, on the clocks of ``ready``."""

from __future__ import annotations

import datetime

from routing.question import moments
from routing.question.shipment import Shipment


def days_after_ready(shipment: Shipment | None, days: float | None) -> datetime.datetime | None:
    """Return the moment so many days after the goods are ready; None if either is unknown, or beyond the calendar.

    Examples
    --------
    >>> days_after_ready(Shipment("JPYOK", "RUMOW", ready=datetime.date(2016, 12, 1)), 23.5)
    datetime.datetime(2016, 12, 24, 12, 0)
    """
    if shipment is None or shipment.ready is None or days is None:
        return None
    try:
        return moments.after(shipment.ready, datetime.timedelta(days=days))
    except OverflowError:
        return None
