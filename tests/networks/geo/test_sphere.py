"""Great circles and flat maps hold against what can be worked out by hand."""

import numpy as np
import pytest

from networks.geo import sphere
from networks.geo.lines import cut_at_180, line_between

DEGREE_KM = 2 * np.pi * sphere.EARTH_KM / 360


def test_distances_from_degrees_and_from_vectors_are_the_same():
    points = np.stack([np.linspace(-180, 180, 97), 80 * np.sin(np.arange(97))], axis=1)
    vectors = sphere.unit_vectors(points)
    by_angle = sphere.EARTH_KM * sphere.angles(vectors[:-1], vectors[1:])
    assert sphere.piece_km(points) == pytest.approx(by_angle, rel=1e-9)


def test_a_line_along_great_circles_keeps_its_points_and_its_length():
    line = np.array([(139.66, 35.45), (-122.4, 37.8), (-122.4, 37.8), (-122.3, 37.9)])
    bent = sphere.along_great_circles(line, 300.0)
    assert all((bent == point).all(axis=1).any() for point in line)
    assert sphere.piece_km(bent).max() <= 300.0
    assert sphere.piece_km(bent).sum() == pytest.approx(sphere.piece_km(line).sum(), rel=1e-12)
    assert sphere.along_great_circles(line[:1], 300.0).tolist() == line[:1].tolist()


def test_on_the_flat_map_distances_from_the_centre_are_true():
    around = sphere.unit_vectors(np.array([(20.0, 0.0), (0.0, 20.0), (180.0, 89.0), (0.0, 0.0)]))
    flat = sphere.equidistant(sphere.unit_vectors(np.array([(0.0, 0.0)]))[0])(around)
    assert np.hypot(*flat.T) == pytest.approx(np.array([20, 20, 91, 0]) * DEGREE_KM, abs=1e-6)
    assert flat[0] == pytest.approx([20 * DEGREE_KM, 0], abs=1e-6)  # east
    assert flat[1] == pytest.approx([0, 20 * DEGREE_KM], abs=1e-6)  # north


def test_a_line_is_cut_where_it_crosses_the_180th_meridian_either_way():
    east = np.array([(170.0, 50.0), (-170.0, 50.0)])
    for line in (east, east[::-1]):
        first, second = cut_at_180(line)
        assert first[-1].tolist() == (second[0] * [-1, 1]).tolist()
        assert first[-1][1] > 50  # the great circle runs north of the parallel
    assert [part.tolist() for part in cut_at_180(east[:1])] == [east[:1].tolist()]


def test_the_line_of_a_link_runs_in_the_direction_of_travel(toy):
    points = [(41.5, 140.9), (42.0, 135.0)]
    network = toy().add_waypoints(link="sea", points=points).build()
    there = line_between(network, "JPYOK", "RUVVO", "sea")
    assert there.tolist() == [[139.66, 35.45], [140.9, 41.5], [135.0, 42.0], [131.88, 43.11]]
    assert line_between(network, "RUVVO", "JPYOK", "sea").tolist() == there[::-1].tolist()
    assert line_between(network, "JPYOK", "RUVVO").tolist() == there[[0, -1]].tolist()  # the chord
    lost = toy().add_place(id="X", name="X").add_link(id="x", tail="X", head="RUMOW", mode="sea").build()
    assert line_between(lost, "X", "RUMOW", "x") is None
