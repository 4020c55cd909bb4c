"""TNTP: numbers, units, connectors, zones that are not passed; what is refused, by line and value; networkx on the raw file."""

import random
import tempfile
from pathlib import Path

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles.cases import cases
from oracles.foreign_files import TNTP, refused, taken, written

import networks
from routing import Shipment, Status, solve, verify

NET, NODE = TNTP
SILENT = ("made", "unread", "stated-countries", "connected", "own-speeds")


def file_of(folder, net="", node=None, **edits):
    """Return the toy with text of a file replaced; `net` and `node`: (old, new), or the whole text."""
    files = dict(TNTP)
    for name, edit in ((NET, net), (NODE, node)):
        if isinstance(edit, tuple):
            assert edit[0] in files[name]
            files[name] = files[name].replace(*edit, 1)
        elif edit:
            files[name] = edit
    return written(folder, files) / NET


def test_rows_are_links_and_nodes_places_by_their_numbers(tmp_path):
    net, told = taken(file_of(tmp_path), length_unit="km", time_unit="min")
    assert list(net.places) == ["1", "2", "3", "4"] and net.name == "Toy"
    link = net.links["road:1-3"]
    assert (link.length_km, link.hours, link.directed, link.mode) == (30, 0.5, True, "road")
    assert net.places["3"].lat == 35.68 and net.places["2"].lat is None
    assert "1 links state 0; read as 1e-09 km, which stands for none" in told and "no unit" not in told


def test_what_lies_below_the_first_through_node_is_not_passed(tmp_path):
    net, _ = taken(file_of(tmp_path))
    assert net.ends_only == {"1", "2"}
    result = solve(net, Shipment("1", "4"))  # by 2, a zone, it would take as long as to 2 and nothing more
    verify(net, result)
    assert result.require().places == ("1", "3", "4") and result.require().days * 24 == pytest.approx(1.5)
    assert solve(net, Shipment("2", "4")).require().days * 24 == pytest.approx(0, abs=1e-5)
    assert solve(net, Shipment("4", "1")).status is Status.INFEASIBLE


def test_units_are_those_of_the_heading_else_what_fits_the_positions_else_told(tmp_path):
    stated = "<ORIGINAL HEADER>~ Tail Head Capacity (veh/h) Length (ft) Free Flow Time (s) B\n<END OF METADATA>"
    net, told = taken(file_of(tmp_path, net=("<END OF METADATA>", stated)))
    assert net.links["road:1-3"].length_km == pytest.approx(30 * 0.0003048) and "no unit" not in told
    (tmp_path / NODE).unlink()
    net, told = taken(file_of(tmp_path))
    assert "no unit of length is stated; read as km" in told and "no unit of time is stated; read as min" in told
    metres = TNTP[NET].replace("\t30\t30", "\t30000\t30").replace("\t50\t60", "\t50000\t60")
    near = TNTP[NODE].replace("140.1\t35.6", "140.3\t35.5") + "2\t139.9\t35.9\t;\n"
    net, told = taken(file_of(tmp_path, net=metres, node=near))
    assert "read as m, which fits the positions" in told and net.links["road:1-3"].length_km == 30


def test_what_nothing_runs_on_is_left_out(tmp_path):
    text = TNTP[NET].replace("LINKS> 5", "LINKS> 6") + "\t4\t3\t9\t5\tinf\t;\n"
    net, told = taken(file_of(tmp_path, net=text))
    assert "1 links state an infinite length or time, so nothing runs there; they are left out" in told
    assert len(net.links) == 5 and "Toy_net.tntp, line 13: 'inf'" in told


