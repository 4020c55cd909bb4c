"""One's own quotes over a network: what is paid by them, what stays as it was, and what is wrong with a sheet."""

from __future__ import annotations

import datetime
import warnings
from typing import Any

import pandas
import pytest
from hypothesis import assume
from oracles.changed_rows import drawn, invariant
from oracles.random_networks import network_of
from oracles.toys import Toy

import networks
from networks.what_if.quotes import TEMPLATE
from routing import Shipment, SolveOptions, solve, verify

NET = networks.load("eurasia")
LINE = "T"


def train(**price: float) -> networks.Network:
    """Return a train A - B - C, 100 km each way, of 2 h a leg; its price is what is given, or 1 USD a km and 50."""
    toy = Toy(A="RU", B="RU", C="RU").link("ab", "A", "B").link("bc", "B", "C")
    toy.line(LINE, "rail", "A", ("B", ("ab",)), ("C", ("bc",)), hours=(2, 2), **(price or {"": 50}))
    if not price:
        toy.usd(LINE, 1, "container_km", "rate")
        toy.builder._rows["figures"][-2]["basis"] = "container"  # that of the price
    return toy.build()


def paid(net: networks.Network, origin: str, destination: str, size: str = "20ft", containers: int = 1) -> float | None:
    result = solve(net, Shipment(origin, destination, size=size, containers=containers), minimise="time")
    verify(net, result)
    return None if result.best is None else result.best.usd


def quote(price: float, **cells: Any) -> dict[str, Any]:
    return {"price": price, "currency": "USD"} | cells


@pytest.mark.parametrize("sheet", [[], pandas.DataFrame({"service": [], "price": [], "currency": []})])
def test_an_empty_sheet_changes_nothing(sheet: Any):
    assert networks.with_rates(NET, sheet) is NET


def test_a_quote_of_a_service_is_all_that_is_paid():
    assert paid(train(), "A", "C") == 250  # 50 USD and 200 km of 1 USD
    net = networks.with_rates(train(), [quote(90, service=LINE)])
    assert [paid(net, *ends) for ends in ("AB", "BC", "AC")] == [90, 90, 90]
    assert paid(net, "A", "C", containers=3) == 270
    figure = net.figure(LINE, "price")
    assert (figure.kind, figure.source, figure.basis) == ("quote", "own-quotes", "container")


@pytest.mark.parametrize("by", [{"service": LINE}, {}])
def test_a_quote_of_a_pair_leaves_the_other_pairs_what_they_were(by: Any):
    net = networks.with_rates(train(), [quote(90, origin="A", destination="C", **by)])
    assert [paid(net, *ends) for ends in ("AC", "AB", "BC")] == [90, 150, 150]
    assert {net.figure(f"{LINE}>{one}>{two}", "price").kind for one, two in ("AB", "BC")} == {"assumption"}


def test_a_quote_of_a_pair_beside_one_of_the_service():
    net = networks.with_rates(train(), [quote(90, origin="A", destination="C"), quote(70, service=LINE)])
    assert [paid(net, *ends) for ends in ("AC", "AB", "BC")] == [90, 70, 70]


def test_a_fare_of_a_line_with_fares_takes_the_place_of_the_old_one():
    net = networks.with_rates(train(A_B=10, A_C=20), [quote(15, origin="A", destination="C")])
    assert [paid(net, *ends) for ends in ("AC", "AB", "BC")] == [15, 10, None]


def test_sizes_are_priced_as_they_are_quoted():
    net = networks.with_rates(train(), [quote(100, service=LINE, size="20ft"), quote(170, service=LINE, size="40")])
    assert [paid(net, "A", "C", size) for size in ("20ft", "40ft", "45ft")] == [100, 170, 170]
    large = networks.with_rates(train(), [quote(170, service=LINE, size="40ft")])
    assert [paid(large, "A", "C", size) for size in ("20ft", "40ft")] == [85, 170]  # no ratio is stated: half


def test_of_several_quotes_the_one_of_the_day_counts_and_others_are_told():
    early = quote(100, service=LINE, valid_until="2026-03-31", valid_from="2026-01-01")
    late = quote(120, service=LINE, valid_from=datetime.date(2026, 4, 1), valid_until="2026-06-30")
    for day, usd in (("2026-02-01", 100), ("2026-05-01", 120)):
        net = networks.with_rates(train(), [early, late], on=datetime.date.fromisoformat(day))
        assert paid(net, "A", "C") == usd
    with pytest.warns(networks.DataWarning, match="not valid on 2026-08-01, and used all the same: row 2"):
        net = networks.with_rates(train(), [early, late], on=datetime.date(2026, 8, 1))
    box = Shipment("A", "C", ready=datetime.date(2026, 8, 1))
    result = solve(net, box)
    verify(net, result)
    assert any("the own quote of T is expired" in one.words for one in result.warnings if one.code == "closure")
    result = solve(net, Shipment("A", "C", ready=datetime.date(2026, 5, 1)))
    assert not [one for one in result.warnings if one.code == "closure"]


