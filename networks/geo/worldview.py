"""`Borders`: the land of territories as one data set draws it, and which data set is looked at.

Who holds which land is a choice of each data set. Whoever asks by geometry states one, or takes ours (Natural Earth
1:10m, ``networks/data/borders/README.md``); `seen_by` is the one way in which another is looked at, for as long as a
``with`` lasts and in its thread alone.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "data" / "borders"
OURS = FOLDER / "natural_earth_10m.geojson.gz"
EXTENTS = FOLDER / "extents.csv"
GEOMETRY = '"geometry":'  # what stands before the outline, the last member of a feature
HALF_ROUND = 180.0
ROUNDED_DEG = 0.005  # what a side of a rectangle of the file may lie inside its land
Extent = tuple[float, float, float, float]  # south, west, north, east; west is above east over the 180th meridian


class Borders:
    """The land of territories as one data set draws it.

    Attributes
    ----------
    name
        Which data set, in which edition: answers by geometry say so.

    Examples
    --------
    >>> import shapely
    >>> mine = Borders("by hand", {"XK": shapely.box(20, 42, 21.8, 43.3)})
    >>> mine, sorted(mine.codes), mine.extents["XK"]
    (<Borders by hand: 1 territory>, ['XK'], (42.0, 20.0, 43.3, 21.8))
    """

    def __init__(self, name: str, shapes: Mapping[str, Any]) -> None:
        self.name = name
        self._shapes: dict[str, Any] = {code: _prepared(shape) for code, shape in shapes.items()}

    def __repr__(self) -> str:
        count = len(self.codes)
        return f"<Borders {self.name}: {count} territor{'y' if count == 1 else 'ies'}>"

    @property
    def codes(self) -> frozenset[str]:
        """Return the codes of its territories."""
        return frozenset(self._shapes)

    @cached_property
    def extents(self) -> Mapping[str, Extent]:
        """Return code -> rectangle round a territory."""
        return {code: _extent(shape) for code, shape in self._shapes.items()}

    def polygon(self, code: str) -> Any:
        """Return the land of a territory as a prepared shape of shapely; raise KeyError where there is none."""
        return self._shapes[code]


class _NaturalEarth(Borders):
    """Our own: read when first asked for, a territory at a time."""

    def __init__(self) -> None:
        super().__init__("Natural Earth 1:10m (German edition)", {})

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(self.extents)

    @cached_property
    def extents(self) -> Mapping[str, Extent]:
        rows = csv.reader(EXTENTS.read_text(encoding="utf-8").splitlines()[1:])
        return {code: _widened(*map(float, sides)) for code, *sides in rows}

    def polygon(self, code: str) -> Any:
        if code not in self._shapes:
            feature = self._features[code]
            outline = feature[feature.index(GEOMETRY) + len(GEOMETRY) : -1]
            self._shapes[code] = _prepared(shapely_module().from_geojson(outline))
        return self._shapes[code]

    @cached_property
    def _features(self) -> dict[str, str]:
        """Return each territory's line of the file, still as text: only what is asked for gets parsed."""
        with gzip.open(OURS, "rt", encoding="utf-8") as file:
            lines = [line.strip().rstrip(",") for line in file if line.startswith('{"type":"Feature",')]
        return {line.split('"code":"', 1)[1][:2]: line for line in lines}


NATURAL_EARTH: Borders = _NaturalEarth()
_SEEN: ContextVar[Borders] = ContextVar("borders", default=NATURAL_EARTH)


def borders_in_use() -> Borders:
    """Return the borders that are looked at."""
    return _SEEN.get()


@contextmanager
def seen_by(borders: Borders | None) -> Iterator[None]:
    """Look at other borders for a while; None: at those that are looked at.

    Examples
    --------
    >>> import shapely
    >>> with seen_by(Borders("by hand", {"XK": shapely.box(20, 42, 21.8, 43.3)})):
    ...     sorted(borders_in_use().codes)
    ['XK']
    >>> borders_in_use()
    <Borders Natural Earth 1:10m (German edition): 239 territories>
    """
    token = _SEEN.set(borders_in_use() if borders is None else borders)
    try:
        yield
    finally:
        _SEEN.reset(token)


def _prepared(shape: Any) -> Any:
    shapely_module().prepare(shape)
    return shape


def _widened(south: float, west: float, north: float, east: float) -> Extent:
    """Return a rectangle that was rounded to hundredths of a degree with all that it may have lost of its land.

    Examples
    --------
    >>> [round(side, 3) for side in _widened(47.05, 9.48, 47.26, 9.62)], _widened(-90.0, -180.0, -60.52, 180.0)[1::2]
    ([47.045, 9.475, 47.265, 9.625], (-180.0, 180.0))
    """
    if (west, east) != (-HALF_ROUND, HALF_ROUND):
        west, east = max(west - ROUNDED_DEG, -HALF_ROUND), min(east + ROUNDED_DEG, HALF_ROUND)
    return max(south - ROUNDED_DEG, -90.0), west, min(north + ROUNDED_DEG, 90.0), east


def _extent(shape: Any) -> Extent:
    """Return the rectangle round a shape, the narrower one where it lies on both sides of the 180th meridian."""
    shapely = shapely_module()
    west, south, east, north = shapely.bounds(shape).tolist()
    if east - west <= HALF_ROUND:
        return south, west, north, east
    parts = sorted(tuple(shapely.bounds(part)[[0, 2]].tolist()) for part in shapely.get_parts(shape))
    widest, begin, reached = 0.0, west, west
    end = east
    for one, other in parts:
        if one - reached > widest:
            widest, begin, end = one - reached, one, reached
        reached = max(reached, other)
    return (south, begin, north, end) if widest else (south, west, north, east)


def shapely_module() -> Any:
    """Return shapely; raise ImportError saying how to get it where it is not installed."""
    try:
        return import_module("shapely")
    except ImportError as error:
        raise ImportError(
            "Measuring a route against territories needs shapely: install it with 'pip install shapely'."
        ) from error
