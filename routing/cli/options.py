"""Options that several commands share, and what they mean: a network, a shipment, constraints."""

from __future__ import annotations

import argparse
import datetime
import os
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from networks.errors import FreightError, UnknownNameError, nearest_names
from networks.model.scenario import Scenario
from networks.network import Network
from routing.cli.by_lorry import place_named, with_lorries
from routing.cli.names import called_ids
from routing.cli.over_world import add_world, laid_over_world
from routing.cli.words import count, listed, number, one_of, several_of, size_of, stated
from routing.errors import QuestionError, gathering
from routing.question.constraints import MODES, Constraints
from routing.question.measures import CRITERIA, MEASURES
from routing.question.moments import is_day
from routing.question.objectives import Objective
from routing.question.shipment import GOODS, TEU_OF_SIZE, Shipment

BUILT_IN = "eurasia"
EXTRA_OF = {"png": "plot", "html": "report", "xlsx": "xlsx"}  # format -> what it needs beside landbridge
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:?[0-9]{2})?)?")
LIMITS = tuple(measure.limit for measure in MEASURES)
APPLY = "apply a scenario; repeated, or a+b: one after the other"  # what --scenario does in most commands


def add_ends(parser: argparse.ArgumentParser) -> None:
    """Add FROM and TO."""
    parser.add_argument("origin", metavar="FROM", help="place of departure: an id, a name, or degrees north,east")
    parser.add_argument("destination", metavar="TO", help="place of arrival: an id, a name, or degrees north,east")


def add_question(
    parser: argparse.ArgumentParser,
    formats: Sequence[str],
    scenario: str = APPLY,
    *,
    moments: Callable[[argparse.ArgumentParser], None] | None = None,
) -> None:
    """Add what a command that asks takes beside ends, objective and options of its own, which stand before it in help.

    That is shipment, constraints, network and output.

    Parameters
    ----------
    parser, formats
        Of the command, and the formats that it writes.
    scenario
        What --scenario does, in words.
    moments
        What adds the options of the clock; None: the command does not ask by it.
    """
    add_shipment(parser)
    if moments is not None:
        moments(parser)
    add_constraints(parser)
    add_network(parser, scenario)
    add_world(parser)
    add_output(parser, formats)


def add_network(parser: argparse.ArgumentParser, scenario: str | None = APPLY) -> None:
    """Add --network and, with the help text given, --scenario."""
    group = parser.add_argument_group("network")
    group.add_argument(
        "--network",
        metavar="FOLDER",
        type=stated,
        help="a folder or file that can be read (CSV folder, GeoJSON, GTFS, GMNS, TNTP, DIMACS), or the name of a"
        f" built-in network (default: {BUILT_IN})",
    )
    if scenario is not None:
        group.add_argument("--scenario", metavar="NAME", action="append", default=[], type=stated, help=scenario)
        group.add_argument(
            "--changes",
            metavar="CSV",
            action="append",
            default=[],
            type=stated,
            help="changes of your own, applied last; may be repeated; 'landbridge template' writes one",
        )
        group.add_argument("--rates", metavar="CSV", type=stated, help="your own quotes in place of its prices")
        group.add_argument(
            "--money", metavar="XXX", type=stated, help="tell totals in this money too, as JPY, EUR or RUB"
        )


def add_shipment(parser: argparse.ArgumentParser) -> None:
    """Add what moves; nothing given is None, so that an answer can say what it took for granted."""
    group = parser.add_argument_group("shipment")
    group.add_argument("--containers", metavar="N", type=count, help="number of containers (default: 1)")
    group.add_argument(
        "--size",
        choices=tuple(TEU_OF_SIZE),
        type=size_of(TEU_OF_SIZE),
        help="their size, also as 40, 40HQ ... (default: 20ft)",
    )
    group.add_argument("--tonnes", metavar="T", type=number, help="weight in t of the whole shipment")
    group.add_argument(
        "--goods",
        metavar="G,G",
        type=several_of(GOODS),
        help=f"what services or closures ask of it: {', '.join(GOODS)}",
    )
    _add_word(group, "--load", ("container", "wagon", "bulk"), "what it travels as (default: container)")
    told = "door to door, or from the first departure to the last arrival (default: door)"
    _add_word(group, "--scope", ("door", "terminal"), told)
    group.add_argument(
        "--ready", metavar="DATE", type=day, help="day the goods are ready, from its 00:00 on, YYYY-MM-DD"
    )
    group.add_argument(
        "--deadline", metavar="DATE", type=day, help="day they must have arrived, until its 24:00; needs --ready"
    )


