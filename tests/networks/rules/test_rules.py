"""Rules between cells: each is broken once, and says which line and what was expected."""

import random
import re
import sys
import time

import pytest

import networks
from networks.rules.validation import HEADING, RULES, check_tables

PLACES = """\
id,name,country,lat,lon,gauges_mm
A,Alpha,RU,50,46,1520
B,Beta,RU,50,47,1520
C,Gamma,KZ,50,48,1520;1435
"""  # a degree of longitude at 50 N is 71.5 km
HEAD = "id,tail,head,mode,length_km,gauge_mm,territories,hours\n"
CHAIN = HEAD + "ab,A,B,rail,80,1520,RU,2\nbc,B,C,rail,80,1520,RU;KZ,2\n"
SOURCES = "id,title\nS1,A tariff\nassumption,Assumed by us\n"
SERVICES = "id,name,kind,mode\nt,Train,line,rail\n"
STOPS = "service,seq,place,path\nt,1,A,\nt,2,B,ab\nt,3,C,bc\n"
FIGURES = "element,quantity,value,low,high,unit,basis,currency,source,kind\n"
TIMES = (
    FIGURES
    + "t#2,running_time,2,,,h,,,S1,sourced\nt#3,running_time,2,,,h,,,S1,sourced\nnetwork,origin_wait,1,,,d,,,assumption,assumption\n"
)


@pytest.fixture
def chain(folder):
    def write(links=CHAIN, **tables):
        return folder(places=tables.pop("places", PLACES), links=links, **tables)

    return write


def line(**tables):
    return {"services": SERVICES, "stops": STOPS, "figures": TIMES, "sources": SOURCES} | tables


def test_a_sound_network_has_no_findings(chain):
    assert networks.check(chain()) == ()
    assert networks.check(chain(**line())) == ()


def test_a_duplicate_id_names_the_line_of_the_first(chain, errors):
    assert errors(chain(CHAIN + "ab,A,C,rail,160,1520,,\n")) == [
        ("links.csv", 4, "id", "ab", "expected each id once; it stands in links.csv line 2 already")
    ]


def test_a_place_and_a_link_may_not_bear_one_id(chain, errors):
    found = errors(chain(CHAIN + "A,A,C,rail,160,1520,,\n"))
    assert found == [("links.csv", 4, "id", "A", "expected an id that places do not bear")]


def test_what_is_passed_in_transit_is_entered(chain, errors):
    head = HEAD.replace("territories,", "territories,in_transit,")
    links = head + "ab,A,B,rail,80,1520,RU,RU;KZ,2\nbc,B,C,rail,80,1520,RU;KZ,KZ,2\nba,B,A,rail,81,1520,,KZ,2\n"
    expected = "KZ must stand in territories too: it is entered"
    assert errors(chain(links)) == [
        ("links.csv", 2, "in_transit", "RU;KZ", expected),
        ("links.csv", 4, "in_transit", "KZ", expected),
    ]


def test_a_link_to_nowhere_names_the_nearest_places(chain, errors):
    found = errors(chain(CHAIN + "ax,A,Gama,rail,80,1520,RU,\n"))
    assert found == [("links.csv", 4, "head", "Gama", "no such place; did you mean C (Gamma)?")]


@pytest.mark.parametrize(
    ("tables", "file", "row", "field", "value", "expected"),
    [
        ({"waypoints": "link,seq,lat,lon\nax,1,50,40\n"}, "waypoints.csv", 2, "link", "ax", "no such link"),
        (line(stops=STOPS + "u,1,A,\n"), "stops.csv", 5, "service", "u", "no such service"),
        (line(stops=STOPS.replace("t,3,C,bc", "t,3,C,bx")), "stops.csv", 4, "path", "bx", "no such link"),
        ({"operations": "id,kind,place,from_side,to_side\no,load,X,gate,sea\n"}, "operations.csv", 2, "place", "X",
         "no such place"),
        ({"procedures": "id,kind,place,area\np,import,X,RU\n"}, "procedures.csv", 2, "place", "X", "no such place"),
        ({"procedures": "id,kind,area\np,import,EEU\n"}, "procedures.csv", 2, "area", "EEU",
         "expected an area of customs_areas or a territory outside of all of them"),
        ({"procedures": "id,kind,area\np,import,\n"}, "procedures.csv", 2, "area", "",
         "import needs the customs area whose procedure it is"),
        ({"scenarios": "name,title\ns,S\n", "changes": "scenario,action,table,element,why\nr,add,links,ab,x\n"},
         "changes.csv", 2, "scenario", "r", "no such row of scenarios"),
        ({"scenarios": "name,title\ns,S\n", "changes": "scenario,action,table,element,why\ns,add,links,zz,x\n"},
         "changes.csv", 2, "element", "zz", "no such element of links"),
    ],
)  # fmt: skip
def test_an_unknown_reference_is_told(chain, errors, tables, file, row, field, value, expected):
    found = errors(chain(**tables))
    assert [one[:4] for one in found] == [(file, row, field, value)]
    assert found[0][4].startswith(expected)


def test_a_source_that_no_row_describes_is_told(chain, errors):
    places = PLACES.replace("gauges_mm", "gauges_mm,source").replace("1520\n", "1520,S9\n").replace("1435\n", "1435,\n")
    expected = "no such row of sources"
    assert errors(chain(places=places)) == [
        ("places.csv", 2, "source", "S9", expected),
        ("places.csv", 3, "source", "S9", expected),
    ]


def test_a_source_that_nothing_uses_is_a_warning(chain, warned):
    assert warned(chain(sources=SOURCES)) == [
        ("sources.csv", 0, "", "S1, assumption", "nothing refers to 2 of the sources")
    ]


