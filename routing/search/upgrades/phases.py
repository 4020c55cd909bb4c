"""Upgrades phased over years, each within its budget: which is begun in which year; exact, year by year.

What matters of the past is which upgrades are begun, and how long each is still to be built: what was paid so far
follows from that. So the years are gone through one after the other, and of all ways to the same such state the one is
kept whose weights, added up over the years, are least (dynamic programming; Bellman, 1957). The number of states grows
with the number of upgrades and years; beyond `MOST` in a year they are refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from routing.search.bits import bits_of
from routing.search.budget import Budget
from routing.search.upgrades.sets import UpgradeSets, mask_of

MOST = 200_000  # states of a year
NOT_BEGUN = -1
State = tuple[int, ...]  # years that each upgrade is still to be built, 0 of one that is done


class TooManyStatesError(Exception):
    """There are more states than can be gone through."""


class Phasing(NamedTuple):
    """What is to be phased.

    Attributes
    ----------
    sets
        What each upgrade requires by itself, and excludes; its price is the sum of its payments.
    payments
        Of each upgrade what is paid in each year of building it, one or more.
    budgets
        Of each year.
    is_carried
        Whether what a year leaves may be spent later.
    """

    sets: UpgradeSets
    payments: Sequence[Sequence[int]]
    budgets: Sequence[int]
    is_carried: bool

    def price(self, mask: int) -> int:
        """Return what a set costs."""
        return sum(sum(self.payments[bit]) for bit in bits_of(mask))


class Phases(NamedTuple):
    """When each upgrade is begun, by the number of the year; None: never. `total`: weights added up over the years."""

    begun: tuple[int | None, ...]
    price: int
    total: int

    def done(self, phasing: Phasing, year: int) -> int:
        """Return the upgrades that are done at the end of a year, as bits."""
        built = (len(one) for one in phasing.payments)
        return mask_of(
            bit
            for bit, (begin, years) in enumerate(zip(self.begun, built, strict=True))
            if begin is not None and begin + years <= year + 1
        )


class _Way(NamedTuple):
    total: int
    before: State
    begun: tuple[int, ...]


Weight = Callable[[int], int]  # of what is done at the end of a year


class PhaseSearch:
    """All states of all years, and the best way to each.

    Parameters
    ----------
    weight
        What a set of upgrades that are done weighs.
    """

    def __init__(self, phasing: Phasing, weight: Weight, budget: Budget) -> None:
        self.phasing, self.weight, self.budget = phasing, weight, budget
        self.layers: list[dict[State, _Way]] = [{(NOT_BEGUN,) * len(phasing.payments): _Way(0, (), ())}]
        for year in range(len(phasing.budgets)):
            self.layers.append(self._next(year))

    def _next(self, year: int) -> dict[State, _Way]:
        found: dict[State, _Way] = {}
        for state, way in self.layers[-1].items():
            self.budget.check()
            for begun in self._choices(state, year):
                after = self._after(state, begun)
                done = done_of(after)
                if self.phasing.sets.standing(done) != done:
                    continue  # something is done before what it requires
                total = way.total + self.weight(done)
                if after not in found or total < found[after].total:
                    found[after] = _Way(total, state, begun)
            if len(found) > MOST:
                raise TooManyStatesError
        return found

    def _after(self, state: State, begun: Sequence[int]) -> State:
        left = list(state)
        for bit in begun:
            left[bit] = len(self.phasing.payments[bit])
        return tuple(years - 1 if years > 0 else years for years in left)

    def _spent(self, state: State) -> int:
        """Return what was paid so far."""
        payments = self.phasing.payments
        paid = 0
        for bit, left in enumerate(state):
            if left != NOT_BEGUN:
                paid += sum(payments[bit][: len(payments[bit]) - left])
        return paid

    def _choices(self, state: State, year: int) -> Iterator[tuple[int, ...]]:
        """Yield what may be begun in a year."""
        phasing = self.phasing
        money = phasing.budgets[year] - sum(phasing.payments[bit][-left] for bit, left in enumerate(state) if left > 0)
        if phasing.is_carried:
            money += sum(phasing.budgets[:year]) - self._spent(state)
        if money < 0:
            return
        had = mask_of(bit for bit, left in enumerate(state) if left != NOT_BEGUN)
        left_years = len(phasing.budgets) - year
        free = [
            bit
            for bit, payments in enumerate(phasing.payments)
            if not had >> bit & 1 and len(payments) <= left_years and not phasing.sets.excludes[bit] & had
        ]
        for chosen in self._parts(free, 0, money, 0):
            yield tuple(bits_of(chosen))

    def _parts(self, free: Sequence[int], at: int, money: int, chosen: int) -> Iterator[int]:
        if at == len(free):
            yield chosen
            return
        yield from self._parts(free, at + 1, money, chosen)
        first = self.phasing.payments[free[at]][0]
        if first <= money and not self.phasing.sets.excludes[free[at]] & chosen:
            yield from self._parts(free, at + 1, money - first, chosen | 1 << free[at])

    def cheapest(self, is_kept: Callable[[int], bool]) -> list[tuple[int, Phases]]:
        """Return by which year a set is done that keeps what is asked, for less and less money.

        By the number of the year, rising, and by price, falling; of equal ones that whose weights add up to least, with
        nothing begun after that year.
        """
        found: list[tuple[int, Phases]] = []
        for year in range(len(self.phasing.budgets)):
            later = len(self.phasing.budgets) - year - 1
            best: tuple[int, int, State] | None = None
            for state, way in self.layers[year + 1].items():
                done = done_of(state)
                if not is_kept(done) or any(left > 0 for left in state):
                    continue
                rank = self.phasing.price(done), way.total + later * self.weight(done), state
                if best is None or rank < best:
                    best = rank
            if best is not None and (not found or best[0] < found[-1][1].price):
                found.append((year, self._phases(year, best[2], best[1])))
        return found

    def least(self, by: Callable[[int, int, int], tuple[int, ...]]) -> Phases:
        """Return the best way to the last year; `by` ranks total of weights, last weight and price."""
        last = self.layers[-1]

        def rank(state: State) -> tuple[tuple[int, ...], State]:
            price = self.phasing.price(begun_of(state))
            return by(last[state].total, self.weight(done_of(state)), price), state

        best = min(last, key=rank)
        return self._phases(len(self.phasing.budgets) - 1, best, last[best].total)

    def _phases(self, year: int, state: State, total: int) -> Phases:
        begun: list[int | None] = [None] * len(self.phasing.payments)
        price = self.phasing.price(begun_of(state))
        while year >= 0:
            way = self.layers[year + 1][state]
            for bit in way.begun:
                begun[bit] = year
            state, year = way.before, year - 1
        return Phases(tuple(begun), price, total)


def done_of(state: State) -> int:
    """Return the upgrades that are done, as bits."""
    return mask_of(bit for bit, left in enumerate(state) if left == 0)


def begun_of(state: State) -> int:
    """Return the upgrades that are begun, done or not, as bits."""
    return mask_of(bit for bit, left in enumerate(state) if left != NOT_BEGUN)
