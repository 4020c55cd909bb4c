"""Closures: what is shut is removed on its days, for its goods and its ends, and every kind of row can be said."""

from __future__ import annotations

import random
import warnings
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from oracles.allowed import arcs_of, is_closed
from oracles.cases import cases
from oracles.random_networks import OBJECTIVES, bans_of, constraints_of, network_of, rows_of, shipment_of, specs

from networks import Change, Network, NetworkBuilder
from routing import (
    Constraints,
    Question,
    Shipment,
    Status,
    VerificationError,
    alternatives,
    frontier,
    solve,
    verify,
)
from routing.compiling.problem import compile_problem

PLACES = {
    "JPORT": "JP",
    "CPORT": "CN",
    "ALASHANKOU": "CN",
    "HORGOS": "CN",
    "DOSTYK": "KZ",
    "ALTYNKOL": "KZ",
    "ALMATY": "KZ",
    "SARYAGASH": "KZ",
    "TASHKENT": "UZ",
    "KURYK": "KZ",
    "ALAT": "AZ",
    "VLADIVOSTOK": "RU",
    "MOSCOW": "RU",
    "BREST": "BY",
    "WARSAW": "PL",
    "VILNIUS": "LT",
    "HELSINKI": "FI",
    "KYIV": "UA",
    "OMSK": "RU",
}
WAYS: dict[str, tuple[str, str, str, float]] = {  # link: ends, mode, hours
    "jv": ("JPORT", "VLADIVOSTOK", "sea", 40),
    "jc": ("JPORT", "CPORT", "sea", 50),
    "suez": ("JPORT", "WARSAW", "sea", 200),
    "cape": ("JPORT", "WARSAW", "sea", 400),
    "cq": ("CPORT", "ALASHANKOU", "rail", 60),
    "ch": ("CPORT", "HORGOS", "rail", 70),
    "qd": ("ALASHANKOU", "DOSTYK", "rail", 5),
    "ha": ("HORGOS", "ALTYNKOL", "rail", 5),
    "da": ("DOSTYK", "ALMATY", "rail", 20),
    "aa": ("ALTYNKOL", "ALMATY", "rail", 20),
    "as": ("ALMATY", "SARYAGASH", "rail", 15),
    "st": ("SARYAGASH", "TASHKENT", "rail", 3),
    "st.road": ("SARYAGASH", "TASHKENT", "road", 9),
    "ak": ("ALMATY", "KURYK", "rail", 40),
    "kz": ("KURYK", "ALAT", "sea", 30),
    "vo": ("VLADIVOSTOK", "OMSK", "rail", 150),
    "om": ("OMSK", "MOSCOW", "rail", 50),
    "oa": ("OMSK", "ALMATY", "rail", 40),
    "mb": ("MOSCOW", "BREST", "rail", 20),
    "bw": ("BREST", "WARSAW", "rail", 5),
    "bl": ("BREST", "VILNIUS", "rail", 6),
    "lw": ("VILNIUS", "WARSAW", "rail", 20),
    "mh": ("MOSCOW", "HELSINKI", "rail", 25),
    "mh.road": ("MOSCOW", "HELSINKI", "road", 15),
    "mk": ("MOSCOW", "KYIV", "rail", 20),
}
AS_OF = date(2025, 9, 15)


def builder(as_of: date | None = AS_OF) -> NetworkBuilder:
    """Return a world of places and links with hours of their own, and a slow ship LINE beside the link jv."""
    made = NetworkBuilder("toy", as_of=as_of)
    made.add_source(id="S", title="by hand")
    for place, country in PLACES.items():
        made.add_place(id=place, name=place, country=country)
    for name, (tail, head, mode, hours) in WAYS.items():
        codes = {PLACES[tail], PLACES[head]} | ({"EG"} if name == "suez" else set())
        gauge = {"gauge_mm": 1520} if mode == "rail" else {}
        made.add_link(  # type: ignore[misc]
            id=name, tail=tail, head=head, mode=mode, hours=hours, usd=hours, territories=codes, length_km=900, **gauge
        )
    return made


def built(made: NetworkBuilder) -> Network:
    with warnings.catch_warnings(action="ignore"):
        return made.build()


def with_row(as_of: date | None = AS_OF, **row: Any) -> Network:
    cells = {"id": "c1", "what": "shut", "kind": "closure", "source": "S"} | row
    return built(builder(as_of).add_closure(**cells))


