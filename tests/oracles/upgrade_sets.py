"""Random questions about upgrades on plain arrays, and their answers by trying every set."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from routing.search import upgrade_paths

INFINITE = float("inf")
Told = tuple[int, float, tuple[int, ...]]  # price, least weight, set


def question(seed: int) -> dict[str, Any]:
    """Return a small question with parallel arcs, loops, weights and prices of 0, prerequisites and exclusions."""
    rng = random.Random(seed)
    count, nodes, arcs = rng.randint(1, 6), rng.randint(2, 6), rng.randint(1, 18)
    pairs = [(one, other) for one in range(count) for other in range(one)]
    return {
        "tail": [rng.randrange(nodes) for _ in range(arcs)],
        "head": [rng.randrange(nodes) for _ in range(arcs)],
        "weight": [rng.randint(0, 9) for _ in range(arcs)],
        "source": 0,
        "target": nodes - 1,
        "prices": [rng.choice((0, rng.randint(1, 9), rng.randint(1, 9))) for _ in range(count)],
        "needs": {
            row: rng.sample(range(count), min(count, rng.choice((1, 1, 2))))
            for row in range(arcs)
            if rng.random() < 0.5
        },
        "bars": {row: rng.randrange(count) for row in range(arcs) if rng.random() < 0.15},
        "requires": [pair for pair in pairs if rng.random() < 0.2],
        "excludes": [pair for pair in pairs if rng.random() < 0.15],
    }


def every_set(asked: dict[str, Any]) -> Iterator[Told]:
    """Yield every lawful set with its price and the least weight of a path, by Bellman's equations."""
    prices = asked["prices"]
    for mask in range(1 << len(prices)):
        chosen = {number for number in range(len(prices)) if mask >> number & 1}
        if any(one in chosen and other not in chosen for one, other in asked["requires"]):
            continue
        if any({one, other} <= chosen for one, other in asked["excludes"]):
            continue
        yield sum(prices[one] for one in chosen), least_weight(asked, chosen), tuple(sorted(chosen))


def least_weight(asked: dict[str, Any], chosen: set[int]) -> float:
    """Return the least weight of a path with a set, infinite without one."""
    open_ = [
        arc[1:]
        for arc in zip(range(len(asked["tail"])), asked["tail"], asked["head"], asked["weight"], strict=True)
        if set(asked["needs"].get(arc[0], ())) <= chosen and asked["bars"].get(arc[0]) not in chosen
    ]
    nodes = max([*asked["tail"], *asked["head"], asked["target"]]) + 1
    far = [INFINITE] * nodes
    far[asked["source"]] = 0
    for _ in range(nodes):
        for tail, head, weight in open_:
            far[head] = min(far[head], far[tail] + weight)
    return far[asked["target"]]


def trade_offs(told: list[Told]) -> list[tuple[int, float]]:
    """Return what each amount of money reaches, by rising price and falling weight."""
    found: list[tuple[int, float]] = []
    for price, weight in sorted((price, weight) for price, weight, _ in told):
        if weight < (found[-1][1] if found else INFINITE):
            found.append((price, weight))
    return found


def grid(side: int, count: int, seed: int) -> dict[str, Any]:
    """Return a grid of side x side nodes, each upgrade a line that wanders across it and takes 0.3 to 0.7 of the weight.

    Asked for is the cheapest set that saves half of what all upgrades together may save at most.
    """
    rng = random.Random(seed)
    weight = {}
    for row in range(side):
        for column in range(side):
            here = row * side + column
            for there in [here + 1] * (column + 1 < side) + [here + side] * (row + 1 < side):
                weight[here, there], weight[there, here] = rng.randint(20, 99), rng.randint(20, 99)
    arcs = [(*ends, heavy) for ends, heavy in weight.items()]
    needs = {}
    for upgrade in range(count):
        here, share, step = rng.randrange(side * side), rng.uniform(0.3, 0.7), rng.choice((1, side))
        for _ in range(30):
            step = (side + 1 - step) if rng.random() < 0.2 else step
            if (here, here + step) not in weight:
                break
            for ends in ((here, here + step), (here + step, here)):
                needs[len(arcs)] = upgrade
                arcs.append((*ends, int(weight[ends] * share)))
            here += step
    tail, head, heavy = zip(*arcs, strict=True)
    prices = [rng.randint(10, 199) for _ in range(count)]
    return {"tail": tail, "head": head, "weight": heavy, "prices": prices, "needs": needs} | {
        "source": 0,
        "target": side * side - 1,
    }


def halfway(asked: dict[str, Any]) -> int:
    """Return the weight halfway between no upgrade and all of them."""
    plain = upgrade_paths(**asked, budget=0).points[0].weight
    return (plain + upgrade_paths(**asked | {"prices": [0] * len(asked["prices"])}, budget=0).points[0].weight) // 2
