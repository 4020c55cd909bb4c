"""A folder of CSV files, one a table of the schema, into tables of a `Network`."""

from __future__ import annotations

from collections import Counter
from os import PathLike
from pathlib import Path

from networks.errors import DataError, Finding, nearest_names
from networks.model.cells import as_name, bounded, table_from_texts
from networks.model.escaping import unescaped
from networks.model.given import path_to_read
from networks.model.schema import TEXT_TYPES, columns
from networks.model.tables import DeferredTable, Table
from networks.readers.csv_text import Rows, decode, split_rows
from networks.readers.files import Unreadable, bytes_in, reason
from networks.readers.found import Found
from networks.readers.mixed_csv import mixed_table
from networks.readers.one_moment import at_one_moment
from networks.readers.plain_csv import plain_table
from networks.readers.sharing import edition_of, folder_of, is_refusal, refusal, shared_by, sharing_again

REQUIRED = ("places", "links")
LARGE = 2**17  # characters of a file from which arrays are worth their while; no answer depends on it


def tables_of(folder: Path) -> Found:
    """Return the tables of a folder, and what is wrong with their cells."""
    tables, findings = read_tables(folder)
    return Found(tables, findings, not any(map(_breaks_a_table, findings)))


def read_tables(folder: str | PathLike[str]) -> tuple[dict[str, Table], list[Finding]]:
    """Return the tables of a folder, with those that it shares, and what is wrong with their cells.

    Relations are not checked here. A bad cell is a finding and stands as missing; a table that cannot be read at all is
    left out. Of a shared folder the findings name the files with its name before theirs.

    Raises
    ------
    DataError
        There is no such folder, or it cannot be read.
    """
    path = path_to_read(folder, "folder")
    tables, findings, held = _tables_in(path)
    if shared_by(tables.get("network")):
        tables, found, others = _with_shared(path, tables)
        findings += found
        held |= others
    if not any(map(is_refusal, findings)):
        missing = [f"{name}.csv" for name in REQUIRED if f"{name}.csv" not in held]
        findings += [Finding(file, 0, "", "", f"file not found in {path}") for file in missing]
    if "network" not in tables and "network.csv" not in held:
        tables["network"] = _named_after(path)
    return tables, findings


def _tables_in(path: Path, prefix: str = "") -> tuple[dict[str, Table], list[Finding], frozenset[str]]:
    """Return the tables in a folder, what is wrong with their cells, and the names of what the folder holds."""
    held, files = at_one_moment(path, _contents)
    tables: dict[str, Table] = {}
    findings = _strangers(held, prefix)
    for name in columns():
        file = f"{name}.csv"
        if file in held:
            table, found = _read_table(name, prefix + file, files.pop(file))
            findings += found
            if table is not None:
                tables[name] = table
    return tables, findings, held


def _with_shared(path: Path, own: dict[str, Table]) -> tuple[dict[str, Table], list[Finding], frozenset[str]]:
    """Return the tables of an edition with those that it shares, and findings and names in the shared folder."""
    heading = own["network"]
    try:
        beside = folder_of(path, heading)
        shared, findings, held = _tables_in(beside, f"{beside.name}/")
    except DataError as error:
        return own, [refusal(heading, one.expected) for one in error.findings], frozenset()
    findings += sharing_again(heading, shared)
    return edition_of(shared, own, lambda _, read: read()), findings, held


def _contents(folder: Path) -> tuple[frozenset[str], dict[str, bytes | Unreadable]]:
    """Return the names of what a folder holds, and the bytes of its tables or why they cannot be had."""
    held = _held_by(folder)
    files = (f"{name}.csv" for name in columns())
    return held, {file: _bytes_of(folder, file) for file in files if file in held}


def _bytes_of(folder: Path, file: str) -> bytes | Unreadable:
    try:
        return bytes_in(folder, file)
    except Unreadable as error:
        return error


def _held_by(folder: Path) -> frozenset[str]:
    """Return the names of what a folder holds; raise DataError where there is none that can be read."""
    try:
        return frozenset(file.name for file in folder.iterdir())
    except FileNotFoundError:
        expected = "no such folder"
    except NotADirectoryError:
        expected = "this is a file, no folder; expected the folder that holds it"
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL
        expected = f"the folder cannot be read: {reason(error)}"
    raise DataError([Finding(str(folder), 0, "", "", expected)])


def layers(folder: Path) -> tuple[Path, ...]:
    """Return the folders whose tables make up a network, in their order: what it shares, and its own.

    Raises
    ------
    DataError
        What it shares cannot be had.
    """
    file = folder / "network.csv"
    heading = _table_of("network", file.name, file.read_bytes())[0] if file.exists() else None
    return (folder_of(folder, heading), folder) if heading is not None and shared_by(heading) else (folder,)


def sound_tables(folder: Path) -> dict[str, Table]:
    """Return the tables of a folder that is known to be sound; each is read when it is first looked at."""
    *shared, own = layers(folder)
    tables = _sound_layer(own)
    return edition_of(_sound_layer(shared[0], f"{shared[0].name}/"), tables, DeferredTable) if shared else tables


