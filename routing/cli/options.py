"""Options that several commands share, and what they mean: a network, a shipment, constraints."""

from __future__ import annotations

import argparse
import datetime
import os
from collections.abc import Sequence
from typing import Any

from networks.errors import FEATURES, UnknownNameError
from networks.network import Network
from routing.cli.names import place_ids, via_id
from routing.errors import QuestionError
from routing.question.constraints import MODES, Constraints
from routing.question.measures import CRITERIA, MEASURES
from routing.question.objectives import Objective
from routing.question.shipment import GOODS, TEU_OF_SIZE, Shipment

BUILT_IN = "eurasia"
LIMITS = tuple(measure.limit for measure in MEASURES)


def add_ends(parser: argparse.ArgumentParser) -> None:
    """Add FROM and TO."""
    parser.add_argument("origin", metavar="FROM", help="place of departure: an id or a full name")
    parser.add_argument("destination", metavar="TO", help="place of arrival: an id or a full name")


def add_network(parser: argparse.ArgumentParser, scenario: str | None) -> None:
    """Add --network and, with the help text given, --scenario."""
    group = parser.add_argument_group("network")
    group.add_argument(
        "--network",
        metavar="FOLDER",
        type=_one,
        help=f"folder of CSV files, a GeoJSON file, or the name of a built-in network (default: {BUILT_IN})",
    )
    if scenario is not None:
        group.add_argument("--scenario", metavar="NAME", action="append", default=[], type=_one, help=scenario)


def add_shipment(parser: argparse.ArgumentParser) -> None:
    """Add what moves; nothing given is None, so that an answer can say what it took for granted."""
    group = parser.add_argument_group("shipment")
    group.add_argument("--containers", metavar="N", type=int, help="number of containers (default: 1)")
    group.add_argument("--size", choices=TEU_OF_SIZE, help="their size (default: 20ft)")
    group.add_argument("--tonnes", metavar="T", type=float, help="weight in t of the whole shipment")
    group.add_argument(
        "--goods", metavar="G,G", type=listed, help=f"what services or closures ask of it: {', '.join(GOODS)}"
    )
    group.add_argument("--load", choices=("container", "wagon", "bulk"), help="what it travels as (default: container)")
    group.add_argument(
        "--scope",
        choices=("door", "terminal"),
        help="door to door, or from the first departure to the last arrival (default: door)",
    )
    group.add_argument(
        "--ready", metavar="DATE", type=day, help="day the goods are ready, from its 00:00 on, YYYY-MM-DD"
    )
    group.add_argument(
        "--deadline", metavar="DATE", type=day, help="day they must have arrived, until its 24:00; needs --ready"
    )


def add_constraints(parser: argparse.ArgumentParser) -> None:
    """Add bans and limits."""
    group = parser.add_argument_group("constraints (a ban removes; it is no penalty)")
    group.add_argument(
        "--avoid",
        metavar="CC",
        action="append",
        default=[],
        type=_codes,
        help="territories by ISO code, as CN or CN,KZ; CN takes in HK and MO",
    )
    for name, metavar, what in (
        ("place", "PLACE", "a place"),
        ("link", "ID", "a link"),
        ("service", "ID", "a service"),
    ):
        told = f"{what}; may be repeated"
        group.add_argument(f"--avoid-{name}", metavar=metavar, action="append", default=[], type=_one, help=told)
    group.add_argument("--exact-codes", action="store_true", help="a code means only itself: CN without HK and MO")
    group.add_argument("--waters", choices=("internal", "12nm"), help="what a ban means at sea (default: internal)")
    group.add_argument(
        "--via",
        metavar="NAME",
        action="append",
        default=[],
        type=_one,
        help="pass this place, or use this corridor or link ('landbridge corridors'); repeated: in this order",
    )
    group.add_argument(
        "--modes",
        metavar="M,M",
        type=listed,
        help=f"modes allowed, of {', '.join(MODES)} (default: all but ferry)",
    )
    group.add_argument("--max-days", metavar="D", type=float, help="days in all, at most")
    group.add_argument("--max-usd", metavar="USD", type=float, help="USD of the whole shipment, at most")
    group.add_argument("--max-kg-co2e", metavar="KG", type=float, help="kg CO2e, well to wheel, at most")
    group.add_argument("--max-km", metavar="KM", type=float, help="km in all, at most")
    group.add_argument("--max-transshipments", metavar="N", type=int, help="lifts between vehicles, at most")


def add_minimise(parser: argparse.ArgumentParser) -> None:
    """Add --minimise."""
    parser.add_argument("--minimise", choices=CRITERIA, help="what is to be least (default: time)")
    parser.add_argument(
        "--usd-per-day",
        metavar="USD",
        type=float,
        help="least in money and time together: what a day of the whole shipment is worth; in place of --minimise",
    )


