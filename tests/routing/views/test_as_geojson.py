"""Answers as GeoJSON: a line a leg, a point a place, as RFC 7946 asks."""

from __future__ import annotations

import itertools
import json

import pytest
from oracles.cases import parted
from pacific import answered, pacific

import networks
import routing
from routing import Constraints, Shipment
from routing.views import result_geojson, route_dict, route_geojson
from routing.views.as_geojson import bounding_box


def positions(geometry):
    kinds = {"Point": lambda c: [c], "LineString": list, "MultiLineString": lambda c: [p for part in c for p in part]}
    return kinds[geometry["type"]](geometry["coordinates"])


def check_rfc_7946(found):
    """Check what RFC 7946 asks of a FeatureCollection of points and lines."""
    json.dumps(found, allow_nan=False)
    assert found["type"] == "FeatureCollection"
    for feature in found["features"]:
        assert set(feature) == {"type", "geometry", "properties"} and feature["type"] == "Feature"
        geometry = feature["geometry"]
        for lon, lat in positions(geometry) if geometry else ():
            assert -180 <= lon <= 180 and -90 <= lat <= 90
            assert (lon, lat) == (round(lon, 5), round(lat, 5))
        for part in _lines(geometry):
            assert len(part) >= 2
            assert all(abs(there[0] - here[0]) <= 180 for here, there in itertools.pairwise(part))


def _lines(geometry):
    if geometry is None or geometry["type"] == "Point":
        return []
    return geometry["coordinates"] if geometry["type"] == "MultiLineString" else [geometry["coordinates"]]


def test_the_map_of_a_route_has_a_line_a_leg_and_a_point_a_place(result, route):
    found = result.to_geojson()
    check_rfc_7946(found)
    lines = [one for one in found["features"] if one["geometry"]["type"] != "Point"]
    points = [one["properties"] for one in found["features"] if one["geometry"]["type"] == "Point"]
    assert [line["properties"]["service"] for line in lines] == [leg.service for leg in route.legs]
    assert points[0]["place"] == "JPYOK" and points[-1]["place"] == "KZALA"
    assert "ODbL" in " ".join(found["credits"])
    west, south, east, north = found["bbox"]
    assert all(
        west <= lon <= east and south <= lat <= north
        for one in found["features"]
        for lon, lat in positions(one["geometry"])
    )


def test_hours_and_dollars_of_all_features_add_up_to_the_route(route):
    parts = [feature["properties"] for feature in route_geojson(route)["features"]]
    assert sum(round(part["hours"] * 60_000) for part in parts) == route.milliminutes
    assert sum(round(part["usd"] * 100_000) for part in parts) == route.millicents
    assert sum(round(part["kg_co2e"] * 1_000_000) for part in parts) == route.milligrams


def test_a_leg_with_a_link_that_nobody_surveyed_is_schematic(route):
    for feature in route_geojson(route)["features"][: len(route.legs)]:
        unsurveyed = [
            link for link in feature["properties"]["schematic_links"] if not len(route.network.waypoints(link))
        ]
        assert feature["properties"]["schematic_links"] == unsurveyed
        assert feature["properties"]["geometry"] == ("schematic" if unsurveyed else "surveyed")
    assert route_geojson(answered(pacific()))["features"][0]["properties"]["schematic_links"] == ["sea"]


@pytest.mark.parametrize(("origin", "destination"), [("PKC", "ANC"), ("ANC", "PKC")])
def test_a_line_over_the_180th_meridian_is_cut_there(origin, destination):
    found = route_geojson(answered(pacific(), origin, destination))
    check_rfc_7946(found)
    (line,) = found["features"]
    first, second = line["geometry"]["coordinates"]
    assert line["geometry"]["type"] == "MultiLineString"
    edge = 180.0 if origin == "PKC" else -180.0
    assert (first[-1][0], second[0][0]) == (edge, -edge)
    # great circle from 53.0 N 158.65 E to 61.2 N 150.0 W: tan lat = (tan 61.2 sin 21.35 + tan 53 sin 30) / sin 51.35
    assert first[-1][1] == second[0][1] == pytest.approx(59.4985, abs=0.0001)
    assert found["bbox"] == [158.65, 53.0, -150.0, pytest.approx(61.7, abs=0.6)]


def test_waypoints_are_followed_in_the_direction_of_travel():
    waypoints = [(52.0, 165.0), (53.0, 175.0), (54.0, -175.0), (56.0, -160.0)]
    builder = pacific().add_waypoints(link="sea", points=waypoints)
    (back,) = route_geojson(answered(builder, "ANC", "PKC"))["features"]
    assert back["properties"]["geometry"] == "surveyed"
    there = positions(back["geometry"])
    assert (there[0], there[-1]) == ([-150.0, 61.2], [158.65, 53.0])
    found = [there.index([lon, lat]) for lat, lon in reversed(waypoints)]
    assert found == sorted(found)


def test_a_place_without_a_position_has_no_geometry():
    found = route_geojson(answered(pacific(lat=None, lon=None)))
    check_rfc_7946(found)
    assert [feature["geometry"] for feature in found["features"]] == [None]
    assert "bbox" not in found


def test_the_map_without_a_route_is_empty():
    none = routing.solve(pacific().build(), Shipment("PKC", "ANC"), constraints=Constraints(max_days=1))
    found = result_geojson(none)
    assert found["features"] == [] and found["network"]["name"] == "pacific"
    check_rfc_7946(found)


def test_a_box_leaves_out_the_widest_empty_stretch():
    def line(*longitudes):
        return {"type": "LineString", "coordinates": [[lon, 0.0] for lon in longitudes]}

    assert bounding_box([line(10, 20), line(-30, 5)]) == [-30, 0, 20, 0]
    assert bounding_box([line(150, 180), line(-180, -150), None]) == [150, 0, -150, 0]
    assert bounding_box([None]) is None


@pytest.mark.parametrize("scenario", parted(sorted(networks.scenarios()), quick=3))
def test_every_scenario_exports(scenario):
    found = routing.solve(networks.load("eurasia", scenario), Shipment("JPYOK", "RUMOW"))
    check_rfc_7946(found.to_geojson())
    assert len(found.to_frame()) == len(found.require().steps)
    assert json.dumps(found.to_dict(), allow_nan=False)
    assert found.to_dict()["network"]["scenario"] == [scenario]


def test_names_stay_as_they_are_in_dictionaries_and_maps():
    route = answered(pacific())
    assert route_dict(route)["legs"][0]["from_name"] == "=1+1"
    assert route_geojson(route)["features"][0]["properties"]["from_name"] == "=1+1"
