"""A first question on a large freight network, stage by stage: seconds of CPU for a million arcs, memory, arcs made.

    python tests/benchmarks/search_form.py                    # roads of 300,000 and 1,000,000 links, freight of 190 x 190
    python tests/benchmarks/search_form.py --repo OLD         # the same by another checkout, which may have no stages
    python tests/benchmarks/search_form.py --roads 10000 --side 40 --runs 1

Roads are a folder of `big_folder.py`: links with hours of their own, no service. Freight is `big_freight.py`: roads,
railways with areas, terminals and customs in three countries; with trains, each town of a stop is like no other. Each row
is a fresh process; kernels are loaded before and the network is read and its digest taken, for these are not the question's
affair. The least of some runs counts. Memory is what the process holds more than before the question.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]

from big_folder import write_folder  # noqa: E402
from processes import HERE, ROOT, fresh  # noqa: E402

BAR_S = 1.0  # for the arcs as arrays, per million
STAGES = {  # what is told -> the function that it is spent in
    "found in bundles": ("routing.compiling.expansion", "found_on"),
    "put in order": ("routing.compiling.expansion", "in_order"),
    "columns": ("routing.compiling.arc_table", "tabulated"),
}
CODE = """
import sys
sys.path[:0] = {folders!r}
import importlib, json, warnings
from time import process_time
warnings.simplefilter("ignore")
import networks
from big_freight import big_freight, town
from routing import Constraints, Shipment, solve
from routing.compiling.problem import compile_problem
from routing.question.question import Question
from synthetic_freight import name_of, synthetic_ways
solve(big_freight(40), Shipment(town(3, 3), town(9, 9)))  # loads the kernels
solve(synthetic_ways(85, 85), Shipment(name_of(3, 3), name_of(40, 40)))
net = {make}
names = sorted(net.tables["places"]["id"].tolist())
shipment = Shipment(names[len(names) // 3 + 40], names[2 * len(names) // 3 + 90])
net.content_hash
spent = {{}}
def timed(words, module, name):
    module = importlib.import_module(module)
    plain = getattr(module, name, None)
    def stage(*given):
        begun = process_time()
        found = plain(*given)
        found = list(found) if hasattr(found, "__next__") else found
        spent[words] = process_time() - begun
        return found
    if plain is not None:
        setattr(module, name, stage)
for words, (module, name) in {stages!r}.items():
    timed(words, module, name)
def mb():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmRSS")) / 1024
before, begun = mb(), process_time()
problem = compile_problem(net, Question(shipment=shipment, constraints=Constraints(), minimise="time"))
form, held = process_time() - begun, mb() - before
result = solve(net, shipment)
first, begun = process_time() - begun, process_time()
solve(net, shipment)
warm = process_time() - begun
arcs = problem.table.expansion.arcs
print(json.dumps({{"arcs": len(arcs), "form": form, "first": first, "warm": warm, "mb": held, "spent": spent,
    "made": getattr(arcs, "n_made", len(arcs)), "status": result.status.name}}))
"""


def measured(make: str, repo: Path, runs: int) -> dict[str, float]:
    """Return the figures of the fastest of some fresh processes."""
    code = CODE.format(folders=[str(repo), str(HERE)], make=make, stages=STAGES)
    found = [json.loads(fresh(code).printed.splitlines()[-1]) for _ in range(runs)]
    return min(found, key=lambda one: one["first"])


def row(title: str, found: dict[str, float]) -> str:
    """Return a line of the table: seconds for a million arcs, but of a warm question."""
    millions = found["arcs"] / 1e6
    stages = [f"{found['spent'].get(stage, float('nan')) / millions:.2f}" for stage in STAGES]
    cells = [
        title,
        f"{found['arcs']:,}",
        *stages,
        f"{found['form'] / millions:.2f}",
        f"{found['first'] / millions:.2f}",
    ]
    cells += [f"{1000 * found['warm']:.0f}", f"{found['mb']:.0f}", f"{found['made']:,}"]
    return "| " + " | ".join(cells) + " |"


def main(arguments: list[str] | None = None) -> None:
    """Measure and print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--roads", type=int, nargs="*", default=[300_000, 1_000_000], help="numbers of links")
    parser.add_argument("--side", type=int, nargs="*", default=[190], help="towns along a side of the freight network")
    parser.add_argument("--trains", type=int, default=95, help="trains out and back of one more such network")
    parser.add_argument("--repo", type=Path, default=ROOT, help="the checkout that is measured")
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args(arguments)
    heads = ["network", "arcs", *STAGES, f"all arcs as arrays (at most {BAR_S:g})", "first answer"]
    print("| " + " | ".join([*heads, "warm, ms", "MB more", "arcs made"]) + " |")
    print("|---" * (len(heads) + 3) + "|")
    with tempfile.TemporaryDirectory() as temporary:
        for links in given.roads:
            folder = write_folder(Path(temporary, str(links)), max(4, 3 * links // 10), links)
            print(row(f"roads, {links:,} links", measured(f"networks.read({str(folder)!r})", given.repo, given.runs)))
    for side in given.side:
        print(row(f"freight, {side} x {side}", measured(f"big_freight({side})", given.repo, given.runs)))
        if given.trains:
            title = f"the same with {2 * given.trains} trains"
            print(row(title, measured(f"big_freight({side}, {given.trains})", given.repo, given.runs)))


if __name__ == "__main__":
    main()
