"""The figures of a leg, a place and a link in words, as a map tells them when somebody points there."""

from __future__ import annotations

from collections.abc import Sequence

from networks.model.elements import Link
from networks.network import Network
from routing.amounts.missing import scaled
from routing.amounts.units import HOUR, USD
from routing.answers.route import Route
from routing.steps.step import Step, added
from routing.views.text.steps import DOES
from routing.views.text.table import number

UNKNOWN = "not known"


def leg_words(route: Route, leg: int, users: Sequence[str] = ()) -> tuple[str, ...]:
    """Return what a leg is and takes, a line each; `users` are the numbers of the routes that run over it."""
    one, places = route.legs[leg], route.network.places
    wait = f", after {number(one.wait_days, 1)} days of waiting" if one.wait_days else ""
    shared = f"; routes {' and '.join(users)} run here" if len(users) > 1 else ""
    of = f"route {users[0]}, " if users else ""
    ends = f"{places[one.origin].name} - {places[one.destination].name}"
    return (
        one.name,
        f"{of}leg {leg + 1}, {one.mode.replace('_', ' ')}: {ends}{shared}",
        f"{_amount(one.days, 1, 'days')} aboard{wait}",
        f"{_amount(one.usd, 0, 'USD')}; {_amount(one.km, 0, 'km')}; {_amount(one.kg_co2e, 0, 'kg CO2e')}",
    )


def place_words(network: Network, place: str, kinds: Sequence[str], done: Sequence[str]) -> tuple[str, ...]:
    """Return name and id of a place, what kind of stop it is, and what is done there, a line each."""
    what = ", ".join(kinds) or "passed without a stop"
    return (f"{network.places[place].name} ({place})", what, *dict.fromkeys(done))


def link_words(network: Network, link: Link) -> str:
    """Return what a link is, on one line."""
    tail, head = (network.places[place].name for place in (link.tail, link.head))
    gauge = f", {link.gauge_mm} mm" if link.gauge_mm else ""
    return f"{link.mode.replace('_', ' ')}: {tail} - {head}, {_amount(link.length_km, 0, 'km')}{gauge}"


def done_at(route: Route) -> dict[str, list[str]]:
    """Return place -> what is done there between rides, each kind once with its hours and dollars."""
    groups: dict[tuple[str, str], list[Step]] = {}
    for step in route.steps:
        if not step.is_ride and not step.is_pass:
            groups.setdefault((step.places[0], step.kind), []).append(step)
    found: dict[str, list[str]] = {}
    for (place, kind), steps in groups.items():
        freight = all(step.is_paid_for_carriage for step in steps)  # told with the leg that it pays for
        hours = scaled(added(steps, "milliminutes"), HOUR)
        usd = 0.0 if freight else scaled(added(steps, "millicents"), USD)
        if hours != 0 or usd != 0:
            amounts = [_amount(hours, 1, "h")] if hours != 0 else []
            amounts += [_amount(usd, 0, "USD")] if usd != 0 else []
            found.setdefault(place, []).append(f"{DOES.get(kind, kind)}: {', '.join(amounts)}")
    return found


def _amount(value: float | None, digits: int, unit: str) -> str:
    return f"{unit} {UNKNOWN}" if value is None else f"{number(value, digits)} {unit}"
