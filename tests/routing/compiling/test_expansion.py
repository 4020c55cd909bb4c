"""Rules of the model, each on a toy network with the answer worked out by hand."""

from __future__ import annotations

import datetime
from typing import Any

import numpy as np
import pytest
from oracles.toys import Toy

from networks import Network, NetworkBuilder
from networks.model.tables import Table
from routing import Constraints, Result, Shipment, Status, solve, verify


def ask(
    toy: Toy | Network, origin: str, destination: str, minimise: Any = "time", scope: str = "door", **bans: Any
) -> Result:
    network = toy.build() if isinstance(toy, Toy) else toy
    shipment = Shipment(origin, destination, scope=scope)
    result = solve(network, shipment, minimise=minimise, constraints=Constraints(**bans))
    verify(network, result)
    return result


def hours(result: Result) -> float:
    minutes = result.require().minutes
    assert minutes is not None
    return minutes / 60


def kinds(result: Result) -> list[str]:
    return [step.kind for step in result.require().steps]


def four_links() -> Toy:
    toy = Toy(A="RU", B="RU", C="RU", D="RU", E="RU")
    for tail, head in ("AB", "BC", "CD", "DE"):
        toy.link(tail + head, tail, head)
    return toy


def test_a_ride_over_many_links_pays_one_wait():
    # wait 5 h + 4 links x 100 km at 240 km/day (10 h each) = 45 h; without operations nothing else is charged
    assert hours(ask(four_links().area("R", "AB", "BC", "CD", "DE", wait=5), "A", "E")) == 45


def test_a_two_stop_ride_of_a_line_over_many_links_pays_one_wait():
    line = four_links().line("L", "rail", "A", ("E", ("AB", "BC", "CD", "DE")), hours=(20,), wait=5)
    assert hours(ask(line, "A", "E")) == 25


def test_staying_aboard_at_a_call_is_not_charged_and_changing_is():
    toy = Toy(A="RU", B="RU", C="RU").link("AB", "A", "B").link("BC", "B", "C").doors("rail:1520")
    toy.operation("lift", "rail:1520", "rail:1520", 7)
    toy.line("L", "rail", "A", ("B", ("AB",)), ("C", ("BC",)), hours=(10, 10), wait=5)
    # origin 1 + load 1 + wait 5 + 10 + 10 + unload 1 + delivery 1 = 29
    assert hours(ask(toy, "A", "C")) == 29
    # the express from B takes 2 h: 1 + 1 + 5 + 10 + lift 7 + wait 3 + 2 + 1 + 1 = 31, so the goods stay aboard ...
    toy.line("X", "rail", "B", ("C", ("BC",)), hours=(2,), wait=3)
    assert hours(ask(toy, "A", "C")) == 29
    # from B the express is the faster one: 1 + 1 + 3 + 2 + 1 + 1
    assert hours(ask(toy, "B", "C")) == 9


def test_the_wait_at_the_origin_is_the_planned_one_and_none_from_terminal_to_terminal():
    toy = Toy(A="RU", B="RU").link("AB", "A", "B").doors("rail:1520")
    toy.line("L", "rail", "A", ("B", ("AB",)), hours=(10,), wait=50).figure("network", "origin_wait", 4)
    assert hours(ask(toy, "A", "B")) == 1 + 1 + 4 + 10 + 1 + 1
    assert hours(ask(toy, "A", "B", scope="terminal")) == 10


def test_half_a_headway_is_waited_where_no_wait_is_stated():
    toy = Toy(A="RU", B="RU").link("AB", "A", "B")
    toy.builder.add_service(id="L", name="L", kind="line", mode="rail", stops=("A", {"place": "B", "path": ("AB",)}))
    toy.figure("L#2", "running_time", 10).figure("L", "headway", 24).usd("L", 0)
    assert hours(ask(toy, "A", "B")) == 12 + 10


def through_service() -> Toy:
    """A - B on 1435 mm, B - C on 1520 mm, one through train; at B a lift of 6 h or a bogie change of 9 h."""
    toy = Toy(A="CN", B="KZ", C="KZ").link("AB", "A", "B", gauge_mm=1435).link("BC", "B", "C")
    toy.doors("rail:1435", "rail:1520").operation("lift", "rail:1435", "rail:1520", 6)
    toy.operation("bogie_change", "rail:1435", "rail:1520", 9)
    return toy.line("T", "rail", "A", ("B", ("AB",)), ("C", ("BC",)), hours=(10, 10), wait=5)


