"""`near_best`: what is nearly as good as the best route, and far better in something else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from routing.answers.near_best import BEST, NearBest
from routing.answers.result import Result
from routing.answers.route import Route
from routing.asking.solve import answer_to
from routing.errors import QuestionError
from routing.question.arguments import check_kinds
from routing.question.constraints import Constraints
from routing.question.measures import CO2E, COST, MEASURE_OF, TIME, Measure
from routing.question.options import SolveOptions, checked_options
from routing.question.values import is_number

BY_ONE = SolveOptions(engines="ours")
OTHERS = (TIME, COST, CO2E)  # what a route may be far better in
PATIENCE = 2  # on the clock, how many times as long as the best others may take


def near_best(
    result: Result, *, tolerance: float = 0.05, gain: float = 0.05, options: SolveOptions | None = None
) -> NearBest:
    """Return the routes nearly as good as the best, each the least in time, cost or CO2e of all that are.

    One criterion to the last cent makes odd advice: ten days more for 29 USD. A route counts as nearly as good if it
    has at most `tolerance` more of what was asked for; of these the fastest, the cheapest and the greenest are told,
    where they gain at least `gain` on the best. Each is exact, under the limits of the question; on the clock they
    leave at the same moment as the best, and take at most twice as long: a greener ship of next summer is no advice.

    Parameters
    ----------
    result
        The answer whose best route is meant. Without a route, or least in generalised cost, which has its own prices
        of a day, there are no others.
    tolerance, gain
        Shares of the best route's totals, from 0.
    options
        As in `solve`; the limit of time is for all answers together. None: by the label search alone, which is exact;
        OR-Tools takes longest over limits, and these answers stand beside one that both have proven.

    Raises
    ------
    QuestionError
        A share that is no number from 0.

    Examples
    --------
    >>> import networks
    >>> from routing import Shipment, solve
    >>> found = near_best(solve(networks.load("eurasia"), Shipment("JPYOK", "RUMOW"), minimise="cost"), tolerance=0.1)
    >>> all(route.usd <= 1.1 * found.best.require().usd for route in found.others.values())
    True
    """
    check_kinds(result=(result, Result, "an answer of routing.solve(...)"))
    given = {"tolerance": tolerance, "gain": gain}
    problems = [f"{name}={value!r}: expected a number from 0" for name, value in given.items() if not _is_share(value)]
    if problems:
        raise QuestionError(problems)
    options = replace(BY_ONE if options is None else checked_options(options), explain=False)
    budget = options.budget()
    found = {BEST: result}
    asked, best = result.question.minimise, result.best
    if best is not None and isinstance(asked, str):
        within = _within(result, best, MEASURE_OF[asked], tolerance)
        for measure in OTHERS:
            if within is not None and measure.criterion != asked:
                question = replace(result.question, constraints=within, minimise=measure.criterion)
                found[measure.leader] = answer_to(question, result.network, options, budget)
    kept: dict[str, Result] = {}
    for name, one in found.items():
        if name == BEST or (best is not None and _gains(one, best, name, gain) and not _known(one, kept)):
            kept[name] = one
    return NearBest(kept, tolerance, gain)


def _is_share(value: object) -> bool:
    return is_number(value) and value >= 0  # type: ignore[operator]


def _within(result: Result, best: Route, measure: Measure, tolerance: float) -> Constraints | None:
    """Return the constraints of a question with the limit that nearly as good means; None if nothing is measured."""
    value = getattr(best, measure.shown)
    if not value:
        return None
    constraints = _at_most(result.question.constraints, measure.limit, value * (1 + tolerance))
    if best.model == "clock" and best.days is not None:
        constraints = _at_most(constraints, TIME.limit, best.days * PATIENCE)
    return constraints


def _at_most(constraints: Constraints, limit: str, most: float) -> Constraints:
    stated = getattr(constraints, limit)
    least: Any = most if stated is None else min(stated, most)
    return replace(constraints, **{limit: least})


def _gains(one: Result, best: Route, leader: str, gain: float) -> bool:
    """Tell whether a result has a route that is better than the best by a share in what it is the least of."""
    measure = next(measure for measure in OTHERS if measure.leader == leader)
    value, most = (None if route is None else getattr(route, measure.shown) for route in (one.best, best))
    return value is not None and most is not None and value <= most * (1 - gain) and value < most


def _known(one: Result, kept: dict[str, Result]) -> bool:
    return any(one.require().steps == other.require().steps for other in kept.values())
