"""Answers on the clock by brute force: every way at every departure within a horizon, in plain numbers.

Ways are those of the arcs that `expand(..., on_clock=True)` makes. When services depart, how long before goods must be
there, which dwell is charged and how much is worked out here from the rows of the tables and the words of
``networks/data/README.md``; nothing of `routing.kernels` and `routing.solving` is used.

A state is where goods are, how many vias are behind them, when (milliminutes since the begin), and since when a dwell
lasts that is charged. All states until the horizon are made, with all that leads from one to another (`Expanded`); the
least way is then looked for among all of them (`least`), or by OR-Tools (`by_cp_sat`).
"""

from __future__ import annotations

import hashlib
import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import networkx

from networks import Network
from oracles.allowed import is_allowed, is_closed_by_clock, runs_on
from oracles.demurrage import WATER, charges_of
from oracles.random_networks import Rows, network_of
from oracles.vectors import limits_of, terms_of, vector_of
from oracles.vias import after
from routing import Question
from routing.amounts.load import load_of
from routing.compiling import vertices
from routing.compiling.expansion import Arc, expand

DAY = 1_440_000  # milliminutes
MINUTES = {"min": Fraction(1), "h": Fraction(60), "d": Fraction(1440)}
FIRST_MONDAY = int(datetime(2000, 1, 3, tzinfo=UTC).timestamp())
WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
AT_PLACES = ("load", "lift", "bogie_change", "unload", "delivery", "handover", "papers")
AT_PLACES += ("import", "export", "transit_opening", "transit_closing")  # what keeps to the hours of its place
ALONE = {"JP": "Asia/Tokyo", "CN": "Asia/Shanghai", "HK": "Asia/Hong_Kong", "UZ": "Asia/Tashkent"}


class TooManyStatesError(Exception):
    """The network is too large to look at every way at every departure."""


# ---- when services depart -------------------------------------------------------------------------------


def departures_of(rows: Rows, service: str, begin: int, end: int) -> list[int] | None:
    """Return when a service leaves its first stop, in seconds from `begin` on and before `end`; None: at any time."""
    patterns = [row for row in rows.get("departures", ()) if row["service"] == service]
    if patterns:
        found = {moment for row in patterns for moment in _by_pattern(rows, row, begin, end)}
        return sorted(moment for moment in found if begin <= moment < end)
    headway = _minutes(rows, (service, "headway"), (f"{service}#1", "headway"))
    if headway is None:
        return None
    step = max(1, round(headway * 60))
    phase = int(hashlib.sha256(service.encode()).hexdigest()[:16], 16) % step
    number = math.ceil((begin - FIRST_MONDAY - phase) / step)
    return list(range(FIRST_MONDAY + phase + number * step, end, step))


def _by_pattern(rows: Rows, row: Mapping[str, Any], begin: int, end: int) -> Iterator[int]:
    zone = row.get("zone")
    if not zone:
        first = next(stop["place"] for stop in rows["stops"] if stop["service"] == row["service"])
        zone = ALONE[next(place["country"] for place in rows["places"] if place["id"] == first)]
    day = datetime.fromtimestamp(begin, UTC).date() - timedelta(days=6)
    last = datetime.fromtimestamp(end, UTC).date() + timedelta(days=2)
    while day <= last:
        if _runs(row, day):
            noon = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(zone))
            yield from (int(noon.timestamp()) - 43_200 + second for second in _seconds(row.get("times") or ("00:00",)))
        day += timedelta(days=1)


def _runs(row: Mapping[str, Any], day: date) -> bool:
    first, last = row.get("from_date") or date.min, row.get("until_date") or date.max
    if not first <= day <= last or day in row.get("except_dates", ()):
        return False
    if row.get("weekdays"):
        return WEEK[day.weekday()] in row["weekdays"]
    return (day - first).days % row["every_days"] == 0 if row.get("every_days") else day in row["dates"]


def _seconds(times: Sequence[str]) -> Iterator[int]:
    for text in times:
        span, _, every = text.partition("/")
        first, _, last = span.partition("-")
        step = _of_day(every) if every else 1
        yield from range(_of_day(first), (_of_day(last) if last else _of_day(first)) + 1, step)


