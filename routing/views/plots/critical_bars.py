"""How many shipments a loss meets, and what it costs them: `plot_critical`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.errors import QuestionError
from routing.views.plots import style
from routing.views.plots.bars import swatch
from routing.views.plots.naming import heading_label
from routing.views.plots.report_bars import Row, bar_rows, finish
from routing.views.plots.style import Axes, plain
from routing.views.text.critical import element_name, elements_text, extra_text

if TYPE_CHECKING:
    from routing.answers.critical import Critical, Element, Harm, Loss

NO_ROUTE, OTHER, MORE = (style.VERMILION, "///"), (style.SKY, ""), (style.BLUE, "")
LONGEST = 60  # signs of a name
MOST = 15  # elements alone that are drawn
SHOWN = ("sets", "alone")


def plot_critical(
    found: Critical, *, shown: str | None = None, title: str | None = None, ax: Axes | None = None
) -> Axes:
    """Draw a bar for each set that is told: how many shipments it leaves without a route, and how many go another way.

    What the others need more in all stands at the end of the bar.

    Parameters
    ----------
    shown
        ``"sets"``; or ``"alone"``: how much more of what is least the loss of each element alone takes, the worst
        fifteen; None: the sets, or where there is none the elements alone.
    title, ax
        As in `plot_routes`.

    Raises
    ------
    QuestionError
        Something else to be shown.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> ways = [("A", "B", {"hours": 48}), ("A", "C", {"hours": 48}), ("C", "B", {"hours": 72})]
    >>> net = networks.from_networkx(networkx.Graph(ways), mode="sea")
    >>> plot_critical(routing.critical(net, routing.Shipment("A", "B"))).get_xlabel()
    'shipments'
    """
    if shown is not None and shown not in SHOWN:
        raise QuestionError([f"shown={shown!r}: expected one of {', '.join(SHOWN)}, or None"])
    if shown == "alone" or (shown is None and not found.losses and found.alone):
        return _alone(found, title, ax)
    rows = [_row(found, loss) for loss in found.losses] or [Row("nothing that may be lost", (), "no harm")]
    canvas = bar_rows(rows, "shipments", ax)
    canvas.xaxis.get_major_locator().set_params(integer=True)
    style.set_title(canvas, "What is lost, and what shipments do then" if title is None else title)
    words = {NO_ROUTE: "without a route", OTHER: "by another way"}
    looks = {look for row in rows for _, look in row.parts}
    finish(canvas, [swatch(told, *look) for look, told in words.items() if look in looks], _below(found))
    return canvas


def _row(found: Critical, loss: Loss) -> Row:
    met = [at for at in range(len(found.questions)) if found.is_met(loss, at) and loss.after[at] is not None]
    parts = ((loss.harm.unserved, NO_ROUTE), (sum(found.weights[at] for at in met), OTHER))
    return Row(_label(found, loss.elements), tuple(part for part in parts if part[0]), _told(found, loss.harm))


def _label(found: Critical, elements: tuple[Element, ...]) -> str:
    return " + ".join(plain(element_name(found.network, one), LONGEST // len(elements)) for one in elements)


def _told(found: Critical, harm: Harm) -> str:
    """Return what shipments need more in all; "" where none is left that needs more."""
    return f"+{extra_text(found, harm.extra)} {found.unit}" if harm.extra or not harm.unserved else ""


def _alone(found: Critical, title: str | None, ax: Axes | None) -> Axes:
    rows = []
    for one in found.alone[:MOST]:
        lost = f"{one.harm.unserved} without a route; " if one.harm.unserved else ""
        parts = ((one.harm.extra, NO_ROUTE if one.harm.unserved else MORE),) if one.harm.extra else ()
        name = plain(elements_text(found.network, (one.element,)), LONGEST)
        rows.append(Row(name, parts, lost + extra_text(found, one.harm.extra)))
    canvas = bar_rows(rows or [Row("nothing that may be lost", (), "no harm")], f"{found.unit} more in all", ax)
    style.set_title(canvas, "What is lost alone, the worst first" if title is None else title)
    looks = {look for row in rows for _, look in row.parts}
    words = {MORE: "every shipment has a route", NO_ROUTE: "some have none; the others need so much more"}
    finish(canvas, [swatch(told, *look) for look, told in words.items() if look in looks], _below(found))
    return canvas


def _below(found: Critical) -> str:
    weights = f"{len(found.questions)} lanes, {sum(found.weights)} shipments. "
    return f"{weights if len(found.questions) > 1 else ''}{heading_label(found.network)}"
