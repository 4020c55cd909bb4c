"""Comparisons as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.text import number, question_text, table, totals_text

if TYPE_CHECKING:
    from routing.comparison import Comparison, Price
    from routing.results import Result


def comparison_text(comparison: Comparison) -> str:
    """Return a comparison as text: totals, days by component, residual assumptions, what is withheld."""
    lines = [question_text(next(iter(comparison.results.values())))]
    for name, result in comparison.results.items():
        lines.append(f"  {name}: {totals_text(result.best) if result.best else result.status.value}")
        lines.append(f"    {_chain(result)}")
    if len(comparison.routes) == len(comparison.results):
        lines += ["", *_waterfall_table(comparison)]
    return "\n".join(lines)


def _chain(result: Result) -> str:
    if result.best is None:
        return "; ".join(map(str, result.blocked_by))
    places = result.network.places
    legs = result.best.legs
    chain = [places[legs[0].origin].name] if legs else []
    return " ".join(chain + [f"-[{leg.mode}]- {places[leg.destination].name}" for leg in legs])


def _waterfall_table(comparison: Comparison) -> list[str]:
    """Return days by component of every route, and the change from the first to the last."""
    names = list(comparison.results)
    last = comparison.waterfall(names[-1])
    by_name = {name: {bar.component: bar for bar in comparison.waterfall(name)} for name in names[1:]}
    components = list(dict.fromkeys(bar.component for bars in by_name.values() for bar in bars.values()))
    order = {bar.component: place for place, bar in enumerate(last)}
    components.sort(key=lambda component: order.get(component, len(order)))
    rows = []
    for component in components:
        cells = [comparison.routes[name].breakdown.get(component) for name in names]
        days = [0.0 if amount is None else amount.days for amount in cells]
        bar = by_name[names[-1]].get(component)
        share = f"{bar.assumed:.0%}" if bar is not None and (bar.before or bar.after) else "-"
        rows.append([component, *(number(value, 2) for value in days), _signed(days[0], days[-1]), share])
    totals = [comparison.routes[name].days for name in names]
    rows.append(["total", *(number(value, 2) for value in totals), _signed(totals[0], totals[-1]), ""])
    return table(["days", *names, "change", "assumed"], rows)


def _signed(before: float | None, after: float | None) -> str:
    return "-" if before is None or after is None else f"{after - before:+.2f}"


def price_text(price: Price) -> str:
    """Return the price of constraints as text."""
    question = price.bound.question
    lines = [f"Price of: {question.constraints}", f"  {question_text(price.free)}"]
    for words, result in (("without", price.free), ("with", price.bound)):
        lines.append(f"  {words}: {totals_text(result.best) if result.best else result.status.value}")
        lines.append(f"    {_chain(result)}")
    if price.free.best is not None and price.bound.best is not None:
        lines.append(
            f"  difference of the two routes: {_plus(price.days, 1)} days, {_plus(price.usd, 0)} USD, "
            f"{_plus(price.kg_co2e, 0)} kg CO2e"
        )
    units = {"time": ("days", 1), "cost": ("USD", 0), "co2e": ("kg CO2e", 0)}
    parts = [f"{_plus(value, units[name][1])} {units[name][0]}" for name, value in price.by_criterion.items()]
    lines.append(f"  difference of the optima by criterion: {', '.join(parts)}")
    return "\n".join(lines)


def _plus(value: float | None, digits: int) -> str:
    return "-" if value is None else f"{value:+,.{digits}f}"