def _of_day(text: str) -> int:
    hours, minutes, seconds = ([*map(int, text.split(":")), 0])[:3]
    return hours * 3600 + minutes * 60 + seconds


def open_spans(rows: Rows, element: str, begin: int, end: int) -> list[tuple[int, int]]:
    """Return from when until before when something is open, in seconds, as the rows say one after another."""
    places = {row["id"]: row for row in rows["places"]}
    at = {row["id"]: row["place"] for name in ("operations", "procedures") for row in rows[name]}
    place = places[at.get(element, element)]
    zone = ZoneInfo(place.get("zone") or ALONE[place["country"]])
    found = []
    for row in rows["opening_hours"]:
        day = datetime.fromtimestamp(begin, UTC).date() - timedelta(days=3)
        while row["element"] == element and day <= datetime.fromtimestamp(end, UTC).date() + timedelta(days=2):
            first, last = row.get("from_date") or date.min, row.get("until_date") or date.max
            if first <= day <= last and WEEK[day.weekday()] in (row.get("weekdays") or WEEK):
                midnight = int(datetime(day.year, day.month, day.day, 12, tzinfo=zone).timestamp()) - 43_200
                found.append((midnight + _of_day(row["opens"]), midnight + _of_day(row["closes"])))
            day += timedelta(days=1)
    return sorted(found)


def _minutes(rows: Rows, *keys: tuple[str, str]) -> Fraction | None:
    """Return the minutes of the first figure that there is."""
    found = _figure(rows, *keys)
    return None if found is None else Fraction(str(found["value"])) * MINUTES[found["unit"]]


def _figure(rows: Rows, *keys: tuple[str, str]) -> Mapping[str, Any] | None:
    known = {(row["element"], row["quantity"]): row for row in rows["figures"]}
    return next((known[key] for key in keys if key in known), None)


# ---- the time-expanded graph ----------------------------------------------------------------------------


class State(NamedTuple):
    """Where goods are, how many vias are behind them, when, and since when a dwell lasts that is charged (-1: none)."""

    vertex: str
    passed: int
    at: int
    since: int = -1


class Edge(NamedTuple):
    """What leads from one state to another: what it adds to the vector, and to what is limited."""

    tail: State
    head: State
    vector: tuple[Any, ...]
    used: tuple[int, ...]


