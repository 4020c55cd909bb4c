"""The parser of `landbridge`: what every command shares, and the list of commands."""

from __future__ import annotations

from functools import cache
from types import ModuleType

import networks
from routing.cli.commands import (
    alternatives,
    assign,
    audit,
    batch,
    break_even,
    check,
    closures,
    compare,
    completion,
    corridors,
    critical,
    departures,
    frontier,
    places,
    price_of,
    punctuality,
    reliable,
    replan,
    route,
    rules,
    scenarios,
    sensitivity,
    sources,
    table,
    template,
    upgrades,
    way,
    welfare,
    worth_knowing,
)
from routing.cli.helping import Parser

COMMANDS: tuple[ModuleType, ...] = (
    route,
    compare,
    frontier,
    alternatives,
    corridors,
    departures,
    table,
    batch,
    price_of,
    break_even,
    audit,
    sensitivity,
    worth_knowing,
    punctuality,
    reliable,
    replan,
    critical,
    upgrades,
    assign,
    welfare,
    way,
    scenarios,
    places,
    closures,
    check,
    rules,
    sources,
    template,
    completion,
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

A place is given by its id (a UN/LOCODE where one exists), by its full name or
by another name that it alone bears (Peking, 横浜, "Khorgos, Kazakhstan"), upper
and lower case alike; a part of a name never routes, it lists candidates. A
country to be avoided is given by its code or its English name.

exit codes: 0 an answer; 1 no route, or none kept, with the reasons; 2 wrong
usage, bad data or nowhere to write to; 3 a limit was reached before any
answer; 70 a defect of landbridge; 130 interrupted; 141 the reader of the
output went away.
Colours are used on a terminal only, and never where NO_COLOR is set."""


@cache
def build_parser() -> Parser:
    """Return the parser; each command adds its own and sets `run`."""
    parser = Parser(prog="landbridge", description=DESCRIPTION, epilog=EPILOG)
    parser.add_argument("--version", action="version", version=f"landbridge {networks.__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=Parser)
    added: dict[str, Parser] = {}
    for command in COMMANDS:
        name = command.__name__.rpartition(".")[2].replace("_", "-")
        added[name] = commands.add_parser(
            name, help=command.SUMMARY, description=command.DESCRIPTION, epilog=command.EPILOG
        )
        added[name].summary = command.SUMMARY
        command.add_arguments(added[name])
        added[name].set_defaults(run=command.run)
    parser.commands = added
    added["completion"].set_defaults(parser=parser)
    for one in added.values():
        one.siblings = added
    return parser
