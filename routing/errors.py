"""Errors of asking and answering. Every class also derives from the built-in that fits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from networks.errors import FreightError


class QuestionError(FreightError, ValueError):
    """A question that cannot be asked; carries every problem, not only the first.

    Attributes
    ----------
    problems
        One sentence each: field, value and what was expected.

    Examples
    --------
    >>> import routing
    >>> try:
    ...     routing.Constraints(max_days=-1)
    ... except routing.QuestionError as error:
    ...     print(*error.problems)
    max_days=-1: expected a finite number above 0
    """

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(self.problems))


class NoRouteError(FreightError, LookupError):
    """Raised by `Result.require` where no route was found; names the constraints that clash.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> ways = [("A", "B", {"hours": 60, "usd": 500}), ("A", "B", {"hours": 90, "usd": 300})]
    >>> net = networks.from_networkx(networkx.MultiGraph(ways), mode="sea")
    >>> within = routing.Constraints(max_days=2)
    >>> try:
    ...     routing.solve(net, routing.Shipment("A", "B"), constraints=within).require()
    ... except routing.NoRouteError as error:
    ...     print(str(error).partition(". ")[2])
    Blocked by: max_days 2 (max_days from 2.5)
    """


class UnboundError(FreightError, RuntimeError):
    """An answer that has travelled without its network is asked for what only the network knows."""


class VerificationError(FreightError, ValueError):
    """A result that does not agree with its network; says where they first differ.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> ways = [("A", "B", {"hours": 60, "usd": 500}), ("A", "B", {"hours": 90, "usd": 300})]
    >>> net = networks.from_networkx(networkx.MultiGraph(ways), mode="sea")
    >>> result = routing.solve(net, routing.Shipment("A", "B"))
    >>> row = {"table": "links", "element": "sea:A-B", "column": "hours"}
    >>> faster = networks.Change(action="set", **row, value=48, why="a new ship")
    >>> try:  # an answer is one of its network
    ...     routing.verify(net.apply([faster]), result)
    ... except routing.VerificationError as error:
    ...     print(str(error).partition(" of ")[0])
    the result is
    """


class DisagreementError(FreightError, RuntimeError):
    """Two engines gave different answers to one question: a defect of landbridge, worth a report.

    Examples
    --------
    >>> import routing
    >>> issubclass(routing.DisagreementError, RuntimeError)
    True
    """


class LimitReachedError(FreightError, RuntimeError):
    """A label, time or memory limit was reached: the answer is unknown, not 'no route'.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> ways = [("A", "B", {"hours": 60, "usd": 500}), ("A", "B", {"hours": 90, "usd": 300})]
    >>> net = networks.from_networkx(networkx.MultiGraph(ways), mode="sea")
    >>> none, within = routing.SolveOptions(time_limit_s=1e-9), routing.Constraints(max_usd=400)
    >>> try:
    ...     routing.solve(net, routing.Shipment("A", "B"), constraints=within, options=none).require()
    ... except routing.LimitReachedError as error:
    ...     print(error)
    stopped by a limit before any answer: 1 x 20ft from A to B, door to door; least time; at most 400 USD
    """


class SolverError(FreightError, RuntimeError):
    """OR-Tools refused a model or failed; carries its own reason."""


@contextmanager
def gathering(problems: list[str]) -> Iterator[None]:
    """Note the problems of what cannot be asked, so that others can be looked for before all are told.

    Examples
    --------
    >>> import routing
    >>> problems = []
    >>> for most in ({"max_days": -1}, {"max_usd": -1}):
    ...     with gathering(problems):
    ...         routing.Constraints(**most)
    >>> len(problems)
    2
    """
    try:
        yield
    except QuestionError as error:
        problems += error.problems