def test_a_source_whose_note_names_the_document_that_uses_it_is_no_finding(chain, warned):
    notes = "id,title,note\nS1,A report,Named in claims.md\nS2,Another,First ed. only\n"
    assert warned(chain(sources=notes)) == [("sources.csv", 0, "", "S2", "nothing refers to 1 of the sources")]


@pytest.mark.parametrize("element", [
    "A", "ab", "t", "t#3", "t>A>C", "currency:CHF", "traction:electric", "traction:diesel:KZ", "load:container",
    "mode:sea", "mode:rail:RU", "operation:lift", "operation:bogie_change", "network",
])  # fmt: skip
def test_a_figure_speaks_of_an_element_or_a_class_of_them(chain, element):
    basis = "teu" if element.startswith("operation:") else "tonne_km"
    figure = f"{element},co2e,2,1,3,g,{basis},,S1,sourced\n"
    assert networks.check(chain(**line(figures=TIMES + figure)), silence="quantities-of-elements") == ()


def test_the_electricity_of_a_territory_emits_by_the_kwh(chain):
    figure = "grid:KZ,co2e,802,700,900,g,kwh,,S1,sourced\n"
    assert networks.check(chain(**line(figures=TIMES + figure))) == ()


@pytest.mark.parametrize(("whole", "part", "found"), [
    ("5,,,g,tonne_km", "5,,,g,tonne_km", ()),
    ("5,,,kg,tonne_km", "4999,,,g,tonne_km", ()),
    ("5,,,g,tonne_km", "5.1,,,g,tonne_km", ("value", "5.1", "expected no more than the co2e of this element, which is 5 g")),
    ("5,,,g,tonne_km", "1,,,kg,tonne_km", ("value", "1", "expected no more than the co2e of this element, which is 5 g")),
    ("5,,,g,tonne_km", "4,,,g,teu_km", ("basis", "teu_km", "expected tonne_km, the basis of the co2e of this element")),
])  # fmt: skip
def test_tank_to_wheel_is_a_part_of_well_to_wheel(chain, whole, part, found):
    figures = f"t,co2e,{whole},,S1,sourced\nt,co2e_ttw,{part},,S1,sourced\n"
    told = [one for one in networks.check(chain(**line(figures=TIMES + figures))) if one.rule == "emission-scopes"]
    assert [(one.field, one.value, one.expected) for one in told] == ([found] if found else [])


@pytest.mark.parametrize("element", [
    "X", "t#4", "t#", "t>C>A", "t>A", "currency:chf", "traction:steam", "traction:diesel:XX", "load:", "mode:train",
    "operation:wash", "operation:lift:KZ", "grid:", "grid:XX", "grid", "grid:KZ:RU",
])  # fmt: skip
def test_a_figure_of_nothing_is_told(chain, errors, element):
    ((file, row, field, value, expected),) = errors(
        chain(**line(figures=TIMES + f"{element},time,2,,,h,,,S1,sourced\n"))
    )
    assert (file, row, field, value) == ("figures.csv", 5, "element", element)
    assert expected.startswith("no such element")


def test_a_link_is_not_shorter_than_the_great_circle(chain, errors):
    # 1 degree at 50 N: 111.19 km x cos 50 = 71.5 km; 3 km of tolerance
    assert networks.check(chain(CHAIN.replace("ab,A,B,rail,80", "ab,A,B,rail,69"))) == ()
    assert errors(chain(CHAIN.replace("ab,A,B,rail,80", "ab,A,B,rail,68"))) == [
        ("links.csv", 2, "length_km", "68", "shorter than the great circle of 71.5 km")
    ]


def test_a_link_of_more_than_three_great_circles_is_a_warning(chain, warned):
    links = CHAIN.replace("ab,A,B,rail,80,1520,RU,2", "ab,A,B,rail,300,1520,RU,6")
    assert warned(chain(links)) == [
        ("links.csv", 2, "length_km", "300", "more than 3 times the great circle of 71.5 km")
    ]


def test_swapped_coordinates_are_told_at_the_place_and_not_at_its_links(chain, errors):
    places = PLACES.replace("B,Beta,RU,50,47", "B,Beta,RU,47,50")
    assert errors(chain(places=places)) == [
        ("places.csv", 3, "lat", "47", ("latitude and longitude look swapped: so all links here are shorter than the "
         "great circle, the other way round none is"))
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("mode", "km", "hours", "expected"),
    [
        ("rail", 80, 0.2, "400 km/h is not possible, expected 0.5 to 350 km/h by rail"),
        ("rail", 80, 1000, "0.08 km/h is not possible, expected 0.5 to 350 km/h by rail"),
        ("road", 80, 0.5, "160 km/h is not possible, expected 0.5 to 130 km/h by road"),
        ("sea", 90, 1, "90 km/h is not possible, expected 0.5 to 80 km/h by sea"),
        ("air", 80, 0.05, "1600 km/h is not possible, expected 0.5 to 1000 km/h by air"),
        ("ferry", "", 0.5, "143 km/h is not possible, expected 0.5 to 80 km/h by ferry"),  # 71.5 km of great circle
    ],
)
def test_an_impossible_speed_is_told(chain, errors, mode, km, hours, expected):
    gauge = 1520 if mode == "rail" else ""
    links = HEAD + f"ab,A,B,{mode},{km},{gauge},,{hours}\nbc,B,C,rail,80,1520,,\n"
    assert errors(chain(links)) == [("links.csv", 2, "hours", str(hours), expected)]


def test_the_same_link_twice_and_a_loop_are_warnings(chain, warned):
    text = "the same ends, mode, gauge, length, hours and price as ab; parallel links are allowed"
    assert warned(chain(CHAIN + "ba,B,A,rail,80,1520,RU,2\naa,A,A,rail,5,1520,RU,1\n")) == [
        ("links.csv", 4, "id", "ba", text),
        ("links.csv", 5, "head", "A", "the link ends where it begins"),
    ]


