"""Results as text: question, route or reasons, proof."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from networks.network import Network
from routing.amounts.load import load_of
from routing.views.text.outcome import nothing_text, worth_text
from routing.views.text.remarks import blocked_lines, warning_lines
from routing.views.text.route import route_text, totals_text

if TYPE_CHECKING:
    from routing.answers.result import Result


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


def question_text(result: Result, named: Callable[[Network, str], str] | None = None) -> str:
    """Return the question in words, with names of places, or with what `named` calls them."""
    question = result.question
    shipment = question.shipment
    call = named or place_name
    origin, destination = (call(result.network, place) for place in (shipment.origin, shipment.destination))
    dates = f", {shipment.dates}" if shipment.dates else ""
    return (
        f"{amount_text(result)} from {origin} to {destination}, {shipment.scope} to {shipment.scope}{dates}; "
        f"least {question.minimise}; {question.constraints}"
    )


def amount_text(result: Result) -> str:
    """Return what moves, with the weight that was reckoned with: stated, or the network's usual one."""
    shipment = result.question.shipment
    tonnes = load_of(result.network, shipment).tonnes
    weight = "" if tonnes is None else f"{float(tonnes):g} t"
    boxes = f"{shipment.containers} x {shipment.size}" + (f" of {weight}" if weight else "")
    goods = f" ({', '.join(sorted(shipment.goods))})" if shipment.goods else ""
    return (boxes if shipment.load == "container" else weight) + goods


def place_name(network: Network, place: str) -> str:
    """Return name and id of a place."""
    return f"{network.places[place].name} ({place})"


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
    return f"Proof: {engines}: {value} is {gap} ({arcs})"
