"""A folder of CSV files, one a table of the schema, into a `Network`."""

from __future__ import annotations

from collections import Counter
from os import PathLike
from pathlib import Path

from networks.errors import DataError, Finding, in_order, nearest_names
from networks.model.cells import as_name, table_from_texts
from networks.model.escaping import unescaped
from networks.model.schema import columns
from networks.model.tables import DeferredTable, Table
from networks.network import Network
from networks.readers.csv_text import decode, split_rows
from networks.readers.one_moment import at_one_moment

REQUIRED = ("places", "links")


def read(folder: str | PathLike[str]) -> Network:
    r"""Return the network that the CSV files of a folder describe.

    Parameters
    ----------
    folder
        Holds ``places.csv`` and ``links.csv``, and any other table of ``networks/data/columns.csv``.
        Without ``network.csv`` the network bears the name of the folder.

    Raises
    ------
    DataError
        Something in the files cannot be used; carries every finding, and no half-read network exists.

    Warns
    -----
    DataWarning
        Something is odd but usable.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "places.csv").write_text("id,name\nJPYOK,Yokohama\nRUVVO,Vladivostok\n")
    >>> links = "id,tail,head,mode,length_km\nsea:JPYOK-RUVVO,JPYOK,RUVVO,sea,1700\n"
    >>> _ = (folder / "links.csv").write_text(links)
    >>> read(folder).links["sea:JPYOK-RUVVO"].length_km
    1700.0
    """
    from networks.admitting import checked_network

    tables, findings = read_tables(folder)
    return checked_network(tables, findings, rules=not any(map(_breaks_a_table, findings)))


def check(folder: str | PathLike[str]) -> tuple[Finding, ...]:
    """Return everything that is wrong or odd about the CSV files of a folder; empty when nothing is."""
    from networks.rules.validation import check_tables

    try:
        tables, findings = read_tables(folder)
    except DataError as error:
        return error.findings
    if not any(map(_breaks_a_table, findings)):
        findings += check_tables(tables)
    return in_order(findings)


def read_tables(folder: str | PathLike[str]) -> tuple[dict[str, Table], list[Finding]]:
    """Return the tables of a folder and what is wrong with their cells; relations are not checked here.

    A bad cell is a finding and stands as missing; a table that cannot be read at all is left out.

    Raises
    ------
    DataError
        There is no such folder, or it cannot be opened.
    """
    path = Path(folder)
    findings, files = at_one_moment(path, lambda place: (_strangers(place), _contents(place)))
    tables: dict[str, Table] = {}
    for name in columns():
        data = files.pop(name, None)
        if data is not None:
            table, found = (None, [data]) if isinstance(data, Finding) else _table_of(name, f"{name}.csv", data)
            findings += found
            if table is not None:
                tables[name] = table
        elif name in REQUIRED:
            findings.append(Finding(f"{name}.csv", 0, "", "", f"file not found in {path}"))
        elif name == "network":
            tables["network"] = _named_after(path)
    return tables, findings


def sound_tables(folder: Path) -> dict[str, Table]:
    """Return the tables of a folder that is known to be sound; each is read when it is first looked at."""
    files = {name: folder / f"{name}.csv" for name in columns()}
    return {name: _sound_table(name, file.read_bytes()) for name, file in files.items() if file.exists()}


def _sound_table(name: str, data: bytes) -> Table:
    def read() -> Table:
        table, _ = _table_of(name, f"{name}.csv", data)
        assert table is not None
        return table

    return DeferredTable(name, read)


def _contents(folder: Path) -> dict[str, bytes | Finding]:
    """Return the bytes of each table that has a file, or why they cannot be had."""
    files = {name: folder / f"{name}.csv" for name in columns()}
    return {name: _bytes_of(file) for name, file in files.items() if file.exists()}


def _bytes_of(file: Path) -> bytes | Finding:
    try:
        return file.read_bytes()
    except OSError as error:
        return Finding(file.name, 0, "", "", f"the file cannot be read: {error.strerror}")


def _table_of(name: str, file: str, data: bytes) -> tuple[Table | None, list[Finding]]:
    """Return the table that the bytes of a file stand for, None where they cannot, and what is wrong with them."""
    text, findings = decode(data, file)
    if text is None:
        return None, findings
    rows, found = split_rows(text, file)
    findings += found + _check_header(name, rows.header, file)
    if any(finding.row <= 1 and finding.severity == "error" for finding in findings):
        return None, findings
    cells = dict(zip(rows.header, zip(*rows.cells, strict=True), strict=True)) if rows.cells else {}
    for column in columns()[name]:
        if column.type in ("text", "unit") and column.name in cells:
            cells[column.name] = tuple(map(unescaped, cells[column.name]))
    table, found = table_from_texts(name, cells, file=file, lines=rows.lines)
    return table, findings + found


def _check_header(name: str, header: list[str], file: str) -> list[Finding]:
    if not header:
        return []
    known = [column.name for column in columns()[name]]
    findings = []
    for column, count in Counter(header).items():
        if column not in known:
            near = nearest_names(column, known)
            hint = f"did you mean {', '.join(near)}?" if near else f"expected some of {', '.join(known)}"
            findings.append(Finding(file, 1, column, column, f"unknown column; {hint}"))
        elif count > 1:
            findings.append(Finding(file, 1, column, column, f"expected each column once, found it {count} times"))
    missing = [column.name for column in columns()[name] if column.required and column.name not in header]
    return findings + [Finding(file, 1, column, "", "this column is required") for column in missing]


def _strangers(folder: Path) -> list[Finding]:
    found = []
    for file in sorted(folder.iterdir()):
        if file.suffix.casefold() == ".csv" and file.name not in {f"{name}.csv" for name in columns()}:
            near = [f"{name}.csv" for name in nearest_names(file.stem, list(columns()))]
            hint = f"; did you mean {', '.join(near)}?" if near else ""
            expected = f"no table has this name; the file is not read{hint}"
            found.append(Finding(file.name, 0, "", "", expected, "warning"))
    return found


def _named_after(folder: Path) -> Table:
    return Table.from_rows("network", [{"name": as_name(folder.resolve().name)}])


def _breaks_a_table(finding: Finding) -> bool:
    """Tell whether rows are missing because of a finding, so that references cannot be checked."""
    return finding.severity == "error" and (finding.row <= 1 or finding.field == "")