def test_parallel_links_that_differ_and_opposite_directed_links_are_fine(folder):
    links = "id,tail,head,mode,hours,directed\na,A,B,sea,5,yes\nb,B,A,sea,5,yes\nc,A,B,sea,6,no\nd,A,B,road,5,no\n"
    assert networks.check(folder(places="id,name\nA,A\nB,B\n", links=links)) == ()


def test_a_rail_link_has_a_gauge_of_both_its_ends(chain, errors):
    found = errors(chain(HEAD + "ab,A,B,rail,80,1435,RU,\nbc,B,C,rail,80,,RU;KZ,\n"))
    assert found == [
        ("links.csv", 2, "gauge_mm", "1435", "expected a gauge of its head B, which has 1520"),
        ("links.csv", 2, "gauge_mm", "1435", "expected a gauge of its tail A, which has 1520"),
        ("links.csv", 3, "gauge_mm", "", "a rail link has exactly one gauge"),
    ]


def test_a_network_without_any_gauge_is_warned_of(folder, warned):
    found = warned(folder(places="id,name\nA,A\nB,B\n", links="id,tail,head,mode\nab,A,B,rail\n"))
    assert found == [("links.csv", 2, "gauge_mm", "", "a rail link has exactly one gauge")]


def test_a_rail_link_lists_the_territories_of_its_ends(chain, errors):
    assert errors(chain(CHAIN.replace("RU;KZ", "RU"))) == [
        ("links.csv", 3, "territories", "RU", "its head C lies in KZ, which is not listed")
    ]


def test_waypoints_are_numbered_from_one_without_gaps(chain, errors):
    waypoints = "link,seq,lat,lon\nab,2,50,40.5\nbc,1,50,41.5\nbc,1,50,41.6\n"
    numbered = "expected the way-points of a link numbered 1, 2, 3 ...;"
    assert errors(chain(waypoints=waypoints)) == [
        ("waypoints.csv", 2, "seq", "2", f"{numbered} 1 is missing"),
        (
            "waypoints.csv",
            4,
            "seq",
            "1",
            "expected each pair of link and seq once; it stands in waypoints.csv line 3 already",
        ),
        ("waypoints.csv", 4, "seq", "1", f"{numbered} 2 is missing"),
    ]


def test_parts_without_a_link_between_them_are_a_warning(chain, warned):
    found = warned(chain(places=PLACES + "D,Delta,UZ,39,66,\nE,Epsilon,UZ,40,66,\nF,Phi,UZ,41,66,\n",
                         links=CHAIN + "de,D,E,rail,130,1520,UZ,\n"))  # fmt: skip
    text = "the network falls into 3 parts; beside the largest, here by one place: 2, 1 places"
    assert found == [("links.csv", 0, "", "D, F", text)]


@pytest.mark.parametrize(
    ("stops", "row", "value", "expected"),
    [
        (STOPS.replace("t,3,C,bc", "t,3,C,ab"), 4, "ab", "expected links that lead from B to C; they lead to A"),
        (STOPS.replace("t,2,B,ab", "t,2,B,bc"), 3, "bc",
         "expected links that lead from A to B; bc does not begin at A"),
        (STOPS.replace("t,3,C,bc", "t,3,C,"), 4, "", "expected the links run over since the stop before"),
        (STOPS.replace("t,1,A,", "t,1,A,ab"), 2, "ab", "the first stop of a line has no stop before it, so no path"),
    ],
)  # fmt: skip
def test_a_path_leads_from_stop_to_stop(chain, errors, stops, row, value, expected):
    assert errors(chain(**line(stops=stops))) == [("stops.csv", row, "path", value, expected)]


def test_a_line_goes_back_over_undirected_links_only(chain, errors):
    back = "service,seq,place,path\nt,1,B,\nt,2,A,ab\nt,3,B,ab\n"
    assert networks.check(chain(**line(stops=back))) == ()
    directed = CHAIN.replace("hours\n", "hours,directed\n").replace("RU,2", "RU,2,yes").replace("KZ,2", "KZ,2,no")
    assert errors(chain(directed, **line(stops=back))) == [
        ("stops.csv", 3, "path", "ab", "expected links that lead from B to A; ab does not begin at B (it is directed)")
    ]


def test_the_links_of_a_path_have_its_mode_one_gauge_and_are_on_offer(chain, errors):
    places = PLACES.replace("50,47,1520", "50,47,1520;1435")
    header = HEAD.replace("hours", "hours,offered")
    rows = (
        "ab,A,B,rail,80,1520,RU,2,\nbc,B,C,rail,80,1435,RU;KZ,2,\nroad,B,C,road,80,,,2,\noff,B,C,rail,81,1520,,2,no\n"
    )
    stops = "service,seq,place,path\nt,1,A,\nt,2,C,{}\n"
    figures = TIMES.replace("t#3,running_time,2,,,h,,,S1,sourced\n", "")
    found = {
        path: errors(chain(header + rows, places=places, **line(stops=stops.format(path), figures=figures)))
        for path in ("ab;bc", "ab;road", "ab;off")
    }
    assert found == {
        "ab;bc": [("stops.csv", 3, "path", "ab;bc",
                   "a leg has one gauge, this has 1435, 1520; make the break of gauge a stop")],
        "ab;road": [("stops.csv", 3, "path", "road", "expected links of mode rail, road is of mode road")],
        "ab;off": [("stops.csv", 3, "path", "off",
                    "the link is not on offer; withdraw the service too or add the link")],
    }  # fmt: skip


