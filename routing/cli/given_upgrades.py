"""The upgrades that a command weighs, and the network over which they are meant."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import NamedTuple

import networks
from networks.model.upgrade import Upgrade
from networks.network import Network
from routing.cli import options
from routing.cli.words import number
from routing.errors import QuestionError


class Given(NamedTuple):
    """The network, the upgrades, and the scenarios that were applied because the upgrades are meant over them."""

    network: Network
    upgrades: tuple[Upgrade, ...]
    bases: list[str]

    @property
    def told(self) -> str:
        """Return what was applied, in words; "" for nothing."""
        return f"the scenario {', '.join(self.bases)}, over which the upgrades are meant" if self.bases else ""


def add_upgrades(parser: argparse.ArgumentParser) -> None:
    """Add --upgrades."""
    told = "folder of upgrades of one's own (default: those that come with the network)"
    parser.add_argument("--upgrades", metavar="FOLDER", type=Path, help=told)


def add_budget(parser: argparse.ArgumentParser) -> None:
    """Add --budget-usd."""
    parser.add_argument("--budget-usd", metavar="USD", type=number, help="money in all, at most")


def given(arguments: argparse.Namespace) -> Given:
    """Return what is asked of; without --scenario over the one that upgrades of ours are meant over.

    Raises
    ------
    QuestionError
        No folder, where no upgrades come with the network.
    """
    plain = options.network_of(arguments)
    upgrades = _upgrades(arguments, plain)
    bases = list(dict.fromkeys(one.base for one in upgrades if one.base))
    if arguments.scenario or len(bases) != 1 or arguments.upgrades is not None:
        return Given(plain, upgrades, [])
    return Given(options.network_of(arguments, bases), upgrades, bases)


def _upgrades(arguments: argparse.Namespace, network: Network) -> tuple[Upgrade, ...]:
    if arguments.upgrades is not None:
        from networks.changes.applying import scenarios_of

        return networks.read_upgrades(arguments.upgrades, scenarios_of(network))
    if network.name not in networks.editions():
        raise QuestionError(["--upgrades: expected a folder, for no upgrades come with a network of one's own"])
    return networks.upgrades(network.name)
