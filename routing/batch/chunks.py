"""The work of many questions in portions: what is still to be asked, each question once, cut into chunks."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from routing.batch.blocks import Ends
from routing.batch.by_itself import Settings
from routing.batch.cases import Case
from routing.batch.rules import Rules

USUAL = {  # questions of a chunk, half a second of work or more
    "solve": 2_000,
    "frontier": 50,
    "departures": 20,
    "punctuality": 50,
    "critical": 5,
}


class Task(NamedTuple):
    """What a worker is told: a verb with its settings, a network by its content, rules, and pairs of ends.

    Pairs are one text, as they travel: executors of clusters look into every part of what they are given, which takes
    a twentieth of the work.
    """

    verb: str
    settings: Settings
    network_hash: str
    rules: Rules
    text: str

    @property
    def ends(self) -> tuple[Ends, ...]:
        """Return the pairs."""
        return tuple([(origin, destination) for origin, destination in json.loads(self.text)])


class Chunk(NamedTuple):
    """A portion of work.

    Attributes
    ----------
    task
        What a worker does.
    keys
        The key of each of its questions.
    tries
        How often a worker was lost over it, or ended with an error.
    """

    task: Task
    keys: tuple[bytes, ...]
    tries: int = 0

    def halves(self) -> tuple[Chunk, Chunk]:
        """Return the two halves of it."""
        task, ends, middle = self.task, self.task.ends, len(self.keys) // 2
        return tuple(  # type: ignore[return-value]
            self._replace(task=task._replace(text=json.dumps(ends[part])), keys=self.keys[part])
            for part in (slice(None, middle), slice(middle, None))
        )


Wanted = Mapping[tuple[str, int], Mapping[bytes, Ends]]  # network and number of rules -> key -> ends


def chunks_of(
    verb: str, settings: Settings, cases: Sequence[Case], rules: Sequence[Rules], wanted: Wanted, size: int
) -> Iterator[Chunk]:
    """Yield the work to be done, network after network: in each chunk questions of the same rules, by their origins."""
    for case_hash in dict.fromkeys(case.network.content_hash for case in cases):
        for (network_hash, number), pairs in wanted.items():
            if network_hash != case_hash:
                continue
            ordered = sorted(pairs.items(), key=lambda item: item[1])
            for begin in range(0, len(ordered), size):
                some = ordered[begin : begin + size]
                task = Task(verb, settings, network_hash, rules[number], json.dumps([ends for _, ends in some]))
                yield Chunk(task, tuple(key for key, _ in some))
