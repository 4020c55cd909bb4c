"""`landbridge welfare shipments.csv --weeks 520`: which upgrades are the best for all who share capacities."""

from __future__ import annotations

import argparse
from typing import Any

from routing.answers.welfare_plan import WelfarePlan
from routing.cli import pictures
from routing.cli.answers import Answer, format_of, show
from routing.cli.exits import exit_code
from routing.cli.given_upgrades import Given, add_budget, add_upgrades, given
from routing.cli.options import add_network, add_output
from routing.cli.sharing import add_sharing, sharing_of
from routing.cli.waiting import Waiting
from routing.cli.words import number
from routing.errors import QuestionError, gathering
from routing.question.options import SolveOptions
from routing.question.welfare import Welfare

SUMMARY = "which upgrades are the best for many shipments on shared capacities"
DESCRIPTION = """\
Find the upgrades with which all shipments of a CSV file together cost least in
a week, what is left behind among it, on the capacities that they share:
capacities that grow, times and prices that fall, links and services put on
offer. With --weeks the savings of so many weeks stand against the price of the
upgrades, and within --budget-usd. The answer has its bound always, and is
assigned with again. The exit code is 3 if a limit was reached before anything
was known."""
EPILOG = """\
examples:
  landbridge welfare shipments.csv --weeks 520 --capacity KZ-UZ=500
  landbridge welfare s.csv --budget-usd 50e6 --usd-per-day 60 -o best.html
  landbridge welfare s.csv --network my-net --upgrades my-upgrades --weeks 260

The file and the capacities are those of 'landbridge assign'. The upgrades, and
the scenario over which they are meant, are those of 'landbridge upgrades',
which asks for one shipment how few days it can take. Upgrades of unknown price
are not bought. csv has a row for the week without upgrades and one for the best
set; page and workbook have what is carried how with it, too. With --choice
user-equilibrium each shipper chooses for itself, and every set is tried."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    add_sharing(parser)
    told = "weeks of savings that stand against the price (default: the price only has to fit the budget)"
    parser.add_argument("--weeks", metavar="N", type=number, help=told)
    add_budget(parser)
    add_upgrades(parser)
    told = "share of the cost by which the bound may be below it (default: 0.0001)"
    parser.add_argument("--gap", metavar="SHARE", type=number, help=told)
    parser.add_argument("--time-limit", metavar="S", type=number, default=120.0, help="seconds (default: 120)")
    add_network(parser)
    add_output(parser, ("text", "json", "csv", "xlsx", "html", "png"))


def run(arguments: argparse.Namespace) -> int:
    """Answer and return the exit code."""
    from routing.asking.progress import heard_by
    from routing.upgrading.plan_upgrades import plan_upgrades

    form = format_of(arguments)
    asked, of, options = _checked(arguments)
    with Waiting("searching") as waiting, heard_by(waiting.step):
        found = plan_upgrades(
            of.network,
            of.upgrades,
            arguments.file,
            budget_usd=arguments.budget_usd,
            welfare=asked,
            options=options,
        )
    show(_answer(found, arguments, of), arguments, form)
    return exit_code(found.status)


def _checked(arguments: argparse.Namespace) -> tuple[Welfare, Given, SolveOptions]:
    """Return what is asked, of what, and within which limits; whatever is wrong with any of it is told at once."""
    from routing.upgrading.asked import asked_for_welfare

    problems = list[str]()
    with gathering(problems):
        asked = _asked(arguments)
    with gathering(problems):
        options = SolveOptions(time_limit_s=arguments.time_limit)
    with gathering(problems):
        of = given(arguments)
        asked_for_welfare(of.network, of.upgrades, dict(arguments.capacity), arguments.budget_usd)
    if problems:
        raise QuestionError(problems)
    return asked, of, options


def _asked(arguments: argparse.Namespace) -> Welfare:
    problems, sharing = list[str](), dict[str, Any]()
    with gathering(problems):
        sharing = sharing_of(arguments)
    with gathering(problems):
        gap = {} if arguments.gap is None else {"gap": arguments.gap}
        welfare = Welfare(weeks=arguments.weeks, **sharing, **gap)
    if problems:
        raise QuestionError(problems)
    return welfare


def _answer(found: WelfarePlan, arguments: argparse.Namespace, of: Given) -> Answer:
    from routing.views.as_csv import as_csv
    from routing.views.text import text
    from routing.views.text.welfare_plan import welfare_lines

    return Answer(
        text=lambda width: text(found, width),
        data=found.to_dict,
        csv=lambda: as_csv(found),
        shown=(found,) if found.assignment is None else (found, found.assignment),
        png=lambda path: pictures.write_png(path, found),
        assumed=f"Taken for lack of another word: {of.told}." if of.told else "",
        nothing="" if found.chosen else welfare_lines(found)[0],
    )
