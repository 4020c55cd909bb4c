"""The command line that asks a question again, for the end of a report; "" where no command can say the question."""

from __future__ import annotations

import datetime
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from typing import Any

import networks
from networks.network import Network
from routing.answers.alternatives import Alternatives
from routing.answers.break_even import BreakEven
from routing.answers.comparison import Comparison
from routing.answers.corridor_table import CorridorTable
from routing.answers.critical import Critical
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
from routing.views.report.reproduce import built_in

Words = list[str] | None  # None: no option says it
USUAL = "eurasia"  # the network that a command asks without --network
BASE = "base"  # what `landbridge compare` calls a network without scenarios
SHIPMENT = ("containers", "size", "tonnes", "goods", "load", "scope", "ready", "deadline")
LISTED = {"avoid_territories": "--avoid", "modes": "--modes"}  # with commas
REPEATED = {"avoid_places": "--avoid-place", "avoid_links": "--avoid-link", "avoid_services": "--avoid-service"}
REPEATED |= {"avoid_passages": "--avoid-passage", "via": "--via"}
END_NAMES = ("origin", "destination")
ONE = ("max_days", "max_usd", "max_kg_co2e", "max_km", "max_transshipments", "waters")


@by_kind
def command_of(answer: Shown) -> str:
    """Return the command that asks what an answer is the answer to; "" where none can."""
    return ""


@command_of.register("Result")
def _(answer: Result) -> str:
    return _command("route", answer.question, answer.network, _minimise(answer.question.minimise))


@command_of.register("NearBest")
def _(answer: NearBest) -> str:
    return command_of(answer.best)


@command_of.register("Replan")
def _(answer: Replan) -> str:
    return ""  # its plan is a file


@command_of.register("Comparison")
def _(answer: Comparison) -> str:
    results = list(answer.results.values())
    question = results[0].question
    loaded = [built_in(result.network) for result in results]
    cases = ["+".join(scenarios) or BASE for _, scenarios in filter(None, loaded)]
    if any(result.question != question for result in results) or len({*cases}) < len(results):
        return ""
    if len({one and one[0] for one in loaded}) > 1:
        return ""
    more = [word for case in cases for word in ("--scenario", case)]
    return _command("compare", question, results[0].network, _minimise(question.minimise), more)


@command_of.register("Frontier")
def _(answer: Frontier) -> str:
    return _command("frontier", answer.question, answer.network, ["--criteria", ",".join(answer.criteria)])


@command_of.register("Alternatives")
def _(answer: Alternatives) -> str:
    told = ["--k", str(answer.k), "--shared-by", answer.shared_by, "--distinct", answer.distinct]
    if answer.distinct != "named corridor":
        told += ["--max-shared", repr(answer.max_shared)]
    least = _minimise(answer.question.minimise)
    return _command("alternatives", answer.question, answer.network, None if least is None else [*least, *told])


@command_of.register("CorridorTable")
def _(answer: CorridorTable) -> str:
    return _command("corridors", answer.question, answer.network, _minimise(answer.question.minimise))


@command_of.register("Punctuality")
def _(answer: Punctuality) -> str:
    least = None if answer.question is None else _minimise(answer.question.minimise)
    if answer.question is None or least is None:
        return ""
    drawn = ["--deadline-days", f"{answer.deadline_days:g}", "--samples", str(answer.samples)]
    drawn += ["--seed", str(answer.seed)]
    return _command("punctuality", answer.question, answer.network, [*least, *drawn])


@command_of.register("ReliableChoice")
def _(answer: ReliableChoice) -> str:
    asked = ["--by", answer.by, "--share", f"{answer.share:g}", "--deadline-days", f"{answer.deadline_days:g}"]
    asked += ["--samples", str(answer.samples), "--seed", str(answer.seed)]
    return _command("reliable", answer.question, answer.network, asked)


@command_of.register("Critical")
def _(answer: Critical) -> str:
    question, least = answer.questions[0], _minimise(answer.questions[0].minimise)
    shipments = [one.shipment for one in answer.questions]
    origins, destinations = (list(dict.fromkeys(getattr(one, end) for one in shipments)) for end in END_NAMES)
    lanes = [(origin, to) for origin in origins for to in destinations if origin != to]
    alike = [(one.origin, one.destination) for one in shipments] == lanes and set(answer.weights) == {1}
    like = all(one.between(*END_NAMES) == shipments[0].between(*END_NAMES) for one in shipments)
    if least is None or answer.told or not (alike and like):
        return ""
    asked = ["--k", str(answer.k), "--kinds", ",".join(answer.kinds), *(["--ends"] if answer.ends else [])]
    cuts = list(dict.fromkeys(cut.kind for cut in answer.cuts))
    told = _command("critical", question, answer.network, [*least, *asked, "--cuts", ",".join(cuts) or "none"])
    ends = shlex.join(["critical", ",".join(origins), ",".join(destinations)])
    return told.replace(shlex.join(["critical", shipments[0].origin, shipments[0].destination]), ends, 1)


