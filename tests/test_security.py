"""What SECURITY.md promises of files from strangers: each promise names tests that exist; here are those of no one room."""

from __future__ import annotations

import io
import os
import pickle
import re
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import numpy as np
import pytest

import networks
import routing
from routing import QuestionError, solve_many

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "SECURITY.md"
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
PLACES = "id,name\nA,Alpha\nB,Beta\n"
LINKS = "id,tail,head,mode,hours\nab,A,B,road,5\n"
BANNED = (  # what runs code out of data, opens XML or archives, asks the net
    *("pickle", "marshal", "shelve", "dill", "joblib", "cloudpickle", "code", "runpy", "yaml", "subprocess"),
    *("xml", "lxml", "defusedxml", "bs4", "html5lib", "tarfile", "bz2", "lzma", "gzip", "zlib", "zipfile"),
    *("socket", "ssl", "http", "ftplib", "urllib.request", "requests", "httpx", "aiohttp", "webbrowser"),
)
ALLOWED = {  # where one of them is used all the same -> which, and why
    "networks/geo/worldview.py": ("gzip", "outlines that are part of the package"),
    "networks/readers/gtfs_files.py": (
        "zipfile",
        "feeds: read by the names of members, unpacked in memory within limits",
    ),
    "networks/writers/gtfs.py": ("zipfile", "writes feeds"),
    "routing/cli/__init__.py": ("subprocess", "quotes a command for people: list2cmdline runs nothing"),
}
IMPORTS = re.compile(
    r"""(?m)^\s*(?:from|import)\s+({0})\b|import_module\(\s*["']({0})\b""".format("|".join(map(re.escape, BANNED)))
)
CALLS = re.compile(
    r"(?<![\w.])(?:eval|exec|__import__)\(|\bos\.(?:system|popen|exec\w*|spawn\w*)\(|\.extract(?:all)?\(|unpack_archive\(|"
    r"allow_pickle\s*=\s*(?!False)|shell\s*=|load_extension"
)
MOST_S, MOST_MIB = 2.0, 256


def test_every_promise_names_tests_that_exist():
    page = PAGE.read_text(encoding="utf-8")
    rows = [row for row in page.splitlines() if row.startswith("| ") and not row.startswith(("| what", "|--"))]
    assert len(rows) >= 12
    for row in rows:
        assert NAMED.search(row), row
    for file, test in NAMED.findall(page):
        assert f"def {test}(" in (ROOT / file).read_text(encoding="utf-8"), f"{file}::{test}"


def test_nothing_that_runs_code_opens_xml_or_asks_the_net_is_used():
    used = {}
    for package in (networks, routing):
        folder = Path(package.__file__).parent
        for file in sorted(folder.rglob("*.py")):
            text, name = file.read_text(encoding="utf-8"), file.relative_to(folder.parent).as_posix()
            assert not CALLS.search(text), f"{name}: {CALLS.search(text)}"
            found = {one or other for one, other in IMPORTS.findall(text)}
            if found:
                used[name] = found
    assert {name: {one for one in found if one != "zlib"} for name, found in used.items()} == {
        name: {what} for name, (what, _) in ALLOWED.items()
    }


class Bomb:
    """An object that opens a file when it is unpickled."""

    def __init__(self, sign: Path) -> None:
        self.sign = sign

    def __reduce__(self):
        return os.mkdir, (str(self.sign),)


def numpy_objects(sign: Path) -> bytes:
    file = io.BytesIO()
    np.save(file, np.array([Bomb(sign)], dtype=object), allow_pickle=True)
    return file.getvalue()


def archive(_: Path) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("places.csv", "0" * 10_000_000)
    return file.getvalue()


def claiming_rows(_: Path) -> bytes:
    head = str({"descr": "<f8", "fortran_order": False, "shape": (10**9,)}).encode().ljust(117) + b"\n"
    return b"\x93NUMPY\x01\x00" + len(head).to_bytes(2, "little") + head


