"""Areas and passages that are to be avoided: removed, told, verified, and in every form of a question."""

import datetime
import json
import pickle
from dataclasses import replace

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from oracles.cases import cases
from shapely.geometry import box

import networks
from networks.geo.areas import areas_in
from routing import (
    Constraints,
    QuestionError,
    Shipment,
    SolveOptions,
    Status,
    VerificationError,
    frontier,
    solve,
    solve_many,
    verify,
)
from routing.batch.rules import key_of, rules_of

ICE = {"ice": box(9, 54, 11, 56)}


def toy(*, surveyed=True, km=1_700.0, positions=True):
    """Return two places, a quick way by 55 N and a slow one by 45 N, both of 1,700 km and more."""
    builder = networks.NetworkBuilder("toy", as_of=datetime.date(2016, 3, 1))
    for name, lon in (("A", 0.0), ("B", 20.0)):
        more = {"lat": 50.0, "lon": lon} if positions else {}
        builder.add_place(id=name, name=name, country="DE", **more)
    for name, lat, hours in (("quick", 55.0, 60.0), ("slow", 45.0, 90.0)):
        builder.add_link(
            id=name, tail="A", head="B", mode="sea", length_km=km, hours=hours, usd=5_000 / hours, territories="DE"
        )
        if surveyed:
            builder.add_waypoints(link=name, points=[(lat, 10.0)])
    return builder.build(silence=None)


BOX = Shipment("A", "B", scope="terminal")


def ways(result):
    return [route.steps and [link for step in route.steps for link in step.links] for route in result.routes]


def codes(result):
    return [warning.code for warning in result.warnings if warning.code in ("area", "ignored", "left-out")]


def test_what_runs_through_an_area_is_removed_and_told():
    net = toy()
    assert ways(solve(net, BOX)) == [["quick"]]
    bound = solve(net, BOX, constraints=Constraints(avoid_areas=ICE))
    assert ways(bound) == [["slow"]]
    assert bound.status is Status.OPTIMAL
    assert [(one.code, one.words, one.elements) for one in bound.warnings if one.code == "area"] == [
        ("area", "area ice closes 1 link (quick)", ("quick",))
    ]
    verify(net, bound)
    assert "outside ice" in str(bound.question.constraints)


def test_it_is_kept_to_by_the_clock_by_fronts_and_by_many_questions():
    net, ban = toy(), Constraints(avoid_areas=ICE)
    by_clock = solve(net, BOX, constraints=ban, depart=datetime.date(2016, 3, 1))
    assert ways(by_clock) == [["slow"]]
    verify(net, by_clock)
    assert ways(frontier(net, BOX, criteria=("time", "cost"), constraints=ban)) == [["slow"]]
    table = solve_many({"free": (net, Constraints()), "bound": (net, ban)}, [BOX])
    assert table.to_frame()["days"].tolist() == [2.5, 3.75]


def test_without_a_route_the_areas_that_close_it_are_named():
    net = toy()
    ban = Constraints(avoid_areas={**ICE, "war": box(9, 44, 11, 46), "far": box(-50, 0, -40, 1)})
    refused = solve(net, BOX, constraints=ban)
    assert [one.constraints for one in refused.blocked_by] == [("the ban of area ice", "the ban of area war")]
    assert refused.blocked_by[0].remedies == ("lifting the ban of area ice", "lifting the ban of area war")
    assert codes(refused) == ["ignored", "area", "area"]
    assert "area far closes nothing that this network is known to have there" in str(refused)
    verify(net, refused)


def test_an_end_in_an_area_leaves_no_route():
    refused = solve(toy(), BOX, constraints=Constraints(avoid_areas=box(-1, 49, 1, 51)))
    assert [one.constraints for one in refused.blocked_by] == [("the ban of area area",)]
    verify(toy(), refused)


