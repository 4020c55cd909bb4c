"""Answers by every path where dwells are charged: milliminutes are counted along each path, from lift to departure."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from networks import Network
from oracles.all_paths import TooManyPathsError
from oracles.allowed import arcs_of, keeps_to_the_calendar
from oracles.vectors import limits_of, terms_of, vector_of
from oracles.vias import after
from routing import Question
from routing.amounts.load import load_of

AWAY = -1  # milliminutes of a dwell while there is none that is charged
WATER = ("sea", "ferry", "air")


def charges_of(storage: list[dict[str, Any]], plain: Network, load: Any) -> tuple[dict[str, Fraction], Any]:
    """Return place -> milliminutes that are free, and the function (place, dwell) -> millicents."""
    rates = {row["element"]: row for row in storage if row["quantity"] == "demurrage"}
    free = {
        row["element"]: Fraction(str(row["value"])) * {"min": 1000, "h": 60_000, "d": 1_440_000}[row["unit"]]
        for row in storage
        if row["quantity"] == "free_time"
    }

    def charge(place: str, dwell: int | None) -> list[int | None]:
        """Return the millicents of a dwell, None where it is not known how long it is; nothing in the free time."""
        over = None if dwell is None else max(Fraction(0), dwell - free[place])
        if over == 0:
            return []
        teu = load.teu if load.teu == load.containers else load.containers and load.containers * _ratio(plain, place)
        units = {"shipment": 1, "container": load.containers, "teu": teu, "tonne": load.tonnes}
        row = rates[place]
        count = units[row["basis"].removesuffix("_day")]
        euro = plain.figure("currency:EUR", "usd_per_unit")
        rate = Fraction(1) if row["currency"] == "USD" else None if euro is None else Fraction(str(euro.value))
        if over is None or count is None or rate is None:
            return [None]
        return [round(Fraction(str(row["value"])) * rate * count * 100_000 * -(-over // 1_440_000))]

    return free, charge


def _ratio(plain: Network, place: str) -> Fraction:
    """Return the TEU that a 40 ft box counts in the demurrage of a place."""
    stated = plain.figure(place, "ft40_ratio") or plain.figure("network", "ft40_ratio")
    return Fraction(2) if stated is None else Fraction(str(stated.value))


def by_all_paths_with_demurrage(rows: Any, network_of: Any, question: Question, most: int = 60_000) -> Any:
    """Return the least vector where dwells are charged, from the paths of the network without the two figures of it.

    The milliminutes are counted along each path, from being set down to the departure of the next vehicle.
    """
    storage = [row for row in rows["figures"] if row["quantity"] in ("free_time", "demurrage")]
    plain = network_of(rows | {"figures": [row for row in rows["figures"] if row not in storage]})
    asks = {limit[0] for limit in limits_of(question)} | set(terms_of(question.minimise))
    free, charge = charges_of(storage, plain, load_of(plain, question.shipment))
    arcs, via, limits = arcs_of(plain, question), question.constraints.via, limits_of(question)
    target = f"{question.shipment.destination}>door"
    leaving: dict[str, list[int]] = {}
    for number, arc in arcs.items():
        leaving.setdefault(arc.tail, []).append(number)
    start = (f"door>{question.shipment.origin}", 0, AWAY)
    looked, seen, path = 0, {start}, []
    best: list[tuple[Any, ...]] = []

    def go_on(node: str, passed: int, dwell: int | None) -> None:
        nonlocal looked
        looked += 1
        if looked > most:
            raise TooManyPathsError
        if node == target and passed == len(via):
            done = [step for step in path if not isinstance(step, _Charge)]
            within = all(
                sum(getattr(step, column) for step in path) / units <= limit for column, units, limit in limits
            )
            if within and keeps_to_the_calendar(plain, question.shipment, done):
                best.append(tuple(map(sum, zip(*(vector_of(step, question.minimise) for step in path), strict=True))))
                best[:] = [min(best)]
            return
        for number in leaving.get(node, ()):
            arc = arcs[number]
            now = after(plain, arc.step, via, passed)
            step, place = arc.step, arc.step.places[0]
            extra: list[int | None] = []
            since = _set_down(node, step) if node.startswith("in|") else dwell
            if since != AWAY:
                since = None if since is None or step.milliminutes is None else since + step.milliminutes
            if node.startswith("out|"):
                extra = charge(place, since) if place in free and since != AWAY else []
                since = AWAY
            if None in extra and "millicents" in asks:
                continue
            there = (arc.head, now, since)
            if there in seen:
                continue
            steps = [step, *(_Charge(millicents=millicents) for millicents in extra)]
            seen.add(there)
            path.extend(steps)
            go_on(*there)
            del path[-len(steps) :]
            seen.remove(there)

    go_on(*start)
    return best[0] if best else None


def _set_down(node: str, step: Any) -> int:
    """Return the milliminutes of a dwell that begins: none, or not charged at all from ship to ship."""
    return AWAY if step.side in WATER and node.split("|")[2] in WATER else 0


@dataclass(frozen=True)
class _Charge:
    """The arc of a charge, as far as vectors and limits look at it."""

    millicents: int | None
    milliminutes: int = 0
    milligrams: int = 0
    millimetres: int = 0
    lifts: int = 0
