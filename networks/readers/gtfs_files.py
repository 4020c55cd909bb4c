"""The files of a GTFS feed, out of a folder or a zip archive, as bytes.

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
from dataclasses import dataclass
from pathlib import Path

from networks.errors import DataError, Finding
from networks.model.limits import ARCHIVE_BYTES, FILE_BYTES
from networks.readers.files import Unreadable, bytes_in, bytes_of, reason
from networks.readers.one_moment import at_one_moment

CSV = "CSV UTF-8 named .txt"
_BROKEN = (  # what zipfile raises of an archive that is broken in one way or another
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, IndexError, NotImplementedError, OverflowError),
    *(OSError, RuntimeError, ValueError),
)


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
