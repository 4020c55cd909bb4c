"""What several folders share: its rows come first, its files are named, and what opens later is withheld."""

import datetime
import random
import shutil
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles.cases import cases
from oracles.random_networks import network_of, rows_of, specs

import networks
from networks.model.canonical import table_text
from networks.readers.csv_folder import layers, read_tables
from routing import Shipment, solve

WORLD = {
    "places": "id,name,country,source\nA,Alpha,KZ,S1\nB,Beta,RU,S1\nC,Gamma,RU,S1\nD,Delta,RU,S1\n",
    "links": "id,tail,head,mode,length_km,hours,territories,opened\n"
    "ab,A,B,road,900,20,KZ;RU,1905\nac,A,C,road,900,20,KZ;RU,2020\nbd,B,D,road,900,20,RU,planned\n",
    "sources": "id,title\nS1,An atlas\n",
}
NOW = {"network": "name,as_of,shares\nnow,2025-06-30,world\n"}


def folder(path, **tables):
    path.mkdir(exist_ok=True)
    for name, text in tables.items():
        (path / f"{name}.csv").write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def now(tmp_path):
    """An edition of three files' worth of shared rows and none of its own."""
    folder(tmp_path / "world", **WORLD)
    return folder(tmp_path / "now", **NOW)


def errors(path):
    return [str(one) for one in networks.check(path) if one.severity == "error"]


def test_an_edition_is_its_own_rows_behind_those_that_it_shares(now):
    folder(now, places="id,name,country\nE,Epsilon,RU\n", links="id,tail,head,mode,hours\nbe,B,E,road,5\n")
    net = networks.read(now, silence="connected")
    assert (net.name, net.as_of) == ("now", datetime.date(2025, 6, 30))
    assert net.catalogue["places"]["id"].tolist() == ["A", "B", "C", "D", "E"]
    assert net.catalogue["links"]["id"].tolist() == ["ab", "ac", "bd", "be"]
    assert net.catalogue["places"].lines.tolist() == [2, 3, 4, 5, 2]
    assert solve(net, Shipment("A", "E")).require().links == ("ab", "be")
    assert layers(now) == (now.parent / "world", now)


def test_a_folder_with_the_same_rows_in_one_place_is_the_same_network(now, tmp_path):
    alone = tmp_path / "alone"
    shutil.copytree(tmp_path / "world", alone)
    folder(alone, network="name,as_of\nnow,2025-06-30\n")
    apart = (alone / "links.csv").read_text().replace("opened\n", "opened,offered\n").replace("05\n", "05,\n")
    (alone / "links.csv").write_text(apart.replace("2020\n", "2020,\n").replace("planned\n", "planned,no\n"))
    apart = (alone / "places.csv").read_text().replace("source\n", "source,offered\n").replace("S1\n", "S1,\n")
    (alone / "places.csv").write_text(apart.replace("D,Delta,RU,S1,\n", "D,Delta,RU,S1,no\n"))
    assert networks.read(now) == networks.read(alone)


@pytest.mark.parametrize(
    ("as_of", "links", "places"),
    [
        ("2025-06-30", ["ab", "ac"], ["A", "B", "C"]),
        ("2020-01-01", ["ab", "ac"], ["A", "B", "C"]),
        ("2019-12-31", ["ab"], ["A", "B"]),  # C is known, and no link on offer ends there
        ("1904-12-31", [], []),
        ("", ["ab", "ac"], ["A", "B", "C"]),  # of no day: only what is planned is withheld
    ],
)
def test_what_is_shared_is_on_offer_from_its_opening_on(now, as_of, links, places):
    folder(now, network=f"name,as_of,shares\nnow,{as_of},world\n")
    net = networks.read(now)
    assert (list(net.links), list(net.places)) == (links, places)
    assert set(net.withheld) == {"ab", "ac", "bd", "A", "B", "C", "D"} - {*links, *places}
    assert net.withheld["bd"] == ("links", "planned")
    assert net.withheld.get("ac", ("links", "opens in 2020")) == ("links", "opens in 2020")


def test_what_an_edition_states_itself_is_on_offer_as_it_says(now):
    folder(now, places="id,name,country\nE,Epsilon,RU\n", links="id,tail,head,mode,hours,opened\nbd2,B,D,road,5,2030\n")
    net = networks.read(now, silence=["connected", "links-not-yet-open"])
    assert "bd2" in net.links and {"D", "E"} <= set(net.places)  # D: a link on offer ends there


def test_a_scenario_puts_on_offer_what_opens_later(now):
    added = (("links", "bd"), ("places", "D"))
    change = [networks.Change(action="add", table=table, element=name, why="what if") for table, name in added]
    assert solve(networks.read(now).apply(change), Shipment("A", "D")).require().links == ("ab", "bd")


def test_the_same_key_twice_names_both_files(now):
    folder(now, places="id,name,country\nB,Beta,RU\n", sources="id,title\nS1,Another atlas\n")
    assert errors(now) == [
        "error: places.csv, line 2, id: 'B': expected each id once; it stands in world/places.csv line 3 already",
        "error: sources.csv, line 2, id: 'S1': expected each id once; it stands in world/sources.csv line 2 already",
    ]


