"""GeoJSON: points are places, lines are links, inner positions are way-points."""

import json
import math

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


def refused(path, **arguments):
    with pytest.raises(networks.DataError) as caught:
        networks.read_geojson(path, **arguments)
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


def named_crs(name):
    return {"type": "name", "properties": {"name": name}}


WGS_84 = [
    None,
    *map(
        named_crs,
        [
            "urn:ogc:def:crs:OGC:1.3:CRS84",
            "urn:ogc:def:crs:OGC::CRS84",
            "OGC:CRS84",
            "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
            "urn:ogc:def:crs:EPSG::4326",
            "urn:ogc:def:crs:EPSG:6.9:4326",
            "EPSG:4326",
            "epsg:4326",
            "http://www.opengis.net/gml/srs/epsg.xml#4326",
        ],
    ),
    {"type": "EPSG", "properties": {"code": 4326}},
]


@pytest.mark.parametrize("crs", WGS_84)
def test_a_file_that_says_at_length_that_it_is_in_wgs_84_is_read(file, crs):
    assert networks.read_geojson(file(A, B, AB, crs=crs)) == networks.read_geojson(file(A, B, AB))


@pytest.mark.parametrize(
    "crs",
    [*map(named_crs, ["EPSG:3857", "urn:ogc:def:crs:EPSG::32633", "EPSG:43260", "CRS84 or so", "", 4326, None]), {}, [], "EPSG:4326", 4326,
     {"type": "EPSG", "properties": {"code": 3857}}, {"type": "link", "properties": {"href": "x"}}, {"properties": "EPSG:4326"}],
)  # fmt: skip
def test_another_system_of_coordinates_is_refused(file, crs):
    ((_, _, field, _, expected),) = refused(file(A, B, AB, crs=crs))
    assert (field, expected) == ("crs", "GeoJSON is in degrees, WGS 84")


def test_whole_numbers_are_ids_and_a_link_may_bear_that_of_a_place(file):
    one, two = point(1, 139.66, 35.45, name="a"), point(2.0, 131.88, 43.11, name="b")
    way = line(1, 1, 2.0, [139.66, 35.45], [131.88, 43.11])
    network = networks.read_geojson(file(one, two, way))
    assert (list(network.places), list(network.links), network.links["1"].head) == (["1", "2"], ["1"], "2")


@pytest.mark.parametrize("odd", [[1], {"a": 1}, True, "a b", "A\u200b"])
def test_an_id_that_is_none_is_told(file, odd):
    found = refused(file(A, B, point(odd, 1, 1, name="x"), AB))
    assert [row for _, row, field, *_ in found if field == "id"] == [3]


def parts(*lines):
    return AB | {"geometry": {"type": "MultiLineString", "coordinates": list(lines)}}


def test_a_line_in_parts_that_join_is_one_line(file):
    plain = networks.read_geojson(file(A, B, AB))
    first, middle, last = [139.66, 35.45], [140.9, 41.5], [131.88, 43.11]
    assert networks.read_geojson(file(A, B, parts([first, middle, last]))) == plain
    assert networks.read_geojson(file(A, B, parts([first, middle], [middle, last]))) == plain
    spot = A | {"geometry": {"type": "MultiPoint", "coordinates": [first]}}
    assert networks.read_geojson(file(spot, B, AB)) == plain


def test_a_line_that_was_cut_at_180_degrees_is_one_line(file):
    ends = point("A", 170, 40), point("B", -170, 40)
    cut = line("ab", "A", "B", [170, 40]) | {
        "geometry": {"type": "MultiLineString", "coordinates": [[[170, 40], [180, 41]], [[-180, 41], [-170, 40]]]}
    }
    assert networks.read_geojson(file(*ends, cut)).waypoints("ab").tolist() == [[41, 180]]


def test_parts_that_do_not_join_are_told(file):
    ((_, row, field, value, expected),) = refused(
        file(A, B, parts([[139.66, 35.45], [1, 2]], [[1, 3], [131.88, 43.11]]))
    )
    assert (row, field, value) == (3, "geometry", "MultiLineString")
    assert expected.startswith("expected one line; its 2 parts do not join")


def test_degrees_beyond_180_are_those_from_the_other_side_and_told(file):
    far = line("ab", "A", "B", [170, 40], [185, 41], [190, 40])
    path = file(point("A", 170, 40), point("B", 190, 40), far)
    with pytest.warns(networks.DataWarning, match="2 features go beyond 180 degrees east or west"):
        network = networks.read_geojson(path)
    assert (network.places["B"].lon, network.waypoints("ab").tolist()) == (-170, [[41, -175]])


