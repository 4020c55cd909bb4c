"""`Upgrade`: rows that change figures, with a price and what else there is to be had with it or instead of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from networks.model.scenario import Change
from networks.model.tupled import tupled

End = Literal["stated", "worse", "better"]
PriceEnd = Literal["stated", "low", "high"]
LESS_IS_WORSE = ("speed", "capacity", "vehicle_capacity", "free_time")
PRICE_KINDS = ("sourced", "computed", "assumption", "plan", "quote", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Upgrade:
    """A measure that somebody may pay for.

    Attributes
    ----------
    id, title
        A short name, and one line for people.
    changes
        What it changes, as rows of a scenario. Of several upgrades the rows are made in the order in which the upgrades
        stand in their list, whatever the order in which they are chosen: a later row replaces an earlier one.
    price_usd, low_usd, high_usd
        What it costs in all, once, and the range; None where nobody knows.
    kind
        What the price is: ``sourced``, ``computed``, ``assumption`` (then it has a range), ``plan``, ``quote`` (one's
        own) or ``unknown``.
    source
        Who says so.
    requires, excludes
        Ids of upgrades that it does nothing without, and of those beside which it cannot be had.
    from_year, until_year
        When it was built or is to be; None: not known.
    paid_by
        Who pays, as far as it was told.
    base
        Scenario of the network over which its rows are meant; "": the network as it is.
    note
        How the price was computed or why it was assumed.

    Examples
    --------
    >>> import networks
    >>> papers = {one.id: one for one in networks.upgrades("eurasia")}["electronic-papers"]
    >>> papers.kind, papers.low_usd < papers.price_usd < papers.high_usd, papers.base
    ('assumption', True, '2016-ordinary')
    """

    id: str
    title: str
    changes: tuple[Change, ...] = ()
    price_usd: float | None = None
    low_usd: float | None = None
    high_usd: float | None = None
    kind: str = "unknown"
    source: str = ""
    requires: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    from_year: int | None = None
    until_year: int | None = None
    paid_by: str = ""
    base: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        tupled(self, "changes", "requires", "excludes")

    @property
    def years_to_build(self) -> int | None:
        """Return how many years it takes, as its years say: 1 of what was built in one; None where one is not known."""
        if self.from_year is None or self.until_year is None or self.until_year < self.from_year:
            return None
        return self.until_year - self.from_year + 1

    def at(self, *, effects: End = "stated", price: PriceEnd = "stated") -> Upgrade:
        """Return the upgrade with all its figures, or its price, at an end of their ranges; those without stay.

        A set that reaches its days with all effects at their worse ends, alone or together, reaches them wherever they
        lie in their ranges, as far as more time never makes a way faster.

        Parameters
        ----------
        effects
            ``"worse"``: times, waits and prices high, speeds and capacities low; ``"better"``: the other way round.
        price
            ``"low"`` or ``"high"``.

        Examples
        --------
        >>> import networks
        >>> papers = {one.id: one for one in networks.upgrades("eurasia")}["electronic-papers"]
        >>> papers.changes[0].value, papers.at(effects="worse").changes[0].value, papers.at(price="high").price_usd
        ('6', '24', 50000000.0)
        """
        rows = self.changes if effects == "stated" else tuple(_at(change, effects) for change in self.changes)
        usd = {"stated": self.price_usd, "low": self.low_usd, "high": self.high_usd}[price]
        return replace(self, changes=rows, price_usd=self.price_usd if usd is None else usd)


def _at(change: Change, effects: End) -> Change:
    """Return a row with its figure at an end of its range."""
    upwards = (effects == "worse") != (change.column in LESS_IS_WORSE)
    end = change.high if upwards else change.low
    return change if change.table != "figures" or end is None else replace(change, value=end)
