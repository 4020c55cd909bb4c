"""What an answer adds up to: the terms of an objective, the whole vector of a route, and the limits on its totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from networks import Network
from routing import Constraints, GeneralisedCost, Question, Result, Shipment
from routing.amounts.load import load_of
from routing.compiling.expansion import expand

COLUMN = {"time": "milliminutes", "cost": "millicents", "co2e": "milligrams", "distance": "millimetres"}
LIMITS = (
    ("max_usd", "millicents", 100_000),
    ("max_kg_co2e", "milligrams", 1_000_000),
    ("max_km", "millimetres", 1_000_000),
    ("max_transshipments", "lifts", 1),
    ("max_days", "milliminutes", 1_440_000),
)


@dataclass(frozen=True)
class Answer:
    """The least vector, and the steps of the route with the least arc numbers; None without a route."""

    vector: tuple[Any, ...] | None
    steps: tuple[Any, ...] | None


def question_of(shipment: Shipment, constraints: Constraints | None, minimise: Any) -> Question:
    return Question(shipment=shipment, constraints=constraints or Constraints(), minimise=minimise)


def limits_of(question: Question) -> list[tuple[str, int, float]]:
    """Return (column, units, limit): a total may not be above the limit as a number of days, USD, kg or km."""
    bans, shipment = question.constraints, question.shipment
    found = [(column, units, getattr(bans, name)) for name, column, units in LIMITS if getattr(bans, name) is not None]
    if shipment.deadline is not None and shipment.ready is not None:
        whole_days = type(shipment.deadline) is date  # the day of the deadline counts in full
        found.append(("milliminutes", 1_440_000, (shipment.deadline - shipment.ready) / timedelta(days=1) + whole_days))
    return found


def terms_of(minimise: str | GeneralisedCost) -> dict[str, Fraction]:
    """Return column -> factor of the objective, in millicents, milliminutes, milligrams or millimetres."""
    if isinstance(minimise, str):
        return {COLUMN[minimise]: Fraction(1)}
    terms = {
        "millicents": Fraction(1),
        "milliminutes": Fraction(str(minimise.usd_per_day)) * 100 / 1440,
        "milligrams": Fraction(str(minimise.usd_per_tonne_co2e)) / 10_000,
    }
    return {column: factor for column, factor in terms.items() if factor}


def vector_of(step: Any, minimise: str | GeneralisedCost) -> tuple[Any, ...]:
    """Return objective, figures missing, the other of time and cost, CO2e, one arc."""
    terms = terms_of(minimise)
    others = [
        name
        for name in ("milliminutes", "millicents", "milligrams")
        if isinstance(minimise, GeneralisedCost) or name not in terms
    ]
    objective = sum((getattr(step, column) or 0) * factor for column, factor in terms.items())
    values = [getattr(step, column) for column in others]
    return (Fraction(objective), values.count(None), *(value or 0 for value in values), 1)


def stated_vector(result: Result) -> tuple[Any, ...] | None:
    """Return the vector of a result in the form of `vector_of`: without the scale, with the count of missing figures."""
    if result.best is None:
        return None
    scale = int(result.proof.unit.partition("/")[2]) // 1000
    first, *rest = result.proof.vector
    others = 2 if result.question.minimise in ("time", "cost", "co2e") else 3
    missing = rest[:-1][: len(rest) - 1 - others] or [0]
    return (Fraction(first, scale), *missing, *rest[-1 - others :])


def answer_of(network: Network, question: Question, numbers: Sequence[int]) -> Answer:
    arcs = expand(network, load_of(network, question.shipment), question.shipment.scope).arcs
    steps = tuple(arcs[number].step for number in numbers)
    vectors = [vector_of(step, question.minimise) for step in steps]
    return Answer(tuple(map(sum, zip(*vectors, strict=True))), steps)
