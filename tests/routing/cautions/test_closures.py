"""Closures on another day than that of the goods, for other goods, and classes of goods that nothing speaks of."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import networks
from networks import Network
from routing import Shipment, solve, verify

READY = date(2025, 9, 10)


def road(*rows: dict[str, Any], as_of: date | None = READY) -> Network:
    """A - B - C by road: 48 hours, then 48 more; a detour from B to C takes 100."""
    made = networks.NetworkBuilder("toy", as_of=as_of)
    for place, country in (("A", "RU"), ("B", "BY"), ("C", "PL")):
        made.add_place(id=place, name=place, country=country)
    for name, tail, head, hours in (("AB", "A", "B", 48), ("BC", "B", "C", 48), ("detour", "B", "C", 100)):
        cells: dict[str, Any] = {"length_km": 2000, "hours": hours, "usd": 1, "territories": ("RU", "BY", "PL")}
        made.add_link(id=name, tail=tail, head=head, mode="road", **cells)
    for number, row in enumerate(rows, 1):
        made.add_closure(**({"id": f"c{number}", "what": "shut", "kind": "closure"} | row))
    return made.build()


def told(network: Network, code: str = "closure", **more: Any) -> list[tuple[str, tuple[str, ...]]]:
    result = solve(network, Shipment("A", "C", **more))
    verify(network, result)
    return [(one.words, one.elements) for one in result.warnings if one.code == code]


@pytest.mark.parametrize(
    ("link", "first", "last", "met"),
    [
        ("BC", date(2025, 9, 12), None, True),  # the goods are at B on the 12th, and at C on the 14th
        ("BC", date(2025, 9, 14), None, True),
        ("BC", date(2025, 9, 15), None, False),
        ("BC", date(2025, 9, 11), date(2025, 9, 11), False),  # over before the goods are there
        ("AB", date(2025, 9, 12), None, True),
        ("AB", date(2025, 9, 13), None, False),  # the goods are past it
        ("detour", date(2025, 9, 12), None, False),
    ],
)
def test_a_closure_that_begins_before_the_goods_are_through_is_warned_of(link, first, last, met):
    row = {"table": "links", "elements": (link,), "from_date": first, "until_date": last}
    for given in ({"ready": READY}, {}):
        found = told(road(row), **given)
        assert [elements for _, elements in found] == [("c1",)] * met
        assert all("begins while the goods are under way" in words for words, _ in found)


@pytest.mark.parametrize(("last", "ends"), [(date(2025, 9, 15), True), (date(2025, 9, 16), False)])
def test_a_closure_that_ends_before_the_goods_arrive_is_warned_of(last, ends):
    # by the detour the goods are at C 148 hours after the 10th, on the 16th
    found = told(road({"table": "links", "elements": ("BC",), "until_date": last}))
    assert [("1 closure ends while" in words, "in force" in words) for words, _ in found] == [(True, False)] * ends + [
        (False, True)
    ]


def test_goods_of_a_class_that_would_be_barred_are_told():
    row = {"table": "territories", "elements": ("BY",), "goods": ("dual-use",), "scope": "transit", "source": ""}
    ((words, elements),) = told(road(row))
    assert words == "goods that are dual-use would be barred from this way by 1 closure: c1 (shut)"
    assert elements == ("c1",)
    result = solve(road(row), Shipment("A", "C", goods="dual-use"))
    assert result.blocked_by[0].constraints == ("the closure c1 (shut)",)
    assert told(road(row | {"scope": "export"})) == []  # nobody asks whether exports of Belarus are


def test_a_class_of_goods_that_nothing_speaks_of_is_told():
    network = road({"table": "places", "elements": ("C",), "except_goods": ("relief",)})
    assert told(network, "ignored", goods="relief") == []
    ((words, _),) = told(road(), "ignored", goods=("grain", "cooled"))
    assert words == "no closure and no service of this network speaks of grain goods"


def test_only_what_carriers_are_asked_for_is_warned_of_on_the_services():
    assert [words for words, _ in told(road(), "goods", goods=("grain", "cooled"))] == [
        "whether AB, BC take cooled goods is not known"
    ]
