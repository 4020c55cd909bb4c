"""`tupled`: lists of a frozen record made tuples, so that whoever gave them cannot change it."""

from __future__ import annotations

from typing import Any

from networks.errors import DataError, Finding

IN_ORDER = ("path", "stops", "changes")  # fields of records whose order says something


def tupled(record: Any, *fields: str) -> None:
    """Make tuples of the lists of a record, so that whoever gave them cannot change it; a set is sorted."""
    for field in fields:
        given = getattr(record, field)
        if isinstance(given, set | frozenset) and field in IN_ORDER:
            expected = "expected a list or a tuple, for the order counts"
            raise DataError([Finding(type(record).__name__, 0, field, "", expected)])
        if isinstance(given, set | frozenset):
            given = sorted(given, key=lambda item: (str(type(item)), item))
        if isinstance(given, list):
            object.__setattr__(record, field, tuple(given))