def test_impossible_speeds_mean_wrong_units_where_they_are_many_and_lost_lengths_where_they_are_few(tmp_path):
    few = TNTP[NET].replace("<NUMBER OF LINKS> 5\n", "") + "\t3\t4\t9\t5\t5\t;\n" * 200 + "\t4\t3\t9\t50\t5\t;\n"
    net, told = taken(file_of(tmp_path, net=few))
    assert "1 of 205 links would run at 600 to 600 km/h" in told and net.links["road:4-3"].length_km is None
    [(file, line, field, _, expected)] = refused(file_of(tmp_path), time_unit="s")
    assert (file, line, field) == (NET, 8, "length, free_flow_time") and "say length_unit= and time_unit=" in expected
    net, _ = taken(tmp_path / NET, time_unit="none")
    assert net.links["road:1-3"].hours is None and net.links["road:1-3"].length_km == 30


def test_nodes_of_any_numbers_and_positions_that_are_no_degrees(tmp_path):
    net, told = taken(file_of(tmp_path, net=TNTP[NET].replace("\t4\t", "\t75674\t"), node="1 3 4\n"))
    assert "75674" in net.places and "nodes are not numbered from 1 to 4" in told
    net, told = taken(file_of(tmp_path, node=("139.66", "690309")))
    assert net.places["1"].lat is None and "positions are no degrees (as 690309, 35.45)" in told
    net, told = taken(file_of(tmp_path, node=("139.66\t35.45", "23.5\t18.9")))
    assert "positions" in told and "not read" in told


