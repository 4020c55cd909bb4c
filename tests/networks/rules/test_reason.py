"""Figures within reason: what is impossible is an error, what is unusual a warning, and the likely slip is named."""

import math
import warnings

import pytest

import networks
from networks.model.bounds import EDGES, MONEY, TO_BASE, bound_of
from networks.model.schema import columns, is_missing
from networks.model.vocabulary import UNITS, VOCABULARY

PLACES = "id,name,country\nA,Aa,KZ\nB,Bb,RU\n"
LINKS = "id,tail,head,mode,length_km,gauge_mm\nr,A,B,rail,1000,1520\n"
SERVICES = "id,name,kind,mode\nt,Train,line,rail\n"
STOPS = "service,seq,place,path\nt,1,A,\nt,2,B,r\n"
FIGURES = "element,quantity,value,unit,basis,year,currency,source,kind\n"
RUN = "t#2,running_time,2,d,,,,s,assumption\nt,headway,7,d,,,,s,assumption\n"


@pytest.fixture
def told(folder):
    """Return a function that gives (rule, severity, field, expected) of the findings about one train A - B."""

    def ask(figures, head=FIGURES, **tables):
        given = {"places": PLACES, "links": LINKS, "services": SERVICES, "stops": STOPS} | tables
        path = folder(network="name,currency,price_year\nx,USD,2016\n", sources="id,title\ns,test\n",
                      figures=head + figures, **given)  # fmt: skip
        return [(one.rule, one.severity, one.field, one.expected) for one in networks.check(path)]

    return ask


def test_a_train_at_1200_km_an_hour_is_refused_and_the_unit_that_was_meant_is_named(told):
    assert told("t,speed,1200,km/h,,,,s,assumption\nt,headway,7,d,,,,s,assumption\n") == [
        ("figures-within-reason", "error", "value",
         "1200 km/h is not possible, expected 0.5 to 350 km/h by rail (km/day, not km/h?)"),
    ]  # fmt: skip


def test_a_running_time_is_held_against_the_length_of_its_path(told):
    rest = "t,headway,7,d,,,,s,assumption\n"
    assert told("t#2,running_time,2,h,,,,s,assumption\n" + rest) == [
        ("speeds-of-legs", "error", "value",
         "over 1000 km: 500 km/h is not possible, expected 0.5 to 350 km/h by rail (days, not hours?)"),
    ]  # fmt: skip
    # 5 h for 1000 km: 200 km/h, faster than any goods train, yet not impossible; 1000 km in 100 d are 0.4 km/h
    assert [one[:3] for one in told("t#2,running_time,5,h,,,,s,assumption\n" + rest)] == [
        ("speeds-of-legs", "warning", "value")
    ]
    slow = told("t#2,running_time,100,d,,,,s,assumption\n" + rest)
    assert [one[:2] for one in slow] == [("speeds-of-legs", "error"), ("figures-within-reason", "warning")]
    assert told("t#2,running_time,48,h,,,,s,assumption\n" + rest) == []


def test_without_lengths_the_great_circle_is_the_least_that_a_leg_runs(told):
    places = "id,name,country,lat,lon\nA,Aa,KZ,43.2,76.9\nB,Bb,RU,55.7,37.6\n"  # 3,116 km
    no_length = LINKS.replace("1000", "")
    found = told("t#2,running_time,3,h,,,,s,assumption\n", places=places, links=no_length)
    assert [one[:3] for one in found] == [("speeds-of-legs", "error", "value")]
    assert told("t#2,running_time,9,d,,,,s,assumption\n", places=places, links=no_length) == []


def test_an_exchange_rate_upside_down_is_told_with_the_price_that_it_makes(told):
    rate = "t,price,50000,JPY,container,2016,JPY,s,assumption\ncurrency:JPY,usd_per_unit,110,USD,,2016,,s,assumption\n"
    found = told(RUN + rate)
    assert [one[:3] for one in found] == [
        ("figures-within-reason", "warning", "value"),  # 5.5 million USD for a container
        ("figures-within-reason", "warning", "value"),
    ]
    assert found[1][3] == "110 USD is unusual, expected about 0.002 to 0.02 USD (units per USD, not USD per unit?)"
    assert told(RUN + rate.replace("110", "0.0092")) == []


