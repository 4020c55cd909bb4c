"""The rule of vias written a second time: in which order places are passed and links ridden, and what a via means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from networks.network import Network
from routing.steps.kinds import ACTIVITY
from routing.steps.step import Step

Touch = tuple[str, str]  # ("at", a place) or ("over", a link)


def touches_asked(network: Network, via: str) -> list[Touch]:
    """Return the touches of which one passes a via; none of what is no place, link or corridor.

    Of a place and a link with one id the place is meant.
    """
    if via in network.places:
        return [("at", via)]
    if via in network.links:
        return [("over", via)]
    rows = zip(*(network.catalogue["corridors"][name].tolist() for name in ("id", "links")), strict=True)
    return [("over", link) for corridor, links in rows if corridor == via for link in links]


def touched(steps: Iterable[Step]) -> list[Touch]:
    """Return what is touched, in the order of travel: after each place the link by which it is left.

    Clearance touches nothing, nor does a wait until something opens, nor a delay.
    """
    found: list[Touch] = []
    for step in steps:
        if ACTIVITY[step.kind] == "clearance" or step.kind in ("waiting", "delay"):
            continue
        for number, place in enumerate(step.places):
            found.append(("at", place))
            found += [("over", link) for link in step.links[number : number + 1]]
    return found


def behind(touches: Iterable[Touch], asked: Sequence[Sequence[Touch]], passed: int = 0) -> int:
    """Return how many vias are behind the goods after some touches, of which some were behind them before."""
    for touch in touches:
        while passed < len(asked) and touch in asked[passed]:
            passed += 1
    return passed