def add_moments(parser: argparse.ArgumentParser, *, arriving: bool = True) -> None:
    """Add --depart and, unless several answers are compared, --arrive-by."""
    group = parser.add_argument_group("clock (by departures of the timetable, in place of waits as expected)")
    told = (
        "day (from its 00:00) or moment at which the goods leave, as 2016-03-01 or 2016-03-01T14:00 (+09:00 if need be)"
    )
    group.add_argument("--depart", metavar="WHEN", type=moment, help=told)
    if arriving:
        told = "day (until its 24:00) or moment by which they must be there; they leave as late as that allows"
        group.add_argument("--arrive-by", metavar="WHEN", type=moment, help=told)


def moments_of(arguments: argparse.Namespace) -> tuple[datetime.date | None, datetime.date | None]:
    """Return when the goods leave, and when they must be there; one is None, and both where no clock is asked for.

    Raises
    ------
    QuestionError
        Dates that contradict one another.
    """
    cells = vars(arguments)
    depart, by, ready, deadline = (cells.get(name) for name in ("depart", "arrive_by", "ready", "deadline"))
    problems = []
    if depart is not None and by is not None:
        problems.append("--depart and --arrive-by: give one of the two")
    if depart is not None and ready is not None and _day_of(depart) != ready:
        problems.append(f"--depart {_said(depart)} and --ready {ready}: on the clock goods leave when they are ready")
    if depart is not None and deadline is not None and not is_day(depart):
        problems.append(f"--depart {_said(depart)} and --deadline {deadline}: with a deadline give --depart as a day")
    if by is not None:
        also = " and ".join(f"--{name} {cells[name]}" for name in ("ready", "deadline") if cells[name] is not None)
        problems += [f"--arrive-by {_said(by)} and {also}: give --arrive-by alone"] if also else []
    if problems:
        raise QuestionError(problems)
    return depart, by


def _day_of(moment: datetime.date) -> datetime.date:
    return moment.date() if isinstance(moment, datetime.datetime) else moment


def _said(moment: datetime.date) -> str:
    return moment.isoformat()


def add_constraints(parser: argparse.ArgumentParser) -> None:
    """Add bans and limits."""
    group = parser.add_argument_group("constraints (a ban removes; it is no penalty)")
    group.add_argument(
        "--avoid",
        metavar="COUNTRY",
        action="append",
        default=[],
        type=_territories,
        help="territories by ISO code or English name, as CN or China,KZ; CN takes in HK and MO",
    )
    for name, metavar, what in (
        ("place", "PLACE", "a place"),
        ("link", "ID", "a link"),
        ("service", "ID", "a service"),
    ):
        told = f"{what}; may be repeated"
        group.add_argument(f"--avoid-{name}", metavar=metavar, action="append", default=[], type=stated, help=told)
    for name, metavar, told in (
        ("area", "FILE", "whatever runs through a polygon of this GeoJSON file; may be repeated"),
        ("passage", "NAME", "whatever sails through: suez, malacca, hormuz, bosporus ...; may be repeated"),
    ):
        group.add_argument(f"--avoid-{name}", metavar=metavar, action="append", default=[], type=stated, help=told)
    group.add_argument("--exact-codes", action="store_true", help="a code means only itself: CN without HK and MO")
    _add_word(group, "--waters", ("internal", "12nm"), "what a ban means at sea (default: internal)")
    group.add_argument(
        "--via",
        metavar="NAME",
        action="append",
        default=[],
        type=stated,
        help="pass this place, or use this corridor or link ('landbridge corridors'); repeated: in this order",
    )
    group.add_argument(
        "--modes",
        metavar="M,M",
        type=several_of(MODES),
        help=f"modes allowed, of {', '.join(MODES)} (default: every mode)",
    )
    group.add_argument(
        "--without",
        metavar="M,M",
        type=several_of(MODES, "; for a country --avoid"),
        help="modes not allowed, as ferry; every other one is",
    )
    group.add_argument("--max-days", metavar="D", type=number, help="days in all, at most")
    group.add_argument("--max-usd", metavar="USD", type=number, help="USD of the whole shipment, at most")
    group.add_argument("--max-kg-co2e", metavar="KG", type=number, help="kg CO2e, well to wheel, at most")
    group.add_argument("--max-km", metavar="KM", type=number, help="km in all, at most")
    told = "lifts between vehicles, at most"
    group.add_argument("--max-transshipments", "--max-transhipments", metavar="N", type=count, help=told)