def test_a_through_service_does_its_break_of_gauge_aboard():
    result = ask(through_service(), "A", "C")
    # origin 1 + load 1 + wait 5 + 10 + lift 6 + 10 + unload 1 + delivery 1 = 35
    assert (hours(result), result.require().transshipments) == (35, 1)


def test_a_bogie_change_is_no_transshipment():
    result = ask(through_service(), "A", "C", max_transshipments=0)
    assert (hours(result), result.require().transshipments) == (38, 0)


def test_goods_that_board_a_through_service_at_its_break_of_gauge_do_not_pay_for_the_break():
    # origin 1 + load 1 + wait 5 + 10 + unload 1 + delivery 1: the train stands on 1520 mm when they are taken on
    assert hours(ask(through_service(), "B", "C")) == 19


def test_a_break_of_gauge_without_an_operation_is_named():
    toy = Toy(A="CN", B="KZ", C="KZ").link("AB", "A", "B", gauge_mm=1435).link("BC", "B", "C")
    toy.doors("rail:1435", "rail:1520").line("T", "rail", "A", ("B", ("AB",)), ("C", ("BC",)), hours=(10, 10))
    result = ask(toy, "A", "C")
    assert result.status is Status.INFEASIBLE
    assert "no row of operations.csv says how T goes on from rail:1435 to rail:1520 at B" in result.excluded


def test_without_any_operations_a_through_service_goes_on_over_its_break_of_gauge():
    toy = Toy(A="CN", B="KZ", C="KZ").link("AB", "A", "B", gauge_mm=1435).link("BC", "B", "C")
    toy.line("T", "rail", "A", ("B", ("AB",)), ("C", ("BC",)), hours=(10, 10), wait=5)
    assert hours(ask(toy, "A", "C")) == 25


def test_a_wagon_that_never_moves_is_no_way_round_a_dear_loading():
    toy = (
        Toy(A="JP", B="RU", C="JP").link("AB", "A", "B", "sea", 1000).link("AC", "A", "C", gauge_mm=1067, directed=True)
    )
    toy.operation("origin", "door", "gate", 1).operation("delivery", "gate", "door", 1)
    toy.operation("load", "gate", "sea", 1, usd=300).operation("unload", "sea", "gate", 1)
    toy.operation("load", "gate", "rail:1067", 1, usd=100).operation("lift", "rail:1067", "sea", 1, usd=150)
    toy.area("JRF", "AC").line("S", "sea", "A", ("B", ("AB",)), hours=(60,))
    # by wagon to nowhere it would be 100 + 150 = 250 USD
    result = ask(toy, "A", "B", "cost")
    assert result.require().cents == 300_00
    assert "lift" not in kinds(result)


def test_a_train_that_calls_is_not_boarded_and_left_at_one_stop():
    # sea -> 1435 has no operation; boarding and leaving the train at B would be a way round that
    toy = Toy(A="JP", B="RU", C="RU").link("AB", "A", "B", "sea", 100).link("BC", "B", "C")
    toy.link("BC2", "B", "C", gauge_mm=1435).doors("sea", "rail:1435", "rail:1520")
    toy.operation("lift", "sea", "rail:1520", 1).operation("lift", "rail:1520", "rail:1435", 1)
    toy.line("S", "sea", "A", ("B", ("AB",)), hours=(10,))
    toy.line("T", "rail", "C", ("B", ("BC",)), ("C", ("BC",), False, False), hours=(10, 10))
    toy.line("U", "rail", "B", ("C", ("BC2",)), hours=(10,))
    assert ask(toy, "A", "C").status is Status.INFEASIBLE


def two_railways(handover: float | None) -> Toy:
    toy = Toy(A="RU", B="RU", C="RU").link("AB", "A", "B", directed=True).link("BC", "B", "C").doors("rail:1520")
    toy.area("R1", "AB", wait=5).area("R2", "BC", wait=50).operation("lift", "rail:1520", "rail:1520", 20)
    return toy if handover is None else toy.procedure("handover", handover)


