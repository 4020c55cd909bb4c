"""The published figures are asked as they stand; what the network answers is shown, not required to be right."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import published
import pytest
from asking import NOW_OFFERED, Outcome, bans, expresses, outcomes
from generated import block, readme_of
from measuring import BORDERS, PORTS, TURNED
from published import Row
from results_page import PAGE, explanations, of, page, short
from scoring import summary

import networks

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def found() -> tuple[Outcome, ...]:
    return tuple(outcomes())


def row(**cells: object) -> Row:
    blank = dict.fromkeys(("value", "low", "high", "year"))
    named = dict.fromkeys(
        ("id", "kind", "what", "origin", "destination", "ends", "scope", "unit", "source", "corridor", "note"), ""
    )
    return Row(**({**named, **blank, "edition": "eurasia", "used": False, "constraints": {}} | cells))  # type: ignore[arg-type]


@pytest.mark.long
def test_the_page_of_results_is_what_the_run_gives(found):
    assert PAGE.read_text(encoding="utf-8") == page(found), (
        "run: python tests/validation/asking.py --write, and read the difference"
    )


@pytest.mark.long
@pytest.mark.parametrize("edition", networks.editions())
def test_the_table_in_the_readme_of_an_edition_is_what_the_run_gives(found, edition):
    told = block("published figures", readme_of(edition))
    assert told == short(of(edition, found)), "run: python tests/validation/asking.py --write"


@pytest.mark.long
def test_every_edition_has_rows_and_years_of_its_prices(found):
    assert {outcome.row.edition for outcome in found} == set(networks.editions()) == set(published.price_years())
    assert len({outcome.row.id for outcome in found}) == len(found)


@pytest.mark.long
def test_every_row_is_asked_or_used_or_says_why_not(found):
    assert len(found) == len(published.rows()) == 325
    for outcome in found:
        assert outcome.asked != bool(outcome.why_not), outcome.row.id
        assert not (outcome.asked and outcome.row.used)


@pytest.mark.long
def test_the_score_rests_on_enough_rows(found):
    for edition in networks.editions():
        assert summary(of(edition, found)).total.asked >= 40


@pytest.mark.long
def test_every_missed_row_that_counts_is_explained(found):
    why = explanations()
    missed = {outcome.row.id for outcome in found if outcome.counts and not outcome.met}
    assert missed - set(why) == set()
    assert set(why) <= {outcome.row.id for outcome in found}
    assert all(len(text.split()) >= 5 for text in why.values())


def test_sources_of_the_rows_are_listed_here_or_in_the_network():
    with (HERE / "sources.csv").open(encoding="utf-8", newline="") as file:
        known = {line["id"] for line in csv.DictReader(file)}
    for edition in networks.editions():
        known |= set(networks.load(edition).sources)
    assert {line.source for line in published.rows()} <= known


def test_the_tables_of_the_asking_name_rows_places_and_lines_that_exist():
    network, rows = networks.load("eurasia"), {line.id: line for line in published.rows()}
    known = set(network.catalogue["services"]["id"].tolist())  # some are offered by a scenario only
    assert set(NOW_OFFERED) | set(TURNED) <= set(rows)
    for name, lines in NOW_OFFERED.items():
        assert "missing" in rows[name].constraints and not rows[name].used
        terms = published.constraints_of(lines)
        assert "missing" not in terms and set(terms["services"].split("+")) <= known, name
    for origin, destination, via, around in BORDERS.values():
        assert {origin, destination, *via, *around} <= set(network.places)
    for port, ends in PORTS.items():
        assert {port, *ends} <= set(network.places)
    measured = {
        (line.origin, line.destination) for line in rows.values() if line.constraints.get("measure") == "border"
    }
    assert measured <= set(BORDERS)


def test_rows_name_lines_and_scenarios_of_their_edition():
    for line in published.rows():
        network = networks.load(line.edition)
        known = set(network.catalogue["services"]["id"].tolist())
        terms = {**line.constraints, **published.constraints_of(NOW_OFFERED.get(line.id, ""))}
        assert set(filter(None, terms.get("services", "").split("+"))) <= known, line.id
        assert terms.get("scenario") in {None, *networks.scenarios(line.edition)}, line.id


def test_rows_that_speak_of_no_normal_state_or_other_prices_are_counted_apart():
    assert row(note="Record. A demonstration run.").apart == "Record"
    assert row(note="Teaching text. Undated.").apart == "Teaching text"
    assert row(kind="rate", year=2022, note="Tariff.").apart == "rate of 2022"
    assert row(kind="rate", note="Offer. Undated.").apart == "rate without a year"
    assert row(kind="rate", year=2018, note="Tariff.").apart == ""
    assert row(note="Performed. As run.").apart == ""


def test_rows_that_name_a_land_for_a_place_are_counted_apart_met_or_missed():
    lands = "Japan|Korea|China|Asia|Central Asia|(?:North )?Europe|EU|Germany|Poland|Finland|(?:central )?Russia|India|"
    lands += "Kazakhstan|Kyrgyzstan|Turkmenistan|Uzbekistan|Azerbaijan|south Georgia"
    end = re.compile(rf"(?:^| - )(?:Containers |Cars |Poti or )?(?:{lands})\b(?! \()|as a whole")
    for line in published.rows():
        if line.kind in published.OF_ENDS:
            assert (line.ends == "land") == bool(end.search(line.what)), line.id
    assert row(kind="transit_time", ends="land", note="Average. About.").apart == "Ends not named"
    assert row(kind="rate", year=2016, ends="land", note="Average. About.").apart == ""


def test_an_express_answers_only_rows_that_name_it():
    network, express = networks.load("eurasia"), "line:RUVYP-RUMOW-express"
    assert expresses(network, ()) == {express} and expresses(network, (express,)) == frozenset()


def test_a_range_is_met_at_its_ends_and_a_point_within_15_percent():
    assert row(low=15.0, high=30.0, value=20.0).target == (15, 30)
    assert row(value=20.0).target == pytest.approx((17, 23))
    assert row(low=15.0, high=30.0).typical == 22.5  # a share of the middle, where there is no value


def test_ever_more_is_banned_until_an_answer_rides_the_named_lines():
    network = networks.load("eurasia")
    none, at_start, lines, all_of_mode, same_links = bans(network, ("line:RUVVO-RUMOW",))
    assert none == frozenset() and tuple(bans(network, ())) == (none,)
    assert "area:RZD" in at_start and "line:JTSL" not in at_start  # boards at Vladivostok; only ends there
    assert "line:RUVYP-RUMOW" in lines and "area:RZD" not in lines
    assert lines < all_of_mode and "area:RZD" in all_of_mode
    assert same_links < all_of_mode and "area:RZD" in same_links and "area:CR" not in same_links
    assert all("line:RUVVO-RUMOW" not in banned for banned in (at_start, lines, all_of_mode, same_links))
