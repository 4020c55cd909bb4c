"""Vias at which a route turns back, or round which it runs there and back: told by name, with the link."""

from __future__ import annotations

import random

from hypothesis import assume, given
from hypothesis import strategies as st
from oracles.cases import cases
from oracles.random_networks import network_of, rows_of, shipment_of, specs
from oracles.toys import Toy

from routing import Constraints, Shipment, alternatives, frontier, solve, verify


def told(result):
    verify(result.network, result)
    return [warning for warning in result.warnings if warning.code == "turned-back"]


def roads(*ways: str) -> Toy:
    """Return roads with hours of their own, named by their ends: 1 h, 1 USD and 1 kg each."""
    places = sorted({place for way in ways for place in way[:2]})
    toy = Toy(**dict.fromkeys(places, "RU"))
    for way in ways:
        toy.link(way, way[0], way[1], "road", hours=1, usd=1, kg_co2e=1)
    return toy


def ask(toy: Toy, origin: str, destination: str, *via: str):
    return solve(toy.build(), Shipment(origin, destination), constraints=Constraints(via=via))


def test_a_via_beside_the_way_is_touched_and_turned_back_at():
    (warning,) = told(ask(roads("AB", "BC", "BV"), "A", "C", "V"))
    assert warning.words == "via V (V) is touched and turned back: reached and left over BV"
    assert warning.elements == ("BV", "V") and warning.remedy == "name a via further on, or none"


def test_a_via_on_the_way_and_vias_at_the_ends_are_not_told():
    assert told(ask(roads("AB", "BC", "BV"), "A", "C", "B")) == []
    assert told(ask(roads("AB", "BC", "BV"), "A", "C", "A", "C")) == []


def test_a_link_ridden_there_and_back_around_a_via_is_told():
    # O - A - B, round a loop B - V - W - B that is one way, and back over AB to D: V is reached and left by other links
    toy = roads("OA", "AB", "AD")
    for name in ("BV", "VW", "WB"):
        toy.builder.add_place(id=name[1], name=f"Place {name[1]}", country="RU") if name[1] != "B" else None
        toy.link(name, name[0], name[1], "road", hours=1, directed=True)
    result = ask(toy, "O", "D", "V")
    assert result.require().places == tuple("OABVWBAD")
    (warning,) = told(result)
    assert warning.words == "via Place V (V) lies on a way there and back: AB is run over before it, and back after it"
    assert warning.elements == ("AB", "V")


def test_a_train_that_runs_past_the_destination_to_a_via_and_back_is_told_with_the_link():
    toy = Toy(P="RU", M="RU", V="RU").link("PM", "P", "M").link("MV", "M", "V").doors("rail:1520")
    toy.operation("lift", "rail:1520", "rail:1520", 1).area("R", "MV")
    toy.line("T", "rail", "P", ("M", ("PM",)), ("V", ("MV",)), hours=(9, 9))
    (warning,) = told(ask(toy, "P", "M", "V"))
    assert warning.words == "via V (V) is touched and turned back: reached and left over MV"
    assert str(warning) in str(ask(toy, "P", "M", "V"))


def test_a_line_that_names_no_links_is_told_by_its_places():
    toy = Toy(P="RU", M="RU", V="RU").doors("sea").operation("lift", "sea", "sea", 1)
    toy.line("T", "sea", "P", "M", "V", hours=(9, 9)).line("U", "sea", "V", "M", hours=(9,))
    (warning,) = told(ask(toy, "P", "M", "V"))
    assert warning.words == "via V (V) is touched and turned back: reached and left over the way from M to V"
    assert warning.elements == ("V",)


def test_each_via_has_a_warning_and_fronts_and_alternatives_tell_it_once():
    network, ask_of = roads("AB", "BC", "BV", "BW").build(), Shipment("A", "C")
    bound = Constraints(via=("V", "W"))
    for answer in (frontier(network, ask_of, constraints=bound), alternatives(network, ask_of, constraints=bound, k=2)):
        found = [one.elements for one in answer.warnings if one.code == "turned-back"]
        assert found[:2] == [("BV", "V"), ("BW", "W")] and len(set(found)) == len(found)


def test_two_links_side_by_side_are_one_way_back():
    toy = (
        Toy(A="RU", B="RU", C="RU", V="RU").link("AB", "A", "B", "road", hours=1).link("BC", "B", "C", "road", hours=1)
    )
    toy.link("out", "B", "V", "road", hours=1, directed=True).link("back", "V", "B", "road", hours=1, directed=True)
    (warning,) = told(ask(toy, "A", "C", "V"))
    assert warning.words == "via V (V) is touched and turned back: reached and left over out and back"
    assert warning.elements == ("V", "back", "out")


@cases(quick=10, long=300)
@given(specs(3, 5, always=("own",)), st.integers(0, 2**32 - 1))
def test_one_via_is_told_just_where_the_way_turns_back_round_every_touch_of_it(spec, seed):
    rng, network = random.Random(seed), network_of(rows_of(spec))
    shipment = shipment_of(rng, network)
    via = rng.choice(sorted(network.places))
    result = solve(network, shipment, constraints=Constraints(via=via))
    assume(result.best is not None)
    steps = result.require().steps
    ways = [pair for step in steps if step.is_ride for pair in zip(step.places, step.places[1:], strict=False)]
    places = [ways[0][0], *(head for _, head in ways)]

    def turns(at: int) -> bool:
        return any((head, tail) in ways[at:] for tail, head in ways[:at])

    touches = [at for at, place in enumerate(places) if place == via]
    assert bool(told(result)) == all(map(turns, touches))
