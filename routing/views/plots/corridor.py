"""What a map shows of routes: stretches of line, each drawn once, and marks at places where something happens."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from networks.geo.lines import is_surveyed, position
from networks.network import Network
from routing.answers.route import Route
from routing.steps import kinds
from routing.steps.step import Step
from routing.steps.ways import Line, run_line, runs
from routing.views.plots.projection import EURASIA

# Kinds of mark, the weightiest first: where a place has several, the first is drawn and all are told.
MARKS = ("origin", "destination", "gauge break", "transshipment", "customs", "border")
ON_LAND = ("rail", "road")


@dataclass(frozen=True, eq=False)
class Stretch:
    """Consecutive links of one leg, run over by the same routes.

    Attributes
    ----------
    mode
        Mode of its links.
    surveyed
        Whether they have way-points; else the chords are drawn.
    users
        Numbers of the routes that run over it, from 0.
    line
        Degrees east and north, shape (n, 2).
    leg
        Number of the leg, from 0, of the first route that runs over it.
    """

    mode: str
    surveyed: bool
    users: frozenset[int]
    line: Line
    leg: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A place where something happens; `kinds` are some of `MARKS`, the weightiest first."""

    place: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class _Piece:
    key: tuple[str, ...]
    mode: str
    surveyed: bool
    line: Line
    leg: int


def stretches(routes: Sequence[Route]) -> list[Stretch]:
    """Return the lines of routes; what several run over comes once."""
    by_route = [list(_pieces(route)) for route in routes]
    users: dict[tuple[str, ...], set[int]] = {}
    for number, pieces in enumerate(by_route):
        for piece in pieces:
            users.setdefault(piece.key, set()).add(number)
    found: list[Stretch] = []
    drawn: set[tuple[str, ...]] = set()
    for pieces in by_route:
        run: list[_Piece] = []
        for piece in pieces:
            if piece.key in drawn:
                continue
            drawn.add(piece.key)
            if run and not _joins(run[-1], piece, users):
                found.append(_stretch(run, users))
                run = []
            run.append(piece)
        if run:
            found.append(_stretch(run, users))
    return found


def _pieces(route: Route) -> Iterator[_Piece]:
    for number, leg in enumerate(route.legs):
        for ride in leg.rides:
            for run in runs(ride):
                line = run_line(route.network, run)
                if line is not None:
                    key = (run.link,) if run.link else (ride.mode, *sorted((run.origin, run.destination)))
                    yield _Piece(key, ride.mode, is_surveyed(route.network, run.link), line, number)


def _joins(before: _Piece, after: _Piece, users: dict[tuple[str, ...], set[int]]) -> bool:
    same = (before.leg, before.mode, before.surveyed) == (after.leg, after.mode, after.surveyed) and users[
        before.key
    ] == users[after.key]
    return same and bool((before.line[-1] == after.line[0]).all())


def _stretch(run: list[_Piece], users: dict[tuple[str, ...], set[int]]) -> Stretch:
    line = np.concatenate([run[0].line, *(piece.line[1:] for piece in run[1:])])
    return Stretch(run[0].mode, run[0].surveyed, frozenset(users[run[0].key]), line, run[0].leg)


def marks(routes: Sequence[Route]) -> list[Mark]:
    """Return the places of routes where something happens, ends first, each once."""
    found: dict[str, set[str]] = {}
    for route in routes:
        if not route.places:
            continue
        found.setdefault(route.places[0], set()).add("origin")
        found.setdefault(route.places[-1], set()).add("destination")
        for step in route.steps:
            for place in _borders(route.network, step):
                found.setdefault(place, set()).add("border")
            if _kind(step):
                found.setdefault(step.places[0], set()).add(_kind(step))
    rows = [Mark(place, tuple(kind for kind in MARKS if kind in told)) for place, told in found.items()]
    return sorted(rows, key=lambda mark: min(MARKS.index(kind) for kind in mark.kinds))


def _kind(step: Step) -> str:
    """Return the mark that a step leaves, or ""; a lift between two gauges belongs to the border, not to a port."""
    if step.kind == kinds.BOGIE_CHANGE or (step.kind == kinds.LIFT and step.component == kinds.BORDER):
        return "gauge break"
    if step.kind == kinds.LIFT:
        return "transshipment"
    if step.kind in kinds.CUSTOMS_KINDS:
        return "customs"
    return "border" if step.kind == kinds.HANDOVER else ""


def _borders(network: Network, step: Step) -> Iterator[str]:
    """Yield a place for each land border that a ride crosses: the crossing, else the first place beyond it."""
    if step.mode not in ON_LAND:
        return
    for before, after in pairwise(network.places[place] for place in step.places):
        if before.country and after.country and before.country != after.country:
            yield before.id if before.kind == "border_crossing" and after.kind != before.kind else after.id


def place_at(network: Network, place: str) -> tuple[float, float] | None:
    """Return where a place lies on the map, in km; None without a position, and opposite to the centre of the map."""
    at = position(network, place)
    east, north = (math.nan, math.nan) if at is None else EURASIA.forward([at])[0].tolist()
    return None if math.isnan(east) else (east, north)
