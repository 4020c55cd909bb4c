"""`landbridge sources [SEARCH]`: the sources that vouch for the data of a network."""

from __future__ import annotations

import argparse
from collections import Counter
from typing import Any

from networks.model.folding import folded
from networks.network import Network
from routing.cli import options
from routing.cli.answers import Answer, format_of, show
from routing.cli.exits import NO_ROUTE, OK
from routing.cli.lists import FORMATS, listed

COLUMNS = ("id", "title", "published", "url", "certainty", "licence", "rows", "note")

SUMMARY = "the sources that vouch for the data of a network"
DESCRIPTION = """\
List the sources of a network, with the number of rows of data that name
each; with SEARCH, those whose id or title holds it. The exit code is 1 if
none does."""
EPILOG = """\
examples:
  landbridge sources
  landbridge sources S1
  landbridge sources interfax --format json
  landbridge sources -o sources.xlsx

'landbridge route FROM TO --sources' tells those of one route."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    parser.add_argument("search", metavar="SEARCH", nargs="?", default="", help="an id, or a part of a title")
    options.add_network(parser)
    options.add_output(parser, FORMATS)


def run(arguments: argparse.Namespace) -> int:
    """Answer and return the exit code."""
    form = format_of(arguments)
    network = options.network_of(arguments)
    rows = _rows(network, folded(arguments.search))
    show(_answer(rows), arguments, form)
    return OK if rows else NO_ROUTE


def _rows(network: Network, wanted: str) -> list[dict[str, Any]]:
    """Return the sources that are wanted; an id in full means that one alone."""
    tables = (table for name, table in network.tables.items() if name != "sources")
    used = Counter(source for table in tables for source in table.columns.get("source", ()))
    known = list(network.sources.values())
    exact = [source for source in known if folded(source.id) == wanted]
    found = exact or [source for source in known if wanted in folded(f"{source.id} {source.title}")]
    return [
        {name: getattr(source, name) for name in COLUMNS if name != "rows"} | {"rows": used[source.id]}
        for source in found
    ]


def _answer(rows: list[dict[str, Any]]) -> Answer:
    return listed(
        "Sources",
        COLUMNS,
        rows,
        lambda _: "\n".join(line for row in rows for line in _told(row)) if rows else "No source.",
    )


def _told(row: dict[str, Any]) -> list[str]:
    parts = [
        row["published"],
        f"certainty {row['certainty']}" if row["certainty"] else "",
        f"{row['rows']} rows of data",
    ]
    lines = [f"{row['id']}: {row['title']}", "  " + "; ".join(part for part in parts if part)]
    return lines + [f"  {row[name]}" for name in ("url", "note") if row[name]]
