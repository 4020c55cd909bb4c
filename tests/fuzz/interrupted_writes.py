"""`networks.write` interrupted at any moment, killed, and with a reader beside it: what stands there is never a part.

    python tests/fuzz/interrupted_writes.py --number 10000 --seed 1

Two networks with unlike tables are written over each other. A *loss* is a folder that is not there or cannot be read, a
*mixture* a network that is neither of the two, *litter* what still lies beside the folder after the next write (what lies
there before that is counted as *left at once*).
`--in-two-steps` does as if the system could not exchange two folders in one.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import pairwise
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

import networks
from networks.writers import whole_folder

WAYS = ("interrupt", "kill", "beside")


def pair() -> tuple[networks.Network, networks.Network]:
    """Return two networks that differ in every table, and in which tables they have."""
    found = []
    for name, hours, places in (("one", 10, "ABC"), ("other", 20, "DEFG")):
        builder = networks.NetworkBuilder(name)
        if name == "one":
            builder.add_source(id="S", title="the only one")
        for place in places:
            builder.add_place(id=place, name=f"{name} {place}", source="S" if name == "one" else "")
        for tail, head in pairwise(places):
            builder.add_link(id=f"{name}:{tail}-{head}", tail=tail, head=head, mode="sea", hours=hours, usd=hours)
            if name == "other":
                builder.add_waypoints(link=f"{name}:{tail}-{head}", points=[(1.0, 2.0)])
        found.append(builder.build())
    return found[0], found[1]


@contextmanager
def in_two_steps(wanted: bool) -> Iterator[None]:
    """Do as if the system could not exchange two folders in one step."""
    kept = whole_folder.exchange
    if wanted:
        whole_folder.exchange = lambda one, other: False
    try:
        yield
    finally:
        whole_folder.exchange = kept


def interrupted(number: int, seed: int, way: str = "interrupt") -> Counter[str]:
    """Interrupt (``"interrupt"``) or kill (``"kill"``) so many writes at random moments; return what came of them."""
    draw, told = random.Random(seed), Counter[str]()
    one, other = pair()
    stop = _interrupt if way == "interrupt" else _kill
    with tempfile.TemporaryDirectory() as room:
        target = Path(room) / "net"
        networks.write(one, target)
        longest = _duration(lambda: networks.write(other, target, overwrite=True))
        for turn in range(number):
            write = partial(networks.write, (one, other)[turn % 2], target, overwrite=True)
            stopped = stop(write, draw, longest)
            told["stopped" if stopped else "finished"] += 1
            told[_seen(target, one, other)] += 1
            told["left at once"] += len(list(Path(room).iterdir())) - 1
            if stopped:
                networks.write(one, target, overwrite=True)
                told["litter"] += len(list(Path(room).iterdir())) - 1
    return told


def read_beside(number: int, writers: int = 2) -> Counter[str]:
    """Read so many times while other processes write the two networks in turn; return what was read.

    A writer that fails counts as a loss.
    """
    one, other = pair()
    told = Counter[str]()
    with tempfile.TemporaryDirectory() as room:
        target = Path(room) / "net"
        networks.write(one, target)
        children = [_writer(one, other, target) for _ in range(writers)]
        try:
            while sum(told.values()) < number:
                told[_seen(target, one, other)] += 1
        finally:
            for child in children:
                os.kill(child, signal.SIGKILL)
                told["losses"] += not os.WIFSIGNALED(os.waitpid(child, 0)[1])
    return told


def _writer(one: networks.Network, other: networks.Network, target: Path) -> int:
    """Start a process that writes the two networks in turn for ever; return its number."""
    child = os.fork()
    if child:
        return child
    try:
        while True:
            for network in (one, other):
                networks.write(network, target, overwrite=True)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(1)


def _seen(target: Path, one: networks.Network, other: networks.Network) -> str:
    try:
        found = networks.read(target)
    except (networks.DataError, OSError) as error:
        print(f"lost: {error}", file=sys.stderr)
        return "losses"
    return "first" if found == one else "second" if found == other else "mixtures"


def _duration(write: Callable[[], None]) -> float:
    begun = time.perf_counter()
    for _ in range(20):
        write()
    return (time.perf_counter() - begun) / 20


def _interrupt(write: Callable[[], None], draw: random.Random, longest: float) -> bool:
    """Write, and be interrupted as by Control-C after a random time; tell whether it came to that."""
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    try:
        signal.setitimer(signal.ITIMER_REAL, draw.uniform(1e-6, 1.2 * longest))
        write()
        signal.setitimer(signal.ITIMER_REAL, 0)
    except KeyboardInterrupt:
        return True
    finally:
        signal.signal(signal.SIGALRM, before)
    return False


def _kill(write: Callable[[], None], draw: random.Random, longest: float) -> bool:
    """Write in a process that is killed after a random time; tell whether it came to that."""
    child = os.fork()
    if child == 0:
        try:
            write()
        finally:
            os._exit(0)
    time.sleep(draw.uniform(0, 1.5 * longest))
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def main() -> int:
    """Run all three ways and print what came of them; the exit code is 1 if anything was lost, mixed or left."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--number", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--way", choices=WAYS, action="append")
    parser.add_argument("--in-two-steps", action="store_true")
    asked = parser.parse_args()
    bad = 0
    with in_two_steps(asked.in_two_steps):
        for way in asked.way or WAYS:
            begun = time.perf_counter()
            found = read_beside(asked.number) if way == "beside" else interrupted(asked.number, asked.seed, way)
            bad += found["losses"] + found["mixtures"] + found["litter"]
            parts = ", ".join(f"{count:,} {name}" for name, count in sorted(found.items()))
            lacking = ", ".join(f"{found[name]} {name}" for name in ("losses", "mixtures", "litter"))
            print(f"{way}: {lacking} ({parts}; {time.perf_counter() - begun:.0f} s)", flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
