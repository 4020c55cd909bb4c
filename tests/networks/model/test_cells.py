"""Cells: limits of what is read, ids of characters that show, whole numbers as programs write them."""

import csv
import datetime
from pathlib import Path

import pytest

import networks
from networks.model import limits
from networks.model.cells import as_name, shown, table_from_values
from networks.model.schema import Column, parser

DATA = Path(networks.__file__).parent / "data"


def fault(kind, text):
    with pytest.raises(ValueError, match=r"^expected ") as caught:
        parser(kind)(text)
    return str(caught.value)


def test_the_documented_limits_are_those_that_hold():
    rows = list(csv.DictReader((DATA / "limits.csv").read_text(encoding="utf-8").splitlines()))
    stated = {row["limit"]: int(row["value"]) for row in rows}
    assert stated == {name: value for name, value in vars(limits).items() if name.isupper()}
    assert all(row["meaning"] for row in rows)


@pytest.mark.parametrize(
    ("kind", "longest", "expected"),
    [
        ("id", "x" * 250, "expected an id of at most 250 characters, this has 251"),
        ("text", "x" * 20_000, "expected text of at most 20000 characters, this has 20001"),
        ("text_or_number", "x" * 20_000, "expected text of at most 20000 characters, this has 20001"),
        ("number", "9" * 100, "expected a number of at most 100 characters"),
        ("id_list", ";".join(["abc"] * 25_000) + "x", "expected a list of at most 100000 characters, this has 100001"),
    ],
)
def test_what_is_longer_than_its_limit_is_refused_and_what_is_as_long_is_not(kind, longest, expected):
    parser(kind)(longest)
    assert fault(kind, longest + longest[-1]) == expected


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("JPYOK\u200b", "U+200B (ZERO WIDTH SPACE)"),
        ("\u2060JPYOK", "U+2060 (WORD JOINER)"),
        ("JP\u200dYOK", "U+200D (ZERO WIDTH JOINER)"),
        ("JP\u00adYOK", "U+00AD (SOFT HYPHEN)"),
        ("\ufeffJPYOK", "U+FEFF (ZERO WIDTH NO-BREAK SPACE)"),
        ("JPYOK\ufe0f", "U+FE0F (VARIATION SELECTOR-16)"),
        ("JP\u3164YOK", "U+3164 (HANGUL FILLER)"),
        ("A\x1b[2J", "U+001B"),
        ("A\x00", "U+0000"),
        ("A\x7f", "U+007F"),
        ("A\x9b31m", "U+009B"),
        ("A\u202eB", "U+202E (RIGHT-TO-LEFT OVERRIDE)"),
        ("A\ud800", "U+D800"),
        ("A\uffff", "U+FFFF"),
    ],
)
def test_an_id_holds_nothing_that_does_not_show(text, held):
    assert fault("id", text) == f"expected an id of characters that show, this holds {held}"
    assert "this holds" in fault("id_list", f"B;{text}")


@pytest.mark.parametrize("text", ["横浜港", "Владивосток", "Orléans", "line:JTSL", "a>b#2", "1", "0.5", "Ωmega"])
def test_an_id_may_have_letters_of_any_script(text):
    assert parser("id")(text) == text


def test_an_id_with_an_accent_of_its_own_is_refused_since_it_looks_like_another():
    assert parser("id")("Orl\u00e9ans") != "Orle\u0301ans"
    assert "Unicode NFC" in fault("id", "Orle\u0301ans")


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("gauge", "1520.0", 1520),
        ("gauge_list", "1520.0", (1520,)),
        ("gauge_list", "1520;1435.0", (1520, 1435)),
        ("year", "2016.0", 2016),
        ("year", "2016.000", 2016),
        ("count", "1.0", 1),
        ("month_list", "6.0", (6,)),
        ("text_or_number", "1916.0", "1916"),
        ("text_or_number", "-3.00", "-3"),
        ("text_or_number", "3.50", "3.50"),
        ("text_or_number", "planned", "planned"),
        ("text", "2.0", "2.0"),
        ("bool_yes", "True", True),
        ("bool_no", "FALSE", False),
        ("date", "2016-07-01 00:00:00", datetime.date(2016, 7, 1)),
    ],
)
def test_what_pandas_and_spreadsheets_make_of_a_value_is_that_value(kind, text, value):
    assert parser(kind)(text) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("gauge", "1520.5"), ("gauge", "1520."), ("year", "2016.1"), ("count", "1.0e0"), ("count", "0.0"), ("gauge", "²"),
        ("gauge", "1" * 5000), ("year", "٢٠١٦"), ("date", "2016-07-01 05:00:00"), ("date", "2016-13-01"), ("bool_yes", "true"), ("bool_yes", "1"),
    ],
)  # fmt: skip
def test_what_only_looks_like_it_is_not(kind, text):
    assert fault(kind, text).startswith("expected ")


@pytest.mark.parametrize("power", [100, 400, 5000])
def test_a_number_that_python_itself_cannot_write_is_told(power):
    value = -(10**power)
    _, (finding,) = table_from_values("waypoints", [{"link": "a", "seq": 1, "lat": value, "lon": 1}])
    assert (finding.field, finding.expected) == ("lat", "expected a number of at most 100 digits")
    assert len(finding.value) <= 80


def test_of_very_many_bad_cells_the_first_are_told_and_the_others_counted():
    rows = [{"link": "a", "seq": 1, "lat": 95, "lon": 0}] * 1500
    _, findings = table_from_values("waypoints", rows)
    assert len(findings) == 1001
    assert findings[-1].expected == "500 more cells of this column are not right"


def test_a_whole_number_is_an_id_and_true_is_none():
    table, findings = table_from_values("area_links", [{"service": 5, "link": True}])
    assert table["service"].tolist() == ["5"]
    assert [(one.field, one.expected) for one in findings] == [("link", "expected text, not bool")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("my network", "my-network"), ("x" * 300, "x" * 250), ("\u200b", "network"), ("a\x00b", "ab"), ("\ud800", "network"), ("e\u0301", "\u00e9"),
        ("=1", "1"), ("\u3164", "network"), ("...", "..."),
    ],
)  # fmt: skip
def test_any_text_makes_a_name_that_an_id_may_be(text, name):
    assert as_name(text) == name == parser("id")(name)


def test_whatever_a_value_is_it_is_shown_short():
    class Mute:
        def __repr__(self):
            raise RuntimeError

    deep = []
    for _ in range(5000):
        deep = [deep]
    for value in (Mute(), deep, 10**5000, "x" * 10**6, {"a": list(range(10**5))}, Column("x", "id", True, "y" * 10**6)):
        assert 0 < len(shown(value)) <= 80
