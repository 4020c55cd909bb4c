"""Small networks of links that are always open and of lines that run on a few days only, for searches of time."""

from __future__ import annotations

import random
import warnings
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from networks import DataWarning, Network, NetworkBuilder

READY = date(2016, 5, 20)


def dated_network(rng: random.Random, places: int = 5) -> Network:
    """Return a network between places A, B ...; hours and prices differ a little, so that ties are rare but there."""
    builder = NetworkBuilder("dated")
    builder.add_source(id="S", title="drawn")
    names = [chr(65 + number) for number in range(places)]
    for name in names:
        builder.add_place(id=name, name=name)
    for number in range(rng.randint(places, 2 * places)):
        tail, head = rng.sample(names, 2)
        hours = float(rng.choice((6, 24, 48, 96, 240, 480)))
        builder.add_link(
            id=f"own{number}",
            tail=tail,
            head=head,
            mode="road",
            length_km=hours * rng.choice((10, 20, 30)),
            hours=hours,
            usd=None if rng.random() < 0.05 else float(rng.randint(0, 20) * 10),
            opened=rng.choice(("", "", "", "1990", "2017")),
        )
    for number in range(rng.randint(2, 5)):
        _line(builder, rng, f"line{number}", rng.sample(names, rng.choice((2, 2, 3))))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DataWarning)
        return builder.build()


def _line(builder: NetworkBuilder, rng: random.Random, name: str, calls: list[str]) -> None:
    stops: list[dict[str, Any]] = [{"place": calls[0]}]
    hours = [float(rng.choice((5, 20, 70))) for _ in calls[1:]]
    for number, (tail, head) in enumerate(pairwise(calls)):
        link = f"{name}:{number}"
        builder.add_link(id=link, tail=tail, head=head, mode="sea", length_km=hours[number] * rng.choice((20, 25)))
        stops.append({"place": head, "path": (link,)})
    builder.add_service(id=name, name=name, kind="line", mode="sea", stops=stops, **_dates(rng))
    figures: list[tuple[str, str, float, str]] = [
        (f"{name}#{seq}", "running_time", hours[seq - 2], "h") for seq in range(2, len(calls) + 1)
    ]
    if rng.random() < 0.9:
        figures.append((name, "wait", float(rng.choice((0, 6, 40))), "h"))
    for element, quantity, value, unit in figures:
        builder.add_figure(element=element, quantity=quantity, value=value, unit=unit, source="S", kind="plan")
    builder.add_figure(
        element=name,
        quantity="price",
        value=float(rng.randint(0, 15) * 10),
        unit="USD",
        basis="shipment",
        currency="USD",
        source="S",
        kind="plan",
    )


def _dates(rng: random.Random) -> dict[str, Any]:
    if rng.random() < 0.4:
        return {"months": rng.choice(((5,), (6,), (6, 7), (7, 12), (1, 2), (5, 6, 7, 8)))}
    if rng.random() < 0.15:
        return {}
    first = READY + timedelta(days=rng.randint(-10, 30))
    last = first + timedelta(days=rng.randint(0, 15))
    return {"from_date": rng.choice((first, first, None)), "until_date": rng.choice((last, last, None))}
