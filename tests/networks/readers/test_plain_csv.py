"""The short way for sound CSV files gives the table of the strict way, or leaves the file to it."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles.cases import cases
from oracles.csv_texts import described, texts

from networks.model import byte_cells
from networks.model.byte_cells import PADDING, ByteCells, decimals, distinct_cells
from networks.model.schema import TEXT_TYPES, columns, parse_number
from networks.readers import csv_folder
from networks.readers.csv_folder import strict_table
from networks.readers.csv_text import decode
from networks.readers.plain_csv import plain_table

DATA = Path(csv_folder.__file__).parents[1] / "data"


def assert_same(name, data):
    """Assert that both ways read the same, if the short one reads it at all; tell whether it does."""
    text, told = decode(data, "x.csv")
    if text is None:
        return False
    found = plain_table(name, text, "x.csv")
    table, findings = strict_table(name, text, "x.csv", told)
    if found is None:
        return False
    assert findings == told, "the strict way says something"
    assert described(found) == described(table)
    for column in found.columns:
        values = found.distinct(column)
        again = [values.values[number] for number in values.of_row.tolist()]
        assert [repr(cell) for cell in again] == [repr(cell) for cell in found[column].tolist()], column
    return True


@cases(quick=50, long=2_500)
@given(texts(strange=True))
def test_whatever_the_text_both_ways_read_the_same(given_text):
    assert_same(*given_text)


@cases(quick=20, long=800)
@given(texts(strange=False))
def test_of_sound_texts_both_ways_read_the_same(given_text):
    assert_same(*given_text)


@pytest.mark.parametrize(
    "text",
    [
        "id,name\nA,Alpha\nB,Beta\n",
        "id,name\r\nA,Alpha\r\nB,Beta",
        'id,name\n"A","Alpha, the first"\nB,"""Beta"""\n',
        "id,name,lat,lon\nÄ,Тында,55.15,-124.72\nB,B,,\n",
        "name,id,offered\nAlpha,A,no\nBeta,B,\n",
        "id,name,gauges_mm\nA,Alpha,1520;1435\nB,Beta,1520.0\n",
        "id,name,note\nA,Alpha,'=1+1\n",
    ],
)
def test_a_sound_text_goes_the_short_way(text):
    assert assert_same("places", text.encode())


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "id,name\n",
            "id,name",
            "id,name\nA\n",
            "id,name\nA,B,\n",
            "id,name\n\nA,B\n",
            "id,name\nA,B\n,\n",
            "id,name\nA,B\n\n",
        ),
        *(
            "id\nA\n",
            "id,name,strange\nA,B,C\n",
            "id,name,id\nA,B,A\n",
            "sep=,\nid,name\nA,B\n",
            " id,name\nA,B\n",
            "id,name,\nA,B,\n",
        ),
        *(
            "id,name\nA,\n",
            "id,name\n,B\n",
            "id,name\nA B,C\n",
            "id,name\n=A,C\n",
            "id,name,lat\nA,B,91\n",
            "id,name,lat\nA,B,1_0\n",
        ),
        *(
            'id,name\nA,"B\nC"\n',
            'id,name\nA,"B\n',
            'id,name\nA,"B"C\n',
            "id,name\nA,B\rC,D\n",
            "id,name\nA,B\0\n",
            "id,name\n12.0,B\n13.0,C\n",
        ),
        *(
            "id;name\nA;B\n",
            "id,name,lat\nA,B,nan\n",
            "id,name,lat\nA,B,٥\n",
            "id,name\n" + "A" * 251 + ",B\n",
            "id,name\nA\u200b,B\n",
        ),
    ],
)
def test_what_is_odd_is_left_to_the_strict_way(text):
    assert plain_table("places", text, "places.csv") is None


def test_each_table_has_a_column_other_than_free_text_that_must_be_filled():
    # so that a row of blanks alone, which the strict way skips, cannot pass for a row
    for name, found in columns().items():
        assert any(column.required and column.type not in TEXT_TYPES for column in found), name


def test_a_lowered_limit_of_the_module_csv_is_kept():
    limit = csv.field_size_limit(10)
    try:
        assert plain_table("places", "id,name\nA,Alpha\n", "places.csv") is None
    finally:
        csv.field_size_limit(limit)


def cells_of(texts):
    data = ",".join(texts).encode()
    sizes = np.array([len(text.encode()) for text in texts], dtype=np.int64)
    begin = np.cumsum(sizes + 1) - sizes - 1
    return ByteCells(np.frombuffer(data + PADDING, np.uint8), data.decode("latin-1"), begin, sizes)


@cases(quick=15, long=800)
@given(st.lists(st.text(alphabet="0123456789.-+eE", max_size=20) | st.floats(allow_nan=False).map(repr), min_size=1))
def test_numbers_are_those_that_float_gives_to_the_last_bit(texts):
    numbers, odd = decimals(cells_of(texts))
    for row, text in enumerate(texts):
        if text and row not in odd:
            assert np.float64(parse_number(text)).tobytes() == numbers[row].tobytes()
    assert all(np.isnan(numbers[row]) for row, text in enumerate(texts) if not text)


def test_every_decimal_of_few_digits_is_plain_and_exact():
    random = np.random.default_rng(7)
    texts = [
        f"{'-' * sign}{whole}.{part:0{width}d}"
        for sign, whole, part, width in zip(
            random.integers(0, 2, 3000),
            random.integers(0, 10**7, 3000),
            random.integers(0, 10**7, 3000),
            random.integers(1, 8, 3000),
            strict=True,
        )
    ]
    numbers, odd = decimals(cells_of(texts))
    assert not len(odd)
    assert numbers.tolist() == list(map(float, texts))


@cases(quick=10, long=500)
@given(st.lists(st.text(alphabet="abé", max_size=40), min_size=1, max_size=200))
def test_distinct_texts_are_numbered_as_they_first_stand(texts):
    first, of_row = distinct_cells(cells_of(texts))
    known = list(dict.fromkeys(texts))
    assert [texts[row] for row in first] == known
    assert [known[number] for number in of_row] == texts


def test_hashes_that_were_made_to_begin_alike_are_given_up_soon():
    random = np.random.default_rng(1)
    some = random.integers(0, 2**63, 300_000).astype(np.uint64)
    assert byte_cells._first_alike(some) is not None
    assert byte_cells._first_alike(some >> np.uint64(30)) is None


def test_texts_with_the_same_hash_are_told_apart(monkeypatch):
    monkeypatch.setattr(byte_cells, "_hashes", lambda cells: np.zeros(len(cells.begin), dtype=np.uint64))
    assert distinct_cells(cells_of(["a", "a"])) is not None
    assert distinct_cells(cells_of(["a", "b"])) is None
    assert distinct_cells(cells_of(["a" * 9, "a" * 8 + "b"])) is None


@pytest.mark.parametrize("folder", ["eurasia", pytest.param("eurasia-2025", marks=pytest.mark.long)])
def test_the_built_in_folders_read_the_same_either_way(monkeypatch, folder):
    ways = []
    for large in (0, 10**9):
        monkeypatch.setattr(csv_folder, "LARGE", large)
        ways.append(csv_folder.read_tables(DATA / folder))
    (short, told), (strict, told_too) = ways
    assert told == told_too == []
    assert list(short) == list(strict)
    for name, table in short.items():
        assert described(table) == described(strict[name]), name
