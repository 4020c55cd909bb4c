"""Memberships in customs areas that were judged by another day than that of the goods, or by none."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from networks.model.customs import area_of, areas_since
from networks.network import Network
from routing.answer_warning import DAYS_NOT_JUDGED, OTHER_CUSTOMS, AnswerWarning
from routing.answers.ways import Ways
from routing.cautions.dates import settled_year
from routing.question.question import Question


def of_another_day(network: Network, question: Question, routes: Ways) -> Iterator[AnswerWarning]:
    """Yield a warning where a route touches a territory that is in another customs area when the goods are ready."""
    ready = question.shipment.ready
    if ready is None or not network.customs_members:
        return
    day = datetime.date(ready.year, ready.month, ready.day)
    there = {code: area_of(code, network.customs_members, day) for code in _touched(routes)}
    moved = [code for code, area in there.items() if area != network.customs_area(code)]
    if moved:
        told = ", ".join(f"{code} counts as {network.customs_area(code)}, not {there[code]}" for code in moved)
        counted = f"those of {network.as_of}" if network.as_of else "the last known, for the network has no as-of date"
        words = f"customs areas are {counted}, the goods are ready on {day}: {told}"
        yield AnswerWarning(OTHER_CUSTOMS, words, tuple(moved), "ask a network as of that day")


def of_no_day(network: Network, question: Question, routes: Ways) -> Iterator[AnswerWarning]:
    """Yield a warning where a route touches a territory that changes its customs area, and nobody states a day."""
    if question.shipment.ready is not None or network.as_of is not None:
        return
    if not len(network.procedures) or not network.customs_members:
        return
    settled = datetime.date(settled_year(network), 12, 31)
    areas = {code: areas_since(code, network.customs_members, settled) for code in _touched(routes)}
    moving = [code for code, several in areas.items() if len(several) > 1]
    if moving:
        told = ", ".join(f"{code} counts as {network.customs_area(code)}" for code in moving)
        words = f"no day to hold memberships in customs areas against: {told}"
        yield AnswerWarning(DAYS_NOT_JUDGED, words, tuple(moving), "give the network `as_of`")


def _touched(routes: Ways) -> list[str]:
    return sorted({code for step in routes.steps for code in step.territories})
