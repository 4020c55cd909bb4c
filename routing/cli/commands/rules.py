"""`landbridge rules [ID]`: the rules that `landbridge check` asks; one of them with rows that break it."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from networks.errors import UnknownNameError
from networks.rules.examples import RuleExample, rule_examples
from routing.cli import options
from routing.cli.answers import Answer, format_of, show
from routing.cli.exits import OK
from routing.cli.lists import FORMATS, listed

COLUMNS = ("rule", "severity", "says", "mend")

SUMMARY = "the rules that check asks; one with an example that breaks it"
DESCRIPTION = """\
List the ids of all rules of sound data, the worst first, each with its
severity and what it says. With ID: rows that break this rule, what
'landbridge check' tells of them, and how to mend it."""
EPILOG = """\
examples:
  landbridge rules
  landbridge rules lengths
  landbridge rules -o rules.csv

A rule that finds an error refuses the data. One that finds a warning can be
silenced by its id: 'landbridge check FOLDER --silence ID'."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    parser.add_argument("rule", metavar="ID", nargs="?", default="", help="id of a rule, as findings bear it")
    options.add_output(parser, FORMATS)


def run(arguments: argparse.Namespace) -> int:
    """Answer and return the exit code."""
    form = format_of(arguments)
    known = rule_examples()
    if arguments.rule and arguments.rule not in known:
        raise UnknownNameError("rule", arguments.rule, known)
    show(_example(known[arguments.rule]) if arguments.rule else _all(list(known.values())), arguments, form)
    return OK


def told_of(example: RuleExample) -> str:
    """Return what `networks.check` tells of the rows of an example; "" for one that is a session in Python."""
    import networks

    if not example.files:
        return ""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in example.files.items():
            (Path(folder) / name).write_text(text, encoding="utf-8", newline="")
        return str(networks.check(folder))


def _all(examples: list[RuleExample]) -> Answer:
    rows = [_row(example) for example in examples]

    def text(width: int | None) -> str:
        from routing.views.text.table import table

        columns = COLUMNS[:3]
        return "\n".join(table(columns, [[row[name] for name in columns] for row in rows], "lll", width))

    return listed("Rules", COLUMNS, rows, text)


def _example(example: RuleExample) -> Answer:
    def data() -> dict[str, Any]:
        further = {"tables": dict(example.tables), "python": example.python, "told": told_of(example)}
        return {**_row(example), **further, "also": list(example.also)}

    return listed("Rules", COLUMNS, [_row(example)], lambda _: "\n".join(_lines(example)), data)


def _row(example: RuleExample) -> dict[str, str]:
    return {name: getattr(example, name) for name in COLUMNS}


def _lines(example: RuleExample) -> Iterator[str]:
    yield f"{example.rule} ({example.severity}): {example.says}"
    for name, text in example.tables.items():
        yield from ("", f"{name}.csv", *(f"  {line}" for line in shown(text).splitlines()))
    if example.python:
        yield from ("", "in Python", *(f"  {line}" for line in example.python.splitlines()))
    else:
        yield from ("", "is told as", *(f"  {line}" for line in told_of(example).splitlines()))
    yield from ("", f"To mend it: {example.mend}")


def shown(text: str) -> str:
    """Return a file with its byte-order mark, which nobody sees, in words."""
    return text.replace("\ufeff", "(byte-order mark)")
