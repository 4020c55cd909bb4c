"""The years of a plan: what each may cost, and how long upgrades take to be built; checked once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from networks.model.upgrade import Upgrade
from routing.errors import QuestionError
from routing.question.arguments import shortened
from routing.upgrading.asked import Asked, is_amount

MOST_YEARS = 50
ASSUMED = 1


class Years(NamedTuple):
    """What is asked of the years.

    Attributes
    ----------
    years, budgets
        One after the other, and what may be spent in each, in USD.
    built_in
        How many years each upgrade takes.
    assumed
        Whether that is an assumption.
    is_carried
        Whether what a year leaves may be spent later.
    """

    years: tuple[int, ...]
    budgets: tuple[float, ...]
    built_in: tuple[int, ...]
    assumed: tuple[bool, ...]
    is_carried: bool


def years_of(asked: Asked, budgets: object, build_years: object, carry_over: object) -> Years:
    """Return what is asked of the years.

    Raises
    ------
    QuestionError
        Whatever is wrong with it.
    """
    problems = [*_budget_problems(budgets), *_build_problems(asked.upgrades, build_years)]
    if not isinstance(carry_over, bool):
        problems.append(f"carry_over={shortened(carry_over)}: expected True or False")
    if problems:
        raise QuestionError(problems)
    assert isinstance(budgets, Mapping)
    own = build_years if isinstance(build_years, Mapping) else {}
    told = [own.get(one.id, one.years_to_build) for one in asked.upgrades]
    years = sorted(budgets)
    return Years(
        years=tuple(years),
        budgets=tuple(float(budgets[year]) for year in years),
        built_in=tuple(ASSUMED if one is None else one for one in told),
        assumed=tuple(one is None for one in told),
        is_carried=bool(carry_over),
    )


def _budget_problems(budgets: object) -> Iterator[str]:
    expected = "expected USD by year, such as {2016: 20e6, 2017: 20e6}"
    if not isinstance(budgets, Mapping) or not budgets:
        yield f"yearly_budget_usd={shortened(budgets)}: {expected}"
        return
    odd = [year for year in budgets if not isinstance(year, int) or isinstance(year, bool)]
    for year in odd:
        yield f"yearly_budget_usd: {shortened(year)}: expected a year"
    if not odd:
        yield from _gaps(sorted(budgets))
    for year, money in budgets.items():
        if not is_amount(money):
            yield f"yearly_budget_usd[{shortened(year)}]={shortened(money)}: expected a number of USD from 0"


def _gaps(years: Sequence[int]) -> Iterator[str]:
    if len(years) > MOST_YEARS:
        yield f"yearly_budget_usd: {len(years)} years: expected at most {MOST_YEARS}"
    elif lacking := sorted(set(range(years[0], years[-1])) - set(years))[:MOST_YEARS]:
        yield f"yearly_budget_usd: {', '.join(map(str, lacking))}: expected years in a row, with 0 for nothing"


def _build_problems(upgrades: Sequence[Upgrade], build_years: object) -> Iterator[str]:
    if build_years is None:
        return
    if not isinstance(build_years, Mapping):
        yield f"build_years={shortened(build_years)}: expected years by ids of upgrades, or None"
        return
    known = [one.id for one in upgrades]
    for name, years in build_years.items():
        if name not in known:
            yield f"build_years: {shortened(name)}: expected one of {', '.join(known)}"
        if not isinstance(years, int) or isinstance(years, bool) or not 1 <= years <= MOST_YEARS:
            yield f"build_years[{shortened(name)}]={shortened(years)}: expected a whole number from 1 to {MOST_YEARS}"
