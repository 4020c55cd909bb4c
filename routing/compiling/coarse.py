"""Rides so short, cheap or clean that the thousandths in which sums are counted are coarse: told, with how far.

Each step is rounded once, by half a thousandth at most, and no total is off by a larger share than the worst of its
steps. So that share bounds the error of every total and of the choice between routes, and where it is more than a part
in a thousand the answer says so. Rides over links with figures of their own are held against those exactly; what a
service does is reckoned to be off by the whole half.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import compress
from typing import NamedTuple

import numpy as np

from networks.model.distinct import combined
from networks.network import Network
from routing.amounts.rounding import exact
from routing.amounts.units import HOUR, KG, KM, USD
from routing.answer_warning import ROUNDED, AnswerWarning
from routing.compiling.arcs import some_of
from routing.compiling.bundle import Bundle, Ints
from routing.compiling.expansion import Expansion
from routing.compiling.link_columns import link_rows
from routing.question.measures import CO2E, COST, DISTANCE, MEASURES, TIME, Measure
from routing.steps.kinds import RIDE

TOLD_ABOVE = Fraction(1, 1000)
SMALL = 500  # thousandths: what is larger is off by less than that
SHORT_KM = 1.0  # no ride over a longer link is small, by any figure within reason
EPSILON = 1e-9  # by more than that no float is off here
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
    found = {}
    for measure in MEASURES:
        worst = [one for bundle in expansion.arcs.of_bundles() for one in _off(expansion.network, measure, bundle)]
        if worst:
            found[measure] = _Coarse(tuple(sorted({one.element for one in worst})), max(one.off for one in worst))
    return found


def _off(network: Network, measure: Measure, bundle: Bundle) -> Iterator[_Off]:
    """Yield the rides of a bundle that are off by too large a share."""
    values, missing = bundle.amounts(measure.column)
    kinds, arc, kind = bundle.named("kind")
    small = np.zeros(len(bundle), dtype=np.bool_)
    small[arc[np.array([one == RIDE for one in kinds], dtype=np.bool_)[kind]]] = True
    small &= np.asarray(~missing & (values < SMALL), dtype=np.bool_)
    if not small.any():
        return
    names, arc, name = bundle.named("element")
    chosen = small[arc]
    name, counted = name[chosen], values[arc[chosen]].astype(np.int64)
    first, _ = combined(name, counted)
    elements, counted = [names[number] for number in name[first].tolist()], counted[first]
    rows = link_rows(network, elements)
    by_link = rows >= 0
    yield from _by_link(network, measure, rows[by_link], counted[by_link])
    yield from _by_service(measure, zip(compress(elements, ~by_link), counted[~by_link].tolist(), strict=True))


class _Off(NamedTuple):
    """By what share a ride is off at most; `off` is 0 where another one is off by more for sure."""

    element: str
    off: Fraction


def _by_service(measure: Measure, rides: Iterable[tuple[str, int]]) -> Iterator[_Off]:
    """Yield the rides of services, all of which are reckoned to be off by the whole half."""
    for name, counted in rides:
        if counted:
            yield _Off(name, Fraction(1, 2 * counted))
        elif measure in (TIME, DISTANCE):  # a price of nothing is one; a ride in no time or over no km is not
            yield _Off(name, Fraction(1))


def _by_link(network: Network, measure: Measure, rows: Ints, counted: Ints) -> Iterator[_Off]:
    """Yield the rides over links that are off by too large a share of their own figures.

    Floats tell it of most; the largest share, and those at the limit, are reckoned exactly.
    """
    links, (column, factor) = network.tables["links"], OWN[measure]
    own = links[column][rows]
    rows, counted, own = (cells[own > 0] for cells in (rows, counted, own))
    share = np.abs(counted - own * factor) / (own * factor)
    limit, most = float(TOLD_ABOVE), share.max(initial=0.0) * (1 - EPSILON)
    for number in np.flatnonzero(share > limit * (1 - EPSILON)).tolist():
        off = Fraction(0)
        if share[number] >= most or share[number] < limit * (1 + EPSILON):
            exactly = exact(float(own[number])) * factor
            off = abs(int(counted[number]) - exactly) / exactly
        if off > TOLD_ABOVE or not off:
            yield _Off(links["id"][rows[number]], off)


def _warning(measure: Measure, rides: _Coarse) -> AnswerWarning:
    what = measure.lacking.removeprefix("an ").removeprefix("a ")
    count = f"{len(rides.elements)} rides" if len(rides.elements) > 1 else "1 ride"
    words = (
        f"thousandths are coarse for the {what} of {count} ({some_of(list(rides.elements), 3)}): "
        f"their sums, and so the choice, may be off by {float(100 * rides.most):.2g} %"
    )
    return AnswerWarning(ROUNDED, words, rides.elements, "join short links, or give the network larger units")
