"""Which links at sea run through the 12-mile waters of a territory, by their way-points."""

from __future__ import annotations

import weakref
from dataclasses import dataclass
from typing import TYPE_CHECKING

from networks.geo.borders import clearance_km
from networks.geo.lines import is_surveyed, line_between
from networks.geo.sphere import Floats

if TYPE_CHECKING:
    from networks.network import Network

TERRITORIAL_SEA_KM = 12 * 1.852  # United Nations Convention on the Law of the Sea, article 3
AFLOAT = ("sea", "ferry")


@dataclass(frozen=True, slots=True)
class Waters:
    """Links at sea by what their way-points say of a territory's 12-mile waters.

    Attributes
    ----------
    within
        Links that come within 12 nautical miles of its coast, those that end there included.
    unknown
        Links without way-points or without positions: nobody can say.
    """

    within: frozenset[str]
    unknown: frozenset[str]


_KNOWN: weakref.WeakKeyDictionary[Network, dict[str, Waters]] = weakref.WeakKeyDictionary()


def territorial_waters(network: Network, code: str) -> Waters:
    """Return the links at sea that touch the 12-mile waters of a territory, and those of which that is unknown.

    The coast is that of Natural Earth 1:10m, not the baseline of the law of the sea, which lies further out
    where a state has drawn straight baselines; so a link just outside may be inside by the law.

    Parameters
    ----------
    code
        ISO 3166-1 alpha-2 code; only itself is meant.
    """
    known = _KNOWN.setdefault(network, {})
    if code not in known:
        known[code] = _found(network, code)
    return known[code]


def _found(network: Network, code: str) -> Waters:
    within, unknown = set(), set()
    for link in network.links.values():
        if link.mode not in AFLOAT:
            continue
        line = line_between(network, link.tail, link.head, link.id)
        if code in link.territories or any(network.places[place].country == code for place in (link.tail, link.head)):
            within.add(link.id)
        elif line is None or not is_surveyed(network, link.id):
            unknown.add(link.id)
        elif _comes_near(line, code):
            within.add(link.id)
    return Waters(frozenset(within), frozenset(unknown))


def _comes_near(line: Floats, code: str) -> bool:
    try:
        return clearance_km(line, code).distance_km <= TERRITORIAL_SEA_KM
    except KeyError:  # a territory that has no land of its own on the map
        return False
