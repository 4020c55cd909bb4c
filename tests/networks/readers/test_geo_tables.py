"""GeoPackage and GeoParquet by way of geopandas: the same network as from GeoJSON; and a clear word where it is missing."""

import importlib

import pytest
from oracles.foreign_files import refused, taken

import networks

PLACES = [{"id": "YOK", "name": "Yokohama", "country": "JP"}, {"id": "VVO", "name": "Vladivostok", "country": "RU"}]
ENDS = [(139.66, 35.45), (131.88, 43.11)]
LINK = {"id": "sea", "tail": "YOK", "head": "VVO", "mode": "sea", "length_km": 1700.0, "hours": 60.0}
SILENT = ("unread", "made")


@pytest.fixture
def frames():
    geopandas, shapely = pytest.importorskip("geopandas"), pytest.importorskip("shapely")
    places = geopandas.GeoDataFrame(PLACES, geometry=[shapely.Point(*one) for one in ENDS], crs="EPSG:4326")
    line = shapely.LineString([ENDS[0], (140.9, 41.5), ENDS[1]])
    return places, geopandas.GeoDataFrame([LINK], geometry=[line], crs="EPSG:4326")


def both(frames):
    import pandas

    return pandas.concat(frames, ignore_index=True)


def test_layers_of_a_geopackage_are_places_and_links(tmp_path, frames):
    for layer, frame in zip(("places", "links"), frames, strict=True):
        frame.to_file(tmp_path / "x.gpkg", layer=layer)
    net, _ = taken(tmp_path / "x.gpkg")
    assert net.links["sea"].hours == 60 and net.waypoints("sea").tolist() == [[41.5, 140.9]]
    both(frames).to_file(tmp_path / "x.geojson")
    assert net == networks.read(tmp_path / "x.geojson", silence=SILENT)
    assert refused(tmp_path / "x.gpkg", layers="ports")[0][2:] == ("layers", "ports", "expected some of places, links")
    assert {one[2] for one in refused(tmp_path / "x.gpkg", layers=["links"])} == {"tail", "head"}


def test_geoparquet_is_read_and_other_systems_of_coordinates_are_converted(tmp_path, frames):
    pytest.importorskip("pyarrow")
    both(frames).to_crs("EPSG:3857").to_parquet(tmp_path / "x.parquet")
    net, told = taken(tmp_path / "x.parquet")
    assert "positions are converted from WGS 84 / Pseudo-Mercator" in told
    assert net.places["YOK"].lon == pytest.approx(139.66) and net.links["sea"].length_km == 1700


def test_lines_alone_get_places_at_their_ends(tmp_path, frames):
    frames[1][["geometry"]].to_file(tmp_path / "x.gpkg")
    net, _ = taken(tmp_path / "x.gpkg", mode="sea", speed=26)
    assert len(net.places) == 2 and next(iter(net.links.values())).length_km == pytest.approx(1444, abs=1)
    assert refused(tmp_path / "x.gpkg")[0][2] == "tail"


def test_what_cannot_be_read_is_told_in_our_words(tmp_path, frames):
    pytest.importorskip("pyarrow")
    frames[0].set_crs(None, allow_override=True).to_parquet(tmp_path / "x.parquet")
    assert refused(tmp_path / "x.parquet")[0][2] == "crs"
    both(frames).drop(columns="geometry").to_parquet(tmp_path / "x.parquet")
    assert refused(tmp_path / "x.parquet")[0][4].startswith("no GeoParquet that can be read: ")
    for name, data in (("x.parquet", b"PAR1 and no more"), ("x.gpkg", b"SQLite format 3\x00 and no more")):
        (tmp_path / name).write_bytes(data)
        assert "that can be read: " in refused(tmp_path / name)[0][4]


@pytest.mark.parametrize("data", [b"PAR1 and no more", b"SQLite format 3\x00 and no more"])
def test_without_geopandas_it_is_said_what_to_install(tmp_path, monkeypatch, data):
    honest = importlib.import_module

    def without(name, *given):
        if name == "geopandas":
            raise ModuleNotFoundError("No module named 'geopandas'")
        return honest(name, *given)

    monkeypatch.setattr("networks.readers.geo_tables.import_module", without)
    (tmp_path / "x").write_bytes(data)
    [(*_, expected)] = refused(tmp_path / "x")
    assert expected.startswith("this needs geopandas") and "pip install geopandas pyarrow" in expected


@pytest.mark.parametrize("options", [{"mode": "boat"}, {"speed": 0}, {"snap_km": -1}])
def test_options_are_looked_at(tmp_path, options):
    (tmp_path / "x").write_bytes(b"PAR1")
    assert refused(tmp_path / "x", **options)[0][2] == next(iter(options))
