"""The built-in data, checked on the files as they stand: figures, services, the map, chains of links, claims.

The rules of `networks.check` look at any network; these are stricter, and know what is special about this one. What is an
exception stands in a table here, so that a new one must be written down.
"""

from __future__ import annotations

import csv
import datetime
import io
import math
import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby, pairwise
from operator import itemgetter
from pathlib import Path
from typing import Any

import networkx
import numpy as np
import pytest
import shapely

import networks
from networks.geo.borders import territory_polygon
from networks.geo.sphere import along_great_circles
from networks.geo.territories import extents
from networks.model.canonical import table_text
from networks.model.cells import table_from_texts
from networks.model.schema import columns
from networks.model.vocabulary import UNITS
from networks.readers.csv_folder import layers, read_tables
from routing import Constraints, Route, Shipment, SolveOptions, solve

ROOT = Path(__file__).parents[1]
FOLDER = Path(networks.__file__).parent / "data" / "eurasia"
COMMON = FOLDER.parent / "eurasia-common"  # what every edition shares
FILES = sorted(file for folder in (COMMON, FOLDER) for file in folder.glob("*.csv"))
TABLES, FINDINGS = read_tables(FOLDER)
NETWORK = networks.load("eurasia")
ROWS: dict[str, list[dict[str, Any]]] = {name: list(table.rows()) for name, table in TABLES.items()}
LINKS, PLACES, SERVICES = ({row["id"]: row for row in ROWS[name]} for name in ("links", "places", "services"))
WAYPOINTS = {link: list(rows) for link, rows in groupby(ROWS["waypoints"], key=itemgetter("link"))}
ASSUMED = ("assumption", "facts-")  # sources that are our own

# Sourced figures of which nobody said the year.
UNDATED = {
    ("line:RUVYP-RUMOW-express", "headway"),  # S50, about 2012 to 2014
    ("line:JPMAI-RUVVO#2", "running_time"),
    ("line:RUVVO-JPMAI#2", "running_time"),
    ("line:JPSMN-RUVVO#2", "running_time"),
    ("line:RUVVO-JPSMN#3", "running_time"),
    ("line:CNTXG-RUMOW-erenhot", "headway"),
    ("line:TMKRW-AZALA#2", "running_time"),
    ("line:AZALA-TMKRW#2", "running_time"),
}
APART = [{"TR-ISTANBUL", "TRKSY"}]  # joined only by what opened in 2017

PORT_KM = 20.0  # first and last km of a line at sea, where the 1:10m coast does not show the harbour
WATERWAYS = {"sea:EGSUZ-EGPSD": 130, "sea:RUASF-IRAMD": 86}  # km on what the coast shows as land: Suez Canal, Volga

# Links without way-points: no town of the list lies between their ends, nothing is built, or the ends are invented sidings.
ROADS = {"road:JPTYO-JPYOK", "road:JPOSA-JPUKB"}  # of lorries, by their length alone
UNDRAWN = {
    f"rail:{link}"
    for link in (
        "RUGRK-CNSFE@1520",
        "RUGRK-CNSFE@1435",
        "TM-SERAKHS-IRCKT@1520",
        "TM-SERAKHS-IRCKT@1435",
        "RUNKI-MN-SUKHBAATAR",
        "RU-LOKOT-KZ-AUL",
        "RU-YURGA-RU-TOPKI",
        "RU-TOPKI-RUKEJ",
        "UZ-KARAKALP-UZ-KUNGRAD",
        "KZ-MANGYSTAU-KZKUR",
        "KZUZE-KZ-BOLASHAK",
        "GEZAI-TRKSY",
        "RU-SAMARGA-RUKHV",
        "AZAST-IRRAS",
        "RUVYP-RU-VOSTCOAL",
        "RUVNN-RU-MUCHKA",
        "RUKEJ-RU-KEMCOAL",
        "RUNOZ-RU-NOVCOAL",
        "KZKGF-KZ-KARCOAL",
        "KZEKB-KZ-EKICOAL",
        "RU-BIROB-RU-NIZHLENIN",
        "RU-NIZHLENIN-CN-TONGJIANG@1520",
        "RU-NIZHLENIN-CN-TONGJIANG@1435",
        "UZ-ANDIJAN-KG-JALALABAD",
        "UZ-ANDIJAN-KG-OSH",
        "CN-KASHGAR-KG-TORUGART",
        "KG-TORUGART-KG-MAKMAL",
        "KG-MAKMAL-KG-JALALABAD",
        "KZ-AYAGOZ-KZ-BAKHTY",
        "KZ-BAKHTY-CN-TACHENG",
        "KZPLX-KZ-AYAGOZ",
        "KZ-AYAGOZ-KZ-AKTOGAY",
        "KZ-DARBAZA-KZ-MAKTAARAL",
        "KZARY-KZ-DARBAZA",
        "KZ-MAKTAARAL-UZ-KHAVAST",
        "KZ-MOINTY-KZ-KYZYLZHAR",
        "KZ-KYZYLZHAR-KZDZN",
        "KZ-ZHETYGEN-KZ-KAZYBEK",
        "KZ-KAZYBEK-KZ-SHU",
    )
} | {"road:CN-KASHGAR-KG-OSH", "road:CN-KASHGAR-UZ-ANDIJAN"}

