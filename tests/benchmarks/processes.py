"""Fresh processes: what a command, or a piece of Python code, needs from nothing, in CPU and memory.

A process is started by a small one in between: Linux counts the memory of whoever starts a program to its peak.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
STARTER = """
import os, sys
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, used = os.wait4(child, 0)
sys.stdout.write(f"\\n{os.waitstatus_to_exitcode(status)} {used.ru_utime + used.ru_stime} {used.ru_maxrss / 1024}")
"""


@dataclass(frozen=True)
class Used:
    """CPU seconds (user and system, all of the process), peak of resident memory, exit status, and what was printed."""

    cpu_s: float
    peak_mb: float
    status: int
    printed: str


def used_by(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Used:
    """Run a command, its program given by its path."""
    started = subprocess.run(
        [sys.executable, "-I", "-S", "-c", STARTER, *command],
        capture_output=True,
        text=True,
        env=environment,
        check=True,
    )
    printed, _, last = started.stdout.rpartition("\n")
    status, cpu, peak = last.split()
    if status != "0":
        sys.stderr.write(started.stderr)
    return Used(float(cpu), float(peak), int(status), printed)


def fresh(code: str, environment: Mapping[str, str] | None = None) -> Used:
    """Run code in a fresh Python that finds landbridge and the modules of this folder; OSError if it fails."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    variables |= {"PYTHONPATH": os.pathsep.join((str(ROOT), str(HERE)))} | dict(environment or {})
    used = used_by([sys.executable, "-c", code], variables)
    if used.status:
        raise OSError(f"a fresh process failed with status {used.status}: {code[:200]}")
    return used
