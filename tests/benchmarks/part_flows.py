"""Part ``flows``: many shipments that share capacities, by paths and by linear programs over arcs.

Times are those of the processor. Every answer of ours is verified: its flow, its cost and its bound; a peer's optimum
must be the same to a millionth. A file of the CommaLab collection (``--graph path/to/planar100``) is asked as well, and
held against ``optimal.csv`` beside it.
"""

from __future__ import annotations

import csv
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from measured import Outcome, times
from settings import Settings
from shared_flow_instances import Family, Shared, read_commalab, synthetic
from shared_flow_peers import bound_by_scipy, peers

import routing.search.flows.multicommodity as module
from routing.search import Multicommodity, multicommodity, verify_multicommodity
from routing.search.flows.linear_program import LinearProgram
from routing.search.flows.models.by_glop import ByGlop

OURS, FAST = "landbridge, OR-Tools alone", "landbridge, with highspy"
NEAR = 2e-6
MOST_VERIFIED = (
    5 * 10**6
)  # nodes times origins: beyond, the verifier takes minutes, and scipy's distances alone are asked
AGAINST_ARCS: tuple[tuple[Family, int, int], ...] = (("dense", 225, 100), ("dense", 200, 1000))
SIZES: tuple[tuple[Family, int, int, float, float], ...] = (
    ("few30", 2000, 10_000, 1e-6, 60.0),
    ("few30", 10_000, 10_000, 1e-6, 120.0),
    ("dense", 2000, 1000, 1e-3, 120.0),
)


def run(
    settings: Settings,
    outcome: Outcome,
    *,
    against: tuple[tuple[Family, int, int], ...] = AGAINST_ARCS,
    sizes: tuple[tuple[Family, int, int, float, float], ...] = SIZES,
) -> None:
    """Measure and add the tables."""
    files = [Path(name) for name in settings.graph if Path(name).is_file()]
    named = {file.name: read_commalab(file) for file in files}
    named |= {f"{family}, {n} x {k}": synthetic(family, n, k, settings.seed) for family, n, k in against}
    for name, asked in named.items():
        _against_arcs(name, asked, settings.pairs or 3, outcome)
    for file in files:
        _against_optimum(file, named[file.name], outcome)
    rows = [_size(*one, settings.seed, outcome) for one in sizes]
    outcome.say(
        "Sizes, each asked once after a first time of 0.2 s; the gap is to our own bound, which distances by scipy confirm:"
    )
    outcome.table(["instance", "arcs", "master", "CPU s", "wall s", "gap asked", "gap", "status", "unserved"], rows)


def masters() -> dict[str, Callable[[], LinearProgram]]:
    """Return our two ways, the second where it is installed."""
    found: dict[str, Callable[[], LinearProgram]] = {OURS: ByGlop}
    if find_spec("highspy") is not None:
        found[FAST] = module.new_program
    return found


def ask(asked: Shared, master: Callable[[], LinearProgram], gap: float, limit_s: float | None) -> Multicommodity:
    """Answer with a master."""
    kept, module.new_program = module.new_program, master
    try:
        return multicommodity(*asked, gap=gap, time_limit_s=limit_s)
    finally:
        module.new_program = kept


def _timed(call: Callable[[], object]) -> tuple[float, float, object]:
    begun, wall = time.process_time(), time.perf_counter()
    found = call()
    return time.process_time() - begun, time.perf_counter() - wall, found


def _against_arcs(name: str, asked: Shared, repeats: int, outcome: Outcome) -> None:
    """Measure paths, the median of some times, against programs over arcs, once each."""
    ours, cost = {}, 0.0
    for method, master in masters().items():
        ask(asked, master, 1e-6, 0.2)
        spent = []
        for _ in range(repeats):
            seconds, _, found = _timed(lambda master=master: ask(asked, master, 1e-6, None))  # type: ignore[misc]
            assert isinstance(found, Multicommodity) and found.objective is not None
            spent.append(seconds)
        verify_multicommodity(found, *asked)
        ours[method], cost = sorted(spent)[len(spent) // 2], found.objective
    rows = [[method, f"{seconds:.3f}", *["-"] * len(ours)] for method, seconds in ours.items()]
    best: dict[str, float] = {}
    for peer, solve in peers(asked, outcome).items():
        seconds, _, least = _timed(lambda solve=solve: solve(asked))  # type: ignore[misc]
        assert isinstance(least, float) and abs(least - cost) <= NEAR * cost, f"{name}: {peer} {least}, ours {cost}"
        rows.append([peer, f"{seconds:.3f}", *(times(one / seconds) for one in ours.values())])
        for method, one in ours.items():
            best[method] = max(best.get(method, 0.0), one / seconds)
    for method, ratio in best.items():
        outcome.ratios["flows", f"{name}, {method.partition(', ')[2]}", "best arc LP"] = ratio, ratio
    outcome.say(f"**{name}** ({len(asked.tail):,} arcs, {len(asked.demands):,} shipments; gap 1e-6), all costs equal:")
    outcome.table(["method", "CPU s", *(f"{method} / method" for method in ours)], rows)


def _against_optimum(file: Path, asked: Shared, outcome: Outcome) -> None:
    known = file.parent / "optimal.csv"
    if not known.is_file():
        return
    with known.open(encoding="ascii") as rows:
        optimum = {row["instance"]: float(row["optimal"]) for row in csv.DictReader(rows)}[file.name]
    for method, master in masters().items():
        found = ask(asked, master, 1e-6, None)
        assert found.objective is not None
        verify_multicommodity(found, *asked)
        outcome.say(
            f"{file.name}, {method}: {found.objective:.10g}, bound {found.bound:.10g}; known {optimum:.10g}, "
            f"{(found.objective - optimum) / optimum:.1e} off."
        )


def _size(
    family: Family, nodes: int, shipments: int, gap: float, limit_s: float, seed: int, outcome: Outcome
) -> list[str]:
    asked = synthetic(family, nodes, shipments, seed)
    master = list(masters().values())[-1]
    ask(asked, master, gap, 0.2)
    seconds, wall, found = _timed(lambda: ask(asked, master, gap, limit_s))
    assert isinstance(found, Multicommodity) and found.gap is not None and found.unserved is not None
    if nodes * len(np.unique(asked.origins)) <= MOST_VERIFIED:
        verify_multicommodity(found, *asked, gap=gap)
    bound = bound_by_scipy(asked, found.prices)
    assert found.bound <= bound * (1 + 1e-9), f"{family}: bound {found.bound}, scipy {bound}"
    name = f"{family}, {nodes:,} x {shipments:,}"
    outcome.values["flows", f"{name}, CPU"] = seconds
    outcome.values["flows", f"{name}, gap"] = found.gap
    left = float(found.unserved.sum() / asked.demands.sum())
    return [
        name,
        f"{len(asked.tail):,}",
        found.master,
        f"{seconds:.2f}",
        f"{wall:.1f}",
        f"{gap:g}",
        f"{found.gap:.1e}",
        found.status.name,
        f"{left:.1%}",
    ]
