"""What answers say of heavy boxes in a land, and of reefers."""

from __future__ import annotations

from typing import Any

import pytest
from oracles.toys import Toy

import networks
from networks.network import Network
from routing import Shipment, solve

RAIL_CN, RAIL_RU, ROAD_RU = "mode:rail:CN", "mode:rail:RU", "mode:road:RU"


@pytest.fixture(scope="module")
def net() -> Network:
    """Return A (JP) - B (CN) by sea and B - C (RU) by rail, with limits of rails and of the roads at C."""
    toy = Toy(A="JP", B="CN", C="RU").doors("sea", "rail:1520", hours=1)
    toy.link("AB", "A", "B", "sea", territories=("JP", "CN")).link("BC", "B", "C", territories=("CN", "RU"))
    for name, mode, ends, link in (("S", "sea", "AB", "AB"), ("T", "rail", "BC", "BC")):
        stops = ({"place": ends[0]}, {"place": ends[1], "path": (link,)})
        toy.builder.add_service(id=name, name=name, kind="line", mode=mode, stops=stops)
        toy.figure(f"{name}#2", "running_time", 10).figure(name, "wait", 0)
    toy.builder.add_operation(id="lift", kind="lift", from_side="sea", to_side="rail:1520")
    toy.figure("lift", "time", 1)
    for element, small, large in ((RAIL_CN, 24, 25), (RAIL_RU, 24, 30), (ROAD_RU, 22.3, 25.3)):
        toy.figure(element, "ft20_gross", small, "t").figure(element, "ft40_gross", large, "t")
    return toy.build()


def told(net: Network, **moved: Any) -> list[str]:
    result = solve(net, Shipment("A", "C", **moved))
    land_weight = [warning for warning in result.warnings if warning.code == "land-weight"]
    return [warning.elements[0] for warning in land_weight if "not known" not in warning.words]


@pytest.mark.parametrize(("moved", "unknown"), [({"tonnes": 24}, []), ({"tonnes": 25}, [("mode:road:JP",)])])
def test_lands_of_which_nothing_is_said_are_named_of_heavy_boxes(net: Network, moved: Any, unknown: Any):
    result = solve(net, Shipment("A", "C", **moved))  # 26.28 and 27.28 t gross; the lorry at the door is in Japan
    found = [warning for warning in result.warnings if "not known of road in Japan" in warning.words]
    assert [warning.elements for warning in found] == unknown


@pytest.mark.parametrize(
    ("moved", "lands"),
    [
        ({"tonnes": 20}, []),  # 22.28 t gross
        ({"tonnes": 20.1}, [ROAD_RU]),
        ({"tonnes": 20.1, "scope": "terminal"}, []),  # no lorry
        ({"tonnes": 22}, [RAIL_CN, RAIL_RU, ROAD_RU]),
        ({"tonnes": 44, "containers": 2}, [RAIL_CN, RAIL_RU, ROAD_RU]),
        ({"tonnes": 40, "containers": 2}, []),
        ({"size": "40ft", "tonnes": 21}, []),
        ({"size": "40rf", "tonnes": 21}, [RAIL_CN, ROAD_RU]),  # an empty reefer is heavier
        ({"size": "45ft", "tonnes": 26}, [RAIL_CN, RAIL_RU, ROAD_RU]),
        ({"size": "20rf", "tonnes": 20}, [ROAD_RU]),
        ({}, []),  # the weight is not known
    ],
)
def test_each_land_with_a_lower_limit_is_named(net: Network, moved: dict[str, Any], lands: list[str]):
    assert told(net, **moved) == lands


def test_the_words_name_land_limit_and_source(net: Network):
    result = solve(net, Shipment("A", "C", tonnes=22, scope="terminal"))
    assert [warning.words for warning in result.warnings if warning.code == "land-weight"] == [
        "24.28 t gross are more than rail in China usually takes in a 20ft box, 24 t (assumption, S)",
        "24.28 t gross are more than rail in Russia usually takes in a 20ft box, 24 t (assumption, S)",
    ]


def test_wagons_and_bulk_have_no_box_to_weigh(net: Network):
    assert told(net, load="wagon", tonnes=70) == []


@pytest.mark.parametrize(("moved", "is_told"), [("20rf", True), ("40rf", True), ("40hc", False), ("20ft", False)])
def test_a_reefer_says_that_its_rates_are_those_of_a_dry_box(net: Network, moved: Any, is_told: bool):
    result = solve(net, Shipment("A", "C", size=moved))
    found = [warning.words for warning in result.warnings if warning.code == "dry-rates"]
    assert (
        found
        == [f"a {moved} is reckoned with at the rates and emissions of a dry box: none of reefers are known"] * is_told
    )
    bulk = solve(net, Shipment("A", "C", size=moved, load="bulk", tonnes=10))
    assert not any(warning.code == "dry-rates" for warning in bulk.warnings)


def test_the_built_in_limits_leave_usual_boxes_alone():
    built_in = networks.load("eurasia")
    limits = [figure.value for key, figure in built_in.figures.items() if key[1] in ("ft20_gross", "ft40_gross")]
    assert len(limits) == 37 and all(20 < limit <= 30.48 for limit in limits)
    result = solve(built_in, Shipment("JPYOK", "RUMOW", size="45ft"))
    assert not any(warning.code == "land-weight" for warning in result.warnings)
