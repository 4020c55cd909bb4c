"""All lanes from Japan, with and without China: ``python tests/validation/lanes.py --write`` makes ``lanes.md`` of each edition.

The page stands with the data, as ``networks/data/eurasia/lanes.md``: who changes a figure sees here what it does. The table of all
lanes in all scenarios is written into the README beside it. A test keeps the first table and the plain column of the second
up to date; the whole takes about four minutes.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from generated import put, readme_of
from sensitivity import Effect, effects

import networks
from networks import Network
from routing import Constraints, Result, Route, Shipment, audit, solve, verify
from routing.accounts.provenance import ASSUMED

ORIGINS = ("JPYOK", "JPUKB", "JPTOS")
DESTINATIONS = ("RUMOW", "KZALA", "KZAST", "KZKGF", "KZKSN", "KGFRU", "UZTAS", "TJDYU", "TMASB")
LANES = tuple((origin, destination) for origin in ORIGINS for destination in DESTINATIONS)
SCENARIO_LANES = (("JPYOK", "RUMOW"), ("JPYOK", "KZALA"))
OBJECTIVES = ("time", "cost", "co2e")
ANYWHERE, NO_CHINA = Constraints(), Constraints(avoid_territories={"CN"})  # type: ignore[arg-type]
GRADES = {
    "ordinary": "ride ordinary carriage somewhere",
    "general": "ride no slower than container trains at the general pace",
    "scheduled": "ride scheduled services only",
    "": "have no route",
}
ABOUT_CARRIAGE = """\
Of the ways above, the slowest grade of carriage that each takes. Where that is not a scheduled service, the answer says so (warning
`fallback`).
"""
ABOUT_ASSUMED = """\
Share of the hours of all fastest ways together that rest on assumptions: {share:.0%}.
"""
INTRODUCTION = """\
# The lanes from Japan, as the network answers them

