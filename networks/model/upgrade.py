"""`Upgrade`: rows that change figures, with a price and what else there is to be had with it or instead of it."""

from __future__ import annotations

from dataclasses import dataclass

from networks.model.scenario import Change
from networks.model.tupled import tupled

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
