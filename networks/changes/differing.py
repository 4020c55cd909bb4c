"""What tells two networks of one base apart, as changes that lead from one to the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from networks.changes.draft import NO_REASON
from networks.errors import DataError, Finding
from networks.model.canonical import table_text
from networks.model.figure import Figure
from networks.model.given import catalogue_of
from networks.model.keys import OWN
from networks.model.offer import SWITCHED, WITHHOLDABLE
from networks.model.opened import opened_when_added
from networks.model.scenario import Change
from networks.model.schema import columns, format_value
from networks.model.tables import Table

if TYPE_CHECKING:
    from networks.network import Network

FIXED = (
    *("other_names", "waypoints", "stops", "area_links", "departures", "opening_hours", "customs_areas"),
    *("causes", "distributions", "corridors", "sources", "scenarios", "changes"),
)


def diff(before: Network, after: Network) -> tuple[Change, ...]:
    """Return the changes that lead from one network to another of the same base.

    ``before.apply(diff(before, after)) == after`` where the headings agree: name, title, as-of date, price
    year, currency and note of the network are no matter of changes.

    Raises
    ------
    DataError
        They differ in something that no change can say: a new element, an operation that only `after`
        has, stops, way-points, sources. All of it is told.

    Examples
    --------
    >>> import networkx, networks
    >>> net = networks.from_networkx(networkx.Graph([("A", "B", {"hours": 60})]), mode="sea")
    >>> row = {"table": "links", "element": "sea:A-B", "column": "hours"}
    >>> faster = networks.Change(action="set", **row, value=48, why="a new ship")
    >>> [(change.element, change.column, change.value) for change in networks.diff(net, net.apply([faster]))]
    [('sea:A-B', 'hours', '48')]
    """
    for argument, network in (("before", before), ("after", after)):
        catalogue_of(network, "diff", argument)
    findings: list[Finding] = []
    changes: list[Change] = []
    for name in SWITCHED:
        changes += _of_elements(before, after, name, findings)
    gone: set[str] = set()
    for name in ("operations", "procedures"):
        changes += _of_elements(before, after, name, findings)
        gone |= set(before.catalogue[name]["id"].tolist()) - set(after.catalogue[name]["id"].tolist())
    changes += _of_figures(before, after, gone)
    unlike = [name for name in FIXED if _lines(before.catalogue[name]) != _lines(after.catalogue[name])]
    findings += [Finding(name, 0, "", "", "no change can say how these differ", rule="changes") for name in unlike]
    if findings:
        raise DataError(findings)
    return tuple(changes)


def _of_elements(before: Network, after: Network, name: str, findings: list[Finding]) -> Iterator[Change]:
    old, new = _rows(before.catalogue[name]), _rows(after.catalogue[name])
    tables = before.catalogue[name], after.catalogue[name]
    for element in old:
        why = after.reasons.get(element, NO_REASON)
        if element in new:
            yield from _of_element(tables, (old[element], new[element]), element, why)
        elif name in SWITCHED:
            findings.append(Finding(name, 0, "id", element, "only the first network knows it", rule="changes"))
        else:
            yield Change(action="withdraw", table=name, element=element, why=why)
    findings += [
        Finding(name, 0, "id", element, "only the second network knows it", rule="changes")
        for element in new.keys() - old.keys()
    ]


def _of_element(tables: tuple[Table, Table], rows: tuple[int, int], element: str, why: str) -> Iterator[Change]:
    name = tables[0].name
    is_added = name in WITHHOLDABLE and bool(tables[1]["offered"][rows[1]]) and not tables[0]["offered"][rows[0]]
    for column in sorted(columns()[name], key=lambda column: column.name != "offered"):  # which may change `opened`
        one, other = (table[column.name][row] for table, row in zip(tables, rows, strict=True))
        if column.name == "opened" and is_added:
            one = opened_when_added(one)
        if one is other or one == other or (one != one and other != other):  # noqa: PLR0124 - NaN is missing
            continue
        if column.name == "offered":
            yield Change(action="add" if other else "withdraw", table=name, element=element, why=why)
        else:
            value = column.format(other.item() if hasattr(other, "item") else other)
            yield Change(action="set", table=name, element=element, column=column.name, value=value, why=why)


def _of_figures(before: Network, after: Network, gone: set[str]) -> Iterator[Change]:
    for key, old in before.figures.items():
        new = after.figures.get(key)
        if new == old or old.element in gone:
            continue
        if new is None or _keeps_something(old, new):
            why = after.reasons.get(old.element, NO_REASON)
            yield Change(action="withdraw", table="figures", element=old.element, column=old.quantity, why=why)
        if new is not None:
            yield _set(new)
    for key, new in after.figures.items():
        if key not in before.figures:
            yield _set(new)


def _set(figure: Figure) -> Change:
    fields = ("element", "low", "high", "unit", "basis", "year", "currency", "source", "kind")
    same: dict[str, Any] = {field: getattr(figure, field) for field in fields}
    value, why = format_value(figure.value), figure.note or NO_REASON
    return Change(action="set", table="figures", column=figure.quantity, value=value, why=why, **same)


def _keeps_something(old: Figure, new: Figure) -> bool:
    """Tell whether setting the new figure would leave a part of the old one, so that the old has to go first."""
    dropped = any(getattr(old, field) and not getattr(new, field) for field in ("basis", "currency"))
    return dropped or (new.low is None and new.high is None and (old.low, old.high) != (None, None))


def _rows(table: Table) -> dict[str, int]:
    return {key: row for row, key in enumerate(table["id"].tolist())}


def _lines(table: Table) -> list[str]:
    lines = [line for line in table_text(table).split("\n") if not line.startswith(f"{OWN},")]  # changes bring it
    return lines if table.name == "changes" else sorted(lines)