ENTITIES = "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'><!ENTITY c SYSTEM 'file:///etc/hostname'>]><x>&b;&c;</x>"
OTHER_THINGS = {
    "a pickle": lambda sign: pickle.dumps(Bomb(sign)),
    "an old pickle": lambda sign: pickle.dumps(Bomb(sign), protocol=0),
    "an array of objects": numpy_objects,
    "an array that claims 10^9 rows": claiming_rows,
    "an archive": archive,
    "entities of XML": lambda _: ENTITIES.encode(),
    "YAML": lambda sign: f"!!python/object/apply:os.mkdir ['{sign}']\n".encode(),
}
BOMBS = {
    "a long line": "id,tail,head,mode,hours\nab,A,B,road," + "x" * 3_000_000,
    "a long header": "id,tail,head,mode," + "x" * 3_000_000 + "\n",
    "very many columns": "id,tail,head,mode" + ",c" * 300_000 + "\n",
    "very many empty lines": LINKS + "\n" * 300_000,
    "a number of many digits": f"id,tail,head,mode,hours\nab,A,B,road,{'9' * 100_000}\n",
    "a number of a large power": "id,tail,head,mode,hours\nab,A,B,road,1e999999999\n",
    "NUL bytes": "id,tail,head,mode,hours\nab,A\0,B,road,5\n" + "\0" * 1_000_000,
    "a quote left open": 'id,tail,head,mode,hours\nab,A,B,road,"' + "5\n" * 300_000,
    "very many unknown names": "id,tail,head,mode\n" + "".join(f"l{n},{n:>05}xyz,B,road\n" for n in range(5_000)),
}