# places passed, published km, and how far the sum of the links may lie from it.
CHAINS = [
    (
        ("RUVVO", "RUKHV", "RU-BELOG", "RU-KARYM", "RUIKT", "RUOVB", "RUOMS", "RUTJM", "RUYEK", "RUIAR", "RUMOW"),
        9288,
        0.005,
    ),
    (("RUMOW", "RUGOJ", "RUYEK", "RUTJM", "RUNKI", "MNULN"), 6266, 0.005),
    (("RU-TAISHET", "RUTYD", "RUKXK", "RUSOG"), 4305, 0.01),  # 4,287 to 4,324
    (("RUUKX", "RUTYD", "RUKXK"), 3105, 0.01),
    (("KZPLX", "KZALA", "KZ-TURKSIB"), 1452, 0.005),
    (("RUOVB", "RU-LOKOT", "KZALA", "KZARY"), 2531, 0.005),
    (("KZPPK", "KZAST", "KZ-SHU"), 1514, 0.015),
    (("KZ-DOSTYK", "KZ-MOINTY"), 836, 0.005),
    (("TMKRW", "TMASB", "UZBHK"), 1283, 0.015),
    (("IRTHR", "IR-GARMSAR", "IRMHD"), 925, 0.015),
    (("CNLYG", "CNZGZ", "CNSIA", "CNLAZ"), 1759, 0.005),
    (("CNURC", "CN-ALASHANKOU"), 468.5, 0.03),  # 460 or 477
    (("KZUZE", "IRGBT"), 928, 0.01),
    (("JPYOK", "SGSIN", "EGSUZ", "EGPSD", "DEHAM"), 21426, 0.005),
    (("JPYOK", "SGSIN", "EGSUZ", "EGPSD", "NLRTM"), 21100, 0.01),
]


def key(figure: dict[str, Any]) -> tuple[str, str]:
    return figure["element"], figure["quantity"]


def legs() -> Iterator[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]]:
    """Yield the service, the stop before and the stop of every leg of every line, on offer or not."""
    stops: dict[str, list[dict[str, Any]]] = {}
    for row in ROWS["stops"]:
        stops.setdefault(row["service"], []).append(row)
    for service, rows in stops.items():
        for before, stop in pairwise(sorted(rows, key=lambda row: row["seq"])):
            yield SERVICES[service], before, stop


# ---- files --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_a_file_is_what_the_writer_would_write(file):
    name, text = file.stem, file.read_text(encoding="utf-8")
    header, *cells = csv.reader(io.StringIO(text, newline=""))
    table, findings = table_from_texts(
        name, dict(zip(header, zip(*cells, strict=True), strict=True)), file=file.name, lines=range(2, len(cells) + 2)
    )
    assert findings == []
    required = {column.name for column in columns()[name] if column.required}
    kept = [place for place, column in enumerate(header) if column in required or any(row[place] for row in cells)]
    out = io.StringIO(newline="")  # without columns that are empty throughout, which the writer leaves out
    csv.writer(out, lineterminator="\n").writerows([[row[place] for place in kept] for row in (header, *cells)])
    assert out.getvalue() == table_text(table)
    if len(kept) == len(header):
        assert text == table_text(table)  # byte for byte


