"""The indicators of CAREC's corridor monitoring, worked out from a route's own steps: `cpmm`.

CAREC Corridor Performance Measurement and Monitoring (CPMM, Asian Development Bank) measures, on real trips over land:

TFI1
    hours to clear a border crossing point, from its entry to its exit, both countries together, waiting,
    transshipment and change of gauge included;
TFI2
    dollars paid for that;
TFI3
    dollars to travel 500 km of a corridor with 20 t, all payments on the way included;
TFI4
    speed: without delay (SWOD) over the time in motion, with delay (SWD) over all time, stops and borders included.

Here the same is added up from the steps of one route, which is a calculation and no measurement. Dollars are per TEU
(CPMM reckons rail by the TEU or by 20 t). The railways' border hours count once a crossing. ``whole`` takes in the sea
and the handling at both ends; ``land`` runs from the first departure to the last arrival by rail or road, and leaves
out rides by other modes: it is what CPMM figures may be held against. Customs in ports are in ``whole`` alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from routing.steps.step import Step, added

if TYPE_CHECKING:
    import pandas

    from routing.answers.route import Route

LAND = ("rail", "road")
CLOSE_M = 100_000  # stops for one border are no farther apart than this
PER_KM = 500.0


@dataclass(frozen=True, slots=True)
class Crossing:
    """A land border crossed.

    Attributes
    ----------
    places
        Ids of the places where something is done for it, in order.
    hours, usd_per_teu
        Time (TFI1, h) and price (TFI2, USD per TEU) of all that is done; None where a figure is missing.
    """

    places: tuple[str, ...]
    hours: float | None
    usd_per_teu: float | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a route; None where a figure is missing.

    Attributes
    ----------
    km
        Distance, in km.
    moving_h, hours
        Time in motion, and all time, in hours.
    usd_per_teu
        Price of all steps, in USD per TEU.
    """

    km: float | None
    moving_h: float | None
    hours: float | None
    usd_per_teu: float | None

    @property
    def usd_per_500_km_teu(self) -> float | None:
        """Return the price of 500 km in USD per TEU (TFI3)."""
        return _over(None if self.usd_per_teu is None else self.usd_per_teu * PER_KM, self.km)

    @property
    def swod_kmh(self) -> float | None:
        """Return the speed without delay in km/h: distance over time in motion (TFI4)."""
        return _over(self.km, self.moving_h)

    @property
    def swd_kmh(self) -> float | None:
        """Return the speed with delay in km/h: distance over all time (TFI4)."""
        return _over(self.km, self.hours)


@dataclass(frozen=True, slots=True)
class Cpmm:
    """CPMM's indicators of one route.

    Attributes
    ----------
    crossings
        Land borders where the network charges time or money, in order.
    whole
        The whole route, as asked: with both ends, ports and sea.
    land
        Its part by rail and road; None where it has none.
    """

    crossings: tuple[Crossing, ...]
    whole: Stretch
    land: Stretch | None

    def to_frame(self) -> pandas.DataFrame:
        """Return one row per indicator and part: indicator, part, value, unit."""
        import pandas

        return pandas.DataFrame(self.rows(), columns=["indicator", "part", "value", "unit"])

    def rows(self) -> list[tuple[str, str, float | None, str]]:
        """Return (indicator, part, value, unit) of all indicators."""
        found: list[tuple[str, str, float | None, str]] = []
        for crossing in self.crossings:
            name = " / ".join(crossing.places)
            found.append(("TFI1 border crossing, time", name, crossing.hours, "h"))
            found.append(("TFI2 border crossing, cost", name, crossing.usd_per_teu, "USD per TEU"))
        for part, stretch in (("whole route", self.whole), ("land part", self.land)):
            if stretch is not None:
                found.append(("TFI3 cost", part, stretch.usd_per_500_km_teu, "USD per 500 km and TEU"))
                found.append(("TFI4 speed with delay (SWD)", part, stretch.swd_kmh, "km/h"))
                found.append(("TFI4 speed without delay (SWOD)", part, stretch.swod_kmh, "km/h"))
        return found

    def __str__(self) -> str:
        from routing.views.text.table import number, table

        cells = [[name, part, number(value, 1), unit] for name, part, value, unit in self.rows()]
        return "\n".join(table(["CPMM indicator", "of", "value", "unit"], cells, "llrl"))


def cpmm(route: Route) -> Cpmm:
    """Return CPMM's indicators of a route.

    Examples
    --------
    >>> import networks, routing
    >>> net = networks.load("eurasia")
    >>> found = cpmm(routing.solve(net, routing.Shipment("JPYOK", "KZALA")).require())
    >>> [crossing.places for crossing in found.crossings]
    [('CN-ALASHANKOU', 'KZ-DOSTYK')]
    >>> found.land.swod_kmh > found.land.swd_kmh
    True
    """
    teu = float(route.load.teu) if route.load.teu else None
    land = _land(route.steps)
    return Cpmm(
        crossings=tuple(_crossing(steps, teu) for steps in _crossings(route)),
        whole=_stretch(route.steps, route.steps, teu),
        land=_stretch(land, _with_boarding(route.steps, land), teu) if land else None,
    )


def _stretch(steps: Sequence[Step], paid: Sequence[Step], teu: float | None) -> Stretch:
    rides = [step for step in steps if step.kind == "ride"]
    return Stretch(
        km=_scaled(added(rides, "metres"), 1000),
        moving_h=_scaled(added(rides, "minutes"), 60),
        hours=_scaled(added(list(steps), "minutes"), 60),
        usd_per_teu=_over(_scaled(added(list(paid), "cents"), 100), teu),
    )


def _land(steps: Sequence[Step]) -> list[Step]:
    """Return the steps from the first ride by land to the last, rides by other modes left out."""
    at = [number for number, step in enumerate(steps) if step.kind == "ride" and step.mode in LAND]
    if not at:
        return []
    return [step for step in steps[at[0] : at[-1] + 1] if step.kind != "ride" or step.mode in LAND]


def _with_boarding(steps: Sequence[Step], land: list[Step]) -> list[Step]:
    """Return the land part with the boarding of its first train: the price of a ride may be paid there."""
    first = next(number for number, step in enumerate(steps) if step is land[0])
    boarding = [step for step in steps[:first] if step.kind == "board"][-1:]
    return [*(step for step in boarding if step.element == land[0].element), *land]


def _crossings(route: Route) -> list[list[Step]]:
    """Return the steps that belong to each land border, in order.

    Steps of component ``border`` at two places are for one border where a single ride of at most 100 km with a border
    in it lies between.
    """
    groups: list[list[Step]] = []
    metres, borders = 0, 1
    for step in route.steps:
        if step.kind == "ride":
            countries = [route.network.places[place].country for place in step.places]
            borders += sum(one != other for one, other in pairwise(countries))
            metres += CLOSE_M + 1 if step.metres is None else step.metres
        elif step.component == "border" and step.kind != "pass":
            same = groups and (metres == 0 or (metres <= CLOSE_M and borders == 1))
            groups[-1].append(step) if same else groups.append([step])
            metres = borders = 0
    return groups


def _crossing(steps: Sequence[Step], teu: float | None) -> Crossing:
    return Crossing(
        places=tuple(dict.fromkeys(step.places[0] for step in steps)),
        hours=_scaled(added(list(steps), "minutes"), 60),
        usd_per_teu=_over(_scaled(added(list(steps), "cents"), 100), teu),
    )


def _scaled(value: int | None, units: int) -> float | None:
    return None if value is None else value / units


def _over(value: float | None, by: float | None) -> float | None:
    return None if value is None or not by else value / by
