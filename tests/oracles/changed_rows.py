"""Rows of a random network changed in ways that should change nothing, or change the answers in one direction only."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from networks.model.vocabulary import UNITS
from oracles.cases import cases
from oracles.random_networks import OBJECTIVES, Rows, bans_of, constraints_of, network_of, rows_of, shipment_of, specs
from routing import Constraints, Route, Shipment

ID_COLUMNS = {
    "places": ("id",),
    "links": ("id", "tail", "head"),
    "services": ("id",),
    "operations": ("id", "place"),
    "procedures": ("id", "place"),
    "stops": ("service", "place"),
    "area_links": ("service", "link"),
    "corridors": ("id",),
}


def invariant(quick: int, long: int, **kinds: Any) -> Callable[[Any], Any]:
    """Return the decorator of a test on so many random networks in either tier, with a random question each."""
    return lambda test: cases(quick=quick, long=long)(given(specs(**kinds), st.integers(0, 2**32 - 1))(test))


def drawn(spec: Any, seed: int, exact: bool = False, share: float = 0.12) -> tuple[random.Random, Rows, Any]:
    rng, rows = random.Random(seed), rows_of(spec, exact=exact)
    network = network_of(rows)
    return rng, rows, (shipment_of(rng, network), rng.choice(OBJECTIVES), constraints_of(bans_of(rng, network, share)))


def renamed(rows: Rows, new: Callable[[str], str]) -> Rows:
    """Return the rows with every id of a place, link, service, operation, procedure and corridor renamed."""
    ids = {
        row["id"]: new(row["id"])
        for table in ("places", "links", "services", "operations", "procedures", "corridors")
        for row in rows[table]
    }
    found: Rows = {name: [dict(row) for row in table] for name, table in rows.items()}
    for table, columns in ID_COLUMNS.items():
        for row in found[table]:
            row |= {column: ids.get(row.get(column, ""), row.get(column, "")) for column in columns}
    for row in found["stops"]:
        row["path"] = tuple(ids[link] for link in row["path"])
    for row in found["corridors"]:
        row["links"] = tuple(ids[link] for link in row["links"])
    for row in found["closures"]:
        if row["table"] in ("places", "links", "services"):
            row["elements"] = tuple(ids.get(name, name) for name in row["elements"])
        row["at"] = tuple(ids[name] for name in row.get("at", ()))
    for row in found["figures"]:
        for mark in ("#", ">"):
            if mark in row["element"]:
                row["element"] = mark.join(ids.get(part, part) for part in row["element"].split(mark))
        row["element"] = ids.get(row["element"], row["element"])
    return found


def in_new_names(constraints: Constraints, new: Callable[[str], str]) -> Constraints:
    names = ("avoid_places", "avoid_links", "avoid_services", "via")
    return replace(constraints, **{name: tuple(new(one) for one in getattr(constraints, name)) for name in names})


def renamed_alike(rows: Rows, new: Callable[[str], str]) -> Rows:
    """Return renamed rows; where the first of several equal procedures counts, its id decides, so those stay."""
    kept = {row["id"] for row in rows["procedures"]}
    return renamed(rows, lambda name: name if name in kept else new(name))


def replace_ends(shipment: Shipment, new: Callable[[str], str]) -> Shipment:
    return Shipment(
        new(shipment.origin),
        new(shipment.destination),
        containers=shipment.containers,
        size=shipment.size,
        tonnes=shipment.tonnes,
        scope=shipment.scope,
        ready=shipment.ready,
        goods=shipment.goods,
    )


def shuffled(rng: random.Random, rows: Rows) -> Rows:
    """Return the rows of each table in another order."""
    return {name: rng.sample(table, len(table)) for name, table in rows.items()}


def scaled(rows: Rows, units: tuple[str, ...], column: str, factor: int) -> Rows:
    """Return rows with every figure in some units, and a column of the links, times a whole number."""
    more: Rows = {name: [dict(row) for row in table] for name, table in rows.items()}
    for row in more["figures"]:
        if row["unit"] in units and row["quantity"] != "usd_per_unit":
            row["value"] *= factor
    for row in more["links"]:
        row[column] = None if row.get(column) is None else row[column] * factor
    return more


def without_service(rows: Rows, gone: str) -> Rows:
    """Return the rows without a service."""
    fewer = dict(rows)
    for table, column in (("services", "id"), ("stops", "service"), ("area_links", "service")):
        fewer[table] = [row for row in rows[table] if row[column] != gone]
    return fewer


def rows_have_speeds(routes: tuple[Route, ...]) -> bool:
    """Tell whether a time of some route comes from a speed, which is no figure in hours."""
    assert "km/day" in UNITS["speed"]
    return any(step.time_figure and step.time_figure[1] == "speed" for route in routes for step in route.steps)


def split(rows: Rows, link: str, own: bool) -> Rows:
    """Return rows with a link cut in two at a new place of the same country; `own`: its own figures are parted too.

    A line that runs over the link runs over both halves: it does not stop between them.
    """
    found: Rows = {name: [dict(row) for row in table] for name, table in rows.items()}
    whole = next(row for row in found["links"] if row["id"] == link)
    country = next(row["country"] for row in rows["places"] if row["id"] == whole["tail"])
    found["places"].append({"id": "PNEW", "name": "PNEW", "country": country})
    second = dict(whole) | {"id": f"{link}b", "tail": "PNEW"}
    parts = {"length_km": 1, **({"hours": 1, "usd": 1, "kg_co2e": 1} if own else {})}
    for column in parts:
        if whole.get(column) is not None:
            first = float(int(whole[column]) // 2)
            rest = Decimal(repr(whole[column])) - Decimal(first)  # floats would come out beside a tie of the rounding
            second[column], whole[column] = float(rest), first
    whole["head"] = "PNEW"
    found["links"].append(second)
    for stop in found["stops"]:
        stop["path"] = _both(stop, link, found["stops"], rows)
    return found


def _both(stop: dict[str, Any], link: str, stops: list[dict[str, Any]], rows: Rows) -> tuple[str, ...]:
    """Return the path of a stop with the halves of a link in the order in which they are run over."""
    if link not in stop["path"]:
        return tuple(stop["path"])
    here = next(
        other["place"] for other in stops if (other["service"], other["seq"]) == (stop["service"], stop["seq"] - 1)
    )
    ends = {row["id"]: (row["tail"], row["head"]) for row in rows["links"]}
    path: list[str] = []
    for name in stop["path"]:
        forward = ends[name][0] == here
        here = ends[name][1] if forward else ends[name][0]
        path += [name] if name != link else [link, f"{link}b"] if forward else [f"{link}b", link]
    return tuple(path)


def turned_round(rows: Rows) -> Rows:
    """Return rows of a network without services whose links all lead the other way."""
    links = [row | {"tail": row["head"], "head": row["tail"]} for row in rows["links"]]
    return dict(rows) | {"links": links}
