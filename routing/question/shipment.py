"""`Shipment`: what moves, from where to where."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any, Literal, get_args

from networks.model.box_sizes import box_size
from networks.model.coordinates import position_in
from networks.model.coordinates import told as text_of
from networks.model.vocabulary import VOCABULARY
from routing.errors import QuestionError
from routing.question.boxes import BOXES, MOST_BOXES, beyond_any, overweight
from routing.question.moments import EXPECTED, are_alike, as_moment, is_moment, time_allowed, told
from routing.question.values import as_number, as_tuple, is_positive

Position = tuple[float, float]  # degrees north and east
Size = Literal["20ft", "40ft", "40hc", "45ft", "20rf", "40rf"]
Scope = Literal["door", "terminal"]
LoadKind = Literal["container", "wagon", "bulk"]
POSITION = "degrees north (-90 to 90) and east (-180 to 180)"
DRAYAGE = "net = networks.with_drayage(net, '35.86,139.65', name='Saitama')"

TEU_OF_SIZE = {size: box.teu for size, box in BOXES.items()}
GOODS = VOCABULARY["goods"]


@dataclass(frozen=True, slots=True, init=False)
class Shipment:
    """What moves, from where to where.

    Parameters
    ----------
    origin, destination
        Two different places of the network, each by id or by name (`networks.Network.place`); or positions, degrees
        north and east as ``(35.4, 139.6)``, for which the nearest terminal stands: each answer tells how far that is,
        and farther than 100 km is refused. The way there is not counted; `networks.with_drayage` counts a lorry.
    containers, size
        Number of containers (from 1 to a million) and their size: ``"20ft"`` (1 TEU), ``"40ft"``, ``"40hc"`` (a high
        cube, 9 ft 6 in), ``"45ft"`` (a high cube; 2 TEU each); reefers are ``"20rf"`` and ``"40rf"`` (a high cube).
        Usual spellings are understood: ``40``, ``"40'"``, ``"40HQ"``, ``"40 ft high cube"``, ``"45HC"``, ``"45G1"``.
    teu
        Short for that many 20 ft containers.
    tonnes
        Weight in t of the whole shipment, of the goods with their packing. None: the network's stated load of a TEU.
        More than the boxes may weigh (`routing.question.boxes`) is refused, more than is usual warned of.
    scope
        ``"door"``: from the shipper's gate to the consignee's. ``"terminal"``: from the departure of the
        first vehicle to the arrival of the last: without loading and unloading, customs and papers at the two
        ends, and without their prices; those of ports and borders on the way stay.
    load
        ``"container"``, ``"wagon"`` or ``"bulk"``; only services that take it are used. Of the other two `containers`
        and `size` say nothing, and the answer says so.
    commodity, value_usd
        What is inside, and its value in USD (for inventory cost).
    goods
        What about it matters to services or closures, classes of ``networks/data/goods.csv``: services that refuse
        it are left out and named; of ``"dangerous"``, ``"cooled"`` and ``"high-cube"`` those that say nothing of it
        are warned of. Closures of certain goods hold for those who state them. A size says some of it (`classes`).
    ready, deadline
        Day (or moment) that the goods are ready and must have arrived; a deadline needs `ready`. Goods that are ready
        on a day are so from its 00:00, at the origin; a deadline that is a day counts in full, until its 24:00. Both
        are days (`datetime.date`), or both moments (`datetime.datetime`) of which both or neither bear a zone; those
        of numpy and pandas will do, and their ``NaT`` is None. Time is elapsed time, reckoned in UTC where there is
        a zone. Seasons and dates of services are held against the day on which they depart with the goods, on the
        clocks of `ready`.

    Raises
    ------
    QuestionError
        Anything that contradicts the above; all problems at once.

    Examples
    --------
    >>> Shipment("JPYOK", "RUMOW", teu=2).containers
    2
    >>> Shipment("JPYOK", "RUMOW", size="40' high cube").size
    '40hc'
    """

    origin: str
    destination: str
    containers: int
    size: Size
    tonnes: float | None
    scope: Scope
    load: LoadKind
    commodity: str
    value_usd: float | None
    ready: datetime.date | None
    deadline: datetime.date | None
    goods: frozenset[str]
    origin_at: Position | None
    destination_at: Position | None

    def __init__(
        self,
        origin: str | Position,
        destination: str | Position,
        *,
        containers: int | None = None,
        size: Size = "20ft",
        teu: int | None = None,
        tonnes: float | None = None,
        scope: Scope = "door",
        load: LoadKind = "container",
        commodity: str = "",
        value_usd: float | None = None,
        ready: datetime.date | None = None,
        deadline: datetime.date | None = None,
        goods: Iterable[str] = (),
        origin_at: Position | None = None,
        destination_at: Position | None = None,
    ) -> None:
        size = box_size(size) or size  # type: ignore[assignment]
        problems = []  # no generated `__init__`: `replace` would hand the size that `teu` reads back as the argument
        if teu is not None and (containers is not None or size != "20ft"):
            problems.append("teu is short for 20 ft containers: give either teu or containers and size")
        count = teu if teu is not None else 1 if containers is None else containers
        days = (as_moment(ready), as_moment(deadline))
        ends = (end_named(origin), end_named(destination))
        at = (origin_at, destination_at)
        values = (*ends, count, size, tonnes, scope, load, commodity, value_usd, *days, goods, *at)
        for field, value in zip(fields(self), values, strict=True):
            object.__setattr__(self, field.name, as_number(value))
        problems.extend(self._goods_problems())
        problems.extend(self._problems())
        if problems:
            raise QuestionError(problems)

    def leaving(self, moment: datetime.datetime) -> Shipment:
        """Return the same shipment, ready at a moment with a zone; without a deadline nothing can be wrong with it.

        Examples
        --------
        >>> noon = datetime.datetime(2016, 3, 1, 12, tzinfo=datetime.UTC)
        >>> Shipment("JPYOK", "RUMOW").leaving(noon) == Shipment("JPYOK", "RUMOW", ready=noon)
        True
        """
        found = object.__new__(Shipment)
        for name in self.__slots__:
            object.__setattr__(found, name, moment if name == "ready" else getattr(self, name))
        return found

    def _problems(self) -> Iterable[str]:
        if self.origin == self.destination:
            yield f"origin and destination are both {self.origin!r}: expected two different places"
        if not _is_count(self.containers):
            yield f"containers={_shown(self.containers)}: expected a whole number from 1 to {MOST_BOXES:,}"
        if not isinstance(self.size, str) or self.size not in TEU_OF_SIZE:
            yield f"size={self.size!r}: expected one of {', '.join(TEU_OF_SIZE)}, as in 40, 40' or 40 high cube"
        if self.scope not in get_args(Scope):
            yield f"scope={self.scope!r}: expected 'door' or 'terminal'"
        if self.load not in get_args(LoadKind):
            yield f"load={self.load!r}: expected 'container', 'wagon' or 'bulk'"
        for name in ("tonnes", "value_usd"):
            if getattr(self, name) is not None and not is_positive(getattr(self, name)):
                yield f"{name}={getattr(self, name)!r}: expected a finite number above 0"
        if self.load != "container" and self.tonnes is None:
            yield f"tonnes=None: expected the weight in t, which a load of kind {self.load!r} needs"
        for name in ("origin", "destination", "commodity"):
            if not isinstance(getattr(self, name), str):
                hint = f", or {POSITION} as (35.4, 139.6)" if name in ("origin", "destination") else ""
                yield f"{name}={getattr(self, name)!r}: expected a text{hint}"
        yield from self._weight_problems()
        yield from self._day_problems()

    def _day_problems(self) -> Iterable[str]:
        given = {"ready": self.ready, "deadline": self.deadline}
        wrong = {name: value for name, value in given.items() if value is not None and not is_moment(value)}
        yield from (f"{name}={value!r}: {EXPECTED}" for name, value in wrong.items())
        if self.deadline is not None and self.ready is None:
            yield "deadline is given without ready: expected both"
        elif self.ready is not None and self.deadline is not None:
            if wrong or not are_alike(self.ready, self.deadline):
                both = "expected two dates, or two datetimes, both or neither with a time zone"
                yield f"ready={self.ready} and deadline={self.deadline}: {both}"
            elif time_allowed(self.ready, self.deadline) <= datetime.timedelta(0):
                yield f"deadline={self.deadline} is not after ready={self.ready}"

    def _weight_problems(self) -> Iterable[str]:
        known = _is_count(self.containers) and isinstance(self.size, str) and self.size in TEU_OF_SIZE
        if is_positive(self.tonnes) and self.tonnes is not None:
            if self.load == "container" and known:
                yield from (f"tonnes: {fault}" for fault in overweight(self.tonnes, self.containers, self.size))
            elif self.load in ("wagon", "bulk"):
                yield from beyond_any(self.tonnes, self.load)

    def _goods_problems(self) -> Iterable[str]:
        """Freeze the kinds of goods; yield what is none."""
        given = self.goods
        names = as_tuple(given)
        if names is None or not set(names) <= set(GOODS):
            yield f"goods={given!r}: expected some of {', '.join(GOODS)}"
        object.__setattr__(self, "goods", frozenset(name for name in names or () if name in GOODS))

    @property
    def teu(self) -> int:
        """Return the shipment's size in TEU."""
        return self.containers * TEU_OF_SIZE[self.size] if self.load == "container" else 0

    @property
    def classes(self) -> frozenset[str]:
        """Return the classes of goods that services and closures are asked for: `goods`, and what the size says.

        Examples
        --------
        >>> sorted(Shipment("A", "B", size="40rf", goods="dangerous").classes)
        ['cooled', 'dangerous', 'high-cube']
        """
        return self.goods | BOXES[self.size].asks if self.load == "container" else self.goods

    @property
    def days_allowed(self) -> float | None:
        """Return the days from the begin of `ready` to the end of `deadline`, in elapsed time, or None."""
        if self.ready is None or self.deadline is None:
            return None
        return time_allowed(self.ready, self.deadline) / datetime.timedelta(days=1)

    def between(self, origin: str, destination: str) -> Shipment:
        """Return the same between two other places, which differ; what was checked is not checked again.

        Examples
        --------
        >>> print(Shipment("A", "B", containers=2).between("C", "D"))
        2 x 20ft from C to D, door to door
        """
        other = object.__new__(Shipment)
        for field in fields(self):
            object.__setattr__(other, field.name, getattr(self, field.name))
        ends = {"origin": origin, "destination": destination, "origin_at": None, "destination_at": None}
        for name, value in ends.items():
            object.__setattr__(other, name, value)
        return other

    @property
    def dates(self) -> str:
        """Return `ready` and `deadline` with their hours, in words; "" where neither is given."""
        stated = [("ready", self.ready, False), ("deadline", self.deadline, True)]
        return ", ".join(f"{name} {told(day, end=end)}" for name, day, end in stated if day is not None)

    def __str__(self) -> str:
        weight = "" if self.tonnes is None else f" of {self.tonnes:g} t"
        boxes = f"{self.containers} x {self.size}{weight}"
        what = boxes if self.load == "container" else f"{self.tonnes:g} t {self.load}"
        what += f" ({', '.join(sorted(self.goods))})" if self.goods else ""
        dates = f", {self.dates}" if self.dates else ""
        return f"{what} from {self.origin} to {self.destination}, {self.scope} to {self.scope}{dates}"


def end_named(given: Any) -> Any:
    """Return an end as the text that it is called by: of a position its degrees; what is neither stays as it is.

    Examples
    --------
    >>> end_named((35.4, 139.6)), end_named("JPYOK")
    ('35.4, 139.6', 'JPYOK')
    """
    try:
        position = None if isinstance(given, str) else position_in(given)
    except ValueError:  # told as what is no text
        return given
    if position is None:
        return given
    exact = ", ".join(repr(degrees) for degrees in position)
    return text_of(position) if position_in(text_of(position)) == position else exact


def _is_count(value: object) -> bool:
    """Tell whether a value is a number of containers."""
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= MOST_BOXES


def _shown(value: object) -> str:
    """Return a value as it is, or that it is too long to be shown; Python refuses to write very long numbers."""
    too_long = isinstance(value, int) and abs(value) > 10**30
    return f"about 10**{int(math.log10(abs(value)))}" if too_long and isinstance(value, int) else repr(value)
