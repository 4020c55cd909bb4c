"""Voyages that stay inside one customs area: nothing is due where they leave the land, nor where they reach it.

Goods that leave the land pay customs only if a ride before they are on land again joins two customs areas. So where a
vehicle on water or in the air may be left before it crosses such a border, its vertices and those of the port are there
three times, told apart by the `voyage` of `At`:

=========  =========================================================================================
``home``   no customs were passed at leaving the land: no ride may cross a border, and none are due at landing
``bound``  customs of leaving are passed and no border is crossed yet: nothing lands before one is
``""``     a border is crossed: customs of entering are due at landing; everywhere else it is so
=========  =========================================================================================
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from routing.compiling import vertices
from routing.compiling.arcs import Arc, Gap
from routing.compiling.bundle import Bundle
from routing.compiling.calls import OWN, Arrival, At, Called, Departure, Halts
from routing.compiling.ground import OUTSIDE, Ground
from routing.compiling.procedures import crosses
from routing.compiling.vertices import BOUND, HOME
from routing.steps.kinds import ALIGHT

Found = Called | Gap | Bundle | Halts


def voyages(ground: Ground, carried: Iterable[Found]) -> Iterator[Found]:
    """Yield arcs and calls; those of voyages that may stay inside one customs area a second and third time."""
    found = tuple(carried)
    coastal = _coastal(ground, found)
    if not coastal:
        yield from found
        return
    ports = {one.at for one in found if isinstance(one, Departure) and one.vertex in coastal}
    starts = {vertices.started(*at) for at in ports}
    for one in found:
        if not (isinstance(one, Arc) and one.tail in starts):
            yield one
        if isinstance(one, Arc) and (one.tail in starts or one.tail in coastal):
            yield from _arcs(ground, one, coastal)
        elif isinstance(one, Departure) and one.at in ports:
            for voyage, after in _voyages(one.vertex in coastal):
                at = one.at._replace(voyage=voyage)
                yield one._replace(at=at, vertex=vertices.on_voyage(one.vertex, after))


def _arcs(ground: Ground, arc: Arc, coastal: Collection[str]) -> Iterator[Arc | Arrival]:
    landing = _landing(arc)
    near = (arc.head in coastal or landing is not None) and not crosses(ground, arc.step.places)
    for voyage, after in _voyages(near):
        tail, head = vertices.on_voyage(arc.tail, voyage), vertices.on_voyage(arc.head, after)
        yield arc._replace(tail=tail, head=head)
        if landing is not None:
            yield Arrival(landing._replace(voyage=voyage), arc.step.element if arc.step.kind == ALIGHT else OWN)


def _voyages(near: bool) -> tuple[tuple[str, str], ...]:
    """Return how a voyage stands before and after something: with it, a border is crossed or sure to be, or not."""
    return ((HOME, HOME), (BOUND, BOUND)) if near else ((BOUND, ""),)


def _landing(arc: Arc) -> At | None:
    """Return where an arc sets goods down from water or air; None if it does not."""
    at = At(arc.step.places[0], arc.step.side)
    return at if at.side in OUTSIDE and arc.head == vertices.set_down(*at) else None


def _coastal(ground: Ground, found: Iterable[Found]) -> Collection[str]:
    """Return the vertices on water or in the air between a boarding and a landing without a customs border between."""
    areas = ground.areas_with_customs
    onward: dict[str, list[str]] = {}
    boarded: list[str] = []
    landing: list[str] = []
    for one in found if areas else ():
        if isinstance(one, Departure):
            boarded += [one.vertex] if one.at.side in OUTSIDE else []
        elif isinstance(one, Arc) and one.step.mode in OUTSIDE:
            if ground.area_of[one.step.places[0]] in areas and not crosses(ground, one.step.places):
                onward.setdefault(one.tail, []).append(one.head)
        elif isinstance(one, Arc) and _landing(one) is not None:
            landing.append(one.tail)
    back: dict[str, list[str]] = {}
    for tail, heads in onward.items():
        for head in heads:
            back.setdefault(head, []).append(tail)
    return frozenset(_reached(boarded, onward) & _reached(landing, back)) if onward else ()


def _reached(begin: Iterable[str], onward: dict[str, list[str]]) -> set[str]:
    """Return the vertices that can be reached, the first ones among them."""
    seen: set[str] = set()
    waiting = list(begin)
    while waiting:
        here = waiting.pop()
        if here not in seen:
            seen.add(here)
            waiting += onward.get(here, ())
    return seen
