"""How far each figure moves the fastest ways when it goes from its low to its high end, over many lanes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from networks import Network
from networks.model.figure import Figure
from routing import Constraints, Sensitivity, Shipment, SolveOptions, sensitivity, verify
from routing.answers.sensitivity import Way

Lanes = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What one figure does to the days of many lanes.

    Attributes
    ----------
    lanes, rerouted
        Lanes whose answer moves at all; lanes that take another way at one end than at the other.
    days, largest
        Sum over the lanes of the days between the answers at its two ends; the most on one lane.
    """

    figure: Figure
    lanes: int
    rerouted: int
    days: float
    largest: float


def effects(network: Network, lanes: Lanes, constraints: Constraints) -> tuple[Effect, ...]:
    """Return the effect of every figure with a range that the hours of the fastest ways rest on, the largest first."""
    found = [of_lane(network, lane, constraints) for lane in lanes]
    tried = {effect.figure for one in found for effect in one.effects}
    moves: dict[Figure, list[tuple[float, bool]]] = defaultdict(list)
    for one in found:
        for figure, days, rerouted in moved(one):
            moves[figure].append((days, rerouted))
    told = [
        Effect(
            figure=figure,
            lanes=sum(days > 0 for days, _ in moves[figure]),
            rerouted=sum(rerouted for _, rerouted in moves[figure]),
            days=sum(days for days, _ in moves[figure]),
            largest=max(days for days, _ in moves[figure]),
        )
        for figure in tried
    ]
    return tuple(sorted(told, key=lambda one: (-one.days, one.figure.element, one.figure.quantity)))


def of_lane(network: Network, lane: tuple[str, str], constraints: Constraints) -> Sensitivity:
    """Return what each figure does to the verified fastest way of a lane."""
    options = SolveOptions(engines="ours", explain=False)
    found = sensitivity(network, Shipment(*lane, teu=1), constraints=constraints, options=options)
    verify(network, found.result)
    return found


def moved(found: Sensitivity) -> Iterator[tuple[Figure, float, bool]]:
    """Yield the figures that move a lane: by how many days, and whether it goes by other links at one of the ends."""
    for effect in found.effects:
        yield effect.figure, effect.span("days"), _links(effect.low.best) != _links(effect.high.best)
    own = {effect.figure for effect in found.effects}
    for turn in found.turns:  # of another figure: today's way stays as it is, so what another one gains is all
        if turn.figure not in own and turn.gain is not None:
            yield turn.figure, turn.gain, _links(turn.at.way) != found.result.require().links


def _links(way: Way | None) -> tuple[str, ...]:
    return () if way is None else way.links
