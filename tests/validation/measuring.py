"""What an answer says on a row: hours, dollars or km of a route, of a border or port on it, or of two routes compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from published import Row

from networks import Network
from routing import Route
from routing.accounts.ranges import moved_by_figure
from routing.steps.step import Step

# (origin, destination) of a border row -> a way over it, and the places where its procedures stand.
BORDERS: Mapping[tuple[str, str], tuple[str, str, tuple[str, ...], frozenset[str]]] = {
    ("KZ-DOSTYK", "KZ-DOSTYK"): ("CNLYG", "KZALA", ("KZ-DOSTYK",), frozenset({"CN-ALASHANKOU", "KZ-DOSTYK"})),
    ("CN-ALASHANKOU", "KZ-DOSTYK"): ("CNLYG", "KZALA", ("KZ-DOSTYK",), frozenset({"CN-ALASHANKOU", "KZ-DOSTYK"})),
    ("CNHRS", "KZ-ALTYNKOL"): ("CNLYG", "KZALA", ("KZ-ALTYNKOL",), frozenset({"CNHRS", "KZ-ALTYNKOL", "KZHOR"})),
    ("RU-ILETSK", "RU-ILETSK"): ("RUREN", "KZAKX", ("RU-ILETSK",), frozenset({"RU-ILETSK", "KZAKX"})),
    ("KZ-SARYAGASH", "UZTAS"): ("KZARY", "UZBHK", ("KZ-SARYAGASH",), frozenset({"KZ-SARYAGASH", "UZTAS"})),
    ("MNZUU", "CNERC"): ("MNULN", "CNBJS", ("MNZUU",), frozenset({"MNZUU", "CNERC"})),
    ("CNERC", "MNZUU"): ("CNBJS", "MNULN", ("CNERC",), frozenset({"MNZUU", "CNERC"})),
}
# port -> a way through it, from ship to train: the ship that calls nowhere before
PORTS: Mapping[str, tuple[str, str]] = {"RUVVO": ("CNSGH", "RUMOW")}
TURNED = ("p140",)  # shares that compare the second question to the first

HOURS = {"d": 24.0, "h": 1.0}


@dataclass(frozen=True, slots=True)
class Amount:
    """What the model says: the central figure, the ends with all figures at their best and worst, and the likely ends.

    A ratio or a difference of two answers, and a length, have no likely ends. `doubt` names the figure of the route
    that can move the answer most.
    """

    value: float
    low: float
    high: float
    likely: tuple[float, float] | None = None
    doubt: str = ""


class Unanswered(Exception):
    """A row has no answer; says why."""


def measured(network: Network, row: Row, route: Route) -> Amount:
    """Return what a route says on a row, in the unit of the row."""
    measure = row.constraints.get("measure")
    if measure in ("border", "port"):
        part = replace(route, steps=tuple(_standing(network, row, route)))
        return _hours(part, row.unit)
    if measure == "price_per_500km":
        rides = replace(route, steps=tuple(step for step in route.steps if step.kind == "ride"))
        return _scaled(_dollars(rides), 500 / _km(rides).value)
    if row.kind == "distance":
        return _km(route)
    if row.kind == "rate" or (row.unit == "ratio" and row.constraints.get("minimise") == "cost"):
        return _dollars(route)
    return _hours(route, "d" if row.unit == "ratio" else row.unit)


def compared(row: Row, first: Amount, second: Amount) -> Amount:
    """Return the ratio or the difference of two answers; its range takes one low and the other high."""
    if row.id in TURNED:
        first, second = second, first
    if row.constraints.get("measure") == "difference":
        ends = sorted((first.low - second.high, first.high - second.low))
        turn = 1 if first.value >= second.value else -1
        return Amount(abs(first.value - second.value), *sorted(turn * end for end in ends))
    return Amount(first.value / second.value, first.low / second.high, first.high / second.low)


def _standing(network: Network, row: Row, route: Route) -> Iterator[Step]:
    """Yield the steps of a border (clearance and change of gauge), or all that is not moving in a port."""
    border = row.constraints["measure"] == "border"
    places = BORDERS[row.origin, row.destination][3] if border else {row.origin}
    side = row.constraints.get("side")
    for step in route.steps:
        wanted = step.activity == "clearance" or step.component == "border" if border else step.kind != "ride"
        if wanted and step.places[0] in places and side in (None, network.places[step.places[0]].country):
            yield step


def _hours(route: Route, unit: str) -> Amount:
    ends = route.range_days()
    if route.days is None or ends is None:
        raise Unanswered(f"no time of {', '.join(route.lacking['days'])}")
    amount = Amount(route.days, *ends, likely=route.likely_days(), doubt=_doubt(route, "milliminutes"))
    return _scaled(amount, 24 / HOURS[unit])


def _dollars(route: Route) -> Amount:
    ends = route.range_usd()
    if route.usd is None or ends is None:
        raise Unanswered(f"no price of {', '.join(route.lacking['usd'])}")
    return Amount(route.usd, *ends, likely=route.likely_usd(), doubt=_doubt(route, "millicents"))


def _doubt(route: Route, column: str) -> str:
    """Return the figure of a route with the widest reach, with its kind; "" if none has a range."""
    moved = moved_by_figure(route.network, route.load, route.steps, column)
    wide = {key: high - low for key, (_, low, high) in moved.items()}
    if not any(wide.values()):
        return ""
    key = max(sorted(wide), key=wide.__getitem__)
    figure = route.network.figures[key]
    per = f" per {figure.basis}" if figure.basis else ""
    return f"{' '.join(key)} ({figure.kind}, {figure.low:g} to {figure.high:g} {figure.unit}{per})"


def _km(route: Route) -> Amount:
    if not route.km:
        raise Unanswered("no length")
    return Amount(route.km, route.km, route.km)


def _scaled(amount: Amount, factor: float) -> Amount:
    likely = None if amount.likely is None else (amount.likely[0] * factor, amount.likely[1] * factor)
    return Amount(amount.value * factor, amount.low * factor, amount.high * factor, likely, amount.doubt)
