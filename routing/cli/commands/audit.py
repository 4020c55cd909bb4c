"""`landbridge audit [FROM TO]`: how a route, or every link, lies to a territory, by geometry alone."""

from __future__ import annotations

import argparse

from routing.auditing.audit import TOLERANCE_KM, Audit
from routing.cli import options, pictures
from routing.cli.answers import Answer, format_of, show
from routing.cli.borders import add_borders, borders_of
from routing.cli.exits import OK
from routing.cli.waiting import Waiting
from routing.cli.words import number, stated
from routing.errors import QuestionError

TERRITORY = "CN"
OF_A_ROUTE = (  # options that say nothing of a network
    *("minimise", "usd_per_day", "containers", "size", "tonnes", "goods", "load", "scope", "ready", "deadline"),
    *(
        "avoid",
        "avoid_place",
        "avoid_link",
        "avoid_service",
        "avoid_area",
        "avoid_passage",
        "waters",
        "via",
        "modes",
        "without",
        "max_transshipments",
    ),
    *options.LIMITS,
)

SUMMARY = "how a route, or every link, lies to a territory, by geometry alone"
DESCRIPTION = """\
Hold the way-points of the best route against the borders of a territory
(Natural Earth 1:10m), whatever the codes of the data say: inside, clear,
within the tolerance, out of reach by its length, or unknown, which is never
told as clear. Without FROM and TO all links of the network, and where codes
and geometry disagree. The exit code is 1 if there is no route."""
EPILOG = f"""\
examples:
  landbridge audit Yokohama Moscow --avoid China
  landbridge audit Yokohama Almaty --territory Russia --tolerance-km 10
  landbridge audit --territory CN --format csv -o links.csv

Without --territory it is {TERRITORY}, the mainland with HK and MO."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    parser.add_argument("origin", metavar="FROM", nargs="?", help="place of departure: an id or a name")
    parser.add_argument("destination", metavar="TO", nargs="?", help="place of arrival: an id or a name")
    parser.add_argument(
        "--territory",
        metavar="COUNTRY",
        type=stated,
        default=TERRITORY,
        help=f"by ISO code or English name (default: {TERRITORY})",
    )
    parser.add_argument(
        "--tolerance-km",
        metavar="KM",
        type=number,
        default=TOLERANCE_KM,
        help=f"how far from the border, on either side, nothing is claimed (default: {TOLERANCE_KM:g})",
    )
    add_borders(parser)
    options.add_minimise(parser)
    options.add_question(parser, ("text", "json", "csv", "xlsx", "html", "png"))


def run(arguments: argparse.Namespace) -> int:
    """Answer and return the exit code."""
    form = format_of(arguments)
    _check(arguments)
    with Waiting("measuring"):
        head, found = _audited(arguments)
    show(_answer(head, found, arguments), arguments, form)
    return OK


def _check(arguments: argparse.Namespace) -> None:
    """Raise QuestionError for one end alone, or for what asks of a route where none is asked for."""
    if arguments.origin is not None and arguments.destination is None:
        raise QuestionError(["audit: expected FROM and TO, or neither for all links of the network"])
    given = [f"--{name.replace('_', '-')}" for name in OF_A_ROUTE if getattr(arguments, name) not in (None, [])]
    if arguments.origin is None and given:
        raise QuestionError([f"audit: {', '.join(given)}: asks of a route; expected FROM and TO with it"])


def _audited(arguments: argparse.Namespace) -> tuple[list[str], Audit]:
    """Return what was audited, in words, and the audit: of the best route, or of the network where no ends are given.

    Raises
    ------
    NoRouteError, LimitReachedError
        There is no route.
    """
    from routing.auditing.audit import audit
    from routing.auditing.audit_network import audit_network

    network = options.network_of(arguments)
    borders = borders_of(arguments)
    held = {"tolerance_km": arguments.tolerance_km, "exact_codes": arguments.exact_codes, "borders": borders}
    if arguments.origin is None:
        return [network.heading], audit_network(network, arguments.territory, **held)
    from routing.asking.solve import solve
    from routing.views.text.result import question_text
    from routing.views.text.route import totals_text

    shipment, constraints = options.question_of(arguments, network)
    result = solve(network, shipment, minimise=options.objective_of(arguments), constraints=constraints)
    told = [network.heading, question_text(result), totals_text(result.require()), ""]
    return told, audit(network, result, arguments.territory, **held)


def _answer(head: list[str], found: Audit, arguments: argparse.Namespace) -> Answer:
    from routing.views.as_csv import csv_text
    from routing.views.as_frame import AUDIT
    from routing.views.rows import rows
    from routing.views.text import text

    return Answer(
        text=lambda width: "\n".join([*head, text(found, width)]),
        data=found.to_dict,
        csv=lambda: csv_text(tuple(AUDIT), rows(found)),
        shown=(found,),
        png=lambda path: pictures.write_png(path, found),
    )