def test_a_line_changes_its_gauge_only_where_an_operation_does(chain, warned):
    places = PLACES.replace("50,47,1520", "50,47,1520;1435")
    links = CHAIN.replace("bc,B,C,rail,80,1520", "bc,B,C,rail,80,1435")
    text = "the line goes on by another gauge, and no operation leads from rail:1520 to rail:1435 here"
    assert networks.check(chain(links, places=places, **line())) == ()  # nothing is handled here: all of it is free
    back = "id,kind,place,from_side,to_side\no,bogie_change,B,rail:1435,rail:1520\n"
    assert warned(chain(links, places=places, **line(operations=back))) == [("stops.csv", 3, "place", "B", text)]
    for place in ("B", ""):  # a row without a place holds everywhere
        lift = f"id,kind,place,from_side,to_side\no,lift,{place},rail:1520,rail:1435\n"
        assert networks.check(chain(links, places=places, **line(operations=lift))) == ()


@pytest.mark.parametrize(
    ("as_of", "first", "last", "found"),
    [
        ("2016-11-30", "", "", "the as-of date, 2016-11-30"),
        ("2018-01-01", "2016-05-01", "", "the first day of the service, 2016-05-01"),
        ("", "", "2016-05-01", "the last day of the service, 2016-05-01"),
        ("2017-01-01", "2017-01-01", "", None),  # opened some day of that year
        ("", "", "", None),
    ],
)
def test_no_service_runs_over_a_link_before_it_is_open(chain, errors, as_of, first, last, found):
    opened = (
        CHAIN.replace("hours\n", "hours,opened\n").replace("RU,2\n", "RU,2,2017\n").replace("KZ,2\n", "KZ,2,planned\n")
    )
    services = f"id,name,kind,mode,from_date,until_date\nt,Train,line,rail,{first},{last}\n"
    folder = chain(opened, network=f"name,as_of\nn,{as_of}\n", **line(services=services))
    if found is None:
        assert networks.check(folder, silence="links-not-yet-open") == ()
    else:
        assert errors(folder) == [("stops.csv", 3, "path", "ab", f"the link opened in 2017, after {found}")]


def test_a_railway_does_not_carry_over_a_link_before_it_is_open(chain, errors):
    opened = (
        CHAIN.replace("hours\n", "hours,opened\n").replace("RU,2\n", "RU,2,2017\n").replace("KZ,2\n", "KZ,2,1901\n")
    )
    tables = {"services": "id,name,kind,mode\nr,Railway,area,rail\n", "area_links": "service,link\nr,ab\nr,bc\n"}
    assert errors(chain(opened, network="name,as_of\nn,2016-11-30\n", **tables)) == [
        ("area_links.csv", 2, "link", "ab", "the link opened in 2017, after the as-of date, 2016-11-30")
    ]


def test_a_line_has_two_stops_and_an_area_has_links(chain, errors):
    services = "id,name,kind,mode\nt,Train,line,rail\nr,Railway,area,rail\n"
    assert errors(chain(services=services, stops="service,seq,place\nt,1,A\n")) == [
        ("services.csv", 2, "id", "t", "a line needs at least two stops, this has 1"),
        ("services.csv", 3, "id", "r", "an area needs at least one link in area_links"),
    ]


def test_stops_belong_to_lines_and_links_of_their_mode_to_areas(chain, errors):
    services = SERVICES + "s,Ships,area,sea\n"
    tables = line(services=services, stops=STOPS + "s,1,A,\n", area_links="service,link\nt,ab\ns,ab\n")
    assert errors(chain(**tables)) == [
        ("area_links.csv", 2, "service", "t", "expected a service of kind area, this is of kind line"),
        ("area_links.csv", 3, "link", "ab", "expected a link of mode sea, this is of mode rail"),
        ("stops.csv", 5, "service", "s", "expected a service of kind line, this is of kind area"),
    ]


def test_a_leg_on_offer_has_a_running_time_or_a_speed_and_lengths(chain, errors):
    first = FIGURES + "t#2,running_time,2,,,h,,,S1,sourced\nnetwork,origin_wait,1,,,d,,,assumption,assumption\n"
    assert errors(chain(**line(figures=first))) == [
        ("stops.csv", 4, "seq", "3", "no figure running_time of t#3, and no figure speed of t")
    ]
    with_speed = first + "t,speed,620,,,km/day,,,S1,sourced\n"
    assert networks.check(chain(**line(figures=with_speed))) == ()
    no_length = CHAIN.replace("bc,B,C,rail,80", "bc,B,C,rail,")
    assert errors(chain(no_length, **line(figures=with_speed))) == [
        ("stops.csv", 4, "path", "bc", "no figure running_time of t#3; its speed needs the length of every link")
    ]
    withheld = "id,name,kind,mode,offered\nt,Train,line,rail,no\n"
    assert networks.check(chain(**line(services=withheld, figures=first))) == ()


