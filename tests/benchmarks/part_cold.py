"""Part ``cold``: what the first answer of a fresh process costs, in CPU seconds from the start of Python on."""

from __future__ import annotations

import statistics
import tempfile

from measured import Outcome
from ours import HAS_NUMBA
from processes import ROOT, Used, fresh
from settings import Settings

RUNS = 5
HEAVY = ("numba", "ortools.sat.python.cp_model", "pandas", "networkx")
TOLD = f"\nimport sys; print(*[name for name in {HEAVY!r} if name in sys.modules], sep=', ')"
NETWORK = 'import networks, routing\nfrom routing import Constraints, Shipment\nnet = networks.load("eurasia")\nbox = Shipment("JPYOK", "RUMOW")\n'
LIMITS = 'Constraints(avoid_territories={"CN"}, max_days=40, max_transshipments=3)'
FIRST = {
    "import networks, routing": "import networks, routing",
    "first plain answer": NETWORK + "routing.solve(net, box).require()",
    "first answer with limits": NETWORK + f'routing.solve(net, box, minimise="cost", constraints={LIMITS}).require()',
    "first front of time and cost": NETWORK + "assert len(routing.frontier(net, box))",
}
COMPILED = {
    "shortest": 'g.shortest(0, g.n_nodes - 1, minimise="length")',
    "constrained": 'g.constrained(0, g.n_nodes - 1, minimise="length", limits={"time": 10**9})',
    "pareto": 'g.pareto(0, g.n_nodes - 1, criteria=("length", "time"))',
    "k_shortest": 'g.k_shortest(0, g.n_nodes - 1, k=3, minimise="length")',
}
GRID = "import ours, road_grid\ng = ours.digraph(road_grid.road_grid(20), 'compiled')\n"


def run(settings: Settings, outcome: Outcome) -> None:
    """Measure and add two tables."""
    runs = settings.pairs or RUNS
    rows = []
    for words, code in FIRST.items():
        used = [fresh(code + TOLD) for _ in range(runs)]
        cpu = statistics.median(one.cpu_s for one in used)
        loaded = used[-1].printed.strip()
        rows.append([words, *_figures(used), loaded or "none"])
        outcome.values["cold", f"{words}, CPU"] = cpu
        outcome.values["cold", f"{words}, numba or cp_model imported"] = sum(
            name in loaded.split(", ") for name in HEAVY[:2]
        )
    example = (
        f"import runpy; runpy.run_path({str(ROOT / 'examples' / 'compare_42_and_25_days.py')!r}, run_name='__main__')"
    )
    rows.append(["the whole example of 42 and 25 days", *_figures([fresh(example) for _ in range(runs)]), ""])
    outcome.say(
        f"The built-in network, Yokohama-Moscow; {runs} processes each; CPU is user and system, Python's own start "
        "(about 0.02 s) among it; the first process may write byte code."
    )
    outcome.table(
        ["fresh process", "CPU s, median", "least", "largest", "peak MB", f"imported of {', '.join(HEAVY)}"], rows
    )
    _compiled(outcome)


def _compiled(outcome: Outcome) -> None:
    """Measure the first compiled question of each kind, numba's cache empty and warm."""
    if not HAS_NUMBA:
        outcome.skip("cold, compiled engine", "numba is not installed")
        return
    rows = []
    for name, call in COMPILED.items():
        with tempfile.TemporaryDirectory() as cache:
            variables = {"NUMBA_CACHE_DIR": cache}
            empty = fresh(GRID + call, variables)
            warm = [fresh(GRID + call, variables) for _ in range(3)]
        rows.append(
            [
                f"`{name}`",
                f"{empty.cpu_s:.2f}",
                f"{statistics.median(one.cpu_s for one in warm):.2f}",
                f"{empty.peak_mb:.0f}",
                f"{max(one.peak_mb for one in warm):.0f}",
            ]
        )
    outcome.say(
        '`Digraph(engine="compiled")`, first question on a grid of 400 crossings, imports and generation included:'
    )
    outcome.table(
        ["fresh process", "CPU s, cache empty", "CPU s, cache warm (median of 3)", "peak MB, empty", "warm"], rows
    )


def _figures(used: list[Used]) -> list[str]:
    cpu = [one.cpu_s for one in used]
    peak = max(one.peak_mb for one in used)
    return [f"{statistics.median(cpu):.2f}", f"{min(cpu):.2f}", f"{max(cpu):.2f}", f"{peak:.0f}"]
