"""Exit codes as a shell sees them: a crash is no answer, and a closed stream changes nothing of what a code means."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from oracles.cases import parted

import networks
from routing.cli import exits, main
from routing.errors import DisagreementError, LimitReachedError, NoRouteError
from routing.status import Status

ROOT = Path(networks.__file__).parents[1]
ROUTE = "route Yokohama Moscow"


def shell(arguments: str, redirected: str = "", before: str = "") -> subprocess.CompletedProcess[str]:
    """Run the program by a shell, that streams can be closed."""
    command = f"{before} {sys.executable} -m routing {arguments} {redirected}"
    return subprocess.run(
        ["/bin/sh", "-c", command], capture_output=True, text=True, cwd=ROOT, timeout=120, check=False
    )


@pytest.mark.parametrize(
    "case",
    parted(
        [
            (ROUTE, ">&-", exits.BAD),
            ("route Nowhere Moscow", "2>&-", exits.BAD),
            (ROUTE + " --max-days 3", "2>&-", exits.NO_ROUTE),
            (ROUTE, "2>&-", exits.OK),
            (ROUTE, ">&- 2>&-", exits.BAD),
            (ROUTE, "<&-", exits.OK),
            (ROUTE + " --format json", ">&-", exits.BAD),
            ("route Nowhere Moscow", "", exits.BAD),
            ("route Nowhere Moscow", ">&- 2>&-", exits.BAD),
            ("rout Yokohama Moscow", "2>&-", exits.BAD),
            ("--help", ">&-", exits.OK),
            ("scenarios", ">&-", exits.BAD),
            (ROUTE, "> /dev/full", exits.BAD),
            (ROUTE, "2> /dev/full", exits.OK),
        ],
        2,
    ),
)
def test_closed_and_full_streams_change_no_meaning(case):
    arguments, redirected, code = case
    ended = shell(arguments, redirected)
    assert ended.returncode == code, ended.stderr
    assert "Traceback" not in ended.stderr
    if ">&-" in redirected and "2>&-" not in redirected and code:
        assert "stdout is closed" in ended.stderr


@pytest.mark.long
def test_a_file_is_written_though_stdout_is_closed(tmp_path):
    file = tmp_path / "way.json"
    assert shell(f"{ROUTE} -o {file}", ">&-").returncode == exits.OK
    assert file.read_text(encoding="utf-8").startswith("{")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (TypeError("unforeseen"), exits.DEFECT),
        (KeyError("x"), exits.DEFECT),
        (RecursionError("deep"), exits.DEFECT),
        (MemoryError(), exits.DEFECT),
        (AssertionError(), exits.DEFECT),
        (DisagreementError("they differ"), exits.DEFECT),
        (NoRouteError("none"), exits.NO_ROUTE),
        (LimitReachedError("stopped"), exits.LIMIT),
        (FileNotFoundError(2, "no such file", "x"), exits.BAD),
        (KeyboardInterrupt(), exits.INTERRUPTED),
    ],
)
def test_each_way_to_fail_has_its_code(monkeypatch, capsys, error, code):
    def failing(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("routing.asking.solve.solve", failing)
    assert main(ROUTE.split()) == code
    told = capsys.readouterr().err
    unforeseen = code == exits.DEFECT and not isinstance(error, DisagreementError)
    assert ("this is a defect of landbridge" in told and type(error).__name__ in told) == unforeseen


def test_an_import_that_is_interrupted_is_an_interrupt(monkeypatch, capsys):
    def broken_off(*_: object, **__: object) -> None:
        try:
            raise KeyboardInterrupt
        except KeyboardInterrupt as stop:
            raise ImportError("initialization failed") from stop

    monkeypatch.setattr("routing.asking.solve.solve", broken_off)
    assert main(ROUTE.split()) == exits.INTERRUPTED
    assert capsys.readouterr().err == ""


def test_every_status_has_a_code_and_no_route_has_one_of_its_own():
    codes = {status: exits.exit_code(status) for status in Status}
    assert codes == {
        Status.OPTIMAL: exits.OK,
        Status.FEASIBLE: exits.OK,
        Status.TRUNCATED: exits.OK,
        Status.INFEASIBLE: exits.NO_ROUTE,
        Status.UNKNOWN: exits.LIMIT,
    }


CERTIFIED = "frontier Yokohama Moscow --criteria time,cost,co2e,distance --certify"


def interrupted(arguments: str, after_s: float, *, told: bool = False) -> int:
    """Return the exit code of a command that gets SIGINT so many seconds after its start, or after its answer (`told`)."""
    with subprocess.Popen(
        [sys.executable, "-m", "routing", *arguments.split()],
        stdout=subprocess.PIPE if told else subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    ) as running:
        if running.stdout is not None:
            running.stdout.read(1)
        time.sleep(after_s)
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=60)
    return running.returncode


@pytest.mark.long
@pytest.mark.parametrize("after_s", [3.0])
def test_ctrl_c_ends_in_130(after_s):
    assert interrupted(CERTIFIED, after_s) in (exits.INTERRUPTED, exits.OK)


@pytest.mark.long
def test_ctrl_c_ends_in_130_at_any_moment():
    codes = [interrupted(CERTIFIED, 1 + 5 * number / 16) for number in range(16)]
    assert set(codes) <= {exits.INTERRUPTED, exits.OK} and codes.count(exits.INTERRUPTED) > 8


@pytest.mark.long
def test_ctrl_c_after_the_last_word_ends_as_the_answer_does():
    codes = {interrupted(ROUTE, 0.1 * number / 20, told=True) for number in range(20)}
    assert codes <= {exits.INTERRUPTED, exits.OK} and exits.OK in codes
