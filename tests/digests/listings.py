"""A listing of digests, one line a question: written, read, and held against another one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from asked import SEPARATOR

Listing = dict[str, str]  # kind and words of a question -> digests of its answer
NOTHING = "(not in the listing)"


def write(file: Path, listing: Mapping[str, str]) -> None:
    """Write a listing, sorted."""
    lines = sorted(f"{name}{SEPARATOR}{told}\n" for name, told in listing.items())
    file.write_text("".join(lines), encoding="utf-8", newline="\n")


def read(file: Path) -> Listing:
    """Return the listing that a file holds; no two of its lines may be of one question."""
    found: Listing = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        name, _, told = line.rpartition(SEPARATOR)
        if name.count(SEPARATOR) != 1 or name in found:
            raise ValueError(f"{file}: no line of a listing, or the second of its question: {line!r}")
        found[name] = told
    return found


def kind_of(name: str) -> str:
    """Return the kind of a question.

    Examples
    --------
    >>> kind_of("solve | A to B")
    'solve'
    """
    return name.partition(SEPARATOR)[0]


def counts(listing: Iterable[str]) -> Counter[str]:
    """Return the number of questions by kind.

    Examples
    --------
    >>> counts({"solve | A to B": "", "solve | A to C": "", "front | A to B": ""})
    Counter({'solve': 2, 'front': 1})
    """
    return Counter(map(kind_of, listing))


@dataclass(slots=True)
class Difference:
    """What tells one listing from another.

    Attributes
    ----------
    equal
        Kind -> number of questions whose answers have the same digests in both.
    total
        Kind -> number of questions in either.
    changed
        Question -> what stands in the first listing and what in the other.
    """

    equal: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)
    changed: dict[str, tuple[str, str]] = field(default_factory=dict)

    def lines(self) -> Iterator[str]:
        """Yield every difference, then the count of each kind."""
        for name, (before, now) in sorted(self.changed.items()):
            yield from (f"differs: {name}", f"  before: {before}", f"  now:    {now}")
        for kind, total in sorted(self.total.items()):
            yield f"{kind}: {self.equal[kind]} of {total} equal"


def difference(before: Mapping[str, str], now: Mapping[str, str]) -> Difference:
    """Return what tells two listings apart."""
    found = Difference(total=counts({**before, **now}))
    for name in {**before, **now}:
        pair = (before.get(name, NOTHING), now.get(name, NOTHING))
        if pair[0] == pair[1]:
            found.equal[kind_of(name)] += 1
        else:
            found.changed[name] = pair
    return found
