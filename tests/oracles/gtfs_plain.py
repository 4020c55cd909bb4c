"""A GTFS feed read and searched in another way: `csv` reads the files, networkx searches the graph of events in time.

Shares no code with `networks` and `routing`, and makes no service of trips: each run of each trip is a row of calls.
"""

from __future__ import annotations

import csv
import datetime
import io
import math
import zipfile
from bisect import bisect_left
from collections import defaultdict
from itertools import pairwise
from zoneinfo import ZoneInfo

import networkx

WEEK = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


def rows(feed, name):
    """Return the rows of a file as dictionaries, none where there is no such file."""
    file = f"{name}.txt"
    if feed.is_dir():
        if not (feed / file).exists():
            return []
        data = (feed / file).read_bytes()
    else:
        with zipfile.ZipFile(feed) as archive:
            if file not in archive.namelist():
                return []
            data = archive.read(file)
    table = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    header = [cell.strip() for cell in next(table)]
    padded = ([cell.strip() for cell in row] + [""] * len(header) for row in table if any(row))
    return [dict(zip(header, row, strict=False)) for row in padded]


def seconds(text):
    hours, minutes, rest = map(int, text.split(":"))
    return 3600 * hours + 60 * minutes + rest


def kilometres(one, other):
    (a, b), (c, d) = (tuple(math.radians(degree) for degree in place) for place in (one, other))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(half))


def days_of(feed, first, last):
    """Return the days of each service from `first` to `last`, one before the other."""
    running = defaultdict(set)
    for row in rows(feed, "calendar"):
        begin, end = (datetime.datetime.strptime(row[name], "%Y%m%d").date() for name in ("start_date", "end_date"))
        day = max(begin, first)
        while day <= min(end, last):
            if row[WEEK[day.weekday()]] == "1":
                running[row["service_id"]].add(day)
            day += datetime.timedelta(1)
    for row in rows(feed, "calendar_dates"):
        day = datetime.datetime.strptime(row["date"], "%Y%m%d").date()
        if first <= day <= last:
            change = (
                running[row["service_id"]].add if row["exception_type"] == "1" else running[row["service_id"]].discard
            )
            change(day)
    return running


def runs_of(feed, first, last):
    """Return the zone, least changes and every run: calls (place, arrival, departure, on, off)."""
    zone = ZoneInfo(rows(feed, "agency")[0]["agency_timezone"])
    stops = rows(feed, "stops")
    place_of = {row["stop_id"]: row.get("parent_station") or row["stop_id"] for row in stops}
    position = {row["stop_id"]: (float(row["stop_lat"] or 0), float(row["stop_lon"] or 0)) for row in stops}
    days = days_of(feed, first - datetime.timedelta(4), last)
    spans = defaultdict(list)
    for row in rows(feed, "frequencies"):
        spans[row["trip_id"]].append((seconds(row["start_time"]), seconds(row["end_time"]), int(row["headway_secs"])))
    calls = defaultdict(list)
    for row in rows(feed, "stop_times"):
        calls[row["trip_id"]].append(row)
    runs = []
    for trip in rows(feed, "trips"):
        own = sorted(calls[trip["trip_id"]], key=lambda row: int(row["stop_sequence"]))
        if len(own) < 2:
            continue
        timed = times_of(own, [position[place_of[row["stop_id"]]] for row in own])
        plain = [
            (place_of[row["stop_id"]], *when, row.get("pickup_type") != "1", row.get("drop_off_type") != "1")
            for row, when in zip(own, timed, strict=True)
        ]
        starts = [0]
        if trip["trip_id"] in spans:
            leaves = plain[0][2]
            starts = [at - leaves for begin, end, every in spans[trip["trip_id"]] for at in range(begin, end, every)]
        for day in sorted(days[trip["service_id"]]):
            noon = datetime.datetime.combine(day, datetime.time(12), zone)
            midnight = int(noon.timestamp()) - 43200
            for start in starts:
                shift = midnight + start
                runs.append([(place, shift + a, shift + d, on, off) for place, a, d, on, off in plain])
    changes = defaultdict(int)
    for row in rows(feed, "transfers"):
        one, other = place_of[row["from_stop_id"]], place_of[row["to_stop_id"]]
        single = any(row.get(name) for name in ("from_route_id", "to_route_id", "from_trip_id", "to_trip_id"))
        if row["transfer_type"] == "2" and one == other and not single and row.get("min_transfer_time"):
            changes[one] = max(changes[one], int(row["min_transfer_time"]))
    return zone, changes, runs


