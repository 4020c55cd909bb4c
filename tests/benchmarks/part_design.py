"""Part ``design``: fixed charges on arcs that commodities share, by two solvers on one model, and by prices.

Times are those of the processor. A value is told with its bound; two that both end must tell the same to a millionth.
What is branched on by prices keeps its proof, which is checked in whole numbers. Files of Canad C and R (``--graph path/to/c33.dow``) are asked as well, and held against ``optimal.csv``
beside them (columns ``instance`` and ``optimal``), if that is there.
"""

from __future__ import annotations

import csv
import itertools
import time
from pathlib import Path
from typing import Any

from design_instances import Design, is_design, read_design, synthetic_design
from measured import Outcome
from settings import Settings

from routing import Status
from routing.search import NetworkDesign, network_design, verify_design
from routing.search.flows.network_design import LARGE

NEAR = 1e-6
LIMIT_S = 120.0
REPEATS = 3
SYNTHETIC: tuple[tuple[int, int], ...] = ((10, 10), (15, 20))  # nodes, commodities


def run(
    settings: Settings,
    outcome: Outcome,
    *,
    synthetic: tuple[tuple[int, int], ...] = SYNTHETIC,
    limit_s: float = LIMIT_S,
) -> None:
    """Measure and add the table."""
    files = [Path(name) for name in settings.graph if Path(name).is_file() and is_design(Path(name))]
    asked = {
        file.stem if file.suffix in (".dow", ".txt") else file.name: (read_design(file), _known(file)) for file in files
    }
    asked |= {f"made up, {n} x {k}": (synthetic_design(n, k, settings.seed), None) for n, k in synthetic}
    rows = [
        _measured(name, one, known, settings.pairs or REPEATS, limit_s, outcome) for name, (one, known) in asked.items()
    ]
    head = ["instance", "arcs", "commodities", "GSCIP, CPU s", "HiGHS, CPU s", "prices, CPU s", "proof, CPU s"]
    head += ["status", "cost", "gap", "nodes", "known"]
    outcome.table(head, rows)


def _measured(
    name: str, asked: Design, known: float | None, repeats: int, limit_s: float, outcome: Outcome
) -> list[str]:
    found: dict[str, NetworkDesign] = {}
    seconds: dict[str, float] = {}
    is_large = len(asked.tail) * len(asked.demands) >= LARGE  # then the solvers are not asked
    for solver in ("prices",) if is_large else ("gscip", "highs", "prices"):
        how: dict[str, Any] = {"keep_proof": True} if solver == "prices" else {"solver": solver}
        spent = []
        for _ in range(repeats):
            begun = time.process_time()
            found[solver] = network_design(*asked, time_limit_s=limit_s, **how)
            spent.append(time.process_time() - begun)
            if spent[-1] > limit_s / 10:
                break
        seconds[solver] = sorted(spent)[len(spent) // 2]
    one, begun = found["prices"], time.process_time()
    if one.objective is not None:
        verify_design(one, *(cells.tolist() for cells in asked))
    checking = time.process_time() - begun
    statuses = {each.status for each in found.values()}
    if Status.INFEASIBLE in statuses:
        assert statuses == {Status.INFEASIBLE}, f"{name}: the solvers differ"
    for first, second in itertools.permutations(found.values(), 2):
        assert first.objective is None or second.bound <= first.objective * (1 + NEAR), f"{name}: the solvers differ"
    if known is not None and one.objective is not None:
        assert one.bound <= known * (1 + NEAR) and one.objective >= known * (1 - NEAR), f"{name}: {one}, known {known}"
    outcome.values["design", f"{name}, CPU"] = min(seconds.values())
    cost = min((each.objective for each in found.values() if each.objective is not None), default=None)
    gap = min((each.gap for each in found.values() if each.gap is not None), default=None)
    return [
        name,
        f"{len(asked.tail):,}",
        f"{len(asked.demands):,}",
        *(f"{seconds[solver]:.2f}" if solver in seconds else "-" for solver in ("gscip", "highs", "prices")),
        f"{checking:.2f}",
        ", ".join(sorted(status.name for status in statuses)),
        "-" if cost is None else f"{cost:,.10g}",
        "-" if gap is None else f"{gap:.1e}",
        f"{len(one.proof.nodes):,}" if one.proof is not None else "-",
        "-" if known is None else f"{known:,.10g}",
    ]


def _known(file: Path) -> float | None:
    table = file.parent / "optimal.csv"
    if not table.is_file():
        return None
    with table.open(encoding="ascii") as rows:
        return {row["instance"]: float(row["optimal"]) for row in csv.DictReader(rows)}.get(file.stem)
