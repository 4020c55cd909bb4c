"""A short program that asks a question again, for the end of a report."""

from __future__ import annotations

import datetime
import zoneinfo
from dataclasses import MISSING, fields, replace

from networks.network import Network
from routing.answers.alternatives import Alternatives
from routing.answers.break_even import BreakEven
from routing.answers.comparison import Comparison
from routing.answers.corridor_table import CorridorTable
from routing.answers.critical import Critical, Loss
from routing.answers.frontier import Frontier
from routing.answers.near_best import NearBest
from routing.answers.price import Price
from routing.answers.punctuality import Punctuality
from routing.answers.reliable_choice import ReliableChoice
from routing.answers.replan import Replan
from routing.answers.result import Result
from routing.answers.robust_upgrades import RobustUpgrades
from routing.answers.sensitivity import Sensitivity
from routing.answers.shown import Shown
from routing.answers.upgrade_phases import UpgradePhases
from routing.answers.upgrade_plan import UpgradePlan
from routing.answers.value_of_information import ValueOfInformation
from routing.question.constraints import Constraints
from routing.question.generalised_cost import GeneralisedCost
from routing.question.objectives import Objective
from routing.question.question import Question
from routing.question.shipment import Shipment
from routing.views.by_kind import by_kind

ASKED_APART = ("k", "max_shared", "shared_by", "distinct")  # of alternatives


@by_kind
def code_of(answer: Shown) -> str:
    """Return a program that asks what an answer is the answer to; "" where no question is known."""
    return ""


@code_of.register("Result")
def _(answer: Result) -> str:
    question = answer.question
    call = _solve_code(question)
    asked = [f"result = {call}", "routing.verify(net, result)", "print(result)"]
    return _program(question, f"net = {load_code(answer.network)}", *asked)


@code_of.register("Comparison")
def _(answer: Comparison) -> str:
    question = next(iter(answer.results.values())).question
    if question.model == "clock":
        return _on_clock(answer, question)
    cases = [f"    {name!r}: {_case_code(result, question)}," for name, result in answer.results.items()]
    call = f"routing.compare(cases, box, minimise={minimise_code(question.minimise)}, constraints=limits)"
    return _program(question, "cases = {", *cases, "}", f"print({call})")


def _on_clock(answer: Comparison, question: Question) -> str:
    """Return the program of a comparison on the clock, each case asked alone; "" where their questions are unlike."""
    if answer.unlike:
        return ""
    cases = [f"    {name!r}: {_case_code(result, question)}," for name, result in answer.results.items()]
    each = f"{{name: {_solve_code(question)} for name, net in cases.items()}}"
    return _program(question, "cases = {", *cases, "}", f"print(routing.compare_results({each}))")


def _solve_code(question: Question) -> str:
    """Return the call that asks a question again of `net`, for `box` within `limits`."""
    call = f"routing.solve(net, box, minimise={minimise_code(question.minimise)}, constraints=limits"
    if question.model != "clock":
        return f"{call})"
    by = question.arrive_by
    return f"{call}, depart=box.ready)" if by is None else f"{call}, arrive_by={_value_code(by)})"


def _depart_code(question: Question) -> str:
    """Return what a call adds that asks on the clock of the moment at which the goods are ready."""
    return ", depart=box.ready" if question.model == "clock" else ""


def _case_code(result: Result, first: Question) -> str:
    """Return the network of a case, with its constraints where they are not those of the first."""
    own = result.question.constraints
    loaded = load_code(result.network)
    if own == first.constraints:
        return loaded
    code, mark, remark = loaded.partition("  #")
    return f"({code}, {_constraints_code(own)})" + (f"{mark}{remark}" if mark else "")


@code_of.register("NearBest")
def _(answer: NearBest) -> str:
    question = answer.best.question
    call = _solve_code(question)
    shares = f"tolerance={answer.tolerance!r}, gain={answer.gain!r}"
    asked = [f"result = {call}", f"print(routing.near_best(result, {shares}))"]
    return _program(question, f"net = {load_code(answer.best.network)}", *asked)


@code_of.register("Replan")
def _(answer: Replan) -> str:
    question = answer.plan.question
    where = "" if answer.keep is not None else f", where={answer.where!r}"
    call = f"routing.replan(now, plan, at=datetime.datetime.fromisoformat({answer.at.isoformat()!r}){where})"
    loads = [f"net = {load_code(answer.plan.network)}", f"now = {load_code(answer.new.network)}"]
    return _program(question, *loads, f"plan = {_solve_code(question)}", f"print({call})")


