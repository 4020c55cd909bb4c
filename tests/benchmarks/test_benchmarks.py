"""The harness of the benchmarks works: readers, generator, comparison of answers, report; speed is no matter here."""

from __future__ import annotations

import gzip
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import bars
import graph_files
import graphs
import instances
import limited_graphs
import limited_peers
import many_questions
import numpy as np
import part_constrained
import part_design
import part_flows
import part_freight
import part_fronts
import part_growth
import part_k_shortest
import part_limits
import part_plain
import part_reasons
import part_threads
import part_timetable
import part_two_limits
import part_upgrades
import plain_peers
import pytest
import report_page
import road_grid
import run
from big_folder import write_folder
from front_peers import ask_boa, ask_driver, ask_emoa
from instances import Instance
from measured import Outcome
from parts import PARTS
from settings import Settings
from synthetic_freight import synthetic_freight, synthetic_ways
from timing import DifferentAnswers, Timed, in_turn, ratios, same

import networks
from routing import Status

LIGHT = ("networkx",)  # installed wherever landbridge is


@pytest.fixture
def light(monkeypatch):
    """Leave out the peers that may or may not be installed."""
    kept = {name: plain_peers.BUILDERS[name] for name in LIGHT}
    monkeypatch.setattr(part_plain, "BUILDERS", kept)
    for module in (limited_peers, part_k_shortest):
        monkeypatch.setattr(module, "available", lambda package, outcome: package in LIGHT)


def instance(tail, head, first, second=None, nodes=None) -> Instance:
    weights = {"first": np.array(first)} | ({} if second is None else {"second": np.array(second)})
    return Instance("toy", np.array(tail), np.array(head), weights, nodes or max(*tail, *head) + 1, "made up")


def arcs(found: Instance, *names: str) -> list[tuple[int, ...]]:
    columns = [found.tail, found.head, *(found.weights[name] for name in names)]
    return sorted(zip(*(column.tolist() for column in columns), strict=True))


def test_parallel_arcs_get_nodes_of_their_own_and_loops_go():
    # 0-1 twice and a loop at 1: the second 0-1 goes over the new node 2, its weight before it, 0 behind it
    found = instances.simple(instance([0, 0, 1], [1, 1, 1], [5, 3, 7]))
    assert found.n_nodes == 3
    assert arcs(found, "first") == [(0, 1, 5), (0, 2, 3), (2, 1, 0)]


def test_a_made_up_folder_is_sound_and_the_same_bytes_for_a_seed(tmp_path):
    one, same_again = (write_folder(tmp_path / name, 30, 60, figures=True) for name in ("one", "again"))
    assert networks.check(one) == ()
    assert len(networks.read(one).links) == 60
    for file in one.iterdir():
        assert file.read_bytes() == (same_again / file.name).read_bytes()


def test_the_largest_component_is_found_and_numbered_in_order():
    # 1, 3, 4 go in a circle; 0 leads in, 2 out; 5 and 6 are a smaller circle
    found = instances.largest_component(instance([0, 1, 3, 4, 4, 5, 6], [1, 3, 4, 1, 2, 6, 5], range(1, 8)))
    assert found.n_nodes == 3
    assert arcs(found, "first") == [(0, 1, 2), (1, 2, 3), (2, 0, 4)]


@pytest.mark.parametrize("seed", range(20))
def test_the_largest_component_is_that_of_networkx(seed):
    import networkx

    random = np.random.default_rng(seed)
    tail, head = random.integers(0, 30, (2, 45))
    graph = networkx.DiGraph(zip(tail.tolist(), head.tolist(), strict=True))
    largest = max(map(len, networkx.strongly_connected_components(graph)))
    assert instances.largest_component(instance(tail, head, np.arange(45), nodes=30)).n_nodes == largest


def test_hashed_weights_are_the_same_both_ways_and_between_half_and_double():
    tail, head, length = np.array([3, 8]), np.array([8, 3]), np.array([1000, 1000])
    first, second = instances.hashed(length, tail, head, 11).tolist()
    assert first == second
    assert 500 <= first <= 2000
    assert first != instances.hashed(length, tail, head, 23)[0]


