"""Twins and ways back among links between the same places: as if every link were held against every other."""

import itertools

from hypothesis import given
from hypothesis import strategies as st
from oracles.cases import cases

from networks.model.tables import Table, empty_table
from networks.rules.pairs import BACK_FACTOR, BACK_KM, twins, ways_back

LINKS = st.lists(
    st.fixed_dictionaries(
        {
            "tail": st.sampled_from(["A", "B", "C", "", "unknown"]),
            "head": st.sampled_from(["A", "B", "C", "unknown"]),
            "mode": st.sampled_from(["rail", "sea"]),
            "directed": st.booleans(),
            "gauge_mm": st.sampled_from([None, 1520]),
            "length_km": st.sampled_from([None, 10.0, 30.0]),
        }
    ),
    max_size=12,
)


def tables_of(rows):
    places = Table.from_rows("places", [{"id": name, "name": name} for name in "ABC"])
    links = Table.from_rows("links", [row | {"id": f"L{number}"} for number, row in enumerate(rows)])
    return {"places": places, "links": links, "figures": empty_table("figures")}


@cases(quick=13, long=1_000)
@given(LINKS)
def test_a_twin_is_a_link_of_which_an_earlier_one_says_the_same(rows):
    def said(row):
        ends = (row["tail"], row["head"]) if row["directed"] else tuple(sorted((row["tail"], row["head"])))
        return (ends, *(row[name] for name in ("directed", "mode", "gauge_mm", "length_km")))

    expected = [number for number, row in enumerate(rows) if said(row) in map(said, rows[:number])]
    assert [finding.value for finding in twins(tables_of(rows))] == [f"L{number}" for number in expected]


@cases(quick=13, long=1_000)
@given(LINKS)
def test_a_long_way_back_is_that_of_a_pair_of_links_each_way(rows):
    def kind(row):
        return (row["mode"], row["gauge_mm"])

    def alone(row):
        return sum((kind(row), row["tail"], row["head"]) == (kind(one), one["tail"], one["head"]) for one in rows) == 1

    expected = set()
    for (_, one), (other_number, other) in itertools.permutations(enumerate(rows), 2):
        there_and_back = kind(one) == kind(other) and (one["tail"], one["head"]) == (other["head"], other["tail"])
        if there_and_back and one["tail"] != one["head"] and alone(one) and alone(other):
            km, back = one["length_km"], other["length_km"]
            if km is not None and back is not None and back > BACK_FACTOR * km and back > km + BACK_KM:
                expected.add(other_number + 1)
    assert {finding.row for finding in ways_back(tables_of(rows))} == expected
