"""`landbridge batch shipments.csv -o answers.csv`: many questions from a file, each in each scenario."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from concurrent.futures import Executor
from typing import Any

from networks.network import Network
from routing.cli import options
from routing.cli.answers import Answer, format_of, show
from routing.cli.exits import BAD, NO_ROUTE, OK
from routing.cli.waiting import Waiting
from routing.cli.words import count, number, one_of, several_of, stated
from routing.errors import QuestionError
from routing.question.constraints import Constraints
from routing.question.measures import CRITERIA

BASE = "base"
SHOWN = 20  # rows of the text
OWN = {  # columns of a verb that its text shows: name, head, digits of a number
    "departures": (("leaves", "leaves", None), ("arrives", "arrives", None)),
    "critical": (("lost", "lost", None), ("extra", "more", 1)),
    "punctuality": (("on_time", "in time", 3), ("mean_days", "mean", 1), ("p95_days", "P95", 1)),
}
VERBS = ("solve", "frontier", "departures", "punctuality", "critical")
SETTINGS = ("deadline_days", "samples", "seed", "start", "end", "criteria", "k")
SHIPMENT = ("containers", "size", "tonnes", "goods", "load", "scope", "ready", "deadline")

SUMMARY = "many questions from a CSV file, a row of days, USD and CO2e each"
DESCRIPTION = """\
Find the best route of each shipment of a CSV file, in each scenario. Rows that
cannot be asked tell why in the column error, and the others are answered. The
exit code is 0 if any has a route, else 1, and 2 if none could be asked."""
EPILOG = f"""\
examples:
  landbridge batch shipments.csv -o answers.csv
  landbridge batch shipments.csv -o answers.xlsx --avoid CN --minimise cost
  landbridge batch shipments.csv --scenario {BASE} --scenario samarga
  landbridge batch shipments.csv -o answers.csv --store answers.db --processes 8
  landbridge batch shipments.csv --scheduler tcp://10.0.0.1:8786
  landbridge batch shipments.csv --verb punctuality --deadline-days 30
  landbridge batch l.csv --verb departures --from 2016-03-01 --until 2016-03-07

The file has the columns origin and destination, and as far as wanted id,
containers, size, tonnes, goods, ready, value_usd, minimise, usd_per_day,
avoid_territories, modes, max_days, max_usd and the other fields of Shipment and
Constraints; several names in a cell stand with ; between them. Bans and limits
given here hold for the rows that state none.
With --store answers are kept as they come: the same command goes on where it
was interrupted."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    parser.add_argument("file", metavar="CSV", type=stated, help="the questions")
    options.add_minimise(parser)
    _add_verb(parser)
    group = parser.add_argument_group("work")
    group.add_argument("--store", metavar="FILE", type=stated, help="keep answers here as they come, and go on from it")
    group.add_argument("--processes", metavar="N", type=count, help="work in so many processes")
    group.add_argument(
        "--scheduler", metavar="ADDRESS", type=stated, help="work on the cluster of this dask scheduler (extra cluster)"
    )
    options.add_constraints(parser)
    scenario = f"ask in this scenario; repeated: in each; a+b is a and then b; '{BASE}' is none"
    options.add_network(parser, scenario)
    options.add_output(parser, ("text", "json", "csv", "xlsx"))


