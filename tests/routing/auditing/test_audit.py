"""The audit by geometry: lines at known distances from the 49th parallel, and the lines of the real corridors."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

import networks
import routing
from networks.geo.borders import clearance_km
from networks.geo.sphere import along_great_circles, great_circle_km
from routing import Constraints, QuestionError, Shipment
from routing.auditing.audit import Audit, Verdict, audit
from routing.auditing.audit_network import audit_network
from routing.auditing.verdict import Border, LinkAudit

# The border of Canada and the United States follows 49 N here; Natural Earth draws it at 48.9926 N, 0.8 km off.
# A degree of latitude is 111.2 km.
PRAIRIE = (-112.0, -110.0)


def line_at(lat, *, step=0.5, mode="road", waypoints=True, length_km=None, codes=(), lats=None, source=""):
    """Return a network of one link along a parallel, with a way-point every `step` degrees of longitude."""
    builder = networks.NetworkBuilder("prairie")
    west, east = PRAIRIE
    tail, head = lats or (lat, lat)
    builder.add_place(id="W", name="West", lat=tail, lon=west).add_place(id="E", name="East", lat=head, lon=east)
    builder.add_link(
        id="we",
        tail="W",
        head="E",
        mode=mode,
        hours=9.0,
        length_km=length_km,
        territories=codes,
        gauge_mm=1435 if mode == "rail" else None,
    )
    if waypoints:
        points = [(lat, lon) for lon in np.arange(west + step, east, step).tolist()]
        builder.add_waypoints(link="we", points=points, source=source)
    if source:
        builder.add_source(id=source, title="a list of towns")
    return builder.build()


def audited(network, territory="US", **options):
    route = routing.solve(network, Shipment("E", "W"), constraints=Constraints(modes={"road", "rail", "sea"}))
    return audit(network, route, territory, **options)


def test_a_line_ten_km_off_the_border_is_clear_with_its_clearance():
    found = audited(line_at(49.0826))  # 0.09 x 111.2 = 10.0 km
    assert found.verdict is Verdict.CLEAR
    assert found.clearance_km == pytest.approx(10.0, abs=0.1)
    assert found.km_shares[Verdict.CLEAR] == 1


@pytest.mark.parametrize("lat", [49.03, 48.955])  # 4.2 km on either side
def test_a_line_within_the_tolerance_on_either_side_cannot_be_told(lat):
    assert audited(line_at(lat)).verdict is Verdict.WITHIN_TOLERANCE
    assert audited(line_at(lat), tolerance_km=3.0).verdict is (Verdict.CLEAR if lat > 49 else Verdict.INSIDE)


def test_a_line_deep_inside_is_inside_with_length_and_depth():
    found = audited(line_at(48.5))
    (link,) = found.links
    assert found.verdict is Verdict.INSIDE
    assert link.depth_km == pytest.approx(54.8, abs=0.5)  # 0.4926 x 111.2
    assert link.inside_km == pytest.approx(147.4, abs=0.5)  # 2 x 111.2 x cos 48.5
    assert (link.clearance_km, link.km) == (0.0, pytest.approx(147.4, abs=0.5))


@pytest.mark.parametrize("mode", ["road", "rail", "sea"])
@pytest.mark.parametrize("lat", [49.5, 48.5])
def test_a_link_without_waypoints_is_unknown_on_either_side(mode, lat):
    found = audited(line_at(lat, waypoints=False, mode=mode))
    assert (found.verdict, found.clearance_km, found.links[0].inside_km) == (Verdict.UNKNOWN, None, None)


def test_a_link_without_waypoints_is_out_of_reach_where_its_length_keeps_it_away():
    # both ends 223.2 km north of the border, 200 km of way and a fifth more: (2 x 223.2 - 240) / 2 = 103.2 km
    found = audited(line_at(51.0, waypoints=False, length_km=200))
    assert found.verdict is Verdict.OUT_OF_REACH
    assert found.links[0].no_nearer_km == found.out_of_reach_km == pytest.approx(103.2, abs=0.2)
    assert found.clearance_km is None  # nothing of it is surveyed
    assert "no link out of reach can come nearer than 103 km" in str(found)


def test_out_of_reach_begins_where_the_tolerance_ends():
    # 2 x 112.0 km; 178 x 1.2 = 213.6 leaves 5.2 km, 180 x 1.2 = 216 leaves 4.0 km of the tolerance of 5 km
    assert audited(line_at(50.0, waypoints=False, length_km=178)).verdict is Verdict.OUT_OF_REACH
    assert audited(line_at(50.0, waypoints=False, length_km=180)).verdict is Verdict.UNKNOWN


def test_a_length_that_reaches_the_territory_says_nothing():
    # 112.0 km there and 112.0 km back are less than 300 km
    far, bare = line_at(50.0, waypoints=False, length_km=300), line_at(51.0, waypoints=False)
    for found in (audited(far), audited(bare)):
        assert (found.verdict, found.out_of_reach_km) == (Verdict.UNKNOWN, None)


def test_a_place_without_a_position_makes_its_link_unknown():
    builder = networks.NetworkBuilder("prairie")
    builder.add_place(id="W", name="West").add_place(id="E", name="East", lat=51.0, lon=-110.0)
    builder.add_link(id="we", tail="W", head="E", mode="road", hours=3.0, length_km=150)
    builder.add_waypoints(link="we", points=[(51.0, -111.0)])
    assert audited(builder.build()).verdict is Verdict.UNKNOWN


def test_long_pieces_on_land_widen_the_tolerance_to_a_tenth_of_them():
    # pieces of 1 degree at 49.05 N: 72.9 km, so 7.3 km of tolerance; the line is 6.4 km off. At sea 5 km stay.
    on_land, at_sea = audited(line_at(49.05, step=1.0)), audited(line_at(49.05, step=1.0, mode="sea"))
    assert on_land.links[0].tolerance_km == pytest.approx(7.29, abs=0.02)
    assert on_land.verdict is Verdict.WITHIN_TOLERANCE
    assert (at_sea.verdict, at_sea.links[0].tolerance_km) == (Verdict.CLEAR, 5.0)


def test_a_line_over_towns_is_never_clear_but_out_of_reach_where_its_length_keeps_it_away():
    # one town half way: two pieces of 70.0 km at 51 N, 150 km of way and a fifth more, so 40 km for detours. A piece
    # that takes them all strays sqrt(40 x (2 x 70 + 40)) / 2 = 42.4 km of the 223.2 km to the border: 180.8 km stay
    found = audited(line_at(51.0, step=1.0, length_km=150, source="towns"))
    assert (found.verdict, found.clearance_km) == (Verdict.OUT_OF_REACH, None)
    assert found.links[0].no_nearer_km == pytest.approx(180.8, abs=0.4)
    assert audited(line_at(51.0, step=1.0, length_km=150)).verdict is Verdict.CLEAR  # the same points, surveyed


def test_a_gap_between_towns_that_could_hide_a_crossing_is_unknown():
    # pieces of 72.3 km, so 155 x 1.2 - 144.6 = 41.4 km for detours, which stray 43.9 km: of 49.7 km to the border at
    # 49.44 N 5.8 km stay, of 47.5 km at 49.42 N 3.6 km, less than the tolerance
    for lat, verdict in ((49.44, Verdict.OUT_OF_REACH), (49.42, Verdict.UNKNOWN)):
        assert audited(line_at(lat, step=1.0, length_km=155, source="towns")).verdict is verdict


def test_towns_without_a_length_or_too_far_for_it_say_nothing():
    assert audited(line_at(51.0, step=1.0, source="towns")).verdict is Verdict.UNKNOWN
    # by a town one degree to the north it is at least 2 x 131 km, more than 142 km and a fifth
    network = line_at(52.0, lats=(51.0, 51.0), step=1.0, length_km=142, source="towns")
    assert audited(network).verdict is Verdict.UNKNOWN


def test_a_line_over_towns_is_inside_only_where_a_town_is():
    def through(lat):
        return audited(line_at(lat, lats=(49.5, 49.5), step=1.0, length_km=300, source="towns"))

    assert (through(48.5).verdict, through(48.5).links[0].depth_km) == (Verdict.INSIDE, pytest.approx(54.8, abs=0.5))
    assert through(48.97).verdict is Verdict.UNKNOWN  # 2.5 km deep, within the tolerance of positions
    sea = audited(line_at(51.0, step=1.0, length_km=150, mode="sea", source="towns"))
    assert sea.verdict is Verdict.CLEAR  # lines at sea are drawn, whatever they go by


@pytest.mark.parametrize("part", [0.2, 0.7, 1.0])
def test_no_way_of_that_length_through_the_towns_comes_nearer(part):
    # every corner of a detour in one of the two pieces lies on an ellipse with the ends of the piece as foci
    (entry,) = audited(line_at(51.0, step=1.0, length_km=150, source="towns")).links
    chord = float(great_circle_km(51.0, -112.0, 51.0, -111.0))
    excess = part * (1.2 * 150 - 2 * chord)
    east, north = (chord + excess) / 2, np.sqrt(excess * (2 * chord + excess)) / 2
    nearest = np.inf
    for angle in np.radians(range(0, 360, 15)):
        corner = (-111.5 + east * np.cos(angle) / chord, 51.0 + north * np.sin(angle) / 111.2)
        nearest = min(nearest, clearance_km([(-112.0, 51.0), corner, (-111.0, 51.0), (-110.0, 51.0)], "US").distance_km)
    assert nearest > entry.no_nearer_km - 0.5
    assert part < 1 or nearest == pytest.approx(entry.no_nearer_km, abs=0.5)  # the bound is no lower than need be


def test_a_territory_without_borders_leaves_everything_unknown():
    found = audited(line_at(51.0), "GF")  # French Guiana is inside France in Natural Earth
    assert (found.verdict, found.border.missing) == (Verdict.UNKNOWN, {"GF"})
    assert "no borders of GF" in str(found)


def test_china_means_hong_kong_too_unless_exact():
    builder = networks.NetworkBuilder("hk")
    builder.add_place(id="W", name="West", lat=22.30, lon=114.17).add_place(id="E", name="East", lat=22.31, lon=114.20)
    builder.add_link(id="we", tail="W", head="E", mode="road", hours=3.0)
    network = builder.add_waypoints(link="we", points=[(22.31, 114.18)]).build()
    assert audited(network, "CN").clearance_km == 0
    assert audited(network, "CN", exact_codes=True).clearance_km == pytest.approx(22, abs=4)  # Kowloon to Shenzhen


@pytest.mark.parametrize("tolerance_km", [-1, float("nan"), float("inf"), True])
def test_a_tolerance_that_is_no_distance_is_refused(tolerance_km):
    with pytest.raises(QuestionError, match="tolerance_km"):
        audited(line_at(51.0), tolerance_km=tolerance_km)


def test_a_code_that_does_not_exist_is_refused():
    with pytest.raises(networks.UnknownNameError, match="XX"):
        audited(line_at(51.0), "XX")


def test_a_result_without_a_route_is_told():
    network = line_at(51.0)
    result = routing.solve(network, Shipment("E", "W"), constraints=Constraints(avoid_links={"we"}))
    with pytest.raises(routing.NoRouteError):
        audit(network, result)


def test_the_worst_link_decides_and_unknown_outweighs_within_tolerance():
    def verdict_of(*verdicts):
        links = tuple(LinkAudit(link="x", mode="rail", km=1.0, verdict=one, tolerance_km=5.0) for one in verdicts)
        return Audit(border=Border(frozenset({"CN"}), frozenset(), 5.0), links=links).verdict

    assert verdict_of(Verdict.CLEAR, Verdict.WITHIN_TOLERANCE) is Verdict.WITHIN_TOLERANCE
    assert verdict_of(Verdict.WITHIN_TOLERANCE, Verdict.UNKNOWN, Verdict.CLEAR) is Verdict.UNKNOWN
    assert verdict_of(Verdict.CLEAR, Verdict.OUT_OF_REACH) is Verdict.OUT_OF_REACH
    assert verdict_of(Verdict.OUT_OF_REACH, Verdict.WITHIN_TOLERANCE) is Verdict.WITHIN_TOLERANCE
    assert verdict_of(Verdict.UNKNOWN, Verdict.INSIDE) is Verdict.INSIDE
    assert verdict_of() is Verdict.UNKNOWN  # of nothing nothing is claimed


def test_a_change_of_waypoints_is_measured_anew():
    assert audited(line_at(49.5)).verdict is Verdict.CLEAR
    assert audited(line_at(49.5, lats=(49.5, 48.5))).verdict is Verdict.INSIDE


def test_disagreements_of_codes_and_geometry_are_listed():
    unnamed = audit_network(line_at(48.5, codes=("CA",)), "US")
    untouched = audit_network(line_at(49.5, codes=("CA", "US")), "US")
    assert [entry.link for entry in unnamed.unnamed] == [entry.link for entry in untouched.untouched] == ["we"]
    assert unnamed.untouched == untouched.unnamed == ()
    assert "1 links run inside" in str(unnamed) and "1 links stay clear" in str(untouched)


def test_the_table_reads_as_follows():
    assert str(audited(line_at(48.5, length_km=160))).splitlines()[0] == (
        "Against US in Natural Earth 1:10m (German edition), tolerance 5 km: inside"
    )
    assert str(audited(line_at(49.5, length_km=160))).splitlines()[2:8] == [
        "verdict           links   km   of km",
        "inside                0    0    0.0%",
        "unknown               0    0    0.0%",
        "within tolerance      0    0    0.0%",
        "out of reach          0    0    0.0%",
        "clear                 1  160  100.0%",
    ]


# ---- the built-in network ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def eurasia():
    return networks.load("eurasia")


@pytest.mark.long
def test_the_chord_from_ussuriysk_to_khabarovsk_runs_through_china_and_the_railway_does_not(eurasia):
    tail, head = (eurasia.places[place] for place in ("RUUSS", "RUKHV"))
    chord = along_great_circles(np.array([(tail.lon, tail.lat), (head.lon, head.lat)]), 50.0)
    builder = networks.NetworkBuilder("chord")
    builder.add_place(id="E", name="Ussuriysk", lat=tail.lat, lon=tail.lon)
    builder.add_place(id="W", name="Khabarovsk", lat=head.lat, lon=head.lon)
    builder.add_link(id="chord", tail="E", head="W", mode="rail", gauge_mm=1520, hours=9.0)
    builder.add_waypoints(link="chord", points=[(lat, lon) for lon, lat in chord[1:-1].tolist()])
    (cut,) = audited(builder.build(), "CN").links
    assert cut.verdict is Verdict.INSIDE
    assert cut.inside_km == pytest.approx(320, abs=20)
    links = {entry.link: entry for entry in audit_network(eurasia).links}
    railway = links["rail:RUUSS-RUKHV"]
    assert railway.verdict is Verdict.WITHIN_TOLERANCE  # it comes within 2 to 3 km at 47.4 N
    assert (railway.inside_km, railway.clearance_km) == (0.0, pytest.approx(2.2, abs=0.5))


@pytest.mark.long
@pytest.mark.parametrize("link", ["RU-ZABAIK-RU-KARYM", "KZ-ZHETYGEN-KZ-ALTYNKOL", "KZ-AKTOGAY-KZ-DOSTYK"])
def test_border_stations_outside_china_cannot_be_told_from_china(eurasia, link):
    found = {entry.link: entry for entry in audit_network(eurasia).links}[f"rail:{link}"]
    assert (found.verdict, found.inside_km) == (Verdict.WITHIN_TOLERANCE, 0.0)


@pytest.mark.long
def test_a_line_partly_over_towns_is_judged_by_its_worst_part(eurasia):
    found = {entry.link: entry for entry in audit_network(eurasia).links}
    gobi, turksib = found["rail:MNULN-MNZUU"], found["rail:KZPLX-KZ-AKTOGAY"]
    assert gobi.clearance_km == pytest.approx(2.7, abs=0.1)  # of its last, surveyed part: within the tolerance
    assert gobi.verdict is Verdict.UNKNOWN  # but between its towns it might be anywhere in the Gobi
    assert turksib.verdict is Verdict.OUT_OF_REACH
    assert turksib.no_nearer_km < turksib.clearance_km  # towns in one gap; the rest is surveyed


@pytest.mark.long
def test_codes_and_geometry_agree_about_china(eurasia):
    found = audit_network(eurasia)
    assert (found.unnamed, found.untouched) == ((), ())
    assert sum(found.counts.values()) == len(eurasia.links)


@pytest.mark.parametrize("minimise", ["time", "cost", "co2e"])
@pytest.mark.parametrize("destination", ["RUMOW", "KZALA", "UZTAS", "TMASB"])
def test_a_route_that_avoids_china_never_runs_inside(eurasia, destination, minimise):
    ban = Constraints(avoid_territories={"CN"})
    result = routing.solve(eurasia, Shipment("JPYOK", destination), minimise=minimise, constraints=ban)
    found = audit(eurasia, result)
    assert found.verdict in (Verdict.WITHIN_TOLERANCE, Verdict.OUT_OF_REACH, Verdict.CLEAR)
    assert [entry.link for entry in found.links] == list(result.require().links)
    assert found.out_of_reach_km is None or found.out_of_reach_km > 25  # 27 km between two towns of the Turksib


def test_a_route_through_china_is_inside(eurasia):
    via_china = Constraints(via=("CNLYG",))
    result = routing.solve(eurasia, Shipment("JPYOK", "KZALA"), constraints=via_china)
    assert audit(eurasia, result).verdict is Verdict.INSIDE


def test_importing_it_loads_neither_shapely_nor_pandas():
    code = "import sys, routing.auditing.audit, routing.views.as_dict, routing.views.as_geojson; print({'shapely', 'pandas'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"
