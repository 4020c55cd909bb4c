"""Suez, Zabaikalsk, Dostyk, Vostochny and the Polish border shut, one by one and in pairs: what replaces them?

Ten lanes of East Asia, one 20 ft container each from door to door, a day worth 200 USD, in 2016 and late in 2025.
What is shut is closed on all days (`networks.closed`); each lane then takes the best way that is left. Beside it stands
the worst pair of all places and borders, the ends of the lanes spared. ``--edition NAME`` asks one edition alone;
``--out FILE`` writes a page (HTML) with pictures and all tables; that needs ``pip install '.[report]'``.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations

import networks
import routing
from routing import GeneralisedCost, Shipment, SolveOptions
from routing.answers.critical import Critical, Loss
from routing.report import write_report
from routing.views.text.critical import elements_text, shipment_name, way_text
from routing.views.text.table import number, plus, table

EDITIONS = ("eurasia", "eurasia-2025")
WORTH = GeneralisedCost(usd_per_day=200)
LANES = (
    ("JPYOK", "RUMOW"),
    ("JPYOK", "KZALA"),
    ("JPYOK", "UZTAS"),
    ("JPYOK", "DEDUI"),
    ("KRPUS", "RUMOW"),
    ("KRPUS", "UZTAS"),
    ("CNSGH", "RUMOW"),
    ("CNSGH", "DEDUI"),
    ("CNSIA", "DEDUI"),
    ("CNSIA", "UZTAS"),
)
GATEWAYS = {  # name -> what is shut, by the keywords of `networks.closed`
    "Suez": {"place": "EGSUZ"},
    "Zabaikalsk": {"place": "RU-ZABAIK"},
    "Dostyk": {"place": "KZ-DOSTYK"},
    "Vostochny": {"place": "RUVYP"},
    "Polish border": {"border": "BY-PL"},
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print what each closing does in each edition; with --out also write the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--edition", action="append", choices=EDITIONS, help="ask this edition alone")
    parser.add_argument("--out", metavar="FILE", help="write a page of all answers")
    asked = parser.parse_args(arguments)
    found = [answer(edition) for edition in asked.edition or EDITIONS]
    for one in found:
        print("\n".join([one.network.heading, "=" * len(one.network.heading), *told(one), ""]))
    if asked.out is not None:
        print(f"written: {write_report(asked.out, *found, title='Gateways shut, one by one and in pairs')}")


@cache
def answer(edition: str) -> Critical:
    """Return what the closings do on the lanes of an edition, and the worst pair of all places and borders."""
    sets = [shut(*names) for names in closings()]
    boxes = [Shipment(origin, destination) for origin, destination in LANES]
    return routing.critical(
        networks.load(edition),
        boxes,
        2,
        kinds=("place", "border"),
        minimise=WORTH,
        sets=sets,
        cuts=(),
        options=SolveOptions(engines="ours"),  # ask both, and each route is walked again, in twice the time
    )


def closings() -> list[tuple[str, ...]]:
    """Return which gateways are shut: one by one, then in pairs."""
    return [*((name,) for name in GATEWAYS), *combinations(GATEWAYS, 2)]


def shut(*names: str) -> Mapping[str, Sequence[str]]:
    """Return some gateways by the keywords of `networks.closed`."""
    kinds = {kind for name in names for kind in GATEWAYS[name]}
    return {kind: [GATEWAYS[name][kind] for name in names if kind in GATEWAYS[name]] for kind in sorted(kinds)}


def told(found: Critical) -> Iterator[str]:
    """Yield the closings by their harm, what replaces each gateway, and the worst pair of all."""
    losses = dict(zip(closings(), found.told, strict=True))
    alone = {name: losses[name,].harm.extra for name in GATEWAYS}
    rows = [
        [" + ".join(names), *met(found, loss), number(loss.harm.extra), beyond(names, loss, alone)]
        for names, loss in sorted(losses.items(), key=lambda one: one[1].harm, reverse=True)
        if loss.harm > type(loss.harm)(0, 0.0)
    ]
    yield from table(("shut", "other way", "no way", "USD in all", "beyond both alone"), rows)
    harmless = [" + ".join(names) for names, loss in losses.items() if not loss.harm.unserved and not loss.harm.extra]
    yield f"(USD with days at 200 USD; no harm at all: {', '.join(harmless) or 'none'})"
    for names, loss in losses.items():
        if len(names) == 1 and loss.harm.extra:
            yield from (
                "",
                f"{names[0]} shut:",
                *table(("lane", "before", "then", "days", "USD", "kg CO2e"), ways(found, loss), "lll"),
            )
    worst = found.worst[-1]
    yield ""
    yield (
        f"The worst pair of all {found.candidates} places and borders: {elements_text(found.network, worst.elements)}: "
        f"{worst.harm.unserved} of {len(LANES)} lanes have no way, the others {number(worst.harm.extra)} USD more."
    )


def met(found: Critical, loss: Loss) -> list[str]:
    """Return how many lanes go another way, and how many have none."""
    moved = [number for number in range(len(LANES)) if found.is_met(loss, number)]
    lost = sum(loss.after[number] is None for number in moved)
    return [str(len(moved) - lost), str(lost)]


def beyond(names: Sequence[str], loss: Loss, alone: Mapping[str, float]) -> str:
    """Return by how much a pair does more harm than both of it alone."""
    more = loss.harm.extra - sum(alone[name] for name in names)
    return plus(more, 0) if len(names) > 1 and not loss.harm.unserved and more > 0.5 else ""


def ways(found: Critical, loss: Loss) -> list[list[str]]:
    """Return a row for each lane that goes another way: from where to where, and what that costs more."""
    rows = []
    for at in range(len(LANES)):
        if found.is_met(loss, at):
            days, usd, kg = found.extra(loss, at)
            both = [way_text(found, loss, at, then=then) for then in (False, True)]
            rows.append([shipment_name(found, at), *both, plus(days, 1), plus(usd, 0), plus(kg, 0)])
    return rows


if __name__ == "__main__":
    main()
