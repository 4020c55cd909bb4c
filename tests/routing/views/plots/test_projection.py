"""Lambert's azimuthal equal-area projection: Snyder's worked example, areas, and the way back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from networks.geo.sphere import great_circle_km
from routing.views.plots.projection import EURASIA, Lambert


def test_the_worked_example_of_snyder_comes_out():
    # Snyder 1987, page 332: R = 3, centre 40 N 100 W; 20 S 100 E lies at x = -4.2339303, y = 4.0257775
    found = Lambert(40, -100, 3.0).forward([(100, -20)])
    assert found[0] == pytest.approx((-4.2339303, 4.0257775), abs=1e-7)


def test_the_centre_is_the_origin_and_the_pole_lies_due_north():
    # chord of 35 degrees: 2 R sin 17.5 = 3831.6 km
    centre, pole = EURASIA.forward([(95, 55), (0, 90)])
    assert centre == pytest.approx((0, 0), abs=1e-9)
    assert pole == pytest.approx((0, 2 * 6371.0088 * np.sin(np.radians(17.5))))


def test_the_opposite_point_has_no_place():
    assert np.isnan(EURASIA.forward([(-85, -55)])).all()


def test_beyond_the_edge_of_the_world_there_is_nothing():
    assert np.isnan(EURASIA.inverse([(13_000, 0)])).all()
    assert EURASIA.inverse([(0, 0)])[0] == pytest.approx((95, 55))


@given(st.floats(-179.9, 179.9), st.floats(-54, 89))
def test_there_and_back_is_the_same_place(lon, lat):
    back = EURASIA.inverse(EURASIA.forward([(lon, lat)]))[0]
    assert float(great_circle_km(lat, lon, back[1], back[0])) < 0.001


@pytest.mark.parametrize(("lon", "lat"), [(95, 55), (139, 35), (10, 50), (103, 1), (179.5, 66)])
def test_areas_are_true(lon, lat):
    # a cell of d x d degrees at latitude lat has R^2 x d x (sin top - sin bottom)
    d = 0.1
    corners = EURASIA.forward([(lon, lat), (lon + d, lat), (lon + d, lat + d), (lon, lat + d)])
    x, y = corners.T
    area = abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2
    true = 6371.0088**2 * np.radians(d) * (np.sin(np.radians(lat + d)) - np.sin(np.radians(lat)))
    assert area == pytest.approx(true, rel=2e-3)  # the cell's sides are drawn straight


def test_what_lies_on_either_side_of_the_180th_meridian_lies_side_by_side():
    west, east = EURASIA.forward([(179.999, 66), (-179.999, 66)])
    assert np.hypot(*(west - east)) < 0.2  # 0.09 km apart on the ground
