"""How boxes balance, told: at each place, what it rests on, and for want of which boxes goods are left behind."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from networks.model.keys import load_key
from networks.network import Network
from routing.answer_warning import ASSUMED, AnswerWarning
from routing.answers.empty_boxes import BoxPlace
from routing.assigning.balance import exchanged
from routing.assigning.boxes import SHARE, Boxes
from routing.assigning.generation import Generated
from routing.question.boxes import BOXES
from routing.question.empties import Empties

Floats = NDArray[np.float64]
NEAR = 1e-9  # of what it costs to leave a shipment: below that nothing is saved


def box_places(found: Generated, carried: Floats) -> Iterator[BoxPlace]:
    """Yield how boxes balance at each place, by how many shipments of each lane are carried."""
    boxes = found.boxes
    if boxes is None:
        return
    moved = boxes.count * carried
    hired, dropped = exchanged(boxes, carried)

    def told(ends: NDArray[np.int64], is_empty: bool) -> Floats:
        lanes = boxes.held[boxes.is_empty[boxes.held] == is_empty]
        return np.bincount(ends[lanes], moved[lanes], len(boxes.nodes)).astype(np.float64, copy=False)

    loaded_in, loaded_out = told(boxes.end, False), told(boxes.begin, False)
    empty_in, empty_out = told(boxes.end, True), told(boxes.begin, True)
    for at, (place, size) in enumerate(boxes.nodes):
        yield BoxPlace(
            place=place,
            size=size,
            loaded_in=float(loaded_in[at]),
            loaded_out=float(loaded_out[at]),
            empty_in=float(empty_in[at]),
            empty_out=float(empty_out[at]),
            hired=float(hired[at]),
            dropped=float(dropped[at]),
            price_usd=float(found.box_price[at]),
        )


def most_for_boxes(found: Generated, lane: int) -> float | None:
    """Return what the boxes of a shipment of a lane may cost at most for it to go; None where it would not anyway."""
    if found.boxes is None or found.demand is None or not found.boxes.count[lane]:
        return None
    usd = float(found.demand.usd[lane])
    saved = usd - float(found.least[lane])
    return saved if saved > NEAR * usd else None


def empty_lanes_to(found: Generated, lane: int) -> list[int]:
    """Return the lanes of empty boxes that end where those of a lane begin."""
    boxes = found.boxes
    if boxes is None:
        return []
    return np.flatnonzero(boxes.is_empty & (boxes.end == boxes.begin[lane])).tolist()


def box_warnings(network: Network, empties: Empties, boxes: Boxes) -> Iterator[AnswerWarning]:
    """Yield what empty boxes are reckoned with."""
    figure, share = network.figure(load_key("container"), SHARE), empties.share or 0.0
    words = f"an empty box is reckoned to pay {share:.0%} of what one with goods would by the same route"
    if figure is not None and figure.value == share:
        has_range = figure.low is not None and figure.high is not None
        spread = f" ({figure.low:.0%} to {figure.high:.0%})" if has_range else ""
        words += f"{spread}, the {SHARE} of the network"
    yield AnswerWarning(ASSUMED, words, (), "state `share` of `Empties`")
    weights = ", ".join(f"{size} {BOXES[size].empty_t:g} t" for size in sorted({size for _, size in boxes.nodes}))
    told = "against tonnes an empty box counts what it weighs, one with goods the goods alone"
    yield AnswerWarning(ASSUMED, f"what empty boxes weigh is about: {weights}; {told}", (), "")