def objective_of(arguments: argparse.Namespace) -> Objective:
    """Return what is to be least: a criterion, or generalised cost with the value of a day.

    Raises
    ------
    QuestionError
        Both are given, or a value of a day below 0.
    """
    if arguments.usd_per_day is None:
        return arguments.minimise or "time"
    if arguments.minimise is not None:
        raise QuestionError(["--usd-per-day weighs money and time, --minimise asks for one of them: give one"])
    from routing.question.generalised_cost import GeneralisedCost

    return GeneralisedCost(usd_per_day=arguments.usd_per_day)


def add_output(parser: argparse.ArgumentParser, formats: Sequence[str]) -> None:
    """Add --format and -o."""
    group = parser.add_argument_group("output")
    extras = [
        f"{form} needs the extra {extra}" for form, extra in (("png", "plot"), ("html", "report")) if form in formats
    ]
    told = "; ".join(["default: by the ending of FILE, else text", *extras])
    group.add_argument("--format", choices=formats, help=told)
    group.add_argument("-o", "--output", metavar="FILE", help="write here; replaced only once the new file is whole")
    group.add_argument(
        "--spreadsheet", action="store_true", help="in csv: a byte-order mark, by which spreadsheets know the letters"
    )
    parser.set_defaults(formats=formats)


def network_of(arguments: argparse.Namespace, scenario: Sequence[str] = ()) -> Network:
    """Return the network that is asked for, with scenarios applied one after the other.

    Raises
    ------
    DataError, UnknownNameError
        A folder that cannot be used, with every finding; a scenario that it does not have.
    """
    import networks

    given = arguments.network or BUILT_IN
    if arguments.network is None or (given in networks.editions() and not os.path.lexists(given)):
        return networks.load(given, scenario=tuple(scenario) or None)
    from networks.changes.applying import apply_scenarios, scenarios_of

    is_geojson = str(arguments.network).endswith(FEATURES)
    base = (networks.read_geojson if is_geojson else networks.read)(arguments.network)
    known = scenarios_of(base)
    for name in scenario:
        if name not in known:
            raise UnknownNameError("scenario", name, known)
    return apply_scenarios(base, [known[name] for name in scenario]) if scenario else base


def question_of(arguments: argparse.Namespace, network: Network) -> tuple[Shipment, Constraints]:
    """Return shipment and constraints with places by their ids.

    Raises
    ------
    QuestionError
        Names that are no place's, all of them; or a question that contradicts itself.
    """
    cells = vars(arguments)
    via = {name: via_id(network, name) for name in arguments.via}
    named = [arguments.origin, arguments.destination, *(name for name, meant in via.items() if not meant)]
    origin, destination, *others = place_ids(network, named, arguments.avoid_place)
    passed, avoided = others[: len(named) - 2], others[len(named) - 2 :]
    via |= dict(zip(named[2:], passed, strict=True))
    moved = ("containers", "size", "tonnes", "goods", "load", "scope", "ready", "deadline")
    given: dict[str, Any] = {name: cells[name] for name in moved if cells[name] is not None}
    problems: list[str] = []
    limits: dict[str, Any] = {name: cells[name] for name in (*LIMITS, "max_transshipments", "modes")}
    limits |= {} if cells["waters"] is None else {"waters": cells["waters"]}
    shipment = constraints = None
    try:
        shipment = Shipment(origin, destination, **given)
    except QuestionError as error:
        problems += error.problems
    try:
        constraints = Constraints(
            avoid_territories=frozenset(code for codes in arguments.avoid for code in codes),
            avoid_places=frozenset(avoided),
            avoid_links=frozenset(arguments.avoid_link),
            avoid_services=frozenset(arguments.avoid_service),
            exact_codes=arguments.exact_codes,
            via=tuple(via[name] for name in arguments.via),
            **limits,
        )
    except QuestionError as error:
        problems += error.problems
    if shipment is None or constraints is None:
        raise QuestionError(problems)
    return shipment, constraints


def scenario_names(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the names of scenarios to apply, where ``a+b`` stands for a and then b.

    Examples
    --------
    >>> scenario_names(["2016-target", "samarga+zabaikalsk-closed"])
    ('2016-target', 'samarga', 'zabaikalsk-closed')
    """
    return tuple(name.strip() for text in texts for name in text.split("+"))


def _codes(text: str) -> tuple[str, ...]:
    return tuple(code.upper() if len(code) == 2 else code for code in listed(text))


def listed(text: str) -> tuple[str, ...]:
    """Return the parts of a list with commas; none of them may be empty, as an unset variable of a shell leaves it."""
    return tuple(map(_one, text.split(",")))


def _one(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("an empty name (an unset variable?); leave the option out to state nothing")
    return text.strip()


def day(text: str) -> datetime.date:
    """Return the day that a text names; raise ArgumentTypeError for another text."""
    try:
        return datetime.datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r}: expected a date as YYYY-MM-DD") from None
