"""Chunks spread over an executor: every chunk answered once, whatever becomes of the workers.

A worker that is lost takes its pool with it (`concurrent.futures.process.BrokenProcessPool`): a new pool goes on with
what was under way. What was under way twice when that happened goes on alone, so that the one chunk that ends workers
is found, halved, and at last one question of it gets an error in place of an answer. A chunk whose worker raises
(`MemoryError`, a lost node of a cluster) is tried again likewise.
"""

from __future__ import annotations

import multiprocessing
import os
import warnings
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from contextlib import suppress
from copy import copy
from itertools import chain
from typing import Any, NamedTuple

from networks.network import Network
from routing.batch.answer import failed, packed
from routing.batch.chunks import Chunk
from routing.batch.workers import Outcome, answer_task, answers_to, end_with_parent, hold, let_go, lines_of

ALONE_AFTER, MOST_TRIES = 2, 5  # losses after which a chunk goes on alone; after which it is halved, or given up
MOST_BROKEN = 3  # new pools in a row that end before they do anything: processes cannot be started here
MOST_EXPANDED = 4  # networks that keep their expanded graphs for the next call
WAITING = 4  # chunks under way for each worker, so that none waits for the next
UNKNOWN_WORKERS = 16

Make = Callable[[], Executor]


class Done(NamedTuple):
    """A chunk with its answers; `lasting` False: an error of the machine, which another run may not meet."""

    chunk: Chunk
    found: list[str]
    lasting: bool = True


def serially(chunks: Iterable[Chunk], networks: Mapping[str, Network]) -> Iterator[Done]:
    """Yield the answers to chunks, found in this process one after the other."""
    fresh, waiting = iter(chunks), deque[Chunk]()
    known = _OneByOne(networks) if len(networks) > MOST_EXPANDED else networks
    while (chunk := waiting.popleft() if waiting else next(fresh, None)) is not None:
        try:
            yield Done(chunk, answers_to(chunk.task, known[chunk.task.network_hash]))
        except MemoryError as error:
            if len(chunk.keys) > 1:
                waiting.extendleft(reversed(chunk.halves()))
            else:
                yield _given_up(chunk, error)


class _OneByOne(Mapping[str, Network]):
    """Networks of which one is worked on at a time, by a copy: what is worked out of it, some 20 MB, goes with that."""

    def __init__(self, networks: Mapping[str, Network]) -> None:
        self._networks, self._name = networks, ""
        self._copy: Network | None = None

    def __getitem__(self, name: str) -> Network:
        if name != self._name or self._copy is None:
            self._copy = None  # before the next: its room is taken again
            self._name, self._copy = name, copy(self._networks[name])
        return self._copy

    def __iter__(self) -> Iterator[str]:
        return iter(self._networks)

    def __len__(self) -> int:
        return len(self._networks)


