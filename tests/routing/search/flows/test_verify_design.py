"""Proofs of designs: they show what they say, in whole numbers, and what is planted in them is found."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from small_designs import crowded, question

import routing.search.flows.design_large as large
from routing import Status, VerificationError
from routing.search import DesignProof, NetworkDesign, network_design, verify_design
from routing.search.flows.design_ascended import Way
from routing.search.flows.design_proof import ProofNode


def divided(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let prices rise a little only, and ask no programme, so that arcs are decided."""
    monkeypatch.setattr(large, "FIRST", Way(rounds=10, step=1.0))
    monkeypatch.setattr(large, "THEN", Way(rounds=5, step=0.1))
    monkeypatch.setattr(large, "_mix", lambda *given: None)


def proven(asked: dict[str, Any], **limits: Any) -> NetworkDesign:
    """Return an answer that has been checked; the programme, which knows nothing of prices, must agree."""
    found, other = network_design(**asked, keep_proof=True, **limits), network_design(**asked, solver="highs")
    if other.objective is None:
        assert found.objective is None
        return found
    verify_design(found, **asked)
    assert found.objective is not None and found.objective >= other.bound * (1 - 1e-9)
    if found.status is Status.OPTIMAL:
        assert found.objective == pytest.approx(other.objective, rel=3e-6)
    return found


def test_proofs_of_small_designs_hold_and_the_programme_agrees(monkeypatch):
    divided(monkeypatch)
    found = [proven(question(seed)) for seed in range(8)] + [proven(crowded(seed)) for seed in range(2)]
    assert sum(one.proof is not None and len(one.proof.nodes) > 2 for one in found) > 1


@pytest.mark.long
def test_proofs_of_many_designs_hold_and_the_programme_agrees(monkeypatch):
    divided(monkeypatch)
    found = [proven(question(seed)) for seed in range(100, 160)] + [
        proven(crowded(seed, 6, 24, 8)) for seed in range(8)
    ]
    assert sum(one.proof is not None and len(one.proof.nodes) > 2 for one in found) > 20


@pytest.mark.parametrize(("money", "amount"), [(2.0**-30, 1.0), (0.1, 2.0**-20), (1e9, 1e3)])
def test_a_proof_holds_in_other_units(monkeypatch, money, amount):
    divided(monkeypatch)
    asked = crowded(3)
    plain = proven(asked)
    larger = {name: asked[name] * amount for name in ("demands", "capacity")}
    dearer = {"cost": asked["cost"] * money, "fixed": asked["fixed"] * money * amount}
    other = proven(asked | larger | dearer)
    assert other.objective == pytest.approx(plain.objective * money * amount, rel=1e-9)
    assert other.opened.tolist() == plain.opened.tolist() and other.status is Status.OPTIMAL


def test_a_proof_of_odd_amounts_holds(monkeypatch):
    divided(monkeypatch)
    asked = crowded(1)
    proven(asked | {"demands": asked["demands"] / 3, "capacity": asked["capacity"] * 0.37, "unserved_penalty": 77.7})


def test_a_search_that_is_stopped_proves_its_bound(monkeypatch):
    monkeypatch.setattr(large, "_mix", lambda *given: None)
    rng = np.random.default_rng(5)
    tail, head = (cells.ravel() for cells in np.meshgrid(np.arange(12), np.arange(12)))
    size, ends = len(tail), (rng.integers(0, 12, 15), rng.integers(0, 12, 15))
    found = network_design(
        *(asked := (tail, head, np.full(size, 20), rng.integers(1, 50, size), rng.integers(100, 900, size), *ends,
        np.full(15, 7))), time_limit_s=0.5, keep_proof=True,
    )  # fmt: skip
    assert found.status is Status.FEASIBLE and 0 < found.bound < found.objective
    verify_design(found, *asked)


def test_where_nothing_carries_everything_there_is_no_proof():
    found = network_design([0], [1], [3], [1], [5], [0], [1], [4], keep_proof=True)
    assert found.status is Status.INFEASIBLE and found.reason
    with pytest.raises(VerificationError, match="status INFEASIBLE: there is no design to check"):
        verify_design(found, [0], [1], [3], [1], [5], [0], [1], [4])


def test_an_answer_without_a_proof_is_told():
    asked = question(3)
    with pytest.raises(VerificationError, match=r"^proof: the answer keeps none \(keep_proof=True\)$"):
        verify_design(network_design(**asked), **asked)


def without(proof: DesignProof, number: int) -> DesignProof:
    """Return a proof in which one node shows nothing and is not divided."""
    other = DesignProof(proof.arcs, proof.rows)
    other.nodes = [
        node._replace(prices=node.prices * 0) if at == number else node for at, node in enumerate(proof.nodes)
    ]
    return other


def test_what_is_planted_is_found(monkeypatch):
    divided(monkeypatch)
    asked = crowded(0, 6, 24, 8)
    found = proven(asked)
    proof, nodes = found.proof, found.proof.nodes
    assert len(nodes) > 6
    leaves = set(range(len(nodes))) - {node.parent for node in nodes}
    assert all(refused(replace(found, proof=without(proof, leaf)), asked, "bound: ") for leaf in leaves)
    assert refused(replace(found, bound=found.objective + 1, objective=found.objective + 1), asked, "objective: ")
    assert refused(replace(found, gap=0.5), asked, "gap: ")
    assert refused(replace(found, bound=found.bound * 0.9, gap=0.1), asked, "called optimal with a gap of 0.1")
    assert refused(replace(found, bound=found.objective * 1.1), asked, "above the objective")
    assert refused(replace(found, opened=~found.opened), asked, "opened: not the arcs with a charge")
    assert refused(replace(found, flow=found.flow * 2), asked, "the paths add up to")
    cheaper = asked | {"fixed": asked["fixed"] - (np.arange(len(asked["fixed"])) % 2)}
    assert refused(found, cheaper, "objective: ") and refused(found, asked | {"cost": asked["cost"] - 1}, "bound: ")
    last = next(at for at in range(len(nodes) - 1, 0, -1) if nodes[at].arc >= 0)
    for wrong in (ProofNode.parent, "side"):
        other = DesignProof(proof.arcs, proof.rows)
        other.nodes = list(nodes)
        planted = {"is_open": not nodes[last].is_open} if wrong == "side" else {"parent": last}
        other.nodes[last] = nodes[last]._replace(**planted)
        assert refused(replace(found, proof=other), asked, "of the proof")


def refused(found: NetworkDesign, asked: dict[str, Any], reason: str) -> bool:
    """Tell whether an answer is refused for a reason."""
    with pytest.raises(VerificationError) as told:
        verify_design(found, **asked)
    return reason in str(told.value)


def test_prices_by_which_nothing_gains_show_nothing():
    asked = question(3)
    found = network_design(**asked, keep_proof=True)
    assert found.proof is not None and not math.isinf(found.bound)
    empty = DesignProof(found.proof.arcs, found.proof.rows)
    assert refused(replace(found, proof=empty), asked, "proof: the answer keeps none")
