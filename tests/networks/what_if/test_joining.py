"""Two networks as one: what is kept, what is told, and what is refused."""

import datetime
import warnings

import networkx
import pytest
from oracles.toys import Toy

import networks
from routing import Constraints, Shipment, solve, verify


def sea(name="sea", *, hours=60.0, as_of=None, ids=("JPYOK", "RUVVO"), **more):
    """Return two ports and a link between them, without services and operations."""
    builder = networks.NetworkBuilder(name, as_of=as_of, **more)
    builder.add_source(id="S", title="a list of sailings")
    for place, lat, lon in zip(ids, (35.45, 43.11), (139.66, 131.88), strict=True):
        builder.add_place(
            id=place,
            name=f"port {place}",
            country="JP" if place.startswith("JP") else "RU",
            lat=lat,
            lon=lon,
            kind="seaport",
            source="S",
        )
    cells = {"hours": hours, "usd": 500.0} if hours else {}
    builder.add_link(
        id="ab", tail=ids[0], head=ids[1], mode="sea", length_km=1_700.0, territories=("JP", "RU"), **cells
    )
    return builder.build(silence=None)


def rail(*, operations=True, place="station", **more):
    """Return a railway from a station by Vladivostok's port to Khabarovsk, run by a line with lifts."""
    toy = Toy()
    toy.builder.add_place(id=place, name="station", country="RU", lat=43.12, lon=131.89, kind="rail_terminal")
    toy.builder.add_place(id="RUKHV", name="Khabarovsk", country="RU", lat=48.5, lon=135.1)
    toy.link("r", place, "RUKHV", km=770, territories="RU")
    toy.line("train", "rail", place, ("RUKHV", ("r",)), hours=(20,), wait=4)
    if operations:
        toy.doors("rail:1520", "sea")
    toy.builder.add_departures(
        service="train",
        weekdays=("Mon",),
        times=("08:00",),
        zone="Asia/Vladivostok",
        kind="assumption",
        note="made up",
        source="S",
    )
    toy.builder.add_closure(
        id="shut", what="flood", kind="closure", table="links", elements=("r",), from_date=datetime.date(2020, 1, 1)
    )
    return toy.builder.build(silence=None)


def joined(*given, **more):
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        return networks.join(*given, **more), [str(one.message) for one in told]


PAIR = [("RUVVO", "station")]


def test_a_way_leads_over_the_transfer_and_all_of_both_is_kept():
    both, told = joined(sea(ids=("JPYOK", "RUVVO")), rail(), terminals=PAIR, transfer=(10, 90), prefix="rail:")
    assert {*both.places} == {"JPYOK", "RUVVO", "station", "RUKHV"}
    assert {*both.services} == {"train"} and both.departures["train"] and both.closures["shut"].elements == ("r",)
    assert {*both.sources} == {"S", "rail:S", "own-assumption"}  # two unlike ones of one id
    link = both.links["transfer:RUVVO-station"]
    assert (link.mode, link.hours, link.usd, link.territories) == ("road", 10.0, 90.0, ("RU",))
    assert (
        link.length_km == pytest.approx(1.3 * 1.4, abs=0.1)
        and "1.4 km in a straight line; hours and USD as stated" in link.note
    )
    result = solve(both, Shipment("JPYOK", "RUKHV", scope="terminal"))
    verify(both, result)
    assert result.require().days * 24 == 60 + 10 + 4 + 20
    assert result.require().usd == 500 + 90
    assert any("of toy hold for sea too" in one for one in told)
    back = solve(both, Shipment("RUKHV", "JPYOK"))
    assert back.status.name == "INFEASIBLE"  # the train runs one way


def test_two_networks_without_operations_change_freely():
    roads = networks.from_networkx(networkx.Graph([("station", "Moscow", {"hours": 240, "usd": 900})]), mode="road")
    both, _ = joined(sea(), roads, terminals={"port RUVVO": "station"}, transfer=(12, 100), name="both")
    assert both.name == "both" and not both.operations
    result = solve(both, Shipment("JPYOK", "Moscow"))
    verify(both, result)
    assert result.require().days * 24 == 60 + 12 + 240


def test_terminals_are_found_by_distance_and_an_assumption_is_told():
    both, told = joined(sea(), rail(), terminals="nearest", within_km=5, prefix="r:")
    assert [link for link in both.links if link.startswith("transfer")] == ["transfer:RUVVO-station"]
    assert "transfers take 24 h (12 to 72) and 200 USD a shipment (50 to 600), assumed" in told[0]
    assert "as assumed" in both.links["transfer:RUVVO-station"].note


