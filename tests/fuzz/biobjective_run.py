"""Fronts of published two-criteria instances, each proven whole: ``python tests/fuzz/biobjective_run.py MAP QUERIES``.

MAP begins with the numbers of nodes and arcs, then has tail, head and two weights of each arc, nodes from 1; QUERIES has a
source and a target in each line. That is the form of BOA* (Hernandez Ulloa et al. 2020, github.com/jorgebaier/BOAstar) and
of yang-mingzhou/biobjectiveRouting, whose maps are the smaller ones of the 9th DIMACS challenge. No sizes of fronts were
published with them, so each front is checked:

* each path is walked again and added up; no point equals or beats another;
* none is missing (epsilon-constraint): the least first weight of a path with less of the second than a point is that of the
  next point, by `Digraph.constrained`, and beyond the last there is none; up to ``--gaps`` of each front, evenly spread;
* the network turned round, searched from the other end, has the same front;
* ``--boa PROGRAM`` (the C program ``boa MAP SOURCE TARGET``, not part of this repository) finds as many points.

The exit status is 1 where something differs.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path as File

import numpy as np

HERE = File(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1])]

from routing.search import Digraph, Paths  # noqa: E402

NAMES = ("first", "second")


def read(file: File, engine: str = "auto") -> tuple[Digraph, Digraph]:
    """Return the graph of a map, and the same turned round."""
    cells = np.array(file.read_text(encoding="ascii").split(), dtype=np.int64)
    nodes, arcs = cells[:2].tolist()
    if len(cells) != 2 + 4 * arcs:
        raise ValueError(f"{file.name}: {len(cells)} numbers, expected {2 + 4 * arcs}")
    tail, head, *weights = cells[2:].reshape(arcs, 4).T
    named = dict(zip(NAMES, weights, strict=True))
    ends = tail - 1, head - 1
    there, back = (Digraph(*one, named, n_nodes=nodes, engine=engine) for one in (ends, ends[::-1]))  # type: ignore[arg-type]
    return there, back


def questions(file: File) -> list[tuple[int, int]]:
    """Return source and target of each query, from 0."""
    rows = [line.split() for line in file.read_text(encoding="ascii").splitlines() if line.strip()]
    return [(int(row[0]) - 1, int(row[1]) - 1) for row in rows]


def faults(graph: Digraph, front: Paths, source: int, target: int, gaps: int) -> Iterator[str]:
    """Yield what is wrong with a front, in words."""
    vectors = [tuple(path.totals[name] for name in NAMES) for path in front]
    if front.status.name != ("OPTIMAL" if vectors else "INFEASIBLE"):
        yield f"status {front.status.name}"
    if any(b[0] <= a[0] or b[1] >= a[1] for a, b in pairwise(vectors)):
        yield "a point equals or beats another"
    for path, vector in zip(front, vectors, strict=True):
        arcs = path.arcs
        assert arcs is not None
        if [source, *graph.head[arcs].tolist()] != [*graph.tail[arcs].tolist(), target]:
            yield f"the arcs of {vector} do not join"
        if tuple(int(graph.weights[name][arcs].sum()) for name in NAMES) != vector:
            yield f"the arcs of {vector} add up to something else"
    least = graph.shortest(source, target, minimise=NAMES[0])
    if least.totals.get(NAMES[0]) != (vectors[0][0] if vectors else None):
        yield "the first point is not the least of the first weight"
    for number in sorted(set(np.linspace(0, len(vectors) - 1, min(gaps, len(vectors))).astype(int).tolist())):
        below = vectors[number][1] - 1
        other = graph.constrained(source, target, minimise=NAMES[0], limits={NAMES[1]: below}) if below >= 0 else None
        after = None if other is None or other.arcs is None else other.totals[NAMES[0]]
        if after != (vectors[number + 1][0] if number + 1 < len(vectors) else None):
            yield f"after {vectors[number]} a path of {after} is missing, or the next point is none"


def main() -> int:
    """Check the fronts of a map's queries and print their sizes."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("map", type=File)
    parser.add_argument("queries", type=File)
    parser.add_argument("--first", type=int, help="only so many queries")
    parser.add_argument("--gaps", type=int, default=20, help="gaps of each front that are proven empty")
    parser.add_argument("--boa", help="the C program")
    given = parser.parse_args()
    graph, back = read(given.map)
    sizes, bad, spent, proven = [], 0, Counter[str](), 0
    for source, target in questions(given.queries)[: given.first]:
        begun = time.perf_counter()
        front = graph.pareto(source, target, criteria=NAMES, max_labels=10**9)
        spent["fronts"] += time.perf_counter() - begun
        found = list(faults(graph, front, source, target, given.gaps))
        turned = back.pareto(target, source, criteria=NAMES, max_labels=10**9)
        if [path.totals for path in turned] != [path.totals for path in front]:
            found.append("the network turned round has another front")
        if given.boa:
            command = [given.boa, str(given.map), str(source + 1), str(target + 1)]
            told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split(";")
            if int(told[2]) != len(front):
                found.append(f"BOA* finds {told[2]} points, not {len(front)}")
        sizes.append(len(front))
        proven += min(given.gaps, len(front))
        bad += bool(found)
        for words in found:
            print(f"{source + 1} {target + 1}: {words}")
    print(
        f"{given.map.name}: {graph.n_nodes} nodes, {len(graph.tail)} arcs; {len(sizes)} queries; points: {sum(sizes)} in "
        f"all, median {np.median(sizes):g}, largest {max(sizes)}; {proven} gaps proven empty; fronts "
        f"{spent['fronts']:.1f} s; {bad} with a difference" + ("; sizes as BOA*" if given.boa and not bad else "")
    )
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
