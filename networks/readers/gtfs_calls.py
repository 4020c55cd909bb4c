"""``stop_times.txt``: when each trip arrives at its stops and leaves them, as columns of whole seconds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from networks.errors import Finding
from networks.geo.sphere import great_circle_km
from networks.readers.gtfs_cells import NO_TIME, one_of, time_of, time_text, whole_of
from networks.readers.sheets import Cells, distance_of

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
NOT_HERE = 1  # of pickup_type and drop_off_type


def _ints() -> Ints:
    return np.empty(0, np.int64)


def _bools() -> Bools:
    return np.empty(0, np.bool_)


@dataclass
class Calls:
    """Calls of trips at places, trip by trip in the order of travel.

    Attributes
    ----------
    trip, place : int64, shape (n,)
        Numbers.
    arrival, departure : int64, shape (n,)
        Seconds from the beginning of the service day.
    board, alight, guessed, about : bool, shape (n,)
        Whether one may get on and off there, whether the times were interpolated, and whether they are approximate.
    line : int64, shape (n,)
        Line of the file.
    """

    trip: Ints = field(default_factory=_ints)
    place: Ints = field(default_factory=_ints)
    arrival: Ints = field(default_factory=_ints)
    departure: Ints = field(default_factory=_ints)
    board: Bools = field(default_factory=_bools)
    alight: Bools = field(default_factory=_bools)
    guessed: Bools = field(default_factory=_bools)
    about: Bools = field(default_factory=_bools)
    line: Ints = field(default_factory=_ints)

    def __len__(self) -> int:
        return len(self.trip)

    def of(self, rows: Ints | Bools) -> Calls:
        """Return some of the calls."""
        return Calls(**{name: values[rows] for name, values in vars(self).items()})


def calls_of(
    cells: Cells,
    numbers: Mapping[str, int],
    node_of: Mapping[str, int],
    kinds: Mapping[str, int],
    positions: Sequence[tuple[float, float]],
) -> Calls:
    """Return the calls of a feed, with findings about them; those of trips with anything wrong are left out.

    A time that is not stated lies between those before and after it in proportion to the way: to
    ``shape_dist_traveled`` where that grows, else to the great circles from stop to stop.

    Parameters
    ----------
    numbers, node_of, kinds
        Number of each trip; number of the place and kind (``location_type``) of each stop.
    positions
        Degrees north and east of each place.
    """
    trip, place = _references(cells, numbers, node_of, kinds)
    sequence = _whole(cells.parsed("stop_sequence", whole_of, -1))
    stated = (_whole(cells.parsed(name, time_of, NO_TIME)) for name in ("arrival_time", "departure_time"))
    arrival, departure = _both(*stated)
    board, alight = _allowed(cells)
    about = _whole(cells.parsed("timepoint", one_of((0, 1)), 1)) == 0
    shape = np.array(cells.parsed("shape_dist_traveled", distance_of, np.nan), np.float64)
    order = np.lexsort((sequence, trip))
    order = order[(trip[order] >= 0) & (sequence[order] >= 0)]
    sound = _of_sound_trips(cells, order, trip)
    _check_order(cells, order, trip, sequence)
    _check_times(cells, order, trip, arrival, departure)
    _check_ends(cells, sound, trip, arrival)
    order = _of_sound_trips(cells, sound, trip)
    calls = Calls(trip, place, arrival, departure, board, alight, arrival < 0, about, _whole(cells.sheet.lines)).of(
        order
    )
    if calls.guessed.any():
        _interpolate(calls, shape[order], np.array(positions, np.float64).reshape(-1, 2))
        told = f"{int(calls.guessed.sum())} times are not stated and are interpolated by the way between those that are"
        cells.findings.append(Finding(cells.sheet.file, 0, "arrival_time", "", told, "warning", "made"))
    return calls


def _whole(values: Sequence[int]) -> Ints:
    return np.array(values, np.int64)


def _references(
    cells: Cells, numbers: Mapping[str, int], node_of: Mapping[str, int], kinds: Mapping[str, int]
) -> tuple[Ints, Ints]:
    """Return the numbers of trip and place of each row, -1 where there is none, which is told."""
    trips, stops = cells.ids("trip_id"), cells.ids("stop_id")
    cells.refer("trip_id", numbers, "trip")
    cells.refer("stop_id", kinds, "stop")
    told = "a stop is required here"
    if any(map(any, (cells.texts("location_id"), cells.texts("location_group_id")))):
        told += ": vehicles on demand are not read"
    cells.tell("stop_id", {row: told for row, stop in enumerate(stops) if not stop})
    wrong = {row: "expected a stop (location_type 0)" for row, stop in enumerate(stops) if kinds.get(stop, 0) != 0}
    cells.tell("stop_id", wrong)
    return _whole([numbers.get(one, -1) for one in trips]), _whole([node_of.get(one, -1) for one in stops])


def _both(arrival: Ints, departure: Ints) -> tuple[Ints, Ints]:
    """Return arrivals and departures, of which one stands for both where the other is not stated."""
    return np.where(arrival < 0, departure, arrival), np.where(departure < 0, arrival, departure)


def _allowed(cells: Cells) -> tuple[Bools, Bools]:
    """Return where one may get on and off."""
    pickup, drop_off = (_whole(cells.parsed(name, one_of(range(4)), 0)) for name in ("pickup_type", "drop_off_type"))
    if on_call := int(((pickup > NOT_HERE) | (drop_off > NOT_HERE)).sum()):
        told = f"{on_call} stops are called at only where that is arranged before: read as stops"
        cells.findings.append(Finding(cells.sheet.file, 0, "pickup_type", "", told, "warning", "made"))
    return pickup != NOT_HERE, drop_off != NOT_HERE


def _of_sound_trips(cells: Cells, order: Ints, trip: Ints) -> Ints:
    """Return those rows whose trip has no row with a cell that cannot be used."""
    bad = np.zeros(len(trip), np.bool_)
    bad[list(cells.bad)] = True
    return order[~np.isin(trip[order], trip[bad])]


def _check_order(cells: Cells, order: Ints, trip: Ints, sequence: Ints) -> None:
    """Tell stops of one trip that bear one number."""
    before, row = order[:-1], order[1:]
    again = (trip[before] == trip[row]) & (sequence[before] == sequence[row])
    told = {
        int(second): f"expected each number once in a trip; it stands in line {cells.sheet.lines[first]} already"
        for first, second in zip(before[again], row[again], strict=True)
    }
    cells.tell("stop_sequence", told)


def _check_ends(cells: Cells, order: Ints, trip: Ints, arrival: Ints) -> None:
    """Tell trips whose first or last stop has no time."""
    change = trip[order[:-1]] != trip[order[1:]]
    ends = np.concatenate((order[:1], order[1:][change], order[:-1][change], order[-1:]))
    without = np.unique(ends[arrival[ends] < 0])
    cells.tell("arrival_time", dict.fromkeys(without.tolist(), "the first and the last stop of a trip need a time"))


def _check_times(cells: Cells, order: Ints, trip: Ints, arrival: Ints, departure: Ints) -> None:
    """Tell where a trip leaves a stop before it arrives there, or arrives before it left the stop before."""
    early = order[departure[order] < arrival[order]]
    told = {int(row): f"the trip leaves before it arrives, at {time_text(int(arrival[row]))}" for row in early}
    cells.tell("departure_time", told)
    timed = order[arrival[order] >= 0]
    before, row = timed[:-1], timed[1:]
    back = (trip[before] == trip[row]) & (arrival[row] < departure[before])
    told = {
        int(second): f"the trip arrives before it leaves the stop before, at {time_text(int(departure[first]))}"
        f" (line {cells.sheet.lines[first]})"
        for first, second in zip(before[back], row[back], strict=True)
    }
    cells.tell("arrival_time", told)


def _interpolate(calls: Calls, shape: NDArray[np.float64], positions: NDArray[np.float64]) -> None:
    """Fill in the times that are not stated."""
    lat, lon = positions[calls.place].T
    steps = great_circle_km(lat[:-1], lon[:-1], lat[1:], lon[1:])
    flown = np.concatenate(([0.0], np.cumsum(steps)))
    for first, after in _gaps(calls.guessed):
        way = shape[first - 1 : after + 1]
        if np.isnan(way).any() or (np.diff(way) < 0).any() or way[-1] <= way[0]:
            way = flown[first - 1 : after + 1]
        length = way[-1] - way[0]
        share = (way[1:-1] - way[0]) / length if length > 0 else np.arange(1, len(way) - 1) / (len(way) - 1)
        begin, end = int(calls.departure[first - 1]), int(calls.arrival[after])
        calls.arrival[first:after] = calls.departure[first:after] = begin + np.rint(share * (end - begin))


def _gaps(guessed: Bools) -> list[tuple[int, int]]:
    """Return where stretches without times begin, and where the first time after each stands."""
    edges = np.diff(guessed.astype(np.int64))
    return list(zip((np.flatnonzero(edges == 1) + 1).tolist(), (np.flatnonzero(edges == -1) + 1).tolist(), strict=True))
