"""Questions of the same rules in blocks: those whose arcs are the same but for the doors at their ends.

What a question may use depends on its ends by three things alone: their own doors; the customs areas in which they lie
(export or transit, import or transit); and the closures and delays that concern it. So the pairs of ends that agree in
areas and closures are answered on the same arcs, with the doors of all places open: a door leads nowhere but to its
place, and whoever walks a path looks whether it keeps to that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from networks.errors import FreightError
from networks.model.closure import ids_of
from networks.network import Network
from routing.batch.answer import codes_of
from routing.compiling.problem import Problem, compile_problem
from routing.compiling.sieves.closures import barring, delaying
from routing.question.question import Question

Ends = tuple[str, str]


class Block(NamedTuple):
    """Pairs of ends by their numbers, and the problem that they have in common; None where each has its own."""

    pairs: tuple[int, ...]
    problem: Problem | None


def blocks_of(network: Network, questions: Sequence[Question]) -> Iterable[Block]:
    """Yield questions of the same rules, ids resolved, in blocks by their numbers."""
    if not questions:
        return
    if not is_shared(network, questions[0]):
        yield Block(tuple(range(len(questions))), None)
        return
    area: dict[str, str] = {}
    closed: dict[Ends, tuple[str, ...]] = {}
    grouped: dict[tuple[str, str, tuple[str, ...]], list[int]] = {}
    country = dict(zip(*(network.tables["places"][name].tolist() for name in ("id", "country")), strict=True))
    for number, question in enumerate(questions):
        ends = country[question.shipment.origin], country[question.shipment.destination]
        for code in ends:
            if code not in area:
                area[code] = network.customs_area(code)
        if ends not in closed:
            closed[ends] = ids_of((*barring(network, question), *delaying(network, question)))
        grouped.setdefault((area[ends[0]], area[ends[1]], closed[ends]), []).append(number)
    for numbers in grouped.values():
        yield Block(tuple(numbers), shared_problem(network, questions[numbers[0]]))


def is_shared(network: Network, question: Question) -> bool:
    """Tell whether questions of its rules may be answered together: neither by vias, nor by the clock or a calendar."""
    ready = question.shipment.ready
    has_dates = ready is not None and (
        bool(network.dated) or any(year > ready.year for year in network.opening_years.values())
    )
    return question.model == "frequency" and not question.constraints.via and not has_dates


def shared_problem(network: Network, question: Question) -> Problem | None:
    """Return the problem that a question has in common with those of its block; None where they are not alike.

    They are not where something is left out at some doors only, or because it leads too far from one of the ends; nor
    where the rules cannot be asked, which each of the questions is told.
    """
    try:
        problem = compile_problem(network, question, doors="all")
        least = compile_problem(network, question, doors="none")
    except FreightError:
        return None
    table = problem.table
    alike = codes_of(problem.left_out) == codes_of(least.left_out) and not problem.timing.spans
    return problem if alike and not table.uncounted and table.is_own(problem.vector) else None
