"""The check of published fronts, on a made-up map: it finds nothing wrong, and what is wrong it finds."""

from dataclasses import replace

from biobjective_run import faults, questions, read

# 1-2-4 and 1-3-4: (2, 8) and (6, 4); 1-4 straight: (9, 9), beaten
MAP = "4 5\n1 2 1 4\n2 4 1 4\n1 3 3 2\n3 4 3 2\n1 4 9 9\n"


def test_a_whole_front_has_no_faults_and_a_part_of_it_has(tmp_path):
    (tmp_path / "map.txt").write_text(MAP)
    (tmp_path / "queries").write_text("1 4\n\n4 1\n")
    graph, back = read(tmp_path / "map.txt", "interpreted")
    assert questions(tmp_path / "queries") == [(0, 3), (3, 0)]
    front = graph.pareto(0, 3, criteria=("first", "second"))
    assert [tuple(path.totals.values()) for path in front] == [(2, 8), (6, 4)]
    assert [path.totals for path in back.pareto(3, 0, criteria=("first", "second"))] == [path.totals for path in front]
    assert not list(faults(graph, front, 0, 3, gaps=9))
    none = graph.pareto(3, 0, criteria=("first", "second"))
    assert not list(faults(graph, none, 3, 0, gaps=9))
    # without its last point, without its first, and with a point whose path leads elsewhere
    assert "a path of 6 is missing" in " ".join(faults(graph, replace(front, paths=front[:1]), 0, 3, gaps=9))
    assert "not the least" in " ".join(faults(graph, replace(front, paths=front[1:]), 0, 3, gaps=9))
    wrong = replace(front[0], arcs=front[1].arcs)
    assert "add up to something else" in " ".join(faults(graph, replace(front, paths=(wrong, front[1])), 0, 3, gaps=9))
    assert "beats" in " ".join(faults(graph, replace(front, paths=front[::-1]), 0, 3, gaps=9))