@pytest.mark.parametrize(("code", "rate", "is_odd"), [
    ("CHF", 1.02, False), ("KWD", 3.3, False), ("INR", 67, True), ("CNY", 6.6, True), ("KRW", 1160, True), ("EUR", 1.1, False),
    ("SEK", 8.5, True), ("RUB", 67, True), ("VND", 0.000045, False),
])  # fmt: skip
def test_no_money_is_worth_dozens_of_dollars(told, code, rate, is_odd):
    assert bool(told(RUN + f"currency:{code},usd_per_unit,{rate},USD,,2016,,s,assumption\n")) == is_odd


@pytest.mark.parametrize(("figure", "severity", "slip"), [
    ("t,co2e,25,kg,tonne_km,,,s,assumption", "warning", "(g, not kg?)"),
    ("t,co2e,5000000,kg,tonne_km,,,s,assumption", "error", "of the whole shipment, not of one tonne?"),
    ("grid:KZ,co2e,0.8,kg,kwh,,,s,assumption", None, ""),
    ("grid:KZ,co2e,800,kg,kwh,,,s,assumption", "error", "(g, not kg?)"),
    ("traction:electric,energy,25,kWh,tonne_km,,,s,assumption", "warning", "Wh or MJ, not kWh?"),
    ("t,headway,2,h,,,,s,assumption", None, ""),
    ("t,headway,90,d,,,,s,assumption", "warning", "(hours, not days?)"),
    ("t,wait,30,d,,,,s,assumption", None, ""),
    ("t,wait,4000,d,,,,s,assumption", "error", "(minutes, not days?)"),
    ("t,capacity,3000000,TEU/week,,,,s,assumption", "warning", "per year, not per week?"),
    ("t,capacity,3000000,t/week,,,,s,assumption", None, ""),
    ("load:container,tonnes_per_teu,10000,t,,,,s,assumption", "error", "kg, not t?"),
    ("load:container,tonnes_per_teu,28,t,,,,s,assumption", "warning", "kg, not t?"),
    ("t,rate,4000,USD,teu_km,2016,USD,s,assumption", "warning", "of the whole way, not of one km?"),
    ("t,price,1e300,USD,shipment,2016,USD,s,assumption", "error", "not possible"),
    ("load:container,inventory,36,%,percent_of_value_per_day,,,s,assumption", "warning", "per year, not per day?"),
])  # fmt: skip
def test_a_figure_beyond_what_is_usual_or_possible_names_the_likely_slip(told, figure, severity, slip):
    run = RUN if "headway" not in figure else RUN.splitlines()[0] + "\n"
    found = told(run + figure + "\n")
    assert [one[1] for one in found] == ([severity] if severity else [])
    assert all(slip in one[3] for one in found)


@pytest.mark.parametrize(("figure", "severity"), [
    ("t#2,running_time,0,d,,,,s,assumption", "error"),
    ("t#2,running_time,89,d,,,,s,assumption", "warning"),  # 190 km at 0.09 km/h
    ("t#2,running_time,18,h,,,,s,assumption", None),  # a stop of half a day on a short way
])  # fmt: skip
def test_a_short_way_may_be_slow_but_not_for_days(told, figure, severity):
    short = LINKS.replace("1000", "190" if "89" in figure else "5")
    found = told(f"{figure}\nt,headway,7,d,,,,s,assumption\n", links=short)
    assert [one[1] for one in found] == ([severity] if severity else [])


@pytest.mark.parametrize(("figure", "found"), [
    ("t#2,running_time,0,s,,,,s,sourced", []),  # in the minute in which it left
    ("t#2,running_time,0,min,,,,s,sourced", [("figure-ranges", "error", "value", "expected a running_time above 0")]),
    ("t#2,running_time,30,s,,,,s,sourced", []),  # 5 km in up to a minute and a half
    ("t#2,running_time,-1,s,,,,s,sourced", [("figure-ranges", "error", "value", "expected a running_time not below 0")]),
])  # fmt: skip
def test_a_timetable_in_seconds_is_granted_a_minute(told, figure, found):
    short = LINKS.replace("1000", "5")
    assert told(f"{figure}\nt,headway,7,d,,,,s,assumption\n", links=short) == found


