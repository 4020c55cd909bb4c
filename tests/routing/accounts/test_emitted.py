"""Ranges and kinds of CO2e: factors, energy and electricity at their ends, link by link."""

from __future__ import annotations

import random
from typing import Any, NamedTuple

import pytest
from oracles.toys import Toy

from networks import Network
from routing import Shipment, SolveOptions, solve
from routing.accounts.likely import likely_sum
from routing.answers.route import Route


class Factor(NamedTuple):
    """A factor: element, quantity, unit and basis, then value, low, high and kind."""

    element: str
    quantity: str
    unit: str
    basis: str
    value: float
    low: float | None = None
    high: float | None = None
    kind: str = "sourced"


FACTORS = (
    Factor("traction:electric", "energy", "kWh", "tonne_km", 0.02, 0.01, 0.03, "assumption"),
    Factor("grid:RU", "co2e", "g", "kwh", 400, 300, 500),
    Factor("grid:KZ", "co2e", "g", "kwh", 800, None, None, "computed"),
    Factor("traction:diesel", "co2e", "g", "tonne_km", 30, 25, None),
    Factor("traction:diesel", "co2e_ttw", "g", "tonne_km", 20, 5, 22),
    Factor("ship", "co2e", "kg", "teu_km", 0.1, 0.05, 0.3, "computed"),
    Factor("operation:lift", "co2e", "kg", "teu", 5, 4, 8, "assumption"),
    Factor("operation:load", "co2e", "kg", "teu", 0),
    Factor("operation:unload", "co2e", "kg", "teu", 0),
    Factor("operation:origin", "co2e", "kg", "teu", 0, 0, 2),
    Factor("operation:delivery", "co2e", "kg", "teu", 0),
)


def network(factors: Any = FACTORS) -> Network:
    """Return A by ship to B, and over electric lines of Russia and Kazakhstan and one without wires to E."""
    toy = Toy(A="JP", B="RU", C="KZ", D="KZ", E="KZ").doors("sea", "rail:1520")
    toy.link("AB", "A", "B", "sea", km=1000)
    wires = {"BC": "yes", "CD": "yes", "DE": "no"}
    for name, electrified in wires.items():
        toy.link(name, *name, km=500, electrified=electrified)
    toy.line("ship", "sea", "A", ("B", ("AB",)), hours=(20,)).area("rail", *wires)
    toy.operation("lift", "sea", "rail:1520", 2)
    for factor in factors:
        toy.builder.add_figure(**factor._asdict(), source="S")
    return toy.build()


def best(factors: Any = FACTORS) -> Route:
    return solve(network(factors), Shipment("A", "E", tonnes=10), options=SolveOptions(explain=False)).require()


def test_ends_are_worked_out_link_by_link():
    # electric: 10 t * 500 km * 0.02 kWh * 400 g = 40 kg in Russia, 80 in Kazakhstan; diesel 150; ship 100; lift 5
    route = best()
    assert route.kg_co2e == 375
    # low: 15 + 40 + 125 + 50 + 4; high: 75 + 120 + 150 + 300 + 8 + 2 at the origin
    assert route.range_kg_co2e() == pytest.approx((234, 655))
    shares = route.provenance()["co2e"]
    assert shares == pytest.approx(
        {"assumption": 125 / 375, "computed": 100 / 375, "sourced": 150 / 375, "calibrated": 0, "plan": 0}
    )
    assert "about 375 kg CO2e (" in str(route) and "likely; 33% assumed)" in str(route)
    assert "CO2e by kind of figure: 40% sourced, 27% computed, 33% assumption" in str(route)
    assert "234 to 655 kg CO2e" in str(route)
    low, high = route.likely_kg_co2e() or (0, 0)
    assert route.to_dict()["likely"]["kg_co2e"] == {"low": low, "high": high}


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in (1, 2))])
def test_ends_are_those_of_the_networks_in_which_factors_stand_at_them(seed: int):
    rng = random.Random(seed)
    factors = [factor._replace(value=factor.value * rng.uniform(0.9, 1)) for factor in FACTORS]
    factors = [replace_ends(factor) for factor in factors]
    route = best(factors)
    value = route.kg_co2e or 0
    parts: dict[str, Any] = {"": (value, value, value)}
    for at, factor in enumerate(factors):
        shifts = []
        for end in (factor.low, factor.high):
            moved = best([*factors[:at], factor._replace(value=end, low=None, high=None), *factors[at + 1 :]])
            shifts.append((moved.kg_co2e or 0) - value)
        name = COMPONENT.get(factor.element, "rail")
        low, _, high = parts.get(name, (0, 0, 0))
        parts[name] = (low + min(shifts), 0, high + max(shifts))
    assert route.likely_kg_co2e() == pytest.approx(likely_sum(parts.values()), abs=1e-3)
    ends = [best([one._replace(value=getattr(one, end), low=None, high=None) for one in factors]) for end in ENDS]
    assert route.range_kg_co2e() == pytest.approx([one.kg_co2e for one in ends], abs=1e-3)


ENDS = ("low", "high")
COMPONENT = {"ship": "sea", "operation:lift": "port", "operation:origin": "origin"}


def replace_ends(factor: Factor) -> Factor:
    low, high = (factor.value if end is None else end for end in (factor.low, factor.high))
    return factor._replace(low=low, high=max(high, factor.value))


def test_without_ranges_nothing_of_co2e_is_in_doubt():
    route = best([factor._replace(low=None, high=None, kind="sourced") for factor in FACTORS])
    assert route.range_kg_co2e() == route.likely_kg_co2e() == (375, 375)
    assert "; 375 kg CO2e; " in str(route)


def test_a_step_of_which_nothing_is_known_leaves_no_range():
    route = best([factor for factor in FACTORS if factor.element != "ship"])
    assert route.kg_co2e is None is route.range_kg_co2e() is route.likely_kg_co2e()
    assert "; - kg CO2e" in str(route)
