"""`landbridge sensitivity FROM TO`: which figures decide, and which could make another route the best."""

from __future__ import annotations

import argparse

from routing.answers.sensitivity import Sensitivity
from routing.cli import options, pictures
from routing.cli.answers import Answer, format_of, show
from routing.cli.assumed import assumptions
from routing.cli.exits import exit_code
from routing.cli.waiting import Waiting

SUMMARY = "which figures decide, and which could change the corridor"
DESCRIPTION = """\
Move each figure that has a range, alone, to its low and its high end, and ask
for the best route again: what that makes of days and dollars, at which value
another route or corridor becomes the best, and whether the order of the first
two stands when all figures move."""
EPILOG = """\
examples:
  landbridge sensitivity Yokohama Moscow
  landbridge sensitivity Yokohama Almaty --avoid CN --minimise cost
  landbridge sensitivity JPYOK RUMOW --network eurasia-2025 -o decides.html
  landbridge sensitivity JPYOK RUMOW -o tornado.png

csv has a row for each figure of the best route (section effect) and for each
figure, of any route, that turns the answer (section turn); png is a tornado."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    options.add_ends(parser)
    options.add_minimise(parser)
    options.add_question(parser, ("text", "json", "csv", "xlsx", "html", "png"))


def run(arguments: argparse.Namespace) -> int:
    """Answer and return the exit code."""
    from routing.asking.sensitivity import sensitivity

    form = format_of(arguments)
    network = options.network_of(arguments)
    shipment, constraints = options.question_of(arguments, network)
    with Waiting("searching"):
        found = sensitivity(network, shipment, minimise=options.objective_of(arguments), constraints=constraints)
    show(_answer(found, arguments), arguments, form)
    return exit_code(found.result.status)


def _answer(found: Sensitivity, arguments: argparse.Namespace) -> Answer:
    from routing.views.as_csv import as_csv
    from routing.views.text.outcome import nothing_text
    from routing.views.text.sensitivity import sensitivity_text

    return Answer(
        text=lambda width: sensitivity_text(found, width),
        data=found.to_dict,
        csv=lambda: as_csv(found),
        shown=(found,),
        png=lambda path: pictures.write_png(path, found),
        assumed=assumptions(arguments, found.network),
        nothing=nothing_text(found.result),
    )
