"""Rules about speeds: what running times come to over the way, of links and of the legs of services."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import pairwise

import numpy as np

from networks.errors import Finding
from networks.geo.sphere import great_circle_km
from networks.model.bounds import WORDS, Bound, base_size, bound_of
from networks.model.keys import leg_key
from networks.model.tables import Tables
from networks.rules.geometry import TOLERANCE_KM, chords
from networks.rules.wording import at, ids, number_text, stop_rows

SHORT_KM = 200.0  # on a shorter way stops and borders outweigh the running, so that it may be slow
TIMES = ("h", "d", "min")


def own_speeds(tables: Tables) -> Iterator[Finding]:
    """Yield each link whose own running time gives a speed that its mode cannot have; a warning for an unusual one."""
    links = tables["links"]
    km = np.where(np.isnan(links["length_km"]), chords(tables), links["length_km"])
    with np.errstate(divide="ignore", invalid="ignore"):
        speeds = km / links["hours"]
    for row in np.flatnonzero(~np.isnan(speeds)).tolist():
        bound = bound_of("figures", "speed", links["mode"][row])
        found = _of_speed(bound, float(speeds[row]), float(km[row]), TOLERANCE_KM)
        if bound is not None and found:
            yield at(links, row, "hours", _said(bound, float(speeds[row])), warn=found != "error")


def speeds_of_legs(tables: Tables) -> Iterator[Finding]:
    """Yield each leg whose running time over its path gives a speed that its mode cannot have, or has seldom.

    Where a length is not known, the great circle between the stops is the least that it runs.
    """
    table, figures = tables["figures"], {}
    for row, (element, quantity) in enumerate(zip(table["element"].tolist(), table["quantity"].tolist(), strict=True)):
        if quantity == "running_time":
            figures[element] = row
    if not figures:
        return
    links, services, places = tables["links"], tables["services"], ids(tables, "places")
    lengths = dict(zip(links["id"].tolist(), links["length_km"].tolist(), strict=True))
    modes = dict(zip(services["id"].tolist(), services["mode"].tolist(), strict=True))
    for service, rows in stop_rows(tables).items():
        bound = bound_of("figures", "speed", modes.get(service, ""))
        for before, row in pairwise(rows):
            found = figures.get(leg_key(service, tables["stops"]["seq"][row]))
            if found is not None and bound is not None:
                km = sum(lengths.get(link, math.nan) for link in tables["stops"]["path"][row]) or math.nan
                chord = _chord(tables, places, before, row) if km != km else km
                yield from _of_leg(tables, found, bound, km, chord)


def _of_leg(tables: Tables, row: int, bound: Bound, km: float, at_least: float) -> Iterator[Finding]:
    """Return what is wrong with a running time over `km` (NaN where not known), which is no less than `at_least`."""
    table = tables["figures"]
    unit = table["unit"][row]
    for column in ("value", "low", "high"):
        number = float(table[column][row])
        hours = number * base_size(unit)
        if hours > 0 and at_least == at_least:
            speed = at_least / hours
            found = _of_speed(bound, speed, 0.0 if km != km else km, SHORT_KM)
            if found == "error" or (found and column == "value"):
                slip = _slip(bound, at_least, number, unit)
                text = f"over {number_text(at_least)} km: {_said(bound, speed)}{slip}"
                yield at(table, row, column, text, warn=found != "error")


def _of_speed(bound: Bound | None, speed: float, km: float, short_km: float) -> str:
    """Return "error", "warning" or "" for a speed over a way; on a short one (or one not known) it may be slow."""
    if bound is None:
        return ""
    if speed < bound.least:
        return "error" if km > short_km else ""
    if speed < bound.low:
        return "warning" if km > SHORT_KM else ""
    return bound.breaks(speed)


def _said(bound: Bound, speed: float) -> str:
    """Return what is wrong with a speed that was worked out, so that its unit is no slip."""
    possible = bound.least <= speed <= bound.most
    least, most = (bound.low, bound.high) if possible else (bound.least, bound.most)
    what = "unusual, expected about" if possible else "not possible, expected"
    by = f" by {bound.mode}" if bound.mode else ""
    return f"{number_text(speed)} km/h is {what} {least:g} to {most:g} km/h{by}"


def _slip(bound: Bound, km: float, number: float, unit: str) -> str:
    """Return the other unit of time in which the speed would be usual, as a question."""
    for other in TIMES:
        if other != unit and not bound.breaks(km / (number * base_size(other))):
            return f" ({WORDS[other]}, not {WORDS.get(unit, unit)}?)"
    return ""


def _chord(tables: Tables, places: Mapping[str, int], before: int, row: int) -> float:
    """Return the great circle between two stops in km; NaN where a position is not known."""
    one, other = (places.get(tables["stops"]["place"][stop]) for stop in (before, row))
    if one is None or other is None:
        return math.nan
    lat, lon = tables["places"]["lat"], tables["places"]["lon"]
    return float(great_circle_km(lat[one], lon[one], lat[other], lon[other]))
