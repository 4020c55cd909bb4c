"""What a loss does, walked again on a network in which its elements are closed; a part of `verify`.

That no other set does more harm is not checked here: `critical` has proven it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from networks.network import Network
from networks.what_if.closing import closed
from routing.answers.critical import Critical, Loss
from routing.answers.route import Route
from routing.errors import VerificationError
from routing.question.question import Question

NEAR = 1e-9  # share of a sum by which it may be off, for floats are added up
CheckRoute = Callable[[Network, Question, Route], None]
CheckNone = Callable[[Network, Question], None]


def check_losses(network: Network, found: Critical, check_route: CheckRoute, check_none: CheckNone) -> None:
    """Raise VerificationError where shipments do something else without some elements than is told, or harm differs."""
    for question, route in zip(found.questions, found.before, strict=True):
        _check(network, question, route, check_route, check_none)
    for loss in found.losses:
        kinds = dict.fromkeys(element.kind for element in loss.elements)
        lost = {kind: [one.id for one in loss.elements if one.kind == kind] for kind in kinds}
        shut = closed(network, **lost)  # type: ignore[arg-type]  # kinds are its keywords
        for question, before, route in zip(found.questions, found.before, loss.after, strict=True):
            if before is not None:
                _check(shut, question, route, check_route, check_none)
            elif route is not None:
                raise VerificationError(f"a route where something is closed, and none before: {question}")
        _check_harm(found, loss)


def _check(
    network: Network, question: Question, route: Route | None, check_route: CheckRoute, check_none: CheckNone
) -> None:
    if route is None:
        check_none(network, question)
    else:
        check_route(network, question, replace(route, network=network))


def _check_harm(found: Critical, loss: Loss) -> None:
    """Check that the shipments add up to the harm that is told."""
    unserved, extra = 0, 0.0
    for question, weight, before, after in zip(found.questions, found.weights, found.before, loss.after, strict=True):
        if before is not None and after is None:
            unserved += weight
        elif before is not None and after is not None:
            extra += weight * (_least(question, after) - _least(question, before))
    if unserved != loss.harm.unserved or not math.isclose(extra, loss.harm.extra, rel_tol=NEAR, abs_tol=1e-6):
        raise VerificationError(f"the shipments come to {unserved} without a route and {extra}, told is {loss.harm}")


def _least(question: Question, route: Route) -> float:
    """Return what was to be least of a route, in days, USD, kg or km."""
    least = question.minimise
    if isinstance(least, str):
        total = getattr(route, {"time": "days", "cost": "usd", "co2e": "kg_co2e", "distance": "km"}[least])
        return float(total)
    days, kg = route.days or 0.0, route.kg_co2e or 0.0
    return (route.usd or 0.0) + least.usd_per_day * days + least.usd_per_tonne_co2e * kg / 1000
