"""Part ``design``: fixed charges on arcs that commodities share, by two solvers on one model.

Times are those of the processor. A value is told with its bound; two solvers that both end must tell the same to a
millionth. Files of Canad C and R (``--graph path/to/c33.dow``) are asked as well, and held against ``optimal.csv``
beside them (columns ``instance`` and ``optimal``), if that is there.
"""

from __future__ import annotations

import csv
import time
from pathlib import Path

from design_instances import Design, is_design, read_design, synthetic_design
from measured import Outcome
from settings import Settings

from routing import Status
from routing.search import NetworkDesign, network_design

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
    head = ["instance", "arcs", "commodities", "GSCIP, CPU s", "HiGHS, CPU s", "status", "cost", "gap", "known"]
    outcome.table(head, rows)


def _measured(
    name: str, asked: Design, known: float | None, repeats: int, limit_s: float, outcome: Outcome
) -> list[str]:
    found: dict[str, NetworkDesign] = {}
    seconds: dict[str, float] = {}
    for solver in ("gscip", "highs"):
        spent = []
        for _ in range(repeats):
            begun = time.process_time()
            found[solver] = network_design(*asked, solver=solver, time_limit_s=limit_s)  # type: ignore[arg-type]
            spent.append(time.process_time() - begun)
            if spent[-1] > limit_s / 10:
                break
        seconds[solver] = sorted(spent)[len(spent) // 2]
    one, other = found["gscip"], found["highs"]
    statuses = {one.status, other.status}
    if Status.INFEASIBLE in statuses:
        assert statuses == {Status.INFEASIBLE}, f"{name}: the solvers differ"
    for first, second in ((one, other), (other, one)):
        assert first.objective is None or second.bound <= first.objective * (1 + NEAR), f"{name}: the solvers differ"
    if known is not None and one.objective is not None:
        assert one.bound <= known * (1 + NEAR) and one.objective >= known * (1 - NEAR), f"{name}: {one}, known {known}"
    outcome.values["design", f"{name}, CPU"] = min(seconds.values())
    return [
        name,
        f"{len(asked.tail):,}",
        f"{len(asked.demands):,}",
        *(f"{cell:.2f}" for cell in seconds.values()),
        ", ".join(sorted({one.status.name, other.status.name})),
        "-" if one.objective is None else f"{one.objective:,.10g}",
        "-" if one.gap is None else f"{one.gap:.1e}",
        "-" if known is None else f"{known:,.10g}",
    ]


def _known(file: Path) -> float | None:
    table = file.parent / "optimal.csv"
    if not table.is_file():
        return None
    with table.open(encoding="ascii") as rows:
        return {row["instance"]: float(row["optimal"]) for row in csv.DictReader(rows)}.get(file.stem)
