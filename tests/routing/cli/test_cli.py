"""The command line: answers as those of the library, names, exit codes, wrong usage and bad data."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re

import pytest
from oracles.commands import ask
from oracles.toys import Toy

import networks
import routing
from networks import NetworkBuilder
from routing import Constraints, Shipment, Status
from routing.cli.exits import exit_code
from routing.cli.options import network_of, question_of, scenario_names
from routing.cli.parser import build_parser
from routing.question.constraints import MODES
from routing.views.text.doubt import co2e_text, usd_text

YOKOHAMA_MOSCOW = ("route", "Yokohama", "Moscow")


# Answers


def test_a_route_by_names_is_the_answer_of_solve(capsys):
    code, shown, told = ask(capsys, *YOKOHAMA_MOSCOW)
    result = routing.solve(networks.load("eurasia"), Shipment("JPYOK", "RUMOW"))
    assert code == 0 and told == ""
    assert shown.startswith(f"{result}\n")


def test_every_answer_says_what_it_took_for_granted(capsys):
    _, shown, _ = ask(capsys, *YOKOHAMA_MOSCOW)
    for words in (
        "1 container",
        "20ft",
        "door to door",
        "least time",
        "no scenario",
        "as of 2016-11-30",
        "half its headway",
    ):
        assert words in shown
    taken = shown[shown.index("Taken for lack") :]
    _, shown, _ = ask(capsys, *YOKOHAMA_MOSCOW, "--scope", "terminal", "--size", "40ft", "--scenario", "2016-target")
    given = shown[shown.index("Taken for lack") :]
    for words in ("door to door", "20ft", "no scenario"):
        assert words in taken and words not in given


def test_options_reach_the_question():
    argv = [
        *(
            "route",
            "jpyok",
            "ALMATY",
            "--avoid",
            "cn,ir",
            "--minimise",
            "cost",
            "--max-days",
            "60",
            "--max-usd",
            "9000",
        ),
        *(
            "--max-kg-co2e",
            "8000",
            "--max-transshipments",
            "4",
            "--via",
            "vladivostok",
            "--modes",
            "rail,sea",
            "--size",
        ),
        *("40ft", "--containers", "2", "--tonnes", "40", "--scope", "terminal", "--ready", "2016-12-01", "--deadline"),
        *("2017-03-01", "--max-km", "30000", "--avoid-place", "Dalian", "--exact-codes", "--waters", "12nm"),
        *("--avoid-service", "area:RZD", "--avoid-link", "x", "--load", "container", "--scenario", "2018-weekly"),
    ]
    arguments = build_parser().parse_args(argv)
    network = network_of(arguments, scenario_names(arguments.scenario))
    assert network.scenario == ("2018-weekly",) and arguments.minimise == "cost"
    assert question_of(arguments, network) == (
        Shipment(
            "JPYOK",
            "KZALA",
            containers=2,
            size="40ft",
            tonnes=40.0,
            scope="terminal",
            ready=datetime.date(2016, 12, 1),
            deadline=datetime.date(2017, 3, 1),
        ),
        Constraints(
            avoid_territories={"CN", "IR"},
            max_days=60,
            max_usd=9000,
            max_kg_co2e=8000,
            max_km=30000,
            max_transshipments=4,
            via="RUVVO",
            modes={"rail", "sea"},
            avoid_places="CNDAL",
            exact_codes=True,
            waters="12nm",
            avoid_services="area:RZD",
            avoid_links="x",
        ),
    )


@pytest.mark.parametrize(
    ("options", "modes"),
    [
        ((), None),
        (("--without", "ferry"), set(MODES) - {"ferry"}),
        (("--without", "Ferry, road"), set(MODES) - {"ferry", "road"}),
        (("--modes", "rail,sea", "--without", "ferry"), {"rail", "sea"}),  # they agree
        (("--modes", "rail,sea"), {"rail", "sea"}),
    ],
)
def test_modes_are_every_one_but_those_left_out(options, modes):
    arguments = build_parser().parse_args(["route", "Yokohama", "Almaty", *options])
    assert question_of(arguments, networks.load())[1] == Constraints(modes=modes)


def test_areas_and_passages_to_be_avoided_are_read_and_kept(tmp_path, capsys):
    ring = [[100.0, 50.0], [110.0, 50.0], [110.0, 60.0], [100.0, 60.0], [100.0, 50.0]]
    feature = {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    file = tmp_path / "baikal.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    options = ["--avoid-area", str(file), "--avoid-passage", "Suez Canal", "--avoid-passage", "malacca"]
    asked = question_of(build_parser().parse_args(["route", "Yokohama", "Almaty", *options]), networks.load())[1]
    assert str(asked) == "outside baikal; not through malacca, suez"
    feature["geometry"] = {"type": "Point", "coordinates": [1, 2]}
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    code, _, told = ask(capsys, *YOKOHAMA_MOSCOW, "--avoid-area", str(file))
    assert code == 2 and "baikal: a Point encloses nothing" in told
    code, _, told = ask(capsys, *YOKOHAMA_MOSCOW, "--avoid-passage", "suex")
    assert code == 2 and "no passage is called 'suex'; did you mean suez" in told


def test_wagons_and_bulk_need_a_weight(capsys):
    assert ask(capsys, "route", "RU-KEMCOAL", "JP-ISOGO", "--load", "bulk")[0] == 2
    code, shown, _ = ask(
        capsys, "route", "RU-KEMCOAL", "JP-ISOGO", "--load", "bulk", "--tonnes", "4000", "--scope", "terminal"
    )
    assert code == 0 and "4000 t from" in shown and "container" not in shown[shown.index("Taken for lack") :]


def test_the_numbers_of_all_formats_are_the_same(capsys):
    route = routing.solve(networks.load("eurasia"), Shipment("JPYOK", "RUMOW")).require()
    data = json.loads(ask(capsys, *YOKOHAMA_MOSCOW, "--format", "json")[1])
    totals = data["routes"][0]["totals"]
    rows = list(csv.DictReader(io.StringIO(ask(capsys, *YOKOHAMA_MOSCOW, "--format", "csv")[1])))
    features = json.loads(ask(capsys, *YOKOHAMA_MOSCOW, "--format", "geojson")[1])["features"]
    text = ask(capsys, *YOKOHAMA_MOSCOW)[1]
    assert (totals["days"], totals["usd"], totals["kg_co2e"], totals["km"]) == (
        route.days,
        route.usd,
        route.kg_co2e,
        route.km,
    )
    # each form is added up in the integers that all of them come from: milliminutes, millicents, milligrams, millimetres
    assert sum(round(float(row["time_h"]) * 60_000) for row in rows) == route.milliminutes
    assert sum(round(float(row["usd"]) * 100_000) for row in rows) == route.millicents
    assert sum(round(float(row["kg_co2e"]) * 1_000_000) for row in rows) == route.milligrams
    assert sum(round(float(row["km"]) * 1_000_000) for row in rows) == route.millimetres
    assert round(float(rows[-1]["ends_at_h"]) * 60_000) == round(totals["days"] * 1_440_000) == route.milliminutes
    assert sum(round(one["properties"]["hours"] * 60_000) for one in features) == route.milliminutes
    assert sum(round(one["properties"]["usd"] * 100_000) for one in features) == route.millicents
    assert f"{route.days:.1f} days" in text and usd_text(route) in text and co2e_text(route) in text
    steps = data["routes"][0]["steps"]
    kept = [row for row in rows if row["kind"] != "pass"]
    assert [(step["element"], step["time_h"], step["usd"]) for step in steps] == [
        (row["element"], float(row["time_h"]), float(row["usd"])) for row in kept
    ]


def test_what_csv_has_no_room_for_is_told_on_stderr(capsys):
    code, shown, told = ask(capsys, *YOKOHAMA_MOSCOW, "--format", "csv")
    assert code == 0 and told.startswith("Taken for lack of another word") and "Taken" not in shown


def test_steps_and_sources_are_added_to_the_text(capsys):
    _, shown, _ = ask(capsys, *YOKOHAMA_MOSCOW, "--steps", "--sources", "--scenario", "2016-target")
    route = routing.solve(networks.load("eurasia", scenario="2016-target"), Shipment("JPYOK", "RUMOW")).require()
    assert route.itinerary() in shown
    listed = shown[shown.index("Sources of the figures:") :]
    for source in {figure.source for figure in route.figures if figure.source}:
        assert f"  {source}" in listed


def test_no_route_is_exit_code_1_with_the_reasons_on_stdout(capsys):
    code, shown, told = ask(capsys, "route", "Yokohama", "Almaty", "--avoid", "CN", "--max-days", "20")
    found = routing.solve(
        networks.load("eurasia"),
        Shipment("JPYOK", "KZALA"),
        constraints=Constraints(avoid_territories="CN", max_days=20),
    )
    assert code == 1 and told == ""
    assert "No route" in shown and f"blocked by {found.blocked_by[0]}" in shown
    for form in ("json", "csv", "geojson"):
        assert ask(capsys, "route", "Yokohama", "Almaty", "--avoid", "CN", "--max-days", "20", "--format", form)[0] == 1


def test_a_limit_reached_is_not_taken_for_no_route():
    assert exit_code(Status.UNKNOWN) not in (exit_code(Status.INFEASIBLE), exit_code(Status.OPTIMAL))
    assert exit_code(Status.FEASIBLE) == exit_code(Status.TRUNCATED) == 0


def test_42_and_25_days_are_compared_when_nothing_else_is_asked(capsys):
    code, shown, _ = ask(capsys, "compare", "yokohama", "moscow")
    found = routing.compare(
        {name: networks.load("eurasia", scenario=name) for name in ("2016-suez", "2016-ordinary", "2016-target")},
        Shipment("JPYOK", "RUMOW"),
    )
    assert code == 0 and str(found) in shown and "for lack of --scenario" in shown


@pytest.mark.long
def test_another_pair_needs_a_scenario_and_one_is_compared_with_the_base(capsys):
    code, shown, told = ask(capsys, "compare", "Osaka", "Moscow")
    assert code == 2 and shown == "" and "--scenario" in told
    code, shown, _ = ask(capsys, "compare", "Osaka", "Moscow", "--scenario", "zabaikalsk-closed", "--format", "json")
    assert code == 0 and list(json.loads(shown)) == ["base", "zabaikalsk-closed"]
    code, shown, _ = ask(
        capsys, "compare", "Osaka", "Moscow", "--scenario", "base", "--scenario", "samarga+suez-closed"
    )
    assert code == 0 and "samarga+suez-closed: " in shown


def test_a_comparison_in_csv_has_the_rows_of_its_frame(capsys):
    shown = ask(capsys, "compare", "Yokohama", "Moscow", "--format", "csv")[1]
    rows = list(csv.DictReader(io.StringIO(shown)))
    target = [row for row in rows if row["result"] == "2016-target"]
    assert round(sum(float(row["days"]) * 1440 for row in target)) == 25 * 1440  # the days of 2016-target


@pytest.mark.long
def test_a_comparison_without_any_route_is_exit_code_1(capsys):
    code, shown, _ = ask(capsys, "compare", "Yokohama", "Moscow", "--max-days", "3")
    assert code == 1 and "no route satisfies the constraints" in shown


def test_a_front_is_that_of_the_library(capsys):
    front = routing.frontier(networks.load("eurasia"), Shipment("JPYOK", "RUMOW"))
    code, shown, _ = ask(capsys, "frontier", "Yokohama", "Moscow")
    assert code == 0 and shown.startswith(str(front))
    points = list(csv.DictReader(io.StringIO(ask(capsys, "frontier", "Yokohama", "Moscow", "--format", "csv")[1])))
    assert [float(point["days"]) for point in points] == [route.days for route in front]
    data = json.loads(ask(capsys, "frontier", "Yokohama", "Moscow", "--criteria", "time,co2e", "--format", "json")[1])
    assert data["question"]["criteria"] == ["time", "co2e"]
    sparse = routing.frontier(networks.load("eurasia"), Shipment("JPYOK", "RUMOW"), min_gain=0.05, max_detour=1.5)
    shown = ask(capsys, "frontier", "Yokohama", "Moscow", "--min-gain", "0.05", "--max-detour", "1.5")[1]
    assert shown.startswith(str(sparse)) and len(sparse) < len(front)
    assert ask(capsys, "frontier", "Yokohama", "Moscow", "--criteria", "time")[0] == 2
    assert ask(capsys, "frontier", "Yokohama", "Moscow", "--max-days", "3")[0] == 1


def test_alternatives_are_those_of_the_library(capsys):
    found = routing.alternatives(networks.load("eurasia"), Shipment("JPYOK", "RUMOW"), k=2, max_shared=0.5)
    argv = ("alternatives", "Yokohama", "Moscow", "--k", "2", "--max-shared", "0.5")
    code, shown, _ = ask(capsys, *argv)
    assert code == 0 and shown.startswith(str(found)) and "Taken for lack" in shown
    rows = list(csv.DictReader(io.StringIO(ask(capsys, *argv, "--format", "csv")[1])))
    for number, route in enumerate(found, 1):
        assert (
            sum(round(float(row["time_h"]) * 60_000) for row in rows if row["route"] == str(number))
            == route.milliminutes
        )
    assert json.loads(ask(capsys, *argv, "--format", "json")[1])["question"]["max_shared"] == 0.5
    assert ask(capsys, *argv, "--max-days", "3")[0] == 1
    assert ask(capsys, "alternatives", "Yokohama", "Moscow", "--max-shared", "2")[0] == 2


def test_closures_are_listed_by_day(tmp_path, capsys):
    made = Toy(A="RU", B="KZ").link("AB", "A", "B", "road", hours=9, usd=1, territories=("RU", "KZ")).builder
    day, shut = datetime.date(2025, 9, 12), {"kind": "closure", "table": "borders", "elements": "RU-KZ"}
    made.add_closure(id="c1", what="border shut", from_date=day, until_date=day, goods="grain", source="S", **shut)
    made.add_closure(id="c2", what="road shut", table="links", elements="AB", kind="closure")
    networks.write(made.build(), tmp_path / "net")
    plain = ("closures", "--network", str(tmp_path / "net"))
    for more, known in (((), ["c1", "c2"]), (("--on", "2025-09-13"), ["c2"]), (("--on", "2025-09-12"), ["c1", "c2"])):
        code, shown, _ = ask(capsys, *plain, *more, "--format", "json")
        assert code == 0 and [row["id"] for row in json.loads(shown)] == known
    code, shown, _ = ask(capsys, *plain, "--on", "2025-09-12")
    assert "2 of 2 rows on 2025-09-12" in shown and "2025-09-12 to 2025-09-12  border shut  grain" in shown
    (row, _) = csv.DictReader(io.StringIO(ask(capsys, *plain, "--all", "--format", "csv")[1]))
    assert (row["id"], row["elements"], row["until_date"]) == ("c1", "RU-KZ", "2025-09-12")
    assert ask(capsys, "closures")[1] == "This network knows of no closure on 2016-11-30.\n"
    code, shown, _ = ask(capsys, "route", "A", "B", "--network", str(tmp_path / "net"))
    assert code == 1 and "the closure c2 (road shut)" in shown


def test_scenarios_are_listed_and_told_one_by_one(capsys):
    known = networks.scenarios()
    code, shown, _ = ask(capsys, "scenarios")
    assert code == 0 and all(name in shown for name in known)
    code, shown, _ = ask(capsys, "scenarios", "2016-target")
    assert code == 0 and all(change.why in shown for change in known["2016-target"].changes)
    rows = list(csv.DictReader(io.StringIO(ask(capsys, "scenarios", "2016-target", "--format", "csv")[1])))
    assert len(rows) == len(known["2016-target"].changes)
    assert {one["name"] for one in json.loads(ask(capsys, "scenarios", "--format", "json")[1])} == set(known)
    code, shown, told = ask(capsys, "scenarios", "2016-tarjet")
    assert code == 2 and shown == "" and "2016-target" in told
    assert scenario_names(["a+b", "c"]) == ("a", "b", "c")


def test_places_are_found_by_a_part_of_their_name(capsys):
    code, shown, _ = ask(capsys, "places", "VLADIV", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(shown)))
    assert code == 0 and "RUVVO" in [row["id"] for row in rows]
    assert len(json.loads(ask(capsys, "places", "--format", "json")[1])) == len(networks.load("eurasia").places)
    assert "Vladivostok" in ask(capsys, "places", "vladivostok")[1]
    code, _, told = ask(capsys, "places", "vladivostock")
    assert code == 1 and "RUVVO" in told


def test_sources_are_found_by_id_and_by_title(capsys):
    code, shown, _ = ask(capsys, "sources", "s1")
    assert code == 0 and shown.startswith("S1: ") and len(re.findall(r"^\S", shown, re.MULTILINE)) == 1
    assert len(json.loads(ask(capsys, "sources", "--format", "json")[1])) == len(networks.load("eurasia").sources)
    assert ask(capsys, "sources", "Interfax", "--format", "csv")[1].count("\n") >= 2
    assert ask(capsys, "sources", "nobody wrote this")[0] == 1


# Names


def test_a_part_of_a_name_never_routes_but_lists_the_candidates(capsys):
    code, shown, told = ask(capsys, "route", "Yokoham", "Vostoch")
    assert code == 2 and shown == ""
    for candidate in ("JPYOK", "RUVYP", "RU-VOSTCOAL"):  # both names are told at once
        assert candidate in told


def test_a_name_that_two_places_bear_lists_both(capsys, tmp_path):
    builder = NetworkBuilder("twins")
    for place, name in (("A1", "Twin"), ("A2", "TWIN"), ("B", "Other")):
        builder.add_place(id=place, name=name)
    for place in ("A1", "A2"):
        builder.add_link(id=f"to-{place}", tail="B", head=place, mode="sea", hours=1, usd=1)
    networks.write(builder.build(), tmp_path / "twins")
    code, _, told = ask(capsys, "route", "twin", "Other", "--network", str(tmp_path / "twins"))
    assert code == 2 and "2 places" in told and "A1" in told and "A2" in told
    assert ask(capsys, "route", "A2", "other", "--network", str(tmp_path / "twins"))[0] == 0


def test_a_place_that_is_not_on_offer_is_told_with_the_reason(capsys):
    assert networks.load("eurasia").withheld["RU-SAMARGA"][0] == "places"  # planned only
    code, _, told = ask(capsys, "route", "RU-SAMARGA", "Moscow")
    assert code == 2 and "not on offer" in told
    for name in ("IRRAS", "rasht"):
        code, _, told = ask(capsys, "route", "Yokohama", name)
        assert code == 2 and "not on offer" in told and "scenario present-day offers it" in told
        assert ask(capsys, "route", "Yokohama", "Moscow", "--avoid-place", name)[0] == 0
    code, _, told = ask(capsys, "route", "Yokohama", "Moscow", "--avoid-place", "nowhere at all")
    assert code == 2 and "no place is called" in told


def test_an_empty_folder_name_is_not_the_working_folder(capsys):
    code, shown, _ = ask(capsys, "check", "")
    assert code == 2 and "expected a path as text" in shown


@pytest.mark.long
def test_a_comparison_exits_alike_in_every_form(capsys, tmp_path):
    asked = ("compare", "Yokohama", "Moscow", "--scenario", "base", "--scenario", "zabaikalsk-closed")
    for days, expected in (("24", 0), ("3", 1)):
        for form in ("text", "csv", "json", "png"):
            file = ("-o", str(tmp_path / f"{days}.png")) if form == "png" else ()
            code, _, told = ask(capsys, *asked, "--max-days", days, "--format", form, *file)
            assert code == expected, (form, told)
            assert form in ("json", "text") or days == "3" or "zabaikalsk-closed: No route" in told
    assert [one.name for one in tmp_path.iterdir()] == ["24.png"]


@pytest.mark.parametrize(
    "name", ["", "  ", "'; DROP TABLE places; --", '"Moscow"', "`id`", "<script>", "\u202emoscow", "Moсква"]
)
def test_a_strange_name_is_a_message_of_its_own(capsys, name):
    code, shown, told = ask(capsys, "route", "--", name, "Moscow")
    assert code == 2 and shown == "" and "no place is called" in told
    assert "Traceback" not in told and "\u202e" not in told


# Wrong usage and bad data


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["fly", "Yokohama", "Moscow"],
        ["route", "Yokohama"],
        ["route", "Yokohama", "Moscow", "--max-days", "soon"],
        ["route", "Yokohama", "Moscow", "--max-days", "nan"],
        ["route", "Yokohama", "Moscow", "--max-usd", "-5"],
        ["route", "Yokohama", "Moscow", "--max-trans", "1"],
        ["route", "Yokohama", "Yokohama"],
        ["route", "Yokohama", "Moscow", "--containers", "0"],
        ["route", "Yokohama", "Moscow", "--avoid", "Chian"],
        ["route", "Yokohama", "Moscow", "--avoid-link", "no-such-link"],
        ["route", "Yokohama", "Moscow", "--modes", "rail,balloon"],
        ["route", "Yokohama", "Moscow", "--modes", ","],
        ["route", "Yokohama", "Moscow", "--ready", "tomorrow"],
        ["route", "Yokohama", "Moscow", "--deadline", "2016-12-31"],
        ["route", "Yokohama", "Moscow", "--scenario", "no-such-scenario"],
        ["route", "Yokohama", "Moscow", "--scenario", ""],
        ["route", "Yokohama", "Moscow", "--network", "no-such-folder"],
        ["route", "Yokohama", "Moscow", "--format", "docx"],
        ["route", "Yokohama", "Moscow", "-o", "way.docx"],
        ["route", "Yokohama", "Moscow", "-o", ""],
        ["route", "Yokohama", "Moscow", "-o", "no-such-folder/way.csv"],
        ["route", "Yokohama", "Moscow", "-o", ".", "--format", "csv"],
        ["route", "Yokohama", "Moscow", "--format", "png"],
        ["compare", "Yokohama", "Moscow", "--scenario", "base"],
        ["check", "no-such-folder"],
        ["template", ""],
        ["template", "no-such-folder/corridor"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_exit_code_2_and_a_message(capsys, tmp_path, monkeypatch, argv):
    monkeypatch.chdir(tmp_path)
    code, _, told = ask(capsys, *argv)
    assert code == 2 and told.strip() and "Traceback" not in told
    assert list(tmp_path.iterdir()) == []


def test_all_that_contradicts_itself_is_told_at_once(capsys):
    told = ask(capsys, "route", "Yokohama", "Yokohama", "--containers", "0", "--max-days", "-1")[2]
    assert "two different places" in told and "containers=0" in told and "max_days=-1" in told


def test_every_finding_of_bad_data_is_told_without_a_traceback(capsys, template):
    links = (template / "links.csv").read_text(encoding="utf-8")
    bad = (
        links.replace(",110,", ",4 d,")
        .replace("2100\n", '"2,100"\n')
        .replace("KZ\n", "XX\n")
        .replace("ALMATY", "NOWHERE")
    )
    (template / "links.csv").write_text(bad, encoding="utf-8")
    found = networks.check(template)
    assert len(found) > 3
    code, shown, told = ask(capsys, "check", str(template))
    assert code == 2 and shown == f"{found}\n"
    assert all(f"[{finding.rule}" in shown for finding in found)
    assert told.startswith("landbridge: ") and "error" in told
    assert len(json.loads(ask(capsys, "check", str(template), "--format", "json")[1])) == len(found)
    code, shown, told = ask(capsys, "route", "Osaka", "Almaty", "--network", str(template))
    assert code == 2 and shown == "" and "'4 d'" in told and "Traceback" not in told


@pytest.mark.parametrize("empty", ["", " ", ",", "CN,", "CN,,KZ"])
@pytest.mark.parametrize("command", ["route", "frontier", "alternatives", "compare"])
def test_an_empty_ban_is_wrong_usage(capsys, command, empty):
    code, out, err = ask(capsys, command, "Yokohama", "Almaty", "--avoid", empty)
    assert (code, out) == (2, "")
    assert "--avoid: an empty name (an unset variable?)" in err


@pytest.mark.parametrize(
    "option", ["--avoid-place", "--avoid-link", "--avoid-service", "--via", "--modes", "--scenario", "--network"]
)
@pytest.mark.parametrize("empty", ["", " "])
def test_so_is_every_other_empty_name(capsys, option, empty):
    code, out, err = ask(capsys, "route", "Yokohama", "Almaty", option, empty)
    assert (code, out) == (2, "")
    assert f"{option}: an empty name (an unset variable?)" in err


def test_a_list_with_a_gap_is_wrong_usage_too(capsys):
    for option, text in (("--modes", "rail,,sea"), ("--criteria", "time,,cost"), ("--criteria", "")):
        assert ask(capsys, "frontier", "Yokohama", "Almaty", option, text)[:2] == (2, "")


@pytest.mark.parametrize("text", ["China", "CHN", "cn", "people's republic of china", "CN,UK", "USA CHN"])
def test_a_country_is_banned_by_name(capsys, text):
    code, out, _ = ask(capsys, "route", "Yokohama", "Almaty", "--avoid", text)
    assert code == 0 and "CN, " in out.splitlines()[1]


def test_a_country_that_is_misspelt_is_suggested_beside_what_else_is_wrong(capsys):
    code, out, err = ask(capsys, "route", "Yokohoma", "Almaty", "--avoid", "Chian", "--max-days", "-1")
    assert (code, out) == (2, "")
    for told in ("no place is called 'Yokohoma'", "JPYOK", "did you mean CN (China)?", "max_days=-1.0"):
        assert told in err


def test_warnings_alone_leave_the_exit_code_0(capsys, template):
    text = (template / "places.csv").read_text(encoding="utf-8")
    (template / "places.csv").write_text(text + "LONELY,Lonely,JP\n", encoding="utf-8")
    code, shown, _ = ask(capsys, "check", str(template))
    assert code == 0 and shown.startswith("warning: ")
    code, shown, told = ask(capsys, "route", "Osaka", "Almaty", "--network", str(template))
    assert code == 0 and "odd data" in told and "warning" not in shown


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"\xff\xfeid", b"id,name\nA,\x1b[31m", b'id,name\n"A,B\n'])
def test_files_that_are_no_tables_are_findings(capsys, template, content):
    (template / "places.csv").write_bytes(content)
    code, shown, told = ask(capsys, "check", str(template))
    assert code == 2 and shown.startswith("error: ") and "Traceback" not in told and "\x1b" not in shown


def test_names_that_act_on_a_terminal_or_a_spreadsheet_only_show(capsys, tmp_path):
    builder = NetworkBuilder("hostile")
    builder.add_place(id="A", name='=cmd|"/c calc"!A1')
    builder.add_place(id="B", name="B\x9b31m\u202etxt")
    builder.add_link(id="way", tail="A", head="B", mode="sea", hours=10, usd=5)
    networks.write(builder.build(), tmp_path / "hostile")
    _, shown, _ = ask(capsys, "route", "A", "B", "--network", str(tmp_path / "hostile"))
    assert "\x9b" not in shown and "\u202e" not in shown and r"B\x9b31m\u202etxt" in shown
    rows = list(
        csv.reader(
            io.StringIO(ask(capsys, "route", "A", "B", "--network", str(tmp_path / "hostile"), "--format", "csv")[1])
        )
    )
    cells = [cell for row in rows for cell in row]
    assert '\'=cmd|"/c calc"!A1' in cells and not [cell for cell in cells if cell.startswith(("=", "+", "@"))]
    assert [cell for cell in cells if cell.startswith("-")] == []


def test_a_network_without_figures_answers_with_what_it_lacks(capsys, tmp_path):
    net = Toy(A="JP", B="RU").link("sea", "A", "B", "sea", hours=48).build()
    networks.write(net, tmp_path / "toy")
    code, shown, _ = ask(capsys, "route", "A", "B", "--network", str(tmp_path / "toy"))
    assert code == 0 and "2.0 days; - USD" in shown and "No usd total" in shown
    assert ask(capsys, "route", "A", "B", "--network", str(tmp_path / "toy"), "--minimise", "cost")[0] == 1


@pytest.mark.parametrize(
    ("given", "via"),
    [
        ("suez", "suez"),
        ("china by dostyk", "china-dostyk"),
        ("Northern Sea Route", "northern-sea-route"),
        ("rail:RU-BAMOV-RU-KARYM", "rail:RU-BAMOV-RU-KARYM"),
        ("khabarovsk", "RUKHV"),
    ],
)
def test_a_via_is_a_place_a_link_or_a_corridor_by_name(given, via):
    arguments = build_parser().parse_args(["route", "JPYOK", "RUMOW", "--via", given, "--via", "RUVVO", "--via", given])
    assert question_of(arguments, networks.load("eurasia"))[1].via == (via, "RUVVO", via)


def test_what_a_corridor_and_a_place_are_both_called_is_asked_back(capsys):
    code, _, told = ask(capsys, "route", "JPYOK", "RUMOW", "--via", "SUEZ")
    assert code == 2 and "  suez  the corridor Suez\n  EGSUZ  Suez, EG" in told


@pytest.mark.long
def test_corridors_are_told_in_every_format(capsys, tmp_path):
    code, shown, _ = ask(capsys, "corridors", "Yokohama", "Almaty", "--avoid", "CN")
    assert code == 0 and "Trans-Siberian" in shown and "No route by Northern Sea Route" in shown
    rows = list(csv.DictReader(io.StringIO(ask(capsys, "corridors", "JPYOK", "KZALA", "--format", "csv")[1])))
    net = networks.load("eurasia")
    assert {row["corridor"] for row in rows} == set(net.corridors)
    found = json.loads(ask(capsys, "corridors", "JPYOK", "KZALA", "--format", "json")[1])
    best = routing.solve(net, Shipment("JPYOK", "KZALA")).require()
    assert found["corridors"][0]["days"] == best.days and found["corridors"][0]["uses"] == best.corridor
    assert ask(capsys, "corridors", "JPYOK", "KZALA", "--max-days", "3", "--format", "csv")[0] == 1
    assert ask(capsys, "corridors", "JPYOK", "KZALA", "-o", str(tmp_path / "page.html"))[0] == 0
    assert "The best route by each corridor" in (tmp_path / "page.html").read_text(encoding="utf-8")


@pytest.mark.long
def test_what_decides_is_told_in_every_format(capsys, tmp_path):
    code, shown, _ = ask(capsys, "sensitivity", "Yokohama", "Almaty", "--avoid", "CN")
    assert code == 0 and "What moves the days" in shown and "of the way" in shown and "Taken for lack" in shown
    found = json.loads(ask(capsys, "sensitivity", "JPYOK", "KZALA", "--avoid", "CN", "--format", "json")[1])
    rows = list(csv.DictReader(io.StringIO(ask(capsys, "sensitivity", "JPYOK", "KZALA", "--format", "csv")[1])))
    assert {row["section"] for row in rows} == {"effect", "turn"} and len(found["effects"]) > 10
    assert found["best"]["days"] == found["best"]["least"] and found["second"]["corridor"]
    for name in ("page.html", "tornado.png"):
        assert ask(capsys, "sensitivity", "JPYOK", "KZALA", "--avoid", "CN", "-o", str(tmp_path / name))[0] == 0
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "one figure at a time" in page and "landbridge sensitivity" in page
    assert ask(capsys, "sensitivity", "JPYOK", "KZALA", "--max-days", "3")[0] == 1


@pytest.mark.long
def test_punctuality_is_told_in_every_format(capsys, tmp_path):
    ends = ("JPYOK", "KZALA", "--samples", "1000")
    code, shown, _ = ask(capsys, "punctuality", *ends, "--avoid", "CN", "--deadline-days", "30", "--seed", "-3")
    assert code == 0 and "There within 30 days: " in shown and "seed -3" in shown and "Taken for lack" in shown
    found = json.loads(ask(capsys, "punctuality", *ends, "--format", "json")[1])
    rows = list(csv.DictReader(io.StringIO(ask(capsys, "punctuality", *ends, "--format", "csv")[1])))
    assert {row["section"] for row in rows} == {"figure", "share", "bar"}
    assert sum(int(float(row["value"])) for row in rows if row["section"] == "bar") == 1000 == found["samples"]
    told = next(float(row["value"]) for row in rows if row["name"] == "on_time")
    assert told == found["on_time"]["value"] and found["quantiles_days"]["p95"]["value"] > found["planned_days"]
    assert ask(capsys, "punctuality", *ends, "-o", str(tmp_path / "page.html"))[0] == 0
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "of 100 journeys" in page and "landbridge punctuality JPYOK KZALA" in page
    code, shown, _ = ask(capsys, "punctuality", *ends, "--depart", "2016-03-01")
    assert code == 0 and "explained alone" in shown
    assert ask(capsys, "punctuality", *ends, "--max-days", "3")[0] == 1
    assert ask(capsys, "punctuality", *ends, "--deadline-days", "0")[0] == 2


@pytest.mark.long
def test_what_goods_under_way_should_do_is_told_from_a_saved_answer(capsys, tmp_path):
    plan = str(tmp_path / "plan.json")
    assert ask(capsys, "route", "JPYOK", "RUMOW", "--depart", "2016-03-01", "-o", plan)[0] == 0
    days = ("--at", "2016-03-07", "--closed", "RU-ZABAIK", "--since", "2016-03-06")
    code, shown, _ = ask(capsys, "replan", plan, *days)
    assert code == 0 and "Go another way: +" in shown and "no route satisfies the constraints" in shown
    found = json.loads(ask(capsys, "replan", plan, *days, "--format", "json")[1])
    assert found["verdict"] == "change" and found["where"] == "CNDAL" and found["extra"]["days"] > 1
    assert found["sunk"]["usd"] < found["results"]["plan"]["routes"][0]["totals"]["usd"]
    code, shown, _ = ask(capsys, "replan", plan, "--at", "2016-03-12T08:00", "--queued", "CN-RU=5")
    assert code == 0 and "Keep to the plan, with other departures or delays: +5.0 days" in shown
    assert ask(capsys, "replan", plan, "--at", "2016-03-12", "--slowed", "RU=1.5")[0] == 0
    code, shown, _ = ask(capsys, "replan", plan, "--at", "2016-03-12", "--closed", "RU")
    assert code == 1 and "No way on from there." in shown and "closed on the way: closed:RU" in shown
    for wrong in (("--slowed", "RU=x"), ("--queued", "RU"), ("--network", "eurasia-2025")):
        assert ask(capsys, "replan", plan, "--at", "2016-03-12", *wrong)[0] == 2
    assert ask(capsys, "replan", plan, "--at", "2016-06-12")[0] == 2
    assert ask(capsys, "replan", "README.md", "--at", "2016-03-12")[0] == 2
    page = tmp_path / "page.html"
    assert ask(capsys, "replan", plan, *days, "-o", str(page))[0] == 0


@pytest.mark.long
def test_what_is_worth_knowing_is_told_in_every_format(capsys, tmp_path):
    ends = ("JPYOK", "RUMOW", "--samples", "50", "--scenario", "2016-suez")
    code, shown, _ = ask(capsys, "worth-knowing", *ends)
    assert code == 0 and "Worth knowing alone, the most first" in shown and "worth exactly 0" in shown
    found = json.loads(ask(capsys, "worth-knowing", *ends, "--format", "json")[1])
    rows = list(csv.DictReader(io.StringIO(ask(capsys, "worth-knowing", *ends, "--format", "csv")[1])))
    assert rows[0]["section"] == "total" and float(rows[0]["worth"]) == found["total"]["worth"]
    assert ask(capsys, "worth-knowing", *ends, "-o", str(tmp_path / "page.html"))[0] == 0
    assert "landbridge worth-knowing JPYOK RUMOW --" in (tmp_path / "page.html").read_text(encoding="utf-8")
    assert ask(capsys, "worth-knowing", *ends, "--max-days", "3")[0] == 1
    assert ask(capsys, "worth-knowing", *ends, "--minimise", "co2e")[0] == 2


@pytest.mark.long
def test_the_reliable_way_is_told_in_every_format(capsys, tmp_path):
    ends = ("JPYOK", "RUMOW", "--samples", "60", "--by", "cost", "--deadline-days", "36")
    code, shown, _ = ask(capsys, "reliable", *ends)
    assert code == 0 and "proven the least on them" in shown and "Taken for lack" in shown
    found = json.loads(ask(capsys, "reliable", *ends, "--format", "json")[1])
    rows = list(csv.DictReader(io.StringIO(ask(capsys, "reliable", *ends, "--format", "csv")[1])))
    assert [row["way"] for row in rows] == ["chosen", "plain"] and float(rows[0]["usd"]) == found["value"]
    assert ask(capsys, "reliable", *ends, "-o", str(tmp_path / "page.html"))[0] == 0
    assert "landbridge reliable JPYOK RUMOW --" in (tmp_path / "page.html").read_text(encoding="utf-8")
    code, shown, _ = ask(capsys, "reliable", *ends[:-1], "15")
    assert code == 1 and "the surest one is there with" in shown
    timed = ("JPYOK", "RUMOW", "--samples", "60", "--depart", "2016-03-01")
    assert "by the clock, leaving Tue 1 March 2016" in ask(capsys, "reliable", *timed)[1]


@pytest.mark.long
def test_what_is_critical_is_told_in_every_format(capsys, tmp_path):
    toy = Toy(A="JP", B="RU", C="KR", D="KZ").link("A-B", "A", "B", "sea", hours=48, usd=500)
    toy.link("A-C", "A", "C", "sea", hours=48, usd=100).link("C-B", "C", "B", "sea", hours=72, usd=100)
    networks.write(toy.link("B-D", "B", "D", hours=24, usd=50).build(), tmp_path / "net")
    lanes, net = ("A,C", "B,D", "--k", "1"), ("--network", str(tmp_path / "net"))
    more = ("--kinds", "link,service", "--cuts", "link", "--lose", "link:A-B,place:C", *net)
    code, shown, _ = ask(capsys, "critical", *lanes, *more)
    assert code == 0 and "The worst: without link B - D (B-D) 2 shipments have no route." in shown
    assert "Without link A - B (A-B), place C" in shown and "Taken for lack" in shown
    found = json.loads(ask(capsys, "critical", *lanes, *more, "--format", "json")[1])
    rows = list(csv.DictReader(io.StringIO(ask(capsys, "critical", *lanes, *more, "--format", "csv")[1])))
    assert {row["section"] for row in rows} == {"worst", "told", "alone", "cut"}
    assert [row["outcome"] for row in rows if row["section"] == "worst"] == ["as before", "no route"] * 2
    assert found["worst"][0]["unserved"] == 2 and found["told"][0]["elements"][0] == {"kind": "link", "id": "A-B"}
    assert ask(capsys, "critical", *lanes, *net, "-o", str(tmp_path / "page.html"))[0] == 0
    assert "What is lost, and what shipments do then" in (tmp_path / "page.html").read_text(encoding="utf-8")
    assert ask(capsys, "critical", *lanes, *net, "-o", str(tmp_path / "page.xlsx"))[0] == 0
    assert ask(capsys, "critical", *lanes, *net, "--max-days", "0.1")[0] == 1
    code, _, told = ask(capsys, "critical", *lanes, *net, "--lose", "EGSUZ")
    assert code == 2 and "expected KIND:ID" in told
