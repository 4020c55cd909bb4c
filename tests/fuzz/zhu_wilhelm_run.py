"""Solve the instances of Zhu and Wilhelm by several engines: ``python tests/fuzz/zhu_wilhelm_run.py FOLDER``.

FOLDER holds their files rcsp*.txt (see `zhu_wilhelm`); they are no part of this repository, and no optima were published
with them. So each is solved by both engines of `Digraph`, which must agree arc by arc; those with one resource also by
dynamic programming over its limit (`zhu_wilhelm.by_tables`), those with several also by PathWyse where the package
routepricer is installed (`limited_peers` of the benchmarks), and one in ``--or-tools`` by CP-SAT. The files without a
number of a replica are graphs of the OR-Library with its costs: their optima are compared with the published ones too.
The exit status is 1 where an answer differs.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from importlib.util import find_spec
from pathlib import Path as File

HERE = File(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1]), str(HERE.parent / "benchmarks")]

from instances import Instance as Arcs  # noqa: E402
from instances import simple  # noqa: E402
from limited_peers import ask_pathwyse  # noqa: E402
from orlib import Instance  # noqa: E402
from orlib_run import known_optima, told  # noqa: E402
from zhu_wilhelm import by_tables, read  # noqa: E402

from routing.solving.models.cp_sat import least_limited  # noqa: E402


def asked(file: File, engines: tuple[str, ...], or_tools: bool) -> tuple[dict[str, str], Counter[str]]:
    """Return engine -> answer of an instance, and the seconds that each took."""
    instance, source, target = read(file)
    answers: dict[str, str] = {}
    routes, spent = set(), Counter[str]()
    for engine in engines:
        graph = instance.graph(engine)
        begun = time.perf_counter()
        found = graph.constrained(source, target, minimise="cost", limits=instance.limits, max_labels=10**8)
        spent[engine] += time.perf_counter() - begun
        answers[engine] = told(found)
        routes.add(None if found.arcs is None else tuple(found.arcs.tolist()))
        if found.arcs is not None:
            _walked(instance.tail[found.arcs].tolist(), instance.head[found.arcs].tolist(), source, target)
            assert (instance.use[found.arcs].sum(axis=0) <= instance.upper).all()
    if len(routes) > 1:
        answers["route"] = "engines differ"
    if len(instance.upper) == 1:
        begun = time.perf_counter()
        least = by_tables(instance, source, target)
        spent["tables"] += time.perf_counter() - begun
        answers["tables"] = "infeasible" if least is None else str(least)
    elif find_spec("routepricer"):
        begun = time.perf_counter()
        answers["PathWyse"] = by_pathwyse(instance, source, target)
        spent["PathWyse"] += time.perf_counter() - begun
    if or_tools:
        begun = time.perf_counter()
        other = least_limited(
            instance.tail,
            instance.head,
            instance.cost,
            source,
            target,
            list(instance.use.T),
            instance.upper.tolist(),
            600.0,
        )
        spent["CP-SAT"] += time.perf_counter() - begun
        answers["CP-SAT"] = other.status.name.lower() if other.weight is None else str(other.weight)
    return answers, spent


def by_pathwyse(instance: Instance, source: int, target: int) -> str:
    """Return what PathWyse finds; it takes no parallel arcs, so these are led over nodes of their own."""
    names = tuple(instance.limits)
    weights = {"cost": instance.cost} | {name: instance.use[:, k] for k, name in enumerate(names)}
    plain = simple(Arcs("", instance.tail, instance.head, weights, instance.n_nodes, ""))
    _, least = ask_pathwyse(plain, "cost", names, source, target, tuple(instance.limits.values()))
    return "infeasible" if least is None else str(least)


def _walked(tails: list[int], heads: list[int], source: int, target: int) -> None:
    assert [source, *heads] == [*tails, target], "the arcs do not join"


def main() -> int:
    """Solve every instance of a folder and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=File)
    parser.add_argument("--or-tools", type=int, default=100, help="ask CP-SAT one instance in so many")
    given = parser.parse_args()
    engines = ("interpreted", "compiled") if find_spec("numba") else ("interpreted",)
    files = sorted(given.folder.glob("rcsp*.txt"), key=lambda file: (len(file.stem), file.stem))
    known = known_optima(HERE / "orlib_rcsp.csv")
    counted, spent, bad = Counter[str](), Counter[str](), 0
    for number, file in enumerate(files):
        answers, seconds = asked(file, engines, number % given.or_tools == 0)
        if "_" not in file.stem:
            answers["published"] = known[file.stem]
        spent += seconds
        if number % 100 == 99:
            print(f"{number + 1} of {len(files)}", file=sys.stderr, flush=True)
        counted.update(answers.keys())
        counted["without a path"] += answers["interpreted"] == "infeasible"
        if len(set(answers.values())) > 1:
            bad += 1
            print(f"{file.stem}: {answers}")
    words = ", ".join(
        f"{name} {count}" + (f" ({spent[name]:.1f} s)" if name in spent else "") for name, count in counted.items()
    )
    print(f"{len(files)} instances; {words}; {bad} with a difference")
    return 1 if bad or not files else 0


if __name__ == "__main__":
    sys.exit(main())
