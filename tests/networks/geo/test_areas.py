"""Areas as they are given, and what is refused."""

import math
import re

import numpy as np
import pytest
from shapely.geometry import MultiPolygon, Polygon, box, mapping

from networks.geo.areas import areas_in

RING = [(10, 20), (10, 30), (20, 30), (20, 20)]  # degrees north, then east
DRAWN = box(20, 10, 30, 20)  # the same; shapely has east first
FEATURE = {"type": "Feature", "properties": {"name": "ice"}, "geometry": mapping(DRAWN)}


def only(given):
    (found,), problems = areas_in(given)
    assert not problems
    return found


@pytest.mark.parametrize(
    "given",
    [
        RING,
        np.array(RING),
        [*RING, RING[0]],
        DRAWN,
        mapping(DRAWN),
        MultiPolygon([DRAWN]),
        FEATURE,
        {"type": "FeatureCollection", "features": [FEATURE]},
        [DRAWN],
        {"ice": RING},
        {"ice": {"type": "FeatureCollection", "features": [FEATURE]}},
    ],
)
def test_the_same_area_is_given_in_many_ways(given):
    found = only(given)
    assert found.shape.symmetric_difference(DRAWN).area < 1e-3
    assert found.name in ("area", "ice")
    assert only(found) == found


def test_names_are_those_given_else_numbers():
    found, problems = areas_in([RING, DRAWN.buffer(1, quad_segs=1), FEATURE])
    assert [one.name for one in found] == ["area 1", "area 2", "ice"] and not problems
    assert [one.name for one in areas_in({"war": [RING, FEATURE]})[0]] == ["war 1", "war ice"]
    assert areas_in([])[0] == areas_in({})[0] == []


def test_holes_are_no_part_of_an_area():
    shape = only(DRAWN.difference(box(22, 12, 28, 18))).shape
    assert math.isclose(shape.area, 100 - 36, abs_tol=1e-2)


@pytest.mark.parametrize(
    "given", [box(170, 60, 190, 70), box(-190, 60, -170, 70), [box(170, 60, 180, 70), box(-180, 60, -170, 70)]]
)
def test_an_area_over_the_180th_meridian_lies_on_both_sides(given):
    shapes = [one.shape for one in areas_in(given)[0]]
    for lon in (175.0, 179.999, 180.0, -180.0, -179.999, -175.0):
        assert any(shape.intersects(box(lon, 65, lon, 65).centroid) for shape in shapes), lon
    assert not any(shape.intersects(box(0, 60, 1, 61)) for shape in shapes)


def test_all_round_the_earth():
    assert only(box(-180, 66, 180, 90)).shape.contains(box(-10, 70, 10, 80))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("Suez", "expected polygons"),
        (5, "expected polygons"),
        (None, "expected polygons"),
        ({"type": "Point", "coordinates": [1, 2]}, "a Point encloses nothing"),
        ({"type": "LineString", "coordinates": [[1, 2], [3, 4]]}, "a LineString encloses nothing"),
        ({"type": "FeatureCollection", "features": []}, "a FeatureCollection encloses nothing"),
        ({"type": "Feature", "properties": None, "geometry": None}, "expected polygons"),
        ({"type": "Polygon"}, "expected rings"),
        ({"type": "Polygon", "coordinates": [[["a", 2], [3, 4], [5, 6]]]}, "expected rings"),
        ({"type": "Polygon", "coordinates": []}, "it is empty"),
        (Polygon(), "it is empty"),
        ([(10, 20), (10, 30)], "a ring of 2 corners"),
        ([(100, 20), (10, 30), (20, 30)], "pairs are \\(lat, lon\\)"),
        ([(math.nan, 20), (10, 30), (20, 30)], "expected degrees"),
        ([(10, math.inf), (10, 30), (20, 30)], "expected degrees"),
        (box(-170, 0, 170, 10), "which way round"),
        (box(-350, 0, 350, 10), "more than once round"),
        ([(0, 0), (1, 1), (1, 0), (0, 1)], "does not cross itself"),
        ([(0, 0), (1, 1), (2, 2)], "does not cross itself"),
        ({"a, b": RING}, "a name without ','"),
        ([FEATURE, FEATURE], "several areas bear this name"),
    ],
)
def test_what_is_no_area_is_refused(given, words):
    found, problems = areas_in(given)
    assert problems, found
    assert any(re.search(words, problem) for problem in problems), problems
