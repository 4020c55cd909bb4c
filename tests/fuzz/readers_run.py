"""Give broken inputs to every reader: ``python tests/fuzz/readers_run.py --cases 100000 --seed 1``.

Case i is drawn from the number ``seed * 10**9 + i`` (`reader_inputs.py`): a sound folder, file in one of the formats that are
read, set of frames, graph, builder or list of changes, changed in a few places. It may be read, or refused by an error of the library; then

* nothing else was raised, and no warning but `DataWarning` was given;
* every finding is one line of text that shows, of no great length, and comes back whole from another process;
* `check` and `read` say the same;
* what was read is written and read again, and is equal;
* it took less than 2 s of the processor and 512 MiB beyond what the process began with.

A case that fails is printed with its number; ``--case NUMBER`` runs it alone, with the traceback. The exit status is 1 if
there was any.
"""

from __future__ import annotations

import argparse
import pickle
import shutil
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SLICE = 250
SECONDS, MIB = 2.0, 512
GIVEN_UP_S = 60  # of the clock: a case that hangs


def fault_of(number: int, path: Path, reader: str = "") -> tuple[str, str, str]:
    """Return the reader of a case, what came of it, and what is wrong with that; empty where nothing is."""
    from reader_inputs import case_of

    import networks

    name, call = case_of(number, reader)
    begun, outcome = time.process_time(), "read"
    try:
        signal.alarm(GIVEN_UP_S)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            warnings.simplefilter("ignore", networks.DataWarning)
            warnings.filterwarnings("ignore", module="pandas|numpy|reader_inputs")  # what they do among themselves
            try:
                network = call(path)
                if network is not None:
                    _check_written(network, path)
            except networks.FreightError as error:
                outcome = "refused"
                _check_told(error)
    except BaseException:
        return name, outcome, traceback.format_exc(limit=-6)
    finally:
        signal.alarm(0)
    spent = time.process_time() - begun
    return name, outcome, f"took {spent:.1f} s" if spent > SECONDS else ""


def _check_written(network: Any, path: Path) -> None:
    """Check that a network that was read can be shown and written, and comes back equal."""
    import networks

    assert repr(network) and network.heading
    networks.write(network, path / "written")
    assert networks.read(path / "written") == network, "it comes back as another network"


def _check_told(error: Any) -> None:
    """Check that an error can be read, and sent to another process."""
    findings = getattr(error, "findings", ())
    for finding in findings:
        assert len(str(finding)) < 4000 and str(finding).isprintable() and finding.expected, repr(finding)
    assert str(error).encode("utf-8", "strict") and len(str(error)) < 500_000
    back = pickle.loads(pickle.dumps(error))
    assert str(back) == str(error) and getattr(back, "findings", ()) == findings


def run(begin: int, end: int, reader: str = "") -> tuple[Counter[str], list[str]]:
    """Return what came of cases, counted, and a report of each that failed."""
    import resource

    sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parents[1])]
    import pandas

    import networks

    assert pandas and networks.load()
    pages = int(Path("/proc/self/statm").read_text().split()[0]) if Path("/proc/self/statm").exists() else 0
    if pages:
        most = pages * resource.getpagesize() + MIB * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))
    signal.signal(signal.SIGALRM, _give_up)
    counted: Counter[str] = Counter()
    reports = []
    root = Path(tempfile.mkdtemp(prefix="readers-"))
    try:
        for number in range(begin, end):
            path = root / str(number)
            path.mkdir()
            name, outcome, fault = fault_of(number, path, reader)
            shutil.rmtree(path, ignore_errors=True)
            counted[f"{name} {outcome}"] += 1
            if fault:
                reports.append(f"# case {number}, {name}\n{fault}")
    finally:
        shutil.rmtree(root, ignore_errors=True)
    return counted, reports


def _give_up(*_: object) -> None:
    raise TimeoutError(f"not ready after {GIVEN_UP_S} s")


def main() -> int:
    """Run the cases, in two processes at most."""
    from tqdm import tqdm

    sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parents[1])]
    from reader_inputs import READERS

    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--case", type=int, help="only the case of this number")
    parser.add_argument("--reader", default="", choices=sorted({name for name, _ in READERS}), help="only of this one")
    parser.add_argument("--processes", type=int, default=2, choices=(1, 2))
    given = parser.parse_args()
    first, begun = given.seed * 10**9, time.perf_counter()
    if given.case is not None:
        first, given.cases = given.case, 1
    ends = [(at, min(at + SLICE, first + given.cases)) for at in range(first, first + given.cases, SLICE)]
    failed, total = 0, Counter[str]()
    with (
        ProcessPoolExecutor(given.processes) as pool,
        tqdm(total=given.cases, unit="case", mininterval=0.5 if sys.stderr.isatty() else 30) as bar,
    ):
        for one in as_completed([pool.submit(run, *pair, given.reader) for pair in ends]):
            counted, reports = one.result()
            bar.update(counted.total())
            total += counted
            failed += len(reports)
            for report in reports:
                bar.write(report)
    counts = ", ".join(f"{count} {name}" for name, count in sorted(total.items()))
    spent = time.perf_counter() - begun
    print(f"{total.total()} cases ({counts}), seed {given.seed}: {failed} failed, {spent:.0f} s")
    return 1 if failed or total.total() != given.cases else 0


if __name__ == "__main__":
    sys.exit(main())
