"""The kernels on lists on instances worked out by hand, and against networkx on random ones."""

from __future__ import annotations

import math
import random
from typing import Any

import networkx
import pytest

from routing.kernels.lists.canonical import canonical_path
from routing.kernels.lists.constrained import Limits, constrained_path
from routing.kernels.lists.dijkstra import UNREACHED, distances
from routing.kernels.lists.span import Span

#   0 --a0:1--> 1 --a2:1--> 3        a1:3 goes 0 -> 2, a3:0 goes 2 -> 3, a4:5 straight from 0 to 3, a5 is a loop at 1
TAILS, HEADS, WEIGHTS = [0, 0, 1, 2, 0, 1], [1, 2, 3, 3, 3, 1], [1, 3, 1, 0, 5, 0]


def grouped(nodes: list[int], count: int) -> list[list[int]]:
    return [[arc for arc, node in enumerate(nodes) if node == wanted] for wanted in range(count)]


def labels(
    resources: list[list[int]], limits: list[int], weights: list[int] = WEIGHTS, most: int = 1000, **more: Any
) -> Any:
    """Run the label search from 0 to 3 with bounds by Dijkstra's algorithm."""
    usable = [1] * len(TAILS)
    entering = grouped(HEADS, 4)
    to_come = distances(entering, TAILS, weights, usable, 3)
    least = [distances(entering, TAILS, use, usable, 3) for use in resources]
    within = Limits(resources, limits, least)
    found = constrained_path(between(usable), weights, to_come, within, most, **more)
    return found, (to_come, within)


def between(usable: list[int]) -> Span:
    """Return the arcs from 0 to 3 under a mask."""
    return Span(grouped(TAILS, 4), HEADS, usable, 0, 3)


def test_distances_from_a_node():
    # 0; 1 by a0; 3 by a1; 2 = 1 + 1 by a0, a2
    assert distances(grouped(TAILS, 4), HEADS, WEIGHTS, [1] * 6, 0) == [0, 1, 3, 2]


def test_distances_to_a_node_are_those_of_the_arcs_reversed():
    assert distances(grouped(HEADS, 4), TAILS, WEIGHTS, [1] * 6, 3) == [2, 1, 0, 0]


def test_distances_without_masked_arcs():
    assert distances(grouped(TAILS, 4), HEADS, WEIGHTS, [1, 1, 0, 0, 0, 1], 0) == [0, 1, 3, UNREACHED]


def test_distances_stop_at_a_target_and_leave_upper_bounds():
    found = distances(grouped(TAILS, 4), HEADS, WEIGHTS, [1] * 6, 0, 1)
    assert found[1] == 1
    assert all(value >= true for value, true in zip(found, [0, 1, 3, 2], strict=True))


def test_distances_are_exact_up_to_the_target_and_as_far_as_it():
    # 4 --1--> 0, 2 --1--> 4, 3 --0--> 2, 1 --2--> 0: from 0 backward, 1 is as far as 2, and as 3 by an arc of weight 0
    tails, heads, weights = [4, 2, 3, 1], [0, 4, 2, 0], [1, 1, 0, 2]
    assert distances(grouped(heads, 5), tails, weights, [1] * 4, 0, 1) == [0, 2, 2, 2, 1]


@pytest.mark.parametrize("seed", range(20))
def test_distances_to_a_target_are_those_of_the_whole_search_as_far_as_it(seed: int):
    rng = random.Random(seed)
    tails, heads = ([rng.randrange(12) for _ in range(40)] for _ in range(2))
    weights, leaving = [rng.randrange(4) for _ in tails], grouped(tails, 12)
    whole = distances(leaving, heads, weights, [1] * 40, 0)
    for target in range(12):
        found = distances(leaving, heads, weights, [1] * 40, 0, target)
        far = whole[target]
        assert all(a == b if b <= far else a >= b for a, b in zip(found, whole, strict=True))


def test_distances_up_to_a_weight_are_exact_and_above_it_upper_bounds():
    found = distances(grouped(TAILS, 4), HEADS, WEIGHTS, [1] * 6, 0, most=1)
    assert found[:2] == [0, 1]  # 0 by no arc, 1 by a0; the others lie 2 and 3 away
    assert all(value >= true for value, true in zip(found, [0, 1, 3, 2], strict=True))


def test_distances_of_weights_beyond_64_bits():
    huge = [weight << 200 for weight in WEIGHTS]
    assert distances(grouped(TAILS, 4), HEADS, huge, [1] * 6, 0)[3] == 2 << 200


def test_label_search_takes_the_least_weight_within_the_limit():
    use = [9, 1, 1, 1, 4, 0]
    assert labels([use], [10])[0].arcs == (0, 2)  # weight 2, use 10, allowed to the unit
    assert labels([use], [9])[0].arcs == (1, 3)  # weight 3, use 2
    assert labels([use], [1])[0].status == "none"


def test_label_search_under_two_limits():
    # (0, 2) uses 10 of the first, (1, 3) uses 9 of the second, a4 uses 4 and 4 and weighs 5
    found, _ = labels([[9, 1, 1, 1, 4, 0], [1, 8, 1, 1, 4, 0]], [9, 8])
    assert (found.weight, found.arcs) == (5, (4,))