@code_of.register("Frontier")
def _(answer: Frontier) -> str:
    call = (
        f"routing.frontier(net, box, criteria={answer.criteria!r}, constraints=limits{_depart_code(answer.question)})"
    )
    return _program(answer.question, f"net = {load_code(answer.network)}", f"print({call})")


@code_of.register("Alternatives")
def _(answer: Alternatives) -> str:
    least = minimise_code(answer.question.minimise)
    names = ("k", "shared_by", "distinct") if answer.distinct == "named corridor" else ASKED_APART
    asked = ", ".join(f"{name}={getattr(answer, name)!r}" for name in names)
    call = (
        f"routing.alternatives(net, box, minimise={least}, constraints=limits, {asked}{_depart_code(answer.question)})"
    )
    return _program(answer.question, f"net = {load_code(answer.network)}", f"print({call})")


@code_of.register("CorridorTable")
def _(answer: CorridorTable) -> str:
    least = minimise_code(answer.question.minimise)
    call = f"routing.corridor_table(net, box, minimise={least}, constraints=limits)"
    return _program(answer.question, f"net = {load_code(answer.network)}", f"print({call})")


@code_of.register("BreakEven")
def _(answer: BreakEven) -> str:
    question = answer.question
    call = f"routing.solve(net, box, minimise={minimise_code(question.minimise)}, constraints=limits)"
    asked = f"routing.break_even(net, result, {answer.element!r}, change={answer.change!r})"
    return _program(question, f"net = {load_code(answer.network)}", f"result = {call}", f"print({asked})")


@code_of.register("Punctuality")
def _(answer: Punctuality) -> str:
    if answer.question is None:
        return ""
    asked = f"{answer.deadline_days!r}, samples={answer.samples}, seed={answer.seed}"
    lines = [f"result = {_solve_code(answer.question)}", f"print(routing.punctuality(net, result, {asked}))"]
    return _program(answer.question, f"net = {load_code(answer.network)}", *lines)


@code_of.register("ReliableChoice")
def _(answer: ReliableChoice) -> str:
    told = ("by", "share", "deadline_days", "samples", "seed")
    asked = ", ".join(f"{name}={getattr(answer, name)!r}" for name in told)
    call = f"routing.reliable_choice(net, box, {asked}, constraints=limits{_depart_code(answer.question)})"
    return _program(answer.question, f"net = {load_code(answer.network)}", f"print({call})")


@code_of.register("Critical")
def _(answer: Critical) -> str:
    question, cuts = answer.questions[0], tuple(dict.fromkeys(cut.kind for cut in answer.cuts))
    boxes = [f"    {_shipment_code(one.shipment)}," for one in answer.questions]
    told = [f"kinds={answer.kinds!r}", f"minimise={minimise_code(question.minimise)}", "constraints=limits"]
    told += [f"weights={list(answer.weights)!r}"] if set(answer.weights) != {1} else []
    told += ["ends=True"] if answer.ends else []
    told += [f"cuts={cuts!r}"]
    told += [f"sets={[_closing(loss) for loss in answer.told]!r}"] if answer.told else []
    call = f"print(routing.critical(net, boxes, {answer.k}, {', '.join(told)}))"
    return _program(question, "boxes = [", *boxes, "]", f"net = {load_code(answer.network)}", call)


@code_of.register("UpgradePlan")
def _(answer: UpgradePlan) -> str:
    told = [
        f"{name}={getattr(answer, name)!r}" for name in ("max_days", "budget_usd") if getattr(answer, name) is not None
    ]
    told += [f"weights={list(answer.weights)!r}"] if set(answer.weights) != {1} else []
    return _upgrades(answer, "plan_upgrades", told)


@code_of.register("RobustUpgrades")
def _(answer: RobustUpgrades) -> str:
    told = [f"{name}={getattr(answer, name)!r}" for name in ("max_days", "sure", "samples", "seed")]
    return _upgrades(answer, "robust_upgrades", told)


@code_of.register("UpgradePhases")
def _(answer: UpgradePhases) -> str:
    own = [(name, years) for name, years, is_assumed in answer.built_in if not is_assumed]
    built = {name: years for name, years in own if years != answer.upgrade(name).years_to_build}
    told = [f"yearly_budget_usd={dict(answer.yearly_budget_usd)!r}", *([f"build_years={built!r}"] if built else [])]
    told += [] if answer.max_days is None else [f"max_days={answer.max_days!r}"]
    return _upgrades(answer, "phase_upgrades", [*told, f"carry_over={answer.is_carried!r}"])


