"""`Step`: one arc of the expanded graph in words and integers; routes are made of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from networks.model.figure import FigureKey
from routing.amounts.missing import total_of
from routing.steps.kinds import ACTIVITY, ALIGHT, BOARD, MOVING, OF_A_LEG, PASS, RIDE, TAKEOVER, WAITING
from routing.steps.measured import Moved

Known = Literal["", "stated", "assumed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Moved):
    """What happens on one arc.

    Attributes
    ----------
    kind
        ``ride``, ``board`` (waiting for a departure), ``dwell`` (aboard, at a stop), ``alight``, ``takeover`` (the
        price of a railway that a wagon is handed over to), a terminal operation (``origin``, ``load``, ``lift``,
        ``bogie_change``, ``unload``, ``delivery``), a procedure (``export``, ``import``, ``transit_opening``,
        ``transit_closing``, ``papers``, ``handover``, ``surcharge``), ``waiting`` (until the operation or procedure
        that follows opens), ``delay`` (in a queue, or for how much longer takes what is slowed), ``demurrage`` (the
        charge for a dwell beyond the free time, after the wait for the departure) or ``pass`` (free).
    component
        Its line in a breakdown, one of `COMPONENTS`; its price may stand under another, see `paid_under`.
    element
        Id of the service, link, operation or procedure; of ``waiting`` what opens: one of the latter, or a place; of
        ``delay`` the row of ``closures.csv``.
    places
        Places touched, in order; one unless it is a ride.
    links
        Links run over, in order.
    mode
        Mode of a ride, else "".
    side
        Side of the place after an operation or alighting (``sea``, ``rail:1520`` ...), else "".
    milliminutes, millicents, milligrams, millimetres
        Duration, price, CO2e (well to wheel) and distance in thousandths of what `minutes`, `cents`, `grams` and
        `metres` tell; None where the network has no figure.
    milligrams_ttw
        The tank-to-wheel part of `milligrams`; None where the network does not state it.
    charged_days
        Started days beyond the free time, of ``demurrage``; 0 where the dwell is not known.
    timetable
        Of a boarding on the clock, by what departures the wait ends: ``stated`` in the data, or ``assumed`` once a
        headway; "" of anything else.
    lead
        Of such a boarding, the thousandths of a minute before the departure by which the goods must be there.
    lifts
        1 if it counts as a transshipment, else 0.
    territories
        ISO 3166-1 codes touched.
    in_transit
        Those of them that the home railway only passes, on links of this step.
    time_figure, price_figure
        Where duration and price come from; None where nothing is charged or nothing is known.
    co2e_figures
        Where the emissions come from, each once: factors well to wheel and tank to wheel, or energy and grid.
    """

    kind: str
    component: str
    element: str
    places: tuple[str, ...]
    links: tuple[str, ...] = ()
    mode: str = ""
    side: str = ""
    milliminutes: int | None = 0
    millicents: int | None = 0
    milligrams: int | None = 0
    milligrams_ttw: int | None = 0
    millimetres: int | None = 0
    lifts: int = 0
    charged_days: int = 0
    timetable: Known = ""
    lead: int = 0
    territories: frozenset[str] = frozenset()
    in_transit: frozenset[str] = frozenset()
    time_figure: FigureKey | None = None
    price_figure: FigureKey | None = None
    co2e_figures: tuple[FigureKey, ...] = ()

    @property
    def activity(self) -> str:
        """Return ``moving``, ``waiting``, ``handling`` or ``clearance``."""
        return ACTIVITY[self.kind]

    @property
    def is_paid_for_carriage(self) -> bool:
        """Tell whether its price is for a ride that follows or that is over, and not for what is done here."""
        return self.kind in (BOARD, TAKEOVER, ALIGHT)

    @property
    def begins_freight(self) -> bool:
        """Tell whether the price of a service is due here for the rides that follow: at boarding, at a hand-over."""
        return self.kind in (BOARD, TAKEOVER)

    @property
    def paid_under(self) -> str:
        """Return the line of a breakdown that its price belongs to: freight under the mode of the ride."""
        return self.side.partition(":")[0] if self.is_paid_for_carriage else self.component

    @property
    def paid_while(self) -> str:
        """Return the activity that its price is paid for: freight is paid for moving."""
        return MOVING if self.is_paid_for_carriage else self.activity

    @property
    def is_ride(self) -> bool:
        """Tell whether the goods move."""
        return self.kind == RIDE

    @property
    def is_boarding(self) -> bool:
        """Tell whether a departure is waited for and boarded."""
        return self.kind == BOARD

    @property
    def ends_by_calendar(self) -> bool:
        """Tell whether it is a wait that ends with a departure of a timetable, or when something opens."""
        return bool(self.timetable) or self.kind == WAITING

    @property
    def is_pass(self) -> bool:
        """Tell whether nothing is done and nothing paid: a way through the graph, not an event."""
        return self.kind == PASS

    @property
    def is_of_leg(self) -> bool:
        """Tell whether it is done with a service (boarding, taking over, riding, alighting), not between services."""
        return self.kind in OF_A_LEG


def added(steps: Iterable[Step], column: str) -> int | None:
    """Return the sum of a column over steps, None if any lacks it."""
    return total_of(getattr(step, column) for step in steps)
