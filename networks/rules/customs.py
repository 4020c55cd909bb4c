"""Rules about customs: areas that exist, a territory in one of them at a time, borders on the way of a line."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from networks.errors import Finding
from networks.model.customs import area_of, members_of
from networks.model.offer import on_offer
from networks.model.tables import Table, Tables
from networks.model.vocabulary import ISO_3166_1
from networks.rules.wording import at, stop_rows

CUSTOMS = ("export", "import", "transit_opening", "transit_closing")
OUTSIDE = ("sea", "ferry", "air")  # their customs are done in port


def known_areas(tables: Tables) -> Iterator[Finding]:
    """Yield each customs procedure without a customs area, or with one that does not exist."""
    table, known = tables["procedures"], set(tables["customs_areas"]["area"].tolist()) | ISO_3166_1
    for row, (kind, area) in enumerate(zip(table["kind"].tolist(), table["area"].tolist(), strict=True)):
        if kind in CUSTOMS and not area:
            yield at(table, row, "area", f"{kind} needs the customs area whose procedure it is")
        elif kind in CUSTOMS and area not in known:
            yield at(table, row, "area", "expected an area of customs_areas or a territory outside of all of them")


def one_area_at_a_time(tables: Tables) -> Iterator[Finding]:
    """Yield each membership that overlaps an earlier one of the same territory."""
    table = tables["customs_areas"]
    members: dict[str, list[int]] = {}
    for row, territory in enumerate(table["territory"].tolist()):
        members.setdefault(territory, []).append(row)
    overlaps = (pair for rows in members.values() for pair in _overlapping(table, rows))
    for row, other in sorted(overlaps):
        area = table["area"][other]
        yield at(table, row, "territory", f"it is a member of {area} at the same time, which is not possible")


def borders_are_stops(tables: Tables) -> Iterator[Finding]:
    """Yield each leg of a line by land that crosses a customs border anywhere but between two stops.

    The procedures of a border are carried out at the stations on both sides of it, so both must be stops,
    if only in passing (board and alight = no).
    """
    if not any(kind in CUSTOMS for kind in tables["procedures"]["kind"].tolist()):
        return
    offered, table = on_offer(tables), tables["stops"]
    crossed = _borders_of_links(offered)
    modes = dict(zip(offered["services"]["id"].tolist(), offered["services"]["mode"].tolist(), strict=True))
    for service, rows in stop_rows(tables).items():
        for row in rows[1:] if service in modes and modes[service] not in OUTSIDE else ():
            path = table["path"][row]
            within = [crossed[link] for link in path if link in crossed] if len(path) > 1 else []
            if within:
                text = f"the border {within[0][0]} - {within[0][1]} lies within this leg; make both stations stops"
                yield at(table, row, "path", text)


def _borders_of_links(offered: Tables) -> dict[str, tuple[str, str]]:
    """Return the ends of each link on offer that joins two customs areas."""
    places, links = offered["places"], offered["links"]
    members, day = members_of(offered), offered["network"].row(0)["as_of"]
    country = dict(zip(places["id"].tolist(), places["country"].tolist(), strict=True))
    area = {code: area_of(code, members, day) for code in set(country.values()) if code}
    found = {}
    for name, tail, head in zip(links["id"].tolist(), links["tail"].tolist(), links["head"].tolist(), strict=True):
        if len({area[code] for code in (country.get(tail), country.get(head)) if code}) > 1:
            found[name] = (tail, head)
    return found


def _overlapping(table: Table, rows: list[int]) -> Iterator[tuple[int, int]]:
    """Tell pairs of rows that hold on the same day, the later row first: each with the one that lasts the longest."""
    first, last = table["from_date"], table["until_date"]
    lasting = -1
    for row in sorted(rows, key=lambda row: (first[row] or datetime.date.min, row)):
        if lasting >= 0:
            begins, ends = first[row], last[lasting]
            if begins is None or ends is None or begins <= ends:
                yield max(row, lasting), min(row, lasting)
        if lasting < 0 or (last[lasting] is not None and (last[row] is None or last[row] > last[lasting])):
            lasting = row
