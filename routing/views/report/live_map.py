"""`LiveMap`: routes on a map to look around in, as plain data: lines in quarters of a km, names, figures in words.

The template writes it as shapes and ``map.js`` moves them; texts and lines of the page keep their size at every zoom.
The land, and what is on offer beside the routes, is the page's (`routing.views.report.ground`).
Where scripts are off, and on paper, the still picture of `routing.views.plots` stands in its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from networks.network import Network
from routing.answers.route import Route
from routing.question.constraints import Constraints
from routing.views.as_geojson import line_credits
from routing.views.plots.corridor import MARKS, Stretch, marks, place_at, stretches
from routing.views.plots.land import Window, land_in
from routing.views.plots.map_frame import LEAST_SHARE, MAP_CREDITS, SHARES, flat, window_of
from routing.views.plots.naming import totals
from routing.views.plots.style import MODES, ROUTES
from routing.views.report.map_words import done_at, leg_words, place_words

PER_KM = 4  # whole numbers of the page in a km
AROUND = 1.6  # side of the square that can be seen, by the greater side of what is shown at first
FINEST = 4500  # parts of that side that outlines are told apart by
WAY_KM = 0.5  # by so much a line of links may be thinned
PASSED = "passed"  # the kind of a place on a route where nothing happens


@dataclass(frozen=True, slots=True, kw_only=True)
class Land:
    """A territory on a map: its code, spots where that may stand, and whether it is forbidden."""

    code: str
    spots: str
    banned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A part of a leg that the same routes run over.

    Attributes
    ----------
    lines
        (outline, whether it has way-points) of its stretches.
    mode
        Mode of its rides.
    look
        Class of its colour: ``alone``, ``shared`` or ``r0`` to ``r5``.
    users
        Numbers of its routes as the map tells them; none where there is one route only.
    leg
        Number of the leg, from 0, where there is one route only.
    words
        Its figures, a line each.
    """

    lines: tuple[tuple[str, bool], ...]
    mode: str
    look: str
    users: tuple[str, ...]
    leg: int | None
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place: where it lies, what happens (of `MARKS`, ``passed`` or ``beside``), its name and figures, its routes."""

    place: str
    x: int
    y: int
    kind: str
    name: str
    words: tuple[str, ...]
    users: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A route by its number on the map, its name and totals, and the class of its colour."""

    number: str
    name: str
    totals: str
    look: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveMap:
    """What a map to look around in holds.

    Attributes
    ----------
    first, whole
        West, north, width and height of what is shown at first, and of all that there is, in quarters of a km.
    window, networks
        All that there is, in km of the map, and the networks of the routes: what a page asks for to draw, once for all
        of its maps, the land and what is on offer beside the routes (`routing.views.report.ground`).
    land, ways, spots
        What is drawn of its own.
    routes
        Those of several; none where there is one only.
    modes, kinds
        Modes of the ways; kinds of the spots that have a symbol.
    banned
        Codes of the forbidden territories.
    credits
        Who is to be named.
    """

    first: str
    whole: str
    window: Window
    networks: tuple[Network, ...]
    land: tuple[Land, ...]
    ways: tuple[Way, ...]
    spots: tuple[Spot, ...]
    routes: tuple[Shown, ...]
    modes: tuple[str, ...]
    kinds: tuple[str, ...]
    banned: tuple[str, ...]
    credits: str

    @property
    def is_shared(self) -> bool:
        """Tell whether several routes run over a way together."""
        return any(len(way.users) > 1 for way in self.ways)


def live_map(
    routes: Sequence[Route],
    names: Sequence[str] = ("",),
    constraints: Constraints | None = None,
    told: Sequence[int] = (),
) -> LiveMap | None:
    """Return a map of routes; None where nobody says where they lie.

    Parameters
    ----------
    names
        What the routes are called.
    constraints
        Their forbidden territories are tinted.
    told
        Numbers that the routes bear; () = from 1 on.
    """
    lines = stretches(routes)
    if not lines:
        return None
    points = np.concatenate([flat(one.line) for one in lines])
    first = window_of(points)
    whole = _whole(first)
    banned = frozenset() if constraints is None else constraints.banned_territories
    numbers = list(map(str, told or range(1, len(routes) + 1))) if len(routes) > 1 else []
    ways = tuple(_ways(routes, numbers, lines))
    spots = tuple(_spots(routes, numbers))
    seen = {way.mode for way in ways}
    return LiveMap(
        first=_box(first),
        whole=_box(whole),
        window=whole,
        networks=tuple(dict.fromkeys(route.network for route in routes)),
        land=tuple(_land(whole, banned)),
        ways=ways,
        spots=spots,
        routes=tuple(
            Shown(number=number, name=name, totals=totals(route), look=_look(frozenset({user}), len(routes)))
            for user, (number, name, route) in enumerate(zip(numbers, names, routes, strict=False))
        ),
        modes=in_order(seen),
        kinds=tuple(kind for kind in MARKS if any(spot.kind == kind for spot in spots)),
        banned=tuple(sorted(banned)),
        credits=_credits(routes),
    )


def in_order(modes: set[str]) -> tuple[str, ...]:
    """Return modes in the order of the house, unknown ones last."""
    return (*(mode for mode in MODES if mode in modes), *sorted(modes - set(MODES)))


def _whole(first: Window) -> Window:
    """Return the square round a window that the land is drawn in."""
    x, y = (first.west + first.east) / 2, (first.south + first.north) / 2
    half = AROUND * max(first.width, first.height) / 2
    return Window(x - half, y - half, x + half, y + half)


