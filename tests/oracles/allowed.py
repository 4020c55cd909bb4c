"""What a question may use, written from the words of the documentation: bans, conditions, modes, seasons, figures.

Only the arcs of `routing.compiling.expansion.expand` are taken over.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from networks import Network
from oracles.vectors import limits_of, terms_of
from routing import Question, Shipment
from routing.amounts.load import load_of
from routing.compiling.expansion import Arc, expand

CLEARANCE = ("import", "export", "transit_opening", "transit_closing", "papers", "handover")


def arcs_of(network: Network, question: Question) -> dict[int, Arc]:
    """Return number -> arc of those that a question may use."""
    arcs = expand(network, load_of(network, question.shipment), question.shipment.scope).arcs
    needed = {limit[0] for limit in limits_of(question)} - {"lifts"} | set(terms_of(question.minimise))
    return {
        number: arc
        for number, arc in enumerate(arcs)
        if is_allowed(network, question, arc) and all(getattr(arc.step, column) is not None for column in needed)
    }


def is_allowed(network: Network, question: Question, arc: Arc) -> bool:
    shipment, bans, step = question.shipment, question.constraints, arc.step
    if arc.when is not None:
        origin, destination = network.places[shipment.origin], network.places[shipment.destination]
        subject = {
            "origin": shipment.origin,
            "destination": shipment.destination,
            "from": network.customs_area(origin.country),
            "to": network.customs_area(destination.country),
        }[arc.when.test.removeprefix("not_")]
        if (subject == arc.when.name) == arc.when.test.startswith("not_"):
            return False
    codes = set(bans.avoid_territories)
    if "CN" in codes and not bans.exact_codes:
        codes |= {"HK", "MO"}
    if codes and is_anywhere(network, step):
        return False
    touched = set(step.territories)
    for place in step.places:
        touched.add(network.places[place].country)
    for link in step.links:
        touched |= set(network.links[link].territories)
    if bans.tolerate_in_transit:
        touched = {code for code in touched if is_stopped_in(network, step, code)}
    if is_out_of_season(network, shipment, step.element):
        return False
    if touched & codes or set(step.places) & set(bans.avoid_places) or set(step.links) & set(bans.avoid_links):
        return False
    if any(pair in question.one_way for pair in zip(step.links, step.places, strict=False)):
        return False
    by_day = closures(network) if question.model == "frequency" else []
    if step.element in bans.avoid_services or any(is_closed(network, shipment, one, step) for one in by_day):
        return False
    return step.kind != "ride" or bans.modes is None or step.mode in bans.modes


def closures(network: Network) -> list[Any]:
    return [row for row in network.closures.values() if row.kind == "closure"]


def is_closed_by_clock(network: Network, shipment: Shipment, step: Any, begin: date, end: date) -> bool:
    """Tell whether a step that begins and ends on some days is closed on one on which it touches what is closed."""
    for row in closures(network):
        days = [begin]
        if step.kind == "board":
            days = [end]
        elif step.kind == "ride" and row.table == "places":
            days = [end] * (step.places[-1] in row.elements) + [begin] * bool({*step.places[:-1]} & {*row.elements})
        if any(is_closed(network, shipment, row, step, day) for day in days):
            return True
    return False


def is_closed(network: Network, shipment: Shipment, row: Any, step: Any, day: date | None = None) -> bool:
    """Tell whether a row of closures.csv removes a step: on the day, for these goods and ends, at this step."""
    if day is None:
        day = network.as_of if shipment.ready is None else date(*shipment.ready.timetuple()[:3])
    if day is None and (row.from_date or row.until_date):
        return False
    if day is not None and not (row.from_date or date.min) <= day <= (row.until_date or date.max):
        return False
    origin, destination = network.places[shipment.origin].country, network.places[shipment.destination].country
    of = row.scope_of or row.elements
    is_meant = {
        "": True,
        "import": origin not in of and destination in of,
        "export": origin in of and destination not in of,
        "transit": origin not in of and destination not in of,
    }[row.scope]
    is_meant &= not row.loads or shipment.load in row.loads
    is_meant &= not row.goods or bool(set(row.goods) & shipment.goods)
    is_meant &= not set(row.except_goods) & shipment.goods
    is_meant &= not row.origins or origin in row.origins
    is_meant &= not row.destinations or destination in row.destinations
    if not is_meant or (row.modes and step.mode not in row.modes):
        return False
    if row.table == "borders":
        return step.kind == "ride" and crosses(network, row, step)
    if row.at and not set(row.at) & set(step.places):
        return False
    lists = [set(network.links[link].territories) for link in step.links]
    if row.table == "territories":
        lists += [{network.places[place].country} - {""} for place in step.places]
        nowhere = (step.kind == "ride" and not step.links) or not all(lists)
        return nowhere or any(codes & set(row.elements) for codes in lists)
    return bool({*step.places, *step.links, step.element} & set(row.elements))  # no id is one of two tables


def crosses(network: Network, row: Any, step: Any) -> bool:
    """Tell whether a ride crosses a border of a row; so does what names no links, or links without territories."""
    for number in range(len(step.places) - 1):
        ends = step.places[number : number + 2]
        codes = set(network.links[step.links[number]].territories) if step.links else set()
        begin, end = (network.places[place].country for place in ends)
        if row.at and not set(row.at) & set(ends):
            continue
        if not codes:
            return True
        for border in row.elements:
            for one, other in [border.replace("-", ">").split(">"), border.split("-")[::-1]][: 1 + ("-" in border)]:
                passed = set(network.links[step.links[number]].in_transit)
                there = {one, other} <= (codes - passed) | {begin, end}
                if there and (begin == end or (begin, end) == (one, other) or (other != begin and one != end)):
                    return True
    return False


def is_anywhere(network: Network, step: Any) -> bool:
    """Tell whether nobody says of a step in which territories it lies; such networks have no way-points."""
    places, links = (
        [table[name] for name in names]
        for table, names in zip((network.places, network.links), (step.places, step.links), strict=True)
    )
    unnamed = step.kind == "ride" and not links
    if not any(link.territories for link in network.links.values()):  # then the ends of links stand for them
        links = []
    return unnamed or not all(place.country for place in places) or not all(link.territories for link in links)


def is_stopped_in(network: Network, step: Any, code: str) -> bool:
    """Tell whether a step has a place in a territory, or a link there that is not marked as only passing it."""
    there = [network.links[link] for link in step.links if code in network.links[link].territories]
    return any(network.places[place].country == code for place in step.places) or any(
        code not in link.in_transit for link in there
    )


def is_out_of_season(network: Network, shipment: Shipment, element: str) -> bool:
    """Tell whether nobody knows the month of a seasonal service; on which day it departs is the affair of a path."""
    return shipment.ready is None and element in network.services and bool(network.services[element].months)


def keeps_to_the_calendar(network: Network, shipment: Shipment, steps: Sequence[Any]) -> bool:
    """Tell whether every service of a path departs on a day on which it runs, and every link is open by its year.

    Time is that of all steps before, and of the wait or the hand-over itself.
    """
    if shipment.ready is None:
        return True
    ready = shipment.ready
    now: datetime | None = ready if isinstance(ready, datetime) else datetime.combine(ready, time())
    for number, step in enumerate(steps):
        before = now
        now = (
            None
            if now is None or step.milliminutes is None
            else now + timedelta(days=1) * step.milliminutes / 1_440_000
        )
        after = next((later.element for later in steps[number:] if later.kind == "ride"), "")
        if step.kind in ("board", "handover") and after in network.services:
            service = network.services[after]
            today = date(ready.year, ready.month, ready.day)
            always = not service.months and not service.until_date and (service.from_date or today) <= today
            if now is None and not always:
                return False
            if now is not None and not runs_on(service, now.date()):
                return False
        for link in step.links:
            opened = network.links[link].opened
            if opened and int(opened) > (ready if before is None else before).year:
                return False
    return True


def runs_on(service: Any, day: date) -> bool:
    if service.months and day.month not in service.months:
        return False
    return (service.from_date or day) <= day <= (service.until_date or day)
