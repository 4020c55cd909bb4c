"""Random questions on the clock, about random networks with one."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from networks import Network
from oracles.clock_networks import depart_of, hub_rows, undated_shipment_of, with_clock, with_opening
from oracles.on_clock import departing
from oracles.random_networks import FEATURES, OBJECTIVES, Rows, bans_of, constraints_of, network_of, rows_of
from routing import Constraints, Question, Shipment


@dataclass
class Asked:
    """A network by its rows, and a question about it: from `depart`, or until `arrive_by`, within `days`."""

    rows: Rows
    network: Network
    shipment: Shipment
    constraints: Constraints
    minimise: Any
    moment: datetime
    days: float

    @property
    def question(self) -> Question:
        return Question(shipment=self.shipment, constraints=self.constraints, minimise=self.minimise, model="clock")


def drawn(seed: int, *, hubs: bool, opening: bool = False) -> Asked:
    """Return a random network and question.

    `hubs`: one in which goods change where a dwell is charged; `opening`: one where things are not always open.
    """
    rng = random.Random(seed)
    rows = hub_rows(seed) if hubs else _rows(rng, seed)
    rows = with_opening(rows, seed) if opening else rows
    network = network_of(rows)
    moment = depart_of(rng, seed)
    shipment = _shipment(rng, rows, network, moment)
    if hubs:
        shipment = Shipment("PAA", "PFF", scope=rng.choice(("door", "terminal")))
    days = rng.choice((3, 5, 8, 8))
    limits: dict[str, Any] = {"max_days": days}
    if rng.random() < 0.2:
        limits["max_usd"] = rng.uniform(50, 500 if hubs else 2000)
    if rng.random() < 0.15:
        limits["max_transshipments"] = rng.choice((0, 1, 2))
    if rng.random() < 0.05:
        limits["max_kg_co2e"] = rng.uniform(1, 2000)
    constraints = constraints_of(bans_of(rng, network, 0.03 if hubs else 0.1), **limits)
    return Asked(rows, network, shipment, constraints, rng.choice((*OBJECTIVES, "cost", "time")), moment, days)


def with_deadline(asked: Asked, seed: int) -> Asked:
    """Return a question with a deadline in place of its days, on the clocks of another zone."""
    end = asked.moment.astimezone(UTC) + timedelta(days=asked.days - random.Random(seed).random())
    shipment = replace(asked.shipment, ready=asked.moment, deadline=end.astimezone(ZoneInfo("Asia/Tokyo")))
    return replace(asked, shipment=shipment, constraints=replace(asked.constraints, max_days=None))


def _rows(rng: random.Random, seed: int) -> Rows:
    features = frozenset(name for name in FEATURES if rng.random() < 0.45)
    features |= {"demurrage"} if rng.random() < 0.6 else frozenset()
    features -= {"own"} if rng.random() < 0.7 else frozenset()
    return with_clock(rows_of((seed, rng.choice((3, 3, 4)), features)), seed)


def _shipment(rng: random.Random, rows: Rows, network: Network, moment: datetime) -> Shipment:
    """Return a shipment, mostly between places that something joins on the clock."""
    for _ in range(6):
        shipment = undated_shipment_of(rng, network)
        asked = Question(
            shipment=replace(shipment, ready=moment), constraints=Constraints(), minimise="time", model="clock"
        )
        states = departing(rows, asked, 30)
        if states.source in states.left:
            break
    return shipment
