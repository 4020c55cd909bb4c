"""Areas out of a file."""

import json

import pytest

import networks

RING = [[42.0, 11.0], [46.0, 11.0], [46.0, 14.0], [42.0, 14.0], [42.0, 11.0]]


def feature(**properties):
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [RING]}}


def read(folder, *features):
    file = folder / "ice.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return networks.read_areas(file)


def test_areas_bear_their_names_or_that_of_the_file(tmp_path):
    assert [one.name for one in read(tmp_path, feature())] == ["ice"]
    assert [one.name for one in read(tmp_path, feature(), feature(name="war"), feature())] == ["ice 1", "war", "ice 2"]


def test_all_that_is_no_polygon_is_told(tmp_path):
    point = {"type": "Feature", "properties": {"name": "p"}, "geometry": {"type": "Point", "coordinates": [1, 2]}}
    with pytest.raises(networks.DataError) as caught:
        read(tmp_path, point, feature(name="a;b"))
    assert len(caught.value.findings) == 2
    assert "p: a Point encloses nothing" in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"type": "Polygon", "coordinates": []}',
        '{"type": "FeatureCollection", "features": []}',
        "[" * 999,
    ],
)
def test_what_holds_no_features_is_refused(tmp_path, text):
    file = tmp_path / "x.geojson"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(networks.DataError, match="x"):
        networks.read_areas(file)
