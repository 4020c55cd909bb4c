"""Whether a step touches what a closure speaks of; what nobody can say where it lies may lie in a closed territory."""

from __future__ import annotations

from collections.abc import Iterable

from networks.model.closure import DELAYS, Closure
from networks.model.keys import split_border
from networks.network import Network
from routing.steps.step import Step
from routing.steps.ways import Run, runs

HOLDING = ("closure", *DELAYS)  # kinds that do something to who meets them


def closures_of(network: Network) -> tuple[Closure, ...]:
    """Return the closures, permissions and notices of a network by their ids, made records of once."""
    if not len(network.closures):
        return ()
    rows = network.closures
    return network.worked_out(closures_of, lambda: tuple(sorted(rows.values(), key=lambda closure: closure.id)))


def touches(network: Network, closure: Closure, step: Step) -> bool:
    """Tell whether a step touches the elements of a closure by one of its modes, at one of its places."""
    if closure.modes and step.mode not in closure.modes:
        return False
    if closure.table == "borders":
        return step.is_ride and any(_crosses(network, closure, run) for run in runs(step))
    if closure.at and set(step.places).isdisjoint(closure.at):
        return False
    if closure.table == "places":
        return not set(step.places).isdisjoint(closure.elements)
    if closure.table == "links":
        return not {*step.links, step.element}.isdisjoint(closure.elements)
    if closure.table == "services":
        return step.element in closure.elements
    return not step.territories.isdisjoint(closure.elements) or lies_nowhere(network, step)


def lies_nowhere(network: Network, step: Step) -> bool:
    """Tell whether nobody can say of a part of a step in which territory it lies."""
    return (
        (step.is_ride and not step.links)
        or any(not network.places[place].country for place in step.places)
        or any(not network.links[link].territories for link in step.links)
    )


def _crosses(network: Network, closure: Closure, run: Run) -> bool:
    """Tell whether a run crosses a border of a closure, or nobody can say."""
    if closure.at and {run.origin, run.destination}.isdisjoint(closure.at):
        return False
    return crosses_any(network, closure.elements, run)


def crosses_any(network: Network, borders: Iterable[str], run: Run) -> bool:
    """Tell whether a run crosses one of some borders, or nobody can say."""
    link = network.links[run.link] if run.link else None
    if link is None or not link.territories:
        return True
    begin, end = (network.places[place].country for place in (run.origin, run.destination))
    entered = {begin, end, *link.territories} - ({*link.in_transit} - {begin, end})  # passed without a stop is no entry
    return any(_is_crossed(border, entered, begin, end) for border in borders)


def _is_crossed(border: str, entered: set[str], begin: str, end: str) -> bool:
    """Tell whether a way that enters some territories crosses a border, in the direction that is meant.

    From X into Y does not go what begins in Y or ends in X, unless it begins and ends in one territory: then it enters
    the other one and comes back.
    """
    found = split_border(border)
    if found is None or not entered.issuperset(found[:2]):
        return False
    one, other, both_ways = found
    return both_ways or begin == end or not (begin == other or end == one)
