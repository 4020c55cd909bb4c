"""Doors, export, import and transit: arcs that only some questions may use, by the two ends of the shipment."""

from __future__ import annotations

from typing import Literal

import numpy as np

from networks.network import Network
from routing.compiling.arc_table import NO_ARCS, ArcTable
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
    wanted: dict[Test, str] = {
        "origin": shipment.origin,
        "destination": shipment.destination,
        "from": area_from,
        "not_from": area_from,
        "to": area_to,
        "not_to": area_to,
    }
    usable = np.ones(table.n_arcs, dtype=np.bool_)
    for test, arcs in table.conditions.items():
        named, at_doors = arcs.get(wanted[test], NO_ARCS), test in ("origin", "destination")
        if test in ("not_from", "not_to"):
            usable[named] = False
        elif not at_doors or doors != "all":
            usable[arcs.arc] = False
            usable[named] = not at_doors or doors == "own"
    return Sieved(usable)


RULE = Rule(sieve=sieve)
