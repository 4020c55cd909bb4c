"""Border crossings and stretches of a route, as CAREC's corridor monitoring looks at them: what `Cpmm` is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from networks.network import Network
from routing.amounts.load import Load
from routing.amounts.missing import over, scaled
from routing.amounts.units import HOUR, KM, USD
from routing.steps.kinds import BORDER, WAITING
from routing.steps.step import Step, added

LAND = ("rail", "road")
CLOSE = 100 * KM  # stops for one border are no farther apart than this
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
        return over(None if self.usd_per_teu is None else self.usd_per_teu * PER_KM, self.km)

    @property
    def swod_kmh(self) -> float | None:
        """Return the speed without delay in km/h: distance over time in motion (TFI4)."""
        return over(self.km, self.moving_h)

    @property
    def swd_kmh(self) -> float | None:
        """Return the speed with delay in km/h: distance over all time (TFI4)."""
        return over(self.km, self.hours)


def crossings(network: Network, load: Load, steps: Iterable[Step]) -> tuple[Crossing, ...]:
    """Return the land borders where the network charges time or money, in order."""
    return tuple(_crossing(group, _teu(load)) for group in _by_border(network, steps))


def whole_stretch(load: Load, steps: Sequence[Step]) -> Stretch:
    """Return the whole route as one stretch."""
    return _stretch(steps, steps, _teu(load))


def land_stretch(network: Network, load: Load, steps: Sequence[Step]) -> Stretch | None:
    """Return the part from the first ride by land to the last, rides by other modes left out; None without any.

    What is paid at boarding or alighting counts where it is for a ride by land, that of the first train among it.
    """
    at = [number for number, step in enumerate(steps) if _is_by_land(step)]
    if not at:
        return None
    land = [step for step in steps[at[0] : at[-1] + 1] if not step.is_ride or step.mode in LAND]
    freight = [step for step in steps if step.is_paid_for_carriage and step.paid_under in LAND]
    return _stretch(land, [*freight, *(step for step in land if not step.is_paid_for_carriage)], _teu(load))


def _is_by_land(step: Step) -> bool:
    return step.is_ride and step.mode in LAND


def _teu(load: Load) -> float | None:
    return float(load.teu) if load.teu else None


def _stretch(steps: Iterable[Step], paid: Iterable[Step], teu: float | None) -> Stretch:
    found = list(steps)
    rides = [step for step in found if step.is_ride]
    return Stretch(
        km=scaled(added(rides, "millimetres"), KM),
        moving_h=scaled(added(rides, "milliminutes"), HOUR),
        hours=scaled(added(found, "milliminutes"), HOUR),
        usd_per_teu=over(scaled(added(paid, "millicents"), USD), teu),
    )


def _by_border(network: Network, steps: Iterable[Step]) -> list[list[Step]]:
    """Return the steps that belong to each land border, in order.

    Steps of component ``border`` at two places are for one border where a single ride of at most 100 km with a border
    in it lies between. With them goes the wait until they open.
    """
    groups: list[list[Step]] = []
    millimetres, borders = 0, 1
    found = list(steps)
    for step, after in zip(found, [*found[1:], None], strict=True):
        opens = after is not None and step.kind == WAITING and after.component == BORDER
        if step.is_ride:
            countries = [network.places[place].country for place in step.places]
            borders += sum(one != other for one, other in pairwise(countries))
            millimetres += CLOSE + 1 if step.millimetres is None else step.millimetres
        elif (step.component == BORDER or opens) and not step.is_pass:
            same = groups and (millimetres == 0 or (millimetres <= CLOSE and borders == 1))
            groups[-1].append(step) if same else groups.append([step])
            millimetres = borders = 0
    return groups


def _crossing(steps: Sequence[Step], teu: float | None) -> Crossing:
    return Crossing(
        places=tuple(dict.fromkeys(step.places[0] for step in steps)),
        hours=scaled(added(steps, "milliminutes"), HOUR),
        usd_per_teu=over(scaled(added(steps, "millicents"), USD), teu),
    )
