"""Networks in which something more is given than a network has: what of it would open a route is what is missing.

Each takes the tables of a network and makes another network of them, once. They answer no question of a user: they only
tell what a refusal should name.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from networks.model.offer import WITHHOLDABLE
from networks.model.opened import is_planned
from networks.model.tables import Table, empty_table
from networks.network import Network

FAR_H = 1e5  # hours of a link that has none: so many that a route takes as few of them as it can


def all_on_offer(network: Network) -> Network:
    """Return the network with everything that it knows on offer, at any date."""

    def work() -> Network:
        tables = {name: _edited(network.catalogue[name], offered=True) for name in WITHHOLDABLE}
        always = {**dict.fromkeys(("from_date", "until_date")), "months": _lists(len(tables["services"]))}
        tables |= {"services": _edited(tables["services"], **always), "links": _edited(tables["links"], opened="")}
        return _with(network, tables)

    return network.worked_out((all_on_offer,), work)


def put_on_offer(network: Network, names: Collection[str]) -> Network:
    """Return the network with some elements on offer, planned links among them open; at their own dates."""
    tables = {}
    for name in WITHHOLDABLE:
        table = network.catalogue[name]
        wanted = np.array([one in names for one in table["id"].tolist()], dtype=np.bool_)
        if wanted.any():
            values: dict[str, Any] = {"offered": table["offered"] | wanted}
            if name == "links":
                planned = wanted & np.array([is_planned(text) for text in table["opened"].tolist()], dtype=np.bool_)
                values["opened"] = np.where(planned, "", table["opened"])
            tables[name] = _edited(table, **values)
    return _with(network, tables)


def all_links_timed(network: Network) -> Network:
    """Return the network with hours for each link that has none of its own, whether a service runs over it or not."""

    def work() -> Network:
        links = network.catalogue["links"]
        hours = np.where(np.isnan(links["hours"]), FAR_H, links["hours"])
        free = {name: np.nan_to_num(links[name]) for name in ("usd", "kg_co2e", "length_km")}
        return _with(network, {"links": links.with_cells(**free, hours=hours)})

    return network.worked_out((all_links_timed,), work)


def all_handled(network: Network) -> Network:
    """Return the network without a row of terminal operations: then goods are handled everywhere, for nothing."""
    return network.worked_out((all_handled,), lambda: _with(network, {"operations": empty_table("operations")}))


def all_loads_taken(network: Network) -> Network:
    """Return the network in which every service takes every kind of load."""

    def work() -> Network:
        services = network.catalogue["services"]
        return _with(network, {"services": _edited(services, loads=_lists(len(services)))})

    return network.worked_out((all_loads_taken,), work)


def idle_links(network: Network) -> frozenset[str]:
    """Return the links that have neither hours of their own nor a service that runs over them."""
    services = network.services_of_all_dates.values()
    run = {link for service in services for link in service.links}
    run |= {link for service in services for stop in service.stops for link in stop.path}
    return frozenset(link.id for link in network.links.values() if link.hours is None and link.id not in run)


def _edited(table: Table, **values: Any) -> Table:
    """Return a table with other values in some columns: one for all rows, or one for each."""
    cells = {}
    for name, value in values.items():
        kind = table[name].dtype
        whole = value if isinstance(value, np.ndarray) else np.full(len(table), value, dtype=kind)
        cells[name] = whole.astype(kind)
    return table.with_cells(**cells)


def _lists(count: int) -> NDArray[Any]:
    """Return so many cells that list nothing."""
    cells = np.empty(count, dtype=object)
    cells[:] = [()] * count
    return cells


def _with(network: Network, tables: Mapping[str, Table]) -> Network:
    """Return a network of other tables; nobody sees it, so they need not pass the rules."""
    return network.of_tables({**network.catalogue, **tables}, scenario=network.scenario, reasons=network.reasons)
