"""What knowing is worth, held against the network: means reckoned a second time; a part of `verify`.

Of each route what is expected of it is worked out anew from the figures that its steps read, by formulas for the mean
of a spread time, and by a sum over a grid for what two routes differ by when a figure is known. The chosen route must
have the mean that is told, and no other route that is told a lower one; a figure must be worth as much at least as
choosing between the chosen and the other route is, and no more than all figures together.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from networks.model.figure import Figure
from networks.network import Network
from routing.answers.value_of_information import Known as Told
from routing.answers.value_of_information import ValueOfInformation
from routing.errors import VerificationError
from routing.question.generalised_cost import GeneralisedCost
from routing.question.question import Question
from routing.steps.step import Step
from routing.verification.chance import Journey, Known
from routing.verification.fitted import GRID, WEIGHT, fitted_at

NEAR = 3e-4  # share by which integrals here and levels there may differ
PER_USD, PER_TONNE = 100_000, 10**9
Q = 1.2815515655446004
Numbers = NDArray[np.float64]


def check_worth(network: Network, found: ValueOfInformation) -> None:
    """Raise VerificationError with the first thing that a second reckoning does not bear out."""
    if found.route is None or found.total is None or found.expected is None:
        return
    chosen = float(_mean(network, found.question, found.route.steps, {}))
    if abs(found.expected - chosen) > NEAR * max(chosen, 1.0):
        _fail(f"{found.expected} {found.unit} are expected of the chosen route; reckoned again it is {chosen}")
    others = [one.other for one in found.figures if one.other is not None]
    for route in (*others, *([found.plain] if found.plain is not None else [])):
        mean = float(_mean(network, found.question, route.steps, {}))
        if mean < chosen - NEAR * max(chosen, 1.0):
            _fail(f"{mean} {found.unit} are expected of another route, {chosen} of the chosen one")
    room = NEAR * max(chosen, 1.0)
    for one in (one for one in found.figures if one.is_exact):
        if one.worth.value > found.total.worth.value + room:
            _fail(f"{one.name} is worth {one.worth.value}, all figures together {found.total.worth.value}")
        if one.other is not None:
            _check_pair(network, found, one, room)


def _check_pair(network: Network, found: ValueOfInformation, one: Told, room: float) -> None:
    """Check that a figure is worth as much at least as choosing between two routes by it."""
    assert one.figure is not None
    assert one.other is not None
    assert found.route is not None
    key = one.figure.element, one.figure.quantity
    mine, theirs = (
        _mean(network, found.question, route.steps, {key: GRID}) + np.zeros(len(GRID))
        for route in (found.route, one.other)
    )
    least = float(np.maximum(mine - theirs, 0.0) @ WEIGHT)
    if one.worth.value < least - room:
        _fail(f"{one.name} is worth {one.worth.value}; by the route that is told alone it is {least}")


def _mean(network: Network, question: Question, steps: Sequence[Step], known: Known) -> Numbers:
    """Return what is expected of a route, in days or USD, where the normals of some figures are known."""
    least = question.minimise
    days = Journey(network, steps).mean(known) / 1_440_000 if least != "cost" else 0.0
    if least == "time":
        return np.asarray(days)
    paid = sum(_paid(network, step, known) for step in steps) / PER_USD
    if not isinstance(least, GeneralisedCost):
        return np.asarray(paid)
    tonnes = sum(step.milligrams or 0 for step in steps) / PER_TONNE
    return np.asarray(paid + float(least.usd_per_day) * days + float(least.usd_per_tonne_co2e) * tonnes)


def _paid(network: Network, step: Step, known: Known) -> Numbers | float:
    """Return what is expected of the millicents of a step."""
    figure = None if step.price_figure is None else network.figure(*step.price_figure)
    amount = float(step.millicents or 0)
    if figure is None or not figure.value:
        return amount
    normal = known.get((figure.element, figure.quantity))
    return amount * (
        float(_share(network, figure, GRID) @ WEIGHT) if normal is None else _share(network, figure, normal)
    )


def _share(network: Network, figure: Figure, normal: Numbers) -> Numbers:
    """Return a price as a share of its value: as fitted, or two halves of normal distributions, never below 0."""
    fitted = network.distributions.get((figure.element, figure.quantity))
    if fitted is not None:
        return fitted_at(fitted, normal) / figure.value
    low, high = (figure.value if end is None else end for end in (figure.low, figure.high))
    down, up = min(low - figure.value, 0.0) / figure.value, max(high - figure.value, 0.0) / figure.value
    return np.maximum(1 + (np.maximum(normal, 0) * up - np.minimum(normal, 0) * down) / Q, 0.0)


def _fail(words: str) -> None:
    raise VerificationError(f"what knowing is worth: {words}")
