"""The graphs that are measured, by name: ``corridor``, ``marnet``, ``rail``, ``road``, or a file given by its path.

`corridor` is the built-in network, expanded. `marnet` and `rail` come out of wheels of other projects (scgraph 2.15.0,
MIT; scgraph-data 2.0.0, OpenStreetMap, ODbL), fetched with pip into a cache folder and turned into arrays once; nothing
of them lies in this repository.
"""

from __future__ import annotations

import ast
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
from graph_files import completed, read_graph
from instances import Instance, largest_component, simple
from road_grid import road_grid

import networks
from routing import Constraints, Question, Shipment
from routing.compiling.problem import compile_problem

WHEELS = {
    "marnet": ("scgraph==2.15.0", "scgraph/geographs/marnet.py"),
    "rail": ("scgraph-data==2.0.0", "scgraph_data/world_railways.py"),
}
NAMES = ("corridor", *WHEELS, "road")


def load(name: str, cache: Path) -> Instance:
    """Return a graph by name or by path (several files: joined by commas)."""
    if name == "corridor":
        return corridor()
    if name == "road":
        return road_grid()
    if name.startswith("road:"):
        return road_grid(int(name.removeprefix("road:")))
    if name in WHEELS:
        return from_wheel(name, cache)
    return read_graph([Path(part) for part in name.split(",")])


def corridor() -> Instance:
    """Return the expanded graph of the built-in network: all arcs that some question may use, asked from Japan's doors to all.

    Some arcs, customs procedures among them, are for shipments of certain origins or destinations only; here they serve
    every pair. So this is a graph to measure on, not an answer to a freight question.
    """
    net = networks.load("eurasia")
    lanes = [(place, "RUMOW") for place in net.places if place != "RUMOW"]
    lanes += [("JPYOK", place) for place in net.places if place != "JPYOK"]
    found = [compile_problem(net, _question(*lane), also=("millicents", "milligrams")) for lane in lanes]
    problem = found[0]
    rows = np.flatnonzero(np.logical_or.reduce([one.usable for one in found]))
    tail, head = problem.graph.tail[rows], problem.graph.head[rows]
    weights = {name: problem.columns[name][rows] for name in ("milliminutes", "millicents", "milligrams", "lifts")}
    doors = problem.table.node
    sources = [node for key, node in doors.items() if key.startswith("door>JP") and node in set(tail.tolist())]
    targets = [node for key, node in doors.items() if key.endswith(">door") and node in set(head.tolist())]
    return simple(
        Instance(
            "corridor",
            tail,
            head,
            weights,
            problem.graph.n_nodes,
            f"the built-in network ({net.heading}), expanded; thousandths of minutes, cents, g CO2e; lifts",
            np.array(sorted(sources)),
            np.array(sorted(targets)),
        )
    )


def _question(origin: str, destination: str) -> Question:
    return Question(shipment=Shipment(origin, destination), constraints=Constraints(), minimise="time")


def from_wheel(name: str, cache: Path) -> Instance:
    """Return a graph of scgraph: lengths in units of 10 m, two further weights hashed from them."""
    requirement, member = WHEELS[name]
    kept = cache / f"{name}.npz"
    if not kept.exists():
        cache.mkdir(parents=True, exist_ok=True)
        tail, head, length, nodes = _adjacency(_fetched(requirement, cache), member)
        partial = cache / f"{name}.part.npz"
        np.savez(partial, tail=tail, head=head, length=length, nodes=nodes)
        partial.replace(kept)
    with np.load(kept) as arrays:
        instance = Instance(
            name,
            arrays["tail"],
            arrays["head"],
            {"length": arrays["length"]},
            int(arrays["nodes"]),
            f"{requirement}, {member}, largest strongly connected component; length in units of 10 m",
        )
    return completed(largest_component(simple(instance)))


def _fetched(requirement: str, cache: Path) -> Path:
    """Return a wheel in the cache folder, fetched with pip if it is not there."""
    pattern = requirement.replace("-", "_").replace("==", "-") + "-*.whl"
    if not list(cache.glob(pattern)):
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(cache), requirement]
        subprocess.run(command, check=True, stdout=sys.stderr)
    return next(cache.glob(pattern))


def _adjacency(wheel: Path, member: str) -> tuple[np.ndarray, np.ndarray, np.ndarray, int]:
    """Return arcs and lengths of a module that assigns ``graph=[{node: km, ...}, ...]``; it is parsed, never run."""
    text = zipfile.ZipFile(wheel).read(member).decode("utf-8")
    begin = text.index("graph=") + len("graph=")
    end = text.find("\nnodes", begin)
    rows = ast.literal_eval(text[begin : end if end > 0 else len(text)].strip())
    arcs = [(node, there, km) for node, row in enumerate(rows) for there, km in row.items() if there != node]
    tail, head = (np.array([arc[place] for arc in arcs], dtype=np.int64) for place in (0, 1))
    length = np.maximum(1, np.rint(np.array([arc[2] for arc in arcs]) * 100)).astype(np.int64)
    return tail, head, length, len(rows)
