"""Dates that do not fit or were not judged: goods of other years than the network, planned links, dated elements.

Where neither goods nor network have a day, a link that opened long ago is no matter of doubt: up to the price year of
the network, or up to `SETTLED` where it states none, nobody asks whether it was open.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from networks.network import Network
from routing.answer_warning import DAYS_NOT_JUDGED, OTHER_YEARS, PLANNED, TIGHT_DEADLINE, AnswerWarning
from routing.answers.ways import Ways
from routing.cautions.called import called
from routing.question.moments import told
from routing.question.question import Question

A_YEAR = datetime.timedelta(days=366)
SETTLED = 2000


def other_years(network: Network, question: Question, routes: Ways) -> Iterator[AnswerWarning]:
    """Yield a warning where the goods are ready more than a year before or after what the network speaks of.

    That is its as-of date, and where it has none its price year.
    """
    ready, year = question.shipment.ready, network.price_year
    if ready is None:
        return
    day = datetime.date(ready.year, ready.month, ready.day)
    if network.as_of is not None and abs(day - network.as_of) > A_YEAR:
        speaks = f"the network is as of {network.as_of}: times and prices are"
    elif network.as_of is None and year is not None and abs(day.year - year) > 1:
        speaks = f"the network has prices of {year}: they are"
    else:
        return
    words = f"the goods are ready on {day}, {speaks} of another year"
    yield AnswerWarning(OTHER_YEARS, words, (), "ask a network of that year, or goods of the network's")


def tight_deadline(network: Network, question: Question, routes: Ways) -> Iterator[AnswerWarning]:
    """Yield a warning where the deadline is kept, and one journey in ten of a route or more misses it all the same."""
    allowed, deadline = question.shipment.days_allowed, question.shipment.deadline
    if allowed is None or deadline is None:
        return
    highs = [likely[1] for route in routes if (likely := route.likely_days()) is not None]
    late = [high - allowed for high in highs if high > allowed]
    if late:
        which = "" if len(routes) == 1 else f" by {len(late)} of the {len(routes)} routes"
        words = f"the deadline {told(deadline, end=True)} is kept by the days as they stand, not by the likely ones:"
        words += f" one journey in ten{which} comes {max(late):.1f} days too late, or more"
        yield AnswerWarning(TIGHT_DEADLINE, words, (), "look for a way with days to spare, or begin earlier")


def planned_links(network: Network, question: Question, routes: Ways) -> Iterator[AnswerWarning]:
    """Yield a warning where a route runs over links that are only planned."""
    used = sorted({link for step in routes.steps for link in step.links} & network.planned.keys())
    if used:
        words = f"by way of planned links: {', '.join(used)}"
        yield AnswerWarning(PLANNED, words, tuple(used), "what if they were open; nobody can send goods over them")


def unjudged(network: Network, question: Question, routes: Ways) -> Iterator[AnswerWarning]:
    """Yield a warning where a route leans on dated services or links, and neither goods nor network have a date."""
    if question.shipment.ready is not None or network.as_of is not None:
        return
    late = network.worked_out(unjudged, lambda: _opened_late(network))
    if not late and not network.dated:
        return
    services = sorted({leg.service for route in routes for leg in route.legs} & network.dated.keys())
    links = sorted({link for step in routes.steps for link in step.links} & late.keys())
    names = ", ".join(called(network, service) for service in services)
    told = [f"the dates of these services against: {names}"] if services else []
    told += (
        [f"the opening of these links against: {', '.join(f'{link} ({late[link]})' for link in links)}"]
        if links
        else []
    )
    if told:
        words = f"no day to hold {'; nor '.join(told)}"
        remedy = "say when the goods are `ready`, or give the network `as_of`"
        yield AnswerWarning(DAYS_NOT_JUDGED, words, tuple(sorted({*services, *links})), remedy)


def _opened_late(network: Network) -> dict[str, int]:
    """Return the links on offer of which it may matter on which day they are asked for, each with its year."""
    settled = settled_year(network)
    return {link: year for link, year in network.opening_years.items() if year > settled}


def settled_year(network: Network) -> int:
    """Return the year until which nobody asks for a day."""
    return network.price_year or SETTLED
