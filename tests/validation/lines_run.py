"""A public file of lines, read with one call and held against the raw file: ``python lines_run.py FILE [--gauge 1435]``.

Files are GeoJSON of one's own, such as the railways of a country; none is kept here. Elements in are links and listed
rejections, lengths are those of a formula of its own on the raw positions, and least ways between random places are those of
networkx on the raw lines, cut where others end on them. It ends with 1 where anything differs.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import time
import warnings
from collections import Counter
from itertools import pairwise

import networkx

import networks
from routing import Shipment, Status, solve

EARTH_KM = 6371.0088
TOLERANCE_KM = 0.001  # of a way: lengths are kept to the millimetre


def haversine_km(one, other):
    """Return the great circle between two positions, degrees east and north, in km."""
    (lon, lat), (there_lon, there_lat) = (map(math.radians, position[:2]) for position in (one, other))
    half = math.sin((there_lat - lat) / 2) ** 2
    half += math.cos(lat) * math.cos(there_lat) * math.sin((there_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(half))


def raw_lines(file):
    """Return the positions of each line of a file, those in use and the others."""
    used, out_of_use = [], 0
    for feature in json.loads(file.read_text(encoding="utf-8"))["features"]:
        if feature["geometry"]["type"] != "LineString":
            continue
        if feature["properties"].get("railway") in (
            "abandoned",
            "disused",
            "razed",
            "proposed",
            "construction",
            "platform",
        ):
            out_of_use += 1
            continue
        used.append([tuple(position[:2]) for position in feature["geometry"]["coordinates"]])
    return used, out_of_use


def raw_graph(lines):
    """Return the lines as a graph of positions, cut where others end on them, and the number of pieces."""
    ends = {line[end] for line in lines for end in (0, -1)}
    graph, pieces = networkx.MultiGraph(), 0
    for line in lines:
        cuts = [0, *(at for at in range(1, len(line) - 1) if line[at] in ends), len(line) - 1]
        for first, last in pairwise(cuts):
            km = sum(haversine_km(*pair) for pair in pairwise(line[first : last + 1]))
            graph.add_edge(line[first], line[last], km=km)
            pieces += 1
    return graph, pieces


def read(file, gauge, **more):
    """Return the network of a file, what was told, and the seconds that it took."""
    begun = time.process_time()
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        net = networks.read(file, mode="rail", cut=True, gauge_mm=gauge, **more)
    return net, "\n".join(str(one.message) for one in told), time.process_time() - begun


def main():
    """Compare one file; print what was found."""
    from pathlib import Path

    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--gauge", type=int, default=1435)
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--seed", type=int, default=17)
    given = parser.parse_args()
    lines, out_of_use = raw_lines(given.file)
    graph, pieces = raw_graph(lines)
    snapped, told, seconds = read(given.file, given.gauge)
    print(told)
    print(f"{snapped}: {seconds:.2f} s; largest parts {[len(part) for part in snapped.connectivity().parts[:3]]}")
    net, _, _ = read(given.file, given.gauge, snap_km=0)
    at = {(place.lon, place.lat): place.id for place in net.places.values()}
    differing = Counter()
    differing["links"] = abs(pieces - len(net.links))
    differing["places"] = len(at.keys() ^ set(graph.nodes))
    total = sum(link.length_km for link in net.links.values())
    raw = sum(graph.edges[edge]["km"] for edge in graph.edges)
    differing["length"] = abs(total - raw) > TOLERANCE_KM * len(net.links)
    print(
        f"{len(lines)} lines in use and {out_of_use} others in, {pieces} links; {raw:,.3f} km raw, {total:,.3f} km read"
    )
    rng, nodes, reached = random.Random(given.seed), sorted(graph.nodes), 0
    for _ in range(given.queries if len(nodes) > 1 else 0):
        one, other = rng.sample(nodes, 2)
        found = solve(net, Shipment(at[one], at[other], scope="terminal"), minimise="distance")
        try:
            least = networkx.shortest_path_length(graph, one, other, weight="km")
        except networkx.NetworkXNoPath:
            differing["least ways"] += found.status is not Status.INFEASIBLE
            continue
        reached += 1
        differing["least ways"] += found.best is None or abs(found.best.km - least) > TOLERANCE_KM
    print(f"{given.queries} least ways, {reached} of them there; differing: {dict(differing)}")
    return 1 if any(differing.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