def test_a_timetable_that_is_too_fast_is_told_and_not_refused(told):
    found = told("t#2,running_time,3600,s,,,,s,sourced\nt,headway,7,d,,,,s,assumption\n")
    assert found == [
        ("speeds-of-legs", "warning", "value",
         "over 1000 km: 984 km/h is not possible, expected 0.5 to 350 km/h by rail"),
    ]  # fmt: skip


def test_a_running_time_whose_low_end_is_0_is_refused(told):
    head = "element,quantity,value,low,high,unit,source,kind\n"
    found = told("t#2,running_time,2,0,3,d,s,assumption\nt,headway,7,,,d,s,assumption\n", head)
    assert found == [("figure-ranges", "error", "low", "expected a running_time above 0")]


def test_three_km_in_ninety_hours_are_told_of_a_link_too(folder):
    def found(km, hours):
        links = f"id,tail,head,mode,length_km,hours\nx,A,B,road,{km},{hours}\n"
        return [(one.rule, one.severity) for one in networks.check(folder(places=PLACES, links=links))]

    assert found(3, 90) == [("own-speeds", "warning")]
    assert found(3, 20) == found(0.01, 1) == []  # a stop of less than a day
    assert found(40, 90) == [("own-speeds", "error")]


AREA = {
    "services": "id,name,kind,mode\nt,Train,area,rail\n",
    "stops": "service,seq,place,path\n",
    "area_links": "service,link\nt,r\nt,q\n",
    "links": LINKS + "q,A,B,rail,40,1520\n",
}


def test_a_running_time_of_an_area_is_held_against_each_of_its_links(told):
    rest = "t,wait,1,d,,,,s,assumption\n"
    assert told("t,running_time,3,min,,,,s,assumption\n" + rest, **AREA) == [
        ("speeds-of-legs", "error", "value",
         "over 1000 km of r: 20000 km/h is not possible, expected 0.5 to 350 km/h by rail (days, not minutes?), and so over 1 more"),
    ]  # fmt: skip
    assert [one[:3] for one in told("t,running_time,5,h,,,,s,assumption\n" + rest, **AREA)] == [
        ("speeds-of-legs", "warning", "value")
    ]
    assert told("t,running_time,25,h,,,,s,assumption\n" + rest, **AREA) == []
    slow = told("t,running_time,89,d,,,,s,assumption\n" + rest, **AREA)
    assert [one[:2] for one in slow] == [("speeds-of-legs", "error")]
    assert [one[:3] for one in told("t,running_time,0,h,,,,s,assumption\n" + rest, **AREA)] == [
        ("figure-ranges", "error", "value")
    ]


