"""A store from somebody else: nothing of it runs, and what is none of ours is refused in words."""

import json
import sqlite3
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles.cases import cases
from oracles.toys import Toy

from routing import QuestionError, solve_many
from routing.batch import store as stores
from routing.batch.answer import Answer, checked, packed
from routing.batch.store import FORM, NAMES_ANOTHER, Store

AS_BEFORE = (  # as stores were made at first
    "CREATE TABLE IF NOT EXISTS landbridge (form TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS answers (key BLOB PRIMARY KEY, answer TEXT NOT NULL) WITHOUT ROWID",
    f"INSERT INTO landbridge VALUES ('{FORM}')",
)
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
HELD = {
    "a trigger": "CREATE TRIGGER t AFTER INSERT ON answers BEGIN DELETE FROM answers; END",
    "a view": f"CREATE VIEW v AS {ENDLESS} SELECT i FROM n",
    "an index": "CREATE INDEX i ON answers (answer)",
    "another table": "CREATE TABLE mine (x)",
    "another form": "UPDATE landbridge SET form = 'x' || char(27)",
}
TABLES = {
    "a view in place of the table": f"CREATE VIEW answers AS {ENDLESS} SELECT i AS key, '[]' AS answer FROM n",
    "a computed column": "CREATE TABLE answers (key BLOB PRIMARY KEY, answer TEXT AS (hex(zeroblob(100000000))))",
    "a default": "CREATE TABLE answers (key BLOB PRIMARY KEY, answer TEXT NOT NULL DEFAULT (randomblob(9)))",
    "other columns": "CREATE TABLE answers (key, answer)",
}


def made(path, *words):
    base = sqlite3.connect(path)
    for one in words:
        base.execute(one)
    base.commit()
    base.close()
    return path


def test_a_store_that_was_made_before_is_one(tmp_path):
    store = Store(made(tmp_path / "s.db", *AS_BEFORE))
    store.keep([(b"k", packed((Answer("optimal"),)))])
    assert len(store) == 1 and store[b"k"]


@pytest.mark.parametrize("kind", [*HELD, *TABLES])
def test_a_file_with_anything_but_the_tables_of_a_store_is_refused_and_left_alone(tmp_path, kind):
    words = (*AS_BEFORE, HELD[kind]) if kind in HELD else (AS_BEFORE[0], AS_BEFORE[2], TABLES[kind])
    file = made(tmp_path / "s.db", *words)
    before = file.read_bytes()
    with pytest.raises(QuestionError, match="expected a store that landbridge made") as caught:
        Store(file)
    assert file.read_bytes() == before and "\x1b" not in str(caught.value)


@pytest.mark.parametrize(
    "data", [b"", b"a folder", b"\x80\x04K\x01.", b"SQLite format 3\0" + b"\xff" * 5000, b"PK\x03\x04" + b"0" * 500]
)
def test_a_file_of_another_kind_is_refused_or_is_empty(tmp_path, data):
    file = tmp_path / "s.db"
    if data == b"a folder":
        file.mkdir()
    else:
        file.write_bytes(data)
    if not data:
        assert len(Store(file)) == 0
        return
    with pytest.raises(QuestionError, match="expected a store that landbridge made"):
        Store(file)


CELLS = list(Answer("optimal"))[:-1]
ROTTEN = {
    "no JSON": "nonsense",
    "deep": "[" * 100_000,
    "no rows": "[]",
    "an object": '{"status": "optimal"}',
    "another number of cells": '[["optimal"]]',
    "no status": json.dumps([["best", *CELLS[1:]]]),
    "a list for a status": json.dumps([[["optimal"], *CELLS[1:]]]),
    "words for days": json.dumps([["optimal", "=1+1", *CELLS[2:]]]),
    "no finite days": json.dumps([["optimal", float("inf"), *CELLS[2:]]]),
    "very many days": json.dumps([["optimal", 10**400, *CELLS[2:]]]),
    "a truth for a number": json.dumps([["optimal", True, *CELLS[2:]]]),
    "fewer lifts than none": json.dumps([["optimal", *CELLS[1:5], -1, *CELLS[6:]]]),
    "a list among what a verb tells beside": json.dumps([[*CELLS, [["x"]]]]),
    "words for what a verb tells beside": json.dumps([[*CELLS, "xy"]]),
    "a number for words": json.dumps([["optimal", *CELLS[1:6], 5, *CELLS[7:]]]),
}


