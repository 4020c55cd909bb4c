"""`landbridge batch`: a row for each question and scenario, what is wrong in its row, and a store to go on from."""

import csv
import io
import json

import pytest


@pytest.fixture
def shipments(tmp_path):
    file = tmp_path / "shipments.csv"
    file.write_text(
        "id,origin,destination,max_days\n=1+1,OSAKA,ALMATY,\nb,Osaka,Vostochny,\nc,OSAKA,ALMATY,soon\nd,OSAKA,ALMATY,5\n"
    )
    return str(file)


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_each_row_has_its_answer_or_its_reason(ask, shipments):
    code, shown, _ = ask("batch", shipments, "--format", "csv")
    found = rows(shown)
    assert code == 0 and [row["status"] for row in found] == ["optimal", "optimal", "error", "infeasible"]
    # 400 h and 2,400 USD; 75 h (test_table.py)
    assert found[0]["usd"] == "2400.0" and found[1]["days"] == "3.125"
    assert found[0]["id"] == "'=1+1"  # which no spreadsheet runs
    assert "max_days='soon': expected a number" in found[2]["error"]


def test_text_counts_and_json_has_the_rows(ask, shipments):
    code, shown, _ = ask("batch", shipments)
    assert code == 0 and shown.startswith("4 answers: 1 error, 1 infeasible, 2 optimal")
    assert json.loads(ask("batch", shipments, "--format", "json")[1])[1]["ride_ids"]


def test_options_hold_for_rows_that_state_nothing_themselves(ask, shipments):
    code, shown, _ = ask("batch", shipments, "--max-days", "1", "--format", "csv")
    assert code == 1 and [row["status"] for row in rows(shown)] == ["infeasible", "infeasible", "error", "infeasible"]


def test_a_second_run_goes_on_from_the_store(ask, shipments, tmp_path, monkeypatch):
    words = ("batch", shipments, "--format", "csv", "--store", str(tmp_path / "answers.db"))
    first = ask(*words)
    monkeypatch.setattr("routing.batch.workers.VERBS", {})  # nothing can be asked any more
    assert ask(*words) == first


def test_wrong_columns_are_told_all_at_once(ask, tmp_path):
    file = tmp_path / "wrong.csv"
    file.write_text("from,tonnage,max_day\nOSAKA,3,4\n")
    code, _, told = ask("batch", str(file))
    assert code == 2 and "no column destination" in told and "max_days" in told and "tonnes" in told
    assert ask("batch", str(tmp_path / "missing.csv"))[0] == 2
    assert ask("batch", str(file), "--processes", "2", "--scheduler", "tcp://x")[0] == 2


def test_other_verbs_are_asked_of_each_row(ask, shipments):
    code, shown, _ = ask("batch", shipments, "--verb", "punctuality", "--deadline-days", "20", "--format", "csv")
    assert code == 0 and [row["on_time"] for row in rows(shown)] == ["1.0", "1.0", "", ""]
    assert "in time" in ask("batch", shipments, "--verb", "punctuality")[1]
    code, _, told = ask("batch", shipments, "--verb", "departures", "--from", "2016-03-01")
    assert code == 2 and "end: departures needs a day" in told
