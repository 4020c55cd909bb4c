"""`with_territories`: a network in which places and links without codes have those that geometry gives them."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from networks.errors import DataError, DataWarning
from networks.geo.coded import Coded, coded_courses, territories_near
from networks.geo.worldview import NATURAL_EARTH, Borders, seen_by
from networks.model.given import refusal
from networks.model.tables import Table
from networks.network import Network
from networks.rules.validation import check_tables
from networks.what_if.overlay import checked_network_of

CALL = "with_territories"
NAMED = 5  # ids that a warning spells out


def with_territories(network: Network, *, borders: Borders | None = None) -> Network:
    """Return a network whose places without a country and links without territories have those of their geometry.

    Codes that are stated stay, whatever geometry says; where that contradicts them, `Network.contradicted` and the
    rule ``courses-in-listed-territories`` tell it. A place gets a country where all land within 5 km of it is of one.
    A link gets territories where its course is known from end to end by way-points (`networks.geo.coded`) and the
    countries of its ends are known; the km in each stand in its note. Who holds which land is the choice of a data set:
    ours is Natural Earth 1:10m in the edition of ``networks/data/borders/README.md``, and the name of the one that was
    taken stands in every note.

    Asked again of the same network it is there at once; `networks.write` keeps it for another process.

    Parameters
    ----------
    borders
        Other borders than ours, of `networks.read_borders`.

    Raises
    ------
    DataError
        It is no network, or what geometry says does not pass the rules; all findings.

    Warns
    -----
    DataWarning
        How many got codes; what is near a border; and what stays without: a ban of territories leaves that out.

    Examples
    --------
    >>> import warnings, networks
    >>> builder = networks.NetworkBuilder("line")
    >>> _ = builder.add_place(id="A", name="Almaty", lat=43.34, lon=76.95)
    >>> _ = builder.add_place(id="B", name="Bishkek", lat=42.86, lon=74.59)
    >>> _ = builder.add_link(id="ab", tail="A", head="B", mode="rail", gauge_mm=1520, length_km=240)
    >>> _ = builder.add_waypoints(link="ab", points=[(43.4, 75.5)])
    >>> net = builder.build(silence=["stated-countries"])
    >>> with warnings.catch_warnings():
    ...     warnings.simplefilter("ignore")  # it tells how many
    ...     coded = networks.with_territories(net)
    >>> coded.places["B"].country, coded.links["ab"].territories
    ('KG', ('KG', 'KZ'))
    """
    checked_network_of(network, CALL)
    if borders is not None and not isinstance(borders, Borders):
        raise refusal(CALL, "borders", borders, "expected borders of networks.read_borders(...)")
    seen = borders or NATURAL_EARTH
    coded, told = network.worked_out((with_territories, seen), lambda: _coded(network, seen))
    if told:
        warnings.warn(f"{network.name}, by {seen.name}: {'; '.join(told)}", DataWarning, stacklevel=2)
    return coded


def _coded(network: Network, borders: Borders) -> tuple[Network, list[str]]:
    """Return a network with the codes of its geometry, and what there is to tell."""
    tables = dict(network.catalogue)
    tables["places"], of_places = _places(tables["places"], borders)
    tables["links"], of_links = _links(tables["places"], tables["links"], tables["waypoints"], borders)
    findings = [one for one in check_tables(tables, errors_only=True) if one.severity == "error"]
    if findings:
        raise DataError(findings)
    coded = network.of_tables(tables, scenario=network.scenario, reasons=network.reasons)
    return coded, [*of_places, *of_links]


def _places(table: Table, borders: Borders) -> tuple[Table, list[str]]:
    """Return the places with the countries that are sure, and what there is to tell."""
    country, ids = table["country"].tolist(), table["id"].tolist()
    silent = [row for row, code in enumerate(country) if not code]
    placed = ~np.isnan(table["lat"]) & ~np.isnan(table["lon"])
    asked = np.array([row for row in silent if placed[row]], dtype=np.int64)
    with seen_by(borders):
        found = territories_near(table["lat"][asked], table["lon"][asked]) if len(asked) else []
    given: list[str] = []
    border: list[str] = []
    sea: list[str] = []
    for row, codes in zip(asked.tolist(), found, strict=True):
        if len(codes) == 1:
            (country[row],) = codes
            given.append(ids[row])
        else:
            (border if codes else sea).append(ids[row])
    told = [f"{_counted(given, 'place')} got a country"] if given else []
    for some, why in (
        (border, "within 5 km of a border"),
        (sea, "more than 5 km off any land"),
        ([ids[row] for row in silent if not placed[row]], "without a position"),
    ):
        told += [f"{_counted(some, 'place')} {why} stay without ({_some(some)})"] if some else []
    return (table.with_cells(country=_objects(country)) if given else table), told


def _links(places: Table, links: Table, waypoints: Table, borders: Borders) -> tuple[Table, list[str]]:
    """Return the links with the territories of their courses, and what there is to tell."""
    country = dict(zip(places["id"].tolist(), places["country"].tolist(), strict=True))
    territories, notes, ids = (links[name].tolist() for name in ("territories", "note", "id"))
    silent = np.array([not codes for codes in territories], dtype=np.bool_)
    if not silent.any():
        return links, []
    with seen_by(borders):
        found = coded_courses(places, links, waypoints, silent)
    ends = list(zip(links["tail"].tolist(), links["head"].tolist(), strict=True))
    given, near, unknown = [], [], []
    for row in np.flatnonzero(silent).tolist():
        both = {country.get(end, "") for end in ends[row]}
        if row not in found or "" in both:
            unknown.append(ids[row])
            continue
        territories[row] = tuple(sorted(both | found[row].km.keys()))
        notes[row] = "; ".join(filter(None, (notes[row], _note(found[row], borders.name))))
        given.append(ids[row])
        near += [ids[row]] if found[row].near - both else []
    told = [f"{_counted(given, 'link')} got territories"] if given else []
    told += [f"{_counted(near, 'link')} may only touch one within 5 km of its border ({_some(near)})"] if near else []
    if unknown:
        told.append(
            f"{_counted(unknown, 'link')} of a course or an end that is not known stay without ({_some(unknown)})"
        )
    return links.with_cells(territories=_objects(territories), note=_objects(notes)), told


def _note(coded: Coded, borders: str) -> str:
    total = sum(coded.km.values())
    parts = [
        f"{code} {km:,.0f} km ({km / total:.0%})" + (", near its border or coast" if code in coded.near else "")
        for code, km in coded.km.items()
        if total
    ]
    return f"territories by {borders}: {', '.join(parts)}" if parts else f"on the open sea by {borders}"


def _objects(cells: Sequence[Any]) -> NDArray[Any]:
    found = np.empty(len(cells), dtype=object)
    found[:] = cells
    return found


def _counted(names: Sequence[str], what: str) -> str:
    return f"{len(names):,} {what}{'s' * (len(names) != 1)}"


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:NAMED]) + (" ..." if len(names) > NAMED else "")
