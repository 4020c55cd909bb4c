"""`read_changes`: a scenario of one's own, from a CSV file of changes to a network."""

from __future__ import annotations

import re
from os import PathLike
from pathlib import Path

from networks.errors import DataError, Finding
from networks.model.given import path_to_read
from networks.model.keys import OWN
from networks.model.scenario import Change
from networks.model.schema import columns
from networks.readers.own_rows import rows_of_file

TEMPLATE = """\
action,table,element,column,value,low,high,unit,basis,year,currency,why
withdraw,places,CNHRS,,,,,,,,,the border is shut; the services that stop there go too
withdraw,services,line:RUVYP-RUMOW-express,,,,,,,,,not on offer to us
add,places,RU-SAMARGA,,,,,,,,,the planned port is supposed to be open
add,links,rail:RU-SAMARGA-RUKHV,,,,,,,,,and its line
set,figures,RUVYP,wait,36,24,72,h,,,,as our agent tells
"""
DEFAULTS = ("scenario", "source", "kind")  # columns that a file of one's own may leave out


def read_changes(path: str | PathLike[str]) -> tuple[Change, ...]:
    r"""Return the changes of a CSV file, for `Network.apply`: a scenario of one's own over any network.

    The columns are those of ``changes`` in ``networks/data/columns.csv``. Needed are action (add, withdraw, set),
    table, element and why; for ``set`` also column and value. Where `scenario` is not stated it is called after the
    file; a figure without `source` is an assumption of one's own (source ``own-assumption``).

    Raises
    ------
    DataError
        The file cannot be read, or a row of it; all findings, by their line.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "strike.csv"
    >>> _ = file.write_text("action,table,element,why\nwithdraw,places,CNHRS,a strike\n")
    >>> [(change.scenario, change.element, change.why) for change in read_changes(file)]
    [('strike', 'CNHRS', 'a strike')]
    """
    file = path_to_read(path, "changes")
    known = [column.name for column in columns()["changes"]]
    needed = [column.name for column in columns()["changes"] if column.required and column.name not in DEFAULTS]
    rows = rows_of_file(file, known, needed)
    scenario = re.sub(r"\s+", "-", file.stem)
    findings: list[Finding] = []
    changes = []
    for line, row in rows:
        findings += [
            Finding(file.name, line, name, "", "expected a value; this column is required")
            for name in needed
            if not row.get(name)
        ]
        given = {name: _cell(name, text, line, file, findings) for name, text in row.items() if text}
        own = {"source": OWN, "kind": "assumption"} if _sets_a_figure(row) else {}
        if not findings:
            changes.append(Change(**{"scenario": scenario, **own, **given}))  # type: ignore[arg-type]
    if findings:
        raise DataError(findings)
    return tuple(changes)


def _sets_a_figure(row: dict[str, str]) -> bool:
    return (row.get("table"), row.get("action")) == ("figures", "set") and not row.get("source")


def _cell(name: str, text: str, line: int, file: Path, findings: list[Finding]) -> object:
    """Return a cell as its column has it; adds what is wrong with it to the findings."""
    column = next(one for one in columns()["changes"] if one.name == name)
    try:
        return column.parse(text)
    except ValueError as error:
        findings.append(Finding(file.name, line, name, text, str(error)))
        return None
