"""Proofs of designs: they show what they say, in whole numbers, and what is planted in them is found."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from small_designs import crowded, question

import routing.search.flows.choosing as choosing
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
    monkeypatch.setattr(choosing, "PAIRS", 10_000)  # compiling may take longer than there is time
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
    asked = crowded(0)
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


WAYS = ([0, 0], [1, 1], [9, 9], [1, 3], [20, 5])  # 4 units: 24 over the first arc, 17 over the second
FORMS: list[tuple[dict[str, Any], str]] = [
    (
        {"arc": 1, "is_open": False},
        "node 0 of the proof: it decides arc 1, and no node beside it decides that otherwise",
    ),
    ({"parent": 0}, "node 0 of the proof: its parent 0 is no earlier node"),
    ({"parent": math.nan}, "node 0 of the proof: its parent nan is no earlier node"),
    ({"arc": True}, "node 0 of the proof: arc True: expected one of 2 arcs, or -1"),
    ({"arc": ()}, r"arc \(\): expected"),
    ({"arc": 2}, "arc 2: expected"),
    ({"arc": -2}, "arc -2: expected"),
    ({"is_open": None}, "is_open None: expected True or False"),
    ({"parts": 3.0}, "parts 3.0: expected a power of two"),
    ({"parts": math.nan}, "parts nan: expected a power of two"),
    ({"parts": 0.0}, "parts 0.0: expected a power of two"),
    ({"prices": None}, r"prices: expected whole numbers, shape \(2, 1\), found NoneType"),
    ({"prices": np.zeros((1, 1), int)}, r"shape \(2, 1\), found ndarray of int64, shape \(1, 1\)"),
    ({"prices": np.full((2, 1), np.nan)}, "found ndarray of float64"),
    ({"prices": np.ma.masked_all((2, 1), int)}, "found MaskedArray of int64"),
]


def dear() -> tuple[NetworkDesign, tuple[Any, ...]]:
    """Return an answer that takes the first arc, proven where the second costs 50; and the question where it costs 5."""
    asked = (*WAYS, [0], [1], [4])
    return network_design(*asked[:4], [20, 50], *asked[5:], keep_proof=True), asked


@pytest.mark.parametrize(("planted", "reason"), FORMS)
def test_a_node_that_is_none_is_told(planted, reason):
    found, asked = dear()
    assert found.proof is not None and found.bound == 24
    found.proof.nodes[0] = found.proof.nodes[0]._replace(**planted)
    with pytest.raises(VerificationError, match=reason):
        verify_design(found, *asked)


def test_what_is_no_node_is_told():
    found, asked = dear()
    found.proof.nodes[0] = tuple(found.proof.nodes[0])
    with pytest.raises(VerificationError, match="node 0 of the proof: expected a ProofNode, found tuple"):
        verify_design(found, *asked)


@pytest.mark.parametrize("rows", [[0, 0], [0, -1], [0, 1], [0.0], [[0]]])
def test_a_commodity_counts_once(rows):
    twice = network_design(*WAYS, [0, 0], [1, 1], [4, 4], keep_proof=True)
    found, asked = dear()
    assert twice.bound == 28  # 8 units over the first arc: it would show the 24 of the first 4, and more
    twice.proof.rows = np.array(rows)
    with pytest.raises(
        VerificationError, match="rows of the proof: expected those of 1 commodities, each once at most"
    ):
        verify_design(replace(found, proof=twice.proof), *asked)


@pytest.mark.parametrize("prices", [[-(2**63), 0], [2**63 - 1, -(2**63)], [2**62, 0], [0, 2**63 - 1]])
@pytest.mark.parametrize("parts", [2.0**-1000, 0.5, 1.0, 2.0**52, 2.0**1000])
def test_prices_beyond_all_bounds_show_nothing(prices, parts):
    found, asked = dear()
    found.proof.nodes[0] = found.proof.nodes[0]._replace(prices=np.array([prices]).T, parts=parts)
    with pytest.raises(VerificationError, match=r"^bound: 24, node 0 of the proof shows"):
        verify_design(found, *asked)


@pytest.mark.parametrize("bound", [np.int64(24), math.nan, -math.inf, None, "24"])
def test_a_bound_is_a_finite_number(bound):
    found, asked = dear()
    with pytest.raises(VerificationError, match=r"^bound: .*, expected a finite float$"):
        verify_design(replace(found, bound=bound), *asked)


def test_what_is_not_a_number_hides_nothing():
    found, asked = dear()
    hidden = replace(found, flow=np.array([np.nan, 0.0]), opened=np.zeros(2, np.bool_), objective=4.0, bound=4.0)
    with pytest.raises(VerificationError, match="row 0: flow nan, the paths add up to 4"):
        verify_design(hidden, *asked)
    left = replace(hidden, flow=np.zeros(2), paths=(), unserved=np.array([np.nan]), objective=0.0, bound=0.0)
    with pytest.raises(VerificationError, match="commodity 0: nan served or not, 4"):
        verify_design(left, *asked)


def test_rows_that_are_none_of_the_question_are_told():
    found, asked = dear()
    with pytest.raises(VerificationError, match=r"^flow: shape \(1,\), expected \(2,\)$"):
        verify_design(replace(found, flow=found.flow[:1]), *asked)
    with pytest.raises(VerificationError, match=r"^unserved: shape \(\), expected \(1,\)$"):
        verify_design(replace(found, unserved=np.float64(0)), *asked)
    for wrong in ({"commodity": 1}, {"commodity": -1}, {"arcs": np.array([2])}, {"arcs": np.array([-2])}):
        with pytest.raises(VerificationError, match=r"^path 0: (commodity -?1 of 1|rows \[-?2\] of 2)$"):
            verify_design(replace(found, paths=(replace(found.paths[0], **wrong),)), *asked)


@pytest.mark.parametrize(
    "changed",
    [
        {"tail": [], "head": [], "capacity": [], "cost": [], "fixed": [], "unserved_penalty": 3},
        {"origins": [], "destinations": [], "demands": []},
        {"demands": [0, 0]},
        {"origins": [1, 2], "destinations": [1, 2]},
        {"capacity": [0, 0, 0], "unserved_penalty": np.int64(3)},
        {"unserved_penalty": np.array(1 / 3)},
        {"cost": [0, 0, 0], "fixed": [0, 0, 0], "unserved_penalty": 1e-3},
        {"cost": [1e15, 3e15, 2e15]},
        {"cost": [1e100, 3e100, 2e100]},
        {"cost": [1e-300, 3e-300, 2e-300], "fixed": [2e-299, 5e-300, 3e-300]},
        {"demands": [4e15, 2e15], "capacity": [9e15, -1, 7e15]},
        {"demands": [1e7, 1], "capacity": [9e7, -1, 7e7]},
        {"demands": [4e-6, 2e-6], "origins": [0, 2], "destinations": [1, 0], "unserved_penalty": 5},
        {"demands": [4e-40, 2e-40], "capacity": [9e-40, -1, 7e-40]},
    ],
)
def test_what_is_hardly_a_question_has_a_proof(monkeypatch, changed):
    divided(monkeypatch)
    plain = {"tail": [0, 0, 1], "head": [1, 1, 2], "capacity": [9, -1, 7], "cost": [1, 3, 2], "fixed": [20, 5, 3]}
    asked = plain | {"origins": [0, 0], "destinations": [1, 2], "demands": [4, 2]} | changed
    found = network_design(**asked, keep_proof=True)
    verify_design(found, **asked)
    assert found.status is Status.OPTIMAL


def test_a_gap_that_rounding_leaves_is_told(monkeypatch):
    divided(monkeypatch)
    asked = crowded(2)
    asked |= {"cost": asked["cost"] / 3}
    found = network_design(**asked, gap=0, keep_proof=True)
    verify_design(found, **asked, gap=0)
    assert found.status is Status.FEASIBLE and found.reason == "what is left of the gap is rounding"
    assert found.bound > found.objective * (1 - 1e-6)