def test_the_share_of_quotes_is_told():
    box = Shipment("JPYOK", "RUMOW")
    quoted = networks.with_rates(NET, [quote(2000, service=service) for service in NET.services])
    result = solve(quoted, box)
    verify(quoted, result)
    assert result.require().provenance()["usd"]["quote"] > 0 and "quote" in str(result)
    assert "quote" not in solve(NET, box).require().provenance()["usd"]


def test_all_that_is_wrong_with_a_sheet_is_told_at_once():
    rows = [
        quote(-1, service="TT", size="30ft", currency="EURO"),
        quote(5, service="TT"),
        quote(5, origin="A"),
        quote(5, origin="C", destination="A"),
        quote(5, service=LINE, valid_from="2026-02-01", valid_until="2026-01-01"),
        quote(5, service=LINE),
        quote(6, service=LINE),
    ]
    with pytest.raises(networks.DataError) as met:
        networks.with_rates(train(), rows)
    assert sorted({(one.row, one.field) for one in met.value.findings}) == [
        (1, "currency"), (1, "price"), (1, "size"), (2, "service"), (3, "service"),
        (4, "origin"), (5, "valid_until"), (7, "price"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([quote(100, size="20ft"), quote(90, size="40ft")], "between once and twice the price of 20ft"),
        ([quote(100, size="20ft"), quote(150)], "expected a size"),
        ([quote(100, size="20ft"), quote(150, size="40ft", currency="EUR")], "expected the currency of row 1"),
        ([quote(100, size="40ft"), quote(150, size="45ft")], "the model has one for both"),
        ([{"price": 1, "curency": "USD"}], "did you mean currency"),
        ("no such file.csv", "the file cannot be read"),
        (5, "expected a CSV file, a DataFrame or rows of dictionaries, not int"),
        ([5], "expected a dictionary"),
        ([quote(100, currency="XAF")], "XAF"),
    ],
)
def test_sheets_that_cannot_be_are_told(rows: Any, message: str):
    is_sheet = isinstance(rows, list) and rows != [5]
    sheet = [row | {"service": LINE} for row in rows] if is_sheet else rows
    with pytest.raises(networks.DataError, match=message):
        networks.with_rates(train(), sheet)


def test_the_template_is_a_sheet(tmp_path):
    file = tmp_path / "quotes.csv"
    file.write_text(TEMPLATE, encoding="utf-8")
    with pytest.warns(networks.DataWarning, match="not valid on 2016-11-30"):
        net = networks.with_rates(NET, file)
    assert {figure.kind for (_, what), figure in net.figures.items() if figure.source == "own-quotes"} == {"quote"}
    assert net.sources["own-quotes"].title == "Own rate sheet quotes.csv"
    again = networks.with_rates(NET, pandas.read_csv(file), on=datetime.date(2026, 2, 1))
    assert again.figure("line:RUVYP-RUMOW-express", "price").value == 3100


@pytest.mark.long
@invariant(quick=10, long=200)
def test_what_is_not_quoted_keeps_its_price(spec: Any, seed: int):
    """A quote of a pair of stops moves no question to which no route uses that pair."""
    rng, rows, (shipment, _, constraints) = drawn(spec, seed)
    base = network_of(rows)
    lines = [line for line in base.services.values() if line.kind == "line" and len(line.stops) > 2]
    assume(lines)
    line = rng.choice(lines)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", networks.DataWarning)
            pair = {"origin": line.stops[0].place, "destination": line.stops[-1].place}
            quoted = networks.with_rates(base, [quote(10_000_000, service=line.id, **pair)])
    except networks.DataError:
        assume(False)
    results = [
        solve(net, shipment, minimise="cost", constraints=constraints, options=SolveOptions(explain=False))
        for net in (base, quoted)
    ]
    verify(quoted, results[1])
    before, after = results
    assume(before.best is not None)
    uses = {(leg.service, leg.origin, leg.destination) for leg in before.best.legs}
    if (line.id, *pair.values()) not in uses and after.best is not None:
        assert abs(after.best.usd - before.best.usd) < 0.01  # type: ignore[operator]
