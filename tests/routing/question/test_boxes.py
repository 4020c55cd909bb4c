"""What a box, a wagon and a shipment may weigh."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from oracles.toys import Toy

import networks
from routing import QuestionError, Shipment, VerificationError, solve, verify
from routing.question.boxes import BOXES


@pytest.mark.parametrize(
    ("moved", "told"),
    [
        (
            {"tonnes": 300},
            "300 t in 1 x 20ft: a box may weigh at most 30.48 t gross (ISO 668), so it takes at least 11",
        ),
        ({"containers": 50, "tonnes": 100_000}, "100,000 t in 50 x 20ft"),
        ({"tonnes": 30.49}, "at least 2 of them"),
        ({"size": "40ft", "tonnes": 31}, "31 t in 1 x 40ft"),
        ({"size": "45ft", "containers": 3, "tonnes": 92}, "92 t in 3 x 45ft"),
        ({"teu": 2, "tonnes": 61}, "61 t in 2 x 20ft"),
        ({"tonnes": 10_000}, "kg, not t?"),
        ({"load": "wagon", "tonnes": 40_001}, "no train takes more than 40,000 t"),
        ({"load": "bulk", "tonnes": 4e6}, "no ship takes more than 400,000 t"),
    ],
)
def test_more_than_the_boxes_may_weigh_is_refused(moved: dict[str, Any], told: str):
    with pytest.raises(QuestionError) as caught:
        Shipment("JPYOK", "KZALA", **moved)
    assert told in str(caught.value)
    assert "tonnes" in str(caught.value)


def test_what_they_may_weigh_is_not():
    for size, box in BOXES.items():
        assert Shipment("JPYOK", "KZALA", size=size, containers=2, tonnes=2 * box.gross_t).tonnes  # type: ignore[arg-type]
        assert box.road_t < box.payload_t < box.gross_t


@pytest.mark.parametrize(
    ("moved", "told"),
    [
        ({"tonnes": 29}, "29 t in each 20ft box are more than its usual payload of 28.2 t"),
        ({"tonnes": 29, "scope": "terminal"}, "usual payload of 28.2 t"),
        ({"size": "40ft", "tonnes": 27}, "27 t in each 40ft box are more than its usual payload of 26.7 t"),
        (
            {"destination": "UZTAS", "containers": 2, "tonnes": 52},
            "26 t in each 20ft box are more than roads usually allow, about 24.7 t",
        ),
        ({"containers": 2, "tonnes": 52}, None),  # of the roads of Japan and Kazakhstan the network itself says more
        ({"containers": 2, "tonnes": 52, "scope": "terminal"}, None),
        ({"tonnes": 24}, None),
        ({}, None),
    ],
)
def test_more_than_is_usual_is_warned_of(moved: dict[str, Any], told: str | None):
    result = solve(networks.load("eurasia"), Shipment(**{"origin": "JPYOK", "destination": "KZALA"} | moved))
    found = [warning.words for warning in result.warnings if warning.code == "weight"]
    assert found == ([] if told is None else [words for words in found if told in words])
    assert len(found) == (told is not None)
    assert told is None or f"Warning: {found[0]}" in str(result)


@pytest.mark.parametrize(
    ("given", "size"),
    [
        (40, "40ft"),
        ("40'", "40ft"),
        ("40 ft high cube", "40hc"),
        ("45HC", "45ft"),
        ("20 reefer", "20rf"),
        ("40RH", "40rf"),
    ],
)
def test_a_size_is_understood_as_people_write_it(given: Any, size: str):
    assert Shipment("A", "B", size=given).size == size
    assert Shipment("A", "B", size=given) == Shipment("A", "B", size=size)  # type: ignore[arg-type]


@pytest.mark.parametrize("given", [30, "20HC", "45 reefer", "large", "", None, True, 40.5, ["40ft"]])
def test_what_is_no_size_is_told_with_those_that_are(given: Any):
    with pytest.raises(QuestionError, match=r"size=.*: expected one of 20ft, 40ft, 40hc, 45ft, 20rf, 40rf, as in 40"):
        Shipment("A", "B", size=given)


def test_teu_is_short_for_boxes_of_20_ft_however_they_are_written():
    assert Shipment("A", "B", teu=2, size=20).size == "20ft"  # type: ignore[arg-type]
    with pytest.raises(QuestionError, match="teu is short for 20 ft containers"):
        Shipment("A", "B", teu=2, size="40")  # type: ignore[arg-type]


def test_a_box_asks_for_what_it_is():
    assert {size: sorted(Shipment("A", "B", size=size).classes) for size in BOXES} == {  # type: ignore[arg-type]
        "20ft": [],
        "40ft": [],
        "40hc": ["high-cube"],
        "45ft": ["high-cube"],
        "20rf": ["cooled"],
        "40rf": ["cooled", "high-cube"],
    }
    assert Shipment("A", "B", size="40rf", load="bulk", tonnes=9, goods="grain").classes == {"grain"}
    assert {size: box.empty_t for size, box in BOXES.items()} == {
        "20ft": 2.28,
        "40ft": 3.78,
        "40hc": 3.98,
        "45ft": 4.78,
        "20rf": 3.08,
        "40rf": 4.68,
    }


def test_a_service_that_refuses_high_cubes_is_left_out_for_all_that_are():
    toy = Toy(A="KZ", B="RU").line("L", "rail", "A", "B", hours=(10,)).line("S", "rail", "A", "B", hours=(20,))
    toy.builder._rows["services"][0]["refuses"] = ("high-cube",)
    net = toy.build()
    taken = {size: solve(net, Shipment("A", "B", size=size, tonnes=9)) for size in BOXES}  # type: ignore[arg-type]
    assert {size for size, result in taken.items() if result.require().hours > 15} == {"40hc", "45ft", "40rf"}
    for result in taken.values():
        verify(net, result)
    with pytest.raises(VerificationError, match=r"takes no \['high-cube'\] goods"):
        verify(
            net,
            replace(
                taken["40hc"], routes=(replace(taken["40ft"].require(), shipment=taken["40hc"].question.shipment),)
            ),
        )


def test_the_weight_that_was_reckoned_with_is_told():
    net = networks.load("eurasia")
    for moved, told in (
        ({}, "1 x 20ft of 10 t from"),
        ({"size": "40ft", "containers": 2}, "2 x 40ft of 40 t from"),
        ({"tonnes": 14.5}, "1 x 20ft of 14.5 t from"),
    ):
        assert told in str(solve(net, Shipment("JPYOK", "KZALA", **moved)))  # type: ignore[arg-type]
    assert "1 x 20ft of 14.5 t" in str(Shipment("JPYOK", "KZALA", tonnes=14.5))
    bare = Toy(A="KZ", B="RU").line("L", "rail", "A", "B", hours=(10,)).build()  # states no usual load
    assert "1 x 20ft from A" in str(solve(bare, Shipment("A", "B")))


def test_the_usual_load_of_a_network_may_be_too_much_for_a_large_box():
    toy = Toy(A="KZ", B="RU").line("L", "rail", "A", "B", hours=(10,))
    toy.figure("load:container", "tonnes_per_teu", 16, "t")
    net = toy.build()
    assert solve(net, Shipment("A", "B")).best is not None
    with pytest.raises(QuestionError, match=r"32 t in 1 x 40ft.*the network's tonnes_per_teu says so, give `tonnes`"):
        solve(net, Shipment("A", "B", size="40ft"))
    assert solve(net, Shipment("A", "B", size="40ft", tonnes=20)).best is not None


def test_wagons_are_counted_and_boxes_of_what_is_none_say_nothing():
    net = Toy(A="KZ", B="RU").line("L", "rail", "A", "B", hours=(10,)).build()
    result = solve(net, Shipment("A", "B", load="wagon", tonnes=300, containers=2))
    assert [(warning.code, warning.words) for warning in result.warnings if warning.code in ("weight", "ignored")] == [
        ("weight", "300 t are about 5 wagons of 70 t, reckoned with as one load"),
        ("ignored", "2 x 20ft says nothing of a load of kind wagon: its tonnes are what counts"),
    ]
    one = solve(net, Shipment("A", "B", load="wagon", tonnes=70))
    assert {warning.code for warning in one.warnings} <= {"assumed"}


@pytest.mark.parametrize(
    ("moved", "shown"),
    [
        ({"containers": 10**400}, "about 10**400"),
        ({"teu": 10**320}, "about 10**320"),
        ({"containers": 10**5000, "tonnes": 10}, "about 10**5000"),
        ({"containers": 1_000_001}, "1000001"),
        ({"containers": 0}, "0"),
    ],
)
def test_more_boxes_than_a_million_are_refused(moved: dict[str, Any], shown: str):
    with pytest.raises(QuestionError) as caught:
        Shipment("A", "B", **moved)
    assert f"containers={shown}: expected a whole number from 1 to 1,000,000" in str(caught.value)
    assert Shipment("A", "B", containers=1_000_000).teu == 1_000_000
