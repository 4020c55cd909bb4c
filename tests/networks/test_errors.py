"""Findings are short, whatever they speak of; nearest names cost little, however many there are."""

import pickle
import time

import pytest

import networks
from networks.errors import nearest_names


@pytest.mark.parametrize("field", ["value", "field", "expected", "file"])
def test_what_a_finding_repeats_is_cut_and_its_length_told(field):
    cells = {"file": "x.csv", "row": 2, "field": "id", "value": "v", "expected": "a word"}
    finding = networks.Finding(**cells | {field: "x" * 130_000})
    assert len(str(finding)) < 1200
    assert "(130000 characters long)" in str(finding)
    assert pickle.loads(pickle.dumps(finding)) == finding


def test_a_finding_is_one_line_that_a_terminal_does_not_obey():
    text = str(networks.Finding("a\n.csv", 2, "\x1b[2J", "\x07", "b\u202e"))
    assert text == r"error: a\n.csv, line 2, \x1b[2J: '\x07': b\u202e"
    assert text.isprintable()


@pytest.mark.parametrize(
    ("file", "word"), [("x.csv", "line"), ("x.geojson", "feature"), ("x.json", "feature"), ("places", "row")]
)
def test_a_row_is_called_what_it_is(file, word):
    assert str(networks.Finding(file, 3, "", "", "a word")) == f"error: {file}, {word} 3: a word"


def test_an_unknown_name_is_repeated_in_part():
    assert len(str(networks.UnknownNameError("place", "x" * 10**6, ["a"]))) < 300


def test_a_name_that_was_meant_is_shown_and_not_obeyed():
    error = networks.UnknownNameError("place", "Mosco", ["RUMOW", "A\x9b"], ["Mosco\x9b31mw\u202e", "Mosco\x7f"])
    assert str(error) == r"no place is called 'Mosco'; did you mean A\x9b (Mosco\x7f), RUMOW (Mosco\x9b31mw\u202e)?"
    assert str(error).isprintable() and error.nearest[1] == "RUMOW (Mosco\x9b31mw\u202e)"


def test_an_empty_id_is_no_name_that_was_meant():
    assert nearest_names("Bta", ["", "A"], ["Beta", "Alpha"]) == ()


def test_long_names_and_very_many_are_not_compared():
    begun = time.process_time()
    assert nearest_names("x" * 5000, ["x" * 4999] * 1000) == ()
    assert nearest_names("x", ["x" * 4999] * 1000) == ()
    assert nearest_names("p9999y", [f"p{number}" for number in range(400_000)]) == ()
    long = [f"{number:05}{'abcdefghi' * 10}" for number in range(15_000)]
    assert nearest_names("x" + "bdfh" * 24, long) == ()
    assert nearest_names("12345abc", long) == (long[12345],)
    assert nearest_names("p399999", [f"sp{number}" for number in range(400_000)]) == ("sp399999",)
    assert time.process_time() - begun < 5  # by difflib alone minutes
