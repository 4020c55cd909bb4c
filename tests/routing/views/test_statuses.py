"""Each status means itself, in every form: a table of answers and statuses, and what each form says of them."""

from __future__ import annotations

import itertools
import json
import pickle
import warnings
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import matplotlib

matplotlib.use("Agg")

import pytest
from oracles.cases import parted

import networks
import routing
from routing import Constraints, LimitReachedError, NoRouteError, Shipment, SolveOptions, Status
from routing.cli import exits
from routing.report import report_html
from routing.views.text.outcome import nothing_text

NO_ROUTE, STOPPED, PART = "no route", "stopped by a limit before any answer", "what is shown is valid but not all"
UNPROVEN = "not proven"
BOX = Shipment("A", "C")


def toy(lengths: bool = True) -> networks.Network:
    """Return A-C by three ways: 10 h and 300 USD, 20 h and 200 USD, 30 h and 100 USD; each by a place of its own."""
    builder = networks.NetworkBuilder("toy")
    for number, place in enumerate("ABCDE"):
        builder.add_place(id=place, name=place, lat=40 + number / 5, lon=60 + number * number / 10)
    for place, hours, usd in (("B", 5, 150), ("D", 10, 100), ("E", 15, 50)):
        for tail, head in (("A", place), (place, "C")):
            more = {"length_km": 250} if lengths else {}
            builder.add_link(id=tail + head, tail=tail, head=head, mode="road", hours=hours, usd=usd, kg_co2e=5, **more)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", networks.DataWarning)
        return builder.build()


NET = toy()
HURRY = Constraints(max_days=0.1)


def results() -> dict[str, Any]:
    """Return a result of each status; an answer that is not proven is put on, as one whose second opinion had no time."""
    best = routing.solve(NET, BOX)
    none = routing.solve(NET, BOX, constraints=HURRY)
    stopped = routing.solve(NET, BOX, constraints=Constraints(max_usd=250), options=SolveOptions(time_limit_s=1e-9))
    assert (best.status, none.status, stopped.status) == (Status.OPTIMAL, Status.INFEASIBLE, Status.UNKNOWN)
    feasible = replace(best, status=Status.FEASIBLE, proof=replace(best.proof, bound=None, confirmed_by=""))
    return {"OPTIMAL": best, "FEASIBLE": feasible, "INFEASIBLE": none, "UNKNOWN": stopped}


def fronts() -> dict[str, Any]:
    whole = routing.frontier(NET, BOX)
    assert len(whole) == 3
    return {
        "OPTIMAL": whole,
        "TRUNCATED": replace(whole, status=Status.TRUNCATED, routes=whole.routes[:2], vectors=whole.vectors[:2]),
        "INFEASIBLE": routing.frontier(NET, BOX, constraints=HURRY),
        "UNKNOWN": routing.frontier(NET, BOX, options=SolveOptions(max_labels=1)),
        "none kept": routing.frontier(NET, BOX, max_detour=1.0),
    }


def alternatives() -> dict[str, Any]:
    found = routing.alternatives(NET, BOX, k=2)
    return {
        "OPTIMAL": found,
        "FEASIBLE": replace(found, status=Status.FEASIBLE),
        "TRUNCATED": replace(found, status=Status.TRUNCATED, k=3),
        "INFEASIBLE": routing.alternatives(NET, BOX, constraints=HURRY),
        "UNKNOWN": routing.alternatives(
            NET, BOX, constraints=Constraints(max_usd=250), options=SolveOptions(max_labels=1)
        ),
    }


ANSWERS = {
    (kind, status): answer
    for kind, made in (("result", results()), ("front", fronts()), ("alternatives", alternatives()))
    for status, answer in made.items()
}
SAYS = {  # status -> words that each form that people read must hold, and words that none may hold
    "OPTIMAL": ((), (NO_ROUTE, STOPPED, PART, UNPROVEN, "No answer", "None kept")),
    "FEASIBLE": ((UNPROVEN,), (NO_ROUTE, STOPPED, PART, "No answer", "None kept")),
    "TRUNCATED": ((PART,), (NO_ROUTE, STOPPED, UNPROVEN, "No answer", "None kept")),
    "INFEASIBLE": ((NO_ROUTE,), (STOPPED, PART, UNPROVEN, "No answer", "None kept")),
    "UNKNOWN": ((STOPPED,), (NO_ROUTE, PART, UNPROVEN, "None kept")),
    "none kept": (("None kept", "0 of 3 points kept"), (NO_ROUTE, STOPPED, PART, UNPROVEN, "No answer")),
}


def drawn(answer: Any) -> str:
    figure = answer.plot().figure
    return "\n".join(text.get_text() for text in figure.findobj(matplotlib.text.Text))


FORMS: dict[str, Callable[[Any], str]] = {
    "text": str,
    "html": lambda answer: answer._repr_html_(),
    "plot": drawn,
    "report": lambda answer: report_html(answer).split("<main")[-1],
}


