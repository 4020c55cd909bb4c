"""The rule about links by land that run where there is no land."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from networks.errors import Finding
from networks.geo.land import longest_over_water, sea_between
from networks.geo.sphere import Floats
from networks.model.tables import Tables
from networks.rules.geometry import chords, ends
from networks.rules.wording import at, number_text

BY_LAND = ("rail", "road")
WIDE_KM = 60.0  # no bridge and no tunnel is that long
STRAIGHT = 1.05  # a way no longer than this times the great circle has no room to go round a bay
MEASURED = 100  # links whose coasts are measured; of others the two land masses say enough


def land_over_water(tables: Tables) -> Iterator[Finding]:
    """Yield a warning for each link by land that joins two land masses, or runs straight over the open sea.

    Looked at are links without way-points between places with positions: what `courses_in_listed_territories` reads
    of way-points, a chord cannot say. A way round a gulf is none over it, so only one about as long as the great circle
    is told; a strait narrower than 60 km may have a bridge or a tunnel.
    """
    links, places, chord = tables["links"], tables["places"], chords(tables)
    known = set(tables["waypoints"]["link"].tolist())
    far = np.flatnonzero(links.distinct("mode").where(BY_LAND.__contains__) & (chord > WIDE_KM))
    rows = far[[link not in known for link in links["id"][far].tolist()]]
    if not len(rows):
        return
    tail, head = ends(tables)
    at_end = np.stack([places["lon"], places["lat"]], axis=1)
    lines: list[Floats] = [at_end[[tail[row], head[row]]] for row in rows.tolist()]
    likely = sorted({*places.distinct("country").values} - {""})
    wide = longest_over_water(lines, likely)
    measured = 0
    for row, line, km in zip(rows.tolist(), lines, wide.tolist(), strict=True):
        if km < WIDE_KM:
            continue
        measured += 1
        one, other = map(tuple, line.tolist())
        strait = sea_between(one, other, measured=measured <= MEASURED)
        if strait >= WIDE_KM:
            text = f"a {links['mode'][row]} link joins two land masses with {number_text(km)} km of sea between them"
            yield at(links, row, "mode", text, warn=True)
        elif links["length_km"][row] <= STRAIGHT * chord[row]:
            text = f"a {links['mode'][row]} link no longer than this runs over {number_text(km)} km of open water"
            yield at(links, row, "length_km", text, warn=True)
