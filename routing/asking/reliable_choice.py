"""`reliable_choice`: the route that is best by a percentile of its days, or the cheapest that is surely in time."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from networks.network import Network
from routing.amounts.rounding import exact
from routing.amounts.units import DAY, USD
from routing.answer_warning import AnswerWarning
from routing.answers.punctuality import Estimate, Punctuality
from routing.answers.reliable_choice import By, ReliableChoice
from routing.answers.route import Route
from routing.answers.warned import once
from routing.asking.on_clock import warnings_of, with_moments
from routing.asking.punctuality import SAMPLES, punctuality
from routing.asking.solve import admitted
from routing.cautions import cautions_of
from routing.chance.draws import Draws
from routing.chance.intervals import Z975, quantile
from routing.chance.on_clock import HORIZON_DAYS, arrivals, stages_of
from routing.chance.on_clock import NEVER as LATE
from routing.chance.parts import parts_of
from routing.chance.sampling import milliminutes_of
from routing.chance.scenarios import Boarding, scenarios_of, scenarios_on_clock
from routing.compiling.problem import Problem, compile_problem
from routing.errors import QuestionError
from routing.question.arguments import shortened
from routing.question.constraints import Constraints
from routing.question.measures import COST, TIME
from routing.question.options import SolveOptions, checked_options
from routing.question.question import Question
from routing.question.shipment import Shipment
from routing.search.budget import Budget, TimeUp
from routing.solving.agreement import route_of
from routing.solving.by_clock import ByClock
from routing.solving.choosing import choose
from routing.solving.reliable import (
    NEVER,
    Opening,
    Reliable,
    Spread,
    late_of,
    percentile_of,
    reliable_path,
    worst_mean_of,
)
from routing.status import Status

FEWEST, MOST = 50, 5000  # scenarios: each label holds a number for every one
USUAL = {"percentile": 0.95, "cvar": 0.95, "on_time": 0.95, "cost": 0.9}
Ints = NDArray[np.int64]
WITH_ROUTE = (Status.OPTIMAL, Status.FEASIBLE)


def reliable_choice(
    network: Network,
    shipment: Shipment,
    *,
    by: By = "percentile",
    share: float | None = None,
    deadline_days: float = 25,
    constraints: Constraints | None = None,
    depart: datetime.date | None = None,
    samples: int = 1000,
    seed: int = 0,
    options: SolveOptions | None = None,
) -> ReliableChoice:
    """Return the route that is best by how surely it is there, under all constraints: exact on drawn scenarios.

    Scenarios are drawn as by `punctuality`, by headways, the same for every route. On them the best route is found by a
    search whose labels carry all of them (`routing.solving.reliable`); it is proven, not picked from a list. What holds
    beyond these scenarios is told by fresh draws of the route that was chosen.

    With `depart` it is asked on the clock, where who comes late misses a departure and takes the next of the same
    service, as `punctuality` draws it.

    Parameters
    ----------
    network, shipment, constraints
        As in `solve`; ``max_days`` limits the days with every figure as it stands. By headways no service or link may
        depend on the day, so that goods that are `ready` on one can be asked of networks without dated services alone.
    by
        What is least: ``"percentile"``, the days that a `share` of the journeys take at most; ``"cvar"``, the mean of
        the days beyond that; ``"on_time"``, the chance of being late; ``"cost"``, the USD of those routes that are
        there in `deadline_days` with the probability `share`.
    share
        A number between 0 and 1; None: 0.95, of ``"cost"`` 0.9.
    deadline_days
        For ``"on_time"`` and ``"cost"``.
    depart
        When the goods leave, as in `solve`: then by departures and opening hours. Refused where links, or services
        without departures, run on some days only; and by cost, or with a limit on USD, where a dwell is charged.
    samples, seed
        How many scenarios are drawn, 50 to 5,000, and of which seed.
    options
        The limits of time and labels; at most 200,000 labels are made.

    Raises
    ------
    QuestionError, UnknownNameError
        A question that cannot be asked of this network.

    Examples
    --------
    >>> import networks, routing
    >>> builder = networks.NetworkBuilder("demo").add_place(id="A", name="Alpha").add_place(id="B", name="Beta")
    >>> _ = builder.add_link(id="A-B", tail="A", head="B", mode="sea", length_km=3000).add_source(id="S", title="me")
    >>> more = {"unit": "d", "source": "S", "kind": "assumption"}
    >>> for name, days, *ends in (("fast", 10, 9, 15), ("slow", 11, 10, 12)):
    ...     stops = ["A", {"place": "B", "path": "A-B"}]
    ...     _ = builder.add_service(id=name, name=name, kind="line", mode="sea", stops=stops)
    ...     _ = builder.add_figure(element=name, quantity="wait", value=0, **more)
    ...     hours = {"element": f"{name}#2", "quantity": "running_time"}
    ...     _ = builder.add_figure(**hours, value=days, low=ends[0], high=ends[1], **more)
    >>> found = routing.reliable_choice(builder.build(), routing.Shipment("A", "B"))  # the least P95 of the days
    >>> both = (found.chosen, found.plain)
    >>> [(one.route.legs[0].service, one.route.days, round(one.quantiles[95].value, 1)) for one in both]
    [('slow', 11.0, 12.5), ('fast', 10.0, 17.3)]
    """
    options = checked_options(options)
    share = USUAL.get(by, 0.95) if share is None else share
    _check(by, share, deadline_days, samples, seed)
    budget = options.budget()
    question = admitted(network, shipment, constraints, "cost" if by == "cost" else "time")
    if depart is not None:
        question = with_moments(network, question, depart, None, budget)
    problem = compile_problem(network, question, also=[TIME.column, COST.column] if by == "cost" else [TIME.column])
    if problem.timing.spans:
        raise QuestionError(["services or links depend on the day here: ask without ready, of scenarios by headways"])
    late = int(exact(deadline_days) * DAY)
    try:
        drawn = _scenarios(problem, Draws(seed, samples), budget)
        found = reliable_path(problem, _spread(by, share, late, drawn, problem), budget)
        best = _best_chance(by, late, drawn, problem, found, budget)
        has_route = found.status in WITH_ROUTE
        chosen = _fresh(problem, found.arcs, question, deadline_days, seed, budget) if has_route else None
        plain = _plain(problem, question, deadline_days, seed, budget) if has_route else None
    except TimeUp:
        found, has_route, best, chosen, plain = Reliable(Status.UNKNOWN), False, None, None, None
    unit = {"on_time": samples, "cost": USD, "cvar": DAY * _worst(share, samples)}.get(by, DAY)
    own = () if chosen is None else (*_cautions(problem, chosen.route), *chosen.warnings)
    return ReliableChoice(
        network=network,
        question=question,
        by=by,
        share=share,
        deadline_days=deadline_days,
        samples=samples,
        seed=seed,
        status=found.status,
        value=_told(found.value, unit, by) if has_route else None,
        bound=_told(found.bound, unit, by) if has_route else None,
        estimate=None if chosen is None else _estimate(by, share, chosen, seed),
        chosen=chosen,
        plain=plain,
        best_chance=best,
        labels=found.labels,
        warnings=once([own, problem.warnings]),
    )


def _check(by: object, share: object, deadline_days: object, samples: object, seed: object) -> None:
    problems = []
    if by not in get_args(By):
        problems.append(f"by={shortened(by)}: expected one of {', '.join(get_args(By))}")
    for name, value, most in (("share", share, 1.0), ("deadline_days", deadline_days, math.inf)):
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not 0 < value < most:  # type: ignore[operator]
            problems.append(
                f"{name}={shortened(value)}: expected a number above 0" + (" and below 1" if most == 1 else "")
            )
    if not isinstance(samples, int) or isinstance(samples, bool) or not FEWEST <= samples <= MOST:
        problems.append(f"samples={shortened(samples)}: expected a whole number from {FEWEST} to {MOST:,}")
    if not isinstance(seed, int) or isinstance(seed, bool):
        problems.append(f"seed={shortened(seed)}: expected a whole number")
    if problems:
        raise QuestionError(problems)


class _Scenarios(NamedTuple):
    """What is drawn: times of each kind of arc, kinds of arcs, and on the clock boardings and opening hours."""

    times: Ints
    kind: Ints
    boards: Mapping[int, Boarding]
    opens: Mapping[int, Opening]
    on_clock: bool

    @property
    def journeys(self) -> int:
        """Return how many journeys are drawn."""
        return len(self.times[0]) - self.on_clock


def _scenarios(problem: Problem, draws: Draws, budget: Budget) -> _Scenarios:
    if problem.question.model != "clock":
        return _Scenarios(*scenarios_of(problem, draws, budget.check), {}, {}, on_clock=False)
    timetable = ByClock.of(problem).timetable
    charged = COST.column in {*problem.weights.of, *(limit.column for limit in problem.limits)}
    problems = []
    if timetable.open:
        problems.append("depart: a link or a service runs on some days only, without departures")
    if timetable.stored and charged:
        problems.append("depart: a dwell is charged by the day, so what a route costs hangs on what is drawn")
    if problems:
        raise QuestionError(problems)
    windows = {row: (_ints(begins), _ints(ends)) for row, (begins, ends) in timetable.windows.items()}
    rows = problem.row.tolist()
    opens = {arc: windows[rows[arc]] for arc in np.flatnonzero(problem.usable).tolist() if rows[arc] in windows}
    return _Scenarios(*scenarios_on_clock(problem, timetable, draws, budget.check), opens, on_clock=True)


def _ints(numbers: Sequence[int]) -> Ints:
    return np.array(numbers, dtype=np.int64)


def _spread(by: By, share: float, late: int, drawn: _Scenarios, problem: Problem) -> Spread:
    measures: dict[str, Callable[[], Callable[[Ints], int]]] = {
        "percentile": lambda: percentile_of(share, drawn.journeys),
        "cvar": lambda: worst_mean_of(share, drawn.journeys),
        "on_time": lambda: late_of(late),
        "cost": lambda: percentile_of(share, drawn.journeys),
    }
    cost = problem.columns[COST.column] if by == "cost" else drawn.kind
    most = [limit.bound for limit in problem.limits if limit.column == TIME.column]
    most.append(HORIZON_DAYS * DAY)  # as figures stand it has to arrive
    return Spread(
        times=drawn.times,
        kind=drawn.kind,
        measure=measures[by](),
        most=late if by == "cost" else None,
        cost=cost,
        on_clock=drawn.on_clock,
        boards=drawn.boards,
        opens=drawn.opens,
        planned=min(most) if drawn.on_clock else None,
    )


def _best_chance(
    by: By, late: int, drawn: _Scenarios, problem: Problem, found: Reliable, budget: Budget
) -> float | None:
    """Return the highest probability of being there in time, where the one that was asked for is too high."""
    if by != "cost" or found.status is not Status.INFEASIBLE:
        return None
    surest = reliable_path(problem, _spread("on_time", 0.5, late, drawn, problem), budget)
    return 1 - surest.value / drawn.journeys if surest.status is Status.OPTIMAL else None


def _told(value: int, unit: int, by: By) -> float:
    """Return what is least; infinite where it counts journeys that do not arrive."""
    return math.inf if by in ("percentile", "cvar") and value >= NEVER else value / unit


def _cautions(problem: Problem, route: Route) -> tuple[AnswerWarning, ...]:
    """Return what a route is to be used with caution for; on the clock also what its departures rest on."""
    question = problem.question
    found = cautions_of(route.network, question, (route,))
    return (*found, *warnings_of(ByClock.of(problem), (route,))) if question.model == "clock" else tuple(found)


def _worst(share: float, samples: int) -> int:
    return max(samples - math.ceil(round(share * samples, 9)), 1)


def _fresh(
    problem: Problem, arcs: Sequence[int], question: Question, deadline_days: float, seed: int, budget: Budget
) -> Punctuality:
    route = _route(problem, arcs, budget)
    told = punctuality(route.network, route, deadline_days, samples=SAMPLES, seed=~seed)
    return replace(told, question=question)


def _route(problem: Problem, arcs: Sequence[int], budget: Budget) -> Route:
    """Return the route over some arcs; on the clock by the departures that it meets as figures stand."""
    if problem.question.model != "clock":
        return route_of(problem, arcs)
    usable = np.zeros_like(problem.usable)
    usable[list(arcs)] = True
    states = ByClock.of(problem).states(replace(problem, usable=usable), budget)
    return route_of(states, choose(states).least(states, budget).arcs)


def _plain(problem: Problem, question: Question, deadline_days: float, seed: int, budget: Budget) -> Punctuality | None:
    """Return the best route as figures stand, in the same fresh draws."""
    states = problem if question.model != "clock" else ByClock.of(problem).states(problem, budget)
    least = choose(states).least(states, budget)
    if least.status not in WITH_ROUTE:
        return None
    route = route_of(states, least.arcs)
    told = punctuality(route.network, route, deadline_days, samples=SAMPLES, seed=~seed)
    return replace(told, question=question)


def _estimate(by: By, share: float, chosen: Punctuality, seed: int) -> Estimate:
    """Return what was least, of the route that was chosen, in fresh draws."""
    if by == "cost":
        return chosen.on_time
    if by == "on_time":
        one = chosen.on_time
        return Estimate(1 - one.value, 1 - one.high, 1 - one.low)
    taken = _taken(chosen.route, Draws(~seed, SAMPLES))
    taken.sort()
    if by == "percentile":
        return Estimate(*(math.inf if end >= LATE else end / DAY for end in quantile(taken, share)))
    if taken[-1] >= LATE:
        return Estimate(math.inf, math.inf, math.inf)
    worst = taken[len(taken) - _worst(share, len(taken)) :] / DAY
    mean, beyond = float(worst.mean()), float(worst[0])
    spread = float(worst.var()) + share * (mean - beyond) ** 2  # of the estimator, by the delta method
    half = Z975 * math.sqrt(spread / len(worst))
    return Estimate(mean, mean - half, mean + half)


def _taken(route: Route, draws: Draws) -> Ints:
    """Return the milliminutes of a route in each draw; on the clock those of who does not arrive are endless."""
    if route.model != "clock":
        return milliminutes_of(parts_of(route.network, route.steps), draws)
    assert route.shipment is not None
    return arrivals(stages_of(route.network, route.shipment, route.steps, route.load), draws)
