"""What `upgrade_paths` is asked, checked: every problem is told at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from routing.errors import QuestionError
from routing.search.checks import INT64_MAX, WHOLE, exact_sum, integers, node_problems
from routing.search.upgrades.lanes import Ints, Lane
from routing.search.upgrades.sets import UpgradeSets, mask_of

Of = Mapping[int, int | Iterable[int]]
ROOM = 2**60


class Asked(NamedTuple):
    """The one lane of a question, the sets that its arcs name by number, and the upgrades."""

    lane: Lane
    masks: tuple[int, ...]
    sets: UpgradeSets


def checked_upgrades(
    arcs: tuple[ArrayLike, ArrayLike, ArrayLike],
    ends: tuple[int, int],
    prices: ArrayLike,
    needs: Of,
    bars: Of,
    rules: tuple[Iterable[tuple[int, int]], Iterable[tuple[int, int]]],
) -> Asked:
    """Return what is asked.

    Raises
    ------
    QuestionError
        Arrays that are no network, upgrades that there are not, or that require each other in a circle.
    """
    problems: list[str] = []
    tail, head, weight = (
        integers(name, cells, problems) for name, cells in zip(("tail", "head", "weight"), arcs, strict=True)
    )
    costs = integers("prices", prices, problems)
    if problems or tail is None or head is None or weight is None or costs is None:
        raise QuestionError(problems)
    if not len(tail) == len(head) == len(weight):
        raise QuestionError([f"expected arrays of one length, found {len(tail)}, {len(head)} and {len(weight)}"])
    count = len(costs)
    pairs = [
        list(_pairs(name, given, count, problems)) for name, given in zip(("requires", "excludes"), rules, strict=True)
    ]
    n_nodes = max([-1, *tail.tolist(), *head.tolist(), *(end for end in ends if isinstance(end, WHOLE))]) + 1
    problems += node_problems(*ends, n_nodes)
    for name, cells in (("tail", tail), ("head", head), ("weight", weight), ("prices", costs)):
        problems += _from_zero(name, cells)
    masks: list[int] = []
    numbers = [
        _numbered(name, given, len(tail), count, masks, problems) for name, given in (("needs", needs), ("bars", bars))
    ]
    if problems:
        raise QuestionError(problems)
    sets = UpgradeSets.of(costs.tolist(), *pairs)
    if sets.circle:
        raise QuestionError([f"requires: upgrades {', '.join(map(str, sets.circle))} require each other in a circle"])
    needed = {number for number in numbers[0].tolist() if number >= 0}
    whole = tuple(sets.completed(mask) if number in needed else mask for number, mask in enumerate(masks))
    lane = Lane(tail, head, weight, numbers[0], numbers[1], n_nodes, *map(int, ends))
    return Asked(lane, whole, sets)


def _from_zero(name: str, cells: Ints) -> Iterator[str]:
    if len(cells) and cells.min() < 0:
        row = int(np.argmin(cells))
        yield f"{name}: expected numbers from 0, found {cells[row]} in row {row}"
    elif name in ("weight", "prices") and exact_sum(cells) > ROOM:
        yield f"{name}: the sum {exact_sum(cells)} exceeds {ROOM}; use a coarser unit"


def _pairs(name: str, given: Iterable[tuple[int, int]], count: int, problems: list[str]) -> Iterator[tuple[int, int]]:
    for pair in given:
        one, other = pair
        if any(not _is_upgrade(end, count) for end in pair):
            problems.append(f"{name}: {pair}: expected two upgrades from 0 to {count - 1}")
        elif one == other:
            problems.append(f"{name}: {pair}: expected two different upgrades")
        else:
            yield int(one), int(other)


def _numbered(name: str, given: Of, n_arcs: int, count: int, masks: list[int], problems: list[str]) -> Ints:
    """Return the number of the set of each arc, -1 for none; sets are added to `masks`."""
    numbers = np.full(n_arcs, -1, np.int64)
    known: dict[int, int] = {}
    for row, told in given.items():
        several = (told,) if isinstance(told, WHOLE) else tuple(told)
        if not isinstance(row, WHOLE) or not 0 <= row < n_arcs:
            problems.append(f"{name}: {row!r}: expected the row of an arc, from 0 to {n_arcs - 1}")
        elif wrong := [one for one in several if not _is_upgrade(one, count)]:
            problems.append(f"{name}[{row}]: {wrong[0]!r}: expected an upgrade from 0 to {count - 1}")
        elif mask := mask_of(map(int, several)):
            if mask not in known:
                known[mask] = len(masks)
                masks.append(mask)
            numbers[row] = known[mask]
    return numbers


def _is_upgrade(value: Any, count: int) -> bool:
    return isinstance(value, WHOLE) and not isinstance(value, bool) and bool(0 <= value < count)


def checked_most(name: str, value: int | None) -> list[str]:
    """Return what is wrong with a limit, in words."""
    if value is None or (isinstance(value, WHOLE) and not isinstance(value, bool) and 0 <= value <= INT64_MAX):
        return []
    return [f"{name}={value!r}: expected a whole number from 0, or None"]