@pytest.mark.parametrize(
    ("net", "words"),
    [
        (toy(surveyed=False), "2 links of a course that is not known well enough"),
        (toy(surveyed=False, km=None), "2 links of a course that is not known well enough"),
        (toy(positions=False), "2 places without a position and 1 link of a course"),
    ],
)
def test_what_nobody_can_say_is_removed_and_named(net, words):
    refused = solve(net, BOX, constraints=Constraints(avoid_areas=ICE))
    assert refused.status is Status.INFEASIBLE
    (conflict,) = refused.blocked_by
    assert conflict.constraints[0] == "the ban of area ice" and conflict.constraints[1].startswith(words)
    assert conflict.remedies[1] == "giving positions, lengths, way-points and the path of stops"
    assert any(reason.startswith(words) for reason in refused.excluded)
    verify(net, refused)
    planted = replace(solve(net, BOX), question=replace(refused.question, spares_unlocated=True))
    with pytest.raises(VerificationError, match="what its ban cannot judge"):
        verify(net, planted)


def test_what_is_too_short_to_come_there_is_kept_although_nobody_surveyed_it():
    net = toy(surveyed=False)
    far = Constraints(avoid_areas=box(9, -20, 11, -10))
    assert solve(net, BOX, constraints=far).best is not None
    verify(net, solve(net, BOX, constraints=far))


def test_a_ride_that_names_no_links_is_removed():
    builder = networks.NetworkBuilder("toy").add_source(id="S", title="made up")
    for name, lon in (("A", 0.0), ("B", 20.0)):
        builder.add_place(id=name, name=name, lat=50.0, lon=lon)
    builder.add_service(id="line", name="line", kind="line", mode="sea", stops=["A", "B"])
    for element, quantity, value in (("line#2", "running_time", 60.0), ("line", "wait", 1.0)):
        builder.add_figure(element=element, quantity=quantity, value=value, unit="h", source="S", kind="assumption")
    net = builder.build(silence=None)
    assert solve(net, BOX).best is not None
    for ban in (Constraints(avoid_areas=ICE), Constraints(avoid_passages="suez")):
        refused = solve(net, BOX, constraints=ban)
        assert "1 service with stops that name no links" in str(refused.blocked_by[0])
        verify(net, refused)


def canal(mode="sea", *, surveyed=True):
    """Return Port Said and Suez, the canal between them and a way round the Cape that is a month longer."""
    builder = networks.NetworkBuilder("canal")
    builder.add_place(id="P", name="Port Said", country="EG", lat=31.25, lon=32.31, kind="seaport")
    builder.add_place(id="S", name="Suez", country="EG", lat=29.97, lon=32.55, kind="seaport")
    more = {"gauge_mm": 1435} if mode == "rail" else {}
    builder.add_link(id="through", tail="P", head="S", mode=mode, length_km=170.0, hours=14.0, territories="EG", **more)
    builder.add_link(id="round", tail="P", head="S", mode="sea", length_km=24_000.0, hours=900.0, territories="EG")
    if surveyed:
        builder.add_waypoints(link="through", points=[(30.58, 32.32), (30.3, 32.4)])
    round_africa = [(36, 0), (36, -6), (15, -20), (-36, 18), (-30, 40), (12, 52), (12, 44), (13, 43), (28, 33.8)]
    builder.add_waypoints(link="round", points=round_africa)
    return builder.build(silence=None)


def test_a_passage_is_closed_to_ships_and_to_nothing_else():
    ends, ban = Shipment("P", "S", scope="terminal"), Constraints(avoid_passages="Suez Canal")
    assert ban.avoid_passages == {"suez"} and str(ban) == "not through suez"
    bound = solve(canal(), ends, constraints=ban)
    assert ways(bound) == [["round"]]
    verify(canal(), bound)
    assert ways(solve(canal("rail"), ends, constraints=ban)) == [["through"]]
    assert ways(solve(canal(surveyed=False), ends, constraints=ban)) == [["round"]]  # 33 km from the strip, of 170
    both = solve(canal(), ends, constraints=Constraints(avoid_passages={"suez", "bab-el-mandeb"}))
    assert [one.constraints for one in both.blocked_by] == [
        ("the ban of passage bab-el-mandeb", "the ban of passage suez")
    ]
    verify(canal(), both)


