"""How the tests run: in tiers, with as many random cases as they promise, and Ctrl-C heard by the processes they start.

``python -m pytest -n auto`` is the quick tier: every module, every property, few random cases. ``-m long`` asks the same
with many, and what takes its time: large networks, many files, a browser. ``-m fuzz`` takes as long as wished:
``LANDBRIDGE_FUZZ=20`` sets how many times as many cases as the long tier (10 unless given). `oracles.cases` has the counts.

The quick tier compiles nothing, which would take it a minute: there the kernels of ``engine="compiled"`` are run as the
Python that they are written in, and a graph that leaves the choice of the engine open gets the one for its size, whatever
a test before has loaded. The other tiers compile them; of files that ask kernels the long tier runs every test, the quick
ones again.

Where CI is set hypothesis draws the same examples each time. A shell has what it starts in the background ignore Ctrl-C,
and so would the processes of tests that send it.
"""

from __future__ import annotations

import gc
import os
import re
import signal
import sys
from collections import Counter
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

sys.path.append(str(Path(__file__).parent))  # `oracles`; the packages of ours come first

from oracles.cases import Tier, run_tier

settings.register_profile("landbridge", deadline=None)
settings.register_profile("landbridge-ci", deadline=None, derandomize=True, database=None, print_blob=True)
settings.load_profile("landbridge-ci" if os.environ.get("CI", "").lower() not in ("", "0", "false") else "landbridge")
COMPILED = (  # what asks kernels: each is compiled once, by the one process that all these run in
    "fuzz/test_engines_agree",
    "fuzz/test_orlib",
    "fuzz/test_properties",
    "routing/kernels/",
    "routing/search/flows/test_design_prices",
    "routing/search/flows/test_multicommodity",
    "routing/search/test_choosing",
    "routing/search/test_threads",
    "routing/search/test_timetable",
    "routing/solving/test_large_networks",
)
ASKING_KERNELS = (
    *COMPILED,
    "routing/search/test_in_sums",
    "routing/search/upgrades/",
    "routing/solving/test_departing_engines",
)
DRAWN = ("routing/views/plots", "routing/views/report")
RANDOM_CASES = "random cases"


def tier_of(config: pytest.Config) -> Tier:
    """Return the tier that an expression of -m names, quick where it names none."""
    named = re.findall(r"(?<!not )\b(?:long|fuzz)\b", config.getoption("markexpr", ""))
    return "fuzz" if "fuzz" in named else "long" if named else "quick"


def stands_in(nodeid: str, files: tuple[str, ...]) -> bool:
    """Tell whether a test stands in one of the files, which are named by how they begin."""
    return nodeid.removeprefix("tests/").startswith(files)


def leave_kernels_as_written() -> None:
    """Have kernels run as Python in this process, and the size of a graph alone choose its engine."""
    from routing.kernels.arrays import jit
    from routing.search import choosing

    jit.compiler = None  # as where numba is not installed
    choosing.KERNELS = ""  # no module: none is found loaded


def pytest_configure(config: pytest.Config) -> None:
    """Set the tier, and how kernels run in it; hear Ctrl-C, here and in the processes that are started from here."""
    run_tier(tier_of(config))
    if tier_of(config) == "quick":
        leave_kernels_as_written()
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, Any, Any]:
    """Keep the garbage collector from looking through thousands of tests again and again: they stay to the end."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.collect()
        gc.freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the examples of what draws a picture or writes a page to the long tier, which asks kernels everything again."""
    again = ASKING_KERNELS if tier_of(config) == "long" else ()
    for item in items:
        drawn = isinstance(item, pytest.DoctestItem) and any(f"/{room}/" in item.path.as_posix() for room in DRAWN)
        if drawn or (stands_in(item.nodeid, again) and not item.get_closest_marker("fuzz")):
            item.add_marker(pytest.mark.long)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Deal tests out by file, at length those that need compiled kernels all to one process: compiling takes a minute."""
    from xdist.scheduler import LoadFileScheduling

    class Scheduling(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return "compiled" if stands_in(nodeid, COMPILED) else super()._split_scope(nodeid)

    compiles = tier_of(config) != "quick"
    return Scheduling(config, log) if compiles and config.getoption("dist") == "loadfile" else None


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, Any, Any]:
    """Hold the random cases of a test against its promise, and report how many there were."""
    tallies = [mark.args[0] for mark in pyfuncitem.iter_markers("random_cases")]
    for tally in tallies:
        tally.done = 0
    result = yield
    for tally in tallies:
        tally.check()
        pyfuncitem.user_properties.append((RANDOM_CASES, (tally.against, tally.done)))
    return result


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say how many random cases were compared, also where several processes did."""
    counted: Counter[str] = Counter()
    for report in terminalreporter.stats.get("passed", ()):
        for name, value in report.user_properties:
            if name == RANDOM_CASES:
                counted[value[0]] += value[1]
    if counted:
        others = ", ".join(f"{done:,} with {against}" for against, done in sorted(counted.items()) if against)
        terminalreporter.write_line(
            f"{counted.total():,} random cases were compared" + (f"; {others}" if others else "")
        )
