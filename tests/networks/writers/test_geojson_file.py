"""A network in GeoJSON comes back equal, and what would be lost is refused."""

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles.cases import cases

import networks

SILENT = (
    "stated-countries",
    "connected",
    "loops",
    "lengths",
    "ways-back",
    "land-over-water",
    "used-sources",
    "twins",
    "rail-gauges",
)


def toy(**place):
    builder = networks.NetworkBuilder("mine")
    builder.add_place(id="A", name="横浜 <b>", lat=43.1, lon=131.9, through=False, **place)
    builder.add_place(id="B", name='"Vlad"', lat=43.11, lon=131.88, gauges_mm=(1520, 1435), note="a, b")
    builder.add_link(id="sea", tail="A", head="B", mode="sea", length_km=1700.25, hours=60, directed=True)
    builder.add_link(
        id="rail",
        tail="B",
        head="A",
        mode="rail",
        gauge_mm=1520,
        opened="1916",
        tracks="2",
        offered=False,
    )
    return builder.add_waypoints(link="sea", points=[(41.5, 140.9), (42.0, 138.0)])


def test_every_column_of_places_links_and_courses_comes_back(tmp_path):
    net = toy().build(silence=SILENT)
    networks.write_geojson(net, tmp_path / "mine.geojson")
    again = networks.read(tmp_path / "mine.geojson", silence=(*SILENT, "made"))
    assert again == net and again.waypoints("sea").tolist() == [[41.5, 140.9], [42.0, 138.0]]
    assert again.ends_only == {"A"} and again.places["B"].gauges_mm == (1520, 1435)
    collection = json.loads((tmp_path / "mine.geojson").read_text(encoding="utf-8"))
    assert collection["features"][0]["geometry"] == {"type": "Point", "coordinates": [131.9, 43.1]}


def test_what_would_be_lost_is_refused_and_the_old_file_stays(tmp_path):
    file = tmp_path / "mine.geojson"
    file.write_text("old")
    builder = toy().add_source(id="S", title="a source").add_place(id="C", name="Nowhere")
    with pytest.raises(networks.DataError) as caught:
        networks.write_geojson(builder.build(silence=SILENT), file)
    assert [(one.file, one.field) for one in caught.value.findings] == [("places", "lat"), ("sources", "")]
    headed = networks.NetworkBuilder("mine", title="Mine").add_place(id="A", name="A", lat=1, lon=2)
    with pytest.raises(networks.DataError, match="no place for a heading"):
        networks.write_geojson(headed.build(silence=SILENT), file)
    with pytest.raises(networks.DataError, match="expected a Network, not str"):
        networks.write_geojson("net", file)
    assert file.read_text() == "old"


POSITIONS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@cases(quick=5, long=200)
@given(st.lists(POSITIONS, min_size=2, max_size=4), st.lists(POSITIONS, max_size=3), st.floats(1, 1e4), st.booleans())
def test_random_networks_come_back_equal(places, course, km, directed):
    builder = networks.NetworkBuilder("x")
    for number, (lat, lon) in enumerate(places):
        builder.add_place(id=f"P{number}", name=f"p {number}", lat=lat, lon=lon)
    builder.add_link(id="l", tail="P0", head="P1", mode="air", directed=directed, usd=km)
    builder.add_waypoints(link="l", points=course)
    net = builder.build(silence=(*SILENT, "null-island"))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "x.geojson"
        networks.write_geojson(net, file)
        assert networks.read(file, silence=(*SILENT, "null-island", "made")) == net
