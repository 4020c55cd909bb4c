"""On what a route's totals rest: shares by kind of figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from networks.model.figure import FigureKey
from networks.network import Network
from routing.accounts.emitted import emitted_parts
from routing.amounts.load import Load
from routing.steps.step import Step

KINDS = ("sourced", "computed", "calibrated", "assumption", "plan", "quote", "given")
AS_MET = ("quote", "given")  # kinds that are told only where there are any
ASSUMED = ("assumption", "calibrated")  # kinds that no source vouches for


def shares(network: Network, load: Load, steps: Iterable[Step]) -> Mapping[str, Mapping[str, float]]:
    """Return ``{"hours": {kind: share}, "usd": ..., "co2e": ...}``; shares of each add up to 1, or all are 0."""
    found = list(steps)
    columns = {"hours": "milliminutes", "usd": "millicents", "co2e": "milligrams"}
    return {what: _shares_of(network, load, found, column) for what, column in columns.items()}


def _shares_of(network: Network, load: Load, steps: Iterable[Step], column: str) -> Mapping[str, float]:
    sums = dict.fromkeys(KINDS, Fraction(0))
    for step in steps:
        for amount, kind in _kinds_of(network, load, step, column):
            sums[kind] += amount
    total = sum(sums.values())
    return {
        kind: float(amount / total) if total else 0.0 for kind, amount in sums.items() if amount or kind not in AS_MET
    }


def _kinds_of(network: Network, load: Load, step: Step, column: str) -> Iterator[tuple[Fraction, str]]:
    """Yield the amounts that a column of a step is made of, each with the kind of its least sure figure."""
    if column == "milligrams":
        for amount, figures in emitted_parts(network, load, step):
            kinds = [figure.kind for figure, _ in figures]
            if kinds:
                yield amount, next((kind for kind in kinds if kind in ASSUMED), kinds[0])
            elif not step.co2e_figures:
                yield amount, "given"
    elif amount := getattr(step, column):
        yield Fraction(amount), kind_behind(network, step, column) or "given"


def figure_behind(step: Step, column: str) -> FigureKey | None:
    """Return the figure that ``milliminutes`` or ``millicents`` of a step come from; None where there is none."""
    return {"milliminutes": step.time_figure, "millicents": step.price_figure}.get(column)


def kind_behind(network: Network, step: Step, column: str) -> str:
    """Return the kind of what an amount of a step rests on: its figure or its calendar; "" where there is neither."""
    key = figure_behind(step, column)
    if key is not None:
        return network.figures[key].kind
    return calendar_behind(network, step)[0] if column == "milliminutes" else ""


def calendar_behind(network: Network, step: Step) -> tuple[str, str]:
    """Return kind and sources of the rows by which a wait ends; both "" of a step that is no such wait.

    They are those of the departures of a service, or of opening hours. A wait for departures that are assumed once a
    headway is an assumption, whatever the headway rests on.
    """
    if not step.ends_by_calendar:
        return "", ""
    table = network.departures if step.is_boarding else network.opening_hours
    rows = () if step.timetable == "assumed" else table.get(step.element, ())
    sources = "; ".join(dict.fromkeys(row.source for row in rows if row.source))
    is_sourced = bool(rows) and all(row.kind == "sourced" for row in rows)
    return ("sourced" if is_sourced else "assumption"), sources


def assumed(network: Network, steps: Iterable[Step], column: str) -> int:
    """Return how much of a column (``milliminutes`` or ``millicents``) rests on assumptions; 0 of any other."""
    total = 0
    for step in steps:
        if kind_behind(network, step, column) in ASSUMED:
            total += getattr(step, column) or 0
    return total