def _sound_layer(folder: Path, prefix: str = "") -> dict[str, Table]:
    files = {name: folder / f"{name}.csv" for name in columns()}
    return {
        name: _sound_table(name, f"{prefix}{file.name}", file.read_bytes())
        for name, file in files.items()
        if file.exists()
    }


def _sound_table(name: str, file: str, data: bytes) -> Table:
    def read() -> Table:
        table, _ = _table_of(name, file, data)
        assert table is not None
        return table

    return DeferredTable(name, read)


def _read_table(name: str, file: str, data: bytes | Unreadable) -> tuple[Table | None, list[Finding]]:
    if isinstance(data, Unreadable):
        return None, [Finding(file, 0, "", "", f"the file cannot be read: {data}")]
    return _table_of(name, file, data)


def _table_of(name: str, file: str, data: bytes) -> tuple[Table | None, list[Finding]]:
    """Return the table that the bytes of a file stand for, None where they cannot, and what is wrong with them."""
    text, findings = decode(data, file)
    if text is None:
        return None, findings
    if len(text) >= LARGE:
        plain = plain_table(name, text, file)
        if plain is not None:
            return plain, findings
        mixed = mixed_table(name, text, file, strict_table)
        if mixed is not None:
            return mixed[0], findings + mixed[1]
    return strict_table(name, text, file, findings)


def strict_table(name: str, text: str, file: str, findings: list[Finding]) -> tuple[Table | None, list[Finding]]:
    """Return what a text stands for and what is wrong with it, by the way that can say so; `findings` come first."""
    rows, found = split_rows(text, file, [column.name for column in columns()[name]])
    findings += found
    if rows.header:
        findings += _without_nameless(rows, file)
        findings += _check_header(name, rows.header, file)
    if any(finding.severity == "error" and (finding.row <= 1 or not rows.header) for finding in findings):
        return None, findings
    cells = dict(zip(rows.header, zip(*rows.cells, strict=True), strict=True)) if rows.cells else {}
    for column in columns()[name]:
        if column.type in TEXT_TYPES and column.name in cells:
            cells[column.name] = tuple(map(unescaped, cells[column.name]))
    table, found = table_from_texts(name, cells, file=file, lines=rows.lines)
    return table, findings + found


def _without_nameless(rows: Rows, file: str) -> list[Finding]:
    """Take columns without a name out of rows, and tell them: an error where they hold values."""
    nameless = [number for number, name in enumerate(rows.header) if not name.strip()]
    if not nameless:
        return []
    for line, cells in zip(rows.lines, rows.cells, strict=True):
        for number in nameless:
            if cells[number].strip():
                text = f"column {number + 1} has no name and a value in line {line}"
                hint = " (pandas writes its index so, unless told index=False)" if number == 0 else ""
                return [Finding(file, 1, "", cells[number], f"{text}; name it or take it out{hint}")]
    kept = [number for number in range(len(rows.header)) if number not in set(nameless)]
    rows.header = [rows.header[number] for number in kept]
    rows.cells = [[cells[number] for number in kept] for cells in rows.cells]
    return [Finding(file, 1, "", "", "columns with neither name nor values are skipped", "warning", "skipped")]


def _check_header(name: str, header: list[str], file: str) -> list[Finding]:
    known = [column.name for column in columns()[name]]
    findings, strange = [], []
    for column, count in Counter(filter(str.strip, header)).items():  # one without a name is told already
        near = () if column in known else nearest_names(column, known)
        if near:
            hint = f"did you mean {', '.join(near)}?"
            findings.append(Finding(file, 1, column, column, f"unknown column; {hint}"))
        elif column not in known:
            strange.append(column)
        elif count > 1:
            findings.append(Finding(file, 1, column, column, f"expected each column once, found it {count} times"))
    if strange:
        which, what = (strange[0], "column") if len(strange) == 1 else ("", "columns")
        text = f"unknown {what}; expected some of {', '.join(known)}"
        findings.append(Finding(file, 1, which, ", ".join(strange), text))
    missing = [column.name for column in columns()[name] if column.required and column.name not in header]
    return findings + [Finding(file, 1, column, "", "this column is required") for column in missing]


def _strangers(held: frozenset[str], prefix: str) -> list[Finding]:
    """Return a warning for each CSV file of a folder that is no table."""
    found = []
    for file in sorted(held - {f"{name}.csv" for name in columns()}):
        if Path(file).suffix.casefold() == ".csv":
            near = [f"{name}.csv" for name in nearest_names(Path(file).stem, list(columns()))]
            hint = f"; did you mean {', '.join(near)}?" if near else ""
            expected = f"no table has this name; the file is not read{hint}"
            found.append(Finding(prefix + file, 0, "", "", expected, "warning", "unread"))
    return bounded(found)


def _named_after(folder: Path) -> Table:
    return Table.from_rows("network", [{"name": as_name(folder.resolve().name)}])


def _breaks_a_table(finding: Finding) -> bool:
    """Tell whether rows are missing because of a finding, so that references cannot be checked."""
    return finding.severity == "error" and (finding.row <= 1 or finding.field == "" or is_refusal(finding))
