"""`AnswerWarning`: what an answer rests on that is unknown, ignored, out of date or fallen back on; and its codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

LEFT_OUT, ASSUMED, PRICE_ROUNDED, ROUNDED = "left-out", "assumed", "price-rounded", "rounded"
OTHER_YEARS, OTHER_CUSTOMS = "other-years", "other-customs"
PLANNED, DAYS_NOT_JUDGED, DAYS_KEPT = "planned", "days-not-judged", "days-kept"
TIGHT_DEADLINE = "tight-deadline"
NO_CUSTOMS, FARES_ALONE = "no-customs", "fares-alone"
WEIGHT, CAPACITY, GOODS, CUSTOMS, IGNORED = "weight", "capacity", "goods", "customs", "ignored"
FALLBACK, TURNED_BACK = "fallback", "turned-back"
LAND_WEIGHT, DRY_RATES = "land-weight", "dry-rates"
UNLIKE, CLOSURE, AREA = "unlike", "closure", "area"
LIMIT_REACHED = "limit-reached"
UNKNOWN_PRICE = "unknown-price"
SNAPPED, ROUGH = "snapped", "rough"
MORE = "allow more time or labels"  # what helps where a limit was reached

WARNING_CODES: Mapping[str, str] = MappingProxyType(
    {
        LEFT_OUT: "arcs, services or elements that no route could use: something of them is not known, or too large",
        ASSUMED: "something that holds for want of data",
        OTHER_YEARS: "goods that are ready more than a year from the as-of date of the network, or from its price year;"
        " or a rate of exchange of another year",
        OTHER_CUSTOMS: "territories in another customs area when the goods are ready than the one that is counted with",
        PLANNED: "links that are only planned, on which the answer runs because they are supposed to be open",
        DAYS_NOT_JUDGED: "services, links or memberships with dates, used although neither goods nor network have one",
        DAYS_KEPT: "services or links with dates, met as today though goods come later (break-even, sensitivity)",
        TIGHT_DEADLINE: "a deadline within the likely days of a route: one journey in ten, or more, is late",
        CLOSURE: "closures in force that took something away, or begin or end under way; delays that are counted;"
        " permissions and notices met",
        AREA: "areas and passages that were to be avoided, and how much they closed",
        NO_CUSTOMS: "a customs area that a route enters or leaves, and the network says nothing of it",
        FALLBACK: "carriage without a timetable, though the network has scheduled services of its mode",
        TURNED_BACK: "a via at which a route turns back, or round which it runs over a way there and back",
        FARES_ALONE: "a rate or price of a service that is not counted, because the service has fares",
        WEIGHT: "a weight in a box or a wagon above what is usual",
        LAND_WEIGHT: "a box heavier than a land of the route usually takes by rail or road",
        DRY_RATES: "reefers that are reckoned with at the rates of dry boxes, for want of their own",
        CAPACITY: "a shipment above a week of what an element of the route carries, or held against no capacity",
        GOODS: "goods of which nobody says that a service of the route takes them",
        IGNORED: "something that was asked and says nothing here",
        CUSTOMS: "places of the route of which the customs area is not known, so that nothing is reckoned there",
        PRICE_ROUNDED: "a price of a generalised cost that is counted as a nearby fraction, and how far that is off",
        ROUNDED: "rides so small that rounding each to a thousandth of a unit may move a total, and by what share",
        UNLIKE: "answers to unlike questions, or in money of unlike years, side by side",
        SNAPPED: "an end that is a position, and how far away in a straight line it joins what was searched",
        ROUGH: "a course that is drawn coarsely: over land where a ship goes, or over a closed gap of the data",
        UNKNOWN_PRICE: "upgrades of which nobody knows the price",
        LIMIT_REACHED: "reasons or differences beside the answer that a limit of time or labels left open",
    }
)


@dataclass(frozen=True, slots=True)
class AnswerWarning:
    """One thing that an answer rests on and that whoever uses it should know.

    Attributes
    ----------
    code
        What kind of thing, one of `WARNING_CODES`; stable, for programs.
    words
        What it is, without a full stop.
    elements
        Ids of the elements that it is about, sorted; all of them, though the words may name only a few.
    remedy
        What would make it go away; "" where nothing would.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> ways = [("A", "B", {"hours": 60, "usd": 500}), ("A", "B", {"hours": 90, "usd": 300})]
    >>> net = networks.from_networkx(networkx.MultiGraph(ways), mode="sea")
    >>> result = routing.solve(net, routing.Shipment("A", "B"))
    >>> [(warning.code, warning.words) for warning in result.warnings]
    [('assumed', 'no terminal operations are modelled: transfers take no time and cost nothing')]
    """

    code: str
    words: str
    elements: tuple[str, ...] = ()
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.words}; {self.remedy}" if self.remedy else self.words
