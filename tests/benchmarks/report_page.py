"""The report of a run: machine, versions and date, the parts' tables, what was skipped, what is slower, the bars."""

from __future__ import annotations

import os
import platform
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bars import judged, slower
from measured import Outcome
from settings import Settings

import networks

PAGE = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- what follows is written by run.py --write -->", "<!-- end of what run.py writes -->"
PACKAGES = ("numpy", "numba", "ortools", "networkx", "scipy", "rustworkx", "igraph", "scgraph", "cspy", "routepricer")


def report(outcome: Outcome, settings: Settings) -> str:
    """Return the report in Markdown."""
    lines = [*_where(settings), *outcome.lines]
    if outcome.skipped:
        lines += ["## Not measured", "", *(f"* {line}" for line in outcome.skipped), ""]
    behind = slower(outcome)
    lines += [
        "## Where a peer is faster",
        "",
        "In brackets: how many times its time landbridge needs, median of questions; sums.",
        "",
    ]
    lines += [f"* {line}" for line in behind] or ["Nowhere among the methods measured."]
    lines += ["", "## Bars", "", "| bar | measured | |", "|---|---|---|"]
    lines += [f"| {' | '.join(row)} |" for row in judged(outcome)]
    return "\n".join(lines) + "\n"


def written(page: str, text: str) -> str:
    """Return the page with the report between its marks."""
    before, rest = page.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n\n{text}\n{END}{after}"


def _where(settings: Settings) -> list[str]:
    found = [f"landbridge {networks.__version__}", f"Python {platform.python_version()}"]
    for package in PACKAGES:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            continue
    return [
        f"{_processor()}, {os.cpu_count()} cores; {', '.join(found)}; {time.strftime('%Y-%m-%d')}; seed {settings.seed}.",
        "",
    ]


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.split(":")[1].strip() for line in text.splitlines() if line.startswith("model name")]
    return f"{platform.machine()} ({names[0] if names else platform.processor()})"