def test_the_edition_and_what_it_shares_are_all_its_rows():
    assert layers(FOLDER) == (COMMON, FOLDER)
    rows = Counter(file.stem for file in FILES for _ in list(csv.reader(file.open(encoding="utf-8", newline="")))[1:])
    assert rows == Counter({name: len(table) for name, table in TABLES.items()})


def test_what_is_shared_stands_by_itself():
    """Nothing in it speaks of what one edition alone has, and its sources are used by it."""
    found = networks.check(COMMON)
    assert [str(one) for one in found if one.severity == "error" or one.rule == "used-sources"] == []
    assert not (COMMON / "network.csv").exists() and "eurasia-common" not in networks.editions()


def test_the_readers_find_nothing():
    assert FINDINGS == []


def test_the_checks_find_what_is_known_and_nothing_else():
    assert [str(one) for one in networks.check(FOLDER)] == [
        # joined only by what opened in 2017
        "warning: eurasia-common/links.csv: 'TR-ISTANBUL': the network falls into 2 parts; beside the largest, here by one place: 2 places",
        # Nagoya - Toyama-Shinko round half of Honshu by sea
        "warning: eurasia-common/links.csv, line 331, length_km: '1556': more than 3 times the great circle of 272 km",
    ]


def test_every_source_is_used_and_a_document_that_a_note_names_does_name_it():
    cells = [
        row[column] for rows in ROWS.values() for row in rows for column in ("source", "check_source") if column in row
    ]
    used = {*cells, *(source for row in ROWS["figures"] for source in row["see"])}
    for row in ROWS["sources"]:
        if row["id"] not in used:
            files = re.findall(r"[\w/-]+\.(?:md|csv|py)\b", row["note"])
            assert files, f"{row['id']}: take it to reading.md, or say what uses it"
            for file in files:
                path = next(folder for folder in (FOLDER, COMMON, ROOT) if (folder / file).exists()) / file
                assert re.search(rf"(?<![\w-]){row['id']}(?![\w-])", path.read_text(encoding="utf-8")), (
                    row["id"],
                    file,
                )