def test_findings_name_the_file_and_the_line_of_either_folder(now):
    (now.parent / "world" / "links.csv").write_text(WORLD["links"].replace("ac,A,C", "ac,A,X"))
    folder(now, links="id,tail,head,mode,hours\nbe,B,E,road,5\n")
    assert errors(now) == [
        "error: links.csv, line 2, head: 'E': no such place; did you mean B (Beta), D (Delta)?",
        "error: world/links.csv, line 3, head: 'X': no such place",
    ]
    (now.parent / "world" / "links.csv").write_text(WORLD["links"].replace("900,20", "1 km,20", 1) + "cut off\n")
    folder(now, network="name,as_of,shares\nnow,30 June,world\n")
    assert [one.partition(":")[2].partition(": ")[0].strip() for one in errors(now)] == [
        "network.csv, line 2, as_of",
        "world/links.csv, line 2, length_km",
        "world/links.csv, line 5",
    ]


def test_each_file_with_idle_sources_and_each_that_is_no_table_is_told(now):
    (now.parent / "world" / "sources.csv").write_text("id,title\nS1,An atlas\nS2,A map\n")
    folder(now.parent / "world", ports="id\n")
    folder(now, sources="id,title\nS3,A list\n", harbours="id\n")
    assert {(one.file, one.value) for one in networks.check(now)} == {
        ("world/sources.csv", "S2"), ("sources.csv", "S3"), ("world/ports.csv", ""), ("harbours.csv", "")
    }  # fmt: skip


@pytest.mark.parametrize(
    ("shares", "told"),
    [
        ("wrld", "'wrld': no folder of this name stands beside this one; did you mean world?"),
        ("../world", "'../world': expected the name of a folder beside this one, without a path"),
        ("..", "'..': expected the name of a folder beside this one, without a path"),
        ("world/", "'world/': expected the name of a folder beside this one, without a path"),
        (r"sub\world", r"'sub\\world': expected the name of a folder beside this one, without a path"),
        ("now", "'now': what is shared shares nothing itself, and now/network.csv there shares now"),
        ("third", "'third': what is shared shares nothing itself, and third/network.csv there shares world"),
        ("港" * 120, f"{'港' * 120!r}: no folder of this name stands beside this one"),
        ("my world", "'my world': expected an id without spaces"),
    ],
)
def test_what_cannot_be_shared_is_one_error(now, shares, told):
    folder(now.parent / "third", network="name,shares\nthird,world\n")
    folder(now, network=f"name,as_of,shares\nnow,2025-06-30,{shares}\n")
    (found,) = errors(now)
    assert found.startswith(f"error: network.csv, line 2, shares: {told}")
    with pytest.raises(networks.DataError, match="1 error in the data"):
        networks.read(now)


def test_a_heading_in_the_shared_folder_is_that_of_another_network_and_is_not_read(now):
    folder(now.parent / "world", network="name,as_of\nworld,1999-01-01\n")
    net = networks.read(now)
    assert (net.name, len(net.catalogue["network"])) == ("now", 1)
    assert networks.read(now.parent / "world", silence=["links-not-yet-open", "connected"]).name == "world"


def test_a_place_that_neither_folder_has_is_told_once(now):
    (now.parent / "world" / "places.csv").unlink()
    assert any("file not found in" in one for one in errors(now)) and not any(
        "no such place" in one for one in errors(now)
    )


def test_what_is_written_stands_by_itself(now, tmp_path):
    net, written = networks.read(now), tmp_path / "written"
    networks.write(net, written)
    shutil.rmtree(tmp_path / "world")
    assert "shares" not in (written / "network.csv").read_text()
    assert networks.read(written) == net and set(networks.read(written).withheld) == {"bd", "D"}


def test_the_working_folder_shares_what_stands_beside_it(now, monkeypatch):
    net = networks.read(now)
    monkeypatch.chdir(now)
    assert networks.read(".") == networks.read(Path("../now")) == net


@cases(quick=5, long=100)
@given(specs(), st.integers(0, 2**32 - 1))
def test_rows_shared_at_random_make_the_network_that_they_were_taken_from(spec, seed):
    """Two folders are one, however its rows fall to them, where nothing that is shared opens later or lies idle."""
    net, rng = network_of(rows_of(spec)), random.Random(seed)
    links = net.catalogue["links"]
    ends = {place for end in ("tail", "head") for place in links[end][links["offered"]]}
    with tempfile.TemporaryDirectory() as both:
        world, edition = folder(Path(both) / "world"), folder(Path(both) / "edition")
        for name, table in net.catalogue.items():
            if name == "network":
                table = table.with_cells(shares=np.array(["world"], dtype=object))
            idle = [name == "places" and row["id"] not in ends for row in table.rows()]
            stays = [name in ("network", "changes") or rng.random() < 0.5 for _ in idle]
            out = ~np.array([a or b for a, b in zip(idle, stays, strict=True)], dtype=bool)
            for where, part in ((world, table.where(out)), (edition, table.where(~out))):
                if len(part) or rng.random() < 0.1:  # a file of a header alone
                    folder(where, **{name: table_text(part)})
        tables, findings = read_tables(edition)
    assert findings == []
    assert networks.Network(tables) == net


def test_files_of_a_header_alone_share_nothing_and_break_nothing(now):
    for name in ("places", "links"):
        (now / f"{name}.csv").write_text(WORLD[name])
        (now.parent / "world" / f"{name}.csv").write_text(WORLD[name].partition("\n")[0] + "\n")
    assert list(networks.read(now, silence="links-not-yet-open").links) == ["ab", "ac", "bd"]
