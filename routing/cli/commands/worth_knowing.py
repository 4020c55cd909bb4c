"""`landbridge worth-knowing FROM TO`: which uncertain figures could turn the choice of a route."""

from __future__ import annotations

import argparse

from routing.answers.value_of_information import ValueOfInformation
from routing.cli import options, pictures
from routing.cli.answers import Answer, format_of, show
from routing.cli.assumed import assumptions
from routing.cli.exits import exit_code
from routing.cli.waiting import Waiting
from routing.cli.words import count

SUMMARY = "which uncertain figures could turn the choice, by what knowing them is worth"
DESCRIPTION = """\
Choose the route that is the least on the mean, and ask what it would be worth
to know a figure before choosing: by how much the mean falls for those who then
take the best way for what they know. Figures that never turn the choice are
worth exactly 0."""
EPILOG = """\
examples:
  landbridge worth-knowing Yokohama Moscow
  landbridge worth-knowing Yokohama Almaty --avoid CN --minimise cost
  landbridge worth-knowing JPYOK RUMOW --scenario 2016-target -o worth.html

csv has a row for all figures together (section total), for each figure, and for
each component and cause that is known as a whole; figures that never turn the
choice have rows of worth 0."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    options.add_ends(parser)
    options.add_minimise(parser)
    parser.add_argument("--samples", metavar="N", type=count, default=1000, help="how many draws (default: 1000)")
    told = "the same seed draws the same (default: 0)"
    parser.add_argument("--seed", metavar="N", type=count, default=0, help=told)
    options.add_question(parser, ("text", "json", "csv", "xlsx", "html", "png"))


def run(arguments: argparse.Namespace) -> int:
    """Answer and return the exit code."""
    from routing.asking.value_of_information import value_of_information

    form = format_of(arguments)
    network = options.network_of(arguments)
    shipment, constraints = options.question_of(arguments, network)
    with Waiting("searching"):
        found = value_of_information(
            network,
            shipment,
            minimise=options.objective_of(arguments),
            constraints=constraints,
            samples=arguments.samples,
            seed=arguments.seed,
        )
    show(_answer(found, arguments), arguments, form)
    return exit_code(found.status)


def _answer(found: ValueOfInformation, arguments: argparse.Namespace) -> Answer:
    from routing.views.as_csv import csv_text
    from routing.views.as_frame import VALUE_OF_INFORMATION
    from routing.views.rows import rows
    from routing.views.text.value_of_information import value_lines, value_of_information_text

    return Answer(
        text=lambda width: value_of_information_text(found, width),
        data=found.to_dict,
        csv=lambda: csv_text(tuple(VALUE_OF_INFORMATION), rows(found)),
        shown=(found,),
        png=lambda path: pictures.write_png(path, found),
        assumed=assumptions(arguments, found.network),
        nothing="" if found.route is not None else value_lines(found)[0],
    )
