"""Earliest arrivals of public GTFS feeds, found twice and from the files on: ``python gtfs_run.py FEED ... [--queries 300]``.

Once by `networks.read_gtfs`, `networks.timetable.connections` and `routing.search`, once by `oracles.gtfs_plain`. Feeds are
folders or zip archives of one's own; none is kept here. It ends with 1 where anything differs.
"""

from __future__ import annotations

import argparse
import datetime
import random
import sys
import time
import warnings
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # `oracles`

from oracles.gtfs_plain import arrivals_by_dijkstra, days_of, graph_of, rows, runs_of, within

import networks
from networks.timetable.connections import connections
from routing.search import Timetable


def busiest_day(feed):
    """Return the day, of the span of the calendars, on which most services run."""
    days = [datetime.datetime.strptime(row["date"], "%Y%m%d").date() for row in rows(feed, "calendar_dates")]
    for row in rows(feed, "calendar"):
        begin, end = (datetime.datetime.strptime(row[name], "%Y%m%d").date() for name in ("start_date", "end_date"))
        days += [begin + datetime.timedelta(after) for after in range(min((end - begin).days, 400) + 1)]
    counts = defaultdict(int)
    for running in days_of(feed, min(days), max(days)).values():
        for day in running:
            counts[day] += 1
    return max(sorted(counts), key=counts.get)


def compare(feed, queries, seed):
    """Ask a feed, tell what was found, and return the number of differences."""
    clock = time.perf_counter
    first = busiest_day(feed)
    last = first + datetime.timedelta(1)
    zone, changes, runs = runs_of(feed, first, last)
    start, end = (int(datetime.datetime.combine(day, datetime.time(), zone).timestamp()) for day in (first, last))
    end += 86400
    began = clock()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", networks.DataWarning)
        network = networks.read_gtfs(feed, tolerant=True)
    read_s = clock() - began
    ours = connections(network, start, end)
    made_s = clock() - began - read_s
    runs = [run for run in runs if any(start <= departure < end for _, _, departure, _, _ in run[:-1])]
    graph, ordered = graph_of([cut for run in runs for cut in within(run, start, end)], changes)
    timetable = Timetable(**ours.columns, min_change=ours.min_change, n_nodes=ours.n_nodes)
    named = {
        place: place.note.removeprefix("stop_id ") if place.note.startswith("stop_id ") else place.id
        for place in network.places.values()
    }
    node_of = {stop: ours.node(place.id) for place, stop in named.items()}
    rng, wrong, reached, ours_s, theirs_s = random.Random(seed), 0, 0, 0.0, 0.0
    served = sorted(ordered)
    for _ in range(queries):
        origin, after = rng.choice(served), rng.randrange(start, start + 86400)
        began = clock()
        found = timetable.earliest_arrival(node_of[origin], after).arrival
        ours_s += clock() - began
        began = clock()
        expected = arrivals_by_dijkstra(graph, ordered, origin, after)
        theirs_s += clock() - began
        for stop, node in node_of.items():
            reached += stop in expected
            if int(found[node]) != expected.get(stop, -1):
                wrong += 1
                print(f"  from {origin} at {after} to {stop}: {found[node]}, expected {expected.get(stop, -1)}")
    print(
        f"{feed.name}: {network!r}; {first}, 2 days, {len(ours):,} connections; read in {read_s:.2f} s, connections in"
        f" {made_s:.2f} s; {queries} queries, {reached:,} arrivals, {wrong} differences; earliest_arrival"
        f" {1000 * ours_s / queries:.1f} ms, networkx {1000 * theirs_s / queries:.0f} ms a query"
    )
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("feeds", nargs="+", type=Path)
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--seed", type=int, default=15)
    asked = parser.parse_args()
    sys.exit(1 if sum([compare(feed, asked.queries, asked.seed) for feed in asked.feeds]) else 0)


if __name__ == "__main__":
    main()
