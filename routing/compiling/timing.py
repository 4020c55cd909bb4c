"""When arcs may be used: boardings of services that run on some days only, and rides over links that open later.

The earliest time at which goods can be at the tail of such an arc tells which of its spans can still be met. Arcs
without any are left out and named; arcs that are met in time whenever the goods come need no further thought; of the
others `Timing` says when goods must be at their tail. A search that finds a route which keeps to that has found the
answer; else time has to be searched as well (`routing.solving.timed`).
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from networks.network import Network
from routing.answer_warning import LEFT_OUT, AnswerWarning
from routing.compiling import vertices
from routing.compiling.arc_table import NO_ARCS, ArcTable, Ints
from routing.compiling.arcs import Arc
from routing.compiling.calendar import (
    A_YEAR,
    FOREVER,
    Spans,
    departing_spans,
    earlier,
    open_spans,
    overlap,
    runs_in_words,
)
from routing.compiling.limits import Limit
from routing.compiling.sieves.seasons import OTHER_DAY
from routing.kernels.lists.dijkstra import UNREACHED, distances
from routing.question.measures import TIME
from routing.question.moments import DAY, Moment, after
from routing.question.question import Question
from routing.search.budget import Budget
from routing.search.choosing import is_compiled_for_many
from routing.steps.kinds import BOARD, HANDOVER


class Timing(NamedTuple):
    """When some arcs may be used.

    Attributes
    ----------
    spans
        Arc of the expansion -> the time since the goods are ready at which they must be at its tail.
    names
        Arc -> the service or the link that says so.
    ending
        Those of the arcs at which goods can never be before their one span begins, but perhaps after it ends.
    """

    spans: Mapping[int, Spans]
    names: Mapping[int, str]
    ending: frozenset[int] = frozenset()


NO_TIMING = Timing({}, {})


class Timed(NamedTuple):
    """Arcs that can be met in time, when some of them may be used, and warnings of what was left out."""

    usable: NDArray[np.bool_]
    timing: Timing = NO_TIMING
    warnings: tuple[AnswerWarning, ...] = ()


def timed(
    table: ArcTable,
    network: Network,
    question: Question,
    usable: NDArray[np.bool_],
    limits: Sequence[Limit],
    source: int,
) -> Timed:
    """Return the arcs that can be met on a day on which they may be used; nothing to do without dates."""
    ready = question.shipment.ready
    if ready is None or question.on_any_day or source < 0:
        return Timed(usable)
    stated: dict[int, Spans] = {}
    names: dict[int, str] = {}
    for name, arc, spans in dated_arcs(table, network, ready):
        if usable[arc]:
            stated[arc] = overlap(stated[arc], spans) if arc in stated else spans
            names[arc] = name
    if not stated:
        return Timed(usable)
    return _in_time(table, network, usable, Timing(stated, names), limits, source, ready)


def _in_time(
    table: ArcTable,
    network: Network,
    usable: NDArray[np.bool_],
    stated: Timing,
    limits: Sequence[Limit],
    source: int,
    ready: Moment,
) -> Timed:
    graph, latest = table.graph, min((limit.bound for limit in limits if limit.column == TIME.column), default=FOREVER)
    earliest = _earliest(table, usable, source)
    kept: dict[int, Spans] = {}
    missed: dict[str, int] = {}
    met: set[str] = set()
    ending: set[int] = set()
    nobody_knows: set[str] = set()
    unknown = table.missing[TIME.column]
    untimed = bool((unknown & usable).any())
    usable = usable.copy()
    for arc, spans in stated.spans.items():
        there = earliest[graph.tails[arc]]
        if there == UNREACHED or there > latest:
            continue
        if not spans and unknown[arc]:
            usable[arc] = False
            nobody_knows.add(stated.names[arc])
            continue
        left = tuple(span for span in spans if span.end > there and span.begin <= latest)
        if not left:
            usable[arc] = False
            missed[stated.names[arc]] = min(int(there), missed.get(stated.names[arc], FOREVER))
            continue
        met.add(stated.names[arc])
        begun = left[0].begin <= (0 if untimed else there)  # after a time that nobody knows only what is open today is
        if len(left) > 1 or not begun or left[0].end <= latest:
            kept[arc] = left
            if len(left) == 1 and left[0].begin <= there:
                ending.add(arc)
    missed = {name: at for name, at in missed.items() if name not in met}
    timing = Timing(kept, {arc: stated.names[arc] for arc in kept}, frozenset(ending))
    told = [_missed(network, name, ready, at, latest) for name, at in sorted(missed.items())]
    return Timed(usable, timing, (*told, *(_unknown(network, name) for name in sorted(nobody_knows - met))))


def _earliest(table: ArcTable, usable: NDArray[np.bool_], source: int) -> Sequence[float | int]:
    """Return the earliest time at which goods can be at each node; compiled where the kernels are loaded anyway."""
    graph, milliminutes = table.graph, table.columns[TIME.column]
    if not is_compiled_for_many(len(usable), 1):
        mask = usable.astype(np.uint8).tobytes()
        return distances(graph.leaving, graph.heads, milliminutes.tolist(), mask, source)
    from routing.search.on_arrays import ArrayEngine

    weighed = table.worked_out(_earliest, lambda: graph.arrays.weighed({TIME.column: milliminutes}))
    reached = ArrayEngine(weighed).distances(source, TIME.column, usable, Budget())
    return [UNREACHED if at < 0 else at for at in reached.tolist()]


def dated_steps(network: Network, arc: Arc) -> list[str]:
    """Return what does not run on every day of what an arc departs with or runs over."""
    step = arc.step
    if step.kind == BOARD:
        return [step.element] if step.element in network.dated else []
    if step.kind == HANDOVER:
        return [name for name in network.dated if vertices.is_aboard(arc.head, name)]
    return [link for link in step.links if link in network.opening_years]


def dates_of(network: Network, name: str) -> str:
    """Return when a service runs, or a link opens."""
    return runs_in_words(network.dated[name]) if name in network.dated else f"opens in {network.opening_years[name]}"


def missed_days(network: Network, names: Sequence[str], used: Collection[str] = ()) -> tuple[AnswerWarning, ...]:
    """Return a warning for each service or link that does not run on the day on which goods come to it.

    Those among them that the answer uses all the same, on a day on which they run, are not left out: a better way is.
    """
    words = {
        name: f"a better way by {name}, which {dates_of(network, name)}: it comes on another day"
        if name in used
        else f"{name}, which {dates_of(network, name)}: the best way by it comes on another day"
        for name in names
    }
    return tuple(AnswerWarning(LEFT_OUT, told, (name,), OTHER_DAY) for name, told in words.items())


def _missed(network: Network, name: str, ready: Moment, at: int, latest: int) -> AnswerWarning:
    first, last = (_day(ready, time) for time in (at, latest - 1))
    days = f"from {first} on" if last is None else f"from {first} to {last}"
    words = f"{name}, which {dates_of(network, name)}: the goods can be there {days}"
    return AnswerWarning(LEFT_OUT, words, (name,), OTHER_DAY)


def _unknown(network: Network, name: str) -> AnswerWarning:
    """Return the warning of a service of which nobody knows how long passes until it departs with the goods."""
    words = f"{name}, which {dates_of(network, name)}: no wait for it is known, so nobody knows the day it departs"
    return AnswerWarning(LEFT_OUT, words, (name,), "give it a wait or a headway, or a hand-over to it its time")


def _day(ready: Moment, passed: int) -> datetime.date | None:
    """Return the day when so much time has passed; None for one that no calendar has."""
    try:
        return after(ready, DAY * passed / TIME.per).date()
    except OverflowError:
        return None


def dated_arcs(
    table: ArcTable, network: Network, ready: Moment, days: int = A_YEAR
) -> Iterator[tuple[str, int, Spans]]:
    """Yield each arc that may not be used on every day, with who says so, and the spans for its tail."""
    milliminutes, unknown = table.columns[TIME.column], table.missing[TIME.column]
    for name in network.dated:
        spans = departing_spans(network.dated[name], ready, days)
        for arc in _departing(table, network, name).tolist() if spans and spans != ((0, FOREVER),) else ():
            yield name, arc, () if unknown[arc] else earlier(spans, int(milliminutes[arc]))
    for link, year in network.opening_years.items():
        if year > ready.year:
            spans = open_spans(year, ready, days)
            for arc in table.arcs_of("link").get(link, NO_ARCS).tolist() if spans else ():
                yield link, arc, spans


def _departing(table: ArcTable, network: Network, service: str) -> Ints:
    """Return the arcs by which goods depart with a service: those of boarding it, and of being handed over to it."""
    arcs = table.expansion.arcs
    own = [arc for arc in table.arcs_of("element").get(service, NO_ARCS).tolist() if arcs[arc].step.kind == BOARD]
    if network.dated[service].kind != "line":
        own += [
            number
            for number, arc in enumerate(arcs)
            if arc.step.kind == HANDOVER and vertices.is_aboard(arc.head, service)
        ]
    return np.array(own, dtype=np.int64)
