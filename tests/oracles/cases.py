"""How many random cases a test compares: few in the quick tier, many in the long one, and never fewer than it says.

::

    @cases(quick=20, long=450)
    @given(specs(), st.integers(0, 2**32 - 1))
    def test_something(spec, seed): ...

A case that cannot be compared ends in `assume(False)`: another is drawn for it, and it does not count. When the test is
over, the cases that came to its last line are held against the number promised (`tests/conftest.py`), in whatever process
it ran: one that falls short fails. `against` names another engine; what a module promises of those cases in all is held
against `PROMISED` by a test of its own.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any, ClassVar, Literal

import pytest
from hypothesis import HealthCheck, settings

Tier = Literal["quick", "long", "fuzz"]
PROMISED: dict[Tier, int] = {"quick": 100, "long": 2_000, "fuzz": 20_000}  # cases compared with another engine
TIMES = int(os.environ.get("LANDBRIDGE_FUZZ", "10"))  # -m fuzz: so many times as many as in the long tier
SLOW = (HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large)


@dataclass
class Tally:
    """The cases of one test: promised, and come to the end."""

    promised: int
    against: str = ""
    done: int = 0

    def check(self) -> None:
        """Fail a test that compared fewer cases than it promised."""
        assert self.done >= self.promised, (
            f"{self.done} random cases came to the end of the test, {self.promised} promised"
        )


class _Running:
    tier: Tier = "quick"
    tallies: ClassVar[list[Tally]] = []


def run_tier(tier: Tier) -> None:
    """Say which tier runs; before a test is imported."""
    _Running.tier = tier


def assert_promise_is_kept() -> None:
    """Hold what the tests read so far promise of comparisons with another engine against `PROMISED`."""
    found = {tally.against: tally.promised for tally in _Running.tallies if tally.against}
    assert sum(found.values()) >= PROMISED[_Running.tier], found


def cases(*, quick: int, long: int, against: str = "") -> Callable[[Any], Any]:
    """Return the decorator of a test of hypothesis that compares so many random cases, no fewer, in either tier."""
    tier = _Running.tier
    tally = Tally({"quick": quick, "long": long, "fuzz": long * TIMES}[tier], against)
    _Running.tallies.append(tally)
    return lambda test: _counted(test, tally, "" if tier == "quick" else tier)


def only_at_length(number: int) -> Callable[[Any], Any]:
    """Return the decorator of a test of hypothesis that runs by -m fuzz only, `TIMES` times so many cases."""
    return lambda test: _counted(test, Tally(number * TIMES), "fuzz")


def _counted(test: Any, tally: Tally, tier: Tier | Literal[""]) -> Any:
    """Return a test that counts the cases that come to its end, and is known to belong to a tier."""
    compare = test.hypothesis.inner_test

    @wraps(compare)
    def counted(*args: Any, **more: Any) -> None:
        compare(*args, **more)
        tally.done += 1

    test.hypothesis.inner_test = counted
    test = settings(max_examples=tally.promised, deadline=None, suppress_health_check=SLOW)(test)
    test = pytest.mark.random_cases(tally)(test)
    return getattr(pytest.mark, tier)(test) if tier else test


def parted(cases: Iterable[Any], quick: int) -> list[Any]:
    """Return cases for `parametrize`: the first few for the quick tier, the others for the long one."""
    return [case if number < quick else pytest.param(case, marks=pytest.mark.long) for number, case in enumerate(cases)]
