"""`Speeds`: how fast somebody says that goods move on a graph of ways."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from networks.ways.graph import WayGraph
from networks.ways.marks import GAP, RAIL, SEA, TRANSFER, WAY_MODES
from routing.errors import QuestionError
from routing.question.values import is_positive

KNOT_KMH = 1.852
MILLIMINUTES_PER_H = 60_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Speeds:
    """How fast goods move on a graph of ways, and how long a transfer takes; stated, for nobody else says it.

    Parameters
    ----------
    sea_kn
        Speed at sea in knots (1.852 km/h), stops and waits in it.
    rail_kmh
        Speed by rail in km/h, stops and waits in it; also over gaps that were closed.
    transfer_h
        Hours of each transfer between sea and rail.

    Raises
    ------
    QuestionError
        What is no number above 0 (`transfer_h`: from 0); all problems.

    Examples
    --------
    >>> print(Speeds(sea_kn=16, rail_kmh=40, transfer_h=24))
    16 kn at sea, 40 km/h by rail, 24 h a transfer
    """

    sea_kn: float | None = None
    rail_kmh: float | None = None
    transfer_h: float | None = None

    def __post_init__(self) -> None:
        problems = []
        for name in (one.name for one in fields(self)):
            value = getattr(self, name)
            if value is not None and not is_positive(value) and not (name == "transfer_h" and value == 0):
                least = "from 0" if name == "transfer_h" else "above 0"
                problems.append(f"{name}={value!r}: expected a number {least}")
        if problems:
            raise QuestionError(problems)

    def __str__(self) -> str:
        told = (("sea_kn", "kn at sea"), ("rail_kmh", "km/h by rail"), ("transfer_h", "h a transfer"))
        return ", ".join(f"{getattr(self, name):g} {words}" for name, words in told if getattr(self, name) is not None)

    def missing(self, graph: WayGraph) -> list[str]:
        """Return the speeds that the ways of a graph need and that are not stated."""
        needed = {SEA: "sea_kn", RAIL: "rail_kmh", GAP: "rail_kmh", TRANSFER: "transfer_h"}
        return sorted({needed[mode] for mode in graph.modes if getattr(self, needed[mode]) is None})

    def milliminutes(self, graph: WayGraph) -> NDArray[np.int64]:
        """Return how long each edge of a graph takes, in thousandths of a minute."""
        hours = np.zeros(len(graph.metres))
        for mode, kmh in ((SEA, self.kmh(SEA)), (RAIL, self.rail_kmh), (GAP, self.rail_kmh)):
            mine = graph.mode == WAY_MODES.index(mode)
            hours[mine] = graph.metres[mine] / 1000 / (kmh or np.nan)
        hours[graph.mode == WAY_MODES.index(TRANSFER)] = np.nan if self.transfer_h is None else self.transfer_h
        return np.rint(MILLIMINUTES_PER_H * hours).astype(np.int64)

    def kmh(self, mode: str) -> float | None:
        """Return the speed in km/h of a mode; of a transfer that by rail."""
        if mode != SEA:
            return self.rail_kmh
        return None if self.sea_kn is None else KNOT_KMH * self.sea_kn
