"""What lies in an area: by courses where they are known, by lengths where they are not."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from oracles.cases import cases
from shapely.geometry import box

from networks.geo.areas import areas_in
from networks.geo.entering import entered, km_to
from networks.geo.sphere import great_circle_km
from networks.model.cells import table_from_values

HERE, THERE = (0.0, 0.0), (0.0, 20.0)  # 2,224 km apart


def tables_of(*points, km=None, mode="sea", source="", ends=(HERE, THERE)):
    """Return the tables of one link between two places; what the rules would say of it does not matter here."""
    rows = {
        "places": [
            {"id": name, "name": name, "lat": at and at[0], "lon": at and at[1]}
            for name, at in zip("AB", ends, strict=True)
        ],
        "links": [{"id": "ab", "tail": "A", "head": "B", "mode": mode, "length_km": km}],
        "waypoints": [
            {"link": "ab", "seq": seq, "lat": lat, "lon": lon, "source": source}
            for seq, (lat, lon) in enumerate(points, 1)
        ],
    }
    found = [table_from_values(name, cells) for name, cells in rows.items()]
    assert not any(findings for _, findings in found)
    return [table for table, _ in found]


def found_in(tables, shape, **more):
    (area,), problems = areas_in(shape)
    assert not problems
    return entered(area, *tables, **more)


def test_a_course_is_followed_along_great_circles_between_way_points():
    net = tables_of((5.0, 10.0))
    assert found_in(net, box(4, 2, 6, 2.5)).links == {"ab"}
    far = found_in(net, box(9, -1, 11, 1))  # where the chord between the places runs
    assert not (far.links | far.places | far.unknown_links | far.unknown_places)
    north = tables_of((60.0, 40.0), ends=((60.0, -40.0), (60.0, 41.0)))
    assert found_in(north, box(-1, 65, 1, 67)).links == {"ab"}  # the great circle; not the line of latitude
    assert not found_in(north, box(-1, 59, 1, 61)).links


def test_places_in_an_area_are_in_it_and_so_are_links_that_end_there():
    found = found_in(tables_of(), box(-1, -1, 1, 1))
    assert (found.places, found.links) == ({"A"}, {"ab"})
    afloat = found_in(tables_of(), box(-1, -1, 1, 1), afloat=True)
    assert (afloat.places, afloat.links) == (set(), {"ab"})


@pytest.mark.parametrize(("km", "is_unknown"), [(None, True), (1_800.0, True), (2_290.0, False), (2_340.0, True)])
def test_a_course_that_nobody_surveyed_is_unknown_unless_it_is_too_short(km, is_unknown):
    found = found_in(tables_of(km=km), box(9.9, 7.5, 10.1, 7.7))  # 834 km aside: 2,762 km there and on, 1.2 x 2,302
    assert (found.unknown_links == {"ab"}) is is_unknown and not found.links  # 1,800 km cannot be


def test_a_place_without_a_position_is_unknown_and_so_are_its_links():
    found = found_in(tables_of(km=1.0, ends=(None, (1.0, 1.0))), box(50, 50, 51, 51))
    assert (found.unknown_places, found.unknown_links) == ({"A"}, {"ab"})


def test_between_towns_a_line_by_land_may_run_anywhere_that_its_length_allows():
    aside = box(9.9, 6.0, 10.1, 6.2)  # 667 km beside a piece of 1,112 km: 1,737 km there and on
    towns = [(0.0, lon) for lon in (5.0, 15.0)]
    for km, mode, unknown in ((2_600.0, "rail", {"ab"}), (2_230.0, "rail", set()), (2_600.0, "sea", set())):
        assert found_in(tables_of(*towns, km=km, mode=mode, source="towns"), aside).unknown_links == unknown


def test_a_long_surveyed_piece_by_land_may_bend_a_tenth_aside():
    near, far = box(9.9, 0.5, 10.1, 0.6), box(9.9, 2.5, 10.1, 2.6)  # 56 and 278 km beside pieces of 1,112 km
    for shape, unknown in ((near, {"ab"}), (far, set())):
        assert found_in(tables_of((0.0, 5.0), (0.0, 15.0), km=2_230.0, mode="rail"), shape).unknown_links == unknown
        assert not found_in(tables_of((0.0, 5.0), (0.0, 15.0), km=2_230.0, mode="sea"), shape).unknown_links


@pytest.mark.parametrize(
    "shape", [box(175, -1, 185, 1), box(-185, -1, -175, 1), box(-180, -1, -179.99, 1), box(179.99, -1, 180, 1)]
)
def test_a_course_over_the_180th_meridian_is_whole(shape):
    over = tables_of((0.0, 179.0), (0.0, -179.0), ends=((0.0, 170.0), (0.0, -170.0)))
    assert found_in(over, shape).links == {"ab"}
    assert not found_in(over, box(-80, -1, 80, 1)).links


def test_by_water_alone_where_ships_are_asked_for():
    rail = tables_of((5.0, 10.0), mode="rail", km=2_400.0)
    found = found_in(rail, box(9, 4, 11, 6), afloat=True)
    assert not found.links and not found.unknown_links
    assert found_in(rail, box(9, 4, 11, 6)).links == {"ab"}


def test_distances_are_those_to_the_nearest_point_of_an_edge():
    (area,), _ = areas_in(box(10, 50, 20, 60))
    points = np.array([(5.0, 55.0), (15.0, 55.0), (15.0, 45.0), (25.0, 65.0), (-170.0, -55.0)])
    found = km_to(area, points)
    edge = shapely.get_coordinates(shapely.segmentize(area.shape.boundary, 0.001))
    for (lon, lat), km in zip(points, found, strict=True):
        plain = 0.0 if area.shape.contains(shapely.Point(lon, lat)) else great_circle_km(lat, lon, *edge.T[::-1]).min()
        assert math.isclose(km, plain, abs_tol=0.05), (lon, lat)


degrees = st.tuples(st.floats(-60, 60), st.floats(-179, 179))


@cases(quick=8, long=200)
@given(
    st.lists(degrees, min_size=3, max_size=6), st.tuples(st.floats(-60, 55), st.floats(-179, 170)), st.floats(0.5, 9)
)
def test_known_courses_touch_an_area_just_where_a_finer_line_does(points, corner, side):
    (lat, lon), ends = corner, (points[0], points[-1])
    shape = box(lon, lat, lon + side, lat + side)
    found = found_in(tables_of(*points[1:-1], ends=ends), shape)
    inside = km_inside(points, shape)
    assert bool(found.links) == (inside > 0) or abs(inside) < 0.5  # grazed
    assert not found.unknown_links


def km_inside(points, shape):
    """Return the km of a line along great circles that lie in a shape, by pieces of 0.2 % and both their ends."""
    vectors = [
        (math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat))
        for lat, lon in np.radians(points).tolist()
    ]
    km = 0.0
    for one, other in zip(np.array(vectors), np.array(vectors)[1:], strict=False):
        angle = math.acos(max(-1.0, min(1.0, float(one @ other))))
        if angle == 0:
            continue
        share = np.linspace(0, 1, 501)[:, None]
        x, y, z = ((np.sin((1 - share) * angle) * one + np.sin(share * angle) * other) / math.sin(angle)).T
        lon, lat = np.degrees(np.arctan2(y, x)), np.degrees(np.arcsin(np.clip(z, -1, 1)))
        within = shapely.intersects_xy(shape, lon, lat)
        km += within.mean() * angle * 6371
    return km
