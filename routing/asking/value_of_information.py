"""`value_of_information`: which uncertain figures could turn the choice, ranked by what knowing them is worth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from networks.model.figure import FigureKey
from networks.network import Network
from routing.amounts.units import DAY, USD
from routing.answer_warning import ASSUMED, AnswerWarning
from routing.answers.punctuality import Estimate
from routing.answers.route import Route
from routing.answers.value_of_information import Known, ValueOfInformation, What
from routing.answers.warned import once
from routing.asking.explain_search import searched
from routing.asking.solve import admitted
from routing.asking.worth_of_knowing import NOTHING, Knowing, Worth
from routing.cautions import cautions_of
from routing.chance.draws import Draws
from routing.compiling.problem import Problem, compile_problem
from routing.errors import QuestionError
from routing.question.arguments import shortened
from routing.question.constraints import Constraints
from routing.question.generalised_cost import GeneralisedCost
from routing.question.objectives import Objective
from routing.question.options import SolveOptions, checked_options
from routing.question.shipment import Shipment
from routing.solving.agreement import route_of
from routing.status import Status

FEWEST, MOST = 50, 10_000
Group = tuple[What, str, tuple[FigureKey, ...], tuple[str, ...]]  # what, its name, figures and causes that are known


def value_of_information(
    network: Network,
    shipment: Shipment,
    *,
    minimise: Objective = "time",
    constraints: Constraints | None = None,
    samples: int = 1000,
    seed: int = 0,
    options: SolveOptions | None = None,
) -> ValueOfInformation:
    """Return which uncertain figures could turn the choice of a route, ranked by what knowing them is worth.

    With what is known today the route is chosen that is the least on the mean. Who knew a figure before choosing would
    sometimes take another one; by how much that lowers the mean is what knowing it is worth (expected value of partial
    perfect information). The best of all routes is found, not of a list, and within all constraints. Of a figure that
    moves by itself the worth is exact; what causes connect, components and all figures together are drawn, with the
    95 % interval of the draws. How figures are spread stands in ``networks/data/chance.md``.

    A figure of which no row of ``causes.csv`` speaks is taken to be independent of all others: else who knew one of a
    component would know them all. Waits for a departure and cancelled departures count with their means: when goods
    come between two departures nobody knows before. Free times, usual weights, rates of exchange, the ratio of large
    boxes, days of demurrage and factors of CO2e stay as they are, and limits are held against figures as they stand.

    Parameters
    ----------
    network, shipment, constraints
        As in `solve`, by headways. No service or link may depend on the day.
    minimise
        ``"time"``, ``"cost"`` or a `GeneralisedCost`; worth is told in days, USD, or USD of the generalised cost.
    samples, seed
        How many draws, 50 to 10,000, and of which seed: the same one draws the same.
    options
        The limits of time and labels, for all together.

    Raises
    ------
    QuestionError, UnknownNameError
        A question that cannot be asked of this network.
    LimitReachedError
        A limit was reached before all was known.

    Examples
    --------
    >>> import networks, routing
    >>> builder = networks.NetworkBuilder("demo").add_place(id="A", name="Alpha").add_place(id="B", name="Beta")
    >>> _ = builder.add_link(id="A-B", tail="A", head="B", mode="sea", length_km=3000).add_source(id="S", title="me")
    >>> more = {"unit": "d", "source": "S", "kind": "assumption"}
    >>> for name, days, *ends in (("safe", 11, 11, 11), ("dicey", 10, 7, 18)):
    ...     stops = ["A", {"place": "B", "path": "A-B"}]
    ...     _ = builder.add_service(id=name, name=name, kind="line", mode="sea", stops=stops)
    ...     _ = builder.add_figure(element=name, quantity="wait", value=0, **more)
    ...     hours = {"element": f"{name}#2", "quantity": "running_time"}
    ...     _ = builder.add_figure(**hours, value=days, low=ends[0], high=ends[1], **more)
    >>> found = routing.value_of_information(builder.build(), routing.Shipment("A", "B"))
    >>> most = found.figures[0]  # who knew how long the dicey line takes would take it three times of five
    >>> found.route.legs[0].service, most.name, round(most.worth.value, 2), round(most.turns, 1)
    ('safe', 'dicey#2 running_time', 1.48, 0.6)
    """
    options = checked_options(options)
    _check(minimise, samples, seed)
    budget = options.budget()
    question = admitted(network, shipment, constraints, minimise)
    problem = compile_problem(network, question)
    if problem.timing.spans:
        raise QuestionError(["services or links depend on the day here: ask without ready, by headways"])
    unit = "days" if minimise == "time" else "USD"
    plain = searched(problem, budget)
    if plain.status is not Status.OPTIMAL:
        return ValueOfInformation(
            network=network,
            question=question,
            samples=samples,
            seed=seed,
            status=plain.status,
            unit=unit,
            warnings=problem.warnings,
        )
    told = _Told(Knowing(problem, budget), Draws(seed, samples), _per(problem))
    route = told.route(told.knowing.arcs)
    figures, never = told.figures()
    groups, idle = told.groups()
    return ValueOfInformation(
        network=network,
        question=question,
        samples=samples,
        seed=seed,
        status=Status.OPTIMAL,
        unit=unit,
        route=route,
        expected=told.knowing.value(told.knowing.arcs) / told.per,
        plain=route_of(problem, plain.arcs),
        total=told.total(),
        figures=figures,
        groups=groups,
        never=never,
        idle=idle,
        warnings=once([cautions_of(network, question, (route,)), tuple(_cautions(network)), problem.warnings]),
    )


def _check(minimise: object, samples: object, seed: object) -> None:
    problems = []
    if minimise not in ("time", "cost") and not isinstance(minimise, GeneralisedCost):
        problems.append(
            f"minimise={shortened(minimise)}: expected 'time', 'cost' or a GeneralisedCost: what else is least hangs on"
            " no figure with a range"
        )
    if not isinstance(samples, int) or isinstance(samples, bool) or not FEWEST <= samples <= MOST:
        problems.append(f"samples={shortened(samples)}: expected a whole number from {FEWEST} to {MOST:,}")
    if not isinstance(seed, int) or isinstance(seed, bool):
        problems.append(f"seed={shortened(seed)}: expected a whole number")
    if problems:
        raise QuestionError(problems)


def _per(problem: Problem) -> int:
    return DAY if problem.question.minimise == "time" else USD * problem.weights.scale


def _cautions(network: Network) -> Iterator[AnswerWarning]:
    if not network.causes:
        words = "no causes are stated: figures are taken to be independent, so that knowing one tells nothing of others"
        yield AnswerWarning(ASSUMED, words, (), "state them in causes.csv")


class _Told:
    """What knowing is worth, as it is told."""

    def __init__(self, knowing: Knowing, draws: Draws, per: int) -> None:
        self.knowing, self.expected, self.draws, self.per = knowing, knowing.expected, draws, per
        self._routes: dict[tuple[int, ...], Route] = {}
        self._exactly: dict[FigureKey, float] = {}  # what knowing one is worth, in the unit of the answer

    def route(self, arcs: tuple[int, ...]) -> Route:
        """Return a route, made once."""
        if arcs not in self._routes:
            self._routes[arcs] = route_of(self.knowing.problem, arcs)
        return self._routes[arcs]

    def figures(self) -> tuple[tuple[Known, ...], tuple[FigureKey, ...]]:
        """Return the figures that may turn the choice, the most worth first, and those that never do."""
        keys = sorted(self.expected.figures)
        may = self.knowing.can_turn([((key,), ()) for key in keys])
        found, never = [], [key for key, turns in zip(keys, may, strict=True) if not turns]
        for key in (key for key, turns in zip(keys, may, strict=True) if turns):
            exact = self.expected.independent(key)
            worth = self.knowing.of_figure(key) if exact else self.knowing.drawn((key,), (), self.draws)
            if exact and not worth.saved:
                never.append(key)
            else:
                found.append(self._of_figure(key, worth, exact=exact))
        return tuple(sorted(found, key=_rank)), tuple(sorted(never))

    def _of_figure(self, key: FigureKey, worth: Worth, *, exact: bool) -> Known:
        known = self._known("figure", " ".join(key), worth, 1, exact=exact)
        other = None if worth.other is None else self.route(worth.other)
        figure, step = self.expected.network.figures[key], self.expected.steps[key]
        self._exactly |= {key: known.worth.value} if exact else {}
        return replace(known, figure=figure, step=step, other=other)

    def groups(self) -> tuple[tuple[Known, ...], tuple[str, ...]]:
        """Return the components and causes that may turn the choice, the most worth first, and those that never do."""
        groups = [*self._components(), *self._causes()]
        may = self.knowing.can_turn([(figures, causes) for _, _, figures, causes in groups])
        found = [self._of_group(one) for one, turns in zip(groups, may, strict=True) if turns]
        idle = [f"{what} {name}" for (what, name, _, _), turns in zip(groups, may, strict=True) if not turns]
        return tuple(sorted(found, key=_rank)), tuple(idle)

    def _components(self) -> Iterator[Group]:
        by: dict[str, list[FigureKey]] = {}
        for key, name in sorted(self.expected.components.items()):
            by.setdefault(name, []).append(key)
        for name, keys in by.items():
            yield "component", name, tuple(keys), ()

    def _causes(self) -> Iterator[Group]:
        for name in sorted({cause for loads in self.expected.causes.values() for cause, _ in loads}):
            yield "cause", name, (), (name,)

    def _of_group(self, group: Group) -> Known:
        what, name, figures, causes = group
        count = len(figures) or sum(name in dict(loads) for loads in self.expected.causes.values())
        return self._drawn(what, name, figures, causes, count)

    def total(self) -> Known:
        """Return what knowing all figures is worth; the worth of each is to be known."""
        keys = tuple(sorted(self.expected.figures))
        if keys and self.knowing.can_turn([(keys, ())])[0]:
            return self._drawn("component", "all", keys, (), len(keys))
        return self._known("component", "all", NOTHING, len(keys), exact=True)

    def _drawn(
        self, what: What, name: str, figures: tuple[FigureKey, ...], causes: tuple[str, ...], count: int
    ) -> Known:
        """Return what knowing several things is worth: no less than knowing one of them."""
        drawn = self._known(what, name, self.knowing.drawn(figures, causes, self.draws), count, exact=False)
        least = max((self._exactly.get(key, 0.0) for key in figures), default=0.0)
        value, error = max(drawn.worth.value, least), drawn.worth.high - drawn.worth.value
        return replace(drawn, worth=Estimate(value, max(drawn.worth.low, least), value + error))

    def _known(self, what: What, name: str, worth: Worth, count: int, *, exact: bool) -> Known:
        saved, error = worth.saved / self.per, worth.error / self.per
        estimate = Estimate(saved, max(saved - error, 0.0), saved + error)
        return Known(what=what, name=name, worth=estimate, is_exact=exact, turns=worth.turns, count=count)


def _rank(known: Known) -> tuple[float, str, str]:
    return -known.worth.value, known.what, known.name
