"""`landbridge break-even FROM TO [ELEMENT]`: how much dearer or slower before another route is better."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from networks.errors import UnknownNameError
from networks.model.folding import folded
from networks.network import Network
from routing.answers.break_even import BreakEven
from routing.answers.result import Result
from routing.cli import options
from routing.cli.answers import Answer, format_of, show
from routing.cli.assumed import assumptions
from routing.cli.exits import OK
from routing.cli.waiting import Waiting
from routing.cli.words import one_of

CHANGES = ("hours", "usd")

SUMMARY = "how much dearer or slower a service may become before another route is better"
DESCRIPTION = """\
Find the best route, and how much each use of ELEMENT may grow in hours or
USD before another route is better, and which that is. Without ELEMENT each
service of the route in turn. The exit code is 1 if there is no route."""
EPILOG = """\
examples:
  landbridge break-even Yokohama Moscow
  landbridge break-even Yokohama Moscow line:JTSL
  landbridge break-even Yokohama Almaty Dostyk --minimise cost
  landbridge break-even JPYOK RUMOW rail:RUVYP-RUNJK -o break-even.xlsx

ELEMENT is the id of a service, a leg of it (line:JTSL#2), a link, an operation
or a procedure, the name of a service, or the id or name of a place."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    options.add_ends(parser)
    parser.add_argument("element", metavar="ELEMENT", nargs="?", help="what changes (default: each service in turn)")
    told = "what is added to each use (default: by what is least)"
    parser.add_argument("--change", choices=CHANGES, type=one_of(CHANGES), help=told)
    options.add_minimise(parser)
    options.add_question(parser, ("text", "json", "csv", "xlsx", "html"))


def run(arguments: argparse.Namespace) -> int:
    """Answer and return the exit code."""
    from routing.asking.break_even import break_even
    from routing.asking.solve import solve

    form = format_of(arguments)
    network = options.network_of(arguments)
    shipment, constraints = options.question_of(arguments, network)
    given = arguments.element and _element(network, arguments.element)
    with Waiting("searching") as waiting:
        result = solve(network, shipment, minimise=options.objective_of(arguments), constraints=constraints)
        result.require()
        found = []
        for element in [given] if given else _services(result):
            waiting.step(f"break-even of {element}")
            found.append(break_even(network, result, element, change=arguments.change))
    show(_answer(result, found, arguments), arguments, form)
    return OK


def _services(result: Result) -> list[str]:
    """Return the services of the best route, each once."""
    return list(dict.fromkeys(leg.service for leg in result.require().legs if leg.service))


def _element(network: Network, name: str) -> str:
    """Return the id that is meant: as it is, of the place or of the one service that is called so."""
    services = network.services_of_all_dates
    called = [service.id for service in services.values() if folded(service.name) == folded(name)]
    if len(called) == 1 and name not in services:
        return called[0]
    try:
        return network.place(name).id
    except UnknownNameError:
        return name


def _answer(result: Result, found: Sequence[BreakEven], arguments: argparse.Namespace) -> Answer:
    from routing.views.as_csv import csv_text
    from routing.views.as_frame import BREAK_EVEN
    from routing.views.rows import rows

    return Answer(
        text=lambda _: _text(result, found),
        data=lambda: [one.to_dict() for one in found],
        csv=lambda: csv_text(tuple(BREAK_EVEN), [row for one in found for row in rows(one)]),
        shown=tuple(found),
        assumed=assumptions(arguments, result.network),
    )


def _text(result: Result, found: Sequence[BreakEven]) -> str:
    """Return question and best route, a sentence for each element, and the warnings of all."""
    from routing.answers.warned import once
    from routing.views.text.break_even import break_even_sentence
    from routing.views.text.remarks import warning_lines
    from routing.views.text.result import outcome_text, question_text

    lines = [result.network.heading, question_text(result), outcome_text(result), ""]
    lines += [break_even_sentence(one) for one in found]
    return "\n".join([*lines, *warning_lines(once(one.warnings for one in found))])
