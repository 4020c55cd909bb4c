"""`Sensitivity`: which figures decide: what each moves, and at which value of it another route is the best."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from networks.model.figure import Figure
from networks.network import Network
from routing.accounts.order import likely_gap
from routing.amounts.units import USD
from routing.answers.result import Result
from routing.answers.shown import Drawn
from routing.answers.travelling import Travelling
from routing.answers.warned import Warned
from routing.question.measures import MEASURE_OF, Measure
from routing.question.question import Question
from routing.status import Status
from routing.steps.step import Step

if TYPE_CHECKING:
    from routing.answer_warning import AnswerWarning


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A route with one figure at another value than today's.

    Attributes
    ----------
    least
        What the question asks for: days, USD, kg CO2e, km, or the USD of a generalised cost.
    days, usd, kg_co2e
        Its totals then; None where a figure is missing.
    corridor, rides
        The named corridors that it uses, and its services, in words.
    links
        The links that it rides, in the order of travel.
    is_best_today
        Whether it is the best route of today.
    """

    least: float
    days: float | None
    usd: float | None
    kg_co2e: float | None
    corridor: str
    rides: str
    links: tuple[str, ...]
    is_best_today: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """What an end of a figure makes of the answer.

    Attributes
    ----------
    value
        The end, in the unit of the figure.
    best
        The best route then; None where there is none.
    kept
        The best route of today, if it is kept to.
    """

    value: float
    best: Way | None
    kept: Way


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What one figure of the best route does, alone, from its low to its high end.

    Attributes
    ----------
    figure
        The figure, with value and range.
    step
        A step that it is read for.
    low, high
        What its ends make of the answer.
    """

    figure: Figure
    step: Step
    low: End
    high: End

    def span(self, shown: str) -> float:
        """Return by how much ``least``, ``days``, ``usd`` or ``kg_co2e`` of the answer differs between the ends."""
        ways = [end.best for end in (self.low, self.high)]
        low, high = (getattr(way or end.kept, shown) for way, end in zip(ways, (self.low, self.high), strict=True))
        return 0.0 if low is None or high is None else abs(high - low)

    @property
    def turns(self) -> bool:
        """Tell whether another route is the best at one of the ends."""
        return any(end.best is None or not end.best.is_best_today for end in (self.low, self.high))


@dataclass(frozen=True, slots=True, kw_only=True)
class At:
    """Where another route becomes the best.

    Attributes
    ----------
    value
        The value of the figure, in its unit: up to there the route before is the best.
    share
        How far that lies on the way from its value of today (0) to the end of its range (1).
    way
        The best route beyond, with its totals there; None where no route is left.
    """

    value: float
    share: float
    way: Way | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A figure that turns the answer inside its range.

    Attributes
    ----------
    figure, step
        As in `Effect`; it need not be of the best route.
    end
        Towards which end: ``low`` or ``high``.
    at
        Where another route becomes the best.
    corridor_at
        Where one becomes the best that uses other named corridors; None if none does.
    gain
        By how much the route that is the best at the end beats today's then, in what is asked for; None where today's
        is not lawful then.
    """

    figure: Figure
    step: Step
    end: str
    at: At
    corridor_at: At | None
    gain: float | None


@dataclass(frozen=True, slots=True)
class Work:
    """What it took.

    Attributes
    ----------
    figures
        Figures with a range that may move something.
    pruned
        Those that are on no way that could beat the best one even with all rivals at their best.
    bounded
        Those that a lower bound with the figure at its better end ruled out.
    solved
        Searches with a figure at another value.
    rebuilt
        Networks made anew, where a figure moves days of demurrage.
    """

    figures: int = 0
    pruned: int = 0
    bounded: int = 0
    solved: int = 0
    rebuilt: int = 0


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class Sensitivity(Drawn, Travelling, Warned):
    """Which figures decide; `routing.sensitivity` says what that means exactly.

    Attributes
    ----------
    result
        The answer with all figures as they are.
    effects
        What each figure of its best route moves, the largest first; empty without a route.
    turns
        The figures, of any route, inside whose range the answer turns: those first that change the named corridor, the
        nearest to today first.
    second
        The best answer by other corridors (of a network without any, what is almost as good); None if there is none.
    work
        What it took.
    warnings
        Those of the result; and that days on which services run are met as today.

    Examples
    --------
    >>> import networks, routing
    >>> builder = networks.NetworkBuilder("demo").add_place(id="A", name="Alpha").add_place(id="B", name="Beta")
    >>> _ = builder.add_link(id="A-B", tail="A", head="B", mode="sea", length_km=3000).add_source(id="S", title="me")
    >>> more = {"unit": "d", "source": "S", "kind": "assumption"}
    >>> for name, days, *ends in (("fast", 10, 9, 15), ("slow", 12, 11, 14)):
    ...     stops = ["A", {"place": "B", "path": "A-B"}]
    ...     _ = builder.add_service(id=name, name=name, kind="line", mode="sea", stops=stops)
    ...     _ = builder.add_figure(element=name, quantity="wait", value=0, **more)
    ...     hours = {"element": f"{name}#2", "quantity": "running_time"}
    ...     _ = builder.add_figure(**hours, value=days, low=ends[0], high=ends[1], **more)
    >>> found = routing.sensitivity(builder.build(), routing.Shipment("A", "B"))
    >>> nearest = found.turns[0]
    >>> nearest.figure.element, nearest.end, nearest.at.value, nearest.at.way.rides
    ('fast#2', 'high', 12.0, 'slow to Beta')
    """

    result: Result
    effects: tuple[Effect, ...]
    turns: tuple[Turn, ...]
    second: Result | None
    work: Work
    warnings: tuple[AnswerWarning, ...] = ()

    @property
    def network(self) -> Network:
        """Return the network that was asked."""
        return self.result.network

    @property
    def question(self) -> Question:
        """Return what was asked."""
        return self.result.question

    @property
    def status(self) -> Status:
        """Return what the answer is worth."""
        return self.result.status

    @property
    def measure(self) -> Measure | None:
        """Return what was asked for; None of a generalised cost."""
        asked = self.question.minimise
        return MEASURE_OF[asked] if isinstance(asked, str) else None

    @property
    def least_today(self) -> float | None:
        """Return what the best route has of what was asked for, as `Way.least`; None without a route."""
        best, proof = self.result.best, self.result.proof
        if best is None or proof.objective is None:
            return None
        if self.measure is not None:
            return proof.objective / self.measure.per
        return proof.objective / (USD * (int(proof.unit.partition("/")[2]) // 1000))

    def likely_gap(self) -> tuple[float, float] | None:
        """Return between what P10 and P90 of the difference lie of the second less the best, all figures moving.

        In what was asked for. A figure that both are made of moves both. None without a second route, and for what has
        no ranges: CO2e, distance, generalised cost.
        """
        one, other = self.result.best, None if self.second is None else self.second.best
        if one is None or other is None or self.measure is None:
            return None
        found = likely_gap(one.network, one.load, one.steps, other.steps, self.measure.column)
        return None if found is None else (found[0] / self.measure.per, found[1] / self.measure.per)

    def may_turn(self) -> bool | None:
        """Tell whether the order of the first two is open when all figures move; None: not known."""
        gap = self.likely_gap()
        return None if gap is None else gap[0] < 0
