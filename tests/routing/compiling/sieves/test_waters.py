"""Links at sea and the 12-mile waters of a territory."""

import networks
from networks.geo.waters import territorial_waters
from routing import Constraints, Shipment, SolveOptions, solve, verify


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
