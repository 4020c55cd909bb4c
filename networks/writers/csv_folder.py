"""A `Network` into a folder of CSV files: canonical text, and either the whole folder or nothing."""

from __future__ import annotations

import shutil
import uuid
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from networks.errors import DataError, Finding
from networks.model.canonical import table_text
from networks.model.schema import columns

if TYPE_CHECKING:
    from networks.network import Network

ALWAYS = ("network", "places", "links")


def write(network: Network, folder: str | PathLike[str], *, overwrite: bool = False) -> None:
    """Write a network, with what is withheld, so that `networks.read` gives an equal one.

    The files are written into a temporary folder beside `folder`, which then takes its place: another
    process sees the old folder or the new one, never a part. Names of applied scenarios and the reasons of
    their changes are not part of the tables and are not written.

    Parameters
    ----------
    folder
        Must not exist or be empty, unless `overwrite` is given; its parent must exist.
    overwrite
        Replace a folder that holds nothing but tables of a network.

    Raises
    ------
    DataError
        The folder may not be replaced.
    """
    if not isinstance(overwrite, bool):
        raise DataError([Finding("write", 0, "overwrite", repr(overwrite), "expected True or False", rule="writing")])
    target = Path(folder)
    _refuse(target, overwrite)
    staged = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}.new")
    staged.mkdir()
    try:
        for name, table in network.catalogue.items():
            if len(table) or name in ALWAYS:
                (staged / f"{name}.csv").write_text(table_text(table), encoding="utf-8", newline="")
        _replace(target, staged)
    except BaseException:
        shutil.rmtree(staged, ignore_errors=True)
        raise


def _refuse(target: Path, overwrite: bool) -> None:
    if not target.parent.is_dir():
        raise DataError([Finding(str(target.parent), 0, "", "", "no such folder", rule="writing")])
    if not target.exists():
        return
    if not target.is_dir():
        raise DataError([Finding(str(target), 0, "", "", "expected a folder", rule="writing")])
    held = sorted(file.name for file in target.iterdir())
    if held and not overwrite:
        raise DataError(
            [
                Finding(
                    str(target), 0, "", held[0], "the folder is not empty; overwrite=True replaces it", rule="writing"
                )
            ]
        )
    strange = [name for name in held if name not in {f"{table}.csv" for table in columns()}]
    if strange:
        raise DataError(
            [Finding(str(target), 0, "", name, "is no table and would be lost", rule="writing") for name in strange]
        )


def _replace(target: Path, staged: Path) -> None:
    """Let the staged folder take the place of the target, and put the old one back if that fails."""
    if not target.exists():
        staged.rename(target)
        return
    old = staged.with_suffix(".old")
    target.rename(old)
    try:
        staged.rename(target)
    except BaseException:
        old.rename(target)
        raise
    shutil.rmtree(old)
