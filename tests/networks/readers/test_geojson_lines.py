"""Files of lines alone: said once, and made a network of where a mode is named."""

import json
import warnings

import pytest

import networks
from routing import Shipment, solve, verify

YOK, TSUGARU, VVO = [139.7, 35.4], [140.9, 41.5], [131.9, 43.1]
KM = 686.270621, 760.854548  # great circles Yokohama - Tsugaru - Vladivostok, on the sphere of the library


def line(*positions, **properties):
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "LineString", "coordinates": list(positions)},
    }


@pytest.fixture
def lanes(tmp_path):
    def write(*features):
        path = tmp_path / "lanes.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
        return path

    return write


def refused(path, **arguments):
    with pytest.raises(networks.DataError) as caught:
        networks.read_geojson(path, **arguments)
    return [(one.row, one.field, one.expected) for one in caught.value.findings]


def made(path, **arguments):
    """Return the network and the warning of it, without its first line."""
    with pytest.warns(networks.DataWarning) as caught:
        network = networks.read_geojson(path, **arguments)
    return network, str(caught[0].message).splitlines()[1:]


def test_what_is_missing_is_said_once_with_the_remedy(lanes):
    path = lanes(*[line(YOK, [140.9, 41.5 + number]) for number in range(1000)])
    text = "lines without tail and head: 1000; name mode= and speed= to make places of their ends"
    assert refused(path) == refused(path, speed=20) == [(0, "tail", text)]


def test_places_are_made_at_shared_ends_and_lengths_are_those_drawn(lanes):
    network, told = made(lanes(line(YOK, TSUGARU), line(TSUGARU, VVO)), mode="sea", speed=26)
    assert list(network.places) == ["35.4N139.7E", "41.5N140.9E", "43.1N131.9E"]
    first, second = network.links.values()
    assert (first.length_km, second.length_km) == pytest.approx(KM)
    assert first.hours == pytest.approx(KM[0] / 26)
    assert (first.tail, first.head, second.tail) == ("35.4N139.7E", "41.5N140.9E", "41.5N140.9E")
    assert told == [
        "  warning: lanes.geojson, tail: made 3 places of the ends of 2 lines; lengths are those of the lines drawn [made]"
    ]


def test_without_a_speed_the_network_is_good_for_distance(lanes):
    network, _ = made(lanes(line(YOK, TSUGARU), line(TSUGARU, VVO), line(YOK, [150, 40], VVO)), mode="sea")
    result = solve(network, Shipment("35.4N139.7E", "43.1N131.9E"), minimise="distance")
    verify(network, result)
    assert result.require().km == pytest.approx(sum(KM), abs=0.01)
    assert solve(network, Shipment("35.4N139.7E", "43.1N131.9E")).status.name == "INFEASIBLE"


def test_what_a_line_states_stays(lanes):
    stated = line(YOK, VVO, id=5, mode="rail", length_km=2000, hours=99, gauge_mm=1520)
    network, _ = made(lanes(stated, line(TSUGARU, VVO)), mode="sea", speed=10)
    link = network.links["5"]
    assert (link.mode, link.length_km, link.hours) == ("rail", 2000, 99)


def test_ends_a_few_metres_apart_are_joined_and_it_is_told_how_far(lanes):
    near = [TSUGARU[0], TSUGARU[1] + 0.00005]  # 5.6 m north
    network, told = made(lanes(line(YOK, TSUGARU), line(near, VVO)), mode="sea")
    assert len(network.places) == 3
    assert told[0].endswith("1 ends within 10 m of a place were joined to it, the farthest 5.6 m off [made]")


@pytest.mark.parametrize(("snap_km", "places"), [(0, 4), (0.005, 4), (0.006, 3), (1, 3)])
def test_how_near_is_an_argument(lanes, snap_km, places):
    near = [TSUGARU[0], TSUGARU[1] + 0.00005]
    network, _ = made(lanes(line(YOK, TSUGARU), line(near, VVO)), mode="sea", snap_km=snap_km)
    assert len(network.places) == places


def test_ends_on_both_sides_of_180_degrees_are_one_place(lanes):
    network, _ = made(lanes(line(YOK, [180, 45]), line([-180, 45], [-122.4, 37.8])), mode="sea")
    assert len(network.places) == 3


def test_ends_at_places_of_the_file_are_those(lanes):
    port = {
        "type": "Feature",
        "id": 7,
        "properties": {"name": "Yokohama"},
        "geometry": {"type": "Point", "coordinates": YOK},
    }
    network, told = made(lanes(port, line(YOK, VVO)), mode="sea")
    assert list(network.places) == ["7", "43.1N131.9E"]
    assert "made 1 places of the ends of 1 lines" in told[0]


