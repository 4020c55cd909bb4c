"""Ten thousand questions in eight scenarios of the built-in network: throughput, equality, memory, executors.

    python tests/benchmarks/many_questions.py                   # everything, on one core but for the executors
    python tests/benchmarks/many_questions.py --part throughput --questions 2000

Parts: ``throughput`` (against `solve` in a loop, label engine, and one networkx Dijkstra a question on the ready-made
graph; the same rows first), ``checks`` (verification of 5 % of the answers, OR-Tools on 200), ``memory`` (all answers in a
store) and ``executors`` (this process, one process and two, and with --scheduler ADDRESS or --dask two workers of dask: the
same bytes, overhead). Times are seconds of CPU. Cores that share a cache or are two threads of one slow each other down, so
two workers are held against the serial run beside another process that works; wants a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

import networkx as nx

import networks
from routing import Constraints, Shipment, SolveOptions, solve, solve_many, verify
from routing.batch import many
from routing.batch.answer import answer_of, codes_of
from routing.batch.blocks import blocks_of
from routing.batch.spreading import pool_of_processes
from routing.compiling import vertices
from routing.question.question import Question

SCENARIOS = (
    "eurasia",
    "eurasia/2016-suez",
    "eurasia/2016-ordinary",
    "eurasia/2016-target",
    "eurasia/samarga",
    "eurasia/zabaikalsk-closed",
    "eurasia/suez-closed",
    "eurasia/upgrade-trains",
)
SEED = 2026
LABELS = SolveOptions(engines="ours", explain=False)
STOP = Path(tempfile.gettempdir()) / f"many_questions_{os.getuid()}.stop"  # where it is, a neighbour ends
TURNS = 5
SAMPLE = 400  # questions that the slow ways are asked
Ends = tuple[str, str]


def random_pairs(count: int) -> list[Ends]:
    """Return pairs of places in the same order each time."""
    places = sorted(networks.load("eurasia").places)
    every = list(itertools.permutations(places, 2))
    return random.Random(SEED).sample(every, count)


def matrix(count: int) -> list[Ends]:
    """Return about so many pairs as an OD matrix has them: some origins, each to all of some destinations."""
    places = sorted(networks.load("eurasia").places)
    some = random.Random(SEED).sample(places, round(count**0.5) + 1)
    return list(itertools.permutations(some, 2))[:count]


@contextmanager
def clocked(what: str, count: int, found: dict[str, float]) -> Iterator[None]:
    """Tell how much of a core something took, and keep the milliseconds of each of so many."""
    begun = time.process_time()
    yield
    seconds = time.process_time() - begun
    found[what] = 1000 * seconds / count
    print(
        f"  {what}: {seconds:.2f} s for {count:,}, {found[what]:.3f} ms each, {count / seconds:,.0f} a second",
        flush=True,
    )


def throughput(pairs: Sequence[Ends], called: str) -> None:
    """Compare with a loop of `solve`, and with networkx; the answers of the sample are the same."""
    print(f"throughput, {len(pairs):,} {called} x {len(SCENARIOS)} scenarios")
    cases = [networks.load(*_parts(name)) for name in SCENARIOS]
    found: dict[str, float] = {}
    count = len(pairs) * len(cases)
    with clocked("solve_many, first time (expanding each network too)", count, found):
        table = solve_many(cases, pairs, progress=False)
    with clocked("solve_many, again", count, found):
        table = solve_many(cases, pairs, progress=False)
    rng = random.Random(SEED + 1)
    asked = [(rng.randrange(len(pairs)), rng.randrange(len(cases))) for _ in range(SAMPLE)]
    with clocked("solve in a loop, label engine, no reasons", SAMPLE, found):
        results = [solve(cases[case], Shipment(*pairs[pair]), options=LABELS) for pair, case in asked]
    rows = [table._answer(pair * len(cases) + case) for pair, case in asked]
    same = sum(
        row == (answer_of(one.status, one.best, codes_of(one.warnings)),)
        for row, one in zip(rows, results, strict=True)
    )
    print(f"  the same status, totals, path and warnings: {same} of {SAMPLE}; {table.counts()}")
    graphs = [_graph(cases[case], pairs[pair]) for pair, case in asked]
    with clocked("networkx, one Dijkstra a question on the ready-made graph", SAMPLE, found):
        least = [_networkx(*graph) for graph in graphs]
    equal = sum(
        (days is None) == (row[0].days is None) and (days is None or abs(days - row[0].days) < 1e-9)
        for days, row in zip(least, rows, strict=True)
    )
    print(f"  networkx finds the same days: {equal} of {SAMPLE}")
    again = found["solve_many, again"]
    for what in list(found)[2:]:
        first = found["solve_many, first time (expanding each network too)"]
        print(f"  times the throughput of {what}: {found[what] / again:.1f} (first time {found[what] / first:.1f})")


def _parts(name: str) -> tuple[str, str | None]:
    network, _, scenario = name.partition("/")
    return network, scenario or None


_GRAPHS: dict[Any, Any] = {}


def _graph(network: Any, pair: Ends) -> tuple[Any, str, str]:
    """Return the arcs that a question may use as a graph of networkx, made once for all that share it, and its ends."""
    question = Question(shipment=Shipment(*pair), constraints=Constraints(), minimise="time")
    (block,) = blocks_of(network, [question])
    problem = block.problem
    assert problem is not None
    key = network.content_hash, problem.usable.tobytes()
    if key not in _GRAPHS:
        graph = nx.DiGraph()
        weights = problem.columns["milliminutes"].tolist()
        for arc, (tail, head) in enumerate(zip(problem.graph.tails, problem.graph.heads, strict=True)):
            if problem.usable[arc] and (not graph.has_edge(tail, head) or graph[tail][head]["weight"] > weights[arc]):
                graph.add_edge(tail, head, weight=weights[arc])
        _GRAPHS[key] = graph
    node = problem.table.node
    return _GRAPHS[key], node.get(vertices.from_door(pair[0]), -1), node.get(vertices.to_door(pair[1]), -1)


def _networkx(graph: Any, source: int, target: int) -> float | None:
    try:
        length, _ = nx.single_source_dijkstra(graph, source, target)
    except (nx.NetworkXNoPath, nx.NodeNotFound):
        return None
    return length / 1_440_000


def checks(pairs: Sequence[Ends]) -> None:
    """Verify 5 % of the answers by walking each route again, and have OR-Tools find 200."""
    print("checks")
    cases = [networks.load(*_parts(name)) for name in SCENARIOS]
    table = solve_many(cases, pairs, progress=False)
    rng, count = random.Random(SEED + 2), len(table)
    some = rng.sample(range(count), count // 20)
    found: dict[str, float] = {}
    differences = 0
    with clocked("asked again and verified", len(some), found):
        for index in some:
            pair, case = divmod(index, len(cases))
            result = solve(cases[case], Shipment(*pairs[pair]), options=LABELS)
            if result.routes:
                verify(cases[case], result)
            differences += (answer_of(result.status, result.best, codes_of(result.warnings)),) != table._answer(index)
    proven = 0
    for index in some[:200]:
        pair, case = divmod(index, len(cases))
        result = solve(cases[case], Shipment(*pairs[pair]), options=SolveOptions(explain=False))
        answer = table._answer(index)[0]
        proven += result.status.name.lower() == answer.status and (
            result.best is None or result.best.days == answer.days
        )
    print(f"  {len(some):,} verified, {differences} differences; OR-Tools agrees on {proven} of {len(some[:200])}")


def memory(pairs: Sequence[Ends]) -> None:
    """Keep all answers in a store; tell by how much resident memory has grown when they are there and read."""
    print("memory")
    cases = [networks.load(*_parts(name)) for name in SCENARIOS]
    solve(cases[0], Shipment("JPYOK", "RUMOW"), options=LABELS)
    before = _resident()
    with tempfile.TemporaryDirectory() as folder:
        table = solve_many(cases, pairs, store=Path(folder) / "answers.db", progress=False)
        after = _resident()
        table.write(Path(folder) / "answers.csv")
        size = (Path(folder) / "answers.db").stat().st_size / 2**20
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"  {len(table):,} answers: resident {before:.0f} MB before, {after:.0f} after, {_resident():.0f} once written"
        )
        print(f"  as CSV, peak {peak:.0f} MB, growth at the peak {peak - before:.0f} MB; the store has {size:.0f} MB")


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def executors(pairs: Sequence[Ends], scheduler: str | None, *, dask: bool) -> None:
    """Ask in this process and on two workers; the bytes are the same. CPU counts: other loads do not come in."""
    print("executors, one network; chunks of 0.5 s and 1 s of work; CPU of this process and of all workers")
    net = networks.load("eurasia")
    solve_many(net, pairs[:2500], progress=False)
    runs = [_asked_here(net, pairs) for _ in range(3)]
    text, cpu = runs[0][0], min(cpu for _, cpu, _ in runs)
    wall = min(wall for _, _, wall in runs)
    print(f"  serial: {cpu:.2f} s of CPU, {wall:.2f} s, {1000 * cpu / len(pairs):.3f} ms each")
    sizes = [max(1, round(seconds * len(pairs) / cpu)) for seconds in (0.5, 1.0)]
    for count in (1, 2):
        with pool_of_processes(count) as pool, _companion(count) as beside:
            pids = partial(_pids_of, pool)
            _measured(f"{count} processes", net, pairs, pool, pids, sizes, text, beside)
    if scheduler or dask:
        import dask
        from distributed import Client, LocalCluster

        dask.config.set({"distributed.worker.profile.enabled": False})  # it looks at every worker 100 times a second
        cluster = None if scheduler else LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None)
        with Client(scheduler or cluster) as client, _companion(2) as beside:
            pids = partial(_pids, client)
            _measured("dask, 2 workers", net, pairs, client.get_executor(), pids, sizes, text, beside)
        if cluster is not None:
            cluster.close()


@contextmanager
def _companion(workers: int) -> Iterator[Any]:
    """Give a process that works beside the serial run, for two workers have a neighbour; None for one worker."""
    if workers == 1:
        yield None
        return
    with pool_of_processes(1) as pool:
        pool.submit(_keep_busy, 10, 500, 0.0).result()
        yield pool


def _keep_busy(count: int, size: int, seconds: float) -> None:
    """Ask the same questions for some time."""
    net, pairs, until = _loaded(), random_pairs(count), time.perf_counter() + seconds
    while True:
        for begin in range(0, count, size):
            solve_many(net, pairs[begin : begin + size], progress=False)
            if time.perf_counter() > until or STOP.exists():
                return


@cache
def _loaded() -> Any:
    return networks.load("eurasia")


def _pids_of(pool: Any) -> list[int]:
    return list(pool._processes or ())


def _pids(client: Any) -> list[int]:
    return list(client.run(os.getpid).values())


def _asked_here(
    net: Any, pairs: Sequence[Ends], size: int | None = None, beside: Any = None
) -> tuple[str, float, float]:
    """Return the rows, and the seconds of CPU and of the clock that asking takes in this process."""
    if beside is not None:
        neighbour = beside.submit(_keep_busy, len(pairs), 500, 600.0)
        time.sleep(0.5)
        try:
            return _asked_here(net, pairs, size)
        finally:
            STOP.touch()
            neighbour.result()
            STOP.unlink()
    cpu, wall = time.process_time(), time.perf_counter()
    found = solve_many(net, pairs, chunk=size, progress=False)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    return found.to_csv(), cpu, wall


def _measured(
    called: str,
    net: Any,
    pairs: Sequence[Ends],
    pool: Any,
    pids: Any,
    sizes: Sequence[int],
    text: str,
    beside: Any,
) -> None:
    first = _spent(net, pairs, pool, list, max(1, len(pairs) // 8))
    begun = _spent(net, pairs, pool, list, max(1, len(pairs) // 8))
    print(
        f"  {called}: the first time {first[1] - begun[1]:.2f} s longer, for start, network and tables of each worker"
    )
    before = _cpu_of_all(pids())
    time.sleep(5)
    idle = (_cpu_of_all(pids()) - before) / 5
    print(f"  {called}: {idle:.3f} s of CPU a second while nothing is asked")
    for size in sizes:
        shares, walls, alike = [], [], True
        for _ in range(TURNS):  # in turn, for the speed of a machine that others use changes
            _, serial, _ = _asked_here(net, pairs, size, beside)
            cpu, wall, rows = _spent(net, pairs, pool, pids, size)
            shares.append((cpu / serial - 1, (cpu - idle * wall) / serial - 1))
            walls.append(wall)
            alike = alike and rows == text
        whole, net_of_idle = (statistics.median(share[which] for share in shares) for which in (0, 1))
        told = f"overhead {whole:+.1%} of CPU, {net_of_idle:+.1%} without what idling takes"
        chunks = f"{-(-len(pairs) // size)} chunks of {size:,}"
        print(f"  {called}, {chunks}: {told}; {statistics.median(walls):.2f} s; the same bytes: {alike}", flush=True)


def _spent(net: Any, pairs: Sequence[Ends], pool: Any, pids: Any, size: int) -> tuple[float, float, str]:
    """Return the CPU of this process and of the workers, the seconds of the clock, and the rows."""
    workers = pids()
    before, wall = _cpu_of_all(workers), time.perf_counter()
    found = solve_many(net, pairs, executor=pool, chunk=size, progress=False)
    wall = time.perf_counter() - wall
    return _cpu_of_all(workers) - before, wall, found.to_csv()


def _cpu_of_all(workers: Sequence[int]) -> float:
    """Return the seconds of CPU that this process and some others have used."""
    return time.process_time() + sum(map(_cpu_of, workers))


def _cpu_of(pid: int) -> float:
    """Return the seconds of CPU that a process has used."""
    cells = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(cells[11]) + int(cells[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Run the parts that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("throughput", "checks", "memory", "executors"), action="append")
    parser.add_argument("--questions", type=int, default=10_000)
    parser.add_argument("--scheduler")
    parser.add_argument("--dask", action="store_true", help="two workers of dask on this machine")
    asked = parser.parse_args()
    pairs = random_pairs(asked.questions)
    many.PROCESSES_FROM = dict.fromkeys(many.PROCESSES_FROM, sys.maxsize)  # this process, unless an executor is given
    parts = {
        "throughput": lambda: [
            throughput(pairs, "random pairs"),
            throughput(matrix(asked.questions), "pairs of an OD matrix"),
        ],
        "checks": partial(checks, pairs),
        "memory": partial(memory, pairs),
        "executors": partial(executors, pairs, asked.scheduler, dask=asked.dask),
    }
    for part in asked.part or parts:
        parts[part]()


if __name__ == "__main__":
    main()
