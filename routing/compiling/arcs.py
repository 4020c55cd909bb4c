"""What the generators of the expanded graph yield: arcs, what cannot be expanded, and what holds for lack of data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from routing.compiling import vertices
from routing.steps.step import Step

Test = Literal["origin", "destination", "from", "to", "not_from", "not_to"]


class Condition(NamedTuple):
    """When an arc may be used: a test of the question's origin or destination.

    `test` is ``origin`` or ``destination`` (is this place), ``from`` or ``to`` (lies in this customs area),
    ``not_from`` or ``not_to`` (lies outside it); `name` is the place or area.
    """

    test: Test
    name: str


class Leaving(NamedTuple):
    """By which departures of a service an arc boards it: so many milliminutes after it leaves its first stop.

    `after` is None where that is not known.
    """

    service: str
    after: int | None


class During(NamedTuple):
    """A delay that holds when an arc is used, or does not: in force so many milliminutes after its begin, or not."""

    closure: str
    holds: bool
    after: int


class Arc(NamedTuple):
    """An arc of the expanded graph: keys of its ends, what happens on it, and when it may be used.

    On the clock, `leaving` says which departures it waits for, and `stored` at which place the dwell that begins with
    it is charged; `during`: which delays are in force when it is used; `done`: it lies
    behind goods that are under way, so that no closure stops it.
    """

    tail: str
    head: str
    step: Step
    when: Condition | None = None
    leaving: Leaving | None = None
    stored: str = ""
    during: tuple[During, ...] = ()
    done: bool = False

    @property
    def key(self) -> tuple[str, ...]:
        """Return the stable key that numbers the arcs, whatever the order of the files."""
        when = (self.when.test, self.when.name) if self.when else ("", "")
        return (self.tail, self.head, self.step.kind, self.step.element, *self.step.links, *when)


class Gap(NamedTuple):
    """What could not be expanded, in words: services that do not take the load, procedures without a row."""

    words: str


class Assumption(NamedTuple):
    """What holds for lack of data, in words."""

    words: str


Found = Arc | Gap | Assumption


class Option(NamedTuple):
    """A step that may be taken between two vertices, and when."""

    step: Step
    when: Condition | None = None


Stage = tuple[Option | Gap, ...]  # parallel options between two vertices, and what is missing among them


def series(tail: str, head: str, stages: Iterable[Stage], label: str) -> Iterator[Arc | Gap]:
    """Yield one stage after another between two vertices; `label` names the vertices between the stages."""
    stages = tuple(stages)
    here = tail
    for number, stage in enumerate(stages, start=1):
        there = head if number == len(stages) else vertices.between(label, number)
        for option in stage:
            yield option if isinstance(option, Gap) else Arc(here, there, option.step, option.when)
        here = there


def some_of(names: list[str], most: int) -> str:
    """Return the first few of some names as examples.

    Examples
    --------
    >>> some_of(["A", "B", "C"], 2)
    'A, B ...'
    """
    return ", ".join(names[:most]) + (" ..." if len(names) > most else "")
