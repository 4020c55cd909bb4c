"""`landbridge compare FROM TO --scenario a --scenario b`: where the days between scenarios come from."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from routing.answers.comparison import Comparison
from routing.answers.result import Result
from routing.asking.compare_results import compare_results
from routing.asking.solve import solve
from routing.cli import options, pictures
from routing.cli.answers import Answer, format_of, show
from routing.cli.assumed import assumptions
from routing.cli.exits import OK, exit_code
from routing.cli.waiting import Waiting
from routing.errors import QuestionError

BASE = "base"
PROMISE = ("2016-suez", "2016-ordinary", "2016-target")  # two readings of the 42 days, and the 25
PROMISED = ("JPYOK", "RUMOW")

SUMMARY = "one question in several scenarios, side by side"
DESCRIPTION = """\
Ask one question in several scenarios and tell where the days between the
routes come from. Each scenario is compared with the last one."""
EPILOG = f"""\
examples:
  landbridge compare Yokohama Moscow
  landbridge compare Yokohama Moscow --scenario base --scenario samarga
  landbridge compare Osaka Moscow --scenario zabaikalsk-closed
  landbridge compare Yokohama Moscow --changes my.csv
  landbridge compare Yokohama Moscow --depart 2016-03-01
  landbridge compare JPYOK RUMOW --format csv -o days.csv

Without --scenario, Yokohama - Moscow is compared in {PROMISE[0]},
{PROMISE[1]} and {PROMISE[2]} (42, 42 and 25 days); any other pair needs
at least one. A single scenario is compared with '{BASE}', the network as it is;
so is each file of --changes.
The exit code is 1 if there is a route in none of them."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    options.add_ends(parser)
    options.add_minimise(parser)
    scenario = f"a scenario to compare; repeated for each; a+b is a and then b; '{BASE}' is none"
    moments = partial(options.add_moments, arriving=False)
    options.add_question(parser, ("text", "json", "csv", "xlsx", "html", "png"), scenario, moments=moments)


def run(arguments: argparse.Namespace) -> int:
    """Answer and return the exit code."""
    form = format_of(arguments)
    results = {}
    with Waiting("searching") as waiting:
        for name, file in _cases(arguments).items():
            waiting.step(f"scenario {name}")
            results[name] = _result(arguments, name, file)
    found = compare_results(results)
    show(_answer(found, arguments), arguments, form)
    return OK if found.routes else max(exit_code(result.status) for result in results.values())


def _cases(arguments: argparse.Namespace) -> dict[str, str]:
    """Return the cases to compare, in order: scenarios, and files of changes with their paths; "" of a scenario."""
    files = {_named(file, arguments.scenario): file for file in dict.fromkeys(arguments.changes)}
    names = list(dict.fromkeys(arguments.scenario)) or [BASE] if files else _names(arguments)
    return dict.fromkeys(names, "") | files


def _named(file: str, scenarios: Sequence[str]) -> str:
    """Return what the case of a file of changes is called: the file, in full where a scenario is called so."""
    stem = Path(file).stem
    return file if stem in (*scenarios, BASE) else stem


def _names(arguments: argparse.Namespace) -> list[str]:
    """Return the scenarios to compare, in order."""
    names = list(dict.fromkeys(arguments.scenario))
    if len(names) == 1 and names != [BASE]:
        return [BASE, *names]
    if names and names != [BASE]:
        return names
    network = options.network_of(arguments, ())
    shipment, _ = options.question_of(arguments, network)
    if names or arguments.network is not None or (shipment.origin, shipment.destination) != PROMISED:
        told = f"compare: give at least one --scenario other than {BASE!r}; 'landbridge scenarios' lists them"
        raise QuestionError([f"{told}; what constraints cost tells 'landbridge price-of'"])
    return list(PROMISE)


def _result(arguments: argparse.Namespace, name: str, file: str) -> Result:
    scenarios = () if name == BASE or file else options.scenario_names([name])
    own = argparse.Namespace(**{**vars(arguments), "changes": [file] if file else []})
    network = options.network_of(own, scenarios)
    shipment, constraints = options.question_of(arguments, network)
    least, depart = options.objective_of(arguments), options.moments_of(arguments)[0]
    return solve(network, shipment, minimise=least, constraints=constraints, depart=depart)


def _answer(found: Comparison, arguments: argparse.Namespace) -> Answer:
    from routing.views.as_csv import as_csv
    from routing.views.text.comparison import comparison_text
    from routing.views.text.outcome import nothing_text

    first = next(iter(found.results.values())).network
    chosen = "" if arguments.scenario else "for lack of --scenario "
    dates = ", ".join(f"{name} as of {result.network.as_of or 'no date'}" for name, result in found.results.items())
    taken = assumptions(arguments, first, scenarios=f"{chosen}the scenarios {dates}")
    return Answer(
        text=lambda width: "\n".join([first.title or first.name, comparison_text(found, width)]),
        data=found.to_dict,
        csv=lambda: as_csv(found),
        shown=(found,),
        png=lambda path: pictures.write_compared(path, found),
        nothing="; ".join(f"{name}: {nothing_text(one)}" for name, one in found.results.items() if one.best is None),
        assumed=taken,
    )