def test_railways_hand_over_a_wagon_without_a_new_wait():
    # origin 1 + load 1 + wait 5 + 10 + hand-over 3 + 10 + unload 1 + delivery 1 = 32
    assert hours(ask(two_railways(3), "A", "C")) == 32


def test_without_a_hand_over_the_goods_are_lifted_and_wait_again():
    # 1 + 1 + 5 + 10 + lift 20 + wait 50 + 10 + 1 + 1 = 99
    assert hours(ask(two_railways(None), "A", "C")) == 99


def test_a_hand_over_is_no_way_round_the_wait_of_the_second_railway():
    # from B the goods board R2 and wait 50 h; boarding R1 at B for 5 h and being handed over at once is no wagon's way
    assert hours(ask(two_railways(3), "B", "C")) == 1 + 1 + 50 + 10 + 1 + 1


def test_a_hand_over_of_one_place_may_name_its_customs_area_or_none():
    for area in ("", "RU"):
        assert hours(ask(two_railways(3).procedure("handover", 8, place="B", area=area), "A", "C")) == 37


def priced_railways() -> Toy:
    """Return railways P from A to B for 100 USD and R from B to C for 900, which hand wagons over in 3 h for 7."""
    toy = Toy(A="RU", B="RU", C="RU").link("AB", "A", "B").link("BC", "B", "C").doors("rail:1520")
    toy.area("P", "AB", wait=1, usd=100).area("R", "BC", wait=1, usd=900)
    return toy.operation("lift", "rail:1520", "rail:1520", 200, 1).procedure("handover", 3, usd=7)


def test_the_price_of_the_railway_that_takes_a_wagon_over_is_due_there():
    network = priced_railways().build()
    result = solve(network, Shipment("A", "C"))
    verify(network, result)
    route = result.require()
    assert route.usd == 100 + 7 + 900 and [leg.usd for leg in route.legs] == [100, 900]
    assert (route.breakdown["rail"].usd, route.breakdown["border"].usd) == (1000, 7)
    assert [(step.kind, step.element, step.usd) for step in route.steps if step.usd] == [
        ("board", "P", 100), ("handover", "proc-handover", 7), ("takeover", "R", 900)
    ]  # fmt: skip
    freight = [(row.element, row.origin, row.destination, row.usd) for row in route.prices().rows if row.usd]
    assert freight == [("P", "A", "B", 100), ("proc-handover", "B", "B", 7), ("R", "B", "C", 900)]


def test_riding_to_and_fro_by_a_cheap_railway_is_no_way_round_the_price_of_a_dear_one():
    # from B: R alone costs 900; P to A and back, handed over to R, 100 + 7 + 900
    network = priced_railways().build()
    route = solve(network, Shipment("B", "C"), minimise="cost").require()
    assert route.usd == 900 and [leg.service for leg in route.legs] == ["R"]


def test_a_railway_without_a_price_is_paid_by_its_rate_alone_where_it_takes_over():
    toy = two_railways(3)
    kinds_of = kinds(ask(toy, "A", "C"))
    assert kinds_of.count("takeover") == 1  # its price is 0 USD, and stated
    rated = Toy(A="RU", B="RU", C="RU").link("AB", "A", "B").link("BC", "B", "C").doors("rail:1520")
    rated.area("P", "AB", usd=100).procedure("handover", 3)
    rated.builder.add_service(id="R", name="R", kind="area", mode="rail", links=("BC",))
    rated.figure("R", "speed", 240).figure("R", "wait", 0).usd("R", 0.5, "container_km", "rate")
    result = ask(rated, "A", "C")
    assert result.require().usd == 100 + 0.5 * 100 and "takeover" not in kinds(result)


