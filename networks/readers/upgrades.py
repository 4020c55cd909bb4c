"""`read_upgrades`: upgrades with their rows, from two CSV files of a folder."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Any

from networks.errors import DataError, Finding, nearest_names
from networks.model.given import path_to_read
from networks.model.keys import OWN
from networks.model.scenario import Change, Scenario
from networks.model.schema import columns
from networks.model.upgrade import PRICE_KINDS, Upgrade
from networks.readers.own_rows import Row, rows_of_file

UPGRADES, CHANGES = "upgrades.csv", "upgrade_changes.csv"
COLUMNS = (
    *("id", "title", "price_usd", "low_usd", "high_usd", "kind", "source", "requires", "excludes"),
    *("from_year", "until_year", "paid_by", "base", "rows_of", "note"),
)
NUMBERS = ("price_usd", "low_usd", "high_usd")
YEARS = ("from_year", "until_year")
LISTS = ("requires", "excludes", "rows_of")
NO_SCENARIOS: Mapping[str, Scenario] = {}


def read_upgrades(folder: str | PathLike[str], scenarios: Mapping[str, Scenario] = NO_SCENARIOS) -> tuple[Upgrade, ...]:
    r"""Return the upgrades of a folder, in the order of their rows.

    ``upgrades.csv`` has a row for each, with the fields of `Upgrade` as columns; needed are id and title. ``requires``,
    ``excludes`` and ``rows_of`` (scenarios of which it has the rows) are lists with ``;`` between. An empty price is
    not known. ``upgrade_changes.csv`` has the further rows, with the columns of a scenario and ``upgrade`` before them;
    a figure without a source is an assumption of one's own.

    Parameters
    ----------
    folder
        Holds the two files.
    scenarios
        Those that ``rows_of`` may name, such as ``networks.scenarios("eurasia")``.

    Raises
    ------
    DataError
        What is wrong with the files, all findings: a price that is none or has no range where it is assumed, an upgrade
        that stands twice or that there is not, upgrades that require each other in a circle, or what they exclude.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> _ = (folder / "upgrades.csv").write_text("id,title,price_usd,kind\nship,a weekly ship,2000000,quote\n")
    >>> row = "upgrade,action,table,element,column,value,unit,why\nship,set,figures,line:JTSL,headway,7,d,weekly\n"
    >>> _ = (folder / "upgrade_changes.csv").write_text(row)
    >>> [(one.id, one.price_usd, len(one.changes)) for one in read_upgrades(folder)]
    [('ship', 2000000.0, 1)]
    """
    path = path_to_read(folder, "upgrades")
    findings: list[Finding] = []
    changes = _changes_of(path, findings) if (path / CHANGES).exists() else {}
    rows = rows_of_file(path / UPGRADES, COLUMNS, ("id", "title"))
    found: list[Upgrade] = []
    lines: dict[str, int] = {}
    for line, row in rows:
        upgrade = _upgrade(row, line, changes.get(row["id"], ()), scenarios, findings)
        if upgrade.id in lines:
            findings.append(_finding(line, "id", upgrade.id, f"the upgrade stands in line {lines[upgrade.id]} already"))
        lines[upgrade.id] = line
        found.append(upgrade)
    for name in changes:
        if name not in lines:
            findings.append(Finding(CHANGES, 0, "upgrade", name, f"no such upgrade{_near(name, list(lines))}"))
    findings += [
        _finding(lines[told.id], field, value, expected) for told, field, value, expected in relation_faults(found)
    ]
    if findings:
        raise DataError(findings)
    return tuple(found)


def relation_faults(upgrades: Sequence[Upgrade]) -> Iterator[tuple[Upgrade, str, str, str]]:
    """Yield what is wrong between upgrades: the one that it is told of, the field, the value, and what was expected."""
    known = {upgrade.id: upgrade for upgrade in upgrades}
    whole = True
    for upgrade in upgrades:
        for field in ("requires", "excludes"):
            for name in getattr(upgrade, field):
                if name not in known or name == upgrade.id:
                    whole = False
                    yield upgrade, field, name, f"expected another upgrade{_near(name, list(known))}"
    for upgrade in upgrades if whole else ():
        way = _way_back(upgrade.id, known)
        if way and upgrade.id == min(way):
            told = " requires ".join((*way, way[0]))
            yield upgrade, "requires", upgrade.requires[0], f"expected no circle: {told}"
        elif not way:
            needed = _needed(upgrade.id, known)
            for name in sorted(needed):
                clash = needed & {*known[name].excludes}
                for other in sorted(clash):
                    yield (
                        upgrade,
                        "requires",
                        name,
                        f"excludes {other}, which {upgrade.id} is or requires: never to be had",
                    )


def _way_back(start: str, known: Mapping[str, Upgrade]) -> tuple[str, ...]:
    """Return upgrades from one on, each of which requires the next and the last the first; none without a circle."""
    ways: list[tuple[str, ...]] = [(start,)]
    met: set[str] = set()
    while ways:
        way = ways.pop(0)
        for name in known[way[-1]].requires:
            if name == start:
                return way
            if name not in met:
                met.add(name)
                ways.append((*way, name))
    return ()


def _needed(start: str, known: Mapping[str, Upgrade]) -> set[str]:
    found, open_ = {start}, [start]
    while open_:
        for name in known[open_.pop()].requires:
            if name not in found:
                found.add(name)
                open_.append(name)
    return found


def _near(name: str, known: Sequence[str]) -> str:
    near = nearest_names(name, known)
    return f"; did you mean {', '.join(near)}?" if near else f"; there are {', '.join(known)}"


def _finding(line: int, field: str, value: str, expected: str) -> Finding:
    return Finding(UPGRADES, line, field, value, expected)


def _upgrade(
    row: Row,
    line: int,
    own: Sequence[Change],
    scenarios: Mapping[str, Scenario],
    findings: list[Finding],
) -> Upgrade:
    """Return the upgrade of a row; adds what is wrong with it to the findings."""
    given: dict[str, Any] = {
        name: _number(name, row, line, findings, whole=name in YEARS) for name in (*NUMBERS, *YEARS)
    }
    lists = {name: tuple(part.strip() for part in row.get(name, "").split(";") if part.strip()) for name in LISTS}
    for name in ("id", "title"):
        if not row[name]:
            findings.append(_finding(line, name, "", "expected a value; this column is required"))
    kind = row.get("kind", "") or ("unknown" if given["price_usd"] is None else "quote")
    findings += [_finding(line, *fault) for fault in price_faults(kind, given)]
    rows: list[Change] = []
    for name in lists["rows_of"]:
        if name not in scenarios:
            known = _near(name, list(scenarios)) if scenarios else "; none were given"
            findings.append(_finding(line, "rows_of", name, f"expected a scenario{known}"))
            continue
        rows += scenarios[name].changes
    given |= {name: row.get(name, "") for name in ("id", "title", "source", "paid_by", "base", "note")}
    return Upgrade(changes=(*rows, *own), kind=kind, requires=lists["requires"], excludes=lists["excludes"], **given)


def price_faults(kind: str, given: Mapping[str, float | None]) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with a price: the field, the value, and what was expected."""
    price, low, high = (given[name] for name in NUMBERS)
    if kind not in PRICE_KINDS:
        yield "kind", kind, f"expected one of {', '.join(PRICE_KINDS)}"
    elif (kind == "unknown") != (price is None):
        yield (
            "price_usd",
            "" if price is None else f"{price:g}",
            f"kind is {kind}: expected "
            + ("no price" if kind == "unknown" else "a price; where nobody knows it the kind is unknown"),
        )
    if price is not None and kind == "assumption" and (low is None or high is None):
        yield "low_usd", "", "expected a range, low_usd and high_usd, for the price is assumed"
    told = [value for value in (low, price, high) if value is not None]
    if told != sorted(told):
        yield "price_usd", " ".join(f"{value:g}" for value in told), "expected low_usd <= price_usd <= high_usd"


