"""Where a route runs on the map: the links that its rides run over, and their lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from networks.geo.lines import cut_at_180, line_between
from networks.geo.sphere import Floats, along_great_circles
from networks.network import Network
from routing.steps.step import Step

Line = Floats  # shape (n, 2): degrees east, degrees north

LONGEST_KM = 300.0  # a longer chord gets great-circle points, so that flat maps bend it rightly


@dataclass(frozen=True, slots=True)
class Run:
    """A link run over by a ride, from one place to another; `link` is "" where the ride names none."""

    link: str
    origin: str
    destination: str


def runs(ride: Step) -> Iterator[Run]:
    """Yield what a ride runs over, in order; the chord between its places where it names no links."""
    links = ride.links or ("",) * (len(ride.places) - 1)
    for link, (origin, destination) in zip(links, pairwise(ride.places), strict=True):
        yield Run(link, origin, destination)


def run_line(network: Network, run: Run) -> Line | None:
    """Return the line of a run in the direction of travel, ends included; None where an end has no position."""
    return line_between(network, run.origin, run.destination, run.link)


def map_lines(network: Network, rides: Sequence[Step]) -> list[Line]:
    """Return the lines to draw for consecutive rides: long chords bent, cut at the 180th meridian.

    There is one line if nothing cuts it, and none where no place has a position.
    """
    whole: list[list[Line]] = [[]]
    for line in (run_line(network, run) for ride in rides for run in runs(ride)):
        if line is None:
            whole.append([])
        else:
            whole[-1].append(line)
    joined = [np.concatenate(pieces) for pieces in whole if pieces]
    return [part for line in joined for part in cut_at_180(along_great_circles(line, LONGEST_KM))]
