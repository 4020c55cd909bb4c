"""Networks in which something more is given than a network has: what of it would open a route is what is missing.

Each takes the tables of a network and makes another network of them, once. They answer no question of a user: they only
tell what a refusal should name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from networks.model.offer import WITHHOLDABLE
from networks.model.tables import Table, empty_table
from networks.network import Network

FAR_H = 1e5  # hours of a link that has none: so many that a route takes as few of them as it can


def all_on_offer(network: Network) -> Network:
    """Return the network with everything that it knows on offer, at any date."""

    def work() -> Network:
        tables = {name: _edited(network.catalogue[name], offered=True) for name in WITHHOLDABLE}
        dates = dict.fromkeys(("from_date", "until_date"))
        tables |= {"services": _edited(tables["services"], **dates), "links": _edited(tables["links"], opened="")}
        return _with(network, tables)

    return network.worked_out((all_on_offer,), work)


def all_links_timed(network: Network) -> Network:
    """Return the network with hours for each link that has none of its own, whether a service runs over it or not."""

    def work() -> Network:
        links = network.catalogue["links"]
        hours = np.where(np.isnan(links["hours"]), FAR_H, links["hours"])
        free = {name: np.nan_to_num(links[name]) for name in ("usd", "kg_co2e", "length_km")}
        return _with(network, {"links": Table("links", {**links.columns, **free, "hours": hours}, links.lines)})

    return network.worked_out((all_links_timed,), work)


def all_handled(network: Network) -> Network:
    """Return the network without a row of terminal operations: then goods are handled everywhere, for nothing."""
    return network.worked_out((all_handled,), lambda: _with(network, {"operations": empty_table("operations")}))


def all_loads_taken(network: Network) -> Network:
    """Return the network in which every service takes every kind of load."""

    def work() -> Network:
        services = network.catalogue["services"]
        loads = np.empty(len(services), dtype=object)
        loads[:] = [()] * len(services)
        return _with(network, {"services": Table("services", {**services.columns, "loads": loads}, services.lines)})

    return network.worked_out((all_loads_taken,), work)


def idle_links(network: Network) -> frozenset[str]:
    """Return the links that have neither hours of their own nor a service that runs over them."""
    services = network.services_of_all_dates.values()
    run = {link for service in services for link in service.links}
    run |= {link for service in services for stop in service.stops for link in stop.path}
    return frozenset(link.id for link in network.links.values() if link.hours is None and link.id not in run)


def _edited(table: Table, **values: Any) -> Table:
    """Return a table with one value in all rows of some columns."""
    cells = dict(table.columns)
    for name, value in values.items():
        cells[name] = np.full(len(table), value, dtype=cells[name].dtype)
    return Table(table.name, cells, table.lines)


def _with(network: Network, tables: Mapping[str, Table]) -> Network:
    """Return a network of other tables; nobody sees it, so they need not pass the rules."""
    return network.of_tables({**network.catalogue, **tables}, scenario=network.scenario, reasons=network.reasons)
