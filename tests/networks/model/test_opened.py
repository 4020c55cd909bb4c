"""When a link opened, and which planned ones are supposed to be open."""

import itertools

import pytest

import networks
from networks import Change
from networks.model.opened import is_opened, year_opened


@pytest.mark.parametrize(
    ("text", "year", "sound"),
    [
        ("1905", 1905, True),
        ("2030.0", 2030, True),
        ("planned", None, True),
        ("supposed", None, True),
        ("", None, True),
        ("2030-05", None, False),
        ("²", None, False),
        ("9" * 5_000, None, False),
    ],
)
def test_a_year_is_one_or_it_is_planned_or_not_known(text, year, sound):
    assert (year_opened(text), is_opened(text)) == (year, sound)


@pytest.mark.filterwarnings("ignore:odd data")
def test_a_planned_link_is_supposed_to_be_open_where_it_is_added_and_stays_so(tmp_path):
    builder = networks.NetworkBuilder("x").add_place(id="A", name="A").add_place(id="B", name="B")
    builder.add_link(id="new", tail="A", head="B", mode="road", length_km=9, hours=1, opened="planned")
    network = builder.build()
    assert network.planned == {"new": False}
    slower = network.apply([Change(action="set", table="links", element="new", column="hours", value="0.5", why="x")])
    added = network.apply([Change(action="add", table="links", element="new", why="what if")])
    for one, planned in ((network, False), (slower, False), (added, True)):
        networks.write(one, tmp_path / one.content_hash)
        read = networks.read(tmp_path / one.content_hash)
        assert read == one and read.planned == one.planned == {"new": planned}
        assert network.apply(networks.diff(network, one)) == one
    assert added != network and added.links["new"].opened == "supposed"


@pytest.mark.filterwarnings("ignore:odd data")
def test_differences_of_planned_links_are_told_in_an_order_that_makes_them():
    builder = networks.NetworkBuilder("x").add_place(id="A", name="A").add_place(id="B", name="B")
    builder.add_link(id="new", tail="A", head="B", mode="road", length_km=9, hours=1, opened="planned", offered=False)
    withheld = builder.build()
    add = Change(action="add", table="links", element="new", why="what if")
    back = Change(action="set", table="links", element="new", column="opened", value="planned", why="a plan")
    supposed, planned = withheld.apply([add]), withheld.apply([add, back])
    assert [change.action for change in networks.diff(withheld, supposed)] == ["add"]
    for one, other in itertools.permutations((withheld, supposed, planned), 2):
        assert one.apply(networks.diff(one, other)) == other


def test_scenarios_suppose_what_they_add():
    samarga = networks.load("eurasia", scenario="samarga")
    assert networks.load("eurasia").planned == {} and len(samarga.planned) == 3 and all(samarga.planned.values())
