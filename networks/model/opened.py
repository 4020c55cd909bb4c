"""When a link opened: a year, planned, or not known."""

from __future__ import annotations

import re

PLANNED = "planned"
_YEAR = re.compile(r"([12][0-9]{3})(\.0+)?\Z")  # spreadsheets write 1916.0


def year_opened(text: str) -> int | None:
    """Return the year in which a link opened; None of a planned one, and where the year is not known.

    Examples
    --------
    >>> year_opened("1916"), year_opened("planned"), year_opened("")
    (1916, None, None)
    """
    found = _YEAR.match(text)
    return int(found[1]) if found else None


def is_opened(text: str) -> bool:
    """Tell whether a text is one that may stand for when a link opened."""
    return text in ("", PLANNED) or year_opened(text) is not None
