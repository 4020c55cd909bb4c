"""Audits as text: how a route, or all links of a network, lie to a territory."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from routing.views.text.table import number, table

if TYPE_CHECKING:
    from routing.auditing.audit import Audit
    from routing.auditing.audit_network import NetworkAudit
    from routing.auditing.verdict import LinkAudit

VERDICT_HEAD = ("verdict", "links", "km", "of km")
LINK_HEAD, LINK_FLUSH = ("link", "verdict", "inside km", "depth km", "clearance km", "tolerance km"), "ll"


def audit_text(found: Audit, width: int | None = None) -> str:
    """Return an audit as text: the verdict, links and km by verdict, and every link that is not clear."""
    lines = [f"{audit_heading(found)}: {found.verdict.value}", "", *_verdict_table(found), ""]
    lines += table(LINK_HEAD, link_cells(links_to_show(found)), LINK_FLUSH, width)
    return "\n".join([*lines, *reach_lines(found)])


def network_audit_text(found: NetworkAudit, width: int | None = None) -> str:
    """Return an audit of a network as text: links and km by verdict, and where codes and geometry disagree."""
    lines = [audit_heading(found), "", *_verdict_table(found)]
    for title, links in differing(found):
        lines += ["", title, *(table(LINK_HEAD, link_cells(links), LINK_FLUSH, width) if links else [])]
    return "\n".join(lines)


def audit_heading(found: Audit) -> str:
    """Return what links were held against."""
    border = found.border
    missing = f" (no borders of {', '.join(sorted(border.missing))})" if border.missing else ""
    codes = ", ".join(sorted(border.codes))
    return f"Against {codes}{missing} in {border.borders}, tolerance {border.tolerance_km:g} km"


def verdict_cells(found: Audit) -> list[list[str]]:
    """Return a row of cells for each verdict, under `VERDICT_HEAD`."""
    return [
        [verdict.value, str(count), number(found.km[verdict]), f"{found.km_shares[verdict]:.1%}"]
        for verdict, count in found.counts.items()
    ]


def unmeasured_lines(found: Audit) -> list[str]:
    """Return how many links are not in the km, if any."""
    unmeasured = sum(entry.km is None for entry in found.links)
    return [f"Not in the km: {unmeasured} links of unknown length"] if unmeasured else []


def links_to_show(found: Audit) -> list[LinkAudit]:
    """Return every link that is not clear, each once, and the one that comes nearest."""
    clear = "CLEAR"
    shown = [entry for entry in dict.fromkeys(found.links) if entry.verdict.name != clear]
    return [*shown, found.nearest] if found.nearest is not None and found.nearest not in shown else shown


def reach_lines(found: Audit) -> list[str]:
    """Return how near the links out of reach can come, if there are any."""
    bound = found.out_of_reach_km
    return [] if bound is None else [f"By its length, no link out of reach can come nearer than {number(bound)} km."]


def differing(found: NetworkAudit) -> list[tuple[str, tuple[LinkAudit, ...]]]:
    """Return the links whose codes and geometry disagree, in two groups with their titles."""
    inside = f"{len(found.unnamed)} links run inside, but their codes do not name the territory"
    clear = f"{len(found.untouched)} links stay clear, but their codes name the territory"
    return [(inside, found.unnamed), (clear, found.untouched)]


def link_cells(entries: Iterable[LinkAudit]) -> list[list[str]]:
    """Return a row of cells for each link, under `LINK_HEAD`."""
    return [
        [
            entry.link or f"{entry.mode} without a link",
            entry.verdict.value,
            number(entry.inside_km, 1),
            number(entry.depth_km, 1),
            _clearance(entry),
            number(entry.tolerance_km, 1),
        ]
        for entry in entries
    ]


def _verdict_table(found: Audit) -> list[str]:
    return [*table(VERDICT_HEAD, verdict_cells(found)), *unmeasured_lines(found)]


def _clearance(entry: LinkAudit) -> str:
    if entry.no_nearer_km is not None:
        return f"at least {number(entry.no_nearer_km)}"
    return number(entry.clearance_km, 1)
