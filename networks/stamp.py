"""The stamp of the built-in data: the digest of files that passed every rule, so that a fresh process need not ask.

``checked.sha256`` stands beside the tables of a built-in network. Where it fits the bytes of the files, those that it
shares with other editions among them, `networks.load` leaves the rules out and reads a table when it is first looked
at; where it does not (a file was edited, or converted to other line ends) all are read and the rules asked as of any
data. After a change of the data:

    python -m networks.stamp

It writes no stamp where there is an error; a test holds the stamp against the files and the files against the rules.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from networks.errors import DataError
from networks.readers.csv_folder import layers
from networks.readers.reading import check

STAMP = "checked.sha256"


def digest_of(folder: Path) -> str:
    """Return the SHA-256 of the names and bytes of the CSV files of a folder, after those of the folder that it shares.

    Raises
    ------
    DataError
        What it shares cannot be had.
    """
    files = [file for layer in layers(folder) for file in sorted(layer.glob("*.csv"), key=lambda file: file.name)]
    lines = [f"{file.name} {hashlib.sha256(file.read_bytes()).hexdigest()}" for file in files]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def has_passed(folder: Path) -> bool:
    """Tell whether the files of a folder are, byte for byte, those that passed the rules."""
    try:
        stamp = (folder / STAMP).read_text(encoding="ascii").strip()
        return stamp == digest_of(folder)
    except (OSError, UnicodeDecodeError, DataError):
        return False


def write_stamp(folder: Path) -> None:
    """Write the stamp of a folder.

    Raises
    ------
    DataError
        There is an error in the data; no stamp is written.
    """
    findings = check(folder)
    if any(finding.severity == "error" for finding in findings):
        raise DataError(findings)
    (folder / STAMP).write_text(digest_of(folder) + "\n", encoding="ascii")


if __name__ == "__main__":
    for tables in sorted((Path(__file__).parent / "data").glob("*/network.csv")):
        write_stamp(tables.parent)
