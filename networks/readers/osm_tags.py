"""Tags of OpenStreetMap as columns: what an export of it (overpass-turbo) says of its elements in its own words.

An element is known by its tag ``@id``, as ``way/7849688``. Tags that mean what a column means become that column; a
tag that bears the name of a column and means something else (``source``: where the mapper had it from) is set aside,
and told as unread.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from networks.readers.geojson_elements import Row

ID = "@id"
_ELEMENT = re.compile(r"(?:node|way|relation)/\d+(?:\.\d+)?")
_GAUGE = re.compile(r"\d{3,4}")
ELECTRIFIED = {"contact_line": "yes", "rail": "yes", "4th_rail": "yes", "ground-level_power_supply": "yes", "no": "no"}
NOT_IN_USE = frozenset(
    {"abandoned", "disused", "razed", "dismantled", "removed", "proposed", "construction", "planned", "platform"}
)
SET_ASIDE = "tag:"
KEPT = frozenset({"id", "name", "lon", "lat"})  # positions are those of the geometry
KIND = {"station": "rail_terminal", "halt": "rail_terminal", "yard": "rail_terminal", "junction": "junction"}


def is_element(row: Row) -> bool:
    """Tell whether a row is an element of OpenStreetMap.

    Examples
    --------
    >>> is_element({"@id": "way/7849688", "railway": "rail"}), is_element({"id": "way/7849688", "tail": "A"})
    (True, False)
    """
    return _is_id(row.get(ID))


def _is_id(given: object) -> bool:
    return isinstance(given, str) and bool(_ELEMENT.fullmatch(given))


def in_columns(rows: Iterable[Row], columns: Iterable[str]) -> Counter[str]:
    """Put the tags of elements into columns, in place; return what was made of how many of them, in words.

    Examples
    --------
    >>> row = {"@id": "way/1", "gauge": "1520", "electrified": "contact_line", "source": "Bing"}
    >>> sorted(in_columns([row], ["id", "gauge_mm", "electrified", "source"]))
    ['electrified', 'gauge as gauge_mm']
    >>> row
    {'id': 'way/1', 'gauge_mm': 1520, 'electrified': 'yes', 'tag:source': 'Bing'}
    """
    named, told = frozenset(columns) - KEPT, Counter[str]()
    for row in rows:
        if not is_element(row):
            continue
        tags = dict(row)
        row.clear()
        both = tags.pop("id", None), tags.pop(ID)
        row["id"] = next(one for one in both if _is_id(one))  # of a part of a relation the first, with its number
        row.update(_columns_of(tags, named, told))
        row.update({SET_ASIDE + key if key in named else key: value for key, value in tags.items()})
    return told


def _columns_of(tags: Row, named: frozenset[str], told: Counter[str]) -> Row:
    """Return the cells that tags mean; these tags are taken out."""
    cells: Row = {}
    if "gauge_mm" in named and _GAUGE.fullmatch(str(tags.get("gauge", ""))):
        cells["gauge_mm"] = int(tags.pop("gauge"))
        told["gauge as gauge_mm"] += 1
    electrified, railway = str(tags.get("electrified", "")), str(tags.get("railway", ""))
    if "electrified" in named and electrified in ELECTRIFIED:
        cells["electrified"] = ELECTRIFIED[electrified]
        del tags["electrified"]
        told["electrified"] += 1
    if "gauge_mm" in named and railway in NOT_IN_USE:
        cells |= {"offered": False, "note": f"railway={tags.pop('railway')} in OpenStreetMap"}
        told[f"railway={railway} as not on offer"] += 1
    if "kind" in named and railway in KIND:
        cells["kind"] = KIND[tags.pop("railway")]
        told["railway as kind"] += 1
    return cells


def words(told: Mapping[str, int]) -> str:
    """Return what was made of tags, in words.

    Examples
    --------
    >>> words({"gauge as gauge_mm": 705, "electrified": 240})
    'gauge as gauge_mm (705), electrified (240)'
    """
    return ", ".join(f"{name} ({count})" for name, count in told.items())
