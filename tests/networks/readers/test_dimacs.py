"""Graphs of the DIMACS challenges: weights as lengths or times, positions, and what is refused, by line and value."""

import pytest
from oracles.foreign_files import DIMACS, refused, taken, written

from routing import Shipment, solve, verify

GR, CO = DIMACS


def file_of(folder, gr="", co=""):
    """Return the toy with text of a file replaced: (old, new), or the whole text."""
    files = dict(DIMACS)
    for name, edit in ((GR, gr), (CO, co)):
        if isinstance(edit, tuple):
            assert edit[0] in files[name]
            files[name] = files[name].replace(*edit, 1)
        elif edit:
            files[name] = edit
    return written(folder, files) / GR


def test_arcs_are_directed_links_and_weights_their_lengths(tmp_path):
    net, told = taken(file_of(tmp_path), unit="m")
    assert list(net.places) == ["1", "2", "3"] and net.places["2"].lat == 35.68
    assert [(link.id, link.length_km, link.hours) for link in net.links.values()] == [
        ("road:1-2", 30, None),
        ("road:2-1", 30, None),
        ("road:2-3", 40, None),
        ("road:1-3", 90, None),
    ]
    result = solve(net, Shipment("1", "3"), minimise="distance")
    verify(net, result)
    assert result.require().km == 70 and "unit" not in told


def test_weights_are_times_where_the_unit_is_one_and_metres_where_nobody_says(tmp_path):
    net, told = taken(file_of(tmp_path), unit="s")
    assert net.links["road:2-3"].hours == pytest.approx(40_000 / 3600) and net.links["road:2-3"].length_km is None
    net, told = taken(tmp_path / GR)
    assert net.links["road:2-3"].length_km == 40 and "no unit of the weights is stated; read as m" in told


def test_a_problem_of_minimum_cost_is_read_for_its_costs(tmp_path):
    text = "c costs\np min 3 2\nn 1 5\nn 3 -5\na 1 2 0 10 7000\na 2 3 0 10 8000\n"
    net, told = taken(file_of(tmp_path, gr=text), unit="m")
    assert net.links["road:2-3"].length_km == 8 and "2 supplies of nodes are not read" in told


def test_positions_are_those_of_the_file_beside_it_or_of_another(tmp_path):
    (tmp_path / "other.co").write_text(DIMACS[CO].replace("139660000", "139600000"))
    net, _ = taken(file_of(tmp_path), unit="m", coordinates=tmp_path / "other.co")
    assert net.places["1"].lon == 139.6
    (tmp_path / CO).unlink()
    net, _ = taken(tmp_path / GR, unit="m")
    assert net.places["1"].lat is None


