"""A network of what is only lines: places at shared ends, lengths from the course, hours from a speed.

Ends that are drawn at one position are one place. Ends a few metres apart are mostly meant to be one, so an end within
`SNAP_KM` of a place that is there already is joined to it; how many were, and how far off, is told. Lines are cut, if
that is asked for, where others end on one of their positions; never where others end beside or cross them.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, product

import numpy as np

from networks.geo.sphere import EARTH_KM, piece_km
from networks.model.keys import link_id
from networks.readers.geojson_elements import Position, Row

SNAP_KM = 0.01
FINEST_KM = 1e-9  # a thousandth of a millimetre: what is nearer lies at the same position
CROWDED = 8  # places within one cell that an end is compared with

Cell = tuple[int, int, int]
Vector = tuple[float, float, float]


@dataclass
class Line:
    """A line of the file: number of its feature, its row, its positions."""

    number: int
    row: Row
    positions: list[Position]


@dataclass
class Made:
    """What was made of lines without ends.

    Attributes
    ----------
    places
        Number of the feature and row of each new place.
    joined_km
        How far off each end was that was joined to a place at another position.
    pointless
        Lines of no length, which are left out.
    """

    places: list[tuple[int, Row]] = field(default_factory=list)
    joined_km: list[float] = field(default_factory=list)
    pointless: list[Line] = field(default_factory=list)


def length_km(positions: Sequence[Position]) -> float:
    """Return the length of a line along great circles, to the millimetre."""
    with np.errstate(all="ignore"):  # degrees beyond all reason are told as such
        return round(float(piece_km(np.array(positions)).sum()), 6)


def join(lines: Sequence[Line], places: Sequence[Row], mode: str, snap_km: float) -> Made:
    """Give lines the places at their ends, ids and lengths where they have none; return what was made.

    Parameters
    ----------
    places
        Rows of the places that there are already, with ``lon`` and ``lat``.
    """
    made = Made()
    ends = _Ends(places, snap_km, made)
    for line in lines:
        if line.row.get("length_km") is None:
            line.row["length_km"] = length_km(line.positions)
        tail, head = (ends.at(line.positions[end], line.number) for end in (0, -1))
        line.row |= {"tail": tail, "head": head}
        if tail == head and line.row["length_km"] == 0:
            made.pointless.append(line)
    seen: Counter[str] = Counter()
    for line in lines:
        if line.row.get("id") is None:
            base = link_id(str(line.row.get("mode") or mode), line.row["tail"], line.row["head"])
            line.row["id"] = base if not seen[base] else f"{base}.{seen[base]}"
            seen[base] += 1
    return made


def ends_inside(lines: Sequence[Line]) -> int:
    """Return how many positions are the end of a line and an inner position of another, where none is cut."""
    inner = {position for line in lines for position in line.positions[1:-1]}
    return len({line.positions[end] for line in lines for end in (0, -1)} & inner)


def cut(lines: Sequence[Line]) -> tuple[list[Line], int]:
    """Return lines cut at each inner position at which one ends, and how many were; those with figures stay whole.

    The pieces of a line that has an id bear it with a number: ``way/5``, ``way/5.2``.
    """
    ends = {line.positions[end] for line in lines for end in (0, -1)}
    found: list[Line] = []
    count = 0
    for line in lines:
        at = [number for number, position in enumerate(line.positions[1:-1], 1) if position in ends]
        if not at or any(line.row.get(figure) is not None for figure in ("length_km", "hours", "usd", "kg_co2e")):
            found.append(line)
            continue
        count += 1
        name = line.row.get("id")
        for number, (first, last) in enumerate(pairwise([0, *at, len(line.positions) - 1]), 1):
            own = {} if name is None or number == 1 else {"id": f"{name}.{number}"}
            found.append(Line(line.number, line.row | own, line.positions[first : last + 1]))
    return found, count


class _Ends:
    """The places that ends of lines are joined to, found by position."""

    def __init__(self, places: Sequence[Row], snap_km: float, made: Made) -> None:
        self._angle, self._made = (snap_km / EARTH_KM if snap_km >= FINEST_KM else 0.0), made
        self._ids = {str(row.get("id")) for row in places}
        self._exact: dict[Position, str] = {}
        self._cells: dict[Cell, list[tuple[Vector, str]]] = {}
        for row in places:
            if row.get("id") is not None:
                self._note(_normal((row["lon"], row["lat"])), str(row["id"]))

    def at(self, position: Position, number: int) -> str:
        """Return the place at the end of a line; a new one where there is none."""
        here = _normal(position)
        if here in self._exact:
            return self._exact[here]
        off, place = min(self._near(_vector(here)), default=(math.inf, ""))
        if off <= self._angle:
            self._made.joined_km.append(off * EARTH_KM)
            self._exact[here] = place
            return place
        name = self._name(here)
        row = {"id": name, "name": name, "lon": here[0], "lat": here[1]}
        self._made.places.append((number, row))
        self._note(here, name)
        return name

    def _near(self, vector: Vector) -> Iterator[tuple[float, str]]:
        """Yield the distance of each place that may be near, in radians (of the chord), and its id."""
        if not self._angle:
            return
        x, y, z = self._cell(vector)
        for dx, dy, dz in product((-1, 0, 1), repeat=3):
            for other, place in self._cells.get((x + dx, y + dy, z + dz), ()):
                yield math.dist(vector, other), place

    def _note(self, position: Position, place: str) -> None:
        self._exact.setdefault(position, place)
        if self._angle:
            held = self._cells.setdefault(self._cell(_vector(position)), [])
            if len(held) < CROWDED:
                held.append((_vector(position), place))

    def _cell(self, vector: Vector) -> Cell:
        x, y, z = (math.floor(part / self._angle) for part in vector)
        return x, y, z

    def _name(self, position: Position) -> str:
        """Return an id that says where a place is, to 11 m: 35.4N139.7E."""
        lon, lat = (round(degrees, 4) for degrees in position)
        name = base = f"{abs(lat):.10g}{'N' if lat >= 0 else 'S'}{abs(lon):.10g}{'E' if lon >= 0 else 'W'}"
        number = 1
        while name in self._ids:
            number += 1
            name = f"{base}.{number}"
        self._ids.add(name)
        return name


def _normal(position: Position) -> Position:
    """Return a position with one name for the 180th meridian."""
    return (180.0, position[1]) if position[0] == -180 else position


def _vector(position: Position) -> Vector:
    lon, lat = map(math.radians, position)
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)
