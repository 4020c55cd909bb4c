"""What happens when an engine fails or is stopped, and how much the engines are asked."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest

import routing.compiling.arc_table
import routing.compiling.expansion
import routing.search.graph
import routing.solving.on_lists
import routing.solving.ortools
from networks import DataWarning, Network, NetworkBuilder
from routing import Constraints, DisagreementError, LimitReachedError, Shipment, SolveOptions, Status, solve, verify
from routing.kernels.lists.constrained import Found


def two_ways() -> Network:
    """Return A-B by a fast dear link (1 h, 90 USD) and a slow cheap one (9 h, 10 USD)."""
    builder = NetworkBuilder("toy")
    for place in ("A", "B"):
        builder.add_place(id=place, name=place)
    builder.add_link(id="fast", tail="A", head="B", mode="road", hours=1, usd=90)
    return builder.add_link(id="slow", tail="A", head="B", mode="road", hours=9, usd=10).build()


LIMITED = Constraints(max_usd=50)
BOX = Shipment("A", "B", scope="terminal")


def chain() -> Network:
    """Return twelve stretches with a quick, a cheap and a clean way over each: many mixes of them keep two limits."""
    builder = NetworkBuilder("chain")
    for number in range(13):
        builder.add_place(id=f"P{number}", name=f"P{number}")
    for number in range(12):
        for kind, hours, usd, kg in (("quick", 24, 300, 50), ("cheap", 96, 100, 30), ("clean", 72, 250, 10)):
            builder.add_link(
                id=f"{kind}{number}",
                tail=f"P{number}",
                head=f"P{number + 1}",
                mode="road",
                hours=hours + number,
                usd=usd + 7 * number,
                kg_co2e=kg + number / 10,
            )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DataWarning)
        return builder.build()


def test_a_flow_that_lies_is_told(monkeypatch: Any):
    honest = routing.solving.ortools.least_flow

    def sabotaged(tail: Any, head: Any, weight: Any, source: int, target: int) -> Any:
        return honest(tail, head, np.max(weight) - weight + 1, source, target)  # the worst way as the best

    monkeypatch.setattr(routing.solving.ortools, "least_flow", sabotaged)
    with pytest.raises(DisagreementError):
        solve(two_ways(), BOX)


def test_a_programme_that_lies_is_told(monkeypatch: Any):
    import routing.solving.models.cp_sat as limited

    monkeypatch.setattr(
        limited, "least_limited", lambda *args: limited.LimitedPath(Status.INFEASIBLE, None, None, None)
    )
    with pytest.raises(DisagreementError):
        solve(two_ways(), BOX, constraints=LIMITED)


def test_a_search_stopped_at_its_labels_has_a_route_with_a_bound_or_is_unknown_and_never_infeasible():
    network = two_ways()
    result = solve(network, BOX, constraints=LIMITED, options=SolveOptions(max_labels=1))
    assert (result.status, result.blocked_by) == (Status.FEASIBLE, ())
    assert 0 < result.proof.bound <= result.proof.objective and 0 <= result.proof.gap < 1
    verify(network, result)
    late = solve(network, BOX, constraints=LIMITED, options=SolveOptions(time_limit_s=1e-9))
    assert (late.status, late.best, late.blocked_by) == (Status.UNKNOWN, None, ())
    with pytest.raises(LimitReachedError, match="stopped by a limit"):
        late.require()
    assert solve(two_ways(), BOX, constraints=LIMITED).require().metres is None


def test_labels_that_were_too_many_are_set_anew_under_sums(monkeypatch: Any):
    at_once = solve(two_ways(), BOX, constraints=LIMITED).require()
    monkeypatch.setattr(
        routing.solving.on_lists, "constrained_path", lambda *args, **more: Found("stopped", None, None, 5)
    )
    assert solve(two_ways(), BOX, constraints=LIMITED).require().steps == at_once.steps


def test_what_is_known_without_proof_is_not_called_best_and_its_bound_is_told(monkeypatch: Any):
    monkeypatch.setattr("routing.search.in_sums.FIRST_ON_LISTS", 1)
    network = chain()
    asked = {"minimise": "cost", "constraints": Constraints(max_days=34, max_kg_co2e=345)}
    best = solve(network, Shipment("P0", "P12", scope="terminal"), **asked).require()
    result = solve(network, Shipment("P0", "P12", scope="terminal"), **asked, options=SolveOptions(max_labels=2))
    verify(network, result)
    assert result.status is Status.FEASIBLE and result.proof.confirmed_by == ""
    assert result.proof.bound <= round(best.usd * 100_000) <= result.proof.objective
    assert result.proof.gap > 0
    told = f"no route has less than {result.proof.bound / 1000:,.3f} cent, a gap of {result.proof.gap:.2%}"
    assert told in str(result)


def test_or_tools_stopped_by_time_leaves_a_feasible_answer(monkeypatch: Any):
    import routing.solving.models.cp_sat as limited

    monkeypatch.setattr(limited, "least_limited", lambda *args: limited.LimitedPath(Status.UNKNOWN, None, None, None))
    result = solve(two_ways(), BOX, constraints=LIMITED)
    assert (result.status, result.proof.bound, result.proof.confirmed_by) == (Status.FEASIBLE, None, "")
    verify(result.network, result)


def test_or_tools_that_cannot_take_the_numbers_leaves_the_label_search_alone(monkeypatch: Any):
    def refuses(*args: Any) -> Any:
        raise OverflowError

    monkeypatch.setattr(routing.solving.ortools, "least_flow", refuses)
    result = solve(two_ways(), BOX)
    assert (result.status, result.proof.confirmed_by) == (Status.OPTIMAL, "")


def test_a_second_question_on_a_network_builds_nothing_anew(monkeypatch: Any):
    network = two_ways()
    solve(network, BOX)
    solve(network, BOX, minimise="cost")
    done: list[str] = []
    for module, name in [
        (routing.compiling.expansion, "expanded"),
        (routing.compiling.arc_table, "tabulated"),
        (routing.compiling.arc_list, "Grouped"),
        (routing.compiling.arc_table, "vector_columns"),
        (routing.compiling.arc_table, "pack"),
        (routing.search.graph, "_grouped"),
    ]:
        monkeypatch.setattr(module, name, lambda *args, name=name: done.append(name))
    other = Shipment("B", "A", scope="terminal")  # another lane: the same graph
    for question in (BOX, other):
        for minimise in ("time", "cost"):
            solve(network, question, minimise=minimise, options=SolveOptions(explain=False))
    assert done == []


def test_a_plain_question_takes_one_search_for_the_labels_and_at_most_one_for_each_further_flow(monkeypatch: Any):
    asked = {"labels": 0, "second engine": 0, "flows": 0}
    for module, name, engine in [
        (routing.solving.on_lists, "distances", "labels"),
        (routing.solving.ortools, "distances", "second engine"),
        (routing.solving.ortools, "least_flow", "flows"),
    ]:
        honest = getattr(module, name)

        def counted(*args: Any, honest: Any = honest, engine: str = engine, **more: Any) -> Any:
            asked[engine] += 1
            return honest(*args, **more)

        monkeypatch.setattr(module, name, counted)
    result = solve(two_ways(), BOX)
    assert result.proof.confirmed_by
    assert asked["labels"] == 1
    assert 1 <= asked["flows"] <= 1 + asked["second engine"] <= len(result.proof.vector)


@pytest.mark.long
def test_a_network_is_not_kept_alive_by_its_expanded_graph():
    import gc
    import weakref

    network = two_ways()
    solve(network, BOX)
    kept = weakref.ref(network)
    del network
    gc.collect()
    assert kept() is None


def test_networks_of_equal_content_keep_their_own_heading():
    first = two_ways()
    second = Network(first.catalogue, scenario=("renamed",))
    assert first == second
    solve(first, BOX)
    assert solve(second, BOX).network.heading == second.heading
