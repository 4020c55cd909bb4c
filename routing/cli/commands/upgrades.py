"""`landbridge upgrades FROM TO --max-days 25`: which upgrades reach so many days, at which price."""

from __future__ import annotations

import argparse
from dataclasses import replace

from networks.model.upgrade import Upgrade
from networks.network import Network
from routing.answers.robust_upgrades import RobustUpgrades
from routing.answers.upgrade_phases import UpgradePhases
from routing.answers.upgrade_plan import UpgradePlan
from routing.cli import options, pictures
from routing.cli.answers import Answer, format_of, show
from routing.cli.assumed import assumptions
from routing.cli.exits import exit_code
from routing.cli.given_upgrades import Given, add_budget, add_upgrades, given
from routing.cli.waiting import Waiting
from routing.cli.words import count, share
from routing.errors import QuestionError
from routing.question.constraints import Constraints
from routing.question.shipment import Shipment
from routing.status import Status

Found = UpgradePlan | RobustUpgrades | UpgradePhases
MOST_YEARS = 50
SUMMARY = "which upgrades reach so many days, at which price"
DESCRIPTION = """\
Find the cheapest upgrades with which goods take at most --max-days, or the
fastest within --budget-usd; without either what each amount of money reaches.
Every set is proven and asked of the router again. Told are also the ladder
from no upgrade to all that are chosen, what each of them saves, and what
unknown prices would have to be. The exit code is 1 if no set reaches it."""
EPILOG = """\
examples:
  landbridge upgrades Yokohama Moscow --max-days 25
  landbridge upgrades Yokohama Moscow --budget-usd 50e6 -o upgrades.html
  landbridge upgrades Yokohama Moscow --network eurasia-2025 --max-days 25
  landbridge upgrades Yokohama Moscow --max-days 25 --robust
  landbridge upgrades Yokohama Moscow --max-days 25 --yearly-budget 2016-2020=20e6
  landbridge upgrades A B --network my-network --upgrades my-upgrades

--robust draws effects and prices within their ranges, and tells which set is
sure enough, what each would be regretted by, and what to learn first.
--yearly-budget tells which upgrades are begun in which year, and the days then.
'landbridge welfare' weighs them for many shipments that share capacities.

The upgrades of 2016 are meant over the scenario 2016-ordinary (42 days), which
is applied where no --scenario is given. A folder of --upgrades has the files
upgrades.csv and upgrade_changes.csv (networks.read_upgrades).
csv has a row for each set, step of the ladder, share and unknown price."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    options.add_ends(parser)
    add_budget(parser)
    phased = parser.add_argument_group("over the years")
    told = "what may be spent in a year, or in each of several (2016-2020=20e6); may be repeated"
    phased.add_argument("--yearly-budget", metavar="YEAR=USD", action="append", type=yearly, help=told)
    told = "how many years an upgrade takes to be built; may be repeated"
    phased.add_argument("--build-years", metavar="ID=YEARS", action="append", type=built_in, help=told)
    phased.add_argument("--carry-over", action="store_true", help="what a year leaves may be spent later")
    robust = parser.add_argument_group("where effects and prices vary")
    robust.add_argument("--robust", action="store_true", help="which set still keeps --max-days in their ranges")
    robust.add_argument("--sure", metavar="SHARE", type=share, help="in which share of scenarios (default: 0.9)")
    robust.add_argument("--samples", metavar="N", type=count, help="how many scenarios (default: 1000)")
    robust.add_argument("--seed", metavar="N", type=count, help="of which seed (default: 0)")
    add_upgrades(parser)
    options.add_question(parser, ("text", "json", "csv", "xlsx", "html", "png"))


def run(arguments: argparse.Namespace) -> int:
    """Answer and return the exit code."""
    from routing.asking.progress import heard_by

    form = format_of(arguments)
    _check(arguments)
    of = given(arguments)
    network, upgrades = of.network, of.upgrades
    shipment, constraints = options.question_of(arguments, network)
    days, constraints = constraints.max_days, replace(constraints, max_days=None)
    with Waiting("searching") as waiting, heard_by(waiting.step):
        found = _asked(arguments, network, upgrades, shipment, days, constraints)
    show(_answer(found, arguments, of), arguments, form)
    return exit_code(found.status)


def _check(arguments: argparse.Namespace) -> None:
    """Raise QuestionError for options that do not go together; all of them at once."""
    robust = [name for name in ("sure", "samples", "seed") if getattr(arguments, name) is not None]
    phased = [name for name in ("build_years", "carry_over") if getattr(arguments, name)]
    problems = []
    if arguments.robust and arguments.yearly_budget:
        problems.append("--robust, --yearly-budget: expected one of them")
    if arguments.budget_usd is not None and (arguments.robust or arguments.yearly_budget):
        problems.append("--budget-usd: expected none with --robust or --yearly-budget")
    if arguments.robust and arguments.max_days is None:
        problems.append("--robust: expected --max-days beside it")
    if robust and not arguments.robust:
        problems.append(f"--{', --'.join(robust)}: expected --robust beside it")
    if phased and not arguments.yearly_budget:
        problems.append(f"--{', --'.join(phased).replace('_', '-')}: expected --yearly-budget beside it")
    if problems:
        raise QuestionError(problems)


def _asked(
    arguments: argparse.Namespace,
    network: Network,
    upgrades: tuple[Upgrade, ...],
    shipment: Shipment,
    days: float | None,
    constraints: Constraints,
) -> Found:
    """Return the answer of the verb that was asked for."""
    from routing.upgrading.phase_upgrades import phase_upgrades
    from routing.upgrading.plan_upgrades import plan_upgrades
    from routing.upgrading.robust_upgrades import robust_upgrades

    if arguments.robust:
        assert days is not None
        told = {name: getattr(arguments, name) for name in ("sure", "samples", "seed")}
        given = {name: value for name, value in told.items() if value is not None}
        return robust_upgrades(network, upgrades, shipment, max_days=days, constraints=constraints, **given)
    if arguments.yearly_budget:
        return phase_upgrades(
            network,
            upgrades,
            shipment,
            yearly_budget_usd={year: usd for part in arguments.yearly_budget for year, usd in part.items()},
            max_days=days,
            build_years=dict(arguments.build_years or ()),
            carry_over=arguments.carry_over,
            constraints=constraints,
        )
    return plan_upgrades(
        network, upgrades, shipment, max_days=days, budget_usd=arguments.budget_usd, constraints=constraints
    )


def yearly(text: str) -> dict[int, float]:
    """Return the budget of a year, or of several.

    >>> yearly("2016=20e6"), yearly("2016-2018=5e6")
    ({2016: 20000000.0}, {2016: 5000000.0, 2017: 5000000.0, 2018: 5000000.0})
    """
    years, _, money = text.partition("=")
    first, _, last = years.partition("-")
    try:
        begin, end = int(first), int(last or first)
        usd = float(money)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r}: expected YEAR=USD or FROM-TO=USD, such as 2016=20e6") from error
    if not begin <= end < begin + MOST_YEARS:
        raise argparse.ArgumentTypeError(f"{text!r}: expected at most {MOST_YEARS} years, the first one first")
    return dict.fromkeys(range(begin, end + 1), usd)


def built_in(text: str) -> tuple[str, int]:
    """Return an upgrade and how many years it takes.

    >>> built_in("weekly-ship=2")
    ('weekly-ship', 2)
    """
    name, _, years = text.rpartition("=")
    try:
        return name, int(years)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r}: expected ID=YEARS, such as weekly-ship=2") from error


def _answer(found: Found, arguments: argparse.Namespace, of: Given) -> Answer:
    from routing.views.as_csv import as_csv
    from routing.views.text import text
    from routing.views.text.robust_upgrades import robust_lines
    from routing.views.text.upgrade_phases import phases_lines
    from routing.views.text.upgrade_plan import plan_lines

    if isinstance(found, RobustUpgrades):
        nothing = "" if found.chosen else robust_lines(found)[0]
    elif isinstance(found, UpgradePhases):
        nothing = "" if found.status is Status.OPTIMAL else phases_lines(found)[0]
    else:
        nothing = "" if found.chosen else plan_lines(found)[0]
    return Answer(
        text=lambda width: text(found, width),
        data=found.to_dict,
        csv=lambda: as_csv(found),
        shown=(found,),
        png=lambda path: pictures.write_png(path, found),
        assumed=assumptions(arguments, found.network, scenarios=of.told),
        nothing=nothing,
    )
