"""A part of a network: what lies within an area or some territories, or goes by some modes."""

from __future__ import annotations

import warnings
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from networks.errors import DataError, DataWarning, Finding, UnknownNameError
from networks.geo.areas import Area, areas_in
from networks.geo.territories import banned_codes
from networks.model.cells import shown
from networks.model.vocabulary import VOCABULARY
from networks.parts.cutting import Cut, cut
from networks.rules.validation import check_tables

if TYPE_CHECKING:
    from networks.network import Network

CALL = "within"
NAMED = 5  # ids that a warning spells out
Bools = NDArray[np.bool_]


def part_within(network: Network, area: Any = None, *, territories: Any = None, modes: Any = None) -> tuple[Cut, str]:
    """Return the tables of a part of a network, which passed the rules, and in words what it is; see `Network.within`.

    Raises
    ------
    DataError
        Nothing to go by, what is no area, territory or mode, or nothing left; all findings.

    Warns
    -----
    DataWarning
        Services, corridors, closures or scenarios went with the rest, or something of which nobody knows where it lies.
    """
    areas, codes, allowed = _asked(area, territories, modes)
    tables = network.catalogue
    places, links = tables["places"], tables["links"]
    unknown: list[str] = []
    here = np.ones(len(places), dtype=np.bool_)
    there = np.ones(len(links), dtype=np.bool_)
    if areas is not None:
        here &= _inside(network, areas, unknown)
    if codes is not None:
        here &= np.array([country in codes for country in places["country"].tolist()], dtype=np.bool_)
        there &= np.array(
            [bool(one) and codes.issuperset(one) for one in links["territories"].tolist()], dtype=np.bool_
        )
        unknown += _nowhere(places["id"], [bool(one) for one in places["country"].tolist()], "without a country")
        unknown += _nowhere(links["id"], [bool(one) for one in links["territories"].tolist()], "without territories")
    if allowed is not None:
        there &= np.isin(links["mode"], sorted(allowed))
    known = set(places["id"][here].tolist())
    ends = zip(links["tail"].tolist(), links["head"].tolist(), strict=True)
    there &= np.fromiter((tail in known and head in known for tail, head in ends), np.bool_, len(links))
    touched = {*links["tail"][there].tolist(), *links["head"][there].tolist()}
    if not touched:
        raise DataError([_finding("", "", f"no link is {_words(areas, codes, allowed)}")])
    found = cut(tables, touched, links["id"][there].tolist())
    wrong = [one for one in check_tables(found.tables, errors_only=True) if one.severity == "error"]
    if wrong:
        raise DataError(wrong)
    counts = f"{len(touched)} of {len(places)} places, {int(there.sum())} of {len(links)} links"
    words = f"{_words(areas, codes, allowed)}: {counts}"
    _tell(found, words, unknown)
    return found, words


def _asked(
    area: Any, territories: Any, modes: Any
) -> tuple[list[Area] | None, frozenset[str] | None, frozenset[str] | None]:
    """Return what is asked for, each None where it is not; raise DataError with all that is wrong."""
    findings: list[Finding] = []
    areas, codes, allowed = None, None, None
    if area is not None:
        areas, problems = areas_in(_boxed(area))
        findings += [_finding("area", area, problem) for problem in problems]
        findings += [] if areas or problems else [_finding("area", area, "expected at least one area")]
    if territories is not None:
        try:
            codes = banned_codes(_several(territories))
        except UnknownNameError as error:
            findings.append(_finding("territories", territories, str(error)))
    if modes is not None:
        allowed = frozenset(_several(modes))
        if strangers := sorted(allowed.difference(VOCABULARY["mode"])) or (not allowed and ["no mode"]):
            expected = f"expected some of {', '.join(VOCABULARY['mode'])}"
            findings += [_finding("modes", one, expected) for one in strangers]
    if area is None and territories is None and modes is None:
        findings.append(_finding("", "", "expected an area, territories or modes"))
    if findings:
        raise DataError(findings)
    return areas, codes, allowed


def _boxed(area: Any) -> Any:
    """Return a ring for four numbers: south, west, north and east; over the 180th meridian west is above east."""
    if not isinstance(area, Sequence) or len(area) != 4 or not all(isinstance(one, int | float) for one in area):
        return area
    south, west, north, east = area
    east += 360 if west > east else 0
    middle = (west + east) / 2  # no edge goes half round the earth
    return {"box": [(south, west), (south, middle), (south, east), (north, east), (north, middle), (north, west)]}


def _several(value: str | Iterable[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _inside(network: Network, areas: Iterable[Area], unknown: list[str]) -> Bools:
    from networks.geo.entering import within

    places = network.catalogue["places"]
    lon_lat = np.stack([places["lon"], places["lat"]], axis=1)
    placed = ~np.isnan(lon_lat).any(axis=1)
    found = np.zeros(len(places), dtype=np.bool_)
    for area in areas:
        found[placed] |= within(area, lon_lat[placed])
    unknown += _nowhere(places["id"], placed.tolist(), "without a position")
    return found


def _nowhere(ids: NDArray[Any], known: Collection[bool], lack: str) -> list[str]:
    found = [name for name, one in zip(ids.tolist(), known, strict=True) if not one]
    return [f"{len(found)} {lack} ({_some(found)})"] if found else []


def _words(areas: list[Area] | None, codes: frozenset[str] | None, allowed: frozenset[str] | None) -> str:
    parts = [f"within {', '.join(area.name for area in areas)}"] if areas is not None else []
    parts += [f"in {', '.join(sorted(codes))}"] if codes is not None else []
    parts += [f"by {', '.join(sorted(allowed))}"] if allowed is not None else []
    return " ".join(parts)


def _tell(found: Cut, words: str, unknown: list[str]) -> None:
    lost = {"services": found.services, "corridors": found.corridors, "closures": found.closures}
    lost["scenarios"] = found.scenarios
    told = [f"{len(ids)} {kind[: -1 if len(ids) == 1 else None]} ({_some(ids)})" for kind, ids in lost.items() if ids]
    parts = [f"cut off with the rest: {', '.join(told)}"] if told else []
    parts += [f"left out, for nobody says where they lie: {', '.join(unknown)}"] if unknown else []
    if parts:
        warnings.warn(f"{words}; {'; '.join(parts)}", DataWarning, stacklevel=4)


def _some(ids: Sequence[str]) -> str:
    return ", ".join(ids[:NAMED]) + (" ..." if len(ids) > NAMED else "")


def _finding(field: str, value: object, expected: str) -> Finding:
    return Finding(CALL, 0, field, shown(value) if value != "" else "", expected, rule="changes")
