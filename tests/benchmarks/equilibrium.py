"""A user equilibrium and a system optimum of public road networks (TNTP), held against the flows that are published.

    python tests/benchmarks/equilibrium.py FOLDER [--lines 50] [--gap 1e-4]

FOLDER has the files NAME_net.tntp, NAME_trips.tntp and NAME_flow.tntp of one network, as github.com/bstabler/
TransportationNetworks keeps them; nothing of them lies here. Travel times are free-flow time x (1 + b (flow / capacity)
** power). Free-flow time stands for what a link costs, what comes on top for waiting, as lines through points of that
curve. What is found is judged on the curve itself: what all spend there, and how much less they would on the quickest
ways. Times are of the processor.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import networkx
import numpy as np

import networks
import routing
from routing import Assignment, Congestion, Consignment, Shipment, SolveOptions

FULLEST = 3.0  # of a capacity: up to where the curve has lines


class Road(NamedTuple):
    """A link of a road network."""

    tail: str
    head: str
    capacity: float
    free: float
    b: float
    power: float

    def minutes(self, flow: float) -> float:
        """Return how long it takes at a flow."""
        return self.free * (1 + self.b * (flow / self.capacity) ** self.power)


def roads_of(file: Path) -> list[Road]:
    """Return the links of a network."""
    rows = [line.strip().rstrip(";").split() for line in file.read_text().splitlines()]
    rows = [row for row in rows if row and row[0].isdigit()]
    return [
        Road(f"N{row[0]}", f"N{row[1]}", float(row[2]), float(row[4]), float(row[5]), float(row[6])) for row in rows
    ]


def ends_of(file: Path) -> set[str]:
    """Return the nodes at which trips begin and end, and through which none goes."""
    first = re.search(r"<FIRST THRU NODE>\s*(\d+)", file.read_text())
    return {f"N{number}" for number in range(1, int(first[1]) if first else 1)}


def trips_of(file: Path) -> dict[tuple[str, str], float]:
    """Return how many go from where to where."""
    found, origin = {}, ""
    for line in file.read_text().splitlines():
        if line.strip().startswith("Origin"):
            origin = line.split()[1]
        for end, count in re.findall(r"(\d+)\s*:\s*([\d.]+)", line) if origin else ():
            if float(count) > 0 and end != origin:
                found[f"N{origin}", f"N{end}"] = float(count)
    return found


def published_of(file: Path) -> dict[tuple[str, str], float]:
    """Return the published flow of each link."""
    rows = [line.split() for line in file.read_text().splitlines()]
    return {(f"N{row[0]}", f"N{row[1]}"): float(row[2]) for row in rows if row and row[0].isdigit()}


def asked(roads: list[Road], ends: set[str], lines: int) -> tuple[networks.Network, list[Congestion]]:
    """Return the network, and how long is waited on each link."""
    graph = networkx.DiGraph()
    for road in roads:
        graph.add_edge(road.tail, road.head, hours=1, usd=road.free)
    for place in ends:
        graph.nodes[place]["through"] = False
    network = networks.from_networkx(graph, mode="road")
    ids = {(link.tail, link.head): link.id for link in network.links.values()}
    shares = np.linspace(0, FULLEST, lines + 1)
    return network, [
        Congestion(
            "link",
            ids[road.tail, road.head],
            [(road.capacity * share, road.minutes(road.capacity * share) - road.free) for share in shares],
            usd_per_hour=1,
        )
        for road in roads
        if road.b and road.free
    ]


def judged(
    roads: list[Road], ends: set[str], flows: dict[tuple[str, str], float], trips: dict[tuple[str, str], float]
) -> str:
    """Return what all spend on the curve itself, and by which share that is above the quickest ways."""
    graph = networkx.DiGraph()
    spent = 0.0
    for road in roads:
        flow = flows.get((road.tail, road.head), 0.0)
        graph.add_edge(road.tail, road.head, minutes=road.minutes(flow))
        spent += flow * road.minutes(flow)
    least = 0.0
    for origin in sorted({origin for origin, _ in trips}):
        quickest = networkx.single_source_dijkstra_path_length(graph, origin, weight=_passed(ends - {origin}))
        least += sum(count * quickest[end] for (begin, end), count in trips.items() if begin == origin)
    return f"{spent:,.0f} on the curve itself, {(spent - least) / spent:.1e} above the quickest ways"


def _passed(ends: set[str]) -> Callable[[str, str, dict[str, float]], float | None]:
    """Return what a link takes, None for those that lead out of an end of others."""
    return lambda tail, head, link: None if tail in ends else link["minutes"]


def flows_of(found: Assignment) -> dict[tuple[str, str], float]:
    """Return the flow of each link."""
    flows: dict[tuple[str, str], float] = {}
    for sent in found.sent:
        for pair in zip(sent.route.places, sent.route.places[1:], strict=False):
            flows[pair] = flows.get(pair, 0.0) + sent.per_week
    return flows


def main() -> None:
    """Ask both, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--lines", type=int, default=50)
    parser.add_argument("--gap", type=float, default=1e-4)
    given = parser.parse_args()
    net_file, trip_file, flow_file = (next(given.folder.glob(f"*_{kind}.tntp")) for kind in ("net", "trips", "flow"))
    roads, trips, published = roads_of(net_file), trips_of(trip_file), published_of(flow_file)
    ends = ends_of(net_file)
    network, congestion = asked(roads, ends, given.lines)
    goods = [Consignment(shipment=Shipment(*ends), per_week=count, unserved_usd=1e5) for ends, count in trips.items()]
    print(f"{net_file.stem}: {len(roads)} links, {len(goods)} pairs; {len(congestion)} links of {given.lines} lines")
    print(f"published equilibrium: {judged(roads, ends, published, trips)}")
    for choice in ("user equilibrium", "system optimum"):
        begin = time.process_time()
        found = routing.assign(
            network, goods, congestion=congestion, choice=choice, gap=given.gap, options=SolveOptions(explain=False)
        )
        took = time.process_time() - begin
        told = f"gap {found.gap:.1e}, {found.rounds} rounds, {found.columns} routes, {took:.1f} s by {found.master}"
        print(f"{choice}: {found.usd:,.0f}; {told}; {judged(roads, ends, flows_of(found), trips)}")
        begin = time.process_time()
        routing.verify(network, found)
        print(f"  verified in {time.process_time() - begin:.1f} s")


if __name__ == "__main__":
    main()
