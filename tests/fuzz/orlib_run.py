"""Solve published instances and compare with their known optima: ``python tests/fuzz/orlib_run.py FOLDER``.

FOLDER holds files rcsp*.txt of the OR-Library (see `orlib`); they are no part of this repository. The optima stand in
``orlib_rcsp.csv`` (instance, optimum or "infeasible", source), or in a file given by ``--known``. Each instance is solved
by both engines, which must agree arc by arc; what is infeasible is proven so. Where lower limits are not 0 the table
says whether the path found keeps them. The exit status is 1 where an answer differs.
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
from importlib.util import find_spec
from pathlib import Path as File

HERE = File(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

from orlib import Instance, read  # noqa: E402

from routing.search import Path  # noqa: E402


def known_optima(file: File) -> dict[str, str]:
    """Return instance -> optimum as written."""
    with file.open(newline="", encoding="utf-8") as rows:
        return {row["instance"]: row["optimum"] for row in csv.DictReader(rows)}


def solved(instance: Instance, engine: str, time_limit_s: float | None) -> tuple[Path, float]:
    """Return the answer of an engine, and the seconds of a second search on the same graph."""
    graph, target = instance.graph(engine), instance.n_nodes - 1
    for _ in range(2):
        begun = time.perf_counter()
        found = graph.constrained(
            0, target, minimise="cost", limits=instance.limits, time_limit_s=time_limit_s, max_labels=10**8
        )
        spent = time.perf_counter() - begun
    return found, spent


def told(path: Path) -> str:
    """Return an answer as the file of optima writes it."""
    return str(path.totals["cost"]) if path.arcs is not None else path.status.name.lower()


def judged(instance: Instance, paths: list[Path], known: str) -> str:
    """Return a verdict on the answers of the engines."""
    arcs = {None if path.arcs is None else tuple(path.arcs.tolist()) for path in paths}
    if len(arcs) > 1 or len({path.status for path in paths}) > 1:
        return "ENGINES DIFFER"
    best = paths[0]
    words = "" if not (instance.lower > 0).any() else "lower limits left out"
    if words and best.arcs is not None and instance.keeps_lower_limits(best.arcs):
        words = "lower limits kept"
    verdict = "not known" if not known else "as published" if told(best) == known else f"DIFFERS from {known}"
    return f"{verdict}; {words}" if words else verdict


def main() -> int:
    """Solve every instance of a folder and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=File)
    parser.add_argument("--known", type=File, default=HERE / "orlib_rcsp.csv")
    parser.add_argument("--time-limit", type=float, help="seconds per search")
    given = parser.parse_args()
    known, bad = known_optima(given.known), 0
    engines = ["interpreted", *(["compiled"] if find_spec("numba") else [])]
    files = sorted(given.folder.glob("rcsp*.txt"), key=lambda file: (len(file.stem), file.stem))
    print(
        "instance",
        "nodes",
        "arcs",
        "resources",
        "answer",
        "labels",
        *(f"{engine} ms" for engine in engines),
        "verdict",
        sep="\t",
    )
    for file in files:
        instance = read(file)
        answers = [solved(instance, engine, given.time_limit) for engine in engines]
        verdict = judged(instance, [path for path, _ in answers], known.get(file.stem, ""))
        bad += "DIFFER" in verdict
        print(
            file.stem,
            instance.n_nodes,
            len(instance.tail),
            len(instance.upper),
            told(answers[0][0]),
            answers[-1][0].labels,
            *(f"{1000 * spent:.2f}" for _, spent in answers),
            verdict,
            sep="\t",
        )
    print(f"{len(files)} instances, {bad} with a difference")
    return 1 if bad or not files else 0


if __name__ == "__main__":
    sys.exit(main())
