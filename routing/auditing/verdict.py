"""How one link lies to a territory: measured, held against a tolerance, and said no surer than it is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from networks.geo.borders import Clearance, clearance_km
from networks.geo.lines import is_surveyed, position
from networks.geo.sphere import piece_km
from networks.geo.territories import banned_codes
from networks.geo.worldview import NATURAL_EARTH, Borders, borders_in_use, seen_by
from networks.network import Network
from routing.errors import QuestionError
from routing.question.arguments import check_kinds
from routing.question.values import as_number, is_number, switch_problem
from routing.steps.ways import Line, Run, run_line

LENGTH_MARGIN = 1.2  # a way may be this much longer than the network states
SPARSE_KM, SPARSE_SHARE = 60.0, 0.1  # a longer piece of a line on land may bend this share of its length aside
TOWNS = "towns"  # source of way-points that are towns on the line; between them nobody surveyed it
DRAWN_MODES = ("sea", "ferry")  # great circles between their way-points are meant: they were drawn to stay on water


class Verdict(Enum):
    """How a line lies to a territory, as far as it can be told; the worst first.

    Examples
    --------
    >>> [verdict.name for verdict in Verdict]
    ['INSIDE', 'UNKNOWN', 'WITHIN_TOLERANCE', 'OUT_OF_REACH', 'CLEAR']
    """

    INSIDE = "inside"
    UNKNOWN = "unknown"
    WITHIN_TOLERANCE = "within tolerance"
    OUT_OF_REACH = "out of reach"
    CLEAR = "clear"


@dataclass(frozen=True, slots=True)
class Border:
    """What links are held against.

    Attributes
    ----------
    codes
        ISO 3166-1 codes of the territory.
    missing
        Those of them without borders there.
    tolerance_km
        Distance in km, on either side of the border, within which nothing is claimed.
    borders
        Whose borders they are, and in which edition.
    """

    codes: frozenset[str]
    missing: frozenset[str]
    tolerance_km: float
    borders: str = NATURAL_EARTH.name


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkAudit:
    """How one link lies to the territory.

    Attributes
    ----------
    link, mode
        Id of the link ("" where a ride names none) and its mode.
    km
        Length of the way in km; of its line where the network gives none; None where that is unknown too.
    verdict
        ``INSIDE``: deeper inside than the tolerance. ``WITHIN_TOLERANCE``: touches, or comes that near from
        outside. ``CLEAR``: is surveyed and stays farther off. ``OUT_OF_REACH``: has no way-points, or only
        towns, but is too short to come there and go back, even if it is a fifth longer than stated. ``UNKNOWN``:
        anything else without way-points or over towns, or with no position of an end, or no borders. A line over
        towns is never clear, and inside only where a town or an end lies deeper than the tolerance.
    tolerance_km
        The tolerance asked for; on land at least a tenth of the longest piece between way-points beyond 60 km.
    inside_km, depth_km
        Length inside the territory, and the greatest distance from there to its edge, in km; None if unknown.
    clearance_km
        Nearest approach of what is surveyed in km, 0 where it enters; None if nothing is.
    no_nearer_km
        For a link without way-points or over towns: a way of its stated length and a fifth more between its two
        places, through its towns, can come no nearer than this, in km; None if that says nothing.
    """

    link: str
    mode: str
    km: float | None
    verdict: Verdict
    tolerance_km: float
    inside_km: float | None = None
    depth_km: float | None = None
    clearance_km: float | None = None
    no_nearer_km: float | None = None


def border_of(territory: str, tolerance_km: float, exact_codes: bool) -> Border:
    """Return what to hold links against; raise QuestionError or UnknownNameError if that cannot be asked."""
    check_kinds(territory=(territory, str, "the code or the name of a territory"))
    if not is_number(as_number(tolerance_km)) or tolerance_km < 0:
        raise QuestionError([f"tolerance_km={tolerance_km!r}: expected a finite number from 0"])
    if problems := list(switch_problem("exact_codes", exact_codes)):
        raise QuestionError(problems)
    codes = banned_codes({territory}, exact=exact_codes)
    borders = borders_in_use()
    return Border(codes, codes - borders.codes, float(tolerance_km), borders.name)


def audit_run(network: Network, run: Run, mode: str, border: Border) -> LinkAudit:
    """Return how a link run over lies to a territory.

    Parameters
    ----------
    run
        The link and its two places; a run without a link is unknown.
    mode
        Mode of the link.
    """
    line = run_line(network, run)
    km = network.links[run.link].length_km if run.link else None
    if line is None or not is_surveyed(network, run.link) or border.missing:
        bound = _no_nearer(network, run, km, border)
        far = bound is not None and bound > border.tolerance_km
        return LinkAudit(
            link=run.link,
            mode=mode,
            km=km,
            verdict=Verdict.OUT_OF_REACH if far else Verdict.UNKNOWN,
            tolerance_km=border.tolerance_km,
            no_nearer_km=bound,
        )
    unsurveyed = _over_towns(network, run, mode)
    if unsurveyed.any():
        return _audit_over_towns(run, mode, km, line, unsurveyed, border)
    pieces, tolerance = piece_km(line), _tolerance(line, mode, border)
    found = _clearance(line, border.codes)
    return LinkAudit(
        link=run.link,
        mode=mode,
        km=float(pieces.sum()) if km is None else km,
        verdict=_verdict(found, tolerance),
        tolerance_km=tolerance,
        inside_km=found.inside_km,
        depth_km=found.inside_depth_km,
        clearance_km=found.distance_km,
    )


def _verdict(found: Clearance, tolerance_km: float) -> Verdict:
    if found.inside_depth_km > tolerance_km:
        return Verdict.INSIDE
    return Verdict.CLEAR if found.distance_km > tolerance_km else Verdict.WITHIN_TOLERANCE


def _tolerance(line: Line, mode: str, border: Border) -> float:
    longest = float(piece_km(line).max())
    wide = mode not in DRAWN_MODES and longest > SPARSE_KM
    return max(border.tolerance_km, SPARSE_SHARE * longest) if wide else border.tolerance_km


def _over_towns(network: Network, run: Run, mode: str) -> NDArray[np.bool_]:
    """Return for each piece of a line whether it begins or ends at a town, in the direction of travel."""
    towns = [False, *(source == TOWNS for source in network.waypoint_sources(run.link)), False]
    if network.links[run.link].tail != run.origin:
        towns.reverse()
    mark = np.array(towns) & (mode not in DRAWN_MODES)
    return np.asarray(mark[:-1] | mark[1:], dtype=np.bool_)


def _audit_over_towns(
    run: Run, mode: str, km: float | None, line: Line, unsurveyed: NDArray[np.bool_], border: Border
) -> LinkAudit:
    """Return how a line lies that is surveyed in part or not at all, but known to pass some towns."""
    bound = _no_nearer_through_towns(line, unsurveyed, km, border)
    known = [_clearance(line[part.start : part.stop + 1], border.codes) for part in _stretches(~unsurveyed)]
    passed = line[np.concatenate([unsurveyed, [False]]) | np.concatenate([[False], unsurveyed])]
    depths = [_clearance(place[None], border.codes).inside_depth_km for place in passed]
    found = {Verdict.INSIDE} if max(depths) > border.tolerance_km else set()
    found.add(Verdict.OUT_OF_REACH if bound is not None and bound > border.tolerance_km else Verdict.UNKNOWN)
    tolerance = border.tolerance_km
    for part, one in zip(_stretches(~unsurveyed), known, strict=True):
        width = _tolerance(line[part.start : part.stop + 1], mode, border)
        tolerance = max(tolerance, width)
        found.add(_verdict(one, width))
    verdict = next(one for one in Verdict if one in found)
    shown = [_clearance(line, border.codes)] if verdict is Verdict.INSIDE else known  # inside: as it is drawn
    nearest = min((one.distance_km for one in shown), default=None)
    limits = [limit for limit in (bound, nearest) if limit is not None]
    bounded = bound is not None and verdict in (Verdict.OUT_OF_REACH, Verdict.UNKNOWN)
    return LinkAudit(
        link=run.link,
        mode=mode,
        km=float(piece_km(line).sum()) if km is None else km,
        verdict=verdict,
        tolerance_km=tolerance,
        inside_km=sum(one.inside_km for one in shown) if shown else None,
        depth_km=max((one.inside_depth_km for one in shown), default=None),
        clearance_km=nearest,
        no_nearer_km=min(limits) if bounded else None,
    )


def _stretches(mark: NDArray[np.bool_]) -> list[slice]:
    """Return the runs of true marks.

    Examples
    --------
    >>> _stretches(np.array([True, True, False, True]))
    [slice(0, 2, None), slice(3, 4, None)]
    """
    edges = np.flatnonzero(np.diff(np.concatenate([[False], mark, [False]]))).tolist()
    return [slice(begin, end) for begin, end in zip(edges[::2], edges[1::2], strict=True)]


def _no_nearer_through_towns(
    line: Line, unsurveyed: NDArray[np.bool_], km: float | None, border: Border
) -> float | None:
    """Return how near a way of a given length through given points can come in some pieces, in km; None if unknown.

    Whatever the way is longer than the line may all lie in one piece. A piece of chord d and length d + e keeps within
    the ellipse whose foci are its ends, so within half its lesser axis, sqrt(e (2 d + e)) / 2, of the chord.
    """
    pieces = piece_km(line)
    excess = -1.0 if km is None else km * LENGTH_MARGIN - float(pieces.sum())
    if excess < 0:  # the length is not known, or the towns cannot all be on the line
        return None
    bounds = [
        _clearance(line[i : i + 2], border.codes).distance_km - math.sqrt(excess * (2 * pieces[i] + excess)) / 2
        for i in np.flatnonzero(unsurveyed)
    ]
    nearest = float(min(bounds))
    return nearest if nearest > 0 else None


def _no_nearer(network: Network, run: Run, km: float | None, border: Border) -> float | None:
    """Return how near a way of a given length between two places can come, in km; None if that says nothing.

    A way that came as near as x would be at least as long as the distances of its ends from the territory less 2 x.
    So this is no guess at where the line runs, as a straight chord would be, but holds for every line of that length.
    """
    ends = [position(network, place) for place in (run.origin, run.destination)]
    if km is None or border.missing or None in ends:
        return None
    longest = km * LENGTH_MARGIN
    away = sum(_clearance(np.array([end]), border.codes).distance_km for end in ends)
    return (away - longest) / 2 if away > longest else None


def _clearance(line: Line, codes: frozenset[str]) -> Clearance:
    """Return how a line lies to several territories together."""
    found = [_measured(line.tobytes(), code, borders_in_use()) for code in sorted(codes)]
    return Clearance(
        inside_km=sum(one.inside_km for one in found),
        inside_depth_km=max(one.inside_depth_km for one in found),
        distance_km=min(one.distance_km for one in found),
    )


@lru_cache(maxsize=65_536)
def _measured(line: bytes, code: str, borders: Borders) -> Clearance:
    """Return `clearance_km`, kept by the line itself: scenarios share it, and a line that changed is measured anew."""
    with seen_by(borders):
        return clearance_km(np.frombuffer(line).reshape(-1, 2), code)