def customs_port() -> Toy:
    """A in Japan by sea to B in Russia, by rail to C in Kazakhstan (one customs area) and D in Uzbekistan."""
    toy = Toy(A="JP", B="RU", C="KZ", D="UZ").member("EAEU", "RU", "KZ")
    toy.link("AB", "A", "B", "sea", 1000).link("BC", "B", "C", territories=("RU", "KZ"))
    toy.link("CD", "C", "D", territories=("KZ", "UZ")).doors("sea", "rail:1520")
    toy.operation("lift", "sea", "rail:1520", 2).line("S", "sea", "A", ("B", ("AB",)), hours=(60,), wait=4)
    toy.line("T", "rail", "B", ("C", ("BC",)), ("D", ("CD",)), hours=(10, 10), wait=5)
    toy.procedure("export", 3, "JP").procedure("papers", 30, place="B")
    for number, kind in enumerate(("import", "transit_opening", "transit_closing", "export")):
        toy.procedure(kind, 100 * 2**number, "EAEU")
    return toy.procedure("import", 1000, "UZ").procedure("transit_opening", 2000, "UZ")


def test_goods_for_the_union_are_imported_in_its_port_and_pass_its_inner_border_free():
    # origin 1 + export 3 + load 1 + wait 4 + 60 + lift 2 + import 100 + papers 30 + wait 5 + 10 + unload 1 + delivery 1
    result = ask(customs_port(), "A", "C")
    assert hours(result) == 1 + 3 + 1 + 4 + 60 + 2 + 100 + 30 + 5 + 10 + 1 + 1
    assert kinds(result) == [
        "origin",
        "export",
        "load",
        "board",
        "ride",
        "alight",
        "lift",
        "import",
        "papers",
        "board",
        "ride",
        "alight",
        "unload",
        "delivery",
    ]


def test_goods_in_transit_open_it_in_port_close_it_at_the_land_border_and_are_imported_behind_it():
    # ... transit opening 200 + papers 30 + wait 5 + 10 + transit closing 400 + 10 + import of UZ 1000 + 1 + 1
    assert hours(ask(customs_port(), "A", "D")) == 1 + 3 + 1 + 4 + 60 + 2 + 200 + 30 + 5 + 10 + 400 + 10 + 1000 + 1 + 1


def test_goods_that_begin_in_the_union_are_exported_at_the_land_border():
    assert hours(ask(customs_port(), "B", "D")) == 1 + 1 + 5 + 10 + 800 + 10 + 1000 + 1 + 1


def test_a_missing_procedure_closes_the_way_and_is_named():
    toy = Toy(A="RU", B="UZ").link("AB", "A", "B", territories=("RU", "UZ")).doors("rail:1520")
    toy.area("R", "AB").procedure("transit_opening", 5, "UZ")
    result = ask(toy, "A", "B")
    assert result.status is Status.INFEASIBLE
    assert any("import of UZ at B" in gap for gap in result.excluded)


def test_papers_of_one_place_need_no_customs_area():
    toy = customs_port()
    assert "papers" in kinds(ask(toy, "A", "C"))


def od_line() -> Toy:
    toy = Toy(A="JP", B="KR", C="RU").link("AB", "A", "B", "sea", 500).link("BC", "B", "C", "sea", 500)
    return toy.line("S", "sea", "A", ("B", ("AB",)), ("C", ("BC",)), hours=(20, 20), wait=4, A_C=900, A_B=100)


def test_a_fare_is_that_of_the_pair_and_not_the_sum_of_its_parts():
    assert ask(od_line(), "A", "C", "cost").require().cents == 900_00
    assert ask(od_line(), "A", "B", "cost").require().cents == 100_00


def test_a_pair_without_a_fare_is_not_sold():
    assert ask(od_line(), "B", "C").status is Status.INFEASIBLE


def test_a_directed_line_does_not_serve_the_way_back():
    assert ask(od_line(), "C", "A").status is Status.INFEASIBLE


# ---- constraints ---------------------------------------------------------------------------------------------


def diamond() -> Toy:
    """A to D by B (20 h, 100 USD) or by C (30 h, 50 USD); links with hours of their own."""
    toy = Toy(A="RU", B="HK", C="MO", D="RU")
    for name, tail, head, time, price in (
        ("AB", "A", "B", 10, 50),
        ("BD", "B", "D", 10, 50),
        ("AC", "A", "C", 15, 25),
        ("CD", "C", "D", 15, 25),
    ):
        codes = ("RU", "HK") if "B" in name else ("RU", "MO")
        toy.link(name, tail, head, "road", 100, hours=time, usd=price, territories=codes)
    return toy


