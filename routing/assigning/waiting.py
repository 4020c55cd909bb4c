"""Waiting as it is told: at what is waited at, of each route, and what of it calls for caution."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from routing.answer_warning import IGNORED, AnswerWarning
from routing.answers.wait import Wait
from routing.assigning.columns import Columns
from routing.assigning.crowding import Crowd
from routing.assigning.curves import Curve
from routing.assigning.lanes import Lane
from routing.assigning.pricing import Pricing
from routing.compiling.limits import Limit
from routing.question.congestion import Congestion
from routing.question.generalised_cost import GeneralisedCost
from routing.question.measures import TIME

Floats = NDArray[np.float64]
ALIKE = 1e-6  # share by which two values of an hour may differ
ROUNDING = 5e-7  # share of a use


def waits_of(crowd: Crowd, load: Floats, price: Floats) -> Iterator[Wait]:
    """Yield what is waited at, where most is paid first."""
    found = []
    for at, (row, curve) in enumerate(zip(crowd.rows, crowd.curves, strict=True), start=crowd.first):
        use, hours = float(load[at]), curve.hours_at(float(load[at]))
        less, more = curve.social(_at_point(curve, use))
        charged = more if crowd.is_alone else min(max(float(price[at]), less), more)
        wait = Wait(
            kind=row.counted.kind,  # type: ignore[arg-type]
            element=row.counted.element,
            on=row.counted.on,
            unit=row.unit,  # type: ignore[arg-type]
            flow=use,
            hours=hours,
            usd_per_hour=curve.usd,
            external_usd=max(charged - curve.usd * hours, 0.0),
            price_usd=curve.usd * hours if crowd.is_alone else float(price[at]),
        )
        found.append((-wait.paid_usd, at, wait))
    for _, _, wait in sorted(found, key=lambda one: one[:2]):
        yield wait


def _at_point(curve: Curve, use: float) -> float:
    """Return the point of a line at which a use is but for rounding, or the use itself."""
    return next((float(point) for point in curve.begin if abs(point - use) <= ROUNDING * use), use)


def matters(crowd: Crowd, columns: Columns, per_week: Floats, share: float) -> NDArray[np.bool_]:
    """Tell of each route whether it is more than a share of what uses something that is waited at."""
    owner, row = np.array(columns.owner, dtype=np.int64), np.array(columns.row, dtype=np.int64)
    used = np.array(columns.amount) * per_week[owner]
    load = columns.load(per_week, crowd.first + len(crowd.rows))
    found = np.zeros(len(columns), dtype=np.bool_)
    found[owner[(row >= crowd.first) & (used > share * load[row])]] = True
    return found


def of_routes(crowd: Crowd, columns: Columns, pricing: Pricing, load: Floats) -> tuple[Floats, Floats]:
    """Return for how long a shipment waits on each route, and what that costs it."""
    hours, usd = np.zeros(len(columns)), np.zeros(len(columns))
    for owner, row, amount in zip(columns.owner, columns.row, columns.amount, strict=True):
        if row >= crowd.first:
            curve = crowd.curves[row - crowd.first]
            waited = curve.hours_at(float(load[row]))
            hours[owner] += waited * amount / pricing.amount(columns.of[owner], row)
            usd[owner] += waited * amount * curve.usd
    return hours, usd


def cautions_of_waiting(
    crowd: Crowd, columns: Columns, lanes: Sequence[Lane], per_week: Floats, hours: Floats
) -> Iterator[AnswerWarning]:
    """Yield what calls for caution where so many shipments on each route wait so long."""
    waits = {number for number in np.flatnonzero(per_week).tolist() if hours[number] > 0}
    several = {
        (columns.of[owner], row)
        for owner, row in zip(columns.owner, columns.row, strict=True)
        if row >= crowd.first and owner in waits
    }
    named = tuple(sorted({crowd.stated[row - crowd.first].element for _, row in several}))
    otherwise = {lane for lane, row in several if not _values_alike(lanes[lane], crowd.stated[row - crowd.first])}
    if otherwise:
        told = "value an hour otherwise than the price of an hour of waiting says"
        remedy = "what waiting costs them is that price, one for all: `routing.Congestion` says why"
        yield AnswerWarning(IGNORED, f"{len(otherwise):,} kinds of shipments {told}", named, remedy)
    limited = {
        number for number in waits if any(limit.column == TIME.column for limit in _limits(lanes, columns, number))
    }
    if limited:
        late = {columns.of[number] for number in limited if _is_late(lanes, columns, number, float(hours[number]))}
        kinds = len({columns.of[number] for number in limited})
        told = f"hours of waiting do not count in days and deadlines, which {kinds:,} kinds of shipments that wait have"
        remedy = "hold `waiting_h` of what is sent against them"
        yield AnswerWarning(IGNORED, f"{told}: with them {len(late):,} are late", named, remedy)


def _limits(lanes: Sequence[Lane], columns: Columns, number: int) -> Sequence[Limit]:
    return lanes[columns.of[number]].problem.limits


def _is_late(lanes: Sequence[Lane], columns: Columns, number: int, hours: float) -> bool:
    """Tell whether a route is beyond a limit of time with hours of waiting on top."""
    column = lanes[columns.of[number]].problem.columns[TIME.column]
    time = int(column[list(columns.arcs[number])].sum()) + hours / 24 * TIME.per
    return any(time > limit.bound for limit in _limits(lanes, columns, number) if limit.column == TIME.column)


def _values_alike(lane: Lane, one: Congestion) -> bool:
    """Tell whether a lane values an hour of a unit as a congestion does."""
    least = lane.question.minimise
    per_day = least.usd_per_day if isinstance(least, GeneralisedCost) else 0.0
    size = lane.teu if one.unit == "TEU" else lane.tonnes
    return bool(abs(per_day / 24 - one.usd_per_hour * size) <= ALIKE * one.usd_per_hour * size)
