"""Chains by the node that they begin at, and the dwells behind them that are charged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from routing.kernels.lists.aims import Aim, Aims
from routing.kernels.lists.asked import Asked
from routing.kernels.lists.chains import NO_DWELL, Chain, chains, doors_of
from routing.kernels.lists.charged import Charged
from routing.kernels.lists.on_clock import Clock, Vector
from routing.kernels.lists.span import Span

Key = tuple[int, int]  # a node, and how long a dwell that is charged has lasted there, or `NO_DWELL`


class Families:
    """Chains, as far as they were asked for; `count` is told of each search and of each slower way in it."""

    def __init__(self, span: Span, clock: Clock, asked: Asked, count: Callable[[], None]) -> None:
        self.span, self.clock, self.asked, self.count = span, clock, asked, count
        self.doors = doors_of(clock)
        self.all_board = all(door in clock.boards for door in self.doors if span.usable[door])
        self.chains: dict[Key, list[Chain]] = {}
        self.charged: dict[int, Charged] = {}

    @property
    def is_more_charged(self) -> bool:
        """Tell whether charges were met that chains are not looked at for."""
        return any(one.is_more for one in self.charged.values())

    def of(self, node: int, stood: int) -> list[Chain]:
        """Return the chains from a node at which a dwell has lasted so long."""
        key = (node, stood)
        if key not in self.chains:
            self.count()
            charged = self.charged.setdefault(node, Charged(self.clock))
            is_told = self.asked.slower and not self.all_board
            self.chains[key] = self._found(key, charged if is_told else None)
        return self.chains[key]

    def meet(self, node: int | None, door: int, stood: int) -> None:
        """Take note of a dwell that is charged behind the chains of a node; None: perhaps behind those of all."""
        for one in self.charged.values() if node is None else [self.charged[node]]:
            one.meet(door, stood)

    def spread(self) -> None:
        """Take note of dwells that end within a chain before which they began: behind the chains of all."""
        begun = {node for node, stood in self.chains if stood != NO_DWELL}
        for door, stood in [one for node in begun for one in self.charged[node].met.items()]:
            self.meet(None, door, stood)

    def look_anew(self) -> dict[int, list[Chain]] | None:
        """Find the chains behind which charges were met, with those that may save of them; return what is new, by node.

        None: all chains of these nodes, for some doors are open at some times only.
        """
        fresh: dict[int, list[Chain]] = {}
        for node in sorted(node for node, one in self.charged.items() if one.is_more):
            self.charged[node].look_at()
            if self.all_board:
                key = (node, NO_DWELL)
                before = {chain[:4] for chain in self.chains[key]}
                self.chains[key] = self._with_later(key, self.charged[node])
                fresh[node] = [chain for chain in self.chains[key] if chain[:4] not in before]
            else:
                self.chains = {key: found for key, found in self.chains.items() if key[0] != node}
        return fresh if self.all_board else None

    def _with_later(self, key: Key, charged: Charged) -> list[Chain]:
        """Return the chains of a node, and in place of those with a dwell that is charged all that may save of it."""
        found = self._found(key)
        aims = self._aims.of(charged.looked_at, found, charged.most_saved())
        kept = [one for one in found if one.door not in charged.looked_at or one.stood == NO_DWELL]
        later = self._found(key, charged, aims)
        return [*kept, *(one for one in later if one.door in charged.looked_at and one.stood != NO_DWELL)]

    @cached_property
    def _aims(self) -> Aims:
        return Aims(self.span, self.clock, self.asked.fixed, self.doors)

    def _found(self, key: Key, charged: Charged | None = None, aims: Sequence[Aim] = ()) -> list[Chain]:
        """Return the chains of a node; of those that may save what is charged such that lead to an aim, if any."""
        behind = self.asked.behind[key[0]]

        def is_needless(there: int, passed: int, added: Vector) -> bool:
            ahead = self.asked.ahead[there]
            if ahead[0] < 0 or self.asked.is_beaten(map(sum, zip(behind, (passed, *added), ahead, strict=True))):
                return True
            if aims and all(aim.is_missed(there, (passed, *added)) for aim in aims):
                return True
            if charged is not None and charged.looked_at:
                self.count()  # there may be very many
            return False

        return chains(self.span, self.clock, self.asked.fixed, self.doors, key, is_needless, charged)
