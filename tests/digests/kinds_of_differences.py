"""Questions about differences: comparisons, the price of constraints, break-evens; indicators and audits of a route."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import product

from answer_parts import audit_parts, break_even_parts, comparison_parts, cpmm_parts, price_parts
from asked import STATUS, Asked, Parts
from freight_questions import (
    CRITERIA,
    FEW_LANES,
    FREE,
    LANES,
    MAIN_LANES,
    NO_CHINA,
    FreightQuestion,
    Terms,
    scenario_names,
    solved_once,
    terms_words,
)

import networks
import routing
from routing import Result, Route

COMPARED = ("2016-ordinary", "2016-target", "present-day")
PRICED: tuple[Terms, ...] = (
    NO_CHINA,
    {"avoid_territories": "KZ"},
    {"max_days": 30},
    {"max_transshipments": 1},
    {"avoid_places": "RUVYP"},
)


# ---- comparisons ----------------------------------------------------------------------------------------------------


def comparison() -> Iterator[Asked]:
    """Yield scenarios side by side, and answers of one network to several questions."""
    for lane, terms, minimise in product(LANES, (FREE, NO_CHINA), ("time", "cost")):
        question = FreightQuestion(lane=lane, terms=terms, minimise=minimise)
        yield Asked("comparison", f"{question.words}, in {' and '.join(COMPARED)}", partial(_compared, question))
    for lane, scenario in product(MAIN_LANES, scenario_names()):
        words = f"{scenario or 'plain'}: {'-'.join(lane)}, results of time, cost, co2e"
        yield Asked("comparison", words, partial(_results_compared, lane, scenario))


def _compared(question: FreightQuestion) -> Parts:
    return comparison_parts(comparison_of(question))


def comparison_of(question: FreightQuestion) -> routing.Comparison:
    """Return the answers of some scenarios to a question."""
    return routing.compare(
        {name: networks.load("eurasia", scenario=name) for name in COMPARED},
        question.shipment,
        minimise=question.objective,
        constraints=question.constraints,
    )


def _results_compared(lane: tuple[str, str], scenario: str | None) -> Parts:
    results = {minimise: solved_once(lane, scenario=scenario, minimise=minimise) for minimise in CRITERIA[:3]}
    return comparison_parts(routing.compare_results(results))


# ---- the price of constraints ---------------------------------------------------------------------------------------


def price_of() -> Iterator[Asked]:
    """Yield what bans and limits cost."""
    for lane, terms in product(LANES, PRICED):
        for minimise in ("time", "cost") if terms == NO_CHINA else ("time",):
            yield _price(FreightQuestion(lane=lane, terms=terms, minimise=minimise))
    for scenario, lane in product(scenario_names(), MAIN_LANES):
        yield _price(FreightQuestion(lane=lane, scenario=scenario, terms=NO_CHINA, minimise={"usd_per_day": 40}))


def _price(question: FreightQuestion) -> Asked:
    return Asked("price_of", question.words, partial(_priced, question))


def _priced(question: FreightQuestion) -> Parts:
    return price_parts(price_of_question(question))


def price_of_question(question: FreightQuestion) -> routing.Price:
    """Return what the constraints of a question cost."""
    return routing.price_of(
        question.network, question.shipment, constraints=question.constraints, minimise=question.objective
    )


# ---- break-evens ----------------------------------------------------------------------------------------------------


def break_even() -> Iterator[Asked]:
    """Yield how much slower or dearer each part of an answer may become; all parts of a route are one question."""
    for lane, terms in product(LANES, (FREE, NO_CHINA)):
        yield _even(FreightQuestion(lane=lane, terms=terms))
    for lane in LANES:
        yield _even(FreightQuestion(lane=lane, minimise="cost"))
    for scenario, lane in product(scenario_names()[1:], MAIN_LANES):
        yield _even(FreightQuestion(lane=lane, scenario=scenario, terms=NO_CHINA))
    for lane in FEW_LANES:
        yield _even(FreightQuestion(lane=lane, terms={"max_days": 45, "max_usd": 6_000}, minimise="cost"), "hours")
        yield _even(FreightQuestion(lane=lane, minimise={"usd_per_day": 40}), "usd")
        yield _even(FreightQuestion(lane=lane, minimise={"usd_per_day": 40}))
        yield _even(FreightQuestion(lane=lane, minimise="distance"))


def _even(question: FreightQuestion, change: str | None = None) -> Asked:
    words = f"{question.words}{terms_words({'change': change} if change else {})}"
    return Asked("break_even", words, partial(_evened, question, change))


def _evened(question: FreightQuestion, change: str | None) -> Parts:
    result = question.solved()
    if result.best is None:
        return {STATUS: result.status.name}
    slacks, routes = {}, {}
    for element in elements_of(result.best):
        parts = break_even_parts(routing.break_even(question.network, result, element, change=change))
        slacks[element], routes[element] = parts["slack"], parts["route"]
    return {STATUS: result.status.name, "slack": slacks, "route": routes}


def elements_of(route: Route) -> tuple[str, ...]:
    """Return some of what a route uses: its services, the places it changes at, an operation, a procedure, two links."""
    services = [leg.service for leg in route.legs]
    places = [leg.destination for leg in route.legs]
    done = [step.element for step in route.steps if step.kind in ("lift", "load", "transit_opening", "import")]
    return tuple(dict.fromkeys([*services, *places, *done[:3], *route.links[:1], *route.links[-1:]]))


# ---- indicators and audits ------------------------------------------------------------------------------------------


def cpmm() -> Iterator[Asked]:
    """Yield CAREC's indicators of the answers."""
    for lane, terms, minimise in product(LANES, (FREE, NO_CHINA), ("time", "cost")):
        yield _of_route("cpmm", lane, None, terms, minimise)
    for scenario, lane in product(scenario_names()[1:], MAIN_LANES):
        yield _of_route("cpmm", lane, scenario, FREE, "time")


