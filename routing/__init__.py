"""Freight routing over rail and sea: questions, exact answers, and where every hour and dollar comes from.

Names and submodules are imported when they are first used, so that a part (`routing.search`, say) loads nothing else.

>>> import networks, routing
>>> from routing import Constraints, Shipment
>>> net = networks.load("eurasia")
>>> result = routing.solve(net, Shipment("JPYOK", "RUMOW"), constraints=Constraints(avoid_territories={"CN"}))
>>> result.status.name
'OPTIMAL'
"""

from __future__ import annotations

import networks as _networks

if not getattr(_networks, "LANDBRIDGE", False):
    raise ImportError(
        f"the package 'networks' in {getattr(_networks, '__file__', 'an unknown place')} is not landbridge's: "
        "another package of that name comes first on the import path; remove it, or install landbridge in an "
        "environment of its own"
    )

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # what `__getattr__` finds when it is asked for
    from routing import plots, report, search, views
    from routing.answer_warning import AnswerWarning
    from routing.answers.alternatives import Alternatives
    from routing.answers.assignment import Assignment
    from routing.answers.break_even import BreakEven
    from routing.answers.comparison import Comparison
    from routing.answers.conflict import Conflict
    from routing.answers.corridor_table import CorridorTable
    from routing.answers.cpmm import Cpmm, cpmm
    from routing.answers.critical import Critical
    from routing.answers.departures import Departures
    from routing.answers.frontier import Frontier
    from routing.answers.near_best import NearBest
    from routing.answers.price import Price
    from routing.answers.proof import Proof
    from routing.answers.punctuality import Punctuality
    from routing.answers.reliable_choice import ReliableChoice
    from routing.answers.replan import Replan
    from routing.answers.result import Result
    from routing.answers.robust_upgrades import RobustUpgrades
    from routing.answers.route import Route
    from routing.answers.sensitivity import Sensitivity
    from routing.answers.set_aside import SetAside
    from routing.answers.upgrade_phases import UpgradePhases
    from routing.answers.upgrade_plan import UpgradePlan
    from routing.answers.value_of_information import ValueOfInformation
    from routing.answers.welfare_plan import WelfarePlan
    from routing.asking.alternatives import alternatives
    from routing.asking.break_even import break_even
    from routing.asking.compare import compare
    from routing.asking.compare_results import compare_results
    from routing.asking.corridor_table import corridor_table
    from routing.asking.departures import departures
    from routing.asking.frontier import frontier
    from routing.asking.near_best import near_best
    from routing.asking.price_of import price_of
    from routing.asking.punctuality import punctuality
    from routing.asking.reliable_choice import reliable_choice
    from routing.asking.replan import replan
    from routing.asking.sensitivity import sensitivity
    from routing.asking.solve import solve
    from routing.asking.value_of_information import value_of_information
    from routing.assigning.assign import assign
    from routing.auditing.audit import Audit, audit
    from routing.auditing.audit_network import NetworkAudit, audit_network
    from routing.auditing.verdict import Verdict
    from routing.batch.answer_table import AnswerTable
    from routing.batch.ask_many import ask_many
    from routing.batch.frontier_many import frontier_many
    from routing.batch.solve_many import solve_many
    from routing.criticality.critical import critical
    from routing.errors import DisagreementError, LimitReachedError, NoRouteError, QuestionError, VerificationError
    from routing.question.capacity import Capacity
    from routing.question.congestion import Congestion
    from routing.question.consignment import Consignment
    from routing.question.constraints import Constraints
    from routing.question.empties import Empties
    from routing.question.generalised_cost import GeneralisedCost
    from routing.question.options import SolveOptions
    from routing.question.question import Question
    from routing.question.shipment import Shipment
    from routing.question.welfare import Welfare
    from routing.status import Status
    from routing.steps.leg import Leg
    from routing.upgrading.phase_upgrades import phase_upgrades
    from routing.upgrading.plan_upgrades import plan_upgrades
    from routing.upgrading.robust_upgrades import robust_upgrades
    from routing.verification.verify import verify
    from routing.ways.answer import Way
    from routing.ways.ask import way, way_front
    from routing.ways.over_world import over_world
    from routing.ways.speeds import Speeds

