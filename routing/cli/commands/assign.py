"""`landbridge assign shipments.csv --capacity KZ-UZ=500`: many shipments on shared capacities."""

from __future__ import annotations

import argparse

from routing.answers.assignment import Assignment
from routing.cli import options, pictures
from routing.cli.answers import Answer, format_of, show
from routing.cli.exits import LIMIT, NO_ROUTE, OK
from routing.cli.sharing import add_sharing, sharing_of
from routing.cli.waiting import Waiting
from routing.cli.words import number
from routing.question.options import SolveOptions
from routing.status import Status

SUMMARY = "many shipments on shared capacities: what is carried, what chokes it"
DESCRIPTION = """\
Find the cheapest way to carry all shipments of a CSV file within capacities, for
all shippers together: what goes by which route, what is left behind and why, how
full everything is, and what a unit more of each bottleneck would save. Each route
keeps to the bans, limits and deadline of its row. The exit code is 1 if nothing is
carried, 3 if a limit was reached before anything was known."""
EPILOG = """\
examples:
  landbridge assign shipments.csv --capacity KZ-UZ=500 --capacity RUVVO=2000
  landbridge assign s.csv --capacity "rail:RU-BAMOV-RU-KARYM=200000 t"
  landbridge assign s.csv --usd-per-day 50 --unserved 20000 -o assigned.html
  landbridge assign s.csv --empties --hire CNSGH=800 --drop RUMOW=0
  landbridge assign s.csv --congestion queues.csv --choice user-equilibrium

The file has the columns origin and destination, and as far as wanted per_week
(shipments, 1), unserved_usd, id, containers, size, tonnes, load, commodity, ready,
deadline, usd_per_day, avoid_territories, modes, max_days and the other fields of
Shipment and Constraints. A capacity is in TEU a week, or in t; of a link, place,
service, leg, operation or border (CN-KZ; one way CN>KZ). Those of the network hold
besides. csv has a row for each route (section sent), what is left, each capacity
(use), what is waited at (wait), each commodity (total), and with --empties each
route of empty boxes (empty) and each place and size (boxes).

The file of congestion has a row for each point of a line: element, per_week (use),
hours (each unit waits there at that use) and usd_per_hour (of a unit); unit t if it
is not in TEU. The first point of an element has 0 hours: up to it nobody waits."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    add_sharing(parser)
    told = "share of the cost by which the bound may be below it (default: 0.0001; in whole numbers 0.001)"
    parser.add_argument("--gap", metavar="SHARE", type=number, help=told)
    parser.add_argument("--time-limit", metavar="S", type=number, default=60.0, help="seconds (default: 60)")
    options.add_network(parser)
    options.add_output(parser, ("text", "json", "csv", "xlsx", "html", "png"))


def run(arguments: argparse.Namespace) -> int:
    """Answer and return the exit code."""
    from routing.asking.progress import heard_by
    from routing.assigning.assign import assign

    form = format_of(arguments)
    network = options.network_of(arguments)
    asked = sharing_of(arguments)
    with Waiting("searching") as waiting, heard_by(waiting.step):
        found = assign(
            network,
            arguments.file,
            asked.pop("capacities"),
            **asked,
            gap=arguments.gap,
            options=SolveOptions(time_limit_s=arguments.time_limit),
        )
    show(_answer(found, arguments), arguments, form)
    if found.status is Status.UNKNOWN:
        return LIMIT
    return OK if found.sent else NO_ROUTE


def _answer(found: Assignment, arguments: argparse.Namespace) -> Answer:
    from routing.views.as_csv import as_csv
    from routing.views.text.assignment import assignment_lines, assignment_text

    return Answer(
        text=lambda width: assignment_text(found, width),
        data=found.to_dict,
        csv=lambda: as_csv(found),
        shown=(found,),
        png=lambda path: pictures.write_png(path, found),
        nothing="" if found.sent else assignment_lines(found)[0],
    )
