"""Links that are not open: planned ones, unless they are supposed to be open, and those that open later."""

from __future__ import annotations

from networks.network import Network
from routing.answer_warning import LEFT_OUT, AnswerWarning
from routing.compiling.arc_table import ArcTable
from routing.compiling.arcs import some_of
from routing.compiling.calendar import open_spans
from routing.compiling.rule import Rule, Sieved, without
from routing.question.question import Question

WHAT_IF = "a scenario that adds them asks what if they were open"
OPEN_LATER = "ask for a later day, of the goods or of the network"


def sieve(table: ArcTable, network: Network, question: Question) -> Sieved:
    """Return the arcs over links that are open, or may be by the time that the goods are there."""
    planned = sorted(link for link, is_supposed in network.planned.items() if not is_supposed)
    closed = _closed(network, question)
    usable = without(table, "link", [*planned, *closed])
    told = []
    if planned:
        words = f"planned links, which are not open: {some_of(planned, 5)}"
        told.append(AnswerWarning(LEFT_OUT, words, tuple(planned), WHAT_IF))
    if closed:
        examples = some_of([f"{link} in {network.opening_years[link]}" for link in closed], 5)
        words = f"links that open later: {examples}"
        told.append(AnswerWarning(LEFT_OUT, words, tuple(closed), OPEN_LATER))
    return Sieved(usable, tuple(told))


def _closed(network: Network, question: Question) -> list[str]:
    """Return the links that are not open before the goods have gone; at the as-of date, where no day is given."""
    if question.on_any_day:
        return []
    ready, years = question.shipment.ready, network.opening_years
    day = network.as_of if ready is None else ready
    later = [] if day is None else sorted(link for link, year in years.items() if year > day.year)
    if ready is None:
        return later
    return [link for link in later if not open_spans(years[link], ready)]


RULE = Rule(sieve=sieve)
