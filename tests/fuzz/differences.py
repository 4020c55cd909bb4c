"""Asks a case of every engine and tells where one differs; cuts a case down to what the difference needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from by_or_tools import or_tools_difference
from plain_answers import Answer, answer
from small_cases import KINDS, NAMES, Case, all_paths

from routing.search import Digraph, Path

ENGINES = ("interpreted", "compiled")


def differences(case: Case, paths: list[tuple[int, ...]], engines: tuple[str, ...], or_tools: bool) -> Iterator[str]:
    """Yield a sentence for each question on which an engine and the list of all paths differ."""
    graphs = {engine: graph_of(case, engine) for engine in engines}
    for kind in (kind for kind in KINDS if kind in case.asked):
        expected = answer(case, paths, kind)
        reasons = set()
        for engine, graph in graphs.items():
            try:
                found, reason = asked(graph, case, kind)
            except Exception as error:
                yield f"{kind}: {engine} raised {error!r}, expected {expected}"
                continue
            reasons.add(reason)
            if found != expected:
                yield f"{kind}: {engine} answers {found}, expected {expected}"
        if len(reasons) > 1:
            yield f"{kind}: the engines give different reasons: {reasons}"
        if or_tools and (words := or_tools_difference(case, kind, expected)):
            yield f"{kind}: OR-Tools {words}, expected {expected}"


def graph_of(case: Case, engine: Any) -> Digraph:
    """Return the graph of a case, searched by one engine."""
    return Digraph(case.tail, case.head, case.weights, n_nodes=case.n_nodes, engine=engine)


def asked(graph: Digraph, case: Case, kind: str) -> tuple[Answer, str]:
    """Return an engine's answer in the form of `plain_answers.answer`, and its reason."""
    found = getattr(graph, kind)(case.source, case.target, **case.asked[kind], **case.arguments)
    one = isinstance(found, Path)
    paths = () if one and found.arcs is None else (found,) if one else tuple(found)
    if not one:
        assert all(path.status.name == "OPTIMAL" for path in paths)
    rows = tuple((tuple(path.arcs.tolist()), tuple(path.totals[name] for name in NAMES)) for path in paths)
    return (found.status.name, rows), found.reason


def cut_down(case: Case, engines: tuple[str, ...], or_tools: bool) -> Case:
    """Return a smallest case, by taking away one thing after another, on which some engine still differs."""

    def still(smaller: Case) -> bool:
        try:
            return bool(list(differences(smaller, all_paths(smaller), engines, or_tools)))
        except Exception:
            return False

    going = True
    while going:
        going = False
        for smaller in _smaller(case):
            if still(smaller):
                case, going = smaller, True
                break
    return case


def _smaller(case: Case) -> Iterator[Case]:
    if len(case.asked) > 1:
        yield from (replace(case, asked={kind: case.asked[kind]}) for kind in case.asked)
    for name in case.masks:
        yield replace(case, masks={other: cells for other, cells in case.masks.items() if other != name})
    yield from (case.without_arc(row) for row in reversed(range(len(case.tail))))
    for kind, own in case.asked.items():
        for name in own.get("limits", {}):
            fewer = {other: bound for other, bound in own["limits"].items() if other != name}
            yield replace(case, asked=case.asked | {kind: own | {"limits": fewer}})
    for name, cells in case.weights.items():
        if any(cells):
            yield replace(case, weights=case.weights | {name: [0] * len(cells)})


def program(case: Case, engine: str = "compiled") -> str:
    """Return a program that asks the questions of a case."""
    lines = [
        "import numpy as np",
        "from routing.search import Digraph",
        f"graph = Digraph({case.tail}, {case.head}, {case.weights}, n_nodes={case.n_nodes}, engine={engine!r})",
    ]
    for kind, own in case.asked.items():
        given = ", ".join(f"{name}={value!r}" for name, value in own.items())
        masks = "".join(f", {name}=np.array({cells})" for name, cells in case.masks.items())
        lines.append(f"print(graph.{kind}({case.source}, {case.target}, {given}{masks}))")
    return "\n".join(lines)