@command_of.register("UpgradePlan")
def _(answer: UpgradePlan) -> str:
    if answer.weights != (1,):
        return ""
    aims = (("--max-days", answer.max_days), ("--budget-usd", answer.budget_usd))
    asked = [word for option, value in aims if value is not None for word in (option, repr(value))]
    return _upgrades(answer, asked)


@command_of.register("RobustUpgrades")
def _(answer: RobustUpgrades) -> str:
    asked = ["--robust", "--max-days", repr(answer.max_days), "--sure", repr(answer.sure)]
    return _upgrades(answer, [*asked, "--samples", str(answer.samples), "--seed", str(answer.seed)])


@command_of.register("UpgradePhases")
def _(answer: UpgradePhases) -> str:
    asked = [] if answer.max_days is None else ["--max-days", repr(answer.max_days)]
    for year, usd in answer.yearly_budget_usd:
        asked += ["--yearly-budget", f"{year}={usd!r}"]
    for name, years, is_assumed in answer.built_in:
        if not is_assumed and years != answer.upgrade(name).years_to_build:
            asked += ["--build-years", f"{name}={years}"]
    return _upgrades(answer, [*asked, *(["--carry-over"] if answer.is_carried else [])])


def _upgrades(answer: UpgradePlan | RobustUpgrades | UpgradePhases, asked: list[str]) -> str:
    loaded = built_in(answer.network)
    if loaded is None or len(answer.questions) != 1 or answer.upgrades != networks.upgrades(loaded[0]):
        return ""
    return _command("upgrades", answer.questions[0], answer.network, asked)


@command_of.register("Sensitivity")
def _(answer: Sensitivity) -> str:
    return _command("sensitivity", answer.question, answer.network, _minimise(answer.question.minimise))


@command_of.register("ValueOfInformation")
def _(answer: ValueOfInformation) -> str:
    least = _minimise(answer.question.minimise)
    told = None if least is None else [*least, "--samples", str(answer.samples), "--seed", str(answer.seed)]
    return _command("worth-knowing", answer.question, answer.network, told)


@command_of.register("BreakEven")
def _(answer: BreakEven) -> str:
    least = _minimise(answer.question.minimise)
    told = None if least is None else [answer.element, *least, "--change", answer.change]
    return _command("break-even", answer.question, answer.network, told)


@command_of.register("Price")
def _(answer: Price) -> str:
    question = answer.bound.question
    return _command("price-of", question, answer.bound.network, _minimise(question.minimise))


def _command(
    name: str, question: Question, network: Network, asked: Words, scenarios: Iterable[str] | None = None
) -> str:
    """Return a command with its question; `scenarios` are words that stand in place of those of the network."""
    loaded = built_in(network)
    parts = [asked, _shipment(question.shipment), _constraints(question.constraints)]
    if loaded is None or any(part is None for part in parts):
        return ""
    edition, applied = loaded
    words = ["landbridge", name, question.shipment.origin, question.shipment.destination]
    words += [word for part in parts if part for word in part]
    words += [] if edition == USUAL else ["--network", edition]
    words += [word for one in applied for word in ("--scenario", one)] if scenarios is None else scenarios
    return shlex.join(words)


def _minimise(minimise: Objective) -> Words:
    if not isinstance(minimise, GeneralisedCost):
        return [] if minimise == "time" else ["--minimise", str(minimise)]
    told = GeneralisedCost(usd_per_day=minimise.usd_per_day)
    return ["--usd-per-day", repr(minimise.usd_per_day)] if minimise == told else None


def _shipment(shipment: Shipment) -> Words:
    usual = Shipment(shipment.origin, shipment.destination)
    words = []
    for name in (one.name for one in fields(shipment)):
        value = getattr(shipment, name)
        if value == getattr(usual, name):
            continue
        if name not in SHIPMENT or isinstance(value, datetime.datetime):
            return None
        words += [f"--{name}", ",".join(sorted(value)) if isinstance(value, frozenset) else str(value)]
    return words


def _constraints(constraints: Constraints) -> Words:
    words: list[str] = []
    for name, value in _stated(constraints).items():
        if name in LISTED:
            words += [LISTED[name], ",".join(sorted(value))]
        elif name in REPEATED:
            listed = value if isinstance(value, tuple) else sorted(value)
            words += [word for one in listed for word in (REPEATED[name], one)]
        elif name in ONE:
            words += [f"--{name.replace('_', '-')}", str(value)]
        elif name == "exact_codes":
            words.append("--exact-codes")
        else:
            return None
    return words


def _stated(constraints: Constraints) -> Mapping[str, Any]:
    """Return the constraints that say something, by their names."""
    values = {one.name: (getattr(constraints, one.name), one.default) for one in fields(constraints)}
    return {name: value for name, (value, usual) in values.items() if usual is MISSING or value != usual}
