"""A freight network of any size, made up from a seed in columns: roads, railways, terminals, customs and trains.

Nothing of it exists. Towns stand on a grid in three countries, of which two are one customs area; roads with hours of
their own join neighbours, railways run along every other row and column. A few railway companies share them; their areas
meet and hand wagons over. All towns have the same terminals, and trains stop at every tenth town of some rows.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

from networks import Network
from networks.model.tables import Table

COUNTRIES = ("RU", "KZ", "CN")
STRIPS = 3  # railway companies in each country
EVERY = 10  # towns from one stop of a train to the next
SIDES = ("road", "rail:1520")
Rows = dict[str, list[Any]]  # column -> cells


def big_freight(side: int, trains: int = 0, seed: int = 2026) -> Network:
    """Return a network of `side` x `side` towns, some thirty arcs for each, with some trains out and back.

    Examples
    --------
    >>> big_freight(20, trains=2)
    <Network big-freight: 400 places, 1140 links, 13 services>
    """
    return Network(
        {name: Table.from_columns(name, cells) for name, cells in _Maker(side, trains, seed).tables().items()}
    )


def town(row: int, column: int) -> str:
    """Return the id of the town in a row and a column."""
    return f"T{row:04}{column:04}"


class _Maker:
    def __init__(self, side: int, trains: int, seed: int) -> None:
        self.side, self.trains, self.random = side, trains, np.random.default_rng(seed)
        self.figures: list[dict[str, Any]] = []
        self.names = [town(row, column) for row in range(side) for column in range(side)]
        self.country = np.array(COUNTRIES)[np.tile(np.arange(side), side) * len(COUNTRIES) // side]

    def tables(self) -> dict[str, Rows]:
        roads, rails = self.roads(), self.rails()
        links = {key: [*roads[key], *rails[key]] for key in roads}
        operations, procedures = self.terminals()
        areas, services, stops = self.services(rails)
        self.figure("traction:diesel", "co2e", 24.0, "g", "tonne_km")
        self.figure("load:container", "tonnes_per_teu", 14.0, "t")
        return {
            "network": {"name": ["big-freight"], "title": ["made up from a seed, not data"], "currency": ["USD"]},
            "sources": {"id": ["S"], "title": ["drawn at random"]},
            "places": {"id": self.names, "name": self.names, "country": self.country.tolist()},
            "customs_areas": {"area": ["EAEU", "EAEU"], "territory": ["RU", "KZ"]},
            "links": links,
            "services": services,
            "area_links": areas,
            "stops": stops,
            "operations": operations,
            "procedures": procedures,
            "figures": {key: [figure[key] for figure in self.figures] for key in self.figures[0]},
        }

    def roads(self) -> Rows:
        """Return the columns of the roads, between all neighbours."""
        east, north = self.neighbours()
        cells = self.ways("road", np.concatenate([east[0], north[0]]), np.concatenate([east[1], north[1]]))
        km = np.array(cells["length_km"])
        cells["hours"], cells["usd"] = np.round(km / 60, 3).tolist(), np.round(1.3 * km, 2).tolist()
        return cells | {"kg_co2e": np.round(0.9 * km, 1).tolist()}

    def rails(self) -> Rows:
        """Return the columns of the railways, along every other row and column."""
        east, north = self.neighbours()
        on_row, on_column = east[0] // self.side % 2 == 0, north[0] % self.side % 2 == 0
        tail, head = (np.concatenate([east[end][on_row], north[end][on_column]]) for end in (0, 1))
        cells = self.ways("rail", tail, head)
        count = len(tail)
        cells |= {"gauge_mm": [1520] * count, "electrified": ["no"] * count}
        return cells | {name: [np.nan] * count for name in ("hours", "usd", "kg_co2e")}

    def neighbours(self) -> tuple[tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]:
        """Return the towns with one to the east and that one, and those with one to the north and that one."""
        towns = np.arange(self.side**2)
        east, north = towns[towns % self.side + 1 < self.side], towns[: -self.side]
        return (east, east + 1), (north, north + self.side)

    def ways(self, mode: str, tail: np.ndarray, head: np.ndarray) -> Rows:
        ends = [[self.names[town] for town in end.tolist()] for end in (tail, head)]
        return {
            "id": [f"{mode}:{one}-{other}" for one, other in zip(*ends, strict=True)],
            "tail": ends[0],
            "head": ends[1],
            "mode": [mode] * len(tail),
            "gauge_mm": [-1] * len(tail),
            "electrified": [""] * len(tail),
            "length_km": np.round(self.random.uniform(20, 90, len(tail)), 1).tolist(),
            "territories": [
                tuple(sorted({*pair})) for pair in zip(self.country[tail], self.country[head], strict=True)
            ],
            "source": ["S"] * len(tail),
        }

    def services(self, rails: Rows) -> tuple[Rows, Rows, Rows]:
        """Return the links of railway companies, these and the trains, and the stops of the latter."""
        row = dict(zip(self.names, range(len(self.names)), strict=True))
        strip = [row[tail] // self.side * STRIPS // self.side for tail in rails["tail"]]
        owners = [f"area:{self.country[row[tail]]}{number}" for tail, number in zip(rails["tail"], strip, strict=True)]
        companies = sorted(set(owners))
        trains = [f"train:{number:04}:{way}" for number in range(self.trains) for way in ("out", "back")]
        for name in (*companies, *trains):
            self.figure(name, "speed", float(self.random.integers(300, 900)), "km/day")
            self.figure(name, "rate", 0.35, "USD", "container_km")
            self.figure(name, "wait", 24.0, "h")
        stops: Rows = {"service": [], "seq": [], "place": [], "path": []}
        for number, name in enumerate(trains):
            self.add_stops(stops, name, 2 * (number // 2) % self.side, back=number % 2 == 1)
        ids = [*companies, *trains]
        kinds = ["area"] * len(companies) + ["line"] * len(trains)
        services = {"id": ids, "name": ids, "kind": kinds, "mode": ["rail"] * len(ids), "source": ["S"] * len(ids)}
        return {"service": owners, "link": rails["id"]}, services, stops

    def add_stops(self, stops: Rows, train: str, row: int, *, back: bool) -> None:
        """Add the stops of a train along a row."""
        columns = [*range(0, self.side - 1, EVERY), self.side - 1]
        paths = [(), *(self.path(row, *ends) for ends in pairwise(columns))]
        if back:
            columns, paths = columns[::-1], [(), *(path[::-1] for path in paths[:0:-1])]
        for seq, (column, path) in enumerate(zip(columns, paths, strict=True), start=1):
            for key, cell in (("service", train), ("seq", seq), ("place", town(row, column)), ("path", path)):
                stops[key].append(cell)

    @staticmethod
    def path(row: int, begin: int, end: int) -> tuple[str, ...]:
        return tuple(f"rail:{town(row, column)}-{town(row, column + 1)}" for column in range(begin, end))

    def terminals(self) -> tuple[Rows, Rows]:
        """Return the operations of all towns and the procedures of all borders, with their figures."""
        wanted = [("origin", "door", "gate"), ("delivery", "gate", "door")]
        wanted += [("load", "gate", side) for side in SIDES] + [("unload", side, "gate") for side in SIDES]
        wanted += [("lift", one, other) for one in SIDES for other in SIDES]
        ids = [":".join(row) for row in wanted]
        kinds = ("import", "export", "transit_opening", "transit_closing")
        customs = [(f"{kind}:{area}", kind, area) for kind in kinds for area in ("EAEU", "CN")]
        customs.append(("handover", "handover", ""))
        for element in (*ids, *(name for name, _, _ in customs)):
            self.figure(element, "time", float(self.random.integers(1, 20)), "h")
            self.figure(element, "price", float(self.random.integers(20, 200)), "USD", "container")
        operations = zip(("kind", "from_side", "to_side"), map(list, zip(*wanted, strict=True)), strict=True)
        procedures = zip(("id", "kind", "area"), map(list, zip(*customs, strict=True)), strict=True)
        return {"id": ids, **dict(operations)}, dict(procedures)

    def figure(self, element: str, quantity: str, value: float, unit: str, basis: str = "") -> None:
        money = unit if unit == "USD" else ""
        cells = (element, quantity, value, unit, basis, money, 2016, "S", "assumption")
        names = ("element", "quantity", "value", "unit", "basis", "currency", "year", "source", "kind")
        self.figures.append(dict(zip(names, cells, strict=True)))
