"""The JSON Schema of a network fits the built-in one cell by cell, and refuses what is no such cell."""

import json
import math
import re

import pytest

import networks
from networks.model.schema import columns, is_missing
from networks.writers.json_schema import empty_files


def fits(cell, schema):
    """Tell whether a cell fits its schema, as far as ours say anything."""
    kinds = {"string": str, "integer": int, "number": (int, float)}
    return (
        isinstance(cell, kinds[schema["type"]])
        and not isinstance(cell, bool)
        and ("enum" not in schema or cell in schema["enum"])
        and (schema["type"] == "string" or schema.get("minimum", -math.inf) <= cell <= schema.get("maximum", math.inf))
        and (schema["type"] == "string" or cell > schema.get("exclusiveMinimum", -math.inf))
        and ("maxLength" not in schema or schema.get("minLength", 0) <= len(cell) <= schema["maxLength"])
        and ("pattern" not in schema or re.search(schema["pattern"], cell) is not None)
    )


def test_every_cell_of_the_built_in_network_fits():
    schema = networks.json_schema()
    assert json.loads(json.dumps(schema)) == schema
    for name, table in networks.load("eurasia").catalogue.items():
        row_of = schema["$defs"][name]
        for column in columns()[name]:
            numeric = row_of["properties"][column.name]["type"] != "string"
            cells = {cell for cell in table[column.name].tolist() if not is_missing(column, cell)}
            for cell in cells:
                told = cell if numeric else column.format(cell)
                assert fits(told, row_of["properties"][column.name]) or told == "", (name, column.name, cell)
        assert row_of["required"] == [column.name for column in columns()[name] if column.required]


@pytest.mark.parametrize(
    ("table", "column", "cell"),
    [
        ("places", "lat", 91),
        ("places", "lat", "43"),
        ("places", "country", "JPN"),
        ("places", "offered", "perhaps"),
        ("links", "mode", "boat"),
        ("links", "length_km", 0),
        ("links", "gauge_mm", 1500),
        ("links", "id", "a b"),
        ("waypoints", "seq", 0),
        ("waypoints", "seq", 1.5),
    ],
)
def test_what_is_no_such_cell_does_not_fit(table, column, cell):
    assert not fits(cell, networks.json_schema()["$defs"][table]["properties"][column])


def test_an_empty_template_lacks_nothing_but_rows(tmp_path):
    for name, text in empty_files().items():
        (tmp_path / name).write_text(text)
    places = columns()["places"]
    (tmp_path / "network.csv").write_text("name\nmine\n")
    (tmp_path / "places.csv").write_text(
        ",".join(one.name for one in places) + "\nA,Alpha" + "," * (len(places) - 2) + "\n"
    )
    net = networks.read(tmp_path, silence=("skipped", "stated-countries"))
    assert (net.name, list(net.places)) == ("mine", ["A"])
