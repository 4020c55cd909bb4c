"""Doors, export, import and transit: arcs that only some questions may use, by the two ends of the shipment."""

from __future__ import annotations

import numpy as np

from networks.network import Network
from routing.compiling.arc_table import ArcTable
from routing.compiling.rule import Rule, Sieved
from routing.question.question import Question


def sieve(table: ArcTable, network: Network, question: Question) -> Sieved:
    """Return the arcs whose condition holds, and those without any."""
    shipment = question.shipment
    area_from = network.customs_area(network.places[shipment.origin].country)
    area_to = network.customs_area(network.places[shipment.destination].country)
    truth = {
        "origin": lambda name: name == shipment.origin,
        "destination": lambda name: name == shipment.destination,
        "from": lambda name: name == area_from,
        "not_from": lambda name: name != area_from,
        "to": lambda name: name == area_to,
        "not_to": lambda name: name != area_to,
    }
    holds = np.array([when is None or truth[when.test](when.name) for when in table.conditions], dtype=np.bool_)
    return Sieved(np.asarray(holds[table.condition]))


RULE = Rule(sieve=sieve)
