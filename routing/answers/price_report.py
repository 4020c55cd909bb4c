"""`PriceReport`: the dollars of a route by price component, with their total and what lies below the line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from networks.model.keys import MONEY
from networks.network import Network
from routing.accounts.prices import (
    GIVEN,
    NO_YEAR,
    RATE,
    UNADJUSTED,
    PriceRow,
    exchange_rates,
    inventory_row,
    price_rows,
)
from routing.accounts.ranges import likely_of, range_of
from routing.amounts.conversion import in_own_money
from routing.amounts.load import Load
from routing.amounts.missing import scaled
from routing.amounts.units import USD
from routing.answers.shown import Drawn
from routing.question.shipment import Shipment
from routing.steps.step import Step, added

NOTES = (
    "Low and high are the ends of each figure's own range; the total's are those with every figure at one end.",
    "x 1.8 and the like = the TEU that a 40 or 45 ft box counts in this price.",
    "A figure without a range counts at its value in both ends. Demurrage is charged for the days of this route.",
    "unadjusted = a price of another year than the network's, taken as it is; no index moves it.",
)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PriceReport(Drawn):
    """The price components of a route with their total, what lies below the line, and the rates they were converted by.

    Attributes
    ----------
    rows
        The components in the order of the journey.
    usd_low, usd, usd_high
        Total; `usd` is that of the route, None where a row lacks its price.
    usd_likely
        What one journey in ten stays below, and what one in ten exceeds, as `Route.likely_usd`; None without a total.
    unadjusted_share
        Share of `usd` that rests on prices of another year than the network's, 0 to 1; None without a total.
    undated_share
        Share of `usd` of which nobody says that it is of the network's year: of prices without a year, of links' own
        prices, and of all where the network states no price year; None without a total.
    inventory
        What the time of the goods costs, not part of the total; None without value of the goods, figure or time.
    rates
        The exchange rates of the network that the rows were converted by.
    price_year, money
        Year in whose money the network reads all prices, and the currency of the totals.
    own_currency, own_money
        The currency of the network, and the total in it by the stated rate; None without a total.
    notes
        What must be said with the numbers.
    """

    rows: tuple[PriceRow, ...]
    usd_low: float | None
    usd: float | None
    usd_high: float | None
    usd_likely: tuple[float, float] | None
    unadjusted_share: float | None
    undated_share: float | None
    inventory: PriceRow | None
    rates: tuple[PriceRow, ...]
    price_year: int | None
    money: str
    own_currency: str
    own_money: float | None
    notes: tuple[str, ...] = NOTES

    @property
    def sections(self) -> tuple[tuple[str, PriceRow], ...]:
        """Return every row with its section: ``price``, which adds up to the total, ``below the line``, or a rate."""
        below = () if self.inventory is None else (("below the line", self.inventory),)
        return (*(("price", row) for row in self.rows), *below, *((RATE, row) for row in self.rates))


def price_report(network: Network, load: Load, steps: Sequence[Step], shipment: Shipment | None = None) -> PriceReport:
    """Return the dollars of some steps by price component; a shipment with a value has the cost of its time as well."""
    rows = price_rows(network, load, steps)
    ends = range_of(network, load, steps, "millicents")
    likely = likely_of(network, load, steps, "millicents")
    millicents = added(steps, "millicents")
    usd = scaled(millicents, USD)
    return PriceReport(
        rows=rows,
        usd_low=None if ends is None else round(ends[0] / USD, 2),
        usd=usd,
        usd_high=None if ends is None else round(ends[1] / USD, 2),
        usd_likely=None if likely is None else (round(likely[0] / USD, 2), round(likely[1] / USD, 2)),
        unadjusted_share=_share(rows, usd, UNADJUSTED),
        undated_share=_share(rows, usd, NO_YEAR, GIVEN),
        inventory=inventory_row(network, shipment, added(steps, "milliminutes")),
        rates=tuple(exchange_rates(network, rows)),
        price_year=network.price_year,
        money=MONEY,
        own_currency=network.currency,
        own_money=in_own_money(network, millicents),
    )


def _share(rows: Sequence[PriceRow], usd: float | None, *adjustments: str) -> float | None:
    """Return the part of a total that rests on prices so adjusted; None without a total."""
    return None if not usd else sum(row.usd or 0 for row in rows if row.adjustment in adjustments) / usd
