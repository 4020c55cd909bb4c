"""A large freight network that exists nowhere: made up from a seed, to measure how the searches grow.

Stations stand on a grid; each country is a block of columns with three railways (ordinary carriage) and a gauge,
fast dear and slow cheap container trains cross the borders, every tenth row has a road with hours of its own, and ports along two
sides are joined by ships. All figures are drawn at random within plausible ranges and are marked as assumptions. Nothing
about it may be quoted as data.
"""

from __future__ import annotations

import random
from itertools import pairwise

from networks import Network, NetworkBuilder

COUNTRIES = (("RU", 1520), ("KZ", 1520), ("CN", 1435), ("UZ", 1520), ("JP", 1435))


def synthetic_freight(width: int, height: int, seed: int = 1) -> Network:
    """Return a network of `width` x `height` places; 55 x 55 make an expanded graph of some seventy thousand arcs.

    Examples
    --------
    >>> synthetic_freight(5, 4)
    <Network synthetic: 20 places, 37 links, 25 services>
    """
    return _Maker(width, height, seed).builder.build()


def name_of(column: int, row: int) -> str:
    """Return the id of the place at a point of the grid."""
    return f"S{column:03}{row:03}"


class _Maker:
    def __init__(self, width: int, height: int, seed: int) -> None:
        self.width, self.height, self.random = width, height, random.Random(seed)
        self.builder = NetworkBuilder("synthetic", title="made up from a seed, not data", price_year=2016)
        self.builder.add_source(id="SYNTHETIC", title="drawn at random; nothing of it exists")
        self.rails: dict[tuple[str, str], str] = {}
        self.owned: dict[tuple[int, int], list[str]] = {}
        self.add_places()
        self.add_links()
        self.add_railways()
        self.add_trains()
        self.add_ships()
        self.add_terminals()

    def block(self, column: int) -> int:
        return column * len(COUNTRIES) // self.width

    def add_places(self) -> None:
        for column in range(self.width):
            country, _ = COUNTRIES[self.block(column)]
            for row in range(self.height):
                here = name_of(column, row)
                self.builder.add_place(id=here, name=here, country=country, gauges_mm=(1435, 1520), source="SYNTHETIC")
        for country in ("RU", "KZ"):
            self.builder.add_customs_member(area="EAEU", territory=country, source="SYNTHETIC")

    def add_links(self) -> None:
        for column in range(self.width):
            for row in range(self.height):
                for there in ((column + 1, row), (column, row + 1)):
                    if there[0] < self.width and there[1] < self.height:
                        self.add_rail((column, row), there)
                if row % 10 == 0 and column + 1 < self.width:
                    self.add_road((column, row), (column + 1, row))

    def add_rail(self, here: tuple[int, int], there: tuple[int, int]) -> None:
        gauge = COUNTRIES[self.block(here[0])][1]
        name = f"rail:{name_of(*here)}-{name_of(*there)}"
        electrified = self.random.choice(("yes", "no", "partly"))
        self.builder.add_link(
            id=name,
            tail=name_of(*here),
            head=name_of(*there),
            mode="rail",
            gauge_mm=gauge,
            electrified=electrified,
            length_km=self.random.randint(20, 300),
            territories=self.codes(here, there),
            source="SYNTHETIC",
        )
        self.rails[name_of(*here), name_of(*there)] = self.rails[name_of(*there), name_of(*here)] = name
        self.owned.setdefault((self.block(here[0]), 3 * here[1] // self.height), []).append(name)

    def add_road(self, here: tuple[int, int], there: tuple[int, int]) -> None:
        km = self.random.randint(20, 300)
        self.builder.add_link(
            id=f"road:{name_of(*here)}-{name_of(*there)}",
            tail=name_of(*here),
            head=name_of(*there),
            mode="road",
            length_km=km,
            territories=self.codes(here, there),
            hours=round(km / 35, 2),
            usd=round(km * 1.6, 2),
            kg_co2e=round(km * 0.9, 1),
            source="SYNTHETIC",
        )

    def codes(self, *points: tuple[int, int]) -> tuple[str, ...]:
        return tuple(sorted({COUNTRIES[self.block(column)][0] for column, _ in points}))

    def add_railways(self) -> None:
        for (block, band), links in self.owned.items():
            name = f"area:{COUNTRIES[block][0]}{band}"
            self.builder.add_service(
                id=name, name=name, kind="area", mode="rail", links=links, loads=("container",), source="SYNTHETIC"
            )
            self.figure(name, "speed", self.random.randint(300, 600), "km/day")
            self.figure(name, "wait", self.random.randint(12, 48), "h")
            self.paid(name, "rate", round(self.random.uniform(0.2, 0.4), 3), "container_km")

    def add_trains(self) -> None:
        """Add dear fast and cheap slow trains along rows, and trains along columns, both ways."""
        borders = {at for at in range(self.width - 1) if self.block(at) != self.block(at + 1)}
        borders |= {at + 1 for at in borders} | {0, self.width - 1}  # where stops are needed
        for row in range(0, self.height, 2):
            for fast in (True, False):
                stops = sorted(borders | set(self.random.sample(range(self.width), self.width // (6 if fast else 3))))
                self.add_train(f"train:row{row:03}{'F' if fast else 'S'}", [(at, row) for at in stops], fast)
        for column in range(1, self.width, 4):
            stops = sorted({0, self.height - 1, *self.random.sample(range(self.height), self.height // 4)})
            self.add_train(f"train:column{column:03}", [(column, at) for at in stops], column % 8 == 1)

    def add_train(self, name: str, points: list[tuple[int, int]], fast: bool) -> None:
        for way, stops in (("out", points), ("back", points[::-1])):
            rows: list[dict[str, object]] = [{"place": name_of(*stops[0])}]
            for here, there in pairwise(stops):
                path = [name_of(*point) for point in self.between(here, there)]
                rows.append({"place": path[-1], "path": tuple(self.rails[pair] for pair in pairwise(path))})
            self.service(f"{name}:{way}", "rail", rows, fast)

    @staticmethod
    def between(here: tuple[int, int], there: tuple[int, int]) -> list[tuple[int, int]]:
        """Return the points on a straight way, both ends included."""
        steps = max(abs(there[0] - here[0]), abs(there[1] - here[1]))
        one = ((there[0] - here[0]) // steps, (there[1] - here[1]) // steps)
        return [(here[0] + one[0] * at, here[1] + one[1] * at) for at in range(steps + 1)]

    def add_ships(self) -> None:
        """Add ships along the first and the last column, and a few between both."""
        for row in range(0, self.height - 3, 3):
            ends = [(0, row), (0, row + 3)] if row % 2 else [(self.width - 1, row), (0, row), (self.width - 1, row + 3)]
            rows = [{"place": name_of(*ends[0])}]
            for here, there in pairwise(ends):
                link = f"sea:{name_of(*here)}-{name_of(*there)}"
                self.builder.add_link(
                    id=link,
                    tail=name_of(*here),
                    head=name_of(*there),
                    mode="sea",
                    territories=self.codes(here, there),
                    length_km=self.random.randint(400, 6000),
                    source="SYNTHETIC",
                )
                rows.append({"place": name_of(*there), "path": (link,)})
            self.service(f"ship:{row:03}", "sea", rows, False)

    def service(self, name: str, mode: str, stops: list[dict[str, object]], fast: bool) -> None:
        self.builder.add_service(id=name, name=name, kind="line", mode=mode, stops=stops, source="SYNTHETIC")
        self.figure(name, "speed", self.random.randint(900, 1300) if fast else self.random.randint(450, 800), "km/day")
        self.figure(name, "headway", self.random.choice((0.5, 1, 2, 3.5)), "d")
        self.paid(
            name,
            "rate",
            round(self.random.uniform(0.8, 1.4) if fast else self.random.uniform(0.3, 0.7), 3),
            "container_km",
        )
        self.figure(name, "co2e", round(self.random.uniform(8, 20), 1), "g", "tonne_km")

    def add_terminals(self) -> None:
        sides = ("rail:1520", "rail:1435", "sea", "road")
        wanted = [("origin", "door", "gate"), ("delivery", "gate", "door")]
        wanted += [("load", "gate", side) for side in sides] + [("unload", side, "gate") for side in sides]
        wanted += [("lift", one, other) for one in sides for other in sides]
        for kind, one, other in wanted:
            name = f"op:{kind}:{one}:{other}"
            self.builder.add_operation(id=name, kind=kind, from_side=one, to_side=other, source="SYNTHETIC")
            self.charged(name)
        for kind in ("import", "export", "transit_opening", "transit_closing"):
            for area in ("EAEU", "CN", "UZ", "JP"):
                self.builder.add_procedure(id=f"proc:{kind}:{area}", kind=kind, area=area, source="SYNTHETIC")
                self.charged(f"proc:{kind}:{area}")
        for kind in ("papers", "handover"):
            self.builder.add_procedure(id=f"proc:{kind}", kind=kind, source="SYNTHETIC")
            self.charged(f"proc:{kind}")
        for traction, grams in (("electric", 9.5), ("diesel", 24.0), ("partly", 17.0)):
            self.figure(f"traction:{traction}", "co2e", grams, "g", "tonne_km")
        self.figure("load:container", "tonnes_per_teu", 14, "t")

    def charged(self, element: str) -> None:
        self.figure(element, "time", self.random.randint(1, 20), "h")
        self.paid(element, "price", self.random.randint(20, 200), "container")

    def paid(self, element: str, quantity: str, value: float, basis: str) -> None:
        self.figure(element, quantity, value, "USD", basis, "USD")

    def figure(self, element: str, quantity: str, value: float, unit: str, basis: str = "", currency: str = "") -> None:
        self.builder.add_figure(
            element=element,
            quantity=quantity,
            value=value,
            unit=unit,
            basis=basis,
            currency=currency,
            year=2016,
            source="SYNTHETIC",
            kind="assumption",
            low=value * 0.5,
            high=value * 2,
        )


def synthetic_ways(width: int, height: int, seed: int = 1) -> Network:
    """Return a network of places and links alone, each with hours and USD drawn at random: rich in trade-offs.

    Examples
    --------
    >>> synthetic_ways(5, 4)
    <Network synthetic-ways: 20 places, 31 links, 0 services>
    """
    rng = random.Random(seed)
    builder = NetworkBuilder("synthetic-ways", title="made up from a seed, not data", price_year=2016)
    builder.add_source(id="SYNTHETIC", title="drawn at random; nothing of it exists")
    points = [(column, row) for column in range(width) for row in range(height)]
    for here in points:
        builder.add_place(id=name_of(*here), name=name_of(*here), country="KZ", source="SYNTHETIC")
    for here in points:
        for there in ((here[0] + 1, here[1]), (here[0], here[1] + 1)):
            if there[0] < width and there[1] < height:
                hours = rng.randint(3, 42)
                builder.add_link(
                    id=f"{name_of(*here)}-{name_of(*there)}",
                    tail=name_of(*here),
                    head=name_of(*there),
                    mode="road",
                    length_km=rng.randint(30, 300),
                    territories=("KZ",),
                    hours=hours,
                    usd=round(rng.randint(10, 50) + 900 / (hours + 10), 2),
                    kg_co2e=rng.randint(10, 90),
                    source="SYNTHETIC",
                )
    return builder.build()
