"""The files of a GTFS feed, out of a folder or a zip archive: bytes first, then rows of text.

Nothing is unpacked onto the disk: members of an archive are read by their names at its top, so that no path in it leads
anywhere. What an archive unpacks to is limited by what is read, not by what it says of itself.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from networks.errors import DataError, Finding, nearest_names
from networks.model.limits import ARCHIVE_BYTES, FILE_BYTES
from networks.readers.csv_text import decode, split_rows
from networks.readers.files import Unreadable, bytes_in, bytes_of, reason
from networks.readers.one_moment import at_one_moment

CSV = "CSV UTF-8 named .txt"
ALLOWED_IN_GTFS = "file-form"  # byte-order marks and line ends of Windows: the standard allows them
_BROKEN = (  # what zipfile raises of an archive that is broken in one way or another
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, IndexError, NotImplementedError, OverflowError),
    *(OSError, RuntimeError, ValueError),
)


@dataclass
class Sheet:
    """A file as columns of text, without blanks around cells.

    Attributes
    ----------
    file
        Its name.
    lines
        Line of each row.
    cells
        Column -> texts.
    """

    file: str
    lines: list[int] = field(default_factory=list)
    cells: dict[str, list[str]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.lines)

    def column(self, name: str) -> list[str]:
        """Return the texts of a column, empty ones where there is none."""
        return self.cells[name] if name in self.cells else [""] * len(self)


@dataclass
class Held:
    """What a feed holds: the bytes of its tables or why they cannot be had, and the names of all its files."""

    names: frozenset[str]
    tables: dict[str, bytes | Unreadable]


def held_by(path: Path, wanted: Sequence[str]) -> Held:
    """Return what a folder or an archive holds; `wanted` are the names of the tables that are read.

    Raises
    ------
    DataError
        There is neither, or it cannot be read.
    """
    try:
        is_folder = path.is_dir()
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise DataError([Finding(str(path), 0, "", "", f"cannot be read: {reason(error)}")]) from None
    if is_folder:
        return at_one_moment(path, lambda folder: _in_folder(folder, wanted))
    try:
        data = bytes_of(path)
    except Unreadable as error:
        expected = f"no folder or zip archive can be read there: {error}"
        raise DataError([Finding(str(path), 0, "", "", expected)]) from None
    return _in_archive(path.name, data, wanted)


def _in_folder(folder: Path, wanted: Sequence[str]) -> Held:
    try:
        names = frozenset(file.name for file in folder.iterdir())
    except OSError as error:
        raise DataError([Finding(str(folder), 0, "", "", f"the folder cannot be read: {reason(error)}")]) from None
    tables: dict[str, bytes | Unreadable] = {}
    for file in wanted:
        if file in names:
            try:
                tables[file] = bytes_in(folder, file)
            except Unreadable as error:
                tables[file] = error
    return Held(names, tables)


def _in_archive(archive: str, data: bytes, wanted: Sequence[str]) -> Held:
    """Return what the bytes of an archive hold."""
    if not data.startswith(b"PK"):
        expected = "expected the folder that holds the files of a GTFS feed, or a zip archive of them"
        raise DataError([Finding(archive, 0, "", "", expected)])
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            members = [one for one in opened.infolist() if not one.filename.endswith("/")]
            if findings := _oddly_packed(archive, members, wanted):
                raise DataError(findings)
            tables = {one.filename: _member(opened, one) for one in members if one.filename in wanted}
    except _BROKEN as error:
        raise DataError([Finding(archive, 0, "", "", f"the archive cannot be read: {error}")]) from None
    return Held(frozenset(one.filename for one in members), tables)


def _oddly_packed(archive: str, members: Sequence[zipfile.ZipInfo], wanted: Sequence[str]) -> list[Finding]:
    """Return why an archive is not read: what stands twice in it, lies in a folder, or would be too large."""
    counts = Counter(one.filename for one in members if one.filename in wanted)
    twice = (file for file, count in counts.items() if count > 1)
    findings = [Finding(archive, 0, "", file, "expected each file once in the archive") for file in twice]
    inner = [one.filename for one in members if one.filename.replace("\\", "/").rpartition("/")[2] in wanted]
    if not counts and inner:
        findings.append(Finding(archive, 0, "", inner[0], "expected the files at the top of the archive, in no folder"))
    size = sum(one.file_size for one in members if one.filename in wanted)
    if size > ARCHIVE_BYTES:
        expected = f"expected at most {ARCHIVE_BYTES // 2**20} MiB unpacked, these are {size // 2**20}"
        findings.append(Finding(archive, 0, "", "", expected))
    return findings


def _member(opened: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes | Unreadable:
    """Return the bytes of a member, at most as many as are enough to tell that they are too many."""
    if member.flag_bits & 1:
        return Unreadable("it is encrypted")
    try:
        with opened.open(member) as stream:
            data = stream.read(FILE_BYTES + 1)
    except _BROKEN as error:
        return Unreadable(str(error) or type(error).__name__)
    if len(data) > FILE_BYTES:
        return Unreadable(f"expected at most {FILE_BYTES // 2**20} MiB, this is larger")
    return data


def sheet_of(
    file: str, data: bytes | Unreadable, known: Sequence[str], required: Sequence[str]
) -> tuple[Sheet | None, list[Finding]]:
    """Return the columns of a file, None where it cannot be read, and what is wrong or odd about its form.

    Parameters
    ----------
    known
        Columns that are read; others are let go.
    required
        Those of them that must be there.
    """
    if isinstance(data, Unreadable):
        return None, [Finding(file, 0, "", "", f"the file cannot be read: {data}")]
    text, findings = decode(data, file, CSV)
    if text is None:
        return None, findings
    rows, found = split_rows(text, file, known, needed=required)
    findings = [one for one in (*findings, *found) if one.rule != ALLOWED_IN_GTFS]
    header = [name.strip() for name in rows.header]
    findings += _of_header(file, header, known, required) if header else []
    if not header or any(one.severity == "error" and one.row <= 1 for one in findings):
        return None, findings
    columns: Sequence[Sequence[str]] = list(zip(*rows.cells, strict=True)) if rows.cells else [()] * len(header)
    given = {name: texts for name, texts in zip(header, columns, strict=True) if name in known}
    cells = {name: list(map(str.strip, texts)) for name, texts in given.items()}
    padded = next((name for name, texts in given.items() if cells[name] != list(texts)), "")
    if padded:
        told = "blanks around cells are skipped"
        findings.append(Finding(file, 0, padded, "", told, "warning", "skipped"))
    return Sheet(file, rows.lines, cells), findings


def _of_header(file: str, header: Sequence[str], known: Sequence[str], required: Sequence[str]) -> list[Finding]:
    """Return what is wrong with the names of columns."""
    counts = Counter(name for name in header if name in known)
    strange = [name for name in header if name and name not in known]
    twice = [(name, count) for name, count in counts.items() if count > 1]
    expected = "expected each column once, found it {} times"
    found = [Finding(file, 1, name, name, expected.format(count)) for name, count in twice]
    for name in required:
        if name not in counts:
            near = nearest_names(name, strange)
            hint = f"; is it {near[0]}?" if near else ""
            found.append(Finding(file, 1, name, "", f"this column is required{hint}"))
    return found
