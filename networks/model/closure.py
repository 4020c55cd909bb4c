"""`Closure`: what is closed, slowed, queued for, permitted or noted, with its days."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

SLOWED, QUEUE = "slowed", "queue"
DELAYS = (SLOWED, QUEUE)  # kinds that take time, by the figures of their ids


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """What is closed, slowed, queued for, permitted or noted, with its days: a row of ``closures.csv``.

    Attributes
    ----------
    what
        In words, for people.
    kind
        ``closure`` removes what it speaks of; ``slowed`` makes its hours longer, by the figure ``slowdown`` of its id;
        ``queue`` is waited in, for the figure ``time`` of its id; ``permission`` and ``notice`` are only told.
    from_date, until_date
        First and last day; None: since ever, and no end known.
    table, elements
        What it speaks of: ids of ``places``, ``links`` or ``services``, codes of ``territories``, or ``borders``:
        ``PL-BY`` both ways, ``PL>BY`` from PL into BY.
    modes, at
        Rides by these modes alone, and only what touches one of these places; empty = all.
    loads, goods, except_goods
        Loads and classes of goods concerned (empty = all), and classes of goods let through.
    scope, scope_of
        ``import``, ``export`` or ``transit`` of these territories, seen from the two ends of a shipment.
    origins, destinations
        Territories in which a shipment begins or ends that is concerned; empty = all.

    Examples
    --------
    >>> import networks
    >>> shut = networks.closed(networks.load("eurasia"), place="KZHOR", why="a strike", since="2016-12-01")
    >>> closure = list(shut.closures.values())[-1]
    >>> closure.table, closure.elements, str(closure.from_date)
    ('places', ('KZHOR',), '2016-12-01')
    """

    id: str
    what: str
    kind: str
    from_date: datetime.date | None = None
    until_date: datetime.date | None = None
    table: str
    elements: tuple[str, ...]
    modes: tuple[str, ...] = ()
    at: tuple[str, ...] = ()
    loads: tuple[str, ...] = ()
    goods: tuple[str, ...] = ()
    except_goods: tuple[str, ...] = ()
    scope: str = ""
    scope_of: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    destinations: tuple[str, ...] = ()
    offered: bool = True
    source: str = ""
    note: str = ""

    @property
    def is_delay(self) -> bool:
        """Tell whether it takes time of what it speaks of, and removes nothing."""
        return self.kind in DELAYS

    @property
    def is_dated(self) -> bool:
        """Tell whether it begins or ends on a day that is stated."""
        return self.from_date is not None or self.until_date is not None

    def is_in_force(self, day: datetime.date | None) -> bool:
        """Tell whether it is in force on a day; where none is known, whether it always is."""
        if day is None:
            return not self.is_dated
        return (self.from_date or day) <= day <= (self.until_date or day)

    def is_over(self, day: datetime.date) -> bool:
        """Tell whether it ended before a day."""
        return self.until_date is not None and self.until_date < day

    @property
    def days(self) -> str:
        """Return its days in words; "" where none is stated."""
        if self.from_date is None:
            return "" if self.until_date is None else f"until {self.until_date}"
        return f"since {self.from_date}" if self.until_date is None else f"{self.from_date} to {self.until_date}"

    def __str__(self) -> str:
        parts = (self.what, self.days, f"source {self.source}" if self.source else "")
        return f"{self.id} ({'; '.join(part for part in parts if part)})"


def ids_of(closures: Iterable[Closure]) -> tuple[str, ...]:
    """Return the ids of some closures."""
    return tuple(closure.id for closure in closures)
