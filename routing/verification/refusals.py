"""Refusals verified: that there is no route, and that the constraints named clash, all of them and no fewer.

The words of a conflict are read as they stand, so what is verified is what a reader is told. Routes are looked for by
`second_search.py`, which knows nothing of how the refusal was found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from networks.geo.areas import Area
from networks.network import Network
from routing.answers.conflict import CLASH, FIGURES, OFFER, THE_TIMETABLE, Conflict
from routing.errors import LimitReachedError, VerificationError
from routing.question.clock import moment_at
from routing.question.constraints import Constraints
from routing.question.moments import Moment
from routing.question.question import Question
from routing.verification.boxes import classes_of
from routing.verification.proposing import Allows
from routing.verification.second_on_clock import search_on_clock
from routing.verification.second_search import Found, search

BANS = {
    "the ban of territory ": "avoid_territories",
    "the ban of place ": "avoid_places",
    "the ban of link ": "avoid_links",
    "the ban of service ": "avoid_services",
    "the ban of area ": "avoid_areas",
    "the ban of passage ": "avoid_passages",
}
LIMITS = ("max_days", "max_usd", "max_kg_co2e", "max_km", "max_transshipments")
UNKNOWN = ("that the territory of ", " with a course in a territory that is not listed")
REFUSED = re.compile(r"\d+ services? takes? no .* goods ")
COURSES = re.compile(r"\d+ links? at sea without way-points ")
UNLOCATED = re.compile(r"\d+ (places?|links?|services?) .* which may lie where nothing is to go ")
NEAREST = re.compile(r"(max_\w+) from (\d[\d.]*)(, as far as these constraints go)?$")
SMALL = re.compile(r"\d+ services? of which one departure takes less ")
WATERS, MODE, VIA, DEADLINE = "the ban of 12-mile waters", "no way by ", "via ", "the deadline "
DAYS, CLOSURE, DELAY = "the days on which services run", "the closure ", "the delay "
LACKING, SCENARIO = "figures missing: ", "the network "
NO_WAY = ("no chain of services on offer joins ", "nothing on offer ", "no row of operations.csv at ")
BARRED = (" known but not on offer", " planned, and not open", " opens in ", " departs in the months ")

HORIZON_DAYS = 366  # that the clock looks ahead, or back

Search = Callable[[Question], Found]


def check_refusal(
    network: Network, question: Question, blocked_by: Sequence[Conflict], columns: Sequence[str], allows: Allows
) -> None:
    """Raise VerificationError where a question that was refused has a route, or the reasons told are not the reasons.

    Parameters
    ----------
    columns
        Columns of which each step of a route must have a figure, beside those that are least or limited.
    allows
        Raises VerificationError for a step that a question bans.

    Raises
    ------
    LimitReachedError
        More labels would be needed to tell.
    """
    about_days = any(words.startswith("max_days ") for one in blocked_by for words in one.constraints)
    start = question.shipment.ready
    if isinstance(question.arrive_by, datetime) and about_days:
        start = moment_at(network, "", question.arrive_by, "arrive_by") - timedelta(days=HORIZON_DAYS)

    def looked_for(asked: Question) -> Found:
        if asked.model == "clock":
            return _by_clock(network, asked, allows, columns, start)
        return search(network, asked, allows, columns)

    if question.model == "clock" and not any(conflict.kind == CLASH for conflict in blocked_by):
        _check_none(looked_for(question), f"refused: {question}")  # what is missing is told as if nothing waited
        blocked_by = [one for one in blocked_by if not one.constraints[0].startswith(THE_TIMETABLE)]
        if not blocked_by:
            return
        question = replace(question, model="frequency", arrive_by=None, on_any_day=True)
        shipment = replace(question.shipment, deadline=None)
        question = replace(question, shipment=shipment, constraints=replace(question.constraints, max_days=None))
    _check_words(question, blocked_by)
    _check_withheld(network, blocked_by)
    closures = frozenset(network.catalogue["closures"]["id"].tolist())
    clashes = [conflict for conflict in blocked_by if conflict.kind == CLASH]
    for conflict in clashes:
        _check_clash(question, conflict, looked_for, closures)
        _check_nearest(question, conflict, looked_for, closures)
    if any(_is_of_none(conflict) for conflict in blocked_by):
        without = _with_only(question, (), closures)
        _check_none(looked_for(without), f"told to have no way even without constraints: {question}")
    elif not clashes:  # a clash has told that there is no route within fewer constraints, so there is none within all
        _check_none(looked_for(question), f"refused: {question}")


def _by_clock(
    network: Network, question: Question, allows: Allows, columns: Sequence[str], start: Moment | None
) -> Found:
    """Return a route by the clock; of one that is to arrive by a moment, from the earliest start on.

    `start`: from where on such a question was looked at, where it does not limit its days.
    """
    question = replace(question, on_any_day=False)
    by = question.arrive_by
    if not isinstance(by, datetime) or not isinstance(start, datetime):
        return search_on_clock(network, question, allows, columns)
    end, most = by.astimezone(UTC).replace(microsecond=0), question.constraints.max_days
    earliest = start if most is None else end - timedelta(days=min(HORIZON_DAYS, most))
    begin = earliest.replace(microsecond=0).astimezone(start.tzinfo)
    asked = replace(question, shipment=replace(question.shipment, ready=begin))
    return search_on_clock(network, asked, allows, columns)


def _is_of_none(conflict: Conflict) -> bool:
    """Tell whether a reason says that there is no way even without constraints."""
    return conflict.kind == FIGURES or (conflict.kind == OFFER and conflict.constraints[0].startswith(NO_WAY))


def _check_words(question: Question, blocked_by: Sequence[Conflict]) -> None:
    """Check that each reason is one that can be read, and that each constraint among them is one that was asked."""
    for conflict in blocked_by:
        for words in conflict.constraints:
            is_read = {CLASH: _is_read, FIGURES: lambda one: one.startswith(LACKING), OFFER: _is_of_offer}
            if conflict.kind not in is_read or not is_read[conflict.kind](words):
                raise VerificationError(f"{words!r} is told as a reason of kind {conflict.kind!r}: nobody can read it")
            if conflict.kind == CLASH and not _is_asked(question, words):
                raise VerificationError(f"{words} is told as a reason, but the question does not say so")


def _is_of_offer(words: str) -> bool:
    return words.startswith((*NO_WAY, SCENARIO)) or any(part in words for part in BARRED)


def _is_asked(question: Question, words: str) -> bool:
    """Tell whether a constraint in words is one of a question."""
    asked = question.constraints
    for ban, field in BANS.items():
        if words.startswith(ban):
            return set(words.removeprefix(ban).split(", ")) <= {*map(_called, getattr(asked, field))}
    for name in LIMITS:
        if words.startswith(f"{name} "):
            stated = getattr(asked, name)
            return stated is not None and words == f"{name} {stated:g}"
    if words.startswith(VIA):
        return set(words.removeprefix(VIA).split(", ")) <= set(asked.via)
    if words.startswith(DEADLINE):
        return question.shipment.deadline is not None
    return words != WATERS or asked.waters == "12nm"


def _check_nearest(question: Question, conflict: Conflict, looked_for: Search, closures: frozenset[str]) -> None:
    """Check that the nearest value told of a limit opens a route, and that a little less does not."""
    for words, remedy in zip(conflict.constraints, conflict.remedies, strict=False):
        found = NEAREST.match(remedy)
        if found is None:
            continue
        name, value = found[1], float(found[2])
        if not words.startswith(f"{name} "):
            raise VerificationError(f"{remedy} is told as the remedy of {words}")
        stated = conflict.constraints if found[3] else None
        rest = question if stated is None else _with_only(question, stated, closures)
        step = 1 if name == "max_transshipments" else 0.001
        for limit, opens in ((value, True), (value - step, False)):
            if limit < 0 or (limit == 0 and name != "max_transshipments"):
                continue
            given: dict[str, Any] = {name: int(limit) if step == 1 else limit}
            way = looked_for(replace(rest, constraints=replace(rest.constraints, **given)))
            if way.certain and (way.steps is not None) != opens:
                raise VerificationError(f"{remedy} is told, but at {limit:g} there is {'no' if opens else 'a'} route")


def _check_withheld(network: Network, blocked_by: Sequence[Conflict]) -> None:
    """Check that what is told to be known but not on offer is."""
    for words in (one for conflict in blocked_by if conflict.kind == OFFER for one in conflict.constraints):
        told, known, _ = words.partition(" known but not on offer")
        for name in told.removesuffix(" is").removesuffix(" are").split(" and ") if known else ():
            if name not in network.withheld:
                raise VerificationError(
                    f"{name} is told to be known but not on offer, the network does not withhold it"
                )


def _check_clash(question: Question, conflict: Conflict, looked_for: Search, closures: frozenset[str]) -> None:
    """Check that the constraints of a conflict leave no route, and that any fewer of them leave one."""
    stated = conflict.constraints
    _check_none(looked_for(_with_only(question, stated, closures)), f"blocked by {' and '.join(stated)}")
    for number, words in enumerate(stated):
        found = looked_for(_with_only(question, stated[:number] + stated[number + 1 :], closures))
        if found.steps is None and found.certain:
            raise VerificationError(f"{words} is told as a reason, but without it there is no route either: {conflict}")


def _with_only(question: Question, stated: Sequence[str], closures: frozenset[str]) -> Question:
    """Return a question with only what is stated in words, the unknown, closures, goods and capacities among it."""
    asked = kept(question, stated)
    shut = (CLOSURE, DELAY)
    named = {words.split(" ")[2] for words in stated if words.startswith(shut)}
    return replace(
        asked,
        spares_unknown=not any(map(_is_unknown, stated)),
        spares_courses=not any(map(COURSES.match, stated)),
        spares_unlocated=not any(map(UNLOCATED.match, stated)),
        spares_small=not any(map(SMALL.match, stated)),
        spared_goods=frozenset() if any(map(REFUSED.match, stated)) else classes_of(asked.shipment),
        spared_closures=closures - named,
        on_any_day=DAYS not in stated,
    )


def _check_none(found: Found, what: str) -> None:
    if found.steps is not None:
        ways = " > ".join(dict.fromkeys(step.element for step in found.steps if step.is_ride))
        raise VerificationError(f"{what}, but there is a route by {ways}")
    if not found.certain:
        raise LimitReachedError(f"{what}: a second search cannot tell whether that is so")


def _is_read(words: str) -> bool:
    """Tell whether a constraint in words is understood here."""
    known = (*BANS, MODE, VIA, DEADLINE, CLOSURE, DELAY, *(f"{name} " for name in LIMITS))
    told = any(one.match(words) for one in (REFUSED, COURSES, UNLOCATED, SMALL))
    return words in (WATERS, DAYS) or words.startswith(known) or _is_unknown(words) or told


def _is_unknown(words: str) -> bool:
    return any(part in words for part in UNKNOWN)


def kept(question: Question, stated: Sequence[str]) -> Question:
    """Return a question with only those of its constraints that are stated in words.

    Examples
    --------
    >>> from routing import Constraints, Question, Shipment
    >>> asked = Question(
    ...     shipment=Shipment("A", "B"), constraints=Constraints(max_days=5, via=("C", "D")), minimise="time"
    ... )
    >>> str(kept(asked, ["max_days 5", "no way by ferry"]).constraints), str(kept(asked, ["via D"]).constraints.via)
    ('at most 5 days', "('D',)")
    """
    asked, shipment = question.constraints, question.shipment
    bans: dict[str, Any] = {field: _kept(getattr(asked, field), _named(stated, words)) for words, field in BANS.items()}
    limits = {name: getattr(asked, name) for name in LIMITS if any(words.startswith(f"{name} ") for words in stated)}
    constraints = Constraints(
        **bans,
        modes=asked.modes if any(words.startswith(MODE) for words in stated) else None,
        via=_in_order(asked.via, _named(stated, VIA)),
        exact_codes=asked.exact_codes,
        tolerate_in_transit=asked.tolerate_in_transit,
        waters=asked.waters if WATERS in stated else "internal",
        **limits,
    )
    if not any(words.startswith(DEADLINE) for words in stated):
        shipment = replace(shipment, deadline=None)
    return replace(question, constraints=constraints, shipment=shipment)


def _named(stated: Sequence[str], words: str) -> list[str]:
    """Return the names of constraints of one kind."""
    return [name for one in stated if one.startswith(words) for name in one.removeprefix(words).split(", ")]


def _kept(banned: frozenset[Any], named: Sequence[str]) -> frozenset[Any]:
    """Return what of a ban is named."""
    return frozenset(one for one in banned if _called(one) in named)


def _called(banned: str | Area) -> str:
    """Return what a ban is told by: an id, or the name of an area."""
    return banned if isinstance(banned, str) else banned.name


def _in_order(via: Sequence[str], named: Sequence[str]) -> tuple[str, ...]:
    """Return the vias that are named, in their order; of equal ones as many as are named."""
    left, found = list(named), []
    for place in via:
        if place in left:
            left.remove(place)
            found.append(place)
    return tuple(found)