def test_limits_are_inclusive_to_the_minute_and_to_the_cent():
    assert hours(ask(diamond(), "A", "D", "cost", max_days=20 / 24)) == 20
    assert hours(ask(diamond(), "A", "D", "cost", max_days=20.01 / 24)) == 20
    assert ask(diamond(), "A", "D", "cost", max_days=(20 * 60 - 1) / 1440).status is Status.INFEASIBLE
    assert hours(ask(diamond(), "A", "D", max_usd=50)) == 30
    assert hours(ask(diamond(), "A", "D", max_usd=50.009)) == 30
    assert ask(diamond(), "A", "D", max_usd=49.99).status is Status.INFEASIBLE


@pytest.mark.parametrize("minutes", [1, 7, 1001, 1447, 60_480, 99_999])
def test_the_days_of_a_route_as_its_limit_let_it_pass(minutes: int):
    # 1001 min / 1440 is no finite decimal: its float, read as a decimal number, lies below it
    toy = Toy(A="RU", B="RU").line("L", "rail", "A", "B", hours=())
    toy.figure("L#2", "running_time", minutes, "min")
    days = ask(toy, "A", "B").require().days
    assert days is not None
    assert ask(toy, "A", "B", max_days=days).status is Status.OPTIMAL
    assert ask(toy, "A", "B", max_days=days - 1e-9).status is Status.INFEASIBLE


def test_a_deadline_tightens_the_days():
    network = diamond().build()
    for hour, status in ((20, Status.OPTIMAL), (19, Status.INFEASIBLE)):
        ready = datetime.datetime(2016, 2, 29, 12)
        shipment = Shipment("A", "D", ready=ready, deadline=ready + datetime.timedelta(hours=hour))
        result = solve(network, shipment, minimise="cost", constraints=Constraints(max_days=2))
        verify(network, result)
        assert result.status is status


def test_cn_means_hong_kong_and_macao_too_unless_codes_are_exact():
    assert ask(diamond(), "A", "D", avoid_territories="CN").status is Status.INFEASIBLE
    assert hours(ask(diamond(), "A", "D", avoid_territories="CN", exact_codes=True)) == 20
    assert hours(ask(diamond(), "A", "D", avoid_territories="HK")) == 30


def test_a_ferry_is_used_unless_the_modes_leave_it_out():
    toy = Toy(A="RU", B="RU").link("AB", "A", "B", "ferry", 100, hours=10).link("AB2", "A", "B", "road", 100, hours=30)
    assert hours(ask(toy, "A", "B")) == 10
    assert hours(ask(toy, "A", "B", modes={"ferry", "road"})) == 10
    assert hours(ask(toy, "A", "B", modes={"road"})) == 30


def test_vias_are_passed_in_order_and_a_place_may_be_passed_again():
    # A-C-D-B-A would be shorter for D only; via C, then B: A-C (15) C-D (15) D-B (10) B-D (10) = 50; C-A-B-D = 15+15+10+10
    assert hours(ask(diamond(), "A", "D", via=("C", "B"))) == 50
    # via D, then A: A-B-D (20), D-B-A (20), A-B-D (20)
    assert hours(ask(diamond(), "A", "D", via=("D", "A"))) == 60


def test_passing_a_via_aboard_suffices():
    line = four_links().line("L", "rail", "A", ("E", ("AB", "BC", "CD", "DE")), hours=(20,), wait=5)
    assert hours(ask(line, "A", "E", via=("B", "D"))) == 25
    assert ask(line, "A", "E", via=("D", "B")).status is Status.INFEASIBLE


def test_border_procedures_pass_no_via():
    # the export at B is charged before the ride A-B-C that it lies on; via B, then A: only A-B-C-A-B-C would do that
    toy = Toy(A="RU", B="RU", C="UZ").link("AB", "A", "B", territories=("RU",))
    toy.link("BC", "B", "C", territories=("RU", "UZ")).doors("rail:1520")
    toy.line("L", "rail", "A", ("B", ("AB",), False, False), ("C", ("BC",)), hours=(5, 5))
    toy.procedure("export", 1, "RU").procedure("import", 1, "UZ")
    assert hours(ask(toy, "A", "C", via=("A", "B"))) == 16
    assert ask(toy, "A", "C", via=("B", "A")).status is Status.INFEASIBLE


