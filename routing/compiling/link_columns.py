"""The links of a network as columns: where they end, on which sides of these places, and in which territories."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from networks.model.distinct import combined, per_combination
from networks.model.keys import side_key
from networks.model.link_ends import link_ends
from networks.model.tables import ElementMapping
from networks.network import Network
from routing.compiling.bundle import Ints, numbered


class LinkColumns(NamedTuple):
    """Links as columns, by their rows; places by their position among all that are sorted.

    Attributes
    ----------
    ids, places
        Ids of all links, by row, and of all places, sorted.
    countries, country
        Countries, and that of each place.
    tail, head
        Positions of the two places.
    sides, side
        Sides of places at which links end, and which of them each does.
    modes, mode
        Modes, and that of each link.
    directed
        Whether a link is used in one direction only.
    alike
        Number of the links with the same territories, stated and those of both ends, and the same of them passed.
    """

    ids: Sequence[str]
    places: Sequence[str]
    countries: Sequence[str]
    country: Ints
    tail: Ints
    head: Ints
    sides: Sequence[str]
    side: Ints
    modes: Sequence[str]
    mode: Ints
    directed: NDArray[np.bool_]
    alike: Ints


def link_columns(network: Network) -> LinkColumns:
    """Return the links on offer as columns, made once."""
    return network.worked_out(LinkColumns, lambda: _columns(network))


def _columns(network: Network) -> LinkColumns:
    places, links = network.tables["places"], network.tables["links"]
    ids = places["id"].tolist()
    order = np.array(sorted(range(len(ids)), key=ids.__getitem__), dtype=np.int64)
    position = np.empty_like(order)
    position[order] = np.arange(len(order))
    tail, head = (position[rows] for rows in link_ends(places, links))
    sides, side = per_combination(links.distinct("mode"), links.distinct("gauge_mm"), said=_side)
    names, of_name = numbered(sides)
    country = places.distinct("country").of_row[order]
    territories = (links.distinct(name).of_row for name in ("territories", "in_transit"))
    _, alike = combined(*territories, country[tail], country[head])
    return LinkColumns(
        ids=links["id"].tolist(),
        places=[ids[row] for row in order.tolist()],
        countries=places.distinct("country").values,
        country=country,
        tail=tail,
        head=head,
        sides=names,
        side=of_name[side],
        modes=links.distinct("mode").values,
        mode=links.distinct("mode").of_row,
        directed=links["directed"],
        alike=alike,
    )


def _side(mode: str, gauge_mm: int) -> str:
    return side_key(mode, None if gauge_mm < 0 else gauge_mm)


def link_rows(network: Network, names: Iterable[str]) -> Ints:
    """Return the rows of links on offer; -1 of another name."""
    assert isinstance(network.links, ElementMapping)
    return np.array(network.links.rows_of(names), dtype=np.int64)


def ends_by_side(links: LinkColumns, rows: Ints) -> list[tuple[str, Ints]]:
    """Return the sides at which some links end, each with the positions of the places."""
    is_end = np.zeros((len(links.sides), len(links.places)), dtype=np.bool_)
    for ends in (links.tail, links.head):
        is_end[links.side[rows], ends[rows]] = True
    return [(side, np.flatnonzero(places)) for side, places in zip(links.sides, is_end, strict=True) if places.any()]