@dataclass
class Expanded:
    """All states of a question until a horizon, and all edges between them.

    `begin` is in seconds since 1970-01-01 UTC; `by` the milliminutes since then at which the goods must be there.
    """

    rows: Rows
    question: Question
    begin: int
    by: int
    most: int = 20_000

    @cached_property
    def network(self) -> Network:
        return network_of(self.rows)

    @cached_property
    def limits(self) -> list[tuple[str, int, float]]:
        return [limit for limit in limits_of(replace_deadline(self.question)) if limit[0] != "milliminutes"]

    @cached_property
    def arcs(self) -> list[Arc]:
        question = self.question
        load = load_of(self.network, question.shipment)
        every = expand(self.network, load, question.shipment.scope, other_days=True, on_clock=True).arcs
        needed = {limit[0] for limit in self.limits} - {"lifts"} | set(terms_of(question.minimise))
        return [
            arc
            for arc in every
            if is_allowed(self.network, question, arc)
            and all(getattr(arc.step, column) is not None for column in needed | {"milliminutes"})
        ]

    @cached_property
    def storage(self) -> tuple[dict[str, Fraction], Callable[[str, int | None], list[int | None]]]:
        """Return what is free at places, and what a dwell comes to; places that lack one of the two charge nothing."""
        both = {"free_time", "demurrage"}
        figures = [row for row in self.rows["figures"] if row["quantity"] in both]
        kinds = {
            row["element"]: {one["quantity"] for one in figures if one["element"] == row["element"]} for row in figures
        }
        whole = [row for row in figures if kinds[row["element"]] == both]
        return charges_of(whole, self.network, load_of(self.network, self.question.shipment))

    @cached_property
    def afters(self) -> dict[tuple[str, int], int | None]:
        """Return how long after its first stop a line leaves each stop: the shortest way aboard, by the arcs."""
        plain = network_of(self.rows | {"figures": [row for row in self.rows["figures"] if ">" not in row["element"]]})
        graph: Any = networkx.DiGraph()
        for arc in expand(plain, load_of(plain, self.question.shipment), "terminal", other_days=True).arcs:
            if arc.step.milliminutes is not None and arc.step.kind not in ("surcharge", "board"):
                tail, head = _landward(arc.tail), _landward(arc.head)
                known = graph.get_edge_data(tail, head, {"weight": arc.step.milliminutes})["weight"]
                graph.add_edge(tail, head, weight=min(known, arc.step.milliminutes))
        # what is paid over and above is on arcs of its own, which take the line no time
        for arc in expand(plain, load_of(plain, self.question.shipment), "terminal", other_days=True).arcs:
            if arc.step.kind == "surcharge":
                graph.add_edge(_landward(arc.tail), _landward(arc.head), weight=0)
        found: dict[tuple[str, int], int | None] = {}
        for service in {row["service"] for row in self.rows["stops"]}:
            begin = f"{service}@1"
            length = networkx.single_source_dijkstra_path_length(graph, begin) if begin in graph else {begin: 0}
            for seq in (row["seq"] for row in self.rows["stops"] if row["service"] == service):
                plus = "+" if self.changes_gauge(service, seq) else ""
                found[service, seq] = length.get(f"{service}@{seq}{plus}")
        return found

    def changes_gauge(self, service: str, seq: int) -> bool:
        """Tell whether a line goes on from a stop by another gauge, which is an operation of the network."""
        paths = {row["seq"]: row["path"] for row in self.rows["stops"] if row["service"] == service}
        gauges = {row["id"]: row.get("gauge_mm") for row in self.rows["links"]}
        there, onward = paths.get(seq), paths.get(seq + 1)
        return bool(self.rows["operations"] and there and onward and gauges[there[0]] != gauges[onward[0]])

    def lead(self, service: str, stop: str, place: str, *, at_origin: bool) -> int:
        """Return the milliminutes before a departure by which goods must be there."""
        rows = self.rows
        if at_origin and self.question.shipment.scope == "terminal":
            return 0
        found = [_minutes(rows, (stop, "cut_off"), (service, "cut_off"), (place, "cut_off"))]
        waited = _figure(rows, (stop, "wait"), (stop, "headway"), (place, "wait"), (service, "wait"))
        headway = _minutes(rows, (stop, "headway"), (service, "headway"))
        if waited is not None and waited["quantity"] == "wait" and headway is not None:
            found.append(Fraction(str(waited["value"])) * MINUTES[waited["unit"]] - headway / 2)
        if at_origin:
            found.append(_minutes(rows, (stop, "origin_wait"), (service, "origin_wait"), ("network", "origin_wait")))
        return round(max([Fraction(0), *(one for one in found if one is not None)]) * 1000)

    def departures(self, arc: Arc) -> tuple[list[int], int] | None:
        """Return when an arc that boards departs, in milliminutes since the begin, and its lead; None: at any time."""
        step, place = arc.step, arc.step.places[0]
        head = _landward(arc.head).removesuffix("+")
        stops = [row["seq"] for row in self.rows["stops"] if row["service"] == step.element]
        seq = next((one for one in stops if head in (f"{step.element}@{one}", f"{step.element}@{one}>{one}")), None)
        passed = 0 if seq is None else self.afters[step.element, seq]
        far = 0 if passed is None else passed * 60 // 1000 + 1
        end = self.begin + self.by * 60 // 1000 + 1
        leaves = departures_of(self.rows, step.element, self.begin - far, end)
        if leaves is None:
            return None
        stop = "" if seq is None else f"{step.element}#{seq}"
        lead = self.lead(step.element, stop, place, at_origin=step.component == "origin")
        if passed is None:
            return [], lead
        times = sorted({round(Fraction((one - self.begin) * 1000, 60)) + passed for one in leaves})
        return [one for one in times if 0 <= one <= self.by], lead

    def day(self, at: int) -> date:
        """Return the day on the clocks of the shipment when so much time has passed."""
        ready: Any = self.question.shipment.ready
        moment = datetime.fromtimestamp(self.begin, UTC) + timedelta(microseconds=at * 60_000 // 1)
        return moment.astimezone(ready.tzinfo).date()

    def ends(self, arc: Arc, at: int) -> list[int]:
        """Return when an arc may end that goods come to at a moment."""
        step, begin = arc.step, at
        if step.kind == "board":
            known = self.boarding[arc.key]
            ends = [at + step.milliminutes] if known is None else [one for one in known[0] if one >= at + known[1]]
        else:
            hours = self.hours(arc)
            if hours is not None and not any(opens <= at < closes for opens, closes in hours):
                begin = min((opens for opens, _ in hours if opens > at), default=self.by + 1)
            ends = [begin + step.milliminutes]
        return [one for one in ends if one <= self.by and self.runs(arc, begin, one)]

    def hours(self, arc: Arc) -> list[tuple[int, int]] | None:
        """Return from which milliminutes on and before which ones a step may begin; None: at any time."""
        step, known = arc.step, {row["element"] for row in self.rows["opening_hours"]}
        own = step.kind in (*AT_PLACES, "origin") and step.element in known
        at_place = step.kind in AT_PLACES and step.places[0] in known
        return self.opening(step.element if own else step.places[0]) if own or at_place else None

    def opening(self, element: str) -> list[tuple[int, int]]:
        if element not in self.openings:
            spans = open_spans(self.rows, element, self.begin, self.begin + self.by * 60 // 1000)
            self.openings[element] = [
                (math.ceil(Fraction((a - self.begin) * 1000, 60)), math.ceil(Fraction((b - self.begin) * 1000, 60)))
                for a, b in spans
            ]
        return self.openings[element]

    @cached_property
    def openings(self) -> dict[str, list[tuple[int, int]]]:
        return {}

    @cached_property
    def boarding(self) -> dict[Any, tuple[list[int], int] | None]:
        return {arc.key: self.departures(arc) for arc in self.arcs if arc.step.kind == "board"}

    def runs(self, arc: Arc, begin: int, end: int) -> bool:
        """Tell whether a service runs on the day on which it departs, and a link is open when goods run onto it."""
        services, step = self.network.services_of_all_dates, arc.step
        if is_closed_by_clock(self.network, self.question.shipment, step, self.day(begin), self.day(end)):
            return False
        if step.kind == "board" and not runs_on(services[step.element], self.day(end)):
            return False
        taken = [one for one in services if step.kind == "handover" and vertices.is_aboard(arc.head, one)]
        if any(not runs_on(services[one], self.day(end)) for one in taken):
            return False
        opened = [self.network.links[link].opened for link in step.links]
        return all(not year or int(year) <= self.day(begin).year for year in opened)

    def edges(self, arc: Arc, state: State) -> Iterator[Edge]:
        """Yield what leads over an arc from a state."""
        step, place = arc.step, arc.step.places[0]
        free, charge = self.storage
        passed = after(self.network, step, self.question.constraints.via, state.passed)
        for end in self.ends(arc, state.at):
            since, charged = state.since, []
            if arc.tail.startswith("in|") and step.kind in ("lift", "bogie_change") and place in free:
                by_water = step.side in WATER and arc.tail.split("|")[2] in WATER
                since = -1 if by_water else state.at
            if step.kind in ("board", "pass") and since >= 0:
                charged, since = charge(place, end - since), -1
            if None in charged and ("millicents" in terms_of(self.question.minimise) or self.needs("millicents")):
                continue
            steps = [replace(step, milliminutes=end - state.at), *(_charge(one) for one in charged)]
            vectors = [vector_of(one, self.question.minimise) for one in steps]
            used = tuple(sum(getattr(one, column) for one in steps) for column, _, _ in self.limits)
            yield Edge(state, State(arc.head, passed, end, since), tuple(map(sum, zip(*vectors, strict=True))), used)

    def needs(self, column: str) -> bool:
        return any(limit[0] == column for limit in self.limits)

    @cached_property
    def left(self) -> dict[str, int]:
        """Return the least milliminutes from each vertex to the consignee's door, whatever departs when."""
        graph: Any = networkx.DiGraph()
        graph.add_node(self.target)
        for arc in self.arcs:
            least = 0 if arc.step.kind == "board" else arc.step.milliminutes
            known = graph.get_edge_data(arc.head, arc.tail, {"weight": least})["weight"]
            graph.add_edge(arc.head, arc.tail, weight=min(known, least))
        return dict(networkx.single_source_dijkstra_path_length(graph, self.target))

    @property
    def target(self) -> str:
        return f"{self.question.shipment.destination}>door"

    @property
    def source(self) -> str:
        return f"door>{self.question.shipment.origin}"

    def leading(self, starts: Sequence[int]) -> dict[State, list[Edge]]:
        """Return all states that are reached in time from moments at the shipper's door, and what leads on from each."""
        leaving: dict[str, list[Arc]] = defaultdict(list)
        for arc in self.arcs:
            if arc.head in self.left:
                leaving[arc.tail].append(arc)
        found: dict[State, list[Edge]] = {}
        waiting = [State(self.source, 0, at) for at in starts if self.source in self.left]
        edges = 0
        while waiting:
            state = waiting.pop()
            if state in found:
                continue
            found[state] = [
                edge
                for arc in leaving[state.vertex]
                for edge in self.edges(arc, state)
                if edge.head.at + self.left[edge.head.vertex] <= self.by
            ]
            edges += len(found[state])
            if edges > self.most:
                raise TooManyStatesError
            waiting += [edge.head for edge in found[state]]
        return found

    def is_end(self, state: State) -> bool:
        return state.vertex == self.target and state.passed == len(self.question.constraints.via)

    def least(self, at: int = 0) -> tuple[Any, ...] | None:
        """Return the least vector of all ways from a moment within the limits; None without any."""
        found = self.best([at], by_start=False)
        return None if found is None else found[0]

    def best(self, starts: Sequence[int], *, by_start: bool) -> tuple[tuple[Any, ...], int] | None:
        """Return the least vector of all ways from some moments, and the last moment from which there is such a way.

        `by_start`: the last moment from which there is any way, and the least vector from it.
        """
        leading = self.leading(starts)
        known: dict[State, list[_Label]] = defaultdict(list)
        waiting = []
        none = tuple(0 for _ in self.limits)
        for start in starts:
            label = _Label(None, none, start)
            known[State(self.source, 0, start)].append(label)
            waiting.append((State(self.source, 0, start), label))
        ends: list[_Label] = []
        while waiting:
            state, label = waiting.pop()
            if label not in known[state]:
                continue  # beaten since
            if self.is_end(state):
                ends.append(label)
            for edge in leading.get(state, ()):
                used = tuple(map(sum, zip(label.used, edge.used, strict=True)))
                if any(one / units > most for one, (_, units, most) in zip(used, self.limits, strict=True)):
                    continue
                vector = edge.vector if label.vector is None else _sum(label.vector, edge.vector)
                new = _Label(vector, used, label.start)
                others = known[edge.head]
                if any(_beats(one, new, by_start) for one in others):
                    continue
                others[:] = [one for one in others if not _beats(new, one, by_start)]
                others.append(new)
                waiting.append((edge.head, new))
        if not ends:
            return None
        if by_start:
            last = max(one.start for one in ends)
            return min(one.vector for one in ends if one.start == last), last
        least = min(one.vector for one in ends)
        return least, max(one.start for one in ends if one.vector == least)

    def worth_taking(self, starts: Sequence[int], within: int, compared: int) -> set[tuple[int, int, tuple[int, ...]]]:
        """Return start, end and amounts of the ways from some moments that none beats, each within a time.

        Amounts are the first `compared` of what is limited.
        """
        leading = self.leading(starts)
        none = tuple(0 for _ in self.limits)
        known: dict[State, set[tuple[int, tuple[int, ...]]]] = defaultdict(set)
        waiting = [(State(self.source, 0, start), start, none) for start in starts]
        for state, start, used in waiting:
            known[state].add((start, used))
        ends = set()
        while waiting:
            state, start, used = waiting.pop()
            if (start, used) not in known[state]:
                continue  # beaten since
            if self.is_end(state):
                ends.add((start, state.at, used[:compared]))
            for edge in leading.get(state, ()):
                new = tuple(map(sum, zip(used, edge.used, strict=True)))
                if edge.head.at - start > within:
                    continue
                if any(one / units > most for one, (_, units, most) in zip(new, self.limits, strict=True)):
                    continue
                others = known[edge.head]
                if any(a >= start and _no_more(b, new) for a, b in others):
                    continue
                others -= {(a, b) for a, b in others if start >= a and _no_more(new, b)}
                others.add((start, new))
                waiting.append((edge.head, start, new))
        return {
            one
            for one in ends
            if not any(
                other != one and other[0] >= one[0] and other[1] <= one[1] and _no_more(other[2], one[2])
                for other in ends
            )
        }

    def midnights(self) -> list[int]:
        """Return when days end on the clocks of the shipment, if it matters which day it is."""
        services = self.network.services_of_all_dates.values()
        dated = any(service.months or service.from_date or service.until_date for service in services)
        dated |= any(row.from_date or row.until_date for row in self.network.closures.values())
        if not dated and not any(link.opened for link in self.network.links.values()):
            return []
        ready: Any = self.question.shipment.ready
        days = [ready.date() + timedelta(days=number) for number in range(1, self.by // DAY + 3)]
        ends = [int(datetime(day.year, day.month, day.day, tzinfo=ready.tzinfo).timestamp()) for day in days]
        return [math.ceil(Fraction((end - self.begin) * 1000, 60)) for end in ends]

    def tight_starts(self) -> list[int]:
        """Return the moments from 0 on from which some way leads without any wait to a departure, or to the end.

        Also those from which it leads to what just opens, and to what is about to close.

        Where anything runs on some days only, also those from which it leads to what is done just before midnight.
        """
        leaving: dict[str, list[Arc]] = defaultdict(list)
        for arc in self.arcs:
            if arc.head in self.left:
                leaving[arc.tail].append(arc)
        found, seen, midnights = {0}, set(), self.midnights()
        waiting = [(self.source, 0)]
        while waiting:
            vertex, passed = waiting.pop()
            if (vertex, passed) in seen or passed > self.by:
                continue
            seen.add((vertex, passed))
            if len(seen) > self.most:
                raise TooManyStatesError
            if vertex == self.target:
                found.add(self.by - passed)
            for arc in leaving[vertex]:
                known = self.boarding.get(arc.key)
                if known is None:
                    for late in {passed, passed + arc.step.milliminutes}:  # what counts when it begins, or when it ends
                        found |= {midnight - one - late for midnight in midnights for one in (0, 1)}
                    for opens, closes in self.hours(arc) or ():
                        found |= {opens - passed, closes - 1 - passed}
                    waiting.append((arc.head, passed + arc.step.milliminutes))
                else:
                    found |= {end - known[1] - passed for end in known[0]}
        return sorted(one for one in found if 0 <= one <= self.by)


class _Label(NamedTuple):
    vector: Any
    used: tuple[int, ...]
    start: int


def _beats(one: _Label, other: _Label, by_start: bool) -> bool:
    """Tell whether a label is no worse than another at the same state."""
    if any(a > b for a, b in zip(one.used, other.used, strict=True)):
        return False
    if one.vector is None or other.vector is None:
        return one == other
    keys = [(label.vector, -label.start) for label in (one, other)]
    return one.start >= other.start and keys[0] <= keys[1] if by_start else keys[0] <= keys[1]


def _no_more(one: Sequence[int], other: Sequence[int]) -> bool:
    return all(a <= b for a, b in zip(one, other, strict=True))


def _sum(one: tuple[Any, ...], other: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(a + b for a, b in zip(one, other, strict=True))


@dataclass(frozen=True)
class _Charge:
    """The step of a charge, as far as vectors and limits look at it."""

    millicents: int | None
    milliminutes: int = 0
    milligrams: int = 0
    millimetres: int = 0
    lifts: int = 0


def _charge(millicents: int | None) -> _Charge:
    return _Charge(millicents)


def _landward(vertex: str) -> str:
    """Return the vertex aboard a ship, however it stands in customs."""
    return vertex.removesuffix("|home").removesuffix("|bound")


def replace_deadline(question: Question) -> Question:
    """Return a question without its deadline, which on the clock is the moment `by`."""
    return replace(question, shipment=replace(question.shipment, deadline=None))


def departing(rows: Rows, question: Question, days: float, most: int = 20_000) -> Expanded:
    """Return the states of a question that leaves at the moment `ready`, until so many days later."""
    ready: Any = question.shipment.ready
    begin = math.ceil(ready.timestamp())
    by = int(Fraction(str(days)) * DAY)
    if question.shipment.deadline is not None:
        deadline: Any = question.shipment.deadline
        by = min(
            by, int(Fraction((deadline.astimezone(UTC) - ready.astimezone(UTC)) // timedelta(microseconds=1), 60_000))
        )
    return Expanded(rows, question, begin, by, most)


def arriving(
    rows: Rows, question: Question, by: datetime, zone: Any, days: float, most: int = 20_000
) -> tuple[datetime, tuple[Any, ...]] | None:
    """Return the moment at which goods leave that must be there by a moment, and the vector of their way; or None.

    With `minimise="time"` they leave as late as they can within so many days before, else so that the vector is least,
    and of such moments at the last. What is told is the last whole second: departures are rounded to milliminutes, so
    that the second after a moment may be in time too.
    """
    first = (by.astimezone(UTC) - timedelta(days=days)).astimezone(zone).replace(microsecond=0)
    begin = int(first.timestamp())
    until = math.floor(Fraction((int(by.timestamp()) - begin) * 1000, 60))
    asked = replace(question, shipment=replace(question.shipment, ready=first))
    found = _best_start(Expanded(rows, asked, begin, until, most), by_start=question.minimise == "time")
    if found is None:
        return None
    best: tuple[datetime, tuple[Any, ...]] | None = None
    for second in (begin + found[1] * 60 // 1000, begin + found[1] * 60 // 1000 + 1):
        moment = datetime.fromtimestamp(second, UTC).astimezone(zone)
        then = replace(question, shipment=replace(question.shipment, ready=moment))
        until = math.floor(Fraction((int(by.timestamp()) - second) * 1000, 60))
        vector = Expanded(rows, then, second, until, most).least() if until >= 0 else None
        if vector is not None and (best is None or question.minimise == "time" or vector <= best[1]):
            best = moment, vector
    return best


def _best_start(expanded: Expanded, *, by_start: bool) -> tuple[tuple[Any, ...], int] | None:
    """Return the best vector and the last start that has it."""
    return expanded.best(expanded.tight_starts(), by_start=by_start)


def by_cp_sat(expanded: Expanded) -> tuple[Any, ...] | None:
    """Return the least vector by OR-Tools' CP-SAT on the whole time-expanded graph, entry after entry."""
    from ortools.sat.python import cp_model

    leading = expanded.leading([0])
    start = State(expanded.source, 0, 0)
    if start not in leading:
        return None
    model: Any = cp_model.CpModel()
    edges = [edge for leaving in leading.values() for edge in leaving if not expanded.is_end(edge.tail)]
    taken = [model.NewBoolVar("") for _ in edges]
    out, into = defaultdict(list), defaultdict(list)
    for edge, variable in zip(edges, taken, strict=True):
        out[edge.tail].append(variable)
        into[edge.head].append(variable)
    for state in leading:
        if not expanded.is_end(state):
            model.Add(sum(out[state]) - sum(into[state]) == (state == start))
    model.Add(sum(variable for state in leading if expanded.is_end(state) for variable in into[state]) == 1)
    for number, (_, units, most) in enumerate(expanded.limits):
        used = sum(edge.used[number] * variable for edge, variable in zip(edges, taken, strict=True))
        model.Add(used <= math.floor(Fraction(str(float(most))) * units))
    found: list[Any] = []
    for entry in range(len(edges[0].vector) if edges else 0):
        scale = math.lcm(*(Fraction(edge.vector[entry]).denominator for edge in edges))
        total = sum(int(edge.vector[entry] * scale) * variable for edge, variable in zip(edges, taken, strict=True))
        model.Minimize(total)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        status = solver.Solve(model)
        if status == cp_model.INFEASIBLE:
            return None
        assert status == cp_model.OPTIMAL
        found.append(Fraction(round(solver.ObjectiveValue()), scale))
        model.Add(total == round(solver.ObjectiveValue()))
    return tuple(found) or None
