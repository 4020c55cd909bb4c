"""`Ways`: the routes of one answer, with what they have in common worked out once."""

from __future__ import annotations

from functools import cached_property

from routing.answers.route import Route
from routing.steps.step import Step


class Ways(tuple[Route, ...]):  # noqa: SLOT001 -- a property is kept
    """Routes of one answer.

    Examples
    --------
    >>> import networks, routing
    >>> net = networks.load("eurasia")
    >>> route = routing.solve(net, routing.Shipment("JPYOK", "RUMOW")).require()
    >>> Ways([route, route]).steps == route.steps
    True
    """

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Return their steps in order, each once: many journeys share most of theirs."""
        steps = [step for route in self for step in route.steps]
        return tuple(dict(zip(map(id, steps), steps, strict=True)).values())
