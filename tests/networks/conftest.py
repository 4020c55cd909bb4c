"""Toy networks: two or three places between Yokohama and Moscow, as CSV files and as a builder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import networks

PLACES = """\
id,name,country,lat,lon,gauges_mm
JPYOK,Yokohama,JP,35.45,139.66,1067
RUVVO,Vladivostok,RU,43.11,131.88,1520
RUMOW,Moscow,RU,55.75,37.62,1520
"""
LINKS = """\
id,tail,head,mode,length_km,gauge_mm,territories,hours,usd
sea:JPYOK-RUVVO,JPYOK,RUVVO,sea,1700,,,60,500
rail:RUVVO-RUMOW,RUVVO,RUMOW,rail,9259,1520,RU,264,1500
"""


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes the toy network, with any tables replaced (None: left out), into a folder."""

    def write(**tables: str | bytes | None) -> Path:
        for name, content in ({"places": PLACES, "links": LINKS} | tables).items():
            if content is not None:
                data = content.encode() if isinstance(content, str) else content
                (tmp_path / f"{name}.csv").write_bytes(data)
        return tmp_path

    return write


@pytest.fixture
def errors() -> Callable[[Path], list[tuple[str, int, str, str, str]]]:
    """Return a function that reads a folder and gives the errors as (file, row, field, value, expected)."""

    def read(path: Path) -> list[tuple[str, int, str, str, str]]:
        with pytest.raises(networks.DataError) as caught:
            networks.read(path)
        found = [finding for finding in caught.value.findings if finding.severity == "error"]
        assert set(found) <= set(networks.check(path)), "read and check say the same"
        return [(one.file, one.row, one.field, one.value, one.expected) for one in found]

    return read


@pytest.fixture
def warned() -> Callable[[Path], list[tuple[str, int, str, str, str]]]:
    """Return a function that reads a folder and gives the warnings; there must be no error."""

    def read(path: Path) -> list[tuple[str, int, str, str, str]]:
        with pytest.warns(networks.DataWarning):
            networks.read(path)
        return [(one.file, one.row, one.field, one.value, one.expected) for one in networks.check(path)]

    return read


@pytest.fixture
def toy() -> Callable[[], networks.NetworkBuilder]:
    """Return a function that gives a builder with the three places, their links, a line, an area and figures."""

    def build() -> networks.NetworkBuilder:
        builder = networks.NetworkBuilder("toy", price_year=2016)
        builder.add_source(id="S1", title="A tariff").add_source(id="S2", title="A timetable")
        builder.add_place(id="JPYOK", name="Yokohama", country="JP", lat=35.45, lon=139.66, source="S1")
        builder.add_place(id="RUVVO", name="Vladivostok", country="RU", lat=43.11, lon=131.88, gauges_mm=(1520,))
        builder.add_place(id="RUMOW", name="Moscow", country="RU", lat=55.75, lon=37.62)
        builder.add_link(id="sea", tail="JPYOK", head="RUVVO", mode="sea", length_km=1700, source="S2")
        builder.add_link(
            id="rail", tail="RUVVO", head="RUMOW", mode="rail", length_km=9259, gauge_mm=1520, territories=("RU",)
        )
        builder.add_link(
            id="air", tail="JPYOK", head="RUMOW", mode="air", hours=12, usd=9000, offered=False, note="not asked for"
        )
        stops = ("JPYOK", {"place": "RUVVO", "path": ("sea",)})
        builder.add_service(id="line:ship", name="A ship", kind="line", mode="sea", stops=stops)
        builder.add_service(id="area:RZD", name="Russian Railways", kind="area", mode="rail", links=("rail",))
        builder.add_operation(id="op:lift", kind="lift", from_side="sea", to_side="rail:1520")
        builder.add_procedure(id="proc:import", kind="import", area="RU")
        for element, quantity, value, unit in (
            ("line:ship#2", "running_time", 60.0, "h"),
            ("op:lift", "time", 24.0, "h"),
            ("proc:import", "time", 48.0, "h"),
            ("area:RZD", "speed", 620.0, "km/day"),
        ):
            builder.add_figure(
                element=element,
                quantity=quantity,
                value=value,
                low=value / 2,
                high=value * 2,
                unit=unit,
                source="S2",
                kind="sourced",
            )
        return builder.add_figure(
            element="line:ship>JPYOK>RUVVO",
            quantity="price",
            value=500.0,
            unit="USD",
            basis="teu",
            year=2016,
            currency="USD",
            source="S1",
            kind="sourced",
        )

    return build
