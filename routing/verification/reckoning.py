"""The figures of a shipment read a second time: what a step must take, cost, emit and measure by the network.

`verify` leans on this, so nothing of `routing.amounts` is used here: the rules, units and roundings of
the model stand here once more, and a mistake made there does not pass here.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property

from networks.model.elements import Link, Operation, Service
from networks.model.figure import Figure, FigureKey
from networks.network import Network
from routing.question.shipment import Shipment
from routing.verification.boxes import TEU, lorries_for

Amount = tuple[int | None, FigureKey | None]  # the integer, None where unknown, and the figure that it comes from
Emission = tuple[int | None, int | None, tuple[FigureKey, ...]]  # well to wheel, of it tank to wheel, the figures
Exact = tuple[Fraction | None, Fraction | None, tuple[FigureKey, ...]]

HOUR, DAY = Fraction(60), Fraction(1440)
TIME_UNITS = {"h": HOUR, "d": DAY, "min": Fraction(1), "s": Fraction(1, 60)}
SPEED_UNITS = {"km/day": Fraction(1), "km/h": Fraction(24), "kn": Fraction("44.448")}
NOTHING: Amount = (0, None)
UNKNOWN: Amount = (None, None)
NO_EMISSION: Emission = (None, None, ())
OPERATION_KINDS = ("origin", "delivery", "load", "unload", "lift", "bogie_change")


class Reckoning:
    """What the figures of a network come to for one shipment."""

    def __init__(self, network: Network, shipment: Shipment) -> None:
        self.network, self.shipment = network, shipment

    def first(self, *keys: FigureKey) -> Figure | None:
        """Return the first of some figures that the network has."""
        return next((figure for key in keys if (figure := self.network.figure(*key)) is not None), None)

    # ---- time -------------------------------------------------------------------------------------------

    def duration(self, element: str) -> Amount:
        """Return the milliminutes of an operation or a procedure."""
        return self.timed(self.first((element, "time")))

    def timed(self, figure: Figure | None, share: Fraction = Fraction(1)) -> Amount:
        """Return a share of a duration in milliminutes."""
        if figure is None:
            return UNKNOWN
        return rounded(decimal(figure.value) * TIME_UNITS[figure.unit] * share), named(figure)

    def waited(self, service: str, stop: str | None, place: str, *, at_origin: bool) -> Amount:
        """Return how long is waited for a departure: planned at the origin, else stated or half a headway.

        Only a line has stops.
        """
        own = [] if stop is None else [stop]
        planned = self.first(*((element, "origin_wait") for element in (*own, service, "network")))
        if at_origin and planned is not None:
            return self.timed(planned)
        of_stop = [(element, quantity) for element in own for quantity in ("wait", "headway")]
        figure = self.first(*of_stop, (place, "wait"), (service, "wait"), (service, "headway"))
        return self.timed(figure, Fraction(1, 2) if figure and figure.quantity == "headway" else Fraction(1))

    def ride_time(self, service: Service, leg: str, links: Sequence[Link]) -> Amount:
        """Return how long a ride takes: the running time of the leg, else its way over a speed."""
        speeds = [leg] if leg != service.id else []
        speeds += [links[0].id] if len(links) == 1 else []
        figure = self.first((leg, "running_time"), *((element, "speed") for element in (*speeds, service.id)))
        if figure is None or figure.quantity == "running_time":
            return self.timed(figure)
        km = length(links)
        hours = None if km is None else km / (decimal(figure.value) * SPEED_UNITS[figure.unit])
        return rounded(None if hours is None else hours * DAY), named(figure)

    # ---- money ------------------------------------------------------------------------------------------

    def price(self, element: str) -> Amount:
        """Return the millicents of a price that is paid once."""
        return self.paid(self.first((element, "price")), None)

    def boarding_price(self, service: str) -> Amount:
        """Return the millicents paid at boarding; nothing where the service has no such price, or has fares."""
        unpriced = self.network.figure(service, "price") is None or self.has_fares(service)
        return NOTHING if unpriced else self.price(service)

    def ride_price(self, service: Service, leg: str, links: Sequence[Link]) -> Amount:
        """Return the millicents of a ride: a rate over its way; nothing where boarding or alighting is paid for."""
        if self.has_fares(service.id):  # which are the whole price
            return NOTHING
        figure = self.first((leg, "rate"), (service.id, "rate"))
        if figure is not None:
            return self.paid(figure, length(links))
        return UNKNOWN if self.network.figure(service.id, "price") is None else NOTHING

    def has_fares(self, service: str) -> bool:
        """Tell whether a line is paid by origin and destination."""
        return service in self._fared

    @cached_property
    def _fared(self) -> frozenset[str]:
        fares = (element for element, what in self.network.figures if what == "price" and ">" in element)
        return frozenset(element[:end] for element in fares for end, letter in enumerate(element) if letter == ">")

    def paid(self, figure: Figure | None, km: Fraction | None) -> Amount:
        """Return a price in cents of a USD."""
        if figure is None:
            return UNKNOWN
        units, rate = self.priced_units(figure, km), self.exchange(figure.currency)
        known = units is not None and rate is not None
        return rounded(decimal(figure.value) * rate * units * 100 if known else None), named(figure)  # type: ignore[operator]

    def priced_units(self, figure: Figure, km: Fraction | None) -> Fraction | None:
        """Return the units of a price: by the TEU a large box counts what its seller says, else what it is."""
        units = self.units(figure.basis, km)
        if units is None or TEU[self.shipment.size] == 1 or figure.basis not in ("teu", "teu_km", "teu_day"):
            return units
        lines = self.network.services_of_all_dates
        names = [figure.element, *(line for line in lines if figure.element.startswith((f"{line}#", f"{line}>")))]
        ratio = self.first(*((name, "ft40_ratio") for name in (*names, "network")))
        return units if ratio is None else units / TEU[self.shipment.size] * decimal(ratio.value)

    def storage(self, place: str, dwell: int | None) -> tuple[int, Amount] | None:
        """Return the days and cents owed for so many milliminutes at a place; None where nothing is owed.

        A day that has begun counts whole. How long is unknown, where some step has no time: then so is the price.
        """
        free, charge = self.network.figure(place, "free_time"), self.network.figure(place, "demurrage")
        if free is None or charge is None:
            return None
        if dwell is None:
            return 0, (None, named(charge))
        beyond = Fraction(dwell, 1000) - decimal(free.value) * TIME_UNITS[free.unit]
        if beyond <= 0:
            return None
        whole, rest = divmod(beyond, DAY)
        days = int(whole) + (rest > 0)
        return days, self.paid(charge, Fraction(days))

    def exchange(self, currency: str) -> Fraction | None:
        """Return the worth of a unit of a currency in USD; None where it is not stated."""
        if currency == "USD":
            return Fraction(1)
        stated = self.network.figure(f"currency:{currency}", "usd_per_unit")
        return None if stated is None else decimal(stated.value)

    # ---- emissions --------------------------------------------------------------------------------------

    def ride_emissions(self, service: Service, leg: str, links: Sequence[Link]) -> Emission:
        """Return the milligrams of a ride: by its own factor, else link by link by the traction."""
        figure = self.first((leg, "co2e"), (service.id, "co2e"))
        if figure is not None:
            whole, part, factors = self.by_factor(figure, length(links))
            return rounded(whole), rounded(part), factors
        parts = [self.by_traction(link) for link in links]
        if not parts or any(whole is None for whole, _, _ in parts):
            return NO_EMISSION
        factors = tuple(dict.fromkeys(factor for _, _, named in parts for factor in named))
        return summed([whole for whole, _, _ in parts]), summed([part for _, part, _ in parts]), factors

    def operation_emissions(self, row: Operation) -> Emission:
        """Return the milligrams of a terminal operation; none in a network that counts them at no operation."""
        kinds = {f"operation:{kind}" for kind in OPERATION_KINDS}
        counted = kinds | set(self.network.operations)
        if not any(element in counted for element, what in self.network.figures if what == "co2e"):
            return 0, 0, ()
        figure = self.first((row.id, "co2e"), (f"operation:{row.kind}", "co2e"))
        if figure is None:
            return NO_EMISSION
        whole, part, factors = self.by_factor(figure, None)
        return rounded(whole), rounded(part), factors

    def by_factor(self, figure: Figure, km: Fraction | None) -> Exact:
        """Return the exact grams of a factor, those of them from tank to wheel, and the figures of both."""
        whole, stated = self.emitted(figure, km), self.network.figure(figure.element, "co2e_ttw")
        if stated is None:
            return whole, None, (named(figure),)
        return whole, self.emitted(stated, km), (named(figure), named(stated))

    def by_traction(self, link: Link) -> Exact:
        """Return the exact grams of a rail link: by the factor of its traction, or by energy and electricity."""
        name = {"yes": "electric", "no": "diesel", "partly": "partly"}.get(link.electrified)
        if link.mode != "rail" or name is None:
            return None, None, ()
        country, km = self.network.places[link.tail].country, length((link,))
        general = f"traction:{name}"
        electric = name == "electric"
        found = self.network.figure(f"{general}:{country}", "co2e")
        energy = self.first((f"{general}:{country}", "energy"), (general, "energy"))
        grid = self.network.figure(f"grid:{country}", "co2e")
        if found is None and electric and energy is not None and grid is not None:
            units = self.units(energy.basis, km)
            grams = None if units is None else units * decimal(energy.value) * self.weight(grid)
            return grams, Fraction(0), (named(energy), named(grid))
        found = found or self.network.figure(general, "co2e")
        if found is None:
            return None, None, ()
        whole, part, factors = self.by_factor(found, km)
        return whole, Fraction(0) if electric and len(factors) == 1 else part, factors

    def emitted(self, figure: Figure, km: Fraction | None) -> Fraction | None:
        """Return the exact grams of a factor."""
        units = self.units(figure.basis, km)
        return None if units is None else self.weight(figure) * units

    def weight(self, figure: Figure) -> Fraction:
        """Return the grams of one unit of a factor."""
        return decimal(figure.value) * {"g": 1, "kg": 1000}[figure.unit]

    # ---- what is multiplied by --------------------------------------------------------------------------

    def units(self, basis: str, km: Fraction | None) -> Fraction | None:
        """Return the units of a basis; None where the shipment or the way does not say, or for other bases.

        For a basis per day `km` is the number of days.
        """
        per, _, distance = basis.partition("_")
        counts = {"container": self.containers, "teu": self.teu, "tonne": self.tonnes, "lorry": self.lorries}
        count = Fraction(1) if per in ("shipment", "declaration") else counts.get(per)
        if count is None or not distance:
            return count
        return None if km is None else count * km

    @property
    def containers(self) -> Fraction | None:
        return Fraction(self.shipment.containers) if self.shipment.load == "container" else None

    @property
    def teu(self) -> Fraction | None:
        return None if self.containers is None else self.containers * TEU[self.shipment.size]

    @property
    def lorries(self) -> Fraction | None:
        return lorries_for(self.shipment, self.tonnes)

    @property
    def tonnes(self) -> Fraction | None:
        if self.shipment.tonnes is not None:
            return decimal(self.shipment.tonnes)
        usual = self.network.figure("load:container", "tonnes_per_teu")
        return None if usual is None or self.teu is None else decimal(usual.value) * self.teu


def length(links: Sequence[Link]) -> Fraction | None:
    """Return the exact length of a way in km; None where a link has none, or where there is no link."""
    lengths = [link.length_km for link in links]
    if not lengths or None in lengths:
        return None
    return sum((decimal(one) for one in lengths if one is not None), Fraction(0))


def scaled(number: float | Fraction | None, factor: int) -> int | None:
    """Return a number times a factor in whole thousandths; None stays None."""
    if number is None:
        return None
    return rounded((number if isinstance(number, Fraction) else decimal(number)) * factor)


def decimal(number: float) -> Fraction:
    """Return the decimal number that a float prints as."""
    return Fraction(str(number))


def rounded(number: Fraction | None) -> int | None:
    """Return the nearest whole number of thousandths, of two that are equally near the even one; None stays None."""
    if number is None:
        return None
    whole, rest = divmod(number * 1000, 1)
    return int(whole) + (rest > Fraction(1, 2) or (rest == Fraction(1, 2) and int(whole) % 2 == 1))


def summed(numbers: Sequence[Fraction | None]) -> int | None:
    """Return a rounded sum; None where a number is missing."""
    return None if None in numbers else rounded(sum((one for one in numbers if one is not None), Fraction(0)))


def named(figure: Figure) -> FigureKey:
    """Return the key of a figure."""
    return figure.element, figure.quantity
