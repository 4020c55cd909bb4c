"""Answers as pandas DataFrames: `as_frame`.

A name that a spreadsheet would run as a formula (it begins with ``=``, ``+``, ``-`` or ``@``) has an apostrophe before
it, as in the CSV files of a network: such a table is mostly written to a file and opened by somebody else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from networks.model.escaping import escaped
from routing.views.assignment_rows import NUMBERS, TEXTS
from routing.views.by_kind import by_kind
from routing.views.cells import ARRIVAL, Row
from routing.views.rows import ROBUST, rows

if TYPE_CHECKING:
    import pandas

    from routing.answers.alternatives import Alternatives
    from routing.answers.cpmm import Cpmm
    from routing.answers.emission_report import EmissionReport
    from routing.answers.price_report import PriceReport
    from routing.answers.result import Result
    from routing.answers.route import Route
    from routing.answers.shown import Shown

WHOLE, REAL, YEAR, TEXT, FLAG = "int64", "float64", "Int64", "object", "boolean"  # what a column holds
TOTALS = {"days": REAL, "usd": REAL, "kg_co2e": REAL, "km": REAL}
LIKELY = {"days_low": REAL, "days_high": REAL, "usd_low": REAL, "usd_high": REAL} | dict.fromkeys(ARRIVAL, TEXT)
STEP = {
    "step": WHOLE,
    "kind": TEXT,
    "activity": TEXT,
    "component": TEXT,
    "paid_under": TEXT,
    "element": TEXT,
    "service_name": TEXT,
    "mode": TEXT,
    "from": TEXT,
    "to": TEXT,
    "from_name": TEXT,
    "to_name": TEXT,
    "time_h": REAL,
    "ends_at_h": REAL,
    "ends_at": TEXT,
    "day": YEAR,
    "there_by": TEXT,
    "timetable": TEXT,
    "usd": REAL,
    "kg_co2e": REAL,
    "kg_co2e_ttw": REAL,
    "km": REAL,
    "lifts": WHOLE,
    "places": TEXT,
    "links": TEXT,
    "territories": TEXT,
    "time_basis": TEXT,
    "time_source": TEXT,
    "price_basis": TEXT,
    "price_source": TEXT,
}
PRICE = {"constraints": TEXT, "status": TEXT, **TOTALS, "transshipments": YEAR, "rides": TEXT, "ride_ids": TEXT}
CORRIDOR = {
    "corridor": TEXT,
    "name": TEXT,
    "status": TEXT,
    **TOTALS,
    **LIKELY,
    "borders": YEAR,
    "gauge_changes": YEAR,
    "transshipments": YEAR,
    "hours_assumed": REAL,
    "usd_assumed": REAL,
    "uses": TEXT,
    "turns_back": "bool",
    "reason": TEXT,
    "rides": TEXT,
    "ride_ids": TEXT,
}
LANE = {
    "origin": TEXT,
    "destination": TEXT,
    "origin_name": TEXT,
    "destination_name": TEXT,
    "status": TEXT,
    **TOTALS,
    "transshipments": YEAR,
    **LIKELY,
    "corridor": TEXT,
    "reason": TEXT,
    "rides": TEXT,
    "ride_ids": TEXT,
}
DEPARTURE = {
    "leaves": TEXT,
    "arrives_at": TEXT,
    **TOTALS,
    "transshipments": YEAR,
    "named": TEXT,
    "corridor": TEXT,
    "rides": TEXT,
    "ride_ids": TEXT,
}
BREAK_EVEN = {
    "element": TEXT,
    "change": TEXT,
    "uses": WHOLE,
    "slack_per_use": REAL,
    "flips": "bool",
    **{f"flips_to_{name}": kind for name, kind in TOTALS.items()},
    "flips_to_transshipments": YEAR,
    "flips_to_rides": TEXT,
    "flips_to_ride_ids": TEXT,
    "reason": TEXT,
    "confirmed": "bool",
}
WAY = {
    "least": REAL,
    "days": REAL,
    "usd": REAL,
    "kg_co2e": REAL,
    "corridor": TEXT,
    "rides": TEXT,
    "is_best_today": FLAG,
}
SENSITIVITY = {
    **dict.fromkeys(("section", "figure", "element", "quantity", "unit", "basis"), TEXT),
    **dict.fromkeys(("value", "low", "high"), REAL),
    **dict.fromkeys(("kind", "source"), TEXT),
    **{f"{end}_{name}": kind for end in ("low", "high") for name, kind in (*WAY.items(), ("least_kept", REAL))},
    "end": TEXT,
    "gain": REAL,
    **{
        f"{of}_{name}": kind
        for of in ("turn", "corridor_turn")
        for name, kind in (("value", REAL), ("share", REAL), *WAY.items())
    },
}
VALUE_OF_INFORMATION = {
    **dict.fromkeys(("section", "name"), TEXT),
    **dict.fromkeys(("worth", "worth_low", "worth_high", "turns"), REAL),
    "is_exact": FLAG,
    "figures": YEAR,
    **dict.fromkeys(("element", "quantity", "unit"), TEXT),
    **dict.fromkeys(("value", "low", "high"), REAL),
    **dict.fromkeys(("kind", "source", "other_corridor", "other_rides"), TEXT),
}
RELIABLE = {
    "way": TEXT,
    **TOTALS,
    "transshipments": YEAR,
    **dict.fromkeys(("mean_days", "p10_days", "p50_days", "p80_days", "p95_days", "on_time"), REAL),
    "rides": TEXT,
    "ride_ids": TEXT,
}
CRITICAL = {
    "section": TEXT,
    "set": YEAR,
    "elements": TEXT,
    "unserved": YEAR,
    "extra": REAL,
    "origin": TEXT,
    "destination": TEXT,
    "weight": YEAR,
    "outcome": TEXT,
    "corridor_before": TEXT,
    "corridor_after": TEXT,
    "cut_by": TEXT,
    **dict.fromkeys(("days_before", "days_after", "days", "usd", "kg_co2e"), REAL),
}
UPGRADES = {
    "section": TEXT,
    "upgrades": TEXT,
    "usd": REAL,
    "unknown": TEXT,
    **dict.fromkeys(("days", "error", "alone", "last"), REAL),
}
ROBUST_UPGRADES = {name: TEXT if name in ("section", "upgrades", "unknown") else REAL for name in ROBUST}
UPGRADE_PHASES = {
    **dict.fromkeys(("plan", "reached_in", "year"), YEAR),
    **dict.fromkeys(("budget_usd", "spent_usd"), REAL),
    **dict.fromkeys(("begun", "done"), TEXT),
    "days": REAL,
}
WELFARE = {"section": TEXT, "upgrades": TEXT} | dict.fromkeys(("usd", "week_usd", "week_bound_usd", "left"), REAL)
ASSIGNMENT = dict.fromkeys(TEXTS, TEXT) | {"consignment": YEAR} | dict.fromkeys(NUMBERS[1:], REAL)
PUNCTUALITY = {"section": TEXT, "name": TEXT, "value": REAL, "low": REAL, "high": REAL}
WAY_LEG = {
    "leg": WHOLE,
    "mode": TEXT,
    **dict.fromkeys(("km", "hours", "from_lat", "from_lon", "to_lat", "to_lon"), REAL),
}
AUDIT = {
    "link": TEXT,
    "mode": TEXT,
    "km": REAL,
    "verdict": TEXT,
    "inside_km": REAL,
    "depth_km": REAL,
    "clearance_km": REAL,
    "no_nearer_km": REAL,
    "tolerance_km": REAL,
}


@by_kind
def as_frame(answer: Shown) -> pandas.DataFrame:
    """Return the rows of an answer as a DataFrame, with the types that pandas finds."""
    import pandas

    return pandas.DataFrame(rows(answer))


def frame_of(answer: Shown) -> pandas.DataFrame:
    """Return the frame of an answer with what it is worth in its ``attrs``: of no rows it tells why there are none."""
    frame = as_frame(answer)
    if hasattr(answer, "status"):
        frame.attrs["status"] = answer.status.name.lower()
    elif hasattr(answer, "results"):
        frame.attrs["statuses"] = {name: result.status.name.lower() for name, result in answer.results.items()}
    return frame


@as_frame.register("Route", "Result")
def _(answer: Route | Result) -> pandas.DataFrame:
    """Return one row for each step, numbered from 1, with its amounts of the whole shipment.

    Numbers are float64, NaN where a figure is missing; texts are "" where missing, and lists are joined with ``;``.
    """
    return typed(rows(answer), STEP)


@as_frame.register("Alternatives")
def _(found: Alternatives) -> pandas.DataFrame:
    import pandas

    return pandas.DataFrame([row | {"shared": max(row["shared"], default=None)} for row in rows(found)])


@as_frame.register("CorridorTable")
def _(found: Shown) -> pandas.DataFrame:
    return typed(rows(found), CORRIDOR)


@as_frame.register("LaneTable")
def _(found: Shown) -> pandas.DataFrame:
    return typed(rows(found), LANE)


@as_frame.register("Departures")
def _(found: Shown) -> pandas.DataFrame:
    return typed(rows(found), DEPARTURE)


@as_frame.register("Price")
def _(price: Shown) -> pandas.DataFrame:
    return typed(rows(price), PRICE)


@as_frame.register("BreakEven")
def _(found: Shown) -> pandas.DataFrame:
    return typed(rows(found), BREAK_EVEN)


@as_frame.register("Punctuality")
def _(found: Shown) -> pandas.DataFrame:
    return typed(rows(found), PUNCTUALITY)


@as_frame.register("Assignment")
def _(found: Shown) -> pandas.DataFrame:
    return typed(rows(found), ASSIGNMENT)


@as_frame.register("Critical")
def _(found: Shown) -> pandas.DataFrame:
    return typed(rows(found), CRITICAL)


@as_frame.register("UpgradePlan")
def _(found: Shown) -> pandas.DataFrame:
    return typed(rows(found), UPGRADES)


@as_frame.register("RobustUpgrades")
def _(found: Shown) -> pandas.DataFrame:
    return typed(rows(found), ROBUST_UPGRADES)


@as_frame.register("UpgradePhases")
def _(found: Shown) -> pandas.DataFrame:
    return typed(rows(found), UPGRADE_PHASES)


@as_frame.register("WelfarePlan")
def _(found: Shown) -> pandas.DataFrame:
    return typed(rows(found), WELFARE)


@as_frame.register("ReliableChoice")
def _(found: Shown) -> pandas.DataFrame:
    return typed(rows(found), RELIABLE)


@as_frame.register("Sensitivity")
def _(found: Shown) -> pandas.DataFrame:
    return typed(rows(found), SENSITIVITY)


@as_frame.register("ValueOfInformation")
def _(found: Shown) -> pandas.DataFrame:
    return typed(rows(found), VALUE_OF_INFORMATION)


@as_frame.register("Audit")
def _(found: Shown) -> pandas.DataFrame:
    return typed(rows(found), AUDIT)


@as_frame.register("Way")
def _(found: Shown) -> pandas.DataFrame:
    return typed(rows(found), WAY_LEG)


@as_frame.register("Cpmm")
def _(found: Cpmm) -> pandas.DataFrame:
    import pandas

    return pandas.DataFrame(rows(found), columns=["indicator", "part", "value", "unit"])


@as_frame.register("PriceReport")
def _(report: PriceReport) -> pandas.DataFrame:
    """Numbers are float64 (NaN where unknown), years Int64; only rows of section ``price`` add up to the total."""
    from routing.accounts.prices import PriceRow

    return typed(rows(report), {"section": TEXT, **_columns_of(PriceRow, YEAR)}, "; ")


@as_frame.register("EmissionReport")
def _(report: EmissionReport) -> pandas.DataFrame:
    """Numbers are float64 (NaN where unknown), lists joined with ``;``."""
    from routing.accounts.emissions import ChainElement

    return typed(rows(report), _columns_of(ChainElement, WHOLE), "; ")


def typed(found: Sequence[Row], columns: Mapping[str, str], between: str = ";") -> pandas.DataFrame:
    """Return rows as a DataFrame whose columns have their types even where there is no row."""
    import pandas

    series = {}
    for name, kind in columns.items():
        cells = [cell_text(row[name], between) if kind == TEXT else row[name] for row in found]
        series[name] = pandas.Series(cells, dtype=object if kind == TEXT else kind)
    return pandas.DataFrame(series)


def cell_text(cell: str | list[str] | None, between: str = ";") -> str:
    """Return a cell as text that no spreadsheet runs as a formula; lists joined with ``;``."""
    return escaped(between.join(cell) if isinstance(cell, list) else cell or "")


def _columns_of(kind: type[Any], whole: str) -> dict[str, str]:
    """Return the columns of a dataclass by its annotations; `whole` is what its whole numbers are kept as."""
    named = {one.name: str(one.type) for one in fields(kind)}
    return {
        name: TEXT if type_name.startswith(("str", "tuple")) else whole if type_name.startswith("int") else REAL
        for name, type_name in named.items()
    }
