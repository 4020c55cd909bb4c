"""`Unknown`: what of a network lies nobody can say where."""

from __future__ import annotations

from typing import NamedTuple

from networks.model.tables import Table
from networks.network import Network


class Unknown(NamedTuple):
    """Ids of what nobody can say where it lies: places, links, and lines with a ride that names no links."""

    places: tuple[str, ...]
    links: tuple[str, ...]
    lines: tuple[str, ...]

    def __str__(self) -> str:
        named = {"place": self.places, "link": self.links, "service": self.lines}
        counts = [f"{len(ids)} {kind}{'s' if len(ids) > 1 else ''}" for kind, ids in named.items() if ids]
        examples = [ids[0] for ids in named.values() if ids]
        return f"the territory of {' and '.join(counts)} is not known, for example {', '.join(examples)}"

    @property
    def ids(self) -> tuple[str, ...]:
        """Return all of them, sorted."""
        return tuple(sorted({*self.places, *self.links, *self.lines}))


def unknown_of(network: Network) -> Unknown:
    """Return what of a network lies nobody can say where; looked for once."""
    return network.worked_out(Unknown, lambda: _looked_for(network))


def _looked_for(network: Network) -> Unknown:
    places, links, stops = (network.tables[name] for name in ("places", "links", "stops"))
    nowhere, silent = _without(places, "country"), _without(links, "territories")
    cells = list(zip(*(stops[name].tolist() for name in ("service", "seq", "path")), strict=True))
    first: dict[str, int] = {}
    for service, seq, _ in cells:
        first[service] = min(seq, first.get(service, seq))
    unnamed = tuple(sorted({service for service, seq, path in cells if not path and seq > first[service]}))
    return Unknown(nowhere, silent, unnamed)


def _without(table: Table, column: str) -> tuple[str, ...]:
    return tuple(sorted(table["id"][~table.distinct(column).where(bool)].tolist()))