def test_pairs_are_distinct_joined_and_the_same_for_a_seed():
    one_way = Instance("toy", np.array([0, 1]), np.array([1, 2]), {"first": np.array([1, 1])}, 4, "", np.arange(4))
    # of all pairs of four nodes only 0-1, 0-2 and 1-2 are joined
    assert sorted(instances.pairs(one_way, 10, seed=1)) == [(0, 1), (0, 2), (1, 2)]
    grid = road_grid.road_grid(12)
    found = instances.pairs(grid, 50, seed=1)
    assert len(set(found)) == 50
    assert found == instances.pairs(grid, 50, seed=1) != instances.pairs(grid, 50, seed=2)


def test_a_road_grid_is_the_same_bytes_for_a_seed():
    one, same_again, other = road_grid.road_grid(14), road_grid.road_grid(14), road_grid.road_grid(14, seed=8)
    for name in ("length", "time", "co2"):
        assert one.weights[name].tobytes() == same_again.weights[name].tobytes()
    assert one.weights["length"].tobytes() != other.weights["length"].tobytes()
    # worked out once, on another day: a change of numpy or of the generator would make other questions of old reports
    assert (one.n_nodes, len(one.tail), int(one.weights["time"].sum())) == EXPECTED_GRID
    assert instances.largest_component(one).n_nodes == one.n_nodes


EXPECTED_GRID = (191, 470, 65992)


def test_dimacs_files_are_read_with_their_second_weight(tmp_path):
    text = "c made up\np sp 3 4\na 1 2 5\na 2 3 6\na 3 1 7\na 1 3 9\n"
    (tmp_path / "toy.gr").write_text(text, encoding="utf-8")
    with gzip.open(tmp_path / "toy-time.gr.gz", "wt", encoding="utf-8") as file:
        file.write(text.replace(" 9\n", " 1\n"))
    found = graphs.load(f"{tmp_path / 'toy.gr'},{tmp_path / 'toy-time.gr.gz'}", tmp_path)
    assert arcs(found, "weight 1", "weight 2") == [(0, 1, 5, 5), (0, 2, 9, 1), (1, 2, 6, 6), (2, 0, 7, 7)]
    assert found.criteria == ("weight 1", "weight 2", "hash 23")
    assert "hash 23: not real" in found.told
    graph_files.write_dimacs(found, tmp_path / "again.gr", "weight 2")
    again = graph_files.read_dimacs([tmp_path / "again.gr"])
    assert arcs(again, "weight 1") == arcs(found, "weight 2")


