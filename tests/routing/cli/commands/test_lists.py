"""Commands whose answer is a list: the sheet of a workbook has the rows of the CSV; other pictures are refused."""

import csv

import pytest

pytest.importorskip("xlsxwriter")

from oracles.workbooks import read

from routing.cli import main

BUILT_IN = ("scenarios", "scenarios 2016-target", "closures --all --network eurasia-2025", "sources interfax")


def assert_same(file, sheet):
    """Compare a CSV file with a sheet, whose last rows may name the command."""
    told = list(csv.reader(file.open(encoding="utf-8", newline="")))
    assert len(told) > 1 and [str(name) for name in sheet[0]] == told[0]
    for cells, row in zip(told[1:], sheet[1:], strict=False):
        for cell, value in zip(cells, row, strict=False):
            assert float(cell) == value if isinstance(value, float) else cell == value


@pytest.mark.parametrize("words", ["places", "places osaka"])
def test_a_sheet_holds_the_rows_of_the_list(ask, tmp_path, words):
    for ending in ("csv", "xlsx"):
        assert ask(*words.split(), "-o", str(tmp_path / f"found.{ending}"))[0] == 0
    ((name, sheet),) = read(tmp_path / "found.xlsx").items()
    assert name == words.split()[0].capitalize()
    assert_same(tmp_path / "found.csv", sheet)
    assert sheet[-1][0].startswith("landbridge ")


def test_positions_are_numbers_and_hostile_words_are_texts(tmp_path):
    from routing.views.report.workbook import write_rows

    rows = [{"id": "=1+1", "lat": 35.5, "n": 3, "of": ("a", "b"), "sure": True, "none": None}]
    write_rows(tmp_path / "rows.xlsx", "[x]: y", tuple(rows[0]), rows)
    assert read(tmp_path / "rows.xlsx") == {"x y": [list(rows[0]), ["'=1+1", 35.5, 3, "a;b", "yes", ""]]}


def test_findings_go_to_a_sheet_too(tmp_path, capsys):
    (tmp_path / "net").mkdir()
    (tmp_path / "net" / "places.csv").write_text("id,name,country,lat,lon\nA,A,JP,1,2\n")
    (tmp_path / "net" / "links.csv").write_text("id,tail,head,mode,length_km\nl,A,B,rail,1\n")
    assert main(["check", str(tmp_path / "net"), "-o", str(tmp_path / "found.xlsx")]) == 2
    sheet = read(tmp_path / "found.xlsx")["Findings"]
    assert "severity" in sheet[0] and "error" in sheet[1]


def test_what_a_command_cannot_make_is_said(ask):
    code, _, told = ask("places", "-o", "places.html")
    assert code == 2 and "this command has no html; give --format text|json|csv|xlsx" in told
    assert "its ending tells no format" in ask("places", "-o", "places.docx")[2]


@pytest.mark.long
@pytest.mark.parametrize("words", BUILT_IN)
def test_lists_of_the_built_in_network(tmp_path, words):
    for ending in ("csv", "xlsx"):
        assert main([*words.split(), "-o", str(tmp_path / f"found.{ending}")]) in (0, 1)
    (sheet,) = read(tmp_path / "found.xlsx").values()
    assert_same(tmp_path / "found.csv", sheet)
