"""`Leg`: a part of a route by one service."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Leg:
    """A part of a route by one service.

    Attributes
    ----------
    service, name, mode
        Id of the service (or link), its name and its mode.
    origin, destination
        Places where it is boarded and left.
    wait_minutes, minutes
        Waiting for the departure, and time aboard.
    cents
        Price of boarding, ride and alighting together; None where a figure is missing.
    grams, grams_ttw, metres
        CO2e well to wheel, its tank-to-wheel part, and distance; None where a figure is missing.
    """

    service: str
    name: str
    mode: str
    origin: str
    destination: str
    wait_minutes: int | None
    minutes: int | None
    cents: int | None
    grams: int | None
    metres: int | None
    territories: frozenset[str]
    grams_ttw: int | None = None
