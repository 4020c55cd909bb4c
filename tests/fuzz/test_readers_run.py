"""Broken inputs to every reader: nothing but our own errors, little time, little memory."""

import subprocess
import sys
from pathlib import Path

import pytest
from oracles.cases import parted
from reader_inputs import FILES, READERS, case_of
from readers_run import fault_of

import networks

HERE = Path(__file__).parent


@pytest.mark.parametrize("cases", parted([60, 3000], 1))
def test_no_reader_lets_a_foreign_error_out(cases):
    pytest.importorskip("pandas")
    seed = 11
    command = [sys.executable, "readers_run.py", "--cases", str(cases), "--seed", str(seed)]
    ran = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stdout.startswith(f"{cases} cases (") and f"seed {seed}: 0 failed" in ran.stdout


def test_every_reader_is_given_inputs_that_it_takes_and_inputs_that_it_refuses():
    pytest.importorskip("pandas")
    assert {case_of(number)[0] for number in range(200)} == {name for name, _ in READERS}


def test_what_is_changed_is_sound_before(tmp_path):
    for name, text in FILES.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    assert not [one for one in networks.check(tmp_path) if one.severity == "error"]


@pytest.mark.parametrize("raised", [KeyError("x"), ValueError("x"), RecursionError(), MemoryError()])
def test_a_foreign_error_is_a_fault_and_one_of_ours_is_none(monkeypatch, tmp_path, raised):
    def call(error):
        def read(path):
            raise error

        return lambda number, reader: ("read", read)

    monkeypatch.setattr("reader_inputs.case_of", call(raised))
    assert type(raised).__name__ in fault_of(0, tmp_path)[2]
    monkeypatch.setattr(
        "reader_inputs.case_of", call(networks.DataError([networks.Finding("x.csv", 1, "", "", "a word")]))
    )
    assert fault_of(0, tmp_path) == ("read", "refused", "")
