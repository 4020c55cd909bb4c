"""Borders of one's own: read, named in every answer, and gone by wherever territories go by geometry."""

import json
import warnings

import numpy as np
import pytest

import networks
import routing
from networks import NetworkBuilder, WayGraph
from networks.geo.borders import clearance_km
from networks.geo.territories import extents
from networks.geo.worldview import NATURAL_EARTH, borders_in_use, seen_by
from routing import Constraints, QuestionError, way
from routing.cli import main


def box(west, south, east, north):
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


def written(folder, *features, name="mine.geojson", key="ISO_A2_EH"):
    given = [
        {"type": "Feature", "properties": {key: code, "NAME": code}, "geometry": {"type": kind, "coordinates": rings}}
        for code, kind, rings in features
    ]
    (folder / name).write_text(json.dumps({"type": "FeatureCollection", "features": given}))
    return folder / name


# land from 0 to 30 east: KZ in the west, CN in the east; the strip from 10 to 20 is of one or the other
WEST, STRIP, EAST = box(0, 0, 10, 10), box(10, 0, 20, 10), box(20, 0, 30, 10)


@pytest.fixture
def views(tmp_path):
    """Return the borders as the two see them."""
    parts = [("KZ", "Polygon", WEST), ("CN", "Polygon", EAST)]
    return [
        networks.read_borders(written(tmp_path, *parts, (owner, "Polygon", STRIP), name=f"{owner}.geojson"))
        for owner in ("KZ", "CN")
    ]


def test_borders_are_those_of_the_file(views):
    one, other = views
    assert repr(one) == "<Borders KZ: 2 territories>" and one.codes == {"CN", "KZ"}
    assert one.extents == {"KZ": (0.0, 0.0, 10.0, 20.0), "CN": (0.0, 20.0, 10.0, 30.0)}
    assert other.extents["CN"] == (0.0, 10.0, 10.0, 30.0)
    with pytest.raises(KeyError):
        one.polygon("RU")


def test_they_are_looked_at_for_as_long_as_it_lasts(views):
    line = [(11.0, 5.0), (19.0, 5.0)]
    with seen_by(views[1]):
        assert clearance_km(line, "CN").inside_km > 800 and clearance_km(line, "KZ").inside_km == 0
        with seen_by(views[0]):
            assert clearance_km(line, "CN").inside_km == 0 and set(extents()) == {"CN", "KZ"}
        with seen_by(None):
            assert borders_in_use() is views[1]
    assert borders_in_use() is NATURAL_EARTH and len(extents()) == 239


@pytest.mark.long
def test_our_rectangles_hold_all_of_their_land():
    for code, (south, west, north, east) in NATURAL_EARTH.extents.items():
        low, bottom, high, top = NATURAL_EARTH.polygon(code).bounds
        assert south <= bottom and top <= north, code
        assert west > east or (west <= low and high <= east), code


def network():
    builder = NetworkBuilder("strip")
    for key, lon in (("A", 2.0), ("B", 12.0), ("C", 18.0)):
        builder.add_place(id=key, name=key, lat=5.0, lon=lon)
    for tail, head in (("A", "B"), ("B", "C")):
        builder.add_link(id=f"{tail}{head}", tail=tail, head=head, mode="rail", gauge_mm=1435, length_km=1200, hours=9)
        builder.add_waypoints(link=f"{tail}{head}", points=[(5.0, 7.0 if tail == "A" else 15.0)])
    return builder.build(silence=None)


def coded(net, borders):
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        found = networks.with_territories(net, borders=borders)
    return found, "; ".join(str(one.message) for one in told)


def test_territories_go_by_them_and_say_whose_they_are(views):
    net = network()
    (one, told), (other, _) = (coded(net, borders) for borders in views)
    assert "strip, by KZ: 3 places got a country" in told
    assert [one.places[key].country for key in "ABC"] == ["KZ"] * 3 and one.links["BC"].territories == ("KZ",)
    assert [other.places[key].country for key in "ABC"] == ["KZ", "CN", "CN"]
    assert "territories by CN: " in other.links["BC"].note
    with pytest.raises(networks.DataError, match="borders"):
        networks.with_territories(net, borders="CN")


def test_an_audit_goes_by_them_and_says_whose_they_are(views):
    net, _ = coded(network(), views[0])
    result = routing.solve(net, routing.Shipment("B", "C", scope="terminal"))
    one, other = (routing.audit(net, result, "CN", exact_codes=True, borders=borders) for borders in views)
    assert one.verdict is not routing.Verdict.INSIDE and other.verdict is routing.Verdict.INSIDE
    assert "Against CN in CN, tolerance 5 km: inside" in str(other)
    wide = routing.audit(net, result, "CN", borders=views[1])  # of HK and MO nothing is known there
    assert wide.verdict is routing.Verdict.UNKNOWN and "CN, HK, MO (no borders of HK, MO) in CN" in str(wide)
    assert routing.audit_network(net, "CN", exact_codes=True, borders=views[1]).border.borders == "CN"
    with pytest.raises(QuestionError, match="borders"):
        routing.audit(net, result, "CN", borders="CN")


POINTS = np.array([(2.0, 5.0), (12.0, 5.0), (18.0, 5.0), (12.0, 12.0), (18.0, 12.0)])


