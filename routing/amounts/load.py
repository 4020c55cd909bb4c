"""`Load`: what a price or an emission is multiplied by."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from networks.model.keys import load_key
from networks.network import Network
from routing.amounts.rounding import exact

if TYPE_CHECKING:
    from routing.question.shipment import Shipment

ONE = Fraction(1)
ONE_EACH = ("shipment", "declaration")  # bases of which a shipment has one, however large it is
PAIR_T = 11  # two boxes of 20 ft ride on one lorry up to so many tonnes of goods in each: 27 t with what boxes weigh


@dataclass(frozen=True, slots=True)
class Load:
    """What a price or an emission is multiplied by.

    Attributes
    ----------
    kind
        ``container``, ``wagon`` or ``bulk``.
    containers, teu
        Numbers of containers and TEU; None for loads that have none.
    tonnes
        Weight in t; None where neither the shipment nor the network states it.
    """

    kind: str
    containers: Fraction | None
    teu: Fraction | None
    tonnes: Fraction | None

    @property
    def is_of_large_boxes(self) -> bool:
        """Tell whether its boxes are of more than a TEU: of 40 or 45 ft."""
        return self.containers is not None and self.teu != self.containers

    @property
    def lorries(self) -> Fraction | None:
        """Return how many lorries take its boxes: one each, or one for two light ones of 20 ft; None without boxes.

        Examples
        --------
        >>> [str(Load("container", Fraction(3), Fraction(3), Fraction(tonnes)).lorries) for tonnes in (33, 34)]
        ['2', '3']
        """
        boxes = self.containers
        if boxes is None or self.is_of_large_boxes or self.tonnes is None or self.tonnes > PAIR_T * boxes:
            return boxes
        return Fraction(math.ceil(boxes / 2))

    def quantity(self, basis: str, times: Fraction, teu: Fraction | None = None) -> Fraction | None:
        """Return how many units of a basis are charged over `times` km or days; None where that is not known.

        `teu`: what the load counts in a price by the TEU, where that differs from what it is.
        """
        per, _, distance = basis.partition("_")
        teu = self.teu if teu is None else teu
        if per == "lorry":
            units = self.lorries
        else:
            amounts = {"container": self.containers, "teu": teu, "tonne": self.tonnes}
            units = ONE if per in ONE_EACH else amounts.get(per)
        return units if units is None or not distance else units * times


def load_of(network: Network, shipment: Shipment) -> Load:
    """Return the load of a shipment, with the network's stated tonnes per TEU where it states none itself."""
    if shipment.load != "container":
        assert shipment.tonnes is not None
        return Load(shipment.load, None, None, exact(shipment.tonnes))
    boxes, teu = shipment.containers, shipment.teu
    if shipment.tonnes is not None:
        return Load("container", Fraction(boxes), Fraction(teu), exact(shipment.tonnes))
    return network.worked_out((load_of, boxes, teu), lambda: _usual_load(network, boxes, teu))


def _usual_load(network: Network, boxes: int, teu: int) -> Load:
    usual = network.figure(load_key("container"), "tonnes_per_teu")
    tonnes = None if usual is None else exact(usual.value) * teu
    return Load("container", Fraction(boxes), Fraction(teu), tonnes)
