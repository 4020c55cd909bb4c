"""Sparse matrices become graphs arc by arc: nothing is summed, nothing is dropped."""

import numpy as np
import pytest

from routing import QuestionError
from routing.search import Digraph

sparse = pytest.importorskip("scipy.sparse")

#  0 -> 1 weighs 5, 0 -> 2 weighs 9, 1 -> 2 weighs 0 and is stored
DENSE = (np.array([5, 9, 0]), (np.array([0, 0, 1]), np.array([1, 2, 2])))


@pytest.mark.parametrize("form", ["csr", "csc", "coo"])
def test_entries_are_arcs_in_the_order_in_which_they_are_stored(form):
    matrix = sparse.coo_array(DENSE, shape=(3, 3)).asformat(form)
    graph = Digraph.from_scipy({"w": matrix})
    assert sorted(zip(graph.tail.tolist(), graph.head.tolist(), graph.weights["w"].tolist(), strict=True)) == [
        (0, 1, 5),
        (0, 2, 9),
        (1, 2, 0),
    ]
    path = graph.shortest(0, 2, minimise="w")  # over the stored 0
    assert path.totals == {"w": 5} and len(path.arcs) == 2
    assert graph.weights["w"].tolist() == matrix.data.tolist()


def test_parallel_entries_stay_apart_and_several_weights_share_their_arcs():
    ends = (np.array([0, 0]), np.array([1, 1]))
    time, cost = (sparse.coo_array((np.array(values), ends), shape=(2, 2)) for values in ([5, 3], [1, 7]))
    graph = Digraph.from_scipy({"time": time, "cost": cost})
    assert [path.totals for path in graph.k_shortest(0, 1, k=9, minimise="time")] == [
        {"time": 3, "cost": 7},
        {"time": 5, "cost": 1},
    ]


def test_what_is_no_graph_is_refused_with_every_problem():
    square, long = sparse.coo_array(DENSE, shape=(3, 3)), sparse.coo_array(DENSE, shape=(3, 4))
    other = sparse.coo_array((DENSE[0], DENSE[1][::-1]), shape=(3, 3))
    with pytest.raises(QuestionError) as refused:
        Digraph.from_scipy({"a": square, "b": long, "c": square.tolil(), "d": other})
    assert len(refused.value.problems) == 3
    with pytest.raises(QuestionError, match="expected integers"):
        Digraph.from_scipy({"a": square.astype(float) * 1.5})
    with pytest.raises(QuestionError, match="at least one matrix"):
        Digraph.from_scipy({})


def test_a_million_arcs_are_taken_in_without_a_list_of_them():
    rng = np.random.default_rng(0)
    ends = rng.integers(0, 300_000, (2, 1_000_000))
    graph = Digraph(*ends, {"w": rng.integers(0, 1000, 1_000_000)}, n_nodes=300_000)
    assert "lists" not in vars(graph._engines) and "tails" not in vars(graph._graph)


def test_the_sum_of_weights_is_checked_to_the_unit():
    Digraph([0, 0], [1, 1], {"w": [2**63 - 2, 1]}, n_nodes=2)
    with pytest.raises(QuestionError, match=str(2**63)):
        Digraph([0, 0], [1, 1], {"w": [2**63 - 1, 1]}, n_nodes=2)
    with pytest.raises(QuestionError, match=str(40 * (2**62 + 3))):
        Digraph([0] * 40, [1] * 40, {"w": [2**62 + 3] * 40}, n_nodes=2)
