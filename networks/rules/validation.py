"""All rules of sound data, each with the id that it is cited by, asked at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from networks.errors import Finding, in_order
from networks.model.schema import columns
from networks.model.tables import Tables, empty_table
from networks.rules import (
    causes,
    closures,
    customs,
    dates,
    departures,
    distributions,
    figures,
    geometry,
    heading,
    one_way,
    pairs,
    positions,
    quantities,
    railways,
    reason,
    references,
    services,
    speeds,
    terminals,
    territories,
    water,
)
from networks.rules.wording import enough, forget_ids


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of sound data.

    Attributes
    ----------
    id
        What it is cited by; it stays when the function gets another name or place.
    check
        Yields a finding for each thing in the tables that breaks it; may count on exactly one heading.
    warns
        Whether it never finds an error.
    """

    id: str
    check: Callable[[Tables], Iterator[Finding]]
    warns: bool = False

    def findings(self, tables: Tables) -> Iterator[Finding]:
        """Return what breaks this rule, of very many things only the first; each finding bears its id."""
        return (replace(finding, rule=self.id) for finding in enough(self.check(tables)))


HEADING = Rule("one-heading", heading.one_heading)
RULES = (
    Rule("unique-keys", references.unique_keys),
    Rule("unique-elements", references.unique_elements),
    Rule("alike-ids", references.alike_ids, warns=True),
    Rule("known-references", references.known_references),
    Rule("known-sources", references.known_sources),
    Rule("used-sources", references.used_sources, warns=True),
    Rule("known-elements", references.known_elements),
    Rule("known-changes", references.known_changes),
    Rule("places-in-their-country", positions.countries_of_places),
    Rule("places-across-the-border", positions.places_across_the_border, warns=True),
    Rule("stated-countries", positions.stated_countries, warns=True),
    Rule("null-island", positions.null_island, warns=True),
    Rule("courses-in-listed-territories", territories.courses_in_listed_territories, warns=True),
    Rule("passed-are-entered", territories.passed_are_entered),
    Rule("loops", geometry.loops, warns=True),
    Rule("lengths", geometry.lengths),
    Rule("own-speeds", speeds.own_speeds),
    Rule("speeds-of-legs", speeds.speeds_of_legs),
    Rule("figures-within-reason", reason.figures_within_reason),
    Rule("links-within-reason", reason.links_within_reason),
    Rule("twins", pairs.twins, warns=True),
    Rule("ways-back", pairs.ways_back, warns=True),
    Rule("land-over-water", water.land_over_water, warns=True),
    Rule("waypoint-order", geometry.waypoint_order),
    Rule("connected", geometry.connected, warns=True),
    Rule("one-way-traps", one_way.one_way_traps, warns=True),
    Rule("rail-gauges", railways.rail_gauges),
    Rule("gauges-of-ends", railways.gauges_of_ends),
    Rule("territories-of-ends", railways.territories_of_ends),
    Rule("kinds-of-services", services.kinds_of_services),
    Rule("grades", services.grades),
    Rule("drayage", services.drayage),
    Rule("enough-stops", services.enough_stops),
    Rule("goods-taken-or-refused", services.goods),
    Rule("paths", services.paths),
    Rule("path-links", services.path_links),
    Rule("gauge-changes", services.gauge_changes, warns=True),
    Rule("running-times", services.running_times),
    Rule("figure-ranges", figures.ranges),
    Rule("figure-units", figures.units),
    Rule("figure-bases", figures.bases),
    Rule("emission-scopes", figures.scopes),
    Rule("price-years", figures.years, warns=True),
    Rule("currencies", figures.currencies),
    Rule("fares", figures.fares, warns=True),
    Rule("ratios-of-large-boxes", figures.ratios, warns=True),
    Rule("quantities-of-elements", quantities.quantities_of_elements, warns=True),
    Rule("storage", figures.storage),
    Rule("inventory", figures.inventory),
    Rule("honest-sources", figures.honest_sources),
    Rule("sides", terminals.sides),
    Rule("dates", dates.dates),
    Rule("known-zones", departures.known_zones),
    Rule("departure-days", departures.departure_days),
    Rule("departures-once", departures.departures_once),
    Rule("opening-hours", departures.opening_hours),
    Rule("opened-links", dates.opened_links),
    Rule("links-not-yet-open", dates.links_not_yet_open),
    Rule("closed-elements", closures.closed_elements),
    Rule("closed-for-whom", closures.closed_for_whom),
    Rule("figures-of-delays", closures.figures_of_delays),
    Rule("surcharged-elements", closures.surcharged_elements),
    Rule("caused-elements", causes.caused_elements),
    Rule("one-loading", causes.one_loading),
    Rule("loadings-of-causes", causes.loadings),
    Rule("shares-of-causes", causes.shares_of_causes),
    Rule("fitted-figures", distributions.fitted_figures),
    Rule("fitted-distributions", distributions.fitted_distributions),
    Rule("customs-areas", customs.known_areas),
    Rule("one-area-at-a-time", customs.one_area_at_a_time),
    Rule("borders-are-stops", customs.borders_are_stops),
)


OF_ALL = ("one-way-traps",)  # rules that say nothing of worth where any cell could not be read
OF_ROWS = ("known-zones", "departure-days")  # rules that miss something where a cell of a row is empty


def check_tables(tables: Tables, *, errors_only: bool = False, read: Iterable[Finding] = ()) -> list[Finding]:
    """Return what is wrong or odd between the cells of a network, by every rule; empty when nothing is.

    With `errors_only` rules that only warn are not asked, and the warnings of others may be among the findings.
    Cells that stand as missing (also because they could not be read) are left to the readers: `read` is what they
    found, so that rules of whole rows say nothing of a row of which a cell could not be read.
    """
    whole = {name: tables[name] if name in tables else empty_table(name) for name in columns()}
    without = list(HEADING.findings(whole))
    if without:  # the other rules look at its date and currency
        return without
    asked = [rule for rule in RULES if not (errors_only and rule.warns)]
    try:
        with np.errstate(all="ignore"):  # a number beyond all reason is told, and what it is reckoned with is not
            broken = {(one.file, one.row) for one in read if one.severity == "error"}
            sure = [rule for rule in asked if not (broken and rule.id in OF_ALL)]
            found = (finding for rule in sure for finding in rule.findings(whole))
            return list(in_order(one for one in found if one.rule not in OF_ROWS or (one.file, one.row) not in broken))
    finally:
        forget_ids()
        geometry.forget_chords()
        quantities.forget_kinds()
