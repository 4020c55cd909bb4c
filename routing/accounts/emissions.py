"""CO2e of a route by transport chain element, laid out in the style of ISO 14083:2023 and the GLEC Framework.

It is not a compliant statement: the factors are defaults and assumptions, and `NOTES` says what is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from routing.amounts.charges import counts_terminals
from routing.answers.route import Route
from routing.steps.leg import Leg
from routing.steps.step import FigureKey, Step
from routing.views.text.table import number, table

if TYPE_CHECKING:
    import pandas

DISTANCE = "planned route length, no distance adjustment"
NO_DISTANCE = "none (hub operation)"
NOTES = (
    "In the style of ISO 14083:2023 and the GLEC Framework; not a compliant statement, and not verified by anybody.",
    "Distances are the lengths of the network's links, without a distance adjustment factor.",
    "Several published factors of ships are meant for the shortest feasible distance plus 15 %.",
    "Left out: empty running and repositioning where the factor does not include them, refrigerants and reefer power,",
    "black carbon, losses in the electric grid where its factor leaves them out, infrastructure, vehicle building.",
)
NO_TERMINALS = "Terminal operations, collection and delivery are left out: the network has no emission factor of any."


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainElement:
    """One element of a transport chain: a leg by one vehicle service, or a hub operation.

    Attributes
    ----------
    number, element, kind
        Place in the chain from 1, id of the service, link or operation, and ``transport`` or ``hub``.
    origin, destination, mode
        Places that it leads from and to (the same for a hub), and the mode ("" for a hub).
    tonnes, km, tonne_km
        Weight, distance and transport activity; None where not known, and for the distance of a hub.
    distance_type
        What kind of distance that is.
    g_per_tkm_ttw, g_per_tkm_wtw
        Emission intensity, tank to wheel and well to wheel; None for a hub and where not known.
    kg_ttw, kg_wtw
        CO2e, tank to wheel and well to wheel; None where a factor is missing, never 0 for that.
    factors
        The figures with value, unit and basis.
    sources, kinds
        Rows of ``sources.csv`` behind them, and whether they are sourced, computed or assumed.
    """

    number: int
    element: str
    kind: str
    origin: str
    destination: str
    mode: str
    tonnes: float | None
    km: float | None
    tonne_km: float | None
    distance_type: str
    g_per_tkm_ttw: float | None
    g_per_tkm_wtw: float | None
    kg_ttw: float | None
    kg_wtw: float | None
    factors: tuple[str, ...]
    sources: tuple[str, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EmissionReport:
    """The chain elements of a route with their totals and what must be said with them.

    Attributes
    ----------
    elements
        The elements in the order of the journey.
    tonne_km, kg_ttw, kg_wtw
        Totals; None where an element lacks its number. The kg are those of the route.
    notes
        What the numbers are not, and what they leave out.
    """

    elements: tuple[ChainElement, ...]
    tonne_km: float | None
    kg_ttw: float | None
    kg_wtw: float | None
    notes: tuple[str, ...]

    def to_frame(self) -> pandas.DataFrame:
        """Return one row per element; numbers float64 (NaN where unknown), lists joined with ``;``."""
        import pandas

        from networks.model.escaping import escaped

        columns: dict[str, Any] = {}
        for name, type_name in ((one.name, str(one.type)) for one in fields(ChainElement)):
            cells = [getattr(element, name) for element in self.elements]
            if type_name.startswith("tuple"):
                columns[name] = pandas.Series([escaped("; ".join(cell)) for cell in cells], dtype=object)
            elif type_name == "str":
                columns[name] = pandas.Series([escaped(cell) for cell in cells], dtype=object)
            else:
                columns[name] = pandas.Series(cells, dtype="int64" if type_name == "int" else "float64")
        return pandas.DataFrame(columns)

    def __str__(self) -> str:
        head = ["element", "from", "to", "mode", "t", "km", "tkm", "g/tkm TTW", "g/tkm WTW", "kg TTW", "kg WTW",
                "sources", "kind"]  # fmt: skip
        rows = [_cells(element) for element in self.elements]
        total = ["total", "", "", "", "", "", number(self.tonne_km), "", "", number(self.kg_ttw, 1)]
        rows.append([*total, number(self.kg_wtw, 1), "", ""])
        lines = [line.rstrip() for line in table(head, rows, flush="llllrrrrrrrll")]
        factors = dict.fromkeys(factor for element in self.elements for factor in element.factors)
        lines += ["", "Factors:", *(f"  {factor}" for factor in factors)] if factors else []
        return "\n".join([*lines, "", f"Distance: {DISTANCE}.", *self.notes])


def emission_report(route: Route) -> EmissionReport:
    """Return the CO2e of a route by transport chain element."""
    elements = tuple(_elements(route))
    activity = [element.tonne_km for element in elements if element.kind == "transport"]
    known = [one for one in activity if one is not None]
    return EmissionReport(
        elements,
        sum(known) if len(known) == len(activity) else None,
        route.kg_co2e_ttw,
        route.kg_co2e,
        NOTES if counts_terminals(route.network) else (*NOTES, NO_TERMINALS),
    )


def _elements(route: Route) -> Iterator[ChainElement]:
    """Yield the legs at their first ride, and the operations in between, if any is counted in this network."""
    hubs, legs, count = counts_terminals(route.network), iter(route.legs), 0
    leg_steps: list[Step] = []
    for position, step in enumerate(route.steps):
        if step.kind == "ride":
            leg_steps.append(step)
        elif hubs and step.activity == "handling" and step.kind not in ("alight", "pass"):
            count += 1
            yield _hub(route, count, step)
        after = _next_of_legs(route, position)
        if leg_steps and (after is None or after.kind == "board" or after.element != leg_steps[-1].element):
            count += 1
            yield _transport(route, count, next(legs), leg_steps)
            leg_steps = []


def _next_of_legs(route: Route, position: int) -> Step | None:
    steps = (step for step in route.steps[position + 1 :] if step.kind in ("board", "ride", "alight"))
    return next(steps, None)


def _transport(route: Route, count: int, leg: Leg, rides: list[Step]) -> ChainElement:
    tonnes = None if route.load.tonnes is None else float(route.load.tonnes)
    km = None if leg.metres is None else leg.metres / 1000
    activity = None if tonnes is None or km is None else tonnes * km
    keys = dict.fromkeys(key for ride in rides for key in ride.co2e_figures)
    return ChainElement(
        number=count, element=leg.service, kind="transport", origin=leg.origin, destination=leg.destination,
        mode=leg.mode, tonnes=tonnes, km=km, tonne_km=activity, distance_type=DISTANCE,
        g_per_tkm_ttw=_ratio(leg.grams_ttw, activity), g_per_tkm_wtw=_ratio(leg.grams, activity),
        kg_ttw=_kg(leg.grams_ttw), kg_wtw=_kg(leg.grams), **_basis(route, tuple(keys)),
    )  # fmt: skip


def _hub(route: Route, count: int, step: Step) -> ChainElement:
    return ChainElement(
        number=count, element=step.element, kind="hub", origin=step.places[0], destination=step.places[-1], mode="",
        tonnes=None if route.load.tonnes is None else float(route.load.tonnes), km=None, tonne_km=None,
        distance_type=NO_DISTANCE, g_per_tkm_ttw=None, g_per_tkm_wtw=None,
        kg_ttw=_kg(step.grams_ttw), kg_wtw=_kg(step.grams), **_basis(route, step.co2e_figures),
    )  # fmt: skip


def _basis(route: Route, keys: tuple[FigureKey, ...]) -> dict[str, tuple[str, ...]]:
    figures = [route.network.figures[key] for key in keys]
    sources = dict.fromkeys(name for figure in figures for name in (figure.source, *figure.see) if name)
    return {
        "factors": tuple(
            f"{figure.element} {figure.quantity}: {figure.value:g} {figure.unit} per {figure.basis}, {figure.kind}"
            for figure in figures
        ),
        "sources": tuple(sources),
        "kinds": tuple(dict.fromkeys(figure.kind for figure in figures)),
    }


def _cells(element: ChainElement) -> list[str]:
    return [
        element.element, element.origin, element.destination, element.mode or element.kind,
        number(element.tonnes, 1), number(element.km), number(element.tonne_km),
        number(element.g_per_tkm_ttw, 1), number(element.g_per_tkm_wtw, 1),
        number(element.kg_ttw, 1), number(element.kg_wtw, 1),
        ", ".join(element.sources), ", ".join(element.kinds),
    ]  # fmt: skip


def _ratio(grams: int | None, activity: float | None) -> float | None:
    return None if grams is None or not activity else grams / activity


def _kg(grams: int | None) -> float | None:
    return None if grams is None else grams / 1000
