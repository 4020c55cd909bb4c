"""`landbridge price-of FROM TO --avoid CN`: what constraints cost."""

from __future__ import annotations

import argparse

from routing.answers.price import Price
from routing.cli import options, pictures
from routing.cli.answers import Answer, format_of, show
from routing.cli.assumed import assumptions
from routing.cli.exits import exit_code
from routing.cli.waiting import Waiting
from routing.errors import QuestionError
from routing.question.constraints import Constraints

SUMMARY = "what constraints cost: the best route with them against the best without"
DESCRIPTION = """\
Find the best route with the constraints and the best without any, and tell the
difference of the two in days, USD and kg CO2e; and by how much the least days,
USD and kg CO2e that can be had grow. The exit code is that of the question with
the constraints: 1 if they leave no route."""
EPILOG = """\
examples:
  landbridge price-of Yokohama Almaty --avoid China
  landbridge price-of Yokohama Moscow --via Khabarovsk --minimise cost
  landbridge price-of JPYOK RUMOW --modes rail,sea --max-days 40 -o price.html"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    options.add_ends(parser)
    options.add_minimise(parser)
    options.add_question(parser, ("text", "json", "geojson", "csv", "xlsx", "html", "png"))


def run(arguments: argparse.Namespace) -> int:
    """Answer and return the exit code."""
    from routing.asking.price_of import price_of

    form = format_of(arguments)
    network = options.network_of(arguments)
    shipment, constraints = options.question_of(arguments, network)
    if constraints == Constraints():
        raise QuestionError(["price-of: expected at least one constraint to be priced, such as --avoid China"])
    with Waiting("searching"):
        price = price_of(network, shipment, constraints=constraints, minimise=options.objective_of(arguments))
    show(_answer(price, arguments), arguments, form)
    return exit_code(price.bound.status)


def _answer(price: Price, arguments: argparse.Namespace) -> Answer:
    from routing.views.as_csv import as_csv
    from routing.views.text.outcome import nothing_text
    from routing.views.text.price import price_text

    return Answer(
        text=lambda width: "\n".join([price.bound.network.heading, price_text(price, width)]),
        data=price.to_dict,
        csv=lambda: as_csv(price),
        geojson=price.to_geojson,
        shown=(price,),
        png=lambda path: pictures.write_png(path, price),
        assumed=assumptions(arguments, price.bound.network),
        nothing=nothing_text(price.bound),
    )
