"""Rules about dates: nothing ends before it begins, and nothing runs over a link before that is open."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from networks.errors import Finding
from networks.model.offer import on_offer
from networks.model.opened import PLANNED, SUPPOSED, is_opened, year_opened
from networks.model.tables import Tables
from networks.rules.wording import at, ids

AS_IT_IS = f"offered = no withholds it, opened = {SUPPOSED} asks what if it were open"


def opened_links(tables: Tables) -> Iterator[Finding]:
    """Yield each use of a link by a service on offer that ran, or by a network that speaks, before it opened.

    Only a year in `opened` is held against dates: a planned link on offer is a question "what if", not a mistake.
    """
    links, services = tables["links"], tables["services"]
    as_of = tables["network"]["as_of"][0] if len(tables["network"]) else None
    stated = np.flatnonzero(links.distinct("opened").where(lambda text: year_opened(text) is not None))
    opened = {links["id"][row]: year_opened(links["opened"][row]) for row in stated.tolist()}
    if not opened:
        return
    rows, offered = ids(tables, "services"), ids(on_offer(tables), "services")
    used = ids(on_offer(tables), "links")
    for name, column in (("stops", "path"), ("area_links", "link")):
        table = tables[name]
        for row, (service, cell) in enumerate(zip(table["service"].tolist(), table[column].tolist(), strict=True)):
            for link in (cell,) if isinstance(cell, str) else cell:
                if link not in opened or link not in used or service not in rows:
                    continue
                for day, what in (
                    (as_of if service in offered else None, "the as-of date"),
                    (services["from_date"][rows[service]], "the first day of the service"),
                    (services["until_date"][rows[service]], "the last day of the service"),
                ):
                    if day is not None and day.year < opened[link]:
                        text = f"the link opened in {opened[link]}, after {what}, {day}"
                        yield at(table, row, column, text, value=link)
                        break


def links_not_yet_open(tables: Tables) -> Iterator[Finding]:
    """Yield each text that is no time of opening, and a warning for each link on offer that is not open yet."""
    links = tables["links"]
    as_of = tables["network"]["as_of"][0] if len(tables["network"]) else None
    for row in np.flatnonzero(links.distinct("opened").where(bool)).tolist():
        text, is_offered = links["opened"][row], links["offered"][row]
        year = year_opened(text)
        if not is_opened(text):
            yield at(links, row, "opened", f"expected a year such as 1916, {PLANNED}, {SUPPOSED}, or nothing")
        elif is_offered and text == PLANNED:
            yield at(links, row, "opened", f"the link is planned, and on offer; {AS_IT_IS}", warn=True)
        elif is_offered and year is not None and as_of is not None and year > as_of.year:
            yield at(links, row, "opened", f"the link is on offer, and opens after the as-of date, {as_of}", warn=True)


def dates(tables: Tables) -> Iterator[Finding]:
    """Yield each row that ends before it begins."""
    for name in ("services", "customs_areas", "closures", "departures", "opening_hours"):
        table = tables[name]
        for row, (first, last) in enumerate(
            zip(table["from_date"].tolist(), table["until_date"].tolist(), strict=True)
        ):
            if first is not None and last is not None and last < first:
                yield at(table, row, "until_date", f"expected a day not before {first}, its from_date")
