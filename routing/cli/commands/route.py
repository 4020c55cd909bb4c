"""`landbridge route FROM TO`: the best route, with its proof, or why there is none."""

from __future__ import annotations

import argparse
from typing import Any

from routing.answers.near_best import NearBest
from routing.answers.result import Result
from routing.answers.route import Route
from routing.cli import options, pictures
from routing.cli.answers import Answer, format_of, show
from routing.cli.assumed import assumptions
from routing.cli.exits import exit_code
from routing.cli.waiting import Waiting
from routing.cli.words import share
from routing.errors import QuestionError

NEARLY = ("text", "json", "xlsx", "html")  # formats that tell what is almost as good
SUMMARY = "the best route, with its proof, or why there is none"
DESCRIPTION = """\
Find the route that is least in time, cost, CO2e or distance within the
constraints, by two unlike engines that must agree. Without a route the reasons
are told, each with what would open one, and the exit code is 1."""
EPILOG = """\
examples:
  landbridge route Yokohama Moscow
  landbridge route Yokohama Almaty --avoid CN --steps
  landbridge route JPYOK RUMOW --minimise cost --max-days 35 --via Khabarovsk
  landbridge route JPYOK RUMOW --scenario 2016-target --sources
  landbridge route JPYOK RUMOW --format csv -o way.csv
  landbridge route Osaka Almaty --network my-network
  landbridge route 35.86,139.65 Moscow
  landbridge route Osaka Hanoi --world --sea-kn 16 --rail-kmh 40 --transfer-h 24
  landbridge route Yokohama Almaty --depart 2016-03-01 --steps
  landbridge route Yokohama Almaty --arrive-by 2016-04-01 -o trip.ics

csv has one row a step; json is all of the answer; geojson is the map; ics is
a calendar, of an answer on the clock (--depart, --arrive-by). What is almost
as good (--tolerance) is told in text, json and html; on the clock it leaves at
the same moment. From degrees north,east a lorry goes to a terminal near by."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    options.add_ends(parser)
    options.add_minimise(parser)
    parser.add_argument(
        "--tolerance",
        metavar="SHARE",
        type=share,
        default=0.05,
        help="tell what is almost as good: with at most this share more of what is least (default: 0.05; 0: nothing)",
    )
    parser.add_argument("--steps", action="store_true", help="in text: every step, and what its figure rests on")
    parser.add_argument("--sources", action="store_true", help="in text: the sources of the figures of the route")
    formats = ("text", "json", "geojson", "csv", "ics", "xlsx", "html", "png")
    options.add_question(parser, formats, moments=options.add_moments)


def run(arguments: argparse.Namespace) -> int:
    """Answer and return the exit code."""
    from routing.asking.near_best import near_best
    from routing.asking.solve import solve

    form = format_of(arguments)
    depart, by = options.moments_of(arguments)
    if form == "ics" and depart is None and by is None:
        raise QuestionError(["--format ics: a calendar needs moments; give --depart or --arrive-by"])
    network = options.network_of(arguments)
    shipment, constraints = options.question_of(arguments, network)
    with Waiting("searching"):
        least = options.objective_of(arguments)
        result = solve(network, shipment, minimise=least, constraints=constraints, depart=depart, arrive_by=by)
        is_told = form in NEARLY and arguments.tolerance
        near = near_best(result, tolerance=arguments.tolerance) if is_told else None
    show(_answer(result, near, arguments), arguments, form)
    return exit_code(result.status)


def _answer(result: Result, near: NearBest | None, arguments: argparse.Namespace) -> Answer:
    from routing.views.as_csv import as_csv
    from routing.views.text.outcome import nothing_text

    taken = assumptions(arguments, result.network)
    page = result if near is None else near
    return Answer(
        text=lambda width: _text(result, near, width, steps=arguments.steps, sources=arguments.sources),
        data=lambda: result.to_dict() | ({} if near is None else {"almost_as_good": _others(near)}),
        csv=lambda: as_csv(result),
        geojson=result.to_geojson,
        ics=result.to_ics,
        shown=(page,),
        png=lambda path: pictures.write_png(path, result),
        assumed=taken,
        nothing=nothing_text(result),
    )


def _others(near: NearBest) -> dict[str, Any]:
    found = near.to_dict()
    return {name: found[name] for name in ("tolerance", "gain", "others")}


def _text(result: Result, near: NearBest | None, width: int | None, *, steps: bool, sources: bool) -> str:
    from routing.views.text.near_best import near_best_lines
    from routing.views.text.result import result_text
    from routing.views.text.steps import itinerary_text

    parts = [result_text(result, width)]
    if result.best is not None:
        parts += ["\n".join(lines)] if near is not None and (lines := near_best_lines(near)) else []
        parts += [itinerary_text(result.best, width)] if steps else []
        parts += ["\n".join(_sources(result.best))] if sources else []
    return "\n\n".join(parts)


def _sources(route: Route) -> list[str]:
    """Return a line for each source behind the figures of a route."""
    known = route.network.sources
    used = dict.fromkeys(figure.source for figure in route.figures if figure.source)
    lines = [f"  {name}: {known[name].title}" if name in known else f"  {name}" for name in used]
    return ["Sources of the figures:", *(lines or ["  none stated"])]
