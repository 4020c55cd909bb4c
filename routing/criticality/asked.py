"""What `critical` is asked, checked once: shipments, weights, kinds, sets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from networks.network import Network
from routing.answers.critical import Element
from routing.asking.solve import admitted
from routing.criticality.elements import TABLE_OF, checked_kinds
from routing.criticality.telling import without
from routing.errors import QuestionError
from routing.question.arguments import SHIPMENT, check_kinds, shortened
from routing.question.constraints import Constraints
from routing.question.objectives import Objective
from routing.question.question import Question
from routing.question.shipment import Shipment

Sets = Sequence[Mapping[str, str | Sequence[str]]]  # each by the keywords of `networks.closed`


class Asked(NamedTuple):
    """What is asked, checked."""

    questions: tuple[Question, ...]
    weights: tuple[int, ...]
    k: int
    kinds: tuple[str, ...]
    cuts: tuple[str, ...]
    sets: tuple[tuple[Element, ...], ...]


def asked_of(
    network: Network,
    shipments: Shipment | Iterable[Shipment],
    k: int,
    kinds: str | Iterable[str],
    weights: Iterable[int] | None,
    sets: Sets,
    cuts: str | Iterable[str],
    constraints: Constraints | None,
    minimise: Objective,
) -> Asked:
    """Return what is asked; places and elements by their ids.

    Raises
    ------
    QuestionError, UnknownNameError, DataError
        What cannot be asked.
    """
    several = (shipments,) if isinstance(shipments, Shipment) else tuple(shipments)
    check_kinds(**{f"shipments_{number}": (one, Shipment, SHIPMENT) for number, one in enumerate(several, start=1)})
    problems = [] if several else ["shipments: expected at least one"]
    if isinstance(k, bool) or not isinstance(k, int) or k < 1:
        problems.append(f"k={shortened(k)}: expected a whole number from 1")
    counts = (1,) * len(several) if weights is None else tuple(weights)
    if len(counts) != len(several):
        problems.append(f"weights: {len(counts)} for {len(several)} shipments: expected one each")
    problems += [
        f"weights: {shortened(one)}: expected a whole number from 1"
        for one in counts
        if isinstance(one, bool) or not isinstance(one, int) or one < 1
    ]
    if problems:
        raise QuestionError(problems)
    named = checked_kinds("kinds", kinds)
    if not named:
        raise QuestionError(["kinds is empty: expected at least one kind of element"])
    questions = tuple(admitted(network, one, constraints, minimise) for one in several)
    checked_kinds("sets", (kind for one in sets for kind in one))
    if not all(map(dict, sets)):
        raise QuestionError(["sets: an empty one: expected what is lost, as {'place': 'EGSUZ'}"])
    told = tuple(_told(network, sets))
    return Asked(questions, counts, k, named, checked_kinds("cuts", cuts), told)


def _told(network: Network, sets: Sequence[Mapping[str, str | Sequence[str]]]) -> Iterator[tuple[Element, ...]]:
    """Yield the elements of each set by their ids; `networks.closed` says what is wrong with all of them."""
    named = list(dict.fromkeys(Element(kind, name) for one in sets for kind, name in _elements(one)))
    shut = without(network, named) if named else network
    closures = [closure for name, closure in shut.closures.items() if name not in network.closures]
    called = {
        given: Element(kind, name)
        for kind, table in TABLE_OF.items()
        for closure in closures
        if closure.table == table
        for given, name in zip((one for one in named if one.kind == kind), closure.elements, strict=True)
    }
    for one in sets:
        yield tuple(dict.fromkeys(called[Element(kind, name)] for kind, name in _elements(one)))


def _elements(given: Mapping[str, str | Sequence[str]]) -> Iterator[tuple[str, str]]:
    for kind, names in given.items():
        for name in (names,) if isinstance(names, str) else names:
            yield kind, name
