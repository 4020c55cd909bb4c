"""What an answer should be used with caution for, one subject a file: each yields warnings, and each is listed here.

A caution looks at the network, the question and the routes found, never at how they were found. What a search left
out is told by whoever left it out (`compiling/sieves`); what holds for want of data by the expanded graph.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from networks.network import Network
from routing.answer_warning import AnswerWarning
from routing.answers.route import Route
from routing.answers.ways import Ways
from routing.cautions import (
    boxes,
    carrying,
    closures,
    countries,
    customs,
    dates,
    drayage,
    fallback,
    fares,
    memberships,
    money,
    opening,
    snapped,
    turned_back,
    world,
)
from routing.question.question import Question

Caution = Callable[[Network, Question, Ways], Iterable[AnswerWarning]]

CAUTIONS: tuple[Caution, ...] = (  # in the order in which they are told: the gravest first
    snapped.snapped,
    closures.under_way,
    closures.delays_borne,
    closures.of_other_goods,
    carrying.goods,
    carrying.unspoken_goods,
    carrying.weekly_capacity,
    carrying.unstated_capacity,
    carrying.weight,
    boxes.limits_of_lands,
    boxes.dry_rates,
    carrying.boxes_of_no_container,
    countries.without_customs,
    customs.areas_without_rows,
    fallback.fallback,
    drayage.by_lorry,
    world.ways_of_the_world,
    world.banned_ways_of_the_world,
    turned_back.turned_back,
    dates.tight_deadline,
    fares.beside_rates,
    opening.opening_hours,
    closures.only_told,
    closures.unjudged_closures,
    dates.planned_links,
    dates.other_years,
    money.rate_of_another_year,
    memberships.of_another_day,
    memberships.of_no_day,
    dates.unjudged,
)


BY_STEP: frozenset[Caution] = frozenset(  # of a route they warn by the same codes as of its steps, one after the other
    {
        carrying.goods,
        carrying.weekly_capacity,
        carrying.unstated_capacity,
        boxes.limits_of_lands,
        countries.without_customs,
        fallback.fallback,
        dates.planned_links,
        memberships.of_another_day,
        memberships.of_no_day,
    }
)
OF_THE_WHOLE = tuple(caution for caution in CAUTIONS if caution not in BY_STEP)


def cautions_of(
    network: Network, question: Question, routes: Sequence[Route], cautions: Iterable[Caution] = CAUTIONS
) -> tuple[AnswerWarning, ...]:
    """Return all that an answer should be used with caution for, or what some of the cautions say of it."""
    ways = routes if isinstance(routes, Ways) else Ways(routes)
    return tuple([warning for caution in cautions for warning in caution(network, question, ways)])
