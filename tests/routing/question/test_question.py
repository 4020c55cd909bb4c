"""Questions that cannot be asked: every problem at once, and the nearest names where one is unknown."""

from __future__ import annotations

import datetime
import pickle
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import networks
from networks import UnknownNameError
from routing import Constraints, GeneralisedCost, QuestionError, Shipment, SolveOptions, solve

DAY = datetime.date(2016, 2, 29)


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"destination": "JPYOK"}, "two different places"),
        ({"containers": 0}, "containers=0"),
        ({"containers": -1}, "containers=-1"),
        ({"containers": 1.5}, "containers=1.5"),
        ({"containers": True}, "containers=True"),
        ({"containers": "2"}, "containers='2'"),
        ({"size": "30ft"}, "size='30ft'"),
        ({"size": ""}, "size"),
        ({"size": None}, "size"),
        ({"size": ["20ft"]}, "size"),
        ({"teu": 0}, "containers=0"),
        ({"teu": 2, "containers": 1}, "teu is short"),
        ({"teu": 1, "size": "40ft"}, "teu is short"),
        ({"tonnes": 0}, "tonnes=0"),
        ({"tonnes": -3}, "tonnes"),
        ({"tonnes": float("nan")}, "tonnes"),
        ({"tonnes": float("inf")}, "tonnes"),
        ({"tonnes": "14"}, "tonnes"),
        ({"tonnes": 10**400}, "tonnes"),
        ({"scope": "port"}, "scope='port'"),
        ({"scope": None}, "scope"),
        ({"load": "box"}, "load='box'"),
        ({"load": "bulk"}, "needs"),
        ({"load": "wagon"}, "needs"),
        ({"value_usd": 0}, "value_usd"),
        ({"value_usd": float("nan")}, "value_usd"),
        ({"deadline": DAY}, "without ready"),
        ({"ready": "tomorrow"}, "ready='tomorrow': expected a datetime.date"),
        ({"ready": 20160801}, "ready=20160801"),
        ({"ready": True}, "ready=True"),
        ({"ready": float("nan")}, "ready=nan"),
        ({"ready": np.datetime64("2016-08")}, "ready=.*2016-08"),
        ({"ready": datetime.time(12)}, "ready=datetime.time"),
        ({"ready": DAY, "deadline": 5}, "deadline=5"),
        ({"commodity": 5}, "commodity=5: expected a text"),
        ({"commodity": None}, "commodity=None"),
        ({"origin": 7}, "origin=7: expected a text"),
        ({"ready": datetime.datetime(2016, 3, 1), "deadline": datetime.datetime(2016, 3, 1)}, "not after"),
        ({"ready": DAY, "deadline": DAY - datetime.timedelta(days=1)}, "not after"),
        ({"ready": "2016-02-29", "deadline": "2016-03-29"}, "two dates"),
        ({"ready": DAY, "deadline": datetime.datetime(2016, 3, 1)}, "two dates"),
        (
            {"ready": datetime.datetime(2016, 2, 1), "deadline": datetime.datetime(2016, 3, 1, tzinfo=datetime.UTC)},
            "time zone",
        ),
    ],
)
def test_a_bad_shipment_is_a_question_error(fields: dict[str, Any], word: str):
    values: dict[str, Any] = {"origin": "JPYOK", "destination": "RUMOW"} | fields
    with pytest.raises(QuestionError, match=word.replace("(", ".")):
        Shipment(values.pop("origin"), values.pop("destination"), **values)


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        *(
            ({name: value}, name)
            for name in ("max_days", "max_usd", "max_kg_co2e", "max_km")
            for value in (0, -1, float("nan"), float("inf"), "20", True, 10**400)
        ),
        *(({"max_transshipments": value}, "max_transshipments") for value in (-1, 1.5, "2", True)),
        ({"modes": {"train"}}, "'train'"),
        ({"modes": set()}, "modes is empty"),
        ({"modes": {"rail", 3}}, "modes"),
        ({"via": ("RUVYP",), "avoid_places": {"RUVYP"}}, "both name"),
        ({"avoid_territories": {"CHX"}}, "CHX"),
        ({"waters": "200nm"}, "waters"),
        ({"via": 3}, "via"),
        ({"avoid_links": {1}}, "avoid_links"),
        ({"modes": 5}, "modes"),
    ],
)
def test_bad_constraints_are_a_question_error(fields: dict[str, Any], word: str):
    with pytest.raises((QuestionError, UnknownNameError), match=word):
        Constraints(**fields)


def test_every_problem_of_a_shipment_is_told_at_once():
    with pytest.raises(QuestionError) as caught:
        Shipment(
            "JPYOK", "JPYOK", containers=0, size="30ft", tonnes=-1, scope="x", load="y", value_usd=-2, deadline=DAY
        )
    assert len(caught.value.problems) == 8
    assert all(problem in str(caught.value) for problem in caught.value.problems)


def test_every_problem_of_constraints_is_told_at_once():
    with pytest.raises(QuestionError) as caught:
        Constraints(
            max_days=0,
            max_usd=-1,
            max_kg_co2e=float("nan"),
            max_km=float("inf"),
            max_transshipments=-1,
            modes={"train", "plane"},
            via=("A",),
            avoid_places=("A",),
            waters="x",
        )
    assert len(caught.value.problems) == 9


