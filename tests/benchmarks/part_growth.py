"""Part ``growth``: how time grows with size, on road grids of our own; the slope of log time over log nodes."""

from __future__ import annotations

import math
import tempfile
from functools import partial
from pathlib import Path

from front_peers import front_peers
from instances import Instance, pairs
from measured import Outcome, ms
from ours import digraph
from part_fronts import compare as compare_fronts
from part_fronts import whole_front
from part_plain import compare, methods_of
from road_grid import road_grid
from settings import Settings
from timing import Timed, in_turn

PLAIN_SIDES, FRONT_SIDES = (66, 132, 265, 530), (33, 66, 132, 265)


def run(settings: Settings, outcome: Outcome) -> None:
    """Measure and add two tables; `settings.pairs` also leaves out the larger grids, for a trial."""
    shorter = slice(None) if settings.pairs is None else slice(3)
    sizes, found = [], []
    for side in PLAIN_SIDES[shorter]:
        grid = road_grid(side)
        asked = pairs(grid, (settings.pairs or 30) + 1, settings.seed)
        found.append(in_turn(methods_of(grid, grid.criteria[0], asked[0], outcome), asked[1:]))
        compare(grid, grid.criteria[0], asked[1:], found[-1])
        sizes.append(grid)
    outcome.say("One path of least length, median ms, all weights equal:")
    _table(sizes, found, outcome, "plain")
    sizes, found = [], []
    for side in FRONT_SIDES[shorter]:
        grid = road_grid(side)
        names = grid.criteria[:2]
        asked = pairs(grid, (settings.pairs or 5) + 1, settings.seed)
        graph = digraph(grid)
        graph.pareto(*asked[0], criteria=names)
        with tempfile.TemporaryDirectory() as folder:
            peers = front_peers(grid, names, settings, Path(folder))
            found.append(in_turn({"landbridge": partial(whole_front, graph, names), **peers}, asked[1:], tuple(peers)))
        compare_fronts(grid, names, asked[1:], found[-1])
        sizes.append(grid)
    outcome.say("Front of length and time, median ms, all fronts equal:")
    _table(sizes, found, outcome, "front2")


def _table(grids: list[Instance], found: list[dict[str, Timed]], outcome: Outcome, what: str) -> None:
    names = [name for name in found[0] if all(name in timed for timed in found)]
    rows = []
    for name in names:
        medians = [timed[name].median for timed in found]
        slope = fitted([grid.n_nodes for grid in grids], medians)
        outcome.values["growth", f"{what}, {name}"] = slope
        rows.append([name, *map(ms, medians), f"{slope:.2f}"])
    outcome.table(["method", *(f"{grid.n_nodes:,} nodes" for grid in grids), "slope"], rows)


def fitted(sizes: list[int], values: list[float]) -> float:
    """Return the slope of log value over log size, by least squares."""
    x, y = [math.log(size) for size in sizes], [math.log(value) for value in values]
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    above = sum((one - mean_x) * (other - mean_y) for one, other in zip(x, y, strict=True))
    return above / sum((one - mean_x) ** 2 for one in x)
