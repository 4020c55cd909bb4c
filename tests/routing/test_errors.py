"""Every error of ours comes back word for word: from pickle, from a copy, from another process and another thread."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import pytest

import networks.errors
import routing.errors
from networks import AmbiguousNameError, DataError, UnknownNameError
from networks.errors import Finding, FreightError
from routing import Constraints, QuestionError, Shipment, SolveOptions

FINDINGS = (
    Finding("links.csv", 3, "hours", "-1", "expected a time"),
    Finding("links.csv", 2, "", "", "odd", "warning"),
)
MADE = {
    AmbiguousNameError: AmbiguousNameError("place", "Khorgos", ["KZHOR", "CNHRS"]),
    DataError: DataError(FINDINGS),
    QuestionError: QuestionError(["max_days=0: expected more", "k='x'"]),
    UnknownNameError: UnknownNameError("place", "Vladivostock", ["RUVVO", "JPYOK"], ["Vladivostok", "Yokohama"]),
}


def kinds(of: type[FreightError] = FreightError) -> Iterator[type[FreightError]]:
    for kind in of.__subclasses__():
        yield kind
        yield from kinds(kind)


KINDS = sorted(
    (kind for kind in set(kinds()) if not kind.__module__.startswith("tests")), key=lambda kind: kind.__name__
)


def made(kind: type[FreightError]) -> FreightError:
    return MADE[kind] if kind in MADE else kind("what happened, 'and' why; 5 €")


def same(error: BaseException, other: BaseException) -> bool:
    return (type(error), str(error), repr(error), error.args, vars(error)) == (
        type(other),
        str(other),
        repr(other),
        other.args,
        vars(other),
    )


def thrown(error: BaseException) -> None:
    raise error


def asked(number: int) -> None:
    (lambda: SolveOptions(engines="cplex"), lambda: Shipment("A", "A", containers=0), lambda: Constraints(max_days=-1))[  # type: ignore[arg-type]
        number
    ]()


def test_all_our_errors_are_tried():
    assert {kind.__module__ for kind in KINDS} == {networks.errors.__name__, routing.errors.__name__}
    assert set(MADE) <= set(KINDS) and len(KINDS) >= 9


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_survives_pickle_and_copies_word_for_word(kind):
    error = made(kind)
    error.add_note("a note")
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert same(error, pickle.loads(pickle.dumps(error, protocol)))
    assert same(error, copy.copy(error)) and same(error, copy.deepcopy(error))
    assert same(error, pickle.loads(pickle.dumps(pickle.loads(pickle.dumps(error)))))


def test_errors_survive_processes_and_threads():
    with ProcessPoolExecutor(2, get_context("spawn")) as processes, ThreadPoolExecutor(2) as threads:
        for pool in (processes, threads):
            for kind in KINDS:
                error = made(kind)
                met = pool.submit(thrown, error).exception()
                assert met is not None and (type(met), str(met), met.args) == (type(error), str(error), error.args)
                assert {name: vars(met)[name] for name in vars(error)} == vars(error)


@pytest.mark.parametrize("number", range(3))
def test_a_question_refused_by_a_worker_says_the_same_as_here(number):
    with pytest.raises(QuestionError) as here:
        asked(number)
    with ProcessPoolExecutor(1, get_context("spawn")) as processes:
        there = processes.submit(asked, number).exception()
    assert isinstance(there, QuestionError)
    assert (str(there), there.problems) == (str(here.value), here.value.problems)


def test_a_subclass_with_arguments_of_its_own_survives_as_well():
    error = Narrow(3, why="so")
    assert same(error, pickle.loads(pickle.dumps(error)))


class Narrow(QuestionError):
    def __init__(self, number: int, *, why: str) -> None:
        self.number = number
        super().__init__([f"{number}: {why}"])
