"""Questions from lists, files, frames and matrices are the same questions; what is wrong with one is told in its row."""

import datetime

import pytest

from routing import Constraints, GeneralisedCost, Question, QuestionError, Shipment
from routing.batch.asked import asked_in

PLAIN = Question(shipment=Shipment("A", "B"), constraints=Constraints(), minimise="time")


def questions(given, **more):
    return [one.question for one in asked_in(given, **more)]


def test_a_list_may_hold_questions_shipments_pairs_and_dictionaries():
    given = [PLAIN, Shipment("A", "B"), ("A", "B"), {"origin": "A", "to": "B"}]
    assert questions(given) == [PLAIN] * 4
    assert [one.stated for one in asked_in(given)] == [True, False, False, False]


def test_what_a_question_does_not_state_is_taken_from_the_call():
    ban = Constraints(max_days=9)
    (first, second) = questions(
        [("A", "B"), {"origin": "A", "destination": "B", "max_km": 5}], minimise="cost", constraints=ban
    )
    assert first.constraints == ban and first.minimise == "cost"
    assert second.constraints == Constraints(max_km=5)


def test_a_file_says_all_that_a_shipment_and_constraints_say(tmp_path):
    file = tmp_path / "asked.csv"
    file.write_text(
        "\ufeffid,Origin,Destination,containers,size,tonnes,ready,avoid,via,max usd,usd_per_day\n"
        "1,A,B,2,40HQ,20.5,2016-03-01,CN;KZ,C,6000,50\n\n2,A,B\n"
    )
    first, second = asked_in(str(file))
    shipment = Shipment("A", "B", containers=2, size="40hc", tonnes=20.5, ready=datetime.date(2016, 3, 1))
    limits = Constraints(avoid_territories={"CN", "KZ"}, via="C", max_usd=6000)
    assert first.question == Question(shipment=shipment, constraints=limits, minimise=GeneralisedCost(usd_per_day=50))
    assert (first.label, second.label) == ("1", "2") and second.question == PLAIN


def test_frames_and_matrices_leave_out_what_is_empty():
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"origin": ["A", "A"], "destination": ["B", "C"], "tonnes": [3.0, None]})
    assert [one.shipment.tonnes for one in questions(frame)] == [3.0, None]
    matrix = pandas.DataFrame({"A": [1, 2], "B": [0, 3]}, index=["B", "C"])
    wanted = [("B", "A", 1), ("C", "A", 2), ("C", "B", 3)]
    for given in (matrix, {"B": {"A": 1, "B": 0}, "C": {"A": 2, "B": 3}}):
        found = [one.shipment for one in questions(given)]
        assert [(one.origin, one.destination, one.containers) for one in found] == wanted


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"origin": "A"}, "no destination"),
        (
            {"origin": "A", "destination": "B", "tonnes": "x", "max_days": "y"},
            "tonnes='x': expected a number of t; max_days",
        ),
        ({"origin": "A", "destination": "B", "tonne": 1}, "tonne: did you mean tonnes?"),
        ({"origin": "A", "destination": "B", "minimise": "fun"}, "minimise='fun': expected one of"),
        ({"origin": "A", "destination": "B", "containers": 0}, "containers=0: expected a whole number from 1"),
        ({"origin": "A", "destination": "B", "minimise": "time", "usd_per_day": 3}, "give one"),
        ({"origin": "A", "destination": "B", "constraints": "CN"}, "expected routing.Constraints"),
        ({"origin": "A", "destination": "A"}, "two different places"),
        (7, "7: expected a Question"),
    ],
)
def test_what_is_wrong_with_a_row_is_told_in_it(row, told):
    good, bad = asked_in([("A", "B"), row])
    assert good.question == PLAIN and bad.question is None and told in bad.error


def test_a_question_that_is_asked_for_reasons_only_is_none_of_many():
    import dataclasses

    (found,) = asked_in([dataclasses.replace(PLAIN, spares_unknown=True)])
    assert found.question is None and "for reasons" in found.error


@pytest.mark.parametrize("given", [7, {"A", "B"}, None])
def test_what_is_no_list_is_one_error(given):
    with pytest.raises(QuestionError, match="expected questions"):
        list(asked_in(given))


def test_a_matrix_of_something_else_and_a_broken_file_are_errors(tmp_path):
    with pytest.raises(QuestionError, match="destination -> containers"):
        list(asked_in({"A": 3}))
    file = tmp_path / "latin.csv"
    file.write_bytes(b"origin,destination\nM\xfcnchen,B\n")
    with pytest.raises(QuestionError, match="expected CSV in UTF-8"):
        list(asked_in(file))
    file.write_text("origin,destination\nA,B,C\n")
    assert "3 cells under 2 columns" in next(asked_in(file)).error