@pytest.mark.parametrize(
    ("figure", "field", "value", "expected"),
    [
        ("A,time,2,3,,h,,,S1,sourced", "low", "3", "expected low <= value, which is 2"),
        ("A,time,2,,1,h,,,S1,sourced", "high", "1", "expected high >= value, which is 2"),
        ("A,time,-2,,,h,,,S1,sourced", "value", "-2", "expected a time not below 0"),
        ("A,wait,2,-1,,h,,,S1,sourced", "low", "-1", "expected a wait not below 0"),
        ("A,price,-2,,,USD,teu,USD,S1,sourced", "value", "-2", "expected a price not below 0"),
        ("t,speed,0,,,km/h,,,S1,sourced", "value", "0", "expected a speed above 0"),
        ("A,time,2,,,days,,,S1,sourced", "unit", "days", "expected one of h, d, min for time"),
        ("A,price,2,,,USD,,USD,S1,sourced", "basis", "", "a price of a place needs its basis: shipment, container, teu, tonne, declaration or lorry"),
        ("t,co2e,2,,,g,,,S1,sourced", "basis", "", "a co2e of a line needs its basis: container_km, teu_km or tonne_km"),
        ("t,energy,2,,,kWh,,,S1,sourced", "basis", "",
         "an energy of a line needs its basis: container_km, teu_km or tonne_km"),
        ("t,energy,2,,,g,tonne_km,,S1,sourced", "unit", "g", "expected one of kWh for energy"),
        ("t,co2e,2,,,g,kwh,,S1,sourced", "basis", "kwh",
         "expected container_km, teu_km or tonne_km, the basis of a co2e of a line"),
        ("grid:KZ,co2e,2,,,g,tonne_km,,S1,sourced", "basis", "tonne_km",
         "expected kwh, the basis of a co2e of a grid:CC"),
        ("t,co2e_ttw,2,,,g,tonne_km,,S1,sourced", "element", "t",
         "expected a co2e of the same element, which this is the tank-to-wheel part of"),
        ("A,price,2,,,USD,teu,,S1,sourced", "currency", "", "a price needs its currency (ISO 4217)"),
        ("A,rate,2,,,EUR,teu_km,USD,S1,sourced", "unit", "EUR", "expected the currency, USD, as the unit of a price"),
        ("A,price,2,,,CHF,teu,CHF,S1,sourced", "currency", "CHF",
         "expected USD, or a figure usd_per_unit of currency:CHF"),
        ("A,time,2,,,h,,,assumption,sourced", "kind", "sourced",
         "a figure whose source is assumption is of kind assumption"),
        ("A,time,2,,,h,,,S9,sourced", "source", "S9", "no such row of sources"),
        ("A,time,2,,,h,,,,sourced", "source", "", "a value is required here"),
        ("A,time,,,,h,,,S1,sourced", "value", "", "a value is required here"),
        ("A,time,nan,,,h,,,S1,sourced", "value", "nan", "expected a plain number such as 2800 or 3.5"),
        ("t#2,running_time,3,,,h,,,S1,sourced", "quantity", "running_time",
         "expected each pair of element and quantity once; it stands in figures.csv line 2 already"),
    ],
)  # fmt: skip
def test_a_bad_figure_is_told(chain, errors, figure, field, value, expected):
    assert errors(chain(**line(figures=TIMES + figure + "\n"))) == [("figures.csv", 5, field, value, expected)]


def test_a_price_without_a_year_is_told_where_prices_have_one(chain, warned):
    rows = "t,price,2,,,USD,teu,USD,S1,sourced\n"
    found = warned(chain(network="name,price_year\nn,2016\n", **line(figures=TIMES + rows)))
    assert found == [("figures.csv", 5, "year", "", "a price needs the year of its money")]
    assert networks.check(chain(network="name\nn\n", **line(figures=TIMES + rows))) == ()


@pytest.mark.parametrize(
    ("heading", "rows", "found"),
    [
        ("2016-11-30,1950", "", ("network.csv", 2, "price_year", "1950",
            "expected a year within 10 of the as-of date, 2016-11-30")),
        ("2026-01-31,2016", "", None),
        (",1950", "", None),
        (",2016", "currency:CHF,usd_per_unit,1.02,USD,,1998,", ("figures.csv", 5, "year", "1998",
            "expected a rate of exchange within 5 years of the price year, 2016")),
        (",2016", "currency:CHF,usd_per_unit,1.02,USD,,2011,", None),
        (",", "currency:CHF,usd_per_unit,1.02,USD,,1998,", None),
        (",2016", "t,price,2,USD,teu,1998,USD", ("figures.csv", 0, "", "",
            "1 of 1 prices are of years more than 5 from the price year, 2016; no index moves them")),
        (",2016", "t,price,2,USD,teu,1998,USD\nA,demurrage,2,USD,teu_day,2016,USD\nA,free_time,2,d,,,", None),
    ],
)  # fmt: skip
def test_years_far_from_the_price_year_are_told(chain, heading, rows, found):
    times = "t#2,running_time,2,d,,,\nt#3,running_time,2,d,,,\nt,headway,2,d,,,\n"
    figures = "".join(f"{row},S1,sourced\n" for row in f"{times}{rows}".split("\n") if row)
    head = "element,quantity,value,unit,basis,year,currency,source,kind\n"
    tables = line(figures=head + figures, sources="id,title\nS1,A tariff\n")
    told = networks.check(chain(network=f"name,as_of,price_year\nn,{heading}\n", **tables))
    assert [(one.file, one.row, one.field, one.value, one.expected) for one in told] == ([found] if found else [])
    assert all((one.rule, one.severity) == ("price-years", "warning") for one in told)


def test_money_of_another_currency_needs_a_stated_rate(chain):
    rows = "t,price,2,,,CHF,teu,CHF,S1,sourced\ncurrency:CHF,usd_per_unit,1.02,,,USD,,,S1,sourced\n"
    assert networks.check(chain(**line(figures=TIMES + rows))) == ()


