"""What keeps an element that a network knows from being used: not on offer, planned, or not at the day in question."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from networks.model.offer import WITHHOLDABLE
from networks.model.opened import is_planned, year_opened
from networks.network import Network
from routing.compiling.calendar import departing_spans, open_spans
from routing.question.question import Question


class Bars(NamedTuple):
    """What keeps elements from being used: ids, and of what is there on some days only how that is told.

    Attributes
    ----------
    off, planned
        What is not on offer, by itself and not for what it hangs on; links that are only planned.
    ended
        Services that run before or after the day in question, and when.
    later
        Links that open after it, and services of some months where no day is given, and when.
    """

    off: frozenset[str]
    planned: frozenset[str]
    ended: dict[str, str]
    later: dict[str, str]

    @property
    def all(self) -> frozenset[str]:
        """Return the ids of all of them."""
        return self.off | self.planned | self.ended.keys() | self.later.keys()


def day_of(network: Network, question: Question) -> datetime.date | None:
    """Return the day at which it is judged what is there: that of the goods, else that of the network."""
    ready = question.shipment.ready
    return network.as_of if ready is None else datetime.date(ready.year, ready.month, ready.day)


def bars_of(network: Network, question: Question) -> Bars:
    """Return what keeps elements from being used."""
    off: frozenset[str] = frozenset()
    for name in WITHHOLDABLE:
        off |= frozenset(one for one, offered in _cells(network, name, "id", "offered") if not offered)
    planned = frozenset(link for link, opened in _cells(network, "links", "id", "opened") if is_planned(opened))
    ended, of_months = _services_of_other_days(network, question)
    return Bars(off, planned, ended, of_months | _links_that_open_later(network, question))


def _cells(network: Network, table: str, *columns: str) -> Iterator[tuple[Any, ...]]:
    return zip(*(network.catalogue[table][name].tolist() for name in columns), strict=True)


def _services_of_other_days(network: Network, question: Question) -> tuple[dict[str, str], dict[str, str]]:
    """Return the services that run before or after the day in question, and those of some months without a day."""
    day, ended, of_months = day_of(network, question), {}, {}
    for name, begins, ends, months in _cells(network, "services", "id", "from_date", "until_date", "months"):
        is_to_come = day is not None and begins is not None and begins > day
        is_over = day is not None and ends is not None and ends < day
        if (is_to_come or is_over) and not _runs(network, question, name):
            ended[name] = f"from {begins}" if is_to_come else f"until {ends}"
        elif months and question.shipment.ready is None:
            of_months[name] = f"{name} departs in the months {', '.join(map(str, sorted(months)))} only"
    return ended, of_months


def _links_that_open_later(network: Network, question: Question) -> dict[str, str]:
    """Return the links that open after the day in question and not within a year, and when."""
    day, ready, found = day_of(network, question), question.shipment.ready, {}
    for link, opened in _cells(network, "links", "id", "opened") if day is not None else ():
        year = year_opened(opened) if opened else None
        if year is not None and day is not None and year > day.year and not (ready and open_spans(year, ready)):
            found[link] = f"{link} opens in {year}"
    return found


def _runs(network: Network, question: Question, service: str) -> bool:
    """Tell whether a service runs some time after the goods are ready."""
    ready = question.shipment.ready
    return ready is not None and service in network.dated and bool(departing_spans(network.dated[service], ready))


def words_of(network: Network, question: Question, bars: Bars, needed: Sequence[str]) -> str:
    """Return in words what keeps some elements from being used."""
    parts = []
    withheld = [name for name in needed if name in bars.off or name in bars.ended]
    if withheld:
        ended = [bars.ended[name] for name in withheld if name in bars.ended]
        when = f" on {day_of(network, question)} ({', '.join(ended)})" if ended else ""
        parts.append(f"{' and '.join(withheld)} {_be(withheld)} known but not on offer{when}")
    planned = [name for name in needed if name in bars.planned]
    if planned:
        parts.append(f"{' and '.join(planned)} {_be(planned)} planned, and not open")
    parts += [bars.later[name] for name in needed if name in bars.later]
    return ", and ".join(parts)


def _be(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "are"
