"""Rules about services: stops in order, paths that lead from stop to stop, running times that exist."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

from networks.errors import Finding
from networks.model.elements import DRAYAGE
from networks.model.keys import leg_key, side_key
from networks.model.offer import on_offer
from networks.model.tables import Tables
from networks.model.vocabulary import VOCABULARY
from networks.rules.wording import at, ids, stop_rows

Way = dict[str, tuple[str, str, bool]]  # link -> tail, head, directed
IMPOSSIBLE = {  # kind and grade -> what was expected
    ("line", "ordinary"): "expected scheduled or general: ordinary carriage has no stops, it is an area",
    ("area", "scheduled"): "expected general or ordinary: what has a timetable is a line",
    ("line", DRAYAGE): "expected scheduled or general: drayage runs when it is wanted, it is an area",
    ("handover", "scheduled"): "expected general or ordinary: only areas hand over",
    **{(kind, DRAYAGE): "expected another grade: lorries pass no border" for kind in VOCABULARY["procedure_kind"]},
}


def kinds_of_services(tables: Tables) -> Iterator[Finding]:
    """Yield stops of services that are no line, links of services that are no area, and links of another mode."""
    services = tables["services"]
    if not len(tables["stops"]) and not len(tables["area_links"]):
        return
    rows = ids(tables, "services")
    for name, kind in (("stops", "line"), ("area_links", "area")):
        for row, service in enumerate(tables[name]["service"].tolist()):
            found = services["kind"][rows[service]] if service in rows else ""
            if found not in ("", kind):
                yield at(tables[name], row, "service", f"expected a service of kind {kind}, this is of kind {found}")
    modes = dict(zip(tables["links"]["id"].tolist(), tables["links"]["mode"].tolist(), strict=True))
    table = tables["area_links"]
    for row, (service, link) in enumerate(zip(table["service"].tolist(), table["link"].tolist(), strict=True)):
        wanted = services["mode"][rows[service]] if service in rows else ""
        if wanted and modes.get(link) and modes[link] != wanted:
            yield at(table, row, "link", f"expected a link of mode {wanted}, this is of mode {modes[link]}")


def grades(tables: Tables) -> Iterator[Finding]:
    """Yield each service, and each row of a hand-over, of a grade that its kind cannot have."""
    for name in ("services", "procedures"):
        table = tables[name]
        for row, found in enumerate(zip(table["kind"].tolist(), table["grade"].tolist(), strict=True)):
            if found in IMPOSSIBLE:
                yield at(table, row, "grade", IMPOSSIBLE[found])


def drayage(tables: Tables) -> Iterator[Finding]:
    """Yield each drayage that does not go by road, and each of its links that leaves the country of an end."""
    services, links, table = tables["services"], tables["links"], tables["area_links"]
    by_lorry = {row["id"]: row["mode"] for row in services.rows() if row["grade"] == DRAYAGE}
    if not by_lorry:
        return
    for row, (service, mode) in enumerate(zip(services["id"].tolist(), services["mode"].tolist(), strict=True)):
        if service in by_lorry and mode != "road":
            yield at(services, row, "mode", "expected road: drayage goes by lorry")
    countries = dict(zip(tables["places"]["id"].tolist(), tables["places"]["country"].tolist(), strict=True))
    rows = ids(tables, "links")
    for row, (service, link) in enumerate(zip(table["service"].tolist(), table["link"].tolist(), strict=True)):
        if service in by_lorry and link in rows:
            tail, head, entered = (links[name][rows[link]] for name in ("tail", "head", "territories"))
            found = {countries.get(tail, ""), countries.get(head, ""), *entered}
            if len(found) > 1:
                told = ", ".join(sorted(code or "none stated" for code in found))
                yield at(table, row, "link", f"expected a link within one country: drayage passes no border ({told})")


def enough_stops(tables: Tables) -> Iterator[Finding]:
    """Yield each line with fewer than two stops, and each area without links."""
    services = tables["services"]
    stops, covered = stop_rows(tables), set(tables["area_links"]["service"].tolist())
    for service, row in ids(tables, "services").items():
        count = len(stops.get(service, ()))
        if services["kind"][row] == "line" and count < 2:
            yield at(services, row, "id", f"a line needs at least two stops, this has {count}")
        if services["kind"][row] == "area" and service not in covered:
            yield at(services, row, "id", "an area needs at least one link in area_links")


def goods(tables: Tables) -> Iterator[Finding]:
    """Yield each service that takes and refuses the same goods."""
    table = tables["services"]
    for row, (takes, refuses) in enumerate(zip(table["takes"].tolist(), table["refuses"].tolist(), strict=True)):
        both = sorted(set(takes) & set(refuses))
        if both:
            yield at(table, row, "refuses", f"{', '.join(both)}: expected in takes or in refuses, not in both")


def paths(tables: Tables) -> Iterator[Finding]:
    """Yield each stop that the links of its path do not reach from the stop before."""
    table, links = tables["stops"], tables["links"]
    if not len(table):
        return
    names = ("id", "tail", "head", "directed")
    ways: Way = {link: rest for link, *rest in zip(*(links[name].tolist() for name in names), strict=True)}  # type: ignore[misc]
    for rows in stop_rows(tables).values():
        if rows and table["path"][rows[0]]:
            yield at(table, rows[0], "path", "the first stop of a line has no stop before it, so no path")
        for before, row in pairwise(rows):
            path = table["path"][row]
            if path:
                fault = _break_of_chain(path, ways, table["place"][before], table["place"][row])
            else:
                fault = "expected the links run over since the stop before" if len(links) else ""
            if fault:
                yield at(table, row, "path", fault)


def path_links(tables: Tables) -> Iterator[Finding]:
    """Yield each path with a link of another mode, with two gauges, or with a link that is not on offer."""
    table, links = tables["stops"], tables["links"]
    if not len(table):
        return
    rows, offered = ids(tables, "links"), on_offer(tables)
    services, running = ids(tables, "services"), ids(offered, "services")
    usable = ids(offered, "links")
    for row, (service, path) in enumerate(zip(table["service"].tolist(), table["path"].tolist(), strict=True)):
        known = [link for link in path if link in rows]
        mode = tables["services"]["mode"][services[service]] if service in services else ""
        for link in known:
            found = links["mode"][rows[link]]
            if mode and found and found != mode:
                yield at(table, row, "path", f"expected links of mode {mode}, {link} is of mode {found}", value=link)
            if service in running and link not in usable:
                text = "the link is not on offer; withdraw the service too or add the link"
                yield at(table, row, "path", text, value=link)
        gauges = {int(links["gauge_mm"][rows[link]]) for link in known} - {-1}
        if len(gauges) > 1:
            shown = ", ".join(map(str, sorted(gauges)))
            yield at(table, row, "path", f"a leg has one gauge, this has {shown}; make the break of gauge a stop")


def gauge_changes(tables: Tables) -> Iterator[Finding]:
    """Yield each stop at which a line goes on by another gauge and no operation changes it: a warning, there it ends.

    In a network without any operation handling is free, a change of gauge too.
    """
    table, operations = tables["stops"], tables["operations"]
    if not len(table) or not len(operations):
        return
    gauges = dict(zip(tables["links"]["id"].tolist(), tables["links"]["gauge_mm"].tolist(), strict=True))
    sides = (operations[name].tolist() for name in ("place", "from_side", "to_side"))
    known = set(zip(*sides, strict=True))
    for rows in stop_rows(tables).values():
        for here, row in pairwise(rows):
            before, after = (next((gauges.get(link, -1) for link in table["path"][one]), -1) for one in (here, row))
            if -1 in (before, after) or before == after:
                continue
            place, change = table["place"][here], (side_key("rail", before), side_key("rail", after))
            if not {(place, *change), ("", *change)} & known:
                text = f"the line goes on by another gauge, and no operation leads from {' to '.join(change)} here"
                yield at(table, here, "place", text, warn=True)


def running_times(tables: Tables) -> Iterator[Finding]:
    """Yield each leg on offer without a running time, and without a speed and the lengths to use it."""
    figures, table = tables["figures"], tables["stops"]
    if not len(table):
        return
    known = set(zip(figures["element"].tolist(), figures["quantity"].tolist(), strict=True))
    lengths = dict(zip(tables["links"]["id"].tolist(), tables["links"]["length_km"].tolist(), strict=True))
    offered = ids(on_offer(tables), "services")
    for service, rows in stop_rows(tables).items():
        for row in rows[1:] if service in offered else ():
            leg, path = leg_key(service, table["seq"][row]), table["path"][row]
            if (leg, "running_time") in known:
                continue
            if (
                not {(leg, "speed"), (service, "speed"), *((link, "speed") for link in path[:1] if len(path) == 1)}
                & known
            ):
                text = f"no figure running_time of {leg}, and no figure speed of {service}"
                yield at(table, row, "seq", text)
            elif not path or any(math.isnan(lengths.get(link, 0)) for link in path):
                yield at(
                    table, row, "path", f"no figure running_time of {leg}; its speed needs the length of every link"
                )


def _break_of_chain(path: tuple[str, ...], ways: Way, start: str, end: str) -> str:
    """Return what is wrong with a path, or "" for a chain from start to end; unknown links are told elsewhere."""
    here = start
    for link in path:
        if link not in ways:
            return ""
        tail, head, directed = ways[link]
        if here == tail:
            here = head
        elif here == head and not directed:
            here = tail
        else:
            against = " (it is directed)" if here == head else ""
            return f"expected links that lead from {start} to {end}; {link} does not begin at {here}{against}"
    return "" if here == end or not end else f"expected links that lead from {start} to {end}; they lead to {here}"
