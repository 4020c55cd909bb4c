"""Lines on the map: along great circles, and cut at the 180th meridian."""

from __future__ import annotations

import numpy as np
import pytest

from networks.geo.lines import cut_at_180
from networks.geo.sphere import along_great_circles, great_circle_km


def cut(*points):
    return [part.tolist() for part in cut_at_180(np.array(points, dtype=float))]


def test_a_long_chord_is_bent_and_keeps_its_length_and_ends():
    line = np.array([(139.66, 35.45), (-122.4, 37.8)])
    bent = along_great_circles(line, 300.0)
    pieces = great_circle_km(bent[:-1, 1], bent[:-1, 0], bent[1:, 1], bent[1:, 0])
    whole = great_circle_km(35.45, 139.66, 37.8, -122.4)
    assert pieces.max() <= 300
    assert pieces.sum() == pytest.approx(float(whole))
    assert bent[0].tolist() == line[0].tolist() and bent[-1].tolist() == line[1].tolist()


def test_a_short_chord_stays_as_it_is():
    line = np.array([(130.0, 43.0), (132.0, 43.0), (132.0, 43.0)])  # 163 km and 0 km
    assert along_great_circles(line, 300.0).tolist() == line.tolist()


def test_a_line_that_stays_on_one_side_is_not_cut():
    assert cut((170, 0), (-10, 0), (-170, 10)) == [[[170, 0], [-10, 0], [-170, 10]]]


def test_a_line_may_cross_there_and_back():
    east, there, back = cut((179, 10), (-179, 10), (179, 10))
    assert (east[-1][0], there[0][0], there[-1][0], back[0][0]) == (180, -180, -180, 180)
    assert east[-1][1] == pytest.approx(10.0015, abs=1e-4)  # tan lat = tan 10 / cos 1


@pytest.mark.parametrize("edge", [180, -180])
def test_a_point_on_the_meridian_belongs_to_both_parts(edge):
    east, west = cut((170, 0), (edge, 0), (-170, 0))
    assert (east[0], east[-1], west[0], west[-1]) == ([170, 0], [180, 0], [-180, 0], [-170, 0])


def test_a_line_that_begins_on_the_meridian_has_one_part():
    assert cut((180, 0), (-170, 0)) == [[[-180, 0], [-170, 0]]]


def test_a_line_of_one_spot_stays():
    assert cut((10, 0), (10, 0)) == [[[10, 0], [10, 0]]]
