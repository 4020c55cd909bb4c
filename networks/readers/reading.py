"""`networks.read` and `networks.check`: any file or folder that can be read, in the format that it is in."""

from __future__ import annotations

from collections.abc import Collection
from importlib import import_module
from os import PathLike
from typing import Any

from networks.errors import DataError, Finding, Findings, without_silenced
from networks.model.cells import shown
from networks.model.gc_pause import collector_at_rest
from networks.model.given import path_to_read
from networks.network import Network
from networks.readers.formats import Format, format_of
from networks.readers.found import Found


def read(
    path: str | PathLike[str], *, format: str | None = None, silence: str | Collection[str] | None = (), **options: Any
) -> Network:
    r"""Return the network that a file or folder describes, in whichever format it is.

    The format is known by what the file or folder holds. ``networks.readers.formats`` lists all of them with their
    options; most people have a folder of CSV files, which needs none: it holds ``places.csv`` and ``links.csv``, and
    any other table of ``networks/data/columns.csv``. Without ``network.csv`` the network bears the name of the folder.
    Where that file names a folder beside this one in `shares`, the tables there come first.

    Parameters
    ----------
    path
        File or folder.
    format
        Name of the format, such as ``"csv"`` or ``"geojson"``; None: by content.
    silence
        Ids of rules (``networks/data/rules.csv``) whose warnings are not told; None = none. Errors cannot be silenced.
    **options
        Those of the format, such as ``mode="rail"`` for lines of GeoJSON; its reader says what they mean.

    Raises
    ------
    DataError
        Something in the file cannot be used; carries every finding, and no half-read network exists. Or it shows the
        signs of no format, or of several; or the format has no such option.
    UnknownNameError
        No rule bears an id that is to be silenced.

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

    with collector_at_rest():
        found = _found_in(path, format, options)
    return checked_network(found.tables, found.findings, rules=found.rules, silence=silence)


def check(
    path: str | PathLike[str], *, format: str | None = None, silence: str | Collection[str] | None = (), **options: Any
) -> Findings:
    r"""Return everything that is wrong or odd about a file or folder that can be read; empty when nothing is.

    As text (``print``) they are one line per rule, the worst first, with a count and the first few places.

    Parameters
    ----------
    path, format, silence, **options
        As for `read`.

    Raises
    ------
    UnknownNameError
        No rule bears an id that is to be silenced.

    Examples
    --------
    >>> import networks, pathlib, tempfile
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> _ = (folder / "places.csv").write_text("id,name\nA,Alpha\nB,Beta\n")
    >>> _ = (folder / "links.csv").write_text("id,tail,head,mode,hours\nab,A,B,sea,4 d\n")
    >>> found = networks.check(folder)[0]
    >>> found.severity, found.row, found.field, found.value
    ('error', 2, 'hours', '4 d')
    """
    from networks.rules.validation import check_tables

    with collector_at_rest():
        try:
            found = _found_in(path, format, options)
        except DataError as error:
            return without_silenced(error.findings, silence)
        findings = [*found.findings]
        if found.rules:
            findings += check_tables(found.tables, read=findings)
        return without_silenced(findings, silence)


def _found_in(path: str | PathLike[str], format: str | None, options: dict[str, Any]) -> Found:
    """Return what the reader of its format finds in a file or folder."""
    file = path_to_read(path, "folder")
    chosen = format_of(file, format)
    if wrong := [_no_option(chosen, name, value) for name, value in options.items() if name not in chosen.options]:
        raise DataError(wrong)
    found: Found = import_module(f"networks.readers.{chosen.module}").tables_of(file, **options)
    return found


def _no_option(chosen: Format, name: str, value: object) -> Finding:
    options = f"its options are {', '.join(chosen.options)}" if chosen.options else "it has no options"
    return Finding("read", 0, name, shown(value), f"the format {chosen.name} has no such option; {options}")
