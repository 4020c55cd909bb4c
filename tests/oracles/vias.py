"""What passes a via, for brute force: told from the tables, with no code of the library."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from oracles.allowed import CLEARANCE


def after(network: Any, step: Any, via: Sequence[str], passed: int) -> int:
    """Return how many vias are behind the goods after a step, of which some were before it."""
    way: list[tuple[str, str]] = []
    if step.kind not in CLEARANCE:
        for number, place in enumerate(step.places):
            way += [("place", place)] + [("link", link) for link in step.links[number : number + 1]]
    for kind, one in way:
        while passed < len(via) and (kind, one) in _asked(network, via[passed]):
            passed += 1
    return passed


def _asked(network: Any, via: str) -> set[tuple[str, str]]:
    if via in network.places:
        return {("place", via)}
    if via in network.links:
        return {("link", via)}
    return {("link", link) for link in network.corridors[via].links}
