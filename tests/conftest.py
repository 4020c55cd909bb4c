"""How the tests run: in tiers, with as many random cases as they promise, and Ctrl-C heard by the processes they start.

``python -m pytest -n auto`` is the quick tier: every module, every property, few random cases. ``-m long`` asks the same
with many, and what takes its time: large networks, many files, a browser. ``-m fuzz`` takes as long as wished:
``LANDBRIDGE_FUZZ=20`` sets how many times as many cases as the long tier (10 unless given). `oracles.cases` has the counts.

Where CI is set hypothesis draws the same examples each time. A shell has what it starts in the background ignore Ctrl-C,
and so would the processes of tests that send it.
"""

from __future__ import annotations

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
COMPILED = (  # what compiles kernels: in one process, that each is compiled once
    "fuzz/test_engines_agree",
    "fuzz/test_orlib",
    "fuzz/test_properties",
    "routing/kernels/",
    "routing/search/flows/test_multicommodity",
    "routing/search/test_choosing",
    "routing/search/test_threads",
    "routing/search/test_timetable",
    "routing/solving/test_large_networks",
)
DRAWN = ("routing/views/plots", "routing/views/report")
RANDOM_CASES = "random cases"


def tier_of(config: pytest.Config) -> Tier:
    """Return the tier that an expression of -m names, quick where it names none."""
    named = re.findall(r"(?<!not )\b(?:long|fuzz)\b", config.getoption("markexpr", ""))
    return "fuzz" if "fuzz" in named else "long" if named else "quick"


def pytest_configure(config: pytest.Config) -> None:
    """Set the tier; hear Ctrl-C, here and in the processes that are started from here."""
    run_tier(tier_of(config))
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the examples of what draws a picture or writes a page to the long tier."""
    for item in items:
        if isinstance(item, pytest.DoctestItem) and any(f"/{room}/" in item.path.as_posix() for room in DRAWN):
            item.add_marker(pytest.mark.long)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Deal tests out by file, those that need compiled kernels all to one process: compiling takes half a minute."""
    from xdist.scheduler import LoadFileScheduling

    class Scheduling(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return "compiled" if nodeid.removeprefix("tests/").startswith(COMPILED) else super()._split_scope(nodeid)

    return Scheduling(config, log) if config.getoption("dist") == "loadfile" else None


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
