"""Points in the territory that they name: by squares as one by one."""

import numpy as np
import pytest
import shapely

from networks.geo.borders import territory_polygon
from networks.geo.inland import inside_stated
from networks.model.distinct import distinct


@pytest.mark.parametrize("count", [40, 6000])
def test_points_lie_inside_whether_squares_are_asked_or_not(count):
    random = np.random.default_rng(5)
    lat, lon = random.uniform(46, 49, count), random.uniform(78, 88, count)  # where Kazakhstan, China and Mongolia meet
    lat[::17] = np.nan
    codes = np.empty(count, dtype=object)
    codes[:] = random.choice(["KZ", "CN", "", "XX"], count).tolist()
    expected = [
        code in ("KZ", "CN") and bool(shapely.contains_xy(territory_polygon(code), east, north))
        for code, east, north in zip(codes.tolist(), lon.tolist(), lat.tolist(), strict=True)
    ]
    found = inside_stated(lat, lon, distinct(codes))
    assert found.tolist() == expected
    assert 0 < found.sum() < count