@pytest.mark.parametrize("kind", ROTTEN)
def test_an_answer_that_is_none_is_refused_in_words(tmp_path, kind):
    with pytest.raises(ValueError, match=r"expected|Expecting"):
        checked(ROTTEN[kind])
    file, asked = tmp_path / "s.db", [("A", "B")]
    net = Toy(A="JP", B="JP").link("a", "A", "B", km=100).area("R", "a", usd=5).build()
    solve_many(net, asked, store=file, progress=False)
    base = sqlite3.connect(file)
    base.execute("UPDATE answers SET answer = ?", (ROTTEN[kind],))
    base.commit()
    base.close()
    with pytest.raises(QuestionError, match=r"store=.*cannot be used.*without the file all is asked anew"):
        list(solve_many(net, asked, store=file, progress=False))


def test_what_is_packed_passes():
    answer = Answer("optimal", 1 / 3, None, 2.0, 3, 1, "Suez", "Б to 横浜", "r to B", "0a", "assumed", "", 1, "x")
    more = answer._replace(more=("x", 0.5, None, 3))
    assert checked(packed((answer, more))) == packed((answer, more))


def test_a_large_answer_and_a_broken_file_are_refused_in_words(tmp_path, monkeypatch):
    monkeypatch.setattr(stores, "MOST_BYTES", 100_000)
    file = made(tmp_path / "s.db", *AS_BEFORE, "INSERT INTO answers VALUES (x'00', zeroblob(200000))")
    with pytest.raises(QuestionError, match="cannot be"):
        Store(file)[b"\0"]
    whole = made(tmp_path / "t.db", *AS_BEFORE, f"INSERT INTO answers VALUES (x'00', '{'x' * 9000}')")
    data = bytearray(whole.read_bytes())
    data[2 * 4096 :] = b"\xff" * (len(data) - 2 * 4096)
    whole.write_bytes(bytes(data))
    for look in (lambda: Store(whole)[b"\0"], lambda: Store(whole).known([b"\0"]), lambda: len(Store(whole))):
        with pytest.raises(QuestionError, match="store="):
            look()


def test_a_journal_that_names_another_file_is_refused_and_the_file_stays(tmp_path):
    file, precious = made(tmp_path / "s.db", *AS_BEFORE), tmp_path / "precious.txt"
    precious.write_text("mine")
    name = str(precious).encode()
    end = name + len(name).to_bytes(4, "big") + sum(name).to_bytes(4, "big") + NAMES_ANOTHER
    (tmp_path / "s.db-journal").write_bytes(b"\0" * 512 + end)
    with pytest.raises(QuestionError, match="a journal beside it names another file"):
        Store(file)
    assert precious.read_text() == "mine"


@cases(quick=3, long=100)
@given(flips=st.lists(st.tuples(st.integers(0, 3 * 4096 - 1), st.integers(0, 255)), min_size=1, max_size=12))
def test_a_store_with_any_bytes_changed_is_one_or_is_refused_in_words(flips):
    with tempfile.TemporaryDirectory() as folder:
        file = made(Path(folder) / "s.db", *AS_BEFORE)
        Store(file).keep([(bytes([number]), packed((Answer("optimal", days=2.0),))) for number in range(40)])
        data = bytearray(file.read_bytes())
        for place, byte in flips:
            data[place % len(data)] = byte
        file.write_bytes(bytes(data))
        try:
            store = Store(file)
            len(store)
            for key in store.known([bytes([number]) for number in range(40)]):
                with suppress(KeyError):  # its place in the tree is not that of its key
                    store[key]
            store.keep([(b"new", packed((Answer("optimal"),)))])
        except QuestionError as error:
            told = str(error)
        except OSError as error:
            told = error.strerror
        else:
            told = "the store"
        assert "store" in told