@pytest.mark.parametrize(("kind", "status"), list(ANSWERS))
@pytest.mark.parametrize("form", parted(FORMS, 2))
def test_what_people_read_says_the_status_and_no_other(kind, status, form):
    shown = FORMS[form](ANSWERS[kind, status]).replace("\n", " ")
    wanted, unwanted = SAYS[status]
    if form == "plot" and (kind, status) == ("alternatives", "TRUNCATED"):
        shown = shown.replace("  ", " ")
    for words in wanted:
        assert words.casefold() in shown.casefold(), (words, shown[:2000])
    for words in unwanted:
        assert words.casefold() not in shown.casefold(), (words, shown[:2000])


@pytest.mark.parametrize(("kind", "status"), list(ANSWERS))
def test_what_programs_read_says_the_status(kind, status):
    answer = ANSWERS[kind, status]
    name = answer.status.name
    assert name == status or status == "none kept"
    assert repr(answer).split(" ")[1] == f"{name}:"
    told = answer.to_dict()
    assert (told["status"], told["status_text"]) == (name.lower(), answer.status.value)
    assert answer.to_geojson()["status"] == name.lower() == answer.to_frame().attrs["status"]
    assert json.loads(json.dumps(answer.to_geojson()))["type"] == "FeatureCollection"
    assert pickle.loads(pickle.dumps(answer)).status is answer.status
    assert bool(nothing_text(answer)) == (not answer.routes)


@pytest.mark.parametrize(("status", "result"), list(results().items()))
def test_require_raises_what_the_status_means(status, result):
    expected = {"INFEASIBLE": NoRouteError, "UNKNOWN": LimitReachedError}.get(status)
    if expected is None:
        assert result.require() is result.best
        return
    with pytest.raises(expected) as met:
        result.require()
    assert type(met.value) is expected and result.status.value in str(met.value)
    for verb in (lambda: routing.audit(NET, result), lambda: compared(result, results()["OPTIMAL"]).waterfall()):
        with pytest.raises(expected):
            verb()


def compared(one: Any, other: Any) -> Any:
    return routing.compare_results({"one": one, "other": replace(other, question=one.question)})


@pytest.mark.parametrize("sides", parted(itertools.product(results(), repeat=2), quick=1), ids="-".join)
def test_comparisons_and_prices_say_the_status_of_each_side(sides):
    status, other = sides
    one, two = results()[status], results()[other]
    comparison, price = compared(one, two), routing.answers.price.Price(one, two, {"time": None})
    for answer in (comparison, price):
        for shown in (str(answer), answer._repr_html_(), report_html(answer).split("<main")[-1]):
            for name in (status, other):
                for words in SAYS[name][0]:
                    assert words.casefold() in shown.casefold(), (words, shown[:1500])
            if "UNKNOWN" not in (status, other):
                assert STOPPED not in shown and "No answer" not in shown
            if "INFEASIBLE" not in (status, other):
                assert NO_ROUTE not in shown.casefold()
        assert list(answer.to_geojson()["statuses"].values()) == [status.lower(), other.lower()]
        assert list(answer.to_frame().attrs["statuses"].values()) == [status.lower(), other.lower()]


def test_exit_codes_are_those_of_the_statuses(monkeypatch, capsys):
    for (kind, status), answer in ANSWERS.items():
        command = {"result": "route", "front": "frontier", "alternatives": "alternatives"}[kind]
        module, verb = {
            "result": ("routing.asking.solve", "solve"),
            "front": ("routing.asking.frontier", "frontier"),
            "alternatives": ("routing.asking.alternatives", "alternatives"),
        }[kind]
        monkeypatch.setattr(f"{module}.{verb}", lambda *_, answer=answer, **__: answer)
        code = {"INFEASIBLE": exits.NO_ROUTE, "none kept": exits.NO_ROUTE, "UNKNOWN": exits.LIMIT}.get(status, exits.OK)
        for form in ("text", "json", "csv"):
            assert routing.cli.main([command, "Yokohama", "Moscow", "--format", form]) == code, (kind, status, form)
            _, err = capsys.readouterr()
            if form == "csv":
                assert (nothing_text(answer) in err) if nothing_text(answer) else ("No " not in err)


# ---- fronts of which points were set aside --------------------------------------------------------------


def test_names_are_those_of_the_whole_front():
    # (10 h, 300 USD), (20 h, 200 USD), (30 h, 100 USD): beyond 1.9 times the least are 20 h 200 USD and both ends
    whole, kept = routing.frontier(NET, BOX), routing.frontier(NET, BOX, max_detour=2.0)
    assert dict(whole.labelled) == {"fastest": 0, "cheapest": 2}
    assert [route.usd for route in kept] == [200] and len(kept.set_aside) == 2
    assert dict(kept.labelled) == {} and kept.names == {}
    named = {names: kept.set_aside[number].route.usd for number, names in kept.set_aside_names.items()}
    assert named == {("fastest",): 300, ("cheapest",): 100}
    assert "The cheapest of the front is among them" in str(kept)
    assert [one["named"] for one in kept.to_dict()["set_aside"]] == ["fastest", "cheapest"]


