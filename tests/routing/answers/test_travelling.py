"""Answers pickled travel without their network: small, still verified, and themselves again once they are bound."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import networks
import routing
from routing import Constraints, QuestionError, Shipment
from routing.errors import UnboundError

ROOT = Path(networks.__file__).parents[1]
TO_ALMATY = Shipment("JPYOK", "KZALA")
NO_CHINA = Constraints(avoid_territories={"CN"})


@pytest.fixture(scope="module")
def net() -> networks.Network:
    return networks.load("eurasia")


@pytest.fixture(scope="module")
def answers(net: networks.Network) -> dict[str, Any]:
    result = routing.solve(net, TO_ALMATY, constraints=NO_CHINA)
    return {
        "result": result,
        "route": result.require(),
        "no route": routing.solve(net, TO_ALMATY, constraints=Constraints(max_days=3)),
        "frontier": routing.frontier(net, TO_ALMATY, min_gain=0.02),
        "alternatives": routing.alternatives(net, TO_ALMATY, k=2),
        "price": routing.price_of(net, TO_ALMATY, constraints=NO_CHINA),
        "break-even": routing.break_even(net, result, result.require().legs[-1].service),
        "comparison": routing.compare_results({"one": result, "other": routing.solve(net, TO_ALMATY)}),
    }


NAMES = ["result", "route", "no route", "frontier", "alternatives", "price", "break-even", "comparison"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("protocol", [0, 1])
def test_the_old_protocols_take_an_answer_along_too(
    net: networks.Network, answers: dict[str, Any], name: str, protocol: int
):
    arrived = pickle.loads(pickle.dumps(answers[name], protocol))
    assert str(arrived.bound_to(net)) == str(answers[name])


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_bound_again_is_itself(net: networks.Network, answers: dict[str, Any], name: str):
    answer = answers[name]
    bound = pickle.loads(pickle.dumps(answer)).bound_to(net)
    assert (str(bound), repr(bound), bound.to_dict()) == (str(answer), repr(answer), answer.to_dict())


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_that_travelled_says_what_it_lacks(answers: dict[str, Any], name: str):
    arrived = pickle.loads(pickle.dumps(answers[name]))
    with pytest.raises(UnboundError, match=r"bound_to\(network\)"):
        str(arrived)
    assert "\n" not in repr(arrived)


def test_a_result_is_small_and_verified_as_it_is(net: networks.Network, answers: dict[str, Any]):
    written = pickle.dumps(answers["result"])
    assert len(written) <= 10_000
    arrived = pickle.loads(written)
    routing.verify(net, arrived)
    assert (arrived.best.days, arrived.best.usd) == (answers["result"].best.days, answers["result"].best.usd)
    assert arrived.best.network.content_hash == net.content_hash


def test_fronts_and_alternatives_are_verified_as_they_are(net: networks.Network, answers: dict[str, Any]):
    for name in ("frontier", "alternatives"):
        routing.verify(net, pickle.loads(pickle.dumps(answers[name])))


@pytest.mark.parametrize("name", NAMES)
def test_another_network_is_an_error(answers: dict[str, Any], name: str):
    other = networks.load("eurasia", scenario="2016-target")
    for answer in (answers[name], pickle.loads(pickle.dumps(answers[name]))):
        with pytest.raises(QuestionError, match=f"not {other.content_hash}"):
            answer.bound_to(other)


def test_results_of_a_comparison_are_bound_each_to_its_own():
    nets = {name: networks.load("eurasia", scenario=name) for name in ("2016-ordinary", "2016-target")}
    found = routing.compare(nets, Shipment("JPYOK", "RUMOW"))
    arrived = pickle.loads(pickle.dumps(found))
    assert str(arrived.bound_to(nets)) == str(found)
    with pytest.raises(networks.UnknownNameError, match="2016-target"):
        arrived.bound_to({"2016-ordinary": nets["2016-ordinary"]})


def test_a_copy_keeps_its_network(answers: dict[str, Any]):
    for answer in answers.values():
        assert copy.copy(answer) is answer and copy.deepcopy(answer) is answer


def test_an_answer_of_another_process_is_bound_in_this_one(net: networks.Network, tmp_path: Path):
    code = (
        "import pickle, sys, networks, routing\n"
        "found = routing.solve(networks.load('eurasia'), routing.Shipment('JPYOK', 'RUMOW'))\n"
        "open(sys.argv[1], 'wb').write(pickle.dumps(found))"
    )
    file = tmp_path / "answer"
    subprocess.run([sys.executable, "-c", code, str(file)], check=True, cwd=ROOT, timeout=120)
    arrived = pickle.loads(file.read_bytes())
    routing.verify(net, arrived)
    assert str(arrived.bound_to(net)) == str(routing.solve(net, Shipment("JPYOK", "RUMOW")))
