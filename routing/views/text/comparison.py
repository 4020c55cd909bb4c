"""Comparisons as text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from routing.accounts.provenance import ASSUMED
from routing.steps.kinds import COMPONENTS
from routing.views.text.result import question_text
from routing.views.text.route import totals_text
from routing.views.text.table import number, table

if TYPE_CHECKING:
    from routing.answers.comparison import Comparison
    from routing.answers.price import Price
    from routing.answers.result import Result
    from routing.answers.route import Route


def comparison_text(comparison: Comparison, width: int | None = None) -> str:
    """Return a comparison as text: totals, then days by component; the table folded to a width if given."""
    lines = [question_text(next(iter(comparison.results.values())))]
    for name, result in comparison.results.items():
        lines.append(f"  {name}: {totals_text(result.best) if result.best else result.status.value}")
        lines.append(f"    {chain_text(result)}")
    if len(comparison.routes) == len(comparison.results):
        lines += ["", *table(*waterfall_cells(comparison), width=width)]
    return "\n".join(lines)


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
    last = names[-1]
    routes = comparison.routes
    components = [name for name in COMPONENTS if any(name in route.breakdown for route in routes.values())]
    bars = {name: {bar.component: bar for bar in comparison.waterfall(name, last)} for name in names[:-1]}
    rows = []
    for component in components:
        days = [
            routes[name].breakdown[component].days if component in routes[name].breakdown else 0.0 for name in names
        ]
        changes = [bars[name][component].change if component in bars[name] else 0 for name in names[:-1]]
        rows.append([component, *(number(value, 2) for value in days), *map(_signed, changes)])
    totals = [sum_of(bar.change for bar in bars[name].values()) for name in names[:-1]]
    rows.append(["total", *(number(routes[name].days, 2) for name in names), *map(_signed, totals)])
    assumed = [number(_assumed_days(routes[name]), 2) for name in names]
    rows.append(["of it assumed", *assumed, *("" for _ in names[:-1])])
    return ["days", *names, *(f"less {name}" for name in names[:-1])], rows


def _assumed_days(route: Route) -> float:
    shares = route.provenance()["hours"]
    return (route.days or 0.0) * sum(shares.get(kind, 0.0) for kind in ASSUMED)


def sum_of(values: Iterable[int | None]) -> int | None:
    """Return the sum, None if any is None."""
    found = list(values)
    return None if None in found else sum(value for value in found if value is not None)


def _signed(minutes: int | None) -> str:
    return "-" if minutes is None else f"{minutes / 1440:+.2f}"


def price_text(price: Price) -> str:
    """Return the price of constraints as text."""
    question = price.bound.question
    lines = [f"Price of: {question.constraints}", f"  {question_text(price.free)}"]
    for words, result in (("without", price.free), ("with", price.bound)):
        lines.append(f"  {words}: {totals_text(result.best) if result.best else result.status.value}")
        lines.append(f"    {chain_text(result)}")
    if price.free.best is not None and price.bound.best is not None:
        lines.append(
            f"  difference of the two routes: {plus(price.days, 1)} days, {plus(price.usd, 0)} USD, "
            f"{plus(price.kg_co2e, 0)} kg CO2e"
        )
    units = {"time": ("days", 1), "cost": ("USD", 0), "co2e": ("kg CO2e", 0)}
    parts = [f"{plus(value, units[name][1])} {units[name][0]}" for name, value in price.by_criterion.items()]
    lines.append(f"  difference of the optima by criterion: {', '.join(parts)}")
    return "\n".join(lines)


def plus(value: float | None, digits: int) -> str:
    """Return a number with its sign, a dash where there is none."""
    return "-" if value is None else f"{value:+,.{digits}f}"
