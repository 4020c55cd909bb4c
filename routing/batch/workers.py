"""What runs in a worker: it answers a chunk on a network that it holds, or says that it lacks that network.

So a network travels to a worker once, however many chunks it answers, and whatever kind of executor sends them.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import OrderedDict
from typing import Literal

from networks.model.gc_pause import collector_at_rest
from networks.network import Network
from routing.batch.answer import packed
from routing.batch.answering import VERBS
from routing.batch.chunks import Task

LACKING: Literal["lacking"] = "lacking"
MOST_HELD = 8  # networks in a worker, each with its expanded graphs: some 20 MB; work comes network by network
_held: OrderedDict[str, Network] = OrderedDict()
_lock = threading.Lock()

Outcome = bytes | Literal["lacking"]


def answer_task(task: Task, network: Network | None = None) -> Outcome:
    """Return the answers to a task, a line each, or `LACKING`; `network`: what it asks, sent along after that.

    One text travels in a thousandth of the steps that clusters take over as many rows.
    """
    held = hold(task.network_hash, network)
    return LACKING if held is None else "\n".join(answers_to(task, held)).encode("utf-8", "surrogatepass")


def lines_of(outcome: bytes) -> list[str]:
    """Return the answers of a task that has travelled."""
    return outcome.decode("utf-8", "surrogatepass").split("\n")


def answers_to(task: Task, network: Network) -> list[str]:
    """Return the answers to a task, packed; the collector would find nothing, and a network is much to look through."""
    with collector_at_rest():
        return list(map(packed, VERBS[task.verb](network, task.rules, task.ends, task.settings)))


def hold(network_hash: str, network: Network | None) -> Network | None:
    """Return the network of a hash, which stays in this process; None where it is not here."""
    with _lock:
        if network is not None and network_hash not in _held:
            _held[network_hash] = network
            while len(_held) > MOST_HELD:
                _held.popitem(last=False)
        if network_hash in _held:
            _held.move_to_end(network_hash)
        return _held.get(network_hash)


def let_go(network_hashes: set[str]) -> None:
    """Forget networks, once there is no more work on them in this process."""
    with _lock:
        for name in network_hashes:
            _held.pop(name, None)


def end_with_parent() -> None:
    """Have this process end when the one that started it is gone: nobody would ever give it work again."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_wait_for, args=(parent,), daemon=True).start()


def _wait_for(parent: multiprocessing.process.BaseProcess) -> None:
    parent.join()
    os._exit(1)