def test_a_ban_of_ways_goes_by_them_and_refuses_what_they_do_not_have(views):
    plain = WayGraph.of_edges("strip", POINTS, [(0, 1), (1, 2), (0, 3), (3, 4), (4, 2)], mode="rail")
    ban, ends = Constraints(avoid_territories="CN", exact_codes=True), ((5.0, 2.0), (12.0, 18.0))
    one, other = (way(plain.with_borders(borders), *ends, constraints=ban) for borders in views)
    assert one.nodes.tolist() in ([0, 1, 2, 4], [0, 3, 4]) and other.nodes.tolist() == [0, 3, 4]
    assert other.to_dict()["borders"] == "CN" and "by CN" in str(other)
    assert way(plain.with_borders(views[1]), ends[0], (5.0, 18.0), constraints=ban).blocked_by == ("the ban of CN",)
    assert way(plain.with_borders(views[0]), ends[0], (5.0, 18.0), constraints=ban).status.name == "OPTIMAL"
    with pytest.raises(QuestionError, match="CN has no borders of RU: a ban would leave nothing out"):
        way(plain.with_borders(views[1]), *ends, constraints=Constraints(avoid_territories="RU"))
    with pytest.raises(QuestionError, match=r"German edition\) has no borders of GF"):
        way(plain, *ends, constraints=Constraints(avoid_territories="GF"))  # which lies within FR there


@pytest.mark.parametrize(("key", "value"), [("ISO_A3", "CHN"), ("iso_a2", "cn"), ("code", "China")])
def test_codes_may_be_letters_or_names(tmp_path, key, value):
    assert networks.read_borders(written(tmp_path, (value, "Polygon", WEST), key=key)).codes == {"CN"}


def test_land_of_nobody_is_told(tmp_path):
    file = written(tmp_path, ("KZ", "Polygon", WEST), ("-99", "Polygon", STRIP), ("KZ", "MultiPolygon", [EAST]))
    with pytest.warns(networks.DataWarning, match="1 features whose ISO_A2_EH is no territory .-99.: their land is"):
        found = networks.read_borders(file, name="a view, 2026")
    assert found.name == "a view, 2026" and found.extents["KZ"] == (0.0, 0.0, 10.0, 30.0)


def test_a_rectangle_over_the_180th_meridian_is_the_narrow_one(tmp_path):
    parts = [box(170, 60, 180, 70), box(-180, 60, -170, 70)]
    found = networks.read_borders(written(tmp_path, ("RU", "MultiPolygon", parts)))
    assert found.extents["RU"] == (60.0, 170.0, 70.0, -170.0)


WRONG = [
    ([("KZ", "Point", [0, 0])], {}, "feature 1, geometry.*expected a Polygon"),
    ([("KZ", "Polygon", box(0, 0, 190, 10))], {}, "feature 1, geometry.*expected a Polygon"),
    ([("KZ", "Polygon", [*WEST, [[2, 2], [1e308, 2], [3, 3], [2, 2]]])], {}, "feature 1, geometry.*expected a Polygon"),
    ([("KZ", "Polygon", [[[0, 0], [1, 1]]])], {}, "feature 1, geometry.*expected a Polygon"),
    ([("KZ", "Polygon", "x")], {}, "feature 1, geometry.*expected a Polygon"),
    ([("KZ", "Polygon", [])], {}, "feature 1, geometry.*expected a Polygon"),
    ([("-99", "Polygon", WEST)], {}, "no feature bears the code of a territory here"),
    ([("KZ", "Polygon", WEST)], {"code": "owner"}, "owner.*expected a property with the code of a territory"),
    ([("KZ", "Polygon", WEST)], {"code": 5}, "code.*expected a text, not int"),
    ([("KZ", "Polygon", WEST)], {"name": 5}, "name.*expected a text, not int"),
    ([], {}, "expected a property with the code of a territory"),
]


@pytest.mark.parametrize(("features", "more", "words"), WRONG)
def test_what_are_no_borders_is_refused(tmp_path, features, more, words):
    with pytest.raises(networks.DataError, match=words):
        networks.read_borders(written(tmp_path, *features), **more)


@pytest.mark.parametrize("data", [b"", b"no borders", b"{}", b"{", b"PK\x03\x04", b"\xff\xfe"])
def test_what_is_no_file_of_features_is_refused(tmp_path, data):
    (tmp_path / "x.gpkg").write_bytes(data)
    with pytest.raises(networks.DataError, match=r"x\.gpkg"):
        networks.read_borders(tmp_path / "x.gpkg")
    with pytest.raises(networks.DataError, match="cannot be read"):
        networks.read_borders(tmp_path / "nowhere.geojson")


def test_the_command_line_takes_them(tmp_path, capsys):
    file = written(tmp_path, ("KZ", "Polygon", WEST), ("CN", "Polygon", STRIP))
    lanes = {"type": "LineString", "coordinates": POINTS[[0, 1, 2]].tolist()}
    features = [{"type": "Feature", "properties": {}, "geometry": lanes}]
    (tmp_path / "lanes.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    asked = ["way", "5,2", "5,18", "--lanes", str(tmp_path / "lanes.geojson"), "--borders", str(file)]
    assert main(asked) == 0
    assert "by mine" in capsys.readouterr().out
    assert main([*asked, "--avoid", "CN", "--exact-codes"]) == 1
