"""Figures become minutes, cents and grams."""

from __future__ import annotations

from fractions import Fraction

from oracles.toys import Toy

from networks import Figure
from routing.amounts.conversion import cents_of, grams_of, minutes_of
from routing.amounts.load import Load


def figure(value: float, unit: str, basis: str = "", currency: str = "") -> Figure:
    return Figure(
        element="x",
        quantity="price",
        value=value,
        unit=unit,
        basis=basis,
        currency=currency,
        source="S",
        kind="assumption",
    )


def test_minutes_of_hours_days_and_speeds():
    assert minutes_of(0.1, figure(0.1, "h")) == 6  # the decimal 0.1, not the float
    assert minutes_of(1.5, figure(1.5, "d")) == 2160
    assert minutes_of(7.0, figure(7, "min")) == 7
    assert minutes_of(90.0, figure(90, "s")) == 1.5
    assert minutes_of(620.0, figure(620, "km/day"), 9259.0) == Fraction(9259 * 1440, 620)
    assert minutes_of(10.0, figure(10, "kn"), 444.48) == 1440  # 10 kn = 18.52 km/h = 444.48 km/day
    assert minutes_of(10.0, figure(10, "km/h"), 240.0) == 1440
    assert minutes_of(10.0, figure(10, "km/h")) is None


def test_cents_and_grams_by_basis():
    net = Toy(A="RU", B="RU").link("AB", "A", "B").figure("currency:EUR", "usd_per_unit", 1.1, "USD").build()
    load = Load("container", Fraction(2), Fraction(4), Fraction(41, 2))
    expected = {"shipment": 300, "container": 600, "teu": 1200, "tonne": 6150}
    for basis, cents in expected.items():
        assert cents_of(3.0, figure(3, "USD", basis, "USD"), load, net) == cents
    assert cents_of(0.5, figure(0.5, "USD", "teu_km", "USD"), load, net, 0.3) == 60  # 0.5 x 4 x 0.3 USD, exactly
    assert cents_of(3.0, figure(3, "EUR", "container", "EUR"), load, net) == 660
    assert cents_of(3.0, figure(3, "XXX", "container", "XXX"), load, net) is None
    assert cents_of(3.0, figure(3, "USD", "teu_km", "USD"), load, net) is None
    assert cents_of(3.0, figure(3, "USD", "day", "USD"), load, net) is None
    assert grams_of(2.0, figure(2, "g", "tonne_km"), load, 100.0) == 4100
    assert grams_of(2.0, figure(2, "kg", "shipment"), load) == 2000
    bulk = Load("bulk", None, None, Fraction(3))
    assert cents_of(3.0, figure(3, "USD", "teu", "USD"), bulk, net) is None
