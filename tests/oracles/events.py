"""Closures and delays with days in random networks on the clock, and every way through them by brute force.

Which delays there are, and when, is read by `routing.verification.delays`, the second writing of the rules; all states
are made here.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cached_property
from typing import Any

from oracles.clock_questions import Asked
from oracles.on_clock import Edge, Expanded, State
from oracles.random_networks import network_of
from oracles.vectors import terms_of, vector_of
from oracles.vias import after
from routing.compiling import vertices
from routing.steps.step import Step
from routing.verification.delays import Delay, Delays

TERRITORIES, BORDERS = ("RU", "KZ", "CN", "JP"), ("RU-KZ", "KZ>CN", "JP>RU", "RU-CN", "KZ-UZ")


def with_events(asked: Asked, seed: int, *, delays: bool = True) -> Asked:
    """Return a question about the same network with one to four closures or delays, most of them with days."""
    rng, rows = random.Random(f"events {seed}"), copy.deepcopy(asked.rows)
    rows["procedures"] = [row for row in rows["procedures"] if row["kind"] != "surcharge"]
    for number in range(rng.randint(1, 4)):
        kind = rng.choice(("closure", "slowed", "queue") if delays else ("closure",))
        table = rng.choice(("places", "links", "services", "territories", "borders", "places", "links"))
        known: Any = {"territories": TERRITORIES, "borders": BORDERS}.get(table)
        known = known or [row["id"] for row in rows[table]]
        first = asked.moment.date() + timedelta(days=rng.randint(-2, 4))
        if not known:
            continue
        row = {"id": f"E{number}", "what": "event", "kind": kind, "table": table, "elements": (rng.choice(known),)}
        if rng.random() < 0.85:
            row["from_date"] = first
        if rng.random() < 0.85:
            row["until_date"] = first + timedelta(days=rng.randint(0, 4))
        rows["closures"].append(row)
        unit, quantity = {"slowed": ("%", "slowdown"), "queue": ("h", "time")}.get(kind, ("", ""))
        if quantity:
            figure = {"element": row["id"], "quantity": quantity, "value": rng.choice((5, 33.3, 50)), "unit": unit}
            rows["figures"].append(figure | {"source": "S1", "kind": "assumption"})
    return replace(asked, rows=rows, network=network_of(rows))


class WithEvents(Expanded):
    """All states of a question; delays are borne beside what they hold up."""

    @cached_property
    def delays(self) -> Delays:
        return Delays(self.network, self.question.shipment, timed=True)

    @cached_property
    def left(self) -> dict[str, int]:
        return super().left

    def edges(self, arc: Any, state: State) -> Iterator[Edge]:
        step, place, begins = arc.step, arc.step.places[0], arc.tail == self.source
        services = self.network.services_of_all_dates
        taken = [one for one in services if step.kind == "handover" and vertices.is_aboard(arc.head, one)]
        service = taken[0] if taken else ""
        free, charge = self.storage
        passed = after(self.network, step, self.question.constraints.via, state.passed)
        known = self.boarding.get(arc.key)
        untimed = state.at + (step.milliminutes if step.kind == "board" else 0)
        slow = self.delays.ahead(step, service, begins=begins, day=self.day(untimed))
        if None in [one.amount[0] for one in slow] and known is None:
            return
        come = state.at if known is not None else state.at + sum(one.amount[0] or 0 for one in slow)
        for end in self.ends(arc, come):
            if known is not None:
                slow = self.delays.ahead(step, service, begins=begins, day=self.day(end))
                come = state.at + sum(one.amount[0] or 0 for one in slow)
                if end < come + known[1]:
                    continue
            begin = end - step.milliminutes if known is None else come
            late = self.delays.behind(step, (self.day(begin), self.day(end)))
            if None in [one.amount[0] for one in (*slow, *late)]:
                continue
            since, charged = state.since, []
            if arc.tail.startswith("in|") and step.kind in ("lift", "bogie_change") and place in free:
                by_water = step.side in ("sea", "ferry", "air") and arc.tail.split("|")[2] in ("sea", "ferry", "air")
                since = -1 if by_water else state.at
            if step.kind in ("board", "pass") and since >= 0:
                charged, since = charge(place, end - since), -1
            if None in charged and ("millicents" in terms_of(self.question.minimise) or self.needs("millicents")):
                continue
            there = end + sum(one.amount[0] or 0 for one in late)
            if there > self.by:
                continue
            own = replace(step, milliminutes=end - come)
            dues = [Step(kind="demurrage", component="port", element="", places=(), millicents=one) for one in charged]
            steps = [*map(_step, slow), own, *dues, *map(_step, late)]
            vectors = [vector_of(one, self.question.minimise) for one in steps]
            used = tuple(sum(getattr(one, column) for one in steps) for column, _, _ in self.limits)
            yield Edge(state, State(arc.head, passed, there, since), tuple(map(sum, zip(*vectors, strict=True))), used)


def _step(due: Delay) -> Step:
    return Step(kind="delay", component="waiting", element="", places=(due.place,), milliminutes=due.amount[0])
