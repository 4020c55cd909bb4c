"""`replan`: what goods that are under way should do, on a network on which something has happened."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from networks.network import Network
from routing.answers.replan import KEEP, NEW, PLAN, Replan
from routing.answers.result import Result
from routing.answers.route import Route
from routing.asking.on_clock import answered_by, warnings_of
from routing.cautions import cautions_of
from routing.compiling import vertices
from routing.compiling.arcs import Arc
from routing.compiling.delays import delays_behind
from routing.compiling.problem import Problem, compile_problem
from routing.compiling.sieves.closures import barring, delaying
from routing.compiling.under_way import Behind, under_way
from routing.errors import QuestionError
from routing.question.arguments import NETWORK, check_kinds
from routing.question.clock import moment_at
from routing.question.constraints import Constraints
from routing.question.options import SolveOptions, checked_options
from routing.question.question import Question
from routing.search.budget import Budget
from routing.solving.by_clock import ByClock, between
from routing.status import Status
from routing.steps.closed import touches
from routing.steps.kinds import DELAY, DEMURRAGE, SURCHARGE, WAITING
from routing.steps.step import Step

ASIDE = (SURCHARGE, DELAY)  # what is borne beside other steps
CHAIN = "surcharged|"  # what vertices between such are called
MILLIMINUTE = datetime.timedelta(milliseconds=60)


def replan(
    network: Network,
    result: Result,
    *,
    at: object,
    where: str | None = None,
    constraints: Constraints | None = None,
    options: SolveOptions | None = None,
) -> Replan:
    """Return what goods that are under way by a plan should do from a moment on.

    What is begun is finished: on a ship goods come to its next port, a train runs to the next place at which it may be
    left. A wait for a departure, or until something opens, may be given up. From there every way is looked at, that of
    the plan among them, with the departures that are left, the closures and delays of the network by the clock, and the
    limits of the question for the whole journey. What is behind is sunk: it counts once in every answer.

    Parameters
    ----------
    network
        As things are now: the network of the plan with closures and delays, for example (`networks.closed`,
        `networks.slowed`, `networks.queued`), or with other departures or figures; its services are those of the plan.
    result
        The plan: an answer by the clock (``solve(..., depart=...)``) with a route, bound to its network.
    at
        The moment, on the clocks of the origin where it bears no zone; a day means its 00:00.
    where
        A place at which the goods stand at that moment, if not by the plan: they start there as others do that are
        brought to its door. None: where the plan has them.
    constraints
        What the journey must keep to now; None: what the plan had to.
    options
        As in `solve`.

    Raises
    ------
    QuestionError
        A plan that is not by the clock or is without a route; a moment at which the goods are there already; a
        network in which the plan is not found.

    Examples
    --------
    >>> import networks, routing
    >>> net = networks.load("eurasia")
    >>> plan = routing.solve(net, routing.Shipment("JPYOK", "RUMOW"), depart=datetime.date(2016, 3, 1))
    >>> found = routing.replan(net, plan, at=datetime.date(2016, 3, 7))
    >>> found.verdict, found.extra_days  # nothing has happened
    ('keep', 0.0)
    """
    check_kinds(network=(network, Network, NETWORK), result=(result, Result, "an answer of routing.solve(...)"))
    options = checked_options(options)
    _check(result)
    question = result.question
    if constraints is not None:
        question = replace(question, constraints=constraints)
    origin = question.shipment.origin
    begin = moment_at(result.network, origin, question.shipment.ready, "ready")
    moment = moment_at(result.network, origin, at, "at")
    passed = max(0, between(begin, moment))
    route = result.require()
    total = route.milliminutes
    if total is None or passed >= total:
        raise QuestionError([f"at={at}: the goods are there since {route.arrives}"])
    cut = _cut(network, result, passed) if where is None else _elsewhere(network, question, route, passed, where)
    budget = options.budget()
    asked = replace(question, shipment=replace(question.shipment, origin=cut.origin))
    problem = compile_problem(network, asked)
    on_the_way = under_way(problem, cut.behind) if cut.behind.steps else problem
    if on_the_way.source < 0:
        raise QuestionError([f"network: expected one with {cut.behind.vertex}, where the plan has the goods"])
    new = _answered(on_the_way, cut, options, budget)
    ours = replace(options, engines="ours")
    keep = {KEEP: _answered(_kept(on_the_way, route.steps), cut, ours, budget)} if where is None else {}
    blocked = _reasons(network, asked, cut, budget) if new.status is Status.INFEASIBLE else ()
    steps = cut.behind.steps
    from_there = begin.astimezone(datetime.UTC) + sum(step.milliminutes or 0 for step in steps) * MILLIMINUTE
    return Replan(
        results={PLAN: result, **keep, NEW: new},
        apart=frozenset({"constraints", "shipment"}),
        at=moment,
        where=cut.where,
        behind=steps,
        from_there=from_there.astimezone(begin.tzinfo),
        blocked=blocked,
    )


def _check(result: Result) -> None:
    if result.question.model != "clock":
        raise QuestionError(["result: expected an answer by the clock, of solve(..., depart=...) or arrive_by"])
    if result.best is None:
        raise QuestionError(["result: expected an answer with a route"])
    if not isinstance(result.network, Network):
        raise QuestionError(["result: expected an answer with its network; bind it: answer.bound_to(network)"])


class _Cut(NamedTuple):
    """What is behind goods when so much has passed, where the rest is asked from, and where they are by then."""

    behind: Behind
    origin: str
    where: str
    passed: int


# ---- where the plan has the goods -----------------------------------------------------------------------


def _cut(network: Network, result: Result, passed: int) -> _Cut:
    """Return what is behind goods by their plan when so many milliminutes have passed since they left."""
    steps, origin = result.require().steps, result.question.shipment.origin
    arcs = _arcs_of(result)
    begun, ends = [], 0
    for number, step in enumerate(steps):
        if ends >= passed:
            break
        begun.append(number)
        ends += step.milliminutes or 0
    if not begun:
        return _Cut(Behind((), (), vertices.from_door(origin)), origin, origin, passed)
    last = steps[begun[-1]]
    waited = 0
    if ends > passed and last.ends_by_calendar:
        waited = passed - (ends - (last.milliminutes or 0))
        begun.pop()
    begun, vertex = _finished(steps, arcs, begun)
    done = [steps[number] for number in begun]
    stored = _stored(steps, arcs, begun)
    if waited:
        done.append(_waiting(last, waited))
        stored.append("")
    elif done and done[-1].is_ride:
        delays = _queues(network, result.question, done)
        done += delays
        stored += [""] * len(delays)
    where = done[-1].places[-1] if done else origin
    kept = [number for number, step in enumerate(done) if step.kind != DEMURRAGE]  # it is charged again with its dwell
    return _Cut(Behind(tuple(done[n] for n in kept), tuple(stored[n] for n in kept), vertex), origin, where, passed)


def _finished(steps: Sequence[Step], arcs: dict[int, Arc], begun: list[int]) -> tuple[list[int], str]:
    """Return what is finished of some steps that were begun, and the vertex that they lead to.

    What is beside a step goes with it: paid or waited in behind it; and who has paid before a step takes it too, unless
    it is a departure that is not yet there.
    """
    begun = list(begun)
    while True:
        number = max((number for number in begun if number in arcs), default=-1)
        if number < 0:
            first = min(arcs)
            return begun, arcs[first].tail
        arc = arcs[number]
        if not arc.head.startswith(CHAIN):
            return begun, arc.head
        chain = arc.head.rpartition("|")[0]
        own = [n for n in arcs if arcs[n].head.startswith(f"{chain}|") or arcs[n].tail.startswith(f"{chain}|")]
        real = next(n for n in own if steps[n].kind not in ASIDE)
        if real in begun:
            behind = [n for n in own if n > real]
            begun += [n for n in behind if n not in begun and steps[n].kind == SURCHARGE]
            return begun, arcs[max(own)].head
        if steps[real].timetable:
            return begun, arcs[min(own)].tail
        begun = list(range(real + 1))


def _stored(steps: Sequence[Step], arcs: dict[int, Arc], begun: Sequence[int]) -> list[str]:
    """Return for each of some steps where a dwell that is charged begins with it, or with the wait before it."""
    found = []
    for number in begun:
        own = arcs[number].stored if number in arcs else ""
        if steps[number].kind == WAITING and number + 1 in arcs:
            own = arcs[number + 1].stored
        elif number and steps[number - 1].kind == WAITING:
            own = ""
        found.append(own)
    return found


def _arcs_of(result: Result) -> dict[int, Arc]:
    """Return the arc behind each step of a plan, by the numbers of the steps; of waits and charges there is none.

    Raises
    ------
    QuestionError
        The steps are no way of their own network.
    """
    table = compile_problem(result.network, result.question).table
    arcs, steps = table.expansion.arcs, result.require().steps
    wanted = [number for number, step in enumerate(steps) if step.kind not in (WAITING, DEMURRAGE)]
    node = table.node[vertices.from_door(result.question.shipment.origin)]
    leaving, heads = table.graph.leaving, table.graph.heads
    ways: list[tuple[int, tuple[int, ...]]] = [(node, ())]
    while ways:
        node, rows = ways.pop()
        if len(rows) == len(wanted):
            return {number: arcs[row] for number, row in zip(wanted, rows, strict=True)}
        step = steps[wanted[len(rows)]]
        ways += [(heads[row], (*rows, row)) for row in leaving[node] if _is_of(arcs[row], step)]
    raise QuestionError(["result: its route is none of its network; solve it again"])


def _is_of(arc: Arc, step: Step) -> bool:
    if arc.leaving is None:
        return arc.step == step
    timed = {"milliminutes": step.milliminutes, "time_figure": None, "timetable": step.timetable, "lead": step.lead}
    return replace(arc.step, **timed) == step  # type: ignore[arg-type]


def _waiting(step: Step, milliminutes: int) -> Step:
    return Step(
        kind=WAITING,
        component=WAITING,
        element=step.element,
        places=step.places[:1],
        milliminutes=milliminutes,
        territories=step.territories,
    )


def _queues(network: Network, question: Question, done: Sequence[Step]) -> list[Step]:
    """Return the queues that goods come to with the ride that they are on, in force when it ends."""
    shipment = question.shipment
    begin = moment_at(network, shipment.origin, shipment.ready, "ready")
    taken = sum(step.milliminutes or 0 for step in done)
    day = (begin.astimezone(datetime.UTC) + taken * MILLIMINUTE).astimezone(begin.tzinfo).date()
    queues = [one for one in delaying(network, question) if one.kind == "queue" and one.is_in_force(day)]
    return list(delays_behind(network, queues, done[-1]))


def _elsewhere(network: Network, question: Question, route: Route, passed: int, where: str) -> _Cut:
    """Return what is behind goods that stand at a place, whatever the plan says."""
    place = network.places[where].id
    done: list[Step] = []
    left = passed
    for step in route.steps:
        taken = step.milliminutes or 0
        if left <= 0:
            break
        done.append(step if taken <= left else replace(step, milliminutes=left))
        left -= taken
    for number in range(len(done) - 1, -1, -1):
        if done[number].is_ride:
            break
        if done[number].is_of_leg:  # paid for, and never ridden
            done[number] = replace(done[number], kind=WAITING, component=WAITING, timetable="", lead=0, side="")
    return _Cut(Behind(tuple(done), ("",) * len(done), vertices.from_door(place)), place, place, passed)


# ---- the answers ----------------------------------------------------------------------------------------


def _answered(problem: Problem, cut: _Cut, options: SolveOptions, budget: Budget) -> Result:
    """Return the answer to a problem of goods under way, what they have waited for one departure told as one wait."""
    clock = ByClock.of(problem)
    clock = replace(clock, timetable=clock.timetable.from_moment(cut.passed))
    found = answered_by(clock, problem, options, budget)
    routes = tuple(replace(route, steps=_joined(route.steps, len(cut.behind.steps))) for route in found.routes)
    network = problem.table.expansion.network
    warnings = (
        *cautions_of(network, problem.question, routes),
        *warnings_of(clock, routes),
        *found.warnings,
    )
    return replace(found, routes=routes, warnings=warnings)


def _joined(steps: tuple[Step, ...], behind: int) -> tuple[Step, ...]:
    """Return steps in which a wait that is under way and the wait that goes on from it are one."""
    number = _last_of(steps, behind)
    if number < 0 or steps[number].kind != WAITING or number + 1 >= len(steps):
        return steps
    one, onward = steps[number], steps[number + 1]
    is_same = onward.is_boarding or (onward.kind, onward.element) == (WAITING, one.element)
    if not (onward.ends_by_calendar and is_same and onward.places == one.places):
        return steps
    whole = (one.milliminutes or 0) + (onward.milliminutes or 0)
    return (*steps[:number], replace(onward, milliminutes=whole), *steps[number + 2 :])


def _last_of(steps: tuple[Step, ...], behind: int) -> int:
    """Return the number of the last step that is behind, charges left out; they are made with their dwell."""
    counted = 0
    for number, step in enumerate(steps):
        counted += step.kind != DEMURRAGE
        if counted == behind:
            return number
    return -1


def _kept(problem: Problem, steps: Sequence[Step]) -> Problem:
    """Return a problem in which nothing is used but what a plan uses, and what is borne beside it."""
    planned = {(step.kind, step.element, step.places, step.links, step.side) for step in steps}
    arcs = problem.table.expansion.arcs
    allowed = np.array(
        [
            arc.done
            or arc.step.kind in ASIDE
            or (arc.step.kind, arc.step.element, arc.step.places, arc.step.links, arc.step.side) in planned
            for arc in arcs
        ],
        dtype=np.bool_,
    )
    return replace(problem, usable=problem.usable & allowed[problem.row])


def _reasons(network: Network, question: Question, cut: _Cut, budget: Budget) -> tuple[str, ...]:
    """Return why there is no way on: what is closed on the best way without closures; limits that are beyond reach."""
    found: list[str] = []
    closures = barring(network, question)
    ours = SolveOptions(engines="ours", explain=False)
    bare = replace(
        question,
        arrive_by=None,
        constraints=replace(
            question.constraints, max_days=None, max_usd=None, max_kg_co2e=None, max_km=None, max_transshipments=None
        ),
        shipment=replace(question.shipment, deadline=None),
    )
    spared = frozenset(closure.id for closure in closures)
    for asked, words in (
        (replace(question, spared_closures=spared), "closed on the way: {}"),
        (bare, "beyond the limits: the best without them takes {}"),
        (replace(bare, spared_closures=spared), "closed on the way, and beyond the limits: {}"),
    ):
        problem = compile_problem(network, asked)
        problem = under_way(problem, cut.behind) if cut.behind.steps else problem
        best = _answered(problem, cut, ours, budget).best
        if best is not None:
            rest = best.steps[len(cut.behind.steps) :]
            met = [str(one) for one in closures if any(touches(network, one, step) for step in rest)]
            told = f"{best.days:.1f} days" if asked is bare else ", ".join(met)
            found.append(words.format(told))
            if asked is not bare:
                break
    return tuple(found) or ("nothing on offer leads on from there in a year",)
