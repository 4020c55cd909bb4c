"""What sizes of boxes are, a second time: TEU, what is asked for them of services and closures, lorries."""

from __future__ import annotations

from fractions import Fraction

from routing.question.shipment import Shipment

TEU = {"20ft": 1, "20rf": 1, "40ft": 2, "40hc": 2, "40rf": 2, "45ft": 2}
HIGH, COOLED = ("40hc", "40rf", "45ft"), ("20rf", "40rf")


def classes_of(shipment: Shipment) -> frozenset[str]:
    """Return the classes of goods of a shipment, with those of its boxes."""
    boxed = shipment.load == "container"
    high = {"high-cube"} if boxed and shipment.size in HIGH else set()
    cooled = {"cooled"} if boxed and shipment.size in COOLED else set()
    return frozenset({*shipment.goods, *high, *cooled})


def lorries_for(shipment: Shipment, tonnes: Fraction | None) -> Fraction | None:
    """Return how many lorries take a shipment: one a box, but two boxes of 20 ft go on one if neither is above 11 t."""
    if shipment.load != "container":
        return None
    count = shipment.containers
    light = TEU[shipment.size] == 1 and tonnes is not None and tonnes / count <= 11
    return Fraction((count + 1) // 2 if light else count)
