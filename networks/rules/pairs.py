"""Rules about links between the same two places: one that says the same twice, and ways back of another length."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from networks.errors import Finding
from networks.model.distinct import combined
from networks.model.tables import Table, Tables
from networks.rules.geometry import ends
from networks.rules.wording import at, at_each, number_text

BACK_FACTOR, BACK_KM = 1.2, 5.0  # what a way back may be longer: one-way tracks, streets, canals

Ints = NDArray[np.int64]


def twins(tables: Tables) -> Iterator[Finding]:
    """Yield a warning for each link that says the same as an earlier one under another id."""
    links = tables["links"]
    names = ("id", "tail", "head", "directed", "mode", "gauge_mm", "length_km", "hours", "usd")
    rows = _with_company(tables)
    cells = (_comparable(links, name, rows) for name in names)
    seen: dict[tuple[object, ...], str] = {}
    found: list[tuple[int, str]] = []
    for row, link, tail, head, directed, *rest in zip(rows.tolist(), *cells, strict=True):
        pair = (tail, head) if directed or tail < head else (head, tail)
        first = seen.setdefault((pair, directed, *rest), link)
        if first != link:
            found.append((row, first))
    same = "the same ends, mode, gauge, length, hours and price as {}; parallel links are allowed"
    yield from at_each(links, found, "id", same.format)


def ways_back(tables: Tables) -> Iterator[Finding]:
    """Yield a warning for each way back that is much longer than the way out, where there is one link each way."""
    links, rows = tables["links"], _with_company(tables)
    cells = (links[name][rows].tolist() for name in ("tail", "head", "mode", "gauge_mm", "length_km"))
    pairs: dict[tuple[object, ...], list[tuple[int, float]]] = {}
    for row, tail, head, *kind, km in zip(rows.tolist(), *cells, strict=True):
        pairs.setdefault((tail, head, *kind), []).append((row, km))
    for (tail, head, *kind), out in pairs.items():
        back = pairs.get((head, tail, *kind), [])
        if len(out) == len(back) == 1 and str(tail) < str(head):
            (shorter, km), (longer, longer_km) = sorted((*out, *back), key=lambda one: one[1])
            if longer_km > BACK_FACTOR * km and longer_km > km + BACK_KM:
                more = f"{100 * (longer_km / km - 1):.0f} % longer than the way back, {links['id'][shorter]}"
                yield at(links, longer, "length_km", f"{more}, of {number_text(km)} km", warn=True)


def _with_company(tables: Tables) -> Ints:
    """Return the rows of links whose two places others join too, by the same mode; and of those with an unknown end."""
    tail, head = ends(tables)
    modes = tables["links"].distinct("mode")
    unknown = (tail < 0) | (head < 0)
    low, high = np.maximum(np.minimum(tail, head), 0), np.maximum(np.maximum(tail, head), 0)
    first, of_row = combined(low, high, modes.of_row)
    counts = np.bincount(of_row, minlength=len(first))
    return np.flatnonzero(unknown | (counts[of_row] > 1))


def _comparable(links: Table, name: str, rows: Ints) -> list[object]:
    cells = links[name][rows]
    found: list[object] = (np.nan_to_num(cells, nan=-1.0) if cells.dtype == float else cells).tolist()
    return found
