"""What the search takes for in an area, perhaps in it and clear of it is what verify takes for that, link by link."""

from itertools import pairwise

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st
from oracles.cases import cases
from shapely.geometry import MultiPoint

from networks.geo.areas import areas_in
from networks.geo.entering import entered
from networks.geo.sphere import great_circle_km
from networks.model.cells import table_from_values
from networks.network import Network
from routing.steps.ways import Run
from routing.verification.areas import CLEAR, IN, UNKNOWN, _of_run


def within(low, high):
    """Return numbers of 4 decimals, of 10 m in degrees: what lies on an edge does so by far more than the last digit."""
    return st.integers(low * 10_000, high * 10_000).map(lambda number: number / 10_000)


degrees = st.tuples(within(-70, 70), within(-180, 180))
near = st.tuples(within(-30, 30), within(-30, 30))


@st.composite
def drawn(draw):
    """Return the tables of one link, and an area."""
    points = draw(st.lists(near if draw(st.booleans()) else degrees, min_size=2, max_size=5))
    chords = sum(float(great_circle_km(*one, *other)) for one, other in pairwise(points))
    km = draw(st.one_of(st.none(), st.floats(0.7, 1.5).map(lambda times: times * chords)))
    ends = [points[0], draw(st.sampled_from([points[-1], points[-1], None]))]
    rows = {
        "network": [{"name": "toy"}],
        "places": [
            {"id": name, "name": name, "lat": at and at[0], "lon": at and at[1]}
            for name, at in zip("AB", ends, strict=True)
        ],
        "links": [
            {"id": "ab", "tail": "A", "head": "B", "mode": draw(st.sampled_from(["sea", "rail"])), "length_km": km}
        ],
        "waypoints": [
            {"link": "ab", "seq": seq, "lat": lat, "lon": lon, "source": draw(st.sampled_from(["towns", ""]))}
            for seq, (lat, lon) in enumerate(points[1:-1], 1)
        ],
    }
    lat, lon = draw(near)
    corners = [
        (lon + east, lat + north)
        for north, east in draw(st.lists(st.tuples(within(0, 12), within(0, 12)), min_size=3, max_size=6))
    ]
    hull = MultiPoint(np.round(corners, 6)).convex_hull
    return {name: table_from_values(name, cells)[0] for name, cells in rows.items()}, hull


@cases(quick=8, long=200)
@given(drawn())
def test_both_say_the_same_of_a_link(given):
    tables, shape = given
    found, problems = areas_in(shape)
    assume(not problems)
    network = Network(tables)
    one = entered(found[0], *(network.catalogue[name] for name in ("places", "links", "waypoints")))
    told = IN if one.links else UNKNOWN if one.unknown_links else CLEAR
    assert _of_run(network, Run("ab", "A", "B"), network.links["ab"].mode, found[0]) == told
