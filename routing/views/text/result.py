"""Results as text: question, route or reasons, proof."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from routing.views.text.asked import Call, constraints_text, shipment_text
from routing.views.text.clock import asked_of_clock
from routing.views.text.outcome import nothing_text, worth_text
from routing.views.text.remarks import blocked_lines, warning_lines
from routing.views.text.route import route_text, totals_text

if TYPE_CHECKING:
    from networks.network import Network
    from routing.answers.result import Result
    from routing.question.question import Question


def result_text(result: Result, width: int | None = None) -> str:
    """Return a result as text: heading, question, route or reasons, proof; tables folded to a width if given."""
    lines = [result.network.heading, question_text(result), ""]
    if result.best is not None:
        lines += [route_text(result.best, width), ""]
    else:
        lines += [f"{nothing_text(result)}.", *(f"  {line}" for line in blocked_lines(result.blocked_by))]
    lines.append(proof_text(result))
    return "\n".join([*lines, *warning_lines(result.warnings)])


def outcome_text(result: Result) -> str:
    """Return the totals of the best route on one line, and what they are worth if not proven; or why there is none."""
    if result.best is None:
        return nothing_text(result)
    worth = worth_text(result.status)
    return f"{totals_text(result.best)} ({worth})" if worth else totals_text(result.best)


def question_text(result: Result, named: Call | None = None) -> str:
    """Return the question in words, with names of places, or with what `named` calls them."""
    return asked_text(result.network, result.question, named)


def asked_text(network: Network, question: Question, named: Call | None = None) -> str:
    """Return a question of a network in words, as `question_text` does that of a result."""
    shipment, limits = question.shipment, constraints_text(network, question.constraints, named)
    if question.model == "clock":
        shipment = replace(shipment, ready=None, deadline=None)
        limits += f"; {asked_of_clock(network, question)}"
    return f"{shipment_text(network, shipment, named)}; least {question.minimise}; {limits}"


def proof_text(result: Result) -> str:
    """Return why the answer is right, in one sentence."""
    proof = result.proof
    engines = f"{proof.solver} and {proof.confirmed_by} agree" if proof.confirmed_by else f"{proof.solver} alone"
    arcs = f"{proof.arcs_before:,} of {proof.arcs_total:,} arcs usable, {proof.arcs_after:,} after reduction"
    if proof.objective is None:
        return f"Proof: {engines} ({arcs})"
    unit, _, parts = proof.unit.partition("/")
    value = f"{proof.objective / int(parts):,.3f} {unit} (counted in 1/{int(parts):,} {unit})"
    gap = "proven least" if proof.gap == 0 else "not proven least"
    if proof.gap and proof.bound is not None:
        gap += f": no route has less than {proof.bound / int(parts):,.3f} {unit}, a gap of {proof.gap:.2%}"
    return f"Proof: {engines}: {value} is {gap} ({arcs})"
