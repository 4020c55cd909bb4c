"""The question: what moves, under which constraints, and what is to be least."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable
from dataclasses import dataclass, fields
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any

from networks.territories import ISO_3166_1, banned_codes
from routing.errors import QuestionError

if TYPE_CHECKING:
    from networks.network import Network

MODES = ("rail", "sea", "ferry", "road", "inland_water", "air")
TEU_OF_SIZE = {"20ft": 1, "40ft": 2, "45ft": 2}
CRITERIA = ("time", "cost", "co2e", "distance")


@dataclass(frozen=True, slots=True, init=False)
class Shipment:
    """What moves, from where to where.

    Parameters
    ----------
    origin, destination
        Ids of two different places of the network.
    containers, size
        Number of containers (from 1) and their size: ``"20ft"`` (1 TEU), ``"40ft"`` or ``"45ft"`` (2 TEU).
    teu
        Short for that many 20 ft containers.
    tonnes
        Gross weight in t of the whole shipment. None: the network's stated load of a TEU.
    scope
        ``"door"``: from the shipper's gate to the consignee's. ``"terminal"``: from the departure of the
        first vehicle to the arrival of the last.
    load
        ``"container"``, ``"wagon"`` or ``"bulk"``; only services that take it are used.
    commodity, value_usd
        What is inside, and its value in USD (for inventory cost).
    ready, deadline
        Day (or moment) that the goods are ready and must have arrived; a deadline needs `ready`.

    Raises
    ------
    QuestionError
        Anything that contradicts the above; all problems at once.

    Examples
    --------
    >>> Shipment("JPYOK", "RUMOW", teu=2).containers
    2
    """

    origin: str
    destination: str
    containers: int
    size: str
    tonnes: float | None
    scope: str
    load: str
    commodity: str
    value_usd: float | None
    ready: datetime.date | None
    deadline: datetime.date | None

    def __init__(
        self,
        origin: str,
        destination: str,
        *,
        containers: int | None = None,
        size: str = "20ft",
        teu: int | None = None,
        tonnes: float | None = None,
        scope: str = "door",
        load: str = "container",
        commodity: str = "",
        value_usd: float | None = None,
        ready: datetime.date | None = None,
        deadline: datetime.date | None = None,
    ) -> None:
        problems = []
        if teu is not None and (containers is not None or size != "20ft"):
            problems.append("teu is short for 20 ft containers: give either teu or containers and size")
        count = teu if teu is not None else 1 if containers is None else containers
        values = (origin, destination, count, size, tonnes, scope, load, commodity, value_usd, ready, deadline)
        for field, value in zip(fields(self), values, strict=True):
            object.__setattr__(self, field.name, _as_number(value))
        problems.extend(self._problems())
        if problems:
            raise QuestionError(problems)

    def _problems(self) -> Iterable[str]:
        if self.origin == self.destination:
            yield f"origin and destination are both {self.origin!r}: expected two different places"
        if isinstance(self.containers, bool) or not isinstance(self.containers, int) or self.containers < 1:
            yield f"containers={self.containers!r}: expected a whole number from 1"
        if not isinstance(self.size, str) or self.size not in TEU_OF_SIZE:
            yield f"size={self.size!r}: expected one of {', '.join(TEU_OF_SIZE)}"
        if self.scope not in ("door", "terminal"):
            yield f"scope={self.scope!r}: expected 'door' or 'terminal'"
        if self.load not in ("container", "wagon", "bulk"):
            yield f"load={self.load!r}: expected 'container', 'wagon' or 'bulk'"
        for name in ("tonnes", "value_usd"):
            if getattr(self, name) is not None and not _is_positive(getattr(self, name)):
                yield f"{name}={getattr(self, name)!r}: expected a finite number above 0"
        if self.load != "container" and self.tonnes is None:
            yield f"tonnes=None: expected the weight in t, which a load of kind {self.load!r} needs"
        if self.deadline is not None and self.ready is None:
            yield "deadline is given without ready: expected both"
        if self.ready is not None and self.deadline is not None:
            yield from self._window_problems()

    def _window_problems(self) -> Iterable[str]:
        try:
            if self.days_allowed is not None and self.days_allowed <= 0:
                yield f"deadline={self.deadline} is not after ready={self.ready}"
        except TypeError:
            yield "ready and deadline: expected two dates, or two datetimes of which both or neither bear a time zone"

    @property
    def teu(self) -> int:
        """Return the shipment's size in TEU."""
        return self.containers * TEU_OF_SIZE[self.size] if self.load == "container" else 0

    @property
    def days_allowed(self) -> float | None:
        """Return the days from `ready` to `deadline`, or None."""
        if self.ready is None or self.deadline is None:
            return None
        return (self.deadline - self.ready).total_seconds() / 86_400

    def __str__(self) -> str:
        what = f"{self.containers} x {self.size}" if self.load == "container" else f"{self.tonnes:g} t {self.load}"
        return f"{what} from {self.origin} to {self.destination}, {self.scope} to {self.scope}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraints:
    """What a route must keep to. A ban removes; it never penalises.

    Attributes
    ----------
    avoid_territories
        ISO 3166-1 codes: every place, link, service run, call and terminal there is removed. ``"CN"`` means
        the mainland with HK and MO, unless `exact_codes`. A bare string is one code.
    avoid_places, avoid_links, avoid_services
        Ids that are removed; passing through a place counts as using it.
    modes
        Modes allowed; None = all but ``ferry``, which must be named.
    via
        Places to be passed in this order; passing aboard suffices.
    max_days, max_usd, max_kg_co2e, max_km
        Upper limits of the whole shipment, inclusive, above 0; None = no limit. CO2e is from well to wheel.
    max_transshipments
        Upper limit of lifts between vehicles; first loading and last unloading do not count.
    exact_codes
        True: a code means only itself.
    tolerate_in_transit
        True: a ban of territories spares lines of the home railway that only pass a territory without
        stopping (column ``in_transit`` of the links), such as Omsk - Karasuk through Kazakhstan.
    waters
        What a ban of territories means at sea. ``"internal"``: ports and internal waters; innocent passage
        through the 12-mile sea is allowed. ``"12nm"``: the 12-mile sea as well, by the way-points of the
        links (`networks.waters`); links of which that is unknown are removed too, and named.
    """

    avoid_territories: frozenset[str] = frozenset()
    avoid_places: frozenset[str] = frozenset()
    avoid_links: frozenset[str] = frozenset()
    avoid_services: frozenset[str] = frozenset()
    modes: frozenset[str] | None = None
    via: tuple[str, ...] = ()
    max_days: float | None = None
    max_usd: float | None = None
    max_kg_co2e: float | None = None
    max_km: float | None = None
    max_transshipments: int | None = None
    exact_codes: bool = False
    tolerate_in_transit: bool = False
    waters: str = "internal"

    def __post_init__(self) -> None:
        problems = list(self._freeze())
        problems += self._problems()
        if problems:
            raise QuestionError(problems)
        banned_codes(self.avoid_territories)

    def _freeze(self) -> Iterable[str]:
        """Freeze names and numbers on entry; yield what are no names, and leave those out."""
        for name in ("avoid_territories", "avoid_places", "avoid_links", "avoid_services", "modes", "via"):
            value = getattr(self, name)
            if name == "modes" and value is None:
                continue
            names = _as_tuple(value)
            if names is None:
                yield f"{name}={value!r}: expected a text or several"
            object.__setattr__(self, name, (tuple if name == "via" else frozenset)(names or ()))
        for name in ("max_days", "max_usd", "max_kg_co2e", "max_km", "max_transshipments"):
            object.__setattr__(self, name, _as_number(getattr(self, name)))

    def _problems(self) -> Iterable[str]:
        for name in ("max_days", "max_usd", "max_kg_co2e", "max_km"):
            value = getattr(self, name)
            if value is not None and not _is_positive(value):
                yield f"{name}={value!r}: expected a finite number above 0"
        lifts = self.max_transshipments
        if lifts is not None and (isinstance(lifts, bool) or not isinstance(lifts, int) or lifts < 0):
            yield f"max_transshipments={lifts!r}: expected a whole number from 0"
        for mode in sorted(self.modes or ()):
            if mode not in MODES:
                yield f"modes: {mode!r}: expected some of {', '.join(MODES)}"
        if self.modes is not None and not self.modes:
            yield "modes is empty: expected at least one mode"
        if self.waters not in ("internal", "12nm"):
            yield f"waters={self.waters!r}: expected 'internal' or '12nm'"
        for place in self.via:
            if place in self.avoid_places:
                yield f"via and avoid_places both name {place!r}"
        for code in sorted(self.avoid_territories):
            if code not in ISO_3166_1 and len(code) > 2 and code.upper() in ISO_3166_1:
                yield f"avoid_territories: {code!r}: expected an ISO 3166-1 alpha-2 code"

    @property
    def banned_territories(self) -> frozenset[str]:
        """Return the codes that the ban of territories removes."""
        return banned_codes(self.avoid_territories, exact=self.exact_codes)

    def allows_mode(self, mode: str) -> bool:
        """Tell whether a mode may be used."""
        return mode != "ferry" if self.modes is None else mode in self.modes

    def __str__(self) -> str:
        parts = []
        if self.avoid_territories:
            sea = " and no 12-mile waters" if self.waters == "12nm" else ""
            spared = " but in transit by the home railway" if self.tolerate_in_transit else ""
            parts.append("no territory of " + ", ".join(sorted(self.banned_territories)) + sea + spared)
        for name in ("avoid_places", "avoid_links", "avoid_services"):
            if getattr(self, name):
                parts.append(f"without {', '.join(sorted(getattr(self, name)))}")
        if self.modes is not None:
            parts.append("by " + ", ".join(sorted(self.modes)))
        if self.via:
            parts.append("via " + ", ".join(self.via))
        for name, unit in (("max_days", "days"), ("max_usd", "USD"), ("max_kg_co2e", "kg CO2e"), ("max_km", "km")):
            if getattr(self, name) is not None:
                parts.append(f"at most {getattr(self, name):g} {unit}")
        if self.max_transshipments is not None:
            parts.append(f"at most {self.max_transshipments} transshipments")
        return "; ".join(parts) or "no constraints"


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneralisedCost:
    """Money plus the value of time plus the price of emissions, in USD.

    Attributes
    ----------
    usd_per_day
        Value of a day of the whole shipment, from 0.
    usd_per_tonne_co2e
        Price of a tonne of CO2e, from 0.
    """

    usd_per_day: float = 0.0
    usd_per_tonne_co2e: float = 0.0

    def __post_init__(self) -> None:
        problems = [
            f"{field.name}={getattr(self, field.name)!r}: expected a finite number from 0"
            for field in fields(self)
            if not _is_number(getattr(self, field.name)) or getattr(self, field.name) < 0
        ]
        if problems:
            raise QuestionError(problems)

    @classmethod
    def of_inventory(cls, network: Network, shipment: Shipment, *, usd_per_tonne_co2e: float = 0.0) -> GeneralisedCost:
        """Return money plus inventory cost: a day costs the shipment's value times the network's percentage of it.

        Raises
        ------
        QuestionError
            The shipment has no `value_usd`, or the network no figure ``inventory`` for it.

        Examples
        --------
        >>> import networks
        >>> goods = Shipment("JPYOK", "RUMOW", value_usd=100_000)
        >>> GeneralisedCost.of_inventory(networks.load(), goods).usd_per_day  # 0.041 % of the value
        41.0
        """
        from routing.inventory import inventory_usd_per_day

        return cls(usd_per_day=inventory_usd_per_day(network, shipment), usd_per_tonne_co2e=usd_per_tonne_co2e)

    def __str__(self) -> str:
        carbon = f" and {self.usd_per_tonne_co2e:g} USD per t CO2e" if self.usd_per_tonne_co2e else ""
        return f"generalised cost at {self.usd_per_day:g} USD per day{carbon}"


