"""The tables of a GTFS feed that are read, their columns, and modes by the type of a route."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Form:
    """A table of GTFS: the columns that it must have, and those that are read where they are there."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    always: bool = True  # whether the file must be there

    @property
    def known(self) -> tuple[str, ...]:
        """Return every column that is read."""
        return self.required + self.optional


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


WEEKDAYS = _words("monday tuesday wednesday thursday friday saturday sunday")
FORMS = {
    "agency.txt": Form(("agency_timezone",), _words("agency_id agency_name agency_url")),
    "stops.txt": Form(
        _words("stop_id stop_lat stop_lon"), _words("stop_name location_type parent_station stop_timezone")
    ),
    "routes.txt": Form(_words("route_id route_type"), _words("agency_id route_short_name route_long_name")),
    "trips.txt": Form(_words("route_id service_id trip_id"), ("block_id",)),
    "stop_times.txt": Form(
        _words("trip_id arrival_time departure_time stop_id stop_sequence"),
        _words("pickup_type drop_off_type timepoint shape_dist_traveled location_id location_group_id"),
    ),
    "calendar.txt": Form(("service_id", *WEEKDAYS, "start_date", "end_date"), always=False),
    "calendar_dates.txt": Form(_words("service_id date exception_type"), always=False),
    "frequencies.txt": Form(_words("trip_id start_time end_time headway_secs"), ("exact_times",), always=False),
    "transfers.txt": Form(
        _words("from_stop_id to_stop_id transfer_type"),
        _words("min_transfer_time from_route_id to_route_id from_trip_id to_trip_id"),
        always=False,
    ),
    "feed_info.txt": Form((), _words("feed_publisher_name feed_version feed_start_date"), always=False),
}
CALENDARS = ("calendar.txt", "calendar_dates.txt")  # one of them must be there

_BASIC = {0: "rail", 1: "rail", 2: "rail", 3: "road", 4: "ferry", 5: "rail", 6: "", 7: "rail", 11: "road", 12: "rail"}
# Hundreds of the extended types, which many feeds use. Of 1300 and 1400 (lifts, funiculars) the latter run on rails.
_EXTENDED = {1: "rail", 2: "road", 3: "rail", 4: "rail", 5: "rail", 6: "rail", 7: "road", 8: "road", 9: "rail"}
_EXTENDED |= {10: "ferry", 11: "air", 12: "ferry", 13: "", 14: "rail", 15: "road"}


def mode_of(text: str) -> str:
    """Return the mode of a type of route, "" of a lift on cables; raise ValueError of any other number.

    Examples
    --------
    >>> mode_of("4"), mode_of("2"), mode_of("1100")
    ('ferry', 'rail', 'air')
    """
    if not text.isascii() or not text.isdigit() or len(text) > 4:
        raise ValueError("expected a type of route such as 2 (rail), 3 (bus) or 4 (ferry)")
    number = int(text)
    mode = _BASIC.get(number) if number < 100 else _EXTENDED.get(number // 100)
    if mode is None:
        raise ValueError("no type of route has this number; expected one such as 2 (rail), 3 (bus) or 4 (ferry)")
    return mode
