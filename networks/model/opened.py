"""When a link opened: a year, planned, planned and supposed to be open, or not known."""

from __future__ import annotations

import re

from networks.model.tables import Table

PLANNED, SUPPOSED = "planned", "supposed"  # the second is a planned one too: a question "what if it were open"
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
    return text in ("", PLANNED, SUPPOSED) or year_opened(text) is not None


def is_planned(text: str) -> bool:
    """Tell whether a link that says so of itself is only planned, and not supposed to be open all the same."""
    return bool(text) and text != SUPPOSED and year_opened(text) is None


def planned_links(links: Table) -> dict[str, bool]:
    """Return the planned ones of some links, and whether they are supposed to be open all the same."""
    planned = links.distinct("opened").where(lambda text: bool(text) and year_opened(text) is None)
    cells = zip(links["id"][planned].tolist(), links["opened"][planned].tolist(), strict=True)
    return {link: text == SUPPOSED for link, text in cells}


def years_opened(links: Table) -> dict[str, int]:
    """Return the years in which some links opened or will open, of those that say so."""
    dated = links.distinct("opened").where(lambda text: year_opened(text) is not None)
    cells = zip(links["id"][dated].tolist(), links["opened"][dated].tolist(), strict=True)
    return {link: year for link, text in cells if (year := year_opened(text)) is not None}


def opened_when_added(text: str) -> str:
    """Return what `opened` says of a link that somebody adds: of a planned one that it is supposed to be open.

    Examples
    --------
    >>> opened_when_added("planned"), opened_when_added("1916"), opened_when_added("")
    ('supposed', '1916', '')
    """
    return SUPPOSED if text == PLANNED else text
