"""`landbridge replan PLAN.json --at WHEN`: what goods that are under way should do."""

from __future__ import annotations

import argparse
import datetime
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from routing.cli import options
from routing.cli.answers import Answer, format_of, show
from routing.cli.exits import exit_code
from routing.cli.waiting import Waiting
from routing.cli.words import stated
from routing.errors import QuestionError

MOST = 2**26  # bytes of a plan

if TYPE_CHECKING:
    from networks import Network
    from routing.answers.replan import Replan
    from routing.answers.result import Result

SUMMARY = "what goods that are under way should do"
DESCRIPTION = """\
Take a plan that 'landbridge route ... --depart WHEN --format json' has written,
and tell what its goods should do from a moment on: keep to the plan or go
another way, when they now arrive, and what more it takes. What is begun is
finished; what is behind is sunk. The exit code is 1 if there is no way on."""
EPILOG = """\
examples:
  landbridge route JPYOK RUMOW --depart 2016-03-01 --format json -o plan.json
  landbridge replan plan.json --at 2016-03-07 --closed RU-ZABAIK
  landbridge replan plan.json --at 2016-03-12T08:00 --queued CN-RU=5
  landbridge replan plan.json --at 2016-03-12 --slowed RU=1.5 --until 2016-04-30

An event is that of a place, link, service, territory (RU) or border (CN-RU).
The network, with its scenarios and changes, is that of the plan."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    parser.add_argument("plan", metavar="PLAN.json", type=stated, help="an answer by the clock, as json")
    parser.add_argument(
        "--at", metavar="WHEN", type=options.moment, required=True, help="day or moment of the decision"
    )
    parser.add_argument("--where", metavar="PLACE", type=stated, help="where the goods stand, if not by the plan")
    group = parser.add_argument_group("what has happened (each may be repeated)")
    for name, value, told in (
        ("--closed", "X", "X is shut"),
        ("--queued", "X=DAYS", "goods wait so many days before X"),
        ("--slowed", "X=FACTOR", "X takes so many times as long"),
    ):
        group.add_argument(name, metavar=value, action="append", default=[], type=stated, help=told)
    group.add_argument("--since", metavar="DAY", type=stated, help="its first day (default: since ever)")
    group.add_argument("--until", metavar="DAY", type=stated, help="its last day (default: no end known)")
    options.add_network(parser)
    options.add_output(parser, ("text", "json", "csv", "xlsx", "html"))


def run(arguments: argparse.Namespace) -> int:
    """Answer and return the exit code."""
    from routing.asking.replan import replan

    form = format_of(arguments)
    network = options.network_of(arguments)
    with Waiting("searching"):
        plan = _plan(arguments.plan, network)
        now = _events(network, arguments)
        where = arguments.where and now.place(arguments.where).id
        found = replan(now, plan, at=arguments.at, where=where)
    show(_answer(found), arguments, form)
    return exit_code(found.new.status)


def _answer(found: Replan) -> Answer:
    from routing.views.as_csv import as_csv
    from routing.views.text.replan import replan_text

    return Answer(
        text=lambda width: replan_text(found, width),
        data=found.to_dict,
        csv=lambda: as_csv(found),
        shown=(found,),
        nothing="; ".join(found.blocked),
    )


def _plan(file: str, network: Network) -> Result:
    """Return the answer that a file tells of, asked again.

    Raises
    ------
    QuestionError
        No file of such an answer, or of another network.
    """
    from routing.asking.solve import solve
    from routing.question.constraints import Constraints
    from routing.question.generalised_cost import GeneralisedCost
    from routing.question.shipment import Shipment

    path = Path(file)
    if not path.is_file():  # a pipe or a device neither
        raise QuestionError([f"{file}: expected a file; there is none of this name"])
    if path.stat().st_size > MOST:
        raise QuestionError([f"{file}: larger than {MOST:,} bytes, which no answer is"])
    try:
        saved = json.loads(path.read_text(encoding="utf-8"))
        question, known = saved["question"], saved["network"]["content_hash"]
        goods, bans = dict(question["shipment"]), dict(question["constraints"])
        days = saved["routes"][0]["totals"]["days"]
        is_by_clock = question["model"] == "clock"
    except (OSError, ValueError, LookupError, TypeError, RecursionError) as error:
        raise QuestionError([f"{file}: expected an answer with a route, as route --format json writes it"]) from error
    if not is_by_clock:
        raise QuestionError([f"{file}: expected an answer by the clock; give route --depart or --arrive-by"])
    if known != network.content_hash:
        raise QuestionError([f"{file}: its network has the content {known}, not {network.content_hash}"])
    ready, by, deadline = goods.pop("ready"), question["arrive_by"], goods.pop("deadline")
    goods.pop("teu", None)
    bans.pop("banned_territories", None)
    minimise = question["minimise"]
    least = GeneralisedCost(**minimise) if isinstance(minimise, Mapping) else minimise
    box = Shipment(**goods, deadline=None if deadline is None else _moment(deadline))
    when: dict[str, Any] = {"depart": _moment(ready)} if by is None else {"arrive_by": _moment(by)}
    plan = solve(network, box, minimise=least, constraints=Constraints(**bans), **when)
    if plan.best is None or plan.best.days != days:
        raise QuestionError([f"{file}: asked again it has another answer; it was written by another version"])
    return plan


def _moment(text: str) -> datetime.date:
    return datetime.datetime.fromisoformat(text) if "T" in text else datetime.date.fromisoformat(text)


def _events(network: Network, arguments: argparse.Namespace) -> Network:
    """Return a network with what has happened."""
    import networks

    days = {"since": arguments.since, "until": arguments.until}
    for text in arguments.closed:
        network = networks.closed(network, **_named(network, text), **days)
    calls: tuple[tuple[str, list[str], str, Callable[..., Network]], ...] = (
        ("--queued", arguments.queued, "days", networks.queued),
        ("--slowed", arguments.slowed, "factor", networks.slowed),
    )
    for option, texts, name, call in calls:
        for text in texts:
            what, _, amount = text.rpartition("=")
            try:
                value = float(amount)
            except ValueError:
                raise QuestionError([f"{option} {text}: expected X={name.upper()}, such as RUVVO=3"]) from None
            network = call(network, **{name: value}, **_named(network, what), **days)
    return network


def _named(network: Network, text: str) -> dict[str, Any]:
    """Return what a text names, as an argument of the what-ifs."""
    from networks.model.keys import split_border
    from networks.model.vocabulary import is_territory

    known = {"place": network.places, "link": network.links, "service": network.services_of_all_dates}
    for kind, mapping in known.items():
        if text in mapping:
            return {kind: text}
    border = split_border(text)
    if border is not None and all(map(is_territory, border[:2])):
        return {"border": text}
    return {"territory" if is_territory(text) else "place": text}