def _add_verb(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("what is told of each")
    told = f"one of {', '.join(VERBS)} (default: solve)"
    group.add_argument("--verb", metavar="VERB", choices=VERBS, type=one_of(VERBS), default="solve", help=told)
    told = "of punctuality: days within which it should be there (default: 25)"
    group.add_argument("--deadline-days", metavar="DAYS", type=number, help=told)
    group.add_argument("--samples", metavar="N", type=count, help="of punctuality: journeys drawn (default: 10000)")
    group.add_argument("--seed", metavar="N", type=count, help="of punctuality: the same seed draws the same")
    group.add_argument("--from", dest="start", metavar="DAY", type=options.day, help="of departures: the first day")
    group.add_argument("--until", dest="end", metavar="DAY", type=options.day, help="of departures: the last day")
    told = "of frontier and departures, with commas between (default: time,cost)"
    group.add_argument("--criteria", metavar="C,C", type=several_of(CRITERIA), help=told)

    group.add_argument("--k", metavar="N", type=count, help="of critical: elements lost at most (default: 1)")


def run(arguments: argparse.Namespace) -> int:
    """Answer and return the exit code."""
    from routing.batch.ask_many import ask_many

    form = format_of(arguments)
    if arguments.processes is not None and arguments.scheduler is not None:
        raise QuestionError(["--processes works here, --scheduler on a cluster: give one"])
    names = list(dict.fromkeys(arguments.scenario)) or [BASE]
    scenarios = {name: () if name == BASE else options.scenario_names([name]) for name in names}
    nets = {name: options.network_of(arguments, applied) for name, applied in scenarios.items()}
    constraints = _constraints(arguments, nets[names[0]])
    with Waiting("asking") as waiting:
        found = ask_many(
            nets,
            arguments.file,
            arguments.verb,
            minimise=options.objective_of(arguments),
            constraints=constraints,
            executor=_executor(arguments),
            store=arguments.store,
            progress=waiting.step,
            **_settings(arguments),
        )
    show(_answer(found), arguments, form)
    counts = found.counts()
    if counts.get("optimal"):
        return OK
    return NO_ROUTE if counts.get("infeasible") else BAD


def _settings(arguments: argparse.Namespace) -> dict[str, Any]:
    given = {name: getattr(arguments, name) for name in SETTINGS}
    return {name: value for name, value in given.items() if value is not None}


def _constraints(arguments: argparse.Namespace, network: Network) -> Constraints | None:
    """Return the bans and limits that are given, None without any."""
    ends = dict(zip(("origin", "destination"), network.places, strict=False))
    asked = argparse.Namespace(**{**vars(arguments), **dict.fromkeys(SHIPMENT), **ends})
    constraints = options.question_of(asked, network)[1]
    return None if constraints == Constraints() else constraints


def _executor(arguments: argparse.Namespace) -> Executor | Callable[[], Executor] | None:
    if arguments.processes is not None:
        from functools import partial

        from routing.batch.spreading import pool_of_processes

        return partial(pool_of_processes, arguments.processes)
    return None if arguments.scheduler is None else _cluster(arguments.scheduler)


def _cluster(address: str) -> Executor:
    """Return the executor of a cluster."""
    from importlib import import_module
    from importlib.util import find_spec

    if find_spec("distributed") is None:
        raise QuestionError(["--scheduler needs dask.distributed: install landbridge with the extra 'cluster'"])
    try:
        client = import_module("distributed").Client(address)
    except (OSError, ValueError) as error:
        raise QuestionError([f"--scheduler {address}: {error}"]) from None
    executor: Executor = client.get_executor()
    return executor


def _answer(found: Any) -> Answer:
    from routing.cli.pictures import write_list

    return Answer(
        text=lambda width: _text(found, width),
        data=lambda: list(found),
        csv=found.to_csv,
        xlsx=lambda path, asked: write_list(path, "Answers", found.columns, found, asked),
        nothing="" if found.counts().get("optimal") else "No route of any question",
    )


def _text(found: Any, width: int | None) -> str:
    """Return how many rows have each status, and the first of them."""
    from routing.views.text.table import number as told
    from routing.views.text.table import table

    counted = ", ".join(f"{count:,} {status}" for status, count in sorted(found.counts().items()))
    own = OWN.get(found.verb, ())
    rows = [
        [
            row["id"] or str(row["question"]),
            *(row[name] for name in ("case", "origin_name", "destination_name", "status")),
            *(row[name] or "" if digits is None else told(row[name], digits) for name, _, digits in own),
            told(row["days"], 1),
            told(row["usd"]),
            told(row["kg_co2e"]),
            row["error"] or row["rides"],
        ]
        for row in found[:SHOWN]
    ]
    names = tuple(name for _, name, _ in own)
    head = ("id", "in", "from", "to", "status", *names, "days", "USD", "kg CO2e", "rides")
    flush = "lllll" + "".join("l" if digits is None else "r" for _, _, digits in own) + "rrrl"
    more = [f"... {len(found) - SHOWN:,} more; all with -o FILE.csv"] if len(found) > SHOWN else []
    return "\n".join([f"{len(found):,} answers: {counted}", "", *table(head, rows, flush, width), *more])