def test_equal_ids_are_refused_or_get_a_prefix_wherever_they_stand():
    one, other = sea(), rail(place="RUVVO")
    with pytest.raises(networks.DataError, match=r"2 ids stand in both networks \(RUVVO, S\): give a prefix"):
        networks.join(one, other, terminals=[("RUVVO", "RUVVO")])
    both, _ = joined(one, other, terminals=[("RUVVO", "RUVVO")], transfer=(1, 1), prefix="toy:")
    assert both.services["train"].stops[0].place == "toy:RUVVO" == both.links["r"].tail
    assert solve(both, Shipment("JPYOK", "RUKHV", scope="terminal")).best is not None
    taken, again = sea(ids=("JPYOK", "p:JPYOK")), sea("again")
    with pytest.raises(networks.DataError, match="p:JPYOK are ids already: expected another prefix"):
        networks.join(taken, again, terminals=[("JPYOK", "JPYOK")], prefix="p:")


def test_keys_of_legs_and_fares_follow_their_services():
    other = rail()
    twice, _ = joined(rail(), other, terminals=[("RUKHV", "RUKHV")], transfer=(1, 1), prefix="2:", within_km=1)
    assert {element for element, quantity in twice.figures if quantity == "running_time"} == {"train#2", "2:train#2"}
    verify(twice, solve(twice, Shipment("station", "RUKHV", scope="terminal")))


def test_contradictions_are_told_all_at_once():
    present = sea(as_of=datetime.date(2025, 1, 1), price_year=2025)
    past = sea("past", hours=None, as_of=datetime.date(2016, 1, 1), price_year=2016, ids=("JPKOB", "RUNJK"))
    with pytest.raises(networks.DataError) as caught:
        networks.join(
            present, past, terminals=[("JPYOK", "RUNJK"), ("nowhere", "JPKOB"), 5], transfer=(-1, 2), prefix="p:"
        )
    told = [finding.field for finding in caught.value.findings]
    assert told == ["as_of", "price_year", "terminals", "terminals", "terminals", "transfer"]
    assert "km apart: expected at most 30 km" in str(caught.value)


def test_what_would_lose_its_meaning_beside_the_other_is_refused():
    lengths = sea(hours=None)
    with pytest.raises(networks.DataError, match="1 links of sea have a length and no hours"):
        networks.join(lengths, rail(), terminals=PAIR, prefix="r:")
    toy = Toy(A="RU", B="RU", C="RU").link("x", "A", "B", hours=9.0, territories="RU")
    free = toy.link("y", "B", "C", gauge_mm=1435, hours=9.0, territories="RU").builder.build(silence=None)
    with pytest.raises(
        networks.DataError, match="toy changes freely between rail:1435, rail:1520: expected operations in both"
    ):
        networks.join(rail(), free, terminals=[("station", "A")], prefix="f:")


def test_unlike_figures_of_the_same_are_refused():
    one, other = Toy(A="RU", B="RU").link("x", "A", "B"), Toy(C="RU", D="RU").link("y", "C", "D")
    for toy, tonnes in ((one, 10.0), (other, 12.0)):
        toy.figure("load:container", "tonnes_per_teu", tonnes, "t")
    nets = [toy.builder.build(silence=None) for toy in (one, other)]
    with pytest.raises(networks.DataError, match=r"load:container, tonnes_per_teu.*10 t and 12 t"):
        networks.join(*nets, terminals=[("A", "C")])


@pytest.mark.parametrize("given", ["A", [], 5, None, [("JPYOK",)], "nearest"])
def test_terminals_that_are_none_are_refused(given):
    with pytest.raises(networks.DataError, match="terminals"):
        networks.join(sea(), rail(place="x"), terminals=given, prefix="r:", within_km=0.5)


@pytest.mark.long
def test_a_sea_of_ones_own_beside_the_built_in_network():
    own = sea("own", ids=("PHMNL", "RUVVO"))
    both, told = joined(networks.load("eurasia"), own, terminals=[("JPYOK", "PHMNL")], transfer=(5, 50), prefix="own:")
    assert {*networks.load("eurasia").links} <= {*both.links}
    result = solve(
        both, Shipment("own:RUVVO", "KZALA", scope="terminal"), constraints=Constraints(avoid_territories="CN")
    )
    verify(both, result)
    assert next(link for step in result.require().steps for link in step.links) == "ab"
    assert len(told) == 1
