"""When a link opened, and which planned ones are on offer on purpose."""

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
        ("", None, True),
        ("2030-05", None, False),
        ("²", None, False),
        ("9" * 5_000, None, False),
    ],
)
def test_a_year_is_one_or_it_is_planned_or_not_known(text, year, sound):
    assert (year_opened(text), is_opened(text)) == (year, sound)


@pytest.mark.filterwarnings("ignore:odd data")
def test_a_planned_link_is_there_on_purpose_where_a_change_or_a_scenario_names_it():
    builder = networks.NetworkBuilder("x").add_place(id="A", name="A").add_place(id="B", name="B")
    builder.add_link(id="new", tail="A", head="B", mode="road", length_km=9, hours=1, opened="planned")
    network = builder.build()
    assert network.planned == {"new": False}
    assert network.apply([Change(action="add", table="links", element="new", why="what if")]).planned == {"new": True}
    samarga = networks.load("eurasia", scenario="samarga")
    assert networks.load("eurasia").planned == {} and len(samarga.planned) == 3 and all(samarga.planned.values())
