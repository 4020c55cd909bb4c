"""Peers for a timetable: each makes it ready once, and tells by (origin, after) its seconds and the arrival at each stop.

* networkx: Dijkstra's algorithm on the time-expanded graph, a node for each departure and for each arrival. What it
  finds by node is told by stop outside its time.
* ULTRA, the connection scan of its authors in C++, https://github.com/kit-algo/ULTRA (MIT), with what its journeys are
  read from. `ultra_csa.cpp` of this folder is built in a clone of it; at commit dcb812e::

      g++ -std=c++2b -O3 -march=native -ffast-math -DNDEBUG -fopenmp -fPIC -shared -I. \
          -o ultra_csa.so .../tests/benchmarks/ultra_csa.cpp

  and named by ``--ultra`` or ``LANDBRIDGE_ULTRA``. Nothing of it lies here. There who boards at the origin needs the
  time of a change as everywhere, so he is asked for that much earlier.

Times are those of the processor, in this process.
"""

from __future__ import annotations

import ctypes
import time
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable
from itertools import pairwise

import numpy as np
from random_timetable import Columns, Ints

Ask = Callable[[int, int], tuple[float, Ints]]
FAR = 2**31 - 1


def clocked(call: Callable[[int, int], Ints]) -> Ask:
    """Return a call that tells its seconds of the processor too."""

    def ask(origin: int, after: int) -> tuple[float, Ints]:
        begun = time.process_time()
        answer = call(origin, after)
        return time.process_time() - begun, answer

    return ask


def with_networkx(timetable: Columns, n_stops: int, change: int) -> Ask:
    """Return networkx on the time-expanded graph: departure of row r is node r, its arrival node n_rows + r."""
    import networkx

    departure, arrival, tail, head, trip = (column.tolist() for column in timetable)
    n_rows = len(trip)
    leaving, riding = defaultdict(list), defaultdict(list)
    for row in sorted(range(n_rows), key=departure.__getitem__):
        leaving[tail[row]].append(row)
        riding[trip[row]].append(row)
    instants = {stop: [departure[row] for row in rows] for stop, rows in leaving.items()}
    graph = networkx.DiGraph()
    graph.add_weighted_edges_from((row, n_rows + row, arrival[row] - departure[row]) for row in range(n_rows))
    for rows in leaving.values():
        graph.add_weighted_edges_from((a, b, departure[b] - departure[a]) for a, b in pairwise(rows))
    for rows in riding.values():
        graph.add_weighted_edges_from((n_rows + a, n_rows + b, arrival[b] - arrival[a]) for a, b in pairwise(rows))
    for row in range(n_rows):
        there = instants.get(head[row], [])
        at = bisect_left(there, arrival[row] + change)
        if at < len(there):
            graph.add_edge(n_rows + row, leaving[head[row]][at], weight=there[at] - arrival[row])

    def ask(origin: int, after: int) -> tuple[float, Ints]:
        found = np.full(n_stops, FAR)
        at = bisect_left(instants.get(origin, []), after)
        spent = 0.0
        if at < len(instants.get(origin, [])):
            begun = time.process_time()
            length = networkx.single_source_dijkstra_path_length(graph, leaving[origin][at])
            spent = time.process_time() - begun
            nodes, further = (np.array(list(part)) for part in (length.keys(), length.values()))
            rows = nodes[nodes >= n_rows] - n_rows
            np.minimum.at(found, timetable.head[rows], instants[origin][at] + further[nodes >= n_rows])
        return spent, _told(found, origin, after)

    return ask


def with_ultra(program: str, timetable: Columns, n_stops: int, change: int) -> Ask:
    """Return ULTRA's connection scan, out of a shared library."""
    library = ctypes.CDLL(program)
    library.ultra_prepare.restype = ctypes.c_void_p
    columns = [np.ascontiguousarray(column, np.int32) for column in timetable]
    changes, n_trips = np.full(n_stops, change, np.int32), int(timetable.trip.max()) + 1
    pointers = [ctypes.c_void_p(column.ctypes.data) for column in (*columns, changes)]
    prepared = ctypes.c_void_p(library.ultra_prepare(len(columns[0]), *pointers[:5], n_trips, n_stops, pointers[5]))

    def ask(origin: int, after: int) -> tuple[float, Ints]:
        found = np.empty(n_stops, np.int32)
        begun = time.process_time()
        library.ultra_ask(prepared, origin, after - change, ctypes.c_void_p(found.ctypes.data))
        spent = time.process_time() - begun
        return spent, _told(np.where(found > 10**9, FAR, found.astype(np.int64)), origin, after)

    return ask


def _told(found: Ints, origin: int, after: int) -> Ints:
    """Return arrivals as `Timetable` tells them."""
    arrival = np.where(found == FAR, -1, found)
    arrival[origin] = after
    return arrival
