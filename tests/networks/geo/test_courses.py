"""Geometry against codes: way-points and positions in a territory that is not listed, told with the km and kept for bans."""

import pickle

import numpy as np
import pytest

import networks
import routing
from networks.geo.courses import contradictions, same_courses
from networks.model.tables import Table
from networks.network import Network

PLACES = "id,name,country,lat,lon\nVVO,Vladivostok,RU,43.11,131.88\nCTA,Chita,RU,52.03,113.5\n"
LINKS = (
    "id,tail,head,mode,length_km,gauge_mm,territories,hours\nharbin,VVO,CTA,rail,2100,1520,RU,60\n"
    "amur,VVO,CTA,rail,3100,1520,RU,100\n"
)
WAY = "link,seq,lat,lon,source\nharbin,1,44.4,131.15,{0}\nharbin,2,45.76,126.63,{0}\nharbin,3,49.6,117.4,{0}\n"
RULE = "courses-in-listed-territories"


@pytest.fixture
def read(folder):
    """Return a function that reads tables and gives the network, and (rule, row, expected) of its warnings."""

    def ask(**tables):
        given = {"sources": "id,title\ntowns,Towns\ns,A map\n", "places": PLACES, "links": LINKS} | tables
        path = folder(**given)
        found = networks.check(path, silence="used-sources")
        return networks.read(path, silence=[one.rule for one in found] + ["used-sources"]), [
            (one.rule, one.row, one.expected) for one in found
        ]

    return ask


@pytest.mark.parametrize("listed", ["RU", ""])
def test_a_railway_through_harbin_that_says_russia_is_told_with_its_km(read, listed):
    net, found = read(links=LINKS.replace(",RU,", f",{listed},"), waypoints=WAY.format("s"))
    assert found == [(RULE, 2, "1,202 km of its course lie in CN, which is not listed")]
    assert net.contradicted == {"harbin": {"CN"}}
    (inside,) = routing.audit_network(net).unnamed
    assert (inside.link, round(inside.inside_km)) == ("harbin", 1202)


def test_what_is_listed_contradicts_nothing(read):
    net, found = read(links=LINKS.replace("RU,60", "RU;CN,60"), waypoints=WAY.format("s"))
    assert (found, net.contradicted) == ([], {})


def test_a_town_abroad_is_evidence_and_the_way_between_towns_is_none(read):
    net, found = read(waypoints=WAY.format("towns"))
    assert found == [(RULE, 2, "its way-point 45.76, 126.6 lies in CN, which is not listed")]
    assert net.contradicted == {"harbin": {"CN"}}


def test_a_chord_is_no_evidence_and_so_contradicts_nothing(read):
    # between Ussuriysk and Khabarovsk the great circle cuts 320 km of China, which the railway does not
    places = "id,name,country,lat,lon\nVVO,Ussuriysk,RU,43.80,131.98\nCTA,Khabarovsk,RU,48.50,135.07\n"
    net, found = read(places=places, links=LINKS.replace("2100", "660").replace("3100", "661"))
    assert (found, net.contradicted) == ([], {})


@pytest.mark.parametrize(("lon", "is_inside"), [(131.13, False), (130.95, True)])  # 2 and 15 km from Russia
def test_a_way_point_just_across_the_border_is_within_the_tolerance(read, lon, is_inside):
    places = "id,name,country,lat,lon\nVVO,V,RU,44.40,131.39\nCTA,C,RU,44.41,131.40\n"
    links = LINKS.replace("2100", "75").replace("3100", "76").replace(",RU,60", ",RU,2").replace(",RU,100", ",RU,3")
    net, found = read(places=places, links=links, waypoints=f"link,seq,lat,lon\namur,1,44.39,{lon}\n")
    assert ("amur" in net.contradicted) == is_inside == bool([one for one in found if one[0] == RULE])
    assert {one.link for one in routing.audit_network(net).unnamed} == set(net.contradicted)


