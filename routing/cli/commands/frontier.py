"""`landbridge frontier FROM TO`: every route that no other equals or beats in all criteria."""

from __future__ import annotations

import argparse
from functools import partial

from routing.answers.frontier import Frontier
from routing.cli import options, pictures
from routing.cli.answers import Answer, format_of, show
from routing.cli.assumed import assumptions
from routing.cli.exits import NO_ROUTE, exit_code
from routing.cli.waiting import Waiting
from routing.cli.words import number, several_of
from routing.question.measures import CRITERIA, Criterion
from routing.question.options import SolveOptions

SUMMARY = "every route that no other equals or beats in all criteria"
DESCRIPTION = """\
Find the exact front of two or more criteria: each route on it is better than
any other in at least one of them."""
EPILOG = """\
The exit code is 1 where --min-gain or --max-detour leave no point.

examples:
  landbridge frontier Yokohama Moscow
  landbridge frontier Yokohama Almaty --criteria time,cost,co2e --avoid CN
  landbridge frontier Yokohama Almaty --depart 2016-03-01
  landbridge frontier JPYOK RUMOW --certify --format json -o front.json"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    options.add_ends(parser)
    parser.add_argument(
        "--criteria",
        metavar="C,C",
        type=several_of(CRITERIA),
        help=f"two or more of {', '.join(CRITERIA)} (default: time,cost)",
    )
    parser.add_argument("--certify", action="store_true", help="OR-Tools proves that no route is missing")
    parser.add_argument(
        "--min-gain",
        metavar="SHARE",
        type=number,
        default=0.0,
        help="set aside points at most this much better in anything, as 0.02 (default: 0, none)",
    )
    parser.add_argument(
        "--max-detour", metavar="TIMES", type=number, help="set aside points beyond so many times a least, from 1"
    )
    moments = partial(options.add_moments, arriving=False)
    options.add_question(parser, ("text", "json", "csv", "xlsx", "html", "png"), moments=moments)


def run(arguments: argparse.Namespace) -> int:
    """Answer and return the exit code."""
    from routing.asking.frontier import frontier

    form = format_of(arguments)
    network = options.network_of(arguments)
    shipment, constraints = options.question_of(arguments, network)
    criteria: tuple[Criterion, ...] = arguments.criteria or ("time", "cost")
    with Waiting("searching"):
        front = frontier(
            network,
            shipment,
            criteria=criteria,
            constraints=constraints,
            min_gain=arguments.min_gain,
            max_detour=arguments.max_detour,
            depart=options.moments_of(arguments)[0],
            options=SolveOptions(prove_beyond=arguments.certify),
        )
    show(_answer(front, arguments), arguments, form)
    return NO_ROUTE if front.set_aside and not front.routes else exit_code(front.status)


def _answer(front: Frontier, arguments: argparse.Namespace) -> Answer:
    from routing.views.as_csv import as_csv
    from routing.views.text.frontier import frontier_text
    from routing.views.text.outcome import nothing_text

    taken = assumptions(arguments, front.network)
    return Answer(
        text=lambda width: frontier_text(front, width),
        data=front.to_dict,
        csv=lambda: as_csv(front),
        shown=(front,),
        png=lambda path: pictures.write_png(path, front),
        assumed=taken,
        nothing=nothing_text(front),
    )
