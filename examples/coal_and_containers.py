"""Coal and boxes on one track: who gives way where the line east of Lake Baikal is full, and what is a tonne worth?

Coal of the Kuzbass for Vostochny (22.8 million tonnes of 2015, a source of the network) and for Vanino, and boxes from
Japan, Korea and China for Moscow, run over the one line east of Lake Baikal. What is left for them there is taken down
step by step. Boxes have other ways, dearer or slower ones; coal for these ports has none. Tonnes of coal for Vanino and
boxes are assumed, and so is what it costs to leave a tonne of coal behind: read the order, not the dollars. Where that
is 60 USD coal gives way, for a box has to pay 56 USD a tonne for its detour and coal, saved its freight, loses but 30.
``--out FILE`` writes a page (HTML) with maps and tables; that needs ``pip install '.[report]'``.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

import networks
import routing
from routing import Assignment, Consignment, GeneralisedCost, Shipment
from routing.report import write_report
from routing.views.text.table import number, table

TRACK = "rail:RU-BAMOV-RU-KARYM"
TRAIN_T = 4_000.0  # about one unit train
VOSTOCHNY_T = 22_800_000 * 7 / 365.25  # a week; what Vostochny Port handled in 2015 (S96), most of it from the Kuzbass
VANINO_T = 100_000.0  # a week; assumed
LOST_COAL_USD = (60.0, 100.0)  # of a tonne that stays in the mine; assumed
DAY_USD = 50.0  # value of a day of a box; assumed
BOXES = {  # from -> TEU a week to Moscow; assumed
    "JPYOK": 500,
    "KRPUS": 1_500,
    "CNSGH": 1_000,
}
SHARES = (0.95, 0.5, 0.05)  # of what coal and boxes would use


def main(arguments: Sequence[str] | None = None) -> None:
    """Print who gives way, and what a tonne more of track would be worth; with --out also write the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--out", metavar="FILE", help="write a page of all answers")
    asked = parser.parse_args(arguments)
    net = networks.load("eurasia")
    print(net.heading)
    free = assigned(net, None, LOST_COAL_USD[0])
    wanted = flow(free)
    print(f"\nFreely, coal and boxes put {number(wanted)} t a week on the track east of Lake Baikal.")
    found = [assigned(net, share * wanted, lost) for lost in LOST_COAL_USD for share in SHARES]
    print("\n".join(["", *table(HEAD, [cells(one) for one in found], "r"), ""]))
    print("Worth: what all would save with a tonne more of track in a week; of it what is left behind would save (an")
    print("echo of what a tonne of coal is said to cost there), and what carriage would.")
    routing.verify(net, found[-1])
    if asked.out is not None:
        print(f"written: {write_report(asked.out, *found, title='Coal and boxes on one track')}")


def assigned(net: networks.Network, tonnes: float | None, lost_usd: float) -> Assignment:
    """Return how coal and boxes go with so many tonnes a week on the track; None: as many as they want."""
    room = None if tonnes is None else f"{tonnes} t"
    capacities = {TRACK: room, "RU-VOSTCOAL": None, "KZ-ALTYNKOL": None, "KZ-DOSTYK": None}
    return routing.assign(
        net, consignments(lost_usd), capacities, minimise=GeneralisedCost(usd_per_day=DAY_USD), gap=1e-6
    )


def consignments(lost_usd: float) -> list[Consignment]:
    """Return coal by the train, a tonne of which costs so much if it stays behind, and boxes by the TEU."""
    coal = [
        Consignment(
            shipment=Shipment("RU-KEMCOAL", port, load="bulk", tonnes=TRAIN_T, scope="terminal", commodity="coal"),
            per_week=tonnes / TRAIN_T,
            minimise="cost",
            unserved_usd=lost_usd * TRAIN_T,
        )
        for port, tonnes in (("RU-VOSTCOAL", VOSTOCHNY_T), ("RU-MUCHKA", VANINO_T))
    ]
    boxes = [
        Consignment(shipment=Shipment(origin, "RUMOW", commodity="boxes"), per_week=teu)
        for origin, teu in BOXES.items()
    ]
    return [*coal, *boxes]


def flow(found: Assignment) -> float:
    """Return the tonnes a week on the track."""
    return sum(float(one.route.load.tonnes or 0) * one.per_week * one.route.links.count(TRACK) for one in found.sent)


HEAD = (
    "a tonne of coal left, USD",
    "room, t",
    "coal carried, t",
    "coal left, t",
    "boxes on the track, TEU",
    "boxes by other ways, TEU",
    "worth USD/t",
    "of it left",
    "carriage",
)


def cells(found: Assignment) -> list[str]:
    """Return a row of the table."""
    by = {total.commodity: total for total in found.totals}
    on_track = sum(
        one.per_week * one.route.load.teu for one in found.sent if TRACK in one.route.links and one.route.load.teu
    )
    (use,) = (use for use in found.uses if use.element == TRACK)
    lost = found.consignments[0].unserved_usd or 0.0
    return [
        number(lost / TRAIN_T),
        number(use.capacity),
        number(by["coal"].tonnes),
        number(by["coal"].left * TRAIN_T),
        number(float(on_track)),
        number(by["boxes"].teu - float(on_track)),
        *(number(part, 2) for part in (use.price_usd, use.avoided_usd, use.saved_usd)),
    ]


if __name__ == "__main__":
    main()
