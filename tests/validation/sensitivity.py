"""How far each figure moves the fastest ways when it goes from its low to its high end and everything is solved anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from networks import Change, Network
from networks.model.elements import Figure
from routing import Constraints, Route, Shipment, SolveOptions, solve, verify

Lanes = Sequence[tuple[str, str]]
Ways = Mapping[tuple[str, str], Route]


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
    base = fastest(network, lanes, constraints)
    figures = {
        step.time_figure: network.figures[step.time_figure]
        for route in base.values()
        for step in route.steps
        if step.time_figure is not None
    }
    ranged = [figure for figure in figures.values() if figure.low != figure.high]
    found = [effect(network, lanes, constraints, figure) for figure in ranged]
    return tuple(sorted(found, key=lambda one: (-one.days, one.figure.element, one.figure.quantity)))


def effect(network: Network, lanes: Lanes, constraints: Constraints, figure: Figure) -> Effect:
    """Return what one figure does, by solving all lanes with it at either end."""
    low, high = (fastest(network.apply([at(figure, end)]), lanes, constraints) for end in ends(figure))
    moved = [abs((high[lane].minutes or 0) - (low[lane].minutes or 0)) / 1440 for lane in low]
    return Effect(
        figure=figure,
        lanes=sum(days > 0 for days in moved),
        rerouted=sum(low[lane].links != high[lane].links for lane in low),
        days=sum(moved),
        largest=max(moved),
    )


def fastest(network: Network, lanes: Lanes, constraints: Constraints) -> Ways:
    """Return the verified fastest way of each lane that has one."""
    found = {}
    for origin, destination in lanes:
        shipment = Shipment(origin, destination, teu=1)
        result = solve(network, shipment, constraints=constraints, options=SolveOptions(engines="ours", explain=False))
        verify(network, result)
        if result.best is not None:
            found[origin, destination] = result.best
    return found


def ends(figure: Figure) -> tuple[float, float]:
    """Return the low and the high end of a figure; its value where it has none."""
    return (
        figure.value if figure.low is None else figure.low,
        figure.value if figure.high is None else figure.high,
    )


def at(figure: Figure, value: float) -> Change:
    """Return the change that puts a figure to one end of its range."""
    return Change(
        action="set",
        table="figures",
        element=figure.element,
        column=figure.quantity,
        value=repr(value),
        unit=figure.unit,
        basis=figure.basis,
        year=figure.year,
        currency=figure.currency,
        source=figure.source,
        kind=figure.kind,
        low=figure.low,
        high=figure.high,
        why="one end of its range",
    )
