"""`landbridge places [SEARCH]`: the places of a network, by a part of their name."""

from __future__ import annotations

import argparse
from typing import Any

from networks.errors import nearest_names
from networks.model.countries import suggested_territories
from networks.network import Network
from routing.cli import options
from routing.cli.answers import Answer, format_of, show
from routing.cli.exits import NO_ROUTE, OK
from routing.cli.lists import FORMATS, listed
from routing.cli.names import containing
from routing.cli.output import note

COLUMNS = ("id", "name", "country", "kind", "lat", "lon")

SUMMARY = "the places of a network, by a part of their name"
DESCRIPTION = """\
List the places whose id or name holds SEARCH, and those of a country that is
called so, upper and lower case alike; all of them without it. The exit code is
1 if there is none."""
EPILOG = """\
examples:
  landbridge places
  landbridge places vosto
  landbridge places kazakhstan
  landbridge places khorgos -o places.xlsx"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    parser.add_argument(
        "search", metavar="SEARCH", nargs="?", default="", help="a part of an id or of a name, or a country"
    )
    options.add_network(parser)
    options.add_output(parser, FORMATS)


def run(arguments: argparse.Namespace) -> int:
    """Answer and return the exit code."""
    form = format_of(arguments)
    network = options.network_of(arguments)
    found = sorted(containing(network, arguments.search))
    if not found:
        known = list(network.places.values())
        near = nearest_names(arguments.search, [place.id for place in known], [place.name for place in known])
        near = (*near, *suggested_territories(arguments.search))
        note(f"no place holds {arguments.search!r}" + (f"; near it: {', '.join(near)}" if near else ""))
    show(_answer(network, found), arguments, form)
    return OK if found else NO_ROUTE


def _answer(network: Network, found: list[str]) -> Answer:
    from routing.views.text.table import table

    rows: list[dict[str, Any]] = [{name: getattr(network.places[place], name) for name in COLUMNS} for place in found]
    cells = [["-" if row[name] in (None, "") else str(row[name]) for name in COLUMNS] for row in rows]
    return listed(
        "Places",
        COLUMNS,
        rows,
        lambda width: "\n".join(table(COLUMNS, cells, "llll", width)) if cells else "No place.",
    )
