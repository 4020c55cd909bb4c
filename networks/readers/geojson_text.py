"""A file of JSON, each key once and of a stated depth; the features of GeoJSON (RFC 7946), in degrees of WGS 84."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from networks.errors import DataError, Finding
from networks.model.cells import shown
from networks.model.limits import JSON_DEPTH, NUMBER_LENGTH, ROWS
from networks.readers.csv_text import decode
from networks.readers.files import Unreadable, bytes_of

FORM = "GeoJSON in UTF-8"
DEGREES = "GeoJSON is in degrees, WGS 84"
SEQUENCE = (
    "this holds one feature a line (ndjson, GeoJSONSeq); expected a FeatureCollection (RFC 7946): "
    "ogr2ogr -f GeoJSON new.geojson old.geojsonl makes one of it"
)
_STRING = re.compile(
    r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL
)  # one without an end goes to the end of the text
_BRACKETS = re.compile(r"[^\[\]{}]+")
# Degrees of WGS 84, east before north: what GDAL, QGIS and geopandas write, also where an old file says so at length.
_WGS_84 = re.compile(
    r"(urn:(x-)?ogc:def:crs:|https?://www\.opengis\.net/(def/crs|gml/srs)/)?"
    r"(OGC[:/][0-9.]*[:/]?CRS84h?|EPSG[:/][0-9.]*[:/]?(4326|4979)|epsg\.xml#4326)",
    re.IGNORECASE,
)


class _Repeated(Exception):
    """A key stands twice in an object of JSON."""


def features_of(file: Path) -> list[Any]:
    """Return the features of a FeatureCollection as JSON gives them; raise DataError where there are none to be had."""
    collection = json_of(file, FORM)
    if not isinstance(collection, dict) or collection.get("type") != "FeatureCollection":
        raise _refusal(file, "type", "", "expected a FeatureCollection (RFC 7946)")
    if not is_wgs_84(collection.get("crs")):
        raise _refusal(file, "crs", shown(collection["crs"]), DEGREES)
    features = collection.get("features")
    if not isinstance(features, list):
        raise _refusal(file, "features", "", "expected a list of features")
    if len(features) > ROWS:
        raise _refusal(file, "features", "", f"expected at most {ROWS} features, found {len(features)}")
    return features


def json_of(file: Path, form: str) -> Any:
    """Return what a file of JSON holds; raise DataError where it is no sound JSON. `form` is what it was to be."""
    try:
        data = bytes_of(file)
    except Unreadable as error:
        raise DataError([Finding(str(file), 0, "", "", f"the file cannot be read: {error}")]) from None
    text, findings = decode(data, file.name, form)
    if text is None:
        raise DataError(findings)
    if (depth := _depth(text)) > JSON_DEPTH:
        expected = f"expected lists and objects at most {JSON_DEPTH} deep, found {depth}"
        raise _refusal(file, "", "", expected)
    try:
        return _parsed(text)
    except _Repeated as error:
        raise _refusal(file, str(error), "", "this key stands twice in one object; each may stand once") from None
    except (ValueError, RecursionError) as error:
        if _is_sequence(text):
            raise _refusal(file, "", "", SEQUENCE) from None
        raise _refusal(file, "", "", f"not JSON: {error}") from None


def _refusal(file: Path, field: str, value: str, expected: str) -> DataError:
    return DataError([Finding(file.name, 0, field, value, expected)])


def _depth(text: str) -> int:
    """Return how deep lists and objects lie within one another; brackets in strings do not count."""
    deepest = depth = 0
    for bracket in _BRACKETS.sub("", _STRING.sub("", text)):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _parsed(text: str) -> Any:
    complete = 0

    def with_each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal complete
        found = dict(pairs)
        if len(found) < len(pairs):
            keys = [key for key, _ in pairs]
            raise _Repeated(f"{next(key for key in found if keys.count(key) > 1)} (in or after feature {complete + 1})")
        complete += found.get("type") == "Feature"
        return found

    return json.loads(text, object_pairs_hook=with_each_key_once, parse_int=_whole)


def _whole(text: str) -> int | str:
    """Return a whole number; as text where it is so long that it can be none, so that it is told where it stands."""
    return int(text) if len(text) <= NUMBER_LENGTH else text


def _is_sequence(text: str) -> bool:
    """Tell whether a text holds one feature a line, as ndjson and GeoJSON text sequences (RFC 8142) do."""
    first, _, rest = text.lstrip("\x1e \n").partition("\n")
    try:
        feature = json.loads(first)
    except (ValueError, RecursionError):
        return False
    return isinstance(feature, dict) and feature.get("type") == "Feature" and bool(rest.strip() or text[:1] == "\x1e")


def is_wgs_84(crs: Any) -> bool:
    """Tell whether a system of coordinates, as GeoJSON of 2008 named it, is the one that GeoJSON now always has."""
    if crs is None:
        return True
    properties = crs.get("properties") if isinstance(crs, dict) else None
    stated = properties if isinstance(properties, dict) else {}
    if crs and stated and str(crs.get("type")).upper() == "EPSG":
        return stated.get("code") in (4326, "4326")
    name = stated.get("name")
    return isinstance(name, str) and _WGS_84.fullmatch(name.strip()) is not None
