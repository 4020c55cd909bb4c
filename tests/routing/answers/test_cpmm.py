"""CPMM's indicators of a route, worked out by hand on a toy and held against the steps of a real one."""

from __future__ import annotations

import pytest
from oracles.toys import Toy

import networks
from routing import Constraints, Shipment, cpmm, solve


@pytest.fixture(scope="module")
def route():
    return solve(
        networks.load("eurasia"), Shipment("JPYOK", "KZALA"), constraints=Constraints(avoid_places="KZ-ALTYNKOL")
    ).require()


def test_a_border_is_one_crossing_with_all_that_is_done_for_it(route):
    found = cpmm(route)
    border = [step for step in route.steps if step.component == "border"]
    assert [crossing.places for crossing in found.crossings] == [("CN-ALASHANKOU", "KZ-DOSTYK")]
    assert found.crossings[0].hours == pytest.approx(sum(step.minutes for step in border) / 60)
    assert found.crossings[0].usd_per_teu == pytest.approx(sum(step.cents for step in border) / 100)


def test_speeds_and_costs_are_those_of_the_steps(route):
    found = cpmm(route)
    assert found.whole.km == route.km
    assert found.whole.swd_kmh == pytest.approx(route.km / (route.days * 24))
    assert found.whole.swod_kmh == pytest.approx(route.km / (route.activities["moving"].days * 24))
    assert found.whole.usd_per_500_km_teu == pytest.approx(route.usd / route.km * 500)
    assert found.land.km < found.whole.km and found.land.swod_kmh >= found.land.swd_kmh


def test_by_hand():
    # A (CN) - 480 km - B (CN) - 12 km - C (KZ) - 240 km - D (KZ) by one railway line, 20 + 1 + 10 h of running,
    # and 5 h with 30 USD at C to get in: 732 km, 31 h in motion, 36 h on the way by land
    toy = Toy(A="CN", B="CN", C="KZ", D="KZ").member("CU", "KZ").link("AB", "A", "B", km=480, territories=("CN",))
    toy.link("BC", "B", "C", km=12, territories=("CN", "KZ")).link("CD", "C", "D", km=240, territories=("KZ",))
    toy.line("T", "rail", "A", ("B", ("AB",)), ("C", ("BC",)), ("D", ("CD",)), hours=(20, 1, 10))
    toy.procedure("import", 5, area="CU", place="C", usd=30)
    found = cpmm(solve(toy.build(), Shipment("A", "D", scope="terminal")).require())
    assert found.land.km == 732
    assert found.land.swod_kmh == pytest.approx(732 / 31)
    assert found.land.swd_kmh == pytest.approx(732 / 36)
    assert [(one.places, one.hours, one.usd_per_teu) for one in found.crossings] == [(("C",), 5.0, 30.0)]
    assert found.land.usd_per_500_km_teu == pytest.approx(30 / 732 * 500)


def test_without_land_there_is_no_land_part():
    toy = Toy(A="JP", B="KR").link("AB", "A", "B", "sea", km=100).line("S", "sea", "A", ("B", ("AB",)), hours=(5,))
    found = cpmm(solve(toy.build(), Shipment("A", "B", scope="terminal")).require())
    assert found.land is None and found.crossings == ()
    assert found.whole.swod_kmh == 20


def test_bulk_has_no_price_by_the_teu():
    toy = Toy(A="RU", B="RU").link("AB", "A", "B").line("T", "rail", "A", ("B", ("AB",)), hours=(5,))
    coal = Shipment("A", "B", scope="terminal", load="bulk", tonnes=1000.0)
    found = cpmm(solve(toy.build(), coal).require())
    assert found.whole.usd_per_500_km_teu is None and "-" in str(found)


def test_rows_frame_and_text_say_the_same(route):
    found = cpmm(route)
    frame = found.to_frame()
    assert [tuple(row) for row in frame.itertuples(index=False)] == found.rows()
    assert f"{found.land.swd_kmh:.1f}" in str(found)
