"""Rules about corridors: their gateway links exist, and their ids are nobody else's."""

from __future__ import annotations

from itertools import pairwise

import pytest

import networks
from networks import DataError, NetworkBuilder


def builder(**row):
    made = NetworkBuilder("toy")
    for place in "AB":
        made.add_place(id=place, name=place, country="RU")
    made.add_link(id="AB", tail="A", head="B", mode="road", hours=5, usd=1, length_km=300, territories=("RU",))
    made.add_link(id="BA", tail="A", head="B", mode="sea", hours=10, length_km=300, territories=("RU",), offered=False)
    return made.add_corridor(**({"id": "north", "name": "The north", "links": ("AB", "BA")} | row))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"links": "AC"}, "no such link"),
        ({"links": ()}, "a value is required here"),
        ({"id": "AB"}, "expected an id that links do not bear"),
        ({"id": "A"}, "expected an id that places do not bear"),
        ({"name": ""}, "a value is required here"),
    ],
)
def test_what_is_wrong_about_a_corridor_is_told(row, expected):
    with pytest.raises(DataError) as error:
        builder(**row).build()
    assert any(expected in one.expected and one.file == "corridors" for one in error.value.findings), error.value


def test_an_id_stands_once():
    with pytest.raises(DataError, match="expected each id once"):
        builder().add_corridor(id="north", name="Another", links="AB").build()


def test_a_corridor_keeps_gateways_that_are_not_on_offer_and_goes_through_files(tmp_path):
    net = builder(note="by hand").build()
    assert net.corridors["north"] == networks.Corridor(id="north", name="The north", links=("AB", "BA"), note="by hand")
    assert "BA" not in net.links
    networks.write(net, tmp_path / "toy")
    again = networks.read(tmp_path / "toy")
    assert again == net and again.corridors["north"] == net.corridors["north"]
    with pytest.raises(networks.UnknownNameError, match="no corridor is called 'nort'; did you mean north"):
        net.corridors["nort"]


def test_a_network_without_corridors_is_what_it_was():
    one, other = builder(), builder()
    one._rows["corridors"].clear()
    assert one.build() != other.build()
    assert len(one.build().corridors) == 0


@pytest.mark.parametrize("edition", networks.editions())
def test_each_edition_knows_the_corridors_that_people_speak_of(edition):
    net = networks.load(edition)
    names = [corridor.name for corridor in net.corridors.values()]
    assert len(set(names)) == len(names)
    spoken = (
        "Trans-Siberian",
        "BAM",
        "China by Dostyk",
        "China by Khorgos",
        "China by Manzhouli",
        "Mongolia by Erenhot",
    )
    assert {*spoken, "Middle (Caspian)", "INSTC (Iran)", "Suez", "Cape", "Northern Sea Route"} <= {*names}
    links = net.catalogue["links"]["id"].tolist()
    for corridor in net.corridors.values():
        for link in corridor.links:  # of two tracks side by side both are gateways
            twins = {one for one in links if one.partition("@")[0] == link.partition("@")[0]}
            assert twins <= set(corridor.links), (corridor.id, twins)
    for link in net.links.values():  # and no way out of China by land is nobody's
        china = {net.places[place].country for place in (link.tail, link.head)} - {"CN"}
        if "CN" in link.territories and china and link.mode in ("rail", "road") and china & {"RU", "KZ", "MN", "KG"}:
            assert any(link.id in corridor.links for corridor in net.corridors.values()), link.id


@pytest.mark.parametrize("edition", networks.editions())
def test_the_caspian_is_crossed_both_ways_under_one_name(edition):
    net = networks.load(edition)
    middle, ways = net.corridors["middle"], set()
    for service in net.services.values():
        for tail, head in pairwise(service.stops):
            ways |= {(link, tail.place < head.place) for link in head.path if link in middle.links}
    assert ways and ways == {(link, not forward) for link, forward in ways}
    assert "between its eastern and its western shore" in middle.note
