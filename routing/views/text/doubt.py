"""How sure a total is, in the headline: no more digits than the figures bear, where it likely lies, what is assumed.

Tables keep every digit, because their rows must add up.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from networks.model.keys import MONEY
from routing.accounts.provenance import ASSUMED
from routing.question.moments import is_aware
from routing.views.text.clock import clock_words
from routing.views.text.table import NONE, number

if TYPE_CHECKING:
    from routing.answers.route import Route

Ends = tuple[float, float] | None
MOSTLY = 0.5  # share of assumptions from which two digits are shown, not three


def days_text(route: Route) -> str:
    """Return the days with where they likely lie (P10 to P90) and what share of them is assumed."""
    whole = f"{number(route.days, 1)} days"
    return whole + _doubt(route, "hours", route.likely_days(), route.range_days(), 0)


def usd_text(route: Route) -> str:
    """Return the price, in the currency of the network too where that is another one, with its doubt."""
    share = _assumed(route, "usd")
    whole = f"{rough(route.usd, share)} {MONEY}"
    if route.network.currency != MONEY:
        whole += f" ({rough(route.own_money, share)} {route.network.currency})"
    return whole + _doubt(route, "usd", route.likely_usd(), route.range_usd(), share)


def co2e_text(route: Route) -> str:
    """Return the CO2e with where it likely lies and what share of it is assumed."""
    share = _assumed(route, "co2e")
    whole = f"{rough(route.kg_co2e, share)} kg CO2e"
    return whole + _doubt(route, "co2e", route.likely_kg_co2e(), route.range_kg_co2e(), share)


def arrival_text(route: Route) -> str:
    """Return the day of arrival, where it likely lies, and by whose clocks; on the clock the moments; "" if unknown."""
    at, ends = route.arrives, route.likely_arrival()
    if at is not None and route.model == "clock":
        return clock_words(route)
    if at is None or ends is None:
        return ""
    first, last = (end.date() for end in ends)
    likely = "" if first == last == at.date() else f"{first} to {last} likely, "
    return f"arrives {at.date()} ({likely}{clocks_text(route)})"


def clocks_text(route: Route) -> str:
    """Return by whose clocks days of arrival are told: of the zone that was given, else of the origin.

    On the clock they are those of the destination.
    """
    at = route.arrives
    if route.model == "clock" and route.places:
        return f"by the clocks of {route.network.places[route.places[-1]].name}"
    if at is not None and is_aware(at):
        return f"by the clocks of {at.tzname()}"
    return f"by the clocks of {route.network.places[route.places[0]].name}" if route.places else "by the given clocks"


def brief_days(route: Route) -> str:
    """Return the days, and in brackets where they likely lie."""
    return f"{number(route.days, 1)} days" + _brackets(route.likely_days(), route.range_days(), 0)


def brief_usd(route: Route) -> str:
    """Return the price in USD, and in brackets where it likely lies."""
    share = _assumed(route, "usd")
    return f"{rough(route.usd, share)} {MONEY}" + _brackets(route.likely_usd(), route.range_usd(), share)


def extremes_lines(route: Route) -> list[str]:
    """Return the line that tells the totals with every figure at its best and at its worst; none if all are sure."""
    ends_by_unit = (
        ("days", route.range_days(), 0.0),
        (MONEY, route.range_usd(), _assumed(route, "usd")),
        ("kg CO2e", route.range_kg_co2e(), _assumed(route, "co2e")),
    )
    parts = []
    for unit, ends, share in ends_by_unit:
        if ends is not None and ends[0] != ends[1]:
            parts.append(f"{_from_to(ends, share)} {unit}")
    return [f"With all figures at their best or all at their worst: {'; '.join(parts)}"] if parts else []


def rough(value: float | None, assumed: float) -> str:
    """Return a number with as many digits as it bears: all, three where some of it is assumed, two where most is.

    Examples
    --------
    >>> rough(4971.3, 0), rough(4971.3, 0.1), rough(4971.3, 0.6), rough(None, 1)
    ('4,971', 'about 4,970', 'about 5,000', '-')
    """
    if value is None:
        return NONE
    return f"about {_digits(value, assumed)}" if assumed and abs(value) >= 1 else number(value)


def _doubt(route: Route, what: str, likely: Ends, ends: Ends, share: float) -> str:
    """Return in brackets where a total likely lies and the share of it that is assumed; "" where it is sure."""
    told = []
    if likely is not None and ends is not None and ends[0] != ends[1]:
        told.append(f"{_from_to(likely, share)} likely")
    if assumed := _assumed(route, what):
        told.append(f"{assumed:.0%} assumed")
    return f" ({'; '.join(told)})" if told else ""


def _brackets(likely: Ends, ends: Ends, share: float) -> str:
    return "" if likely is None or ends is None or ends[0] == ends[1] else f" ({_from_to(likely, share)})"


def _from_to(ends: tuple[float, float], share: float) -> str:
    return " to ".join(_digits(end, share) for end in ends)


def _digits(value: float, assumed: float) -> str:
    """Return a number rounded to two or three digits, by the share of it that is assumed; whole below them."""
    kept = 2 if assumed >= MOSTLY else 3
    if not assumed or not value:
        return number(value)
    places = kept - 1 - math.floor(math.log10(abs(value)))
    return number(round(value, min(places, 0)))


def _assumed(route: Route, what: str) -> float:
    shares = route.provenance()[what]
    return sum(shares.get(kind, 0.0) for kind in ASSUMED)
