"""CO2e of a route by transport chain element: legs by one vehicle service, and hub operations between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from networks.model.figure import FigureKey
from networks.network import Network
from routing.amounts.emissions import counts_terminals
from routing.amounts.load import Load
from routing.amounts.missing import over
from routing.steps.kinds import HANDLING
from routing.steps.leg import Leg, leg_numbers, legs_of
from routing.steps.step import Step

DISTANCE = "planned route length, no distance adjustment"
NO_DISTANCE = "none (hub operation)"


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


def chain_elements(network: Network, load: Load, steps: Sequence[Step]) -> tuple[ChainElement, ...]:
    """Return the transport chain elements in the order in which they are ended.

    Hub operations are among them only where the network has emission factors of any.
    """
    tonnes = None if load.tonnes is None else float(load.tonnes)
    hubs = counts_terminals(network)
    found: list[ChainElement] = []
    for done in _ended(network, steps):
        number = len(found) + 1
        if isinstance(done, Leg):
            found.append(_transport(network, tonnes, number, done))
        elif hubs and done.activity == HANDLING and not done.is_pass:
            found.append(_hub(network, tonnes, number, done))
    return tuple(found)


def transport_activity(elements: Iterable[ChainElement]) -> float | None:
    """Return the tonne-km of all legs; None where one is not known."""
    activity = [element.tonne_km for element in elements if element.kind == "transport"]
    known = [one for one in activity if one is not None]
    return sum(known) if len(known) == len(activity) else None


def _ended(network: Network, steps: Sequence[Step]) -> Iterator[Leg | Step]:
    """Yield each leg where it ends, and each step that is no part of a leg."""
    legs, numbers = legs_of(steps, network), leg_numbers(steps)
    last = {number: position for position, number in enumerate(numbers)}
    for position, (step, number) in enumerate(zip(steps, numbers, strict=True)):
        if number is None:
            yield step
        elif last[number] == position:
            yield legs[number]


def _transport(network: Network, tonnes: float | None, number: int, leg: Leg) -> ChainElement:
    km = leg.km
    activity = None if tonnes is None or km is None else tonnes * km
    keys = dict.fromkeys(key for ride in leg.rides for key in ride.co2e_figures)
    return ChainElement(
        number=number,
        element=leg.service,
        kind="transport",
        origin=leg.origin,
        destination=leg.destination,
        mode=leg.mode,
        tonnes=tonnes,
        km=km,
        tonne_km=activity,
        distance_type=DISTANCE,
        g_per_tkm_ttw=over(leg.grams_ttw, activity),
        g_per_tkm_wtw=over(leg.grams, activity),
        kg_ttw=leg.kg_co2e_ttw,
        kg_wtw=leg.kg_co2e,
        **_basis(network, tuple(keys)),
    )


def _hub(network: Network, tonnes: float | None, number: int, step: Step) -> ChainElement:
    return ChainElement(
        number=number,
        element=step.element,
        kind="hub",
        origin=step.places[0],
        destination=step.places[-1],
        mode="",
        tonnes=tonnes,
        km=None,
        tonne_km=None,
        distance_type=NO_DISTANCE,
        g_per_tkm_ttw=None,
        g_per_tkm_wtw=None,
        kg_ttw=step.kg_co2e_ttw,
        kg_wtw=step.kg_co2e,
        **_basis(network, step.co2e_figures),
    )


def _basis(network: Network, keys: tuple[FigureKey, ...]) -> dict[str, tuple[str, ...]]:
    figures = [network.figures[key] for key in keys]
    sources = dict.fromkeys(name for figure in figures for name in (figure.source, *figure.see) if name)
    return {
        "factors": tuple(
            f"{figure.element} {figure.quantity}: {figure.value:g} {figure.unit} per {figure.basis}, {figure.kind}"
            for figure in figures
        ),
        "sources": tuple(sources),
        "kinds": tuple(dict.fromkeys(figure.kind for figure in figures)),
    }
