"""Commands as processes: what they import, letters that a terminal lacks, a reader that goes away, Control-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest
from oracles.commands import ROOT, run

import networks

YOKOHAMA_MOSCOW = ("route", "Yokohama", "Moscow")


def files(folder):
    return sorted(file.name for file in folder.iterdir())


def test_the_module_runs_and_tells_its_version():
    found = run("--version")
    assert (found.returncode, found.stdout) == (0, f"landbridge {networks.__version__}\n")


@pytest.mark.long
def test_a_command_imports_only_what_it_needs():
    code = (
        "import sys; from routing.cli import main; main(sys.argv[1:]); "
        "print([n for n in ('pandas', 'ortools', 'numba', 'shapely', 'matplotlib', 'networkx', 'tqdm') if n in sys.modules],"
        "file=sys.stderr)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for argv, loaded in (
        (["places", "moscow"], []),
        (["scenarios"], []),
        (["--help"], []),
        (YOKOHAMA_MOSCOW, ["ortools"]),
    ):
        command = [sys.executable, "-c", code, *argv]
        found = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=True)
        assert found.stderr == f"{loaded}\n", argv


def test_letters_that_the_terminal_lacks_are_no_error():
    found = run("places", "--format", "csv", env={"PYTHONIOENCODING": "ascii"})
    assert found.returncode == 0 and found.stderr == ""


@pytest.mark.skipif(os.name != "posix", reason="pipes and signals of POSIX")
def test_a_reader_that_goes_away_is_no_error():
    read, write = os.pipe()
    os.close(read)  # nobody reads any more, as after head
    command = [sys.executable, "-m", "routing", "places"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    found = subprocess.run(
        command, env=environment, stdout=write, stderr=subprocess.PIPE, text=True, timeout=60, check=False
    )
    os.close(write)
    assert (found.returncode, found.stderr) == (141, "")


@pytest.mark.skipif(os.name != "posix", reason="pipes and signals of POSIX")
def test_control_c_is_quiet_and_leaves_no_half_file(tmp_path):
    code = """
import sys, time
from routing.cli import commands, console, output
import routing.cli.answers as answers
def slow(path):
    path.write_text("half")
    print("writing", flush=True)
    while True:
        time.sleep(0.1)  # a signal just before one long wait would be lost until its end
answers.write_text = lambda text, file: output.write_file(file, slow)
sys.argv = ["landbridge", "places", "-o", sys.argv[1]]
console()
"""
    file = tmp_path / "places.csv"
    file.write_text("old", encoding="utf-8")
    command = [sys.executable, "-c", code, str(file)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "writing\n"
        assert len(files(tmp_path)) == 2  # the half file is there, beside the old one
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130 and process.stderr.read() == ""
    assert files(tmp_path) == ["places.csv"] and file.read_text(encoding="utf-8") == "old"
