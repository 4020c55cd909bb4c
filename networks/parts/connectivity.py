"""What hangs together in a network: its parts, dead ends, traps of one-way links, and links that all else hangs on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from networks.model.hanging import Arcs, parts_and_bridges, traps

if TYPE_CHECKING:
    from networks.network import Network

NAMED = 5  # ids that the report spells out


@dataclass(frozen=True, slots=True)
class Bridge:
    """A link without which the network falls apart.

    Attributes
    ----------
    link
        Its id.
    cut_off
        How many places the smaller side has; 1 is a spur to one place.
    """

    link: str
    cut_off: int


@dataclass(frozen=True, slots=True)
class Connectivity:
    """What hangs together in a network by its links on offer, whatever runs over them.

    Attributes
    ----------
    parts
        Places that links join, in either direction; the largest part first.
    dead_ends
        Places with one neighbour alone.
    no_way_out, no_way_in
        Places that one-way links (`Link.directed`) let nothing out of, or into, as seen from the places of their part
        that can all be reached from one another: traps, or the ends of mains turned round by mistake.
    bridges
        Links without which a part falls in two, those that cut off most first. Of two links side by side neither is.

    Examples
    --------
    >>> import networks
    >>> builder = networks.NetworkBuilder("toy")
    >>> for place in "ABCD":
    ...     _ = builder.add_place(id=place, name=place)
    >>> for tail, head, one_way in (("A", "B", False), ("B", "C", True)):
    ...     _ = builder.add_link(id=tail + head, tail=tail, head=head, mode="sea", hours=9, directed=one_way)
    >>> print(builder.build(silence=["connected", "one-way-traps"]).connectivity())
    2 parts: 3 places (A ...), 1 place (D)
    2 dead ends: A, C
    1 place with no way out: C
    2 bridges, places cut off: AB (1), BC (1)
    """

    parts: tuple[tuple[str, ...], ...]
    dead_ends: tuple[str, ...]
    no_way_out: tuple[str, ...]
    no_way_in: tuple[str, ...]
    bridges: tuple[Bridge, ...]

    def __str__(self) -> str:
        shown = [f"{_counted(len(part), 'place')} ({part[0]}{' ...' * (len(part) > 1)})" for part in self.parts]
        lines = [f"{_counted(len(self.parts), 'part')}: {_some(shown)}"] if self.parts else ["no places"]
        lines += [f"{_counted(len(self.dead_ends), 'dead end')}: {_some(self.dead_ends)}"] if self.dead_ends else []
        for ids, lack in ((self.no_way_out, "out"), (self.no_way_in, "in")):
            lines += [f"{_counted(len(ids), 'place')} with no way {lack}: {_some(ids)}"] if ids else []
        told = [f"{one.link} ({one.cut_off})" for one in self.bridges]
        lines += [f"{_counted(len(told), 'bridge')}, places cut off: {_some(told)}"] if told else []
        return "\n".join(lines)

    def to_dict(self) -> dict[str, Any]:
        """Return it as lists and dictionaries, ready for JSON."""
        return asdict(self)


def connectivity_of(network: Network) -> Connectivity:
    """Return what hangs together in a network; see `Connectivity`."""
    places, links = network.tables["places"]["id"].tolist(), network.tables["links"]
    at = {place: row for row, place in enumerate(places)}
    around: Arcs = [[] for _ in places]
    forward: Arcs = [[] for _ in places]
    cells = zip(links["tail"].tolist(), links["head"].tolist(), links["directed"].tolist(), strict=True)
    for row, (one, other, directed) in enumerate(cells):
        tail, head = at[one], at[other]
        if tail == head:
            continue
        around[tail].append((head, row))
        around[head].append((tail, row))
        forward[tail].append((head, row))
        if not directed:
            forward[head].append((tail, row))
    part, cut_off = parts_and_bridges(around)
    grouped: dict[int, list[int]] = {}
    for place, number in enumerate(part):
        grouped.setdefault(number, []).append(place)
    no_out, no_in = traps(forward, list(grouped.values()))
    parts = sorted((sorted(places[row] for row in rows) for rows in grouped.values()), key=lambda one: (-len(one), one))
    ids = links["id"].tolist()
    bridges = sorted((Bridge(ids[row], size) for row, size in cut_off), key=lambda one: (-one.cut_off, one.link))
    ends = sorted(places[row] for row, near in enumerate(around) if len({other for other, _ in near}) == 1)
    return Connectivity(
        parts=tuple(map(tuple, parts)),
        dead_ends=tuple(ends),
        no_way_out=tuple(sorted(places[row] for row in no_out)),
        no_way_in=tuple(sorted(places[row] for row in no_in)),
        bridges=tuple(bridges),
    )


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' * (number != 1)}"


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:NAMED]) + (", ..." if len(names) > NAMED else "")
