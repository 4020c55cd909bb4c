"""How sure each set of upgrades is, what to learn first, and the days after each year.

`plot_robust_upgrades` and `plot_upgrade_phases`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routing.errors import QuestionError
from routing.views.plots import style
from routing.views.plots.bars import bar, swatch
from routing.views.plots.naming import heading_label
from routing.views.plots.report_bars import Row, bar_rows, finish, range_line
from routing.views.plots.style import Axes, plain, words
from routing.views.text.robust_upgrades import changed, names, percent, rounded_million
from routing.views.text.upgrade_phases import plan_caption, plans_of
from routing.views.text.upgrade_plan import days_text

if TYPE_CHECKING:
    from routing.answers.robust_upgrades import RobustUpgrades
    from routing.answers.upgrade_phases import UpgradePhases

SHOWN = ("sets", "effects")
SURE, BAD, GOOD = (style.BLUE, ""), (style.VERMILION, "///"), (style.SKY, "")
WIDEST = 130
ROOM = 5.0  # points of percent beside the bars
LOOKS = ((style.BLUE, "-", "o"), (style.VERMILION, "--", "s"), (style.GREY, "-.", "^"), (style.INK, ":", "D"))


def plot_robust_upgrades(
    found: RobustUpgrades, *, shown: str | None = None, title: str | None = None, ax: Axes | None = None
) -> Axes:
    """Draw in which share of the scenarios each set keeps the days, or how much hangs on each effect (a tornado).

    Parameters
    ----------
    shown
        ``"sets"`` (also None) or ``"effects"``.
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
    >>> found = routing.robust_upgrades(net, [ship], routing.Shipment("A", "B"), max_days=3, samples=100)
    >>> plot_robust_upgrades(found).get_xlabel()
    '% of the scenarios in which the days are kept'
    """
    if shown is not None and shown not in SHOWN:
        raise QuestionError([f"shown={shown!r}: expected one of {', '.join(SHOWN)}, or None"])
    return _effects(found, title, ax) if shown == "effects" else _sets(found, title, ax)


def _sets(found: RobustUpgrades, title: str | None, ax: Axes | None) -> Axes:
    rows = []
    for at, one in enumerate(found.sets, start=1):
        more = " + ?" if one.unknown else ""
        ends = 100 * one.chance.low, 100 * one.chance.high
        parts = ((100 * one.chance.value, SURE),) if one.chance.value else ()
        mark = " *" if one == found.chosen else ""
        rows.append(
            Row(
                f"{at}: {rounded_million(one.mean_usd)}{more} million USD{mark}",
                parts,
                f"{percent(one.chance.value)} %",
                ends,
            )
        )
    canvas = bar_rows(rows, "% of the scenarios in which the days are kept", ax)
    canvas.axvline(100 * found.sure, color=style.VERMILION, linewidth=1.2, linestyle="--", gid="sure")
    named = f"Which sets still keep {found.max_days:g} days" if title is None else title
    style.set_title(canvas, named)
    told = [f"{at}: {plain(names(one), WIDEST)}" for at, one in enumerate(found.sets, start=1)]
    told.append(f"dashed: sure enough ({percent(found.sure)} %); * the cheapest that is; prices on the mean")
    finish(canvas, [range_line("95 % interval")], "\n".join([*told, heading_label(found.network)]))
    return canvas


def _effects(found: RobustUpgrades, title: str | None, ax: Axes | None) -> Axes:
    canvas = style.axes(ax, 9.0, 1.9 + 0.36 * max(len(found.effects), 1))[0]
    style.frame(canvas, x="% of the scenarios in which the set keeps the days", grid="x")
    chosen = found.chosen or found.surest
    style.tick_names(
        canvas, "y", [float(at) for at in range(len(found.effects))], [plain(one.upgrade, 50) for one in found.effects]
    )
    canvas.set_ylim(max(len(found.effects), 1) - 0.4, -0.6)
    base = 100 * chosen.chance.value if chosen else 0.0
    ends = [100 * end.value for one in found.effects for end in (one.worse, one.better)]
    canvas.set_xlim(max(0.0, min([base, 100 * found.sure, *ends]) - ROOM), 100 + ROOM / 5)
    for at, one in enumerate(found.effects):
        for name, end, look in (("bad", one.worse, BAD), ("good", one.better, GOOD)):
            value = 100 * end.value
            if value != base:
                left, wide = min(base, value), abs(value - base)
                bar(canvas, left, wide, at, face=look[0], hatch=look[1], gid=f"{name}:{at}")
    canvas.axvline(base, color=style.INK, linewidth=1.2, zorder=4, gid="base")
    canvas.axvline(100 * found.sure, color=style.VERMILION, linewidth=1.2, linestyle="--", gid="sure")
    style.settle(canvas)
    style.set_title(canvas, "What to learn first: how much hangs on each effect" if title is None else title)
    told = []
    for one in found.effects:
        base_set = chosen.upgrades if chosen else ()
        bad, good = changed(base_set, one.if_worse), changed(base_set, one.if_better)
        if bad != "the same" or good != "the same":
            told.append(plain(f"{one.upgrade}: if bad {bad}; if good {good}", 2 * WIDEST))
    named = "no set" if chosen is None else names(chosen)
    told = [f"of {plain(named, WIDEST)}; dashed: sure enough", *told, heading_label(found.network)]
    finish(canvas, [swatch("in the worst fifth", *BAD), swatch("in the best fifth", *GOOD)], "\n".join(told))
    return canvas


def plot_upgrade_phases(found: UpgradePhases, *, title: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw the days after each year, with what is done then; the first plan and the last one.

    Parameters
    ----------
    title, ax
        As in `plot_routes`.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> net = networks.from_networkx(networkx.Graph([("A", "B", {"hours": 96})]), mode="sea")
    >>> row = {"table": "links", "element": "sea:A-B", "column": "hours", "value": 48, "why": "a new ship"}
    >>> rows = [networks.Change(action="set", **row)]
    >>> ship = networks.Upgrade(id="ship", title="A faster ship", changes=rows, price_usd=5e6, kind="quote")
    >>> found = routing.phase_upgrades(net, [ship], routing.Shipment("A", "B"), yearly_budget_usd={2026: 5e6})
    >>> plot_upgrade_phases(found).get_ylabel()
    'days'
    """
    canvas = style.axes(ax, 9.0, 4.6)[0]
    style.frame(canvas, x="", y="days", grid="y")
    years = [year for year, _ in found.yearly_budget_usd]
    at = [float(number) for number in range(len(years) + 1)]
    style.tick_names(canvas, "x", at, ["before", *(f"end of {year}" for year in years)])
    plans = plans_of(found)[:1] if len(plans_of(found)) == 1 else (plans_of(found)[0], plans_of(found)[-1])
    handles: list[Any] = []
    told: list[str] = []
    named: set[tuple[float, float | None]] = set()
    canvas.set_xlim(-0.3, len(years) + 0.6)
    for plan, (color, dashes, marker) in zip(plans, LOOKS, strict=False):
        days = [found.before.days, *(year.point.days for year in plan.years)]
        shown = [(x, y) for x, y in zip(at, days, strict=True) if y is not None]
        across, up = [x for x, _ in shown], [y for _, y in shown]
        label = plan_caption(found, plan)
        look = {"color": color, "linestyle": dashes, "marker": marker, "linewidth": 1.6, "label": label}
        handles += canvas.step(across, up, where="post", gid=f"plan:{len(told)}", **look)
        side = "bottom" if not told else "top"
        for x, year in zip(at[1:], plan.years, strict=True):
            point = (x, year.point.days)
            if year.done and year.point.days is not None and point not in named:
                named.add(point)
                words(canvas, x, year.point.days, f"  {days_text(year.point.days)}", va=side, color=color)
        done = "; ".join(f"{year.year}: {', '.join(year.done)}" for year in plan.years if year.done)
        told.append(plain(f"{label}; done at the end of {done or 'no year'}", 3 * WIDEST))
    if found.max_days is not None:
        canvas.axhline(found.max_days, color=style.VERMILION, linewidth=1.2, linestyle="--", gid="target")
    style.set_title(canvas, "The days after each year" if title is None else title)
    finish(canvas, handles, "\n".join([*told, heading_label(found.network)]))
    return canvas