def test_first_loading_and_last_unloading_are_no_transshipments():
    result = ask(customs_port(), "A", "C", max_transshipments=1)
    assert result.require().transshipments == 1
    assert ask(customs_port(), "A", "C", max_transshipments=0).status is Status.INFEASIBLE
    assert ask(customs_port(), "B", "C", max_transshipments=0).require().transshipments == 0


# ---- missing figures -----------------------------------------------------------------------------------------


def gappy() -> Toy:
    """A - B by a free-looking link without a price (5 h), or by one of 9 h and 40 USD."""
    toy = Toy(A="RU", B="RU").link("K1", "A", "B", "road", 100, hours=5)
    return toy.link("K2", "A", "B", "road", None, hours=9, usd=40)


def test_a_link_without_a_price_is_left_out_and_named_where_cost_is_asked_for():
    result = ask(gappy(), "A", "B", "cost")
    assert result.require().cents == 40_00
    assert any("without a price" in text and "K1" in text for text in result.excluded)
    limited = ask(gappy(), "A", "B", "time", max_usd=100)
    assert hours(limited) == 9


def test_what_was_not_asked_for_is_none_with_what_lacks_it():
    route = ask(gappy(), "A", "B").require()
    assert (route.days, route.usd, route.kg_co2e, route.km) == (5 / 24, None, None, 100.0)
    assert dict(route.lacking) == {"usd": ("K1",), "kg_co2e": ("K1",)}
    assert ask(gappy(), "A", "B", "cost").require().lacking["km"] == ("K2",)


def test_of_equal_routes_the_one_with_more_figures_is_taken():
    toy = Toy(A="RU", B="RU").link("K1", "A", "B", "road", 100, hours=5)
    toy.link("K2", "A", "B", "road", 100, hours=5, usd=40, kg_co2e=1)
    assert ask(toy, "A", "B").require().links == ("K2",)


def test_a_price_on_a_basis_that_routes_do_not_know_is_missing_and_no_crash():
    toy = Toy(A="RU", B="RU").link("AB", "A", "B").line("L", "rail", "A", ("B", ("AB",)), hours=(10,), wait=1)
    toy.builder.add_operation(id="x", kind="lift", from_side="rail:1520", to_side="sea")
    toy.doors("rail:1520").usd("x", 3, basis="teu").figure("x", "time", 1)
    toy.builder.add_figure(element="AB", quantity="co2e", value=1, unit="kg", basis="shipment", source="S", kind="plan")
    network = toy.build()
    figures = network.catalogue["figures"]  # the rules refuse the basis: nobody asks them here
    bases = np.where(figures["basis"] == "teu", "day", figures["basis"]).astype(object)
    odd = Network(dict(network.catalogue) | {"figures": Table("figures", dict(figures.columns) | {"basis": bases})})
    assert odd.figures["x", "price"].basis == "day"
    assert hours(ask(odd, "A", "B")) == 1 + 1 + 1 + 10 + 1 + 1


def test_a_round_of_one_line_may_be_left_at_its_end_and_boarded_again_at_its_start():
    # A - B - C - A: C - A ends one round, A - B begins the next
    builder = NetworkBuilder("round")
    for place in "ABC":
        builder.add_place(id=place, name=place, country="JP")
    for tail, head in ("AB", "BC", "CA"):
        builder.add_link(id=f"{tail}{head}", tail=tail, head=head, mode="sea", length_km=100.0)
    stops = ["A", {"place": "B", "path": ("AB",)}, {"place": "C", "path": ("BC",)}, {"place": "A", "path": ("CA",)}]
    builder.add_service(id="line:round", name="round", kind="line", mode="sea", stops=stops)
    builder.add_source(id="S", title="a timetable")
    for seq in (2, 3, 4):
        builder.add_figure(
            element=f"line:round#{seq}", quantity="running_time", value=2.0, unit="h", source="S", kind="computed"
        )
    builder.add_figure(element="line:round", quantity="wait", value=1.0, unit="h", source="S", kind="computed")
    net = builder.build()
    result = solve(net, Shipment("C", "B"))
    verify(net, result)
    route = result.require()
    assert [leg.destination for leg in route.legs] == ["A", "B"]
    assert route.minutes == (1 + 2 + 1 + 2) * 60  # wait, C - A, wait, A - B
    assert route.transshipments == 1