@pytest.fixture
def net(tmp_path):
    """Return a function that writes a folder of two tables, with others in their place, as text or bytes."""

    def write(**tables) -> Path:
        folder = tmp_path / "net"
        folder.mkdir()
        for name, content in ({"places": PLACES, "links": LINKS} | tables).items():
            (folder / f"{name}.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
        return folder

    return write


@pytest.mark.parametrize("kind", OTHER_THINGS)
@pytest.mark.parametrize("ending", ["csv", "geojson", "zip"])
def test_what_would_run_or_unpack_is_refused_in_words_and_does_nothing(net, tmp_path, kind, ending):
    sign = tmp_path / "sign"
    data = OTHER_THINGS[kind](sign)
    file = net(links=data) if ending == "csv" else tmp_path / f"file.{ending}"
    if ending != "csv":
        file.write_bytes(data)
    read = {"csv": networks.read, "geojson": networks.read_geojson, "zip": networks.read_gtfs}[ending]
    with pytest.raises(networks.DataError):
        read(file)
    assert not sign.exists() and {one.name for one in tmp_path.iterdir()} <= {"net", file.name}


@pytest.mark.parametrize("kind", BOMBS)
def test_bombs_of_text_are_told_in_little_time(net, kind):
    folder = net(links=BOMBS[kind])
    begin = time.process_time()
    found = networks.check(folder)
    assert time.process_time() - begin < MOST_S
    assert found and len(str(found)) < 20_000


WATCHED = """
import resource, sys, networks
networks.check(sys.argv[1])
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for folder in sys.argv[2:]:
    networks.check(folder)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="ru_maxrss is in KiB there")
def test_bombs_of_text_take_little_memory(tmp_path):
    folders = []
    for number, links in enumerate([LINKS, *BOMBS.values()]):
        folders.append(tmp_path / str(number))
        folders[-1].mkdir()
        (folders[-1] / "places.csv").write_text(PLACES)
        (folders[-1] / "links.csv").write_text(links)
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, *map(str, folders)], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) < MOST_MIB


@pytest.mark.parametrize("table", [
    {"waypoints": "link,seq,lat,lon\nab,1000000000,50,70\n"},
    {"services": "id,name,kind,mode\nt,T,line,road\n", "stops": "service,seq,place\nt,1000000000,A\nt,1,B\n"},
    {"departures": "service,weekdays,times,zone,kind\nab,Mon,00:00-23:59:59/00:00:01;00:00-23:59:59/00:00:01,UTC,plan\n"},
    {"departures": "service,every_days,zone,from_date,kind\nab,1000000000,UTC,0001-01-01,sourced\n"},
])  # fmt: skip
def test_numbers_that_claim_very_many_rows_make_none(net, table):
    folder = net(**table)
    begin = time.process_time()
    assert any(one.severity == "error" for one in networks.check(folder))
    assert time.process_time() - begin < MOST_S


@pytest.mark.parametrize("kind", ["[", '{"a":', '{"type":"FeatureCollection","features":['])
def test_json_nested_deep_is_refused(tmp_path, kind):
    file = tmp_path / "deep.geojson"
    file.write_text(kind * 50_000)
    with pytest.raises(networks.DataError, match=r"at most 50 deep|not JSON"):
        networks.read_geojson(file)


SECRET = "root:x:0:0:secret\n"


@pytest.mark.parametrize("lead", ["file", "folder", "relative", "by another"])
def test_a_link_out_of_the_folder_is_refused_and_nothing_of_it_is_told(net, tmp_path, lead):
    folder, secret = net(), tmp_path / "secret"
    secret.mkdir()
    (secret / "passwd").write_text(SECRET)
    (folder / "links.csv").unlink()
    if lead == "by another":
        (folder / "inner").symlink_to(secret, target_is_directory=True)
        (folder / "links.csv").symlink_to("inner/passwd")
    else:
        target = {"file": secret / "passwd", "relative": "../secret/passwd", "folder": secret}[lead]
        (folder / "links.csv").symlink_to(target)
    (found,) = networks.check(folder)
    wanted = "this is a folder" if lead == "folder" else "a link that leads out of the folder"
    assert wanted in found.expected and "secret" not in str(found).replace(str(tmp_path), "")


def test_a_feed_leads_out_of_its_folder_no_more(tmp_path):
    (tmp_path / "passwd").write_text(SECRET)
    feed = tmp_path / "feed"
    feed.mkdir()
    (feed / "stops.txt").symlink_to(tmp_path / "passwd")
    with pytest.raises(networks.DataError) as caught:
        networks.read_gtfs(feed)
    assert "a link that leads out of the folder" in str(caught.value) and "root" not in str(caught.value)


def test_what_an_edition_shares_lies_beside_it(net, tmp_path):
    folder = net(network="name,shares\nn,common\n")
    (tmp_path / "elsewhere" / "deep").mkdir(parents=True)
    (tmp_path / "net" / "x").mkdir()
    outer = tmp_path / "net" / "x" / "edition"
    folder.rename(tmp_path / "kept")
    outer.parent.mkdir(parents=True)
    (tmp_path / "kept").rename(outer)
    (outer.parent / "common").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    assert "this is a link that leads elsewhere" in str(networks.check(outer))


def test_a_link_to_the_folder_itself_and_within_it_is_followed(net, tmp_path):
    folder = net()
    (folder / "links.csv").rename(folder / "v2.txt")
    (folder / "links.csv").symlink_to("v2.txt")
    (tmp_path / "current").symlink_to("net", target_is_directory=True)
    assert len(networks.read(tmp_path / "current", silence="unread").links) == 1


def own_rates(file):
    return networks.with_rates(networks.NetworkBuilder("one").add_place(id="A", name="Alpha").build(), file)


@pytest.mark.parametrize("read", [networks.read_changes, own_rates])
def test_files_of_ones_own_rows_keep_to_the_limits_too(tmp_path, read):
    file = tmp_path / "own.csv"
    os.mkfifo(file)
    with pytest.raises(networks.DataError, match="expected a regular file, this is a pipe"):
        read(file)


@pytest.mark.parametrize("content", ["origin,destination\nA," + "x" * 2_000_000, "x" * 2_000_000])
def test_a_line_of_questions_without_an_end_is_refused(tmp_path, net, content):
    file = tmp_path / "questions.csv"
    file.write_text(content)
    with pytest.raises(QuestionError, match="a line of more than 1000000 characters"):
        solve_many(networks.read(net()), file, progress=False)
