"""A GeoPackage or GeoParquet file into tables of a `Network`, by way of geopandas: its features are those of GeoJSON.

geopandas, and pyogrio or pyarrow with it, are no part of what landbridge needs; they are imported when such a file is
read. How many features a file holds, and how large they are once unpacked, is asked before they are read.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from networks.errors import DataError, Finding
from networks.model.cells import shown
from networks.model.given import items_of
from networks.model.limits import ARCHIVE_BYTES, FILE_BYTES, ROWS
from networks.readers.files import Unreadable, beginning_of
from networks.readers.found import Found
from networks.readers.geojson import LineOptions, tables_of_features
from networks.readers.geojson_lines import SNAP_KM

PARQUET = b"PAR1"
NEEDS = "this needs geopandas, and pyogrio or pyarrow with it: pip install geopandas pyarrow"
DEGREES = "EPSG:4326"


def tables_of(
    file: Path,
    *,
    name: str | None = None,
    mode: str | None = None,
    speed: float | None = None,
    snap_km: float = SNAP_KM,
    cut: bool = False,
    gauge_mm: int | None = None,
    layers: object = None,
) -> Found:
    """Return the tables of a file of features, and what is wrong or odd about it.

    Points are places and lines are links, as `networks.read_geojson` has them, with the columns of
    ``networks/data/columns.csv`` as attributes. Positions in another system than degrees of WGS 84 are converted, which
    is told; where a file names no system there is nothing to convert from, and it is refused.

    Parameters
    ----------
    name, mode, speed, snap_km, cut, gauge_mm
        As for `networks.read_geojson`.
    layers
        Names of the layers of a GeoPackage that are read; else all. Features are counted from the first of the first.
    """
    options = LineOptions(mode, speed, snap_km, cut, gauge_mm).checked(file.name)
    findings: list[Finding] = []
    features = features_in(file, layers, findings)
    found = tables_of_features(file, features, name, options)
    return found._replace(findings=[*findings, *found.findings])


def features_in(file: Path, layers: object, findings: list[Finding]) -> list[Any]:
    """Return the features of a GeoPackage or GeoParquet file as JSON has them, in degrees; what is odd joins findings.

    Raises
    ------
    DataError
        It is too large, cannot be read, or geopandas is not installed.
    """
    try:
        begin = beginning_of(file, 16)
    except Unreadable as error:
        raise _refusal(file, "", "", f"the file cannot be read: {error}") from None
    if file.stat().st_size > FILE_BYTES:
        raise _refusal(file, "", "", f"expected at most {FILE_BYTES // 2**20} MiB, this is larger")
    try:
        geopandas = import_module("geopandas")
        frames = _parquet(geopandas, file) if begin.startswith(PARQUET) else _layers(geopandas, file, layers)
    except ImportError as error:
        raise _refusal(file, "", "", f"{NEEDS} ({error})") from None
    features: list[Any] = []
    for frame in frames:
        features += _features(file, frame, findings)
    return features


def _refusal(file: Path, field: str, value: str, expected: str) -> DataError:
    return DataError([Finding(file.name, 0, field, value, expected)])


def _parquet(geopandas: Any, file: Path) -> list[Any]:
    """Return the frame of a GeoParquet file."""
    parquet = import_module("pyarrow.parquet")
    try:
        with parquet.ParquetFile(file) as opened:
            rows = opened.metadata.num_rows
            groups = [opened.metadata.row_group(number) for number in range(opened.metadata.num_row_groups)]
            _check_size(file, rows, sum(one.total_byte_size for one in groups))
        return [geopandas.read_parquet(file)]
    except DataError:
        raise
    except Exception as error:  # of a library that we do not know, on a file of a stranger
        raise _refusal(file, "", "", f"no GeoParquet that can be read: {shown(str(error), 300)}") from None


def _layers(geopandas: Any, file: Path, wanted: object) -> list[Any]:
    """Return the layers of a GeoPackage, one frame each, those without features left out."""
    pyogrio = import_module("pyogrio")
    try:
        known = [str(layer) for layer, kind in pyogrio.list_layers(file).tolist() if kind is not None]
        chosen = known if wanted is None else [str(one) for one in items_of(wanted)]
    except TypeError as error:
        raise _refusal(file, "layers", shown(wanted), str(error)) from None
    except Exception as error:  # as above
        raise _refusal(file, "", "", f"no GeoPackage that can be read: {shown(str(error), 300)}") from None
    for layer in chosen:
        if layer not in known:
            raise _refusal(file, "layers", shown(layer), f"expected some of {', '.join(known)}")
    try:
        _check_size(file, sum(max(0, pyogrio.read_info(file, layer=layer)["features"]) for layer in chosen), 0)
        return [geopandas.read_file(file, layer=layer) for layer in chosen]
    except DataError:
        raise
    except Exception as error:  # as above
        raise _refusal(file, "", "", f"no GeoPackage that can be read: {shown(str(error), 300)}") from None


def _check_size(file: Path, rows: int, size: int) -> None:
    if rows > ROWS:
        raise _refusal(file, "", "", f"expected at most {ROWS} features, found {rows}")
    if size > ARCHIVE_BYTES:
        expected = f"expected at most {ARCHIVE_BYTES // 2**20} MiB unpacked, these are {size // 2**20}"
        raise _refusal(file, "", "", expected)


def _features(file: Path, frame: Any, findings: list[Finding]) -> Sequence[Any]:
    """Return the features of a frame as JSON has them, in degrees."""
    if not len(frame):
        return []
    if frame.crs is None:
        raise _refusal(file, "crs", "", "no system of coordinates is stated; expected one, best degrees of WGS 84")
    try:
        if not frame.crs.equals(DEGREES, ignore_axis_order=True):
            text = f"positions are converted from {shown(frame.crs.name)} to degrees of WGS 84"
            findings.append(Finding(file.name, 0, "crs", "", text, "warning", "made"))
            frame = frame.to_crs(DEGREES)
        features: list[Any] = json.loads(frame.to_json(na="drop", drop_id=True))["features"]
    except Exception as error:  # as above
        raise _refusal(file, "", "", f"features that cannot be read: {shown(str(error), 300)}") from None
    return features
