"""Rules about gauges and territories: what a link is against the two places that it joins."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from networks.errors import Finding
from networks.model.tables import Tables
from networks.rules.geometry import ends
from networks.rules.wording import at


def rail_gauges(tables: Tables) -> Iterator[Finding]:
    """Yield each rail link without a gauge: an error where gauges are given anywhere, else a warning."""
    links = tables["links"]
    known = bool((links["gauge_mm"] != -1).any()) or any(tables["places"]["gauges_mm"].tolist())
    for row in np.flatnonzero((links["mode"] == "rail") & (links["gauge_mm"] == -1)):
        yield at(links, row, "gauge_mm", "a rail link has exactly one gauge", warn=not known)


def gauges_of_ends(tables: Tables) -> Iterator[Finding]:
    """Yield each link whose gauge is not present at one of its places."""
    links, gauges = tables["links"], tables["places"]["gauges_mm"].tolist()
    tail, head = ends(tables)
    cells = (links["gauge_mm"].tolist(), tail.tolist(), head.tolist())
    for row, (gauge, *rows) in enumerate(zip(*cells, strict=True)):
        for place, end in zip(rows, ("tail", "head"), strict=True):
            if gauge != -1 and place >= 0 and gauges[place] and gauge not in gauges[place]:
                there = ", ".join(map(str, gauges[place]))
                yield at(links, row, "gauge_mm", f"expected a gauge of its {end} {links[end][row]}, which has {there}")


def territories_of_ends(tables: Tables) -> Iterator[Finding]:
    """Yield each rail or road link that does not list the territory of one of its places."""
    links, countries = tables["links"], tables["places"]["country"].tolist()
    tail, head = ends(tables)
    for row in np.flatnonzero(np.isin(links["mode"], ["rail", "road"])).tolist():
        listed = links["territories"][row]
        for place, end in ((tail[row], "tail"), (head[row], "head")):
            if listed and place >= 0 and countries[place] and countries[place] not in listed:
                text = f"its {end} {links[end][row]} lies in {countries[place]}, which is not listed"
                yield at(links, row, "territories", text)
