"""A ban over what lies nobody knows where: left out and named, never called kept."""

from __future__ import annotations

import warnings
from dataclasses import replace
from typing import Any

import pytest
from oracles.cases import parted
from oracles.toys import Toy

import networks
from routing import Constraints, Shipment, Status, VerificationError, audit, frontier, solve, verify

BAN = Constraints(avoid_territories={"CN"})
WAYPOINTS = ((44.4, 131.15), (45.76, 126.63), (49.6, 117.4))  # by Harbin


def asian(countries: dict[str, str] | None = None, territories: dict[str, tuple[str, ...]] | None = None) -> Any:
    """Two ways from Japan to Kazakhstan, the shorter one by Tianjin."""
    builder = networks.NetworkBuilder("own")
    for place in ("ALA", "TXG", "VVO", "YOK"):
        builder.add_place(id=place, name=place.title(), country=(countries or {}).get(place, ""))
    ways = (("a", "YOK", "TXG", "sea", 110.0), ("b", "TXG", "ALA", "rail", 290.0))
    ways += (("c", "YOK", "VVO", "sea", 75.0), ("d", "VVO", "ALA", "rail", 400.0))
    for link, tail, head, mode, hours in ways:
        gauge = 1520 if mode == "rail" else None
        codes = (territories or {}).get(link, ())
        builder.add_link(id=link, tail=tail, head=head, mode=mode, hours=hours, gauge_mm=gauge, territories=codes)
    with warnings.catch_warnings(action="ignore"):
        return builder.build()


ALL = {"ALA": "KZ", "TXG": "CN", "VVO": "RU", "YOK": "JP"}
CODES = {"a": ("JP", "CN"), "b": ("CN", "KZ"), "c": ("JP", "RU"), "d": ("RU", "KZ")}


def asked(net: Any, **more: Any) -> Any:
    result = solve(net, Shipment("YOK", "ALA"), constraints=replace(BAN, **more))
    verify(net, result)
    return result


def left_out(result: Any) -> set[str]:
    return {element for warning in result.warnings if warning.code == "left-out" for element in warning.elements}


def test_a_network_without_countries_keeps_no_ban():
    result = asked(asian())
    assert result.status is Status.INFEASIBLE
    assert left_out(result) == {*ALL, *CODES}
    assert "the territory of 4 places and 4 links is not known, for example ALA, a" in str(result)
    (conflict,) = result.blocked_by
    assert conflict.constraints == (
        "the ban of territory CN",
        "that the territory of 4 places and 4 links is not known, for example ALA, a",
    )
    assert conflict.remedies[1].startswith("stating the country of places, the territories of links")


def test_one_place_without_a_country_is_left_out_with_what_touches_it():
    result = asked(asian({**ALL, "TXG": ""}, CODES))
    assert result.require().places == ("YOK", "VVO", "ALA")
    assert left_out(result) == {"TXG"}
    assert asked(asian({**ALL, "VVO": ""}, CODES)).status is Status.INFEASIBLE
    assert asked(asian({**ALL, "YOK": ""}, CODES)).status is Status.INFEASIBLE  # its own door, too


def test_one_link_without_territories_is_left_out_where_others_state_theirs():
    result = asked(asian(ALL, CODES | {"d": ()}))
    assert result.status is Status.INFEASIBLE
    assert left_out(result) == {"d"}
    assert "the territory of 1 link is not known, for example d" in str(result)
    assert asked(asian(ALL, CODES)).require().places == ("YOK", "VVO", "ALA")
    assert left_out(asked(asian(ALL, CODES))) == set()


def test_where_the_ends_of_a_link_lie_says_nothing_of_what_it_crosses():
    result = asked(asian(ALL))
    assert result.status is Status.INFEASIBLE
    assert left_out(result) == {*CODES}
    straight = asian({**ALL, "TXG": "KZ"}, {"a": ("JP", "KZ"), "c": ("JP", "RU")})  # b lies in KZ at both ends
    assert asked(straight).status is Status.INFEASIBLE
    assert left_out(asked(straight)) == {"b", "d"}


def test_without_a_ban_nothing_is_left_out():
    result = solve(asian(), Shipment("YOK", "ALA"))
    assert result.require().places == ("YOK", "TXG", "ALA")
    assert left_out(result) == set()
    assert asked(asian(), avoid_territories=frozenset()).require().minutes == 400 * 60


def test_any_ban_of_any_territory_leaves_the_unknown_out():
    for ban in ({"HK"}, {"FR"}, {"CN", "RU"}):
        assert asked(asian(), avoid_territories=frozenset(ban)).status is Status.INFEASIBLE
    assert asked(asian(), exact_codes=True).status is Status.INFEASIBLE
    assert asked(asian(), tolerate_in_transit=True).status is Status.INFEASIBLE
    assert asked(asian(), waters="12nm").status is Status.INFEASIBLE


def test_the_unknown_aboard_a_service_counts_too():
    # L runs A - B - C by the links x and y; y states no territory, and B - C is ridden aboard
    def toy(y: tuple[str, ...], b: str = "KZ"):
        net = Toy(A="KZ", B=b, C="RU").link("x", "A", "B", territories=("KZ",)).link("y", "B", "C", territories=y)
        return net.line("L", "rail", "A", ("B", ("x",)), ("C", ("y",)), hours=(10, 10)).build()

    box = Shipment("A", "C")
    assert solve(toy(("KZ", "RU")), box, constraints=BAN).require().minutes == 1200
    for net, names in ((toy(()), {"y"}), (toy(("KZ", "RU"), b=""), {"B"})):
        result = solve(net, box, constraints=BAN)
        assert result.status is Status.INFEASIBLE
        assert left_out(result) == names
        front = frontier(net, box, constraints=BAN)
        assert front.status is Status.INFEASIBLE
        assert {element for warning in front.warnings for element in warning.elements} >= names


