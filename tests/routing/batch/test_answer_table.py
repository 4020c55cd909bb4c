"""Answers to many questions as rows, in the order of questions and cases, in every form and whole again."""

import csv
import io
from importlib.util import find_spec

import pytest
from oracles.toys import Toy

from routing import Constraints, QuestionError, Shipment, frontier, frontier_many, solve, solve_many
from routing.steps.path_id import path_id


def toy(km_per_day=240.0):
    """A, B and C in a row, 100 and 200 km by trains at 10 km/h (or another pace), 5 USD a boarding."""
    net = Toy(A="JP", B="JP", C="RU").link("a", "A", "B", km=100).link("b", "B", "C", km=200)
    return net.area("R", "a", "b", km_per_day=km_per_day, usd=5).build()


CASES = {"slow": toy(), "fast": toy(480), "not by B": (toy(), Constraints(avoid_places="B"))}
GIVEN = [
    ("A", "B"),
    {"id": "=x", "origin": "A", "destination": "C"},
    {"origin": "A", "destination": "C", "max_days": 2},
]


@pytest.fixture(scope="module")
def found():
    return solve_many(CASES, GIVEN, progress=False)


def test_rows_stand_in_the_order_of_questions_and_cases(found):
    assert [(row["question"], row["case"]) for row in found] == [
        (number, name) for number in (1, 2, 3) for name in CASES
    ]
    hours = [None if row["days"] is None else round(row["days"] * 24) for row in found]
    # A-B 10 h and 5 h, and B is an end that may not be used; A-C 30 and 15; constraints of two sides are an error
    assert hours == [10, 5, None, 30, 15, None, 30, 15, None]
    assert [row["status"] for row in found][-1] == "error" and "not by B" in found[-1]["error"]
    assert found.counts() == {"optimal": 6, "infeasible": 2, "error": 1}
    assert [row["question"] for row in found.failures] == [3]
    assert len(found) == 9 and [row["case"] for row in found[2:4]] == ["not by B", "slow"]
    with pytest.raises(IndexError):
        found[9]


def test_a_row_says_what_its_whole_answer_says(found):
    row, result = found[3], found.result(3)
    route = result.require()
    assert (row["days"], row["usd"], row["km"], row["transshipments"]) == (route.days, route.usd, route.km, 0)
    assert row["ride_ids"] == "R to C" and row["path"] == path_id(route.steps)
    assert row["warnings"] == ";".join(sorted({one.code for one in result.warnings}))
    assert result.proof.confirmed_by and result.question.shipment == Shipment("A", "C")
    assert found.result(2).blocked_by  # why there is none
    with pytest.raises(QuestionError, match="not by B"):
        found.result(-1)


def test_equal_questions_are_asked_once(monkeypatch):
    from routing.batch import workers
    from routing.batch.answering import solved

    asked = []
    monkeypatch.setattr(workers, "VERBS", {"solve": lambda *args: asked.extend(args[2]) or solved(*args)})
    found = solve_many({"one": toy(), "same": toy()}, [("A", "B"), Shipment("A", "B")], progress=False)
    assert asked == [("A", "B")] and len({row["path"] for row in found}) == 1


def test_csv_frames_and_sheets_hold_the_rows_and_run_nothing(found, tmp_path):
    written = list(csv.DictReader(io.StringIO(found.to_csv())))
    assert [row["id"] for row in written][3] == "'=x" and written[0]["days"] == repr(10 / 24)
    path = found.write(tmp_path / "answers.csv")
    assert path.read_text(encoding="utf-8") == found.to_csv()
    if find_spec("pandas"):
        frame = found.to_frame()
        assert list(frame.columns) == list(found.columns) and frame["id"][3] == "'=x" and frame["days"].dtype == float
    if find_spec("xlsxwriter"):
        assert found.write(tmp_path / "answers.xlsx").read_bytes().startswith(b"PK")
    if find_spec("pyarrow") is None:
        with pytest.raises(QuestionError, match="pyarrow"):
            found.write(tmp_path / "answers.parquet")
    with pytest.raises(QuestionError, match=r"\.csv, \.xlsx, \.parquet"):
        found.write(tmp_path / "answers.doc")


def test_fronts_have_their_points_and_their_whole_answers():
    found = frontier_many(toy(), [("A", "B"), ("A", "Z"), ("A", "C")], criteria=("time", "distance"), progress=False)
    assert [(row["question"], row["status"], row["point"]) for row in found] == [
        (1, "optimal", 1),
        (2, "error", None),
        (3, "optimal", 1),
    ]
    own = frontier(toy(), Shipment("A", "C"), criteria=("time", "distance"))
    assert found.result(2).vectors == own.vectors and found[-1]["named"] == "fastest, shortest"
    assert repr(found) == "<AnswerTable frontier: 3 questions, 1 case, 3 rows>"


def test_one_network_by_its_name_or_several_in_a_list():
    found = solve_many(["eurasia/2016-target", "eurasia"], [("JPYOK", "RUMOW")], progress=False)
    assert [row["case"] for row in found] == ["eurasia/2016-target", "eurasia"]
    assert found[1]["days"] == solve(found.cases[1].network, Shipment("JPYOK", "RUMOW")).best.days


@pytest.mark.parametrize(
    ("nets", "more", "told"),
    [
        (7, {}, "net_or_nets=7"),
        ([], {}, "no network"),
        ([toy(), toy()], {}, "several called"),
        ({"a": Constraints()}, {}, "no network among them"),
        ("eurasi", {}, "eurasia"),
        (toy(), {"executor": 3, "chunk": 0}, "executor=3: .*; chunk=0: expected"),
        (toy(), {"minimise": "fun"}, "minimise='fun'"),
        (toy(), {"constraints": "CN"}, "constraints='CN'"),
        (toy(), {"store": "/nowhere/at/all.db"}, "no such folder"),
    ],
)
def test_what_cannot_be_asked_at_all_is_one_error(nets, more, told):
    with pytest.raises(QuestionError, match=told):
        solve_many(nets, [("A", "B")], **{"progress": False} | more)


def test_progress_tells_count_rate_and_time_left():
    heard = []
    solve_many(toy(), [("A", "B"), ("A", "C"), ("B", "C")], chunk=2, progress=heard.append)
    assert [words.partition(",")[0] for words in heard] == ["2 of 3 answers", "3 of 3 answers"]
    assert heard[0].endswith("left") and heard[1].endswith("a second")