def test_a_sea_lane_over_land_is_told(read):
    places = "id,name,country,lat,lon\nVVO,Vladivostok,RU,43.11,131.88\nCTA,Osaka,JP,34.6,135.4\n"
    links = "id,tail,head,mode,length_km\nlane,VVO,CTA,sea,1400\n"
    net, found = read(places=places, links=links, waypoints="link,seq,lat,lon\nlane,1,37.5,128.0\n")  # Korea
    assert [(rule, row) for rule, row, _ in found] == [(RULE, 2)] and "lie in KR" in found[0][2]
    assert net.contradicted == {"lane": {"KR"}}


def test_a_place_that_lies_in_another_country_is_told_and_its_links_contradict(read):
    places = PLACES.replace("CTA,Chita,RU,52.03,113.5", "CTA,Chita,RU,45.76,126.63")
    net, found = read(places=places, links=LINKS.replace("2100", "550").replace("3100", "560"))
    assert found == [("places-across-the-border", 3, "45.76, 126.63 lies more than 5 km inside CN")]
    assert net.contradicted == {"harbin": {"CN"}, "amur": {"CN"}}


def test_a_place_without_a_country_is_told_where_others_name_theirs(read):
    places = PLACES.replace("Chita,RU", "Chita,") + "X,Nowhere,,,\n"
    links = LINKS + "x,CTA,X,road,,,,5\n"
    _, found = read(places=places, links=links)
    assert found == [
        ("stated-countries", 3, "no country is stated, its position lies in RU; a ban leaves the place out"),
        ("stated-countries", 4, "no country is stated; a ban leaves the place out"),
    ]
    nobody = "id,name\nVVO,V\nCTA,C\nX,X\n"
    assert read(places=nobody, links=links.replace("RU", ""))[1] == []


def test_where_nothing_is_stated_nothing_is_contradicted(read):
    places = PLACES.replace(",RU,", ",,")
    net, found = read(places=places, links=LINKS.replace(",RU,", ",,"), waypoints=WAY.format("s"))
    assert (found, net.contradicted) == ([], {})


def test_the_pacific_is_crossed_over_the_180th_meridian(read):
    places = "id,name,country,lat,lon\nVVO,Yokohama,JP,35.3,139.8\nCTA,Los Angeles,US,33.7,-118.3\n"
    links = "id,tail,head,mode,length_km\nlane,VVO,CTA,sea,9000\n"
    net, found = read(places=places, links=links, waypoints="link,seq,lat,lon\nlane,1,45,170\nlane,2,45,-170\n")
    assert (found, net.contradicted) == ([], {})
    net, found = read(places=places, links=links, waypoints="link,seq,lat,lon\nlane,1,68,178\nlane,2,67,-178\n")
    assert net.contradicted["lane"] >= {"RU"}  # Chukotka lies on both sides of it


@pytest.mark.parametrize(
    "course",
    [
        ("55.0,124.0,x", "49.6,127.2,towns"),  # a long surveyed piece elsewhere does not blur the town
        ("55.0,124.0,x", "53.5,124.5,towns", "50.0,127.2,x", "49.9,127.25,x"),  # nor a point that is surveyed
    ],
)
def test_each_point_counts_whatever_the_pieces_elsewhere(folder, course):
    waypoints = "".join(f"h,{seq},{point}\n" for seq, point in enumerate(course, start=1))
    path = folder(
        sources="id,title\nx,x\ntowns,t\n",
        places="id,name,country,lat,lon\nA,Aa,RU,52.3,117.7\nB,Bb,RU,48.4,135.0\n",
        links="id,tail,head,mode,length_km,gauge_mm,territories,hours\nh,A,B,rail,3000,1520,RU,100\n",
        waypoints="link,seq,lat,lon,source\n" + waypoints,
    )
    network = networks.read(path)
    assert network.contradicted == {"h": frozenset({"CN"})}
    assert [finding.rule for finding in networks.check(path)] == ["courses-in-listed-territories"]
    goods = routing.Shipment("A", "B")
    assert routing.solve(network, goods, constraints=routing.Constraints(avoid_territories="CN")).best is None
    assert routing.audit(network, routing.solve(network, goods), "CN").verdict.name == "INSIDE"


