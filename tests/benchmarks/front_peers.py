"""Peers for fronts: research programs, compiled by whoever wants the comparison, called on files in a temporary folder.

* BOA* in C, https://github.com/jorgebaier/BOAstar, ``boa GRAPH START GOAL``: two criteria; it prints the number of points
  and its time, not the points. Its table of neighbours has a fixed width, beyond which fronts are silently wrong: enlarge
  ``MAXNEIGH`` (include.h) beyond the largest degree that the report states.
* EMOA* in C++, https://github.com/wonderren/public_emoa, ``run_emoa START GOAL SECONDS M FILES... RESULT``.
* A*pex' NAMOA*dr in C++, https://github.com/HanZhang39/A-pex, behind a small driver ``FILES... START GOAL`` that prints
  ``points;search_ms;heuristics_ms`` and then one vector a line.
* LTMOA* in C++, https://github.com/HanZhang39/MultiObjectiveSearch, its ``get_LTMOA_solver`` behind a driver like that of
  A*pex: the heuristics are what the constructor of the solver takes, the search is its ``solve``.

Times are the programs' own, with their heuristics, without reading files. Licences differ; nothing of them lies here.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from graph_files import write_dimacs
from instances import Instance
from settings import Settings

LIMIT_S = 1800


@dataclass(frozen=True)
class FrontFound:
    """A front as a program tells it: its number of points, the points if it tells them, and labels if it counts them."""

    points: int
    vectors: frozenset[tuple[int, ...]] | None
    labels: int | None = None


Ask = Callable[[int, int], tuple[float, FrontFound]]
MOST_ARCS_FOR_MANY_CRITERIA = (
    50_000  # beyond it programs for three criteria and more are not asked for two: 16 times BOA*
)
LTMOA = "LTMOA*"
MOST_FOR_32_BITS = 2**31 // 64  # of a weight: where paths may weigh more than 32 bits hold, LTMOA* finds wrong fronts


def front_peers(instance: Instance, criteria: tuple[str, ...], settings: Settings, folder: Path) -> dict[str, Ask]:
    """Return the programs that are present; each answers (source, target) with its own seconds and its front."""
    files = []
    for number, name in enumerate(criteria, 1):
        files.append(folder / f"c{number}.gr")
        write_dimacs(instance, files[-1], name, heading=False)
    found: dict[str, Ask] = {}
    boa, emoa, apex, ltmoa = (settings.program(name) for name in ("boa", "emoa", "apex", "ltmoa"))
    if boa and len(criteria) == 2:
        graph = folder / "graph.txt"
        write_boa(instance, criteria, graph)
        found["C BOA*"] = lambda source, target: ask_boa(boa, graph, source, target)
    slow = len(criteria) == 2 and len(instance.tail) > MOST_ARCS_FOR_MANY_CRITERIA
    if emoa and not slow:
        found["EMOA*"] = lambda source, target: ask_emoa(emoa, files, folder / "result.txt", source, target)
    if apex and not slow:
        found["A*pex NAMOA*dr"] = lambda source, target: ask_driver(apex, files, source, target)
    heaviest = max((int(instance.weights[name].max(initial=0)) for name in criteria), default=0)
    if ltmoa and len(criteria) > 2 and heaviest <= MOST_FOR_32_BITS:
        found[LTMOA] = lambda source, target: ask_driver(ltmoa, files, source, target)
    return found


def write_boa(instance: Instance, criteria: tuple[str, ...], path: Path) -> None:
    """Write a graph in the form of BOA*: ``NODES ARCS``, then ``TAIL HEAD WEIGHT WEIGHT``, nodes from 1."""
    columns = [instance.tail + 1, instance.head + 1, *(instance.weights[name] for name in criteria)]
    with path.open("w", encoding="utf-8") as file:
        file.write(f"{instance.n_nodes} {len(instance.tail)}\n")
        file.writelines(" ".join(map(str, row)) + "\n" for row in zip(*(c.tolist() for c in columns), strict=True))


def ask_boa(program: str, graph: Path, source: int, target: int) -> tuple[float, FrontFound]:
    """Return the seconds and the number of points that BOA* tells."""
    _, _, points, spent, generated, *_ = _output([program, str(graph), str(source + 1), str(target + 1)]).split(";")
    return float(spent) / 1e3, FrontFound(int(points), None, int(generated))


def ask_emoa(program: str, files: list[Path], result: Path, source: int, target: int) -> tuple[float, FrontFound]:
    """Return the seconds and the front that EMOA* tells."""
    result.unlink(missing_ok=True)
    _output([program, str(source + 1), str(target + 1), str(LIMIT_S), str(len(files)), *map(str, files), str(result)])
    told, vectors = {}, set()
    for line in result.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            vectors.add(tuple(round(float(cell)) for cell in line.strip("[], ").split(",")))
        elif ":" in line:
            name, _, value = line.partition(":")
            told[name.strip()] = value.strip()
    if told["timeout"] != "0":
        raise TimeoutError(f"{program}: more than {LIMIT_S} s")
    spent = float(told["rt_initHeu"]) + float(told["rt_search"])
    return spent, FrontFound(len(vectors), frozenset(vectors), int(told["n_generated"]))


def ask_driver(program: str, files: list[Path], source: int, target: int) -> tuple[float, FrontFound]:
    """Return the seconds, heuristics included, and the front that a driver tells."""
    first, *rest = _output([program, *map(str, files), str(source + 1), str(target + 1)]).splitlines()
    points, search, heuristics = first.split(";")
    vectors = frozenset(tuple(int(cell) for cell in line.split()) for line in rest if line.strip())
    return (float(search) + float(heuristics)) / 1e3, FrontFound(int(points), vectors)


def _output(command: list[str]) -> str:
    """Return what a program printed; EMOA* ends with status 1 when all is well, so the status says nothing."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT_S + 60, check=False)
    if done.returncode < 0:
        raise ChildProcessError(f"{command[0]} was ended by signal {-done.returncode}")
    return done.stdout.strip()
