"""What is told of routes, steps and links in the cells of a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from routing.accounts.arrival import days_after_ready
from routing.accounts.provenance import calendar_behind
from routing.amounts.missing import less, scaled, total_of
from routing.amounts.units import DAY, HOUR
from routing.steps.leg import ridden

if TYPE_CHECKING:
    import datetime

    from networks.model.figure import FigureKey
    from networks.network import Network
    from routing.accounts.emissions import ChainElement
    from routing.accounts.prices import PriceRow
    from routing.answers.near_best import NearBest
    from routing.answers.route import Route
    from routing.auditing.verdict import LinkAudit
    from routing.steps.step import Step

Row = dict[str, Any]

ARRIVAL = ("arrives", "arrives_low", "arrives_high")  # days, by the clocks of the origin or of the zone that was given
NO_CLOCK = dict.fromkeys(("day", "there_by", "timetable"))  # of a step of a route that is not on the clock
GAPS = ("days", "usd", "kg_co2e")  # totals of which a route may have more than another


def step_rows(route: Route) -> Iterator[Row]:
    """Yield a row for each step, numbered from 1; ``ends_at_h`` counts from the start of the route."""
    so_far: int | None = 0
    clock = clock_rows(route) if route.model == "clock" else None
    for number, step in enumerate(route.steps, 1):
        so_far = total_of([so_far, step.milliminutes])
        ends = {"ends_at": _moment(route, so_far), **NO_CLOCK} if clock is None else clock[number - 1]
        yield {"step": number, "ends_at_h": scaled(so_far, HOUR), **ends, **step_row(route.network, step)}


def clock_rows(route: Route, between: str = " ") -> list[Row]:
    """Return when each step of a route on the clock ends by the clocks of its place, and on which day of the journey.

    Of a boarding by a timetable they tell by when the goods must be there, and whether its departures are ``stated``.
    """
    from routing.views.text.clock import itinerary_rows

    return [
        {
            "ends_at": _iso(event.ends, between),
            "day": day,
            "there_by": None if event.there_by is None else _iso(event.there_by, between),
            "timetable": event.steps[0].timetable or None,
        }
        for event, day in itinerary_rows(route, [[step] for step in route.steps])
    ]


def _iso(moment: datetime.datetime, between: str) -> str:
    from routing.views.text.moments import nearest_minute

    return nearest_minute(moment).isoformat(sep=between, timespec="minutes")


def _moment(route: Route, milliminutes: int | None) -> str | None:
    """Return the moment so long after the goods are ready, to the minute; None where it is not known."""
    at = days_after_ready(route.shipment, scaled(milliminutes, DAY))
    return None if at is None else at.isoformat(sep=" ", timespec="minutes")


def step_row(network: Network, step: Step) -> Row:
    """Return one step; the basis of a figure is its kind, ``given`` for a link's own hours or price, or None."""
    first, last = step.places[0], step.places[-1]
    services, places = network.services_of_all_dates, network.places
    time_basis, time_source = _basis(network, step.milliminutes, step.time_figure)
    if step.ends_by_calendar:
        time_basis, time_source = (told or None for told in calendar_behind(network, step))
    price_basis, price_source = _basis(network, step.millicents, step.price_figure)
    return {
        "kind": step.kind,
        "activity": step.activity,
        "component": step.component,
        "paid_under": step.paid_under,
        "element": step.element,
        "service_name": services[step.element].name if step.element in services else None,
        "mode": step.mode or None,
        "from": first,
        "to": last,
        "from_name": places[first].name,
        "to_name": places[last].name,
        "time_h": step.hours,
        "usd": step.usd,
        "kg_co2e": step.kg_co2e,
        "kg_co2e_ttw": step.kg_co2e_ttw,
        "km": step.km,
        "lifts": step.lifts,
        "places": list(step.places),
        "links": list(step.links),
        "territories": sorted(step.territories),
        "time_basis": time_basis,
        "time_source": time_source,
        "price_basis": price_basis,
        "price_source": price_source,
    }


def link_row(link: LinkAudit) -> Row:
    """Return how one link lies to a territory."""
    return {
        "link": link.link,
        "mode": link.mode,
        "km": link.km,
        "verdict": link.verdict.value,
        "inside_km": link.inside_km,
        "depth_km": link.depth_km,
        "clearance_km": link.clearance_km,
        "no_nearer_km": link.no_nearer_km,
        "tolerance_km": link.tolerance_km,
    }


def near_rows(found: NearBest) -> list[Row]:
    """Return a row for each route nearly as good as the best: its totals, what it has more, how sure their order is."""
    return [
        {
            "named": name,
            **totals(route),
            "more": {key: less(getattr(route, key), getattr(found.best.require(), key)) for key in GAPS},
            "likely_gap": None if (gap := found.likely_gap(name)) is None else {"low": gap[0], "high": gap[1]},
            "may_turn": found.may_turn(name),
            **ridden_of(route),
        }
        for name, route in found.others.items()
    ]


def totals(route: Route | None) -> Row:
    """Return the totals of a route by the names of its attributes; all None without one."""
    names = ("days", "usd", "kg_co2e", "km", "transshipments")
    return {name: None if route is None else getattr(route, name) for name in names}


def likely(route: Route | None) -> Row:
    """Return between what days and USD of a route likely lie, and its day of arrival; None of what is not known."""
    ends = [None, None] if route is None else [route.likely_days(), route.likely_usd()]
    return {
        f"{name}_{end}": both and both[at]
        for name, both in zip(("days", "usd"), ends, strict=True)
        for at, end in enumerate(("low", "high"))
    } | dict(zip(ARRIVAL, arrival_days(route), strict=True))


def arrival_days(route: Route | None) -> list[str | None]:
    """Return the day of arrival, and the first and the last likely one; None where none is known, as on the clock."""
    if route is None or (at := route.arrives) is None:
        return [None] * len(ARRIVAL)
    if route.model == "clock":
        from routing.views.text.clock import arrival_on_clock

        return [arrival_on_clock(route).date().isoformat(), None, None]
    return [moment.date().isoformat() for moment in (at, *(route.likely_arrival() or (at, at)))]


def rides(route: Route) -> str:
    """Return the services of a route by their names, with the places where each is left, on one line."""
    return ridden(route.network, route.legs)


def ridden_of(route: Route | None) -> Row:
    """Return the services of a route by name and by id; both empty without a route."""
    ids = "" if route is None else " > ".join(f"{leg.service} to {leg.destination}" for leg in route.legs)
    return {"rides": "" if route is None else rides(route), "ride_ids": ids}


def cells_of(row: PriceRow | ChainElement) -> Row:
    """Return a row of a report as plain numbers, texts and lists."""
    values: Mapping[str, Any] = {one.name: getattr(row, one.name) for one in fields(row)}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def _basis(network: Network, amount: int | None, key: FigureKey | None) -> tuple[str | None, str | None]:
    """Return kind and source of a figure; ``given`` for an amount without one."""
    if key is not None:
        return network.figures[key].kind, network.figures[key].source or None
    return ("given" if amount else None), None
