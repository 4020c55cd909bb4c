"""`reliable_choice`: the route that is best by a percentile of its days, or the cheapest that is surely in time."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from networks.network import Network
from routing.amounts.rounding import exact
from routing.amounts.units import DAY, USD
from routing.answers.punctuality import Estimate, Punctuality
from routing.answers.reliable_choice import By, ReliableChoice
from routing.answers.warned import once
from routing.asking.punctuality import SAMPLES, punctuality
from routing.asking.solve import admitted
from routing.cautions import cautions_of
from routing.chance.draws import Draws
from routing.chance.intervals import Z975, quantile
from routing.chance.parts import parts_of
from routing.chance.sampling import milliminutes_of
from routing.chance.scenarios import scenarios_of
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
from routing.solving.choosing import choose
from routing.solving.reliable import Reliable, Spread, late_of, percentile_of, reliable_path, worst_mean_of
from routing.status import Status

FEWEST, MOST = 50, 5000  # scenarios: each label holds a number for every one
USUAL = {"percentile": 0.95, "cvar": 0.95, "on_time": 0.95, "cost": 0.9}
WITH_ROUTE = (Status.OPTIMAL, Status.FEASIBLE)


def reliable_choice(
    network: Network,
    shipment: Shipment,
    *,
    by: By = "percentile",
    share: float | None = None,
    deadline_days: float = 25,
    constraints: Constraints | None = None,
    samples: int = 1000,
    seed: int = 0,
    options: SolveOptions | None = None,
) -> ReliableChoice:
    """Return the route that is best by how surely it is there, under all constraints: exact on drawn scenarios.

    Scenarios are drawn as by `punctuality`, by headways, the same for every route. On them the best route is found by a
    search whose labels carry all of them (`routing.solving.reliable`); it is proven, not picked from a list. What holds
    beyond these scenarios is told by fresh draws of the route that was chosen.

    Parameters
    ----------
    network, shipment, constraints
        As in `solve`; ``max_days`` limits the days with every figure as it stands. No service or link may depend on the
        day, so that goods that are `ready` on one can be asked of networks without dated services alone.
    by
        What is least: ``"percentile"``, the days that a `share` of the journeys take at most; ``"cvar"``, the mean of
        the days beyond that; ``"on_time"``, the chance of being late; ``"cost"``, the USD of those routes that are
        there in `deadline_days` with the probability `share`.
    share
        A number between 0 and 1; None: 0.95, of ``"cost"`` 0.9.
    deadline_days
        For ``"on_time"`` and ``"cost"``.
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
    problem = compile_problem(network, question, also=[TIME.column, COST.column] if by == "cost" else [TIME.column])
    if problem.timing.spans:
        raise QuestionError(["services or links depend on the day here: ask without ready, of scenarios by headways"])
    late = int(exact(deadline_days) * DAY)
    try:
        times, kind = scenarios_of(problem, Draws(seed, samples), budget.check)
        found = reliable_path(problem, _spread(by, share, late, times, kind, problem), budget)
        best = _best_chance(by, late, times, kind, problem, found, budget)
    except TimeUp:
        found, best = Reliable(Status.UNKNOWN), None
    unit = {"on_time": samples, "cost": USD, "cvar": DAY * _worst(share, samples)}.get(by, DAY)
    has_route = found.status in WITH_ROUTE
    chosen = _fresh(problem, found, question, deadline_days, seed) if has_route else None
    plain = _plain(problem, question, deadline_days, seed, budget) if has_route else None
    own = () if chosen is None else (*cautions_of(network, question, (chosen.route,)), *chosen.warnings)
    return ReliableChoice(
        network=network,
        question=question,
        by=by,
        share=share,
        deadline_days=deadline_days,
        samples=samples,
        seed=seed,
        status=found.status,
        value=found.value / unit if has_route else None,
        bound=found.bound / unit if has_route else None,
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


def _spread(
    by: By, share: float, late: int, times: NDArray[np.int64], kind: NDArray[np.int64], problem: Problem
) -> Spread:
    scenarios = times.shape[1]
    measures: dict[str, Callable[[], Callable[[NDArray[np.int64]], int]]] = {
        "percentile": lambda: percentile_of(share, scenarios),
        "cvar": lambda: worst_mean_of(share, scenarios),
        "on_time": lambda: late_of(late),
        "cost": lambda: percentile_of(share, scenarios),
    }
    cost = problem.columns[COST.column] if by == "cost" else kind
    return Spread(times, kind, measures[by](), late if by == "cost" else None, cost)


def _best_chance(
    by: By,
    late: int,
    times: NDArray[np.int64],
    kind: NDArray[np.int64],
    problem: Problem,
    found: Reliable,
    budget: Budget,
) -> float | None:
    """Return the highest probability of being there in time, where the one that was asked for is too high."""
    if by != "cost" or found.status is not Status.INFEASIBLE:
        return None
    surest = reliable_path(problem, Spread(times, kind, late_of(late), None, kind), budget)
    return 1 - surest.value / times.shape[1] if surest.status is Status.OPTIMAL else None


def _worst(share: float, samples: int) -> int:
    return max(samples - math.ceil(round(share * samples, 9)), 1)


def _fresh(problem: Problem, found: Reliable, question: Question, deadline_days: float, seed: int) -> Punctuality:
    told = punctuality(
        problem.table.expansion.network, route_of(problem, found.arcs), deadline_days, samples=SAMPLES, seed=~seed
    )
    return replace(told, question=question)


def _plain(problem: Problem, question: Question, deadline_days: float, seed: int, budget: Budget) -> Punctuality | None:
    """Return the best route as figures stand, in the same fresh draws."""
    engine = choose(problem)
    least = engine.least(problem, budget)
    if least.status not in WITH_ROUTE:
        return None
    route = route_of(problem, least.arcs)
    told = punctuality(route.network, route, deadline_days, samples=SAMPLES, seed=~seed)
    return replace(told, question=question)


def _estimate(by: By, share: float, chosen: Punctuality, seed: int) -> Estimate:
    """Return what was least, of the route that was chosen, in fresh draws."""
    if by == "cost":
        return chosen.on_time
    if by == "on_time":
        one = chosen.on_time
        return Estimate(1 - one.value, 1 - one.high, 1 - one.low)
    taken = milliminutes_of(parts_of(chosen.network, chosen.route.steps), Draws(~seed, SAMPLES))
    taken.sort()
    if by == "percentile":
        return Estimate(*(end / DAY for end in quantile(taken, share)))
    worst = taken[len(taken) - _worst(share, len(taken)) :] / DAY
    mean, beyond = float(worst.mean()), float(worst[0])
    spread = float(worst.var()) + share * (mean - beyond) ** 2  # of the estimator, by the delta method
    half = Z975 * math.sqrt(spread / len(worst))
    return Estimate(mean, mean - half, mean + half)
