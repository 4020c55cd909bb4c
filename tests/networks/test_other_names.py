"""Former names of places and names in other languages: each stands for its place, and is suggested where misspelt."""

from __future__ import annotations

import re

import pytest

import networks
from networks import DataError, UnknownNameError
from networks.model.folding import folded
from routing import Constraints, Shipment, SolveOptions, solve
from routing.cli import main

NET = networks.load("eurasia")


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Nur-Sultan", "KZAST"),
        ("nursultan", "KZAST"),
        ("Nur Sultan", "KZAST"),
        ("Alma-Ata", "KZALA"),
        ("Pusan", "KRPUS"),
        ("İstanbul", "TR-ISTANBUL"),
        ("Vostochny", "RUVYP"),
        ("Ташкент", "UZTAS"),
        ("ТАШКЕНТ", "UZTAS"),
        ("横浜", "JPYOK"),
        ("Москва", "RUMOW"),
        ("Leningrad", "RULED"),
        ("Krasnovodsk", "TMKRW"),
        ("Frunze", "KGFRU"),
        ("上海", "CNSGH"),
        ("St. Petersburg", "RULED"),
    ],
)
def test_another_name_of_one_place_alone_stands_for_it(name: str, place: str):
    assert NET.place(name).id == place
    unexplained = SolveOptions(explain=False)
    assert solve(NET, Shipment("SGSIN", name), options=unexplained).question.shipment.destination == place
    via = solve(NET, Shipment("SGSIN", "RUMOW"), constraints=Constraints(via=name), options=unexplained)
    assert via.question.constraints.via == (place,)
    with pytest.raises(UnknownNameError, match=re.escape(f"did you mean {place} ({NET.places[place].name})")):
        NET.places[{"Vostochny": "Восточный"}.get(name, name)]  # goes by ids


def test_a_misspelt_other_name_is_near_too():
    with pytest.raises(UnknownNameError) as caught:
        NET.places["Krasnovodks"]
    assert caught.value.nearest[0] == "TMKRW (Turkmenbashi)"


def test_no_two_places_bear_the_same_other_name_nor_one_the_name_of_another():
    borne = [(folded(name), place.id) for place in NET.places.values() for name in NET.other_names.get(place.id, ())]
    assert len({name for name, _ in borne}) == len(set(borne))
    own = {folded(place.name): place.id for place in NET.places.values()}
    assert [(name, place) for name, place in borne if own.get(name, place) != place] == []


def test_other_names_are_found_by_the_list_of_places(capsys):
    assert main(["places", "東京"]) == 0
    assert "JPTYO" in capsys.readouterr().out


def test_other_names_are_read_written_and_checked(tmp_path):
    builder = networks.NetworkBuilder("own").add_place(id="A", name="Astana").add_place(id="B", name="Busan")
    builder.add_link(id="x", tail="A", head="B", mode="road")
    net = builder.add_other_names(place="B", names=("Pusan", "釜山", "=1+1")).build()
    networks.write(net, tmp_path / "own")
    again = networks.read(tmp_path / "own")
    assert again.other_names == {"B": ("Pusan", "釜山", "=1+1")}
    assert again.content_hash == net.content_hash
    with pytest.raises(UnknownNameError, match=r"did you mean B \(Busan\)"):
        again.places["釜山"]
    with pytest.raises(DataError) as caught:
        builder.add_other_names(place="B", names=("Pusan",)).add_other_names(place="C", names=("Kokand",)).build()
    assert [finding.expected.split(";")[0] for finding in caught.value.findings] == [
        "expected each pair of place and name once",
        "no such place",
    ]


def test_what_is_withheld_is_not_suggested():
    change = networks.Change(action="withdraw", table="places", element="KZAYK", why="closed")
    net = NET.apply([change]) if "KZAYK" in NET.places else NET
    with pytest.raises(UnknownNameError) as caught:
        net.places["Аркалык"]
    assert all("KZAYK" not in hint for hint in caught.value.nearest)