BASE = built(builder())


def links_of(network: Network, shipment: Shipment, **bans: Any) -> tuple[str, ...]:
    result = solve(network, shipment, constraints=Constraints(**bans))
    verify(network, result)
    return () if result.best is None else result.best.links


def told(answer: Any, code: str = "closure") -> list[tuple[str, tuple[str, ...]]]:
    return [(one.words, one.elements) for one in answer.warnings if one.code == code]


def by(*ends: str, **more: Any) -> Shipment:
    return Shipment(*ends, **more)


SEPTEMBER = {"from_date": date(2025, 9, 12), "until_date": date(2025, 9, 25)}
DUAL, GRAIN, BARRED = {"goods": ("dual-use",)}, {"goods": ("grain",)}, {"goods": ("japan-barred",)}
WAGON = {"load": "wagon", "tonnes": 60}
# What is shut (the kind of row that it stands for), the link that goes, who is barred, and who is not.
KINDS: dict[str, tuple[dict[str, Any], str, Shipment, Shipment]] = {
    "a line takes no bookings, food excepted": (
        {"table": "links", "elements": ("jv",), "except_goods": ("relief",), "from_date": date(2022, 3, 1)},
        "jv",
        by("JPORT", "VLADIVOSTOK"),
        by("JPORT", "VLADIVOSTOK", goods=("relief",)),
    ),
    "rails over a border are cut": (
        {"table": "borders", "elements": ("RU-UA", "BY-UA"), "modes": ("rail",), "from_date": date(2022, 2, 24)},
        "mk",
        by("MOSCOW", "KYIV"),
        by("MOSCOW", "KYIV", ready=date(2022, 2, 20)),
    ),
    "a border is shut to all traffic for two weeks": (
        {"table": "borders", "elements": ("PL-BY",), "modes": ("rail", "road"), **SEPTEMBER},
        "bw",
        by("MOSCOW", "WARSAW"),
        by("MOSCOW", "WARSAW", ready=date(2025, 9, 26)),
    ),
    "a road border is shut, rail is not": (
        {"table": "borders", "elements": ("FI-RU",), "modes": ("road",), "from_date": date(2023, 11, 30)},
        "mh.road",
        by("MOSCOW", "HELSINKI"),
        by("MOSCOW", "HELSINKI", ready=date(2023, 11, 1)),
    ),
    "a rail crossing is shut": (
        {"table": "links", "elements": ("bl",), "from_date": date(2023, 2, 16)},
        "bl",
        by("BREST", "VILNIUS"),
        by("BREST", "VILNIUS", ready=date(2023, 2, 15)),
    ),
    "exports of a country to another are barred for listed goods": (
        {"table": "territories", "elements": ("RU",), "scope": "import", "origins": ("JP",), **BARRED},
        "jv",
        by("JPORT", "MOSCOW", **BARRED),
        by("JPORT", "ALMATY", **BARRED),  # across Russia is not to Russia
    ),
    "transit of listed goods from some countries is barred": (
        {"table": "territories", "elements": ("RU",), "scope": "transit", "origins": ("FI", "PL"), **DUAL},
        "oa",
        by("HELSINKI", "ALMATY", **DUAL),
        by("MOSCOW", "ALMATY", **DUAL),
    ),
    "transit of listed goods is barred whatever their origin": (
        {"table": "territories", "elements": ("RU",), "scope": "transit", "goods": ("russia-transit-barred",)},
        "oa",
        by("VILNIUS", "ALMATY", goods=("russia-transit-barred",)),
        by("VILNIUS", "ALMATY"),
    ),
    "transit goes by one crossing only": (
        {"table": "borders", "elements": ("CN>KZ",), "at": ("DOSTYK",), "scope": "transit", "scope_of": ("KZ",)},
        "qd",
        by("CPORT", "TASHKENT"),
        by("CPORT", "ALMATY"),
    ),
    "a railway takes no container trains over one crossing in one direction": (
        {"table": "borders", "elements": ("KZ>CN",), "at": ("DOSTYK",), "modes": ("rail",), "loads": ("container",)},
        "qd",
        by("ALMATY", "CPORT"),
        by("CPORT", "ALMATY"),
    ),
    "grain in wagons is not taken over a crossing": (
        {"table": "borders", "elements": ("KZ>CN",), "at": ("DOSTYK",), "loads": ("wagon",), **GRAIN},
        "qd",
        by("ALMATY", "CPORT", **WAGON, **GRAIN),
        by("ALMATY", "CPORT", **GRAIN),
    ),
    "all but grain and perishables is not taken over a crossing": (
        {"table": "borders", "elements": ("KZ>UZ",), "modes": ("rail",), "except_goods": ("grain", "cooled")},
        "st",
        by("ALMATY", "TASHKENT"),
        by("ALMATY", "TASHKENT", **GRAIN),
    ),
    "container ships leave a canal": (
        {"table": "links", "elements": ("suez",), "loads": ("container",), "from_date": date(2023, 12, 15)},
        "suez",
        by("JPORT", "WARSAW"),
        by("JPORT", "WARSAW", load="bulk", tonnes=500),
    ),
    "a terminal under sanctions takes no ships": (
        {"table": "places", "elements": ("VLADIVOSTOK",), "modes": ("sea",), "from_date": date(2024, 2, 22)},
        "jv",
        by("JPORT", "VLADIVOSTOK"),
        by("JPORT", "VLADIVOSTOK", ready=date(2024, 2, 21)),
    ),
    "exports by a ferry port stop": (
        {"table": "places", "elements": ("KURYK",), "scope": "export", "scope_of": ("KZ",), "modes": ("rail", "sea")},
        "kz",
        by("ALMATY", "ALAT"),
        by("CPORT", "ALAT"),
    ),
    "a port burns for three days": (
        {"table": "places", "elements": ("KURYK",), "from_date": date(2025, 9, 14), "until_date": date(2025, 9, 16)},
        "kz",
        by("ALMATY", "ALAT"),
        by("ALMATY", "ALAT", ready=date(2025, 9, 17)),
    ),
    "every crossing is shut in the holidays": (
        {"table": "borders", "elements": ("CN-RU", "CN-KZ"), "modes": ("rail", "road"), **SEPTEMBER},
        "qd",
        by("CPORT", "ALMATY"),
        by("CPORT", "ALMATY", ready=date(2025, 9, 11)),
    ),
}
BANS: dict[str, dict[str, Any]] = {  # what the constraints add so that the case is about one way
    "exports of a country to another are barred for listed goods": {"avoid_links": ("suez", "cape", "jc")}
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_closure_can_be_said_and_holds_for_those_whom_it_means(kind):
    row, gone, barred, free = KINDS[kind]
    network, bans = with_row(**row), BANS.get(kind, {})
    assert gone in links_of(BASE, barred, **bans)
    assert gone not in links_of(network, barred, **bans)
    assert gone in links_of(network, free, **bans)


def test_a_service_that_takes_no_bookings_is_left_out():
    def network(**row: Any) -> Network:
        made = builder().add_service(
            id="LINE", name="LINE", kind="line", mode="sea", stops=("JPORT", {"place": "VLADIVOSTOK", "path": ("jv",)})
        )
        for quantity, element, value in (("running_time", "LINE#2", 30), ("wait", "LINE", 0)):
            made.add_figure(element=element, quantity=quantity, value=value, unit="h", source="S", kind="plan")
        return built(made.add_closure(id="c1", what="no bookings", table="services", elements=("LINE",), **row))

    box = by("JPORT", "VLADIVOSTOK")
    legs = {kind: solve(network(kind=kind), box).require().legs[0].service for kind in ("closure", "notice")}
    assert legs == {"closure": "jv", "notice": "LINE"}


@pytest.mark.parametrize("kind", ["permission", "notice"])
def test_permissions_and_notices_remove_nothing_and_are_told_on_the_way(kind):
    network = with_row(kind=kind, table="territories", elements=("RU",), what="jam", from_date=date(2022, 9, 1))
    result = solve(network, by("JPORT", "MOSCOW"))
    verify(network, result)
    assert result.require().links == solve(BASE, by("JPORT", "MOSCOW")).require().links
    ((words, elements),) = told(result)
    assert words.endswith(": c1 (jam; since 2022-09-01; source S)") and elements == ("c1",)
    assert told(solve(network, by("CPORT", "ALMATY"))) == []
    assert told(solve(network, by("JPORT", "MOSCOW", ready=date(2022, 8, 1)))) == []


DAYS = [  # from, until, as of, ready, whether it is shut
    (None, None, None, None, True),
    (date(2025, 1, 1), None, date(2025, 1, 1), None, True),
    (date(2025, 1, 1), None, date(2024, 12, 31), None, False),
    (None, date(2025, 1, 1), date(2025, 1, 1), None, True),
    (None, date(2025, 1, 1), date(2025, 1, 2), None, False),
    (date(2025, 1, 1), None, date(2024, 12, 31), date(2025, 1, 1), True),
    (date(2025, 1, 1), None, date(2025, 6, 1), date(2024, 12, 31), False),
    (date(2025, 1, 1), None, None, date(2025, 1, 1), True),
    (date(2025, 1, 1), None, None, None, False),  # nobody knows the day
]


@pytest.mark.parametrize(("first", "last", "as_of", "ready", "shut"), DAYS)
def test_the_day_of_the_goods_counts_else_the_as_of_date(first, last, as_of, ready, shut):
    network = with_row(as_of, table="links", elements=("bl",), from_date=first, until_date=last)
    result = solve(network, by("BREST", "VILNIUS", ready=ready))
    verify(network, result)
    assert ("bl" not in (result.best.links if result.best else ())) == shut
    unjudged = first is not None and as_of is None and ready is None
    assert [one.elements for one in result.warnings if one.code == "days-not-judged"] == [("c1",)] * unjudged


def test_the_answer_says_which_closures_there_were_and_which_are_in_the_way():
    rows = {
        "c1": {"table": "borders", "elements": ("PL-BY",), **SEPTEMBER},
        "c2": {"table": "places", "elements": ("KURYK",)},
        "c3": {"table": "places", "elements": ("KURYK",), **GRAIN},  # not for these goods
    }
    made = builder()
    for name, row in rows.items():
        made.add_closure(id=name, what=f"shut {name}", kind="closure", **row)  # type: ignore[misc]
    network = built(made)
    # by Brest 20 + 5 h; by Vilnius 20 + 6 + 20 h
    (first, _), *others = told(solve(network, by("MOSCOW", "WARSAW")))
    assert first == (
        "2 closures are in force on 2025-09-15 for these goods, 1 of them in the way of the best route: "
        "c1 (shut c1; 2025-09-12 to 2025-09-25); 1.0 days and 25 USD without, 1.9 days and 46 USD with"
    )
    assert others == []
    ((words, elements),) = told(solve(network, by("JPORT", "OMSK")))
    assert words.endswith("for these goods, none of them in the way of the best route: c1, c2")
    assert elements == ("c1", "c2")
    for answer in (
        frontier(network, by("MOSCOW", "WARSAW"), criteria=("time", "cost")),
        alternatives(network, by("MOSCOW", "WARSAW")),
    ):
        verify(network, answer)
        assert told(answer)[-1][1] == ("c1", "c2")


def test_closures_that_leave_no_route_are_the_reasons_with_their_words_days_and_source():
    made = builder()
    for name, link in (("c1", "mh"), ("c2", "mh.road")):
        made.add_closure(
            id=name, what=f"no {link}", kind="closure", table="links", elements=(link,), source="S", **SEPTEMBER
        )
    lifted = Change(action="withdraw", table="closures", element="c1", why="what if")
    made.add_scenario(name="open", title="the line is open", changes=[lifted])
    network, box = built(made), by("MOSCOW", "HELSINKI")
    result = solve(network, box)
    verify(network, result)
    assert result.status is Status.INFEASIBLE
    conflict, other = result.blocked_by  # either alone leaves the other way
    assert conflict.constraints == (
        "the closure c1 (no mh; 2025-09-12 to 2025-09-25; source S)",
        "the closure c2 (no mh.road; 2025-09-12 to 2025-09-25; source S)",
    )
    assert conflict.remedies == ("the end of c1, 2025-09-25 (scenario open withdraws it)", "the end of c2, 2025-09-25")
    assert other.remedies == ("asking in scenario open (the line is open)",)
    planted = replace(
        result, blocked_by=(replace(conflict, constraints=(*conflict.constraints, "the closure c9 (x)")),)
    )
    with pytest.raises(VerificationError):
        verify(network, planted)


def test_bans_and_closures_clash_and_many_closures_are_told_one_by_one():
    made = builder()
    for number in range(9):  # more than are tried one by one; of the last eight none is a reason
        link = "bw" if number == 0 else "kz"
        made.add_closure(id=f"c{number}", what=f"no {link}", kind="closure", table="links", elements=(link,))
    network = built(made)
    result = solve(network, by("BREST", "WARSAW"), constraints=Constraints(avoid_territories={"LT", "JP"}))
    verify(network, result)
    (conflict,) = result.blocked_by  # by Lithuania, by the sea or by Brest: any one of three would do
    assert conflict.constraints == (
        "the ban of territory JP",
        "the ban of territory LT",
        "the closure c0 (no bw)",
    )
    assert conflict.remedies[2] == "the end of c0, which nobody knows"


def test_the_day_that_would_do_is_one_on_which_nothing_is_closed():
    made = builder()
    cells: dict[str, Any] = {"length_km": 900, "territories": ("FI", "PL")}
    made.add_link(id="hw", tail="HELSINKI", head="WARSAW", mode="sea", **cells)
    stops = ("HELSINKI", {"place": "WARSAW", "path": ("hw",)})
    made.add_service(id="LINE", name="LINE", kind="line", mode="sea", months=(10, 12), stops=stops)
    for quantity, element, value in (("running_time", "LINE#2", 60), ("wait", "LINE", 1)):
        made.add_figure(element=element, quantity=quantity, value=value, unit="h", source="S", kind="plan")
    shut = {"from_date": date(2025, 10, 1), "until_date": date(2025, 11, 15)}
    made.add_closure(id="c", what="no ships", kind="closure", table="links", elements=("hw",), **shut)
    network = built(made)
    bans = Constraints(avoid_territories={"RU", "BY"})
    result = solve(network, by("HELSINKI", "WARSAW", ready=date(2025, 9, 1)), constraints=bans)
    verify(network, result)
    remedies = [remedy for conflict in result.blocked_by for remedy in conflict.remedies]
    # in October the ship sails and the way is shut; in the second half of November it is the other way round
    assert any(remedy.startswith("goods ready on 2025-12-01 (LINE departs") for remedy in remedies), remedies


def test_verify_finds_a_planted_breach():
    network = with_row(table="borders", elements=("PL-BY",))
    planted = replace(solve(network, by("MOSCOW", "WARSAW")), routes=())
    free = with_row(table="borders", elements=("PL-BY",), offered=False)
    breach = replace(solve(free, by("MOSCOW", "WARSAW")), network=network)
    breach = replace(breach, routes=tuple(replace(route, network=network) for route in breach.routes))
    with pytest.raises(VerificationError, match=r"is closed by \['c1'\]"):
        verify(network, breach)
    with pytest.raises(VerificationError, match="lets through what is closed"):
        verify(
            network,
            replace(
                planted, question=replace(planted.question, spared_closures=frozenset({"c1"})), routes=breach.routes
            ),
        )


BORDERS = [  # border, the territories of a link, those of its two ends, whether it is shut there and back
    ("RU-KZ", "RU KZ", "RU", "KZ", (True, True)),
    ("RU>KZ", "RU KZ", "RU", "KZ", (True, False)),
    ("KZ>RU", "RU KZ", "RU", "KZ", (False, True)),
    ("RU>KZ", "RU KZ CN", "RU", "CN", (True, False)),  # by Kazakhstan into China: in there, out back
    ("KZ>CN", "RU KZ CN", "RU", "CN", (True, False)),
    ("RU>KZ", "RU KZ", "RU", "RU", (True, True)),  # in and out again
    ("KZ-RU", "RU", "RU", "RU", (False, False)),
    ("KZ-CN", "RU KZ", "RU", "KZ", (False, False)),
    ("PL-BY", "", "RU", "KZ", (True, True)),  # nobody says what it enters
]


@pytest.mark.parametrize(("border", "codes", "tail", "head", "shut"), BORDERS)
def test_a_border_is_crossed_by_what_enters_both_sides(border, codes, tail, head, shut):
    made = NetworkBuilder("toy")
    for place, country in (("A", tail), ("B", head)):
        made.add_place(id=place, name=place, country=country)
    made.add_link(id="AB", tail="A", head="B", mode="road", hours=1, usd=1, length_km=9, territories=codes.split())
    network = built(made.add_closure(id="c", what="shut", kind="closure", table="borders", elements=(border,)))
    for ends, closed in zip((("A", "B"), ("B", "A")), shut, strict=True):
        result = solve(network, Shipment(*ends))
        verify(network, result)
        assert (result.status is Status.INFEASIBLE) == closed


def test_what_only_passes_a_territory_does_not_cross_its_border():
    for passed in ((), ("KZ",)):
        made = NetworkBuilder("toy")
        for place in ("A", "B"):
            made.add_place(id=place, name=place, country="RU")
        cells: dict[str, Any] = {"territories": ("RU", "KZ"), "in_transit": passed, "length_km": 9}
        made.add_link(id="AB", tail="A", head="B", mode="rail", gauge_mm=1520, hours=1, usd=1, **cells)
        for table, elements in (("borders", ("RU-KZ",)), ("territories", ("KZ",))):
            one = NetworkBuilder.from_network(built(made))
            network = built(one.add_closure(id="c", what="shut", kind="closure", table=table, elements=elements))
            result = solve(network, Shipment("A", "B"))
            verify(network, result)
            assert (result.status is Status.OPTIMAL) == (table == "borders" and bool(passed))


def test_what_may_lie_in_a_closed_territory_is_shut_as_under_a_ban():
    made = NetworkBuilder("toy")
    made.add_place(id="A", name="A", country="KZ").add_place(id="B", name="B", country="KZ").add_place(id="C", name="C")
    for name, tail, head, codes in (("AB", "A", "B", ("KZ",)), ("AB2", "A", "B", ()), ("BC", "B", "C", ("KZ",))):
        made.add_link(
            id=name, tail=tail, head=head, mode="road", hours=len(name), usd=1, length_km=9, territories=codes
        )
    network = built(made.add_closure(id="c", what="shut", kind="closure", table="territories", elements=("RU",)))
    assert links_of(network, Shipment("A", "B")) == ("AB",)
    words = [one.words for one in solve(network, Shipment("A", "B")).warnings if one.code == "left-out"]
    assert words == ["under closures, for the territory of 1 place and 1 link is not known, for example C, AB2"]
    assert links_of(network, Shipment("A", "C")) == ()


@cases(quick=13, long=600)
@given(specs(3, 5, always=("closures",)), st.integers(0, 2**32 - 1))
def test_the_usable_arcs_are_those_of_the_documents(spec, seed):
    rng, network = random.Random(seed), network_of(rows_of(spec))
    shipment = shipment_of(rng, network)
    question = Question(
        shipment=shipment, constraints=constraints_of(bans_of(rng, network)), minimise=rng.choice(OBJECTIVES)
    )
    days_apart = replace(question, on_any_day=shipment.ready is not None)  # days of services are the affair of a path
    problem = compile_problem(network, days_apart)
    usable = problem.usable[: problem.table.n_arcs]  # the first layer, where vias make several
    assert set(usable.nonzero()[0].tolist()) == set(arcs_of(network, question))


@pytest.mark.long
@cases(quick=30, long=600)
@given(specs(3, 5, always=("closures",)), st.integers(0, 2**32 - 1))
def test_answers_and_refusals_under_closures_pass_verification(spec, seed):
    rng, network = random.Random(seed), network_of(rows_of(spec))
    constraints = constraints_of(bans_of(rng, network, 0.2))
    result = solve(network, shipment_of(rng, network), minimise=rng.choice(OBJECTIVES), constraints=constraints)
    verify(network, result)


@pytest.mark.long
@cases(quick=20, long=400)
@given(specs(3, 5, always=("closures",)), st.integers(0, 2**32 - 1))
def test_closures_only_take_away_and_none_in_the_way_changes_nothing(spec, seed):
    rng, rows = random.Random(seed), rows_of(spec)
    network, free = network_of(rows), network_of(dict(rows) | {"closures": []})
    shipment, minimise = shipment_of(rng, network), rng.choice(OBJECTIVES)
    bound, best = (solve(one, shipment, minimise=minimise) for one in (network, free))
    assume(bound.best is not None)
    steps = best.require().steps
    assert best.proof.vector <= bound.proof.vector
    barred = [row.id for row in network.closures.values() if row.kind == "closure"]
    met = [name for name in barred if any(is_closed(network, shipment, network.closures[name], step) for step in steps)]
    assert (bound.require().steps == steps) == (not met)
