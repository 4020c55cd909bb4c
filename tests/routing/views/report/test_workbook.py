"""Workbooks: numbers are numbers, texts are texts, and the sheets bear names that a spreadsheet takes."""

from __future__ import annotations

import subprocess
import sys

import pytest
from oracles.workbooks import read
from pacific import pacific

import routing
from routing import QuestionError, Shipment
from routing.asking.lane_table import lane_table
from routing.cli.pictures import need

pytest.importorskip("xlsxwriter")

from routing.views.report.workbook import write_workbook


def test_a_sheet_for_each_table_with_numbers_under_units(tmp_path):
    net, ask = pacific().build(), Shipment("PKC", "ANC")
    result = routing.solve(net, ask)
    write_workbook(tmp_path / "way.xlsx", result, asked="landbridge route PKC ANC")
    sheets = read(tmp_path / "way.xlsx")
    assert list(sheets)[:2] == ["Answer", "Legs"] and "Sources" in sheets
    assert sheets["Answer"][-1] == ["landbridge route PKC ANC"]
    head, leg = sheets["Legs"]
    assert dict(zip(head, leg, strict=True))["USD"] == result.require().usd
    days = [row[1] for row in sheets["Where it goes"][1:]]
    assert sum(days[:-1]) == pytest.approx(days[-1]) == pytest.approx(result.require().days)


def test_ranges_stand_in_two_columns_of_numbers(tmp_path):
    found = lane_table(pacific().build(), Shipment("PKC", "ANC"), ["PKC"], ["ANC"])
    write_workbook(tmp_path / "lanes.xlsx", found)
    head, row = read(tmp_path / "lanes.xlsx")["The best route of each lane"]
    lane = dict(zip(head, row, strict=True))
    assert (lane["likely USD, from"], lane["likely USD, to"]) == found.routes["PKC", "ANC"].likely_usd()


def test_what_a_spreadsheet_would_run_is_a_text(tmp_path):
    net = pacific(name="=1+1\u202eniap").build()
    write_workbook(tmp_path / "x.xlsx", routing.solve(net, Shipment("PKC", "ANC")))
    assert read(tmp_path / "x.xlsx")["Legs"][1][2] == "'=1+1\\u202eniap"


def test_names_of_sheets_are_short_unlike_and_without_signs(tmp_path):
    net, ask = pacific().build(), Shipment("PKC", "ANC")
    result = routing.solve(net, ask)
    names = ["a/b:c*d?" + "long " * 9, "a b c d " + "long " * 9]
    write_workbook(tmp_path / "x.xlsx", routing.compare_results(dict.fromkeys(names, result)))
    found = list(read(tmp_path / "x.xlsx"))
    assert max(map(len, found)) <= 31 and len({name.casefold() for name in found}) == len(found)
    assert not set("[]:*?/\\'") & set("".join(found))


def test_without_the_package_the_line_that_installs_it_is_told(monkeypatch):
    monkeypatch.setattr("routing.cli.pictures.find_spec", lambda name: None)
    with pytest.raises(QuestionError, match=r"xlsxwriter not installed; .* pip install '.\[xlsx\]'"):
        need("xlsx")


def test_writing_one_loads_no_drawings():
    code = "import routing.views.report.workbook, sys; print({'matplotlib', 'jinja2'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"
