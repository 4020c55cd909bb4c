"""Areas out of a GeoJSON file (RFC 7946): each polygon of it is one, with the name that it bears."""

from __future__ import annotations

from os import PathLike

from networks.errors import DataError, Finding
from networks.geo.areas import Area, areas_in
from networks.model.given import path_to_read
from networks.readers.geojson_text import features_of


def read_areas(path: str | PathLike[str]) -> tuple[Area, ...]:
    """Return the areas of a FeatureCollection of polygons, for `routing.Constraints(avoid_areas=...)`.

    An area is called by the property ``name`` of its feature, else by its id, else as the file.

    Raises
    ------
    DataError
        It cannot be read, or holds what is no polygon; all findings.

    Examples
    --------
    >>> import json, pathlib, tempfile, networks
    >>> ring = [[42.0, 11.0], [46.0, 11.0], [46.0, 14.0], [42.0, 14.0], [42.0, 11.0]]  # degrees east and north
    >>> gulf = {"type": "Feature", "properties": {"name": "gulf of Aden"}, "geometry": {"type": "Polygon"}}
    >>> gulf["geometry"]["coordinates"] = [ring]
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder) / "areas.geojson"
    ...     _ = file.write_text(json.dumps({"type": "FeatureCollection", "features": [gulf]}), encoding="utf-8")
    ...     networks.read_areas(file)
    (<Area gulf of Aden: 1 polygon, 4 corners>,)
    """
    file = path_to_read(path, "read_areas")
    features = features_of(file)
    found, problems = areas_in({"type": "FeatureCollection", "features": features}, usual=file.stem)
    if problems:
        raise DataError([Finding(file.name, 0, "", "", problem) for problem in problems])
    return tuple(found)
