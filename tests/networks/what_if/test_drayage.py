"""Lorries for a place or a coordinate: how far, to which terminals, at what price; and why there are none."""

import pytest

import networks
from networks import DataError, DataWarning, NetworkBuilder
from networks.model.keys import OWN
from networks.what_if.drayage import road_km
from routing import Shipment, solve, verify

PORT, SHIKOKU = (35.45, 139.66), (34.35, 134.05)
PLACES = {"PORT": ("JP", *PORT), "KOBE": ("JP", 34.68, 135.2), "QUAY": ("RU", 43.11, 131.88), "SIDING": ("JP", 35.9, 139.6)}  # fmt: skip


def toy() -> NetworkBuilder:
    """Return PORT - ship - QUAY and KOBE - ship - QUAY, with doors, planned wait, and a junction that nobody serves."""
    builder = NetworkBuilder("toy", price_year=2016)
    builder.add_source(id="S", title="worked out by hand")
    for place, (country, lat, lon) in PLACES.items():
        builder.add_place(id=place, name=place.capitalize(), country=country, lat=lat, lon=lon)
    for port, hours in (("PORT", 60), ("KOBE", 50)):
        builder.add_link(id=f"s-{port}", tail=port, head="QUAY", mode="sea", length_km=1500, territories=("JP", "RU"))
        for name, one, other in ((f"out-{port}", port, "QUAY"), (f"home-{port}", "QUAY", port)):
            stops = [{"place": one}, {"place": other, "path": (f"s-{port}",)}]
            builder.add_service(id=name, name=name, kind="line", mode="sea", stops=stops)
            number(builder, f"{name}#2", "running_time", hours, "h")
            number(builder, name, "wait", 84, "h")
            number(builder, name, "price", 300, "USD", currency="USD", basis="teu", year=2016)
    number(builder, "network", "origin_wait", 24, "h")
    for kind, one, other in (("origin", "door", "gate"), ("load", "gate", "sea"), ("unload", "sea", "gate"), ("delivery", "gate", "door")):  # fmt: skip
        builder.add_operation(id=kind, kind=kind, from_side=one, to_side=other)
        number(builder, kind, "time", 6, "h")
        number(builder, kind, "price", 50, "USD", currency="USD", basis="container", year=2016)
    return builder


def number(builder: NetworkBuilder, element: str, quantity: str, value: float, unit: str, **more: object) -> None:
    builder.add_figure(element=element, quantity=quantity, value=value, unit=unit, source="S", kind="sourced", **more)


NET = toy().build()


@pytest.mark.parametrize(("containers", "size"), [(1, "20ft"), (1, "40ft"), (3, "40ft")])
def test_a_lorry_brings_each_box_to_the_gate_and_the_ship_behind_it_is_the_first_one(containers, size):
    net = networks.with_drayage(NET, "35.86,139.65", name="Saitama")
    (link,) = (link for link in net.links.values() if link.mode == "road")
    assert link.length_km == 59.3 and link.territories == ("JP",)
    for ends in (("Saitama", "Quay"), ("Quay", "Saitama")):
        result = solve(net, Shipment(*ends, containers=containers, size=size))
        verify(net, result)
        route = result.require()
        assert route.hours == pytest.approx(4 * 6 + 24 + 60 + 2 + 59.3 / 40)
        teu = 1 if size == "20ft" else 2
        assert route.usd == pytest.approx(containers * (4 * 50 + 300 * teu + 100 + 1.5 * 59.3), abs=0.01)
        assert route.breakdown["road"].usd == pytest.approx(containers * (100 + 1.5 * 59.3), abs=0.01)
        assert any("by lorry 59 km from" in warning.words for warning in result.warnings)
        low, high = route.range_days()
        assert low < route.days < high


def test_a_coordinate_at_a_terminal_is_the_terminal_but_for_loading_the_lorry():
    net = networks.with_drayage(NET, PORT)
    for one, other in (("PORT", "QUAY"), ("QUAY", "PORT")):
        own = [name.replace("PORT", "own:35.45:139.66") for name in (one, other)]
        there, near = (solve(net, Shipment(*ends)).require() for ends in ((one, other), own))
        assert 0 < near.hours - there.hours <= 2 + 0.1 / 40 + 1e-6
        assert near.usd - there.usd == pytest.approx(100 + 0.15, abs=0.01)


def test_every_figure_is_an_assumption_with_a_range_and_a_reason():
    net = networks.with_drayage(NET, "35.86,139.65")
    figures = [figure for (element, _), figure in net.figures.items() if element == "area:drayage"]
    assert {figure.quantity for figure in figures} == {"wait", "speed", "price", "rate", "co2e", "co2e_ttw"}
    for figure in figures:
        assert (figure.kind, figure.source) == ("assumption", OWN) and figure.note
        assert figure.low is not None and figure.high is not None and figure.low < figure.value < figure.high


