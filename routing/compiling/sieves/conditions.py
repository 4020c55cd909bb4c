"""Doors, export, import and transit: arcs that only some questions may use, by the two ends of the shipment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np

from networks.network import Network
from routing.compiling.arc_table import ArcTable
from routing.compiling.arcs import Test
from routing.compiling.rule import Rule, Sieved
from routing.question.question import Question

Doors = Literal["own", "all", "none"]


def sieve(table: ArcTable, network: Network, question: Question, doors: Doors = "own") -> Sieved:
    """Return the arcs whose condition holds, and those without any.

    `doors`: which are open: those of the two ends, of every place (what many questions have in common), or of none.
    """
    shipment = question.shipment
    area_from = network.customs_area(network.places[shipment.origin].country)
    area_to = network.customs_area(network.places[shipment.destination].country)
    truth: dict[Test, Callable[[str], bool]] = {
        "origin": lambda name: doors == "all" or (doors == "own" and name == shipment.origin),
        "destination": lambda name: doors == "all" or (doors == "own" and name == shipment.destination),
        "from": lambda name: name == area_from,
        "not_from": lambda name: name != area_from,
        "to": lambda name: name == area_to,
        "not_to": lambda name: name != area_to,
    }
    holds = np.array([when is None or truth[when.test](when.name) for when in table.conditions], dtype=np.bool_)
    return Sieved(np.asarray(holds[table.condition]))


RULE = Rule(sieve=sieve)