def add_minimise(parser: argparse.ArgumentParser) -> None:
    """Add --minimise."""
    _add_word(parser, "--minimise", CRITERIA, "what is to be least (default: time)", "--minimize")
    parser.add_argument(
        "--usd-per-day",
        metavar="USD",
        type=number,
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


def _add_word(group: argparse._ActionsContainer, name: str, words: Sequence[str], told: str, *also: str) -> None:
    """Add an option that takes one of some words."""
    group.add_argument(name, *also, choices=words, type=one_of(words), help=told)


def add_output(parser: argparse.ArgumentParser, formats: Sequence[str]) -> None:
    """Add --format and -o."""
    group = parser.add_argument_group("output")
    extras = [f"{form} needs the extra {extra}" for form, extra in EXTRA_OF.items() if form in formats]
    extras += ["print the page (html) to PDF"] if "html" in formats else []
    told = "; ".join(["default: by the ending of FILE, else text", *extras])
    _add_word(group, "--format", formats, told)
    group.add_argument("-o", "--output", metavar="FILE", help="write here; replaced only once the new file is whole")
    group.add_argument(
        "--spreadsheet", action="store_true", help="in csv: a byte-order mark, by which spreadsheets know the letters"
    )
    parser.set_defaults(formats=formats)


def network_of(arguments: argparse.Namespace, scenario: Sequence[str] | None = None) -> Network:
    """Return the network that is asked for, with scenarios, changes, quotes and money of one's own over it.

    From ends that are coordinates lorries run to the terminals near them; with --world ways of the world lead there.
    The scenarios are those of --scenario, unless others are given.

    Raises
    ------
    DataError, UnknownNameError
        A file or folder that cannot be used, with every finding; a scenario that it does not have.
    QuestionError
        A coordinate from which no lorry reaches a terminal.
    """
    import networks

    cells = vars(arguments)
    asked = cells.get("scenario") or ()
    network = _plain_network_of(arguments, scenario_names(asked) if scenario is None else scenario)
    for file in cells.get("changes") or ():
        network = network.apply(networks.read_changes(file))
    if cells.get("rates") is not None:
        days = (cells.get(name) for name in ("ready", "depart", "arrive_by"))
        day_of_rates = next((_day_of(one) for one in days if one is not None), None)
        network = networks.with_rates(network, cells["rates"], on=day_of_rates)
    ends = [end for end in (cells.get("origin"), cells.get("destination")) if end]
    over_world = laid_over_world(network, arguments, ends, bans_of)
    network = with_lorries(network, ends) if over_world is None else over_world
    return network if cells.get("money") is None else networks.told_in(network, cells["money"])


def _plain_network_of(arguments: argparse.Namespace, scenario: Sequence[str]) -> Network:
    """Return the network that is asked for, with scenarios applied one after the other.

    Raises
    ------
    DataError, UnknownNameError
        A folder that cannot be used, with every finding; a scenario that it does not have.
    """
    import networks

    given = arguments.network or BUILT_IN
    if not os.path.lexists(given) or arguments.network is None:
        if given in networks.editions():
            return networks.load(given, scenario=tuple(scenario) or None)
        if near := nearest_names(given, networks.editions()):
            raise UnknownNameError("folder or network", given, nearest=near)
    from networks.changes.applying import apply_scenarios, scenarios_of

    base = networks.read(arguments.network)
    known = scenarios_of(base)
    for name in scenario:
        if name not in known:
            raise no_scenario(name, known)
    return apply_scenarios(base, [known[name] for name in scenario]) if scenario else base


def no_scenario(name: str, known: Mapping[str, Scenario]) -> FreightError:
    """Return the error of a scenario that a network does not have."""
    error = UnknownNameError("scenario", name, known, [one.title for one in known.values()])
    return error if error.nearest else QuestionError([f"{error}; 'landbridge scenarios' lists them all"])


def question_of(arguments: argparse.Namespace, network: Network) -> tuple[Shipment, Constraints]:
    """Return shipment and constraints with places by their ids.

    Raises
    ------
    QuestionError
        Names that are no place's, all of them; or a question that contradicts itself.
    """
    cells = vars(arguments)
    problems: list[str] = []
    ends, via, avoided = [arguments.origin, arguments.destination], arguments.via, arguments.avoid_place
    with gathering(problems):
        ids = called_ids(network, map(place_named, ends), via, avoided)
        ends, via, avoided = ids[:2], ids[2 : 2 + len(via)], ids[2 + len(via) :]
    moved = ("containers", "size", "tonnes", "goods", "load", "scope", "ready", "deadline")
    given: dict[str, Any] = {name: cells[name] for name in moved if cells[name] is not None}
    limits: dict[str, Any] = {name: cells[name] for name in (*LIMITS, "max_transshipments")}
    limits |= {} if cells["waters"] is None else {"waters": cells["waters"]}
    modes = _modes_of(arguments, problems)
    if (depart := moments_of(arguments)[0]) is not None:
        given.pop("ready", None)
        given |= {"ready": depart} if "deadline" in given else {}
    shipment = constraints = None
    with gathering(problems):
        shipment = Shipment(*ends, **given)
    try:
        constraints = Constraints(
            avoid_territories=frozenset(arguments.avoid),
            avoid_places=frozenset(avoided),
            avoid_links=frozenset(arguments.avoid_link),
            avoid_services=frozenset(arguments.avoid_service),
            avoid_areas=areas_of(arguments),
            avoid_passages=frozenset(arguments.avoid_passage),
            exact_codes=arguments.exact_codes,
            via=tuple(via),
            modes=modes,
            **limits,
        )
    except (QuestionError, UnknownNameError) as error:
        problems += error.problems if isinstance(error, QuestionError) else [str(error)]
    if shipment is None or constraints is None or problems:
        raise QuestionError(problems)
    return shipment, constraints


def bans_of(arguments: argparse.Namespace) -> Constraints:
    """Return the bans alone: what ways of the world keep to."""
    modes = _modes_of(arguments, [])
    return Constraints(
        avoid_territories=frozenset(arguments.avoid),
        avoid_areas=areas_of(arguments),
        avoid_passages=frozenset(arguments.avoid_passage),
        exact_codes=arguments.exact_codes,
        modes=modes,
    )


def areas_of(arguments: argparse.Namespace) -> Any:
    """Return the areas of the files that are named; raise DataError for a file of which none can be had."""
    if not arguments.avoid_area:
        return frozenset()
    import networks

    return [area for file in arguments.avoid_area for area in networks.read_areas(file)]


def _modes_of(arguments: argparse.Namespace, problems: list[str]) -> frozenset[str] | None:
    """Return the modes allowed, by those named and those left out; None: every one."""
    named, barred = arguments.modes, frozenset(arguments.without or ())
    if not barred:
        return None if named is None else frozenset(named)
    left = frozenset(named or MODES) - barred
    if both := ", ".join(mode for mode in named or () if mode in barred):
        problems.append(f"--modes allows {both}, --without does not: give one of the two")
    elif not left:
        problems.append("--without leaves no mode: expected at least one other")
    return left or None


def scenario_names(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the names of scenarios to apply, where ``a+b`` stands for a and then b.

    Examples
    --------
    >>> scenario_names(["2016-target", "samarga+zabaikalsk-closed"])
    ('2016-target', 'samarga', 'zabaikalsk-closed')
    """
    return tuple(name.strip() for text in texts for name in text.split("+"))


def _territories(text: str) -> str:
    """Return a text that names territories; none of those that it lists may be empty."""
    return ", ".join(listed(text))


def moment(text: str) -> datetime.date:
    """Return the day or moment that a text names; raise ArgumentTypeError for another text.

    Examples
    --------
    >>> moment("2016-03-01"), moment("2016-03-01T14:00+09:00").isoformat()
    (datetime.date(2016, 3, 1), '2016-03-01T14:00:00+09:00')
    """
    expected = "a day as 2016-03-01, or a moment as 2016-03-01T14:00 or 2016-03-01T14:00+09:00"
    try:
        if _MOMENT.fullmatch(text):
            kind = datetime.datetime if len(text) > len("2016-03-01") else datetime.date
            return kind.fromisoformat(text)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"{text!r}: expected {expected}")


def day(text: str) -> datetime.date:
    """Return the day that a text names; raise ArgumentTypeError for another text."""
    try:
        return datetime.datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r}: expected a date as YYYY-MM-DD") from None
