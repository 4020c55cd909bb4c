"""The tables of a network as JSON Schema, and as empty files: what a program or a person fills in."""

from __future__ import annotations

from typing import Any

from networks.model.limits import ID_LENGTH, LIST_LENGTH, ROWS, TEXT_LENGTH
from networks.model.schema import FLOAT_TYPES, INT_TYPES, Column, columns
from networks.model.vocabulary import GAUGES_MM, VOCABULARY

DRAFT = "https://json-schema.org/draft/2020-12/schema"
REQUIRED = ("places", "links")
_NUMBERS: dict[str, dict[str, Any]] = {
    "positive": {"exclusiveMinimum": 0},
    "nonnegative": {"minimum": 0},
    "latitude": {"minimum": -90, "maximum": 90},
    "longitude": {"minimum": -180, "maximum": 180},
    "count": {"minimum": 1},
    "year": {"minimum": 1800, "maximum": 2200},
}


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a network: an object with a list of rows for each table.

    It is made of ``networks/data/columns.csv``, and says of each cell what a row states by itself. Lists are texts with
    ``;`` between their items, as in the files. What rows say together (that places exist, speeds are possible) is asked
    by the rules, ``networks.check``.

    Examples
    --------
    >>> found = json_schema()
    >>> found["required"], found["$defs"]["waypoints"]["properties"]["lat"]["maximum"]
    (['places', 'links'], 90)
    """
    return {
        "$schema": DRAFT,
        "title": "A freight network of landbridge",
        "type": "object",
        "properties": {
            name: {"type": "array", "maxItems": ROWS, "items": {"$ref": f"#/$defs/{name}"}} for name in columns()
        },
        "required": list(REQUIRED),
        "additionalProperties": False,
        "$defs": {name: _row(cells) for name, cells in columns().items()},
    }


def _row(cells: tuple[Column, ...]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {column.name: {"description": column.meaning, **_cell(column)} for column in cells},
        "required": [column.name for column in cells if column.required],
        "additionalProperties": False,
    }


def _cell(column: Column) -> dict[str, Any]:
    """Return what a cell may hold."""
    if column.type in FLOAT_TYPES | INT_TYPES - {"gauge"}:
        return {"type": "number" if column.type in FLOAT_TYPES else "integer", **_NUMBERS.get(column.type, {})}
    if column.type == "gauge":
        return {"type": "integer", "enum": list(GAUGES_MM)}
    if column.type in ("bool_yes", "bool_no"):
        return {"type": "string", "enum": ["yes", "no"], "default": column.type.removeprefix("bool_")}
    if column.type in VOCABULARY:
        return {"type": "string", "enum": list(VOCABULARY[column.type])}
    if column.type == "date":
        return {"type": "string", "format": "date"}
    if column.type == "territory":
        return {"type": "string", "pattern": "^[A-Z]{2}$"}
    if column.type == "id":
        return {"type": "string", "minLength": 1, "maxLength": ID_LENGTH, "pattern": "^[^\\s,;]+$"}
    return {"type": "string", "maxLength": LIST_LENGTH if column.type.endswith("_list") else TEXT_LENGTH}


def empty_files() -> dict[str, str]:
    r"""Return the files of a network without rows: name -> the line with the names of its columns.

    Examples
    --------
    >>> empty_files()["waypoints.csv"]
    'link,seq,lat,lon,source\n'
    """
    return {f"{name}.csv": ",".join(column.name for column in cells) + "\n" for name, cells in columns().items()}