def test_lines_of_no_length_are_left_out_and_told(lanes):
    network, told = made(lanes(line(YOK, VVO), line(VVO, VVO)), mode="sea")
    assert len(network.links) == 1
    assert "  warning: lanes.geojson, length_km: 1 lines of no length are left out [made]" in told


def test_an_end_on_the_course_of_another_line_is_told(lanes):
    _, told = made(lanes(line(YOK, TSUGARU, VVO), line(TSUGARU, [150, 50])), mode="sea")
    assert (
        "  warning: lanes.geojson, geometry: 1 ends lie on the course of another line, which is not cut there [made]"
        in told
    )


def test_places_with_one_short_name_are_told_apart(lanes):
    near = [TSUGARU[0], TSUGARU[1] + 0.00002]
    network, _ = made(lanes(line(YOK, TSUGARU), line(near, VVO)), mode="sea", snap_km=0)
    assert "41.5N140.9E" in network.places and "41.5N140.9E.2" in network.places


def test_parallel_lines_have_ids_of_their_own(lanes):
    network, _ = made(lanes(line(YOK, VVO), line(YOK, TSUGARU, VVO)), mode="sea")
    assert list(network.links) == ["sea:35.4N139.7E-43.1N131.9E", "sea:35.4N139.7E-43.1N131.9E.1"]


def test_lines_with_places_get_mode_length_and_hours_too(lanes):
    ports = [
        {"type": "Feature", "id": name, "properties": {"name": name}, "geometry": {"type": "Point", "coordinates": at}}
        for name, at in {"A": YOK, "B": TSUGARU}.items()
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        network = networks.read_geojson(
            lanes(*ports, line(YOK, TSUGARU, id="ab", tail="A", head="B")), mode="sea", speed=20
        )
    link = network.links["ab"]
    assert (link.mode, link.length_km, link.hours) == ("sea", pytest.approx(KM[0]), pytest.approx(KM[0] / 20))


@pytest.mark.parametrize(
    ("arguments", "fields"),
    [
        ({"mode": "ship"}, ["mode"]),
        ({"mode": 5, "speed": -1, "snap_km": None}, ["mode", "snap_km", "speed"]),
        ({"mode": "sea", "speed": 0}, ["speed"]),
        ({"mode": "sea", "speed": float("nan")}, ["speed"]),
        ({"mode": "sea", "speed": "26"}, ["speed"]),
        ({"mode": "sea", "speed": 10**400}, ["speed"]),
        ({"mode": "sea", "snap_km": 10**400}, ["snap_km"]),
        ({"mode": "sea", "speed": True}, ["speed"]),
        ({"mode": "sea", "snap_km": 500}, ["snap_km"]),
    ],
)
def test_arguments_that_are_none_are_told(lanes, arguments, fields):
    assert [field for _, field, _ in refused(lanes(line(YOK, VVO)), **arguments)] == fields


def test_ends_are_joined_within_the_least_distance_there_is(lanes):
    network, _ = made(lanes(line(YOK, TSUGARU), line(TSUGARU, VVO)), mode="sea", snap_km=5e-324)
    assert (len(network.places), len(network.links)) == (3, 2)


def test_degrees_beyond_all_reason_are_told(lanes):
    for position in ([1e308, 40], [140, -1e308]):
        field = "lon" if position[0] > 180 else "lat"
        assert field in [column for _, column, _ in refused(lanes(line(YOK, position)), mode="sea", speed=26)]


def test_a_network_made_of_lines_is_written_and_comes_back(lanes, tmp_path):
    network, _ = made(lanes(line(YOK, TSUGARU), line(TSUGARU, [150, 40], VVO)), mode="sea", speed=26)
    networks.write(network, tmp_path / "x")
    assert networks.read(tmp_path / "x") == network


def test_a_line_in_parts_that_do_not_join_is_several_lines_where_places_are_made(lanes):
    parts = {"type": "MultiLineString", "coordinates": [[YOK, TSUGARU], [[150, 40], VVO]]}
    feature = {"type": "Feature", "id": 7, "properties": {}, "geometry": parts}
    network, told = made(lanes(feature), mode="sea")
    assert list(network.links) == ["7", "7.2"] and len(network.places) == 4
    assert any("lines in parts that do not join are read as lines of their own, 1 more" in line for line in told)
    assert "its 2 parts do not join" in refused(lanes(feature))[0][2]
