"""--world: ends beyond the network, which ways of the world lead to."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from networks.network import Network
from routing.cli.output import note
from routing.cli.words import count, number, stated
from routing.errors import QuestionError

if TYPE_CHECKING:
    from routing.question.constraints import Constraints

SPEEDS = {"sea_kn": "--sea-kn", "rail_kmh": "--rail-kmh", "transfer_h": "--transfer-h"}
GIVEN = {**SPEEDS, "gateways": "--gateways", "direct": "--direct", "cache": "--cache"}


def add_world(parser: argparse.ArgumentParser) -> None:
    """Add --world and what it needs."""
    group = parser.add_argument_group("world (ends beyond the network; extra world)")
    told = "ends may be any port, place or north,east: ways of the world lead to the nearest terminals"
    group.add_argument("--world", action="store_true", help=told)
    add_speeds(group)
    group.add_argument("--gateways", metavar="N", type=count, help="to how many terminals (default: 8)")
    group.add_argument("--direct", action="store_true", help="a way of the world from end to end, too")
    add_cache(group)


def add_speeds(group: argparse._ArgumentGroup) -> None:
    """Add the speeds at which ways of the world are counted."""
    group.add_argument("--sea-kn", metavar="KN", type=number, help="knots at sea")
    group.add_argument("--rail-kmh", metavar="KMH", type=number, help="km/h by rail")
    group.add_argument("--transfer-h", metavar="H", type=number, help="hours of a transfer between sea and rail")


def add_cache(group: argparse._ArgumentGroup) -> None:
    """Add where the world is kept."""
    group.add_argument("--cache", metavar="FOLDER", type=stated, help="where the world is kept (default: the user's)")


def load_world(arguments: argparse.Namespace) -> Any:
    """Return the world, whose building is told step by step."""
    import networks

    return networks.load("world", cache=arguments.cache, progress=lambda words: note(f"landbridge: {words}"))


def laid_over_world(
    network: Network,
    arguments: argparse.Namespace,
    ends: list[str],
    bans: Callable[[argparse.Namespace], Constraints],
) -> Network | None:
    """Return a network that reaches its ends by ways of the world within bans; None where that is not asked for.

    Raises
    ------
    QuestionError
        Speeds that are missing, or given without --world; ends that nothing leads to.
    """
    cells = vars(arguments)
    stated_ = [option for name, option in GIVEN.items() if cells.get(name)]
    if not cells.get("world"):
        if stated_ and "world" in cells:
            raise QuestionError([f"{', '.join(stated_)}: expected with --world"])
        return None
    missing = [option for name, option in SPEEDS.items() if cells[name] is None]
    if missing:
        raise QuestionError([f"--world needs {', '.join(missing)}: no time is told without them"])
    from routing.ways.over_world import GATEWAYS, over_world
    from routing.ways.speeds import Speeds

    return over_world(
        network,
        load_world(arguments),
        ends,
        speeds=Speeds(**{name: cells[name] for name in SPEEDS}),
        constraints=bans(arguments),
        gateways=cells["gateways"] or GATEWAYS,
        direct=cells["direct"] or None,
    )