Made by `python tests/validation/lanes.py --write`; do not edit. One 20-foot container of the stated load, door to door; days, and in
brackets the likely range and that with every figure at its best or worst. Every answer is proven optimal by two engines
and was walked again by `routing.verify`. *Border*: verdict of the geometric audit against China (`routing.audit`).
*Assumed*: share of the hours and of the dollars that rest on assumptions, not on sources. Read the dollars as an order
of magnitude.
"""
MARKS = {
    "clear": "",
    "within tolerance": "~",
    "out of reach": "-",
    "unknown": "?",
    "inside": "!",
}  # verdict of the audit -> mark of a cell
ABOUT_SCENARIOS = """\
All lanes in all scenarios stand in the [README](README.md); here two of them in full. The fastest way without China in every named scenario. A scenario may speak of one product only: then the other lane has
the ways that it leaves on offer, or none.
"""
ABOUT_FIGURES = """\
Over all lanes (fastest, without China): one figure at a time is put to its low end, then to its high end, and every lane
is solved anew each time. The sum is that of the days between the two answers. Only figures on the fastest ways are tried:
one that makes another way fast at its own low end is not seen.
"""


@cache
def answer(network: Network, origin: str, destination: str, minimise: str, constraints: Constraints) -> Result:
    """Return the verified answer to a lane, asked once."""
    result = solve(network, Shipment(origin, destination, teu=1), minimise=minimise, constraints=constraints)
    verify(network, result)
    return result


def page_of(edition: str) -> Path:
    """Return the page that stands with the data of an edition."""
    return readme_of(edition).with_name("lanes.md")


def page(edition: str) -> str:
    """Return the whole page of an edition."""
    network = networks.load(edition)
    found = effects(network, LANES, NO_CHINA)
    parts = [
        INTRODUCTION,
        f"Network: {network.heading}.\n",
        "## Without China\n",
        headline(network),
        ABOUT_ASSUMED.format(share=assumed(network)),
        "## Carriage\n",
        ABOUT_CARRIAGE,
        carriage(network),
        "## What the ban costs\n",
        "The fastest way anywhere, and what leaving out China adds to the days and the dollars of the fastest way.\n",
        ban(network),
        "## By scenario\n",
        ABOUT_SCENARIOS,
        scenarios(edition),
        "## The ten figures that matter most\n",
        ABOUT_FIGURES,
        sensitivities(found),
    ]
    return "\n".join(parts)


def headline(network: Network) -> str:
    """Return the table of all lanes without China, by time, cost and CO2e."""
    rows = []
    for origin, destination in LANES:
        for minimise in OBJECTIVES:
            best = answer(network, origin, destination, minimise, NO_CHINA).best
            name = f"{origin}-{destination}" if minimise == "time" else ""
            rows.append((name, minimise, *(_cells(network, best) if best else ("no route", *[""] * 6))))
    head = ("lane", "least", "days", "USD", "kg CO2e", "rides", "border", "assumed h", "assumed USD")
    return _table(head, rows)


def assumed(network: Network) -> float:
    """Return the share of the hours of the fastest ways without China, taken together, that rests on assumptions."""
    ways = [best for lane in LANES if (best := answer(network, *lane, "time", NO_CHINA).best) is not None]
    hours = sum(route.days or 0 for route in ways)
    shares = (sum(route.provenance()["hours"].get(kind, 0) for kind in ASSUMED) * (route.days or 0) for route in ways)
    return sum(shares) / hours


def carriage(network: Network) -> str:
    """Return the table of how many ways ride which grade of carriage at their slowest, and how many say so."""
    found: Counter[str] = Counter()
    told: Counter[str] = Counter()
    for lane in LANES:
        for minimise in OBJECTIVES:
            result = answer(network, *lane, minimise, NO_CHINA)
            grade = slowest_grade(result.best) if result.best else ""
            found[grade] += 1
            told[grade] += any(warning.code == "fallback" for warning in result.warnings)
    rows = [(what, str(found[grade]), str(told[grade])) for grade, what in GRADES.items() if found[grade]]
    return _table(("ways that", "number", "say so"), rows)


def slowest_grade(route: Route) -> str:
    """Return the slowest grade of carriage among the services of a route."""
    grades = {route.network.services[leg.service].grade for leg in route.legs if leg.service}
    return next(grade for grade in GRADES if grade in grades)


def _cells(network: Network, route: Route) -> tuple[str, ...]:
    shares = route.provenance()
    return (
        _days(route),
        _number(route.usd),
        _number(route.kg_co2e),
        _rides(route),
        audit(network, route, "CN").verdict.value,
        f"{sum(shares['hours'].get(kind, 0) for kind in ASSUMED):.0%}",
        f"{sum(shares['usd'].get(kind, 0) for kind in ASSUMED):.0%}",
    )


def ban(network: Network) -> str:
    """Return the table of the fastest ways anywhere and the price of the ban."""
    rows = []
    for origin, destination in LANES:
        free = answer(network, origin, destination, "time", ANYWHERE).best
        bound = answer(network, origin, destination, "time", NO_CHINA).best
        if free is None:
            rows.append((f"{origin}-{destination}", "no route", "", "", "", "", ""))
            continue
        more = (
            ("no route left", "") if bound is None else (_more(free.days, bound.days, 1), _more(free.usd, bound.usd, 0))
        )
        through = "yes" if "CN" in free.territories else "no"
        rows.append((f"{origin}-{destination}", _days(free), _number(free.usd), _rides(free), through, *more))
    return _table(("lane", "days", "USD", "rides", "through China", "ban: days", "ban: USD"), rows)


def scenarios(edition: str) -> str:
    """Return the table of two lanes in the plain network and in all scenarios; reasons where there is no route."""
    rows = []
    for origin, destination in SCENARIO_LANES:
        for name in (None, *networks.scenarios(edition)):
            result = answer(networks.load(edition, scenario=name), origin, destination, "time", NO_CHINA)
            best = result.best
            if best is None:
                cells = ("no route", "", "", "; ".join(map(str, result.blocked_by)) or result.status.value)
            else:
                cells = (_days(best), _number(best.usd), _number(best.kg_co2e), _rides(best))
            rows.append((f"{origin}-{destination}", name or "plain", *cells))
    return _table(("lane", "scenario", "days", "USD", "kg CO2e", "rides, or why not"), rows)


def matrix(edition: str, names: Sequence[str | None]) -> str:
    """Return the days of the fastest way without China on all lanes in these scenarios, each verified and audited."""
    rows = []
    for lane in LANES:
        rows.append(
            ("-".join(lane), *(_days_and_verdict(networks.load(edition, scenario=name), *lane) for name in names))
        )
    return _table(("lane", *(name or "plain" for name in names)), rows)


def _days_and_verdict(network: Network, origin: str, destination: str) -> str:
    best = answer(network, origin, destination, "time", NO_CHINA).best
    if best is None or best.days is None:
        return "none"
    return f"{best.days:.1f}{MARKS[audit(network, best, 'CN').verdict.value]}"


def sensitivities(found: tuple[Effect, ...]) -> str:
    """Return the table of the ten figures that move the answers most."""
    rows = [
        (
            f"{effect.figure.element} {effect.figure.quantity}",
            f"{effect.figure.value:g} ({effect.figure.low:g} to {effect.figure.high:g}) {effect.figure.unit}",
            f"{effect.figure.kind} ({effect.figure.source})",
            str(effect.lanes),
            f"{effect.days:.1f}",
            f"{effect.largest:.1f}",
            str(effect.rerouted),
        )
        for effect in found[:10]
    ]
    head = (
        "figure",
        "value and range",
        "rests on",
        "lanes moved",
        "days in all",
        "most on one lane",
        "lanes that change their way",
    )
    return _table(head, rows)


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    return "\n".join(_line(cells) for cells in (head, ("---",) * len(head), *rows)) + "\n"


def _line(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cells) + " |"


def _days(route: Route) -> str:
    likely, ends = route.likely_days(), route.range_days()
    if route.days is None or likely is None or ends is None:
        return "unknown"
    return f"{route.days:.1f} ({likely[0]:.0f} to {likely[1]:.0f}; {ends[0]:.0f} to {ends[1]:.0f})"


def _rides(route: Route) -> str:
    return " > ".join(_runs(route))


def _runs(route: Route) -> Iterator[str]:
    """Yield each leg's service with the place where it is left."""
    for leg in route.legs:
        yield f"{leg.service.removeprefix('line:')} to {leg.destination}"


def _number(value: float | None) -> str:
    return "unknown" if value is None else f"{value:,.0f}"


def _more(free: float | None, bound: float | None, digits: int) -> str:
    return "unknown" if free is None or bound is None else f"{bound - free:+,.{digits}f}"


def main() -> None:
    """Print the page of each edition, or write it."""
    for edition in networks.editions():
        text = page(edition)
        if "--write" in sys.argv[1:]:
            page_of(edition).write_text(text, encoding="utf-8", newline="\n")
            put("lanes by scenario", matrix(edition, [None, *networks.scenarios(edition)]), readme_of(edition))
        else:
            print(text, end="")


if __name__ == "__main__":
    main()
