"""`landbridge closures`: what is closed, permitted or noted on a day."""

from __future__ import annotations

import argparse
import datetime
from typing import Any

from networks.model.closure import Closure
from networks.network import Network
from routing.cli import options
from routing.cli.answers import Answer, format_of, show
from routing.cli.exits import OK
from routing.cli.lists import FORMATS, listed

COLUMNS = (
    *("id", "kind", "from_date", "until_date", "table", "elements", "modes", "at", "loads", "goods", "except_goods"),
    *("scope", "scope_of", "origins", "destinations", "what", "source", "note"),
)

SUMMARY = "what is closed, permitted or noted on a day"
DESCRIPTION = """\
List the closures, permissions and notices of a network that are in force on
a day: the one given, else the as-of date of the network."""
EPILOG = """\
examples:
  landbridge closures --network my-network
  landbridge closures --network my-network --on 2025-09-15
  landbridge closures --network my-network --all -o closures.xlsx"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    day = parser.add_mutually_exclusive_group()
    day.add_argument("--on", metavar="DAY", type=options.day, help="a day as YYYY-MM-DD (default: the as-of date)")
    day.add_argument("--all", action="store_true", help="those of every day")
    options.add_network(parser)
    options.add_output(parser, FORMATS)


def run(arguments: argparse.Namespace) -> int:
    """Answer and return the exit code."""
    form = format_of(arguments)
    network = options.network_of(arguments)
    day = network.as_of if arguments.on is None else arguments.on
    show(_answer(network, None if arguments.all else day), arguments, form)
    return OK


def _answer(network: Network, day: datetime.date | None) -> Answer:
    """Return the closures in force on a day, or all of them."""
    found = [one for one in network.closures.values() if day is None or one.is_in_force(day)]
    rows = [_cells(one) for one in sorted(found, key=lambda one: (one.kind, one.id))]
    return listed("Closures", COLUMNS, rows, lambda width: _text(network, day, found, width))


def _cells(closure: Closure) -> dict[str, Any]:
    def plain(value: Any) -> Any:
        if isinstance(value, datetime.date):
            return value.isoformat()
        return ";".join(value) if isinstance(value, tuple) else value

    return {name: plain(getattr(closure, name)) for name in COLUMNS}


def _text(network: Network, day: datetime.date | None, found: list[Closure], width: int | None) -> str:
    from routing.views.text.table import table

    when = "" if day is None else f" on {day}"
    if not found:
        return f"This network knows of no closure{when}."
    cells = [
        [one.id, one.kind, one.days or "-", one.what, _whom(one) or "everything"]
        for one in sorted(found, key=lambda one: (one.kind, one.id))
    ]
    lines = table(["id", "kind", "days", "what", "for"], cells, "lllll", width)
    return "\n".join(
        [network.heading, f"{len(found)} of {len(network.closures)} rows{when or ', those of every day'}", "", *lines]
    )


def _whom(closure: Closure) -> str:
    """Return for whom a closure holds, in words."""
    parts = [
        *(" or ".join(listed) for listed in (closure.loads, closure.goods) if listed),
        f"all but {' or '.join(closure.except_goods)}" if closure.except_goods else "",
        f"by {' or '.join(closure.modes)}" if closure.modes else "",
        f"{closure.scope} of {' or '.join(closure.scope_of or closure.elements)}" if closure.scope else "",
        f"from {' or '.join(closure.origins)}" if closure.origins else "",
        f"to {' or '.join(closure.destinations)}" if closure.destinations else "",
    ]
    return ", ".join(part for part in parts if part)
