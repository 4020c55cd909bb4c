"""Two engines must agree: one that is handed in and lies is told, in whatever way it lies; one stopped early is not believed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from networks import Network, NetworkBuilder
from routing import Constraints, DisagreementError, Shipment, SolveOptions, Status, solve, verify
from routing.compiling.problem import Problem, compile_problem
from routing.question.question import Question
from routing.search.budget import Budget
from routing.solving.agreement import answered
from routing.solving.choosing import choose
from routing.solving.engine import Least, Verdict, vector_of
from routing.solving.on_lists import OnLists
from routing.solving.ortools import OrTools

BOX = Shipment("A", "B", scope="terminal")
CHEAP = Constraints(max_usd=50)
NO_SLOW = Constraints(avoid_links={"slow"})
Lie = Callable[[Problem, Least], Least]


def two_ways() -> Network:
    """Return A-B by a fast dear link (1 h, 90 USD) and a slow cheap one (9 h, 10 USD), and a dead end at C."""
    builder = NetworkBuilder("toy")
    for place in ("A", "B", "C"):
        builder.add_place(id=place, name=place)
    for name, head, hours, usd in (("fast", "B", 1, 90), ("slow", "B", 9, 10), ("aside", "C", 1, 1)):
        builder.add_link(id=name, tail="A", head=head, mode="road", hours=hours, usd=usd)
    return builder.build()


def problem_of(constraints: Constraints | None = None) -> Problem:
    question = Question(shipment=BOX, constraints=constraints or Constraints(), minimise="time")
    return compile_problem(two_ways(), question)


class Lying:
    """An engine that changes what an honest one found."""

    name = "a liar"

    def __init__(self, lie: Lie) -> None:
        self.lie = lie

    def least(self, problem: Problem, budget: Budget) -> Least:
        return self.lie(problem, OnLists().least(problem, budget))


def by(change: int) -> Lie:
    """Lie about the objective."""
    return lambda problem, found: found._replace(vector=(found.vector[0] + change, *found.vector[1:]))


def nothing(problem: Problem, found: Least) -> Least:
    return Least(Status.INFEASIBLE)


def the_other_way(problem: Problem, found: Least) -> Least:
    """Return another route, that of least cost, with its own totals."""
    other = OnLists().least(
        replace(problem, vector=(problem.columns["millicents"], *problem.vector[1:]), limits=()), Budget()
    )
    return Least(Status.OPTIMAL, vector_of(problem, other.arcs), other.arcs)


def the_other_way_under_these_totals(problem: Problem, found: Least) -> Least:
    return the_other_way(problem, found)._replace(vector=found.vector)


def a_part_of_the_way(problem: Problem, found: Least) -> Least:
    return found._replace(arcs=found.arcs[:-1], vector=vector_of(problem, found.arcs[:-1]))


def what_is_banned(problem: Problem, found: Least) -> Least:
    """Return the way over the slow link, which `NO_SLOW` bans."""
    return the_other_way(replace(problem, usable=problem.usable | True), found)


@pytest.mark.parametrize(
    ("lie", "constraints", "told"),
    [
        (by(-1), None, "does not add up to its totals"),
        (by(+1), CHEAP, "does not add up to its totals"),
        (nothing, None, r"finds \(60000, .*the label search None"),
        (nothing, CHEAP, r"finds \(540000, .*the label search None"),
        (the_other_way, None, r"finds \(60000, .*the label search \(540000, "),
        (the_other_way_under_these_totals, None, "does not add up to its totals"),
        (a_part_of_the_way, None, "is no way from end to end"),
        (what_is_banned, NO_SLOW, "uses what is not to be used"),
        (lambda problem, found: OnLists().least(replace(problem, limits=()), Budget()), CHEAP, "breaks a limit"),
    ],
)
def test_an_engine_that_lies_is_told(lie: Lie, constraints: Constraints | None, told: str):
    with pytest.raises(DisagreementError, match=told) as error:
        answered(problem_of(constraints), SolveOptions(), Budget(), first=Lying(lie))
    assert "defect of landbridge" in str(error.value)


class SecondLiar:
    """A second opinion that changes what OR-Tools says."""

    def __init__(self, **changes: Any) -> None:
        self.changes = changes

    def confirm(self, problem: Problem, found: Least, budget: Budget, *, beyond: bool) -> Verdict | None:
        verdict = OrTools().confirm(problem, found, budget, beyond=beyond)
        assert verdict is not None
        return verdict._replace(**self.changes)


@pytest.mark.parametrize("constraints", [None, CHEAP], ids=["without limits", "under a limit"])
@pytest.mark.parametrize(
    "changes",
    [
        {"vector": (59, 9000, 0, 3)},
        {"vector": (541, 1000, 0, 3)},
        {"status": Status.INFEASIBLE, "vector": ()},
    ],
    ids=["too low", "too high", "no route"],
)
def test_a_second_opinion_that_lies_is_told(constraints: Constraints | None, changes: dict[str, Any]):
    with pytest.raises(DisagreementError, match="defect of landbridge"):
        answered(problem_of(constraints), SolveOptions(), Budget(), second=SecondLiar(**changes))


def test_a_second_opinion_that_finds_a_way_where_there_is_none_is_told():
    ban = Constraints(avoid_links={"slow", "fast"})
    with pytest.raises(DisagreementError, match="the label search None"):
        answered(problem_of(ban), SolveOptions(), Budget(), second=SecondLiar(status=Status.OPTIMAL, vector=(1,)))


def test_a_second_opinion_stopped_by_time_leaves_a_feasible_answer():
    result = answered(problem_of(), SolveOptions(), Budget(), second=SecondLiar(status=Status.UNKNOWN, vector=()))
    assert (result.status, result.proof.bound, result.proof.confirmed_by) == (Status.FEASIBLE, None, "")
    verify(result.network, result)


def test_no_route_that_only_one_engine_has_seen_is_unknown():
    ban = Constraints(avoid_links={"slow", "fast"})
    stopped = SecondLiar(status=Status.UNKNOWN, vector=())
    result = answered(problem_of(ban), SolveOptions(), Budget(), second=stopped)
    assert (result.status, result.best, result.proof.confirmed_by) == (Status.UNKNOWN, None, "")


def test_each_choice_of_engines_gives_the_same_route_and_says_who_answered():
    asked = {
        engines: solve(two_ways(), BOX, constraints=CHEAP, options=SolveOptions(engines=engines))
        for engines in ("both", "ours", "ortools")
    }
    assert len({result.require().steps for result in asked.values()}) == 1
    told = {engines: (result.proof.solver, result.proof.confirmed_by) for engines, result in asked.items()}
    assert told == {
        "both": ("OR-Tools CP-SAT", "label setting"),
        "ours": ("label setting", ""),
        "ortools": ("OR-Tools", ""),
    }


def test_a_small_problem_is_searched_on_lists():
    assert isinstance(choose(problem_of()), OnLists)