def test_the_courses_of_the_built_in_network_agree_with_its_codes():
    net = networks.load("eurasia")
    assert net.contradicted == {} and "contradicted" in net.__dict__, "known from the stamp"
    assert Network(dict(net.catalogue)).contradicted == {}
    assert networks.load("eurasia", "2016-target").__dict__["contradicted"] == {}, "no border is read for a scenario"


@pytest.mark.long
def test_contradictions_are_those_that_the_audit_finds():
    """Every link says that it lies in Japan only: on surveyed links the audit finds the same links and km."""
    net = networks.load("eurasia")
    tables = dict(net.catalogue)
    nowhere, japan = np.empty(len(tables["places"]), object), np.empty(len(tables["links"]), object)
    nowhere[:], japan[:] = "", [("JP",)] * len(japan)
    tables["places"] = Table("places", dict(tables["places"].columns) | {"country": nowhere})
    tables["links"] = Table("links", dict(tables["links"].columns) | {"territories": japan})
    wrong = Network(tables)
    found = contradictions(tables["places"], tables["links"], tables["waypoints"])
    rows = {link: row for row, link in enumerate(tables["links"]["id"].tolist())}
    for code in ("MN",):
        unnamed = {one.link: one for one in routing.audit_network(wrong, code, exact_codes=True).unnamed}
        mine = {link for link in wrong.links if code in wrong.contradicted.get(link, ())}
        assert set(unnamed) <= mine
        assert not [link for link in mine - set(unnamed) if len(wrong.waypoints(link))], "ends alone are evidence too"
        surveyed = [link for link in unnamed if "towns" not in wrong.waypoint_sources(link)]
        for link in surveyed:
            assert found[rows[link]][code].km == pytest.approx(unnamed[link].inside_km, abs=0.01)


def test_what_is_known_goes_with_a_network_until_its_courses_change(read):
    net, _ = read(waypoints=WAY.format("s"))
    assert pickle.loads(pickle.dumps(net)).contradicted == net.contradicted == {"harbin": {"CN"}}
    slow = net.apply(
        [networks.Change(action="set", table="links", element="amur", column="hours", value="120", why="x")]
    )
    assert "contradicted" in slow.__dict__ and same_courses(net.catalogue, slow.catalogue)
    right = net.apply(
        [networks.Change(action="set", table="links", element="harbin", column="territories", value="RU;CN", why="x")]
    )
    assert "contradicted" not in right.__dict__ and right.contradicted == {}


@pytest.mark.long
def test_eleven_thousand_links_with_way_points_take_a_second_or_two():
    import time

    size, rng = 11_000, np.random.default_rng(1)
    lat, lon = rng.uniform(48, 53, size + 1), rng.uniform(8, 12, size + 1)
    names = [f"P{n}" for n in range(size + 1)]
    places = Table.from_columns(
        "places", {"id": names, "name": names, "country": ["DE"] * len(names), "lat": lat, "lon": lon}
    )
    ids = [f"L{n}" for n in range(size)]
    cells = {"id": ids, "tail": names[:-1], "head": names[1:], "mode": ["rail"] * size, "territories": [("DE",)] * size}
    links = Table.from_columns("links", cells)
    near = {"lat": np.repeat(lat[:-1], 3) + 0.01, "lon": np.repeat(lon[:-1], 3)}
    waypoints = Table.from_columns("waypoints", {"link": np.repeat(ids, 3).tolist(), "seq": [1, 2, 3] * size} | near)
    contradictions(*(table.where(np.arange(len(table)) < 9) for table in (places, links, waypoints)))  # reads borders
    begin = time.process_time()
    contradictions(places, links, waypoints)
    assert time.process_time() - begin < 8, "usually about one second of CPU"
