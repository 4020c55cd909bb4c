"""What is done to goods that do not move: terminal operations, customs, papers, as steps between two sides of a place.

`Terminals` looks up the rows that apply, the particular before the general, and prices them; `expansion.py` joins
the steps into arcs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from networks.model.elements import Operation, Procedure
from networks.model.network import Network
from routing.amounts import charges
from routing.amounts.load import Load
from routing.steps.step import FigureKey, Step

OUTSIDE = ("sea", "ferry", "air")  # sides of a place that lie outside its customs area


@dataclass(frozen=True, slots=True)
class Condition:
    """When an arc may be used: a test of the question's origin or destination.

    `test` is ``origin`` or ``destination`` (is this place), ``from`` or ``to`` (lies in this customs area),
    ``not_from`` or ``not_to`` (lies outside it); `name` is the place or area.
    """

    test: str
    name: str


Stage = list[tuple[Step, Condition | None]]  # parallel alternatives between two vertices


class Terminals:
    """Operations and procedures of a network for a load.

    Attributes
    ----------
    area_of
        Place -> customs area at the network's as-of date.
    gaps
        Procedures that a border needs and no row describes, in words.
    """

    def __init__(self, network: Network, load: Load) -> None:
        self.network, self.load = network, load
        countries = {place.id: place.country for place in network.places.values()}
        self.territories = {place: frozenset(filter(None, [country])) for place, country in countries.items()}
        self.area_of = {place: network.customs_area(country) for place, country in countries.items()}
        self.operations = _by_place_and_sides(network.operations.values())
        self.procedures = _by_place_and_kind(network.procedures.values())
        self.charges: dict[str, tuple[int | None, FigureKey | None, int | None, FigureKey | None]] = {}
        self.emissions: dict[str, charges.Emission] = {}
        self.stages: dict[tuple[str, str, str, str, str], list[Stage]] = {}
        self.emits = charges.counts_terminals(network)
        self.gaps: set[str] = set()

    def crossings(self, places: tuple[str, ...]) -> tuple[list[Stage], list[Stage]]:
        """Return the procedures before and after a ride whose links join different customs areas."""
        before: list[Stage] = []
        after: list[Stage] = []
        for tail, head in pairwise(places):
            left, entered = self.area_of[tail], self.area_of[head]
            if left == entered or not left or not entered:
                continue
            before.extend(self.procedure_stage("leave", left, tail, head, "border"))
            after.extend(self.procedure_stage("enter", entered, head, tail, "border"))
        return before, after

    def procedure_stage(self, direction: str, area: str, inside: str, other: str, component: str) -> list[Stage]:
        """Return the alternatives of leaving or entering a customs area, put together once for each border and port."""
        key = (direction, area, inside, other, component)
        if key not in self.stages:
            self.stages[key] = self.new_stage(*key)
        return self.stages[key]

    def new_stage(self, direction: str, area: str, inside: str, other: str, component: str) -> list[Stage]:
        """Return the alternatives of leaving or entering a customs area: for its own goods, or in transit."""
        own, transit, test = (
            ("import", "transit_opening", "to") if direction == "enter" else ("export", "transit_closing", "from")
        )
        kinds = ((own, Condition(test, area)), (transit, Condition(f"not_{test}", area)))
        rows = {kind: self.procedure_row(kind, area, inside, other) for kind, _ in kinds}
        if not any(rows.values()):
            return []
        stage: Stage = []
        for kind, condition in kinds:
            row = rows[kind]
            if row is None:
                self.gaps.add(f"no row of procedures.csv says how goods pass {kind} of {area} at {inside}")
            else:
                stage.append((self.procedure_step(row, row.place or inside, component), condition))
        return [stage]

    def procedure_row(self, kind: str, area: str, inside: str, other: str) -> Procedure | None:
        for key in ((inside, kind, area), (inside, kind, ""), (other, kind, area), ("", kind, area), ("", kind, "")):
            if key in self.procedures:
                return self.procedures[key]
        return None

    def procedure_step(self, row: Procedure, place: str, component: str) -> Step:
        minutes, time_key, cents, price_key = self.charged(row.id)
        return Step(kind=row.kind, component=component, element=row.id, places=(place,), minutes=minutes,
                    cents=cents, time_figure=time_key, price_figure=price_key,
                    territories=self.territory(place))  # fmt: skip

    def port_stages(self, place: str, side: str, other: str) -> list[Stage]:
        """Return customs and papers at a port: entering or leaving its customs area, and handing goods to rail."""
        area = self.area_of[place]
        stages: list[Stage] = []
        if area and side in OUTSIDE and other not in OUTSIDE:
            stages.extend(self.procedure_stage("enter", area, place, place, "customs"))
        if area and other in OUTSIDE and side not in OUTSIDE:
            stages.extend(self.procedure_stage("leave", area, place, place, "customs"))
        papers = self.procedure_row("papers", area, place, place)
        if papers is not None and other.startswith("rail") and not side.startswith("rail") and side != "gate":
            stages.append([(self.procedure_step(papers, place, "papers"), None)])
        return stages

    def operation_rows(self, place: str, side: str, other: str) -> tuple[Operation, ...]:
        """Return the operations between two sides of a place: its own rows, else the rows for every place."""
        return self.operations.get((place, side, other)) or self.operations.get(("", side, other), ())

    def operation_step(self, row: Operation, place: str, side: str, other: str) -> Step:
        minutes, time_key, cents, price_key = self.charged(row.id)
        gauge_break = side.startswith("rail") and other.startswith("rail") and side != other
        component = {"origin": "origin", "load": "origin", "unload": "delivery", "delivery": "delivery"}.get(
            row.kind, "border" if gauge_break else "port"
        )
        grams, grams_ttw, co2e_keys = self.emitted(row)
        return Step(kind=row.kind, component=component, element=row.id, places=(place,), side=other,
                    grams=grams, grams_ttw=grams_ttw, co2e_figures=co2e_keys,
                    minutes=minutes, cents=cents, lifts=int(row.kind == "lift"), territories=self.territory(place),
                    time_figure=time_key, price_figure=price_key)  # fmt: skip

    def charged(self, element: str) -> tuple[int | None, FigureKey | None, int | None, FigureKey | None]:
        """Return minutes and cents of an operation or procedure with the keys of their figures."""
        if element not in self.charges:
            self.charges[element] = (
                *charges.duration(self.network, element),
                *charges.price(self.network, self.load, element),
            )
        return self.charges[element]

    def emitted(self, row: Operation) -> charges.Emission:
        """Return the grams of an operation with the keys of their figures."""
        if row.id not in self.emissions:
            self.emissions[row.id] = (
                charges.operation_emissions(self.network, self.load, row.id, row.kind) if self.emits else (0, 0, ())
            )
        return self.emissions[row.id]

    def territory(self, place: str) -> frozenset[str]:
        """Return the code of the territory that a place lies in, if it has one."""
        return self.territories[place]


def _by_place_and_sides(rows: Iterable[Operation]) -> dict[tuple[str, str, str], tuple[Operation, ...]]:
    found: dict[tuple[str, str, str], tuple[Operation, ...]] = {}
    for row in sorted(rows, key=lambda row: row.id):
        key = (row.place, row.from_side, row.to_side)
        found[key] = (*found.get(key, ()), row)
    return found


def _by_place_and_kind(rows: Iterable[Procedure]) -> dict[tuple[str, str, str], Procedure]:
    found: dict[tuple[str, str, str], Procedure] = {}
    for row in sorted(rows, key=lambda row: row.id):
        found.setdefault((row.place, row.kind, row.area), row)
    return found
