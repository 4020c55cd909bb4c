"""What knowing figures beforehand is worth: `plot_value_of_information`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.views.plots import style
from routing.views.plots.bars import swatch
from routing.views.plots.naming import heading_label
from routing.views.plots.report_bars import TOTAL, Row, bar_rows, finish
from routing.views.plots.style import Axes, plain
from routing.views.text.figures import figure_name
from routing.views.text.table import number
from routing.views.text.value_of_information import GROUP, MOST, share_text

if TYPE_CHECKING:
    from routing.answers.value_of_information import Known, ValueOfInformation

LONGEST = 66  # signs of a name
DIGITS = {"days": 2, "USD": 0}
TOGETHER = (style.SKY, "...")


def plot_value_of_information(found: ValueOfInformation, *, title: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw a bar for what each figure is worth, then for what is known together, and for all figures at last.

    Filled and hatched by what the figure rests on; at the end of a bar stands how often another way would be taken. A
    line shows the 95 % interval of what is an estimate.

    Parameters
    ----------
    title, ax
        As in `plot_routes`.

    Examples
    --------
    >>> import networks, routing
    >>> net = networks.load("eurasia")
    >>> found = routing.value_of_information(net, routing.Shipment("JPYOK", "RUMOW"), samples=100)
    >>> plot_value_of_information(found).get_xlabel()
    'days on the mean'
    """
    figures = found.figures[:MOST]
    together = [*found.groups, *([found.total] if found.total is not None and found.groups else [])]
    rows = [*(_row(found, one) for one in figures), *(_row(found, one) for one in together)]
    canvas = bar_rows(
        rows or [Row("no figure", (), "nothing is worth knowing before")], f"{found.unit} on the mean", ax
    )
    style.set_title(canvas, "What knowing a figure before choosing saves" if title is None else title)
    kinds = [one.figure.kind for one in figures if one.figure is not None]
    handles = [swatch(kind, *style.KINDS[kind]) for kind in style.KINDS if kind in kinds]
    if together:
        handles += [swatch("known together", *TOGETHER), swatch("all figures", *TOTAL)]
    finish(canvas, handles, _below(found, len(found.figures) - len(figures)))
    return canvas


def _row(found: ValueOfInformation, known: Known) -> Row:
    worth, digits = known.worth, DIGITS[found.unit]
    look = TOTAL if known is found.total else TOGETHER
    name = "all figures" if known is found.total else GROUP.get(known.what, "").format(name=known.name)
    if known.figure is not None and known.step is not None:
        look, name = style.KINDS[known.figure.kind], figure_name(found.network, known.figure, known.step)
    told = f"{number(worth.value, digits)}; another way in {share_text(known.turns)}"
    parts = ((worth.value, look),) if worth.value > 0 else ()
    ends = None if known.is_exact else (worth.low, worth.high)
    return Row(plain(name, LONGEST), parts, told, ends)


def _below(found: ValueOfInformation, rest: int) -> str:
    more = f"{rest} more are worth less. " if rest else ""
    return f"{more}{found.samples:,} draws, seed {found.seed}. {heading_label(found.network)}"
