"""What makes times go wrong together: rows of ``causes.csv`` as records, and what they say of a figure.

A figure *loads* on causes: of its deviation, as a standard normal variable, the cause moves so much of one, and what is
left of it moves by itself. So whatever is stated, all correlations together are possible: that of two figures is the
sum over causes of the products of their loadings, and a matrix of such sums is positive semidefinite.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from networks.model.keys import NETWORK, split_leg
from networks.model.tables import Tables

Loadings = tuple[tuple[str, float], ...]  # causes, each with what a figure loads on it


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseLoading:
    """One row of ``causes.csv``: how far a cause moves the times of an element.

    Attributes
    ----------
    cause
        Its id: what bears one id moves together.
    about
        ``weather``, ``congestion``, ``border``, ``strike`` or ``other``.
    element
        A service, stop or leg (``service#seq``), link, operation, procedure, or place with what is done there; or a
        class: ``mode:sea``, ``operation:lift``, ``procedure:import``; ``network``: everything.
    quantity
        ``running_time``, ``time`` ...; "" = every time of the element.
    loading
        From -1 to 1: the correlation of the time with the cause.
    low, high
        Its range, which is told and not drawn.

    Examples
    --------
    >>> CauseLoading(cause="storms", about="weather", element="mode:sea", loading=0.7, kind="assumption").quantity
    ''
    """

    cause: str
    about: str
    element: str
    quantity: str = ""
    loading: float
    low: float | None = None
    high: float | None = None
    source: str = ""
    kind: str
    note: str = ""


class Causes:
    """What the rows of ``causes.csv`` of a network say of each figure.

    Of each cause one row counts: that of the element itself before those of what it belongs to (of a leg its service;
    of an operation or a procedure its place), those before one of its class, and that before one of the network; of
    equal ones a row of the quantity before one of all.
    """

    def __init__(self, tables: Tables) -> None:
        table = tables["causes"]
        self._rows: dict[tuple[str, str], dict[str, tuple[float, int]]] = {}
        cells = zip(*(table[name].tolist() for name in ("element", "quantity", "cause", "loading")), strict=True)
        for row, (element, quantity, cause, loading) in enumerate(cells):
            self._rows.setdefault((element, quantity), {}).setdefault(cause, (loading, row))
        self._belongs = dict(_belonging(tables)) if self._rows else {}

    def rows_of(self, element: str, quantity: str) -> dict[str, tuple[float, int]]:
        """Return the causes of a figure, each with its loading and the number of its row."""
        found: dict[str, tuple[float, int]] = {}
        for name in self._elements(element) if self._rows else ():
            for which in (quantity, ""):
                for cause, said in self._rows.get((name, which), {}).items():
                    found.setdefault(cause, said)
        return found

    def of(self, element: str, quantity: str) -> Loadings:
        """Return the causes of a figure with its loadings, by name; those of 0 are left out.

        Examples
        --------
        >>> import networks
        >>> builder = networks.NetworkBuilder("toy").add_place(id="A", name="A")
        >>> row = {"cause": "jam", "about": "congestion", "kind": "assumption", "note": "a guess"}
        >>> builder = builder.add_cause(element="A", loading=0.6, low=0.3, high=0.9, **row)
        >>> Causes(builder.build().catalogue).of("A", "wait")
        (('jam', 0.6),)
        """
        found = self.rows_of(element, quantity)
        return tuple((cause, loading) for cause, (loading, _) in sorted(found.items()) if loading)

    def _elements(self, element: str) -> Iterator[str]:
        leg = split_leg(element)
        service = leg[0] if leg else ""
        yield element
        yield from (service,) if service else ()
        yield from self._belongs.get(service or element, ())
        if element != NETWORK:
            yield NETWORK


def own_share(loadings: Loadings) -> float:
    """Return how far a figure moves by itself: the square root of what its causes leave of a variance of 1.

    Examples
    --------
    >>> own_share((("storms", 0.6),))
    0.8
    """
    return math.sqrt(max(0.0, 1.0 - math.fsum(loading * loading for _, loading in loadings)))


def _belonging(tables: Tables) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the elements that belong to something: to a place, then to a class."""
    for name in ("services", "links"):
        for element, mode in zip(tables[name]["id"].tolist(), tables[name]["mode"].tolist(), strict=True):
            yield element, (f"mode:{mode}",)
    for name in ("operations", "procedures"):
        cells = (tables[name][column].tolist() for column in ("id", "kind", "place"))
        for element, kind, place in zip(*cells, strict=True):
            classes = (f"{name.removesuffix('s')}:{kind}",)
            yield element, (place, *classes) if place else classes


def loadings_by_cause(rows: Mapping[str, tuple[float, int]]) -> float:
    """Return the sum of the squares of what a figure loads on its causes, which is 1 at most."""
    return math.fsum(loading * loading for loading, _ in rows.values())
