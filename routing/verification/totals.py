"""Whether the totals that a proof states are those of the steps, in its units and by the prices of the question."""

from __future__ import annotations

from fractions import Fraction

from routing.answers.alternatives import Alternatives
from routing.answers.proof import Proof
from routing.answers.result import Result
from routing.answers.route import Route
from routing.errors import VerificationError
from routing.question.generalised_cost import GeneralisedCost
from routing.question.objectives import Objective
from routing.question.question import Question
from routing.status import Status
from routing.verification.reckoning import decimal

COLUMN_OF = {"time": "milliminutes", "cost": "millicents", "co2e": "milligrams", "distance": "millimetres"}
UNIT_OF = {"milliminutes": "min/1000", "millicents": "cent/1000", "milligrams": "g/1000", "millimetres": "m/1000"}


def status_of(proof: Proof) -> Status:
    """Return what a proof says of its route."""
    return Status.FEASIBLE if proof.bound is None else Status.OPTIMAL


def check_proof(question: Question, status: Status, route: Route, proof: Proof) -> None:
    """Check the totals that the proof states of a route."""
    if not proof.vector or proof.objective != proof.vector[0]:
        raise VerificationError(f"the proof's objective {proof.objective} is not the first entry of {proof.vector}")
    wanted = _objective(question.minimise, proof, route)
    if proof.objective != wanted:
        raise VerificationError(f"the proof says {proof.objective} {proof.unit}, the steps add up to {wanted}")
    if proof.bound is not None and proof.bound > proof.objective:
        raise VerificationError(f"the bound {proof.bound} lies above the objective {proof.objective}")
    if status is Status.OPTIMAL and proof.bound != proof.objective:
        raise VerificationError(f"called optimal, but the bound {proof.bound} is not the objective {proof.objective}")
    lacking, rest = _other_criteria(question.minimise, route)
    if proof.vector[1:] not in ((*rest,), (lacking, *rest)) or (lacking and len(proof.vector) == len(rest) + 1):
        raise VerificationError(f"the proof compares by {proof.vector[1:]}, the steps say {(lacking, *rest)}")


def check_prices(question: Question, result: Result | Alternatives) -> None:
    """Check that a price which the proof does not count to its last digit is told."""
    if not isinstance(question.minimise, GeneralisedCost):
        return
    stated = _prices(question.minimise)
    told = any(warning.code == "price-rounded" for warning in result.warnings)
    for proof in (result.proof,) if isinstance(result, Result) else result.proofs:
        weights = dict(proof.weights)
        exact = all(Fraction(weight, weights["millicents"]) == stated.get(name) for name, weight in weights.items())
        if not exact and not told:
            raise VerificationError(f"the proof rounds a price of {question.minimise}, and no warning says so")


def _objective(minimise: Objective, proof: Proof, route: Route) -> int:
    """Return the objective as the steps add up to it; every figure that it is made of must be there."""
    unit = proof.unit
    if not isinstance(minimise, GeneralisedCost):
        column = COLUMN_OF[minimise]
        if unit != UNIT_OF[column] or proof.weights:
            raise VerificationError(f"the proof counts in {unit} by {proof.weights}, expected {UNIT_OF[column]}")
        return _sum(route, column)
    of, _, scale = unit.partition("/")
    if of != "cent" or not scale.isdecimal() or int(scale) < 1 or int(scale) % 1000:
        raise VerificationError(f"the proof counts in {unit}, expected parts of a cent")
    stated = _prices(minimise)
    weights, whole = dict(proof.weights), sum(price * _sum(route, column) for column, price in stated.items())
    if weights.keys() != stated.keys():
        raise VerificationError(f"the proof weighs {sorted(weights)}, the question {sorted(stated)}")
    for column, price in stated.items():
        off = abs(Fraction(weights[column], int(scale) // 1000) - price) * _sum(route, column)
        if off > max(1000, whole / 10**5) or (off and column == "millicents"):
            weighed = f"{column} by {weights[column]}/{scale} cent"
            raise VerificationError(f"the proof weighs {weighed}, the question by {price}/1000")
    return sum(weights[column] * _sum(route, column) for column in stated)


def _prices(minimise: GeneralisedCost) -> dict[str, Fraction]:
    """Return the millicents that each milliminute and milligram is priced at, those of 0 left out."""
    found = {
        "millicents": Fraction(1),
        "milliminutes": decimal(minimise.usd_per_day) * 100 / 1440,
        "milligrams": decimal(minimise.usd_per_tonne_co2e) / 10_000,
    }
    return {column: price for column, price in found.items() if price}


def _sum(route: Route, column: str) -> int:
    lacking = [step.element for step in route.steps if getattr(step, column) is None]
    if lacking:
        raise VerificationError(f"the {column} of {', '.join(lacking)} are not known, but the question asks for them")
    return int(sum(getattr(step, column) for step in route.steps))


def _other_criteria(minimise: Objective, route: Route) -> tuple[int, list[int]]:
    """Return how many figures of the other criteria are missing, and the other criteria and the number of arcs."""
    mine = "" if isinstance(minimise, GeneralisedCost) else COLUMN_OF[minimise]
    others = [column for column in ("milliminutes", "millicents", "milligrams") if column != mine]
    lacking = sum(getattr(step, column) is None for step in route.steps for column in others)
    sums = [sum(getattr(step, column) or 0 for step in route.steps) for column in others]
    arcs = sum(step.kind != "waiting" for step in route.steps)  # what nobody chose: it follows from what is closed
    return lacking, [*sums, arcs]
