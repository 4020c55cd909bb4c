"""What a notebook shows of answers: the same numbers as their text, compact, on light and dark pages alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from networks.writers.html import block, folded, line, table
from routing.views.text.comparison import chain_text, plus, price_text, waterfall_cells
from routing.views.text.result import proof_text, question_text
from routing.views.text.route import BREAKDOWN_HEAD, LEG_HEAD, breakdown_cells, leg_cells, provenance_lines, totals_text
from routing.views.text.table import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from routing.answers.alternatives import Alternatives
    from routing.answers.comparison import Comparison
    from routing.answers.frontier import Frontier
    from routing.answers.price import Price
    from routing.answers.result import Result
    from routing.answers.route import Route


def route_html(route: Route) -> str:
    """Return a route: heading, totals, legs, and where time and money go."""
    return block(line(route.network.heading, faint=True), *_route_parts(route))


def result_html(result: Result) -> str:
    """Return an answer: question, route or reasons, proof, what was left out and assumed."""
    parts = [line(result.network.heading, faint=True), line(question_text(result))]
    if result.best is not None:
        parts += _route_parts(result.best)
    else:
        parts.append(line(f"No route: {result.status.value}.", strong=True))
        parts += [line(f"blocked by {conflict}") for conflict in result.blocked_by]
    parts.append(line(proof_text(result), faint=True))
    return block(*parts, *_remarks(result.excluded, result.assumptions))


def frontier_html(front: Frontier) -> str:
    """Return a front: a row for each point, with its names."""
    asked = f"{front.shipment}; front of {', '.join(front.criteria)}; {front.constraints}"
    names: dict[int, list[str]] = {}
    for name, point in front.labelled.items():
        names.setdefault(point, []).append(name)
    rows = [[str(at), *_amounts(route), ", ".join(names.get(at, [])), _rides(route)] for at, route in enumerate(front)]
    parts = [line(front.network.heading, faint=True), line(asked)]
    parts.append(table(["", *AMOUNTS, "", "rides"], rows, "rrrrll") if rows else line("No route.", strong=True))
    parts += [line(f"blocked by {conflict}") for conflict in front.blocked_by]
    proof = ", gaps between neighbours proven empty by OR-Tools" if front.certified else ""
    parts.append(line(f"{len(front)} points, {front.status.value}{proof}", faint=True))
    parts += [line(f"Set aside: {totals_text(point.route)}: {point.reason}", faint=True) for point in front.set_aside]
    return block(*parts, *_remarks(front.excluded, ()))


def alternatives_html(found: Alternatives) -> str:
    """Return really different routes: a row for each, with the greatest part that it repeats of an earlier one."""
    how = f"at most {found.max_shared:.0%} of the {found.shared_by} of each earlier one, by {found.distinct}"
    rows = [
        [
            str(at),
            *_amounts(route),
            f"{max(shared):.0%} with {shared.index(max(shared))}" if shared else "",
            _rides(route),
        ]
        for at, (route, shared) in enumerate(zip(found.routes, found.shared, strict=True))
    ]
    parts = [line(found.network.heading, faint=True), line(f"{found.question}; alternatives that share {how}")]
    parts.append(table(["", *AMOUNTS, "shares", "rides"], rows, "rrrrrl") if rows else line("No route.", strong=True))
    parts += [line(f"blocked by {conflict}") for conflict in found.blocked_by]
    reason = f"; {found.reason}" if found.reason else ""
    parts.append(line(f"{len(found)} of {found.k} routes, {found.status.value}{reason}", faint=True))
    return block(*parts, *_remarks(found.excluded, ()))


def comparison_html(comparison: Comparison) -> str:
    """Return results side by side: totals of each, then days by component."""
    results = comparison.results
    parts = [line(question_text(next(iter(results.values()))))]
    rows = [
        [name, *(_amounts(result.best) if result.best else ("-", "-", "-")),
         chain_text(result) if result.best else f"{result.status.value}: {chain_text(result)}"]
        for name, result in results.items()
    ]  # fmt: skip
    parts.append(table(["", *AMOUNTS, "way"], rows, "lrrrl"))
    if len(comparison.routes) == len(results):
        parts.append(table(*waterfall_cells(comparison)))
    headings = "".join(line(f"{name}: {result.network.heading}") for name, result in results.items())
    return block(*parts, folded("networks", headings))


def price_html(price: Price) -> str:
    """Return what constraints cost: the two routes, their difference, and that of the optima."""
    lines = price_text(price).split("\n")
    rows = [
        [words, *(_amounts(result.best) if result.best else ("-", "-", "-")), chain_text(result)]
        for words, result in (("without", price.free), ("with", price.bound))
    ]
    if price.free.best is not None and price.bound.best is not None:
        rows.append(["difference", plus(price.days, 1), plus(price.usd, 0), plus(price.kg_co2e, 0), ""])
    network = price.free.network
    return block(
        line(network.heading, faint=True), line(lines[0], strong=True), line(lines[1].strip()),
        table(["", *AMOUNTS, "way"], rows, "lrrrl"), line(lines[-1].strip()),
    )  # fmt: skip


AMOUNTS = ("days", "USD", "kg CO2e")


def _amounts(route: Route) -> list[str]:
    return [number(route.days, 2), number(route.usd), number(route.kg_co2e)]


def _rides(route: Route) -> str:
    return " > ".join(f"{leg.service} to {leg.destination}" for leg in route.legs)


def _route_parts(route: Route) -> Sequence[str]:
    kinds = "".join(line(told, faint=True) for told in provenance_lines(route))
    lacking = [
        line(f"No {name} total: no figure for {', '.join(items)}", strong=True) for name, items in route.lacking.items()
    ]
    return [
        line(totals_text(route), strong=True),
        table(LEG_HEAD, leg_cells(route), "lll"),
        *lacking,
        folded("where it goes", table(BREAKDOWN_HEAD, breakdown_cells(route), last_is_total=True) + kinds),
    ]


def _remarks(excluded: Iterable[str], assumptions: Iterable[str]) -> list[str]:
    remarks = [*(f"Left out: {reason}" for reason in excluded), *(f"Assumed: {reason}" for reason in assumptions)]
    return [folded(f"remarks ({len(remarks)})", "".join(map(line, remarks)))] if remarks else []
