"""Rows laid over a network: the one way in which a what-if makes another network of one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from networks.errors import DataError, Finding
from networks.model.cells import table_from_values
from networks.model.given import catalogue_of
from networks.model.tables import Table
from networks.network import Network
from networks.rules.validation import check_tables

Rows = Mapping[str, Sequence[Mapping[str, Any]]]  # name of a table -> rows of Python values


def laid_over(
    network: Network,
    rows: Rows,
    *,
    dropped: Collection[tuple[str, str]] = (),
    heading: Mapping[str, Any] | None = None,
) -> Network:
    """Return a network with further rows; a figure replaces the one of the same element and quantity.

    Parameters
    ----------
    dropped
        Further figures that go, by element and quantity.
    heading
        Cells of the heading that change.

    Raises
    ------
    DataError
        A row that cannot be read, or that does not fit the network; all findings.
    """
    tables: dict[str, Table] = dict(network.catalogue)
    findings: list[Finding] = []
    for name, given in rows.items():
        added, found = table_from_values(name, given, lenient=True)
        findings += found
        kept = _without(tables[name], added, dropped) if name == "figures" else tables[name]
        tables[name] = kept.joined(added)
    if findings:
        raise DataError(findings)
    for column, value in (heading or {}).items():
        tables["network"] = tables["network"].with_cells(**{column: np.array([value], dtype=object)})
    found = [one for one in check_tables(tables, errors_only=True) if one.severity == "error"]
    if found:
        raise DataError(found)
    return network.of_tables(tables, scenario=network.scenario, reasons=network.reasons)


def free_id(network: Network, wanted: str) -> str:
    """Return an id that nothing in a network bears: the one wanted, or with a number behind it."""
    tables = catalogue_of(network, "free_id", "network")
    known = {key for table in tables.values() if "id" in table.columns for key in table["id"].tolist()}
    number, found = 1, wanted
    while found in known:
        number, found = number + 1, f"{wanted}.{number + 1}"
    return found


def checked_network_of(network: object, call: str) -> Network:
    """Return the network that a call was given; raise DataError where it is none."""
    catalogue_of(network, call, "network")
    assert isinstance(network, Network)
    return network


def several(value: str | Iterable[str] | None) -> tuple[str, ...]:
    """Return the ids that an argument gives: none, one, or several."""
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


def _without(table: Table, newer: Table, dropped: Collection[tuple[str, str]]) -> Table:
    """Return the figures that newer ones do not replace, and that are not dropped."""
    replaced = set(dropped) | set(zip(newer["element"].tolist(), newer["quantity"].tolist(), strict=True))
    if not replaced:
        return table
    keys = zip(table["element"].tolist(), table["quantity"].tolist(), strict=True)
    keep = np.fromiter((key not in replaced for key in keys), dtype=np.bool_, count=len(table))
    return table.where(keep)
