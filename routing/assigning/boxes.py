"""Boxes that balance: of which lanes they are, between which places empty ones may go, and where they may be had.

A box is told by its size. Loaded ones leave it where they end; it may go on empty, or be dropped there. Empty ones of a
size may go from each place where loaded ones end, or where boxes are hired, to each where loaded ones begin, or where
boxes are dropped: each such pair is a lane of its own, of one box, without a demand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from networks.model.keys import load_key
from networks.network import Network
from routing.assigning.lanes import Lane
from routing.errors import QuestionError
from routing.question.called import with_ids
from routing.question.constraints import Constraints
from routing.question.empties import Empties
from routing.question.shipment import Shipment

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
NOWHERE = -1
SHARE = "empty_ratio"  # of `load:container`: the quantity of a network


@dataclass(frozen=True, eq=False, kw_only=True)
class Boxes:
    """What has to balance.

    Attributes
    ----------
    nodes
        Places and sizes, in order.
    begin, end : int64, shape (n_lanes,)
        The node at which the boxes of each lane begin and end; -1 of lanes without boxes.
    count : float64, shape (n_lanes,)
        Boxes of one shipment.
    is_empty : bool, shape (n_lanes,)
        Whether they are empty.
    hire, drop : float64, shape (n_nodes,)
        What a box costs that comes from nowhere, or stays for good; infinite where there is none.
    unit : float64, shape (n_nodes,)
        About how many boxes of the size there are in a week.
    """

    nodes: tuple[tuple[str, str], ...]
    begin: Ints
    end: Ints
    count: Floats
    is_empty: NDArray[np.bool_]
    hire: Floats
    drop: Floats
    unit: Floats

    def surplus(self, carried: Floats) -> Floats:
        """Return how many boxes more arrive at each node than leave, by how many shipments of each lane go."""
        moved = (self.count * carried)[self.held]
        arrive = np.bincount(self.end[self.held], moved, len(self.nodes))
        return (arrive - np.bincount(self.begin[self.held], moved, len(self.nodes))).astype(np.float64, copy=False)

    def shift(self, price: Floats) -> Floats:
        """Return what the boxes of a shipment of each lane cost by prices: where they begin less where they end."""
        found = np.zeros(len(self.count))
        found[self.held] = self.count[self.held] * (price[self.begin[self.held]] - price[self.end[self.held]])
        return found

    @property
    def held(self) -> Ints:
        """Return the lanes with boxes."""
        return np.flatnonzero(self.begin != NOWHERE)


def empties_of(network: Network, empties: Empties, constraints: Constraints | None, shipment: Shipment) -> Empties:
    """Return how boxes come back, with ids of places, the share that the network states, and what holds for all.

    `shipment`: any that the network knows.

    Raises
    ------
    QuestionError, UnknownNameError
        Nobody states a share; a place that nothing is called.
    """
    share = empties.share
    if share is None:
        figure = network.figure(load_key("container"), SHARE)
        if figure is None:
            raise QuestionError(
                [f"empties: share=None: expected a number, for the network has no {SHARE} of load:container"]
            )
        share = figure.value
    named = {
        name: {network.place(place).id: usd for place, usd in getattr(empties, name)}
        for name in ("hire_usd", "drop_usd")
    }
    return Empties(
        share=share,
        usd_per_day=empties.usd_per_day,
        scope=empties.scope,
        constraints=with_ids(network, shipment, empties.constraints or constraints or Constraints())[1],
        **named,
    )


def boxes_of(lanes: Sequence[Lane], empties: Empties) -> tuple[list[Lane], Boxes]:
    """Return the lanes of empty boxes that go with loaded ones, and what has to balance; ids of places are filled in.

    `lanes`: of goods.
    """
    loaded = [lane for lane in lanes if lane.question.shipment.load == "container"]
    sizes = sorted({lane.question.shipment.size for lane in loaded})
    assert empties.share is not None
    share, hire, drop = float(empties.share), dict(empties.hire_usd), dict(empties.drop_usd)
    added: list[Lane] = []
    known: set[tuple[str, str]] = set()
    amount: dict[str, float] = {}
    for size in sizes:
        ends = {"begin": set(drop), "end": set(hire)}
        of_size = [lane for lane in loaded if lane.question.shipment.size == size]
        for lane in of_size:
            ends["begin"].add(lane.question.shipment.origin)
            ends["end"].add(lane.question.shipment.destination)
        amount[size] = sum(lane.per_week * lane.question.shipment.containers for lane in of_size)
        known.update((place, size) for places in ends.values() for place in places)
        pairs = [(one, other) for one in sorted(ends["end"]) for other in sorted(ends["begin"]) if one != other]
        asked = (empties.question(size, *pair) for pair in pairs)
        added += [Lane(one, [], amount[size], 0.0, False, is_empty=True, share=share) for one in asked]
    nodes = tuple(sorted(known))
    return added, _boxes([*lanes, *added], nodes, amount, hire, drop)


def _boxes(
    lanes: Sequence[Lane],
    nodes: tuple[tuple[str, str], ...],
    amount: dict[str, float],
    hire: dict[str, float],
    drop: dict[str, float],
) -> Boxes:
    number = {node: at for at, node in enumerate(nodes)}
    shipments = [lane.question.shipment for lane in lanes]
    return Boxes(
        nodes=nodes,
        begin=np.array([number.get((one.origin, _size(one)), NOWHERE) for one in shipments], dtype=np.int64),
        end=np.array([number.get((one.destination, _size(one)), NOWHERE) for one in shipments], dtype=np.int64),
        count=np.array([one.containers if _size(one) else 0 for one in shipments], dtype=np.float64),
        is_empty=np.array([lane.is_empty for lane in lanes], dtype=np.bool_),
        hire=np.array([hire.get(place, np.inf) for place, _ in nodes], dtype=np.float64),
        drop=np.array([drop.get(place, np.inf) for place, _ in nodes], dtype=np.float64),
        unit=np.array([amount[size] for _, size in nodes], dtype=np.float64),
    )


def _size(shipment: Shipment) -> str:
    return shipment.size if shipment.load == "container" else ""