@pytest.mark.parametrize(("figure", "expected"), [
    ("t,rate,3,USD,container,2016,USD,s,assumption", "expected container_km, teu_km, tonne_km or lorry_km, the basis of a rate of a line"),
    ("t#2,rate,3,USD,shipment,2016,USD,s,assumption", "expected container_km, teu_km, tonne_km or lorry_km, the basis of a rate of a leg"),
    ("t,co2e,50,kg,shipment,,,s,assumption", "expected container_km, teu_km or tonne_km, the basis of a co2e of a line"),
    ("t#2,co2e,50,kg,tonne,,,s,assumption", "expected container_km, teu_km or tonne_km, the basis of a co2e of a leg"),
    ("t,co2e,50,g,day,,,s,assumption", "expected container_km, teu_km or tonne_km, the basis of a co2e of a line"),
    ("t,price,3,USD,teu_km,2016,USD,s,assumption", "expected shipment, container, teu, tonne, declaration or lorry, the basis of a price of a line"),
    ("t,price,3,USD,day,2016,USD,s,assumption", "expected shipment, container, teu, tonne, declaration or lorry, the basis of a price of a line"),
    ("t>A>B,price,3,USD,tonne_km,2016,USD,s,assumption",
     "expected shipment, container, teu, tonne, declaration or lorry, the basis of a price of a fare"),
    ("operation:lift,co2e,3,kg,tonne_km,,,s,assumption",
     "expected shipment, container, teu or tonne, the basis of a co2e of an operation:KIND"),
    ("traction:electric,energy,3,kWh,tonne,,,s,assumption",
     "expected container_km, teu_km or tonne_km, the basis of an energy of a traction:NAME"),
    ("traction:diesel,co2e,3,g,teu,,,s,assumption",
     "expected container_km, teu_km or tonne_km, the basis of a co2e of a traction:NAME"),
    ("grid:KZ,co2e,3,g,tonne_km,,,s,assumption", "expected kwh, the basis of a co2e of a grid:CC"),
])  # fmt: skip
def test_a_basis_on_which_totals_would_hang_on_the_number_of_rides_is_refused(told, figure, expected):
    found = [(one[1], one[2], one[3]) for one in told(RUN + figure + "\n") if one[0] == "figure-bases"]
    assert found == [("error", "basis", expected)]


def test_a_basis_that_nobody_reads_is_told(told):
    found = told("t#2,running_time,2,d,teu,,,s,assumption\nt,headway,7,d,,,,s,assumption\n")
    assert found == [("figure-bases", "warning", "basis", "expected no basis for a running_time of a leg")]


@pytest.mark.parametrize(("element", "quantity", "value", "unit", "severity"), [
    ("t", "capacity", 0, "TEU/week", "warning"), ("t", "vehicle_capacity", 0, "t", "warning"),
    ("r", "capacity", 0, "t/week", "warning"), ("t", "vehicle_capacity", 5000, "TEU", "error"),
    ("t", "vehicle_capacity", 1200, "TEU", "warning"), ("t", "vehicle_capacity", 110, "TEU", None),
    ("t", "vehicle_capacity", 6000, "t", None), ("t", "capacity", 2000, "TEU/week", None),
    ("t", "capacity", 80000, "TEU/week", "warning"),
])  # fmt: skip
def test_what_a_train_takes_is_held_against_the_bounds_of_trains(told, element, quantity, value, unit, severity):
    found = told(RUN + f"{element},{quantity},{value},{unit},,,,s,assumption\n")
    assert [one[:2] for one in found] == ([("figures-within-reason", severity)] if severity else [])


def test_energy_times_electricity_is_no_more_than_an_emission_factor_may_be():
    for basis in ("tonne_km", "teu_km", "container_km"):
        energy, grid = bound_of("figures", "energy", "rail", basis), bound_of("figures", "co2e", "", "kwh")
        factor = bound_of("figures", "co2e", "rail", basis)
        assert None not in (energy, grid, factor)
        assert energy.most * grid.most <= factor.most, basis


@pytest.mark.parametrize(("column", "value", "slip"), [
    ("kg_co2e", "1e9", "(g, not kg?)"), ("kg_co2e", "1e12", "(g, not kg?)"),
    ("hours", "1e5", "(minutes, not hours?)"), ("hours", "1e6", "(minutes, not hours?)"),
    ("length_km", "1e6", "(m, not km?)"),
])  # fmt: skip
def test_a_slip_names_what_was_probably_given_and_then_what_it_says(folder, column, value, slip):
    path = folder(places=PLACES, links=f"id,tail,head,mode,{column}\nx,A,B,sea,{float(value):.0f}\n")
    assert [one.expected.endswith(slip) for one in networks.check(path)] == [True]


def test_an_end_of_a_range_that_is_impossible_is_an_error_too(told):
    head = "element,quantity,value,low,high,unit,basis,year,currency,source,kind\n"
    row = "t,speed,600,500,14000,km/day,,,,s,assumption\n"
    assert [one[:3] for one in told(row, head)] == [("figures-within-reason", "error", "high")]


