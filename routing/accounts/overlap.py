"""How much of one route another repeats: a sum over arcs, so that the searches can hold it below a limit.

The parts of a route are the passages of its rides over links, by whatever service (``distinct="corridor"``), or by
that service (``"service"``). A part weighs its length in millimetres, or the milliminutes that the *earlier* route
spends there (those of a ride over several links are split by their lengths; of several passages the mean counts).
Then

    share(later, earlier) = (weight of the later route's passages over parts of the earlier)
                          / (weight of all passages of the earlier).

The weights are the earlier route's alone, so each arc has one, and a share is the sum of the arcs' weights over a
constant. A part that the later route passes twice counts twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from networks.network import Network
from routing.amounts.rounding import exact, half_even
from routing.amounts.units import KM
from routing.compiling.arc_table import ArcTable
from routing.steps.step import Step

Part = tuple[str, str]  # (service or "", link)
Ints = NDArray[np.int64]
_NONE: Ints = np.empty(0, dtype=np.int64)


def parts_of(step: Step, distinct: str) -> tuple[Part, ...]:
    """Return the parts that a step passes, in order; a ride without links is one part between its two places."""
    if not step.is_ride:
        return ()
    service = step.element if distinct == "service" else ""
    return tuple((service, link) for link in step.links or (f"{step.places[0]}>{step.places[-1]}",))


def part_weights(network: Network, steps: Iterable[Step], shared_by: str, distinct: str) -> tuple[dict[Part, int], int]:
    """Return the weight of each part of a route, and of the whole route, in millimetres or milliminutes.

    A route all of whose parts weigh nothing is weighed by the number of its passages instead.
    """
    amounts: dict[Part, list[Fraction]] = {}
    for step in steps:
        parts = parts_of(step, distinct)
        for part, amount in zip(parts, _amounts(network, step, shared_by), strict=True):
            amounts.setdefault(part, []).append(amount)
    weights = {part: half_even(sum(found, Fraction(0)) / len(found)) for part, found in amounts.items()}
    if not any(weights.values()):
        weights = dict.fromkeys(weights, 1)
    return weights, sum(weights[part] * len(found) for part, found in amounts.items())


def arc_weights(table: ArcTable, weights: dict[Part, int], distinct: str) -> Ints:
    """Return per arc of an expansion the weight of what it repeats; only arcs that touch a part are looked at."""
    arcs, by_link, by_place = table.expansion.arcs, table.arcs_of("link"), table.arcs_of("place")
    found = np.zeros(len(arcs), dtype=np.int64)
    for _, name in weights:
        here, between, _ = name.partition(">")  # a ride without links is named by its two places
        near = by_place.get(here, _NONE) if between else _NONE
        for row in (*by_link.get(name, _NONE).tolist(), *near.tolist()):
            found[row] = _repeated(arcs[row].step, weights, distinct)
    return found


def shared_weight(steps: Iterable[Step], weights: dict[Part, int], distinct: str) -> int:
    """Return the weight of what a route repeats of another."""
    return sum(_repeated(step, weights, distinct) for step in steps)


def _repeated(step: Step, weights: dict[Part, int], distinct: str) -> int:
    return sum(weights.get(part, 0) for part in parts_of(step, distinct))


def _amounts(network: Network, step: Step, shared_by: str) -> list[Fraction]:
    """Return the millimetres or milliminutes of each part of a step; nothing for a step that is no ride."""
    if not step.is_ride:
        return []
    lengths = [network.links[link].length_km for link in step.links] or [0.0]
    millimetres = [Fraction(half_even(exact(length or 0.0) * KM)) for length in lengths]
    if shared_by == "km":
        return millimetres
    whole = sum(millimetres)
    milliminutes = step.milliminutes or 0
    return [milliminutes * (part / whole if whole else Fraction(1, len(millimetres))) for part in millimetres]
