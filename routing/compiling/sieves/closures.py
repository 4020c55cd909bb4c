"""Closures in force when the goods are ready: what they speak of is removed, and the answer says which there were."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from networks.model.closure import Closure
from networks.model.keys import split_border
from networks.network import Network
from routing.answer_warning import CLOSURE, LEFT_OUT, AnswerWarning
from routing.compiling.arc_table import NO_ARCS, ArcTable, Ints
from routing.compiling.arcs import some_of
from routing.compiling.rule import Item, Lift, Rule, Sieved
from routing.compiling.sieves.unknown import STATE
from routing.compiling.whereabouts import unknown_of
from routing.question.concerned import concerns, day_of
from routing.question.question import Question
from routing.steps.closed import HOLDING, closures_of, lies_nowhere, touches

NAMED = 3  # closures that a warning spells out


def barring(network: Network, question: Question) -> list[Closure]:
    """Return the closures that concern a question and remove something, by their ids.

    They are in force on the day of the question; on the clock on some day from that one on.
    """
    return [closure for closure in _holding(network, question) if not closure.is_delay]


def delaying(network: Network, question: Question) -> tuple[Closure, ...]:
    """Return the closures that concern a question and take time, by their ids, in force as those of `barring`."""
    return tuple(closure for closure in _holding(network, question) if closure.is_delay)


def is_for_good(closure: Closure, question: Question) -> bool:
    """Tell whether a closure of a question is in force on every day that matters; on the clock it may begin or end."""
    day = day_of(question.shipment.ready, None)
    return question.model != "clock" or (closure.until_date is None and closure.is_in_force(day))


def _holding(network: Network, question: Question) -> list[Closure]:
    if not len(network.closures):
        return []
    shipment = question.shipment
    day = day_of(shipment.ready, network.as_of)
    ends = (network.places[place].country for place in (shipment.origin, shipment.destination))
    origin, destination = ends
    return [
        closure
        for closure in closures_of(network)
        if closure.kind in HOLDING
        and closure.id not in question.spared_closures
        and (closure.is_in_force(day) if question.model != "clock" or day is None else not closure.is_over(day))
        and concerns(closure, shipment, origin, destination)
    ]


def sieve(table: ArcTable, network: Network, question: Question) -> Sieved:
    """Return the arcs that no closure in force touches, and which closures touch some."""
    usable = np.ones(table.n_arcs, dtype=np.bool_)
    felt = []
    for closure in barring(network, question):
        closed = closed_arcs(table, network, closure)
        if len(closed) and is_for_good(closure, question):
            usable[closed] = False
        if len(closed):
            felt.append(closure)
    told = [_told(network, question, felt)] if felt else []
    return Sieved(usable, (*told, *_unjudged(table, network, question, felt)))


def closed_arcs(table: ArcTable, network: Network, closure: Closure) -> Ints:
    """Return the arcs that a closure of a network touches, looked for once."""
    return table.worked_out((closed_arcs, closure.id), lambda: touched_arcs(table, network, closure))


def touched_arcs(table: ArcTable, network: Network, closure: Closure) -> Ints:
    """Return the arcs that a closure touches, be it one of the network or not."""
    arcs = table.expansion.arcs
    found = [number for number in _candidates(table, network, closure) if touches(network, closure, arcs[number].step)]
    return np.array(found, dtype=np.int64)


def _candidates(table: ArcTable, network: Network, closure: Closure) -> list[int]:
    """Return the arcs among which are all that a closure touches."""
    if closure.table in ("places", "links", "services"):
        kinds = {"places": ("place",), "links": ("link", "element"), "services": ("element",)}[closure.table]
        found = [table.arcs_of(kind).get(name, NO_ARCS) for kind in kinds for name in closure.elements]
        return sorted({int(number) for numbers in found for number in numbers})
    near = np.zeros(table.n_arcs, dtype=np.bool_)
    for element in closure.elements:
        border = split_border(element) if closure.table == "borders" else None
        near |= _entering(table, (element,) if border is None else border[:2])
    near[_lying_nowhere(table, network)] = True
    return [int(number) for number in np.flatnonzero(near)]


def _entering(table: ArcTable, codes: Iterable[str]) -> NDArray[np.bool_]:
    """Return the arcs that touch every one of some territories."""
    both = np.ones(table.n_arcs, dtype=np.bool_)
    for code in codes:
        both &= table.marks.touching([code])
    return both


def _lying_nowhere(table: ArcTable, network: Network) -> Ints:
    """Return the arcs of which nobody can say in which territories they lie, looked for once."""
    if not unknown_of(network).ids:
        return NO_ARCS

    def work() -> Ints:
        arcs = table.expansion.arcs
        found = [number for number, arc in enumerate(arcs) if lies_nowhere(network, arc.step)]
        return np.array(found, dtype=np.int64)

    return table.worked_out(_lying_nowhere, work)


def _told(network: Network, question: Question, felt: list[Closure]) -> AnswerWarning:
    """Return which closures took something away, a few of them in words."""
    words = f"{counted(network, question, len(felt))}: {some_of(list(map(str, felt)), NAMED)}"
    return AnswerWarning(CLOSURE, words, tuple(closure.id for closure in felt))


def _unjudged(
    table: ArcTable, network: Network, question: Question, felt: Sequence[Closure]
) -> Iterator[AnswerWarning]:
    """Yield what was left out because nobody says in which territories it lies; a ban of any has told it already."""
    if question.constraints.banned_territories and not question.spares_unknown:
        return
    nowhere = set(_lying_nowhere(table, network).tolist())
    by_territory = [closure for closure in felt if closure.table in ("territories", "borders")]
    if nowhere and any(not nowhere.isdisjoint(closed_arcs(table, network, one).tolist()) for one in by_territory):
        unknown = unknown_of(network)
        yield AnswerWarning(LEFT_OUT, f"under closures, for {unknown}", unknown.ids, f"state {STATE}")


def counted(network: Network, question: Question, count: int) -> str:
    """Return how many closures are in force, and when."""
    day = day_of(question.shipment.ready, network.as_of)
    many = "1 closure is" if count == 1 else f"{count} closures are"
    when = f" {'from' if question.model == 'clock' else 'on'} {day}{' on' if question.model == 'clock' else ''}"
    return f"{many} in force{when if day else ''} for these goods"


def items(network: Network, question: Question) -> Iterator[Item]:
    """Yield each closure and delay in force, with its words, days and source: each may be lifted by itself."""
    for closure in (*barring(network, question), *delaying(network, question)):
        remedy = f"the end of {closure.id}, {closure.until_date or 'which nobody knows'}"
        names = _withdrawing(network, closure.id)
        remedy += f" (scenario {', '.join(names)} withdraws it)" if names else ""
        yield Item(
            "the delay" if closure.is_delay else "the closure", _without(closure.id), (str(closure),), remedy=remedy
        )


def _withdrawing(network: Network, name: str) -> list[str]:
    """Return the scenarios of a network's tables that withdraw a closure."""
    rows = network.catalogue["changes"].rows()
    wanted = ("withdraw", "closures", name)
    return [row["scenario"] for row in rows if (row["action"], row["table"], row["element"]) == wanted]


def _without(name: str) -> Lift:
    return lambda question: replace(question, spared_closures=question.spared_closures | {name})


RULE = Rule(sieve=sieve, items=items)
