"""A way as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from routing.ways.answer import Way


def way_text(way: Way) -> str:
    """Return a way as text: what was asked, legs, totals, and what it rests on."""
    bans = f"; {way.constraints}" if str(way.constraints) else ""
    lines = [f"{way.graph.title}: {way.origin.name} - {way.destination.name}, least {way.minimise}{bans}"]
    if way.arcs is None:
        lines.append(f"No way: {way.reason}.")
        lines += [f"  Lifting {one} opens one." for one in way.blocked_by]
        return "\n".join(lines)
    for leg in way.legs:
        hours = "" if leg.hours is None else f"  {leg.hours / 24:7.1f} d"
        ends = f"{leg.from_lat:.2f}, {leg.from_lon:.2f} - {leg.to_lat:.2f}, {leg.to_lon:.2f}"
        lines.append(f"  {leg.mode:<9}{leg.km:10,.0f} km{hours}  {ends}")
    days = "" if way.days is None else f", {way.days:.1f} days at {way.speeds}"
    through = f", through {', '.join(way.passages)}" if way.passages else ""
    lines.append(f"  {way.km:,.0f} km ({way.nautical_miles:,.0f} nautical miles){days}{through}")
    if way.territories:
        lines.append("  over land of " + ", ".join(f"{code} {km:,.0f} km" for code, km in way.territories.items()))
    lines += [f"  Note: {warning}." for warning in way.warnings]
    lines += [f"  Data: {one}." for one in way.graph.attribution]
    return "\n".join(lines)
