"""`Cpmm`: the indicators of CAREC's corridor monitoring, worked out from a route's own steps by `cpmm`.

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

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.accounts.corridor_indicators import Crossing, Stretch, crossings, land_stretch, whole_stretch
from routing.answers.shown import Shown

if TYPE_CHECKING:
    from routing.answers.route import Route


@dataclass(frozen=True, slots=True, repr=False)
class Cpmm(Shown):
    """CPMM's indicators of one route.

    Attributes
    ----------
    crossings
        Land borders where the network charges time or money, in order.
    whole
        The whole route, as asked: with both ends, ports and sea.
    land
        Its part by rail and road; None where it has none.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> fast = {"hours": 60, "usd": 500, "length_km": 900}
    >>> cheap = {"hours": 90, "usd": 300, "length_km": 800}
    >>> ways = [("A", "B", fast), ("A", "B", cheap)]
    >>> net = networks.from_networkx(networkx.MultiGraph(ways), mode="sea")
    >>> found = routing.cpmm(routing.solve(net, routing.Shipment("A", "B")).require())
    >>> found.whole.swd_kmh, found.crossings
    (15.0, ())
    """

    crossings: tuple[Crossing, ...]
    whole: Stretch
    land: Stretch | None

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


def cpmm(route: Route) -> Cpmm:
    """Return CPMM's indicators of a route.

    Examples
    --------
    >>> import networks, routing
    >>> net = networks.load("eurasia")
    >>> found = cpmm(routing.solve(net, routing.Shipment("JPYOK", "KZALA")).require())
    >>> [crossing.places for crossing in found.crossings]
    [('CNHRS', 'KZ-ALTYNKOL')]
    >>> found.land.swod_kmh > found.land.swd_kmh
    True
    """
    return Cpmm(
        crossings=crossings(route.network, route.load, route.steps),
        whole=whole_stretch(route.load, route.steps),
        land=land_stretch(route.network, route.load, route.steps),
    )
