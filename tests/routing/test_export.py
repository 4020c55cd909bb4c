"""Answers in other forms: the same numbers, ready for JSON, pandas and maps."""

from __future__ import annotations

import datetime
import io
import itertools
import json

import pandas
import pytest

import networks
import routing
from routing import Constraints, GeneralisedCost, Shipment
from routing.views import result_dict, result_frame, result_geojson, route_dict, route_frame, route_geojson
from routing.views.as_geojson import bounding_box

NUMBERS = ["time_h", "ends_at_h", "usd", "kg_co2e", "kg_co2e_ttw", "km"]


@pytest.fixture(scope="module")
def result():
    """Return Yokohama - Almaty without China in the built-in network, 2 x 20 ft."""
    ban = Constraints(avoid_territories={"CN"}, max_days=60, via=("RUVYP",))
    shipment = Shipment("JPYOK", "KZALA", teu=2, ready=datetime.date(2016, 9, 1), deadline=datetime.date(2016, 12, 1))
    return routing.solve(networks.load("eurasia"), shipment, constraints=ban)


@pytest.fixture(scope="module")
def route(result):
    return result.require()


def pacific(*, name="=1+1", usd=500.0, **head):
    """Return a network of one sea link over the 180th meridian, 120 h, from Petropavlovsk to Anchorage."""
    builder = networks.NetworkBuilder("pacific")
    builder.add_place(id="PKC", name=name, lat=53.0, lon=158.65)
    builder.add_place(id="ANC", name="Anchorage", **{"lat": 61.2, "lon": -150.0} | head)
    builder.add_link(id="sea", tail="PKC", head="ANC", mode="sea", hours=120.0, usd=usd, length_km=3500)
    return builder


def answered(builder, origin="PKC", destination="ANC"):
    return routing.solve(builder.build(), Shipment(origin, destination)).require()


# ---- dictionaries -----------------------------------------------------------------------------------------


def test_a_result_survives_json_unchanged(result):
    plain = result.to_dict()
    assert json.loads(json.dumps(plain, allow_nan=False)) == plain == result_dict(result)


def test_every_number_of_the_dictionary_is_the_route_s_own(result, route):
    found = result_dict(result)["routes"][0]
    assert found["totals"] == {
        "days": route.days, "usd": route.usd, "usd_per_teu": route.usd_per_teu, "kg_co2e": route.kg_co2e,
        "kg_co2e_ttw": route.kg_co2e_ttw, "km": route.km, "transshipments": route.transshipments,
    }  # fmt: skip
    assert sum(round(step["time_h"] * 60) for step in found["steps"]) == route.minutes
    assert sum(round(step["usd"] * 100) for step in found["steps"]) == route.cents
    assert sum(round(step["kg_co2e"] * 1000) for step in found["steps"]) == route.grams
    assert sum(round(step["km"] * 1000) for step in found["steps"]) == route.metres
    for name, amount in route.breakdown.items():
        assert found["breakdown"][name] == {"days": amount.days, "usd": amount.usd, "kg_co2e": amount.kg_co2e}
    for plain, leg in zip(found["legs"], route.legs, strict=True):
        assert (plain["wait_h"] * 60, plain["time_h"] * 60) == (leg.wait_minutes, leg.minutes)
        assert (plain["usd"] * 100, plain["from"], plain["to"]) == (leg.cents, leg.origin, leg.destination)
    assert found["provenance_shares"] == {of: dict(shares) for of, shares in route.provenance().items()}
    assert (found["ranges"]["days"]["low"], found["ranges"]["days"]["high"]) == route.range_days()


def test_the_heading_and_the_question_are_plain_fields(result):
    found = result_dict(result)
    network = result.network
    assert found["network"] == {
        "name": "eurasia", "title": network.title, "scenario": [], "as_of": network.as_of.isoformat(),
        "price_year": 2016, "currency": "USD", "content_hash": network.content_hash,
    }  # fmt: skip
    asked = found["question"]
    assert (asked["minimise"], asked["shipment"]["teu"], asked["shipment"]["deadline"]) == ("time", 2, "2016-12-01")
    assert asked["constraints"]["banned_territories"] == ["CN", "HK", "MO"]
    assert (asked["constraints"]["via"], asked["constraints"]["max_days"]) == (["RUVYP"], 60)
    assert (found["status"], found["proof"]["gap"]) == ("optimal", 0.0)


def test_a_route_alone_bears_the_heading_too(route):
    assert route.to_dict() == route_dict(route)
    assert route_dict(route)["network"]["content_hash"] == route.network.content_hash


def test_a_generalised_cost_is_shown_as_its_prices():
    result = routing.solve(pacific().build(), Shipment("PKC", "ANC"), minimise=GeneralisedCost(usd_per_day=50))
    assert result.to_dict()["question"]["minimise"] == {"usd_per_day": 50, "usd_per_tonne_co2e": 0.0}


