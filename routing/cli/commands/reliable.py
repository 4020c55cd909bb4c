"""`landbridge reliable FROM TO`: the way that is best by how surely it is there, or the cheapest that surely is."""

from __future__ import annotations

import argparse
from functools import partial

from routing.answers.reliable_choice import ReliableChoice
from routing.cli import options
from routing.cli.answers import Answer, format_of, show
from routing.cli.assumed import assumptions
from routing.cli.exits import exit_code
from routing.cli.waiting import Waiting
from routing.cli.words import count, number, one_of, share

BY = ("percentile", "cvar", "on_time", "cost")
SUMMARY = "the way that is most surely there in time, or the cheapest that is surely so"
DESCRIPTION = """\
Draw scenarios from the ranges of all figures, and find the route that is best
on them: by a percentile of the days, by the mean of the worst days, by the
chance of being late, or the cheapest of those that are there in time with a
given probability. Proven on the scenarios; fresh draws tell what it is worth."""
EPILOG = """\
examples:
  landbridge reliable Yokohama Moscow
  landbridge reliable Yokohama Moscow --by cost --deadline-days 36 --share 0.9
  landbridge reliable JPYOK KZALA --avoid CN --by cvar
  landbridge reliable JPYOK RUMOW --depart 2016-03-01
  landbridge reliable JPYOK RUMOW --by on_time --deadline-days 28 -o sure.html

csv has a row for the route that was chosen and one for the best as figures
stand; the page (html) and the workbook (xlsx) tell both in full."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    options.add_ends(parser)
    parser.add_argument(
        "--by", choices=BY, type=one_of(BY), default="percentile", help="what is least (default: percentile)"
    )
    told = "which percentile, or how surely there in time (default: 0.95; of cost 0.9)"
    parser.add_argument("--share", metavar="SHARE", type=share, help=told)
    told = "days within which the goods should be there (default: 25)"
    parser.add_argument("--deadline-days", metavar="DAYS", type=number, default=25, help=told)
    told = "how many scenarios are drawn (default: 1000)"
    parser.add_argument("--samples", metavar="N", type=count, default=1000, help=told)
    told = "the same seed draws the same scenarios (default: 0)"
    parser.add_argument("--seed", metavar="N", type=count, default=0, help=told)
    moments = partial(options.add_moments, arriving=False)
    options.add_question(parser, ("text", "json", "csv", "xlsx", "html"), moments=moments)


def run(arguments: argparse.Namespace) -> int:
    """Answer and return the exit code."""
    from routing.asking.reliable_choice import reliable_choice

    form = format_of(arguments)
    network = options.network_of(arguments)
    shipment, constraints = options.question_of(arguments, network)
    with Waiting("searching"):
        found = reliable_choice(
            network,
            shipment,
            by=arguments.by,
            share=arguments.share,
            deadline_days=arguments.deadline_days,
            constraints=constraints,
            depart=options.moments_of(arguments)[0],
            samples=arguments.samples,
            seed=arguments.seed,
        )
    show(_answer(found, arguments), arguments, form)
    return exit_code(found.status)


def _answer(found: ReliableChoice, arguments: argparse.Namespace) -> Answer:
    from routing.views.as_csv import csv_text
    from routing.views.as_frame import RELIABLE
    from routing.views.rows import rows
    from routing.views.text.reliable_choice import reliable_lines, reliable_text

    return Answer(
        text=lambda width: reliable_text(found, width),
        data=found.to_dict,
        csv=lambda: csv_text(tuple(RELIABLE), rows(found)),
        shown=(found,),
        assumed=assumptions(arguments, found.network),
        nothing="" if found.chosen is not None else reliable_lines(found)[0],
    )
