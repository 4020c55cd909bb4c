"""What a route's days are made of, as far as chance goes: a fixed time, and terms that are each drawn by themselves.

A *term* is a time that is spread, times a *multiplier* of its own:

- a figure with a range (all steps of the route that it is read for, together): no multiplier;
- a wait of half a headway: goods come at any moment between two departures, so the wait is the spread half headway
  times twice a number that is even between 0 and 1;
- departures that do not run: the spread headway times how many of them in a row are cancelled, each with the share
  ``cancelled`` of its service.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from networks.model.causes import Loadings
from networks.model.figure import Figure, FigureKey
from networks.network import Network
from routing.amounts.charges import first_figure, wait_of
from routing.amounts.conversion import minutes_of
from routing.amounts.units import MILLI
from routing.chance.shapes import Shape, Spread, fitted_shape, tail_of
from routing.steps.kinds import BOARD
from routing.steps.step import Step

HEADWAY = "headway"
Shared = tuple[tuple[str, float], ...]  # names of waits, each with its share of the term


@dataclass(frozen=True, slots=True)
class Term:
    """A spread time with its multiplier.

    Attributes
    ----------
    component
        The line of the breakdown that it belongs to.
    figure
        Where it comes from.
    shape
        How it is spread.
    causes
        What it loads on; what is left of it moves by itself.
    waits
        Names of the waits that it is the half headway of, each with its share; empty of any other.
    missed
        Name of the boarding whose departures may be cancelled; "" of any other.
    cancelled
        The share of departures that do not run, from 0 to below 1.
    """

    component: str
    figure: FigureKey
    shape: Spread
    causes: Loadings
    waits: Shared = ()
    missed: str = ""
    cancelled: float = 0.0

    @property
    def multiplier(self) -> tuple[float, float]:
        """Return the mean and the variance of what the spread time is multiplied by."""
        if self.missed:
            runs = 1.0 - self.cancelled
            return self.cancelled / runs, self.cancelled / runs**2
        return 1.0, sum(share * share for _, share in self.waits) / 3.0


@dataclass(frozen=True, slots=True)
class Parts:
    """What the days of a route are made of.

    Attributes
    ----------
    fixed
        Milliminutes that are not spread.
    terms
        What is.
    unspread
        The milliminutes of `fixed` of which nobody says a range.
    uncounted
        Services that cancel departures, and whose headway nobody states.
    """

    fixed: int
    terms: tuple[Term, ...]
    unspread: int
    uncounted: tuple[str, ...]


def parts_of(network: Network, steps: Sequence[Step]) -> Parts:
    """Return what the days of a route by headways are made of; each of its steps has a time.

    Examples
    --------
    >>> import networks, routing
    >>> route = routing.solve(networks.load("eurasia"), routing.Shipment("JPYOK", "RUMOW")).require()
    >>> parts = parts_of(route.network, route.steps)
    >>> parts.fixed + round(sum(term.shape.middle for term in parts.terms)) == route.milliminutes
    True
    """
    by_figure: dict[FigureKey, list[Step]] = {}
    for step in steps:
        if step.time_figure is not None:
            by_figure.setdefault(step.time_figure, []).append(step)
    found = (_spread(network, network.figures[key], mine) for key, mine in by_figure.items())
    terms = [term for term in found if term.waits or term.shape.is_spread]
    missed = [term for step in steps if (term := cancelled_at(network, step)) is not None]
    spread = {term.figure for term in terms}
    fixed = [step for step in steps if step.time_figure not in spread]
    return Parts(
        fixed=sum(step.milliminutes or 0 for step in fixed),
        terms=(*terms, *missed),
        unspread=sum(step.milliminutes or 0 for step in fixed),
        uncounted=uncounted(network, steps),
    )


def _spread(network: Network, figure: Figure, steps: Sequence[Step]) -> Term:
    """Return the term of a figure; it moves with the component where it is met first."""
    component, middle = steps[0].component, sum(step.milliminutes or 0 for step in steps)
    waits = {} if figure.quantity != HEADWAY else {boarding_name(step): step.milliminutes or 0 for step in steps}
    return Term(
        component=component,
        figure=(figure.element, figure.quantity),
        shape=shape_of(network, figure, middle, len(steps)),
        causes=causes_of(network, figure, component),
        waits=tuple((name, amount / middle) for name, amount in waits.items() if middle),
    )


def shape_of(network: Network, figure: Figure, middle: float, count: int = 1) -> Spread:
    """Return the spread of so many milliminutes, which some steps take by a figure; of a speed that of the time."""
    fitted = network.distributions.get((figure.element, figure.quantity))
    if fitted is not None and figure.value:
        return fitted_shape(fitted, figure.value, float(middle))
    low, high = (figure.value if end is None else end for end in (figure.low, figure.high))
    if not figure.value:
        ends = [float(wait_of(figure, end) or 0) * MILLI * count for end in (low, high)]
    elif figure.quantity == "speed":
        ends = [middle * figure.value / end if end else float(middle) for end in (high, low)]
    else:
        ends = [middle * end / figure.value for end in (low, high)]
    below, above = (end - middle for end in ends)
    return Shape(float(middle), min(below, 0.0), max(above, 0.0), tail_of(figure.quantity))


def causes_of(network: Network, figure: Figure, component: str) -> Loadings:
    """Return what a figure loads on: by ``causes.csv``, else on its component of the journey alone."""
    stated = network.causes_of.of(figure.element, figure.quantity)
    return stated or ((component, 1.0),)


def cancelled_at(network: Network, step: Step) -> Term | None:
    """Return what cancelled departures add at a boarding; None where none are stated, or no headway."""
    share = cancelled_share(network, step)
    every = _headway(network, step) if share else None
    if every is None:
        return None
    middle = minutes_of(every.value, every)
    assert middle is not None
    return Term(
        component=step.component,
        figure=(every.element, every.quantity),
        shape=shape_of(network, every, round(middle * MILLI)),
        causes=causes_of(network, every, step.component),
        missed=boarding_name(step),
        cancelled=share,
    )


def uncounted(network: Network, steps: Sequence[Step]) -> tuple[str, ...]:
    """Return the services boarded whose departures may be cancelled, but of which no headway is known."""
    found = {step.element for step in steps if cancelled_share(network, step) and _headway(network, step) is None}
    return tuple(sorted(found))


def boarding_name(step: Step) -> str:
    """Return the name under which what happens at a boarding is drawn: the service, and where."""
    return f"{step.element}@{step.places[0]}"


def cancelled_share(network: Network, step: Step) -> float:
    """Return the share of the departures of what is boarded that do not run."""
    figure = network.figure(step.element, "cancelled") if step.kind == BOARD else None
    return 0.0 if figure is None else figure.value / 100.0


def _headway(network: Network, step: Step) -> Figure | None:
    """Return the headway of what is boarded: that of the wait, else that of its service or of a stop there."""
    if step.time_figure is not None and step.time_figure[1] == HEADWAY:
        return network.figures[step.time_figure]
    service = network.services_of_all_dates.get(step.element)
    stops = () if service is None else service.stops
    keys = [(f"{step.element}#{stop.seq}", HEADWAY) for stop in stops if stop.place == step.places[0]]
    return first_figure(network, *keys, (step.element, HEADWAY))
