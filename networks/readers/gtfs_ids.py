"""Ids of a network out of those of a feed: the same where they can be ids, else readable ones that nothing bears."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from networks.errors import Finding
from networks.model.cells import as_name
from networks.model.keys import link_id
from networks.model.limits import ID_LENGTH
from networks.model.schema import parser
from networks.readers.gtfs_feed import Feed
from networks.readers.gtfs_lines import Line

LINE = "line:"
ROOM = ID_LENGTH // 2 - 20  # letters for one of the two ends in the id of a link, beside its mode


class Ids:
    """The ids of places, lines and links that a feed becomes.

    Attributes
    ----------
    places, lines
        In the order of the nodes of the feed and of its lines.
    """

    def __init__(self, feed: Feed, lines: Sequence[Line]) -> None:
        self.findings: list[Finding] = []
        taken: set[str] = set()
        self.places = [_fresh(_as_id(node.id), taken) for node in feed.nodes]
        self._tell("stops.txt", "stop_id", [node.id for node in feed.nodes], self.places)
        self._links: dict[tuple[str, int, int], str] = {}
        self._taken = taken
        counts, number = Counter(line.route for line in lines), Counter[str]()
        self.lines: list[str] = []
        for line in lines:
            number[line.route] += 1
            plain = _as_id(line.route)
            plain = plain if plain.startswith(LINE) else LINE + plain
            self.lines.append(_fresh(plain if counts[line.route] == 1 else f"{plain}.{number[line.route]}", taken))
        self._tell("routes.txt", "route_id", counts, map(_as_id, counts))

    def link(self, mode: str, tail: int, head: int) -> str:
        """Return the id of the link between two places."""
        key = mode, tail, head
        if key not in self._links:
            self._links[key] = _fresh(link_id(mode, self.places[tail], self.places[head]), self._taken)
        return self._links[key]

    def note_of(self, route: str) -> str:
        """Return what tells a route whose id had to be changed."""
        return "" if _as_id(route) == route else f"route_id {route}"

    def _tell(self, file: str, column: str, given: Iterable[str], made: Iterable[str]) -> None:
        changed = [(old, new) for old, new in zip(given, made, strict=True) if old != new]
        if changed:
            old, new = changed[0]
            told = f"as an id {new}, and {len(changed) - 1} more likewise: the notes name what the feed calls them"
            self.findings.append(Finding(file, 0, column, old, told, "warning", "made"))


def _as_id(text: str) -> str:
    """Return a text as an id that leaves room for others beside it."""
    if len(text) > ROOM:
        return as_name(text)[:ROOM]
    try:
        found = str(parser("id")(text))
    except ValueError:
        return as_name(text)
    return found if "#" not in found and ">" not in found else as_name(text)


def _fresh(wanted: str, taken: set[str]) -> str:
    """Return an id that nothing bears yet, and note it."""
    found, number = wanted, 1
    while found in taken:
        number += 1
        found = f"{wanted}.{number}"
    taken.add(found)
    return found
