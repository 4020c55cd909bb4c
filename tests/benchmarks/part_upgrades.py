"""Part ``upgrades``: the cheapest of 200 upgrades on 10,000 nodes, proven by labels and by an integer programme.

Grids of the tests (`oracles.upgrade_sets.grid`), each upgrade a line that wanders across it; asked is the cheapest set
with which a path saves half of what all upgrades together save. Times are those of the processor; kernels are loaded.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from measured import Outcome
from settings import Settings

from routing import Status
from routing.search import upgrade_paths, verify_upgrade_paths

SIDE, COUNT, SEEDS, PROVEN = 100, 200, 40, 40
LIMIT_S = 240.0


def run(
    settings: Settings,
    outcome: Outcome,
    *,
    side: int = SIDE,
    count: int = COUNT,
    seeds: int = SEEDS,
    proven: int = PROVEN,
) -> None:
    """Measure and add the table."""
    sys.path.append(str(Path(__file__).parents[1]))
    from oracles.upgrade_sets import grid, halfway

    asked = [grid(side, count, seed) for seed in range(seeds)]
    limits = [halfway(one) for one in asked]
    upgrade_paths(**asked[0], max_weight=limits[0])
    labels, second, agreed = [], [], 0
    for number, (one, most) in enumerate(zip(asked, limits, strict=True)):
        begun = time.process_time()
        found = upgrade_paths(**one, max_weight=most)
        labels.append(time.process_time() - begun)
        assert found.status is Status.OPTIMAL
        if number < proven:
            begun = time.process_time()
            agreed += verify_upgrade_paths(found, **one, max_weight=most, time_limit_s=LIMIT_S) is Status.OPTIMAL
            second.append(time.process_time() - begun)
    name = f"{count} upgrades, {side * side:,} nodes"
    outcome.values["upgrades", f"{name}, slowest, CPU"] = max(labels)
    outcome.values["upgrades", f"{name}, left open by HiGHS"] = proven - agreed
    rows = [["labels, with bounds on prices", str(seeds), str(seeds), *_spread(labels)]]
    rows.append(["HiGHS, on what bounds leave", str(proven), str(agreed), *_spread(second)])
    outcome.say(f"**{name}** (seeds from 0); where both ended, the prices were equal:")
    outcome.table(["method", "asked", "proven", "median CPU s", "slowest CPU s"], rows)


def _spread(spent: list[float]) -> list[str]:
    return [f"{statistics.median(spent):.2f}", f"{max(spent):.2f}"]
