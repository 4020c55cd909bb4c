"""A folder of CSV files of any size, made up from a seed: a grid of towns with roads between them; nothing of it exists.

    python tests/benchmarks/big_folder.py FOLDER [--places 300000] [--links 1000000] [--figures] [--seed 2026]

Sound data, without a finding: each town lies well inside the country that it names, no road is shorter than the great
circle. With ``--figures`` the capacity of each road stands in ``figures.csv``, with its range and a source.
"""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from networks.geo.sphere import great_circle_km

COUNTRY, SOUTH, WEST, NORTH, EAST = "RU", 57.0, 62.0, 65.0, 100.0  # a rectangle of land well inside of the country
PLACES, LINKS, SEED = 300_000, 1_000_000, 2026
WINDING = (1.05, 1.4)  # a road over the great circle
KMH = (45.0, 85.0)


def write_folder(folder: Path, places: int, links: int, *, figures: bool = False, seed: int = SEED) -> Path:
    """Write such a network and return its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(seed)
    side = int(np.ceil(places**0.5))
    row, column = np.divmod(np.arange(places), side)
    lat = np.round(SOUTH + (row + random.uniform(0.1, 0.9, places)) * (NORTH - SOUTH) / side, 5)
    lon = np.round(WEST + (column + random.uniform(0.1, 0.9, places)) * (EAST - WEST) / side, 5)
    tail, head = _roads(places, links, side)
    km = great_circle_km(lat[tail], lon[tail], lat[head], lon[head]) * random.uniform(*WINDING, links)
    km = np.maximum(np.round(km, 1), 0.1)
    hours = np.maximum(np.round(km / random.uniform(*KMH, links), 3), 0.001)
    usd = np.round(5 + 1.2 * km, 2)
    names = [f"{COUNTRY}{number:07d}" for number in range(places)]
    _write(
        folder / "places.csv",
        ("id", "name", "country", "lat", "lon"),
        (names, [f"Town {number}" for number in range(places)], [COUNTRY] * places, lat.tolist(), lon.tolist()),
    )
    ids = [f"road:{one}-{other}" for one, other in zip(tail.tolist(), head.tolist(), strict=True)]
    ends = ([names[place] for place in end.tolist()] for end in (tail, head))
    columns = {
        "id": ids,
        "tail": next(ends),
        "head": next(ends),
        "mode": ["road"] * links,
        "length_km": km.tolist(),
        "territories": [COUNTRY] * links,
        "hours": hours.tolist(),
        "usd": usd.tolist(),
    }
    _write(folder / "links.csv", tuple(columns), tuple(columns.values()))
    if figures:
        _write_figures(folder, ids, np.round(random.uniform(500, 5000, links)))
    return folder


def _roads(places: int, links: int, side: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the ends of so many roads: to the next town east, north, north-east, and then to those two steps off."""
    towns = np.arange(places)
    found: list[tuple[np.ndarray, np.ndarray]] = []
    for east, north in ((1, 0), (0, 1), (1, 1), (2, 1), (1, 2), (3, 1)):
        fits = (towns % side + east < side) & (towns + north * side + east < places)
        found.append((towns[fits], towns[fits] + north * side + east))
    tail, head = (np.concatenate([pair[end] for pair in found])[:links] for end in (0, 1))
    if len(tail) < links:
        raise ValueError(f"expected at most {len(tail)} links between {places} places")
    return tail, head


def _write_figures(folder: Path, ids: list[str], tonnes: np.ndarray) -> None:
    """Write the capacity of each road as a figure, and the source of all of them."""
    count = len(ids)
    columns = {
        "element": ids,
        "quantity": ["capacity"] * count,
        "value": tonnes.tolist(),
        "low": np.round(tonnes * 0.9, 1).tolist(),
        "high": np.round(tonnes * 1.1, 1).tolist(),
        "unit": ["t/week"] * count,
        "year": [2016] * count,
        "source": ["S1"] * count,
        "kind": ["sourced"] * count,
    }
    _write(folder / "figures.csv", tuple(columns), tuple(columns.values()))
    _write(folder / "sources.csv", ("id", "title"), (["S1"], ["Made up"]))


def _write(file: Path, header: tuple[str, ...], columns: tuple[list[object], ...]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(zip(*columns, strict=True))


def main(arguments: list[str] | None = None) -> None:
    """Write a folder."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--places", type=int, default=PLACES)
    parser.add_argument("--links", type=int, default=LINKS)
    parser.add_argument("--figures", action="store_true", help="the capacity of each road as a figure")
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args(arguments)
    print(write_folder(given.folder, given.places, given.links, figures=given.figures, seed=given.seed))


if __name__ == "__main__":
    main()