def test_what_was_only_read_stands_apart_from_the_sources():
    read = re.findall(r"^\| ([\w-]+) \|", (FOLDER / "reading.md").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    assert len(read) == len(set(read)) > 40
    assert set(read).isdisjoint(row["id"] for row in ROWS["sources"])


# ---- figures ------------------------------------------------------------------------------------------------


def test_every_figure_has_a_source_that_is_listed():
    sources = {row["id"] for row in ROWS["sources"]}
    assert [key(row) for row in ROWS["figures"] if row["source"] not in sources] == []


def test_a_figure_that_calls_itself_sourced_rests_on_a_source_of_others():
    assert [key(row) for row in ROWS["figures"] if row["kind"] == "sourced" and row["source"].startswith(ASSUMED)] == []


def test_a_figure_that_rests_on_an_assumption_says_so():
    assert [key(row) for row in ROWS["figures"] if row["source"] == "assumption" and row["kind"] != "assumption"] == []


def test_ranges_contain_their_values_and_every_assumption_has_one():
    wrong = []
    for row in ROWS["figures"]:
        low, value, high = row["low"], row["value"], row["high"]
        if (low is None) != (high is None) or (low is not None and not low <= value <= high):
            wrong.append(key(row))
        if row["kind"] == "assumption" and low is None:
            wrong.append(key(row))
    assert wrong == []


def test_every_figure_has_a_unit_and_every_sourced_one_its_year():
    figures = ROWS["figures"]
    assert [
        key(row) for row in figures if row["unit"] not in UNITS.get(row["quantity"], [row["currency"] or "?"])
    ] == []
    undated = {key(row) for row in figures if row["kind"] == "sourced" and row["year"] is None}
    assert undated == UNDATED
    prices = [row for row in figures if row["quantity"] in ("price", "rate")]
    assert [key(row) for row in prices if not (row["currency"] and row["basis"] and row["year"])] == []


def test_what_changes_of_scenarios_set_has_a_source_and_a_reason():
    sources = {row["id"] for row in ROWS["sources"]}
    for row in ROWS["changes"]:
        assert row["why"]
        if row["table"] == "figures" and row["action"] == "set":
            assert row["source"] in sources and row["kind"], row["element"]
            assert not (row["kind"] == "sourced" and row["source"].startswith(ASSUMED)), row["element"]
            if row["low"] is not None and row["high"] is not None:
                assert row["low"] <= float(row["value"]) <= row["high"], row["element"]


# ---- services -----------------------------------------------------------------------------------------------


def test_no_line_runs_over_links_of_another_mode_or_gauge():
    for service, _, stop in legs():
        links = [LINKS[name] for name in stop["path"]]
        assert {link["mode"] for link in links} == {service["mode"]}, stop
        if service["mode"] == "rail":
            assert len({link["gauge_mm"] for link in links}) == 1, stop


def test_a_line_changes_its_gauge_only_where_an_operation_does_it():
    known = {(row["place"], row["from_side"], row["to_side"]) for row in ROWS["operations"]}
    before: tuple[str, int] = ("", 0)
    for service, start, stop in legs():
        if service["mode"] != "rail":
            continue
        gauge = LINKS[stop["path"][0]]["gauge_mm"]
        if before[0] == service["id"] and before[1] != gauge:
            sides = (f"rail:{before[1]}", f"rail:{gauge}")
            assert (start["place"], *sides) in known or ("", *sides) in known, start
        before = (service["id"], gauge)


def test_a_path_leads_from_stop_to_stop():
    for _, before, stop in legs():
        here = before["place"]
        for name in stop["path"]:
            link = LINKS[name]
            assert here in (link["tail"], link["head"]), (stop["service"], name)
            assert not (link["directed"] and here == link["head"]), (stop["service"], name)
            here = link["head"] if here == link["tail"] else link["tail"]
        assert here == stop["place"], stop["service"]


def test_what_is_on_offer_runs_at_the_as_of_date_over_links_that_were_open():
    assert NETWORK.as_of is not None
    for service in NETWORK.services.values():
        assert (service.from_date or NETWORK.as_of) <= NETWORK.as_of <= (service.until_date or NETWORK.as_of)
        links = [*service.links, *(link for stop in service.stops for link in stop.path)]
        for name in links:
            assert name in NETWORK.links, (service.id, name)
            assert not NETWORK.links[name].opened.isdigit() or int(NETWORK.links[name].opened) <= NETWORK.as_of.year


def test_each_rail_link_belongs_to_one_railway_whose_container_trains_keep_to_its_links():
    links: dict[str, set[str]] = {}
    for row in ROWS["area_links"]:
        links.setdefault(row["service"], set()).add(row["link"])
    assert links.pop("area:drayage") == ROADS
    general = {name for name in links if SERVICES[name]["grade"] == "general"}
    counts = Counter(link for name in links.keys() - general for link in links[name])
    rail = {name for name, link in LINKS.items() if link["mode"] == "rail"}
    assert set(counts) == rail and set(counts.values()) == {1}
    assert len(general) == 7
    for name in general:
        assert links[name] <= links[name.removesuffix("-general")], name


def test_what_is_planned_or_opened_later_is_offered_by_scenarios_only():
    later = set()
    for name, link in LINKS.items():
        if link["opened"] == "planned" or (link["opened"].isdigit() and int(link["opened"]) > 2016):
            later.add(name)
            assert not link["offered"], name
    assert later and later.isdisjoint(NETWORK.links)
    added = {row["element"]: row["scenario"] for row in ROWS["changes"] if row["action"] == "add"}
    for name, scenario in networks.scenarios().items():
        shown = later & set(networks.load("eurasia", scenario=name).links)
        assert {link for link in shown if added.get(link) is None} == set(), name
        as_of = scenario.as_of or datetime.date(2016, 11, 30)
        opened = {link for link in shown if LINKS[link]["opened"].isdigit()}
        assert {link for link in opened if int(LINKS[link]["opened"]) > as_of.year} == set(), name


# ---- the map ------------------------------------------------------------------------------------------------


def great_circle_km(one: dict[str, Any], other: dict[str, Any]) -> float:
    lat, lat2 = math.radians(one["lat"]), math.radians(other["lat"])
    turn = math.radians(other["lon"] - one["lon"])
    half = math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin(turn / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(half))


def test_no_link_is_shorter_than_the_great_circle():
    short = []
    for name, link in LINKS.items():
        chord = great_circle_km(PLACES[link["tail"]], PLACES[link["head"]])
        if link["length_km"] < chord - max(3.0, 0.01 * chord):  # positions are good to 1 to 3 km
            short.append((name, link["length_km"], round(chord)))
    assert short == []


@pytest.mark.long
def test_no_line_at_sea_crosses_land_but_at_ports_and_on_waterways():
    land = shapely.STRtree([part for code in extents() for part in shapely.get_parts(territory_polygon(code))])
    found = {}
    for link in (row for row in LINKS.values() if row["mode"] in ("sea", "ferry")):
        line = along_great_circles(line_of(link), 5.0)
        km = np.array([great_circle_km(*({"lat": lat, "lon": lon} for lon, lat in ends)) for ends in pairwise(line)])
        done = np.cumsum(km)
        open_water = np.flatnonzero((done - km > PORT_KM) & (done < done[-1] - PORT_KM))
        open_water = open_water[abs(np.diff(line[:, 0])[open_water]) < 180]  # but the piece over the 180th meridian
        pieces = shapely.linestrings(np.stack([line[:-1], line[1:]], axis=1))[open_water]
        piece, part = land.query(pieces, predicate="intersects")
        dry = shapely.length(shapely.intersection(pieces[piece], land.geometries[part])) / shapely.length(pieces[piece])
        on_land = float((dry * km[open_water][piece]).sum())
        if on_land > 0:
            found[link["id"]] = on_land
    assert set(found) == {
        *WATERWAYS,
        *(name for name, link in LINKS.items() if "DEHAM" in name and link["mode"] == "sea"),
    }
    assert all(km < WATERWAYS.get(link, 17) for link, km in found.items())  # the Elbe, else


def line_of(link: dict[str, Any]) -> Any:
    """Return the points of a link, ends included: degrees east and north."""
    inner = [(row["lon"], row["lat"]) for row in WAYPOINTS.get(link["id"], ())]
    ends = [(PLACES[link[end]]["lon"], PLACES[link[end]]["lat"]) for end in ("tail", "head")]
    return np.array([ends[0], *inner, ends[1]])


def test_every_link_that_is_drawn_fits_its_length_and_what_is_not_drawn_is_known():
    bare = {name for name in LINKS if name not in WAYPOINTS}
    assert bare == UNDRAWN | ROADS
    for name in sorted({row["link"] for row in ROWS["waypoints"] if row["source"] == "towns"}):
        km = sum(
            great_circle_km({"lat": a[1], "lon": a[0]}, {"lat": b[1], "lon": b[0]})
            for a, b in pairwise(line_of(LINKS[name]).tolist())
        )
        assert km <= 1.01 * LINKS[name]["length_km"], name  # else its towns are not all on the line


def test_both_ends_of_a_rail_link_have_its_gauge_and_its_territories():
    for name, link in LINKS.items():
        for end in (PLACES[link["tail"]], PLACES[link["head"]]):
            if link["mode"] == "rail":
                assert link["gauge_mm"] in end["gauges_mm"], name
            assert end["country"] in link["territories"], name
        assert set(link["in_transit"]) <= set(link["territories"]), name


def test_what_is_on_offer_hangs_together_but_for_the_parts_named_here():
    graph = networkx.Graph(NETWORK.to_networkx())
    parts = sorted(networkx.connected_components(graph), key=len)
    assert [set(part) for part in parts[:-1]] == APART
    assert len(parts[-1]) == len(NETWORK.places) - sum(map(len, APART))


@pytest.mark.parametrize(
    ("passed", "published", "tolerance"), CHAINS, ids=lambda cell: cell[0] if isinstance(cell, tuple) else ""
)
def test_a_chain_of_links_is_as_long_as_was_published(passed, published, tolerance):
    mode = "sea" if passed[0].startswith("JP") else "rail"
    graph = networkx.Graph()
    for link in NETWORK.links.values():
        known = graph.get_edge_data(link.tail, link.head, {}).get("km", math.inf)
        if link.mode == mode and link.length_km is not None:
            graph.add_edge(link.tail, link.head, km=min(known, link.length_km))
    if passed[0] in (
        "RUVVO",
        "RUMOW",
    ):  # published along the Trans-Siberian line, not the shorter ways through Kazakhstan
        graph.remove_nodes_from([name for name, place in NETWORK.places.items() if place.country in ("KZ", "CN")])
    km = sum(networkx.shortest_path_length(graph, one, other, weight="km") for one, other in pairwise(passed))
    assert km == pytest.approx(published, rel=tolerance)


# ---- what claims.md says of the network -----------------------------------------------------------------------


def best(destination: str, avoided: set[str]) -> Route | None:
    box = Shipment("JPYOK", destination, teu=1)
    return solve(
        NETWORK, box, constraints=Constraints(avoid_territories=frozenset(avoided)), options=SolveOptions(explain=False)
    ).best


def test_only_bishkek_cannot_be_reached_without_china_and_kazakhstan():
    assert best("KGFRU", {"CN"}) is not None and best("KGFRU", {"CN", "KZ"}) is None
    for destination in ("UZTAS", "TJDYU", "TMASB", "KG-OSH"):
        around, through = best(destination, {"CN", "KZ"}), best(destination, {"CN"})
        assert around is not None and through is not None
        assert "IR" in around.territories and "KZ" in through.territories
        assert around.minutes is not None and through.minutes is not None and around.minutes > through.minutes


def test_samarga_is_far_from_nakhodka():
    assert great_circle_km(PLACES["RU-SAMARGA"], PLACES["RUNJK"]) == pytest.approx(670, abs=10)


def test_the_ban_of_china_costs_less_than_two_days_to_moscow_and_more_to_almaty():
    days = {}
    for destination in ("RUMOW", "KZALA"):
        free, bound = best(destination, set()), best(destination, {"CN"})
        assert free is not None and bound is not None and free.days is not None and bound.days is not None
        days[destination] = bound.days - free.days
    assert 0 <= days["RUMOW"] < 2 < days["KZALA"]


def test_the_sources_that_the_claims_name_are_listed():
    named = set(re.findall(r"\bS\d+\b", (FOLDER / "claims.md").read_text(encoding="utf-8")))
    assert named and named <= {row["id"] for row in ROWS["sources"]}


def test_the_readme_of_the_data_counts_right():
    for folder in (COMMON, FOLDER):
        text = (folder / "README.md").read_text(encoding="utf-8")
        told = {name: int(count) for name, count in re.findall(r"^\| `(\w+)\.csv` \| (\d+) \|", text, re.MULTILINE)}
        files = {file.stem: file for file in FILES if file.parent == folder}
        assert told == {name: sum(1 for _ in csv.reader(files[name].open(encoding="utf-8"))) - 1 for name in told}
        assert set(files) - set(told) <= {"changes", "scenarios"}
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    kinds = Counter(figure["kind"] for figure in ROWS["figures"])
    words = r"Of the (\d+) figures (\d+) are sourced, (\d+) computed, (\d+) calibrated and (\d+) assumptions"
    spoken = re.search(words, page)
    assert spoken is not None
    assert [int(number) for number in spoken.groups()] == [
        len(ROWS["figures"]),
        kinds["sourced"],
        kinds["computed"],
        kinds["calibrated"],
        kinds["assumption"],
    ]


def test_the_railway_border_of_yalama_takes_half_on_each_side_and_no_customs_of_a_caspian_port():
    """The customs of the port of Astrakhan are those of ships; a train clears at Samur as at any other rail border."""
    for origin, destination in (("AZBAK", "RUVOG"), ("RUVOG", "AZBAK")):
        route = solve(
            NETWORK, Shipment(origin, destination), constraints=Constraints(avoid_territories={"KZ", "TM"})
        ).require()
        customs = [step for step in route.steps if step.kind in ("export", "import")]
        assert [(step.kind, step.minutes / 60, step.element) for step in customs] == [
            ("export", 10.3, "proc:export-AZ-ordinary" if origin == "AZBAK" else "proc:export-EAEU-ordinary"),
            ("import", 10.3, "proc:import-EAEU-ordinary" if origin == "AZBAK" else "proc:import-AZ-ordinary"),
        ]
