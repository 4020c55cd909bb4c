"""The formats that can be read, one row each, and which of them a file or folder is in: by its content, never by luck.

A format is known by a sign that no other has: files in a folder, the first bytes of a file, its first words, or keys of
its JSON. Names of single files and their endings say nothing. What shows the signs of two formats, or of none, is
refused, with the list.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from networks.errors import DataError, Finding, nearest_names
from networks.model.cells import shown
from networks.readers.files import Unreadable, beginning_of, bytes_of

BEGINNING = 2**16  # bytes of a file that are looked at
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?[\s\x1e]*[\[{]")


@dataclass(frozen=True, slots=True)
class Format:
    """A format: how it is called and known, and what reads it.

    Attributes
    ----------
    name, about
        What `networks.read` takes as `format`, and what it is in words.
    module
        Holds ``tables_of(path, **options) -> Found``; imported when a file is read.
    options
        Names of its options, arguments of `networks.read`.
    files
        Names of files by which a folder is known: all of one of the groups.
    magic, holds
        What a file begins with, and what stands somewhere in it.
    words
        Pattern of what stands at the beginning of a text.
    keys
        Keys of an object of JSON, all of them.
    """

    name: str
    about: str
    module: str
    options: tuple[str, ...] = ()
    files: tuple[frozenset[str], ...] = ()
    magic: bytes = b""
    holds: bytes = b""
    words: re.Pattern[bytes] | None = None
    keys: frozenset[str] = frozenset()


def _names(*groups: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(group.split()) for group in groups)


FORMATS = (
    Format("csv", "a folder of CSV files: places, links", "csv_folder", files=_names("places.csv", "links.csv")),
    Format(
        "gtfs",
        "a GTFS feed, folder or zip archive",
        "gtfs",
        ("name", "tolerant"),
        _names("stop_times.txt"),
        b"PK",
        b"stop_times.txt",
    ),
    Format(
        "gmns",
        "a folder in GMNS: node.csv, link.csv",
        "gmns",
        ("name", "mode", "length_unit", "speed_unit"),
        _names("node.csv link.csv"),
    ),
    Format(
        "tntp",
        "a TNTP network, *_net.tntp",
        "tntp",
        ("name", "nodes", "mode", "length_unit", "time_unit"),
        words=re.compile(
            rb"(?:\xef\xbb\xbf)?\s*+(?:~[^\n]*+\n\s*+)*+<\s*(?:NUMBER OF|FIRST THRU|ORIGINAL HEADER|END OF METADATA)",
            re.IGNORECASE,
        ),
    ),
    Format(
        "dimacs",
        "a graph of the DIMACS challenges, .gr with .co, or .min",
        "dimacs",
        ("name", "coordinates", "mode", "unit"),
        words=re.compile(rb"(?:\xef\xbb\xbf)?(?:[ \t]*+(?:c(?:[ \t][^\n]*+)?)?\r?\n)*+p[ \t]+(?:sp|min)[ \t]"),
    ),
    Format(
        "geograph",
        "a geograph of scgraph, .graphjson",
        "geograph",
        ("name", "mode", "speed", "length_unit"),
        keys=frozenset({"graph", "nodes"}),
    ),
    Format(
        "geopackage",
        "a GeoPackage, where geopandas is installed",
        "geo_tables",
        ("name", "mode", "speed", "snap_km", "cut", "gauge_mm", "layers"),
        magic=b"SQLite format 3\x00",
    ),
    Format(
        "geoparquet",
        "a GeoParquet file, where geopandas and pyarrow are installed",
        "geo_tables",
        ("name", "mode", "speed", "snap_km", "cut", "gauge_mm", "layers"),
        magic=b"PAR1",
    ),
    Format(
        "ports",
        "a list of ports: the World Port Index or UN/LOCODE as CSV",
        "port_list",
        ("name",),
        words=re.compile(
            rb'(?:\xef\xbb\xbf)?(?:(?:OID_,)?"?World Port Index Number"?,|"?(?:Change"?,"?)?Country"?,"?Location"?,)'
        ),
    ),
    Format(
        "geojson",
        "a GeoJSON file",
        "geojson",
        ("name", "mode", "speed", "snap_km", "cut", "gauge_mm"),
        keys=frozenset({"features"}),
    ),
)


def format_of(path: Path, wanted: object = None) -> Format:
    """Return the format of a file or folder; `wanted` is the name of the one that is to be taken, None: by content.

    What is not there, or is neither file nor folder, is left to the reader of CSV folders to tell.

    Raises
    ------
    DataError
        No format, or several, show in it; no format bears the wanted name.
    """
    if wanted is not None:
        return format_called(wanted)
    held = _held_by(path)
    found = [one for one in FORMATS if any(group <= held for group in one.files)]
    if not held and _is_file(path):
        found = _of_file(path)
        if not found and path.suffix.casefold() == ".csv":  # a table of a folder of CSV files, by its name
            return FORMATS[0]
        if not found:
            raise _refusal(path, "what it holds is in no format that can be read")
    if len(found) > 1:
        several = " and ".join(one.name for one in found)
        raise _refusal(path, f"this may be {several}; say which by format=", found)
    return found[0] if found else FORMATS[0]


def format_called(name: object) -> Format:
    """Return the format of a name.

    Examples
    --------
    >>> format_called("geojson").about
    'a GeoJSON file'
    """
    for one in FORMATS:
        if isinstance(name, str) and one.name == name:
            return one
    near = nearest_names(name, [one.name for one in FORMATS]) if isinstance(name, str) else ()
    hint = f"did you mean {', '.join(near)}? " if near else ""
    raise DataError([Finding("read", 0, "format", shown(name), f"{hint}expected one of: {listed()}")])


def listed(formats: tuple[Format, ...] | list[Format] = FORMATS) -> str:
    """Return formats in words."""
    return "; ".join(f"{one.name} ({one.about})" for one in formats)


def _held_by(path: Path) -> frozenset[str]:
    """Return the names of what a folder holds; nothing of what is no folder or cannot be looked at."""
    try:
        return frozenset(one.name for one in path.iterdir())
    except (OSError, ValueError):  # ValueError: a name with a NUL
        return frozenset()


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _of_file(path: Path) -> list[Format]:
    """Return the formats whose signs a file shows."""
    try:
        begin = beginning_of(path, BEGINNING)
    except Unreadable as error:
        raise DataError([Finding(str(path), 0, "", "", f"the file cannot be read: {error}")]) from None
    if _JSON.match(begin):
        keys = _keys_of(path)
        return [one for one in FORMATS if one.keys and one.keys <= keys]
    return [one for one in FORMATS if _begins(one, begin) and (not one.holds or one.holds in _bytes_of(path))]


def _begins(one: Format, begin: bytes) -> bool:
    return bool(one.magic and begin.startswith(one.magic)) or (one.words is not None and bool(one.words.match(begin)))


def _bytes_of(path: Path) -> bytes:
    """Return the bytes of a file, none where it cannot be read."""
    try:
        return bytes_of(path)
    except Unreadable:
        return b""


def _keys_of(path: Path) -> frozenset[str]:
    """Return the keys of an object of JSON; of what is no sound JSON those by which its reader says what is wrong."""
    try:
        found: Any = json.loads(bytes_of(path), parse_int=len, parse_float=len)  # numbers are not looked at
    except (Unreadable, ValueError, RecursionError):
        return frozenset({"features"})
    return frozenset(found) if isinstance(found, dict) else frozenset()


def _refusal(path: Path, text: str, formats: tuple[Format, ...] | list[Format] = FORMATS) -> DataError:
    return DataError([Finding(path.name or str(path), 0, "", "", f"{text}; there are: {listed(formats)}")])
