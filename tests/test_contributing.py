"""The example rows of CONTRIBUTING.md are sound rows of the built-in network."""

from __future__ import annotations

import csv
import re
import shutil
from pathlib import Path

import pytest

import networks
import routing
from networks.changes.applying import apply_scenarios, scenarios_of

GUIDE = Path(__file__).parents[1] / "CONTRIBUTING.md"
EURASIA = Path(networks.__file__).parent / "data" / "eurasia"
BLOCK = re.compile(r"^```csv (?P<table>\w+)\n(?P<header>.*)\n(?P<rows>(?:.+\n)+?)^```$", re.MULTILINE)


def test_the_example_rows_pass_the_checks_and_are_found_by_a_search(tmp_path):
    folder = tmp_path / "eurasia"
    shutil.copytree(EURASIA, folder)
    blocks = list(BLOCK.finditer(GUIDE.read_text(encoding="utf-8")))
    assert len(blocks) == 9
    for block in blocks:
        append(folder / f"{block['table']}.csv", block)
    assert set(networks.check(folder)) <= set(networks.check(EURASIA))
    with pytest.warns(networks.DataWarning):  # the doubts of the built-in network
        net = networks.read(folder)
    changed = apply_scenarios(net, [scenarios_of(net)["2016-example"]])
    best = routing.solve(changed, routing.Shipment("JPYOK", "RU-EXAMPLE", scope="terminal")).require()
    assert best.legs[0].service == "line:EXAMPLE"
    assert best.legs[0].minutes == 4 * 1440


def append(file: Path, block: re.Match[str]) -> None:
    """Append rows under the columns of a file; the example may leave out columns at will, in any order."""
    text = file.read_text(encoding="utf-8")
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
