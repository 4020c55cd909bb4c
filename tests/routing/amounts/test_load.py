"""What a price or an emission is multiplied by."""

from __future__ import annotations

from fractions import Fraction

from oracles.toys import Toy

from routing import Shipment
from routing.amounts.load import Load, load_of


def test_load_of_a_shipment():
    net = Toy(A="RU", B="RU").link("AB", "A", "B").figure("load:container", "tonnes_per_teu", 14.5, "t").build()
    assert load_of(net, Shipment("A", "B", containers=2, size="40ft")) == Load(
        "container", Fraction(2), Fraction(4), Fraction(58)
    )
    assert load_of(net, Shipment("A", "B", size="45ft", tonnes=0.1)).tonnes == Fraction(1, 10)
    assert load_of(net, Shipment("A", "B", load="bulk", tonnes=7)) == Load("bulk", None, None, Fraction(7))
    bare = Toy(A="RU", B="RU").link("AB", "A", "B").build()
    assert load_of(bare, Shipment("A", "B")).tonnes is None
