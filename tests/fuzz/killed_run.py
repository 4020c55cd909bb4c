"""Many questions while workers and the process itself are killed: every answer there once, and none changed.

    python tests/fuzz/killed_run.py --kills 200

Each round asks all pairs of a small network over two processes into a store. Workers find tokens in a folder and end as
these say: by SIGKILL, by `os._exit`, by `MemoryError`. In some rounds the asking process is killed at a random moment too,
and started again with the same store, until it comes to its end. Then the rows are those of a run without any of it, the
store is sound and holds each answer once, and no worker is left behind.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from networks import Network, NetworkBuilder
from routing import solve_many
from routing.batch import workers
from routing.batch.answering import VERBS
from routing.batch.store import Store

PLACES = "ABCDEFGHIJ"
FATES = ("kill", "exit", "memory")
LONGEST_S = 120


def network() -> Network:
    """Return ten places in a ring, with hours and prices of the links' own."""
    builder = NetworkBuilder("ring")
    for place in PLACES:
        builder.add_place(id=place, name=place, country="JP")
    for number, (here, there) in enumerate(itertools.pairwise((*PLACES, PLACES[0]))):
        builder.add_link(
            id=f"l{number}",
            tail=here,
            head=there,
            mode="sea",
            length_km=100 + number,
            hours=10 + number % 4,
            usd=number,
        )
    return builder.build()


PAIRS = list(itertools.permutations(PLACES, 2))


def fated(folder: str) -> None:
    """Begin a worker that ends as a token of a folder says, whenever it takes one before a chunk."""
    workers.end_with_parent()
    (Path(folder) / f"worker-{os.getpid()}").touch()
    before = VERBS["solve"]

    def answer(*given: Any) -> Any:
        time.sleep(0.02)  # a little work
        fate = taken(Path(folder))
        if fate == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        elif fate == "exit":
            os._exit(3)
        elif fate == "memory":
            raise MemoryError("planted")
        return before(*given)

    workers.VERBS = {**VERBS, "solve": answer}


def taken(folder: Path) -> str | None:
    """Take a token now and then: whoever renames it has it, and no other."""
    if random.random() < 0.8:
        return None
    for token in folder.glob("token-*"):
        try:
            token.rename(token.with_name(f"taken-{token.name}"))
        except FileNotFoundError:
            continue
        return token.name.split("-")[1]
    return None


def ask(folder: str, file: str) -> None:
    """Ask all pairs over two fated processes into a store, and write the rows."""

    def pool() -> ProcessPoolExecutor:
        return ProcessPoolExecutor(2, mp_context=get_context("spawn"), initializer=fated, initargs=(folder,))

    found = solve_many(network(), PAIRS, executor=pool, chunk=3, store=Path(folder) / "answers.db", progress=False)
    found.write(file)


def one_round(rng: random.Random, expected: str, tell: Callable[[str], object] = print) -> int:
    """Run one round and return how many processes were ended in it; raise AssertionError for whatever is not right."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(rng.randint(2, 4)):
            (folder / f"token-{rng.choice(FATES)}-{number}").touch()
        parents = 0
        while True:
            command = [sys.executable, __file__, "--ask", str(folder)]
            run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            try:
                run.wait(rng.uniform(0.7, 3.0) if parents < 3 and rng.random() < 0.6 else LONGEST_S)
            except subprocess.TimeoutExpired:
                run.kill()
                run.wait()
                parents += 1
                _check_store(folder, whole=False)
                continue
            assert run.returncode == 0, run.stderr.read().decode() if run.stderr else ""
            break
        assert (folder / "answers.csv").read_text() == expected, "rows differ"
        _check_store(folder, whole=True)
        _check_workers_ended(folder)
        ended = len(list(folder.glob("taken-*"))) + parents
    tell(f"{ended} ended, {parents} of them the asking process")
    return ended


def _check_store(folder: Path, *, whole: bool) -> None:
    file = folder / "answers.db"
    if not file.exists():
        return
    base = sqlite3.connect(file, timeout=60)
    assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",), "the store is torn"
    base.close()
    if whole:
        assert len(Store(file)) == len(PAIRS), "an answer is missing, or there twice"


def _check_workers_ended(folder: Path) -> None:
    pids = [int(file.name.split("-")[1]) for file in folder.glob("worker-*")]
    until = time.monotonic() + 20
    while left := [pid for pid in pids if _asks_still(pid)]:
        assert time.monotonic() < until, f"workers are left: {left}"
        time.sleep(0.1)


def _asks_still(pid: int) -> bool:
    """Tell whether a process is there and is one of these workers (a number may be given to another one)."""
    try:
        return b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def rounds(kills: int, seed: int, tell: Callable[[str], object] = print) -> int:
    """Go on until so many processes were ended; return how many were."""
    expected = solve_many(network(), PAIRS, progress=False).to_csv()
    rng, ended = random.Random(seed), 0
    while ended < kills:
        ended += one_round(rng, expected, tell)
    return ended


def main() -> None:
    """Ask as one of the killed runs, or run rounds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ask", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.ask:
        ask(asked.ask, f"{asked.ask}/answers.csv")
    else:
        print(f"{rounds(asked.kills, asked.seed)} processes ended; every answer was there once, and none changed")


if __name__ == "__main__":
    main()
