"""`landbridge check FOLDER`: everything that is wrong or odd about a folder of CSV files."""

from __future__ import annotations

import argparse
from dataclasses import asdict, fields

from networks.errors import Finding
from routing.cli import options
from routing.cli.answers import Answer, format_of, show
from routing.cli.exits import BAD, OK
from routing.cli.output import note

COLUMNS = tuple(field.name for field in fields(Finding))

SUMMARY = "everything that is wrong or odd about a folder of CSV files"
DESCRIPTION = """\
Check a network in a folder of CSV files and list every finding. The exit code
is 2 if there is an error: such data are refused. Warnings alone leave it 0."""
EPILOG = """\
examples:
  landbridge check my-network
  landbridge check my-network --format csv -o findings.csv

networks/data/columns.csv, part of the package, tells all tables and columns."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    parser.add_argument("folder", metavar="FOLDER", help="holds places.csv and links.csv, and maybe more tables")
    options.add_output(parser, ("text", "json", "csv"))


def run(arguments: argparse.Namespace) -> int:
    """Answer and return the exit code."""
    import networks

    form = format_of(arguments)
    findings = networks.check(arguments.folder)
    show(_answer(findings), arguments, form)
    errors = sum(finding.severity == "error" for finding in findings)
    if errors:
        note(f"landbridge: {errors} error{'' if errors == 1 else 's'} in {arguments.folder}")
    return BAD if errors else OK


def _answer(findings: tuple[Finding, ...]) -> Answer:
    from routing.views.as_csv import csv_text

    rows = [asdict(finding) for finding in findings]
    return Answer(
        text=lambda _: "\n".join(map(str, findings)) if findings else "Nothing is wrong or odd.",
        data=lambda: rows,
        csv=lambda: csv_text(COLUMNS, rows),
    )