TIME = "\t30\t30\t0.15"
BAD = [  # what replaces what in which file; line, field, value and a part of what is expected
    ("net", "<END OF METADATA>", "", [(0, "", "", "metadata that end with <END OF METADATA>")]),
    ("net", "<NUMBER OF NODES> 4\n", "", [(0, "NUMBER OF NODES", "", "and a whole number")]),
    ("net", "NODES> 4", "NODES> four", [(2, "NUMBER OF NODES", "four", "and a whole number")]),
    ("net", "NODES> 4", "NODES> -4", [(2, "NUMBER OF NODES", "-4", "and a whole number")]),
    ("net", "NODES> 4", "NODES> 4.5", [(2, "NUMBER OF NODES", "4.5", "and a whole number")]),
    ("net", "NODES> 4", "NODES> ", [(2, "NUMBER OF NODES", "", "and a whole number")]),
    ("net", "NODES> 4", "NODES> ４", [(2, "NUMBER OF NODES", "４", "and a whole number")]),
    ("net", "NODES> 4", "NODES> 99999999", [(2, "NUMBER OF NODES", "99999999", "at most 5000000")]),
    ("net", "NODES> 4", "NODES> 4999999", [(0, "NUMBER OF NODES", "4999999", "about as many nodes as rows")]),
    ("net", "NODES> 4", "NODES> " + "9" * 5000, [(2, "NUMBER OF NODES", "99", "at most 5000000")]),
    ("net", "NODES> 4", "NODES> 2", [(0, "NUMBER OF NODES", "2", "the rows name 4 nodes, up to 4")]),
    (
        "net",
        "<FIRST THRU",
        "<NUMBER OF NODES> 4\n<FIRST THRU",
        [(3, "NUMBER OF NODES", "4", "each of the metadata once")],
    ),
    ("net", "NODE> 3", "NODE> x", [(3, "FIRST THRU NODE", "x", "and a whole number")]),
    ("net", "NODE> 3", "NODE> 1e3", [(3, "FIRST THRU NODE", "1e3", "and a whole number")]),
    ("net", "LINKS> 5", "LINKS> many", [(4, "NUMBER OF LINKS", "many", "and a whole number")]),
    ("net", "LINKS> 5", "LINKS> 7", [(0, "NUMBER OF LINKS", "7", "the file has 5 rows")]),
    ("net", "\t1\t3\t900" + TIME, "\tx\t3\t900" + TIME, [(8, "init_node", "x", "the number of a node, from 1")]),
    ("net", "\t1\t3\t900" + TIME, "\t0\t3\t900" + TIME, [(8, "init_node", "0", "the number of a node, from 1")]),
    ("net", "\t1\t3\t900" + TIME, "\t-1\t3\t900" + TIME, [(8, "init_node", "-1", "the number of a node, from 1")]),
    ("net", "\t1\t3\t900" + TIME, "\t1.5\t3\t900" + TIME, [(8, "init_node", "1.5", "the number of a node, from 1")]),
    ("net", "\t1\t3\t900" + TIME, "\t1\tnan\t900" + TIME, [(8, "term_node", "nan", "the number of a node, from 1")]),
    ("net", "\t1\t3\t900" + TIME, "\t1\t²\t900" + TIME, [(8, "term_node", "²", "the number of a node, from 1")]),
    (
        "net",
        "\t1\t3\t900" + TIME,
        "\t1\t" + "9" * 4000 + "\t900" + TIME,
        [(8, "term_node", "99", "the number of a node")],
    ),
    ("net", TIME, "\tlong\t30\t0.15", [(8, "length", "long", "a plain number")]),
    ("net", TIME, "\t-30\t30\t0.15", [(8, "length", "-30", "a number from 0")]),
    ("net", TIME, "\t3,5\t30\t0.15", [(8, "length", "3,5", "decimal point, not comma")]),
    ("net", TIME, "\tnan\t30\t0.15", [(8, "length", "nan", "a plain number")]),
    ("net", TIME, "\t30km\t30\t0.15", [(8, "length", "30km", "the unit belongs")]),
    ("net", TIME, "\t1e999\t30\t0.15", [(8, "length", "1e999", "a finite number")]),
    ("net", TIME, "\t" + "1" * 300 + "\t30\t0.15", [(8, "length", "111", "at most 100 characters")]),
    ("net", TIME, "\t30\t1:30\t0.15", [(8, "free_flow_time", "1:30", "a plain number")]),
    ("net", TIME, "\t30\t-1\t0.15", [(8, "free_flow_time", "-1", "a number from 0")]),
    ("net", TIME, "\t30\t0x1\t0.15", [(8, "free_flow_time", "0x1", "a plain number")]),
    ("net", TIME, "\tx\ty\t0.15", [(8, "free_flow_time", "y", "a plain number"), (8, "length", "x", "a plain number")]),
    ("net", TIME, "\t9e200\t9e200\t0.15", [(8, "hours", "1.4", "h is not possible")]),
    ("net", TIME, "\t30\t9000000\t0.15", [(8, "hours", "150000", "km/h is not possible")]),
    ("net", "\t1\t3\t900" + TIME + "\t4\t0\t0\t1\t;", "\t1\t3\t;", [(8, "", "1 3", "at least 5 numbers")]),
    ("net", "\t1\t3\t900" + TIME + "\t4\t0\t0\t1\t;", "\t1;3;900;30;30", [(8, "", "1", "at least 5 numbers")]),
    ("net", "\t1\t3\t900", "a pickle\n\t1\t3\t900", [(8, "", "a pickle", "at least 5 numbers")]),
    ("node", "3\t139.77", "x\t139.77", [(3, "node", "x", "the number of a node, from 1")]),
    ("node", "3\t139.77", "9\t139.77", [(3, "node", "9", "no such node")]),
    ("node", "3\t139.77", "1\t139.77", [(3, "node", "1", "it stands in line 2 already")]),
    ("node", "3\t139.77", "3\teast", [(3, "x", "east", "a plain number")]),
    ("node", "35.68", "35,68", [(3, "y", "35,68", "decimal point, not comma")]),
    ("node", "35.68\t;", ";", [(3, "", "3 139.77", "three numbers")]),
    ("node", "35.68", "inf", [(3, "y", "inf", "a plain number")]),
]


@pytest.mark.parametrize(("which", "old", "new", "found"), BAD, ids=range(len(BAD)))
def test_what_is_wrong_is_told_by_line_field_and_value(tmp_path, which, old, new, found):
    path = file_of(tmp_path, **{which: (old, new)})
    told = sorted(refused(path))
    assert len(told) == len(found) or which == "net", told
    for (line, field, value, expected), one in zip(sorted(found), told, strict=False):
        assert one[0] == (NET if which == "net" else NODE) and one[1] == line and field in one[2], one
        assert one[3].startswith(value) and expected in one[4], one


