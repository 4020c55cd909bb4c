"""Columns of a terminal: wide letters take two, accents none; lines keep to their width and lose nothing."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles.cases import cases

from routing.views.text.folding import fitted
from routing.views.text.table import table
from routing.views.text.width import columns_of, wrapped

MIXED = st.text(st.sampled_from("ab-é 横浜港ﾖｺКД\u0301\u200d"), max_size=40)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("Yokohama", 8),
        ("横浜港", 6),
        ("Владивосток", 11),
        ("ﾖｺﾊﾏ", 4),
        ("ＡＢ", 4),
        ("e\u0301", 1),
        ("한글", 4),
        ("", 0),
    ],
)
def test_letters_of_double_width_take_two_columns_and_accents_none(text, columns):
    assert columns_of(text) == columns


def test_the_columns_of_a_table_stand_under_one_another_whatever_the_letters():
    lines = table(["place", "d"], [["横浜港", "7.00"], ["Владивосток", "10.00"], ["Xi\u0301", "1.00"]])
    assert {columns_of(line) for line in lines} == {18}
    assert (
        lines[1] == "横浜港        7.00"
    )  # 6 columns and 5 blanks to the widest name, 2 between, 1 to the widest number


@cases(quick=100, long=2000)
@given(MIXED, st.integers(2, 20), st.booleans())
def test_lines_keep_to_their_width_and_hold_the_whole_text(text, width, hurried):
    lines = wrapped(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(columns_of(line) <= width for line in lines)
    whole = wrapped(text, width, indent="  ", break_words=False)
    assert "".join("".join(whole).split()) == "".join(text.split())


@cases(quick=100, long=2000)
@given(st.lists(st.text(st.sampled_from("abcd"), min_size=1, max_size=9), min_size=1).map(" ".join), st.integers(9, 30))
def test_plain_words_are_wrapped_as_by_textwrap(text, width):
    assert wrapped(text, width) == textwrap.wrap(text, width)
    assert wrapped(text, width, indent="  ", break_words=False) == textwrap.wrap(
        text, width, subsequent_indent="  ", break_long_words=False
    )


def test_a_folded_table_and_a_long_line_keep_to_the_terminal_in_wide_letters():
    rows = [["東京港から 横浜港まで船で運ぶ", "42.00"], ["by sea", "1.00"]]
    assert all(columns_of(line) <= 20 for line in table(["what", "days"], rows, width=20))
    line = "  警告: " + "東京港から横浜港まで" * 3
    assert all(columns_of(part) <= 30 for part in fitted(line, 30).split("\n"))
    assert fitted(line, 30).replace("\n", "").replace(" ", "") == line.replace(" ", "")


def test_what_acts_on_a_terminal_is_escaped_in_a_cell_also_a_line_end():
    assert table(["x"], [["a\x9b31m"], ["b\nc"]])[1:] == [r"a\x9b31m", r"b\x0ac"]
