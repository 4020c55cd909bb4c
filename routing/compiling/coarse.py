"""Rides so short, cheap or clean that the thousandths in which sums are counted are coarse: told, with how far.

Each step is rounded once, by half a thousandth at most, and no total is off by a larger share than the worst of its
steps. So that share bounds the error of every total and of the choice between routes, and where it is more than a part
in a thousand the answer says so. Rides over links with figures of their own are held against those exactly; what a
service does is reckoned to be off by the whole half.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from networks.model.elements import Link
from networks.network import Network
from routing.amounts.rounding import exact
from routing.amounts.units import HOUR, KG, KM, USD
from routing.answer_warning import ROUNDED, AnswerWarning
from routing.compiling.arcs import some_of
from routing.compiling.expansion import Expansion
from routing.question.measures import CO2E, COST, DISTANCE, MEASURES, TIME, Measure
from routing.steps.step import Step

TOLD_ABOVE = Fraction(1, 1000)
SMALL = 500  # thousandths: what is larger is off by less than that
SHORT_KM = 1.0  # no ride over a longer link is small, by any figure within reason
OWN = {TIME: ("hours", HOUR), COST: ("usd", USD), CO2E: ("kg_co2e", KG), DISTANCE: ("length_km", KM)}


class _Coarse(NamedTuple):
    """Rides that are off by more than is passed over in silence, and the largest share."""

    elements: tuple[str, ...]
    most: Fraction


def coarse(expansion: Expansion) -> tuple[AnswerWarning, ...]:
    """Return a warning for each measure of which some rides are too small to be counted well."""
    network = expansion.network
    if not network.worked_out(_has_short_links, lambda: _has_short_links(network)):
        return ()
    found = network.worked_out((coarse, expansion.load, expansion.scope), lambda: _looked_for(expansion))
    return tuple(_warning(measure, rides) for measure, rides in found.items())


def _has_short_links(network: Network) -> bool:
    links = network.tables["links"]
    least = {"length_km": SHORT_KM, "hours": SMALL / HOUR, "usd": SMALL / USD, "kg_co2e": SMALL / KG}
    return any(bool(np.any((links[name] > 0) & (links[name] < bound))) for name, bound in least.items())


def _looked_for(expansion: Expansion) -> dict[Measure, _Coarse]:
    rides = {arc.step for arc in expansion.arcs if arc.step.is_ride}
    found = {}
    for measure in MEASURES:
        off = {step: _share(expansion.network, measure, step) for step in rides}
        worst = {step.element for step, share in off.items() if share > TOLD_ABOVE}
        if worst:
            found[measure] = _Coarse(tuple(sorted(worst)), max(off.values()))
    return found


def _share(network: Network, measure: Measure, step: Step) -> Fraction:
    """Return the most that a ride may be off by in a measure, as a share of what it exactly is."""
    counted = getattr(step, measure.column)
    if counted is None or counted >= SMALL:
        return Fraction(0)
    link = network.links.get(step.element)
    if link is not None:
        return max(_own_share(link, measure, counted), default=Fraction(0))
    if counted == 0:  # a price of nothing is one; a ride in no time or over no km is not
        return Fraction(measure in (TIME, DISTANCE))
    return Fraction(1, 2 * counted)


def _own_share(link: Link, measure: Measure, counted: int) -> Iterator[Fraction]:
    column, factor = OWN[measure]
    value = getattr(link, column)
    if value:
        exactly = exact(value) * factor
        yield abs(counted - exactly) / exactly


def _warning(measure: Measure, rides: _Coarse) -> AnswerWarning:
    what = measure.lacking.removeprefix("an ").removeprefix("a ")
    count = f"{len(rides.elements)} rides" if len(rides.elements) > 1 else "1 ride"
    words = (
        f"thousandths are coarse for the {what} of {count} ({some_of(list(rides.elements), 3)}): "
        f"their sums, and so the choice, may be off by {float(100 * rides.most):.2g} %"
    )
    return AnswerWarning(ROUNDED, words, rides.elements, "join short links, or give the network larger units")
