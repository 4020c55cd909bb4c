"""The rule about the heading of a network: without one, no other rule can be asked."""

from __future__ import annotations

from collections.abc import Iterator

from networks.errors import Finding
from networks.model.tables import Tables
from networks.rules.wording import about


def one_heading(tables: Tables) -> Iterator[Finding]:
    """Yield a finding where the network has no heading or several."""
    table = tables["network"]
    if len(table) != 1:
        yield about(table, f"expected exactly one row, found {len(table)}")
