"""Keys of the vertices of the expanded graph: made and read here and nowhere else.

=====================  ========================================================================
``door>PLACE``         goods at the shipper's gate; ``PLACE>door`` at the consignee's
``start|PLACE|SIDE``   loaded at the origin, on that side, before the first departure
``in|PLACE|SIDE``      set down there by a vehicle; ``out|PLACE|SIDE`` ready to be taken on
``out|...|MILLIMINUTES``  the same at a place with demurrage: so long after being set down ("?" where unknown)
``kept|...|MILLIMINUTES``  a departure is due there after so many milliminutes, which are beyond the free time
``gate|PLACE|STATE``   at the gate of a terminal, on the way between a door and a terminal elsewhere (`drayage.py`)
``SERVICE@...``        aboard; ``...|due`` handed over to it, its price not yet paid
``way|PLACE|SIDE``     under way on links that have hours of their own
``...|NUMBER``         between two stages of one after another
``...|home``           on a voyage that leaves its customs area nowhere; ``...|bound`` on one that has yet to leave it
``in|...|GRADE``       set down by a train of that grade, ``out|...|GRADE`` ready for one, where customs depend on it
=====================  ========================================================================

A vertex aboard or under way that ends in ``+`` has only departures behind it: what boards or is handed over must ride
before it is set down, else a wagon that never moves would be a way round a dear operation.
"""

from __future__ import annotations

import re

HOME, BOUND = "home", "bound"  # how a voyage stands, see `voyages.py`


def from_door(place: str) -> str:
    """Return the vertex of goods at the shipper's gate."""
    return f"door>{place}"


def to_door(place: str) -> str:
    """Return the vertex of goods at the consignee's gate."""
    return f"{place}>door"


def started(place: str, side: str, voyage: str = "", grade: str = "") -> str:
    """Return the vertex of goods loaded at the origin for a first departure; voyages are of ships, grades of trains."""
    return on_voyage(f"start|{place}|{side}", voyage or grade)


def set_down(place: str, side: str, voyage: str = "", grade: str = "") -> str:
    """Return the vertex of goods that a vehicle has set down."""
    return on_voyage(f"in|{place}|{side}", voyage or grade)


def taken_on(place: str, side: str, voyage: str = "", grade: str = "") -> str:
    """Return the vertex of goods that are ready to be taken on by a vehicle."""
    return on_voyage(f"out|{place}|{side}", voyage or grade)


def on_voyage(vertex: str, voyage: str) -> str:
    """Return a vertex as it is on a voyage that has left no customs area; itself on any other ("")."""
    return f"{vertex}|{voyage}" if voyage else vertex


def after(vertex: str, milliminutes: int | None) -> str:
    """Return a vertex that remembers the milliminutes since the goods were set down; None where they are not known."""
    return f"{vertex}|{'?' if milliminutes is None else milliminutes}"


_REMEMBERED = re.compile(
    r"(?P<out>out(?:\|[^|]*){2}(?:\|[^|\d?][^|]*)*|[^|]+\|[^|]*\|[^|]*>[^|]*(?:\|[^|\d?][^|]*)*\|\d+)\|(?:\d+|\?)"
)
_KEPT = re.compile(r"kept\|[^|]*\|(?P<vertex>.+)\|(?:\d+|\?)")


def without_dwell(vertex: str) -> str:
    """Return a vertex without the dwell that it remembers, and for one that is kept the vertex that it goes on to.

    For whoever asks for time alone, to whom these are one: what a dwell is charged takes none.

    Examples
    --------
    >>> without_dwell("out|RUVYP|rail:1520|scheduled|2520000"), without_dwell("out|RUVYP|rail:1520|scheduled")
    ('out|RUVYP|rail:1520|scheduled', 'out|RUVYP|rail:1520|scheduled')
    >>> without_dwell("op:lift|RUVYP|sea>rail:1520|2|2520000"), without_dwell("op:lift|RUVYP|sea>rail:1520|2")
    ('op:lift|RUVYP|sea>rail:1520|2', 'op:lift|RUVYP|sea>rail:1520|2')
    >>> without_dwell(kept("RUVYP", "line:JTSL@3", 60000)), without_dwell("line:JTSL@3")
    ('line:JTSL@3', 'line:JTSL@3')
    """
    if found := _KEPT.fullmatch(vertex):
        return found["vertex"]
    found = _REMEMBERED.fullmatch(vertex)
    return found["out"] if found else vertex


def kept(place: str, vertex: str, milliminutes: int | None) -> str:
    """Return the vertex of goods that stood for so many milliminutes before they go on to a vertex aboard."""
    return after(f"kept|{place}|{vertex}", milliminutes)


def at_gate(place: str, state: str) -> str:
    """Return the vertex of goods at the gate of a place that a lorry leaves or comes to."""
    return f"gate|{place}|{state}"


def aboard_line(line: str, seq: int, boarded: int | None = None) -> str:
    """Return the vertex aboard a line at a stop; `boarded` is the stop that a fare by both ends is counted from.

    Examples
    --------
    >>> aboard_line("line:JTSL", 3), aboard_line("line:JTSL", 3, 1)
    ('line:JTSL@3', 'line:JTSL@1>3')
    """
    return f"{line}@{seq}" if boarded is None else f"{line}@{boarded}>{seq}"


def aboard_area(area: str, place: str, side: str) -> str:
    """Return the vertex aboard an area at a side of a place."""
    return f"{area}@{place}|{side}"


def under_way(place: str, side: str) -> str:
    """Return the vertex of goods under way on links that have hours of their own."""
    return f"way|{place}|{side}"


def departing(vertex: str) -> str:
    """Return the vertex aboard that has only departures behind it."""
    return f"{vertex}+"


def taken_over(vertex: str) -> str:
    """Return the vertex of a wagon that was handed over aboard an area and has not yet paid its price."""
    return f"{vertex}|due"


def label(*parts: str) -> str:
    """Return the name of a series of stages, of which the vertices between them are called."""
    return "|".join(parts)


def between(series: str, number: int) -> str:
    """Return the vertex after so many stages of a series; its label tells it from others."""
    return f"{series}|{number}"


def is_aboard(vertex: str, service: str) -> bool:
    """Tell whether a vertex is aboard a service."""
    return vertex.startswith(f"{service}@")
