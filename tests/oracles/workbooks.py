"""Workbooks read back without the library that wrote them."""

from __future__ import annotations

import zipfile
from xml.etree import ElementTree

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def read(path):
    """Return the sheets of a workbook by name: rows of texts and numbers."""
    with zipfile.ZipFile(path) as file:
        assert not [name for name in file.namelist() if "vba" in name or "external" in name]
        texts = ["".join(one.itertext()) for one in ElementTree.fromstring(file.read("xl/sharedStrings.xml"))]
        names = [one.get("name") for one in ElementTree.fromstring(file.read("xl/workbook.xml")).iter(f"{SHEET}sheet")]
        found = {}
        for number, name in enumerate(names, 1):
            tree = ElementTree.fromstring(file.read(f"xl/worksheets/sheet{number}.xml"))
            assert not list(tree.iter(f"{SHEET}f")), "a formula"
            found[name] = [[_value(cell, texts) for cell in row] for row in tree.iter(f"{SHEET}row")]
    return found


def _value(cell, texts):
    value = cell.find(f"{SHEET}v").text
    return texts[int(value)] if cell.get("t") == "s" else float(value)