@pytest.mark.parametrize(("column", "value", "severity"), [
    ("length_km", 250_000, "error"), ("hours", 90_000, "error"), ("hours", 3000, "warning"), ("usd", 1e300, "error"),
    ("kg_co2e", 2e7, "warning"), ("usd", 2e9, "error"), ("kg_co2e", 500, None),
])  # fmt: skip
def test_no_row_of_links_can_poison_all_questions(folder, column, value, severity):
    path = folder(places=PLACES, links=f"id,tail,head,mode,{column}\nx,A,B,sea,{value}\n")
    assert [(one.rule, one.severity) for one in networks.check(path)] == (
        [("links-within-reason", severity)] if severity else []
    )


def test_a_length_in_metres_is_told_as_that(folder):
    places = "id,name,country,lat,lon\nA,Aa,DE,52.0,9.0\nB,Bb,DE,52.0,10.0\n"  # 68 km
    path = folder(places=places, links="id,tail,head,mode,length_km\nx,A,B,road,75000\n")
    (length,) = [one for one in networks.check(path) if one.rule == "lengths"]
    assert length.severity == "warning" and length.expected.endswith("(m, not km?)")
    path = folder(places=places, links="id,tail,head,mode,length_km\nx,A,B,road,44\n")  # 71 km in miles
    assert networks.check(path)[0].expected.endswith("(miles, not km?)")


def test_a_nought_is_no_slip(told):
    assert told(RUN + "t,rate,0,USD,teu_km,2016,USD,s,assumption\nt,co2e,0,g,tonne_km,,,s,assumption\n") == []


def test_a_change_is_held_to_the_same_bounds(toy):
    def faster(value, high=7000):
        cells = {"table": "figures", "element": "area:RZD", "column": "speed", "value": value}
        return [
            networks.Change(
                action="set", **cells, low=600, high=high, unit="km/day", source="S2", kind="assumption", why="x"
            )
        ]

    net = toy().build()
    with pytest.raises(networks.DataError, match="15000 km/day is not possible, expected 12 to 8400 km/day by rail"):
        net.apply(faster("15000", 15_000))
    with pytest.warns(networks.DataWarning, match="odd since the changes\n.*6000 km/day is unusual") as caught:
        net.apply(faster("6000"))
    assert caught[0].filename == __file__
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        net.apply(faster("900"))
    assert {networks.load("eurasia", name).scenario for name in networks.scenarios()}, "none of its figures is odd"


# The table


def test_every_bound_is_of_what_exists_and_its_ends_are_in_order():
    import csv
    from pathlib import Path

    text = (Path(networks.__file__).parent / "data" / "bounds.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert len({tuple(row[key] for key in ("table", "quantity", "mode", "basis", "unit")) for row in rows}) == len(rows)
    links = {column.name for column in columns()["links"]}
    for row in rows:
        least, low, high, most = (float(row[name] or edge) for name, edge in EDGES.items())
        assert least <= low < high < most, row
        assert math.isfinite(most), "what has no upper end can poison all questions"
        assert row["quantity"] in (links if row["table"] == "links" else VOCABULARY["quantity"])
        assert row["mode"] in ("", *VOCABULARY["mode"])
        assert row["basis"] in ("", *VOCABULARY["basis"]) or (
            row["quantity"] == "usd_per_unit" and len(row["basis"]) == 3
        )


def test_every_quantity_has_bounds_and_every_unit_of_it_is_one_of_the_table():
    for quantity in VOCABULARY["quantity"]:
        assert bound_of("figures", quantity) is not None, quantity
        for unit in UNITS.get(quantity, ()):
            bound = bound_of("figures", quantity, unit=unit)
            assert bound is not None and bound.unit in (TO_BASE.get(unit, (unit,))[0], MONEY)


@pytest.mark.long
def test_the_built_in_network_and_its_scenarios_are_within_reason():
    for scenario in (None, *networks.scenarios()):
        net = networks.load("eurasia", scenario)
        for figure in net.figures.values():
            assert not is_missing(columns()["figures"][2], figure.value)
    found = networks.check(networks.builtin._DATA / "eurasia")
    assert not [one for one in found if one.rule.endswith("within-reason") or "speeds" in one.rule]
