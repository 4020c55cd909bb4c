"""What is kept of an answer to one of many questions: a few numbers and words; asking again makes it whole."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import Any, NamedTuple

from routing.amounts.missing import scaled
from routing.amounts.units import DAY, KG, KM, USD
from routing.answer_warning import AnswerWarning
from routing.answers.route import Route
from routing.status import Status
from routing.steps.path_id import path_id

PER = (("milliminutes", DAY), ("millicents", USD), ("milligrams", KG), ("millimetres", KM))
ERROR = "error"  # the status of a question that has no answer, with its reason


class Answer(NamedTuple):
    """One row of an answer.

    Attributes
    ----------
    status
        Name of its `Status` in small letters; ``error``: the question has none, `error` says why.
    days, usd, kg_co2e, km
        Of the whole shipment; None where a figure is missing, or there is no route.
    transshipments
        Lifts between vehicles.
    corridor
        Names of the corridors used.
    rides, ride_ids
        Services in the order of travel, each with the place where it is left, by names and by ids.
    path
        Id of the way, step by step (`routing.steps.path_id`).
    warnings
        Codes of all warnings (`routing.answer_warning`), each once, by the alphabet, with ``;`` between.
    error
        Why the question has no answer; "" where it has.
    point, named
        Of a front or of departures: the number of the point, from 1, and what it is called (fastest, cheapest ...).
    more
        What the verb tells beside: its own columns, in their order; () of one that has none.
    """

    status: str
    days: float | None = None
    usd: float | None = None
    kg_co2e: float | None = None
    km: float | None = None
    transshipments: int | None = None
    corridor: str = ""
    rides: str = ""
    ride_ids: str = ""
    path: str = ""
    warnings: str = ""
    error: str = ""
    point: int | None = None
    named: str = ""
    more: tuple[Any, ...] = ()


Rows = tuple[Answer, ...]  # of one question: one, or one for each point of a front


def packed(rows: Rows) -> str:
    """Return what is kept of a question as one line of JSON, as it travels and is stored.

    Examples
    --------
    >>> packed(failed("no such place"))
    '[["error",null,null,null,null,null,"","","","","","no such place",null,""]]'
    >>> unpacked(packed(failed("no such place"))) == failed("no such place")
    True
    """
    told = [row if row.more else row[:-1] for row in rows]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def unpacked(text: str) -> Rows:
    """Return what was packed."""
    return tuple([Answer(*cells) for cells in json.loads(text)])


def checked(text: str) -> str:
    """Return a text that `packed` may have written; it may come from a store that somebody else made.

    Raises
    ------
    ValueError
        It is none, with what is wrong.

    Examples
    --------
    >>> checked('[["optimal"]]')
    Traceback (most recent call last):
    ValueError: expected rows of 14 cells, or one more
    """
    try:
        rows = json.loads(text)
    except RecursionError:
        raise ValueError("expected JSON that is not nested so deep") from None
    if not isinstance(rows, list) or not rows:
        raise ValueError("expected a list of rows")
    for row in rows:
        if not isinstance(row, list) or len(row) not in LENGTHS:
            raise ValueError(f"expected rows of {LENGTHS[0]} cells, or one more")
        for name, cell in zip(Answer._fields, row, strict=False):
            if not _is_of(name, cell):
                raise ValueError(f"{name}: expected {_KINDS.get(name, 'a text')}")
    return text


LENGTHS = (len(Answer._fields) - 1, len(Answer._fields))  # without `more`, and with it
_KINDS = {
    **dict.fromkeys(("days", "usd", "kg_co2e", "km"), "a finite number or nothing"),
    **dict.fromkeys(("transshipments", "point"), "a count or nothing"),
    "status": "a status",
    "more": "texts, finite numbers and nothing",
}
_STATUSES = frozenset({ERROR, *(status.name.lower() for status in Status)})


def _is_of(name: str, cell: Any) -> bool:
    """Tell whether a cell is what stands in a field of an answer."""
    if name == "status":
        return isinstance(cell, str) and cell in _STATUSES
    if name == "more":
        return isinstance(cell, list) and all(isinstance(one, str) or _is_number(one) for one in cell)
    if name in ("transshipments", "point"):
        return cell is None or (type(cell) is int and 0 <= cell < 2**31)
    return _is_number(cell) if name in _KINDS else isinstance(cell, str)


def _is_number(cell: Any) -> bool:
    """Tell whether a cell is a finite number, or nothing."""
    return cell is None or (type(cell) in (int, float) and abs(cell) <= sys.float_info.max)


def failed(reason: str) -> Rows:
    """Return what is kept of a question without an answer."""
    return (Answer(ERROR, error=" ".join(reason.split()) or "no reason is known"),)


def codes_of(warnings: Iterable[AnswerWarning]) -> frozenset[str]:
    """Return the codes of warnings."""
    return frozenset([warning.code for warning in warnings])


def answer_of(
    status: Status, route: Route | None, codes: Iterable[str], *, point: int | None = None, named: str = ""
) -> Answer:
    """Return what is kept of a route, or of there being none."""
    word, told = status.name.lower(), ";".join(sorted(codes))
    if route is None:
        return Answer(word, warnings=told)
    from routing.views.cells import ridden_of

    days, usd, kg_co2e, km = (scaled(route.total(column), per) for column, per in PER)
    return Answer(
        status=word,
        days=days,
        usd=usd,
        kg_co2e=kg_co2e,
        km=km,
        transshipments=route.transshipments,
        corridor=route.corridor,
        path=path_id(route.steps),
        warnings=told,
        point=point,
        named=named,
        **ridden_of(route),
    )