BAD = [  # which file, what, in its place; line, field, value, a part of what is expected
    ("gr", "p sp 3 4", "p sp 3", (2, "p", "p sp 3", "a line such as: p sp 3 2")),
    ("gr", "p sp 3 4", "p sp 3 4 5", (2, "p", "p sp 3 4 5", "a line such as")),
    ("gr", "p sp 3 4", "p sp three 4", (2, "p", "p sp three 4", "a line such as")),
    ("gr", "p sp 3 4", "p sp 3 -4", (2, "p", "p sp 3 -4", "a line such as")),
    ("gr", "p sp 3 4", "p sp 3.0 4", (2, "p", "p sp 3.0 4", "a line such as")),
    ("gr", "p sp 3 4", "p sp 99999999 4", (2, "p", "p sp 99999999 4", "a line such as")),
    ("gr", "p sp 3 4", "p sp 4999999 4", (0, "p", "4999999", "about as many nodes as rows")),
    ("gr", "p sp 3 4", "p sp 3 5", (0, "p", "5", "the file has 4 arcs")),
    ("gr", "p sp 3 4", "p sp 3 0", (0, "p", "0", "the file has 4 arcs")),
    ("gr", "p sp 3 4", "p sp 2 4", (5, "v", "3", "a node from 1 to 2")),
    ("gr", "p sp 3 4", "p sp 3 4\np sp 3 4", (3, "", "p sp 3 4", "begin with c or a")),
    ("gr", "a 1 2 30000", "e 1 2 30000", (3, "", "e 1 2 30000", "begin with c or a")),
    ("gr", "a 1 2 30000", "A 1 2 30000", (3, "", "A 1 2 30000", "begin with c or a")),
    ("gr", "a 1 2 30000", "n 1 5", (3, "", "n 1 5", "begin with c or a")),
    ("gr", "a 1 2 30000", "a 1 2", (3, "", "a 1 2", "expected a u v w")),
    ("gr", "a 1 2 30000", "a 1 2 30000 5", (3, "", "a 1 2 30000 5", "expected a u v w")),
    ("gr", "a 1 2 30000", "a1 2 30000", (3, "", "a1 2 30000", "begin with c or a")),
    ("gr", "a 1 2 30000", "a,1,2,30000", (3, "", "a,1,2,30000", "begin with c or a")),
    ("gr", "a 1 2 30000", "a 0 2 30000", (3, "u", "0", "the number of a node, from 1")),
    ("gr", "a 1 2 30000", "a 4 2 30000", (3, "u", "4", "a node from 1 to 3")),
    ("gr", "a 1 2 30000", "a -1 2 30000", (3, "u", "-1", "the number of a node, from 1")),
    ("gr", "a 1 2 30000", "a 1.0 2 30000", (3, "u", "1.0", "the number of a node, from 1")),
    ("gr", "a 1 2 30000", "a x 2 30000", (3, "u", "x", "the number of a node, from 1")),
    ("gr", "a 1 2 30000", "a 1 ² 30000", (3, "v", "²", "the number of a node, from 1")),
    ("gr", "a 1 2 30000", "a 1 " + "9" * 5000 + " 30000", (3, "v", "99", "the number of a node, from 1")),
    ("gr", "a 1 2 30000", "a 1 2 far", (3, "w", "far", "a plain number")),
    ("gr", "a 1 2 30000", "a 1 2 -5", (3, "w", "-5", "a number from 0")),
    ("gr", "a 1 2 30000", "a 1 2 nan", (3, "w", "nan", "a plain number")),
    ("gr", "a 1 2 30000", "a 1 2 inf", (3, "w", "inf", "a plain number")),
    ("gr", "a 1 2 30000", "a 1 2 1e999", (3, "w", "1e999", "a finite number")),
    ("gr", "a 1 2 30000", "a 1 2 30,5", (3, "w", "30,5", "decimal point, not comma")),
    ("gr", "a 1 2 30000", "a 1 2 0x10", (3, "w", "0x10", "a plain number")),
    ("gr", "a 1 2 30000", "a 1 2 " + "1" * 300, (3, "w", "11", "at most 100 characters")),
    ("gr", "a 1 2 30000", "a 1 2 1e300", (3, "length_km", "1e+297", "is not possible")),
    ("gr", "a 1 2 30000", "a 1 2 1" + "0" * 12, (3, "length_km", "1000000000", "is not possible")),
    ("co", "p aux sp co 3", "p sp co 3", (2, "p", "p sp co 3", "a line p aux sp co 3")),
    ("co", "p aux sp co 3", "p aux sp co 4", (2, "p", "p aux sp co 4", "a line p aux sp co 3")),
    ("co", "p aux sp co 3\n", "", (2, "p", "v 1 139660000 35450000", "a line p aux sp co 3")),
    ("co", "v 1 139660000", "x 1 139660000", (3, "", "x 1 139660000", "begin with c or v")),
    ("co", "v 1 139660000", "v 9 139660000", (3, "id", "9", "a node from 1 to 3")),
    ("co", "v 1 139660000", "v x 139660000", (3, "id", "x", "the number of a node")),
    ("co", "v 2 139770000", "v 1 139770000", (4, "id", "1", "it stands in line 3 already")),
    ("co", "v 1 139660000", "v 1 east", (3, "x", "east", "a plain number")),
    ("co", "v 1 139660000 35450000", "v 1 139660000", (3, "", "v 1 139660000", "expected v id x y")),
    ("co", "35450000", "35,4", (3, "y", "35,4", "decimal point")),
    ("co", "35450000", "nan", (3, "y", "nan", "a plain number")),
]


@pytest.mark.parametrize(("which", "old", "new", "found"), BAD, ids=range(len(BAD)))
def test_what_is_wrong_is_told_by_line_field_and_value(tmp_path, which, old, new, found):
    line, field, value, expected = found
    told = refused(file_of(tmp_path, **{which: (old, new)}))
    assert any(
        one[:3] == (GR if which == "gr" else CO, line, field) and one[3].startswith(value) and expected in one[4]
        for one in told
    ), told


ODD = [
    ("gr", "c a toy\n", "", ""),
    ("gr", "c a toy\n", "c\nc p sp 9 9\n\n  \nc more\n", ""),
    ("gr", "c a toy\n", "\ufeffc a toy\n", ""),
    ("gr", "\n", "\r\n", ""),
    ("gr", "a 1 2 30000", "a\t1   2\t30000 ", ""),
    ("gr", "a 1 2 30000", "a 1 2 30000.0", ""),
    ("gr", "a 1 2 30000", "a 01 2 30000", ""),
    ("gr", "a 1 3 90000\n", "a 1 3 90000", ""),
    ("gr", "a 1 3 90000", "a 1 3 0", "1 links state 0; read as 1e-09 km"),
    ("gr", "a 1 3 90000", "a 1 1 90000", "the link ends where it begins"),
    ("gr", "a 1 3 90000", "a 1 2 30000", "parallel links are allowed"),
    ("co", "v 3 140100000 35600000\n", "", ""),
    ("co", "139660000", "690309000000", "positions are no degrees"),
    ("co", "c where\n", "c\n\n", ""),
]


@pytest.mark.parametrize(("which", "old", "new", "told"), ODD, ids=range(len(ODD)))
def test_what_is_odd_is_read(tmp_path, which, old, new, told):
    net, said = taken(file_of(tmp_path, **{which: (old, new)}))
    assert len(net.links) == 4 and net.links["road:1-2"].length_km == 30 and told in said


@pytest.mark.parametrize("options", [{"mode": "boat"}, {"unit": "furlong"}, {"unit": "none"}, {"unit": 5}])
def test_options_are_looked_at(tmp_path, options):
    assert refused(file_of(tmp_path), **options)[0][2] == next(iter(options))
