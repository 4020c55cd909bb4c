"""`landbridge alternatives FROM TO`: really different routes, the best first."""

from __future__ import annotations

import argparse
from functools import partial

from routing.answers.alternatives import Alternatives
from routing.cli import options, pictures
from routing.cli.answers import Answer, format_of, show
from routing.cli.assumed import assumptions
from routing.cli.exits import exit_code
from routing.cli.waiting import Waiting
from routing.cli.words import count, one_of, share

SHARED_BY, DISTINCT = ("km", "hours"), ("corridor", "service", "named-corridor")
SUMMARY = "really different routes, the best first"
DESCRIPTION = """\
Find the best route, then each time the best one that repeats at most a stated
part of every route before it: the same links, or the same services."""
EPILOG = """\
examples:
  landbridge alternatives Yokohama Moscow
  landbridge alternatives Yokohama Almaty --k 3 --max-shared 0.5 --avoid CN
  landbridge alternatives JPYOK RUMOW --minimise cost --distinct service
  landbridge alternatives JPYOK RUMOW --distinct named-corridor
  landbridge alternatives Yokohama Almaty --depart 2016-03-01"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    options.add_ends(parser)
    options.add_minimise(parser)
    parser.add_argument("--k", metavar="N", type=count, default=5, help="how many routes, at most (default: 5)")
    parser.add_argument(
        "--max-shared",
        metavar="SHARE",
        type=share,
        help="the most that a route may repeat of an earlier one, from 0 to below 1 (default: 0.7)",
    )
    parser.add_argument(
        "--shared-by",
        choices=SHARED_BY,
        type=one_of(SHARED_BY),
        default="km",
        help="what the share is reckoned of (default: km)",
    )
    parser.add_argument(
        "--distinct",
        choices=DISTINCT,
        type=_distinct,
        default="corridor",
        help="a link is repeated whoever carries, or only by the same service; or routes differ by the corridors of "
        "the network that they use (default: corridor)",
    )
    moments = partial(options.add_moments, arriving=False)
    options.add_question(parser, ("text", "json", "csv", "xlsx", "html", "png"), moments=moments)


def _distinct(text: str) -> str:
    """Return how routes are to differ, written as in Python too."""
    return one_of(DISTINCT)(text.strip().replace(" ", "-"))


def run(arguments: argparse.Namespace) -> int:
    """Answer and return the exit code."""
    from routing.asking.alternatives import alternatives
    from routing.asking.progress import heard_by

    form = format_of(arguments)
    network = options.network_of(arguments)
    shipment, constraints = options.question_of(arguments, network)
    with Waiting("searching") as waiting, heard_by(waiting.step):
        found = alternatives(
            network,
            shipment,
            k=arguments.k,
            minimise=options.objective_of(arguments),
            constraints=constraints,
            max_shared=arguments.max_shared,
            shared_by=arguments.shared_by,
            distinct=arguments.distinct.replace("-", " "),
            depart=options.moments_of(arguments)[0],
        )
    show(_answer(found, arguments), arguments, form)
    return exit_code(found.status)


def _answer(found: Alternatives, arguments: argparse.Namespace) -> Answer:
    from routing.views.as_csv import as_csv
    from routing.views.text.alternatives import alternatives_text
    from routing.views.text.outcome import nothing_text

    taken = assumptions(arguments, found.network)
    return Answer(
        text=lambda width: alternatives_text(found, width),
        data=found.to_dict,
        csv=lambda: as_csv(found),
        shown=(found,),
        png=lambda path: pictures.write_png(path, found),
        assumed=taken,
        nothing=nothing_text(found),
    )
