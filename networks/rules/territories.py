"""Rules about the territories that a link lists: its course keeps to them, and what it passes is among them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from networks.errors import Finding
from networks.geo.courses import Inside, contradictions
from networks.model.tables import Tables
from networks.rules.wording import at


def courses_in_listed_territories(tables: Tables) -> Iterator[Finding]:
    """Yield a warning for each territory that the course of a link runs through and the link does not list.

    Links of which nothing is stated (neither territories nor the countries of its ends) contradict nothing, and what
    the position of an end alone says is told of its place.
    """
    links = tables["links"]
    if not len(tables["waypoints"]):
        return
    found = contradictions(tables["places"], links, tables["waypoints"])
    for row, codes in sorted(found.items()):
        for code, inside in codes.items():
            if inside.surveyed:
                yield at(links, row, "territories", f"{_where(inside)} in {code}, which is not listed", warn=True)


def passed_are_entered(tables: Tables) -> Iterator[Finding]:
    """Yield each link that passes a territory in transit and does not list it among those that it enters."""
    links = tables["links"]
    for row in np.flatnonzero(links.distinct("in_transit").where(bool)).tolist():
        entered, passed = links["territories"][row], links["in_transit"][row]
        missing = [code for code in passed if code not in entered]
        if missing:
            yield at(links, row, "in_transit", f"{', '.join(missing)} must stand in territories too: it is entered")


def _where(inside: Inside) -> str:
    if inside.km >= 1:
        return f"{inside.km:,.0f} km of its course lie"
    return f"its way-point {inside.lat:.4g}, {inside.lon:.4g} lies"
