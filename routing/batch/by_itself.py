"""Verbs that answer each question by itself: fronts, departures, punctuality; and what may be set of each."""

from __future__ import annotations

import datetime
import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from networks.errors import FreightError
from networks.network import Network
from routing.answers.result import Result
from routing.asking.frontier import checked_criteria, frontier
from routing.asking.solve import answer_to
from routing.batch.answer import Answer, Rows, answer_of, codes_of, failed
from routing.batch.blocks import Ends
from routing.batch.rules import Rules
from routing.errors import QuestionError
from routing.question.called import with_ids
from routing.question.options import SolveOptions
from routing.question.question import Question
from routing.status import Status

if TYPE_CHECKING:
    from routing.answers.critical import Critical, Loss
    from routing.answers.departures import Departures
    from routing.answers.frontier import Frontier
    from routing.answers.punctuality import Punctuality

Settings = tuple[tuple[str, Any], ...]  # names and values, in the order of `SETTINGS`
LIGHTLY = SolveOptions(engines="ours", explain=False, time_limit_s=None, max_labels=None)
NEEDED = object()
SETTINGS: Mapping[str, Mapping[str, Any]] = {  # of each verb: what may be set, and what holds where it is not
    "solve": {},
    "frontier": {"criteria": ("time", "cost")},
    "departures": {"start": NEEDED, "end": NEEDED, "criteria": ("time", "cost")},
    "punctuality": {"deadline_days": 25, "samples": 10_000, "seed": 0},
    "critical": {"k": 1, "kinds": ("link", "place"), "ends": False},
}
PERCENTS = (10, 50, 80, 95)


def settings_of(verb: str, given: Mapping[str, Any]) -> Settings:
    """Return the settings of a verb, complete and checked.

    Raises
    ------
    QuestionError
        A verb or a name that is none, what is missing, a value that is not what is expected.

    Examples
    --------
    >>> settings_of("punctuality", {"deadline_days": 30})
    (('deadline_days', 30), ('samples', 10000), ('seed', 0))
    """
    if verb not in SETTINGS:
        raise QuestionError([f"verb={verb!r}: expected one of {', '.join(SETTINGS)}"])
    usual = SETTINGS[verb]
    takes = f"{verb} takes {', '.join(usual)}" if usual else f"{verb} takes no settings"
    problems = [f"{name}: {takes}" for name in given if name not in usual]
    found = {name: given.get(name, value) for name, value in usual.items()}
    problems += [f"{name}: {verb} needs a day or a moment" for name, value in found.items() if value is NEEDED]
    for name in ("start", "end"):
        if name in found and found[name] is not NEEDED and not isinstance(found[name], datetime.date):
            problems.append(f"{name}={found[name]!r}: expected a day or a moment")
    if "criteria" in found:
        found["criteria"] = checked_criteria(found["criteria"])
    if "kinds" in found:
        found["kinds"] = (found["kinds"],) if isinstance(found["kinds"], str) else tuple(found["kinds"])
    if verb == "punctuality" and not problems:
        from routing.asking.punctuality import check_draws

        check_draws(found["deadline_days"], found["samples"], found["seed"])
    if problems:
        raise QuestionError(problems)
    return tuple(found.items())


def words_of(verb: str, settings: Settings) -> str:
    """Return a verb and its settings in words that are the same for the same ones alone."""
    return f"{verb} {json.dumps(dict(settings), default=lambda value: value.isoformat(), sort_keys=True)}"


def solved_whole(network: Network, question: Question, options: SolveOptions) -> Result:
    """Return the answer to a question whose places may be named."""
    shipment, limits = with_ids(network, question.shipment, question.constraints)
    return answer_to(replace(question, shipment=shipment, constraints=limits), network, options, options.budget())


def front_of(network: Network, question: Question, settings: Settings, options: SolveOptions) -> Frontier:
    """Return the front of a question."""
    if question.model != "frequency":
        raise QuestionError(["a question by the clock: fronts of many questions are by waits as expected"])
    limits = question.constraints
    return frontier(network, question.shipment, constraints=limits, options=options, **dict(settings))


def departures_of(network: Network, question: Question, settings: Settings, options: SolveOptions) -> Departures:
    """Return the journeys of a question that are worth taking."""
    from routing.asking.departures import departures

    limits = question.constraints
    return departures(network, question.shipment, constraints=limits, options=options, **dict(settings))


def punctuality_of(network: Network, question: Question, settings: Settings, options: SolveOptions) -> Punctuality:
    """Return how surely the best route of a question is there; raise NoRouteError without one."""
    from routing.asking.punctuality import punctuality

    return punctuality(network, solved_whole(network, question, options), **dict(settings))


