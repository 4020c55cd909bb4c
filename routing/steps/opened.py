"""Which opening hours a step keeps to: those of its own row, else those of the place where it is done."""

from __future__ import annotations

from networks.network import Network
from routing.steps.kinds import (
    BOGIE_CHANGE,
    CUSTOMS_KINDS,
    DELIVERY,
    HANDOVER,
    LIFT,
    LOAD,
    ORIGIN,
    PAPERS,
    UNLOAD,
)
from routing.steps.step import Step

# What is done at a place, from the gate on; a collection begins at the door of the shipper.
AT_PLACES = frozenset({LOAD, LIFT, BOGIE_CHANGE, UNLOAD, DELIVERY, PAPERS, HANDOVER}) | CUSTOMS_KINDS
OPENED = AT_PLACES | {ORIGIN}  # what may have hours of its own


def opening_of(network: Network, step: Step) -> str:
    """Return the operation, procedure or place within whose opening hours a step must begin; "" where at any time.

    Examples
    --------
    >>> import networks
    >>> toy = networks.NetworkBuilder("toy").add_place(id="A", name="A", country="JP")
    >>> net = toy.add_opening_hours(element="A", opens="09:00", closes="17:00", kind="assumption").build()
    >>> lift, ride = (Step(kind=kind, component="port", element="lift", places=("A",)) for kind in ("lift", "ride"))
    >>> opening_of(net, lift), opening_of(net, ride)
    ('A', '')
    """
    hours = network.opening_hours
    if not hours or step.kind not in OPENED:
        return ""
    if step.element in hours:
        return step.element
    return step.places[0] if step.kind in AT_PLACES and step.places[0] in hours else ""
