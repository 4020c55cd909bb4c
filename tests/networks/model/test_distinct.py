"""Distinct values of columns, what hangs together, and the ends of links: by arrays as one by one."""

import networkx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles.cases import cases

from networks.model.distinct import combined, constant, distinct, per_combination
from networks.model.joined import parts_of
from networks.model.link_ends import link_ends
from networks.model.tables import Table, empty_table

WORDS = st.lists(st.sampled_from(["", "rail", "sea", "Rail"]), max_size=30)


def array(values):
    cells = np.empty(len(values), dtype=object)
    cells[:] = values
    return cells


@cases(quick=10, long=1_000)
@given(WORDS)
def test_a_column_is_what_its_distinct_values_say_of_each_row(words):
    found = distinct(array(words))
    assert found.values == list(dict.fromkeys(words))
    assert [found.values[number] for number in found.of_row] == words
    assert found.where(str.islower).tolist() == [word.islower() for word in words]


@cases(quick=10, long=1_000)
@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 2**40) | st.integers(0, 2), st.integers(0, 2**40)), max_size=30
    )
)
def test_combinations_are_told_apart_however_large_their_numbers_are(rows):
    columns = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    first, of_row = combined(*columns)
    assert [rows[first[number]] for number in of_row] == rows
    assert len(first) == len(set(rows))
    assert all(rows.index(rows[row]) == row for row in first)


@cases(quick=8, long=500)
@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xyz")), max_size=20))
def test_what_is_said_of_combinations_is_said_of_each_row(rows):
    columns = [distinct(array([row[number] for row in rows])) for number in (0, 1)]
    found, of_row = per_combination(*columns, said="{}{}".format)
    assert [found[number] for number in of_row] == ["".join(row) for row in rows]
    assert len(found) == len(set(rows))


@pytest.mark.parametrize(
    ("value", "dtype"), [(1.5, np.float64), (-1, np.int64), (True, np.bool_), ((), object), ("", object)]
)
def test_a_constant_column_is_one_value_that_nobody_can_change(value, dtype):
    cells = constant(value, 1000, dtype)
    assert cells.tolist() == [value] * 1000
    with pytest.raises(ValueError, match="read-only"):
        cells[0] = cells[1]
    with pytest.raises(ValueError, match="WRITEABLE"):
        cells.setflags(write=True)


def test_missing_columns_of_a_large_table_are_whole_when_rows_are_taken_or_added():
    ids = [f"P{number}" for number in range(200)]
    table = Table.from_columns("places", {"id": ids, "name": ids})
    half = table.where(np.arange(200) % 2 == 0)
    assert half["offered"].tolist() == [True] * 100
    assert half["note"].tolist() == [""] * 100
    assert len(half.joined(table)["lat"]) == 300
    assert table.where(np.ones(200, dtype=np.bool_)) is table
    assert [row["lat"] for row in table.rows()] == [None] * 200


@cases(quick=10, long=1_000)
@given(st.integers(1, 20), st.lists(st.tuples(st.integers(0, 19), st.integers(0, 19)), max_size=30))
def test_parts_are_those_of_networkx_by_their_least_member(size, pairs):
    pairs = [pair for pair in pairs if max(pair) < size]
    graph = networkx.Graph(pairs)
    graph.add_nodes_from(range(size))
    least = {node: min(part) for part in networkx.connected_components(graph) for node in part}
    one, other = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    assert parts_of(size, one, other).tolist() == [least[node] for node in range(size)]


def test_a_long_chain_is_one_part():
    steps = np.random.default_rng(3).permutation(5000)
    assert set(parts_of(5001, steps, steps + 1).tolist()) == {0}


def test_ends_of_links_are_looked_up_once():
    places = Table.from_rows("places", [{"id": name, "name": name} for name in "ABA"])
    links = Table.from_rows("links", [{"id": "1", "tail": "A", "head": "B"}, {"id": "2", "tail": "", "head": "C"}])
    assert [end.tolist() for end in link_ends(places, links)] == [[2, -1], [1, -1]]
    assert link_ends(places, links) is link_ends(places, links)
    assert [end.tolist() for end in link_ends(empty_table("places"), links)] == [[-1, -1], [-1, -1]]
