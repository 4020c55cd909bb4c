"""Answers in a file: whole or not at all, never changed, and gone on from."""

import sqlite3

import pytest
from oracles.toys import Toy

from routing import QuestionError, solve_many
from routing.batch import workers
from routing.batch.answer import Answer, packed, unpacked
from routing.batch.store import Store


def toy(usd=5):
    net = Toy(A="JP", B="JP", C="RU").link("a", "A", "B", km=100).link("b", "B", "C", km=200)
    return net.area("R", "a", "b", usd=usd).build()


def test_an_answer_comes_back_as_it_was_and_stays(tmp_path):
    answer = (Answer("optimal", 1 / 3, None, 2.0, 3.0, 1, "Suez", "Б to 横浜", "r to B", "0a", "assumed", "", 1, "x"),)
    store = Store(tmp_path / "answers.db")
    store.keep([(b"k", packed(answer)), (b"l", packed(answer))])
    store.keep([(b"k", packed((Answer("error"),)))])
    again = Store(tmp_path / "answers.db")
    assert unpacked(again[b"k"]) == answer and len(again) == 2 and again.known([b"k", b"m"]) == {b"k"}
    with pytest.raises(KeyError):
        again[b"m"]


def test_a_chunk_is_kept_whole_or_not_at_all(tmp_path):
    store = Store(tmp_path / "answers.db")

    def torn():
        yield b"k", packed((Answer("optimal"),))
        raise MemoryError

    with pytest.raises(MemoryError):
        store.keep(torn())
    assert len(store) == 0


def test_a_run_that_broke_off_goes_on_where_it_was(tmp_path, monkeypatch):
    given, file = [("A", "B"), ("A", "C"), ("B", "C")], tmp_path / "answers.db"
    whole = solve_many(toy(), given, progress=False)
    calls, before = [], workers.VERBS["solve"]

    def breaking(*args):
        calls.append(args[2])
        if len(calls) == 2:
            raise KeyboardInterrupt
        return before(*args)

    monkeypatch.setattr(workers, "VERBS", {"solve": breaking})
    with pytest.raises(KeyboardInterrupt):
        solve_many(toy(), given, chunk=1, store=file, progress=False)
    heard = []
    found = solve_many(toy(), given, chunk=1, store=file, progress=heard.append)
    assert found.to_csv() == whole.to_csv()
    assert len(calls) == 4 and heard[0].startswith("2 of 3")  # the first answer was not asked again


def test_another_network_or_another_question_is_another_answer(tmp_path):
    file = tmp_path / "answers.db"
    for network in (toy(), toy(6), toy()):
        solve_many(network, [("A", "B"), {"origin": "A", "destination": "B", "max_usd": 5}], store=file, progress=False)
    assert len(Store(file)) == 4
    assert [row["usd"] for row in solve_many(toy(6), [("A", "B")], store=file, progress=False)] == [6.0]


def test_what_is_no_store_is_refused_and_left_alone(tmp_path):
    text, other = tmp_path / "text.csv", tmp_path / "other.db"
    text.write_text("origin,destination\n" * 100)
    sqlite3.connect(other).execute("CREATE TABLE mine (x)")
    for file in (text, other):
        before = file.read_bytes()
        with pytest.raises(QuestionError, match="expected a store that landbridge made"):
            Store(file)
        assert file.read_bytes() == before


def test_a_store_that_cannot_be_written_is_an_error_of_the_file(tmp_path):
    store = Store(tmp_path / "answers.db")
    store._base.execute("PRAGMA max_page_count=5")  # as a full disk
    with pytest.raises(OSError, match="cannot be written"):
        store.keep((bytes([number]), "x" * 2000) for number in range(100))
    assert len(store) == 0
    store._base.execute("PRAGMA max_page_count=500")
    store.keep([(b"k", "[]")])
    assert len(store) == 1