def test_all_is_told_at_once(tmp_path):
    text = TNTP[NET].replace("\t30\t30", "\tx\ty").replace("\t4\t2", "\tz\t2")
    assert [(one[1], one[2]) for one in refused(file_of(tmp_path, net=text))] == [
        (8, "free_flow_time"),
        (8, "length"),
        (9, "free_flow_time"),
        (9, "length"),
        (11, "init_node"),
    ]


ODD = [  # what is read all the same
    ("net", "<FIRST THRU NODE> 3\n", "", "no first through node is stated: all nodes may be passed"),
    ("net", "<NUMBER OF LINKS> 5\n", "", ""),
    ("net", "<NUMBER OF ZONES>", "<number of zones>", ""),
    ("net", "<END OF METADATA>", "<SOME NOTE> by hand\n<END OF METADATA>", ""),
    ("net", "~ \tinit", "\n~ a comment\n~ \tinit", ""),
    ("net", "\t1\t3\t900", "1 3  900 ", ""),
    ("net", "0.15\t4\t0\t0\t1\t;", ";", ""),
    ("net", "\t;\n\t3\t2", "\t~ said\n\t3\t2", ""),
    ("net", "<NUMBER OF ZONES>", "\ufeff<NUMBER OF ZONES>", ""),
    ("net", "\t900" + TIME, "\tany" + TIME, ""),
    ("net", "\n", "\r\n", ""),
    ("node", "Node\tX\tY\t;\n", "", ""),
    ("node", "\t;", "", ""),
    ("node", "1\t139.66", "~ one\n1\t139.66", ""),
]


@pytest.mark.parametrize(("which", "old", "new", "told"), ODD, ids=range(len(ODD)))
def test_what_is_odd_is_read(tmp_path, which, old, new, told):
    net, said = taken(file_of(tmp_path, **{which: (old, new)}))
    assert len(net.links) == 5 and net.links["road:1-3"].hours == 0.5 and told in said


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"mode": "boat"}, "mode"),
        ({"mode": None}, "mode"),
        ({"length_unit": "furlong"}, "length_unit"),
        ({"length_unit": 5}, "length_unit"),
        ({"time_unit": "day"}, "time_unit"),
        ({"speed": 5}, "speed"),
        ({"nodes": 5}, ""),
        ({"name": "no name"}, "name"),
    ],
)
def test_options_are_looked_at(tmp_path, options, field):
    assert refused(file_of(tmp_path), **options)[0][2] == field


@cases(quick=5, long=150)
@given(st.integers(0, 2**32))
def test_least_ways_are_those_of_networkx_on_the_raw_rows(number):
    rng = random.Random(number)
    size, first = rng.randint(3, 8), rng.randint(1, 4)
    rows = [
        (*rng.sample(range(1, size + 1), 2), rng.choice([0, rng.randint(1, 60)])) for _ in range(rng.randint(3, 20))
    ]
    text = f"<NUMBER OF NODES> {size}\n<FIRST THRU NODE> {first}\n<END OF METADATA>\n"
    text += "".join(f"{tail} {head} 1 {minutes} {minutes} ;\n" for tail, head, minutes in rows)
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder), {"x_net.tntp": text}) / "x_net.tntp"
        net = networks.read(path, silence=("made", "loops", "twins", "connected", "unread"))
    graph = networkx.MultiDiGraph()
    graph.add_nodes_from(range(1, size + 1))
    graph.add_edges_from((tail, head, {"min": minutes}) for tail, head, minutes in rows)
    origin, destination = rng.sample(range(1, size + 1), 2)
    kept = graph.subgraph([node for node in graph if node >= first or node in (origin, destination)])
    result = solve(net, Shipment(str(origin), str(destination)))
    if not networkx.has_path(kept, origin, destination):
        assert result.status is Status.INFEASIBLE
        return
    least = networkx.dijkstra_path_length(kept, origin, destination, weight="min")
    assert result.require().days * 1440 == pytest.approx(least, abs=1e-2)
