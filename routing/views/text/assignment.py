"""Many shipments on shared capacities, as text: what is carried, what chokes it, what is left behind and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.answers.critical import Element
from routing.views.text.critical import element_text
from routing.views.text.remarks import warning_lines
from routing.views.text.table import NONE, number, table
from routing.views.text.waiting import WAITS_CAPTION, WAITS_FLUSH, WAITS_HEAD, waits_cells, who_chooses, worth_text

if TYPE_CHECKING:
    from routing.answers.assignment import Assignment, Left, Relief, Sent, Use
    from routing.answers.empty_boxes import BoxPlace, EmptyRun

MOST = 12  # rows of each table that a text has
A_UNIT_MORE, ROOM = "a unit more saves USD", "room costs a unit USD"
USES_CAPTION = "Capacities in a week, those that are worth most first"
USES_HEAD = (
    "what",
    "unit",
    "carries",
    "of",
    "used",
    A_UNIT_MORE,
    "for what is left",
    "in carriage",
    "lets through",
)
USES_FLUSH = "ll"
TOTALS_CAPTION = "By commodity, in a week"
TOTALS_HEAD = ("commodity", "asked", "carried", "left", "TEU", "t", "USD", "USD for what is left")
LEFT_CAPTION = "Left behind, in a week"
LEFT_HEAD = ("from", "to", "shipments", "USD each", "why")
LEFT_FLUSH = "llrrl"
SENT_CAPTION = "Routes, the fullest first"
SENT_HEAD = ("from", "to", "shipments a week", "corridor", "days", "USD", "cost USD")
SENT_FLUSH = "llrlrrr"
RUNS_CAPTION = "Empty boxes, the fullest routes first"
RUNS_HEAD = ("from", "to", "boxes a week", "of", "corridor", "days", "USD", "cost USD")
RUNS_FLUSH = "llrllrrr"
BOXES_CAPTION = "Boxes at each place in a week, those that are worth most first"
BOXES_HEAD = (
    "where",
    "size",
    "come with goods",
    "go with goods",
    "come empty",
    "go empty",
    "hired",
    "dropped",
    "worth USD",
)
BOXES_FLUSH = "ll"
BOXES_FOOT = (
    "as many boxes of a size leave a place as come; worth is what one more there would save in a week, and differences "
    "are what counts"
)
WHOLE = "Something has to be whole here: the shadow prices are those of shipments in parts."
FOOT = (
    "USD are of one shipment, cost with its time and CO2e as its shipper values them; what a unit more saves is the "
    "part of an echo of what it is said to cost to leave goods behind, and the part of carriage"
)
FOOT_ALONE = "USD are of one shipment, cost with its time and CO2e as its shipper values them, and with waiting"


def assignment_text(found: Assignment, width: int | None = None) -> str:
    """Return many shipments on shared capacities as text."""
    lines = [found.network.heading, assignment_asked(found), "", *assignment_lines(found)]
    for caption, head, cells, flush in (
        (USES_CAPTION, uses_head(found), uses_cells(found), USES_FLUSH),
        (WAITS_CAPTION, WAITS_HEAD, waits_cells(found), WAITS_FLUSH),
        (TOTALS_CAPTION, TOTALS_HEAD, totals_cells(found), "l"),
        (SENT_CAPTION, SENT_HEAD, sent_cells(found), SENT_FLUSH),
        (RUNS_CAPTION, RUNS_HEAD, runs_cells(found), RUNS_FLUSH),
        (BOXES_CAPTION, BOXES_HEAD, boxes_cells(found), BOXES_FLUSH),
        (LEFT_CAPTION, LEFT_HEAD, left_cells(found), LEFT_FLUSH),
    ):
        if cells:
            more = f" (the first {MOST} of {len(cells)})" if len(cells) > MOST else ""
            lines += ["", f"{caption}{more}:", *table(head, cells[:MOST], flush, width)]
    return "\n".join([*lines, "", f"({foot(found)})", *remarks(found)])


def remarks(found: Assignment) -> list[str]:
    """Return what it rests on, as far as a text has room for it."""
    lines = warning_lines(found.warnings)
    more = len(lines) - MOST
    return lines if more <= 0 else [*lines[:MOST], f"({more} more warnings: `.warnings` has them all)"]


def assignment_asked(found: Assignment) -> str:
    """Return the question."""
    asked, rows = found.in_all("asked"), len(found.uses)
    kinds = f"{len(found.consignments):,} consignment{'' if len(found.consignments) == 1 else 's'}"
    held = f"{rows:,} capacit{'y' if rows == 1 else 'ies'}"
    back = ", with boxes that come back" if found.empties is not None else ""
    several = "" if len(found.waits) == 1 else "s"
    queues = f", waiting at {len(found.waits):,} element{several}" if found.waits else ""
    how = "if each shipper chooses for itself" if found.is_equilibrium else "at least cost"
    return f"How do {kinds}, {short(asked)} shipments a week, go {how} within {held}{back}{queues}?"


def assignment_lines(found: Assignment) -> list[str]:
    """Return what is carried in a sentence, and what the answer is worth."""
    if found.usd is None:
        return ["Nothing is known, for a limit was reached."]
    carried, left = found.in_all("carried"), found.in_all("left")
    told = f"{short(carried)} shipments a week are carried; {short(left)} are left behind."
    more = [relief_text(found.relief, found.is_whole)] if found.relief is not None else []
    more += [f"{WHOLE} The prices prove {number(found.relaxed_usd)}."] if found.is_whole else []
    more += [boxes_text(found)] if found.empties is not None else []
    chokes = [element_text(found.network, Element(use.kind, use.element)) for use in found.bottlenecks[:3]]
    return [told, worth_text(found), *([f"What chokes: {', '.join(chokes)}."] if chokes else []), *more]


def relief_text(relief: Relief, is_whole: bool) -> str:
    """Return what would have to grow for all to be carried; whole shipments are counted as if they could be split."""
    split = ", if shipments could be split" if is_whole else ""
    if not relief.needed:
        dearer = "" if is_whole else ", but for more than it costs to leave the rest behind"
        return f"All that has a route would go within the capacities as they are{split}{dearer}."
    needed = ", ".join(f"{name} {short(amount)}" for name, amount in relief.needed.items())
    least = f"no growth below {relief.bound:.3g} in sum of shares does, for {', '.join(relief.cut)} let no more through"
    return f"All that has a route would go with {needed} a week{split}; {least}."


def boxes_text(found: Assignment) -> str:
    """Return how many boxes come back empty in a sentence, and what that costs."""
    loaded, empty = sum(one.loaded_out for one in found.boxes), found.boxes_empty
    usd = sum(run.per_week * run.usd for run in found.runs)
    hired = sum(one.hired for one in found.boxes)
    also = f"; {short(hired)} are hired and as many dropped" if hired else ""
    return f"{short(loaded)} boxes a week go with goods, {short(empty)} empty for {number(usd)} USD{also}."


def short(amount: float) -> str:
    """Return a number of shipments, with a tenth where it is no whole one.

    Examples
    --------
    >>> short(1200.0), short(2.5)
    ('1,200', '2.5')
    """
    return f"{amount:,.0f}" if abs(amount - round(amount)) < 1e-6 else f"{amount:,.1f}"


def foot(found: Assignment) -> str:
    """Return how the numbers are to be read."""
    told = f"{who_chooses(found)}; {FOOT_ALONE if found.is_equilibrium else FOOT}"
    return f"{told}; {BOXES_FOOT}" if found.boxes else told


def uses_head(found: Assignment) -> tuple[str, ...]:
    """Return what the cells of capacities are."""
    return tuple(ROOM if found.is_equilibrium and head == A_UNIT_MORE else head for head in USES_HEAD)


def use_text(found: Assignment, use: Use) -> str:
    """Return what has a capacity in words."""
    told = element_text(found.network, Element(use.kind, use.element))
    return f"{told} on {use.on}" if use.on else told


def uses_cells(found: Assignment) -> list[list[str]]:
    """Return a row of cells for each capacity."""
    return [
        [
            use_text(found, use),
            use.unit,
            short(use.flow),
            short(use.capacity),
            NONE if use.utilisation is None else f"{use.utilisation:.0%}",
            number(use.price_usd, 2) if use.price_usd else NONE,
            *(
                [number(part, 2) for part in (use.avoided_usd, use.saved_usd, use.served_more)]
                if use.price_usd
                else [NONE] * 3
            ),
        ]
        for use in found.uses
    ]


def totals_cells(found: Assignment) -> list[list[str]]:
    """Return a row of cells for each commodity."""
    return [
        [
            total.commodity or NONE,
            *map(short, (total.asked, total.carried, total.left, total.teu)),
            number(total.tonnes),
            number(total.usd),
            number(total.left_usd),
        ]
        for total in found.totals
    ]


def sent_in_order(found: Assignment) -> list[Sent]:
    """Return what is sent, the fullest first."""
    return sorted(found.sent, key=lambda one: (-one.per_week, one.consignment, one.usd))


def sent_cells(found: Assignment) -> list[list[str]]:
    """Return a row of cells for each route of a consignment, the fullest first."""
    return [
        [
            *_ends(found, one.consignment),
            short(one.per_week),
            one.route.corridor or NONE,
            number(one.route.days, 1),
            number(one.route.usd),
            number(one.paid_usd),
        ]
        for one in sent_in_order(found)
    ]


def runs_in_order(found: Assignment) -> list[EmptyRun]:
    """Return the routes of empty boxes, the fullest first."""
    return sorted(found.runs, key=lambda one: (-one.per_week, one.size, one.origin, one.destination, one.usd))


def runs_cells(found: Assignment) -> list[list[str]]:
    """Return a row of cells for each route of empty boxes, the fullest first."""
    places = found.network.places
    return [
        [
            *(places[place].name for place in (one.origin, one.destination)),
            short(one.per_week),
            one.size,
            one.route.corridor or NONE,
            number(one.route.days, 1),
            number(one.route.usd),
            number(one.usd),
        ]
        for one in runs_in_order(found)
    ]


def boxes_in_order(found: Assignment) -> list[BoxPlace]:
    """Return the places at which boxes balance, those where one is worth most first."""
    return sorted(found.boxes, key=lambda one: (-one.price_usd, one.size, one.place))


def boxes_cells(found: Assignment) -> list[list[str]]:
    """Return a row of cells for each place and size."""
    return [
        [found.network.places[one.place].name, one.size, *map(short, box_numbers(one)[:-1]), number(one.price_usd)]
        for one in boxes_in_order(found)
    ]


def box_numbers(one: BoxPlace) -> tuple[float, ...]:
    """Return the numbers of a place, in the order of the table."""
    come_and_go = one.loaded_in, one.loaded_out, one.empty_in, one.empty_out
    return *come_and_go, one.hired, one.dropped, one.price_usd


def left_in_order(found: Assignment) -> list[Left]:
    """Return what is left behind, what costs most first."""
    return sorted(found.left, key=lambda one: (-one.per_week * one.usd, -one.per_week, one.consignment))


def left_cells(found: Assignment) -> list[list[str]]:
    """Return a row of cells for each consignment of which something is left behind."""
    return [
        [*_ends(found, one.consignment), short(one.per_week), number(one.usd), one.words]
        for one in left_in_order(found)
    ]


def _ends(found: Assignment, consignment: int) -> list[str]:
    shipment, places = found.consignments[consignment].shipment, found.network.places
    return [places[place].name for place in (shipment.origin, shipment.destination)]