def test_dimacs_files_that_do_not_fit_are_refused(tmp_path):
    (tmp_path / "one.gr").write_text("p sp 2 1\na 1 2 5\n", encoding="utf-8")
    (tmp_path / "two.gr").write_text("p sp 2 1\na 2 1 5\n", encoding="utf-8")
    (tmp_path / "bad.gr").write_text("p sp 2 1\na 1 3 5\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"two\.gr: expected the arcs of"):
        graph_files.read_graph([tmp_path / "one.gr", tmp_path / "two.gr"])
    with pytest.raises(ValueError, match="between nodes from 1 to NODES"):
        graph_files.read_graph([tmp_path / "bad.gr"])
    with pytest.raises(ValueError, match="expected a file"):
        graph_files.read_graph([tmp_path / "one.csv"])


def test_tntp_files_are_read_in_thousandths(tmp_path):
    path = tmp_path / "Toy_net.tntp"
    path.write_text(
        "<NUMBER OF NODES> 2\n<END OF METADATA>\n\n"
        "~ \tinit_node\tterm_node\tcapacity\tlength\tfree_flow_time\tb\tpower\tspeed\ttoll\tlink_type\t;\n"
        "\t1\t2\t25900.2\t6\t6.5\t0.15\t4\t0\t0\t1\t;\n\t2\t1\t25900.2\t6\t7.25\t0.15\t4\t0\t0\t1\t;\n",
        encoding="utf-8",
    )
    assert arcs(graph_files.read_tntp(path), "time", "length") == [(0, 1, 6500, 6000), (1, 0, 7250, 6000)]


@pytest.mark.long
def test_each_question_is_asked_once_in_blocks_that_begin_with_another_method():
    asked = []
    methods = {name: lambda number, name=name: asked.append((name, number)) for name in "ab"}
    in_turn(methods, [(1,), (2,), (3,)], block=2)
    assert asked == [("a", 1), ("a", 2), ("b", 1), ("b", 2), ("b", 3), ("a", 3)]


def test_own_clocks_are_believed_and_ratios_are_ours_over_theirs():
    found = in_turn({"a": lambda n: (n, "x"), "b": lambda n: (2 * n * n, "x")}, [(1,), (3,)], own_clock=("a", "b"))
    assert found["a"] == Timed((1, 3), ("x", "x"))
    # 1 / 2 and 3 / 18: the median is their mean, a third; sums 4 / 20
    assert ratios(found["a"], found["b"]) == (pytest.approx(1 / 3), pytest.approx(0.2))


@pytest.mark.long
def test_different_answers_stop_the_run(light, monkeypatch):
    found = {"a": Timed((1.0,), (5,)), "b": Timed((1.0,), (6,)), "silent": Timed((1.0,), (None,))}
    with pytest.raises(DifferentAnswers, match="toy, question 0: b finds 6, a 5"):
        same(found, lambda name, number, answer: answer, "toy")
    monkeypatch.setattr(
        part_plain, "BUILDERS", {"networkx": lambda *_: {"wrong": lambda source, target: [source, target]}}
    )
    with pytest.raises((DifferentAnswers, KeyError)):
        part_plain.run(road_grid.road_grid(6), 5, Settings(), Outcome())


def test_programs_are_called_and_read(tmp_path):
    def program(name: str, lines: str) -> str:
        path = tmp_path / name
        path.write_text(f"#!{sys.executable}\nimport sys\n{lines}\n", encoding="utf-8")
        path.chmod(0o755)
        return str(path)

    boa = program("boa", "print(f'{sys.argv[2]};{sys.argv[3]};4;250.0;77;5;6')")
    assert ask_boa(boa, tmp_path / "g", 0, 8)[0] == 0.25
    assert (ask_boa(boa, tmp_path / "g", 0, 8)[1].points, ask_boa(boa, tmp_path / "g", 0, 8)[1].labels) == (4, 77)
    told = "timeout: 0\\nrt_initHeu: 1\\nrt_search: 0.5\\nn_generated: 9\\nN: 1\\n[3.000000,4.000000,]\\n1 2 \\n"
    emoa = program("emoa", f"open(sys.argv[-1], 'w').write('{told}'); sys.exit(1)")
    spent, found = ask_emoa(emoa, [tmp_path / "c1", tmp_path / "c2"], tmp_path / "result", 0, 8)
    assert (spent, found.vectors, found.labels) == (1.5, frozenset({(3, 4)}), 9)
    apex = program("apex", "print('2;30.0;20.0'); print('3 4 '); print('4 3 ')")
    assert ask_driver(apex, [tmp_path / "c1"], 0, 8) == (0.05, type(found)(2, frozenset({(3, 4), (4, 3)})))


@pytest.mark.long
def test_every_part_that_is_measured_graph_by_graph_runs_on_a_tiny_grid(light):
    outcome, grid = Outcome(), road_grid.road_grid(6)
    part_plain.run(grid, 4, Settings(), outcome)
    part_fronts.run(grid, 3, Settings(), outcome, criteria=2)
    part_fronts.run(grid, 3, Settings(), outcome, criteria=3)
    part_constrained.run(grid, 3, Settings(), outcome)
    part_k_shortest.run(grid, 3, Settings(), outcome)
    assert ("plain", grid.name, "networkx") in outcome.ratios
    assert {part for part, _, _ in outcome.ratios} == {"plain", "front2", "front3", "constrained", "k-shortest"}
    text = report_page.report(outcome, Settings())
    assert "networkx dijkstra_path" in text
    assert "CP-SAT alone, circuit" in text
    assert "| plain, marnet: at most 0.4 x scgraph (median) | - | not measured |" in text


def test_bars_are_judged_by_median_or_sums():
    outcome = Outcome(ratios={("front2", "marnet", "C BOA*"): (0.7, 0.29), ("plain", "marnet", "igraph"): (0.31, 0.1)})
    outcome.values["cold", "first plain answer, CPU"] = 0.4
    rows = {row[0]: row[1:] for row in bars.judged(outcome)}
    assert rows["front2, marnet: at most 0.3 x C BOA* (sums)"] == ["0.29", "met"]
    assert rows["plain, marnet: at most 0.3 x igraph (median)"] == ["0.31", "**not met**"]
    assert rows["cold: first plain answer, CPU, at most 0.5 s"] == ["0.4 s", "met"]


def test_what_is_slower_is_said():
    outcome = Outcome(
        ratios={
            ("plain", "x", "landbridge"): (1, 1),
            ("plain", "x", "slow"): (0.5, 0.6),
            ("plain", "x", "fast"): (2, 0.5),
        }
    )
    assert bars.slower(outcome) == ["plain, x: fast (2.00; 0.50)"]


def test_every_bar_belongs_to_a_part():
    assert {bar.part for bar in bars.BARS} <= set(PARTS)


def test_the_slope_of_a_power_is_its_exponent():
    assert part_growth.fitted([10, 100, 1000], [2.0, 2.0 * 10**1.5, 2.0 * 10**3]) == pytest.approx(1.5)


def test_the_report_is_kept_between_its_marks_only():
    page = report_page.PAGE.read_text(encoding="utf-8")
    assert report_page.written(page, "new").count("new\n") == 1
    assert report_page.written(report_page.written(page, "a"), "b") == report_page.written(page, "b")


def test_the_corridor_graph_asks_from_japan_to_all_doors():
    found = graphs.corridor()
    assert found.criteria == ("milliminutes", "millicents", "milligrams", "lifts")
    assert len(instances.pairs(found, 5, seed=1)) == 5
    keys = found.tail * found.n_nodes + found.head
    assert len(np.unique(keys)) == len(keys)


@pytest.mark.long
def test_the_command_runs_from_anywhere(tmp_path):
    command = [sys.executable, str(Path(run.__file__)), "--part", "plain", "--graph", "road:6", "--pairs", "2"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "## Bars" in done.stdout


@pytest.mark.long
@pytest.mark.parametrize("package", [name for name in plain_peers.BUILDERS if find_spec(name)])
def test_the_peers_that_are_installed_find_the_same_weights(package, monkeypatch):
    monkeypatch.setattr(part_plain, "BUILDERS", {package: plain_peers.BUILDERS[package]})
    outcome = Outcome()
    part_plain.run(road_grid.road_grid(8), 5, Settings(), outcome)
    assert any(name.startswith(package) for _, _, name in outcome.ratios)


def test_large_freight_is_asked_every_question_and_answers_are_held_against_each_other(monkeypatch):
    outcome = Outcome()
    monkeypatch.setattr(
        part_freight, "SIZES", {"toy": (synthetic_ways, (9, 10), 1), "toys": (synthetic_freight, (12,), 4)}
    )
    part_freight.run(Settings(pairs=1), outcome)
    assert sum(line.startswith("| least time |") for line in outcome.lines) == 2
    monkeypatch.setattr(part_freight, "timed", lambda ask: (1.0, (Status.OPTIMAL, object())))
    with pytest.raises(DifferentAnswers):
        part_freight.run(Settings(pairs=1), outcome)


@pytest.mark.long
def test_a_timetable_is_asked_in_both_directions_and_answers_are_held_against_networkx(monkeypatch):
    monkeypatch.delenv("LANDBRIDGE_ULTRA", raising=False)
    outcome = Outcome()
    part_timetable.run(Settings(pairs=4), outcome, stops=30, trips=20)
    assert {graph for _, graph, peer in outcome.ratios if peer == "networkx"} == {
        bar.graph for bar in bars.BARS if bar.part == "timetable"
    }
    assert outcome.skipped == ["timetable, ultra: no program given"]
    monkeypatch.setattr(part_timetable, "with_networkx", lambda *_: lambda *asked: (1.0, np.zeros(30, np.int64)))
    with pytest.raises(DifferentAnswers, match="timetable, earliest arrival"):
        part_timetable.run(Settings(pairs=1), outcome, stops=30, trips=20)


@pytest.mark.skipif(not part_threads.HAS_NUMBA, reason="numba is not installed")
@pytest.mark.long
def test_threads_are_measured_and_their_answers_compared(monkeypatch):
    outcome = Outcome()
    part_threads.run(road_grid.road_grid(12), 6, Settings(), outcome)
    assert {what for _, what in outcome.values} == {
        "road grid 12, path of least weight",
        "road grid 12, 20 shortest paths",
        "road grid 12, path within a limit",
        "road grid 12, front of two criteria",
    }
    told = iter(range(10**6))
    monkeypatch.setattr(part_threads, "_told", lambda answer: next(told))  # no answer is like another
    with pytest.raises(DifferentAnswers, match="threads, road grid 12, path of least weight"):
        part_threads.run(road_grid.road_grid(12), 6, Settings(), outcome)


@pytest.mark.long
@pytest.mark.long
def test_two_limits_are_asked_on_graphs_of_each_kind_and_proven_where_they_are_small():
    pytest.importorskip("numba")
    pytest.importorskip("scipy")
    outcome = Outcome()
    part_two_limits.run(Settings(pairs=400), outcome)
    rows = [line.split("|")[1:-1] for line in outcome.lines if line.startswith(("| grid", "| geometric"))]
    assert len(rows) == len(limited_graphs.KINDS) * len(limited_graphs.WEIGHTS)
    for row in rows:
        asked, least, none = map(int, row[2:5])
        assert asked == least + none == len(part_two_limits.SHARES) and row[-1].strip() == "0"


@pytest.mark.long
def test_questions_for_limits_of_time_outlast_them():
    for name, ask in part_limits.questions().items():
        status = ask(0.05).status.name
        assert status in ("UNKNOWN", "TRUNCATED", "FEASIBLE"), name


@pytest.mark.long
def test_many_questions_are_measured_and_every_answer_is_that_of_solve(monkeypatch, capsys):
    monkeypatch.setattr(many_questions, "SCENARIOS", ("eurasia",))
    monkeypatch.setattr(many_questions, "SAMPLE", 12)
    many_questions.throughput(many_questions.matrix(30), "pairs")
    told = capsys.readouterr().out
    assert "the same status, totals, path and warnings: 12 of 12" in told
    assert "networkx finds the same days: 12 of 12" in told and "times the throughput of solve" in told
    many_questions.checks(many_questions.random_pairs(40))
    assert "0 differences; OR-Tools agrees on 2 of 2" in capsys.readouterr().out


@pytest.mark.long
def test_shipments_by_paths_cost_what_programs_over_arcs_say(tmp_path):
    (tmp_path / "toy1").write_text("3 3 1\n1 2 2 4\n1 2 5 9\n2 3 1 9\n1 3 6\n", encoding="ascii")
    (tmp_path / "optimal.csv").write_text("instance,optimal\ntoy1,24\n", encoding="ascii")  # 4 at 3, 2 at 6
    outcome = Outcome()
    settings = Settings(graph=(str(tmp_path / "toy1"),), pairs=1)
    part_flows.run(settings, outcome, against=(("dense", 20, 15),), sizes=(("few30", 30, 20, 1e-6, 9.0),))
    text = "\n".join(outcome.lines)
    assert "toy1, landbridge, OR-Tools alone: 24, bound 24; known 24, 0.0e+00 off." in text
    assert ("flows", "few30, 30 x 20, gap") in outcome.values
    assert any(graph.startswith("dense, 20 x 15") for _, graph, _ in outcome.ratios)


DOW = "MULTIGEN.DAT:\n 3 2 1\n 1 2 7 9 20 1 1\n 2 3 1 9 5 1 2\n 1 3 4\n"
LISTED = "c fixed charge\np fcmcf 3 2 1\nk 0 2 4\na 0 1 7 9 20\na 1 2 1 9 5\n"


@pytest.mark.parametrize(("name", "text"), [("toy.dow", DOW), ("toy.txt", LISTED)])
def test_designs_are_read_and_held_against_what_is_known(name, text, tmp_path):
    (tmp_path / name).write_text(text, encoding="ascii")
    (tmp_path / "optimal.csv").write_text("instance,optimal\ntoy,57\n", encoding="ascii")  # 4 at 8, 25 in charges
    outcome = Outcome()
    part_design.run(Settings(graph=(str(tmp_path / name),), pairs=1), outcome, synthetic=(), limit_s=9.0)
    assert "| toy | 2 | 1 |" in "\n".join(outcome.lines) and "| 57 | 0.0e+00 | 1 | 57 |" in "\n".join(outcome.lines)


@pytest.mark.long
def test_upgrades_reasons_and_made_up_designs_are_measured():
    outcome = Outcome()
    part_design.run(Settings(pairs=1), outcome, synthetic=((6, 5),), limit_s=9.0)
    part_upgrades.run(Settings(pairs=1), outcome, side=12, count=8, seeds=3, proven=2)
    part_reasons.run(Settings(pairs=1), outcome, side=9, limit_s=30.0)
    assert outcome.values["upgrades", "8 upgrades, 144 nodes, left open by HiGHS"] == 0
    assert {"reasons, 81 nodes", "cut, 81 nodes"} <= {graph for _, graph, _ in outcome.ratios}
