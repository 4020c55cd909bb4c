"""The edition of late 2025: its files, its sources, and the questions that it is there for."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest
from oracles.cases import parted

import networks
from networks import stamp
from networks.readers.csv_folder import read_tables
from routing import Constraints, Result, Shipment, SolveOptions, Status, audit, solve, verify

FOLDER = Path(networks.__file__).parent / "data" / "eurasia-2025"
NETWORK = networks.load("eurasia-2025")
TABLES, FINDINGS = read_tables(FOLDER)
FIGURES = list(TABLES["figures"].rows())
ASKED = ("KZALA", "UZTAS", "RUMOW", "DEDUI")
BANS = ((), ("RU",), ("CN",), ("CN", "RU"))


def asked(
    destination: str, avoided: tuple[str, ...] = (), origin: str = "JPYOK", scenario: str | None = None
) -> Result:
    network = NETWORK if scenario is None else networks.load("eurasia-2025", scenario=scenario)
    result = solve(
        network,
        Shipment(origin, destination),
        constraints=Constraints(avoid_territories=frozenset(avoided)),
        options=SolveOptions(explain=False),
    )
    verify(network, result)
    return result


def own(table: str) -> list[dict[str, str]]:
    with (FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# ---- files --------------------------------------------------------------------------------------------------


def test_it_is_stamped_and_the_checks_find_what_is_known_and_nothing_else():
    assert FINDINGS == [] and stamp.has_passed(FOLDER)
    assert [str(one) for one in networks.check(FOLDER)] == [
        # Nagoya - Toyama-Shinko round half of Honshu by sea
        "warning: eurasia-common/links.csv, line 331, length_km: '1556': more than 3 times the great circle of 272 km",
    ]


def test_it_is_of_late_2025_and_offers_what_opened_by_then():
    assert (str(NETWORK.as_of), NETWORK.price_year) == ("2025-11-30", 2025)
    assert {"rail:RU-NIZHLENIN-CN-TONGJIANG@1520", "rail:GEZAI-TRKSY", "rail:CN-CHONGQING-CNLAZ"} <= set(NETWORK.links)
    assert not any(link.opened == "planned" for link in NETWORK.links.values())
    assert {"KZ-BAKHTY", "KG-TORUGART"}.isdisjoint(NETWORK.places)


def test_every_own_source_is_used_and_every_assumption_has_a_range_and_a_reason():
    named = {
        row["source"] for name in ("services", "operations", "procedures", "closures", "changes") for row in own(name)
    }
    named |= {row["source"] for row in FIGURES} | {source for row in FIGURES for source in row["see"]}
    assert {row["id"] for row in own("sources")} - named == set()
    for row in FIGURES:
        if row["kind"] == "assumption":
            assert row["low"] is not None and row["high"] is not None, row["element"]
        assert row["low"] is None or row["low"] <= row["value"] <= row["high"], row["element"]
        assert not (row["kind"] == "sourced" and row["source"] == "assumption"), row["element"]
        assert row["note"], (row["element"], row["quantity"])


def test_no_plan_and_no_offer_sets_a_figure():
    assert not [row["element"] for row in FIGURES if row["kind"] == "plan"]


def test_the_readme_counts_right():
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    told = {name: int(count) for name, count in re.findall(r"^\| `(\w+)\.csv` \| (\d+) \|", page, re.MULTILINE)}
    files = {file.stem for file in FOLDER.glob("*.csv")}
    assert files - set(told) == {"changes", "scenarios"}
    assert told == {name: len(own(name)) for name in told}
    kinds = Counter(row["kind"] for row in own("figures"))
    spoken = re.search(r"Of its (\d+) own figures (\d+) are sourced, (\d+) computed and (\d+) assumptions", page)
    assert spoken is not None
    assert [int(number) for number in spoken.groups()] == [
        sum(kinds.values()),
        kinds["sourced"],
        kinds["computed"],
        kinds["assumption"] + kinds["calibrated"],
    ]
    listed = set(re.findall(r"`([a-z]+-[a-z0-9-]+)`", page.split("## Scenarios")[1].split("## ")[0]))
    assert listed == set(networks.scenarios("eurasia-2025")) - {"spring-2026"}


def test_no_ship_between_the_shores_of_the_caspian_doubles_a_large_box():
    crossing = frozenset(NETWORK.corridors["middle"].links)
    lines = [one.id for one in NETWORK.services.values() if any(crossing & {*stop.path} for stop in one.stops)]
    ratios = [NETWORK.figure(line, "ft40_ratio") for line in lines]
    assert len(lines) == 8 and all(one is not None and 1 < one.low <= one.value <= one.high < 1.6 for one in ratios)


# ---- answers ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("destination", parted(ASKED, quick=2))
@pytest.mark.parametrize("avoided", BANS, ids="-".join)
def test_the_headline_questions_have_answers_that_keep_the_bans(destination, avoided):
    best = asked(destination, avoided).best
    if destination == "RUMOW" and "RU" in avoided:
        assert best is None
        return
    assert best is not None and best.days is not None and best.usd is not None
    assert set(avoided).isdisjoint(best.territories)
    assert 15 < best.days < 70 and 1_000 < best.usd < 15_000


def test_what_two_bans_cost_is_in_order():
    for destination in ("KZALA", "UZTAS"):
        days = [asked(destination, avoided).require().days for avoided in BANS]
        assert days[0] <= days[1] and days[0] <= days[2] < days[3]


@pytest.mark.parametrize("destination", [*ASKED, "TJDYU", "KGFRU", "TMASB", "UZ-ANDIJAN", "KG-OSH"])
def test_what_keeps_the_ban_of_china_never_lies_in_china(destination):
    result = asked(destination, ("CN",))
    assert audit(NETWORK, result).verdict != "inside"


@pytest.mark.long
def test_a_railway_under_construction_carries_in_its_scenario_only():
    planned = networks.load("eurasia-2025", scenario="planned-lines")
    assert "rail:KZ-AYAGOZ-KZ-BAKHTY" in set(planned.links) - set(NETWORK.links)
    way = Constraints(via=("KZ-BAKHTY",), avoid_territories=frozenset({"RU"}))
    assert solve(planned, Shipment("CNURC", "KZALA"), constraints=way).best is not None


def test_no_box_goes_from_japan_to_europe_by_vladivostok():
    best = asked("DEDUI", ("CN",)).require()
    assert "RU" not in best.territories  # carriers stopped it in March 2022
    assert "CN" in asked("DEDUI").require().territories


def test_the_cape_is_some_nine_days_longer_than_suez():
    days = []
    for network in (NETWORK, networks.load("eurasia-2025", scenario="suez-return")):
        best = solve(network, Shipment("CNSGH", "NLRTM"), constraints=Constraints(modes=frozenset({"sea"}))).require()
        days.append(best.days)
    assert days[0] - days[1] == pytest.approx(9, abs=2)


def test_an_answer_without_a_train_of_a_timetable_says_so():
    result = asked("KGFRU", ("CN",))
    assert result.best is not None and "fallback" in {warning.code for warning in result.warnings}


@pytest.mark.parametrize("name", parted(sorted(networks.scenarios("eurasia-2025")), quick=3))
def test_every_scenario_loads_and_no_jam_makes_a_lane_shorter(name):
    network = networks.load("eurasia-2025", scenario=name)
    assert network.scenario == (name,)
    if re.search(r"-20(22|24|25)$", name):
        for origin, destination in (("CNSIA", "RUMOW"), ("KRPUS", "UZTAS"), ("CNSIA", "DEDUI"), ("CNSHY", "RUMOW")):
            now, then = (asked(destination, origin=origin, scenario=one) for one in (None, name))
            assert then.status in (Status.OPTIMAL, Status.INFEASIBLE)
            if then.best is not None:
                assert then.best.minutes >= now.require().minutes


@pytest.mark.long
def test_goods_that_a_list_bars_are_not_carried_and_others_are():
    for goods, destination in (("japan-barred", "RUMOW"), ("russia-transit-barred", "KZALA")):
        barred, free = (
            solve(
                NETWORK,
                Shipment("JPYOK", destination, goods=kinds),
                constraints=Constraints(avoid_territories=frozenset({"CN"})),
            )
            for kinds in (frozenset({goods}), frozenset())
        )
        assert "RU" in free.require().territories
        assert barred.best is None or "RU" not in barred.best.territories
