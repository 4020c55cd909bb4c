"""Compare all engines on as many random cases as wanted: ``python tests/fuzz/many_cases.py --cases 100000 --seed 1``.

Case i is drawn from the number ``seed * 10**9 + i``. Each is asked for a shortest path, a path under one to three
limits, a front in two to four criteria and the k shortest paths: of the interpreted engine, of the compiled one where
numba is installed, and one case in `--or-tools` of OR-Tools; all are held against the list of all paths. Then the front is
asked for again on the network turned round, of both engines: a search from the other end. ``--kind pareto`` asks for
fronts only. A difference is printed as a small program. The exit status is 1 if there was any.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).resolve().parent
SLICE = 250
KINDS = ("shortest", "constrained", "pareto", "k_shortest")


def compare(begin: int, end: int, every: int, kinds: tuple[str, ...]) -> tuple[int, Counter[str], list[str]]:
    """Return the number of cases compared, counts of what they held, and a report for each case with a difference."""
    sys.path[:0] = [str(HERE), str(HERE.parents[1])]
    from differences import cut_down, differences, program
    from small_cases import case_of, turned_round

    engines = ("interpreted", "compiled") if find_spec("numba") else ("interpreted",)
    reports: list[str] = []
    counted: Counter[str] = Counter()
    for number in range(begin, end):
        or_tools = number % every == 0
        whole, paths = case_of(number)
        case = replace(whole, asked={kind: whole.asked[kind] for kind in kinds})
        counted["questions"] += len(kinds)
        counted["paths looked at"] += len(paths)
        counted["cases without a path"] += not paths
        counted["cases asked of OR-Tools"] += or_tools
        asked = [(case, paths, or_tools)]
        if "pareto" in kinds:
            counted["fronts from the other end"] += 1
            front, turned = turned_round(replace(whole, asked={"pareto": whole.asked["pareto"]}), paths)
            asked.append((front, turned, False))
        for one, ways, second in asked:
            if found := list(differences(one, ways, engines, second)):
                smallest = cut_down(one, engines, second)
                reports.append("\n".join([f"# case {number}", *(f"# {words}" for words in found), program(smallest)]))
    return end - begin, counted, reports


def main() -> int:
    """Run the comparisons, in two processes at most."""
    from tqdm import tqdm

    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--or-tools", type=int, default=10, help="ask OR-Tools one case in so many")
    parser.add_argument("--kind", action="append", choices=KINDS, help="ask only this (repeatable)")
    parser.add_argument("--processes", type=int, default=2, choices=(1, 2))
    given = parser.parse_args()
    first, begun = given.seed * 10**9, time.perf_counter()
    ends = [(at, min(at + SLICE, first + given.cases)) for at in range(first, first + given.cases, SLICE)]
    different, total = 0, Counter[str]()
    with (
        ProcessPoolExecutor(given.processes) as pool,
        tqdm(total=given.cases, unit="case", mininterval=0.5 if sys.stderr.isatty() else 30) as bar,
    ):
        waiting = [pool.submit(compare, *pair, given.or_tools, tuple(given.kind or KINDS)) for pair in ends]
        for one in as_completed(waiting):
            cases, counted, reports = one.result()
            bar.update(cases)
            total += counted
            different += len(reports)
            for report in reports:
                bar.write(report)
    counts = ", ".join(f"{count} {name}" for name, count in sorted(total.items()))
    print(
        f"{given.cases} cases ({counts}), seed {given.seed}: {different} with a difference, "
        f"{(spent := time.perf_counter() - begun):.0f} s, {given.cases / spent:.0f} cases/s"
    )
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
