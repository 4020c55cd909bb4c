"""Railways of scgraph-data: a module of Python that holds lists, read as text and never run.

The module states ``graph=[{neighbour: km, ...}, ...]`` and ``nodes=[[latitude, longitude], ...]``.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from networks.errors import DataError, Finding
from networks.geo.sphere import great_circle_km
from networks.readers.files import Unreadable, bytes_of
from networks.ways.sea_lanes import Edges

_KEY = re.compile(r"(?<=[{ ])(\d{1,9}): ")
_LISTS = re.compile(r"graph ?= ?(?P<graph>\[[^\n]*\])\s*\n\s*nodes ?= ?(?P<nodes>\[[^\n]*\])\s*\n")
SHORT = 0.95  # an edge that is stated shorter than this share of its chord has the length of the chord
ROUNDED_KM = 0.25  # by so much positions of three decimals may move an edge


def railways_in(file: Path) -> Edges:
    """Return the railways of a module of scgraph-data as undirected edges, with the lengths that it states.

    Lengths that are stated shorter than the chord between the two nodes, by more than rounding explains, are those of
    the chord. Where the two directions differ, the longer one holds.

    Raises
    ------
    DataError
        The text is not of this form, or states what cannot be.
    """
    try:
        text = bytes_of(file).decode("utf-8")
    except Unreadable as error:
        raise _wrong(file, f"the file cannot be read: {error}") from None
    except UnicodeDecodeError:
        raise _wrong(file, "expected UTF-8") from None
    found = _LISTS.search(text)
    if found is None:
        raise _wrong(file, "expected graph=[{...}, ...] and nodes=[[...], ...] on two lines")
    try:
        ways: Any = json.loads(_KEY.sub(r'"\1": ', found["graph"]))
        positions = np.array(json.loads(found["nodes"]), dtype=np.float64)
        sizes = [len(one) for one in ways]
        heads = np.array([int(key) for one in ways for key in one], dtype=np.int64)
        km = np.array([length for one in ways for length in one.values()], dtype=np.float64)
    except (ValueError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise _wrong(file, f"expected lists of numbers: {error}") from None
    return _edges(file, positions, np.repeat(np.arange(len(ways)), sizes), heads, km)


def _edges(
    file: Path, lat_lon: NDArray[Any], tail: NDArray[np.int64], head: NDArray[np.int64], km: NDArray[np.float64]
) -> Edges:
    if lat_lon.ndim != 2 or lat_lon.shape[1:] != (2,) or not len(tail):
        raise _wrong(file, "expected pairs of degrees, and edges between them")
    if not ((np.abs(lat_lon) <= (90, 180)).all() and (km >= 0).all() and np.isfinite(km).all()):
        raise _wrong(file, "expected degrees north (-90 to 90) and east (-180 to 180), and lengths from 0")
    if max(int(tail.max()), int(head.max())) >= len(lat_lon):
        raise _wrong(file, f"expected numbers of nodes below {len(lat_lon)}")
    low, high = np.minimum(tail, head), np.maximum(tail, head)
    order = np.lexsort((-km, high, low))
    order = order[low[order] != high[order]]
    first = np.ones(len(order), dtype=np.bool_)
    first[1:] = (low[order][1:] != low[order][:-1]) | (high[order][1:] != high[order][:-1])
    low, high, km = low[order][first], high[order][first], km[order][first]
    lat, lon = lat_lon.T
    chord = great_circle_km(lat[low], lon[low], lat[high], lon[high])
    km = np.where(km < SHORT * chord - ROUNDED_KM, chord, km)
    return Edges(np.stack([lon, lat], axis=1), low, high, np.rint(1000 * km).astype(np.int64))


def _wrong(file: Path, expected: str) -> DataError:
    return DataError([Finding(file.name, 0, "", "", expected)])
