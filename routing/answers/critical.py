"""`Critical`: the elements whose loss hurts most, what replaces them, and which cut a shipment off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from networks.network import Network
from routing.amounts.missing import less
from routing.answers.route import Route
from routing.answers.shown import Drawn
from routing.answers.travelling import Travelling
from routing.answers.warned import Warned
from routing.question.generalised_cost import GeneralisedCost
from routing.question.measures import COST, MEASURE_OF
from routing.question.question import Question
from routing.status import Status

if TYPE_CHECKING:
    from routing.answer_warning import AnswerWarning

Kind = Literal["link", "place", "service", "border", "territory"]
KINDS: tuple[Kind, ...] = ("link", "place", "service", "border", "territory")


@dataclass(frozen=True, slots=True, order=True)
class Element:
    """Something that may be lost: its kind, and its id or code, as `networks.closed` takes them."""

    kind: str
    id: str

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


@dataclass(frozen=True, slots=True, order=True)
class Harm:
    """What a loss does to all shipments; more harm compares as greater.

    Attributes
    ----------
    unserved
        Shipments that had a route and are left without one, each as often as its weight says.
    extra
        What the others need more of what is least, each as often as its weight says: days, USD, kg CO2e or km.
    """

    unserved: int
    extra: float


@dataclass(frozen=True, slots=True)
class Alone:
    """An element, and what its loss does by itself."""

    element: Element
    harm: Harm


@dataclass(frozen=True, eq=False, kw_only=True)
class Loss(Travelling):
    """Elements that are lost together, and what each shipment does then.

    Attributes
    ----------
    elements
        What is lost.
    harm
        What that does to all shipments together.
    after
        Per shipment the best route that is left, None without one.
    cut_by
        Per shipment that is left without a route the fewest of the elements that do that, else none.
    """

    elements: tuple[Element, ...]
    harm: Harm
    after: tuple[Route | None, ...]
    cut_by: tuple[tuple[Element, ...], ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class CutSet(Travelling):
    """The fewest elements of one kind whose loss leaves a shipment without a route.

    Attributes
    ----------
    shipment
        Number of the shipment, from 0.
    kind
        Of the elements.
    elements
        The first of the least sets in the order of ids; empty where there is none, or where it is not known.
    status
        `Status.OPTIMAL`: no fewer do. `Status.INFEASIBLE`: no set of them does. `Status.UNKNOWN`: a limit was reached.
    """

    shipment: int
    kind: str
    elements: tuple[Element, ...]
    status: Status


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class Critical(Drawn, Travelling, Warned):
    """The elements whose loss hurts most; `routing.critical` says what that means exactly.

    Attributes
    ----------
    network, questions, weights
        What it is the answer to: a question for each shipment, and how many shipments each stands for.
    kinds, k, ends
        What might be lost, at most how many of them, and whether the ends of the shipments might be, too.
    candidates
        How many elements might be lost.
    status
        `Status.OPTIMAL`: each worst set is proven; `Status.FEASIBLE`: a limit was reached, `bound` says how much more
        harm there may be; `Status.INFEASIBLE`: no shipment has a route to begin with.
    before
        Per shipment the best route while nothing is lost, None without one.
    worst
        The worst sets of 1, 2, ... elements; it ends where one more would add nothing.
    bound
        No set of `k` elements does more harm than that.
    alone
        Elements that do harm by themselves, the worst first.
    told
        The sets that were asked for.
    cuts
        Per shipment and kind the fewest elements that cut it off.
    searches
        How many searches it took.
    warnings
        What it rests on.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> ways = [("A", "B", {"hours": 48}), ("A", "C", {"hours": 48}), ("C", "B", {"hours": 72})]
    >>> net = networks.from_networkx(networkx.Graph(ways), mode="sea")
    >>> found = routing.critical(net, routing.Shipment("A", "B"), k=2)
    >>> for loss in found.worst:
    ...     print(", ".join(map(str, loss.elements)), loss.harm)
    link sea:A-B Harm(unserved=0, extra=3.0)
    link sea:A-B, link sea:A-C Harm(unserved=1, extra=0.0)
    """

    network: Network
    questions: tuple[Question, ...]
    weights: tuple[int, ...]
    kinds: tuple[str, ...]
    k: int
    ends: bool
    candidates: int
    status: Status
    before: tuple[Route | None, ...]
    worst: tuple[Loss, ...]
    bound: Harm
    alone: tuple[Alone, ...] = ()
    told: tuple[Loss, ...] = ()
    cuts: tuple[CutSet, ...] = ()
    searches: int = 0
    warnings: tuple[AnswerWarning, ...] = ()

    @property
    def losses(self) -> tuple[Loss, ...]:
        """Return the worst sets, then those that were asked for."""
        return (*self.worst, *self.told)

    @property
    def harm(self) -> Harm:
        """Return what the worst set does."""
        return self.worst[-1].harm if self.worst else Harm(0, 0.0)

    @property
    def unit(self) -> str:
        """Return in what `Harm.extra` is counted: days, USD, kg CO2e or km."""
        return unit_of(self.questions[0])

    def extra(self, loss: Loss, shipment: int) -> tuple[float | None, float | None, float | None]:
        """Return the days, USD and kg CO2e that a shipment needs more, by its number from 0; None where not known."""
        before, after = self.before[shipment], loss.after[shipment]
        if before is None or after is None:
            return None, None, None
        days, usd, kg = (less(getattr(after, name), getattr(before, name)) for name in ("days", "usd", "kg_co2e"))
        return days, usd, kg

    def is_met(self, loss: Loss, shipment: int) -> bool:
        """Tell whether a shipment goes another way, or none, because of a loss."""
        before, after = self.before[shipment], loss.after[shipment]
        if before is None or after is None:
            return before is not after
        return before.steps != after.steps


def unit_of(question: Question) -> str:
    """Return in what the harm to a question is counted."""
    least = question.minimise
    return COST.words if isinstance(least, GeneralisedCost) else MEASURE_OF[least].words
