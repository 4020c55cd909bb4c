"""A way on a graph of ways as plain data: rows, a dictionary, GeoJSON; its forms register what stands here."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np

from networks.geo.lines import cut_at_180
from networks.model.escaping import visible

if TYPE_CHECKING:
    from networks.ways.graph import WayGraph
    from routing.ways.answer import Way

DECIMALS = 5  # of a degree in GeoJSON, a metre
MODEL = "length and time by stated speeds; no services"
Plain = dict[str, Any]


def way_rows(way: Way) -> list[Plain]:
    """Return one row for each part by one mode, numbered from 1, the straight ones from the ends to the graph too.

    They add up to the way; no rows without one.
    """
    return [] if way.arcs is None else [{"leg": at, **asdict(leg)} for at, leg in enumerate(way.parts, 1)]


def way_dict(way: Way) -> Plain:
    """Return what was asked, the way with its totals and parts, and what it rests on; without one the reasons."""
    found: Plain = {
        "model": MODEL,
        "graph": way.graph.title,
        "attribution": list(way.graph.attribution),
        "origin": way.origin.name,
        "destination": way.destination.name,
        "via": [end.name for end in way.vias],
        "minimise": way.minimise,
        "closed": sorted(way.closed),
        "constraints": str(way.constraints),
        "status": way.status.name.lower(),
        "status_text": way.status.value,
        "reason": way.reason,
        "blocked_by": list(way.blocked_by),
    }
    if way.arcs is None:
        return found
    return found | {
        "km": round(way.km, 3),
        "nautical_miles": round(way.nautical_miles, 2),
        "hours": None if way.hours is None else round(way.hours, 3),
        "speeds": "" if way.speeds is None else str(way.speeds),
        "km_by_mode": {mode: round(km, 3) for mode, km in way.km_by_mode.items()},
        "origin_off_km": round(way.origin.km, 3),
        "destination_off_km": round(way.destination.km, 3),
        "passages": list(way.passages),
        "borders": way.graph.borders.name,
        "territories_km": {code: round(km, 1) for code, km in way.territories.items()},
        "legs": [asdict(leg) for leg in way.legs],
        "warnings": [{"code": one.code, "words": str(one)} for one in way.warnings],
    }


def way_geojson(way: Way) -> Plain:
    """Return the course of a way as a FeatureCollection; no features without one."""
    features = []
    if way.arcs is not None:
        parts = [np.round(part, DECIMALS).tolist() for part in cut_at_180(way.course[:, ::-1])]
        geometry = (
            {"type": "LineString", "coordinates": parts[0]}
            if len(parts) == 1
            else {"type": "MultiLineString", "coordinates": parts}
        )
        told = {name: cell for name, cell in way_dict(way).items() if name not in ("legs", "warnings")}
        features.append({"type": "Feature", "properties": told, "geometry": geometry})
    heading = {"network": graph_dict(way.graph), "status": way.status.name.lower()}
    return {"type": "FeatureCollection", **heading, "features": features}


def graph_dict(graph: WayGraph) -> Plain:
    """Return what was searched: its name, what it is good for, and whose data it is made of."""
    told = {"name": graph.name, "title": graph.title, "note": graph.note}
    return {name: visible(text) for name, text in told.items()} | {"attribution": list(graph.attribution)}
