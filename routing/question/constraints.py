"""`Constraints`: what a route must keep to. A ban removes; it never penalises."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Literal, get_args

from networks.errors import UnknownNameError
from networks.geo.territories import banned_codes
from networks.model.given import has_no_order
from networks.model.vocabulary import is_territory
from routing.errors import QuestionError
from routing.question.measures import CO2E, COST, DISTANCE, LIFTS, MEASURES, TIME
from routing.question.values import as_number, as_switch, as_tuple, is_positive, switch_problem

if TYPE_CHECKING:
    from networks.geo.areas import Area

Mode = Literal["rail", "sea", "ferry", "road", "inland_water", "air"]
Waters = Literal["internal", "12nm"]

MODES: tuple[Mode, ...] = get_args(Mode)
SWITCHES = ("exact_codes", "tolerate_in_transit")


def _names(told: str = "", usual: Any = frozenset()) -> Any:
    """Return a field of names, which are frozen on entry, and how they are put into words."""
    return field(default=usual, metadata={"names": tuple if usual == () else frozenset, "told": told})


def _limit(told: str) -> Any:
    """Return a field of an upper limit, and how it is put into words."""
    return field(default=None, metadata={"told": f"at most {told}"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraints:
    """What a route must keep to. A ban removes; it never penalises.

    Empty texts are refused: an unset variable would drop a ban without a word. No names at all are no ban.

    Attributes
    ----------
    avoid_territories
        Codes of ISO 3166-1 (alpha-2 or alpha-3) or English names of territories, of which codes are kept: every
        place, link, service run, call and terminal there is removed. ``"CN"`` means the mainland with HK and MO,
        unless `exact_codes`. A bare string is one name, or several with commas; what is misspelt is suggested, never
        guessed. What may lie there is removed too, and named: places without a `country`, links
        without `territories` or with way-points through a banned territory that they do not list, rides that name
        no links.
    avoid_places, avoid_links, avoid_services
        Ids that are removed, of places also names; passing through a place counts as using it.
    avoid_areas
        Areas of one's own (a war zone, an ice field): polygons of shapely, GeoJSON mappings or rings of (lat, lon)
        pairs, one or several, or name -> one of these. Every place in an area or on its edge is removed, and every
        link whose course touches it, whatever its codes say; what may lie there is removed too, and named: places
        without a position, and links of which nobody knows well enough where they run (`networks.geo.entering`).
    avoid_passages
        Canals and straits by name, which no ship is to go through: suez, malacca, hormuz, bosporus, bab-el-mandeb,
        panama, bering, kiel, northeast ... (``networks/data/passages.csv``). Links by water are removed, as for an
        area; ports are not.
    modes
        Modes allowed; None = every mode, ferries with their wait and price among them.
    via
        What is to be passed in this order, so no set: places and corridors by id or name, and links by id. A link is
        to be ridden in either direction, of a corridor any gateway link (`networks.Corridor`). Passing aboard
        suffices, and so does turning back there, of which an answer warns (``turned-back``). Within a ride places and
        links are met in turn. An id that several bear means the place, else the link.
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
        links (`networks.geo.waters`); links of which that is unknown are removed too, and named.

    Examples
    --------
    >>> ban = Constraints(avoid_territories="China", max_days=35)
    >>> print(ban)
    no territory of CN, HK, MO; at most 35 days
    >>> sorted(ban.banned_territories)
    ['CN', 'HK', 'MO']
    """

    avoid_territories: frozenset[str] = _names()
    avoid_places: frozenset[str] = _names("without {}")
    avoid_links: frozenset[str] = _names("without {}")
    avoid_services: frozenset[str] = _names("without {}")
    avoid_areas: frozenset[Area] = field(default=frozenset(), metadata={"areas": "outside {}"})
    avoid_passages: frozenset[str] = _names("not through {}")
    modes: frozenset[str] | None = _names("by {}", usual=None)
    via: tuple[str, ...] = _names("via {}", usual=())
    max_days: float | None = _limit(f"{{:g}} {TIME.words}")
    max_usd: float | None = _limit(f"{{:g}} {COST.words}")
    max_kg_co2e: float | None = _limit(f"{{:g}} {CO2E.words}")
    max_km: float | None = _limit(f"{{:g}} {DISTANCE.words}")
    max_transshipments: int | None = _limit(f"{{}} {LIFTS.words}")
    exact_codes: bool = False
    tolerate_in_transit: bool = False
    waters: Waters = "internal"

    def __post_init__(self) -> None:
        problems = list(self._freeze())
        problems += self._freeze_areas()
        problems += self._problems()
        strangers = [("avoid_territories", stranger) for stranger in self._name_territories()]
        strangers += [("avoid_passages", stranger) for stranger in self._name_passages()]
        if len(strangers) == 1 and not problems:
            raise strangers[0][1]
        if problems or strangers:
            raise QuestionError([*problems, *(f"{field}: {stranger}" for field, stranger in strangers)])

    def _freeze(self) -> Iterable[str]:
        """Freeze names and numbers on entry; yield what are no names, and leave those out."""
        for one in fields(self):
            value = getattr(self, one.name)
            if one.name in SWITCHES:
                object.__setattr__(self, one.name, as_switch(value))
            if "told" not in one.metadata or (value is None and one.default is None):
                continue
            if "names" not in one.metadata:
                object.__setattr__(self, one.name, as_number(value))
                continue
            kind, names = one.metadata["names"], as_tuple(value)
            if kind is tuple and has_no_order(value) and len(value):
                yield f"{one.name}={value!r}: expected a list or a tuple, for the order counts"
            elif names is None:
                yield f"{one.name}={value!r}: expected a text or several"
            elif not all(map(str.strip, names)):
                yield f"{one.name}={value!r}: expected no empty text; leave it out to state nothing"
                names = tuple(filter(str.strip, names))
            object.__setattr__(self, one.name, kind(names or ()))

    def _name_territories(self) -> list[UnknownNameError]:
        """Put the codes of territories in the place of their names; return an error for each name that has no code."""
        if all(map(is_territory, self.avoid_territories)):
            return []
        from networks.model.countries import code_of, names_in  # not above: most questions state codes

        codes, strangers = [], []
        for name in (name for text in sorted(self.avoid_territories) for name in names_in(text)):
            try:
                codes.append(code_of(name))
            except UnknownNameError as error:
                strangers.append(error)
        object.__setattr__(self, "avoid_territories", frozenset(codes))
        return strangers

    def _freeze_areas(self) -> list[str]:
        """Put areas in the place of what draws them; return what is wrong with that."""
        given = self.avoid_areas
        if isinstance(given, frozenset) and not given:
            return []
        from networks.geo.areas import areas_in  # not above: most questions draw nothing

        found, problems = areas_in(given)
        object.__setattr__(self, "avoid_areas", frozenset(found))
        return [f"avoid_areas: {problem}" for problem in problems]

    def _name_passages(self) -> list[UnknownNameError]:
        """Put the ids of passages in the place of their names; return an error for each name that has no id."""
        if not self.avoid_passages:
            return []
        from networks.geo.passages import passage_ids  # not above: most questions name none

        found: set[str] = set()
        strangers = []
        for text in sorted(self.avoid_passages):
            for name in text.split(","):
                try:
                    found |= passage_ids([name])
                except UnknownNameError as error:
                    strangers.append(error)
        object.__setattr__(self, "avoid_passages", frozenset(found))
        return strangers

    def _problems(self) -> Iterable[str]:
        for measure in MEASURES:
            value = getattr(self, measure.limit)
            if value is not None and not is_positive(value):
                yield f"{measure.limit}={value!r}: expected a finite number above 0"
        lifts = self.max_transshipments
        if lifts is not None and (isinstance(lifts, bool) or not isinstance(lifts, int) or lifts < 0):
            yield f"{LIFTS.limit}={lifts!r}: expected a whole number from 0"
        for mode in sorted(self.modes or ()):
            if mode not in MODES:
                yield f"modes: {mode!r}: expected some of {', '.join(MODES)}"
        if self.modes is not None and not self.modes:
            yield "modes is empty: expected at least one mode"
        for name in SWITCHES:
            yield from switch_problem(name, getattr(self, name))
        if self.waters not in get_args(Waters):
            yield f"waters={self.waters!r}: expected 'internal' or '12nm'"
        for place in self.via:
            if place in self.avoid_places:
                yield f"via and avoid_places both name {place!r}"

    @property
    def banned_territories(self) -> frozenset[str]:
        """Return the codes that the ban of territories removes."""
        return banned_codes(self.avoid_territories, exact=self.exact_codes)

    def allows_mode(self, mode: str) -> bool:
        """Tell whether a mode may be used."""
        return self.modes is None or mode in self.modes

    def __str__(self) -> str:
        parts = [self._territories_told()] if self.avoid_territories else []
        for one in fields(self):
            value = getattr(self, one.name)
            if one.name == "modes" and value is not None:
                parts.append(self._modes_told(value))
            elif "areas" in one.metadata and value:
                parts.append(one.metadata["areas"].format(", ".join(sorted(area.name for area in value))))
            elif one.metadata.get("told") and value != one.default:
                several = isinstance(value, frozenset | tuple)
                told = ", ".join(value if isinstance(value, tuple) else sorted(value)) if several else value
                parts.append(one.metadata["told"].format(told))
        return "; ".join(parts) or "no constraints"

    def _modes_told(self, allowed: frozenset[str]) -> str:
        """Return in words which modes are allowed, or which are not where these are fewer."""
        barred = frozenset(MODES) - allowed
        if len(barred) >= len(allowed):
            return f"by {', '.join(sorted(allowed))}"
        return f"not by {', '.join(sorted(barred))}" if barred else "by every mode"

    def _territories_told(self) -> str:
        sea = " and no 12-mile waters" if self.waters == "12nm" else ""
        spared = " but in transit by the home railway" if self.tolerate_in_transit else ""
        return "no territory of " + ", ".join(sorted(self.banned_territories)) + sea + spared