def test_label_search_stopped_at_its_labels_says_stopped_and_never_none():
    use = [9, 1, 1, 1, 4, 0]
    for most in range(1, 20):
        found, _ = labels([use], [9], most=most)
        assert found.status in ("stopped", "found")
        assert (found.weight == 3) == (found.status == "found")
    assert labels([use], [9], most=1)[0].status == "stopped"


def test_label_search_for_no_more_than_some_weight():
    use = [9, 1, 1, 1, 4, 0]
    assert labels([use], [9], at_most=3)[0].weight == 3
    assert labels([use], [9], at_most=2)[0].status == "none"


def test_canonical_path_is_the_one_with_the_least_arc_numbers():
    # all of weight 2: a0 a2; with other weights also a1 a3 and a4
    weights = [1, 2, 1, 0, 2, 1]
    entering = grouped(HEADS, 4)
    to_come = distances(entering, TAILS, weights, [1] * 6, 3)
    path = canonical_path(between([1] * 6), weights, to_come, 2)
    assert path == (0, 2)
    assert canonical_path(between([0, 1, 1, 1, 1, 1]), weights, to_come, 2) == (1, 3)


def test_canonical_path_with_zero_weights_on_the_way():
    # a1 (3) then a3 (0); a4 (5) is no candidate; the loop a5 at 1 is not on the way
    weights = [9, 3, 1, 0, 3, 1]
    to_come = distances(grouped(HEADS, 4), TAILS, weights, [1] * 6, 3)
    assert canonical_path(between([1] * 6), weights, to_come, 3) == (1, 3)


def test_canonical_path_keeps_the_limits_although_smaller_arc_numbers_do_not():
    weights = [1, 2, 1, 0, 2, 1]
    found, (to_come, limits) = labels([[9, 9, 9, 9, 4, 0]], [9], weights)
    assert found.weight == 2
    assert canonical_path(between([1] * 6), weights, to_come, 2, limits) == (4,)


def test_canonical_path_of_a_weight_that_no_path_has_is_none():
    to_come = distances(grouped(HEADS, 4), TAILS, WEIGHTS, [1] * 6, 3)
    assert canonical_path(between([1] * 6), WEIGHTS, to_come, 1) is None


def test_canonical_path_does_not_try_every_walk_where_a_limit_makes_the_path_long():
    """A chain of 40 diamonds and a limit that forces the dear arc of each: 2^40 walks lie below the weight."""
    tails, heads, weights, use = [], [], [], []
    for node in range(40):
        for weight, spent in ((1, 10), (2, 0), (2, 0)):
            tails.append(node)
            heads.append(node + 1)
            weights.append(weight)
            use.append(spent)
    leaving, entering, usable = grouped(tails, 41), grouped(heads, 41), [1] * len(tails)
    to_come = distances(entering, tails, weights, usable, 40)
    least = [distances(entering, tails, use, usable, 40)]
    path = canonical_path(Span(leaving, heads, usable, 0, 40), weights, to_come, 80, Limits([use], [5], least))
    assert path == tuple(3 * node + 1 for node in range(40))


@pytest.mark.parametrize("seed", range(60))
def test_kernels_agree_with_networkx_and_all_paths_on_random_graphs(seed: int):
    rng = random.Random(seed)
    nodes, count = rng.randint(2, 6), rng.randint(1, 14)
    tails, heads = ([rng.randrange(nodes) for _ in range(count)] for _ in range(2))
    weights = [rng.choice((0, 1, 1, 2, 1 << 70)) * 100 + 1 for _ in range(count)]
    use, usable = [rng.randint(0, 3) for _ in range(count)], [int(rng.random() < 0.9) for _ in range(count)]
    graph: Any = networkx.MultiDiGraph()
    graph.add_nodes_from(range(nodes))
    graph.add_edges_from((tails[a], heads[a], a, {"weight": weights[a]}) for a in range(count) if usable[a])
    true = networkx.single_source_dijkstra_path_length(graph, 0)
    found = distances(grouped(tails, nodes), heads, weights, usable, 0)
    assert found == [true.get(node, math.inf) for node in range(nodes)]
    target, limit = nodes - 1, rng.randint(0, 5)
    paths = (
        [[edge[2] for edge in path] for path in networkx.all_simple_edge_paths(graph, 0, target)] if target else [[]]
    )
    good = [path for path in paths if sum(use[a] for a in path) <= limit]
    best = min(((sum(weights[a] for a in path), path) for path in good), default=None)
    entering = grouped(heads, nodes)
    to_come = distances(entering, tails, weights, usable, target)
    least = [distances(entering, tails, use, usable, target)]
    leaving = grouped(tails, nodes)
    span, limits = Span(leaving, heads, usable, 0, target), Limits([use], [limit], least)
    answer = constrained_path(span, weights, to_come, limits, 10**6)
    assert answer.weight == (best and best[0])
    if best:
        assert canonical_path(span, weights, to_come, best[0], limits) == tuple(best[1])


# ---- packing and scaling -------------------------------------------------------------------------------------
