"""The parser of `landbridge`: what every command shares, and the list of commands."""

from __future__ import annotations

import argparse
from types import ModuleType

import networks
from routing.cli.commands import (
    alternatives,
    check,
    closures,
    compare,
    corridors,
    frontier,
    places,
    route,
    scenarios,
    sources,
    template,
)

COMMANDS: tuple[ModuleType, ...] = (
    route,
    compare,
    frontier,
    alternatives,
    corridors,
    scenarios,
    places,
    closures,
    check,
    sources,
    template,
)

DESCRIPTION = """\
Finds how a container gets from Japan to Russia and Central Asia by sea and
rail, and why no way on its network is better. The built-in network speaks of
30 November 2016: it is no present-day offer."""

EPILOG = """\
examples:
  landbridge route Yokohama Moscow
  landbridge route Yokohama Almaty --avoid CN --max-days 35
  landbridge compare Yokohama Moscow
  landbridge frontier JPYOK RUMOW --criteria time,cost,co2e
  landbridge places vosto
  landbridge template my-network

'landbridge COMMAND --help' tells the options of a command.

A place is given by its id (a UN/LOCODE where one exists) or by its full name,
upper and lower case alike; a part of a name never routes, it lists candidates.

exit codes: 0 an answer; 1 no route, or none kept, with the reasons; 2 wrong
usage, bad data or nowhere to write to; 3 a limit was reached before any
answer; 70 a defect of landbridge; 130 interrupted; 141 the reader of the
output went away.
Colours are used on a terminal only, and never where NO_COLOR is set."""


def build_parser() -> argparse.ArgumentParser:
    """Return the parser; each command adds its own and sets `run`."""
    parser = argparse.ArgumentParser(
        prog="landbridge",
        description=DESCRIPTION,
        epilog=EPILOG,
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"landbridge {networks.__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        added = commands.add_parser(
            command.__name__.rpartition(".")[2],
            help=command.SUMMARY,
            description=command.DESCRIPTION,
            epilog=command.EPILOG,
            allow_abbrev=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        command.add_arguments(added)
        added.set_defaults(run=command.run)
    return parser
