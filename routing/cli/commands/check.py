"""`landbridge check FOLDER`: everything that is wrong or odd about a file or folder that can be read."""

from __future__ import annotations

import argparse
from dataclasses import asdict, fields, replace
from typing import Any

from networks.errors import Finding, Findings
from routing.cli import options
from routing.cli.answers import Answer, format_of, show
from routing.cli.exits import BAD, OK
from routing.cli.lists import FORMATS, listed
from routing.cli.output import note

COLUMNS = tuple(field.name for field in fields(Finding))

SUMMARY = "everything that is wrong or odd about a network in a folder or file"
DESCRIPTION = """\
Check a network in a folder of CSV files, or in any file or folder that can be
read, and tell what is found: one line per rule, the worst first, with a count
and the first few places. JSON, CSV, xlsx and SARIF list every finding; SARIF
2.1.0 is what code hosts and editors show beside the lines. The exit code is 2
if there is an error: such data are refused, as is a folder that cannot be read.
Warnings alone leave it 0, and so does nothing at all; an id that is no rule, or
finds errors only, is 2."""
EPILOG = """\
examples:
  landbridge check my-network
  landbridge check Anaheim_net.tntp
  landbridge check my-network --format csv -o findings.csv
  landbridge check my-network -o findings.sarif
  landbridge check my-network --silence used-sources,connected
  landbridge check my-network --connectivity

'landbridge rules' lists all rules, 'landbridge rules ID' shows rows that break
one and how to mend them. Of the files of the package networks/data/columns.csv
tells all tables and columns, networks/data/bounds.csv what is possible and
usual of a figure."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    parser.add_argument(
        "folder", metavar="FOLDER", help="folder with places.csv and links.csv, or file in another format"
    )
    parser.add_argument(
        "--silence", metavar="IDS", action="append", default=[], help="rules whose warnings are not told, by id"
    )
    parser.add_argument(
        "--connectivity", action="store_true", help="tell as text parts, dead ends, one-way traps and bridges, too"
    )
    options.add_output(parser, (*FORMATS, "sarif"))


def run(arguments: argparse.Namespace) -> int:
    """Answer and return the exit code."""
    import networks

    form = format_of(arguments)
    findings = networks.check(arguments.folder, silence=_ids(arguments.silence))
    errors = sum(finding.severity == "error" for finding in findings)
    more = arguments.connectivity and form == "text" and not errors
    joins = f"\n\n{networks.read(arguments.folder, silence=None).connectivity()}" if more else ""
    show(_answer(findings, arguments.folder, joins), arguments, form)
    if errors:
        note(f"landbridge: {errors} error{'' if errors == 1 else 's'} in {arguments.folder}")
    return BAD if errors else OK


def _ids(given: list[str]) -> list[str]:
    """Return the ids of an option that may be given several times, each time with several."""
    return [rule.strip() for text in given for rule in text.split(",")]


def _answer(findings: Findings, folder: str, joins: str = "") -> Answer:
    def sarif() -> dict[str, Any]:
        import networks
        from routing.cli.sarif import sarif_of

        return sarif_of(findings, folder, networks.__version__)

    rows = [asdict(finding) for finding in findings]
    return replace(listed("Findings", COLUMNS, rows, lambda _: f"{findings}{joins}"), sarif=sarif)
