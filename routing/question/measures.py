"""The table of measures: what a route has of each, in which unit it is counted, limited and shown.

Every table of criteria, columns, units, limits or names of them is made from these rows, but for `verification/`, which
states the rules a second time on purpose.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from routing.amounts.units import DAY, KG, KM, USD

Criterion = Literal["time", "cost", "co2e", "distance"]


class Measure(NamedTuple):
    """One thing that a route has so much of.

    Attributes
    ----------
    criterion
        Its name where a question says what is to be least.
    column, unit
        Its integers in steps, arcs and totals, and the unit that they count.
    shown, words, per
        Name of the number that people read, how its unit is written, and how many of `unit` one of it is.
    limit
        The constraint that states how much of it a route may have, in the unit shown.
    lacking
        What an arc without a figure for it lacks, in words.
    leader
        What the route with the least of it is called.
    """

    criterion: Criterion
    column: str
    unit: str
    per: int
    limit: str
    shown: str
    words: str
    lacking: str
    leader: str


class Count(NamedTuple):
    """A whole number that every arc has and that only has a limit."""

    column: str
    limit: str
    words: str
    per: int = 1


TIME = Measure(
    criterion="time",
    column="milliminutes",
    unit="min/1000",
    per=DAY,
    limit="max_days",
    shown="days",
    words="days",
    lacking="a time",
    leader="fastest",
)
COST = Measure(
    criterion="cost",
    column="millicents",
    unit="cent/1000",
    per=USD,
    limit="max_usd",
    shown="usd",
    words="USD",
    lacking="a price",
    leader="cheapest",
)
CO2E = Measure(
    criterion="co2e",
    column="milligrams",
    unit="g/1000",
    per=KG,
    limit="max_kg_co2e",
    shown="kg_co2e",
    words="kg CO2e",
    lacking="an emission factor",
    leader="greenest",
)
DISTANCE = Measure(
    criterion="distance",
    column="millimetres",
    unit="m/1000",
    per=KM,
    limit="max_km",
    shown="km",
    words="km",
    lacking="a length",
    leader="shortest",
)
LIFTS = Count(column="lifts", limit="max_transshipments", words="transshipments")

MEASURES = (TIME, COST, CO2E, DISTANCE)  # in the order in which they are told
MEASURE_OF = {measure.criterion: measure for measure in MEASURES}
CRITERIA: tuple[Criterion, ...] = tuple(MEASURE_OF)
COLUMN_OF = {measure.criterion: measure.column for measure in MEASURES}
COLUMNS = (*COLUMN_OF.values(), LIFTS.column)  # of every step, arc and total
