"""Departures, punctuality and fronts of many questions: what each verb tells by itself, through the same door."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
from oracles.chances import journey
from oracles.toys import Toy

import routing
from routing import Constraints, NoRouteError, QuestionError, Shipment, ask_many
from routing.batch import workers
from routing.batch.spreading import pool_of_processes

MONDAY = datetime.date(2016, 3, 7)
WEEK = {"start": MONDAY, "end": MONDAY + datetime.timedelta(days=13)}
WEEKLY = [{"weekdays": "Thu", "times": "12:00"}]
GIVEN = [
    {"origin": "A", "destination": "C", "scope": "terminal", "id": "all the way"},
    {"origin": "A", "destination": "Z", "scope": "terminal"},
    {"origin": "A", "destination": "B", "scope": "terminal"},
    {"origin": "A", "destination": "C", "scope": "terminal", "max_days": 1},
]


@pytest.fixture(scope="module")
def net():
    return journey(departures=WEEKLY, headway=(100, 168, 200))


def asked(net, verb, **more):
    settings = {"departures": WEEK, "punctuality": {"deadline_days": 10, "samples": 200, "seed": 3}}.get(verb, {})
    return ask_many(net, GIVEN, verb, progress=False, **{**settings, **more})


@pytest.mark.parametrize("verb", ["solve", "frontier", "departures", "punctuality", "critical"])
def test_what_is_wrong_with_a_question_stands_in_its_row(net, verb):
    found = asked(net, verb)
    (wrong,) = found.failures
    assert wrong["question"] == 2 and "'Z'" in wrong["error"]
    assert [row["status"] for row in found if row["question"] == 4] == ["infeasible"]
    # what is critical here cuts off: there is one way
    assert found[0]["id"] == "all the way" and found[0]["status"] == ("infeasible" if verb == "critical" else "optimal")
    assert list(found[0]) == list(found.columns) and found.to_csv().count("\n") == len(found) + 1


def test_punctuality_is_that_of_the_best_route(net):
    found = asked(net, "punctuality")
    own = routing.punctuality(net, routing.solve(net, Shipment("A", "C", scope="terminal")), 10, samples=200, seed=3)
    row = found[0]
    assert (row["on_time"], row["on_time_low"], row["mean_days"]) == (
        own.on_time.value,
        own.on_time.low,
        own.mean_days.value,
    )
    assert [row[f"p{percent}_days"] for percent in (10, 50, 80, 95)] == [one.value for one in own.quantiles.values()]
    assert row["days"] == own.route.days and found[3]["on_time"] is None
    assert found.result(0).to_dict() == own.to_dict()
    with pytest.raises(NoRouteError):
        found.result(3)


def test_departures_have_a_row_for_each_journey(net):
    found = asked(net, "departures")
    own = routing.departures(net, Shipment("A", "C", scope="terminal"), **WEEK)
    rows = [row for row in found if row["question"] == 1]
    assert len(rows) == len(own) > 1 and [row["point"] for row in rows] == [*range(1, len(own) + 1)]
    assert [row["days"] for row in rows] == [route.days for route in own]
    assert rows[0]["leaves"] == own[0].leaves.isoformat(timespec="seconds")
    assert found.result(1).to_dict() == own.to_dict()
    assert [row["named"] for row in rows].count("") == len(own) - len({id(own.best), id(own.cheapest)})


def test_what_is_critical_has_a_row_for_each_number_of_elements():
    toy = Toy(A="JP", B="RU", C="KR").link("ab", "A", "B", "sea", hours=48).link("ac", "A", "C", "sea", hours=48)
    net = toy.link("cb", "C", "B", "sea", hours=72).build()
    found = ask_many(net, [("A", "B")], "critical", k=2, kinds="link", progress=False)
    # without ab it takes 120 h in place of 48; without ac as well there is no way
    assert [(row["point"], row["lost"], row["status"], row["days"]) for row in found] == [
        (1, "link ab", "optimal", 5.0),
        (2, "link ab; link ac", "infeasible", None),
    ]
    assert found[0]["extra"] == 3.0 and found.result(1).to_dict()["worst"]


@pytest.mark.parametrize("verb", ["frontier", "departures", "punctuality", "critical"])
def test_any_executor_answers_as_this_process_does_and_a_store_goes_on(net, verb, tmp_path, monkeypatch):
    serial = asked(net, verb).to_csv()
    with ThreadPoolExecutor(2) as pool:
        kept = asked(net, verb, executor=pool, chunk=1, store=tmp_path / "answers.db")
    assert kept.to_csv() == serial
    monkeypatch.setattr(workers, "VERBS", {})  # nothing can be asked any more
    assert asked(net, verb, store=tmp_path / "answers.db").to_csv() == serial


def test_other_settings_are_other_questions(net, tmp_path):
    store = tmp_path / "answers.db"
    one = asked(net, "punctuality", store=store)
    other = asked(net, "punctuality", store=store, seed=4)
    assert one[0]["mean_days"] != other[0]["mean_days"] and one[0]["path"] == other[0]["path"]


def test_each_case_is_asked(net):
    cases = {"free": net, "hurry": Constraints(max_days=1)}
    found = asked({"base": net, **cases}, "punctuality")
    assert [row["status"] for row in found][:3] == ["optimal", "optimal", "infeasible"]


@pytest.mark.parametrize(
    ("verb", "settings", "words"),
    [
        ("luck", {}, "expected one of solve, frontier, departures, punctuality, critical"),
        ("solve", {"seed": 1}, "seed: solve takes no settings"),
        ("punctuality", {"deadline": 3}, "deadline: punctuality takes deadline_days, samples, seed"),
        ("punctuality", {"deadline_days": 0, "samples": 1}, "deadline_days=0"),
        ("departures", {"start": MONDAY}, "end: departures needs a day"),
        ("departures", {"start": 3, "end": MONDAY}, "start=3: expected a day"),
        ("frontier", {"criteria": ("time",)}, "expected two or more"),
    ],
)
def test_settings_must_make_sense(net, verb, settings, words):
    with pytest.raises(QuestionError, match=words):
        ask_many(net, GIVEN, verb, progress=False, **settings)


@pytest.mark.long
def test_processes_tell_the_same_bytes(net):
    for verb in ("punctuality", "departures"):
        assert asked(net, verb, executor=lambda: pool_of_processes(1), chunk=2).to_csv() == asked(net, verb).to_csv()