def critical_of(network: Network, question: Question, settings: Settings, options: SolveOptions) -> Critical:
    """Return the elements whose loss hurts the shipment of a question most."""
    from routing.criticality.critical import critical

    if question.model != "frequency":
        raise QuestionError(["a question by the clock: what is lost is asked by waits as expected"])
    set_to = dict(settings)
    return critical(
        network,
        question.shipment,
        set_to.pop("k"),
        minimise=question.minimise,
        constraints=question.constraints,
        cuts=(),
        options=options,
        **set_to,
    )


def losing(network: Network, rules: Rules, ends: Sequence[Ends], settings: Settings) -> list[Rows]:
    """Return the worst sets of elements for each pair of ends, as `routing.critical` finds them, and the way left."""

    def lost(question: Question) -> Rows:
        found = critical_of(network, question, settings, LIGHTLY)
        codes = codes_of(found.warnings)
        if found.before[0] is None or not found.worst:
            return (answer_of(found.status, None, codes),)
        return tuple(left(loss, found.status, codes) for loss in found.worst)

    def left(loss: Loss, status: Status, codes: frozenset[str]) -> Answer:
        route = loss.after[0]
        told = answer_of(Status.INFEASIBLE if route is None else status, route, codes)
        return told._replace(point=len(loss.elements), more=("; ".join(map(str, loss.elements)), loss.harm.extra))

    return [told_or_failed(lost, rules.between(*pair)) for pair in ends]


def fronts(network: Network, rules: Rules, ends: Sequence[Ends], settings: Settings) -> list[Rows]:
    """Return the front of each pair of ends, as `routing.frontier` finds it."""

    def front(question: Question) -> Rows:
        found = front_of(network, question, settings, LIGHTLY)
        codes = codes_of(found.warnings)
        named = {point: ", ".join(names) for point, names in found.names.items()}
        if not found.routes:
            return (answer_of(found.status, None, codes),)
        return tuple(
            answer_of(found.status, route, codes, point=point + 1, named=named.get(point, ""))
            for point, route in enumerate(found.routes)
        )

    return [told_or_failed(front, rules.between(*pair)) for pair in ends]


def departing(network: Network, rules: Rules, ends: Sequence[Ends], settings: Settings) -> list[Rows]:
    """Return the journeys of each pair of ends that are worth taking, as `routing.departures` finds them."""

    def journeys(question: Question) -> Rows:
        found = departures_of(network, question, settings, LIGHTLY)
        codes, best = codes_of(found.warnings), {"fastest": found.best, "cheapest": found.cheapest}
        if not found.routes:
            return (answer_of(found.status, None, codes),)
        return tuple(
            answer_of(
                found.status,
                route,
                codes,
                point=point,
                named=", ".join(name for name, one in best.items() if one is route),
            )._replace(
                more=tuple(
                    None if at is None else at.isoformat(timespec="seconds") for at in (route.leaves, route.arrives)
                )
            )
            for point, route in enumerate(found.routes, 1)
        )

    return [told_or_failed(journeys, rules.between(*pair)) for pair in ends]


def punctual(network: Network, rules: Rules, ends: Sequence[Ends], settings: Settings) -> list[Rows]:
    """Return the best route of each pair of ends, and how surely it is there, as `routing.punctuality` draws it."""

    def drawn(question: Question) -> Rows:
        from routing.asking.punctuality import punctuality

        result = solved_whole(network, question, LIGHTLY)
        if result.best is None:
            return (answer_of(result.status, None, codes_of(result.warnings)),)
        found = punctuality(network, result, **dict(settings))
        sure, mean = found.on_time, found.mean_days
        days = [None if mean is None else mean.value, *(found.quantiles[percent].value for percent in PERCENTS)]
        more = (sure.value, sure.low, sure.high, *(None if day is None or math.isinf(day) else day for day in days))
        return (answer_of(result.status, result.best, codes_of(found.warnings))._replace(more=more),)

    return [told_or_failed(drawn, rules.between(*pair)) for pair in ends]


def told_or_failed(answer: Callable[[Question], Rows], question: Question) -> Rows:
    """Return an answer, or why there is none; what is wrong with the machine (no memory) is the caller's affair."""
    try:
        return answer(question)
    except MemoryError:
        raise
    except FreightError as error:
        return failed(str(error))
    except Exception as error:  # a defect of ours in one question leaves the others their answers
        return failed(f"{type(error).__name__}: {error}")