Objective = str | GeneralisedCost


def check_objective(minimise: Objective) -> None:
    """Raise QuestionError unless `minimise` is a criterion or a `GeneralisedCost`."""
    if not isinstance(minimise, GeneralisedCost) and minimise not in CRITERIA:
        raise QuestionError([f"minimise={minimise!r}: expected one of {', '.join(CRITERIA)} or a GeneralisedCost"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A shipment, its constraints and what is to be least; a result carries the one that it answers."""

    shipment: Shipment
    constraints: Constraints
    minimise: Objective

    def __str__(self) -> str:
        return f"{self.shipment}; least {self.minimise}; {self.constraints}"


def _as_tuple(value: Any) -> tuple[str, ...] | None:
    """Return a text or several as a tuple, None for anything else."""
    if isinstance(value, str):
        return (value,)
    names = tuple(value) if isinstance(value, Iterable) else (None,)
    return names if all(isinstance(name, str) for name in names) else None


def _as_number(value: Any) -> Any:
    """Return a number of another kind, such as numpy's, as Python's own; anything else as it is."""
    if type(value) in (bool, int, float) or not isinstance(value, Real):
        return value
    return int(value) if isinstance(value, Integral) else float(value)


def _is_number(value: Any) -> bool:
    try:
        return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    except OverflowError:  # a whole number beyond every float
        return False


def _is_positive(value: Any) -> bool:
    return _is_number(value) and value > 0
