"""When a link opened: a year, planned, or not known."""

from __future__ import annotations

import re
from collections.abc import Mapping

from networks.model.tables import Tables

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


def is_planned(text: str) -> bool:
    """Tell whether a link that says so of itself is only planned."""
    return bool(text) and year_opened(text) is None


def planned_links(catalogue: Tables, reasons: Mapping[str, str]) -> dict[str, bool]:
    """Return the planned links on offer, and whether a scenario or a change by hand put them there on purpose."""
    links = catalogue["links"]
    cells = zip(*(links[name].tolist() for name in ("id", "opened", "offered")), strict=True)
    planned = [link for link, text, offered in cells if offered and is_planned(text)]
    if not planned:
        return {}
    changes = catalogue["changes"]
    rows = zip(*(changes[name].tolist() for name in ("action", "table", "element")), strict=True)
    added = {element for action, table, element in rows if (action, table) == ("add", "links")}
    return {link: link in reasons or link in added for link in planned}
