"""Options of commands in which many shipments share capacities, and what they mean."""

from __future__ import annotations

import argparse
from typing import Any

from routing.cli.words import number, stated
from routing.errors import QuestionError, gathering
from routing.question.congestion import CHOICES
from routing.question.empties import Empties
from routing.question.generalised_cost import GeneralisedCost


def add_sharing(parser: argparse.ArgumentParser) -> None:
    """Add the file of shipments, capacities, what time is worth, empty boxes, waiting, and what stays behind."""
    parser.add_argument("file", metavar="CSV", type=stated, help="the shipments")
    told = (
        "what an element carries in a week, as KZ-UZ=500 or 'RU-VOSTCOAL=400000 t'; ID=none: no limit; may be repeated"
    )
    parser.add_argument("--capacity", metavar="ID=N", action="append", default=[], type=capacity, help=told)
    parser.add_argument("--usd-per-day", metavar="USD", type=number, help="value of a day of a shipment (default: 0)")
    told = (
        "boxes come back: empty ones share the capacities, and pay this share of what loaded ones do (default: that of "
        "the network)"
    )
    parser.add_argument("--empties", metavar="SHARE", nargs="?", type=number, const=True, help=told)
    told = "with --empties, what a box costs that comes from nowhere, as CNSGH=800; may be repeated"
    parser.add_argument("--hire", metavar="PLACE=USD", action="append", default=[], type=price, help=told)
    told = "with --empties, what it costs to leave a box there for good; may be repeated"
    parser.add_argument("--drop", metavar="PLACE=USD", action="append", default=[], type=price, help=told)
    told = "with --empties, what a day of an empty box costs (default: 0)"
    parser.add_argument("--empty-usd-per-day", metavar="USD", type=number, help=told)
    told = "CSV of where waiting grows with use: columns element, per_week, hours, usd_per_hour"
    parser.add_argument("--congestion", metavar="FILE", type=stated, help=told)
    told = "what is best for all together, or what each shipper chooses (default: system-optimum)"
    choices = [one.replace(" ", "-") for one in CHOICES]
    parser.add_argument("--choice", choices=choices, default=choices[0], help=told)
    told = "cost of leaving a shipment behind (default: ten times its cheapest route)"
    parser.add_argument("--unserved", metavar="USD", type=number, help=told)


def sharing_of(arguments: argparse.Namespace) -> dict[str, Any]:
    """Return the arguments that `routing.assign` and `routing.Welfare` share.

    Raises
    ------
    QuestionError
        What a day cannot be worth; what says something of empty boxes, without them.
    """
    worth, problems = arguments.usd_per_day, list[str]()
    with gathering(problems):
        minimise = "cost" if worth is None else GeneralisedCost(usd_per_day=worth)
    with gathering(problems):
        empties = _empties(arguments)
    if problems:
        raise QuestionError(problems)
    return {
        "capacities": dict(arguments.capacity),
        "minimise": minimise,
        "unserved_usd": arguments.unserved,
        "empties": empties,
        "congestion": arguments.congestion,
        "choice": arguments.choice.replace("-", " "),
    }


def _empties(arguments: argparse.Namespace) -> Empties | None:
    told = {"--hire": arguments.hire, "--drop": arguments.drop, "--empty-usd-per-day": arguments.empty_usd_per_day}
    if arguments.empties is None:
        if any(value not in (None, []) for value in told.values()):
            names = ", ".join(name for name, value in told.items() if value not in (None, []))
            raise QuestionError([f"{names}: expected --empties with it, for nothing comes back without"])
        return None
    return Empties(
        share=None if arguments.empties is True else arguments.empties,
        usd_per_day=arguments.empty_usd_per_day or 0.0,
        hire_usd=dict(arguments.hire),
        drop_usd=dict(arguments.drop),
    )


def capacity(text: str) -> tuple[str, str | float | None]:
    """Return an element and what it carries.

    >>> capacity("KZ-UZ=500"), capacity("RUVVO=none")
    (('KZ-UZ', 500.0), ('RUVVO', None))
    """
    element, equals, told = stated(text).rpartition("=")
    if not equals or not element:
        raise argparse.ArgumentTypeError(f"{text!r}: expected ID=NUMBER, as KZ-UZ=500")
    if told.strip() == "none":
        return element, None
    try:
        return element, float(told.replace(",", ""))
    except ValueError:
        return element, told


def price(text: str) -> tuple[str, float]:
    """Return a place and what a box costs there.

    >>> price("CNSGH=800")
    ('CNSGH', 800.0)
    """
    place, equals, told = stated(text).rpartition("=")
    try:
        if equals and place:
            return place, float(told.replace(",", ""))
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"{text!r}: expected PLACE=USD, as CNSGH=800")
