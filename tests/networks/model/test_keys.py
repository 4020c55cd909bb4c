"""Ids with structure come apart as they were put together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import networks
from networks.model import keys
from networks.model.cells import tables_from_rows

names = st.text(st.sampled_from("AZ:-.|@"), min_size=1, max_size=8)


@given(names, st.integers(1, 999))
def test_a_leg_comes_apart_as_it_was_put_together(service, seq):
    assert keys.split_leg(keys.leg_key(service, seq)) == (service, str(seq))
    assert keys.split_leg(service) is None


@given(names, names, names)
def test_a_fare_and_a_stretch_come_apart_as_they_were_put_together(service, here, there):
    assert keys.split_fare(keys.fare_key(service, here, there)) == (service, here, there)
    assert keys.split_stretch(keys.stretch_key(here, there)) == (here, there)
    assert (
        keys.split_fare(keys.stretch_key(here, there))
        is keys.split_fare(service)
        is keys.split_stretch(service)
        is None
    )


def test_the_last_mark_of_a_leg_counts():
    assert keys.split_leg("line:A#1#2") == ("line:A#1", "2")


def test_a_leg_of_a_line_whose_id_holds_the_mark_is_an_element():
    stops = ("A", "B")
    builder = networks.NetworkBuilder("n").add_place(id="A", name="A").add_place(id="B", name="B")
    builder.add_service(id="s#1", name="S", kind="line", mode="sea", stops=stops)
    is_element = keys.element_test(tables_from_rows(builder._rows)[0])
    assert [is_element(key) for key in ("s#1#2", "s#1#3", "s#1", "s", "s#1>A>B", "s#1>B>A")] == [
        True,
        False,
        True,
        False,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("key", "text"),
    [
        (keys.currency_key("EUR"), "currency:EUR"),
        (keys.grid_key("KZ"), "grid:KZ"),
        (keys.load_key("container"), "load:container"),
        (keys.commodity_key("steel"), "commodity:steel"),
        (keys.traction_key("diesel"), "traction:diesel"),
        (keys.traction_key("diesel", "KZ"), "traction:diesel:KZ"),
        (keys.operation_key("lift"), "operation:lift"),
        (keys.class_key("mode", "sea"), "mode:sea"),
    ],
)
def test_the_key_of_a_class_is_an_element_of_every_network(key, text):
    assert key == text
    assert keys.element_test(networks.load("eurasia").catalogue)(key)
    assert keys.is_of_class(key, text.partition(":")[0])
    assert keys.name_of_class(key) == text.partition(":")[2]


def test_every_figure_of_the_built_in_network_has_a_key_that_is_put_together_here():
    network = networks.load("eurasia")
    for element, _ in network.figures:
        leg, fare = keys.split_leg(element), keys.split_fare(element)
        if leg is not None:
            assert keys.leg_key(*leg) == element
            assert leg[0] in network.catalogue["services"]["id"]
        elif fare is not None:
            assert keys.fare_key(*fare) == element
            assert fare[0] in network.catalogue["services"]["id"]


def test_the_side_of_rail_has_a_gauge_and_others_none():
    assert [keys.side_key("rail", 1520), keys.side_key("rail"), keys.side_key("sea", 1520)] == [
        "rail:1520",
        "rail",
        "sea",
    ]
    assert [keys.gauge_of_side(side) for side in ("rail:1435", "rail", "sea", "gate", "")] == [
        1435,
        None,
        None,
        None,
        None,
    ]
