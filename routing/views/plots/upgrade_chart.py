"""What money reaches, and the ladder of days: `plot_upgrades`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from routing.errors import QuestionError
from routing.views.plots import style
from routing.views.plots.bars import swatch
from routing.views.plots.naming import heading_label
from routing.views.plots.report_bars import Row, bar_rows, finish
from routing.views.plots.style import Axes, plain, words
from routing.views.text.upgrade_plan import days_text, million, names

if TYPE_CHECKING:
    from routing.answers.upgrade_plan import UpgradePlan

SHOWN = ("curve", "ladder")
LEFT, SAVED = (style.BLUE, ""), (style.PALE, "///")
LONGEST, WIDEST = 60, 130  # signs of the names of a set, at a bar and below


def plot_upgrades(
    found: UpgradePlan, *, shown: str | None = None, title: str | None = None, ax: Axes | None = None
) -> Axes:
    """Draw the days that each amount of money reaches, with its sets, or the ladder of the set that was asked for.

    Parameters
    ----------
    shown
        ``"curve"`` or ``"ladder"``; None: the ladder where there is one, else the curve.
    title, ax
        As in `plot_routes`.

    Raises
    ------
    QuestionError
        Something else to be shown.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> net = networks.from_networkx(networkx.Graph([("A", "B", {"hours": 96})]), mode="sea")
    >>> row = {"table": "links", "element": "sea:A-B", "column": "hours", "value": 48, "why": "a new ship"}
    >>> rows = [networks.Change(action="set", **row)]
    >>> ship = networks.Upgrade(id="ship", title="A faster ship", changes=rows, price_usd=5e6, kind="quote")
    >>> plot_upgrades(routing.plan_upgrades(net, [ship], routing.Shipment("A", "B")), shown="curve").get_ylabel()
    'days'
    """
    if shown is not None and shown not in SHOWN:
        raise QuestionError([f"shown={shown!r}: expected one of {', '.join(SHOWN)}, or None"])
    if shown == "ladder" or (shown is None and found.ladder):
        return _ladder(found, title, ax)
    return _curve(found, title, ax)


def _ladder(found: UpgradePlan, title: str | None, ax: Axes | None) -> Axes:
    so_far = found.before.days or 0.0
    rows = [Row("no upgrade", ((so_far, LEFT),) if so_far else (), f"{days_text(found.before.days)} d")]
    for rung in found.ladder:
        price = f"{million(rung.usd)} million USD"
        if any(found.upgrade(name).price_usd is None for name in rung.upgrades):
            price = "price unknown"
        parts = ((rung.days, LEFT), (max(0.0, so_far - rung.days), SAVED))
        told = f"{days_text(rung.days)} d; {price}"
        rows.append(Row(plain("+ " + ", ".join(rung.upgrades), LONGEST), tuple(one for one in parts if one[0]), told))
        so_far = rung.days
    canvas = bar_rows(rows, "days", ax)
    style.set_title(canvas, "The ladder of days" if title is None else title)
    finish(canvas, [swatch("days left", *LEFT), swatch("saved by this step", *SAVED)], heading_label(found.network))
    return canvas


def _curve(found: UpgradePlan, title: str | None, ax: Axes | None) -> Axes:
    canvas = style.axes(ax, 9.0, 5.0)[0]
    style.frame(canvas, x="million USD", y="days", grid="y")
    points = [(point.usd / 1e6, point.days, names(point)) for point in found.curve if point.days is not None]
    if points:
        across, up = [point[0] for point in points], [point[1] for point in points]
        canvas.step(across, up, where="post", color=style.BLUE, linewidth=1.6, gid="curve")
        canvas.plot(across, up, linestyle="", marker="o", color=style.BLUE, gid="points")
        for number, (x, y, _) in enumerate(points, start=1):
            words(canvas, x, y, f" {number}", va="bottom")
    else:
        words(canvas, 0.5, 0.5, "no set has a route", transform=canvas.transAxes, ha="center")
    if found.max_days is not None:
        canvas.axhline(found.max_days, color=style.VERMILION, linewidth=1.2, linestyle="--", gid="target")
    style.set_title(canvas, "What money reaches" if title is None else title)
    sets = [frozenset(point.upgrades) for point in found.curve if point.days is not None]
    told = [f"{number}: {plain(name, WIDEST)}" for number, name in enumerate(_named(sets, points), start=1)]
    finish(canvas, [], "\n".join([*told, heading_label(found.network)]))
    return canvas


def _named(sets: Sequence[frozenset[str]], points: Sequence[tuple[float, float, str]]) -> Iterator[str]:
    """Yield what to call each set: what it has besides the largest one before that it holds, or all of it."""
    for number, (one, point) in enumerate(zip(sets, points, strict=True)):
        inside = [before for before in range(number) if sets[before] and sets[before] < one]
        if not inside:
            yield point[2]
            continue
        largest = max(inside, key=lambda before: len(sets[before]))
        yield f"{largest + 1} and {', '.join(sorted(one - sets[largest]))}"
