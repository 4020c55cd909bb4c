"""What do Kazakhstan's crossings carry of boxes that must not cross China, and which of them chokes first?

Boxes from Yokohama and Busan go to the five capitals of Central Asia without China, more and more a week, in 2016 and
late in 2025. Capacities are those of the networks, which hold for all goods: a tenth is taken to be left for these
boxes, which is assumed. Crossings without a published capacity have no limit here, so what is told is what the known
ones let through. ``--edition NAME`` asks one edition alone; ``--out FILE`` writes a page (HTML) with maps and tables.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

import networks
import routing
from networks import Network
from routing import Assignment, Consignment, Constraints, GeneralisedCost, Shipment, SolveOptions
from routing.report import write_report
from routing.views.text.assignment import use_text
from routing.views.text.table import number, table

EDITIONS = ("eurasia", "eurasia-2025")
ORIGINS = ("JPYOK", "KRPUS")
CITIES = ("KZAST", "KGFRU", "UZTAS", "TJDYU", "TMASB")
WITHOUT_CHINA = Constraints(avoid_territories={"CN"})
LEFT = 0.1  # of each capacity; assumed
TEU = (5_000, 20_000, 40_000, 80_000)  # a week in all
DAY = GeneralisedCost(usd_per_day=50)  # value of a day of a box; assumed


def main(arguments: Sequence[str] | None = None) -> None:
    """Print for each edition what is carried of more and more boxes, and what chokes."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--edition", action="append", choices=EDITIONS, help="ask this edition alone")
    parser.add_argument("--out", metavar="FILE", help="write a page of all answers")
    asked = parser.parse_args(arguments)
    found = []
    for edition in asked.edition or EDITIONS:
        net = networks.load(edition)
        answers = [assigned(net, teu) for teu in TEU]
        found += answers
        print(net.heading)
        print("\n".join(["", *table(HEAD, [cells(one) for one in answers], "rrrrrl"), ""]))
    print("A tenth of each published capacity is taken to be left for these boxes; what publishes none has no limit.")
    if asked.out is not None:
        print(f"written: {write_report(asked.out, *found, title='What the funnel carries')}")


def assigned(net: Network, teu: float) -> Assignment:
    """Return how so many boxes a week go, as many for each pair of ends that has a way."""
    pairs = [(origin, city) for origin in ORIGINS for city in CITIES if city in net.places]
    boxes = [Consignment(shipment=Shipment(*pair, commodity="boxes"), per_week=teu / len(pairs)) for pair in pairs]
    return routing.assign(
        net,
        boxes,
        left_of(net),
        minimise=DAY,
        constraints=WITHOUT_CHINA,
        options=SolveOptions(explain=False),
    )


def left_of(net: Network) -> dict[str, str]:
    """Return what is left of the capacities of a network."""
    known = {element: figure for (element, quantity), figure in net.figures.items() if quantity == "capacity"}
    return {element: f"{LEFT * figure.value} {figure.unit}" for element, figure in known.items()}


HEAD = (
    "TEU a week",
    "carried",
    "left",
    "USD a TEU, time included",
    "dearest, USD/unit",
    "what chokes, the dearest first",
)


def cells(found: Assignment) -> list[str]:
    """Return a row of the table."""
    (total,) = found.totals
    chokes = found.bottlenecks
    return [
        number(total.asked),
        number(total.carried),
        number(total.left),
        number(total.usd / total.carried if total.carried else None),
        number(chokes[0].price_usd, 2) if chokes else "-",
        ", ".join(use_text(found, use) for use in chokes) or "-",
    ]


if __name__ == "__main__":
    main()
