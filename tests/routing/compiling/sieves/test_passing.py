"""``through`` = no: a place where goods begin and end is not passed, by the search, by many questions at once, and by `verify`."""

from dataclasses import replace

import pytest

import networks
from routing import Constraints, Shipment, Status, VerificationError, solve, solve_many, verify


def zones(through):
    builder = networks.NetworkBuilder("zones")
    for place in "ABCZ":
        builder.add_place(id=place, name=place, through=place != "Z" or through)
    for tail, head, hours in (("A", "Z", 1), ("Z", "C", 1), ("A", "B", 2), ("B", "C", 2)):
        builder.add_link(id=f"{tail}{head}", tail=tail, head=head, mode="road", length_km=50 * hours, hours=hours)
    return builder.build()


NETWORK = zones(through=False)


def way(network, origin, destination):
    result = solve(network, Shipment(origin, destination))
    verify(network, result)
    return result.require().places


def test_what_is_only_an_end_is_not_passed_but_may_begin_and_end_a_journey():
    assert way(zones(through=True), "A", "C") == ("A", "Z", "C")
    assert way(NETWORK, "A", "C") == ("A", "B", "C")
    assert way(NETWORK, "A", "Z") == ("A", "Z")
    assert way(NETWORK, "Z", "C") == ("Z", "C")
    assert NETWORK.ends_only == {"Z"} and not NETWORK.places["Z"].through


def test_many_questions_at_once_keep_to_it():
    pairs = [Shipment(one, other) for one in "AZC" for other in "ABZC" if one != other]
    rows = solve_many(NETWORK, pairs, progress=False)
    for pair, hours in zip(pairs, (row["days"] * 24 for row in rows), strict=True):
        assert hours == pytest.approx(solve(NETWORK, pair).require().days * 24), pair


def test_it_is_no_via_and_a_planted_breach_is_found():
    assert solve(NETWORK, Shipment("A", "C"), constraints=Constraints(via=("Z",))).status is Status.INFEASIBLE
    blocked = solve(NETWORK, Shipment("A", "C"), constraints=Constraints(avoid_places={"B"}))
    assert blocked.status is Status.INFEASIBLE
    verify(NETWORK, blocked)
    free = solve(NETWORK, Shipment("A", "C"))
    short = solve(zones(through=True), Shipment("A", "C"))
    planted = replace(short.require(), network=free.require().network)
    with pytest.raises(VerificationError, match="passes a place that is only an end"):
        verify(NETWORK, replace(free, routes=(planted,), proof=short.proof))


def test_it_stands_in_the_tables_and_comes_back(tmp_path):
    networks.write(NETWORK, tmp_path / "net")
    assert "through" in (tmp_path / "net" / "places.csv").read_text().splitlines()[0]
    assert networks.read(tmp_path / "net", silence="stated-countries") == NETWORK
    again = networks.from_networkx(NETWORK.to_networkx())
    assert again.ends_only == {"Z"}
