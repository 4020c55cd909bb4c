"""What goods that are under way should do, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.question.clock import moment_at
from routing.views.text.clock import arrival_on_clock
from routing.views.text.comparison import chain_text
from routing.views.text.moments import moment_text, short_text
from routing.views.text.remarks import warning_lines
from routing.views.text.result import question_text
from routing.views.text.table import number, plus, table

if TYPE_CHECKING:
    from routing.answers.replan import Replan

HEAD = ("", "days", "USD", "kg CO2e", "arrives", "way")
FLUSH = "lrrrll"
VERDICTS = {
    "keep": "keep to the plan",
    "later": "keep to the plan, with other departures or delays",
    "change": "go another way",
    "stranded": "no way on from there",
    "unknown": "stopped by a limit before any answer",
}


def replan_text(found: Replan, width: int | None = None) -> str:
    """Return what to do as text: where the goods are, the verdict, and the answers side by side."""
    lines = [found.new.network.heading, f"Under way: {question_text(found.plan)}", ""]
    lines += [*replan_lines(found), "", *table(HEAD, replan_cells(found), FLUSH, width)]
    lines += ["", f"({sunk_text(found)})"]
    return "\n".join([*lines, *warning_lines(found.warnings)])


def replan_lines(found: Replan) -> list[str]:
    """Return where the goods are, what to do, and what that changes; why there is no way on."""
    network = found.new.network
    name, zone = found.where, None
    if found.where in network.places:
        name = network.places[found.where].name
        zone = moment_at(network, found.where, found.from_there.date(), "from_there").tzinfo
    from_there = found.from_there if zone is None else found.from_there.astimezone(zone)
    lines = [f"On {moment_text(found.at)}: {name} ({found.where}), from {short_text(from_there)} on."]
    told = VERDICTS[found.verdict]
    if found.new.best is not None:
        changes = [
            f"{plus(value, digits)} {words}"
            for value, digits, words in (
                (found.extra_days, 1, "days"),
                (found.extra_usd, 0, "USD"),
                (found.extra_kg_co2e, 0, "kg CO2e"),
            )
            if value
        ]
        told += f": {', '.join(changes)} against the plan" if changes else ", as planned"
    lines.append(f"{told[:1].upper()}{told[1:]}.")
    return lines + [f"Because: {words}." for words in found.blocked]


def replan_cells(found: Replan) -> list[list[str]]:
    """Return a row of cells for each answer, under `HEAD`."""
    rows = []
    for name, result in found.results.items():
        route = result.best
        if route is None:
            rows.append([name, "", "", "", "", result.status.value])
            continue
        amounts = [number(route.days, 1), number(route.usd, 0), number(route.kg_co2e, 0)]
        arrives = "" if route.arrives is None else short_text(arrival_on_clock(route))
        rows.append([name, *amounts, arrives, chain_text(result)])
    return rows


def sunk_text(found: Replan) -> str:
    """Return what is sunk."""
    sunk = found.sunk
    days, usd, kg = number(sunk["days"], 1), number(sunk["usd"], 0), number(sunk["kg_co2e"], 0)
    return f"behind until then, and counted once in each: {days} days, {usd} USD, {kg} kg CO2e"