def test_a_second_place_shares_the_lorries_and_a_place_that_has_them_stays():
    once = networks.with_drayage(NET, "35.86,139.65")
    twice = networks.with_drayage(once, (35.0, 135.76), name="Kyoto")
    (service,) = (service for service in twice.services.values() if service.grade == "drayage")
    assert len(service.links) == 2
    assert networks.with_drayage(once, "own:35.86:139.65") is once


def test_places_of_the_network_are_reached_with_one_another():
    net = networks.with_drayage(NET, "Siding")
    (link,) = (link for link in net.links.values() if link.mode == "road")
    assert (link.tail, link.head) == ("SIDING", "PORT")
    assert link.id not in NET.links and link.note.startswith("50 km by land x 1.3")


def test_terminals_across_water_or_a_border_are_told_where_others_are_reached():
    builder = toy()
    builder.add_place(id="TAK", name="Takamatsu", country="JP", lat=34.35, lon=134.05)
    builder.add_link(id="s-TAK", tail="TAK", head="QUAY", mode="sea", length_km=1500, territories=("JP", "RU"))
    stops = [{"place": "TAK"}, {"place": "QUAY", "path": ("s-TAK",)}]
    builder.add_service(id="out-TAK", name="out", kind="line", mode="sea", stops=stops)
    number(builder, "out-TAK#2", "running_time", 60, "h")
    with pytest.warns(DataWarning, match=r"no lorries from Himeji to Takamatsu \(TAK, 77 km away\): across water"):
        net = networks.with_drayage(builder.build(), (34.83, 134.65), name="Himeji")
    assert [link.head for link in net.links.values() if link.mode == "road"] == ["KOBE"]


@pytest.mark.parametrize(
    ("where", "more", "field", "words"),
    [
        (SHIKOKU, {}, "where", "Kobe (KOBE, JP), 112 km away: no way by land alone within the country"),
        ((43.2, 141.0), {}, "where", "no terminal within 150 km by road, without crossing water or a border"),
        ("35.86,139.65", {"within_km": 50}, "where", "Port (PORT, JP), 46 km away: about 59 km by road"),
        ((43.3, 130.4), {}, "where", "no terminal within 150 km by road"),  # in China, near Vladivostok
        ((40.0, 135.0), {}, "where", "lies in no country"),
        ("95,10", {}, "where", "expected degrees north"),
        ("Nowhere", {}, "where", "or expected degrees north and east"),
        ("35.86,139.65", {"within_km": -1}, "within_km", "expected a number of km above 0"),
        ("35.86,139.65", {"country": "Japan"}, "country", "expected an ISO 3166-1 alpha-2 code"),
        ("PORT", {"name": "Harbour"}, "name", "is for coordinates"),
    ],
)
def test_what_cannot_be_is_told_by_field_and_value(where, more, field, words):
    with pytest.raises(DataError) as caught:
        networks.with_drayage(NET, where, **more)
    assert [(finding.file, finding.field) for finding in caught.value.findings] == [("with_drayage", field)]
    assert words in caught.value.findings[0].expected


@pytest.mark.long
@pytest.mark.parametrize("edition", ["eurasia", "eurasia-2025"])
def test_the_rows_of_the_editions_are_those_of_the_function(edition):
    net = networks.load(edition)
    (service,) = (service for service in net.services.values() if service.grade == "drayage")
    bare = net.apply([networks.Change(action="withdraw", table="services", element=service.id, why="to add it anew")])
    for city, port in (("JPTYO", "JPYOK"), ("JPOSA", "JPUKB")):
        again = networks.with_drayage(bare, city, within_km=40)
        (added,) = (link for name, link in again.links.items() if name not in bare.links)
        stated = net.links[f"road:{city}-{port}"]
        assert (added.head, added.length_km, added.note) == (port, stated.length_km, stated.note)


@pytest.mark.long
@pytest.mark.parametrize("edition", ["eurasia", "eurasia-2025"])
@pytest.mark.parametrize(("city", "port"), [("Tokyo", "Yokohama"), ("Osaka", "Kobe"), ("35.86,139.65", "Yokohama")])
def test_from_a_city_it_takes_little_more_than_from_its_port_both_ways(edition, city, port):
    net = networks.load(edition)
    if "," in city:
        net, city = networks.with_drayage(net, city), "35.86, 139.65"
    for there in ("Moscow", "Almaty", "Osh"):
        for ends in ((city, there), (there, city)):
            result = solve(net, Shipment(*ends))
            verify(net, result)
            near = solve(net, Shipment(*(port if end == city else end for end in ends))).require()
            assert -0.1 < result.require().days - near.days < 0.25, ends


def test_km_by_road_are_the_way_times_the_detours():
    assert (road_km(100), road_km(0)) == (130, 0.1)
