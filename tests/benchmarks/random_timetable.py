"""A timetable made up from a seed: trips from stop to stop through a day; nothing of it exists."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
DAY = 86_400  # seconds
MIN_CHANGE = 120


class Columns(NamedTuple):
    """The rows of a timetable, in no order, in seconds."""

    departure: Ints
    arrival: Ints
    tail: Ints
    head: Ints
    trip: Ints


def random_timetable(seed: int, stops: int = 2000, trips: int = 5000, hops: int = 20) -> Columns:
    """Return trips that begin at any second of a day, ride 1 to 20 minutes a hop and stand for 30 to 120 seconds."""
    random = np.random.default_rng(seed)
    path = random.integers(0, stops, (trips, hops + 1))
    stands, rides = random.integers(30, 120, (trips, hops)), random.integers(60, 1200, (trips, hops))
    arrival = random.integers(0, DAY, (trips, 1)) + np.cumsum(stands + rides, axis=1)
    columns = arrival - rides, arrival, path[:, :-1], path[:, 1:], np.repeat(np.arange(trips)[:, None], hops, axis=1)
    mixed = random.permutation(trips * hops)
    return Columns(*(np.ascontiguousarray(column.ravel()[mixed], np.int64) for column in columns))


def turned(timetable: Columns) -> tuple[Columns, int]:
    """Return a timetable as who looks back from its end sees it, and that end."""
    departure, arrival, tail, head, trip = timetable
    end = int(arrival.max())
    return Columns(end - arrival, end - departure, head, tail, trip), end
