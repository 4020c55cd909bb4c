"""Comparisons as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.accounts.provenance import ASSUMED
from routing.question.generalised_cost import GeneralisedCost
from routing.question.measures import COST
from routing.views.rows import ByComponent, days_by_component, usd_by_component
from routing.views.text.remarks import warning_lines
from routing.views.text.result import outcome_text, question_text
from routing.views.text.route import arrival_day, arrival_head, arrival_lines
from routing.views.text.table import number, plus, table

if TYPE_CHECKING:
    from collections.abc import Callable

    from networks.network import Network
    from routing.answers.comparison import Comparison
    from routing.answers.result import Result
    from routing.answers.route import Route


Cells = tuple[list[str], list[list[str]]]


def comparison_text(comparison: Comparison, width: int | None = None) -> str:
    """Return a comparison as text: totals, then days by component; the table folded to a width if given."""
    lines = [asked_text(comparison)]
    for name, result in comparison.results.items():
        asked = [f"    {question_text(result)}"] if comparison.unlike else []
        lines += [f"  {name}: {outcome_text(result)}", *asked, f"    {chain_text(result)}"]
    if len(comparison.routes) == len(comparison.results):
        for cells in waterfalls(comparison):
            lines += ["", *table(*cells, width=width)]
        lines += arrival_lines(comparison.routes.values())
    return "\n".join([*lines, *warning_lines(comparison.warnings)])


def asked_text(comparison: Comparison) -> str:
    """Return the question of all results; where they answer unlike ones, that each has its own."""
    first = next(iter(comparison.results.values()))
    return (
        f"Unlike questions, which differ in {' and '.join(comparison.unlike)}"
        if comparison.unlike
        else question_text(first)
    )


def named_texts(comparison: Comparison, named: Callable[[Network, str], str] | None = None) -> list[str]:
    """Return a line with the question of each result, where they answer unlike ones; else none."""
    if not comparison.unlike:
        return []
    return [f"{name}: {question_text(result, named)}" for name, result in comparison.results.items()]


def chain_text(result: Result) -> str:
    """Return the places and modes of the best route, or what blocks it."""
    if result.best is None:
        return "; ".join(map(str, result.blocked_by))
    places = result.network.places
    legs = result.best.legs
    chain = [places[legs[0].origin].name] if legs else []
    return " ".join(chain + [f"-[{leg.mode}]- {places[leg.destination].name}" for leg in legs])


def waterfalls(comparison: Comparison) -> list[Cells]:
    """Return the tables by component: of days, and of USD where money is to be least."""
    return [waterfall_cells(comparison), *([usd_cells(comparison)] if is_about_money(comparison) else [])]


def is_about_money(comparison: Comparison) -> bool:
    """Tell whether money is to be least, alone or with time."""
    least = next(iter(comparison.results.values())).question.minimise
    return least == COST.criterion or isinstance(least, GeneralisedCost)


def waterfall_cells(comparison: Comparison) -> Cells:
    """Return head and rows: days by component of every route, the change to the last from each, what is assumed."""
    routes, more = comparison.routes.values(), [""] * (len(comparison.results) - 1)
    head, rows = _cells(comparison, "days", days_by_component(comparison), 2)
    rows += [["arrives", *map(arrival_day, routes), *more]] if arrival_head(routes) else []
    return head, [*rows, ["of it assumed", *(_assumed(route, "hours", route.days, 2) for route in routes), *more]]


def usd_cells(comparison: Comparison) -> Cells:
    """Return head and rows of USD, as `waterfall_cells` does of days."""
    routes, more = comparison.routes.values(), [""] * (len(comparison.results) - 1)
    head, rows = _cells(comparison, "USD", usd_by_component(comparison), 0)
    return head, [*rows, ["of it assumed", *(_assumed(route, "usd", route.usd, 0) for route in routes), *more]]


def _cells(comparison: Comparison, what: str, found: ByComponent, digits: int) -> Cells:
    names = list(comparison.results)
    rows = [
        [component, *(number(one, digits) for one in amounts), *(plus(one, digits) for one in changes)]
        for component, amounts, changes in found
    ]
    return [what, *names, *(f"change from {name}" for name in names[:-1])], rows


def _assumed(route: Route, of: str, total: float | None, digits: int) -> str:
    shares = route.provenance()[of]
    return number(None if total is None else total * sum(shares.get(kind, 0.0) for kind in ASSUMED), digits)
