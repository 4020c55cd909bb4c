"""Small networks of ships and a railway whose figures upgrades set, with ranges; nobody else's code makes the sets."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence

import networks
import routing
from networks import Change, NetworkBuilder, Upgrade

PLACES = "ABCD"
BOX = routing.Shipment("A", "D")
MORE = {"source": "S", "kind": "assumption"}


def case(seed: int) -> tuple[networks.Network, list[Upgrade]]:
    """Return a network, and upgrades that set its figures, some of them the same ones, withdraw and add services."""
    rng = random.Random(seed)
    builder = NetworkBuilder("ranged").add_source(id="S", title="a test")
    for place in PLACES:
        builder.add_place(id=place, name=place)
    figures = [("network", "origin_wait", 3.0)]
    pairs = list(dict.fromkeys([*itertools.pairwise(PLACES), *rng.sample(list(itertools.permutations(PLACES, 2)), 2)]))
    for link in dict.fromkeys("-".join(sorted(pair)) for pair in pairs):
        builder.add_link(id=link, tail=link[0], head=link[2], mode="sea", length_km=900)
    for one, other in pairs:
        path = "-".join(sorted((one, other)))
        for name in (f"s{one}{other}", f"t{one}{other}")[: rng.randint(1, 2)]:
            stops = [one, {"place": other, "path": path}]
            builder.add_service(id=name, name=name, kind="line", mode="sea", stops=stops)
            figures.append((name, rng.choice(("wait", "headway")), float(rng.randint(1, 6))))
            figures.append((f"{name}#2", "running_time", float(rng.randint(2, 12))))
    for number, ends in enumerate((("A", "B"), ("B", "D"))):
        builder.add_link(id=f"r{number}", tail=ends[0], head=ends[1], mode="rail", length_km=2000, gauge_mm=1520)
    builder.add_service(id="rail", name="rail", kind="area", mode="rail", links=["r0", "r1"])
    figures += [("rail", "speed", float(rng.randint(2, 6) * 100)), ("rail", "wait", 2.0)]
    for element, quantity, value in figures:
        unit = "km/day" if quantity == "speed" else "d"
        builder.add_figure(element=element, quantity=quantity, value=value, unit=unit, **MORE)
    return builder.build(silence=None), list(_upgrades(rng, figures))


def _upgrades(rng: random.Random, figures: Sequence[tuple[str, str, float]]) -> Iterator[Upgrade]:
    for number in range(rng.randint(1, 4)):
        rows = []
        for element, quantity, value in rng.sample(figures, rng.randint(1, 3)):
            better = value * (rng.uniform(1.1, 2) if quantity == "speed" else rng.uniform(0.2, 1))
            low, high = (round(better * rng.uniform(*ends), 2) for ends in ((0.6, 1.0), (1.0, 1.6)))
            told = {"low": low, "high": high} if rng.random() < 0.8 else {}
            unit = "km/day" if quantity == "speed" else "d"
            row = {"action": "set", "table": "figures", "element": element, "column": quantity, "unit": unit, **told}
            rows.append(Change(**row, value=max(low, min(high, round(better, 2))), why="a try", **MORE))
        services = [element for element, quantity, _ in figures if quantity in ("wait", "headway")]
        if rng.random() < 0.2:
            rows.append(Change(action="withdraw", table="services", element=rng.choice(services), why="a try"))
        requires = [f"u{other}" for other in range(number) if rng.random() < 0.2]
        excludes = [f"u{other}" for other in range(number) if rng.random() < 0.15 and f"u{other}" not in requires]
        price = rng.choice((None, *(rng.randint(1, 9) * 1e6 for _ in range(4))))
        told = {} if price is None else {"price_usd": price, "low_usd": price / 2, "high_usd": price * 3}
        kind = "unknown" if price is None else "assumption"
        yield Upgrade(
            id=f"u{number}", title="a try", changes=rows, kind=kind, requires=requires, excludes=excludes, **told
        )


def every_set(upgrades: Sequence[Upgrade]) -> Iterator[tuple[Upgrade, ...]]:
    """Yield every set that can be had."""
    for size in range(len(upgrades) + 1):
        for chosen in itertools.combinations(upgrades, size):
            ids = {one.id for one in chosen}
            if all(ids.issuperset(one.requires) and not ids.intersection(one.excludes) for one in chosen):
                yield chosen