def pool_of_processes(workers: int | None = None) -> ProcessPoolExecutor:
    """Return a pool of fresh processes, which end when this one does."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers or os.cpu_count() or 1, mp_context=context, initializer=end_with_parent)


def spread(chunks: Iterable[Chunk], networks: Mapping[str, Network], executor: Executor | Make) -> Iterator[Done]:
    """Yield the answers to chunks as workers find them; a pool that is made here is closed at the end."""
    crew = _Crew(executor)
    here = {name for name, network in networks.items() if hold(name, None) is None and hold(name, network)}
    try:
        yield from _Spreading(chunks, networks, crew).run()
    finally:
        let_go(here)
        crew.close()


class _Crew:
    """An executor, and another one in its place when it breaks."""

    def __init__(self, executor: Executor | Make) -> None:
        self._make = None if isinstance(executor, Executor) else executor
        self._own = self._make is not None
        self.executor = executor if isinstance(executor, Executor) else executor()
        self._count: int | None = None

    @property
    def workers(self) -> int:
        """Return how many work at once, about."""
        if self._count is None:
            count: Any = getattr(self.executor, "_max_workers", None)
            client: Any = getattr(self.executor, "_client", None)
            if count is None and hasattr(client, "nthreads"):  # of a cluster by dask.distributed
                count = sum(client.nthreads().values())
            self._count = count if isinstance(count, int) and count > 0 else UNKNOWN_WORKERS
        return self._count

    def renew(self) -> bool:
        """Put a new executor in the place of one that broke; one that was given and heals by itself stays.

        False: whatever is put there breaks before it does anything.
        """
        if self._make is None and not isinstance(self.executor, ProcessPoolExecutor):
            return True
        workers = self.workers
        for _ in range(MOST_BROKEN):
            self.close()
            self.executor = self._make() if self._make is not None else pool_of_processes(workers)
            self._own = True
            with suppress(BrokenExecutor):
                self.executor.submit(os.getpid).result()
                return True
        return False

    def close(self) -> None:
        """Let go of an executor that was made here."""
        if self._own:
            self.executor.shutdown(wait=True, cancel_futures=True)


class _Spreading:
    """One run of chunks over a crew."""

    def __init__(self, chunks: Iterable[Chunk], networks: Mapping[str, Network], crew: _Crew) -> None:
        self._fresh = iter(chunks)
        self._again: deque[Chunk] = deque()
        self._networks, self._crew = networks, crew
        self._running: dict[Future[Outcome], Chunk] = {}
        self._carrying: dict[Future[Outcome], str] = {}  # what is under way with its network, by the hash of that
        self._carried: Counter[str] = Counter()  # how often a network has come to a worker

    def run(self) -> Iterator[Done]:
        """Yield what is done, until nothing is left."""
        while True:
            yield from self._fill()
            if not self._running:
                return
            over, _ = wait(self._running, return_when=FIRST_COMPLETED)
            lost: list[Chunk] = []
            for future in over:
                chunk = self._running.pop(future)
                network_hash = self._carrying.pop(future, None)
                try:
                    outcome = future.result()
                except (BrokenExecutor, CancelledError):
                    lost.append(chunk)
                except Exception as error:
                    yield from self._once_more(chunk, error)
                else:
                    if not isinstance(outcome, bytes):
                        self._send_network(chunk, lost)
                    else:
                        self._carried.update([network_hash] if network_hash else [])
                        yield Done(chunk, lines_of(outcome))
            if lost:
                yield from self._after_loss(lost)

    def _fill(self) -> Iterator[Done]:
        """Send chunks out, up to as many as are to be under way."""
        lost: list[Chunk] = []
        while not lost and len(self._running) < WAITING * self._crew.workers:
            alone = next(iter(self._running.values()), None)
            if alone is not None and alone.tries >= ALONE_AFTER:
                break
            chunk = self._next()
            if chunk is None:
                break
            if chunk.tries >= ALONE_AFTER and self._running:
                self._again.appendleft(chunk)
                break
            self._submit(chunk, None, lost)
        if lost:
            yield from self._after_loss(lost)
            yield from self._fill()

    def _next(self) -> Chunk | None:
        """Return a chunk to be asked again, one that was lost least often first, else a fresh one; None: no more."""
        if self._again:
            chunk = min(self._again, key=lambda one: one.tries)
            if chunk.tries < ALONE_AFTER:
                self._again.remove(chunk)
                return chunk
        fresh = next(self._fresh, None)
        return fresh if fresh is not None or not self._again else self._again.popleft()

    def _send_network(self, chunk: Chunk, lost: list[Chunk]) -> None:
        """Send a chunk with its network, unless that is on its way to as many workers as there are already."""
        name = chunk.task.network_hash
        under_way = sum(carried == name for carried in self._carrying.values())
        if not under_way or under_way + self._carried[name] < self._crew.workers:
            self._submit(chunk, self._networks[name], lost)
        else:
            self._again.append(chunk)

    def _submit(self, chunk: Chunk, network: Network | None, lost: list[Chunk]) -> None:
        try:
            future = self._crew.executor.submit(answer_task, chunk.task, network)
            self._running[future] = chunk
            if network is not None:
                self._carrying[future] = chunk.task.network_hash
        except BrokenExecutor:  # since the last look at it
            lost.append(chunk)

    def _after_loss(self, lost: list[Chunk]) -> Iterator[Done]:
        """Take what a broken pool has dropped, and go on with a new one."""
        wait(self._running)
        for future, chunk in list(self._running.items()):
            found = None
            with suppress(Exception, CancelledError):
                found = future.result()
            if isinstance(found, bytes):
                yield Done(chunk, lines_of(found))
            else:
                lost.append(chunk)
        for known in (self._running, self._carrying, self._carried):
            known.clear()
        if not self._crew.renew():
            warnings.warn(NO_PROCESSES, RuntimeWarning, stacklevel=2)
            rest = [*lost, *self._again]
            self._again.clear()
            yield from serially(chain(rest, self._fresh), self._networks)
            return
        for chunk in lost:
            yield from self._once_more(chunk, None)

    def _once_more(self, chunk: Chunk, error: Exception | None) -> Iterator[Done]:
        """Have a chunk asked again; after too many times its halves, and of one question say so."""
        if chunk.tries + 1 < MOST_TRIES:
            self._again.append(chunk._replace(tries=chunk.tries + 1))
        elif len(chunk.keys) > 1:
            self._again.extend(half._replace(tries=ALONE_AFTER) for half in chunk.halves())
        else:
            yield _given_up(chunk, error)


NO_PROCESSES = (
    "no process could be started that answers, so all is asked in this one: a script that asks many questions needs"
    " its begin under `if __name__ == '__main__':`"
)


def _given_up(chunk: Chunk, error: Exception | None) -> Done:
    why = "the process that answered it ended" if error is None else f"{type(error).__name__}: {error}"
    return Done(chunk, [packed(failed(f"{why}, {chunk.tries + 1} times; ask it again"))], lasting=False)