@pytest.mark.parametrize("kept", [{"avoid_areas": ICE}, {"avoid_passages": "suez"}])
def test_verify_finds_a_planted_breach(kept):
    net, ends = (toy(), BOX) if "avoid_areas" in kept else (canal(), Shipment("P", "S", scope="terminal"))
    planted = replace(solve(net, ends, constraints=Constraints(**kept)), routes=solve(net, ends).routes)
    with pytest.raises(VerificationError, match=r"(quick|through) lies in (area ice|passage suez)"):
        verify(net, planted)


def test_areas_are_told_as_json_travel_and_make_questions_differ():
    asked = Constraints(avoid_areas=ICE, avoid_passages={"suez"})
    told = solve(toy(), BOX, constraints=asked).to_dict()["question"]["constraints"]
    assert json.loads(json.dumps(told))["avoid_passages"] == ["suez"]
    (area,) = told["avoid_areas"]
    assert area["name"] == "ice" and shapely.from_geojson(json.dumps(area)).equals(shapely.MultiPolygon([ICE["ice"]]))
    assert Constraints(avoid_areas={area["name"]: area}) == Constraints(avoid_areas=ICE)
    assert pickle.loads(pickle.dumps(asked)) == asked == replace(asked)
    question = solve(toy(), BOX, constraints=asked).question
    moved = replace(question, constraints=Constraints(avoid_areas={"ice": box(9, 54, 11, 56.1)}, avoid_passages="suez"))
    keys = {key_of("solve", "hash", rules_of(one), "A", "B") for one in (question, replace(question), moved)}
    assert len(keys) == 2


def test_all_that_is_wrong_is_told_at_once():
    with pytest.raises(QuestionError) as caught:
        Constraints(avoid_areas=[box(-170, 0, 170, 10), 5], avoid_passages={"suex", "bering"}, max_days=-1)
    assert len(caught.value.problems) == 4
    with pytest.raises(networks.UnknownNameError, match="no passage is called 'suex'; did you mean suez"):
        Constraints(avoid_passages="suex,bering")


@pytest.mark.long
@cases(quick=1, long=12)
@given(
    st.sampled_from(["RUMOW", "KZALA", "DEHAM", "UZTAS"]),
    st.tuples(st.floats(0, 140), st.floats(5, 60), st.floats(1, 25), st.floats(1, 15), st.booleans()),
)
def test_no_km_of_any_answer_lie_in_an_area_by_shapely_alone(end, drawn):
    lon, lat, wide, high, is_triangle = drawn
    corners = [(lat, lon), (lat, lon + wide), (lat + high, lon + wide), (lat + high, lon)][: 3 if is_triangle else 4]
    net = networks.load("eurasia")
    asked, quick = Constraints(avoid_areas={"area": corners}), SolveOptions(explain=False)
    (area,), _ = areas_in(corners)
    shape = shapely.from_geojson(json.dumps(area.geometry))
    for minimise in ("time", "cost"):
        result = solve(net, Shipment("JPYOK", end), minimise=minimise, constraints=asked, options=quick)
        if result.best is None:
            continue
        verify(net, result)
        for line in courses(result.best.to_geojson()):
            assert shapely.intersection(shape, line).length == 0
        assert not any(
            shapely.intersects_xy(shape, net.places[place].lon, net.places[place].lat)
            for step in result.best.steps
            for place in step.places
        )


def courses(told):
    for feature in told["features"]:
        geometry = shapely.from_geojson(json.dumps(feature["geometry"]))
        yield from (one for one in shapely.get_parts(geometry) if one.geom_type == "LineString")
