"""`landbridge departures FROM TO`: when to leave: every journey of a span of days that is worth taking."""

from __future__ import annotations

import argparse

from routing.answers.departures import Departures
from routing.cli import options, pictures
from routing.cli.answers import Answer, format_of, show
from routing.cli.assumed import assumptions
from routing.cli.exits import exit_code
from routing.cli.waiting import Waiting
from routing.cli.words import several_of
from routing.question.measures import Criterion

SUMMARY = "when to leave: every journey worth taking of some days"
DESCRIPTION = """\
Find by the clock every journey that leaves within a span of days and is worth
taking: no other leaves no earlier, arrives no later and is no worse in the
other criteria."""
EPILOG = """\
examples:
  landbridge departures Yokohama Almaty --from 2016-03-01 --until 2016-03-31
  landbridge departures Yokohama Moscow --from 2016-05-01 --until 2016-05-14 --avoid CN
  landbridge departures JPYOK KZALA --from 2016-03-01 --until 2016-03-31 -o march.csv

csv has one row a journey, ics one event. What leaves when is told by departures.csv of the
network; a service without rows there departs once in a headway, an assumption
that the answer tells."""
CRITERIA: tuple[Criterion, ...] = ("time", "cost", "co2e")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    options.add_ends(parser)
    parser.add_argument("--from", dest="first", metavar="DAY", type=options.day, required=True, help="first day")
    parser.add_argument("--until", dest="last", metavar="DAY", type=options.day, required=True, help="last day")
    parser.add_argument(
        "--criteria",
        metavar="C,C",
        type=several_of(CRITERIA),
        help="time and others of cost, co2e (default: time,cost)",
    )
    options.add_question(parser, ("text", "json", "csv", "xlsx", "html", "png", "ics"))


def run(arguments: argparse.Namespace) -> int:
    """Answer and return the exit code."""
    from routing.asking.departures import departures

    form = format_of(arguments)
    network = options.network_of(arguments)
    shipment, constraints = options.question_of(arguments, network)
    with Waiting("searching"):
        found = departures(
            network,
            shipment,
            arguments.first,
            arguments.last,
            criteria=arguments.criteria or ("time", "cost"),
            constraints=constraints,
        )
    show(_answer(found, arguments), arguments, form)
    return exit_code(found.status)


def _answer(found: Departures, arguments: argparse.Namespace) -> Answer:
    from routing.views.as_csv import csv_text
    from routing.views.as_frame import DEPARTURE
    from routing.views.rows import rows
    from routing.views.text.departures import departures_text
    from routing.views.text.outcome import nothing_text

    return Answer(
        text=lambda width: departures_text(found, width),
        data=found.to_dict,
        csv=lambda: csv_text(tuple(DEPARTURE), rows(found)),
        shown=(found,),
        png=lambda path: pictures.write_png(path, found),
        ics=found.to_ics,
        assumed=assumptions(arguments, found.network),
        nothing=nothing_text(found),
    )
