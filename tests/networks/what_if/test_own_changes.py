"""A file of changes of one's own: read by its line, applied, and told by its name."""

from __future__ import annotations

from pathlib import Path

import pytest

import networks
from networks.model.keys import OWN
from networks.what_if.own_changes import TEMPLATE
from routing import Shipment, solve, verify

NET = networks.load("eurasia")


def written(folder: Path, text: str, name: str = "my plan.csv") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_a_figure_of_ones_own_is_an_assumption_of_ones_own(tmp_path):
    head = "action,table,element,column,value,low,high,unit,why\n"
    file = written(tmp_path, head + "set,figures,RUVYP,wait,36,24,72,h,as our agent tells\n")
    net = NET.apply(networks.read_changes(str(file)))
    figure = net.figure("RUVYP", "wait")
    assert (figure.value, figure.kind, figure.source, figure.note) == (36, "assumption", OWN, "as our agent tells")
    assert net.scenario == ("my-plan",) and "scenario my-plan" in net.heading
    assert NET.apply(networks.diff(NET, net)).figures == net.figures
    result = solve(net, Shipment("JPYOK", "RUMOW"))
    verify(net, result)
    assert "scenario my-plan" in str(result)


def test_all_that_is_wrong_is_told_by_line(tmp_path):
    file = written(tmp_path, "action,table,element,why\nwithdraw,places,,\nwithdraw,places,CNHRS,ok\nlose,places,A,x\n")
    with pytest.raises(networks.DataError) as met:
        networks.read_changes(file)
    assert [(one.row, one.field) for one in met.value.findings] == [(2, "element"), (2, "why"), (4, "action")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("action,tabel,element,why\n", "no such column; did you mean table"),
        ("action,table,element\n", "why: this column is required"),
        ("", "required"),
    ],
)
def test_a_header_that_is_wrong_is_told(tmp_path, text, message):
    with pytest.raises(networks.DataError, match=message):
        networks.read_changes(written(tmp_path, text))


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(networks.DataError, match="the file cannot be read: No such file"):
        networks.read_changes(tmp_path / "none.csv")


def test_the_template_can_be_applied(tmp_path):
    with pytest.warns(networks.DataWarning, match="also withdrawn"):
        net = NET.apply(networks.read_changes(written(tmp_path, TEMPLATE)))
    assert "CNHRS" in net.withheld and net.scenario == ("my-plan",)
