"""A list of ports (the World Port Index) or of places of trade (UN/LOCODE) as CSV into tables of a `Network`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from networks.errors import AmbiguousNameError, Finding, UnknownNameError
from networks.model.cells import as_name, table_from_values
from networks.model.countries import code_of
from networks.model.tables import Table
from networks.model.vocabulary import is_territory
from networks.readers.csv_text import CSV
from networks.readers.files import Unreadable, bytes_of
from networks.readers.found import Found
from networks.readers.sheets import Cells, degrees, sheet_of

WPI = ("World Port Index Number", "Main Port Name", "UN/LOCODE", "Country Code", "Latitude", "Longitude")
WPI_TOO = ("Alternate Port Name",)
LOCODE = ("Country", "Location", "Name", "Function", "Coordinates")
LOCODE_TOO = ("Change", "NameWoDiacritics", "Status", "CoordinatesDecimal")
KINDS = (
    ("1", "seaport"),
    ("2", "rail_terminal"),
    ("6", "dry_port"),
)  # by figures of a function
GONE = {"X": "marked for removal", "=": "names that stand for others"}  # signs of change
_CODE = re.compile(r"[A-Z]{2}[A-Z2-9]{3}")
_MINUTES = re.compile(r"([0-9]{2})([0-9]{2})([NS]) ([0-9]{3})([0-9]{2})([EW])")


class _Row(NamedTuple):
    """A place of the list."""

    line: int
    code: str
    name: str
    country: str
    lat: float | None
    lon: float | None
    kind: str
    other: str


def tables_of(file: Path, *, name: str | None = None) -> Found:
    r"""Return the places of a list of ports, and what is wrong or odd about it.

    Known are the CSV files of the World Port Index (NGA, Pub. 150) and of UN/LOCODE (UNECE, and lists of the same
    columns, whose decimal positions are taken where they stand). Places are called by their UN/LOCODE, ports without
    one by their number in the index. There are no links: places are looked up, or joined with a network.

    Parameters
    ----------
    name
        Name of the network; else that of the file.

    Examples
    --------
    >>> import networks, pathlib, tempfile
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "codes.csv"
    >>> _ = file.write_text(
    ...     "Change,Country,Location,Name,Function,Coordinates\n"
    ...     ",RU,VVO,Vladivostok,123-----,4307N 13154E\n,KZ,ALA,Almaty,--34----,4315N 07655E\n"
    ... )
    >>> net = networks.read(file, silence=["connected"])
    >>> [(place.id, place.kind, place.lat) for place in net.places.values()]
    [('RUVVO', 'seaport', 43.1166667), ('KZALA', 'other', 43.25)]
    """
    try:
        data: bytes | Unreadable = bytes_of(file)
    except Unreadable as error:
        data = error
    is_index = not isinstance(data, Unreadable) and WPI[0].encode() in data[:2000]
    needed, more = (WPI, WPI_TOO) if is_index else (LOCODE, LOCODE_TOO)
    sheet, findings = sheet_of(file.name, data, (*needed, *more), needed, CSV)
    if sheet is None:
        return Found({}, findings, False)
    cells = Cells(sheet, (), findings)
    rows = list(_ports(cells) if is_index else _locations(cells))
    rows = _each_once(rows, cells)
    tables, told = _tables(rows, as_name(file.stem) if name is None else name, file.name)
    findings += told
    return Found(tables, findings, not any(one.severity == "error" for one in findings))


# ---- the World Port Index -------------------------------------------------------------------------------------


def _ports(cells: Cells) -> Iterable[_Row]:
    sheet = cells.sheet
    lat, lon = (cells.parsed(column, degrees(most), None) for column, most in ((WPI[4], 90), (WPI[5], 180)))
    codes = [text.replace(" ", "").upper() for text in cells.texts("UN/LOCODE")]
    told = "expected two letters of a country and three of a place; called by its number"
    odd = {row: told for row, code in enumerate(codes) if code and not _CODE.fullmatch(code)}
    cells.tell("UN/LOCODE", odd, "warning", "made")
    countries = _countries(cells, "Country Code")
    numbers, names, others = (cells.texts(column) for column in (WPI[0], WPI[1], WPI_TOO[0]))
    taken: set[str] = set()
    twice: dict[int, str] = {}
    for row, line in enumerate(sheet.lines):
        code = "" if row in odd else codes[row]
        if code in taken:
            twice[row] = "this code stands before; called by its number"
        called = code if code and code not in taken else f"WPI-{numbers[row].partition('.')[0]}"
        taken.add(called)
        yield _Row(line, called, names[row], countries[row], lat[row], lon[row], "seaport", others[row])
    cells.tell("UN/LOCODE", twice, "warning", "made")


def _countries(cells: Cells, column: str) -> list[str]:
    """Return the codes of a column of names or codes; what names no territory is told and left out."""
    texts = cells.texts(column)
    known = {text: _code(text) for text in set(texts)}
    told = "no territory is called so; read as not known"
    cells.tell(column, {row: told for row, one in enumerate(texts) if one and not known[one]}, "warning", "made")
    return [known[text] for text in texts]


def _code(text: str) -> str:
    try:
        return code_of(text) if text else ""
    except (UnknownNameError, AmbiguousNameError):
        return ""


# ---- UN/LOCODE ------------------------------------------------------------------------------------------------


def _locations(cells: Cells) -> Iterable[_Row]:
    sheet = cells.sheet
    countries, locations, names = (cells.texts(column) for column in ("Country", "Location", "Name"))
    plain, functions, changes = (cells.texts(column) for column in ("NameWoDiacritics", "Function", "Change"))
    decimal = "CoordinatesDecimal" if "CoordinatesDecimal" in sheet.cells else ""
    where = _positions(cells, decimal, _decimal) if decimal else _positions(cells, "Coordinates", _minutes)
    left_out: Counter[str] = Counter()
    wrong: dict[int, str] = {}
    for row, line in enumerate(sheet.lines):
        code, gone = countries[row] + locations[row], GONE.get(changes[row])
        if gone or not locations[row]:
            left_out[gone or "headings of countries"] += 1
        elif not _CODE.fullmatch(code):
            wrong[row] = "expected two letters of a country, and three letters or figures from 2 to 9"
        else:
            country = countries[row] if is_territory(countries[row]) else ""
            kind = next((kind for figure, kind in KINDS if figure in functions[row]), "other")
            lat, lon = where[row]
            yield _Row(line, code, names[row], country, lat, lon, kind, plain[row])
    cells.tell("Location", wrong)
    cells.tell("Country", _strange(countries), "warning", "made")
    for what, count in sorted(left_out.items()):
        cells.findings.append(Finding(sheet.file, 0, "", str(count), f"rows are left out: {what}", "warning", "unread"))


def _strange(countries: list[str]) -> dict[int, str]:
    told = "no code of a territory; read as not known"
    return {row: told for row, code in enumerate(countries) if code and not is_territory(code)}


def _positions(
    cells: Cells, column: str, parse: Callable[[str], tuple[float, float]]
) -> list[tuple[float, float] | tuple[None, None]]:
    """Return the positions of a column; what cannot be read is told and left out."""
    texts = cells.sheet.column(column)
    known: dict[str, tuple[float, float] | tuple[None, None]] = {"": (None, None)}
    wrong: dict[str, str] = {}
    for text in set(texts) - {""}:
        try:
            known[text] = parse(text)
        except ValueError as error:
            known[text], wrong[text] = (None, None), f"{error}; read as not known"
    cells.tell(column, {row: wrong[text] for row, text in enumerate(texts) if text in wrong}, "warning", "made")
    return [known[text] for text in texts]


def _minutes(text: str) -> tuple[float, float]:
    """Return the degrees of a position in degrees and minutes.

    Examples
    --------
    >>> _minutes("4307N 13154E"), _minutes("3352S 07138W")
    ((43.1166667, 131.9), (-33.8666667, -71.6333333))
    """
    found = _MINUTES.fullmatch(text)
    if found is None or int(found[2]) > 59 or int(found[5]) > 59:
        raise ValueError("expected degrees and minutes such as 4307N 13154E")
    lat, lon = int(found[1]) + int(found[2]) / 60, int(found[4]) + int(found[5]) / 60
    if lat > 90 or lon > 180:
        raise ValueError("expected at most 90 degrees of latitude and 180 of longitude")
    return round(-lat if found[3] == "S" else lat, 7), round(-lon if found[6] == "W" else lon, 7)


def _decimal(text: str) -> tuple[float, float]:
    lat, comma, lon = text.partition(",")
    if not comma:
        raise ValueError("expected latitude and longitude such as 43.1167,131.9")
    return degrees(90)(lat.strip()), degrees(180)(lon.strip())


# ---- what is made of them -------------------------------------------------------------------------------------


def _each_once(rows: list[_Row], cells: Cells) -> list[_Row]:
    """Return the rows of codes that stand once, the first of each other; those behind it are told."""
    first: dict[str, _Row] = {}
    again: dict[int, str] = {}
    at = {line: row for row, line in enumerate(cells.sheet.lines)}
    for one in rows:
        if first.setdefault(one.code, one) is not one:
            again[at[one.line]] = "the same stands before; left out"
    column = "Location" if "Location" in cells.sheet.cells else WPI[0]
    cells.tell(column, again, "warning", "unread")
    return list(first.values())


def _tables(rows: list[_Row], name: str, file: str) -> tuple[dict[str, Table], list[Finding]]:
    network, findings = table_from_values("network", [{"name": name}])
    findings = [Finding(file, 0, "name", one.value, one.expected) for one in findings]
    given = [
        {"id": one.code, "name": one.name, "country": one.country, "lat": one.lat, "lon": one.lon, "kind": one.kind}
        for one in rows
    ]
    places, found = table_from_values("places", given, lenient=True, file=file, lines=[one.line for one in rows])
    findings += found
    named = [one for one in rows if one.other and one.other != one.name]
    cells = [{"place": one.code, "name": one.other} for one in named]
    others, found = table_from_values("other_names", cells, lenient=True, file=file, lines=[one.line for one in named])
    return {"network": network, "places": places, "other_names": others}, [*findings, *found]
