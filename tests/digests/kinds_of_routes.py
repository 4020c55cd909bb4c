"""Questions that find routes: the best one, fronts, alternatives; and what `verify` says of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import product

from answer_parts import alternatives_parts, frontier_parts, result_parts
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
    drawn,
    grid,
    scenario_names,
    solved_once,
    terms_words,
)
from search_options import wishes

import networks
import routing
from routing import VerificationError

DRAWN = 1_200
FRONT_TERMS: tuple[Terms, ...] = (
    {"max_days": 40},
    {"max_usd": 4_000, "max_transshipments": 3},
    {"avoid_territories": "CN", "max_kg_co2e": 900},
    {"modes": ("rail", "sea", "ferry")},
    {"via": "RUVYP", "max_days": 35},
    {"avoid_territories": ("CN", "KZ")},
)


# ---- solve ----------------------------------------------------------------------------------------------------------


def solve() -> Iterator[Asked]:
    """Yield all lanes x scenarios x bans x criteria, questions drawn at random, and some with wishes for the search."""
    for words, question in {question.words: question for question in (*grid(), *drawn(DRAWN))}.items():
        yield Asked("solve", words, partial(_solved, question))
    for lane, minimise in product(FEW_LANES, CRITERIA):
        question = FreightQuestion(lane=lane, minimise=minimise, terms=NO_CHINA)
        for wished in ({"engines": "ours"}, {"prove_beyond": True}):
            yield Asked("solve", question.words + terms_words(wished), partial(_solved, question, **wished))
    for lane, most in product(FEW_LANES, (1, 50, 5_000)):
        question = FreightQuestion(lane=lane, minimise="cost", terms={"max_days": 33, "max_transshipments": 3})
        wished = {"max_labels": most}
        yield Asked("solve", question.words + terms_words(wished), partial(_solved, question, **wished))
    for lane in FEW_LANES:
        question = FreightQuestion(lane=lane, terms={"max_days": 5})
        yield Asked("solve", f"{question.words}, explain False", partial(_solved, question, explain=False))


def _solved(question: FreightQuestion, **wished: object) -> Parts:
    return result_parts(question.solved(**wishes(routing.solve, **wished)))


# ---- fronts ---------------------------------------------------------------------------------------------------------


def front() -> Iterator[Asked]:
    """Yield fronts of two to four criteria: free, banned, limited, thinned out, proven, cut short."""
    for lane, terms in product(LANES, (FREE, NO_CHINA)):
        for criteria in (("time", "cost"), ("cost", "co2e"), ("time", "cost", "co2e")):
            yield _front(FreightQuestion(lane=lane, terms=terms), criteria)
    for scenario, lane in product(scenario_names()[1:], MAIN_LANES):
        yield _front(FreightQuestion(lane=lane, scenario=scenario, terms=NO_CHINA), ("time", "cost"))
        yield _front(FreightQuestion(lane=lane, scenario=scenario), ("distance", "time", "cost"))
    for lane, terms in product(LANES, FRONT_TERMS):
        yield _front(FreightQuestion(lane=lane, terms=terms), ("time", "cost"))
    for lane in FEW_LANES:
        question = FreightQuestion(lane=lane)
        yield _front(question, CRITERIA)
        yield _front(question, ("time", "cost", "co2e"), min_gain=0.02, max_detour=1.8)
        yield _front(question, ("time", "cost"), min_gain=0.1)
        yield _front(question, ("time", "cost"), prove_beyond=True)
        yield _front(question, ("time", "cost", "co2e"), max_labels=60)
        yield _front(replace(question, goods={"size": "40ft", "tonnes": 20}), ("time", "cost"))


def _front(question: FreightQuestion, criteria: tuple[str, ...], **more: float) -> Asked:
    words = f"{question.place_words}, {'+'.join(criteria)}{terms_words(question.terms)}{terms_words(more)}"
    return Asked("front", words, partial(_fronted, question, criteria, **more))


def _fronted(question: FreightQuestion, criteria: tuple[str, ...], **more: float) -> Parts:
    return frontier_parts(front_of(question, criteria, **more))


def front_of(question: FreightQuestion, criteria: tuple[str, ...], **more: float) -> routing.Frontier:
    """Return the front of a question; `more` holds thinning and wishes for the search."""
    thinned = {name: more.pop(name) for name in ("min_gain", "max_detour") if name in more}
    return routing.frontier(
        question.network,
        question.shipment,
        criteria=criteria,
        constraints=question.constraints,
        **thinned,
        **wishes(routing.frontier, **more),
    )


# ---- alternatives ---------------------------------------------------------------------------------------------------


def alternatives() -> Iterator[Asked]:
    """Yield alternatives by corridor and by service, measured in km and in hours, free, banned and limited."""
    for lane, terms in product(LANES, (FREE, NO_CHINA)):
        yield _alternatives(FreightQuestion(lane=lane, terms=terms), k=3)
    for lane in LANES:
        yield _alternatives(FreightQuestion(lane=lane, minimise="cost"), k=3, shared_by="hours", distinct="service")
    for scenario, lane in product(scenario_names(), MAIN_LANES):
        yield _alternatives(FreightQuestion(lane=lane, scenario=scenario, minimise="cost"), k=2, max_shared=0.6)
    for lane in FEW_LANES:
        yield _alternatives(FreightQuestion(lane=lane), k=5, max_shared=0.5)
        yield _alternatives(FreightQuestion(lane=lane, terms={"max_days": 40}, minimise="cost"), k=3)
        yield _alternatives(FreightQuestion(lane=lane, terms={"max_days": 3}), k=2)
        yield _alternatives(FreightQuestion(lane=lane, minimise={"usd_per_day": 30}), k=3, engines="ours")
        yield _alternatives(FreightQuestion(lane=lane), k=3, max_shared=0.0)


def _alternatives(question: FreightQuestion, **more: object) -> Asked:
    words = question.words + terms_words(more)
    return Asked("alternatives", words, partial(_apart, question, **more))


def _apart(question: FreightQuestion, **more: object) -> Parts:
    return alternatives_parts(alternatives_of(question, **more))


def alternatives_of(question: FreightQuestion, **more: object) -> routing.Alternatives:
    """Return the alternatives of a question; `more` holds what counts as different and wishes for the search."""
    wished = {name: more.pop(name) for name in ("engines",) if name in more}
    return routing.alternatives(
        question.network,
        question.shipment,
        minimise=question.objective,
        constraints=question.constraints,
        **more,
        **wishes(routing.alternatives, **wished),
    )


# ---- verify ---------------------------------------------------------------------------------------------------------


def verify() -> Iterator[Asked]:
    """Yield what the second writing of the rules says of answers, right ones and ones held against another network."""
    for lane, minimise in product(LANES, CRITERIA):
        question = FreightQuestion(lane=lane, minimise=minimise, terms=NO_CHINA)
        yield Asked("verify", question.words, partial(_verified, question))
    for scenario, lane in product(scenario_names(), MAIN_LANES):
        question = FreightQuestion(lane=lane, scenario=scenario)
        yield Asked("verify", f"{question.words}, against other-years", partial(_verified, question, "other-years"))
    for lane in FEW_LANES:
        question = FreightQuestion(lane=lane)
        yield Asked("verify", f"{question.place_words}, front", partial(_verified_sets, question))


def _verified(question: FreightQuestion, against: str | None = None) -> Parts:
    result = solved_once(question.lane, scenario=question.scenario, terms=question.terms, minimise=question.minimise)
    try:
        routing.verify(networks.load("eurasia", scenario=against) if against else question.network, result)
    except VerificationError as error:
        return {STATUS: "refused", "text": str(error)}
    return {STATUS: "agreed"}


def _verified_sets(question: FreightQuestion) -> Parts:
    routing.verify(question.network, front_of(question, ("time", "cost")))
    routing.verify(question.network, alternatives_of(question, k=3))
    return {STATUS: "agreed"}
