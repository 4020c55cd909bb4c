"""Commands asked in this process, or in one of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import networks
from routing.cli import main

ROOT = Path(networks.__file__).parents[1]


def ask(capsys, *argv):
    """Return exit code, stdout and stderr of a command run in this process."""
    code = main(list(argv))
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def run(*argv, **more):
    """Run a command in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **more.pop("env", {})}
    command = [sys.executable, "-m", "routing", *argv]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False, **more)
