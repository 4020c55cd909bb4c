"""`ValueOfInformation`: which uncertain figures could turn the choice, ranked by what knowing them is worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from networks.model.figure import Figure, FigureKey
from networks.network import Network
from routing.answers.punctuality import Estimate
from routing.answers.route import Route
from routing.answers.shown import Drawn
from routing.answers.travelling import Travelling
from routing.answers.warned import Warned
from routing.question.question import Question
from routing.status import Status
from routing.steps.step import Step

if TYPE_CHECKING:
    from routing.answer_warning import AnswerWarning

What = Literal["figure", "cause", "component"]


@dataclass(frozen=True, kw_only=True)
class Known:
    """What knowing a figure, a cause or all figures of a component beforehand is worth.

    Attributes
    ----------
    what, name
        ``figure``, ``cause`` or ``component``; of a figure its element and quantity, else the name.
    worth
        By how much what is expected of the journey falls, in the unit of the answer, with its 95 % interval.
    is_exact
        Whether it is no estimate: the interval is a point then.
    turns
        How often another route would be taken, from 0 to 1.
    figure, step
        The figure, and a step that it is read for; None of a cause and a component.
    count
        How many figures are known then; of a cause, how many hang on it.
    other
        The route that would be taken most often in place of the chosen one, where it is known.
    """

    what: What
    name: str
    worth: Estimate
    is_exact: bool
    turns: float
    figure: Figure | None = None
    step: Step | None = None
    count: int = 1
    other: Route | None = None


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class ValueOfInformation(Drawn, Travelling, Warned):
    """What knowing uncertain figures is worth; `routing.value_of_information` says what that means exactly.

    Attributes
    ----------
    network, question
        What it is the answer to.
    samples, seed
        Of what is drawn.
    status
        `Status.OPTIMAL`, or `Status.INFEASIBLE`: no route.
    unit
        ``days`` or ``USD``: of what is least, and of what knowing is worth.
    route, expected
        The route that is chosen with what is known today: the least on the mean, and its mean.
    plain
        The best route as figures stand, each at its value; on the mean another one may be the best.
    total
        What knowing all figures is worth: no figure, cause or component is worth more.
    figures
        Figures of which knowing one may change the choice, the most worth first.
    groups
        Components, and causes of ``causes.csv``, of which the same holds.
    never
        Figures with a range that never change the choice, wherever they lie: knowing one of them is worth exactly 0.
    idle
        Names of components and causes of which the same holds.
    warnings
        What it rests on.

    Examples
    --------
    >>> import networks, routing
    >>> builder = networks.NetworkBuilder("demo").add_place(id="A", name="Alpha").add_place(id="B", name="Beta")
    >>> _ = builder.add_link(id="A-B", tail="A", head="B", mode="sea", length_km=3000).add_source(id="S", title="me")
    >>> more = {"unit": "d", "source": "S", "kind": "assumption"}
    >>> for name, days, *ends in (("safe", 11, 11, 11), ("dicey", 10, 7, 18), ("slow", 30, 25, 40)):
    ...     stops = ["A", {"place": "B", "path": "A-B"}]
    ...     _ = builder.add_service(id=name, name=name, kind="line", mode="sea", stops=stops)
    ...     _ = builder.add_figure(element=name, quantity="wait", value=0, **more)
    ...     hours = {"element": f"{name}#2", "quantity": "running_time"}
    ...     _ = builder.add_figure(**hours, value=days, low=ends[0], high=ends[1], **more)
    >>> found = routing.value_of_information(builder.build(), routing.Shipment("A", "B"))
    >>> [leg.service for leg in found.route.legs], [(one.name, round(one.worth.value, 2)) for one in found.figures]
    (['safe'], [('dicey#2 running_time', 1.48)])
    >>> found.never
    (('slow#2', 'running_time'),)
    """

    network: Network
    question: Question
    samples: int
    seed: int
    status: Status
    unit: str
    route: Route | None = None
    expected: float | None = None
    plain: Route | None = None
    total: Known | None = None
    figures: tuple[Known, ...] = ()
    groups: tuple[Known, ...] = ()
    never: tuple[FigureKey, ...] = ()
    idle: tuple[str, ...] = ()
    warnings: tuple[AnswerWarning, ...] = ()
