"""``frequencies.txt``: trips that depart again and again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from networks.readers.gtfs_cells import NO_TIME, one_of, time_of, time_text, whole_of
from networks.readers.sheets import Cells


@dataclass(frozen=True, slots=True)
class Repeat:
    """A span in which a trip departs every so many seconds, its first and last departure included.

    `exact`: at these very times; else only that often.
    """

    first: int
    last: int
    every: int
    exact: bool

    def put_off(self, seconds: int) -> Repeat:
        """Return the span so many seconds later."""
        return Repeat(self.first + seconds, self.last + seconds, self.every, self.exact)


def repeats_of(cells: Cells, numbers: Mapping[str, int]) -> dict[int, list[Repeat]]:
    """Return the spans of each trip (by number) that has any, with findings about them."""
    trips = cells.ids("trip_id")
    cells.refer("trip_id", numbers, "trip")
    begins, ends = (cells.parsed(name, time_of, NO_TIME) for name in ("start_time", "end_time"))
    every, exact = cells.parsed("headway_secs", whole_of, 0), cells.parsed("exact_times", one_of((0, 1)), 0)
    sound = [row for row in range(len(trips)) if row not in cells.bad]
    empty = [row for row in sound if ends[row] <= begins[row]]
    cells.tell("end_time", {row: f"expected a time after start_time, {time_text(begins[row])}" for row in empty})
    cells.tell("headway_secs", {row: "expected a number above 0" for row in sound if not every[row]})
    found: dict[int, list[Repeat]] = {}
    overlapping: dict[int, str] = {}
    for row in sorted((row for row in sound if row not in cells.bad), key=lambda row: begins[row]):
        spans = found.setdefault(numbers[trips[row]], [])
        if spans and begins[row] <= spans[-1].last:
            overlapping[row] = f"the span overlaps another one of this trip, to {time_text(spans[-1].last)}"
        last = begins[row] + (ends[row] - 1 - begins[row]) // every[row] * every[row]
        spans.append(Repeat(begins[row], last, every[row], bool(exact[row])))
    cells.tell("start_time", overlapping)
    return found
