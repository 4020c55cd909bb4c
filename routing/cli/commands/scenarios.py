"""`landbridge scenarios [NAME]`: which scenarios there are, and what each changes."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from networks.model.scenario import Change, Scenario
from routing.cli import options
from routing.cli.answers import Answer, format_of, show
from routing.cli.exits import OK
from routing.cli.lists import FORMATS, listed

CHANGE = ("scenario", "action", "table", "element", "column", "value", "low", "high", "unit", "kind", "source", "why")

SUMMARY = "which scenarios there are, and what each changes"
DESCRIPTION = "List the scenarios of a network; with NAME, tell what one changes and why."
EPILOG = """\
examples:
  landbridge scenarios
  landbridge scenarios 2016-target
  landbridge scenarios 2016-target -o target.xlsx"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    parser.add_argument("name", metavar="NAME", nargs="?", help="one scenario, with every change")
    options.add_network(parser, None)
    options.add_output(parser, FORMATS)


def run(arguments: argparse.Namespace) -> int:
    """Answer and return the exit code."""
    from networks.changes.applying import scenarios_of

    form = format_of(arguments)
    known = scenarios_of(options.network_of(arguments))
    if arguments.name is None:
        show(_all(known), arguments, form)
        return OK
    if arguments.name not in known:
        raise options.no_scenario(arguments.name, known)
    show(_one(known[arguments.name]), arguments, form)
    return OK


def _all(known: Mapping[str, Scenario]) -> Answer:
    from routing.views.text.table import table

    rows: list[dict[str, Any]] = [
        {
            "name": one.name,
            "title": one.title,
            "as_of": one.as_of and one.as_of.isoformat(),
            "price_year": one.price_year,
            "changes": len(one.changes),
            "note": one.note,
        }
        for one in known.values()
    ]
    cells = [[row["name"], row["as_of"] or "-", str(row["changes"]), row["title"]] for row in rows]
    head = ["name", "as of", "changes", "title"]
    return listed(
        "Scenarios",
        ("name", "title", "as_of", "price_year", "changes", "note"),
        rows,
        lambda width: "\n".join(table(head, cells, "llrl", width)) if cells else "This network has no scenarios.",
    )


def _one(scenario: Scenario) -> Answer:
    rows = [_cells(change) for change in scenario.changes]
    of = f"as of {scenario.as_of}" if scenario.as_of else "of the network's own date"
    lines = [f"{scenario.name}: {scenario.title}", f"{of}. {scenario.note}".rstrip(), ""]
    lines += [line for change in scenario.changes for line in _told(change)]
    whole = {"name": scenario.name, "title": scenario.title, "note": scenario.note, "changes": rows}
    return listed(scenario.name, CHANGE, rows, lambda _: "\n".join(lines), lambda: whole)


def _cells(change: Change) -> dict[str, Any]:
    return {name: getattr(change, name) for name in CHANGE}


def _told(change: Change) -> list[str]:
    what = f"{change.action} {change.element}"
    if change.column:
        what += f", {change.column}"
    if change.action == "set":
        ends = f" ({change.low:g} to {change.high:g})" if change.low is not None and change.high is not None else ""
        what += f" = {change.value} {change.unit}".rstrip() + ends
    return [f"  {what}", f"    {change.why}"]
