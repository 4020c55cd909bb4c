"""The amounts that people read, of whatever counts them in thousandths: a step, a leg, a part of a route, a route."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.amounts.missing import scaled
from routing.amounts.units import DAY, HOUR, KG, KM, MILLI, USD


class Measured:
    """Something that takes time, costs money and emits CO2e; None where a figure is missing."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def milliminutes(self) -> int | None: ...
        @property
        def millicents(self) -> int | None: ...
        @property
        def milligrams(self) -> int | None: ...

    @property
    def minutes(self) -> float | None:
        """Return the minutes."""
        return scaled(self.milliminutes, MILLI)

    @property
    def hours(self) -> float | None:
        """Return the hours."""
        return scaled(self.milliminutes, HOUR)

    @property
    def days(self) -> float | None:
        """Return the days."""
        return scaled(self.milliminutes, DAY)

    @property
    def cents(self) -> float | None:
        """Return the price in cents of the whole shipment."""
        return scaled(self.millicents, MILLI)

    @property
    def usd(self) -> float | None:
        """Return the price in USD of the whole shipment."""
        return scaled(self.millicents, USD)

    @property
    def grams(self) -> float | None:
        """Return the grams of CO2e, well to wheel."""
        return scaled(self.milligrams, MILLI)

    @property
    def kg_co2e(self) -> float | None:
        """Return the kg of CO2e, well to wheel."""
        return scaled(self.milligrams, KG)


class Moved(Measured):
    """Something of that kind that covers a distance."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def milligrams_ttw(self) -> int | None: ...
        @property
        def millimetres(self) -> int | None: ...

    @property
    def grams_ttw(self) -> float | None:
        """Return the part of the grams from tank to wheel; None where the network does not state it."""
        return scaled(self.milligrams_ttw, MILLI)

    @property
    def kg_co2e_ttw(self) -> float | None:
        """Return the part of the kg of CO2e from tank to wheel; None where the network does not state it."""
        return scaled(self.milligrams_ttw, KG)

    @property
    def metres(self) -> float | None:
        """Return the metres."""
        return scaled(self.millimetres, MILLI)

    @property
    def km(self) -> float | None:
        """Return the km."""
        return scaled(self.millimetres, KM)
