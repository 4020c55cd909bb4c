"""`landbridge alternatives FROM TO`: the best routes that differ enough from each other."""

from __future__ import annotations

import argparse
from typing import Any

import routing
from routing.cli import options
from routing.cli.answers import Answer, format_of, show
from routing.cli.assumed import assumptions
from routing.cli.exits import exit_code
from routing.cli.waiting import Waiting
from routing.errors import QuestionError

SUMMARY = "the best routes that differ enough from each other"
DESCRIPTION = """\
Find the best route and the next ones of which none shares more than a stated
part of its way with a better one."""
EPILOG = """\
examples:
  landbridge alternatives Yokohama Moscow
  landbridge alternatives Yokohama Almaty --k 3 --max-shared 0.5 --avoid CN"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    options.add_ends(parser)
    options.add_minimise(parser)
    parser.add_argument("--k", metavar="N", type=int, default=5, help="how many routes, at most (default: 5)")
    parser.add_argument(
        "--max-shared", metavar="SHARE", type=float, default=0.7,
        help="part of the way that two routes may share, 0 to 1 (default: 0.7)",
    )  # fmt: skip
    options.add_shipment(parser)
    options.add_constraints(parser)
    options.add_network(parser, "apply a scenario; repeated, or a+b: one after the other")
    options.add_output(parser, ("text", "json", "csv"))


def run(arguments: argparse.Namespace) -> int:
    """Answer and return the exit code."""
    form = format_of(arguments)
    search: Any = getattr(routing, "alternatives", None)
    if search is None:
        raise QuestionError(["alternatives: not part of this version"])
    network = options.network_of(arguments, options.scenario_names(arguments.scenario))
    shipment, constraints = options.question_of(arguments, network)
    with Waiting("searching"):
        found = search(
            network, shipment, k=arguments.k, minimise=arguments.minimise or "time", constraints=constraints,
            max_shared=arguments.max_shared,
        )  # fmt: skip
    show(_answer(found, arguments), arguments, form)
    return exit_code(found.status)


def _answer(found: Any, arguments: argparse.Namespace) -> Answer:
    from routing.export_csv import routes_csv

    return Answer(
        text=lambda _: str(found),
        data=found.to_dict,
        csv=lambda: routes_csv(found.routes),
        assumed=assumptions(arguments, found.network),
    )
