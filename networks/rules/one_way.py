"""Rules about links of one direction."""

from __future__ import annotations

from collections.abc import Iterator

from networks.errors import Finding
from networks.model.hanging import Arcs, parts_and_bridges, traps
from networks.model.offer import on_offer
from networks.model.tables import Tables
from networks.rules.geometry import ends
from networks.rules.wording import about

MOST_LINKS = 200_000  # of larger networks `Network.connectivity` tells it
SHOWN = 10  # places that a finding spells out


def one_way_traps(tables: Tables) -> Iterator[Finding]:
    """Yield a warning for places that one-way links lead into and not out of, and one for the other way round.

    Asked where more than half of what hangs together can be gone round in: a network of lanes one way is none to turn
    back in.
    """
    links = tables["links"]
    if not links["directed"].any() or len(links) > MOST_LINKS or any((end < 0).any() for end in ends(tables)):
        return  # a place that is missing is told elsewhere
    offered = on_offer(tables)
    tail, head = ends(offered)
    forward: Arcs = [[] for _ in range(len(offered["places"]))]
    around: Arcs = [[] for _ in forward]
    cells = zip(tail.tolist(), head.tolist(), offered["links"]["directed"].tolist(), strict=True)
    for link, (one, other, directed) in enumerate(cells):
        forward[one].append((other, link))
        if not directed:
            forward[other].append((one, link))
        around[one].append((other, link))
        around[other].append((one, link))
    parts: dict[int, list[int]] = {}
    for place, number in enumerate(parts_and_bridges(around)[0]):
        parts.setdefault(number, []).append(place)
    no_out, no_in = traps(forward, list(parts.values()))
    caught = {*no_out, *no_in}
    mostly_both_ways = {
        place for part in parts.values() if 2 * len(caught.intersection(part)) < len(part) for place in part
    }
    for rows, lack in ((no_out, "out of"), (no_in, "into")):
        ids = sorted(offered["places"]["id"][place] for place in rows if place in mostly_both_ways)
        if ids:
            text = f"links of one direction lead not {lack} {len(ids)} place{'s' * (len(ids) > 1)}"
            yield about(tables["links"], text, value=", ".join(ids[:SHOWN]) + " ..." * (len(ids) > SHOWN), warn=True)