@pytest.mark.parametrize(
    "fields",
    [
        {"usd_per_day": -1},
        {"usd_per_day": float("nan")},
        {"usd_per_tonne_co2e": float("inf")},
        {"usd_per_day": "30"},
        {"usd_per_day": True},
    ],
)
def test_a_bad_generalised_cost_is_a_question_error(fields: dict[str, Any]):
    with pytest.raises(QuestionError, match="finite number from 0"):
        GeneralisedCost(**fields)


@pytest.mark.parametrize("minimise", ["speed", "", None, 3, "TIME"])
def test_an_unknown_objective_is_a_question_error(minimise: Any):
    with pytest.raises(QuestionError, match="minimise"):
        solve(networks.load("eurasia"), Shipment("JPYOK", "RUMOW"), minimise=minimise)


def test_unknown_engines_are_a_question_error():
    with pytest.raises(QuestionError, match="engines"):
        solve(networks.load("eurasia"), Shipment("JPYOK", "RUMOW"), options=SolveOptions(engines="cplex"))


@pytest.mark.parametrize(
    ("shipment", "bans", "nearest"),
    [
        (("JPYOX", "RUMOW"), {}, "JPYOK"),
        (("JPYOK", "RUMOV"), {}, "RUMOW"),
        (("Yokohoma", "RUMOW"), {}, "JPYOK"),
        (("JPYOK", "Moskow"), {}, "RUMOW"),
        (("JPYOK", "RUMOW"), {"via": ("RUVYB",)}, "RUVYP"),
        (("JPYOK", "RUMOW"), {"avoid_places": {"RUVYB"}}, "RUVYP"),
        (("JPYOK", "RUMOW"), {"avoid_links": {"rail:RUIAR-RUMOV"}}, "rail:RUIAR-RUMOW"),
        (("JPYOK", "RUMOW"), {"avoid_services": {"line:JTSI"}}, "line:JTSL"),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest_ones(shipment: tuple[str, str], bans: dict[str, Any], nearest: str):
    with pytest.raises(UnknownNameError) as caught:
        solve(networks.load("eurasia"), Shipment(*shipment), constraints=Constraints(**bans))
    assert any(nearest in name for name in caught.value.nearest)
    assert "did you mean" in str(caught.value)


def test_an_unknown_territory_is_told():
    with pytest.raises(UnknownNameError, match="territory"):
        Constraints(avoid_territories={"XX"})


def test_what_is_withheld_may_be_named_in_a_ban():
    net = networks.load("eurasia")
    for field, table in (("avoid_places", "places"), ("avoid_links", "links"), ("avoid_services", "services")):
        withheld = next(name for name, (where, _) in net.withheld.items() if where == table)
        assert solve(net, Shipment("JPYOK", "RUMOW"), constraints=Constraints(**{field: withheld})).best


def test_a_bare_string_is_one_code_and_lists_are_frozen_on_entry():
    names = ["RUVYP"]
    bans = Constraints(avoid_territories="CN", avoid_places=names, via="RUVVO")
    names.append("RUVVO")
    assert (bans.avoid_territories, bans.avoid_places, bans.via) == (
        frozenset({"CN"}),
        frozenset({"RUVYP"}),
        ("RUVVO",),
    )


def test_numbers_of_numpy_are_numbers():
    shipment = Shipment("JPYOK", "RUMOW", containers=np.int64(2), tonnes=np.float64(20.0))
    assert (shipment.teu, type(shipment.containers)) == (2, int)
    prices = GeneralisedCost(usd_per_day=np.int64(5), usd_per_tonne_co2e=np.float32(0.1))
    assert prices == GeneralisedCost(usd_per_day=5, usd_per_tonne_co2e=0.1)  # as it prints
    assert {type(prices.usd_per_day), type(prices.usd_per_tonne_co2e)} == {int, float}
    assert Constraints(max_days=np.int64(30), max_transshipments=np.int64(3), max_usd=np.float32(0.5)).max_days == 30


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"origin": "C"},
        {"containers": 5},
        {"size": "45ft"},
        {"deadline": None},
        {"ready": None, "deadline": None},
        {"load": "bulk"},
        {"scope": "terminal", "commodity": ""},
    ],
)
def test_a_shipment_with_something_replaced_keeps_the_rest(changes: dict[str, Any]):
    whole = {
        "containers": 2,
        "size": "40ft",
        "tonnes": 7.5,
        "commodity": "steel",
        "value_usd": 9,
        "ready": DAY,
        "deadline": DAY + datetime.timedelta(days=30),
    }
    ends = {"origin": "A", "destination": "B"}
    assert replace(Shipment(**ends, **whole), **changes) == Shipment(**(ends | whole | changes))


def test_questions_are_values():
    one, two = Shipment("A", "B", teu=2), Shipment("A", "B", containers=2)
    assert one == two and hash(one) == hash(two)
    bans = Constraints(avoid_territories={"CN"}, max_days=30)
    assert pickle.loads(pickle.dumps((one, bans))) == (one, bans)
    with pytest.raises(AttributeError):
        one.origin = "C"  # type: ignore[misc]
