"""`ReliableChoice`: the route that is best by how surely it is there, and the one that is best as figures stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from networks.network import Network
from routing.answers.punctuality import Estimate, Punctuality
from routing.answers.route import Route
from routing.answers.shown import Shown
from routing.answers.travelling import Travelling
from routing.answers.warned import Warned
from routing.question.question import Question
from routing.status import Status

if TYPE_CHECKING:
    from routing.answer_warning import AnswerWarning

By = Literal["percentile", "cvar", "on_time", "cost"]


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class ReliableChoice(Shown, Travelling, Warned):
    """The route that is best by how surely it is there; `routing.reliable_choice` says what that means exactly.

    Attributes
    ----------
    network, question
        What it is the answer to.
    by, share, deadline_days
        What was least: the days of a percentile (`share` 0.95: P95), the mean of the worst ones beyond it (``cvar``),
        the chance of being late, or the USD of the routes that are there in `deadline_days` with the probability
        `share`.
    samples, seed
        Of the scenarios on which it is the best.
    status
        `Status.OPTIMAL`: the best on the scenarios; `Status.FEASIBLE`: a limit was reached before that was proven;
        `Status.INFEASIBLE`: no route, or none with that probability; `Status.UNKNOWN`.
    value, bound
        What was least, on the scenarios, and a proven lower bound: days, a probability of being late, or USD; None
        without a route.
    estimate
        The same of this route in fresh draws (of USD the probability of being there in time), with its 95 % interval:
        on the scenarios among which it was chosen a route looks better than it is.
    chosen, plain
        The route in fresh draws, and beside it the best route as figures stand: the fastest, or the cheapest; None
        without one.
    best_chance
        Where no route is there in time with the probability that was asked for: the highest that there is, on the
        scenarios.
    labels
        Labels that the search made.
    warnings
        What it rests on.

    Examples
    --------
    >>> import networks, routing
    >>> builder = networks.NetworkBuilder("demo").add_place(id="A", name="Alpha").add_place(id="B", name="Beta")
    >>> _ = builder.add_link(id="A-B", tail="A", head="B", mode="sea", length_km=3000).add_source(id="S", title="me")
    >>> more = {"unit": "d", "source": "S", "kind": "assumption"}
    >>> for name, days, *ends in (("fast", 10, 9, 15), ("slow", 11, 10, 12)):
    ...     stops = ["A", {"place": "B", "path": "A-B"}]
    ...     _ = builder.add_service(id=name, name=name, kind="line", mode="sea", stops=stops)
    ...     _ = builder.add_figure(element=name, quantity="wait", value=0, **more)
    ...     hours = {"element": f"{name}#2", "quantity": "running_time"}
    ...     _ = builder.add_figure(**hours, value=days, low=ends[0], high=ends[1], **more)
    >>> found = routing.reliable_choice(builder.build(), routing.Shipment("A", "B"), by="on_time", deadline_days=13)
    >>> found.status.name, found.route.legs[0].service, round(found.value, 2)
    ('OPTIMAL', 'slow', 0.02)
    """

    network: Network
    question: Question
    by: By
    share: float
    deadline_days: float
    samples: int
    seed: int
    status: Status
    value: float | None
    bound: float | None
    estimate: Estimate | None
    chosen: Punctuality | None
    plain: Punctuality | None
    best_chance: float | None = None
    labels: int = 0
    warnings: tuple[AnswerWarning, ...] = ()

    @property
    def route(self) -> Route | None:
        """Return the route that was chosen."""
        return None if self.chosen is None else self.chosen.route
