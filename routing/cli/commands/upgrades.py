"""`landbridge upgrades FROM TO --max-days 25`: which upgrades reach so many days, at which price."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import networks
from networks.model.upgrade import Upgrade
from networks.network import Network
from routing.answers.upgrade_plan import UpgradePlan
from routing.cli import options, pictures
from routing.cli.answers import Answer, format_of, show
from routing.cli.assumed import assumptions
from routing.cli.exits import exit_code
from routing.cli.waiting import Waiting
from routing.cli.words import number
from routing.errors import QuestionError

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
  landbridge upgrades A B --network my-network --upgrades my-upgrades

The upgrades of 2016 are meant over the scenario 2016-ordinary (42 days), which
is applied where no --scenario is given. A folder of --upgrades has the files
upgrades.csv and upgrade_changes.csv (networks.read_upgrades).
csv has a row for each set, step of the ladder, share and unknown price."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    options.add_ends(parser)
    parser.add_argument("--budget-usd", metavar="USD", type=number, help="money in all, at most")
    told = "folder of upgrades of one's own (default: those that come with the network)"
    parser.add_argument("--upgrades", metavar="FOLDER", type=Path, help=told)
    options.add_question(parser, ("text", "json", "csv", "xlsx", "html", "png"))


def run(arguments: argparse.Namespace) -> int:
    """Answer and return the exit code."""
    from routing.asking.progress import heard_by
    from routing.upgrading.plan_upgrades import plan_upgrades

    form = format_of(arguments)
    plain = options.network_of(arguments)
    upgrades = _upgrades(arguments, plain)
    bases = list(dict.fromkeys(one.base for one in upgrades if one.base))
    based = not arguments.scenario and len(bases) == 1 and arguments.upgrades is None
    network = options.network_of(arguments, bases) if based else plain
    shipment, constraints = options.question_of(arguments, network)
    days, constraints = constraints.max_days, replace(constraints, max_days=None)
    with Waiting("searching") as waiting, heard_by(waiting.step):
        found = plan_upgrades(
            network, upgrades, shipment, max_days=days, budget_usd=arguments.budget_usd, constraints=constraints
        )
    show(_answer(found, arguments, bases if based else []), arguments, form)
    return exit_code(found.status)


def _upgrades(arguments: argparse.Namespace, network: Network) -> tuple[Upgrade, ...]:
    if arguments.upgrades is not None:
        from networks.changes.applying import scenarios_of

        return networks.read_upgrades(arguments.upgrades, scenarios_of(network))
    if network.name not in networks.editions():
        raise QuestionError(["--upgrades: expected a folder, for no upgrades come with a network of one's own"])
    return networks.upgrades(network.name)


def _answer(found: UpgradePlan, arguments: argparse.Namespace, bases: list[str]) -> Answer:
    from routing.views.as_csv import as_csv
    from routing.views.text.upgrade_plan import plan_lines, upgrade_plan_text

    told = f"the scenario {', '.join(bases)}, over which the upgrades are meant" if bases else ""
    return Answer(
        text=lambda width: upgrade_plan_text(found, width),
        data=found.to_dict,
        csv=lambda: as_csv(found),
        shown=(found,),
        png=lambda path: pictures.write_png(path, found),
        assumed=assumptions(arguments, found.network, scenarios=told),
        nothing="" if found.chosen else plan_lines(found)[0],
    )
