"""Part ``threads``: the same questions by one thread and by two, on one shared `Digraph`.

The compiled kernels release Python's global lock. Each run asks all questions once, one thread and two in turn; the
quickest run of each counts, so that a moment's other load on the machine does not; how many processors the quickest run
of two threads kept busy is shown besides. Every run's answers are compared with those of the first, arc by arc.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from instances import Instance, pairs
from measured import Outcome, ms, times
from ours import HAS_NUMBA, digraph
from part_constrained import bounds_of
from settings import Settings
from timing import DifferentAnswers, quiet_collector

from routing.search import Digraph, Path, Paths

THREADS, ROUNDS = 2, 5
Ask = Callable[[tuple[int, int]], Path | Paths]


def run(instance: Instance, count: int, settings: Settings, outcome: Outcome) -> None:
    """Measure on one graph and add a table."""
    if not HAS_NUMBA:
        outcome.skip(f"threads, {instance.name}", "numba is not installed")
        return
    graph, asked = digraph(instance, "compiled"), pairs(instance, count, settings.seed)
    rows = []
    for name, ask in questions(instance, graph).items():
        alone, together, busy = in_threads(ask, asked, f"threads, {instance.name}, {name}")
        outcome.values["threads", f"{instance.name}, {name}"] = together / alone
        rows.append(
            [
                name,
                str(len(asked)),
                ms(alone),
                ms(together),
                times(together / alone),
                times(alone / together),
                f"{busy:.2f}",
            ]
        )
    outcome.say(
        f"**{instance.name}** ({instance.size}; {instance.told}), quickest of {ROUNDS} runs each, "
        f"{os.cpu_count()} processors; all answers equal:"
    )
    outcome.table(
        ["question", "asked", "one thread, ms", f"{THREADS} threads, ms", "two / one", "as fast", "processors busy"],
        rows,
    )


def questions(instance: Instance, graph: Digraph) -> dict[str, Ask]:
    """Return what is asked of a pair of nodes, by name."""
    first, *others = instance.criteria
    found: dict[str, Ask] = {
        "path of least weight": lambda pair: graph.shortest(*pair, minimise=first),
        "20 shortest paths": lambda pair: graph.k_shortest(*pair, k=20, minimise=first),
    }
    if others:
        found["path within a limit"] = partial(_limited, graph, first, others[0])
        found["front of two criteria"] = lambda pair: graph.pareto(*pair, criteria=(first, others[0]))
    return found


def _limited(graph: Digraph, use: str, weight: str, pair: tuple[int, int]) -> Path:
    (bound,) = bounds_of(graph, *pair, use, weight, (use,))
    return graph.constrained(*pair, minimise=weight, limits={use: bound})


def in_threads(ask: Ask, asked: Sequence[tuple[int, int]], what: str) -> tuple[float, float, float]:
    """Return the least seconds of a run by one thread, of one by two, and the processors that this kept busy."""
    expected = [_told(ask(pair)) for pair in asked]
    alone: list[tuple[float, float]] = []
    together: list[tuple[float, float]] = []
    with ThreadPoolExecutor(THREADS) as pool, quiet_collector():
        list(pool.map(ask, asked[:THREADS]))
        for _ in range(ROUNDS):
            for run_all, spent in ((map, alone), (pool.map, together)):
                begun, used = time.perf_counter(), time.process_time()
                answers = list(run_all(ask, asked))
                spent.append((time.perf_counter() - begun, time.process_time() - used))
                if [_told(answer) for answer in answers] != expected:
                    raise DifferentAnswers(f"{what}: another run has other answers")
    (seconds, used) = min(together)
    return min(alone)[0], seconds, used / seconds


def _told(answer: Path | Paths) -> object:
    """Return status and arcs of each path."""
    paths = [answer] if isinstance(answer, Path) else list(answer)
    return answer.status, [None if path.arcs is None else path.arcs.tobytes() for path in paths]
