"""Many questions through one door, whatever their verb: read, told apart, asked where no answer is known, and kept."""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from typing import Any, NamedTuple

from routing.batch.answer_table import AnswerTable, Asking, Lookup
from routing.batch.asked import Asked, asked_in
from routing.batch.blocks import Ends
from routing.batch.by_itself import Settings, words_of
from routing.batch.cases import Case, cases_of
from routing.batch.chunks import USUAL, chunks_of
from routing.batch.pace import Hear, Pace
from routing.batch.rules import Rules, but_for_ends, key_of, rules_of
from routing.batch.spreading import Done, pool_of_processes, serially, spread
from routing.batch.store import Store
from routing.errors import QuestionError
from routing.question.arguments import CONSTRAINTS, check_kinds, shortened
from routing.question.constraints import Constraints
from routing.question.objectives import Objective, check_objective

PROCESSES_FROM = {  # questions to be asked; below, processes begin too slowly to help
    "solve": 20_000,
    **dict.fromkeys(("frontier", "departures", "punctuality"), 500),
    "critical": 50,
}
TWICE = "constraints of the question and of the case {!r}: expected those of one"

Workers = Executor | Callable[[], Executor] | None


class Plan(NamedTuple):
    """What is asked: cases, rules, questions, and the key of each answer in the order of the rows; None: an error."""

    verb: str
    settings: Settings
    cases: tuple[Case, ...]
    rules: list[Rules]
    asked: list[Asking]
    keys: list[bytes | None]
    wanted: dict[tuple[str, int], dict[bytes, Ends]]


def many(
    verb: str,
    net_or_nets: Any,
    questions: Any,
    *,
    settings: Settings = (),
    minimise: Objective = "time",
    constraints: Constraints | None = None,
    executor: Workers = None,
    chunk: int | None = None,
    store: str | os.PathLike[str] | None = None,
    progress: bool | Hear = True,
) -> AnswerTable:
    """Return the answers of a verb to many questions; parameters are those of `routing.solve_many`."""
    _check(executor, chunk, constraints, minimise)
    asked = asked_in(questions, minimise=minimise, constraints=constraints)
    plan = planned(verb, settings, cases_of(net_or_nets), asked)
    if store is None:
        kept: dict[bytes, str] = {}

        def take(done: Done) -> None:
            kept.update(zip(done.chunk.keys, done.found, strict=True))

        _ask(plan, plan.wanted, take, executor, chunk, progress, 0)
        return _table(plan, kept)
    answers = _Stored(Store(store))
    left, known = answers.left_of(plan)
    _ask(plan, left, answers.take, executor, chunk, progress, known)
    return _table(plan, answers)


def planned(verb: str, settings: Settings, cases: Sequence[Case], asked: Iterable[Asked]) -> Plan:
    """Return what there is to be asked, equal questions of equal networks once."""
    plan = Plan(verb, settings, tuple(cases), [], [], [], {})
    told = words_of(verb, settings)
    known: dict[Hashable, tuple[int, ...]] = {}
    numbers: dict[str, int] = {}
    hashes = [case.network.content_hash for case in cases]
    for one in asked:
        rules = () if one.question is None else _rules_of(plan, one, known, numbers)
        errors = {-1: one.error} if one.question is None else _errors(one, cases)
        plan.asked.append(Asking(one.label, rules, one.origin, one.destination, errors))
        ends = one.origin, one.destination
        for case, network_hash in enumerate(hashes):
            if not rules or case in errors:
                plan.keys.append(None)
                continue
            key = key_of(told, network_hash, plan.rules[rules[case]], *ends)
            plan.wanted.setdefault((network_hash, rules[case]), {})[key] = ends
            plan.keys.append(key)
    return plan


def _rules_of(
    plan: Plan, one: Asked, known: dict[Hashable, tuple[int, ...]], numbers: dict[str, int]
) -> tuple[int, ...]:
    """Return the numbers of the rules of a question in each case; rules of the same words have one number."""
    assert one.question is not None
    alike = (one.stated, *but_for_ends(one.question))
    if alike not in known:
        found, own = [], rules_of(one.question)
        for case in plan.cases:
            other = None if one.stated else case.constraints
            rules = own if other is None else rules_of(replace(one.question, constraints=other))
            if rules.words not in numbers:
                numbers[rules.words] = len(plan.rules)
                plan.rules.append(rules)
            found.append(numbers[rules.words])
        known[alike] = tuple(found)
    return known[alike]


def _errors(one: Asked, cases: Sequence[Case]) -> dict[int, str]:
    """Return what cannot be asked in a case: a question with constraints of its own, where the case has some too."""
    if not one.stated:
        return {}
    return {number: TWICE.format(case.name) for number, case in enumerate(cases) if case.constraints is not None}


def _ask(
    plan: Plan,
    wanted: dict[tuple[str, int], dict[bytes, Ends]],
    take: Callable[[Done], object],
    executor: Workers,
    size: int | None,
    progress: bool | Hear,
    known: int,
) -> None:
    """Ask what is wanted, and hand over each chunk as it is done."""
    count = sum(map(len, wanted.values()))
    chunks = chunks_of(plan.verb, plan.settings, plan.cases, plan.rules, wanted, size or USUAL[plan.verb])
    networks = {case.network.content_hash: case.network for case in plan.cases}
    if executor is None and count >= PROCESSES_FROM[plan.verb] and (os.cpu_count() or 1) > 1:
        executor = pool_of_processes
    with Pace(count + known, progress, known) as pace:
        for done in serially(chunks, networks) if executor is None else spread(chunks, networks, executor):
            take(done)
            pace.done(len(done.chunk.keys))


def _table(plan: Plan, answers: Lookup) -> AnswerTable:
    return AnswerTable(plan.verb, plan.settings, plan.cases, plan.rules, plan.asked, plan.keys, answers)


class _Stored:
    """Answers in a store, and those that are not to last beside it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._passing: dict[bytes, str] = {}

    def __getitem__(self, key: bytes) -> str:
        try:
            return self._passing[key] if key in self._passing else self._store[key]
        except KeyError:  # it was there, or was put there
            raise self._store.unusable(f"the answer {key.hex()[:16]} is there no more") from None

    def take(self, done: Done) -> None:
        """Keep the answers of a chunk."""
        found = zip(done.chunk.keys, done.found, strict=True)
        if done.lasting:
            self._store.keep(found)
        else:
            self._passing.update(found)

    def left_of(self, plan: Plan) -> tuple[dict[tuple[str, int], dict[bytes, Ends]], int]:
        """Return what of a plan has no answer yet, and how many have one."""
        left, count = {}, 0
        for where, pairs in plan.wanted.items():
            known = self._store.known(list(pairs))
            count += len(known)
            if rest := {key: ends for key, ends in pairs.items() if key not in known}:
                left[where] = rest
        return left, count


def _check(executor: Any, chunk: Any, constraints: Any, minimise: Any) -> None:
    check_kinds(constraints=(constraints, Constraints | None, CONSTRAINTS))
    check_objective(minimise)
    problems = []
    if executor is not None and not isinstance(executor, Executor) and not callable(executor):
        problems.append(
            f"executor={shortened(executor)}: expected a concurrent.futures.Executor, what makes one, or None"
        )
    if chunk is not None and (isinstance(chunk, bool) or not isinstance(chunk, int) or chunk < 1):
        problems.append(f"chunk={shortened(chunk)}: expected a number of questions from 1, or None")
    if problems:
        raise QuestionError(problems)
