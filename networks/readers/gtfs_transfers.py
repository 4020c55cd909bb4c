"""``transfers.txt``: how long a change at a place takes at least."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from networks.errors import Finding
from networks.readers.gtfs_cells import one_of, whole_of
from networks.readers.sheets import Cells

LEAST_TIME = 2
_WORDS = {
    "elsewhere": "ways on foot from one place to another are not read",
    "some": "changes between single routes or trips are not read",
    "never": "that no change is possible is not read",
    "aboard": "staying aboard from one trip to another is not read: it counts as a change",
}


def least_changes(cells: Cells, node_of: Mapping[str, int]) -> dict[int, int]:
    """Return the seconds that a change takes at least, by number of the place; of several the most.

    What of the table cannot be said of a place alone is told and left out.
    """
    for name in ("from_stop_id", "to_stop_id"):
        cells.refer(name, node_of, "stop")
    ends = [[node_of.get(stop, -1) for stop in cells.ids(name)] for name in ("from_stop_id", "to_stop_id")]
    kinds, seconds = cells.parsed("transfer_type", one_of(range(6)), 0), cells.parsed("min_transfer_time", whole_of, -1)
    only = [cells.texts(name) for name in ("from_route_id", "to_route_id", "from_trip_id", "to_trip_id")]
    unread: Counter[str] = Counter()
    found: dict[int, int] = {}
    for row, (begin, end, kind) in enumerate(zip(*ends, kinds, strict=True)):
        if row in cells.bad:
            continue
        why = _unread(kind, begin != end, any(column[row] for column in only))
        if why:
            unread[why] += 1
        elif kind == LEAST_TIME and seconds[row] >= 0:
            found[begin] = max(found.get(begin, 0), seconds[row])
    cells.findings += [
        Finding(cells.sheet.file, 0, "transfer_type", "", f"{_WORDS[why]} ({count} rows)", "warning", "unread")
        for why, count in unread.items()
    ]
    return found


def _unread(kind: int, elsewhere: bool, some: bool) -> str:
    """Return why a row cannot be read, "" where it can or says nothing of times."""
    if kind in (4, 5):
        return "aboard" if kind == 4 else ""
    if kind == 3:
        return "never"
    if kind in (0, 1) and not elsewhere:
        return ""
    return "elsewhere" if elsewhere else "some" if some else ""
