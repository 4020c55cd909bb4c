"""What several editions of a network share: tables in a folder beside them, named by `shares` in network.csv.

An edition is a folder of its own tables. The rows of the shared folder come before them, as if they stood in the same
files; only the heading is that of the edition alone. What opens later than the edition is of is withheld in it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path, PureWindowsPath

import numpy as np

from networks.errors import DataError, Finding, nearest_names
from networks.model.opened import PLANNED, year_opened
from networks.model.tables import Table
from networks.readers.files import leads_out

HEADING, SHARES = "network", "shares"

Made = Callable[[str, Callable[[], Table]], Table]  # a table of a name, made of what reads it: now or later


def shared_by(heading: Table | None) -> str:
    """Return the name of the folder that a heading shares, "" where it shares none."""
    names = () if heading is None else heading[SHARES].tolist()
    return names[0] if names else ""


def folder_of(folder: Path, heading: Table) -> Path:
    """Return the shared folder of an edition.

    Raises
    ------
    DataError
        There is no such folder beside that of the edition, or it is a link to one elsewhere.
    """
    name, beside = shared_by(heading), Path(os.path.abspath(folder)).parent  # noqa: PTH100 -- of "." and "x/..", too
    if name in (".", "..") or PureWindowsPath(name).name != name:  # what splits a path on Windows splits it anywhere
        raise DataError([refusal(heading, "expected the name of a folder beside this one, without a path")])
    if not os.path.isdir(beside / name):  # noqa: PTH112 -- of a name that is too long, too
        near: tuple[str, ...] = ()
        with suppress(OSError):
            near = nearest_names(name, sorted(one.name for one in beside.iterdir() if not one.name.startswith(".")))
        hint = f"; did you mean {', '.join(near)}?" if near else ""
        raise DataError([refusal(heading, f"no folder of this name stands beside this one{hint}")])
    if leads_out(beside, name):
        raise DataError(
            [refusal(heading, "this is a link that leads elsewhere; put the folder itself beside this one")]
        )
    return beside / name


def sharing_again(heading: Table, shared: Mapping[str, Table]) -> list[Finding]:
    """Return what is wrong where the folder that an edition shares itself shares another."""
    further = shared_by(shared.get(HEADING))
    if not further:
        return []
    text = f"what is shared shares nothing itself, and {shared[HEADING].file_of(0)} there shares {further}"
    return [refusal(heading, text)]


def refusal(heading: Table, expected: str) -> Finding:
    """Return the finding that what an edition shares cannot be had."""
    return Finding(f"{HEADING}.csv", int(heading.lines[0]), SHARES, shared_by(heading), expected)


def is_refusal(finding: Finding) -> bool:
    """Tell whether a finding says that what a network shares cannot be had, so that rows are missing."""
    return (finding.file, finding.field) == (f"{HEADING}.csv", SHARES)


def edition_of(shared: Mapping[str, Table], own: Mapping[str, Table], made: Made) -> dict[str, Table]:
    """Return the tables of an edition: the rows of the shared folder, and then its own.

    Parameters
    ----------
    shared, own
        Tables of the shared folder and of the edition by name; the edition has a heading.
    made
        Makes a table of what reads it, at once or when it is looked at.
    """
    joined: dict[str, Table] = {name: table for name, table in shared.items() if name != HEADING}
    for name, table in own.items():
        joined[name] = made(name, _joining(joined[name], table)) if name in joined else table
    joined[HEADING] = own[HEADING].with_cells(shares=np.array([""] * len(own[HEADING]), dtype=object))
    if "links" in joined and "links" in shared:
        links = joined["links"]
        joined["links"] = made("links", lambda: _open_links(links, len(shared["links"]), joined[HEADING]))
    if "places" in joined and "places" in shared and "links" in joined:
        places = joined["places"]
        joined["places"] = made("places", lambda: _places_with_links(places, len(shared["places"]), joined["links"]))
    return joined


def _joining(first: Table, then: Table) -> Callable[[], Table]:
    return lambda: first.joined(then)


def _open_links(links: Table, shared: int, heading: Table) -> Table:
    """Return links without those on offer, of the first `shared`, that are planned or open after the as-of date."""
    as_of = heading["as_of"][0] if len(heading) else None
    offered = links["offered"].copy()
    for row, text in enumerate(links["opened"][:shared].tolist()):
        year = year_opened(text)
        offered[row] &= text != PLANNED and (year is None or as_of is None or year <= as_of.year)
    return links.with_cells(offered=offered)


def _places_with_links(places: Table, shared: int, links: Table) -> Table:
    """Return places without those on offer, of the first `shared`, at which no link on offer ends."""
    ends = {place for end in ("tail", "head") for place in links[end][links["offered"]].tolist()}
    offered = places["offered"].copy()
    for row, place in enumerate(places["id"][:shared].tolist()):
        offered[row] &= place in ends
    return places.with_cells(offered=offered)
