"""Whatever a network holds, it comes back from CSV, frames and graphs as it was."""

import tempfile
import warnings
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles.cases import cases

import networks

texts = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["NA", "nan", "=1", "-1", "'=1", "None", '"', "a,b", " x ", "\u2028", "\x85", "1e5", "yes"]
)
numbers = st.none() | st.floats(1e-9, 1e8) | st.integers(1, 10**6)
lengths = st.none() | st.floats(1, 1e5)
either = st.booleans()
codes = st.lists(st.sampled_from(["NA", "RU", "CN"]), unique=True).map(tuple)


@st.composite
def builders(draw, offered=either):
    builder = networks.NetworkBuilder(
        "n", title=draw(texts), note=draw(texts), price_year=draw(st.none() | st.just(2016))
    )
    places = [f"P{n}" for n in range(draw(st.integers(1, 4)))]
    for place in places:
        builder.add_place(
            id=place,
            name=draw(texts.filter(bool)),
            country=draw(st.sampled_from(["", "NA", "KZ"])),
            gauges_mm=draw(st.lists(st.sampled_from([1520, 1435]), unique=True)),
            offered=draw(offered),
            note=draw(texts),
        )
    for n in range(draw(st.integers(0, 5))):
        builder.add_link(
            id=f"l{n}",
            tail=draw(st.sampled_from(places)),
            head=draw(st.sampled_from(places)),
            mode="sea",
            length_km=draw(lengths),
            usd=draw(numbers),
            kg_co2e=draw(numbers),
            territories=draw(codes),
            directed=draw(st.booleans()),
            offered=draw(offered),
            tracks=draw(texts),
            note=draw(texts),
        )
        builder.add_waypoints(
            link=f"l{n}", points=draw(st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), max_size=2))
        )
    return builder


@pytest.fixture(autouse=True)
def _odd_networks_are_fine():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", networks.DataWarning)
        yield


@cases(quick=4, long=60)
@given(builders())
def test_a_network_comes_back_from_csv_files(builder):
    network = builder.build()
    with tempfile.TemporaryDirectory() as folder:
        networks.write(network, Path(folder) / "one")
        again = networks.read(Path(folder) / "one")
        networks.write(again, Path(folder) / "two")
        one, two = (
            {file.name: file.read_bytes() for file in (Path(folder) / name).iterdir()} for name in ("one", "two")
        )
    assert again == network
    assert one == two


@cases(quick=3, long=30)
@given(builders())
def test_a_network_comes_back_from_frames(builder):
    network = builder.build()
    assert networks.from_frames(network.to_frames()) == network


@cases(quick=4, long=60)
@given(builders(offered=st.just(True)))
def test_a_network_comes_back_from_a_graph(builder):
    network = builder.build()
    assert networks.from_networkx(network.to_networkx()) == network


@cases(quick=5, long=40)
@given(st.data())
def test_the_difference_of_two_networks_of_one_base_leads_from_one_to_the_other(data):
    base = data.draw(builders()).build()
    names = [(table, name) for table in ("places", "links") for name in base.catalogue[table]["id"].tolist()]
    changes = st.sampled_from(names).flatmap(
        lambda name: (
            st.builds(
                networks.Change,
                action=st.sampled_from(["add", "withdraw"]),
                table=st.just(name[0]),
                element=st.just(name[1]),
                why=st.just("x"),
            )
            | st.builds(
                networks.Change,
                action=st.just("set"),
                table=st.just(name[0]),
                element=st.just(name[1]),
                column=st.just("note"),
                value=texts,
                why=st.just("x"),
            )
        )
    )
    one, other = (base.apply(data.draw(st.lists(changes, max_size=4))) for _ in range(2))
    assert one.apply(networks.diff(one, other)) == other
