"""`landbridge punctuality FROM TO`: how surely the best route is there in time, and what makes it uncertain."""

from __future__ import annotations

import argparse

from routing.answers.punctuality import Punctuality
from routing.cli import options, pictures
from routing.cli.answers import Answer, format_of, show
from routing.cli.assumed import assumptions
from routing.cli.exits import OK
from routing.cli.waiting import Waiting
from routing.cli.words import count, number

SUMMARY = "how surely a route is there in time, and what makes it uncertain"
DESCRIPTION = """\
Find the best route, and draw its journey many times from the ranges of its
figures: how likely it is there in time, how long it takes at the mean and at
the worst, and which part of the journey makes that uncertain. On the clock
(--depart, --arrive-by) a late arrival misses its connection. The exit code is
1 if there is no route."""
EPILOG = """\
examples:
  landbridge punctuality Yokohama Moscow --deadline-days 25
  landbridge punctuality Yokohama Almaty --avoid CN --minimise cost
  landbridge punctuality JPYOK RUMOW --depart 2016-03-01 --samples 20000
  landbridge punctuality JPYOK RUMOW -o spread.png

csv has a row for each number (section figure), each share of the variance
(share; on the clock first and total) and each bar of the picture (bar)."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    options.add_ends(parser)
    told = "days within which the goods should be there (default: 25)"
    parser.add_argument("--deadline-days", metavar="DAYS", type=number, default=25, help=told)
    told = "how many journeys are drawn (default: 100000)"
    parser.add_argument("--samples", metavar="N", type=count, default=100_000, help=told)
    told = "the same seed draws the same journeys (default: 0)"
    parser.add_argument("--seed", metavar="N", type=count, default=0, help=told)
    options.add_minimise(parser)
    formats = ("text", "json", "csv", "xlsx", "html", "png")
    options.add_question(parser, formats, moments=options.add_moments)


def run(arguments: argparse.Namespace) -> int:
    """Answer and return the exit code."""
    from routing.asking.punctuality import punctuality
    from routing.asking.solve import solve

    form = format_of(arguments)
    depart, by = options.moments_of(arguments)
    network = options.network_of(arguments)
    shipment, constraints = options.question_of(arguments, network)
    with Waiting("searching") as waiting:
        least = options.objective_of(arguments)
        result = solve(network, shipment, minimise=least, constraints=constraints, depart=depart, arrive_by=by)
        result.require()
        waiting.step("drawing journeys")
        asked = {"samples": arguments.samples, "seed": arguments.seed}
        found = punctuality(network, result, arguments.deadline_days, **asked)
    show(_answer(found, arguments), arguments, form)
    return OK


def _answer(found: Punctuality, arguments: argparse.Namespace) -> Answer:
    from routing.views.as_csv import as_csv
    from routing.views.text.punctuality import punctuality_text

    return Answer(
        text=lambda width: punctuality_text(found, width),
        data=found.to_dict,
        csv=lambda: as_csv(found),
        shown=(found,),
        png=lambda path: pictures.write_png(path, found),
        assumed=assumptions(arguments, found.network),
    )