PER_EUR = "expected USD, for usd_per_unit says how many USD one EUR is"


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("currency:EUR,usd_per_unit,0.9,,,EUR,,", [("unit", "EUR", f"{PER_EUR}: if 0.9 EUR are one USD, write 1.11")]),
        ("currency:EUR,usd_per_unit,0.9,,,GBP,,", [("unit", "GBP", PER_EUR)]),
        ("currency:EUR,usd_per_unit,0.9,,,usd,,", [("unit", "usd", PER_EUR)]),
        ("currency:EUR,usd_per_unit,0.9,,,h,,", [("unit", "h", PER_EUR)]),
        ("currency:EUR,usd_per_unit,0.9,,,USD,,JPY", [("currency", "JPY", PER_EUR)]),
        ("currency:EUR,usd_per_unit,1.1,,,USD,,USD", []),
        ("currency:USD,usd_per_unit,1,,,USD,,", []),
        ("currency:USD,usd_per_unit,0.9,,,USD,,",
            [("value", "0.9", "expected 1, for one USD is one USD: nothing is converted by this")]),
    ],
)  # fmt: skip
def test_an_exchange_rate_is_in_usd_and_the_right_way_round(chain, row, found):
    told = networks.check(chain(**line(figures=f"{TIMES}{row},S1,sourced\n")))
    assert [(one.field, one.value, one.expected) for one in told] == found
    assert all((one.row, one.severity) == (5, "error") for one in told)


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("origin,gate,door", [("from_side", "gate", "origin needs door here"), ("to_side", "door", "origin needs gate here")]),
        ("load,gate,door", [("to_side", "door", "load needs a vehicle's side such as sea or rail:1520 here")]),
        ("unload,sea,", [("to_side", "", "unload needs gate here")]),
        ("lift,gate,sea", [("from_side", "gate", "lift needs a vehicle's side such as sea or rail:1520 here")]),
        ("bogie_change,rail:1520,rail:1520", [("to_side", "rail:1520",
            "a bogie change leads from one gauge to another, rail:1520 to rail:1435")]),
    ],
)  # fmt: skip
def test_an_operation_has_the_sides_of_its_kind(chain, errors, row, found):
    operations = f"id,kind,from_side,to_side\no,{row}\n"
    assert errors(chain(operations=operations)) == [("operations.csv", 2, *one) for one in found]


def test_dates_and_memberships_do_not_contradict_each_other(chain, errors):
    areas = "area,territory,from_date,until_date\nEEU,KZ,2015-01-01,\nEEU,RU,2015-01-01,2014-01-01\nCU,KZ,2010-07-06,2015-01-01\n"
    found = errors(chain(customs_areas=areas))
    assert found == [
        ("customs_areas.csv", 3, "until_date", "2014-01-01", "expected a day not before 2015-01-01, its from_date"),
        ("customs_areas.csv", 4, "territory", "KZ", "it is a member of EEU at the same time, which is not possible"),
    ]


def test_findings_of_data_from_no_file_name_the_table_and_the_row():
    builder = networks.NetworkBuilder("toy").add_place(id="A", name="Alpha")
    with pytest.raises(networks.DataError) as caught:
        builder.add_link(id="x", tail="A", head="B", mode="sea").build()
    assert str(caught.value.findings[0]) == "error: links, row 1, head: 'B': no such place"


def test_rules_do_not_stumble_over_tables_full_of_missing_cells(folder):
    header_only = {name: ",".join(column.name for column in columns) + "\n" + "," * (len(columns) - 1) + "\n"
                   for name, columns in networks.model.schema.columns().items()}  # fmt: skip
    findings = networks.check(folder(**header_only))
    assert {finding.expected for finding in findings if finding.severity == "error"} >= {"a value is required here"}


@pytest.mark.long
def test_a_hundred_thousand_links_are_checked_in_seconds():
    size = 100_000
    places = {"id": [f"P{n}" for n in range(size)], "name": ["x"] * size,
              "lat": [10 + 60 * n / size for n in range(size)], "lon": [0.0] * size}  # fmt: skip
    links = {"id": [f"L{n}" for n in range(size - 1)], "tail": places["id"][:-1], "head": places["id"][1:],
             "mode": ["road"] * (size - 1), "length_km": [1.0] * (size - 1)}  # fmt: skip
    tables = {
        "network": networks.model.tables.Table.from_rows("network", [{"name": "big"}]),
        "places": networks.model.tables.Table.from_columns("places", places),
        "links": networks.model.tables.Table.from_columns("links", links),
    }
    begin = time.process_time()
    assert check_tables(tables) == []
    assert time.process_time() - begin < 15, "usually about one second of CPU"


def test_every_rule_says_what_it_yields():
    assert all((rule.check.__doc__ or "").startswith("Yield") for rule in (HEADING, *RULES))


def test_every_rule_has_an_id_of_its_own_and_every_check_a_rule():
    rules = (HEADING, *RULES)
    assert len({rule.id for rule in rules}) == len({rule.check for rule in rules}) == len(rules)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.id) for rule in rules)
    modules = [sys.modules[name] for name in {rule.check.__module__ for rule in rules}]
    yielding = {
        function
        for module in modules
        for function in vars(module).values()
        if getattr(function, "__module__", "") == module.__name__ and (function.__doc__ or "").startswith("Yield")
    }
    assert yielding == {rule.check for rule in rules}, "a rule that nobody asks"


def test_a_stop_without_a_number_is_told_and_the_customs_rule_passes_it_by(folder):
    # a rule that built records of the stops fell over a missing number
    path = folder(
        places="id,name,country\nA,A,RU\nB,B,KZ\nC,C,KZ\n",
        links="id,tail,head,mode,length_km\nab,A,B,rail,10\nbc,B,C,rail,10\n",
        services="id,name,kind,mode\nt,T,line,rail\n",
        stops="service,seq,place,path\nt,1,A,\nt,x,B,ab\nt,3,C,bc\n",
        procedures="id,kind,place,area\np,export,A,RU\n",
    )
    told = [(one.file, one.row, one.field) for one in networks.check(path)]
    assert ("stops.csv", 3, "seq") in told


