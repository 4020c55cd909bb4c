"""`alternatives`: really different routes, exactly: each is the best that repeats only a part of those before it.

Listing routes in the order of the objective drowns in near copies: another lift here, a parallel service there. But the
share of an earlier route that a later one repeats is a sum over arcs (`overlap.py`), so it is a limit like days or
dollars, one for each earlier route, and the next alternative is the answer to one more question:

    minimise w(P) over routes P subject to the question's limits
    and shared_j(P) <= max_shared * size_j for each j chosen before

It goes to the same two engines as any question with limits. Exact; the work grows with the number of limits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from numbers import Real
from typing import Literal

from networks.network import Network
from routing.accounts.overlap import arc_weights, part_weights, shared_weight
from routing.amounts.rounding import exact
from routing.answer_warning import AnswerWarning
from routing.answers.alternatives import Alternatives
from routing.answers.corridor_table import is_turned_back
from routing.answers.result import Result
from routing.answers.route import Route
from routing.answers.warned import once
from routing.asking.corridor_table import NONE_NAMED
from routing.asking.explain import Reasons, reasons
from routing.asking.explain_search import feasible
from routing.asking.named_corridors import by_sets_of_corridors
from routing.asking.progress import tell
from routing.asking.solve import admitted, answer_to
from routing.cautions import cautions_of
from routing.compiling.limits import Limit
from routing.compiling.problem import Problem, compile_problem
from routing.errors import QuestionError
from routing.question.constraints import Constraints
from routing.question.measures import DISTANCE, TIME
from routing.question.objectives import Objective
from routing.question.options import SolveOptions, checked_options
from routing.question.question import Question
from routing.question.shipment import Shipment
from routing.question.values import as_number
from routing.search.budget import Budget
from routing.solving.agreement import answered
from routing.status import Status

SharedBy = Literal["km", "hours"]
Distinct = Literal["corridor", "service", "named corridor"]
NAMED: Literal["named corridor"] = "named corridor"
COUNTED_BY = {"km": DISTANCE, "hours": TIME}  # what a share is of -> the measure that every ride must have


def alternatives(
    network: Network,
    shipment: Shipment,
    *,
    k: int = 5,
    minimise: Objective = "time",
    constraints: Constraints | None = None,
    max_shared: float | None = None,
    shared_by: SharedBy = "km",
    distinct: Distinct = "corridor",
    depart: object = None,
    options: SolveOptions | None = None,
) -> Alternatives:
    """Return up to `k` really different routes: the best one, then each time the best that differs from all before it.

    The first is the answer of `solve`. Each further one is least, by the same rule, among the routes that share with
    *every* earlier one at most `max_shared` of that earlier route. So the order of the routes matters, and a set of `k`
    routes that differ from one another as much but are better in sum may exist.

    Parameters
    ----------
    network, shipment, minimise, constraints
        As in `solve`.
    k
        How many, from 1.
    max_shared
        The most that a route may repeat of each earlier one, as a part of that earlier one, from 0 to below 1; None =
        0.7. By named corridors nothing is asked of it.
    shared_by
        ``"km"``: parts are measured by the length of links; ``"hours"``: by the hours that the earlier route rides
        there. Handling, waiting and customs do not count. Rides without a figure for it are left out, and named.
    distinct
        ``"corridor"``: a link run over is shared whoever carries; ``"service"``: only where the same service does.
        ``"named corridor"``: routes differ by the set of the network's corridors (`networks.Corridor`) that they use,
        whatever else they share: for each set its best route, the best first. Sets whose best route turns back at a
        gateway are left out, and counted; so are sets that string together those of routes before, as into China by
        one of its gateways, out by the next and in again.
    depart
        As in `solve`: all routes leave at this moment, on the clock. There is no `arrive_by`, for each route would
        leave at a moment of its own; and none of it by named corridors.
    options
        As in `solve`; the limit of time is for all routes together.

    Raises
    ------
    QuestionError, UnknownNameError
        A question that cannot be asked of this network; one with routes, but none with the figures that shares are
        reckoned of: then those are missing, and that is no answer.
    DisagreementError
        The two engines differ: a defect of landbridge.

    Examples
    --------
    >>> import networks
    >>> found = alternatives(networks.load("eurasia"), Shipment("JPYOK", "RUMOW"), k=3, max_shared=0.5)
    >>> found.status.name, len(found), max(found.shared[2]) <= 0.5
    ('OPTIMAL', 3, True)
    """
    options = checked_options(options)
    budget = options.budget()
    question = admitted(network, shipment, constraints, minimise)
    k = as_number(k)
    _check(network, k, max_shared, shared_by, distinct)
    if depart is not None and distinct == NAMED:
        told = "on the clock each set of corridors takes minutes to look for; compare with constraints via=..."
        raise QuestionError([f"distinct={NAMED!r} with depart: {told}"])
    if depart is not None:
        from routing.asking.on_clock import with_moments

        question = with_moments(network, question, depart, None, budget)
    if distinct == NAMED:
        return _by_name(network, question, k, shared_by, options, budget)
    max_shared = 0.7 if max_shared is None else max_shared
    column = COUNTED_BY[shared_by].column
    base = problem = compile_problem(network, question, also=[column])
    answer = _answerer(base)
    found: list[Result] = []
    last = None
    while len(found) < k:
        tell(f"route {len(found) + 1} of {k}")
        last = answer(problem, options, budget)
        if last.best is None:
            break
        found.append(last)
        problem = _apart(problem, base, last.best, len(found), max_shared, shared_by, distinct)
    assert last is not None
    if not found and last.status is Status.INFEASIBLE:
        _check_figures(network, question, problem, shared_by, budget)
    routes = tuple(result.require() for result in found)
    stopped = last.best is None and last.status is Status.UNKNOWN
    is_asked = not routes and not stopped and options.explain
    why_none = _why_none(network, question, budget) if is_asked else Reasons(())
    return Alternatives(
        network=network,
        question=question,
        k=k,
        max_shared=float(max_shared),
        shared_by=shared_by,
        distinct=distinct,
        status=_status(found, stopped),
        reason=_reason(found, stopped, k, max_shared, problem.left_out),
        routes=routes,
        proofs=tuple(result.proof for result in found),
        shared=shares(network, routes, shared_by, distinct),
        labels=sum(result.proof.labels for result in (found if last in found else [*found, last])),
        blocked_by=why_none.blocked_by,
        warnings=(
            *cautions_of(network, question, routes),
            *once(result.warnings for result in [*found, last]),
            *why_none.warnings,
        ),
    )


def _answerer(base: Problem) -> Callable[[Problem, SolveOptions, Budget], Result]:
    """Return what answers the problems of a question: the engines, or on the clock these by its departures."""
    if base.question.model != "clock":
        return answered
    from routing.asking.on_clock import answered_by, warnings_of
    from routing.solving.by_clock import ByClock

    clock = ByClock.of(base)

    def by_clock(problem: Problem, options: SolveOptions, budget: Budget) -> Result:
        result = answered_by(clock, problem, options, budget)
        return replace(result, warnings=(*warnings_of(clock, result.routes), *result.warnings))

    return by_clock


def _why_none(network: Network, question: Question, budget: Budget) -> Reasons:
    if question.model != "clock":
        return reasons(network, question, budget)
    from routing.asking.on_clock import reasons_on_clock

    return reasons_on_clock(network, question, budget)


def _by_name(
    network: Network, question: Question, k: int, shared_by: str, options: SolveOptions, budget: Budget
) -> Alternatives:
    """Return the best routes of different sets of named corridors, each answered as the options say."""
    found: list[Result] = []
    told: list[frozenset[str]] = []
    turned, strung, last, fast = 0, 0, None, replace(options, engines="ours", explain=False)
    tell(f"route 1 of {k}")
    for one in by_sets_of_corridors(network, question, fast, budget):
        last = one.result
        if last.best is None:
            break
        if is_turned_back(last):
            turned += 1
            continue
        if one.uses and one.uses == frozenset[str]().union(*(uses for uses in told if uses < one.uses)):
            strung += 1
            continue
        told.append(one.uses)
        found.append(last if options.engines == "ours" else answer_to(one.question, network, options, budget))
        if found[-1].best is None:
            last = found.pop()
            break
        if len(found) == k:
            break
        tell(f"route {len(found) + 1} of {k}")
    routes = tuple(result.require() for result in found)
    stopped = last is not None and last.best is None
    why_none = _why_none(network, question, budget) if last is None and options.explain else Reasons(())
    return Alternatives(
        network=network,
        question=question,
        k=k,
        max_shared=1.0,
        shared_by=shared_by,
        distinct=NAMED,
        status=_status(found, stopped),
        reason=_reason_by_name(found, stopped, k, turned, strung),
        routes=routes,
        proofs=tuple(result.proof for result in found),
        shared=shares(network, routes, shared_by, NAMED),
        labels=sum(result.proof.labels for result in found),
        blocked_by=why_none.blocked_by,
        warnings=(
            *cautions_of(network, question, routes),
            *once(result.warnings for result in found),
            *why_none.warnings,
        ),
    )


def _reason_by_name(found: list[Result], stopped: bool, k: int, turned: int, strung: int) -> str:
    left_out = "; ".join(
        f"{'1 set of corridors is' if number == 1 else f'{number} sets of corridors are'} {why}, and left out"
        for number, why in (
            (turned, "used only by turning back at a gateway"),
            (strung, "only those of routes before, one behind the other"),
        )
        if number
    )
    if len(found) == k:
        return left_out
    if stopped:
        return f"a limit of the search was reached while route {len(found)} was looked for; there may be more"
    if not found:
        return left_out or "there is no route"
    none = "every other route uses the same corridors as one of these"
    return f"{none}; {left_out}" if left_out else none


def _check(network: Network, k: int, max_shared: float | None, shared_by: str, distinct: str) -> None:
    problems = []
    if distinct == NAMED and max_shared is not None:
        problems.append(
            f"max_shared={max_shared!r}: expected none with distinct={NAMED!r}, which asks for other corridors"
        )
    elif distinct == NAMED and not len(network.corridors):
        problems.append(f"distinct={NAMED!r}: {NONE_NAMED}")
    max_shared = 0.7 if max_shared is None else max_shared
    if isinstance(k, bool) or not isinstance(k, int) or k < 1:
        problems.append(f"k={k!r}: expected a whole number from 1")
    if isinstance(max_shared, bool) or not isinstance(max_shared, Real) or not 0 <= max_shared < 1:
        problems.append(f"max_shared={max_shared!r}: expected a number from 0 to below 1")
    for name, value, known in (
        ("shared_by", shared_by, tuple(COUNTED_BY)),
        ("distinct", distinct, ("corridor", "service", NAMED)),
    ):
        if value not in known:
            problems.append(f"{name}={value!r}: expected {' or '.join(map(repr, known))}")
    if problems:
        raise QuestionError(problems)


def _apart(
    problem: Problem, base: Problem, route: Route, number: int, max_shared: float, shared_by: str, distinct: str
) -> Problem:
    """Return a problem with one limit more: how much of a route may be repeated."""
    weights, whole = part_weights(route.network, route.steps, shared_by, distinct)
    use = arc_weights(base.table, weights, distinct)[base.row]
    name = f"shared with route {number}"
    limit = Limit(name, name, int(exact(float(max_shared)) * whole))
    return replace(problem, columns={**problem.columns, name: use}, limits=(*problem.limits, limit))


def shares(network: Network, routes: tuple[Route, ...], shared_by: str, distinct: str) -> tuple[tuple[float, ...], ...]:
    """Return for each route its share with each earlier one."""
    found: list[tuple[float, ...]] = []
    measured = [part_weights(network, route.steps, shared_by, distinct) for route in routes]
    for number, route in enumerate(routes):
        found.append(
            tuple(
                float(Fraction(shared_weight(route.steps, weights, distinct), whole))
                for weights, whole in measured[:number]
            )
        )
    return tuple(found)


def _status(found: list[Result], stopped: bool) -> Status:
    if not found:
        return Status.UNKNOWN if stopped else Status.INFEASIBLE
    if stopped:
        return Status.TRUNCATED
    return Status.OPTIMAL if all(result.status is Status.OPTIMAL for result in found) else Status.FEASIBLE


def _check_figures(network: Network, question: Question, problem: Problem, shared_by: str, budget: Budget) -> None:
    """Raise QuestionError where a question has routes, but none with figures for what shares are reckoned of."""
    if not problem.lacking or not feasible(network, question, budget):
        return
    other = next(name for name in COUNTED_BY if name != shared_by)
    words = "; ".join(warning.words for warning in problem.lacking)
    what = "lengths" if shared_by == "km" else "hours"
    raise QuestionError(
        [f"shared_by={shared_by!r}: {what} are missing, so no share can be reckoned: {words}; try shared_by={other!r}"]
    )


def _reason(found: list[Result], stopped: bool, k: int, max_shared: float, left_out: Sequence[AnswerWarning]) -> str:
    if len(found) == k:
        return ""
    if stopped:
        return f"a limit of the search was reached while route {len(found) + 1} was looked for; there may be more"
    if not found:
        return "there is no route"
    of = "every other route that was not left out" if left_out else "every other route"
    return f"{of} shares more than {max_shared:.0%} with one of these"
