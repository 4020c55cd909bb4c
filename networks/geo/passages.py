"""Named passages of ships: canals and straits, each a strip across it that whatever goes through touches.

They stand in ``networks/data/passages.csv``, with the links of the built-in networks that go through.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from networks.errors import UnknownNameError
from networks.geo.areas import Area

PASSAGES = Path(__file__).parents[1] / "data" / "passages.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A canal or strait that ships go through.

    Attributes
    ----------
    id, title
        What it is called in questions, and in full.
    also
        Other names.
    strip
        A narrow area across it, from land to land.
    links
        Links of the built-in networks that go through it.
    source, note
        Where the strip comes from, and what keeps out of it.
    """

    id: str
    title: str
    also: tuple[str, ...]
    strip: Area
    links: tuple[str, ...]
    source: str
    note: str


@cache
def passages() -> Mapping[str, Passage]:
    """Return id -> passage.

    Examples
    --------
    >>> list(passages())[:7]
    ['suez', 'malacca', 'hormuz', 'bosporus', 'bab-el-mandeb', 'panama', 'bering']
    """
    with PASSAGES.open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row["id"]: _passage(row) for row in csv.DictReader(file)})


def _passage(row: Mapping[str, str]) -> Passage:
    corners = [tuple(map(float, pair.split())) for pair in row["outline"].split(";")]
    ring = tuple((lon, lat) for lat, lon in [*corners, corners[0]])
    also, links = (tuple(filter(None, row[name].split(";"))) for name in ("also", "links"))
    told = {name: row[name] for name in ("id", "title", "source", "note")}
    return Passage(**told, also=also, links=links, strip=Area(row["id"], ((ring,),)))


def passage_ids(names: Iterable[str]) -> frozenset[str]:
    """Return the ids of the passages that some names mean, one or several with commas in each.

    Raises
    ------
    UnknownNameError
        No passage is called so; the error suggests those that are near.

    Examples
    --------
    >>> sorted(passage_ids(["Suez Canal, Strait of Malacca"]))
    ['malacca', 'suez']
    """
    known = passages()
    called = {_folded(name): one.id for one in known.values() for name in (one.id, one.title, *one.also)}
    found = set()
    for name in (name.strip() for text in names for name in text.split(",")):
        if _folded(name) not in called:
            titles = [one.title for one in known.values()]
            others = {word: one.id for one in known.values() for word in one.also}
            raise UnknownNameError("passage", name, known, titles, others=others)
        found.add(called[_folded(name)])
    return frozenset(found)


def _folded(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").split())
