"""A large file with something odd in one stretch: read in part the short way, as if all of it went the strict way."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles.cases import cases
from oracles.csv_texts import KINDS, described, good, texts
from oracles.csv_texts import ODD as ODD_CELLS

from networks.model.schema import columns
from networks.readers import csv_folder, mixed_csv
from networks.readers.csv_folder import strict_table
from networks.readers.csv_text import decode
from networks.readers.mixed_csv import mixed_table

GOOD = "".join(f"P{number},Place {number},{number % 80}.5,{number % 170},no\n" for number in range(400))
HEAD = "id,name,lat,lon,offered\n"


def both(name, text, stretches):
    """Return what the way between and the strict way say of a text, or None where it is left to that one."""
    strict, told = strict_table(name, text, "x.csv", [])
    found = mixed_table(name, text, "x.csv", strict_table, stretches)
    if found is None:
        return None
    assert found[1] == told
    assert strict is not None and described(found[0]) == described(strict)
    for column in found[0].columns:
        values = found[0].distinct(column)
        again = [values.values[number] for number in values.of_row.tolist()]
        assert [repr(cell) for cell in again] == [repr(cell) for cell in found[0][column].tolist()], column
        assert len({*values.values}) == len(values.values), column
    return found


@cases(quick=5, long=1_000)
@given(texts(strange=True, most=12), st.integers(2, 9))
def test_whatever_the_text_it_is_read_as_the_strict_way_reads_it(given_text, stretches):
    name, data = given_text
    text, _ = decode(data, "x.csv")
    if text is not None:
        both(name, text, stretches)


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(1, 30))])
def test_odd_cells_that_stand_together_are_read_as_the_strict_way_reads_them(seed):
    rng, read = random.Random(seed), 0
    for _ in range(60):
        name = rng.choice(KINDS)
        header = [column for column in columns()[name] if column.required or rng.random() < 0.5]
        rows = [[rng.choice(good(column)) for column in header] for _ in range(rng.randrange(12, 40))]
        at = rng.randrange(len(rows))
        for row in rows[at : at + rng.choice([1, 1, 2, 3])]:
            row[rng.randrange(len(row)) :] = [rng.choice(ODD_CELLS) for _ in range(rng.choice([0, 1, 1, len(row)]))]
        end = rng.choice(["\n", "\n", "\r\n"])
        text = "".join(",".join(row) + end for row in ([column.name for column in header], *rows))
        read += both(name, text, rng.randrange(2, 14)) is not None
    assert read >= 3  # of others something else is odd, or the stretches do not follow one another


ODD = [
    "P,Place,1_0,1,no\n",
    "P,Place,91,1,no\n",
    "P,Place,1\n",
    "\n",
    ",,,,\n",
    "P Q,Place,1,1,no\n",
    "P,Place,1,1,maybe\n",
    "P,Place,1,1,no,\n",
    "P,Place,nan,1,no\n",
    ",Place,1,1,no\n",
]


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("before", [0, 10, 399])
def test_an_odd_line_sends_its_stretch_alone_the_strict_way(odd, before, monkeypatch):
    lines = GOOD.splitlines(keepends=True)
    text = HEAD + "".join([*lines[:before], odd, *lines[before:]])
    strict = []
    monkeypatch.setattr(
        csv_folder, "table_from_texts", lambda *asked, **more: strict.append(more["lines"]) or TABLE(*asked, **more)
    )
    found = mixed_table("places", text, "x.csv", strict_table)
    assert found is not None and len(strict[0]) < 60
    assert both("places", text, mixed_csv.STRETCHES) is not None


TABLE = csv_folder.table_from_texts


@pytest.mark.parametrize(
    "text",
    [
        HEAD + GOOD,  # nothing odd
        HEAD + "P,Place,x,1,no\n" + GOOD + "Q,Place,x,1,no\n",  # in two places
        HEAD + GOOD + 'P,"Place",x,1,no\n',
        HEAD + GOOD + "12.0,Place,x,1,no\n",
        HEAD + GOOD + "\r" + "P,Place,x,1,no\n",
        HEAD + "\n" * 10 + GOOD[:200] + "\n" * 10,
        "id,name,strange\nA,B,C\n",
        HEAD,
        "",
    ],
)
def test_the_rest_is_left_to_the_strict_way(text):
    assert mixed_table("places", text, "x.csv", strict_table) is None