def _number(name: str, row: Row, line: int, findings: list[Finding], *, whole: bool) -> float | None:
    text = row.get(name, "")
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or value < 0 or (whole and value != int(value)):
        what = "a year" if whole else "a number of USD from 0, or nothing where it is not known"
        findings.append(_finding(line, name, text, f"expected {what}"))
        return None
    return int(value) if whole else value


def _changes_of(path: Path, findings: list[Finding]) -> dict[str, list[Change]]:
    """Return the rows of each upgrade; adds what is wrong with them to the findings."""
    schema = {column.name: column for column in columns()["changes"] if column.name != "scenario"}
    found: dict[str, list[Change]] = {}
    for line, row in rows_of_file(
        path / CHANGES, ["upgrade", *schema], ["upgrade", "action", "table", "element", "why"]
    ):
        given: dict[str, Any] = {}
        for name in ("upgrade", "action", "table", "element", "why"):
            if not row[name]:
                findings.append(Finding(CHANGES, line, name, "", "expected a value; this column is required"))
        for name, column in schema.items():
            try:
                if row.get(name):
                    given[name] = column.parse(row[name])
            except ValueError as error:
                findings.append(Finding(CHANGES, line, name, row[name], str(error)))
        if (row["table"], row["action"]) == ("figures", "set") and not row.get("source"):
            given |= {"source": OWN, "kind": given.get("kind", "assumption")}
        if {"action", "table", "element", "why"} <= set(given):
            found.setdefault(row["upgrade"], []).append(Change(scenario=row["upgrade"], **given))
    return found
