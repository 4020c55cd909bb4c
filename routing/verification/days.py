"""On which day a walk departs with each service and runs onto each link, held against their dates; a part of `verify`.

Time is counted anew from the steps. A service departs when the wait for it ends, or when a wagon has been handed over
to it; its months, its first and its last day are those of that moment on the clocks of `ready`. A link is open from the
year in its column `opened` on, on the day on which the goods run onto it. Without `ready` the as-of date of the network
stands for every moment, and nobody knows the month of a seasonal service.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from networks.model.elements import Service
from networks.network import Network
from routing.errors import VerificationError
from routing.question.question import Question
from routing.question.shipment import Shipment
from routing.steps.step import Step

HORIZON = datetime.timedelta(days=366)  # what begins later is not waited for by any way
PER_DAY = 1_440_000  # thousandths of a minute, which steps count


def check_days(network: Network, shipment: Shipment, steps: Sequence[Step]) -> None:
    """Raise VerificationError at the first step that comes on a day on which its service or link does not run."""
    passed: int | None = 0
    for number, step in enumerate(steps):
        begun = passed
        passed = None if passed is None or step.milliminutes is None else passed + step.milliminutes
        faults = [
            *(service_fault(network, shipment, name, passed) for name in _departed(network, steps, number)),
            *(_of_link(network, shipment, link, begun) for link in step.links),
        ]
        for fault in filter(None, faults):
            raise VerificationError(f"step {number + 1} ({step.kind} {step.element}): {fault}")


class Calendar:
    """Days of one question, step after step: what comes on the wrong one, and whether a later time may be better.

    Attributes
    ----------
    opens, closes
        Whether something that does not run today may run later, and something that runs now may stop.
    """

    def __init__(self, network: Network, question: Question) -> None:
        self.network, self.shipment, self.on_any_day = network, question.shipment, question.on_any_day
        runs = [] if self.on_any_day or self.shipment.ready is None else list(self._patterns(question))
        self.opens = any(late and not early for days in runs for early, late in pairwise(days))
        self.closes = any(early and not late for days in runs for early, late in pairwise(days))

    def _patterns(self, question: Question) -> Iterator[list[bool]]:
        """Yield of each dated service and link on which days from `ready` on it runs, as far as they matter."""
        ready = question.shipment.ready
        assert ready is not None
        limits = [
            limit for limit in (question.constraints.max_days, question.shipment.days_allowed) if limit is not None
        ]
        begin = datetime.date(ready.year, ready.month, ready.day)
        ahead = min([datetime.date.max - begin, HORIZON, *(datetime.timedelta(days=limit + 1) for limit in limits)])
        days = [begin + datetime.timedelta(days=number) for number in range(ahead.days + 1)]
        for service in self.network.dated.values():
            yield [not _outside(service, day) and (not service.months or day.month in service.months) for day in days]
        for year in self.network.opening_years.values():
            if year > begin.year:
                yield [day.year >= year for day in days]

    def passed(self, before: int | None, steps: Sequence[Step], service: str) -> tuple[bool, int | None]:
        """Tell whether steps come on the right days, a hand-over to a service; and what passes until their end."""
        for step in steps:
            after = None if before is None or step.milliminutes is None else before + step.milliminutes
            departs = [step.element] if step.kind == "board" else [service] if step.kind == "handover" else []
            if any(self._outservice_fault(name, after) for name in departs):
                return False, after
            if any(self._closed(link, before) for link in step.links):
                return False, after
            before = after
        return True, before

    def _outservice_fault(self, name: str, at: int | None) -> bool:
        return not self.on_any_day and bool(service_fault(self.network, self.shipment, name, at))

    def _closed(self, link: str, at: int | None) -> bool:
        planned = _is_planned(self.network, link)
        if self.on_any_day:
            return planned
        return planned or bool(_of_link(self.network, self.shipment, link, at))


def _departed(network: Network, steps: Sequence[Step], number: int) -> Iterator[str]:
    """Yield the service that a step departs with: the one boarded, or the next one after a hand-over."""
    step = steps[number]
    if step.kind == "board":
        yield step.element
    elif step.kind == "handover":
        yield next((later.element for later in steps[number:] if later.kind == "ride"), step.element)


def service_fault(network: Network, shipment: Shipment, name: str, passed: int | None) -> str:
    """Return what is wrong about departing with a service when so much time has passed; "" where nothing is."""
    service = network.services_of_all_dates.get(name)
    if service is None or not (service.months or service.from_date or service.until_date):
        return ""
    if shipment.ready is None:
        if service.months:
            return "departs out of season, for nobody says when the goods are ready"
        return _outside(service, network.as_of)
    if passed is None and _runs_from(service, shipment.ready):
        return ""
    if passed is None:
        return f"departs nobody knows when, and {name} does not run on every day"
    day = day_at(shipment.ready, passed)
    if service.months and day.month not in service.months:
        return f"departs out of season, on {day}"
    return _outside(service, day)


def _runs_from(service: Service, ready: datetime.date) -> bool:
    """Tell whether a service runs on every day from one on, so that it does not matter when it departs."""
    first = datetime.date(ready.year, ready.month, ready.day)
    return not service.months and service.until_date is None and (service.from_date or first) <= first


def _outside(service: Service, day: datetime.date | None) -> str:
    if day is None:
        return ""
    if service.from_date is not None and day < service.from_date:
        return f"departs on {day}, {service.id} runs from {service.from_date} on"
    if service.until_date is not None and day > service.until_date:
        return f"departs on {day}, {service.id} ran until {service.until_date}"
    return ""


def _years(network: Network, name: str) -> list[int]:
    """Return the years that the column `opened` of a link states: one, or none."""
    opened = network.links[name].opened if name in network.links else ""
    digits = "".join(letter if letter.isascii() and letter.isdigit() else " " for letter in opened).split()
    return [int(one) for one in digits if len(one) == 4]


def _is_planned(network: Network, name: str) -> bool:
    """Tell whether a link is planned, and nobody supposes it to be open."""
    opened = network.links[name].opened if name in network.links else ""
    return bool(opened) and opened != "supposed" and not _years(network, name)


def _of_link(network: Network, shipment: Shipment, name: str, begun: int | None) -> str:
    years = _years(network, name)
    if _is_planned(network, name):
        return f"runs over {name}, which is {network.links[name].opened}"
    if not years or (shipment.ready is None and network.as_of is None):
        return ""
    if shipment.ready is not None and begun is None:
        day = None if years[0] > shipment.ready.year else shipment.ready
    else:
        day = network.as_of if shipment.ready is None else day_at(shipment.ready, begun or 0)
    if day is None or day.year < years[0]:
        return f"runs over {name} on {day or 'a day that nobody knows'}, which opened in {years[0]}"
    return ""


def day_at(ready: datetime.date, passed: int) -> datetime.date:
    """Return the day on the clocks of `ready` when so much time has passed."""
    micros = Fraction(passed, PER_DAY) * 86_400_000_000
    later = datetime.timedelta(microseconds=micros.numerator // micros.denominator)
    if not isinstance(ready, datetime.datetime):
        return ready + datetime.timedelta(days=later.days)
    if ready.utcoffset() is None:
        return (ready + later).date()
    return (ready.astimezone(datetime.UTC) + later).astimezone(ready.tzinfo).date()