def _upgrades(answer: UpgradePlan | RobustUpgrades | UpgradePhases, verb: str, told: list[str]) -> str:
    boxes = [f"    {_shipment_code(one.shipment)}," for one in answer.questions]
    loaded = built_in(answer.network)
    made = "..., the upgrades that were asked with" if loaded is None else f"networks.upgrades({loaded[0]!r})"
    call = f"print(routing.{verb}(net, upgrades, boxes, {', '.join([*told, 'constraints=limits'])}))"
    given = [f"net = {load_code(answer.network)}", f"upgrades = {made}"]
    return _program(answer.questions[0], "boxes = [", *boxes, "]", *given, call)


def _closing(loss: Loss) -> dict[str, list[str]]:
    """Return a set by the keywords of `networks.closed`."""
    kinds = dict.fromkeys(element.kind for element in loss.elements)
    return {kind: [element.id for element in loss.elements if element.kind == kind] for kind in kinds}


@code_of.register("Sensitivity")
def _(answer: Sensitivity) -> str:
    least = minimise_code(answer.question.minimise)
    call = f"routing.sensitivity(net, box, minimise={least}, constraints=limits)"
    return _program(answer.question, f"net = {load_code(answer.network)}", f"print({call})")


@code_of.register("ValueOfInformation")
def _(answer: ValueOfInformation) -> str:
    least = minimise_code(answer.question.minimise)
    drawn = f"samples={answer.samples}, seed={answer.seed}"
    call = f"routing.value_of_information(net, box, minimise={least}, constraints=limits, {drawn})"
    return _program(answer.question, f"net = {load_code(answer.network)}", f"print({call})")


@code_of.register("Price")
def _(answer: Price) -> str:
    question = answer.bound.question
    call = f"routing.price_of(net, box, constraints=limits, minimise={minimise_code(question.minimise)})"
    return _program(question, f"net = {load_code(answer.bound.network)}", f"print({call})")


def load_code(network: Network) -> str:
    """Return how a network is loaded; one that is not built in must be read from its folder."""
    if built_in(network) is None:
        return f"networks.read('FOLDER')  # data {network.content_hash}"
    scenario = network.scenario[0] if len(network.scenario) == 1 else network.scenario or None
    return f"networks.load({network.name!r}{f', scenario={scenario!r}' if scenario else ''})"


def built_in(network: Network) -> tuple[str, tuple[str, ...]] | None:
    """Return name and scenarios with which a network can be loaded; None of one that is not built in."""
    import networks

    try:
        again = networks.load(network.name, scenario=network.scenario or None)
    except networks.UnknownNameError:
        return None
    return (network.name, tuple(network.scenario)) if again.content_hash == network.content_hash else None


def minimise_code(minimise: Objective) -> str:
    """Return an objective as code."""
    return f"routing.{minimise!r}" if isinstance(minimise, GeneralisedCost) else repr(minimise)


def _program(question: Question, *asked: str) -> str:
    shipment = question.shipment if question.arrive_by is None else replace(question.shipment, ready=None)
    box = _shipment_code(shipment)
    limits = _constraints_code(question.constraints)
    needed = [name for name in ("datetime", "zoneinfo") if f"{name}." in " ".join([box, limits, *asked])]
    opening = [
        *(f"import {name}" for name in needed),
        *([""] if needed else []),
        "import networks",
        "import routing",
        "",
        f"box = {box}",
        f"limits = {limits}",
    ]
    return "\n".join([*opening, *asked])


def _shipment_code(shipment: Shipment) -> str:
    usual = Shipment(shipment.origin, shipment.destination)
    values = ((one.name, getattr(shipment, one.name), getattr(usual, one.name)) for one in fields(shipment))
    told = [f"{name}={_value_code(value)}" for name, value, expected in values if value != expected]
    return f"routing.Shipment({', '.join([repr(shipment.origin), repr(shipment.destination), *told])})"


def _value_code(value: object) -> str:
    """Return a value as code that needs no other import than `datetime` and `zoneinfo`."""
    zone = value.tzinfo if isinstance(value, datetime.datetime) else None
    if zone is None or isinstance(zone, datetime.timezone | zoneinfo.ZoneInfo):
        return repr(value)
    assert isinstance(value, datetime.datetime)
    return f"datetime.datetime.fromisoformat({value.isoformat()!r})"


def _constraints_code(constraints: Constraints) -> str:
    told = []
    for one in fields(constraints):
        value = getattr(constraints, one.name)
        if one.default is not MISSING and value == one.default:
            continue
        shown = "{" + ", ".join(map(repr, sorted(value))) + "}" if isinstance(value, frozenset) else repr(value)
        told.append(f"{one.name}={shown}")
    return f"routing.Constraints({', '.join(told)})"
