"""A `Network` into a folder of CSV files: canonical text, and either the whole folder or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from os import PathLike
from typing import TYPE_CHECKING

from networks.errors import DataError, Finding
from networks.model.canonical import table_text
from networks.model.given import catalogue_of, refusal
from networks.model.schema import columns
from networks.model.tables import Table
from networks.writers.whole_folder import write_folder

if TYPE_CHECKING:
    from networks.network import Network

ALWAYS = ("network", "places", "links")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"  # by which spreadsheets know UTF-8


def write(network: Network, folder: str | PathLike[str], *, overwrite: bool = False, spreadsheet: bool = False) -> None:
    """Write a network, with what is withheld, so that `networks.read` gives an equal one.

    The files are written into a hidden folder beside `folder`, which then takes its place. However the writing ends
    (an error, an interrupt, a killed process, a power cut) the old folder stands there or the new one, and
    `networks.read` gets one of the two as a whole, also while it is being replaced. So does every other program that
    opens the folder once and reads from it until it is replaced; one that opens file after file by path may read
    some of the old ones and some of the new. On Linux and macOS the two folders change names in a single step; what is
    not as sure on Windows and on network file systems stands in `networks.writers.whole_folder`.

    A link to a folder is followed; owner and permissions stay as they are. Names of applied scenarios and the reasons
    of their changes are not part of the tables and are not written.

    Parameters
    ----------
    folder
        Must not exist or be empty, unless `overwrite` is given; its parent must exist.
    overwrite
        Replace a folder that holds nothing but tables of a network, each an ordinary file.
    spreadsheet
        Begin each file with a byte-order mark, by which Excel and others show names in their letters at a double
        click. `networks.read` skips it, and says so.

    Raises
    ------
    DataError
        The folder may not be replaced, or a text cannot be written.
    OSError
        The folder cannot be written; what stood there stays.

    Examples
    --------
    >>> import networkx, networks, pathlib, tempfile
    >>> net = networks.from_networkx(networkx.Graph([("A", "B", {"hours": 60})]), mode="sea")
    >>> folder = pathlib.Path(tempfile.mkdtemp()) / "mine"
    >>> networks.write(net, folder)
    >>> networks.read(folder) == net
    True
    """
    tables = catalogue_of(network, "write", "network", "writing")
    for name, given in (("overwrite", overwrite), ("spreadsheet", spreadsheet)):
        if not isinstance(given, bool):
            raise refusal("write", name, given, "expected True or False", "writing")
    files = _files(tables, BYTE_ORDER_MARK if spreadsheet else b"")
    write_folder(folder, files, known={f"{table}.csv" for table in columns()}, overwrite=overwrite)


def _files(tables: Mapping[str, Table], begin: bytes) -> Iterator[tuple[str, bytes]]:
    for name, table in tables.items():
        if len(table) or name in ALWAYS:
            yield f"{name}.csv", begin + _encoded(table_text(table), f"{name}.csv")


def _encoded(text: str, file: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        value = ascii(text[error.start])[1:-1]
        raise DataError(
            [Finding(file, line, "", value, "half a letter (a lone surrogate), which no file holds", rule="writing")]
        ) from None
