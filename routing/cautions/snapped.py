"""Ends that are positions: which terminal stands for each, and how far away it is."""

from __future__ import annotations

from collections.abc import Iterator

from networks.geo.sphere import great_circle_km
from networks.model.coordinates import told
from networks.network import Network
from routing.answer_warning import SNAPPED, AnswerWarning
from routing.answers.ways import Ways
from routing.question.question import Question


def snapped(network: Network, question: Question, ways: Ways) -> Iterator[AnswerWarning]:
    """Yield the terminal that stands for a position, and how far away it is."""
    shipment = question.shipment
    for end, name, position in (
        ("origin", shipment.origin, shipment.origin_at),
        ("destination", shipment.destination, shipment.destination_at),
    ):
        place = network.places[name]
        if position is None or place.lat is None or place.lon is None:
            continue
        km = float(great_circle_km(*position, place.lat, place.lon))
        words = f"the {end} {told(position)} is taken for {place.name} ({name}), {km:.1f} km away in a straight line"
        remedy = "networks.with_drayage counts a lorry there"
        yield AnswerWarning(SNAPPED, f"{words}: the way there is not counted", (name,), remedy)
