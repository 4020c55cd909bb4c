"""`sensitivity`: which figures decide, by asking again with each of them elsewhere in its range.

A figure is moved alone, with all arcs that are read from it. Which ones need a search?

* A figure of the best route is put to both ends.
* One that is not in it changes nothing at its worse end: the best route stays as it is, and every other grows. At its
  better end it matters only if a route with it is then better than the best one. With all such figures at their better
  ends at once the least way over each arc is a lower bound; arcs above the best route are struck out, and with them
  most figures. Of the others each is bounded by a search on what is left, without limits, and those are asked in full
  whose bound is below the best.

Where the answer at an end is another route, `turning` finds the values at which it turns. Where hours move
days of demurrage that decide, a network with the figure is made anew, and the value of a turn is found by halving.
"""

from __future__ import annotations

from dataclasses import replace

from networks.network import Network
from routing.answer_warning import DAYS_KEPT, AnswerWarning
from routing.answers.near_best import BEST
from routing.answers.result import Result
from routing.answers.sensitivity import Sensitivity, Turn, Work
from routing.asking.named_corridors import by_sets_of_corridors
from routing.asking.near_best import near_best
from routing.asking.other_day import may_matter
from routing.asking.solve import admitted, answer_to
from routing.asking.what_decides import LATE, SURE, Search
from routing.errors import LimitReachedError
from routing.question.constraints import Constraints
from routing.question.objectives import Objective
from routing.question.options import SolveOptions, checked_options
from routing.question.shipment import Shipment
from routing.search.budget import Budget

DATES_KEPT = (
    "the days on which services run are met as today, however a figure moves the goods: later ones may miss them"
)


def sensitivity(
    network: Network,
    shipment: Shipment,
    *,
    constraints: Constraints | None = None,
    minimise: Objective = "time",
    options: SolveOptions | None = None,
) -> Sensitivity:
    """Return what each figure does to the answer within its range, and which could make another route the best.

    Each figure that hours, prices and `ft40_ratio` are read from is moved alone, from its low to its high end, on all
    services that share it; the best route is then asked anew. Answers are exact, as of a network with that figure.
    Waits are those of the network, not of the clock, where what is an hour longer may miss a departure by a day.
    Rates of exchange, free times, usual weights and factors of CO2e stay as they are, as in `Route.range_days`.

    Parameters
    ----------
    network, shipment, constraints, minimise
        As in `solve`.
    options
        As in `solve`, for the answer as it is; figures elsewhere are asked of the label search alone, which is exact.
        The limit of time is for all together.

    Raises
    ------
    QuestionError, UnknownNameError
        A question that cannot be asked of this network.
    LimitReachedError
        A limit was reached before all was known.

    Examples
    --------
    >>> import networks
    >>> builder = networks.NetworkBuilder("demo").add_place(id="A", name="Alpha").add_place(id="B", name="Beta")
    >>> _ = builder.add_link(id="A-B", tail="A", head="B", mode="sea", length_km=3000).add_source(id="S", title="me")
    >>> more = {"unit": "d", "source": "S", "kind": "assumption"}
    >>> for name, days, *ends in (("fast", 10, 9, 15), ("slow", 12, 11, 14)):
    ...     stops = ["A", {"place": "B", "path": "A-B"}]
    ...     _ = builder.add_service(id=name, name=name, kind="line", mode="sea", stops=stops)
    ...     _ = builder.add_figure(element=name, quantity="wait", value=0, **more)
    ...     hours = {"element": f"{name}#2", "quantity": "running_time"}
    ...     _ = builder.add_figure(**hours, value=days, low=ends[0], high=ends[1], **more)
    >>> found = sensitivity(builder.build(), Shipment("A", "B"))
    >>> first = found.effects[0]
    >>> first.low.best.days, found.result.best.days, first.high.best.days  # at 15 days the slow line wins
    (9.0, 10.0, 12.0)
    """
    options = checked_options(options)
    budget = options.budget()
    question = admitted(network, shipment, constraints, minimise)
    result = answer_to(question, network, options, budget)
    if result.status not in SURE:
        raise LimitReachedError(f"{LATE} {result.status.value}")
    if result.best is None:
        return Sensitivity(result=result, effects=(), turns=(), second=None, work=Work(), warnings=result.warnings)
    search = Search(result, options, budget)
    effects = tuple(search.effects())
    turns = tuple(sorted((*search.turns(effects), *search.rivals()), key=_nearness))
    ranked = sorted(effects, key=lambda one: (-one.span("least"), -one.span("usd"), -one.span("days")))
    dated = _dates_kept(network, result)
    return Sensitivity(
        result=result,
        effects=tuple(ranked),
        turns=turns,
        second=_second(result, options, budget),
        work=search.work,
        warnings=(*dated, *result.warnings),
    )


def _nearness(turn: Turn) -> tuple[bool, float, str, str, str]:
    at = turn.corridor_at or turn.at
    return turn.corridor_at is None, at.share, turn.figure.element, turn.figure.quantity, turn.end


def _dates_kept(network: Network, result: Result) -> tuple[AnswerWarning, ...]:
    if result.question.shipment.ready is None or not may_matter(network, result.question):
        return ()
    return (AnswerWarning(DAYS_KEPT, DATES_KEPT, (), "solve again on a network with the figure"),)


def _second(result: Result, options: SolveOptions, budget: Budget) -> Result | None:
    """Return the best answer by other corridors; of a network without any what is almost as good, if anything."""
    by_one = replace(options, engines="ours", explain=False)
    if len(result.network.corridors):
        found = by_sets_of_corridors(result.network, result.question, by_one, budget)
        answers = [one.result for one, _ in zip(found, range(2), strict=False)]
        if any(answer.status not in SURE for answer in answers):
            raise LimitReachedError(f"{LATE} the next corridor is not known")
        return next((answer for answer in answers[1:] if answer.best is not None), None)
    near = near_best(result, options=by_one)
    return next((answer for name, answer in near.results.items() if name != BEST), None)
