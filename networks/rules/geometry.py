"""Rules about links against the map: lengths, swapped coordinates, speeds, way-points, what hangs together."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from networks.errors import Finding
from networks.geo.sphere import great_circle_km
from networks.model.joined import parts_of
from networks.model.link_ends import link_ends
from networks.model.offer import on_offer
from networks.model.tables import Table, Tables
from networks.rules.wording import about, at, number_text

TOLERANCE_KM = 3.0  # positions are good to 1-3 km
TOLERANCE_SHARE = 0.01  # sphere against ellipsoid, and rounding of published lengths
LONG_FACTOR, LONG_KM = 3.0, 50.0  # a way more than three times the great circle is worth a look
SLIPS = ((1 / 1000, "m, not km?"), (1.609, "miles, not km?"), (1000.0, "thousands of km, not km?"))

Floats = NDArray[np.float64]


def loops(tables: Tables) -> Iterator[Finding]:
    """Yield a warning for each link that ends where it begins."""
    links = tables["links"]
    tail, head = ends(tables)
    alike = np.flatnonzero(tail == head)  # both may be unknown, and unlike
    for row in alike[(links["tail"][alike] == links["head"][alike]) & (links["tail"][alike] != "")]:
        yield at(links, row, "head", "the link ends where it begins", warn=True)


def lengths(tables: Tables) -> Iterator[Finding]:
    """Yield each link that is shorter than the great circle, or much longer; and places that explain it."""
    links, places = tables["links"], tables["places"]
    tail, head = ends(tables)
    chord = chords(tables)
    short = too_short(links["length_km"], chord)
    swapped = _swapped_places(tables, tail, head, short) if short.any() else []
    text = "so all links here are shorter than the great circle, the other way round none is"
    for place in swapped:
        yield at(places, place, "lat", f"latitude and longitude look swapped: {text}")
    for row in np.flatnonzero(short & ~np.isin(tail, swapped) & ~np.isin(head, swapped)):
        yield at(links, row, "length_km", f"shorter than the {_circle(links['length_km'][row], chord[row])}")
    for row in np.flatnonzero((links["length_km"] > LONG_FACTOR * chord) & (links["length_km"] > LONG_KM)):
        text = f"more than {LONG_FACTOR:g} times the {_circle(links['length_km'][row], chord[row])}"
        yield at(links, row, "length_km", text, warn=True)


def waypoint_order(tables: Tables) -> Iterator[Finding]:
    """Yield each link whose way-points are not numbered 1, 2, 3 ..."""
    table = tables["waypoints"]
    grouped: dict[str, list[tuple[int, int]]] = {}
    for row, (link, seq) in enumerate(zip(table["link"].tolist(), table["seq"].tolist(), strict=True)):
        if seq != -1:
            grouped.setdefault(link, []).append((seq, row))
    for numbered in grouped.values():
        for expected, (seq, row) in enumerate(sorted(numbered), 1):
            if seq != expected:
                yield at(
                    table, row, "seq", f"expected the way-points of a link numbered 1, 2, 3 ...; {expected} is missing"
                )
                break


def connected(tables: Tables) -> Iterator[Finding]:
    """Yield a warning where what is on offer falls into parts without a link between them."""
    if any((end < 0).any() for end in ends(tables)):  # a place is missing, which is told elsewhere
        return
    offered = on_offer(tables)
    tail, head = ends(offered)
    places = offered["places"]["id"]
    if len(places) > 1 and not len(tail):
        text = "there are no links on offer: a list of places, between which nothing runs"
        yield about(tables["links"], text, warn=True)
        return
    parts = parts_of(len(places), tail, head)
    if (parts != parts[:1]).any():
        # A part is named by its first place in this order; an array of text would be as wide as its longest id.
        by_name = np.array(sorted(range(len(places)), key=places.tolist().__getitem__), dtype=np.int64)
        _, first, sizes = np.unique(parts[by_name], return_index=True, return_counts=True)
        small = np.lexsort((first, -sizes))[1:11]
        shown = ", ".join(map(str, sizes[small])) + (" ..." if len(sizes) > 11 else "")
        text = f"the network falls into {len(sizes)} parts; beside the largest, here by one place: {shown} places"
        yield about(tables["links"], text, value=", ".join(places[by_name[first[small]]]), warn=True)


def chords(tables: Tables) -> Floats:
    """Return the great circle between the ends of each link in km; NaN where an end has no position."""
    return _chords(tables["places"], tables["links"])


@lru_cache(maxsize=1)
def _chords(places: Table, links: Table) -> Floats:
    chord = _distances(places["lat"], places["lon"], *link_ends(places, links))
    chord.setflags(write=False)
    return chord


def ends(tables: Tables) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the rows of the two places of each link, -1 where there is none."""
    return link_ends(tables["places"], tables["links"])


def forget_chords() -> None:
    """Let go of the tables whose chords were measured."""
    _chords.cache_clear()


def too_short(length: Floats, chord: Floats) -> NDArray[np.bool_]:
    """Return which lengths are shorter than the great circle between the ends, beyond what positions are good to."""
    return np.asarray(length < chord - np.maximum(TOLERANCE_KM, TOLERANCE_SHARE * chord), dtype=np.bool_)


def _circle(length: float, chord: float) -> str:
    """Return how long the great circle is, and the unit in which a length would fit it, as a question."""
    fits = (f" ({slip})" for size, slip in SLIPS if 0.99 * chord <= length * size <= 1.5 * chord)
    return f"great circle of {number_text(chord)} km{next(fits, '')}"


def _distances(lat: Floats, lon: Floats, tail: NDArray[np.int64], head: NDArray[np.int64]) -> Floats:
    """Return the great circle between the ends of each link; NaN where an end has no position."""
    if not len(lat):
        return np.full(len(tail), np.nan)
    chord = np.asarray(great_circle_km(lat[tail], lon[tail], lat[head], lon[head]), dtype=np.float64)
    chord[(tail < 0) | (head < 0)] = np.nan
    return chord


def _swapped_places(
    tables: Tables, tail: NDArray[np.int64], head: NDArray[np.int64], short: NDArray[np.bool_]
) -> list[int]:
    """Return the places all of whose links are too short, and none once their coordinates are exchanged."""
    lat, lon, length = tables["places"]["lat"], tables["places"]["lon"], tables["links"]["length_km"]
    links, short_ones, bad_ones = (np.zeros(len(lat), dtype=np.int64) for _ in range(3))
    for end, other, some in ((tail, head, tail >= 0), (head, tail, (head >= 0) & (head != tail))):
        rows = np.flatnonzero(some & ~np.isnan(length))
        here, there, km = end[rows], other[rows], length[rows]
        exchanged = here == there
        chord = np.asarray(
            great_circle_km(
                lon[here],
                lat[here],
                np.where(exchanged, lon[here], lat[there]),
                np.where(exchanged, lat[here], lon[there]),
            ),
            dtype=np.float64,
        )
        chord[there < 0] = np.nan
        bad = too_short(km, chord) | ((km > LONG_FACTOR * chord) & (km > LONG_KM))
        for count, marked in ((links, slice(None)), (short_ones, short[rows]), (bad_ones, bad)):
            np.add.at(count, here[marked], 1)
    fits = (links > 0) & (short_ones == links) & (bad_ones == 0) & (np.abs(lon) <= 90)
    return np.flatnonzero(fits).tolist()
