"""`check_route`: one route against the network and the question, step by step."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from networks.network import Network
from routing.answers.route import Route
from routing.errors import VerificationError
from routing.question.clock import moment_at, seconds_of
from routing.question.question import Question
from routing.verification.constraints import check_bans, check_limits, check_via
from routing.verification.days import check_days
from routing.verification.hours import Hours
from routing.verification.reckoning import Reckoning, decimal
from routing.verification.walk import Walk


def check_route(network: Network, question: Question, route: Route, behind: int = 0) -> None:
    """Check a route against the network and the question; nothing holds up or closes the steps that are behind."""
    _check_heading(network, question, route)
    hours = None
    if question.model == "clock":
        begin = seconds_of(moment_at(network, question.shipment.origin, question.shipment.ready, "ready"))
        hours = Hours(network, question.shipment, begin)
        _check_arrival(network, question, begin, route)
    waits = sum(step.kind == "waiting" for step in route.steps[:behind])
    Walk(network, question.shipment, route.steps, hours, behind=behind - waits).check()
    check_days(network, question.shipment, route.steps)
    passed = 0
    for number, step in enumerate(route.steps, start=1):
        ends, days = passed + (step.milliminutes or 0), None
        if hours is not None:
            days = hours.day(passed), hours.day(ends)
        lifted = frozenset(network.catalogue["closures"]["id"].tolist()) if number <= behind else frozenset[str]()
        check_bans(network, replace(question, spared_closures=lifted) if lifted else question, number, step, days)
        passed = ends
    check_via(network, question, route)
    check_limits(question, route)


def _check_arrival(network: Network, question: Question, begin: int, route: Route) -> None:
    """Check that goods are there by the moment that was asked for."""
    by = question.arrive_by
    taken = sum(step.milliminutes or 0 for step in route.steps)
    if by is not None and begin + Fraction(taken * 60, 1000) > seconds_of(by):
        raise VerificationError(f"the route arrives after {by}")


def _check_heading(network: Network, question: Question, route: Route) -> None:
    """Check what a route says of its network and load."""
    if route.network.content_hash != network.content_hash:
        raise VerificationError(f"a route is of network {route.network.content_hash}, not {network.content_hash}")
    if not route.steps:
        raise VerificationError("a route has no steps")
    reckoning, load = Reckoning(network, question.shipment), route.load
    expected = (question.shipment.load, reckoning.containers, reckoning.teu, reckoning.tonnes)
    if (load.kind, load.containers, load.teu, load.tonnes) != expected:
        raise VerificationError(f"a route is for {load}, the question is of {question.shipment}")
    _check_weight(load.kind, reckoning)
    goods, asked = route.shipment, question.shipment
    if goods is not None and (goods.value_usd, goods.commodity) != (asked.value_usd, asked.commodity):
        raise VerificationError(f"a route is of goods worth {goods.value_usd}, the question of {asked.value_usd} USD")


def _check_weight(kind: str, reckoning: Reckoning) -> None:
    """Check that boxes weigh no more than ISO 668 allows them, and that a train or a ship carries what is no box."""
    tonnes, most = reckoning.tonnes, {"wagon": 40_000, "bulk": 400_000}
    allowed = decimal(30.48) * reckoning.containers if kind == "container" and reckoning.containers else most.get(kind)
    if tonnes is not None and allowed is not None and tonnes > allowed:
        raise VerificationError(f"a route is for {float(tonnes):g} t, at most {float(allowed):g} t go into that")
