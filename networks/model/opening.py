"""What the column `opened` of a link says: the year of its first train or ship, that it is planned, or nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping

from networks.model.tables import Tables

_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")


def opening_year(opened: str) -> int | None:
    """Return the year in which a link opened or opens, None where none is stated.

    Examples
    --------
    >>> opening_year("2030"), opening_year("2030-05"), opening_year("planned"), opening_year("")
    (2030, 2030, None, None)
    """
    found = _YEAR.search(opened)
    return None if found is None else int(found.group())


def is_planned(opened: str) -> bool:
    """Tell whether something other than a year is said: nobody can say that such a link is open."""
    return bool(opened) and opening_year(opened) is None


def planned_links(catalogue: Tables, reasons: Mapping[str, str]) -> dict[str, bool]:
    """Return the planned links on offer, and whether a scenario or a change by hand put them there on purpose."""
    links = catalogue["links"]
    cells = (links[name].tolist() for name in ("id", "opened", "offered"))
    planned = [link for link, opened, offered in zip(*cells, strict=True) if offered and opened and is_planned(opened)]
    if not planned:
        return {}
    changes = catalogue["changes"]
    rows = zip(*(changes[name].tolist() for name in ("action", "table", "element")), strict=True)
    added = {element for action, table, element in rows if (action, table) == ("add", "links")}
    return {link: link in reasons or link in added for link in planned}
