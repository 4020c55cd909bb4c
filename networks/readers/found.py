"""What a reader found in a file: tables, what is wrong or odd about them, and whether the rules can be asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from networks.errors import Finding
from networks.model.tables import Table


class Found(NamedTuple):
    """The tables of a network out of a file, not yet checked.

    Attributes
    ----------
    tables
        By name, as far as they could be read.
    findings
        What the reader found.
    rules
        False where rows are missing, so that the rules would only find consequences of that.
    """

    tables: Mapping[str, Table]
    findings: Sequence[Finding]
    rules: bool = True
