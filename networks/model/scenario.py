"""`Scenario` and `Change`: what differs from a network, row by row, and why."""

from __future__ import annotations

import datetime
import math
import numbers
from dataclasses import dataclass
from typing import Any

from networks.model.tupled import tupled


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One row of a scenario: what is added, withdrawn or set, and why.

    Attributes
    ----------
    scenario
        Name of the scenario that it belongs to ("" by hand).
    action
        ``add`` (put a known but withheld element on offer), ``withdraw`` or ``set``.
    table, element, column
        Which element, and for ``set`` which column; for ``figures`` the column is the quantity.
    value
        The new value as text, as it would stand in a CSV file; a plain number is made text.
    low, high, unit, basis, year, currency, source, kind
        The rest of the new figure, for ``figures`` only.
    why
        The reason; required.

    Examples
    --------
    >>> import networkx, networks
    >>> net = networks.from_networkx(networkx.Graph([("A", "B", {"hours": 60})]), mode="sea")
    >>> row = {"table": "links", "element": "sea:A-B", "column": "hours"}
    >>> faster = networks.Change(action="set", **row, value=48, why="a new ship")
    >>> net.apply([faster]).links["sea:A-B"].hours
    48.0
    """

    scenario: str = ""
    action: str
    table: str
    element: str
    column: str = ""
    value: str | float = ""
    low: float | None = None
    high: float | None = None
    unit: str = ""
    basis: str = ""
    year: int | None = None
    currency: str = ""
    source: str = ""
    kind: str = ""
    why: str

    def __post_init__(self) -> None:
        if isinstance(self.value, numbers.Real) and not isinstance(self.value, bool):
            object.__setattr__(self, "value", _number_text(self.value))


def _number_text(value: Any) -> str:
    """Return a number as a table writes it; one that is beyond all floats as infinite, which no figure may be."""
    try:
        number = float(value)
    except OverflowError:
        number = math.inf if value > 0 else -math.inf
    return str(int(value)) if math.isfinite(number) and value == int(value) else repr(number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A named set of changes to a network.

    Examples
    --------
    >>> import networks
    >>> target = networks.scenarios()["2016-target"]
    >>> target.title, len(target.changes) > 0
    ('25 days: the Baikal Shuttle as promised', True)
    """

    name: str
    title: str
    as_of: datetime.date | None = None
    price_year: int | None = None
    note: str = ""
    changes: tuple[Change, ...] = ()

    def __post_init__(self) -> None:
        tupled(self, "changes")
