"""`Rule`: a constraint in one row: what it removes, and how it is lifted where there is no route.

A constraint either removes arcs (its sieve, in `sieves/`), bounds a sum (`limits.py`) or asks for places to be passed
(`layers.py`). `routing.asking.explain` finds in the same rows what clashes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from networks.network import Network
from routing.answer_warning import AnswerWarning
from routing.compiling.arc_table import NO_ARCS, ArcTable
from routing.question.measures import Measure
from routing.question.question import Question


class Sieved(NamedTuple):
    """Arcs that a question may use, bool, shape (n_arcs,); and warnings of what was left out that nobody banned."""

    usable: NDArray[np.bool_]
    warnings: tuple[AnswerWarning, ...] = ()


Sieve = Callable[[ArcTable, Network, Question], Sieved]
Lift = Callable[[Question], Question]
Check = Callable[[Network, Question], None]


class Least(NamedTuple):
    """The nearest value that works is the least of a measure that the other constraints allow.

    `also` puts that least into words of another kind as well, such as a date.
    """

    measure: Measure
    called: str
    also: Callable[[int], str] = lambda least: ""


class CountedUp(NamedTuple):
    """The nearest value that works is found by counting up from the one that is stated."""

    called: str
    stated: int
    set_to: Callable[[Question, int], Question]


class Widened(NamedTuple):
    """The nearest value that works allows the fewest of some barred names as well; `told` says which in words."""

    barred: tuple[str, ...]
    set_to: Callable[[Question, tuple[str, ...]], Question]
    told: Callable[[tuple[str, ...]], str]


class Item(NamedTuple):
    """A constraint of a question that can be lifted.

    Attributes
    ----------
    words, names
        What it is, and of what, if it is one of several of its kind.
    lift
        Question -> the question without it.
    nearest
        How the nearest value that works is found, of what has a value.
    remedy
        What would have to be done; "" = lifting it.
    parts
        Of items that are taken together: each by itself.
    """

    words: str
    lift: Lift
    names: tuple[str, ...] = ()
    nearest: tuple[Any, ...] | None = None
    parts: tuple[Item, ...] = ()
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.words} {', '.join(self.names)}" if self.names else self.words


def _no_items(network: Network, question: Question) -> Iterable[Item]:
    return ()


def _no_check(network: Network, question: Question) -> None:
    pass


class Rule(NamedTuple):
    """A constraint in one row.

    Attributes
    ----------
    sieve
        Returns the arcs that it leaves; None where it removes none.
    items
        Yields what of it a question states, each as something that can be lifted.
    check
        Raises UnknownNameError for a name that the network does not have.
    """

    sieve: Sieve | None = None
    items: Callable[[Network, Question], Iterable[Item]] = _no_items
    check: Check = _no_check


def items_of(field: str, words: str) -> Callable[[Network, Question], Iterator[Item]]:
    """Return the items of a field of `Constraints` that holds names: each may be lifted by itself."""

    def items(network: Network, question: Question) -> Iterator[Item]:
        for name in sorted(getattr(question.constraints, field)):
            yield Item(words, _without(field, name), (name,))

    return items


def _without(field: str, name: str) -> Lift:
    return lambda question: constrained(question, **{field: getattr(question.constraints, field) - {name}})


def constrained(question: Question, **changes: Any) -> Question:
    """Return a question with some of its constraints changed."""
    return replace(question, constraints=replace(question.constraints, **changes))


def together(items: Sequence[Item]) -> Item:
    """Return several items of one kind as one, which lifts them all."""

    def lift(question: Question) -> Question:
        for item in reversed(items):
            question = item.lift(question)
        return question

    return Item(items[0].words, lift, tuple(name for item in items for name in item.names), parts=tuple(items))


def without(table: ArcTable, kind: str, names: Iterable[str]) -> NDArray[np.bool_]:
    """Return the arcs that touch none of the names: ids of a ``place``, ``link`` or ``element``, or a ``mode``."""
    usable = np.ones(table.n_arcs, dtype=np.bool_)
    arcs_of = table.arcs_of(kind) if names else {}
    for name in names:
        usable[arcs_of.get(name, NO_ARCS)] = False
    return usable
