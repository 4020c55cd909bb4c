"""Surcharges: what is paid on a place, a link, a service or a border besides all else, each time on an arc of its own.

A surcharge is a procedure of kind ``surcharge``; what it is paid on stands in its column `over`. It is due

- behind a ride: for each link that it runs over and that is named, or crosses a border that is named, and for each
  place that is named and that it comes to, passing through included;
- before a service that is named is boarded or taken over to;
- first of all, where the journey begins at a place that is named.

It is put in between where all other arcs are made already, so that no other generator has to know of it. So are the
delays (`delays.py`), behind the surcharges that are due at the same point.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from networks.model.elements import Procedure
from networks.model.keys import split_border
from networks.network import Network
from routing.compiling import vertices
from routing.compiling.arcs import Arc
from routing.compiling.bundle import Bundle
from routing.compiling.delays import Delays, delays_of
from routing.compiling.dues import SpokenOf, may_owe
from routing.compiling.ground import Ground
from routing.compiling.one_by_one import OneByOne
from routing.compiling.procedures import procedure_step
from routing.compiling.some_rows import SomeRows
from routing.steps.closed import crosses_any
from routing.steps.kinds import BOARD, HANDOVER, SURCHARGE
from routing.steps.step import Step
from routing.steps.ways import runs


def surcharged(ground: Ground, bundles: Sequence[Bundle]) -> list[Bundle]:
    """Return arcs with those of the surcharges and delays that are due before and behind them."""
    rows = surcharges_of(ground.network)
    if not (rows or ground.delays):
        return list(bundles)
    spoken, told, left = SpokenOf(ground.network, rows, ground.delays), list[Arc](), list[Bundle]()
    for bundle in bundles:
        owes = may_owe(spoken, bundle) if not isinstance(bundle, OneByOne) else np.ones(len(bundle), dtype=np.bool_)
        told += SomeRows(bundle, np.flatnonzero(owes)).one_by_one()
        left.append(SomeRows(bundle, np.flatnonzero(~owes)) if owes.any() else bundle)
    return [OneByOne([found for arc in told for found in _with_dues(ground, rows, arc)]), *left]


def surcharges_of(network: Network) -> tuple[Procedure, ...]:
    """Return the surcharges of a network by their ids."""
    if SURCHARGE not in network.tables["procedures"]["kind"].tolist():
        return ()
    return tuple(sorted((row for row in network.procedures.values() if row.kind == SURCHARGE), key=lambda row: row.id))


def _with_dues(ground: Ground, rows: Sequence[Procedure], arc: Arc) -> Iterator[Arc]:
    """Yield an arc with what is due beside it: once, or on the clock once for each set of delays in force."""
    before, behind = list(_due_before(rows, arc)), list(_due_behind(ground.network, rows, arc.step))
    for delays in delays_of(ground, arc):
        steps = [
            *(procedure_step(ground, row, arc.step.places[0], SURCHARGE) for row in before),
            *delays.before,
            arc.step,
            *(procedure_step(ground, row, arc.step.places[-1], SURCHARGE) for row in behind),
            *delays.behind,
        ]
        yield from _chain(arc, steps, delays)


def _chain(arc: Arc, steps: Sequence[Step], delays: Delays) -> Iterator[Arc]:
    """Yield the arcs of steps one after the other, of which one is that of an arc."""
    label, tail = vertices.label("surcharged", *arc.key, *delays.name), arc.tail
    for number, step in enumerate(steps, start=1):
        head = arc.head if number == len(steps) else vertices.between(label, number)
        first = {"stored": arc.stored, "during": delays.first} if number == 1 else {"stored": "", "during": ()}
        if step is arc.step:  # the dwell begins with what is paid first
            found = arc._replace(tail=tail, head=head, **first)
            yield found._replace(during=(*found.during, *delays.own))
        else:
            yield Arc(tail, head, step, **first)
        tail = head


def _due_before(rows: Sequence[Procedure], arc: Arc) -> Iterator[Procedure]:
    """Yield the surcharges of the place where a journey begins, and of the service that is boarded or taken over to."""
    step, begins = arc.step, arc.tail == vertices.from_door(arc.step.places[0])
    for row in rows:
        if begins and step.places[0] in row.over:
            yield row
        if step.kind == BOARD and step.element in row.over:
            yield row
        if step.kind == HANDOVER and any(vertices.is_aboard(arc.head, service) for service in row.over):
            yield row


def _due_behind(network: Network, rows: Sequence[Procedure], step: Step) -> Iterator[Procedure]:
    """Yield the surcharges of what a ride runs over, crosses and comes to, each as often as it is due."""
    for row in rows if step.is_ride else ():
        borders = [element for element in row.over if _is_border(network, element)]
        for run in runs(step):
            named = (run.link in row.over, run.destination in row.over)
            yield from [row] * sum(named)
            if borders and crosses_any(network, borders, run):
                yield row


def _is_border(network: Network, element: str) -> bool:
    known = (network.places, network.links, network.services_of_all_dates)
    return split_border(element) is not None and not any(element in mapping for mapping in known)
