"""OR-Tools apart: what it returns and raises, and that whoever interrupts the wait for it finds it at rest."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

import networks
from routing.solving.models.apart import apart, library

ROOT = Path(networks.__file__).parents[1]


def test_it_returns_what_the_work_returns_and_raises_what_it_raises():
    assert apart(lambda: threading.current_thread().name) == "OR-Tools"
    with pytest.raises(ZeroDivisionError):
        apart(lambda: 1 // 0)
    with pytest.raises(KeyboardInterrupt):
        apart(lambda: (_ for _ in ()).throw(KeyboardInterrupt()))
    assert not [thread for thread in threading.enumerate() if thread.name == "OR-Tools"]


INTERRUPTED = """
import os, signal, sys, threading, time
from routing.solving.models.apart import apart

told, ended = threading.Event(), []

def work():
    for _ in range(int(sys.argv[1])):
        time.sleep(0.05)
        os.kill(os.getpid(), signal.SIGINT)
    told.wait(10)
    time.sleep(0.2)
    ended.append(True)

try:
    apart(work, told.set)
except KeyboardInterrupt:
    print("interrupted", ended)
"""


@pytest.mark.parametrize("times", [1, 5])
def test_an_interrupt_comes_only_when_the_work_has_ended(times):
    command = [sys.executable, "-c", INTERRUPTED, str(times)]  # in a process of its own, which alone gets the signals
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=60)
    assert (ran.returncode, ran.stdout) == (0, "interrupted [True]\n"), ran.stderr


def test_work_that_was_called_off_before_it_began_is_never_done(monkeypatch):
    done = []

    def interrupted(thread: threading.Thread) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(threading.Thread, "start", interrupted)
    with pytest.raises(KeyboardInterrupt):
        apart(lambda: done.append(True))
    assert not done


def test_a_library_is_loaded_where_no_signal_breaks_it_off():
    code = (
        "import os, signal, sys, threading, time\n"
        "from routing.solving.models.apart import library\n"
        "threading.Timer(float(sys.argv[1]), lambda: os.kill(os.getpid(), signal.SIGINT)).start()\n"
        "try:\n    library('ortools.sat.python.cp_model'); time.sleep(5)\n"
        "except KeyboardInterrupt:\n    pass\n"
        "print(library('ortools.sat.python.cp_model').CpModel().proto.variables is not None)\n"
    )
    for delay in ("0.02", "0.2"):
        ran = subprocess.run(
            [sys.executable, "-c", code, delay], capture_output=True, text=True, cwd=ROOT, timeout=60, check=False
        )
        assert (ran.returncode, ran.stdout) == (0, "True\n"), ran.stderr


def test_a_library_loaded_already_is_taken_as_it_is():
    assert library("json") is sys.modules["json"]
