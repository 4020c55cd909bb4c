"""How times are taken: each question once, block by block of questions, the methods in turn."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass


class DifferentAnswers(Exception):
    """Two methods do not agree: times would mean nothing, so none are shown."""


@dataclass(frozen=True)
class Timed:
    """Seconds of one method, a question each, and what it answered."""

    seconds: tuple[float, ...]
    answers: tuple[object, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def sum(self) -> float:
        return sum(self.seconds)


Method = Callable[..., object]
BLOCK = 10


def in_turn(
    methods: Mapping[str, Method],
    questions: Sequence[tuple[object, ...]],
    own_clock: Sequence[str] = (),
    block: int = BLOCK,
) -> dict[str, Timed]:
    """Return what each method needed for each question.

    Questions go in blocks: each method in turn answers a whole block, so that none meets the arrays of another one's
    answer to the same question in the processor's cache; in the next block another method begins. Methods named in
    `own_clock` return the seconds that they measured themselves, and then their answer.
    """
    names = list(methods)
    seconds: dict[str, list[float]] = {name: [] for name in names}
    answers: dict[str, list[object]] = {name: [] for name in names}
    with quiet_collector():
        for number, begin in enumerate(range(0, len(questions), block)):
            turn = number % len(names)
            for name in names[turn:] + names[:turn]:
                for question in questions[begin : begin + block]:
                    begun = time.perf_counter()
                    answer = methods[name](*question)
                    spent = time.perf_counter() - begun
                    if name in own_clock:
                        spent, answer = answer  # type: ignore[misc]
                    seconds[name].append(spent)
                    answers[name].append(answer)
    return {name: Timed(tuple(seconds[name]), tuple(answers[name])) for name in names}


@contextmanager
def quiet_collector() -> Iterator[None]:
    """Keep Python's collector away from the graphs of all methods: it would walk through them in somebody's turn."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def same(found: Mapping[str, Timed], value: Callable[[str, int, object], Hashable], what: str) -> None:
    """Raise DifferentAnswers unless all methods have equal values; `value` gets method, number of question, answer.

    A method whose value is None was not able to tell, and is not compared.
    """
    first = next(iter(found))
    for number, answer in enumerate(found[first].answers):
        expected = value(first, number, answer)
        for name, timed in found.items():
            got = value(name, number, timed.answers[number])
            if got is not None and got != expected:
                raise DifferentAnswers(
                    f"{what}, question {number}: {name} finds {_short(got)}, {first} {_short(expected)}"
                )


def ratios(mine: Timed, theirs: Timed) -> tuple[float, float]:
    """Return the median of the ratios question by question, and the ratio of the sums."""
    each = [one / other for one, other in zip(mine.seconds, theirs.seconds, strict=True)]
    return statistics.median(each), mine.sum / theirs.sum


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 300 else f"{text[:300]} ..."
