"""The sources behind the figures of routes, as rows for a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from networks.network import Network
from routing.answers.route import Route

SOURCE = ("id", "title", "published", "url", "certainty", "licence")


def sources_of(routes: Sequence[Route]) -> tuple[Mapping[str, str], ...]:
    """Return the sources behind the figures of some routes and behind the lengths of their links."""
    found: dict[str, Mapping[str, str]] = {}
    for route in routes:
        network: Network = route.network
        names = {name for figure in route.figures for name in (figure.source, *figure.see)}
        names |= {network.links[link].source for link in route.links}
        for name in names & set(network.sources):
            row = network.sources[name]
            found[name] = {column: getattr(row, column) for column in SOURCE}
    return tuple(found[name] for name in sorted(found))
