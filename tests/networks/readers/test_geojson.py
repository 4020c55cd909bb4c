"""GeoJSON: points are places, lines are links, inner positions are way-points."""

import json

import pytest

import networks


def point(place, lon, lat, **properties):
    return {
        "type": "Feature",
        "id": place,
        "properties": {"name": place} | properties,
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
    }


def line(link, tail, head, *positions, **properties):
    return {
        "type": "Feature",
        "properties": {"id": link, "tail": tail, "head": head, "mode": "sea"} | properties,
        "geometry": {"type": "LineString", "coordinates": list(positions)},
    }


A, B = point("A", 139.66, 35.45, country="JP"), point("B", 131.88, 43.11, country="RU")
AB = line("ab", "A", "B", [139.66, 35.45], [140.9, 41.5], [131.88, 43.11], length_km=1700, territories=["JP", "RU"])


@pytest.fixture
def file(tmp_path):
    def write(*features, **members):
        path = tmp_path / "toy.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features} | members), encoding="utf-8")
        return path

    return write


def refused(path):
    with pytest.raises(networks.DataError) as caught:
        networks.read_geojson(path)
    return [(one.file, one.row, one.field, one.value, one.expected) for one in caught.value.findings]


def test_points_are_places_and_lines_are_links(file):
    network = networks.read_geojson(file(A, B, AB))
    assert (network.name, network.places["B"].lat, network.places["B"].lon) == ("toy", 43.11, 131.88)
    assert network.links["ab"].territories == ("JP", "RU")
    assert network.waypoints("ab").tolist() == [[41.5, 140.9]]


def test_properties_that_are_no_columns_are_told(file):
    with pytest.warns(networks.DataWarning, match=r"'stroke': these properties are no columns of links"):
        networks.read_geojson(file(A, B, AB | {"properties": AB["properties"] | {"stroke": "#f00"}}))


def test_a_line_that_begins_at_its_head_or_elsewhere_is_told(file):
    turned = line("ab", "A", "B", [131.88, 43.11], [139.66, 35.45])
    assert refused(file(A, B, turned)) == [
        ("toy.geojson", 3, "head", "B", "the line ends 1082 km from there"),
        ("toy.geojson", 3, "tail", "A", "the line begins 1082 km from there"),
    ]


@pytest.mark.parametrize(
    ("feature", "expected"),
    [
        ({"type": "Feature", "geometry": {"type": "Polygon", "coordinates": []}}, "expected a Point (a place) or a"),
        ({"type": "Feature", "geometry": None}, "expected a Point (a place) or a LineString (a link)"),
        (
            {"type": "Feature", "geometry": {"type": "Point", "coordinates": ["1", 2]}},
            "expected positions of two numbers",
        ),
        (line("ab", "A", "B", [1, 2]), "expected at least two positions"),
        (17, "expected a Feature"),
    ],
)
def test_a_feature_of_another_kind_is_told_with_its_number(file, feature, expected):
    ((name, row, field, _, text),) = refused(file(A, feature))
    assert (name, row, field) == ("toy.geojson", 2, "geometry")
    assert text.startswith(expected)


def test_bad_values_and_unknown_places_are_told(file):
    odd = line("ab", "A", "Z", [139.66, 35.45], [131.88, 43.11], length_km="1,700", hours=float("nan"))
    found = refused(file(A, point("B", 43.11, 131.88, country="RU"), odd))
    assert [(file, number, field, value) for file, number, field, value, _ in found] == [
        ("toy.geojson", 2, "lat", "131.88"),
        ("toy.geojson", 3, "head", "Z"),
        ("toy.geojson", 3, "hours", "nan"),
        ("toy.geojson", 3, "length_km", "1,700"),
    ]


def test_a_file_that_is_no_feature_collection_is_told(file, tmp_path):
    assert refused(file(A, crs={"type": "name"}))[0][4] == "GeoJSON is in degrees, WGS 84"
    path = tmp_path / "other.geojson"
    for text, field in (("{", ""), ("[]", "type"), ('{"type": "FeatureCollection"}', "features")):
        path.write_text(text)
        assert refused(path)[0][2] == field
    assert "cannot be read" in refused(tmp_path / "none.geojson")[0][4]
