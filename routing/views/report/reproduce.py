"""A short program that asks a question again, for the end of a report."""

from __future__ import annotations

from dataclasses import MISSING, fields
from functools import singledispatch
from typing import Any

from networks.model.network import Network
from routing.answers.comparison import Comparison
from routing.answers.frontier import Frontier
from routing.answers.price import Price
from routing.answers.result import Result
from routing.question.constraints import Constraints
from routing.question.generalised_cost import GeneralisedCost
from routing.question.objectives import Objective
from routing.question.shipment import Shipment


@singledispatch
def code_of(answer: Any) -> str:
    """Return a program that asks what an answer is the answer to."""
    raise TypeError(f"no program for {type(answer).__name__}")


@code_of.register
def _(answer: Result) -> str:
    question = answer.question
    return "\n".join([
        *_opening(question.shipment, question.constraints),
        f"net = {load_code(answer.network)}",
        f"result = routing.solve(net, box, minimise={minimise_code(question.minimise)}, constraints=limits)",
        "routing.verify(net, result)",
        "print(result)",
    ])  # fmt: skip


@code_of.register
def _(answer: Comparison) -> str:
    question = next(iter(answer.results.values())).question
    nets = [f"    {name!r}: {load_code(result.network)}," for name, result in answer.results.items()]
    call = f"routing.compare(nets, box, minimise={minimise_code(question.minimise)}, constraints=limits)"
    return "\n".join([*_opening(question.shipment, question.constraints), "nets = {", *nets, "}", f"print({call})"])


@code_of.register
def _(answer: Frontier) -> str:
    return "\n".join([
        *_opening(answer.shipment, answer.constraints),
        f"net = {load_code(answer.network)}",
        f"print(routing.frontier(net, box, criteria={answer.criteria!r}, constraints=limits))",
    ])  # fmt: skip


@code_of.register
def _(answer: Price) -> str:
    question = answer.bound.question
    call = f"routing.price_of(net, box, constraints=limits, minimise={minimise_code(question.minimise)})"
    return "\n".join([
        *_opening(question.shipment, question.constraints),
        f"net = {load_code(answer.bound.network)}",
        f"print({call})",
    ])  # fmt: skip


def load_code(network: Network) -> str:
    """Return how a network is loaded; one that is not built in must be read from its folder."""
    import networks

    scenario = network.scenario[0] if len(network.scenario) == 1 else network.scenario or None
    try:
        built_in = networks.load(network.name, scenario=scenario).content_hash == network.content_hash
    except networks.UnknownNameError:
        built_in = False
    if not built_in:
        return f"networks.read('FOLDER')  # data {network.content_hash}"
    return f"networks.load({network.name!r}{f', scenario={scenario!r}' if scenario else ''})"


def minimise_code(minimise: Objective) -> str:
    """Return an objective as code."""
    return f"routing.{minimise!r}" if isinstance(minimise, GeneralisedCost) else repr(minimise)


def _opening(shipment: Shipment, constraints: Constraints) -> list[str]:
    return [
        "import datetime",
        "",
        "import networks",
        "import routing",
        "",
        f"box = {_shipment_code(shipment)}",
        f"limits = {_constraints_code(constraints)}",
    ]


def _shipment_code(shipment: Shipment) -> str:
    usual = Shipment(shipment.origin, shipment.destination)
    values = ((one.name, getattr(shipment, one.name), getattr(usual, one.name)) for one in fields(shipment))
    told = [f"{name}={value!r}" for name, value, expected in values if value != expected]
    return f"routing.Shipment({', '.join([repr(shipment.origin), repr(shipment.destination), *told])})"


def _constraints_code(constraints: Constraints) -> str:
    told = []
    for one in fields(constraints):
        value = getattr(constraints, one.name)
        if one.default is not MISSING and value == one.default:
            continue
        shown = "{" + ", ".join(map(repr, sorted(value))) + "}" if isinstance(value, frozenset) else repr(value)
        told.append(f"{one.name}={shown}")
    return f"routing.Constraints({', '.join(told)})"
