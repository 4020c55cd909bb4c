"""The whole world: railways and sea lanes as one graph of ways, built once and kept in a cache."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from networks.errors import DataError, Finding
from networks.geo.borders import BORDERS
from networks.geo.passages import PASSAGES
from networks.ways.coding import touched
from networks.ways.gaps import Gap, gaps_of
from networks.ways.graph import Port, WayGraph
from networks.ways.marks import Marks
from networks.ways.packages import LANES, PORTS, RAILWAYS, SCGRAPH_DATA, SEAROUTE, DataPackage
from networks.ways.passing import passed
from networks.ways.ports import ports_in
from networks.ways.rails import railways_in
from networks.ways.sea import CANALS, CLOSED, with_canals
from networks.ways.sea_lanes import Edges, lanes_in
from networks.ways.storing import About, damaged, load, save
from networks.ways.terminals import joined

FILE, RAILS_FILE = "world.npz", "railways.npz"
EDITION = 2  # of what is made of the same files; another one is built anew
GAP_KM = 2.0
TITLE = "Railways and sea lanes of the world"
NOTE = (
    "a model of lengths, and of times by speeds that somebody states: no services, timetables, prices, gauges or"
    " capacities are known, and no line is known to take freight"
)
Told = Callable[[str], object]
Arrays = dict[str, NDArray[Any]]
SOURCES = ((SCGRAPH_DATA, RAILWAYS), (SEAROUTE, LANES), (SEAROUTE, PORTS))


class Made(NamedTuple):
    """What a build made: arrays and what is said about them."""

    arrays: Arrays
    about: About


def world(cache: str | os.PathLike[str] | None, progress: Told | None = None, *, rebuild: bool = False) -> WayGraph:
    """Return the graph of the world out of a cache, which is built first where it is not there or out of date."""
    folder = default_cache() if cache is None else Path(cache)
    told: Told = progress or (lambda words: None)
    if folder.exists() and not folder.is_dir():
        raise DataError([Finding("load", 0, "cache", str(folder), "expected a folder, this is a file")])
    file = folder / FILE
    if rebuild or not file.exists() or _is_old(_read(str(file), _stamp(file))):
        made = _built(folder, told, rebuild=rebuild)
        save(file, made.arrays, made.about)
        (folder / RAILS_FILE).unlink(missing_ok=True)
        told(f"kept in {file}")
    return _read(str(file), _stamp(file)).graph


class Kept(NamedTuple):
    """The graph of a cache, and what is said about it."""

    graph: WayGraph
    about: About


def _stamp(file: Path) -> tuple[int, int]:
    found = file.stat()
    return found.st_mtime_ns, found.st_size


@lru_cache(maxsize=1)
def _read(file: str, stamp: tuple[int, int]) -> Kept:
    """Return what a cache holds, read once as long as the file stays the same."""
    found = load(Path(file))
    assert found is not None
    return Kept(_graph(Path(file), *found), found[1])


def default_cache() -> Path:
    """Return where caches of a user lie: LANDBRIDGE_CACHE, else the usual folder of the system."""
    if own := os.environ.get("LANDBRIDGE_CACHE"):
        return Path(own)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "landbridge" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "landbridge"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "landbridge"


def _is_old(kept: Kept) -> bool:
    """Tell whether a cache was made of other files; where those are not installed it will do."""
    try:
        return bool(kept.about.get("made_of") != _made_of())
    except DataError:
        return bool(kept.about.get("edition") != EDITION)


def _made_of() -> Mapping[str, str]:
    """Return the digests of all that the world is made of."""
    found = {f"{package.name}/{file}": package.digest(file) for package, file in SOURCES}
    own = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in (BORDERS, PASSAGES, CANALS)}
    return {"edition": str(EDITION)} | found | own


def _built(folder: Path, told: Told, *, rebuild: bool) -> Made:
    """Return the arrays of the world; the railways, once read, are kept for a build that is interrupted."""
    made_of = _made_of()
    lanes = with_canals(lanes_in(SEAROUTE.file(LANES)))
    ports = ports_in(SEAROUTE.file(PORTS))
    told(f"{len(lanes.tail):,} lanes at sea and {len(ports):,} ports read")
    rails = _railways(folder, told, made_of, rebuild=rebuild)
    gaps = gaps_to_close(rails)
    told(f"{len(rails.tail):,} railways read, {len(gaps)} gaps of up to {GAP_KM:g} km closed")
    both = joined(lanes, rails, [(gap.one, gap.other) for gap in gaps], ports)
    graph = WayGraph(name="world", title=TITLE, **both.edges._asdict(), mode=both.mode)
    territories = touched(graph)
    told(f"territories of {len(graph.metres):,} ways found by geometry")
    arrays: Arrays = {**both.edges._asdict(), "mode": both.mode}
    marks = {"territories": territories, "passages": passed(graph)}
    for name, one in marks.items():
        arrays |= {f"{name}_first": one.first, f"{name}_edges": one.edges}
    about = {
        "edition": EDITION,
        "made_of": made_of,
        "attribution": [_credit(package) for package in (SCGRAPH_DATA, SEAROUTE)],
        "names": {name: list(one.names) for name, one in marks.items()},
        "ports": [asdict(port) for port in both.ports],
    }
    return Made(arrays, about)


def _credit(package: DataPackage) -> str:
    return f"{package.attribution}; {package.name} {package.version}"


def _railways(folder: Path, told: Told, made_of: Mapping[str, str], *, rebuild: bool) -> Edges:
    """Return the railways, of an earlier build that was interrupted if those are the same."""
    about = {"made_of": {key: value for key, value in made_of.items() if key.startswith(SCGRAPH_DATA.name)}}
    file = folder / RAILS_FILE
    kept = None if rebuild else load(file)
    if kept is not None and kept[1] == about:
        told("railways taken from a build that was interrupted")
        return Edges(**kept[0])
    told("reading railways")
    rails = railways_in(SCGRAPH_DATA.file(RAILWAYS))
    save(file, rails._asdict(), about)
    return rails


def gaps_to_close(rails: Edges) -> list[Gap]:
    """Return the gaps of railways that are closed: of up to 2 km, the way across which touches one territory at most.

    So none over a border is: what does not meet there may not be meant to.
    """
    graph = WayGraph(name="rail", title="rail", **rails._asdict(), mode=np.ones(len(rails.tail), dtype=np.uint8))
    found = gaps_of(rails, GAP_KM)
    closed = WayGraph.of_edges("gaps", graph.lon_lat, [(gap.one, gap.other) for gap in found])
    codes: dict[int, set[str]] = {}
    for code in closed.territories.names:
        for edge in closed.territories.bearing(code).tolist():
            codes.setdefault(edge, set()).add(code)
    pairs = zip(closed.tail.tolist(), closed.head.tolist(), strict=True)
    number = {frozenset(pair): at for at, pair in enumerate(pairs)}
    return [gap for gap in found if len(codes.get(number[frozenset((gap.one, gap.other))], ())) <= 1]


def _graph(file: Path, arrays: Mapping[str, NDArray[Any]], about: About) -> WayGraph:
    """Return the graph of what a cache holds; raise DataError where it holds another thing."""
    try:
        marks = {
            name: Marks(tuple(names), arrays[f"{name}_first"], arrays[f"{name}_edges"])
            for name, names in about["names"].items()
        }
        return WayGraph(
            name="world",
            title=TITLE,
            note=NOTE,
            attribution=tuple(about["attribution"]),
            ports=tuple(Port(**cells) for cells in about["ports"]),
            closed=CLOSED,
            marks=marks,
            lon_lat=arrays["lon_lat"],
            tail=arrays["tail"],
            head=arrays["head"],
            metres=arrays["metres"],
            mode=arrays["mode"],
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise damaged(file, f"it is no world: {type(error).__name__}: {error}") from None