_MODULE_OF = {  # public name -> where it stands
    "Alternatives": "answers.alternatives",
    "AnswerTable": "batch.answer_table",
    "Assignment": "answers.assignment",
    "AnswerWarning": "answer_warning",
    "Audit": "auditing.audit",
    "BreakEven": "answers.break_even",
    "Capacity": "question.capacity",
    "Comparison": "answers.comparison",
    "Conflict": "answers.conflict",
    "Congestion": "question.congestion",
    "Consignment": "question.consignment",
    "Constraints": "question.constraints",
    "CorridorTable": "answers.corridor_table",
    "Cpmm": "answers.cpmm",
    "Critical": "answers.critical",
    "Departures": "answers.departures",
    "DisagreementError": "errors",
    "Empties": "question.empties",
    "Frontier": "answers.frontier",
    "GeneralisedCost": "question.generalised_cost",
    "Leg": "steps.leg",
    "LimitReachedError": "errors",
    "NearBest": "answers.near_best",
    "NetworkAudit": "auditing.audit_network",
    "NoRouteError": "errors",
    "Price": "answers.price",
    "Proof": "answers.proof",
    "Punctuality": "answers.punctuality",
    "Question": "question.question",
    "QuestionError": "errors",
    "ReliableChoice": "answers.reliable_choice",
    "Replan": "answers.replan",
    "Result": "answers.result",
    "RobustUpgrades": "answers.robust_upgrades",
    "Route": "answers.route",
    "Sensitivity": "answers.sensitivity",
    "SetAside": "answers.set_aside",
    "Shipment": "question.shipment",
    "SolveOptions": "question.options",
    "Speeds": "ways.speeds",
    "Status": "status",
    "UpgradePhases": "answers.upgrade_phases",
    "UpgradePlan": "answers.upgrade_plan",
    "ValueOfInformation": "answers.value_of_information",
    "Verdict": "auditing.verdict",
    "VerificationError": "errors",
    "Way": "ways.answer",
    "Welfare": "question.welfare",
    "WelfarePlan": "answers.welfare_plan",
    "alternatives": "asking.alternatives",
    "ask_many": "batch.ask_many",
    "assign": "assigning.assign",
    "audit": "auditing.audit",
    "audit_network": "auditing.audit_network",
    "break_even": "asking.break_even",
    "compare": "asking.compare",
    "compare_results": "asking.compare_results",
    "corridor_table": "asking.corridor_table",
    "cpmm": "answers.cpmm",
    "critical": "criticality.critical",
    "departures": "asking.departures",
    "frontier": "asking.frontier",
    "frontier_many": "batch.frontier_many",
    "near_best": "asking.near_best",
    "over_world": "ways.over_world",
    "phase_upgrades": "upgrading.phase_upgrades",
    "plan_upgrades": "upgrading.plan_upgrades",
    "robust_upgrades": "upgrading.robust_upgrades",
    "price_of": "asking.price_of",
    "punctuality": "asking.punctuality",
    "reliable_choice": "asking.reliable_choice",
    "replan": "asking.replan",
    "sensitivity": "asking.sensitivity",
    "solve": "asking.solve",
    "solve_many": "batch.solve_many",
    "value_of_information": "asking.value_of_information",
    "verify": "verification.verify",
    "way": "ways.ask",
    "way_front": "ways.ask",
}
_SUBMODULES = ("plots", "report", "search", "views")

__all__ = [
    "Alternatives",
    "AnswerTable",
    "AnswerWarning",
    "Assignment",
    "Audit",
    "BreakEven",
    "Capacity",
    "Comparison",
    "Conflict",
    "Congestion",
    "Consignment",
    "Constraints",
    "CorridorTable",
    "Cpmm",
    "Critical",
    "Departures",
    "DisagreementError",
    "Empties",
    "Frontier",
    "GeneralisedCost",
    "Leg",
    "LimitReachedError",
    "NearBest",
    "NetworkAudit",
    "NoRouteError",
    "Price",
    "Proof",
    "Punctuality",
    "Question",
    "QuestionError",
    "ReliableChoice",
    "Replan",
    "Result",
    "RobustUpgrades",
    "Route",
    "Sensitivity",
    "SetAside",
    "Shipment",
    "SolveOptions",
    "Speeds",
    "Status",
    "UpgradePhases",
    "UpgradePlan",
    "ValueOfInformation",
    "Verdict",
    "VerificationError",
    "Way",
    "Welfare",
    "WelfarePlan",
    "alternatives",
    "ask_many",
    "assign",
    "audit",
    "audit_network",
    "break_even",
    "compare",
    "compare_results",
    "corridor_table",
    "cpmm",
    "critical",
    "departures",
    "frontier",
    "frontier_many",
    "near_best",
    "over_world",
    "phase_upgrades",
    "plan_upgrades",
    "plots",
    "price_of",
    "punctuality",
    "reliable_choice",
    "replan",
    "report",
    "robust_upgrades",
    "search",
    "sensitivity",
    "solve",
    "solve_many",
    "value_of_information",
    "verify",
    "views",
    "way",
    "way_front",
]


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF and name not in _SUBMODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import gc
    from importlib import import_module

    was_on = gc.isenabled()
    gc.disable()  # what is imported stays: a collection would find nothing in it
    try:
        module = import_module(f"{__name__}.{_MODULE_OF.get(name, name)}")
    finally:
        if was_on:
            gc.enable()
    if name in _SUBMODULES:
        return module  # which importing has made an attribute
    found = globals()[name] = getattr(module, name)
    return found


def __dir__() -> list[str]:
    return list(__all__)
