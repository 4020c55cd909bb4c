"""`landbridge table FROM,FROM TO,TO`: days and USD from each of some places to each of others."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from routing.answers.lane_table import LaneTable
from routing.cli import options
from routing.cli.answers import Answer, format_of, show
from routing.cli.assumed import assumptions
from routing.cli.by_lorry import place_named, with_lorries
from routing.cli.exits import OK, exit_code
from routing.cli.names import called_ids
from routing.cli.waiting import Waiting
from routing.cli.words import place_list

SUMMARY = "days and USD from each of some places to each of others"
DESCRIPTION = """\
Find the best route of the same shipment from each of some places to each of
others, and tell days and USD of all lanes, with where they likely lie. The exit
code is 1 if no lane has a route."""
EPILOG = """\
examples:
  landbridge table Yokohama,Kobe Moscow,Almaty,Tashkent
  landbridge table JPYOK,JPOSA RUMOW,KZALA --minimise cost --avoid CN
  landbridge table Yokohama,Kobe Moscow,Almaty -o lanes.xlsx

Names that hold a comma, and degrees north,east, stand in a list with
semicolons, such as 'Khorgos, Kazakhstan;Almaty' or '35.86,139.65;Kobe'.
csv has one row a lane."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    parser.add_argument("origins", metavar="FROM,FROM", type=place_list, help="places of departure: ids or names")
    parser.add_argument("destinations", metavar="TO,TO", type=place_list, help="places of arrival: ids or names")
    options.add_minimise(parser)
    options.add_question(parser, ("text", "json", "csv", "xlsx", "html"))


def run(arguments: argparse.Namespace) -> int:
    """Answer and return the exit code."""
    from routing.asking.lane_table import lane_table

    form = format_of(arguments)
    network = options.network_of(arguments)
    count = len(arguments.origins)
    ends = [*arguments.origins, *arguments.destinations]
    network = with_lorries(network, ends)
    ids = called_ids(network, map(place_named, ends), [], [])
    origins, destinations = ids[:count], ids[count:]
    first = argparse.Namespace(**vars(arguments), **_ends(origins, destinations))
    shipment, constraints = options.question_of(first, network)
    with Waiting("searching") as waiting:
        found = lane_table(
            network,
            shipment,
            origins,
            destinations,
            minimise=options.objective_of(arguments),
            constraints=constraints,
            before=waiting.step,
        )
    show(_answer(found, arguments), arguments, form)
    return OK if found.routes else max(exit_code(result.status) for result in found.lanes.values())


def _ends(origins: Sequence[str], destinations: Sequence[str]) -> dict[str, str]:
    """Return two different ends for the shipment; where there are none, the same place, which is refused as such."""
    lanes = [(origin, to) for origin in origins for to in destinations]
    origin, destination = next((lane for lane in lanes if lane[0] != lane[1]), lanes[0])
    return {"origin": origin, "destination": destination}


def _answer(found: LaneTable, arguments: argparse.Namespace) -> Answer:
    from routing.views.as_csv import csv_text
    from routing.views.as_frame import LANE
    from routing.views.rows import rows
    from routing.views.text.lane_table import lane_table_text

    return Answer(
        text=lambda width: lane_table_text(found, width),
        data=found.to_dict,
        csv=lambda: csv_text(tuple(LANE), rows(found)),
        shown=(found,),
        assumed=assumptions(arguments, found.network),
        nothing="" if found.routes else "No route on any lane",
    )
