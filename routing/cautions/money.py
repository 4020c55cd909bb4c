"""Totals told in another money by a rate of another year."""

from __future__ import annotations

from collections.abc import Iterator

from networks.model.keys import MONEY, currency_key
from networks.network import Network
from routing.answer_warning import OTHER_YEARS, AnswerWarning
from routing.answers.ways import Ways
from routing.question.question import Question


def rate_of_another_year(network: Network, question: Question, routes: Ways) -> Iterator[AnswerWarning]:
    """Yield a warning where the rate is of another year than the prices, or than the day of the goods."""
    if network.currency == MONEY or not routes:
        return
    key = currency_key(network.currency)
    rate, ready = network.figure(key, "usd_per_unit"), question.shipment.ready
    if rate is None or rate.year is None:
        return
    apart = [f"the prices are of {network.price_year}"] if network.price_year not in (None, rate.year) else []
    apart += [f"the goods are ready in {ready.year}"] if ready is not None and ready.year != rate.year else []
    if apart:
        words = f"{network.currency} by a rate of {rate.year} ({rate.value:g} {MONEY}), and {' and '.join(apart)}"
        yield AnswerWarning(OTHER_YEARS, words, (key,), "set the figure usd_per_unit to a rate of your day")
