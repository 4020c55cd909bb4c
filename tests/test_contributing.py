"""The recipes of CONTRIBUTING.md do what they say: example rows are sound, and a new constraint touches its own files."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import networks
import routing
from networks import builtin, stamp
from networks.changes.applying import apply_scenarios, scenarios_of
from routing.cli import main

GUIDE = Path(__file__).parents[1] / "CONTRIBUTING.md"
DATA = Path(networks.__file__).parent / "data"
SHARED, EURASIA, EDITION = "eurasia-common", "eurasia", "eurasia-2027"
CODE = re.compile(r"^```(?P<form>python|diff) (?P<path>\S+\.py)\n(?P<text>(?:.*\n)+?)```$", re.MULTILINE)
BLOCK = re.compile(
    r"^```csv (?P<folder>[\w-]+)/(?P<table>\w+)\n(?P<header>.*)\n(?P<rows>(?:.+\n)+?)^```$", re.MULTILINE
)


@pytest.fixture
def data(tmp_path):
    """A copy of the built-in data."""
    for folder in (SHARED, EURASIA):
        shutil.copytree(DATA / folder, tmp_path / folder)
    return tmp_path


def test_the_example_rows_pass_the_checks_and_are_found_by_a_search(data):
    blocks = [block for block in BLOCK.finditer(GUIDE.read_text(encoding="utf-8")) if block["folder"] != EDITION]
    assert len(blocks) == 14
    for block in blocks:
        append(data / block["folder"] / f"{block['table']}.csv", block)
    assert set(networks.check(data / EURASIA)) <= set(networks.check(DATA / EURASIA))
    with pytest.warns(networks.DataWarning):  # the doubts of the built-in network
        net = networks.read(data / EURASIA)
    changed = apply_scenarios(net, [scenarios_of(net)["2016-example"]])
    shipment, no_china = (
        routing.Shipment("JPYOK", "RU-EXAMPLE", scope="terminal"),
        routing.Constraints(avoid_territories=frozenset({"CN"})),
    )
    best = routing.solve(changed, shipment, constraints=no_china).require()  # the way through China is faster
    assert best.legs[0].service == "line:EXAMPLE"
    assert best.legs[0].minutes == 4 * 1440


@pytest.fixture
def loaded(data, monkeypatch):
    """Have `networks.load` read the copy; returns what makes it forget what it has read."""
    monkeypatch.setattr(builtin, "_DATA", data)

    def forget():
        builtin._base.cache_clear()
        builtin._loaded.cache_clear()

    forget()
    yield forget
    forget()


@pytest.mark.long
def test_a_new_edition_is_five_files_and_no_line_of_code(data, loaded, capsys):
    blocks = [block for block in BLOCK.finditer(GUIDE.read_text(encoding="utf-8")) if block["folder"] == EDITION]
    (data / EDITION).mkdir()
    for block in blocks:
        rows = block["header"] + "\n" + block["rows"]
        (data / EDITION / f"{block['table']}.csv").write_text(rows, encoding="utf-8", newline="\n")
    assert [block["table"] for block in blocks] == ["network", "sources", "services", "stops", "figures"]
    assert networks.editions() == (EURASIA, EDITION)
    with pytest.raises(
        networks.UnknownNameError, match="no network is called 'atlantis'; did you mean eurasia, eurasia-2027"
    ):
        networks.load("atlantis")
    assert {one.rule for one in networks.check(data / EDITION)} <= {one.rule for one in networks.check(DATA / EURASIA)}
    found = {}
    for stamped in (False, True):
        if stamped:
            stamp.write_stamp(data / EDITION)
        loaded()
        assert stamp.has_passed(data / EDITION) == stamped
        found[stamped] = networks.load(EDITION)
    net, then = found[True], networks.load(EURASIA)
    assert net == found[False] and (net.name, net.as_of.year) == (EDITION, 2027)
    opened = {
        "rail:GEZAI-TRKSY",
        "rail:IRTHR-IRRAS",
        "rail:KRPUS-KRTGH",
        "rail:CN-CHONGQING-CNLAZ",
        "rail:CNURC-CN-TACHENG",
        "rail:RU-NIZHLENIN-CN-TONGJIANG@1435",
        "rail:RU-NIZHLENIN-CN-TONGJIANG@1520",
        "rail:RUMOW-RUNVS",
        "road:CN-KASHGAR-KG-OSH",
        "road:CN-KASHGAR-UZ-ANDIJAN",
    }
    assert opened <= set(net.links) and set(net.links) - set(then.links) == opened
    assert set(net.places) - set(then.places) == {"IRRAS", "CN-TACHENG"} and "RU-SAMARGA" in net.withheld
    result = routing.solve(net, routing.Shipment("JPYOK", "RUVVO", scope="terminal"))
    routing.verify(net, result)
    best = result.require()
    assert [leg.service for leg in best.legs] == ["line:EXAMPLE-2027"] and best.minutes == 3 * 1440
    assert main(["route", "JPYOK", "RUVVO", "--network", EDITION, "--scope", "terminal"]) == 0
    assert "An example, two years on; as of 2027-06-30" in capsys.readouterr().out


@pytest.mark.long
def test_a_new_constraint_touches_its_field_its_sieve_its_rule_and_its_test_and_nothing_else(tmp_path):
    for package in (networks, routing):
        folder = Path(package.__file__).parent
        shutil.copytree(folder, tmp_path / folder.name, ignore=shutil.ignore_patterns("__pycache__"))
    before = contents(tmp_path)
    steps = list(CODE.finditer(GUIDE.read_text(encoding="utf-8")))
    for step in steps:
        (write if step["form"] == "python" else add_lines)(tmp_path / step["path"], step["text"])
    tests = [step["path"] for step in steps if step["path"].startswith("tests/")]
    after = contents(tmp_path)
    assert {path for path in after if before.get(path) != after[path]} == {
        "routing/question/constraints.py",
        "routing/compiling/sieves/__init__.py",
        "routing/verification/constraints.py",
        "routing/compiling/sieves/operators.py",
        *tests,
    }
    assert len(tests) == 1
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(tmp_path), *tests]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PYTEST"))}
    found = subprocess.run(
        command,
        cwd=tmp_path,
        env=environment | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert found.returncode == 0, found.stdout
    assert "4 passed" in found.stdout


def contents(folder: Path) -> dict[str, bytes]:
    """Return what every module of a folder says."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.py")}


