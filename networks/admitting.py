"""A network of data that passed the rules; every reader and the builder come through here."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Collection, Sequence
from typing import Any

from networks.errors import DataError, DataWarning, Finding, told, without_silenced
from networks.model.gc_pause import collector_at_rest
from networks.model.tables import Tables
from networks.network import Network
from networks.rules import validation


def checked_network(
    tables: Tables,
    findings: Sequence[Finding] = (),
    *,
    rules: bool = True,
    silence: str | Collection[str] | None = (),
    **attributes: Any,
) -> Network:
    """Return the network of tables, if there is no error in them.

    Parameters
    ----------
    tables
        Tables of the schema by name.
    findings
        What the reader of the tables has found already.
    rules
        False where rows are missing, so that the rules would only find consequences of that.
    silence
        Ids of rules whose warnings are not told.
    attributes
        Further arguments of `Network`.

    Raises
    ------
    DataError
        There is an error among the findings, those of the reader included; it carries them all.
    UnknownNameError
        No rule bears an id that is to be silenced.

    Warns
    -----
    DataWarning
        There are warnings; one warning tells them all, one line per rule, the worst first.
    """
    with collector_at_rest():
        found = without_silenced(
            [*findings, *(validation.check_tables(tables, read=findings) if rules else ())], silence
        )
    if any(finding.severity == "error" for finding in found):
        raise DataError(found)
    if found:
        warnings.warn("\n  ".join(["odd data", *told(found)]), DataWarning, stacklevel=_depth())
    return Network(tables, **attributes)


def _depth() -> int:
    """Return how far above `checked_network` whoever asked for the network stands: outside of this package."""
    depth, frame = 1, sys._getframe(1)
    while frame.f_back is not None and frame.f_globals.get("__name__", "").partition(".")[0] == "networks":
        depth, frame = depth + 1, frame.f_back
    return depth