def test_values_of_time_are_those_of_the_whole_front():
    whole, kept = routing.frontier(NET, BOX), routing.frontier(NET, BOX, max_detour=2.0)
    # all three lie on one line: 100 USD for 10 h = 240 USD per day, so the middle wins at no value by itself
    assert whole.break_even()[0][0] == 2 and whole.break_even()[-1][0] == 0
    assert {number for number, _, _ in kept.break_even()} <= {0}
    assert all(high < float("inf") for _, _, high in kept.break_even())


def test_the_built_in_front_of_three_criteria_calls_nothing_fastest_that_is_not():
    net, goods = networks.load("eurasia"), Shipment("JPYOK", "RUMOW")
    criteria = ("time", "cost", "co2e")
    whole = routing.frontier(net, goods, criteria=criteria)
    kept = routing.frontier(net, goods, criteria=criteria, min_gain=0.02, max_detour=1.3)
    assert kept.set_aside
    least = {"fastest": "days", "cheapest": "usd", "greenest": "kg_co2e"}
    for name, point in kept.labelled.items():
        if name in least:
            assert getattr(kept[point], least[name]) == min(getattr(route, least[name]) for route in whole)
    aside = {name for names in kept.set_aside_names.values() for name in names}
    assert set(kept.labelled) | aside == set(whole.labelled) and not set(kept.labelled) & aside


def test_none_kept_is_neither_no_route_nor_an_answer():
    front = routing.frontier(networks.load("eurasia"), Shipment("JPYOK", "KZALA"), max_detour=1.05)
    if front.routes:
        pytest.skip("something is kept")
    assert not front.is_empty and "None kept" in str(front) and "No route" not in str(front)


# ---- figures that are missing ---------------------------------------------------------------------------


def test_alternatives_without_lengths_say_so():
    bare = toy(lengths=False)
    assert routing.solve(bare, BOX).best is not None
    with pytest.raises(routing.QuestionError, match=r"lengths are missing.*a length.*shared_by='hours'"):
        routing.alternatives(bare, BOX)
    assert len(routing.alternatives(bare, BOX, shared_by="hours", k=3)) == 3
    with pytest.raises(routing.QuestionError, match="lengths are missing"):
        routing.alternatives(bare, BOX, minimise="cost", k=1)
    blocked = routing.alternatives(bare, BOX, constraints=HURRY)  # no route at all is still no route
    assert blocked.status is Status.INFEASIBLE and blocked.blocked_by[0].constraints == ("max_days 0.1",)


def test_a_front_without_figures_says_so():
    builder = networks.NetworkBuilder("toy")
    for place in "AC":
        builder.add_place(id=place, name=place)
    bare = builder.add_link(id="x", tail="A", head="C", mode="road", hours=5).build()
    for criteria in (("time", "cost"), ("cost", "time"), ("time", "cost", "co2e")):
        front = routing.frontier(bare, BOX, criteria=criteria)
        (reason,) = front.blocked_by
        assert front.status is Status.INFEASIBLE and reason.kind == "figures"
        assert reason.constraints[0].startswith("figures missing: ") and "a price of x" in reason.constraints[0]
        for shown in (str(front), front._repr_html_(), drawn(front), report_html(front)):
            assert "No route: figures are missing" in shown
    result = routing.solve(bare, BOX, minimise="cost")
    assert "No route: figures are missing" in str(result)
    assert result.blocked_by[0].remedies == ("asking for least time",)


# ---- unlike questions -----------------------------------------------------------------------------------


@pytest.mark.long
@pytest.mark.parametrize(
    ("other", "differing"),
    [
        (lambda: routing.solve(NET, Shipment("A", "B")), "shipment"),
        (lambda: routing.solve(NET, Shipment("A", "C", containers=2)), "shipment"),
        (lambda: routing.solve(NET, BOX, minimise="cost"), "minimise"),
        (lambda: routing.solve(NET, BOX, constraints=Constraints(avoid_places="B")), "constraints"),
        (lambda: routing.solve(NET, Shipment("C", "A"), minimise="co2e"), "shipment and minimise"),
    ],
)
def test_unlike_questions_have_no_heading_in_common(other, differing):
    one, two = routing.solve(NET, BOX), other()
    comparison = routing.compare_results({"one": one, "two": two})
    assert " and ".join(comparison.unlike) == differing
    (warning,) = [warning for warning in comparison.warnings if warning.code == "unlike"]
    assert differing in warning.words
    for shown in (str(comparison), comparison._repr_html_(), report_html(comparison), drawn(comparison)):
        for result in (one, two):
            assert routing.views.text.result.question_text(result) in shown.replace("\n", " ")
    assert str(comparison).startswith("Unlike questions") and "unlike questions" in repr(comparison)


def test_one_question_on_several_networks_has_one_heading():
    comparison = routing.compare({"one": NET, "other": toy(lengths=False)}, BOX)
    assert comparison.unlike == () and not [one for one in comparison.warnings if one.code == "unlike"]
    assert not str(comparison).startswith("Unlike")