def write(file: Path, text: str) -> None:
    """Write a new file."""
    assert not file.exists()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def add_lines(file: Path, text: str) -> None:
    """Add the lines marked by + to those round them, which stand in the file once."""
    lines = text.splitlines(keepends=True)
    old, new = ("".join(line[1:] for line in lines if line[0] in marks) for marks in (" ", " +"))
    said = file.read_text(encoding="utf-8")
    assert said.count(old) == 1, f"{file.name}: {old!r} is there {said.count(old)} times"
    file.write_text(said.replace(old, new), encoding="utf-8")


def append(file: Path, block: re.Match[str]) -> None:
    """Append rows under the columns of a file; the example may leave out columns at will, in any order."""
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    if not text:  # a table that the built-in network does without
        file.write_text(f"{block['header']}\n", encoding="utf-8", newline="")
        text = block["header"]
    columns = next(csv.reader(text.splitlines()[:1]))
    rows = list(csv.DictReader([block["header"], *block["rows"].splitlines()]))
    assert rows and set(rows[0]) <= set(columns)
    with file.open("a", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, columns, lineterminator="\r\n" if "\r\n" in text else "\n")
        writer.writerows(rows)


def test_no_two_modules_of_the_tests_bear_one_name():  # their folders are on one search path, where the first hides the others
    names = [path.name for path in Path(__file__).parent.rglob("*.py") if path.name != "conftest.py"]
    helpers = [name for name in names if not name.startswith("test_")]
    assert sorted(set(helpers)) == sorted(helpers)
