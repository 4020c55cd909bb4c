"""All rules of sound data, asked at once; whoever makes a `Network` of data comes through here."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from networks.errors import DataError, DataWarning, Finding, in_order, told
from networks.model.network import Network
from networks.model.schema import columns
from networks.model.tables import Table, empty_table
from networks.rules import customs, dates, figures, geometry, positions, railways, references, services, terminals

Rule = Callable[[Mapping[str, Table]], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    references.unique_keys,
    references.unique_elements,
    references.known_references,
    references.known_sources,
    references.used_sources,
    references.known_areas,
    references.known_elements,
    references.known_changes,
    positions.countries_of_places,
    geometry.loops,
    geometry.lengths,
    geometry.own_speeds,
    geometry.twins,
    geometry.waypoint_order,
    geometry.connected,
    railways.rail_gauges,
    railways.gauges_of_ends,
    railways.territories_of_ends,
    services.kinds_of_services,
    services.enough_stops,
    services.paths,
    services.path_links,
    services.gauge_changes,
    services.running_times,
    dates.opened_links,
    customs.borders_are_stops,
    figures.ranges,
    figures.units,
    figures.bases,
    figures.scopes,
    figures.years,
    figures.currencies,
    figures.storage,
    figures.inventory,
    figures.honest_sources,
    terminals.sides,
    terminals.dates,
    terminals.one_area_at_a_time,
)


def check_tables(tables: Mapping[str, Table]) -> list[Finding]:
    """Return what is wrong or odd between the cells of a network, by every rule; empty when nothing is.

    Cells that stand as missing (also because they could not be read) are left to the readers.
    """
    whole = {name: tables[name] if name in tables else empty_table(name) for name in columns()}
    heading = list(terminals.one_heading(whole))
    if heading:  # the rules below look at its date and currency
        return heading
    return list(in_order(finding for rule in RULES for finding in rule(whole)))


def checked_network(
    tables: Mapping[str, Table], findings: Sequence[Finding] = (), *, rules: bool = True, **attributes: Any
) -> Network:
    """Return the network of tables, if there is no error in them.

    Parameters
    ----------
    tables
        Tables of the schema by name.
    findings
        What the reader of the tables has found already.
    rules
        False where rows are missing, so that the rules would only find consequences of that.
    attributes
        Further arguments of `Network`.

    Raises
    ------
    DataError
        There is an error among the findings, those of the reader included; it carries them all.

    Warns
    -----
    DataWarning
        There are warnings; one warning tells them all.
    """
    found = in_order([*findings, *(check_tables(tables) if rules else ())])
    if any(finding.severity == "error" for finding in found):
        raise DataError(found)
    if found:
        warnings.warn("\n  ".join(["odd data", *told(found, 20)]), DataWarning, stacklevel=3)
    return Network(tables, **attributes)
