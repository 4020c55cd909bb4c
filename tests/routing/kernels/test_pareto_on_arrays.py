"""Fronts by the compiled kernels: against all simple paths, against the kernels on lists, at the edges of 64 bits."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles.cases import cases

pytest.importorskip("numba")

from routing import Status
from routing.kernels.arrays.pareto_lines import turned
from routing.kernels.arrays.pareto_region import region_of
from routing.kernels.lists.dijkstra import distances
from routing.kernels.lists.pareto import pareto_front
from routing.kernels.lists.span import Span
from routing.search import Digraph, three_criteria, three_region, two_criteria
from routing.search.array_graph import ArrayGraph
from routing.search.budget import Budget
from routing.search.fronts import BeyondRangeError, FrontAsked, pareto_on_arrays


@st.composite
def drawn(draw, criteria=(2, 3, 4, 5)):
    """Draw a small graph with parallel arcs, loops, zeros and ties, its mask, two nodes, and limits on the criteria."""
    nodes, size = draw(st.integers(1, 8)), draw(st.sampled_from(criteria))
    ends, weight = st.integers(0, nodes - 1), st.integers(0, draw(st.sampled_from([1, 3, 40])))
    arcs = draw(st.lists(st.tuples(ends, ends, *[weight] * size), max_size=20))
    columns = [np.array(column, dtype=np.int64) for column in zip(*arcs, strict=True)] or [np.empty(0, np.int64)] * (
        size + 2
    )
    usable = np.array(draw(st.lists(st.integers(0, 9), min_size=len(arcs), max_size=len(arcs))), dtype=np.int64) > 0
    limits = [draw(st.none() | st.none() | st.integers(0, 60)) for _ in range(size)]
    return columns[0], columns[1], columns[2:], usable, nodes, draw(ends), draw(ends), limits


def on_arrays(case, **options):
    tail, head, weights, usable, nodes, source, target, limits = case
    graph = ArrayGraph(tail, head, {}, nodes)
    return pareto_on_arrays(FrontAsked(graph, weights, usable, source, target, limits=limits), **options)


def answers(front):
    """Return vector -> path."""
    paths = {tuple(vector): tuple(front.path(k).tolist()) for k, vector in enumerate(front.vectors.tolist())}
    assert list(paths) == sorted(paths) and len(paths) == len(front.vectors)
    return paths


def by_all_paths(case):
    """Return vector -> path of the front, by trying every path without a repeated node."""
    tail, head, weights, usable, _, source, target, limits = case
    ends, found, stack = list(zip(tail.tolist(), head.tolist(), strict=True)), {}, [((), (source,))]
    while stack:
        arcs, nodes = stack.pop()
        if nodes[-1] == target:
            vector = tuple(int(sum(column[arc] for arc in arcs)) for column in weights)
            if all(limit is None or total <= limit for total, limit in zip(vector, limits, strict=True)):
                found.setdefault(vector, []).append(arcs)
            continue
        stack += [
            ((*arcs, arc), (*nodes, there))
            for arc, (here, there) in enumerate(ends)
            if usable[arc] and here == nodes[-1] and there not in nodes
        ]
    return {
        vector: min(paths, key=lambda path: (len(path), path))
        for vector, paths in sorted(found.items())
        if not any(other != vector and all(x <= y for x, y in zip(other, vector, strict=True)) for other in found)
    }


def on_lists(case):
    """Return the vectors by the kernel on lists."""
    tail, head, weights, usable, nodes, source, target, limits = case
    leaving = [np.flatnonzero(tail == node).tolist() for node in range(nodes)]
    entering = [np.flatnonzero(head == node).tolist() for node in range(nodes)]
    columns, mask = [column.tolist() for column in weights], usable.astype(np.uint8).tobytes()
    least = [distances(entering, tail.tolist(), column, mask, target) for column in columns]
    bounds = [math.inf if limit is None else limit for limit in limits]
    span = Span(leaving, head.tolist(), mask, source, target)
    return list(pareto_front(span, columns, least, 10**9, bounds).vectors)


@cases(quick=5, long=600)
@given(drawn())
def test_points_and_paths_are_those_of_all_simple_paths(case):
    front = on_arrays(case)
    assert front.complete and answers(front) == by_all_paths(case)


def from_the_source(lines, region, cap, work, rooms):
    """Search a front forward from the source alone."""
    back = turned(lines)
    search = two_criteria.TwoCriteria(back, region_of(back, cap), work, rooms[0])
    return search, search.run(), search.made


@cases(quick=10, long=600)
@given(drawn(criteria=(2,)), st.integers(1, 3), st.integers(1, 30))
def test_searched_from_the_source_points_and_paths_are_the_same(case, slice_labels, max_labels):
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(two_criteria, "from_either_end", from_the_source)
        front = on_arrays(case)
        assert answers(front) == by_all_paths(case)
        pieces = on_arrays(case, start=4, slice_labels=slice_labels)
        assert answers(pieces) == answers(front) and pieces.labels == front.labels
        part = on_arrays(case, budget=Budget(max_labels))
        assert answers(part).items() <= answers(front).items() and part.complete == (front.labels <= max_labels)


@cases(quick=10, long=600)
@given(drawn(criteria=(2,)), st.sampled_from([(0, 2), (0, 3), (1, 2)]), st.integers(1, 30))
def test_beginning_at_either_end_changes_no_front_and_keeps_to_the_limit(case, when, max_labels):
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(two_criteria, "LOOK", when[0])
        patched.setattr(two_criteria, "TRIAL", when[1])
        front, part = on_arrays(case), on_arrays(case, budget=Budget(max_labels))
    assert answers(front) == by_all_paths(case)
    assert answers(part).items() <= answers(front).items()
    assert part.complete == (front.labels <= max_labels) and part.labels <= max_labels


def wide_at_its_end(small, large):
    """Return a chain of choices between two arcs, small ones first and then large ones, and the case of its front."""
    rng = np.random.default_rng(5)
    tail = np.repeat(np.arange(small + large), 2)
    top = np.where(tail < small, 4, 10**6)
    weights = [rng.integers(1, top) for _ in range(2)]
    return tail, tail + 1, weights, np.ones(len(tail), dtype=bool), small + large + 1, 0, small + large, [None] * 2


@pytest.mark.long  # for some seconds in plain Python
def test_a_front_is_searched_from_the_end_that_takes_fewer_labels():
    case = wide_at_its_end(small=150, large=20)
    front = on_arrays(case)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(two_criteria, "TRIAL", 10**9)
        one_end = on_arrays(case)
    assert answers(front) == answers(one_end) and len(front.vectors) > 100
    assert front.labels < 0.6 * one_end.labels


@st.composite
def of_chains(draw):
    """Draw a graph of few nodes with ways of several arcs between them, some of them dead ends, in three criteria."""
    hubs, arcs = draw(st.integers(2, 4)), []
    nodes = hubs
    for _ in range(draw(st.integers(1, 5))):
        between = draw(st.integers(0, 3))
        way = [draw(st.integers(0, hubs - 1)), *range(nodes, nodes + between), draw(st.integers(0, hubs - 1))]
        nodes += between
        for one, other in pairwise(way[: len(way) - draw(st.integers(0, 1))]):
            there_and_back = [(one, other), (other, one)]
            arcs += draw(st.sampled_from([there_and_back, there_and_back, there_and_back[:1], [*there_and_back] * 2]))
    arcs = draw(st.permutations(arcs)) or [(0, 1)]
    weight = st.integers(0, draw(st.sampled_from([1, 3, 40])))
    cells = draw(st.lists(st.tuples(weight, weight, weight), min_size=len(arcs), max_size=len(arcs)))
    tail, head = (np.array(ends, dtype=np.int64) for ends in zip(*arcs, strict=True))
    columns = [np.array(column, dtype=np.int64) for column in zip(*cells, strict=True)]
    limits = [draw(st.none() | st.none() | st.integers(0, 60)) for _ in range(3)]
    return tail, head, columns, np.ones(len(arcs), dtype=bool), nodes, 0, draw(st.integers(1, nodes - 1)), limits


@cases(quick=10, long=300)
@given(of_chains())
def test_fronts_over_chains_are_those_of_all_simple_paths(case):
    front, pieces = on_arrays(case), on_arrays(case, start=4, slice_labels=2)
    assert front.complete and answers(front) == by_all_paths(case)
    assert answers(pieces) == answers(front) and pieces.labels == front.labels


@cases(quick=10, long=600)
@given(of_chains())
def test_fronts_of_two_over_chains_are_those_of_all_simple_paths_from_either_end(case):
    tail, head, columns, usable, nodes, source, target, limits = case
    two = tail, head, columns[:2], usable, nodes, source, target, limits[:2]
    assert answers(on_arrays(two)) == by_all_paths(two)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(two_criteria, "from_either_end", from_the_source)
        assert answers(on_arrays(two)) == by_all_paths(two)


@cases(quick=10, long=300)
@given(of_chains(), st.integers(1, 6))
def test_a_search_knows_nothing_of_the_one_before(case, max_labels):
    tail, head, columns, usable, nodes, source, target, limits = case
    graph = ArrayGraph(tail, head, {}, nodes)
    for one, other in ((source, target), (target, source), (source, target)):
        asked = FrontAsked(graph, columns[:2], usable, one, other, limits=limits[:2])
        pareto_on_arrays(asked, budget=Budget(max_labels), start=4)  # ends anywhere, its room is kept
        expected = by_all_paths((tail, head, columns[:2], usable, nodes, one, other, limits[:2]))
        assert answers(pareto_on_arrays(asked, slice_labels=2)) == expected


@cases(quick=10, long=200)
@given(drawn(criteria=(2, 3)))
def test_the_points_are_those_of_the_kernel_on_lists(case):
    assert list(answers(on_arrays(case))) == on_lists(case)


@cases(quick=15, long=300)
@given(drawn(), st.integers(1, 3))
def test_tiny_arrays_and_slices_change_nothing(case, slice_labels):
    whole, pieces = on_arrays(case), on_arrays(case, start=4, slice_labels=slice_labels)
    assert answers(pieces) == answers(whole) and pieces.complete and pieces.labels == whole.labels


@cases(quick=15, long=300)
@given(drawn(), st.integers(1, 30))
def test_a_front_cut_short_holds_right_points_and_paths_only(case, max_labels):
    whole, part = on_arrays(case), on_arrays(case, budget=Budget(max_labels))
    assert answers(part).items() <= answers(whole).items()
    assert part.complete == (whole.labels <= max_labels)
    assert part.labels <= max_labels


@cases(quick=10, long=200)
@given(drawn(criteria=(2,)), st.sampled_from([2**40, 2**54]))
def test_two_criteria_too_large_for_one_number_are_as_exact(case, scale):
    # 20 arcs of at most 3 * 2**54 + 1 sum to less than 2**60; the bound of the kernels is 2**62
    tail, head, weights, usable, nodes, source, target, limits = case
    scaled = [np.minimum(column, 3) * scale + column % 2 for column in weights]
    large = (
        tail,
        head,
        scaled,
        usable,
        nodes,
        source,
        target,
        [None if one is None else one * scale for one in limits],
    )
    assert answers(on_arrays(large)) == by_all_paths(large)


def random_case(seed, nodes, arcs, size, top):
    rng = np.random.default_rng(seed)
    tail = rng.integers(0, nodes, arcs)
    head = (tail + rng.integers(-2, 9, arcs)) % nodes  # to nodes near by, so that paths are long
    weights = [rng.integers(0, top, arcs) for _ in range(size)]
    return tail, head, weights, np.ones(arcs, dtype=bool), nodes, 0, nodes // 2, [None] * size


@pytest.mark.parametrize("size", [2, 3, 4])
@pytest.mark.parametrize("top", [3, 1000])
def test_on_larger_graphs_points_and_paths_are_those_of_the_digraph(size, top):
    case = random_case(size * top, 50, 250, size, top)
    front = on_arrays(case)
    names = "abcd"[:size]
    graph = Digraph(case[0], case[1], dict(zip(names, case[2], strict=True)), n_nodes=case[4], engine="interpreted")
    other = graph.pareto(case[5], case[6], criteria=tuple(names))
    assert other.status is Status.OPTIMAL and len(other) > 1
    assert answers(front) == {tuple(path.totals[name] for name in names): tuple(path.arcs.tolist()) for path in other}
    small = on_arrays(case, start=4, slice_labels=7)
    assert answers(small) == answers(front) and small.labels == front.labels


def test_amounts_that_may_outgrow_64_bits_are_refused_and_those_below_are_exact():
    # 2**60 + 2**61 + (2**60 - 1) = 2**62 - 1 is the greatest sum of a weight over all arcs
    tail, head, usable = np.array([0, 0, 1]), np.array([1, 1, 2]), np.ones(3, dtype=bool)
    first, second = np.array([2**60, 2**61, 2**60 - 1]), np.array([5, 1, 2**61])
    edge = (tail, head, [first, second], usable, 3, 0, 2, [None, None])
    assert answers(on_arrays(edge)) == {
        (2**61 - 1, 5 + 2**61): (0, 2),
        (2**61 + 2**60 - 1, 1 + 2**61): (1, 2),
    }
    first[0] += 1
    with pytest.raises(BeyondRangeError):
        on_arrays(edge)


@pytest.mark.parametrize(("bits", "beside", "spare", "packed"), [(10, 10, 3, 1), (20, 10, 3, 0), (10, 23, 0, 0)])
def test_three_criteria_that_outgrow_one_number_go_to_the_kernel_that_packs_nothing(
    bits, beside, spare, packed, monkeypatch
):
    # 40 steps, each an arc of (0, 2**bits, 2**27) or one of (2**27, 2**bits, 0), so there are 41 points; the arcs of
    # (2**27, 2**beside + 2**bits, 0) make none. A second and a third amount have 62 bits: not enough for those of one path,
    # of 26 and 33 bits, with 3 bits more; nor for those of all arcs, which take 30 bits for the second
    asked, search = [], three_criteria.pareto_front_of_three
    monkeypatch.setattr(three_criteria, "pareto_front_of_three", lambda *given: asked.append(1) or search(*given))
    monkeypatch.setattr(three_region, "SPARE_BITS", spare)
    tail, one = np.repeat(np.arange(40), 3), np.tile([0, 2**27, 2**27], 40)
    weights = [one, 2**bits + np.tile([0, 0, 2**beside], 40), 2**27 - one]
    found = answers(on_arrays((tail, tail + 1, weights, np.ones(120, dtype=bool), 41, 0, 40, [None] * 3)))
    assert list(found) == [(k * 2**27, 40 * 2**bits, (40 - k) * 2**27) for k in range(41)]
    assert bool(asked) == bool(packed)


def test_a_time_limit_of_nothing_ends_after_one_slice():
    case = random_case(5, 50, 250, 3, 1000)
    part = on_arrays(case, budget=Budget.of(1e-9), slice_labels=20)
    whole = on_arrays(case)
    assert not part.complete and part.labels < whole.labels
    assert answers(part).items() <= answers(whole).items()


@pytest.mark.long
@cases(quick=10, long=200)
@given(drawn(criteria=(2, 3)), st.none() | st.integers(0, 60))
def test_both_engines_of_a_digraph_give_the_same_front(case, bound):
    tail, head, weights, usable, nodes, source, target, limits = case
    names = "abc"[: len(weights)]
    columns = dict(zip(names, weights, strict=True)) | {"lifts": np.arange(len(tail)) % 5}
    kept = {name: limit for name, limit in zip(names, limits, strict=True) if limit is not None}
    kept |= {} if bound is None else {"lifts": bound}
    found = []
    for engine in ("interpreted", "compiled"):
        graph = Digraph(tail, head, columns, n_nodes=nodes, engine=engine)
        front = graph.pareto(source, target, criteria=tuple(names), limits=kept, arc_mask=usable)
        paths = [(path.totals, path.arcs.tolist()) for path in front]
        found.append((front.status, front.reason, paths))
    assert found[0] == found[1]


def test_a_limit_on_another_weight_is_kept_by_the_compiled_kernels_and_the_paths_stay_canonical(monkeypatch):
    # a > b by (1, 9) with 3 lifts, (2, 5) with 2, (4, 4) with 1 or 0 on parallel arcs, the first of which is
    # canonical although the other lifts less; 2 lifts at most leave two points
    arrays = ([0, 0, 0, 0], [1, 1, 1, 1], {"a": [1, 2, 4, 4], "b": [9, 5, 4, 4], "lifts": [3, 2, 1, 0]})
    graph = Digraph(*arrays, n_nodes=2, engine="compiled")
    monkeypatch.delattr("routing.search.front_search.front_on_lists")
    front = graph.pareto(0, 1, criteria=("a", "b"), limits={"lifts": 2})
    assert [(path.totals, path.arcs.tolist()) for path in front] == [
        ({"a": 2, "b": 5, "lifts": 2}, [1]),
        ({"a": 4, "b": 4, "lifts": 1}, [2]),
    ]


@pytest.mark.parametrize("engine", ["interpreted", pytest.param("compiled", marks=pytest.mark.long)])
def test_a_front_that_is_given_no_time_is_unknown(engine):
    tail, head, weights, _, nodes, source, target, _ = random_case(5, 300, 1500, 3, 1000)
    graph = Digraph(tail, head, dict(zip("abc", weights, strict=True)), n_nodes=nodes, engine=engine)
    cut = graph.pareto(source, target, criteria=("a", "b", "c"), time_limit_s=1e-6)
    assert (cut.status, len(cut)) == (Status.UNKNOWN, 0) and "1e-06 s were not enough" in cut.reason


def test_a_limit_beyond_64_bits_limits_nothing():
    arrays = ([0, 0], [1, 1], {"a": [1, 2], "b": [2, 1]})
    for engine in ("interpreted", "compiled"):
        graph = Digraph(*arrays, n_nodes=2, engine=engine)
        found = graph.pareto(0, 1, criteria=("a", "b"), limits={"b": 2**70})
        assert [path.arcs.tolist() for path in found] == [[0], [1]]
