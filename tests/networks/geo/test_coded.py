"""Codes by geometry alone, held against shapely point by point and against the built-in network."""

import numpy as np
import pytest
import shapely

import networks
from networks.geo.borders import clearance_km, territory_polygon
from networks.geo.coded import coded_courses, territories_near
from networks.geo.territories import extents
from networks.model.cells import table_from_values
from networks.model.vocabulary import ISO_3166_1


def tables_of(mode, *points, ends):
    rows = {
        "places": [{"id": name, "name": name, "lat": at[0], "lon": at[1]} for name, at in zip("AB", ends, strict=True)],
        "links": [{"id": "ab", "tail": "A", "head": "B", "mode": mode}],
        "waypoints": [{"link": "ab", "seq": seq, "lat": lat, "lon": lon} for seq, (lat, lon) in enumerate(points, 1)],
    }
    return [table_from_values(name, cells)[0] for name, cells in rows.items()]


def coded(mode, *points, ends):
    return coded_courses(*tables_of(mode, *points, ends=ends), np.array([True])).get(0)


def test_km_are_shared_out_between_territories():
    found = coded("rail", (44.15, 80.2), ends=((44.1, 79.8), (44.0, 81.3)))
    assert {*found.km} == {"CN", "KZ"} and not found.near
    assert sum(found.km.values()) == pytest.approx(122, abs=3)
    course = [(79.8, 44.1), (80.2, 44.15), (81.3, 44.0)]
    assert found.km["CN"] == pytest.approx(clearance_km(course, "CN").inside_km, abs=5)


def test_afloat_a_coast_that_is_only_grazed_is_no_territory():
    across = ((35.0, 139.9), (35.0, 140.1))  # over the tip of the peninsula of Boso and its shores
    assert {*coded("rail", (35.0, 140.0), ends=across).km} == {"JP"}
    offshore = ((34.85, 139.85), (34.87, 139.95))
    assert coded("sea", (34.88, 139.9), ends=offshore).km == {}


def test_a_course_that_is_not_known_from_end_to_end_has_no_codes():
    assert coded("rail", ends=((44.1, 79.8), (44.0, 81.3))) is None
    tables = tables_of("rail", (44.15, 80.2), ends=((44.1, 79.8), (None, None)))
    assert coded_courses(*tables, np.array([True])) == {}


@pytest.mark.long
def test_a_thousand_points_are_where_shapely_says_one_by_one():
    rng = np.random.default_rng(0)
    lat, lon = rng.uniform(-60, 75, 1000), rng.uniform(-180, 180, 1000)
    found = territories_near(lat, lon)
    polygons = {code: territory_polygon(code) for code in sorted(extents().keys() & ISO_3166_1)}
    tree = shapely.STRtree(list(polygons.values()))
    inside = [set() for _ in lat]
    for point, polygon in tree.query(shapely.points(lon, lat), predicate="within").T.tolist():
        inside[point].add(list(polygons)[polygon])
    assert all(mine <= near for mine, near in zip(inside, found, strict=True))
    assert sum(map(bool, inside)) > 200
    assert (
        sum(mine != set(near) for mine, near in zip(inside, found, strict=True)) < 40
    )  # within 5 km of a coast or border


@pytest.mark.long
def test_the_links_of_the_built_in_network_get_the_codes_that_they_state():
    tables = [networks.load("eurasia").catalogue[name] for name in ("places", "links", "waypoints")]
    found = coded_courses(*tables, np.ones(len(tables[1]), dtype=np.bool_))
    country = dict(zip(tables[0]["id"].tolist(), tables[0]["country"].tolist(), strict=True))
    links, differing = tables[1], set()
    for row, one in found.items():
        codes = {*one.km, country[links["tail"][row]], country[links["head"][row]]}
        if codes != {*links["territories"][row]}:
            differing.add(links["id"][row])
    assert len(found) > 300
    assert differing == {"rail:CN-JINGHE-CN-ALASHANKOU"}  # 1.1 km, see geometry.md