def test_a_ride_that_names_no_links_may_go_anywhere():
    net = Toy(A="KZ", B="RU").line("L", "rail", "A", "B", hours=(10,)).build()
    assert solve(net, Shipment("A", "B")).require().minutes == 600
    result = solve(net, Shipment("A", "B"), constraints=BAN)
    assert result.status is Status.INFEASIBLE
    assert left_out(result) == {"L"}


def by_harbin(*codes: str, amur: tuple[str, ...] = ("RU",)) -> Any:
    builder = networks.NetworkBuilder("own")
    builder.add_place(id="VVO", name="Vladivostok", country="RU", lat=43.11, lon=131.88)
    builder.add_place(id="CTA", name="Chita", country="RU", lat=52.03, lon=113.5)
    for link, km, hours, listed in (("harbin", 2100.0, 60.0, codes), ("amur", 3100.0, 100.0, amur)):
        builder.add_link(
            id=link,
            tail="VVO",
            head="CTA",
            mode="rail",
            gauge_mm=1520,
            length_km=km,
            hours=hours,
            territories=listed,
        )
    builder.add_waypoints(link="harbin", points=WAYPOINTS)
    with warnings.catch_warnings(action="ignore"):
        return builder.build()


def test_a_link_whose_way_points_contradict_its_codes_is_left_out_with_the_km():
    net = by_harbin("RU")
    result = solve(net, Shipment("VVO", "CTA"), constraints=BAN)
    verify(net, result)
    assert [step.element for step in result.require().steps if step.is_ride] == ["amur"]
    assert "harbin (1,202 km of its course lie in CN)" in str(result)
    assert "harbin" in left_out(result)
    assert audit(net, result, "CN").verdict.name != "INSIDE"
    assert solve(net, Shipment("VVO", "CTA")).require().minutes == 3600


def test_so_it_is_where_it_states_no_territory_and_where_another_code_is_banned():
    result = solve(by_harbin(), Shipment("VVO", "CTA"), constraints=BAN)
    assert [step.element for step in result.require().steps if step.is_ride] == ["amur"]
    assert "harbin" in left_out(result)
    both = solve(by_harbin(amur=()), Shipment("VVO", "CTA"), constraints=BAN)
    assert both.status is Status.INFEASIBLE and left_out(both) == {"amur", "harbin"}
    fine = solve(by_harbin("RU"), Shipment("VVO", "CTA"), constraints=Constraints(avoid_territories="KZ"))
    assert [step.element for step in fine.require().steps if step.is_ride] == ["harbin"]  # it keeps to that ban
    assert solve(by_harbin("RU", "CN"), Shipment("VVO", "CTA"), constraints=BAN).require().minutes == 6000


def test_the_reason_names_the_contradiction_where_it_closes_every_route():
    net = by_harbin("RU", amur=("RU", "CN"))
    result = solve(net, Shipment("VVO", "CTA"), constraints=BAN)
    verify(net, result)
    (conflict,) = result.blocked_by
    assert conflict.remedies[-1] == "mending the codes or the way-points"
    assert "1,202 km of its course lie in CN" in conflict.constraints[-1]


def test_verify_reads_the_unknown_as_a_reason_and_finds_one_too_many():
    net = asian()
    result = solve(net, Shipment("YOK", "ALA"), constraints=BAN)
    verify(net, result)
    (conflict,) = result.blocked_by
    for fewer in (conflict.constraints[:1], conflict.constraints[1:]):
        with pytest.raises(VerificationError, match="but there is a route"):
            verify(net, replace(result, blocked_by=(replace(conflict, constraints=fewer),)))
    more = (*conflict.constraints, "max_days 90")
    asked = replace(result.question, constraints=replace(BAN, max_days=90))
    with pytest.raises(VerificationError, match="max_days 90 is told as a reason"):
        verify(net, replace(result, question=asked, blocked_by=(replace(conflict, constraints=more),)))


@pytest.mark.parametrize(
    ("net", "fault"),
    [
        (asian(), "states none|state none"),
        (asian({**ALL, "TXG": ""}), "states none"),
        (asian(ALL | {"TXG": "KZ"}, CODES | {"a": (), "b": ("KZ",)}), "states none"),
    ],
)
def test_verify_finds_a_ban_over_the_unknown(net: Any, fault: str):
    planted = solve(net, Shipment("YOK", "ALA"))
    banned = replace(planted, question=replace(planted.question, constraints=BAN))
    with pytest.raises(VerificationError, match=fault):
        verify(net, banned)


def test_verify_finds_a_link_that_runs_where_it_denies_to():
    net = by_harbin("RU")
    planted = solve(net, Shipment("VVO", "CTA"))
    banned = replace(planted, question=replace(planted.question, constraints=BAN))
    with pytest.raises(VerificationError, match="its codes deny it"):
        verify(net, banned)


@pytest.mark.parametrize("scenario", parted((None, *networks.scenarios()), quick=1))
def test_the_built_in_network_has_nothing_unknown(scenario):
    net = networks.load("eurasia", scenario=scenario)
    result = solve(net, Shipment("JPYOK", "RUMOW"), constraints=BAN)
    assert not [words for words in result.excluded if "territor" in words]
