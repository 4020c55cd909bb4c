"""Part ``memory``: the peak of resident memory on the road grid, and whether a thousand questions leave anything behind."""

from __future__ import annotations

import tempfile
from pathlib import Path

from front_peers import write_boa
from instances import pairs
from measured import Outcome
from ours import HAS_NUMBA
from plain_peers import BUILDERS, available
from processes import fresh, used_by
from road_grid import SIDE, road_grid
from settings import Settings

PREPARE = """
import ours, instances, road_grid
grid = road_grid.road_grid({side})
names = grid.criteria[:2]
asked = instances.pairs(grid, {count}, {seed})
def mb(): return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) / 1024
before = mb()
"""
FRONTS = "graph = ours.digraph(grid)\nfor pair in asked: print(len(graph.pareto(*pair, criteria=names)))\n"
PATHS = "graph = ours.digraph(grid)\nfor pair in asked: graph.shortest(*pair, minimise=names[0])\n"
PEER = "import plain_peers\ncalls = plain_peers.BUILDERS[{package!r}](grid, names[0])\nfor pair in asked: next(iter(calls.values()))(*pair)\n"
TOLD = "print(before, mb())"
REPEATED = """
import gc, tracemalloc, ours, graphs, instances
def kb(): return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmRSS"))
instance = graphs.corridor()
time, cost = instance.criteria[:2]
pairs = instances.pairs(instance, 20, {seed})
graph = ours.digraph(instance, {engine!r})
def ask(number):
    pair = pairs[number % len(pairs)]
    graph.shortest(*pair, minimise=time)
    graph.constrained(*pair, minimise=cost, limits={{time: 10**6}})
    graph.k_shortest(*pair, k=3, minimise=time)
    graph.pareto(*pair, criteria=(time, cost))
for number in range({first}): ask(number)
gc.collect(); begun = kb()
for number in range({first}, {questions}): ask(number)
gc.collect(); print((kb() - begun) / 1024)
tracemalloc.start()
for number in range({first} // 4): ask(number)
gc.collect(); begun = tracemalloc.get_traced_memory()[0]
for number in range({first}): ask(number)
gc.collect(); print((tracemalloc.get_traced_memory()[0] - begun) / 2**20)
"""


def run(settings: Settings, outcome: Outcome) -> None:
    """Measure in fresh processes and add the tables; `settings.pairs` makes both shorter, for a trial."""
    side = SIDE if settings.pairs is None else 60
    _peaks(side, settings, outcome)
    questions = 1000 if settings.pairs is None else 5 * settings.pairs
    first = max(4, questions // 5)
    code = REPEATED.format(
        seed=settings.seed, engine="compiled" if HAS_NUMBA else "auto", first=first, questions=questions
    )
    resident, traced = map(float, fresh(code).printed.split())
    outcome.say(
        f"The same questions again and again (corridor graph; each time one path, one path under a limit, 3 shortest "
        f"paths and a front of two criteria): from question {first + 1} to {questions:,} resident memory "
        f"grew by {resident:.2f} MB; Python's own objects grew by {traced:.3f} MB over {first} more."
    )
    outcome.values["memory", "resident memory grown by questions 201 to 1,000"] = resident
    outcome.values["memory", "Python objects grown by 200 questions"] = traced


def _peaks(side: int, settings: Settings, outcome: Outcome) -> None:
    prepare = PREPARE.format(side=side, count=2, seed=settings.seed)
    rows = []
    for words, code in (("landbridge, fronts of two criteria", FRONTS), ("landbridge, one path", PATHS)):
        rows.append([words, *_told(prepare + code + TOLD)])
    for package in BUILDERS:
        if available(package, outcome):
            rows.append([f"{package}, one path", *_told(prepare + PEER.format(package=package) + TOLD)])
    program = settings.program("boa")
    grid = road_grid(side)
    if program:
        with tempfile.TemporaryDirectory() as folder:
            graph = Path(folder, "graph.txt")
            write_boa(grid, grid.criteria[:2], graph)
            asked = pairs(grid, 2, settings.seed)
            peaks = [used_by([program, str(graph), str(one + 1), str(other + 1)]).peak_mb for one, other in asked]
        rows.append(
            ["C BOA*, fronts of two criteria (a program; fixed tables among it)", "-", f"{max(peaks):.0f}", "-"]
        )
    outcome.say(
        f"{grid.name} ({grid.size}), 2 pairs, a fresh process each; before = the arrays of the graph and Python itself."
    )
    outcome.table(["what", "before, MB", "peak, MB", "more, MB"], rows)


def _told(code: str) -> list[str]:
    before, after = map(float, fresh(code).printed.split()[-2:])
    return [f"{before:.0f}", f"{after:.0f}", f"{after - before:.0f}"]