def times_of(own, positions):
    """Return (arrival, departure) of each call; what is missing by the way flown (or ``shape_dist_traveled``)."""
    stated = []
    for row in own:
        one, other = row["arrival_time"] or row["departure_time"], row["departure_time"] or row["arrival_time"]
        stated.append((seconds(one), seconds(other)) if one else None)
    way = [0.0]
    for one, other in pairwise(positions):
        way.append(way[-1] + kilometres(one, other))
    known = [at for at, when in enumerate(stated) if when]
    for begin, end in pairwise(known):
        shape = [row.get("shape_dist_traveled") or "" for row in own[begin : end + 1]]
        along = way[begin : end + 1]
        if all(shape) and sorted(map(float, shape)) == list(map(float, shape)) and float(shape[-1]) > float(shape[0]):
            along = list(map(float, shape))
        for at in range(begin + 1, end):
            length = along[-1] - along[0]
            share = (along[at - begin] - along[0]) / length if length else (at - begin) / (end - begin)
            moment = stated[begin][1] + round(share * (stated[end][0] - stated[begin][1]))
            stated[at] = (moment, moment)
    return stated


def graph_of(runs, changes):
    """Return the graph of events: waiting at a place from one moment to the next, riding, staying aboard, changing."""
    moments = defaultdict(set)
    for run in runs:
        for place, _, departure, on, _ in run[:-1]:
            if on:
                moments[place].add(departure)
    ordered = {place: sorted(found) for place, found in moments.items()}
    graph = networkx.DiGraph()
    for place, found in ordered.items():
        for one, other in pairwise(found):
            graph.add_edge((place, one), (place, other), weight=other - one)
    for number, run in enumerate(runs):
        for at, (place, arrival, departure, on, off) in enumerate(run):
            if at:
                graph.add_edge(("leaves", number, at - 1), ("comes", number, at), weight=arrival - run[at - 1][2])
                graph.add_edge(("comes", number, at), ("leaves", number, at), weight=departure - arrival)
                if off:
                    graph.nodes[("comes", number, at)]["off"] = (place, arrival)
                    later = arrival + changes[place]
                    index = bisect_left(ordered.get(place, []), later)
                    if index < len(ordered.get(place, [])):
                        moment = ordered[place][index]
                        graph.add_edge(("comes", number, at), (place, moment), weight=moment - arrival)
            if on and at < len(run) - 1:
                graph.add_edge((place, departure), ("leaves", number, at), weight=0)
    return graph, ordered


def arrivals_by_dijkstra(graph, ordered, origin, after):
    """Return the earliest arrival at each place."""
    found = {origin: after}
    index = bisect_left(ordered.get(origin, []), after)
    if index == len(ordered.get(origin, [])):
        return found
    begin = ordered[origin][index]
    for node in networkx.single_source_dijkstra_path_length(graph, (origin, begin)):
        place, arrival = graph.nodes[node].get("off", (None, 0))
        if place is not None and place != origin:
            found[place] = min(found.get(place, arrival), arrival)
    return found


def within(run, start, end):
    """Yield the stretches of a run whose departures lie in a span."""
    rides = [at for at in range(len(run) - 1) if start <= run[at][2] < end]
    if rides:
        yield run[rides[0] : rides[-1] + 2]
