"""Reads constrained shortest paths in the two formats of Zhu and Wilhelm (2012), and solves those with one resource.

Files ``rcsp11.txt`` begin with nodes, arcs and resources K, then the K limits; nodes are numbered from 1, and the path leads
from the first to the last. Files ``rcsp11_7.txt`` (a replica with other costs) begin with nodes, arcs, source and target,
numbered from 0; the limits stand on a line of their own. Both then have tail, head, distance and K uses of each arc, under
a line of words.
"""

from __future__ import annotations

from pathlib import Path as File

import numpy as np
from orlib import Instance

UNREACHED = 2**62


def read(file: File) -> tuple[Instance, int, int]:
    """Return the instance of a file, its source and its target.

    Raises
    ------
    ValueError
        There are fewer or more numbers than the first lines say.
    """
    lines = file.read_text(encoding="ascii").splitlines()
    stated = "source" in lines[0].split()
    numbers, limits = ([int(word) for word in lines[row].split()] for row in ((1, 3) if stated else (0, 1)))
    n_nodes, n_arcs = numbers[:2]
    source, target = numbers[2:4] if stated else (0, n_nodes - 1)
    first = 5 if stated else 3
    cells = [int(word) for line in lines[first:] for word in line.split()]
    if len(cells) != n_arcs * (3 + len(limits)) or (not stated and numbers[2] != len(limits)):
        expected = n_arcs * (3 + len(limits))
        raise ValueError(f"{file.name}: {len(limits)} limits, {len(cells)} numbers of arcs, expected {expected}")
    arcs = np.array(cells, dtype=np.int64).reshape(n_arcs, -1)
    ends = arcs[:, :2] - (0 if stated else 1)
    upper = np.array(limits, dtype=np.int64)
    return Instance(n_nodes, ends[:, 0], ends[:, 1], arcs[:, 2], arcs[:, 3:], 0 * upper, upper), source, target


def by_tables(instance: Instance, source: int, target: int) -> int | None:
    """Return the least cost within the limit of the one resource, None without a path: a table of node and use.

    Best[v][r] is the least cost of a path to v that uses r. All arcs are gone through again and again until no cell
    changes: right for any graph whose costs and uses are not negative; one round is enough where arcs lead upwards.
    """
    limit = int(instance.upper[0])
    if limit < 0:
        return None
    best = np.full((instance.n_nodes, limit + 1), UNREACHED, dtype=np.int64)
    best[source, 0] = 0
    order = np.argsort(instance.tail, kind="stable").tolist()
    rows = list(
        zip(
            instance.tail.tolist(),
            instance.head.tolist(),
            instance.cost.tolist(),
            instance.use[:, 0].tolist(),
            strict=True,
        )
    )
    changed = True
    while changed:
        before = best.copy()
        for arc in order:
            here, there, cost, use = rows[arc]
            if use <= limit:
                into = best[there, use:]
                np.minimum(
                    into,
                    best[here, : limit + 1 - use] + cost,
                    out=into,
                    where=best[here, : limit + 1 - use] < UNREACHED,
                )
        changed = bool((best != before).any())
    least = int(best[target].min())
    return None if least >= UNREACHED else least