def _of_route(kind: str, lane: tuple[str, str], scenario: str | None, terms: Terms, minimise: str) -> Asked:
    question = FreightQuestion(lane=lane, scenario=scenario, terms=terms, minimise=minimise)
    return Asked(kind, question.words, partial(_indicated, lane, scenario, terms, minimise))


def _indicated(lane: tuple[str, str], scenario: str | None, terms: Terms, minimise: str) -> Parts:
    return cpmm_parts(routing.cpmm(solved_once(lane, scenario=scenario, terms=terms, minimise=minimise).require()))


def audit() -> Iterator[Asked]:
    """Yield audits of answers against some territories, and of all links of the network against one."""
    for lane, terms, minimise in product(LANES, (FREE, NO_CHINA), ("time", "cost")):
        words = FreightQuestion(lane=lane, terms=terms, minimise=minimise).words
        yield Asked("audit", f"{words}; CN", partial(_audited, lane, terms, minimise, "CN"))
    for lane, territory in product(FEW_LANES, ("KZ", "MN", "RU", "XX")):
        words = FreightQuestion(lane=lane, terms=NO_CHINA).words
        yield Asked("audit", f"{words}; {territory}", partial(_audited, lane, NO_CHINA, "time", territory))
    yield Asked("audit", "plain: all links; CN", _network_audited)


def _audited(lane: tuple[str, str], terms: Terms, minimise: str, territory: str) -> Parts:
    result: Result = solved_once(lane, terms=terms, minimise=minimise)
    return audit_parts(routing.audit(result.network, result, territory))


def _network_audited() -> Parts:
    found = routing.audit_network(networks.load("eurasia"), "CN")
    sides = {name: [entry.link for entry in getattr(found, name)] for name in ("unnamed", "untouched")}
    return audit_parts(found) | {"codes": sides}
