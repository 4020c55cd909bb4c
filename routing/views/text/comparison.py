"""Comparisons as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.accounts.provenance import ASSUMED
from routing.views.rows import days_by_component
from routing.views.text.remarks import warning_lines
from routing.views.text.result import outcome_text, question_text
from routing.views.text.table import NONE, number, table

if TYPE_CHECKING:
    from collections.abc import Callable

    from networks.network import Network
    from routing.answers.comparison import Comparison
    from routing.answers.result import Result
    from routing.answers.route import Route


def comparison_text(comparison: Comparison, width: int | None = None) -> str:
    """Return a comparison as text: totals, then days by component; the table folded to a width if given."""
    lines = [asked_text(comparison)]
    for name, result in comparison.results.items():
        asked = [f"    {question_text(result)}"] if comparison.unlike else []
        lines += [f"  {name}: {outcome_text(result)}", *asked, f"    {chain_text(result)}"]
    if len(comparison.routes) == len(comparison.results):
        lines += ["", *table(*waterfall_cells(comparison), width=width)]
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


def waterfall_cells(comparison: Comparison) -> tuple[list[str], list[list[str]]]:
    """Return head and rows: days by component of every route, the change to the last from each, what is assumed."""
    names = list(comparison.results)
    rows = [
        [component, *(number(one, 2) for one in days), *map(_signed, changes)]
        for component, days, changes in days_by_component(comparison)
    ]
    assumed = [number(_assumed_days(comparison.routes[name]), 2) for name in names]
    rows.append(["of it assumed", *assumed, *("" for _ in names[:-1])])
    return ["days", *names, *(f"change from {name}" for name in names[:-1])], rows


def _assumed_days(route: Route) -> float:
    shares = route.provenance()["hours"]
    return (route.days or 0.0) * sum(shares.get(kind, 0.0) for kind in ASSUMED)


def _signed(days: float | None) -> str:
    return NONE if days is None else f"{days:+.2f}"