def test_a_place_outside_its_country_is_told_and_a_swap_is_an_error(chain, errors, folder):
    swapped = PLACES.replace("C,Gamma,KZ,50,48", "C,Gamma,KZ,77,43")
    free = HEAD + "ab,A,B,rail,80,1520,RU,2\nbc,B,C,rail,4300,1520,RU;KZ,200\n"
    found = [error for error in errors(chain(free, places=swapped)) if error[0] == "places.csv"]
    assert found == [("places.csv", 4, "lat", "77", "outside KZ, inside it with latitude and longitude swapped")]
    far = PLACES.replace("C,Gamma,KZ,50,48", "C,Gamma,KZ,30,48")
    far_links = HEAD + "ab,A,B,rail,80,1520,RU,2\nbc,B,C,rail,2300,1520,RU;KZ,100\n"
    told = [finding for finding in networks.check(chain(far_links, places=far)) if finding.file == "places.csv"]
    assert [(finding.severity, finding.expected) for finding in told] == [("warning", "30, 48 lies outside KZ")]


TARIFF = "id,title\nS1,A tariff\n"
STORAGE = """\
element,quantity,value,unit,basis,currency,source,kind
RUVVO,free_time,5,d,,,S1,sourced
RUVVO,demurrage,8.4,USD,teu_day,USD,S1,sourced
load:container,inventory,0.04,%,percent_of_value_per_day,,S1,assumption
commodity:phones,inventory,1,%,percent_of_value_per_day,,S1,assumption
"""


def test_free_time_demurrage_and_inventory_are_sound_together(folder):
    assert list(networks.check(folder(figures=STORAGE, sources=TARIFF))) == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("RUVVO,free_time,5,d,,,S1,sourced\n", "", (2, "quantity", "expected a free_time of RUVVO too")),
        ("RUVVO,demurrage,8.4,USD,teu_day,USD,S1,sourced\n", "", (2, "quantity", "expected a demurrage of RUVVO too")),
        ("RUVVO,free_time", "sea:JPYOK-RUVVO,free_time", (2, "element", "expected a place")),
        ("teu_day", "teu", (3, "basis", "expected shipment_day, container_day, teu_day or tonne_day, the basis of a demurrage")),
        ("8.4,USD,teu_day,USD", "8.4,USD,,USD", (3, "basis", "a demurrage of a place needs its basis")),
        ("8.4,USD,teu_day,USD", "8.4,USD,teu_day,", (3, "currency", "a demurrage needs its currency")),
        ("8.4", "-1", (3, "value", "expected a demurrage not below 0")),
        ("5,d,", "5,kg,", (2, "unit", "expected one of h, d, min for free_time")),
        ("RUVVO,demurrage", "RUVVO,price", (3, "basis", "expected shipment, container, teu, tonne, declaration or lorry, the basis of a price")),
        ("0.04,%,percent_of_value_per_day", "0.04,%,day", (4, "basis", "expected percent_of_value_per_day")),
        ("load:container,inventory", "RUMOW,inventory", (4, "element", "expected load:KIND")),
        ("load:container,inventory", "RUMOW,capacity", (4, "basis", "expected no basis for a capacity")),
    ],
)  # fmt: skip
def test_what_is_wrong_with_free_time_demurrage_and_inventory(folder, old, new, found):
    assert old in STORAGE
    path = folder(figures=STORAGE.replace(old, new), sources=TARIFF)
    told = [(one.row, one.field, one.expected) for one in networks.check(path)]
    row, field, text = found
    assert any((at, name) == (row, field) and words.startswith(text) for at, name, words in told), told


NUMBERED = {
    "places": "id,name\n1,One\n2,Two\n3,Three\n",
    "links": "id,tail,head,mode,hours\n1,1,2,sea,5\n2,2,3,sea,6\n",
}


def test_a_place_and_a_link_may_bear_one_number(folder):
    assert networks.check(folder(**NUMBERED)) == ()


def test_a_figure_of_a_number_that_two_bear_is_refused(folder, errors):
    figures = "element,quantity,value,unit,source,kind\n2,speed,20,kn,S,plan\n"
    found = errors(folder(**NUMBERED, figures=figures, sources="id,title\nS,s\n"))
    remedy = "a place and a link bear this number; put a letter before the ids of links, as in L2"
    assert found == [("figures.csv", 2, "element", "2", remedy)]


def test_a_number_that_two_bear_that_are_both_withheld_is_refused(folder, errors):
    places = "id,name,offered\n1,One,\n2,Two,\n3,Three,no\n"
    links = "id,tail,head,mode,hours\n1,1,2,sea,5\n3,2,3,sea,6\n"
    found = errors(folder(places=places, links=links))
    assert [(file, row, value) for file, row, _, value, _ in found] == [("links.csv", 3, "3")]


@pytest.mark.parametrize("table", [
    {"services": "id,name,kind,mode\n1,S,area,sea\n", "area_links": "service,link\n1,1\n"},
    {"operations": "id,kind,from_side,to_side\n1,lift,sea,road\n"},
])  # fmt: skip
def test_other_elements_have_numbers_of_their_own(folder, errors, table):
    assert [expected for *_, expected in errors(folder(**NUMBERED, **table))] == [
        "expected an id that places do not bear"
    ]


def test_memberships_are_compared_with_the_one_that_lasts_longest(folder, errors):
    rows = (
        "a,RU,2015-01-01,2016-01-01",
        "b,RU,,",
        "c,RU,2017-01-01,2017-02-01",
        "d,KZ,2015-01-01,2015-12-31",
        "e,KZ,2016-01-01,",
    )
    table = "area,territory,from_date,until_date\n" + "\n".join(rows) + "\n"
    found = errors(folder(customs_areas=table))
    assert [(row, expected[:17]) for _, row, _, _, expected in found] == [
        (3, "it is a member of"),
        (4, "it is a member of"),
    ]


