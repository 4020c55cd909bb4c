"""A folder of a million links read, beside `pandas.read_csv` of the same files: seconds of CPU on one core, and memory.

    python tests/benchmarks/reading.py                       # 300,000 places and 1,000,000 links, without and with figures
    python tests/benchmarks/reading.py --places 3000 --links 10000 --runs 1

Each row is a fresh process, pinned to one core; the least of some runs counts for time, the greatest for memory. The
clock runs from when the package is imported; memory is the peak of the whole process, Python and packages among it. Our
reading includes every check (`networks.read`: cells, references, all rules) and the network itself; both are read to the
end and thrown away. "Odd" is the same folder with an empty line, so that a part of the links goes the strict way.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]

from big_folder import LINKS, PLACES, write_folder  # noqa: E402
from processes import fresh  # noqa: E402

TIMES, TIMES_MEMORY, SEARCH_FORM_S = 3.0, 2.0, 1.0  # the bars: of pandas' time and memory, and a million arcs
BEGIN = """
import os
from time import process_time
os.sched_setaffinity(0, {{min(os.sched_getaffinity(0))}})
def peak(): return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) / 1024
{imports}
per_million = 1.0
begun = process_time()
{work}
print((process_time() - begun) / per_million, peak())
"""
WORK = {
    "pandas.read_csv of each file": ("import pandas", "held = [pandas.read_csv(file) for file in {files!r}]"),
    "networks.read": ("import networks", "net = networks.read({folder!r})"),
}
GRAPH = """
import numpy
from routing.search.array_graph import ArrayGraph
random = numpy.random.default_rng(1)
def graph(n, m):
    tail = random.integers(0, n, m)
    head = numpy.clip(tail + random.integers(-600, 600, m), 0, n - 1)
    return ArrayGraph(tail, head, {{"time": random.integers(1, 10**6, m)}}, n)
graph(2000, 5000).weight("time")  # loads the kernels
"""
LINKS_AS_ARCS = """
from networks.model.link_ends import link_ends
tail, head = link_ends(net.tables["places"], net.tables["links"])
ways = numpy.concatenate([tail, head]), numpy.concatenate([head, tail])
time = numpy.rint(numpy.tile(net.tables["links"]["hours"], 2) * 60_000).astype(numpy.int64)
arcs = ArrayGraph(*ways, {{"time": time}}, len(net.places))
arcs.weight("time")
per_million = len(ways[0]) / 1e6
"""
COMPILED = """
from routing import Shipment
from routing.compiling.problem import compile_problem
from routing.question.constraints import Constraints
from routing.question.question import Question
ends = list(net.places)[0], list(net.places)[-1]
question = Question(shipment=Shipment(*ends), constraints=Constraints(), minimise="time")
"""
READ = "import networks; net = networks.read({folder!r})"
MORE = {  # what is done before the clock starts, and then
    "digest of all tables": (READ, "net.content_hash"),
    f"links both ways as the compiled searches read arcs, per million arcs (at most {SEARCH_FORM_S:g} s)": (
        READ + GRAPH,
        LINKS_AS_ARCS,
    ),
}
EXPANDED = {
    f"a freight question's arcs of a smaller network, per million arcs (at most {SEARCH_FORM_S:g} s)": (
        READ + COMPILED,
        "per_million = len(compile_problem(net, question).usable) / 1e6",
    ),
}


def measured(name: str, work: tuple[str, str], runs: int, **names: object) -> tuple[float, float]:
    """Return the least seconds of CPU and the greatest peak in MB of some fresh processes."""
    imports, code = (text.format(**names) for text in work)
    found = [tuple(map(float, fresh(BEGIN.format(imports=imports, work=code)).printed.split())) for _ in range(runs)]
    print(
        f"  {name}: " + ", ".join(f"{seconds:.2f} s {mb:.0f} MB" for seconds, mb in found), file=sys.stderr, flush=True
    )
    return min(seconds for seconds, _ in found), max(mb for _, mb in found)


def read(title: str, folder: Path, runs: int) -> bool:
    """Measure the reading of a folder beside pandas; tell whether it keeps the bars."""
    files = [str(file) for file in sorted(folder.glob("*.csv"))]
    rows = {name: measured(name, work, runs, files=files, folder=str(folder)) for name, work in WORK.items()}
    (theirs_s, theirs_mb), (ours_s, ours_mb) = rows.values()
    print(f"\n**{title}** ({sum(Path(file).stat().st_size for file in files) / 2**20:.0f} MiB)\n")
    print("| what | CPU s | peak MB |\n|---|---|---|")
    for name, (seconds, mb) in rows.items():
        print(f"| {name} | {seconds:.2f} | {mb:.0f} |")
    kept = ours_s <= TIMES * theirs_s and ours_mb <= TIMES_MEMORY * theirs_mb
    print(
        f"\n{ours_s / theirs_s:.2f} times the time (at most {TIMES:g}), {ours_mb / theirs_mb:.2f} times the memory (at "
        f"most {TIMES_MEMORY:g}): {'met' if kept else '**not met**'}"
    )
    return kept


def main(arguments: list[str] | None = None) -> None:
    """Measure and print a report in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--places", type=int, default=PLACES)
    parser.add_argument("--links", type=int, default=LINKS)
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        plain = write_folder(Path(temporary, "plain"), given.places, given.links)
        figures = write_folder(Path(temporary, "figures"), given.places, given.links, figures=True)
        read(f"{given.places:,} places and {given.links:,} links", plain, given.runs)
        read("The same with a figure of each link", figures, given.runs)
        print("\n| what | CPU s | peak MB |\n|---|---|---|")
        small = write_folder(Path(temporary, "small"), given.places // 20, given.links // 20)
        for name, work in (MORE | EXPANDED).items():
            seconds, mb = measured(name, work, given.runs, folder=str(plain if name in MORE else small))
            print(f"| {name} | {seconds:.2f} | {mb:.0f} |")
        file = plain / "links.csv"
        file.write_bytes(file.read_bytes().replace(b"\n", b"\n\n", 1))
        seconds, mb = measured("odd", WORK["networks.read"], 1, folder=str(plain))
        print(f"| networks.read of links with one odd line | {seconds:.2f} | {mb:.0f} |")


if __name__ == "__main__":
    main()
