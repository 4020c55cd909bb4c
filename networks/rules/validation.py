"""All rules of sound data, each with the id that it is cited by, asked at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from networks.errors import Finding, in_order
from networks.model.schema import columns
from networks.model.tables import Tables, empty_table
from networks.rules import (
    customs,
    dates,
    figures,
    geometry,
    heading,
    positions,
    railways,
    references,
    services,
    terminals,
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of sound data.

    Attributes
    ----------
    id
        What it is cited by; it stays when the function gets another name or place.
    check
        Yields a finding for each thing in the tables that breaks it; may count on exactly one heading.
    """

    id: str
    check: Callable[[Tables], Iterator[Finding]]


HEADING = Rule("one-heading", heading.one_heading)
RULES = (
    Rule("unique-keys", references.unique_keys),
    Rule("unique-elements", references.unique_elements),
    Rule("known-references", references.known_references),
    Rule("known-sources", references.known_sources),
    Rule("used-sources", references.used_sources),
    Rule("known-elements", references.known_elements),
    Rule("known-changes", references.known_changes),
    Rule("places-in-their-country", positions.countries_of_places),
    Rule("loops", geometry.loops),
    Rule("lengths", geometry.lengths),
    Rule("own-speeds", geometry.own_speeds),
    Rule("twins", geometry.twins),
    Rule("waypoint-order", geometry.waypoint_order),
    Rule("connected", geometry.connected),
    Rule("rail-gauges", railways.rail_gauges),
    Rule("gauges-of-ends", railways.gauges_of_ends),
    Rule("territories-of-ends", railways.territories_of_ends),
    Rule("kinds-of-services", services.kinds_of_services),
    Rule("enough-stops", services.enough_stops),
    Rule("paths", services.paths),
    Rule("path-links", services.path_links),
    Rule("gauge-changes", services.gauge_changes),
    Rule("running-times", services.running_times),
    Rule("figure-ranges", figures.ranges),
    Rule("figure-units", figures.units),
    Rule("figure-bases", figures.bases),
    Rule("emission-scopes", figures.scopes),
    Rule("price-years", figures.years),
    Rule("currencies", figures.currencies),
    Rule("fares", figures.fares),
    Rule("storage", figures.storage),
    Rule("inventory", figures.inventory),
    Rule("honest-sources", figures.honest_sources),
    Rule("sides", terminals.sides),
    Rule("dates", dates.dates),
    Rule("opened-links", dates.opened_links),
    Rule("customs-areas", customs.known_areas),
    Rule("one-area-at-a-time", customs.one_area_at_a_time),
    Rule("borders-are-stops", customs.borders_are_stops),
)


def check_tables(tables: Tables) -> list[Finding]:
    """Return what is wrong or odd between the cells of a network, by every rule; empty when nothing is.

    Cells that stand as missing (also because they could not be read) are left to the readers.
    """
    whole = {name: tables[name] if name in tables else empty_table(name) for name in columns()}
    without = list(HEADING.check(whole))
    if without:  # the other rules look at its date and currency
        return without
    return list(in_order(finding for rule in RULES for finding in rule.check(whole)))
