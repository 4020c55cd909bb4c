"""Graphs in files: the 9th DIMACS challenge's ``.gr`` (one file a weight) and TNTP's ``_net.tntp``."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from instances import Instance, hashed, largest_component, simple


def read_graph(paths: Sequence[Path]) -> Instance:
    """Return the graph in a file; more files, DIMACS only, carry further weights on the same arcs.

    Raises
    ------
    ValueError
        A form that is not known, or files that do not go together.
    """
    name = paths[0].name.removesuffix(".gz")
    if name.endswith(".tntp"):
        instance = read_tntp(paths[0])
    elif name.endswith(".gr"):
        instance = read_dimacs(paths)
    else:
        raise ValueError(f"{paths[0]}: expected a file *.gr, *.gr.gz or *_net.tntp")
    return completed(largest_component(simple(instance)))


def read_dimacs(paths: Sequence[Path]) -> Instance:
    """Return the graph of ``p sp NODES ARCS`` and ``a TAIL HEAD WEIGHT`` lines; nodes count from 1."""
    found = []
    for path in paths:
        nodes, rows = 0, []
        for line in _lines(path):
            kind, *cells = line.split()
            if kind == "p":
                nodes = int(cells[1])
            elif kind == "a":
                rows.append([int(cell) for cell in cells])
        arcs = np.array(rows, dtype=np.int64).reshape(-1, 3)
        if not nodes or not len(arcs) or arcs[:, :2].min() < 1 or arcs[:, :2].max() > nodes:
            raise ValueError(f"{path}: expected a line 'p sp NODES ARCS' and arcs between nodes from 1 to NODES")
        found.append((nodes, arcs))
    nodes, first = found[0]
    for path, (_, arcs) in zip(paths, found, strict=True):
        if arcs.shape != first.shape or (arcs[:, :2] != first[:, :2]).any():
            raise ValueError(f"{path}: expected the arcs of {paths[0]} in the same order")
    weights = {f"weight {number}": arcs[:, 2] for number, (_, arcs) in enumerate(found, 1)}
    told = "DIMACS " + ", ".join(path.name for path in paths)
    return Instance(paths[0].name.split(".")[0], first[:, 0] - 1, first[:, 1] - 1, weights, nodes, told)


def read_tntp(path: Path) -> Instance:
    """Return the graph of a TNTP network: free-flow time in 1/1000 and length in 1/1000 of the file's units."""
    columns: list[str] = []
    rows = []
    for line in _lines(path):
        cells = line.strip().rstrip(";").split("\t")
        if line.startswith("<"):
            continue
        if line.lstrip().startswith("~"):
            columns = [cell.strip().lower().replace("_", " ") for cell in line.strip().strip("~;").split("\t")]
            columns = [cell for cell in columns if cell]
            continue
        cells = [cell.strip() for cell in cells if cell.strip()]
        if cells:
            rows.append([float(cell) for cell in cells])
    wanted = {
        "tail": ("init node", "tail"),
        "head": ("term node", "head"),
        "length": ("length", "length (ft)"),
        "time": ("free flow time", "fftt", "fft(min)"),
    }
    table = np.array(rows)
    column = {
        what: next((columns.index(name) for name in names if name in columns), None) for what, names in wanted.items()
    }
    if any(place is None for place in column.values()):
        raise ValueError(
            f"{path}: expected a heading '~ init_node term_node ... length free_flow_time', found {columns}"
        )
    ends = {what: table[:, column[what]].astype(np.int64) - 1 for what in ("tail", "head")}  # type: ignore[index]
    weights = {what: np.rint(table[:, column[what]] * 1000).astype(np.int64) for what in ("time", "length")}  # type: ignore[index]
    nodes = int(max(ends["tail"].max(), ends["head"].max())) + 1
    return Instance(path.name.removesuffix(".tntp"), ends["tail"], ends["head"], weights, nodes, f"TNTP {path.name}")


def completed(instance: Instance) -> Instance:
    """Return the graph with three weights: those that lack are hashed from the first."""
    weights = dict(instance.weights)
    told = instance.told
    for salt in (11, 23)[len(weights) - 1 :]:
        weights[f"hash {salt}"] = hashed(instance.first, instance.tail, instance.head, salt)
    if len(weights) > len(instance.weights):
        told += f"; {' and '.join(name for name in weights if name not in instance.weights)}: not real, hashed from the first"
    return Instance(
        instance.name, instance.tail, instance.head, weights, instance.n_nodes, told, instance.sources, instance.targets
    )


def _lines(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield line


def write_dimacs(instance: Instance, path: Path, weight: str, *, heading: bool = True) -> None:
    """Write one weight of a graph in DIMACS form, nodes from 1."""
    rows = zip(instance.tail.tolist(), instance.head.tolist(), instance.weights[weight].tolist(), strict=True)
    with path.open("w", encoding="utf-8") as file:
        if heading:
            file.write(f"p sp {instance.n_nodes} {len(instance.tail)}\n")
        file.writelines(f"a {tail + 1} {head + 1} {value}\n" for tail, head, value in rows)
