"""What upgrades make of each arc: which of them it depends on, and what it weighs with every part of these.

An arc depends on an upgrade if the upgrade alone changes it, or has a row on what the arc is of (its service, links,
places, the element of its figure), or has a row on the same figure as one that it depends on. It is then read with
every part of what it depends on, each in a network with these rows made, so that how rows of several upgrades go
together is the affair of `Network.apply` alone. Networks that serve several arcs at once are read once. At the end some
sets are read that served for nothing, and every arc must be what the parts say; where one is not, it depends on more.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from networks.model.upgrade import Upgrade
from networks.network import Network
from routing.compiling import vertices
from routing.errors import QuestionError
from routing.question.question import Question
from routing.search.bits import bits_of
from routing.search.budget import Budget
from routing.search.upgrades.lanes import Lane
from routing.search.upgrades.sets import UpgradeSets
from routing.upgrading.readings import Key, Readings, element_of

MOST = 8  # upgrades that one arc may depend on
PROBES = 3  # sets that are read to see whether all is understood
SEED = 20160229


class Learned(NamedTuple):
    """What the upgrades make of the arcs: a lane per question, the sets that their arcs name, and which do nothing.

    Attributes
    ----------
    idle
        Upgrades that change no arc, as bits.
    networks
        How many were read.
    """

    lanes: tuple[Lane, ...]
    masks: tuple[int, ...]
    idle: int
    networks: int


def learned(
    network: Network, upgrades: Sequence[Upgrade], questions: Sequence[Question], sets: UpgradeSets, budget: Budget
) -> Learned:
    """Return what some upgrades make of the arcs of some questions; learned once for the same rows of a network.

    Raises
    ------
    DataError, QuestionError
        Rows that cannot be made; an arc that depends on too many upgrades.
    """

    def work() -> Learned:
        readings = Readings(network, upgrades, questions, budget)
        readings.check()
        found = Variants(readings, sets)
        return Learned(tuple(found.lanes), tuple(found.masks), found.idle, len(readings.known))

    rows = tuple((one.id, one.changes, one.requires, one.excludes) for one in upgrades)
    return network.worked_out((Learned, rows, tuple(questions)), work)


class Variants:
    """Which upgrades each arc depends on, and the lanes that follow."""

    def __init__(self, readings: Readings, sets: UpgradeSets) -> None:
        self.readings, self.sets = readings, sets
        self.count = len(sets.prices)
        self.masks: list[int] = []
        self.lanes: list[Lane] = []
        self._index: dict[tuple[int, int], int] = {}
        self._depends: list[dict[Key, int]] = [{} for _ in readings.questions]
        self._learn()
        self._cover()
        self._probe()
        self._build()

    @property
    def idle(self) -> int:
        """Return the upgrades that change no arc, as bits."""
        used = 0
        for mask in self.masks:
            used |= mask
        return ((1 << self.count) - 1) & ~used

    def _learn(self) -> None:
        """Find out which upgrades each arc depends on."""
        readings, sets = self.readings, self.sets
        base = readings.of(0)
        singles = [sets.whole[bit] for bit in range(self.count)]
        partners = self._partners()
        for mask in [*dict.fromkeys(singles), self._all()]:
            reading = readings.of(mask)
            alone = [bit for bit in range(self.count) if singles[bit] == mask]
            for number, weights in enumerate(reading.weights):
                depends, before = self._depends[number], base.weights[number]
                for key in weights.keys() | before.keys():
                    if alone and weights.get(key) != before.get(key):
                        depends[key] = depends.get(key, 0) | self._by(mask, partners)
        self._learn_far(partners)
        for number, tokens in enumerate(readings.tokens):
            for key, mask in tokens.items():
                if mask:
                    self._depends[number][key] = self._depends[number].get(key, 0) | mask
        self._bound()

    def _learn_far(self, partners: Sequence[int]) -> None:
        """Find out what depends on upgrades with rows on what no arc is of, such as the whole network.

        By itself such an upgrade does not change an arc that is there with others only; so it is left out of all.
        """
        readings, whole = self.readings, self._all()
        for bit in bits_of(readings.far & whole):
            less = self.sets.standing(whole & ~(1 << bit))
            for number, weights in enumerate(readings.of(less).weights):
                after = readings.of(whole).weights[number]
                for key in weights.keys() | after.keys():
                    if weights.get(key) != after.get(key):
                        self._depends[number][key] = self._depends[number].get(key, 0) | self._by(1 << bit, partners)

    def _by(self, mask: int, partners: Sequence[int]) -> int:
        found = mask
        for bit in bits_of(mask):
            found |= partners[bit]
        return found

    def _partners(self) -> list[int]:
        """Return per upgrade those that have a row on a figure of which it has one.

        Of links, services and places that is told by what an arc is of; the rest may bear on arcs far away.
        """
        tables = self.readings.network.catalogue
        near = {name for table in ("links", "services", "places") for name in tables[table]["id"].tolist()}
        of: dict[tuple[str, str, str], int] = {}
        for bit, upgrade in enumerate(self.readings.upgrades):
            for change in upgrade.changes:
                cell = (change.table, change.element, change.column)
                if element_of(change) not in near:
                    of[cell] = of.get(cell, 0) | 1 << bit
        found = [0] * self.count
        for mask in of.values():
            for bit in bits_of(mask):
                found[bit] |= mask
        return found

    def _all(self) -> int:
        """Return as many upgrades as can be had together, the first ones first."""
        mask = 0
        for bit in range(self.count):
            if not self.sets.clashes(mask | self.sets.whole[bit]):
                mask |= self.sets.whole[bit]
        return mask

    def _bound(self) -> None:
        for number, depends in enumerate(self._depends):
            for key, mask in depends.items():
                if mask.bit_count() > MOST:
                    named = ", ".join(self.readings.upgrades[bit].id for bit in bits_of(mask))
                    step = " to ".join(self.readings.vertex_name(number, end) for end in key)
                    raise QuestionError([f"upgrades: one step ({step}) depends on {named}: expected at most {MOST}"])

    def parts(self, mask: int) -> Iterator[int]:
        """Yield the parts of a set that can be had without the rest of it, the smaller numbers first."""
        part = 0
        while True:
            whole = self.sets.completed(part)
            if whole & mask == part and not self.sets.clashes(whole):
                yield part
            if part == mask:
                return
            part = (part - mask) & mask

    def _cover(self) -> None:
        """Read networks that show every part of what arcs depend on."""
        known = [(mask, ((1 << self.count) - 1) & ~mask) for mask in self.readings.known]
        planned: list[tuple[int, int]] = []
        groups = {mask for depends in self._depends for mask in depends.values() if mask}
        for group in sorted(groups, key=lambda mask: (-mask.bit_count(), mask)):
            for part in self.parts(group):
                on, off = self.sets.completed(part), group & ~part
                if any(group & one == part for one, _ in known):
                    continue
                for place, (has, lacks) in enumerate(planned):
                    if not (has | on) & (lacks | off) and not self.sets.clashes(has | on):
                        planned[place] = has | on, lacks | off
                        break
                else:
                    planned.append((on, off))
        for on, _ in planned:
            self.readings.of(on)

    def weight(self, number: int, key: Key, chosen: int) -> int | None:
        """Return what an arc weighs with a set, as the parts say; None where it may not be used."""
        group = self._depends[number].get(key, 0)
        return self.readings.known[self._shown_by(group, chosen & group)].weights[number].get(key)

    def _shown_by(self, group: int, part: int) -> int:
        """Return the first set that was read with a part of a group and nothing else of it."""
        if (group, part) not in self._index:
            self._index[group, part] = next(mask for mask in self.readings.known if mask & group == part)
        return self._index[group, part]

    def _probe(self) -> None:
        """Read sets at random; where an arc is not what the parts say, it depends on more, and all is read for that."""
        rng = random.Random(SEED)
        for _ in range(PROBES):
            mask = self._lawful(bit for bit in range(self.count) if rng.random() < 0.5)
            while strange := list(self._strangers(mask)):
                cause = self._cause(*strange[0], mask)
                for number, key in strange:
                    self._depends[number][key] = self._depends[number].get(key, 0) | cause
                self._bound()
                self._cover()

    def _strangers(self, mask: int) -> Iterator[tuple[int, Key]]:
        """Yield the arcs that with a set are not what the parts say."""
        for number, keys in enumerate(self.readings.met):
            told = {key: self.weight(number, key, mask) for key in keys}
            weights = self.readings.of(mask).weights[number]
            for key in weights.keys() | told.keys():
                if weights.get(key) != told.get(key):
                    yield number, key

    def _cause(self, number: int, key: Key, mask: int) -> int:
        """Return an upgrade that changes an arc, though the arc was not known to depend on it.

        With the part of the set that the arc was known to depend on it is either not what it is with the set, or not
        what it was in the network that showed that part: so one more of either changes it.
        """
        group = self._depends[number].get(key, 0)
        clean = self.sets.completed(mask & group)
        for other in (mask, self._shown_by(group, mask & group)):
            so_far = clean
            for bit in bits_of(other & ~clean):
                before = self.readings.of(so_far).weights[number].get(key)
                so_far |= self.sets.whole[bit]
                if self.readings.of(so_far).weights[number].get(key) != before:
                    return self.sets.whole[bit]
        raise AssertionError("an arc is another one in equal networks")

    def _lawful(self, bits: Iterable[int]) -> int:
        mask = 0
        for bit in bits:
            if not self.sets.clashes(mask | self.sets.whole[bit]):
                mask |= self.sets.whole[bit]
        return mask

    def _build(self) -> None:
        numbers: dict[int, int] = {}
        for number, question in enumerate(self.readings.questions):
            nodes: dict[int, int] = {}
            rows: list[tuple[int, ...]] = []
            for key in sorted(self.readings.met[number]):
                tail, head = (nodes.setdefault(end, len(nodes)) for end in key)
                for weight, needs, bars in self._arcs(number, key):
                    rows.append((tail, head, weight, self._numbered(needs, numbers), self._numbered(bars, numbers)))
            ends = vertices.from_door(question.shipment.origin), vertices.to_door(question.shipment.destination)
            layers = 0, len(question.constraints.via)
            source, target = (
                nodes.setdefault(self.readings.vertex(number, layer, end), len(nodes))
                for layer, end in zip(layers, ends, strict=True)
            )
            cells = np.array(rows, dtype=np.int64).reshape(-1, 5).T.copy()
            tails, heads, weights, needed, barred = cells
            self.lanes.append(Lane(tails, heads, weights, needed, barred, len(nodes), source, target))

    def _numbered(self, mask: int, numbers: dict[int, int]) -> int:
        if not mask:
            return -1
        if mask not in numbers:
            numbers[mask] = len(self.masks)
            self.masks.append(mask)
        return numbers[mask]

    def _arcs(self, number: int, key: Key) -> Iterator[tuple[int, int, int]]:
        """Yield an arc for each part that makes a difference: its weight, what it needs, and what bars it.

        With more upgrades an arc may weigh less, and then the parts need nothing to bar them; where it weighs more, or
        is gone, the part with fewer is barred by what makes it so.
        """
        group = self._depends[number].get(key, 0)
        known = {part: self.weight(number, key, part) for part in self.parts(group)}
        told: list[tuple[int, int, int]] = []
        for part, weight in known.items():
            if weight is None:
                continue
            above = {more: one for more, one in known.items() if not part & ~more}
            bars = group & ~part
            for bit in bits_of(bars):
                less = bars & ~(1 << bit)
                if all(one is not None and one <= weight for more, one in above.items() if not more & less):
                    bars = less
            if any(one <= weight and not needs & ~part and not shut & ~bars for one, needs, shut in told):
                continue
            told.append((weight, part, bars))
        for weight, part, bars in told:
            yield weight, self.sets.completed(part), bars
