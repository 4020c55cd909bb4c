"""Full to Central Asia, empty back to Japan: what does the way home of a box cost, and what is a load back worth?

Boxes of 40 ft go from Yokohama to Tashkent and Almaty, late in 2025, and have to come back. How many nobody published:
a hundred a week to each are assumed; from Vladivostok to Uzbekistan went 13,600 boxes of all origins in ten months of
2024, 312 a week (a source of the network). How many come back with goods is not known either; for 100 boxes that ran
from China to Europe in 2024 there were 15 back (Rail-news.kz, the newspaper of the railway of Kazakhstan, 14 February
2025), so shares from none to all are asked. An empty box pays seven tenths of what one with goods does (an assumption
of the network), and costs its owner 3 USD a day (assumed). Then China is banned, and the border of Russia with
Kazakhstan has room for fewer and fewer: each box needs it twice.
``--out FILE`` writes a page (HTML) with maps and tables; that needs ``pip install '.[report]'``.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence

import networks
import routing
from networks import Network
from routing import Assignment, Consignment, Constraints, Empties, GeneralisedCost, Shipment
from routing.report import write_report
from routing.views.text.table import number, table

JAPAN = "JPYOK"
CITIES = {"UZTAS": "Tashkent", "KZALA": "Almaty"}
BOXES = dict.fromkeys(CITIES, 100.0)  # of 40 ft, a week from Japan; assumed
TO_UZBEKISTAN = 13_600 * 7 / 305  # boxes a week from Vladivostok, all origins, January to October 2024 (now-v043)
BACK = (0.0, 0.15, 0.5, 1.0)  # of what goes out, with goods; 0.15 as China - Europe in 2024
DAY = GeneralisedCost(usd_per_day=50)  # value of a day of a box with goods; assumed
BACK_EMPTY = Empties(usd_per_day=3)  # of a day of an empty one; assumed
WITHOUT_CHINA = Constraints(avoid_territories={"CN"})
BORDER = "RU-KZ"
ROOM_TEU = (600, 400, 200, 100)  # a week, both directions together; assumed


def main(arguments: Sequence[str] | None = None) -> None:
    """Print what the way home of boxes costs, and what room is worth with and without it; with --out also the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--out", metavar="FILE", help="write a page of all answers")
    asked = parser.parse_args(arguments)
    net = networks.load("eurasia-2025")
    print(net.heading)
    out = sum(BOXES.values())
    print(f"\n{out:.0f} boxes a week go out; from Vladivostok to Uzbekistan went {TO_UZBEKISTAN:.0f}.\n")
    imbalance = [assigned(net, share) for share in BACK]
    print("\n".join([*table(HEAD, [cells(*pair) for pair in zip(BACK, imbalance, strict=True)], "r"), ""]))
    print("Worth: what one more box in Yokohama would save in a week, less what it would at the other place: so much")
    print("less a load from there may pay than its way costs, and all together are still better off. Where as many")
    print("come back as go out, that is anything from 0 to what is told above.\n")
    rooms = [(room, assigned(net, 0, room, None), assigned(net, 0, room)) for room in ROOM_TEU]
    print("\n".join([*table(ROOM_HEAD, [room_cells(*one) for one in rooms], "r"), ""]))
    print("Without China and goods back, by the room on the border of Russia with Kazakhstan: what a box costs in all,")
    print("its days included, and what a TEU more of room would save; then with what it costs to bring boxes back.")
    if asked.out is not None:
        answers = [*imbalance, *(found for _, *pair in rooms for found in pair)]
        print(f"written: {write_report(asked.out, *answers, title='Full out, empty back')}")


def assigned(
    net: Network, back: float, room_teu: float | None = None, empties: Empties | None = BACK_EMPTY
) -> Assignment:
    """Return how boxes go, if a share of them comes back with goods; with so much room on the border, without China."""
    boxes = []
    for city, per_week in BOXES.items():
        out, home = (Shipment(*ends, size="40ft", commodity="boxes") for ends in ((JAPAN, city), (city, JAPAN)))
        boxes.append(Consignment(shipment=out, per_week=per_week))
        if back:
            boxes.append(Consignment(shipment=home, per_week=back * per_week))
    rooms = {} if room_teu is None else {BORDER: room_teu}
    bans = None if room_teu is None else WITHOUT_CHINA
    return routing.assign(net, boxes, rooms, minimise=DAY, constraints=bans, empties=empties, gap=1e-6)


HEAD = (
    "back with goods",
    "empty, boxes",
    "they cost, USD a week",
    "a box out, USD",
    *(f"worth against {city}, USD" for city in CITIES.values()),
)


def cells(share: float, found: Assignment) -> list[str]:
    """Return a row of the table of imbalance."""
    usd = sum(run.per_week * run.usd for run in found.runs)
    worth = prices(found)
    return [
        f"{share:.0%}",
        number(found.boxes_empty),
        number(usd),
        number(usd / sum(BOXES.values())),
        *(number(worth[JAPAN] - worth[city]) for city in BOXES),
    ]


def prices(found: Assignment) -> Mapping[str, float]:
    """Return what a box is worth at each place."""
    return {one.place: one.price_usd for one in found.boxes}


ROOM_HEAD = (
    "room, TEU",
    "goods alone, USD a box",
    "a TEU more is worth",
    "boxes back, USD a box",
    "a TEU more is worth",
    "of the room empty",
)


def room_cells(room: float, free: Assignment, found: Assignment) -> list[str]:
    """Return a row of the table of room: without asking where boxes come from, and with them."""
    (use,) = (use for use in found.uses if use.element == BORDER)
    (before,) = (use for use in free.uses if use.element == BORDER)
    return [
        number(room),
        number((free.usd or 0.0) / sum(BOXES.values())),
        number(before.price_usd),
        number((found.usd or 0.0) / sum(BOXES.values())),
        number(use.price_usd),
        f"{use.empties / room:.0%}",
    ]


if __name__ == "__main__":
    main()
