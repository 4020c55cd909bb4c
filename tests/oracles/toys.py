"""Toy networks by two or three short calls, for answers that are worked out in a comment."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np

from networks import DataWarning, Network, NetworkBuilder
from networks.model.tables import Table

UNIT = {"time": "h", "running_time": "h", "wait": "h", "origin_wait": "h", "headway": "h", "speed": "km/day"}
UNIT |= {"dwell": "h", "cut_off": "h"}


class Toy:
    """A builder with defaults: places by country, links by km, figures in hours and USD per shipment."""

    price_year: int | None = None

    def __init__(self, **countries: str) -> None:
        self.builder = NetworkBuilder("toy", price_year=self.price_year)
        self.builder.add_source(id="S", title="worked out by hand")
        for place, country in countries.items():
            self.builder.add_place(id=place, name=place, country=country)

    def member(self, area: str, *codes: str) -> Toy:
        for code in codes:
            self.builder.add_customs_member(area=area, territory=code)
        return self

    def link(self, name: str, tail: str, head: str, mode: str = "rail", km: float | None = 100, **more: Any) -> Toy:
        if mode == "rail":
            more.setdefault("gauge_mm", 1520)
        self.builder.add_link(id=name, tail=tail, head=head, mode=mode, length_km=km, **more)
        return self

    def line(
        self,
        name: str,
        mode: str,
        *stops: Any,
        hours: tuple[float, ...] = (),
        wait: float = 0,
        grade: str = "",
        **price: float,
    ) -> Toy:
        """Add a line with the hours of its legs; stops are places or (place, links, board, alight)."""
        rows = []
        for stop in stops:
            place, path, board, alight = (
                (*stop, *((), True, True)[len(stop) - 1 :]) if isinstance(stop, tuple) else (stop, (), True, True)
            )
            rows.append({"place": place, "path": path, "board": board, "alight": alight})
        self.builder.add_service(id=name, name=name, kind="line", mode=mode, grade=grade, stops=rows)
        for seq, value in enumerate(hours, start=2):
            self.figure(f"{name}#{seq}", "running_time", value)
        self.figure(name, "wait", wait)
        for pair, usd in (price or {"": 0.0}).items():
            self.usd(name + ("" if not pair else ">" + pair.replace("_", ">")), usd)
        return self

    def area(
        self, name: str, *links: str, km_per_day: float = 240, wait: float = 0, usd: float = 0, grade: str = ""
    ) -> Toy:
        self.builder.add_service(id=name, name=name, kind="area", mode="rail", grade=grade, links=links)
        self.figure(name, "speed", km_per_day).figure(name, "wait", wait)
        return self.usd(name, usd)

    def lorries(self, *links: str, kmh: float = 50, loading: float = 2, usd: float = 100, usd_per_km: float = 2) -> Toy:
        """Add drayage over links by road: hours of loading, a speed, USD a lorry and a km."""
        self.builder.add_service(id="lorry", name="lorry", kind="area", mode="road", grade="drayage", links=links)
        self.figure("lorry", "speed", kmh, "km/h").figure("lorry", "wait", loading)
        return self.usd("lorry", usd, "container").usd("lorry", usd_per_km, "container_km", "rate")

    def operation(self, kind: str, one: str, other: str, hours: float, usd: float = 0, place: str = "") -> Toy:
        name = f"op:{kind}:{one}:{other}:{place}".replace("::", ":").rstrip(":")
        self.builder.add_operation(id=name, kind=kind, from_side=one, to_side=other, place=place)
        return self.figure(name, "time", hours).usd(name, usd)

    def doors(self, *sides: str, hours: float = 1) -> Toy:
        """Add origin, delivery, load and unload, each of so many hours, and no price."""
        self.operation("origin", "door", "gate", hours).operation("delivery", "gate", "door", hours)
        for side in sides:
            self.operation("load", "gate", side, hours).operation("unload", side, "gate", hours)
        return self

    def procedure(
        self, kind: str, hours: float, area: str = "", place: str = "", usd: float = 0, grade: str = ""
    ) -> Toy:
        name = "-".join(part for part in ("proc", kind, area, place, grade) if part)
        self.builder.add_procedure(id=name, kind=kind, area=area, place=place, grade=grade)
        return self.figure(name, "time", hours).usd(name, usd)

    def figure(self, element: str, quantity: str, value: float, unit: str = "", basis: str = "") -> Toy:
        self.builder.add_figure(
            element=element,
            quantity=quantity,
            value=value,
            unit=unit or UNIT[quantity],
            basis=basis,
            source="S",
            kind="assumption",
        )
        return self

    def usd(self, element: str, value: float, basis: str = "shipment", quantity: str = "price") -> Toy:
        self.builder.add_figure(
            element=element,
            quantity=quantity,
            value=value,
            unit="USD",
            currency="USD",
            basis=basis,
            source="S",
            kind="assumption",
        )
        return self

    def build(self) -> Network:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DataWarning)
            return self.builder.build()


def with_prices(network: Network, **usd: float) -> Network:
    """Return a network whose links have other prices, also such as no rule lets pass: nobody is asked."""
    links = network.catalogue["links"]
    prices = [usd.get(link, price) for link, price in zip(links["id"].tolist(), links["usd"].tolist(), strict=True)]
    changed = Table("links", dict(links.columns) | {"usd": np.array(prices, dtype=np.float64)})
    return Network(dict(network.catalogue) | {"links": changed})
