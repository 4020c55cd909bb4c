"""Rules about speeds: what running times come to over the way, of links, of the legs of lines and in areas."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from networks.errors import Finding
from networks.geo.sphere import great_circle_km
from networks.model.bounds import TIMETABLED, WORDS, Bound, base_size, bound_of
from networks.model.keys import leg_key
from networks.model.no_time import NO_TIME_H
from networks.model.tables import Tables
from networks.rules.geometry import TOLERANCE_KM, chords
from networks.rules.wording import at, ids, number_text, stop_rows

SHORT_KM = 200.0  # on a shorter way stops and borders outweigh the running, so that it may be slow
STOPPED_H = 24.0  # but not for days: so long a short way may stand still and is still no slip
TIMES = ("h", "d", "min")
MINUTE_H = 1 / 60  # to which a timetable in seconds is often true only


def own_speeds(tables: Tables) -> Iterator[Finding]:
    """Yield each link whose own running time gives a speed that its mode cannot have; a warning for an unusual one.

    A connector, which states that it takes next to no time, has no speed.
    """
    links = tables["links"]
    km = np.where(np.isnan(links["length_km"]), chords(tables), links["length_km"])
    with np.errstate(divide="ignore", invalid="ignore"):
        speeds = np.where(links["hours"] > NO_TIME_H, km / links["hours"], np.nan)
    modes = links.distinct("mode")
    bounds = [bound_of("figures", "speed", mode) for mode in modes.values]
    slow = [-math.inf if bound is None else max(bound.least, bound.low) for bound in bounds]
    fast = [math.inf if bound is None else min(bound.most, bound.high) for bound in bounds]
    odd = (speeds < modes.mapped(np.array(slow))) | (speeds > modes.mapped(np.array(fast)))
    for row in np.flatnonzero(odd).tolist():
        bound = bounds[modes.of_row[row]]
        found = _of_speed(bound, float(km[row]), float(links["hours"][row]), TOLERANCE_KM)
        if bound is not None and found:
            yield at(links, row, "hours", _said(bound, float(speeds[row]), found), warn=found != "error")


def speeds_of_legs(tables: Tables) -> Iterator[Finding]:
    """Yield each running time that over its way gives a speed that the mode cannot have, or has seldom.

    The way is that of a leg, or each link of an area. Where a length is not known, the great circle between the stops
    is the least that it runs.
    """
    table = tables["figures"]
    timed = np.flatnonzero(table.distinct("quantity").where(lambda quantity: quantity == "running_time"))
    figures = dict(zip(table["element"][timed].tolist(), timed.tolist(), strict=True))
    if figures:
        for row, bound, ways in (*_legs(tables, figures), *_areas(tables, figures)):
            yield from _of_ways(tables, row, bound, ways)


class _Way(NamedTuple):
    """A way that a running time is read for: its km (NaN where not known) and the least that it runs."""

    km: float
    at_least: float
    name: str = ""


Timed = tuple[int, Bound, list[_Way]]  # row of a running time, what its mode can do, and the ways that it is read for


def _legs(tables: Tables, figures: Mapping[str, int]) -> Iterator[Timed]:
    """Return the running times of legs."""
    links, services, places = tables["links"], tables["services"], ids(tables, "places")
    lengths = dict(zip(links["id"].tolist(), links["length_km"].tolist(), strict=True))
    modes = dict(zip(services["id"].tolist(), services["mode"].tolist(), strict=True))
    for service, rows in stop_rows(tables).items():
        bound = bound_of("figures", "speed", modes.get(service, ""))
        for before, row in pairwise(rows):
            found = figures.get(leg_key(service, tables["stops"]["seq"][row]))
            if found is not None and bound is not None:
                km = sum(lengths.get(link, math.nan) for link in tables["stops"]["path"][row]) or math.nan
                yield found, bound, [_Way(km, _chord(tables, places, before, row) if km != km else km)]


def _areas(tables: Tables, figures: Mapping[str, int]) -> Iterator[Timed]:
    """Return the running times of areas, each read for every link of them."""
    links, services, table = tables["links"], tables["services"], tables["area_links"]
    areas = zip(services["id"].tolist(), services["kind"].tolist(), services["mode"].tolist(), strict=True)
    modes = {name: mode for name, kind, mode in areas if kind == "area" and name in figures}
    if not modes:
        return
    rows, km, chord = ids(tables, "links"), links["length_km"].tolist(), chords(tables).tolist()
    ways: dict[str, list[_Way]] = {}
    for service, link in zip(table["service"].tolist(), table["link"].tolist(), strict=True):
        if service in modes and link in rows:
            row = rows[link]
            ways.setdefault(service, []).append(_Way(km[row], chord[row] if km[row] != km[row] else km[row], link))
    for service, found in ways.items():
        bound = bound_of("figures", "speed", modes[service])
        if bound is not None:
            yield figures[service], bound, found


def _of_ways(tables: Tables, row: int, bound: Bound, ways: list[_Way]) -> Iterator[Finding]:
    """Return what is wrong with a running time over its ways; of many the worst, and how many more there are.

    A timetable is granted a minute, and what it states is not refused: rather a position is wrong. It is told.
    """
    table = tables["figures"]
    unit = table["unit"][row]
    timetabled = unit == TIMETABLED
    for column in ("value", "low", "high"):
        number = float(table[column][row])
        hours = number * base_size(unit) + (MINUTE_H if timetabled else 0.0)
        told = {way: _of_speed(bound, way.at_least, hours, SHORT_KM, known=way.km == way.km) for way in ways}
        all_told = column == "value" and not timetabled
        wrong = [way for way, found in told.items() if found == "error" or (found and all_told)]
        if wrong:
            worst = max(wrong, key=lambda way: (told[way] == "error", abs(math.log(max(way.at_least / hours, 1e-9)))))
            km, found = worst.at_least, told[worst]
            of = f" of {worst.name}" if worst.name else ""
            more = f", and so over {len(wrong) - 1} more" if len(wrong) > 1 else ""
            slip = _slip(bound, km, number, unit)
            text = f"over {number_text(km)} km{of}: {_said(bound, km / hours, found)}{slip}{more}"
            yield at(table, row, column, text, warn=timetabled or found != "error")


def _of_speed(bound: Bound | None, km: float, hours: float, short_km: float, *, known: bool = True) -> str:
    """Return "error", "warning" or "" for a way and its time; on a short one, or not `known`, it may be slow."""
    if bound is None or not hours > 0 or km != km:
        return ""
    speed = km / hours
    if speed < bound.least and known:
        if km > short_km:
            return "error"
        return "warning" if km < bound.least * (hours - STOPPED_H) else ""
    if speed < bound.low:
        return "warning" if known and km > SHORT_KM else ""
    return bound.breaks(speed)


def _said(bound: Bound, speed: float, found: str) -> str:
    """Return what is wrong with a speed that was worked out, so that its unit is no slip."""
    least, most = (bound.least, bound.most) if found == "error" else (bound.low, bound.high)
    what = "not possible, expected" if found == "error" else "unusual, expected about"
    by = f" by {bound.mode}" if bound.mode else ""
    return f"{number_text(speed)} km/h is {what} {least:g} to {most:g} km/h{by}"


def _slip(bound: Bound, km: float, number: float, unit: str) -> str:
    """Return the other unit of time in which the speed would be usual, as a question; none for a timetable."""
    for other in TIMES if unit in TIMES else ():
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
