"""The reader of the instances of Zhu and Wilhelm and the dynamic programme, on made-up instances."""

import numpy as np
import pytest
from orlib import Instance
from zhu_wilhelm import by_tables, read
from zhu_wilhelm_run import asked

FROM_ONE = " 3 3 1 \n 6 \n Tail,Head,Distance,Time\n 1 2 1 4 \n 2 3 1 4 \n 1 3 9 0"
FROM_NOUGHT = """num_nodes num_arcs source target
3 3 2 0
Resource Constraint RHS
{limit}
Tail Head Distance Resource
2 1 1 4
1 0 1 4
2 0 9 1
"""


def test_both_formats_are_read_and_solved_by_all_engines(tmp_path):
    first, second = tmp_path / "rcsp1.txt", tmp_path / "rcsp1_0.txt"
    first.write_text(FROM_ONE)
    # by the way through the middle 2 cost and 8 used, 6 allowed; straight 9
    assert read(first)[1:] == (0, 2)
    assert set(asked(first, ("interpreted",), or_tools=True)[0].values()) == {"9"}
    for limit, cost in ((8, "2"), (7, "9"), (0, "infeasible")):
        second.write_text(FROM_NOUGHT.format(limit=limit))
        assert read(second)[1:] == (2, 0)
        assert set(asked(second, ("interpreted",), or_tools=True)[0].values()) == {cost}


def test_a_file_of_the_wrong_length_is_refused(tmp_path):
    file = tmp_path / "rcsp2.txt"
    file.write_text(FROM_ONE + " 7")
    with pytest.raises(ValueError, match="1 limits, 13 numbers of arcs, expected 12"):
        read(file)


def test_the_tables_are_right_on_graphs_with_cycles():
    # 0 -> 2 -> 1 -> 3, arcs that lead downwards among them: cost 3, use 3; 0 -> 3 costs 5 and uses nothing
    tail, head = np.array([0, 2, 1, 1, 0]), np.array([2, 1, 3, 2, 3])
    cost, use = np.array([1, 1, 1, 1, 5]), np.array([[1], [1], [1], [0], [0]])
    for limit, expected in ((3, 3), (2, 5), (0, 5)):
        instance = Instance(4, tail, head, cost, use, np.array([0]), np.array([limit]))
        assert by_tables(instance, 0, 3) == expected
        assert by_tables(instance, 3, 0) is None


def test_several_limits_are_read_and_kept(tmp_path):
    # as above with a second resource: the way through the middle uses 2 of it, straight 5
    file = tmp_path / "rcsp1_3.txt"
    text = FROM_NOUGHT.replace("2 1 1 4", "2 1 1 4 1").replace("1 0 1 4", "1 0 1 4 1").replace("2 0 9 1", "2 0 9 1 5")
    for limits, cost in (("8 2", "2"), ("8 1", "infeasible"), ("7 5", "9")):
        file.write_text(text.format(limit=limits))
        answers, _ = asked(file, ("interpreted",), or_tools=True)
        assert set(answers) - {"PathWyse"} == {"interpreted", "CP-SAT"} and set(answers.values()) == {cost}
