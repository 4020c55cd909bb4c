"""Links at sea and the 12-mile waters of a territory."""

from dataclasses import replace

import pytest

import networks
from networks.geo.waters import territorial_waters
from routing import Constraints, Shipment, SolveOptions, VerificationError, solve, verify


def test_ports_of_a_territory_and_ways_along_its_coast_are_within():
    net = networks.load("eurasia")
    waters = territorial_waters(net, "KR")
    assert {"sea:JPYOK-KRPUS", "sea:KRPUS-RUVVO"} <= waters.within
    assert "sea:JPHKT-KRPUS" in waters.within
    assert "sea:JPKIJ-RUVVO" not in waters.within
    assert waters.unknown == frozenset()


def test_a_link_without_way_points_is_unknown_and_removed_by_the_stricter_ban():
    builder = networks.NetworkBuilder("toy")
    builder.add_place(id="A", name="A", country="JP", lat=35.0, lon=139.0)
    builder.add_place(id="B", name="B", country="RU", lat=43.0, lon=132.0)
    builder.add_link(id="ab", tail="A", head="B", mode="sea", length_km=1500.0, hours=60.0, territories=("JP", "RU"))
    net = builder.build()
    assert territorial_waters(net, "CN").unknown == {"ab"}
    assert solve(net, Shipment("A", "B"), constraints=Constraints(avoid_territories="CN")).best is not None
    strict = solve(net, Shipment("A", "B"), constraints=Constraints(avoid_territories="CN", waters="12nm"))
    assert strict.best is None
    assert any("without way-points (ab)" in reason for reason in strict.excluded)
    verify(net, strict)
    (conflict,) = strict.blocked_by
    assert conflict.constraints == (
        "the ban of territory CN",
        "the ban of 12-mile waters",
        "1 link at sea without way-points (ab)",
    )
    assert conflict.remedies[1:] == ("lifting the ban of 12-mile waters", "giving its way-points")
    through = solve(net, Shipment("A", "B"), constraints=Constraints(avoid_territories="KP"))
    planted = replace(through, question=replace(strict.question, spares_courses=True))
    with pytest.raises(VerificationError, match="what its ban cannot judge"):
        verify(net, planted)


@pytest.mark.long
def test_waters_that_are_known_to_be_banned_are_not_told_as_unknown():
    net = networks.load("eurasia")
    strict = solve(net, Shipment("JPYOK", "RUVVO"), constraints=Constraints(avoid_territories="JP", waters="12nm"))
    assert [conflict.constraints for conflict in strict.blocked_by] == [("the ban of territory JP",)]
    verify(net, strict)


@pytest.mark.long
def test_the_stricter_ban_never_lowers_the_optimum():
    net = networks.load("eurasia")
    box = Shipment("JPYOK", "RUMOW")
    for code in ("KR", "CN"):
        plain = solve(net, box, constraints=Constraints(avoid_territories=code), options=SolveOptions(explain=False))
        strict = solve(
            net,
            box,
            constraints=Constraints(avoid_territories=code, waters="12nm"),
            options=SolveOptions(explain=False),
        )
        verify(net, strict)
        assert strict.require().minutes >= plain.require().minutes
