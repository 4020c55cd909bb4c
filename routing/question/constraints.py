"""`Constraints`: what a route must keep to. A ban removes; it never penalises."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from networks.geo.territories import banned_codes
from networks.model.vocabulary import ISO_3166_1
from routing.errors import QuestionError
from routing.question.values import as_number, as_tuple, is_positive

MODES = ("rail", "sea", "ferry", "road", "inland_water", "air")


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
        links (`networks.geo.waters`); links of which that is unknown are removed too, and named.
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
            names = as_tuple(value)
            if names is None:
                yield f"{name}={value!r}: expected a text or several"
            object.__setattr__(self, name, (tuple if name == "via" else frozenset)(names or ()))
        for name in ("max_days", "max_usd", "max_kg_co2e", "max_km", "max_transshipments"):
            object.__setattr__(self, name, as_number(getattr(self, name)))

    def _problems(self) -> Iterable[str]:
        for name in ("max_days", "max_usd", "max_kg_co2e", "max_km"):
            value = getattr(self, name)
            if value is not None and not is_positive(value):
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