def test_what_lacks_a_figure_is_none_and_named():
    found = route_dict(answered(pacific(usd=None)))
    assert (found["totals"]["usd"], found["totals"]["usd_per_teu"], found["totals"]["days"]) == (None, None, 5.0)
    assert found["lacking"]["usd"] == ["sea"]
    assert found["ranges"] == {"days": {"low": 5.0, "high": 5.0}, "usd": None}


def test_free_steps_of_kind_pass_are_not_in_the_dictionary():
    route = answered(pacific())
    assert "pass" in {step.kind for step in route.steps}
    assert [step["kind"] for step in route_dict(route)["steps"]] == ["ride"]
    assert route_dict(route)["steps"][0]["time_basis"] == "given"


def test_an_answer_without_a_route_says_what_blocks_it():
    result = routing.solve(pacific().build(), Shipment("PKC", "ANC"), constraints=Constraints(max_days=1))
    found = result.to_dict()
    assert (found["status"], found["routes"]) == ("infeasible", [])
    assert found["blocked_by"][0]["constraints"] and json.dumps(found, allow_nan=False)


# ---- frames -----------------------------------------------------------------------------------------------


def test_a_frame_has_one_row_a_step_and_adds_up_to_the_route(result, route):
    frame = result.to_frame()
    assert len(frame) == len(route.steps)
    assert frame["time_h"].sum() == pytest.approx(route.minutes / 60, abs=1e-9)
    assert frame["usd"].sum() == pytest.approx(route.usd, abs=1e-6)
    assert frame["kg_co2e"].sum() == pytest.approx(route.kg_co2e, abs=1e-6)
    assert frame["km"].sum() == pytest.approx(route.km, abs=1e-6)
    assert frame["ends_at_h"].iloc[-1] == pytest.approx(route.minutes / 60, abs=1e-9)
    assert frame["lifts"].sum() == route.transshipments
    pandas.testing.assert_frame_equal(frame, route_frame(route))


def test_numbers_of_a_frame_are_numbers_with_nan_where_missing():
    frame = route_frame(answered(pacific(usd=None)))
    ride = frame[frame["kind"] == "ride"].iloc[0]
    assert pandas.isna(ride["usd"]) and ride["time_h"] == 120
    assert set(frame.dtypes[NUMBERS].astype(str)) == {"float64"}
    assert set(frame.dtypes[["step", "lifts"]].astype(str)) == {"int64"}


def test_a_frame_without_a_route_has_the_same_columns_and_no_rows(result):
    none = routing.solve(pacific().build(), Shipment("PKC", "ANC"), constraints=Constraints(max_days=1))
    frame = result_frame(none)
    assert len(frame) == 0
    assert frame.dtypes.equals(result.to_frame().dtypes)


@pytest.mark.parametrize("name", ["=1+1", "+7 495", "@home", "-cmd|' /C calc'!A0", "'=1+1"])
def test_no_cell_of_the_csv_is_a_formula(name):
    text = route_frame(answered(pacific(name=name))).to_csv(index=False)
    cells = pandas.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    assert not cells.map(lambda cell: cell[:1] in "=+-@" and cell != "").any(axis=None)
    assert "'" + name in cells["from_name"].tolist()


def test_names_stay_as_they_are_in_dictionaries_and_maps():
    route = answered(pacific())
    assert route_dict(route)["legs"][0]["from_name"] == "=1+1"
    assert route_geojson(route)["features"][0]["properties"]["from_name"] == "=1+1"


# ---- GeoJSON ----------------------------------------------------------------------------------------------


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
    assert all(west <= lon <= east and south <= lat <= north
               for one in found["features"] for lon, lat in positions(one["geometry"]))  # fmt: skip


def test_hours_and_dollars_of_all_features_add_up_to_the_route(route):
    parts = [feature["properties"] for feature in route_geojson(route)["features"]]
    assert sum(round(part["hours"] * 60) for part in parts) == route.minutes
    assert sum(round(part["usd"] * 100) for part in parts) == route.cents
    assert sum(round(part["kg_co2e"] * 1000) for part in parts) == route.grams


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


@pytest.mark.parametrize("scenario", sorted(networks.scenarios()))
def test_every_scenario_exports(scenario):
    found = routing.solve(networks.load("eurasia", scenario), Shipment("JPYOK", "RUMOW"))
    check_rfc_7946(found.to_geojson())
    assert len(found.to_frame()) == len(found.require().steps)
    assert json.dumps(found.to_dict(), allow_nan=False)
    assert found.to_dict()["network"]["scenario"] == [scenario]
