"""What the built-in network and its scenarios are: hashes, tables, what is withheld, changes, findings."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from asked import STATUS, Asked, Parts
from freight_questions import scenario_names
from kinds_of_forms import frame_data
from plain_data import cells, plain

import networks
from networks import Finding

HEADING = ("name", "title", "as_of", "price_year", "currency", "note", "scenario", "content_hash", "heading")
FINDING = ("file", "row", "field", "value", "expected", "severity")
CHANGE = (
    "scenario",
    "action",
    "table",
    "element",
    "column",
    "value",
    "low",
    "high",
    "unit",
    "basis",
    "year",
    "currency",
    "source",
    "kind",
    "why",
)


def network() -> Iterator[Asked]:
    """Yield each table of each scenario, what tells a scenario from the base, and what the checks find."""
    for scenario in scenario_names():
        words = scenario or "plain"
        yield Asked("network", f"{words}: heading", partial(_heading, scenario))
        yield Asked("network", f"{words}: what is on offer", partial(_offered, scenario))
        yield Asked("network", f"{words}: graph of networkx", partial(_graph, scenario))
        yield Asked("network", f"{words}: changes from plain", partial(_changes, scenario))
        for table in networks.load("eurasia").to_frames():
            yield Asked("network", f"{words}: table {table}", partial(_table, scenario, table))
    yield Asked("network", "findings of the checks", _checked)
    yield Asked("network", "read from its folder", _read)


def folder() -> Path:
    """Return the folder of the built-in network."""
    return Path(networks.__file__).parent / "data" / "eurasia"


def _heading(scenario: str | None) -> Parts:
    return {"heading": cells(networks.load("eurasia", scenario=scenario), HEADING)}


def _offered(scenario: str | None) -> Parts:
    net = networks.load("eurasia", scenario=scenario)
    ids = {name: list(getattr(net, name)) for name in ("places", "links", "services", "operations", "procedures")}
    return {"ids": ids, "withheld": plain(net.withheld), "figures": [list(key) for key in net.figures]}


def _graph(scenario: str | None) -> Parts:
    graph = networks.load("eurasia", scenario=scenario).to_networkx()
    nodes = [[node, plain(cell)] for node, cell in graph.nodes(data=True)]
    return {
        "nodes": nodes,
        "edges": [[*ends, key, plain(cell)] for *ends, key, cell in graph.edges(keys=True, data=True)],
    }


def _changes(scenario: str | None) -> Parts:
    found = networks.diff(networks.load("eurasia"), networks.load("eurasia", scenario=scenario))
    return {"changes": [cells(one, CHANGE) for one in found]}


def _table(scenario: str | None, table: str) -> Parts:
    return {"table": frame_data(networks.load("eurasia", scenario=scenario).to_frames()[table])}


def _findings(found: Any) -> list[Any]:
    return [cells(one, FINDING) | {"text": str(one)} for one in found]


def _checked() -> Parts:
    found: tuple[Finding, ...] = networks.check(folder())
    return {STATUS: f"{len(found)} findings", "findings": _findings(found)}


def _read() -> Parts:
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        net = networks.read(folder())
    return {"heading": cells(net, HEADING), "warnings": [str(one.message) for one in heard]}
