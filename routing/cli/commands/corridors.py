"""`landbridge corridors FROM TO`: the best route by each corridor, or why there is none."""

from __future__ import annotations

import argparse

from routing.answers.corridor_table import CorridorTable
from routing.cli import options, pictures
from routing.cli.answers import Answer, format_of, show
from routing.cli.assumed import assumptions
from routing.cli.exits import exit_code
from routing.cli.waiting import Waiting
from routing.status import Status

SUMMARY = "the best route by each corridor: Trans-Siberian, Khorgos, Suez ..."
DESCRIPTION = """\
Find for each corridor of the network (Trans-Siberian, BAM, the ways out of
China, Caspian, Iran, Suez, Cape ...) the best route that uses it, with days and
dollars, their likely ranges, borders and gauge changes, or why there is none."""
EPILOG = """\
examples:
  landbridge corridors Yokohama Moscow
  landbridge corridors Yokohama Almaty --minimise cost --avoid CN
  landbridge corridors JPYOK DEHAM --network eurasia-2025 -o corridors.html
  landbridge route JPYOK KZALA --via china-dostyk

The ids of the corridors (--via) stand in csv and json; png is a chart of days."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    options.add_ends(parser)
    options.add_minimise(parser)
    options.add_question(parser, ("text", "json", "geojson", "csv", "xlsx", "html", "png"))


def run(arguments: argparse.Namespace) -> int:
    """Answer and return the exit code: 0 where at least one corridor has a route."""
    from routing.asking.corridor_table import corridor_table

    form = format_of(arguments)
    network = options.network_of(arguments)
    shipment, constraints = options.question_of(arguments, network)
    with Waiting("searching"):
        found = corridor_table(network, shipment, minimise=options.objective_of(arguments), constraints=constraints)
    show(_answer(found, arguments), arguments, form)
    return exit_code(worth_of(found))


def worth_of(found: CorridorTable) -> Status:
    """Return what the best of the answers is worth."""
    statuses = [result.status for result in found.results.values()]
    order = (Status.OPTIMAL, Status.FEASIBLE, Status.UNKNOWN, Status.INFEASIBLE)
    return next(status for status in order if status in statuses)


def _answer(found: CorridorTable, arguments: argparse.Namespace) -> Answer:
    from routing.views.as_csv import as_csv
    from routing.views.text.corridor_table import NOTHING, corridor_table_text

    taken = assumptions(arguments, found.network)
    return Answer(
        text=lambda width: corridor_table_text(found, width),
        data=found.to_dict,
        csv=lambda: as_csv(found),
        geojson=found.to_geojson,
        shown=(found,),
        png=lambda path: pictures.write_png(path, found),
        assumed=taken,
        nothing="" if found.routes else NOTHING,
    )
