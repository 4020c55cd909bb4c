"""What a box, a wagon and a shipment may weigh: the one table of it, and what is wrong with a weight.

A box: 30.48 t gross by ISO 668 (rating of 1CC, 1AA and 1EEE until 2016; newer boxes may bear up to 36 t, which few
lorries, cranes and wagons do). Its payload is that less what an empty one weighs, about 2.3 t of 20 ft, 3.8 and as a
high cube 4 t of 40 ft, 4.8 t of 45 ft, 3.1 and 4.7 t of reefers. On the road 40 t in all is a common limit, of which a
lorry takes about 13 t, so that 27 t are left for the box and what is in it.
A wagon of four axles on 1520 mm takes about 70 t, on 1435 mm less.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple


class Box(NamedTuple):
    """A size of container: TEU, tonnes of it (gross at most, of goods at most, of goods by most roads), what it asks.

    Of `asks` are the classes of ``goods.csv`` that whatever is in it has: a reefer is cooled, a tall box a high cube.
    """

    teu: int
    gross_t: float
    payload_t: float
    road_t: float
    asks: frozenset[str] = frozenset()

    @property
    def empty_t(self) -> float:
        """Return about what an empty one weighs in t."""
        return round(self.gross_t - self.payload_t, 2)


TALL, COOLED = frozenset({"high-cube"}), frozenset({"cooled"})
BOXES = {
    "20ft": Box(teu=1, gross_t=30.48, payload_t=28.2, road_t=24.7),
    "40ft": Box(teu=2, gross_t=30.48, payload_t=26.7, road_t=23.2),
    "40hc": Box(teu=2, gross_t=30.48, payload_t=26.5, road_t=23.0, asks=TALL),
    "45ft": Box(teu=2, gross_t=30.48, payload_t=25.7, road_t=22.2, asks=TALL),
    "20rf": Box(teu=1, gross_t=30.48, payload_t=27.4, road_t=23.9, asks=COOLED),
    "40rf": Box(teu=2, gross_t=30.48, payload_t=25.8, road_t=22.3, asks=COOLED | TALL),
}
WAGON_T = 70.0  # of goods in one wagon
MOST_BOXES = 1_000_000  # forty of the largest ships
MOST_T = {"wagon": 40_000.0, "bulk": 400_000.0}  # the heaviest ore trains, the largest bulk carriers


def overweight(tonnes: float, containers: int, size: str) -> Iterator[str]:
    """Yield what is wrong with a weight in containers, if it is more than they may weigh.

    Examples
    --------
    >>> list(overweight(300, 1, "20ft"))
    ['300 t in 1 x 20ft: a box may weigh at most 30.48 t gross (ISO 668), so it takes at least 11 of them; kg, not t?']
    >>> list(overweight(56, 2, "20ft"))
    []
    """
    box = BOXES[size]
    if tonnes > box.gross_t * containers:
        needed = math.ceil(tonnes / box.payload_t)
        slip = "; kg, not t?" if tonnes > 5 * box.gross_t * containers else ""
        yield (
            f"{_told(tonnes)} t in {containers:,} x {size}: a box may weigh at most {box.gross_t:g} t gross (ISO 668), "
            f"so it takes at least {needed:,} of them{slip}"
        )


def _told(tonnes: float) -> str:
    return f"{tonnes:,.2f}".rstrip("0").rstrip(".")


def beyond_any(tonnes: float, load: str) -> Iterator[str]:
    """Yield what is wrong with the weight of a load that is no container, if nothing carries as much at once."""
    if load in MOST_T and tonnes > MOST_T[load]:
        what = "train" if load == "wagon" else "ship"
        yield f"tonnes={tonnes!r}: no {what} takes more than {MOST_T[load]:,.0f} t; kg, not t?"
