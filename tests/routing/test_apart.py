"""OR-Tools apart: what it returns and raises, and that whoever interrupts the wait for it finds it at rest."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

import networks
from routing import Constraints, Shipment, solve
from routing.apart import apart, library

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
from routing.apart import apart

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


@pytest.mark.long
def test_a_library_is_loaded_where_no_signal_breaks_it_off():
    code = (
        "import os, signal, sys, threading, time\n"
        "from routing.apart import library\n"
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


FIRST_QUESTIONS = """
from concurrent.futures import ThreadPoolExecutor

import numpy as np

import networks
from routing import Constraints, Shipment, solve
from routing.solving.models.flow import least_flow

net = networks.load()

def ask(number):
    if number % 2:
        return solve(net, Shipment("JPYOK", "RUMOW"), constraints=Constraints(max_usd=4000 + number)).best.usd
    arc = np.array([number]), np.array([number + 1])
    return least_flow(*arc, np.array([7]), number, number + 1)

print(sorted({str(found) for found in ThreadPoolExecutor(8).map(ask, range(16))}))
"""


@pytest.mark.long
def test_who_asks_while_a_library_is_loaded_waits_until_it_is_whole():
    command = [sys.executable, "-c", FIRST_QUESTIONS]  # in a process of its own, where nothing is loaded yet
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=120)
    assert ran.returncode == 0, ran.stderr
    alone = solve(networks.load(), Shipment("JPYOK", "RUMOW"), constraints=Constraints(max_usd=4000)).require()
    assert ran.stdout == f"['(7, (0,))', '{alone.usd}']\n"  # one flow and one price, whoever asked
