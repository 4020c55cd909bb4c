"""What knowing is worth, as text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from routing.steps.leg import ridden
from routing.views.text.figures import figure_name, figure_value
from routing.views.text.remarks import warning_lines
from routing.views.text.result import asked_text
from routing.views.text.table import number, table

if TYPE_CHECKING:
    from routing.answers.value_of_information import Known, ValueOfInformation
    from routing.steps.leg import Leg

MOST = 15  # figures that are told
GROUP = {"component": "all of {name}", "cause": "cause {name}"}
FIGURE_FLUSH, GROUP_FLUSH = "lllrrl", "lrrr"
FOOT = (
    "worth: by how much the mean falls for those who know it before they choose; each figure lies below its range one "
    "time in ten, and above it one time in ten (networks/data/chance.md); waits for a departure count with their mean"
)


def value_of_information_text(found: ValueOfInformation, width: int | None = None) -> str:
    """Return what knowing is worth as text: in all, by figure, and by what is known together."""
    lines = [found.network.heading, value_asked(found), "", *value_lines(found)]
    for caption, head, cells, flush in value_tables(found):
        lines += ["", f"{caption}:", *table(head, cells, flush, width)]
    if found.route is not None:
        lines += ["", never_line(found), f"({FOOT})"]
    return "\n".join([*lines, *warning_lines(found.warnings)])


def value_asked(found: ValueOfInformation) -> str:
    """Return the question."""
    return f"What is worth knowing: {asked_text(found.network, found.question)}"


def value_lines(found: ValueOfInformation) -> list[str]:
    """Return the route that is chosen today, and what knowing everything is worth; or that there is none."""
    if found.route is None or found.total is None or found.expected is None:
        return [f"No route: {found.status.value}."]
    lines = [f"{ridden(found.network, found.route.legs)}: the least on the mean, {_amount(found, found.expected)}."]
    if found.plain is not None and found.plain.steps != found.route.steps:
        lines.append(f"As figures stand another way is the best: {ridden(found.network, found.plain.legs)}.")
    if found.total.is_exact:
        return [*lines, "Wherever figures lie in their ranges no other way is better: nothing is worth knowing before."]
    drawn = f"{found.samples:,} draws, seed {found.seed}"
    saved = f"would save {_worth(found, found.total)} {found.unit} on the mean ({drawn})"
    other = f"take another way {found.total.turns:.0%} of the time"
    what = f"Who knew all {found.total.count} figures before choosing"
    return [*lines, f"{what} {saved}, and {other}; no figure is worth more."]


def value_tables(found: ValueOfInformation) -> list[tuple[str, tuple[str, ...], list[list[str]], str]]:
    """Return the tables that have rows: caption, names of columns, cells, and how they stand."""
    head = ("figure", "rests on", "today (range)", f"worth, {found.unit}", "another way in", "then mostly")
    grouped = ("known together", "figures", f"worth, {found.unit}", "another way in")
    shown, rest = found.figures[:MOST], found.figures[MOST:]
    more = f"; {len(rest)} more are worth less" if rest else ""
    found_tables = [
        (f"Worth knowing alone, the most first{more}", head, figure_cells(found, shown), FIGURE_FLUSH),
        ("Worth knowing together", grouped, group_cells(found), GROUP_FLUSH),
    ]
    return [one for one in found_tables if one[2]]


def figure_cells(found: ValueOfInformation, figures: Sequence[Known]) -> list[list[str]]:
    """Return a row of cells for each figure."""
    return [
        [
            figure_name(found.network, one.figure, one.step),
            one.figure.kind,
            _range(one),
            _worth(found, one),
            share_text(one.turns),
            "" if one.other is None else _other(found, one),
        ]
        for one in figures
        if one.figure is not None and one.step is not None
    ]


def group_cells(found: ValueOfInformation) -> list[list[str]]:
    """Return a row of cells for each component or cause."""
    return [
        [GROUP[one.what].format(name=one.name), str(one.count), _worth(found, one), share_text(one.turns)]
        for one in found.groups
    ]


def never_line(found: ValueOfInformation) -> str:
    """Return how many figures cannot turn the choice."""
    count = len(found.never)
    what = "1 figure with a range" if count == 1 else f"{count:,} figures with a range"
    return f"{what} cannot turn the choice alone, wherever in the range: worth exactly 0."


def _other(found: ValueOfInformation, known: Known) -> str:
    """Return by what the other route is told: its corridor where that is another one, else where it parts."""
    assert known.other is not None
    assert found.route is not None
    if known.other.corridor and known.other.corridor != found.route.corridor:
        return known.other.corridor
    mine, legs = found.route.legs, known.other.legs
    same = 0
    while same < min(len(mine), len(legs)) - 1 and _rides(mine[same]) == _rides(legs[same]):
        same += 1
    return ("... > " if same else "") + ridden(found.network, legs[same:])


def _rides(leg: Leg) -> tuple[str | None, str]:
    return leg.service, leg.destination


def _range(known: Known) -> str:
    figure = known.figure
    assert figure is not None
    low, high = (figure_value(figure, figure.value if end is None else end) for end in (figure.low, figure.high))
    unit = figure_value(figure, figure.value).partition(" ")[2]
    plain = [one.removesuffix(unit).rstrip() for one in (figure_value(figure, figure.value), low, high)]
    return f"{plain[0]} ({plain[1]} to {plain[2]}) {unit}".rstrip()


def _worth(found: ValueOfInformation, known: Known) -> str:
    digits, worth = 3 if found.unit == "days" else 1, known.worth
    value = number(worth.value, digits)
    if known.is_exact:
        return value
    return f"{value} ({number(worth.low, digits)} to {number(worth.high, digits)})" if worth.value else "0 in all draws"


def _amount(found: ValueOfInformation, value: float) -> str:
    return f"{number(value, 2 if found.unit == 'days' else 0)} {found.unit}"


def share_text(share: float) -> str:
    """Return a share in percent; of less than one it says so."""
    return f"{share:.0%}" if share >= 0.01 or not share else "< 1%"
