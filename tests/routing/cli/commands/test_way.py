"""`landbridge way`: lengths at sea and across the world, in each format, and what is refused."""

import csv
import io
import json
import sys

import pytest
from oracles import way_packages

from networks.ways import terminals
from networks.ways import world as building
from routing.cli import main


@pytest.fixture
def lanes(tmp_path):
    file = tmp_path / "lanes.geojson"
    file.write_text(way_packages.lines([[[139.72, 35.05], [142.4, 39.6], [141.6, 41.55]]]))
    return str(file)


def test_a_way_is_told_in_each_format(lanes, tmp_path, capsys):
    asked = ["way", "35.2,139.8", "41.5,141.5", "--lanes", lanes, "--sea-kn", "15"]
    assert main(asked) == 0
    told = capsys.readouterr().out
    assert (
        "Sea lanes of lanes.geojson: 35.2, 139.8 - 41.5, 141.5, least distance" in told
        and "days at 15 kn at sea" in told
    )
    assert main([*asked, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["status"] == "optimal" and found["hours"] == pytest.approx(found["km"] / (15 * 1.852), abs=0.01)
    assert main([*asked, "-o", str(tmp_path / "way.geojson")]) == 0
    (feature,) = json.loads((tmp_path / "way.geojson").read_text())["features"]
    assert feature["geometry"]["type"] == "LineString" and feature["properties"]["km"] == found["km"]
    assert main([*asked, "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["mode"] for row in rows] == ["straight", "sea", "straight"]
    assert sum(float(row["km"]) for row in rows) == pytest.approx(found["km"], abs=0.001)


@pytest.mark.long
def test_a_way_has_a_page_a_picture_and_a_workbook(lanes, tmp_path):
    pytest.importorskip("jinja2")
    pytest.importorskip("xlsxwriter")
    asked = ["way", "35.2,139.8", "41.5,141.5", "--lanes", lanes, "--via", "39.6,142.4", "--sea-kn", "15"]
    for ending in ("html", "png", "xlsx"):
        assert main([*asked, "-o", str(tmp_path / f"way.{ending}")]) == 0
        assert (tmp_path / f"way.{ending}").stat().st_size > 5_000
    page = (tmp_path / "way.html").read_text(encoding="utf-8")
    assert "The way by mode" in page and "landbridge way 35.2,139.8 41.5,141.5" in page


def test_limits_leave_none(lanes, capsys):
    asked = ["way", "35.2,139.8", "41.5,141.5", "--lanes", lanes, "--sea-kn", "15"]
    assert main([*asked, "--max-days", "1", "--max-km", "700"]) == 1
    told = capsys.readouterr().out
    assert "No way: the limits leave none." in told and "Lifting" not in told  # each alone clashes still
    assert main([*asked, "--max-days", "3"]) == 0


def test_without_a_way_the_exit_code_is_1(lanes, tmp_path, capsys):
    box = tmp_path / "box.geojson"
    ring = [[138, 38], [145, 38], [145, 39], [138, 39], [138, 38]]
    area = {"type": "Feature", "properties": {"name": "box"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    box.write_text(json.dumps({"type": "FeatureCollection", "features": [area]}))
    assert main(["way", "35.2,139.8", "41.5,141.5", "--lanes", lanes, "--avoid-area", str(box)]) == 1
    assert "opens one" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["35.2,139.8", "Nowhere"], "no port is called 'Nowhere'"),
        (["35.2,139.8", "0,0"], "nothing of lanes within 200 km"),
        (["35.2,139.8", "41.5,141.5", "--minimise", "time"], "needs speeds="),
        (["35.2,139.8", "41.5,141.5", "--open-passage", "gulf"], "no passage is called 'gulf'"),
        (["35.2,139.8", "41.5,141.5", "--avoid", "Nowhere"], "Nowhere"),
        (["35.2,139.8", "41.5,141.5", "--sea-kn", "0"], "sea_kn=0"),
        (["35.2,139.8", "41.5,141.5", "--max-days", "3"], "max_days=3 needs speeds="),
    ],
)
def test_what_cannot_be_asked_is_refused(lanes, more, words, capsys):
    assert main(["way", *more, "--lanes", lanes]) == 2
    assert words in capsys.readouterr().err


def test_the_world_is_built_with_its_steps_told(tmp_path, monkeypatch, capsys):
    way_packages.install(tmp_path / "packages")
    monkeypatch.syspath_prepend(tmp_path / "packages")
    monkeypatch.setattr(terminals, "SMALL_PART", 2)
    for name in ("searoute", "scgraph_data"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    building._read.cache_clear()
    assert (
        main(["way", "Yokohama", "48.5,135.1", "--world", "--cache", str(tmp_path / "cache"), "--modes", "sea,rail"])
        == 0
    )
    shown = capsys.readouterr()
    assert "railways read" in shown.err and "transfer" in shown.out and "OpenStreetMap" in shown.out
    building._read.cache_clear()
