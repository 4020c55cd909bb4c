"""Closures that routes meet on another day or with other goods, delays, and what is only told: permissions, notices.

What is in force when the goods are ready is left out by `compiling/sieves/closures.py`, which says so.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import replace

from networks.model.closure import Closure
from networks.network import Network
from routing.amounts.units import DAY
from routing.answer_warning import CLOSURE, DAYS_NOT_JUDGED, AnswerWarning
from routing.answers.route import Route
from routing.answers.ways import Ways
from routing.question.concerned import concerns, day_of
from routing.question.moments import Moment, after
from routing.question.question import Question
from routing.question.shipment import Shipment
from routing.steps.closed import HOLDING, closures_of, touches
from routing.steps.kinds import DELAY

NAMED, SHOWN = 2, 5  # closures that a warning spells out, and those that it shows by their ids alone
SOME_DAY = datetime.date.max  # of what is reached nobody knows when


def under_way(network: Network, question: Question, routes: Ways) -> Iterator[AnswerWarning]:
    """Yield closures that begin before the goods are through, and those that end before the goods arrive."""
    begin = question.shipment.ready or network.as_of
    if not len(network.closures) or begin is None or question.model == "clock":  # which looks at the moment
        return
    today = day_of(begin, None)
    concerned = [one for one in _concerning(network, question.shipment) if one.kind in HOLDING]
    coming = [one for one in concerned if one.from_date is not None and today is not None and one.from_date > today]
    met = [one for one in coming if any(_meets(network, one, route, begin) for route in routes)]
    if met:
        begins = "begins" if len(met) == 1 else "begin"
        words = f"{_few(met)} {begins} while the goods are under way, before they are through"
        yield AnswerWarning(CLOSURE, words, _ids(met), "send the goods earlier, or by another way")
    arrived = max((_last_day(route, begin) for route in routes), default=None)
    ending = [one for one in concerned if one.is_in_force(today) and _ends_before(one, arrived)]
    borne = [one for one in ending if one.id in _borne(routes)]
    if borne:
        words = f"{_few(borne)}: counted in full, though the last day comes while the goods are under way"
        yield AnswerWarning(CLOSURE, words, _ids(borne), "ask for goods that are ready later")
    ending = [one for one in ending if not one.is_delay]
    if ending:
        one = len(ending) == 1
        count = "1 closure ends" if one else f"{len(ending)} closures end"
        names = ", ".join(_ids(ending)[:SHOWN]) + (" ..." if len(ending) > SHOWN else "")
        words = f"{count} while the goods are under way, and what {'it' if one else 'they'} shut was left out: {names}"
        yield AnswerWarning(CLOSURE, words, _ids(ending), "ask for goods that are ready later")


def delays_borne(network: Network, question: Question, routes: Ways) -> Iterator[AnswerWarning]:
    """Yield the delays that are counted on the way, with their days."""
    borne = _borne(routes) if len(network.closures) else {}
    if borne:
        found = [one for one in closures_of(network) if one.id in borne]
        days = [f"{one} {borne[one.id] / DAY:.1f} days" for one in found]
        more = f" and {len(found) - NAMED} more" if len(found) > NAMED else ""
        most = " at most, each by itself" if len(routes) > 1 else ""
        yield AnswerWarning(CLOSURE, f"delays are counted{most}: {', '.join(days[:NAMED])}{more}", _ids(found))


def _borne(routes: Ways) -> dict[str, int]:
    """Return the delays that routes bear, each with the most milliminutes of it on one of them."""
    most: dict[str, int] = {}
    for route in routes:
        sums: dict[str, int] = {}
        for step in route.steps:
            if step.kind == DELAY:
                sums[step.element] = sums.get(step.element, 0) + (step.milliminutes or 0)
        most |= {name: max(taken, most.get(name, 0)) for name, taken in sums.items()}
    return most


def of_other_goods(network: Network, question: Question, routes: Ways) -> Iterator[AnswerWarning]:
    """Yield the closures in force that would bar the routes if the goods were of a class that is not stated."""
    if not len(network.closures) or not routes:
        return
    shipment, day = question.shipment, day_of(question.shipment.ready, network.as_of)
    found = []
    for closure in closures_of(network):
        if closure.kind == "closure" and shipment.classes.isdisjoint(closure.goods) and closure.is_in_force(day):
            other = replace(shipment, goods=shipment.goods.union(closure.goods))
            if closure.goods and _concerns(network, closure, other) and _is_on_the_way(network, closure, routes):
                found.append(closure)
    if found:
        classes = " or ".join(sorted({name for closure in found for name in closure.goods}))
        would = "1 closure" if len(found) == 1 else f"{len(found)} closures"
        words = f"goods that are {classes} would be barred from this way by {would}: {_few(found)}"
        yield AnswerWarning(CLOSURE, words, _ids(found), "state `goods` if they are")


def only_told(network: Network, question: Question, routes: Ways) -> Iterator[AnswerWarning]:
    """Yield the permissions and notices in force of what the routes use."""
    if not len(network.closures):
        return
    day = day_of(question.shipment.ready, network.as_of)
    for kind, words in (("permission", "permitted on the way"), ("notice", "to be known of the way, closing nothing")):
        known = [one for one in _concerning(network, question.shipment) if one.kind == kind and one.is_in_force(day)]
        found = [one for one in known if _is_on_the_way(network, one, routes)]
        if found:
            yield AnswerWarning(CLOSURE, f"{words}: {_few(found)}", _ids(found))


def unjudged_closures(network: Network, question: Question, routes: Ways) -> Iterator[AnswerWarning]:
    """Yield the dated closures on the way where neither the goods nor the network have a day."""
    if not len(network.closures) or day_of(question.shipment.ready, network.as_of) is not None:
        return
    dated = [one for one in _concerning(network, question.shipment) if one.kind in HOLDING and one.is_dated]
    found = [one for one in dated if _is_on_the_way(network, one, routes)]
    if found:
        words = f"no day to hold the dates of closures against: {_few(found)}"
        remedy = "say when the goods are `ready`, or give the network `as_of`"
        yield AnswerWarning(DAYS_NOT_JUDGED, words, _ids(found), remedy)


def _concerning(network: Network, shipment: Shipment) -> Iterator[Closure]:
    return (closure for closure in closures_of(network) if _concerns(network, closure, shipment))


def _concerns(network: Network, closure: Closure, shipment: Shipment) -> bool:
    origin, destination = (network.places[place].country for place in (shipment.origin, shipment.destination))
    return concerns(closure, shipment, origin, destination)


def _is_on_the_way(network: Network, closure: Closure, routes: Ways) -> bool:
    return any(touches(network, closure, step) for step in routes.steps)


def _meets(network: Network, closure: Closure, route: Route, begin: Moment) -> bool:
    """Tell whether a closure is in force on a day on which a route does something that it touches."""
    passed: int | None = 0
    for step in route.steps:
        first = passed
        passed = None if passed is None or step.milliminutes is None else passed + step.milliminutes
        last = _day(begin, passed)
        is_over = closure.until_date is not None and first is not None and closure.until_date < _day(begin, first)
        if (closure.from_date or last) <= last and not is_over and touches(network, closure, step):
            return True
    return False


def _last_day(route: Route, begin: Moment) -> datetime.date:
    return _day(begin, route.milliminutes)


def _day(begin: Moment, passed: int | None) -> datetime.date:
    try:
        return SOME_DAY if passed is None else after(begin, datetime.timedelta(days=1) * passed / DAY).date()
    except OverflowError:
        return SOME_DAY


def _ends_before(closure: Closure, day: datetime.date | None) -> bool:
    return day is not None and closure.until_date is not None and closure.until_date < day


def _ids(closures: Iterable[Closure]) -> tuple[str, ...]:
    return tuple(sorted(closure.id for closure in closures))


def _few(closures: Iterable[Closure]) -> str:
    told = [str(closure) for closure in sorted(closures, key=lambda closure: closure.id)]
    return ", ".join(told[:NAMED]) + (f" and {len(told) - NAMED} more" if len(told) > NAMED else "")
