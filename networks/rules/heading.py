"""The rule about the heading of a network: without one, no other rule can be asked."""

from __future__ import annotations

from collections.abc import Iterator

from networks.errors import Finding
from networks.model.tables import Tables
from networks.rules.wording import about, at


def one_heading(tables: Tables) -> Iterator[Finding]:
    """Yield a finding where the network has no heading or several, or one that shares what is not there.

    A folder of CSV files that shares another is read together with it, and its heading shares nothing any more.
    """
    table = tables["network"]
    for name in filter(None, table["shares"].tolist()):
        yield at(table, 0, "shares", "only a folder of CSV files shares another: read it from there", value=name)
    if len(table) != 1:
        yield about(table, f"expected exactly one row, found {len(table)}")
