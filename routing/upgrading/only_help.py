"""Whether upgrades can only help, as far as their rows tell: then a set with more of them never costs shippers more.

A row helps that puts a place, link or service on offer; that makes a time, a wait or a price smaller, or a speed, a
free time or a capacity larger; and that is no worse than what an earlier row of the list says of the same figure. Of
any other row nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from networks.model.scenario import Change
from networks.model.upgrade import Upgrade
from networks.network import Network

OFFERED = ("places", "links", "services")
LESS_HELPS = ("running_time", "headway", "wait", "time", "price", "rate")
MORE_HELPS = ("speed", "capacity", "free_time")
LINK_COLUMNS = ("hours", "usd")


def only_help(network: Network, upgrades: Iterable[Upgrade], given: Mapping[str, float]) -> bool:
    """Tell whether no row of any upgrade can make an assignment dearer.

    Parameters
    ----------
    given
        Capacities that hold in the place of figures, by element; infinite where there is no limit.
    """
    reached: dict[tuple[str, str, str], float] = {}
    for upgrade in upgrades:
        for change in upgrade.changes:
            if change.action == "add" and change.table in OFFERED:
                continue
            key = change.table, change.element, change.column
            value = _number(change)
            before = reached.get(key, _before(network, change, given))
            if change.action != "set" or value is None or before is None or _sense(change) * (value - before) < 0:
                return False
            reached[key] = value
    return True


def _sense(change: Change) -> int:
    return 1 if change.column in MORE_HELPS else -1


def _number(change: Change) -> float | None:
    try:
        return float(change.value)
    except ValueError:
        return None


def _before(network: Network, change: Change, given: Mapping[str, float]) -> float | None:
    """Return what a row replaces, if the two can be compared."""
    if change.table == "links" and change.column in LINK_COLUMNS and change.element in network.links:
        value = getattr(network.links[change.element], change.column)
        return None if value is None else float(value)
    if change.table != "figures" or change.column not in (*LESS_HELPS, *MORE_HELPS):
        return None
    if change.column == "capacity" and change.element in given:
        return given[change.element]
    figure = network.figures.get((change.element, change.column))
    if figure is None:
        return None
    if any(new and new != old for new, old in ((change.unit, figure.unit), (change.basis, figure.basis))):
        return None
    return float(figure.value)
