"""The table of measures: what a route is measured by, in which integers, and how that is limited and shown.

Every other table of criteria, columns and units is made from this one; `routing.verification` keeps its own, on
purpose.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that a route is measured by.

    Attributes
    ----------
    criterion
        What it is called where it is to be least.
    column
        Column of integers that adds it up.
    unit
        What one of those integers is.
    per
        How many of them make one of what is shown.
    limit
        Name of its limit among the constraints.
    shown
        Name of the total of a route, in the unit that people read.
    lacking
        What a step that cannot be used for it lacks, in words.
    leader
        What the least route of a front is called.
    """

    criterion: str
    column: str
    unit: str
    per: int
    limit: str
    shown: str
    lacking: str
    leader: str


MEASURES = (
    Measure("time", "minutes", "min", 1440, "max_days", "days", "a time", "fastest"),
    Measure("cost", "cents", "cent", 100, "max_usd", "usd", "a price", "cheapest"),
    Measure("co2e", "grams", "g", 1000, "max_kg_co2e", "kg_co2e", "an emission factor", "greenest"),
    Measure("distance", "metres", "m", 1000, "max_km", "km", "a length", "shortest"),
)
MAX_LIFTS = "max_transshipments"  # the limit of what is counted, not measured
