"""`punctuality`: how surely a route is there in time, by drawing its journey many times."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isfinite
from numbers import Real
from typing import overload

import numpy as np
from numpy.typing import NDArray

from networks.network import Network
from routing.amounts.rounding import exact
from routing.amounts.units import DAY
from routing.answer_warning import ASSUMED, IGNORED, LEFT_OUT, AnswerWarning
from routing.answers.punctuality import Estimate, Histogram, Punctuality, Share
from routing.answers.result import Result
from routing.answers.route import Route
from routing.chance.draws import Draws
from routing.chance.intervals import mean_of, quantile, wilson
from routing.chance.moments import moments_of
from routing.chance.on_clock import NEVER, Stage, arrivals, groups_of, stages_of
from routing.chance.parts import parts_of, uncounted
from routing.chance.sampling import milliminutes_of
from routing.chance.sobol import indices
from routing.errors import QuestionError
from routing.question.arguments import NETWORK, check_kinds, shortened
from routing.question.question import Question
from routing.sealed_dict import SealedDict
from routing.steps.closed import HOLDING, closures_of, touches

SAMPLES, LEAST, MOST = 100_000, 100, 10_000_000
OF_SHARES = 16_384  # samples of each Sobol index at most
PERCENTS = (10, 50, 80, 95)
WIDTHS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50)  # of bars, in days
BARS = 60
Answer = Result | Route


@overload
def punctuality(
    network: Network, answer: Answer, deadline_days: float = 25, *, samples: int = SAMPLES, seed: int = 0
) -> Punctuality: ...
@overload
def punctuality(
    network: Network, answer: Iterable[Answer], deadline_days: float = 25, *, samples: int = SAMPLES, seed: int = 0
) -> tuple[Punctuality, ...]: ...
def punctuality(
    network: Network,
    answer: Answer | Iterable[Answer],
    deadline_days: float = 25,
    *,
    samples: int = SAMPLES,
    seed: int = 0,
) -> Punctuality | tuple[Punctuality, ...]:
    """Return how surely a route is there in time: probability, mean, percentiles and what makes it uncertain.

    The journey is drawn many times. Each figure with a range is read as in `Route.likely_days`: one journey in ten lies
    below its low end, one in ten above its high one, half of them on each side of its value; how it is spread between
    and beyond, what goes wrong together, and what a cancelled departure costs, stands in ``networks/data/chance.md``.
    By headways a wait of half a headway is anything between none and a whole one. On the clock who comes late misses
    a departure, and takes the next of the same service.

    Parameters
    ----------
    network
        The network of the answer.
    answer
        A result, of which the best route is looked at, or a route; or several (a front, alternatives, a list), which
        are then drawn together: what they share goes well or wrong in the same samples of all of them.
    deadline_days
        In how many days the goods should be there.
    samples
        How many journeys are drawn, 100 to 10,000,000. Of shares on the clock 16,384 at most.
    seed
        A whole number: the same one draws the same journeys.

    Raises
    ------
    QuestionError
        An argument that is not what is expected, an answer of another network, a route of which a time is not known.
    NoRouteError, LimitReachedError
        A result without a route.

    Examples
    --------
    >>> import networks, routing
    >>> net = networks.load("eurasia")
    >>> result = routing.solve(net, routing.Shipment("JPYOK", "RUMOW"))
    >>> found = routing.punctuality(net, result, deadline_days=30, samples=10_000, seed=1)
    >>> print(f"{found.on_time.value:.1%} ({found.on_time.low:.1%} to {found.on_time.high:.1%})")
    87.1% (86.4% to 87.7%)
    >>> [(share.name, round(share.share, 2)) for share in found.shares][:2]
    [('origin', 0.23), ('rail', 0.22)]
    """
    check_kinds(network=(network, Network, NETWORK))
    check_draws(deadline_days, samples, seed)
    draws = Draws(seed, samples)
    if isinstance(answer, Answer):
        return _of(network, answer, deadline_days, draws)
    several = _several(answer)
    return tuple(_of(network, one, deadline_days, draws) for one in several)


def check_draws(deadline_days: object, samples: object, seed: object) -> None:
    """Raise QuestionError for what cannot be drawn."""
    problems = []
    is_number = isinstance(deadline_days, Real) and not isinstance(deadline_days, bool)
    if not is_number or not isfinite(deadline_days) or not deadline_days > 0:  # type: ignore[arg-type, operator]
        problems.append(f"deadline_days={shortened(deadline_days)}: expected a number of days above 0")
    if not isinstance(samples, int) or isinstance(samples, bool) or not LEAST <= samples <= MOST:
        problems.append(f"samples={shortened(samples)}: expected a whole number from {LEAST} to {MOST:,}")
    if not isinstance(seed, int) or isinstance(seed, bool):
        problems.append(f"seed={shortened(seed)}: expected a whole number")
    if problems:
        raise QuestionError(problems)


def _several(answer: object) -> list[Answer]:
    routes = list(answer) if isinstance(answer, Iterable) else None
    if routes is None or not all(isinstance(one, Answer) for one in routes):
        raise QuestionError([f"answer={shortened(answer)}: expected a Result, a Route, or several of them"])
    return routes


def _of(network: Network, answer: Answer, deadline_days: float, draws: Draws) -> Punctuality:
    route = answer.require() if isinstance(answer, Result) else answer
    question = answer.question if isinstance(answer, Result) else None
    _check_route(network, route)
    route = route if route.network is network else route.bound_to(network)
    return (
        _on_clock(route, question, deadline_days, draws, answer)
        if route.model == "clock"
        else _by_headways(route, question, deadline_days, draws, answer)
    )


def _check_route(network: Network, route: Route) -> None:
    problems = []
    if route.network.content_hash != network.content_hash:
        problems.append(f"answer: it is of network {route.network.content_hash}, not {network.content_hash}")
    if route.milliminutes is None:
        problems.append(f"answer: not all its times are known ({', '.join(route.lacking) or 'hours'} lack)")
    if route.model == "clock" and (route.shipment is None or route.shipment.ready is None):
        problems.append("answer: a route on the clock without the moment at which it leaves")
    if problems:
        raise QuestionError(problems)


def _by_headways(
    route: Route, question: Question | None, deadline_days: float, draws: Draws, answer: Answer
) -> Punctuality:
    parts = parts_of(route.network, route.steps)
    exactly = moments_of(parts)
    shares = [Share(name=name, share=share) for name, share in exactly.shares.items()]
    warnings = _cautions(route, parts.unspread, parts.uncounted)
    return _told(
        route,
        question,
        deadline_days,
        draws,
        milliminutes_of(parts, draws),
        shares=shares,
        exactly=(exactly.mean / DAY, exactly.variance**0.5 / DAY),
        warnings=(*warnings, *_of_answer(answer)),
    )


def _on_clock(
    route: Route, question: Question | None, deadline_days: float, draws: Draws, answer: Answer
) -> Punctuality:
    assert route.shipment is not None
    stages = stages_of(route.network, route.shipment, route.steps, route.load)
    unspread = sum(stage.fixed for stage in stages)
    warnings = [*_cautions(route, unspread, uncounted(route.network, route.steps)), *_events(route)]
    return _told(
        route,
        question,
        deadline_days,
        draws,
        arrivals(stages, draws),
        shares=_sobol(stages, draws),
        exactly=(None, None),
        warnings=(*warnings, *_of_answer(answer)),
    )


def _sobol(stages: Sequence[Stage], draws: Draws) -> list[Share]:
    def days(some: Draws) -> NDArray[np.float64]:
        found = arrivals(stages, some) / DAY
        return np.minimum(found, 1000.0)  # of who does not arrive: late beyond measure, and a number

    found = indices(days, groups_of(stages), draws.seed, min(draws.samples, OF_SHARES))
    return [
        Share(
            name=name,
            first=Estimate(one.first, one.first - one.first_error, one.first + one.first_error),
            total=Estimate(one.total, one.total - one.total_error, one.total + one.total_error),
        )
        for name, one in found.items()
    ]


def _told(
    route: Route,
    question: Question | None,
    deadline_days: float,
    draws: Draws,
    taken: NDArray[np.int64],
    *,
    shares: Sequence[Share],
    exactly: tuple[float | None, float | None],
    warnings: tuple[AnswerWarning, ...],
) -> Punctuality:
    taken.sort()
    samples = draws.samples
    arriving = taken[: int(np.searchsorted(taken, NEVER))]
    hits = int(np.searchsorted(taken, int(exact(deadline_days) * DAY), side="right"))
    mean, error, deviation = mean_of(arriving) if len(arriving) == samples else (None, None, None)
    return Punctuality(
        route=route,
        question=question,
        deadline_days=deadline_days,
        samples=samples,
        seed=draws.seed,
        on_time=Estimate(hits / samples, *wilson(hits, samples)),
        mean_days=None if mean is None or error is None else _days(mean, mean - error, mean + error),
        deviation_days=None if deviation is None else deviation / DAY,
        quantiles=SealedDict({percent: _quantile(taken, percent) for percent in PERCENTS}),
        exact_mean_days=exactly[0],
        exact_deviation_days=exactly[1],
        shares=tuple(sorted(shares, key=lambda share: (-share.counted, share.name))),
        histogram=_histogram(arriving),
        never=samples - len(arriving),
        warnings=warnings,
    )


def _quantile(taken: NDArray[np.int64], percent: int) -> Estimate:
    return _days(*(float("inf") if end >= NEVER else end for end in quantile(taken, percent / 100)))


def _days(*milliminutes: float) -> Estimate:
    return Estimate(*(one / DAY for one in milliminutes))


def _histogram(ordered: NDArray[np.int64]) -> Histogram:
    """Return bars of a round width, about `BARS` of them between all but the last in a thousand."""
    if not len(ordered):
        return Histogram(start=0.0, width=1.0, counts=())
    low, high = int(ordered[0]), int(ordered[-1])
    usual = int(ordered[int(0.999 * (len(ordered) - 1))]) - low
    width = next((one for one in WIDTHS if usual <= one * DAY * BARS), WIDTHS[-1])
    size = round(width * DAY)
    first = low // size
    edges = np.arange(first, high // size + 2) * size
    counts = np.diff(np.searchsorted(ordered, edges))
    return Histogram(start=round(first * width, 10), width=width, counts=tuple(counts.tolist()))


def _cautions(route: Route, unspread: int, uncounted: tuple[str, ...]) -> list[AnswerWarning]:
    found = []
    if unspread:
        words = f"of {unspread / DAY:.1f} days nobody says a range: they are taken to be certain"
        found.append(AnswerWarning(ASSUMED, words, (), "state low and high"))
    if not route.network.causes:
        words = "no causes are stated: figures of one component go wrong together, components by themselves"
        found.append(AnswerWarning(ASSUMED, words, (), "state them in causes.csv"))
    if uncounted:
        words = f"cancelled departures are not counted, of {', '.join(uncounted)}: no headway is known"
        found.append(AnswerWarning(LEFT_OUT, words, uncounted, "state a headway"))
    return found


def _events(route: Route) -> list[AnswerWarning]:
    """Return the warning of closures and delays with days on the way: drawn journeys meet those that were planned."""
    dated = [one for one in closures_of(route.network) if one.is_dated and one.kind in HOLDING]
    met = tuple(one.id for one in dated if any(touches(route.network, one, step) for step in route.steps))
    if not met:
        return []
    words = f"drawn journeys meet the closures and delays of the route as planned, on whatever day: {', '.join(met)}"
    return [AnswerWarning(IGNORED, words, met)]


def _of_answer(answer: Answer) -> tuple[AnswerWarning, ...]:
    return answer.warnings if isinstance(answer, Result) else ()