def test_of_very_many_findings_of_a_rule_the_first_are_told(folder):
    links = "id,tail,head,mode\n" + "".join(f"l{number},A,B,sea\n" for number in range(12_000))
    found = [
        one
        for one in networks.check(folder(places="id,name\nA,a\nB,b\n", links=links))
        if "the same ends" in one.expected or not one.row
    ]
    assert len(found) == 10_001
    assert found[0].expected == "there are 1999 more warnings of this kind"
    missing = networks.check(folder(places="id,name\nA,a\nB,b\n", links=links.replace("A,B", "A,C")))
    assert sum(one.severity == "error" for one in missing) == 10_001
    assert missing[0].expected == "there are more errors of this kind, which are not told"


def test_swapped_places_are_found_among_many_at_once(folder, errors):
    places = "id,name,lat,lon\n" + "".join(
        f"p{number},x,{30 + number / 100 if number else 100 / 3},{100 - number / 10 if number else 30}\n"
        for number in range(1, 400)
    )
    places += "swapped,x,80.0,32.0\n"
    links = "id,tail,head,mode,length_km\n" + "".join(
        f"l{number},p{number},p{number + 1},road,20\n" for number in range(1, 399)
    )
    found = errors(folder(places=places, links=links + "s,swapped,p200,road,5\n"))
    assert [(file, field, value) for file, _, field, value, _ in found] == [("places.csv", "lat", "80")]


GRADED = "id,name,kind,mode,grade\nt,Train,line,rail,{}\nr,Railway,area,rail,{}\n"
AREA = {"area_links": "service,link\nr,ab\n"}


@pytest.mark.parametrize(("line_grade", "area_grade"), [("", ""), ("scheduled", "ordinary"), ("general", "general")])
def test_grades_that_fit_the_kind_are_taken_and_an_empty_one_is_that_of_the_kind(chain, line_grade, area_grade):
    folder = chain(**line(services=GRADED.format(line_grade, area_grade), **AREA))
    assert networks.check(folder) == ()
    services = networks.read(folder).services
    assert (services["t"].grade, services["r"].grade) == (line_grade or "scheduled", area_grade or "ordinary")


def test_a_line_is_not_ordinary_an_area_not_scheduled_and_no_hand_over_is(chain, errors):
    tables = line(services=GRADED.format("ordinary", "scheduled"), **AREA)
    procedures = "id,kind,grade\np,handover,scheduled\nq,papers,scheduled\n"
    assert errors(chain(**tables, procedures=procedures)) == [
        ("procedures.csv", 2, "grade", "scheduled", "expected general or ordinary: only areas hand over"),
        ("services.csv", 2, "grade", "ordinary", "expected scheduled or general: ordinary carriage has no stops, it is an area"),
        ("services.csv", 3, "grade", "scheduled", "expected general or ordinary: what has a timetable is a line"),
    ]  # fmt: skip


LORRIES = "id,name,kind,mode,grade\nr,Lorries,area,{},drayage\nt,Line,line,rail,{}\n"


def test_drayage_goes_by_road_within_one_country_and_is_an_area(chain, errors):
    tables = line(services=LORRIES.format("rail", "drayage"), **AREA)
    procedures = "id,kind,grade\np,handover,drayage\nq,export,drayage\n"
    found = errors(chain(**tables, procedures=procedures))
    assert ("services.csv", 2, "mode", "rail", "expected road: drayage goes by lorry") in found
    lines = "expected scheduled or general: drayage runs when it is wanted, it is an area"
    assert ("services.csv", 3, "grade", "drayage", lines) in found
    for row in (2, 3):
        assert ("procedures.csv", row, "grade", "drayage", "expected another grade: lorries pass no border") in found


@pytest.mark.parametrize(
    ("home", "entered", "told"), [("JP", "JP", ""), ("KR", "", "JP, KR"), ("", "", "JP, none stated"), ("JP", "JP;KR", "JP, KR")]
)  # fmt: skip
def test_no_lorry_passes_a_border(home, entered, told):
    builder = networks.NetworkBuilder("toy").add_place(id="A", name="A", country=home)
    builder.add_place(id="B", name="B", country="JP")
    builder.add_link(
        id="ab", tail="A", head="B", mode="road", length_km=9, territories=tuple(filter(None, entered.split(";")))
    )
    builder.add_service(id="r", name="r", kind="area", mode="road", grade="drayage", links=("ab",))
    if not told:
        builder.build()
        return
    with pytest.raises(networks.DataError, match="drayage passes no border") as caught:
        builder.build()
    assert f"({told})" in str(caught.value)


def test_a_word_that_is_no_grade_is_told_with_those_that_are(chain, errors):
    (found,) = errors(chain(**line(services=GRADED.format("express", ""), **AREA)))
    assert found == ("services.csv", 2, "grade", "express", "expected one of scheduled, general, ordinary, drayage")


@pytest.mark.long
def test_names_that_may_be_meant_are_looked_for_within_a_budget_of_letters(tmp_path):
    chance = random.Random(1)
    names = ["".join(chance.choices("abcdefghijkl", k=100)) for _ in range(16_000)]
    links = "".join(f"l{row},{names[row + 14_000]},{names[row]},sea,5,{{}}\n" for row in range(2000))
    (tmp_path / "places.csv").write_text("id,name\n" + "".join(f"{name},{name}\n" for name in names[:14_000]))
    begun = time.process_time()
    for codes, rule, times in ((["RU"] * 2000, "known-references", 2000), (names, "reading", 1001)):
        rows = links.format(*(code[:20] for code in codes[:2000]))
        (tmp_path / "links.csv").write_text("id,tail,head,mode,hours,territories\n" + rows)
        assert sum(one.rule == rule for one in networks.check(tmp_path)) == times  # of 1001 the last counts the others
    assert time.process_time() - begun < 5  # where each is compared with all it is a quarter of a minute
