"""The fields of an element as keywords of a call: typed for who writes it, checked when it is made.

The keywords of a long record stand in a TypedDict, where type checkers read them; a method that takes them passes them
on as they are. Values of several types stand for one field: a territory list may be a tuple, a list, a set or text.
"""

from __future__ import annotations

import datetime
import inspect
from collections.abc import Callable, Sequence
from functools import wraps
from typing import ParamSpec, TypedDict, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

Codes = Sequence[str] | frozenset[str] | set[str]


class _PlaceKey(TypedDict):
    id: str
    name: str


class PlaceCells(_PlaceKey, total=False):
    """The columns of a place; those of ``_PlaceKey`` are required."""

    country: str
    lat: float | None
    lon: float | None
    kind: str
    zone: str
    gauges_mm: Sequence[int]
    offered: bool
    source: str
    note: str


class _LinkKey(TypedDict):
    id: str
    tail: str
    head: str
    mode: str


class LinkCells(_LinkKey, total=False):
    """The columns of a link; those of ``_LinkKey`` are required."""

    length_km: float | None
    gauge_mm: int | None
    electrified: str
    tracks: str
    territories: Codes
    in_transit: Codes
    directed: bool
    opened: str
    hours: float | None
    usd: float | None
    kg_co2e: float | None
    offered: bool
    source: str
    confidence: str
    check_km: float | None
    check_source: str
    note: str


class _DepartureKey(TypedDict):
    service: str
    kind: str


class DepartureCells(_DepartureKey, total=False):
    """The columns of a pattern of departures; those of ``_DepartureKey`` are required."""

    weekdays: Codes
    every_days: int | None
    dates: Sequence[datetime.date | str] | str
    times: Codes
    zone: str
    from_date: datetime.date | None
    until_date: datetime.date | None
    except_dates: Sequence[datetime.date | str] | str
    source: str
    note: str


class _OpeningKey(TypedDict):
    element: str
    opens: str
    closes: str
    kind: str


class OpeningCells(_OpeningKey, total=False):
    """The columns of opening hours; those of ``_OpeningKey`` are required."""

    weekdays: Codes
    from_date: datetime.date | None
    until_date: datetime.date | None
    source: str
    note: str


class _ServiceKey(TypedDict):
    id: str
    name: str
    kind: str
    mode: str


class ServiceCells(_ServiceKey, total=False):
    """The columns of a service; those of ``_ServiceKey`` are required."""

    grade: str
    operator: str
    loads: Codes
    takes: Codes
    refuses: Codes
    from_date: datetime.date | None
    until_date: datetime.date | None
    months: Sequence[int]
    offered: bool
    source: str
    note: str


class _FigureKey(TypedDict):
    element: str
    quantity: str
    value: float
    unit: str
    source: str
    kind: str


class FigureCells(_FigureKey, total=False):
    """The columns of a figure; those of ``_FigureKey`` are required."""

    low: float | None
    high: float | None
    basis: str
    year: int | None
    currency: str
    see: Codes
    note: str


class _CauseKey(TypedDict):
    cause: str
    about: str
    element: str
    loading: float
    kind: str


class CauseCells(_CauseKey, total=False):
    """The columns of a loading on a cause; those of ``_CauseKey`` are required."""

    quantity: str
    low: float | None
    high: float | None
    source: str
    note: str


class _DistributionKey(TypedDict):
    element: str
    quantity: str
    family: str
    parameters: str
    source: str


class DistributionCells(_DistributionKey, total=False):
    """The columns of a fitted distribution; those of ``_DistributionKey`` are required."""

    note: str


class _ClosureKey(TypedDict):
    id: str
    what: str
    kind: str
    table: str
    elements: Codes


class ClosureCells(_ClosureKey, total=False):
    """The columns of a closure; those of ``_ClosureKey`` are required."""

    from_date: datetime.date | None
    until_date: datetime.date | None
    modes: Codes
    at: Codes
    loads: Codes
    goods: Codes
    except_goods: Codes
    scope: str
    scope_of: Codes
    origins: Codes
    destinations: Codes
    offered: bool
    source: str
    note: str


def with_keywords_of(record: type) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Return a decorator for a method that takes the fields of a record as keywords.

    Calls with an unknown keyword, or without a required one, raise TypeError as they do of any function, and help()
    and completion show every keyword.
    """
    keywords = inspect.signature(record)
    known = frozenset(keywords.parameters)
    required = frozenset(name for name, one in keywords.parameters.items() if one.default is one.empty)

    def decorate(method: Callable[P, R]) -> Callable[P, R]:
        @wraps(method)
        def called(*own: P.args, **cells: P.kwargs) -> R:
            if len(own) > 1 or not required <= cells.keys() <= known:
                try:
                    keywords.bind(*own[1:], **cells)  # says what is wrong
                except TypeError as error:
                    raise TypeError(f"{method.__name__}(): {error}") from None
            return method(*own, **cells)

        me, *_ = inspect.signature(method).parameters.values()
        called.__signature__ = keywords.replace(parameters=[me, *keywords.parameters.values()])  # type: ignore[attr-defined]
        return called

    return decorate
