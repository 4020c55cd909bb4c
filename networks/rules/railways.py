"""Rules about gauges and territories: what a link is against the two places that it joins."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from networks.errors import Finding
from networks.model.distinct import Distinct, per_combination
from networks.model.tables import Tables
from networks.rules.geometry import ends
from networks.rules.wording import at


def unlike(
    one: Distinct, other: Distinct, other_of_row: NDArray[np.int64], test: Callable[[Any, Any], object]
) -> NDArray[np.bool_]:
    """Tell in which rows two values fail each other, asked once for each pair of values."""
    failing, of_row = per_combination(one, Distinct(other.values, other_of_row), said=test)
    return np.array([bool(fails) for fails in failing], dtype=np.bool_)[of_row]


def rail_gauges(tables: Tables) -> Iterator[Finding]:
    """Yield each rail link without a gauge: an error where gauges are given anywhere, else a warning."""
    links = tables["links"]
    known = bool((links["gauge_mm"] != -1).any()) or any(tables["places"].distinct("gauges_mm").values)
    is_rail = links.distinct("mode").where(lambda mode: mode == "rail")
    for row in np.flatnonzero(is_rail & (links["gauge_mm"] == -1)):
        yield at(links, row, "gauge_mm", "a rail link has exactly one gauge", warn=not known)


def gauges_of_ends(tables: Tables) -> Iterator[Finding]:
    """Yield each link whose gauge is not present at one of its places."""
    links, gauges = tables["links"], tables["places"].distinct("gauges_mm")
    if not any(gauges.values):
        return
    gauge = links.distinct("gauge_mm")
    lacking = [
        (here >= 0)
        & unlike(gauge, gauges, gauges.of_row[here], lambda one, there: one != -1 and there and one not in there)
        for here in ends(tables)
    ]
    for row in np.flatnonzero(lacking[0] | lacking[1]).tolist():
        for end, place, lacks in zip(("tail", "head"), ends(tables), lacking, strict=True):
            if lacks[row]:
                there = ", ".join(map(str, tables["places"]["gauges_mm"][place[row]]))
                yield at(links, row, "gauge_mm", f"expected a gauge of its {end} {links[end][row]}, which has {there}")


def territories_of_ends(tables: Tables) -> Iterator[Finding]:
    """Yield each rail or road link that does not list the territory of one of its places."""
    links, places = tables["links"], tables["places"]
    listed, countries = links.distinct("territories"), places.distinct("country")
    by_land = links.distinct("mode").where(("rail", "road").__contains__)
    if not by_land.any() or not any(countries.values) or not any(listed.values):
        return
    strange = [
        by_land
        & (here >= 0)
        & unlike(listed, countries, countries.of_row[here], lambda codes, code: codes and code and code not in codes)
        for here in ends(tables)
    ]
    for row in np.flatnonzero(strange[0] | strange[1]).tolist():
        for end, place, is_strange in zip(("tail", "head"), ends(tables), strange, strict=True):
            if is_strange[row]:
                text = f"its {end} {links[end][row]} lies in {places['country'][place[row]]}, which is not listed"
                yield at(links, row, "territories", text)