def _box(window: Window) -> str:
    sides = (window.west, -window.north, window.width, window.height)
    return " ".join(str(round(PER_KM * side)) for side in sides)


def _land(window: Window, banned: frozenset[str]) -> Iterator[Land]:
    """Yield the territories in a window; small ones bear no code."""
    shapely = import_module("shapely")
    found = outlines(window, window.width / FINEST)
    least = LEAST_SHARE / 4 * sum(shape.area for shape, _ in found.values())
    for code, (shape, _) in found.items():
        spots = _code_spots(shapely, shape) if shape.area > least else []
        yield Land(code=code, spots=_path(np.array(spots)) if spots else "", banned=code in banned)


@lru_cache(maxsize=8)
def outlines(window: Window, tolerance_km: float) -> dict[str, tuple[Any, str]]:
    """Return the land of each territory in a window, and its outline as text."""
    shapely = import_module("shapely")
    found = {}
    for code, shape in land_in(window, tolerance_km).items():
        polygons = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
        rings = (shapely.get_coordinates(ring) for ring in shapely.get_rings(polygons))
        found[code] = shape, "".join(f"{_path(ring)}z" for ring in rings)
    return found


def _code_spots(shapely: Any, shape: Any) -> list[tuple[float, float]]:
    """Return points well inside the largest part of a territory, the middle first."""
    largest = max(shapely.get_parts(shape), key=shapely.area)
    x0, y0, x1, y1 = largest.bounds
    tried = [shapely.Point(x0 + (x1 - x0) * a, y0 + (y1 - y0) * b) for a, b in SHARES]
    side = min(x1 - x0, y1 - y0)
    inner = shapely.simplify(largest, side / 50).buffer(-0.08 * side)
    inside = [point for point in tried if inner.contains(point)]
    return [(point.x, point.y) for point in [*inside, shapely.point_on_surface(largest)]]


def _ways(routes: Sequence[Route], numbers: Sequence[str], lines: Sequence[Stretch]) -> Iterator[Way]:
    """Yield the legs of routes; what several run over is one way of its own."""
    parts: dict[tuple[int, int, frozenset[int], str], list[Stretch]] = {}
    for one in lines:
        parts.setdefault((min(one.users), one.leg, one.users, one.mode), []).append(one)
    for (first, leg, users, mode), run in parts.items():
        told = tuple(numbers[user] for user in sorted(users)) if numbers else ()
        route = routes[first]
        yield Way(
            lines=tuple((line_text(flat(one.line)), one.surveyed) for one in run),
            mode=mode,
            look=_look(users, len(routes)),
            users=told,
            leg=None if numbers else leg,
            words=leg_words(route, leg, told),
        )


def _look(users: frozenset[int], routes: int) -> str:
    if routes == 1:
        return "alone"
    return "shared" if len(users) > 1 else f"r{min(users) % len(ROUTES)}"


def _spots(routes: Sequence[Route], numbers: Sequence[str]) -> Iterator[Spot]:
    """Yield the places of routes, those first where most happens."""
    kinds = {mark.place: mark.kinds for mark in marks(routes)}
    passed = [place for route in routes for place in route.places]
    done = [done_at(route) for route in routes]
    for place in dict.fromkeys([*kinds, *passed]):
        through = [user for user, route in enumerate(routes) if place in route.places]
        network = routes[through[0]].network if through else routes[0].network
        at = place_at(network, place)
        if at is None:
            continue
        yield Spot(
            place=place,
            x=round(PER_KM * at[0]),
            y=round(-PER_KM * at[1]),
            kind=kinds.get(place, (PASSED,))[0],
            name=network.places[place].name,
            words=place_words(network, place, kinds.get(place, ()), _told(place, through, done, numbers)),
            users=tuple(numbers[user] for user in through) if numbers else (),
        )


def _told(
    place: str, through: Sequence[int], done: Sequence[Mapping[str, list[str]]], numbers: Sequence[str]
) -> list[str]:
    """Return what some routes do at a place; what they all do is told once."""
    lines = [done[user].get(place, []) for user in through]
    if not numbers or all(one == lines[0] for one in lines):
        return [line for one in lines[:1] for line in one]
    return [f"route {numbers[user]}: {line}" for user, one in zip(through, lines, strict=True) for line in one]


def line_text(points: NDArray[np.float64]) -> str:
    """Return a line as text, thinned to what can be seen."""
    shapely = import_module("shapely")
    known = points[~np.isnan(points).any(axis=1)]
    if len(known) > 2:
        known = shapely.get_coordinates(shapely.simplify(shapely.LineString(known), WAY_KM))
    return _path(known)


def _path(points: NDArray[np.float64]) -> str:
    """Return points (km) as the outline of an SVG path: whole numbers, each from the one before.

    Examples
    --------
    >>> _path(np.array([[1.0, 2.0], [2.0, 2.0], [2.0, 0.0]]))
    'M4 -8l4 0 0 8'
    """
    at = np.round(points * (PER_KM, -PER_KM)).astype(np.int64)
    moves = np.diff(at, axis=0)
    told = " ".join(f"{x} {y}" for x, y in moves[moves.any(axis=1)].tolist())
    return f"M{at[0, 0]} {at[0, 1]}" + (f"l{told}" if told else "")


def _credits(routes: Sequence[Route]) -> str:
    lines = [credit for route in routes for credit in line_credits(route.network, set(route.network.links))]
    return MAP_CREDITS + (f" Lines: {'; '.join(dict.fromkeys(lines))}." if lines else "")