@pytest.mark.parametrize("properties", [[1], "ab", 5, True, []])
def test_properties_that_are_no_object_are_told(file, properties):
    found = refused(file(A, B, AB | {"properties": properties}))
    assert [(name, row, field) for name, row, field, *_ in found] == [("toy.geojson", 3, "properties")]


@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        ("[" * 100_000, "", "expected lists and objects at most 50 deep, found 100000"),
        ('{"a":' * 5000, "", "expected lists and objects at most 50 deep, found 5000"),
        ('{"type": "FeatureCollection", "features": [], "features": []}', "features (in or after feature 1)", "this key stands twice in one object; each may stand once"),
        ('{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"id": "a", "id": "b"}}]}', "id (in or after feature 1)", "this key stands twice in one object; each may stand once"),
        ('{"type": "FeatureCollection", "features": ' + "9" * 5000 + "}", "features", "expected a list of features"),
        ('{"type": "FeatureCollection", "features": [],}', "", "not JSON: Expecting property name enclosed in double quotes: line 1 column 46 (char 45)"),
        ('"' + '\\"' * 500_000, "", "not JSON: Unterminated string starting at: line 1 column 1 (char 0)"),
        ("", "", "not JSON: Expecting value: line 1 column 1 (char 0)"),
    ],
)  # fmt: skip
def test_json_that_cannot_be_taken_for_sure_is_refused(tmp_path, text, field, expected):
    path = tmp_path / "x.geojson"
    path.write_text(text)
    ((_, _, found, _, told),) = refused(path)
    assert (found, told) == (field, expected)


def test_brackets_in_text_are_not_counted(file):
    named = point("A", 139.66, 35.45, name='[{"' * 100)
    assert networks.read_geojson(file(named, B, AB)).places["A"].name == '[{"' * 100


@pytest.mark.parametrize("digits", [400, 5000])
def test_a_coordinate_of_very_many_digits_is_told_with_its_feature(tmp_path, digits):
    path = tmp_path / "x.geojson"
    feature = json.dumps(A).replace("139.66", "9" * digits)
    path.write_text(f'{{"type": "FeatureCollection", "features": [{feature}]}}')
    found = refused(path)
    assert (found[0][:3], found[0][4]) == (
        ("x.geojson", 1, "geometry"),
        "expected positions of two numbers: degrees east, then north",
    )
    assert len(found[0][3]) <= 80


def test_a_finding_names_file_and_feature(file):
    with pytest.raises(networks.DataError) as caught:
        networks.read_geojson(file(A, B, AB, A))
    assert str(caught.value).splitlines()[1] == (
        "  error: toy.geojson, feature 4, id: 'A': expected each id once; it stands in toy.geojson feature 1 already [unique-keys]"
    )


@pytest.mark.parametrize("mode", [None, "sea"])
@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_degrees_that_are_no_numbers_are_told_and_no_height_is_looked_at(file, number, mode):
    for places in ([[number, 35.45], [131.88, 43.11]], [[139.66, 35.45], [140, number], [131.88, 43.11]]):
        told = refused(file(A, B, line("ab", "A", "B", *places)), mode=mode)
        assert told == [
            ("toy.geojson", 3, "geometry", str(places), "expected positions of two numbers: degrees east, then north")
        ]
    high = line(
        "ab", "A", "B", [139.66, 35.45, number], [131.88, 43.11, number], length_km=1700, territories=["JP", "RU"]
    )
    assert list(networks.read_geojson(file(A, B, high), mode=mode).links) == ["ab"]


MERCATOR = {"type": "name", "properties": {"name": "EPSG:3857"}}


def test_other_coordinates_are_refused_wherever_they_are_stated(file):
    told = ("toy.geojson", 1, "crs", str(dict(sorted(MERCATOR.items()))), "GeoJSON is in degrees, WGS 84")
    for feature in (A | {"crs": MERCATOR}, A | {"geometry": A["geometry"] | {"crs": MERCATOR}}):
        assert refused(file(feature)) == [told]
    degrees = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    assert "A" in networks.read_geojson(file(A | {"crs": degrees}, B, AB)).places


@pytest.mark.parametrize("begin", ["", "\x1e"])
def test_a_file_of_one_feature_a_line_is_called_so(file, begin):
    path = file()
    path.write_text("".join(f"{begin}{json.dumps(one)}\n" for one in (A, B, AB)), encoding="utf-8")
    ((name, row, field, _, expected),) = refused(path)
    assert (name, row, field) == ("toy.geojson", 0, "")
    assert expected.startswith("this holds one feature a line (ndjson, GeoJSONSeq); expected a FeatureCollection")
