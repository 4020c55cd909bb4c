"""The world and the sea: build, load, questions, a ban with its audit, and lengths beside those of searoute and scgraph.

Run from the root of the repository, with the extras ``fast`` and ``world`` installed::

    python tests/benchmarks/open_world.py CACHE [--pairs 200] [--rebuild]
"""

from __future__ import annotations

import argparse
import random
import resource
import time

import numpy as np
import shapely

import networks
from networks.geo.borders import territory_polygon
from networks.ways.packages import RAILWAYS, SCGRAPH_DATA
from networks.ways.rails import railways_in
from routing import Constraints, QuestionError, Speeds, Status, way, way_front

SPEEDS = Speeds(sea_kn=16, rail_kmh=40, transfer_h=24)
EURASIA = (-10.0, 0.0, 145.0, 72.0)  # west, south, east, north
BANNED, MAP = "CN", ("CN", "HK", "MO")


def timed(ask):
    """Return an answer and the milliseconds of the processor that it took: the load of other processes counts little."""
    begun = time.process_time()
    answer = ask()
    return answer, 1000 * (time.process_time() - begun)


def told(name, values, bar=None):
    """Print the median, the 95th percentile and the most of some milliseconds."""
    cells = np.percentile(values, [50, 95, 100])
    print(
        f"{name}: median {cells[0]:.0f} ms, 95 % {cells[1]:.0f}, most {cells[2]:.0f}"
        + (f" (bar {bar} ms)" if bar else "")
    )


def inside_km(found, polygons):
    """Return how many degrees of the edges of a way lie inside some polygons, by shapely alone."""
    lon_lat = found.graph.lon_lat[found.nodes]
    pieces = np.stack([lon_lat[:-1], lon_lat[1:]], axis=1)
    lines = shapely.linestrings(pieces[np.abs(pieces[:, 0, 0] - pieces[:, 1, 0]) < 180])
    return sum(
        float(shapely.length(shapely.intersection(one, lines[shapely.intersects(one, lines)])).sum())
        for one in polygons
    )


def pairs_of(graph, number):
    """Return pairs of positions at railways of Eurasia."""
    west, south, east, north = EURASIA
    lon, lat = graph.lon_lat.T
    kept = (graph.part == 0) & (graph.mode_of_node == 1) & (lon > west) & (lon < east) & (lat > south) & (lat < north)
    nodes = np.random.default_rng(17).choice(np.flatnonzero(kept), (number, 2))
    return [[tuple(graph.lon_lat[node, ::-1].tolist()) for node in pair] for pair in nodes]


def ask_the_world(graph, number, polygons):
    """Time questions without and with a ban, and fronts, and audit the ban; return the lengths by rail."""
    pairs, ban = pairs_of(graph, number), Constraints(avoid_territories=BANNED)
    way(graph, *pairs[0], speeds=SPEEDS)
    way_front(graph, *pairs[0], speeds=SPEEDS)
    plain, banned, front, touched, inside, none, sizes = [], [], [], 0, 0.0, 0, []
    for pair in pairs:
        found, ms = timed(lambda pair=pair: way(graph, *pair, minimise="time", speeds=SPEEDS))
        plain.append(ms)
        touched += any(np.isin(found.edges, graph.territories.bearing(code)).any() for code in MAP)
        bound, ms = timed(lambda pair=pair: way(graph, *pair, minimise="time", speeds=SPEEDS, constraints=ban))
        banned.append(ms)
        ways, ms = timed(lambda pair=pair: way_front(graph, *pair, speeds=SPEEDS, time_limit_s=20))
        front.append(ms)
        sizes.append(len(ways))
        if bound.status is Status.OPTIMAL:
            inside += inside_km(bound, polygons)
        else:
            none += 1
    told("plain question", plain, 60)
    told("question with a ban", banned, 80)
    told("front of time and length", front, 1000)
    print(f"points of a front: median {np.median(sizes):.0f}, most {max(sizes)}")
    print(
        f"{number} pairs: {touched} ways touch {BANNED} without a ban; with it {none} have none, {inside:g} degrees lie inside"
    )


def beside_scgraph(graph, number):
    """Compare lengths by rail alone with those of scgraph on the same railways."""
    from scgraph import GeoGraph  # its own module of railways asks for a part of scgraph that is no longer there

    rails = railways_in(SCGRAPH_DATA.file(RAILWAYS))
    ways: list[dict[int, float]] = [{} for _ in rails.lon_lat]
    for tail, head, metres in zip(rails.tail.tolist(), rails.head.tolist(), rails.metres.tolist(), strict=True):
        ways[tail][head] = ways[head][tail] = metres / 1000
    theirs = GeoGraph(graph=ways, nodes=rails.lon_lat[:, ::-1].tolist())
    by_rail, ratios = Constraints(modes={"rail"}), []
    for pair in pairs_of(graph, number):
        ours = way(graph, *pair, constraints=by_rail)
        if ours.arcs is None or ours.gaps_km:
            continue
        ends = [{"latitude": lat, "longitude": lon} for lat, lon in pair]
        length = theirs.get_shortest_path(*ends, output_units="km", node_addition_circuity=1)["length"]
        ratios.append(ours.km / length)
    print(
        f"by rail beside scgraph: {len(ratios)} pairs, ours / theirs {np.percentile(ratios, [0, 5, 50, 95, 100]).round(4)}"
    )


def beside_searoute(number):
    """Compare lengths at sea with those of searoute."""
    import searoute

    graph, rnd = networks.sea(), random.Random(17)
    ports, off, refused = [port for port in graph.ports if port.terminal], [], 0
    while len(off) < number:
        one, other = rnd.sample(ports, 2)
        try:
            ours = way(graph, one.id, other.id)
        except QuestionError:
            refused += 1
            continue
        theirs = searoute.searoute([one.lon, one.lat], [other.lon, other.lat], append_orig_dest=True)
        off.append((ours.km / theirs.properties["length"] - 1, one.id, other.id))
    off.sort(key=lambda row: -abs(row[0]))
    within = sum(abs(row[0]) <= 0.03 for row in off)
    print(
        f"at sea beside searoute: {within} of {number} within 3 %; {refused} pairs with an end that is refused as inland"
    )
    print("  widest:", ", ".join(f"{one}-{other} {100 * share:+.1f} %" for share, one, other in off[:6]))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cache")
    parser.add_argument("--pairs", type=int, default=200)
    parser.add_argument("--rebuild", action="store_true")
    arguments = parser.parse_args()
    graph, ms = timed(lambda: networks.load("world", cache=arguments.cache, rebuild=arguments.rebuild, progress=print))
    print(f"{graph}: {ms / 1000:.2f} s, peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GiB")
    ask_the_world(graph, arguments.pairs, [territory_polygon(code) for code in MAP])
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GiB")
    beside_searoute(500)
    beside_scgraph(graph, min(arguments.pairs, 50))


if __name__ == "__main__":
    main()
