"""Answers to questions of the same rules on one network: the verbs, each a function of network, rules and ends.

A reason why one question has no answer is told in its row and leaves the others alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from networks.errors import FreightError
from networks.network import Network
from routing.asking.solve import answer_to
from routing.batch.answer import Answer, Rows, answer_of, codes_of, failed
from routing.batch.blocks import Block, Ends, blocks_of
from routing.batch.by_itself import LIGHTLY, Settings, departing, fronts, losing, punctual, told_or_failed
from routing.batch.rules import Rules
from routing.batch.told_arcs import ArcCodes, told_arcs
from routing.batch.trees import paths
from routing.compiling import vertices
from routing.compiling.problem import Problem
from routing.question.called import with_ids
from routing.question.question import Question
from routing.search.choosing import is_compiled_for_many
from routing.solving.engine import keeps_limits
from routing.status import Status

PER_SEARCH = 5  # questions that a search serves, about


def solved(network: Network, rules: Rules, ends: Sequence[Ends], settings: Settings = ()) -> list[Rows]:
    """Return the best route of each pair of ends, as `routing.solve` finds it."""
    found: dict[int, Rows] = {}
    questions: dict[int, Question] = {}
    for number, question in enumerate(_admitted(network, rules, ends)):
        if isinstance(question, str):
            found[number] = failed(question)
        else:
            questions[number] = question
    numbers = list(questions)
    for block in blocks_of(network, list(questions.values())):
        asked = [questions[numbers[pair]] for pair in block.pairs]
        for pair, rows in zip(block.pairs, _block(network, block, rules, asked, len(ends)), strict=True):
            found[numbers[pair]] = rows
    return [found[number] for number in range(len(ends))]


Verb = Callable[[Network, Rules, Sequence[Ends], Settings], list[Rows]]
VERBS: Mapping[str, Verb] = {
    "solve": solved,
    "frontier": fronts,
    "departures": departing,
    "punctuality": punctual,
    "critical": losing,
}


def _admitted(network: Network, rules: Rules, ends: Sequence[Ends]) -> Iterator[Question | str]:
    """Yield each question with the ids of its places, or why it cannot be asked."""
    known, asked = frozenset(network.places), rules.question
    resolved = _resolved(network, rules, known, ends)
    for origin, destination in ends:
        if resolved is not None and origin in known and destination in known and origin != destination:
            yield resolved.between(origin, destination)
            continue
        if origin == destination:
            yield f"origin and destination are both {origin!r}: expected two different places"
            continue
        try:
            shipment, constraints = with_ids(network, asked.shipment.between(origin, destination), asked.constraints)
            yield replace(asked, shipment=shipment, constraints=constraints)
        except FreightError as error:
            yield str(error)


def _resolved(network: Network, rules: Rules, known: frozenset[str], ends: Sequence[Ends]) -> Rules | None:
    """Return the rules with the ids of the places that constraints name; None where there are no such."""
    pair = next((pair for pair in ends if pair[0] in known and pair[1] in known), None)
    if pair is None:
        return None
    try:
        constraints = with_ids(network, rules.shipment.between(*pair), rules.constraints)[1]
    except FreightError:
        return None
    return rules._replace(question=replace(rules.question, constraints=constraints))


def _block(network: Network, block: Block, rules: Rules, questions: Sequence[Question], count: int) -> list[Rows]:
    """Return the answers to the questions of a block: together where that serves, else one by one.

    `count`: of the questions of all blocks, of which some searches are to come.
    """

    def alone(question: Question) -> Rows:
        result = answer_to(question, network, LIGHTLY, LIGHTLY.budget())
        return (answer_of(result.status, result.best, codes_of(result.warnings)),)

    if block.problem is None:
        return [told_or_failed(alone, question) for question in questions]
    compiled = is_compiled_for_many(len(block.problem.usable), count // PER_SEARCH)
    found = _together(network, block.problem, rules, questions, compiled=compiled)
    return [
        told_or_failed(alone, question) if answer is None else (answer,)
        for question, answer in zip(questions, found, strict=True)
    ]


def _together(
    network: Network, problem: Problem, rules: Rules, questions: Sequence[Question], *, compiled: bool
) -> list[Answer | None]:
    """Return the answers by searches that questions share; None for those that have to be asked by themselves."""
    table, node = problem.table, problem.table.node
    told = told_arcs(network, table)
    codes = ArcCodes(told, rules.words, codes_of(problem.warnings))
    doors = doors_of(problem)
    pairs = [
        (
            node.get(vertices.from_door(one.shipment.origin), -1),
            node.get(vertices.to_door(one.shipment.destination), -1),
        )
        for one in questions
    ]
    found: list[Answer | None] = [None] * len(questions)
    for number, arcs in paths(problem, pairs, compiled=compiled):
        question = questions[number]
        if arcs is None:
            found[number] = Answer(Status.INFEASIBLE.name.lower(), warnings=codes.of_none(question))
        elif _keepsdoors_of(doors, arcs, question) and keeps_limits(problem, arcs):
            found[number] = told.answer(Status.OPTIMAL.name.lower(), arcs, codes.of(arcs, question))
    return found


def _keepsdoors_of(doors: Mapping[int, tuple[str, str]], arcs: Sequence[int], question: Question) -> bool:
    """Tell whether a path runs through no other doors than those of its ends."""
    own = {("origin", question.shipment.origin), ("destination", question.shipment.destination)}
    return all(doors[arc] in own for arc in arcs if arc in doors)


def doors_of(problem: Problem) -> dict[int, tuple[str, str]]:
    """Return the arcs that only one origin or one destination may use, with which."""
    table = problem.table

    def work() -> dict[int, tuple[str, str]]:
        doors = {test: arcs for test, arcs in table.conditions.items() if test in ("origin", "destination")}
        return {
            arc: (test, name)
            for test, arcs_of in doors.items()
            for name, arcs in arcs_of.items()
            for arc in arcs.tolist()
        }

    return table.expansion.network.worked_out((doors_of, table), work)
