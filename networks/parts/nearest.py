"""The place of a network that lies nearest to a point."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from networks.errors import DataError, Finding
from networks.geo.sphere import great_circle_km
from networks.model.cells import shown
from networks.model.coordinates import position_in
from networks.model.elements import Place
from networks.model.vocabulary import VOCABULARY

if TYPE_CHECKING:
    from networks.network import Network

CALL = "nearest"
KINDS = {
    "port": ("seaport",),
    "terminal": ("rail_terminal", "dry_port", "seaport"),
    "station": ("rail_terminal", "junction"),
}


class Nearest(NamedTuple):
    """A place, and how far it is from a point as the crow flies: no way leads there for that.

    Attributes
    ----------
    place
        The place.
    km
        Distance on the sphere, in km; it differs from that on the ellipsoid by up to 0.6 %.
    """

    place: Place
    km: float


def nearest_place(network: Network, lat: float, lon: float, kind: str, mode: str, within_km: float) -> Nearest:
    """Return the nearest place on offer; see `Network.nearest`."""
    findings = _wrong(lat, lon, kind, mode, within_km)
    if findings:
        raise DataError(findings)
    places = network.tables["places"]
    wanted = ~np.isnan(places["lat"]) & ~np.isnan(places["lon"])
    if kind:
        wanted &= np.isin(places["kind"].astype(str), KINDS.get(kind, (kind,)))
    if mode:
        links = network.tables["links"]
        links = links.where(links["mode"] == mode)
        ends = {*links["tail"].tolist(), *links["head"].tolist()}
        wanted &= np.fromiter((one in ends for one in places["id"].tolist()), np.bool_, len(places))
    what = " ".join(
        filter(None, ("no place with a position", kind and f"of kind {kind}", mode and f"reached by {mode}"))
    )
    rows = np.flatnonzero(wanted)
    if not len(rows):
        raise DataError([_finding("kind" if kind else "", kind, what)])
    km = great_circle_km(places["lat"][rows], places["lon"][rows], lat, lon)
    least = min(zip(km.tolist(), places["id"][rows].tolist(), strict=True))
    if least[0] > within_km:
        found = network.places[least[1]]
        expected = f"{what} within {within_km:g} km; the nearest is {found.name} ({found.id}), {least[0]:,.0f} km away"
        raise DataError([_finding("within_km", within_km, expected)])
    return Nearest(network.places[least[1]], least[0])


def _wrong(lat: float, lon: float, kind: str, mode: str, within_km: float) -> list[Finding]:
    findings = []
    try:
        if isinstance(lat, str) or isinstance(lon, str) or position_in((lat, lon)) is None:
            raise ValueError("expected two numbers, degrees north and east")
    except ValueError as error:
        findings.append(_finding("lat, lon", (lat, lon), str(error)))
    kinds = (*KINDS, *VOCABULARY["place_kind"])
    if kind and kind not in kinds:
        findings.append(_finding("kind", kind, f"expected one of {', '.join(kinds)}"))
    if mode and mode not in VOCABULARY["mode"]:
        findings.append(_finding("mode", mode, f"expected one of {', '.join(VOCABULARY['mode'])}"))
    if isinstance(within_km, bool) or not isinstance(within_km, int | float) or not within_km > 0:
        findings.append(_finding("within_km", within_km, "expected a number of km above 0"))
    return findings


def _finding(field: str, value: object, expected: str) -> Finding:
    return Finding(CALL, 0, field, shown(value) if value != "" else "", expected, rule="changes")
