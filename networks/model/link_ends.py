"""Which places links join, by rows: looked up once for two tables, for all that works on them by arrays."""

from __future__ import annotations

from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from networks.model.tables import Table

Ints = NDArray[np.int64]


def link_ends(places: Table, links: Table) -> tuple[Ints, Ints]:
    """Return the rows of the two places of each link, -1 where there is none; read-only.

    Of places that bear one id the last counts.

    Examples
    --------
    >>> places = Table.from_rows("places", [{"id": "A", "name": "Alpha"}, {"id": "B", "name": "Beta"}])
    >>> links = Table.from_rows("links", [{"id": "ab", "tail": "B", "head": "C", "mode": "sea"}])
    >>> [end.tolist() for end in link_ends(places, links)]
    [[1], [-1]]
    """
    return links.worked_out(("ends", places), lambda: _looked_up(places, links))


def _looked_up(places: Table, links: Table) -> tuple[Ints, Ints]:
    rows = {key: row for row, key in enumerate(places["id"].tolist()) if key}
    found = []
    for end in ("tail", "head"):
        ids = links.distinct(end)
        of_id = np.fromiter(map(rows.get, ids.values, repeat(-1)), np.int64, len(ids.values))
        of_link = ids.mapped(of_id)
        of_link.setflags(write=False)
        found.append(of_link)
    return found[0], found[1]
