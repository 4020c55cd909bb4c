"""What is on offer of all that a network knows, at its as-of date and on other days, and what is withheld."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from networks.model.link_ends import link_ends
from networks.model.opened import PLANNED, year_opened
from networks.model.tables import DeferredTable, Table, Tables

WITHHOLDABLE = ("places", "links", "services")  # what carries or is passed, with a column `offered`
SWITCHED = (*WITHHOLDABLE, "closures")  # all tables with a column `offered`


def on_offer(catalogue: Tables) -> dict[str, Table]:
    """Return the tables without withheld elements and without the rows that hang on them."""
    places = catalogue["places"].where(catalogue["places"]["offered"])
    links = catalogue["links"]
    links = links.where(links["offered"] & _between_offered(catalogue["places"], links))
    services = catalogue["services"]
    services = services.where(services["offered"] & _is_within_dates(services, catalogue["network"].row(0)["as_of"]))
    tables = dict(catalogue) | {"places": places, "links": links, "services": services}
    if len(catalogue["closures"]):
        tables["closures"] = catalogue["closures"].where(catalogue["closures"]["offered"])
    tables["stops"] = _kept(catalogue["stops"], "service", services["id"])
    area_links = _kept(catalogue["area_links"], "service", services["id"])
    tables["area_links"] = _kept(area_links, "link", links["id"])
    waypoints = catalogue["waypoints"]  # the most rows of all, and few questions look at them
    tables["waypoints"] = DeferredTable("waypoints", lambda: _kept(waypoints, "link", links["id"]))
    return tables


def of_all_dates(catalogue: Tables, offered: Tables) -> Tables:
    """Return the tables of what is on offer with the services of other days: those that ended before or begin later.

    A service whose stops or links are not on offer is left out; `offered` comes back where there is none more.
    """
    services = catalogue["services"]
    known = set(offered["services"]["id"].tolist())
    other = services.where(services["offered"] & ~_isin(services["id"], offered["services"]["id"]))
    if not len(other):
        return offered
    stops = _kept(catalogue["stops"], "service", other["id"])
    places, links = set(offered["places"]["id"].tolist()), set(offered["links"]["id"].tolist())
    broken = {
        service
        for service, place, path in zip(*(stops[name].tolist() for name in ("service", "place", "path")), strict=True)
        if place not in places or not links.issuperset(path)
    }
    known |= set(other["id"].tolist()) - broken
    if len(known) == len(offered["services"]):
        return offered
    ids = np.array(sorted(known), dtype=object)
    area_links = _kept(catalogue["area_links"], "service", ids)
    return dict(offered) | {
        "services": _kept(services, "id", ids),
        "stops": _kept(catalogue["stops"], "service", ids),
        "area_links": _kept(area_links, "link", offered["links"]["id"]),
    }


def withheld_of(catalogue: Tables, offered: Tables, reasons: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Return what is known but not on offer: id -> (table, reason).

    The reason is the note where none is given, and of a link without a note when it opens, if that is later.
    """
    as_of, found = catalogue["network"].row(0)["as_of"], {}
    for name in WITHHOLDABLE:
        known = set(offered[name]["id"].tolist())
        for row in catalogue[name].rows():
            if row["id"] not in known:
                found[row["id"]] = (name, reasons.get(row["id"], row["note"] or _not_yet(row, as_of)))
    return found


def _not_yet(row: Mapping[str, Any], as_of: datetime.date | None) -> str:
    """Return in words that a link is not open at the as-of date; "" of anything else."""
    opened = row.get("opened", "")
    year = year_opened(opened)
    if year is None:
        return PLANNED if opened == PLANNED else ""
    return f"opens in {year}" if as_of is not None and year > as_of.year else ""


def withheld_words(catalogue: Tables, withheld: Mapping[str, tuple[str, str]], table: str, name: str) -> str:
    """Return why what bears an id or a name is not on offer, and which scenarios offer it; "" where nothing does.

    A name that only something withheld bears stands for it; its id is told then.
    """
    from networks.model.folding import folded  # not above: most names are found

    if table not in WITHHOLDABLE:
        return ""
    wanted = folded(name)
    cells = (
        zip(*(catalogue[table][column].tolist() for column in ("id", "name")), strict=True) if table != "links" else ()
    )
    called = [key for key, label in cells if key in withheld and wanted in (folded(key), folded(label))]
    found = [name] if name in withheld and withheld[name][0] == table else called
    if not found:
        return ""
    key, changes = found[0], catalogue["changes"]
    rows = zip(*(changes[column].tolist() for column in ("scenario", "action", "element")), strict=True)
    scenarios = list(dict.fromkeys(scenario for scenario, action, one in rows if (action, one) == ("add", key)))
    offered = f"; scenario{'s' * (len(scenarios) > 1)} {', '.join(scenarios)} offer{'s' * (len(scenarios) == 1)} it"
    reason = withheld[key][1]
    return (f" ({key})" if key != name else "") + (f": {reason}" if reason else "") + (offered if scenarios else "")


def _is_within_dates(services: Table, as_of: datetime.date | None) -> NDArray[np.bool_]:
    begun = [as_of is None or day is None or day <= as_of for day in services["from_date"].tolist()]
    still = [as_of is None or day is None or day >= as_of for day in services["until_date"].tolist()]
    return np.array(begun, dtype=np.bool_) & np.array(still, dtype=np.bool_)


def _between_offered(places: Table, links: Table) -> NDArray[np.bool_]:
    """Tell which links have both of their places on offer."""
    ids = places.distinct("id").values
    if len(ids) < len(places) or not all(ids):  # an id stands twice or is missing: no sound data, but looked at
        known = set(places["id"][places["offered"]].tolist())
        return links.distinct("tail").where(known.__contains__) & links.distinct("head").where(known.__contains__)
    offered = np.append(places["offered"], False)  # the last for an end that is no place
    tail, head = link_ends(places, links)
    return np.asarray(offered[tail] & offered[head], dtype=np.bool_)


def _kept(table: Table, column: str, ids: NDArray[Any]) -> Table:
    if not len(table):
        return table
    return table.where(table.distinct(column).where(set(ids.tolist()).__contains__))


def _isin(cells: NDArray[Any], ids: NDArray[Any]) -> NDArray[np.bool_]:
    known = set(ids.tolist())
    return np.fromiter((cell in known for cell in cells.tolist()), dtype=np.bool_, count=len(cells))
