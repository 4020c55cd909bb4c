"""Borders out of a file: each polygon is land of the territory whose code a property of it bears."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Any

from networks.errors import DataError, DataWarning, Finding, UnknownNameError
from networks.geo.worldview import Borders, shapely_module
from networks.model.cells import shown
from networks.model.countries import code_of
from networks.model.given import path_to_read, refusal
from networks.model.vocabulary import ISO_3166_1
from networks.readers.files import Unreadable, beginning_of
from networks.readers.geo_tables import features_in
from networks.readers.geojson_text import features_of

PROPERTIES = ("code", "ISO_A2_EH", "ISO_A2", "iso_a2", "ISO3166-1-Alpha-2", "ISO_A3_EH", "ISO_A3", "iso_a3", "ADM0_A3")
CALL = "read_borders"
AREAL = ("Polygon", "MultiPolygon")
NAMED = 5  # features without a code that the warning spells out


def read_borders(path: str | PathLike[str], *, code: str | None = None, name: str = "") -> Borders:
    """Return the borders of a file, to be stated wherever territories go by geometry.

    Who holds which land is a choice of each data set: Natural Earth has an edition for each of some thirty points of
    view (``ne_10m_admin_0_countries_chn`` and the like), and other data draw lines of their own. A file holds all
    territories that are to be told apart; one that it does not have cannot be banned by geometry.

    Parameters
    ----------
    path
        GeoJSON in degrees of WGS 84; or a GeoPackage or GeoParquet file, where geopandas is installed.
    code
        Property of its features that holds the ISO 3166-1 code (two letters or three) or the English name of the
        territory; else the first there is of ``code``, ``ISO_A2_EH``, ``ISO_A2`` and the like.
    name
        What answers call these borders, with their edition; "": the name of the file.

    Raises
    ------
    DataError
        It cannot be read, no property holds codes, or a feature is no polygon; all findings.

    Warns
    -----
    DataWarning
        Features whose property names no territory: their land is nobody's.

    Examples
    --------
    >>> import json, pathlib, tempfile, networks
    >>> ring = [[20.0, 42.0], [21.8, 42.0], [21.8, 43.3], [20.0, 43.3], [20.0, 42.0]]
    >>> land = {"type": "Feature", "properties": {"code": "AL"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "mine.geojson"
    >>> _ = file.write_text(json.dumps({"type": "FeatureCollection", "features": [land]}))
    >>> networks.read_borders(file, name="drawn by hand")
    <Borders drawn by hand: 1 territory>
    """
    file = path_to_read(path, CALL)
    for what, value in (("code", code), ("name", name)):
        if not isinstance(value, str | None):
            raise refusal(CALL, what, value, f"expected a text, not {type(value).__name__}")
    features = _features(file)
    wanted = code or next((one for one in PROPERTIES if any(one in _properties(each) for each in features)), None)
    if wanted is None or not any(wanted in _properties(each) for each in features):
        known = ", ".join(PROPERTIES)
        expected = f"expected a property with the code of a territory: {known}, or the one named by code="
        raise DataError([Finding(file.name, 0, code or "code", "", expected)])
    parts: dict[str, list[Any]] = {}
    findings: list[Finding] = []
    nobody = []
    for number, feature in enumerate(features, 1):
        value = _properties(feature).get(wanted)
        owner = _code(value)
        if owner:
            shape = _shape(feature)
            if shape is None:
                expected = "expected a Polygon or MultiPolygon in degrees east (-180 to 180) and north"
                findings.append(Finding(file.name, number, "geometry", "", expected))
            else:
                parts.setdefault(owner, []).append(shape)
        else:
            nobody.append(str(value))
    if not parts and not findings:
        findings.append(Finding(file.name, 0, wanted, "", "no feature bears the code of a territory here"))
    if findings:
        raise DataError(findings)
    if nobody:
        told = ", ".join(shown(one) for one in nobody[:NAMED]) + (" ..." if len(nobody) > NAMED else "")
        words = f"{file.name}: {len(nobody)} features whose {wanted} is no territory ({told}): their land is nobody's"
        warnings.warn(words, DataWarning, stacklevel=2)
    return Borders(name or file.stem, dict(_together(parts)))


def _features(file: Path) -> Sequence[Any]:
    try:
        begin = beginning_of(file, 64).lstrip(b"\xef\xbb\xbf \t\r\n")
    except Unreadable as error:
        raise DataError([Finding(file.name, 0, "", "", f"the file cannot be read: {error}")]) from None
    if begin.startswith(b"{"):
        return features_of(file)
    told: list[Finding] = []
    return features_in(file, None, told)


def _properties(feature: Any) -> Mapping[str, Any]:
    found = feature.get("properties") if isinstance(feature, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def _code(value: Any) -> str:
    """Return the code of the territory that a property names; "" where it names none."""
    if not isinstance(value, str):
        return ""
    try:
        found = code_of(value.strip())
    except UnknownNameError:
        return ""
    return found if found in ISO_3166_1 else ""


def _shape(feature: Any) -> Any:
    """Return the land of a feature, mended where its outline crosses itself; None where it is no land in degrees."""
    shapely = shapely_module()
    geometry = feature.get("geometry") if isinstance(feature, Mapping) else None
    if not isinstance(geometry, Mapping) or geometry.get("type") not in AREAL:
        return None
    try:
        drawn = shapely.from_geojson(json.dumps(geometry))
    except (shapely.errors.GEOSException, ValueError, TypeError):
        return None
    corners = abs(shapely.get_coordinates(drawn))  # of holes too, which no bounds of a shape tell
    if not len(corners) or not (corners <= (180.0, 90.0)).all():  # NaN is not
        return None
    return drawn if shapely.is_valid(drawn) else shapely.make_valid(drawn)


def _together(parts: Mapping[str, Sequence[Any]]) -> Iterator[tuple[str, Any]]:
    """Yield each territory with all of its land as one shape of polygons."""
    shapely = shapely_module()
    for code, shapes in sorted(parts.items()):
        pieces = shapely.get_parts(shapes[0] if len(shapes) == 1 else shapely.union_all(shapes))
        yield code, shapely.MultiPolygon([one for one in pieces if one.geom_type == "Polygon"])
