"""The searches on plain arrays, with no freight in them: `Digraph`, `Timetable` and what they answer.

`digraph` checks a question and hands it to one of two `engines` with the same answers: `on_lists`, interpreted, or
`on_arrays` and `fronts`, compiled. `hierarchy` prepares one network for very many plain questions. `timetable` asks for
journeys by departures and arrivals. `flows` sends many units at once on arcs with capacities. `upgrades` asks which
upgrades of a graph make a path short enough, at the least price.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # what `__getattr__` finds when it is asked for
    from routing.search.digraph import Digraph
    from routing.search.flows.answer import MinCostFlow
    from routing.search.flows.design_proof import DesignProof
    from routing.search.flows.min_cost_flow import min_cost_flow
    from routing.search.flows.min_cut import MinCut, min_cut
    from routing.search.flows.multicommodity import multicommodity
    from routing.search.flows.network_design import network_design
    from routing.search.flows.shared_design import NetworkDesign
    from routing.search.flows.shared_flow import FlowPath, Multicommodity
    from routing.search.flows.verify_design import verify_design
    from routing.search.flows.verify_min_cost import verify_min_cost_flow
    from routing.search.flows.verify_multicommodity import verify_multicommodity
    from routing.search.hierarchy import Hierarchy
    from routing.search.journeys import Arrivals, Departures, Journey
    from routing.search.path import Path, Paths
    from routing.search.timetable import Timetable, earliest_arrival, latest_departure
    from routing.search.upgrades.answer import UpgradePath, UpgradePaths
    from routing.search.upgrades.upgrade_paths import upgrade_paths
    from routing.search.upgrades.verify_upgrade_paths import verify_upgrade_paths

_MODULE_OF = {
    "Arrivals": "journeys",
    "Departures": "journeys",
    "DesignProof": "flows.design_proof",
    "Digraph": "digraph",
    "FlowPath": "flows.shared_flow",
    "Hierarchy": "hierarchy",
    "Journey": "journeys",
    "MinCostFlow": "flows.answer",
    "MinCut": "flows.min_cut",
    "Multicommodity": "flows.shared_flow",
    "NetworkDesign": "flows.shared_design",
    "Path": "path",
    "Paths": "path",
    "Timetable": "timetable",
    "UpgradePath": "upgrades.answer",
    "UpgradePaths": "upgrades.answer",
    "earliest_arrival": "timetable",
    "latest_departure": "timetable",
    "min_cost_flow": "flows.min_cost_flow",
    "min_cut": "flows.min_cut",
    "multicommodity": "flows.multicommodity",
    "network_design": "flows.network_design",
    "upgrade_paths": "upgrades.upgrade_paths",
    "verify_design": "flows.verify_design",
    "verify_min_cost_flow": "flows.verify_min_cost",
    "verify_multicommodity": "flows.verify_multicommodity",
    "verify_upgrade_paths": "upgrades.verify_upgrade_paths",
}

__all__ = [
    "Arrivals",
    "Departures",
    "DesignProof",
    "Digraph",
    "FlowPath",
    "Hierarchy",
    "Journey",
    "MinCostFlow",
    "MinCut",
    "Multicommodity",
    "NetworkDesign",
    "Path",
    "Paths",
    "Timetable",
    "UpgradePath",
    "UpgradePaths",
    "earliest_arrival",
    "latest_departure",
    "min_cost_flow",
    "min_cut",
    "multicommodity",
    "network_design",
    "upgrade_paths",
    "verify_design",
    "verify_min_cost_flow",
    "verify_multicommodity",
    "verify_upgrade_paths",
]


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
    return found


def __dir__() -> list[str]:
    return list(__all__)
