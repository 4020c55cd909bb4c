"""A week of all shippers without upgrades and with the best of them: `plot_welfare`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.views.plots import style
from routing.views.plots.bars import swatch
from routing.views.plots.naming import heading_label
from routing.views.plots.report_bars import Row, bar_rows, finish
from routing.views.plots.style import Axes, plain
from routing.views.text.table import number
from routing.views.text.upgrade_plan import million

if TYPE_CHECKING:
    from routing.answers.welfare_plan import WelfarePlan, WelfarePoint

WEEK, PRICE, SAVED = (style.BLUE, ""), (style.SKY, "..."), (style.PALE, "///")
LONGEST, WIDEST = 30, 130  # signs of the names of a set, at a bar and below


def plot_welfare(found: WelfarePlan, *, title: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw what a week costs all shippers together without upgrades, and with the best set.

    Where so many weeks stand against the price (`Welfare.weeks`), its share of a week lies beside the week, and what is
    saved beyond it.

    Parameters
    ----------
    title, ax
        As in `plot_routes`.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> net = networks.from_networkx(networkx.Graph([("A", "B", {"hours": 24, "usd": 100})]), mode="sea")
    >>> row = {"table": "links", "element": "sea:A-B", "column": "usd", "value": 40, "why": "a larger ship"}
    >>> rows = [networks.Change(action="set", **row)]
    >>> ship = networks.Upgrade(id="ship", title="A larger ship", changes=rows, price_usd=1e5, kind="quote")
    >>> boxes = routing.Consignment(shipment=routing.Shipment("A", "B"), per_week=10)
    >>> plan = routing.plan_upgrades(net, [ship], [boxes], welfare=routing.Welfare(weeks=500))
    >>> plot_welfare(plan).get_xlabel()
    'USD a week, all shippers together'
    """
    before, chosen = found.before, found.chosen
    rows = [_row("no upgrade", before, ())]
    notes = []
    if chosen is not None and chosen.upgrades:
        names = plain(", ".join(chosen.upgrades), WIDEST)
        notes = [f"The best set: {names}."] if len(names) > LONGEST else []
        rows.append(_row("with the best set" if notes else f"with {names}", chosen, _beside(found, chosen)))
    canvas = bar_rows(rows, "USD a week, all shippers together", ax)
    style.set_title(canvas, "The best upgrades for all" if title is None else title)
    seen = {part for row in rows for _, part in row.parts}
    named = (("a week", WEEK), ("price, its share of a week", PRICE), ("saved", SAVED))
    handles = [swatch(name, *look) for name, look in named if look in seen]
    notes += [] if found.welfare.weeks is None else [f"The price is borne by {found.welfare.weeks:g} weeks."]
    finish(canvas, handles, "\n".join([*notes, heading_label(found.network)]))
    return canvas


def _beside(found: WelfarePlan, chosen: WelfarePoint) -> tuple[tuple[float, tuple[str, str]], ...]:
    """Return the share of the price that a week bears, and what is saved beyond it."""
    bears = 0.0 if found.welfare.weeks is None else chosen.usd / found.welfare.weeks
    saved = max(0.0, (found.saved_usd or 0.0) - bears)
    return ((bears, PRICE), (saved, SAVED))


def _row(name: str, point: WelfarePoint, beside: tuple[tuple[float, tuple[str, str]], ...]) -> Row:
    if point.week_usd is None:
        return Row(name, (), f"not known; at least {number(point.week_bound_usd, 0)} USD")
    told = [f"{number(point.week_usd, 0)} USD a week"]
    told += [f"{million(point.usd)} million USD once"] if point.upgrades else []
    told += [f"{number(point.left, 2)} shipments left behind"] if point.left > 0 else []
    return Row(name, tuple(one for one in ((point.week_usd, WEEK), *beside) if one[0]), "; ".join(told))
